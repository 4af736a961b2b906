"""Où les données disent ce qu'un chiffre publié compte : de quoi montrer la ligne qui l'a fait changer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from contrat.calculs.argent.flux_internes import organismes_de_la_ville
from contrat.calculs.concordance.concordance import Concordance
from contrat.diagnostics import Adresse
from contrat.modele.action import Action
from contrat.modele.base import SECTIONS
from contrat.modele.contrat import Mesure, Publie
from contrat.modele.dossier import Dossier

# Le champ d'une fiche action que compte une mesure qui n'est pas une somme. Les ménages n'en ont pas : montrer une
# ligne de leur dossier désignerait l'un d'eux.
_CHAMPS: Mapping[Mesure, str] = {
    "organismes.financeurs": "plan",
    "budget.exercices": "budget",
    "actions.approuvees": "historique",
    "actions.mises_en_oeuvre": "historique",
    "actions.deliberees": "deliberations",
    "actions.exercices": "calendrier",
    "actions.partenaires": "partenaires",
    "actions.criteres_atteints": "criteres_dd",
    "indicateurs.autre_source": "indicateurs",
}


def chercher_pistes(dossier: Dossier, concordance: Concordance) -> Iterator[Adresse]:
    """Les lignes d'une somme, le champ d'une fiche, l'aide d'un barème, dans l'ordre des fichiers."""
    publie = concordance.publie
    if publie.aide is not None:
        yield Adresse("aides", publie.aide)
    for identifiant, action in dossier.actions.items():
        if publie.action not in (None, identifiant):
            continue
        if concordance.methode.origine == "somme":
            yield from _lister_lignes(dossier, identifiant, action, publie)
        elif publie.mesure in _CHAMPS:
            yield Adresse("actions", identifiant, (_CHAMPS[publie.mesure],))


def _lister_lignes(dossier: Dossier, identifiant: str, action: Action, publie: Publie) -> Iterator[Adresse]:
    """Les dépenses, ou les ressources, que la mesure additionne."""
    exercices, ville = publie.periode.exercices, organismes_de_la_ville(dossier)
    quoi = publie.mesure.split(".")
    if "ressources" not in quoi:
        sections = {quoi[-1]} & {*SECTIONS} or {*SECTIONS}
        for rang, ligne in enumerate(action.budget.lignes):
            if ligne.sens == "depense" and ligne.exercice in exercices and ligne.section in sections:
                yield Adresse("actions", identifiant, ("budget", "lignes", rang))
        return
    for rang, ressource in enumerate(action.plan.ressources):
        comptee = quoi[-1] == "total" or (ressource.supportee_par in ville) == (quoi[-1] == "ville")
        if ressource.exercice in exercices and comptee:
            yield Adresse("actions", identifiant, ("plan", "ressources", rang))
