"""Les subventions versées, dans la disposition SCDL « subventions » que les collectivités publient.

Source : schéma « subventions » du socle commun des données locales, version 2.1.1 (décret n° 2017-779 du 5 mai 2017).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from contrat.calculs.argent.budget import ordonner_actions
from contrat.diagnostics import ecourter
from contrat.modele.action import Action
from contrat.modele.cadre import Convention
from contrat.modele.dossier import Dossier
from contrat.modele.organisme import Organisme
from contrat.modele.plan import Ligne
from contrat.nombres import decimal_nu

COLONNES = (
    "nomAttribuant", "idAttribuant", "dateConvention", "referenceDecision", "nomBeneficiaire", "idBeneficiaire",
    "rnaBeneficiaire", "objet", "montant", "nature", "conditionsVersement", "datesPeriodeVersement", "idRAE",
    "notificationUE", "pourcentageSubvention", "dispositifAide",
)  # fmt: skip
OBJET_MAX = 256
# Une ligne a un bénéficiaire : il reçoit tout.
TOUT = "1.00"


@dataclass(frozen=True)
class SubventionPubliee:
    """Une subvention versée : sa rangée, ou ce qui lui manque pour être publiée."""

    action: str
    beneficiaire: str
    exercice: int
    cases: Mapping[str, str]
    manquent: Sequence[str]


def lister_subventions(dossier: Dossier) -> Iterator[SubventionPubliee]:
    """Chaque ligne de budget versée en subvention, dans l'ordre du contrat ; rien n'est supposé de ce qui manque."""
    for action in ordonner_actions(dossier):
        for ligne in action.budget.lignes:
            if ligne.beneficiaire is None or ligne.sens != "depense":
                continue
            cases = dict(_remplir(dossier, action, ligne))
            manquent = [dit for cle, dit in _EXIGEES.items() if not cases.get(cle)]
            if not (cases["idBeneficiaire"] or cases["rnaBeneficiaire"]):
                manquent.append("le siret ou le rna du bénéficiaire")
            yield SubventionPubliee(action.id, ligne.beneficiaire, ligne.exercice, cases, manquent)


_EXIGEES = {
    "nomAttribuant": "l'organisme qui verse, dans organismes.yaml",
    "idAttribuant": "le siret de l'organisme qui verse",
    "dateConvention": "une convention signée un jour dit avec le bénéficiaire (conventions › signe_le)",
    "nomBeneficiaire": "le bénéficiaire, dans organismes.yaml",
    "montant": "le montant engagé, voté ou prévu",
    "datesPeriodeVersement": "le jour de chaque paiement (paiements)",
    "notificationUE": "si c'est une aide notifiée (conventions › notification_ue)",
}


def _remplir(dossier: Dossier, action: Action, ligne: Ligne) -> Iterator[tuple[str, str]]:
    attribuant, beneficiaire = (dossier.organismes.get(nom or "") for nom in (ligne.budget, ligne.beneficiaire))
    convention = _trouver_convention(dossier, action, ligne)
    montant = ligne.engage if ligne.engage is not None else ligne.ouvert
    yield from _identifier("Attribuant", attribuant)
    yield from _identifier("Beneficiaire", beneficiaire)
    yield "rnaBeneficiaire", (beneficiaire.rna if beneficiaire else None) or ""
    yield "objet", ecourter(f"{action.titre} : {ligne.libelle}", OBJET_MAX)
    yield "montant", "" if montant is None else decimal_nu(montant)
    yield "nature", "aide en numéraire"
    jours = sorted(x.date.isoformat() if x.date else "" for x in ligne.paiements)
    yield "conditionsVersement", "échelonné" if len(jours) > 1 else "unique"
    yield "datesPeriodeVersement", "/".join(dict.fromkeys([jours[0], jours[-1]])) if all(jours) and jours else ""
    yield "pourcentageSubvention", TOUT
    if convention is not None:
        yield "dateConvention", convention.signe_le or ""
        yield "referenceDecision", convention.reference or ""
        notifiee = convention.notification_ue
        yield "notificationUE", "" if notifiee is None else "oui" if notifiee else "non"


def _identifier(role: str, organisme: Organisme | None) -> Iterator[tuple[str, str]]:
    yield f"nom{role}", organisme.nom if organisme else ""
    yield f"id{role}", (organisme.siret if organisme else None) or ""


def _trouver_convention(dossier: Dossier, action: Action, ligne: Ligne) -> Convention | None:
    """La dernière convention signée avec le bénéficiaire avant la fin de l'exercice, de l'action sinon du contrat."""
    for conventions in (action.conventions, dossier.contrat.conventions):
        signees = [
            convention
            for convention in conventions
            if ligne.beneficiaire in convention.organismes
            and convention.signe_le is not None
            and len(convention.signe_le) == len("AAAA-MM-JJ")
            and int(convention.signe_le[:4]) <= ligne.exercice
        ]
        if signees:
            return max(signees, key=lambda convention: convention.signe_le or "")
    return None
