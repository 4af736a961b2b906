"""Les conventions : ce qu'elles engagent, les lignes des plans qu'elles couvrent, ce qui reste à signer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from contrat.calculs.argent.contractualisation import Contractualisation, ConventionSuivie, PartFinancee
from contrat.calculs.argent.conventions import Subvention
from contrat.modele.dossier import Dossier
from contrat.rendu.document import Document
from contrat.rendu.mots.actions import citer, dire_signature
from contrat.rendu.mots.argent import SECTIONS_DITES, ecrire
from contrat.rendu.mots.dates import dire_jour
from contrat.rendu.mots.noms import nommer_court
from contrat.rendu.mots.phrases import compter, enumerer
from contrat.rendu.objets import extraire
from contrat.rendu.page import Bloc, Colonne, Page, Partie, Point, Rangee, Remarque, Tableau, assembler

VERSION = 1


def documenter_conventions(suivi: Contractualisation) -> Document:
    """Toutes les conventions ; le CSV a une ligne par financeur."""
    return Document(
        page=lambda: composer(suivi), objet=lambda: _decrire(suivi), donnees=lambda: tableau_engagements(suivi)
    )


def composer(suivi: Contractualisation) -> Page:
    """Ce que chaque financeur a engagé, puis chaque convention."""
    blocs: list[Bloc] = [tableau_engagements(suivi)] if suivi.engagements else []
    non_signees = sum(not suivie.est_signee for suivie in suivi.conventions)
    compte = compter(len(suivi.conventions), "convention")
    a_signer = f", dont {compter(non_signees, 'à signer', 'à signer')}" if non_signees else ""
    textes: list[Bloc | Point] = []
    for suivie in suivi.conventions:
        premier, *suites = raconter_convention(suivi.dossier, suivie)
        textes += [Point(premier), *(Point(texte, 1) for texte in suites)]
    parties = [Partie("Ce que les conventions couvrent", [*blocs, f"{compte}{a_signer}.", *_reserves(suivi)])]
    if textes:
        parties.append(Partie("Les conventions", list(assembler(textes))))
    return Page("Conventions", suivi.dossier.contrat.titre, parties)


def _reserves(suivi: Contractualisation) -> Iterator[Bloc]:
    if any(e.sans_convention for e in suivi.engagements):
        yield "Non couvert : aucune convention écrite ici ne le couvre ; cela ne dit pas qu'il n'en existe pas."
    if any(e.sans_convention is None for e in suivi.engagements):
        yield Remarque(
            "Un tiret : une convention engage moins que les lignes de plusieurs financeurs, sans dire leurs parts."
        )
    plans = [action.plan for action in suivi.dossier.actions.values() if action.plan.ressources]
    if any(suivi.dossier.est_reconstitue(plan.source) for plan in plans):
        yield Remarque("Tout ou partie des montants attendus est une reconstitution.")


def tableau_engagements(suivi: Contractualisation) -> Tableau:
    """Par financeur extérieur : attendu des plans, couvert par convention signée, à signer, sans convention."""
    rangees = [
        Rangee((nommer_court(suivi.dossier, e.organisme), e.attendu, e.signe, e.a_signer, e.sans_convention))
        for e in suivi.engagements
    ]
    return Tableau(
        (
            Colonne("Financeur"), Colonne("Attendu", "euros"), Colonne("Signé", "euros"),
            Colonne("À signer", "euros"), Colonne("Non couvert", "euros"),
        ),
        tuple(rangees),
    )  # fmt: skip


def dire_etat(subvention: Subvention) -> str:
    """Où en est la convention que demande une subvention au-dessus du seuil."""
    if subvention.a_convention:
        return "convention signée"
    return "convention ABSENTE" if subvention.a_signer is None else "convention À SIGNER"


def nommer_convention(suivie: ConventionSuivie) -> str:
    """Une convention par sa référence, sinon par son identifiant, sa signature, ce que les plans y comptent en trop."""
    trop = f" ; {ecrire(suivie.depassement)} de lignes au-delà du montant engagé" if suivie.depassement else ""
    c = suivie.convention
    return f"convention {c.reference or c.id} ({dire_signature(c)}{trop})"


def raconter_convention(dossier: Dossier, suivie: ConventionSuivie) -> Iterator[str]:
    """Une convention en une phrase, puis son montant, ce qu'elle engage et conditionne, ce qu'elle couvre."""
    c = suivie.convention
    fiche = f" ({suivie.action.titre_court})" if suivie.action else ""
    parties = enumerer(dossier.nommer_organisme(o) for o in c.organismes)
    yield f"Convention « {c.id} », {dire_signature(c)} : {c.objet}, entre {parties}{fiche}.{citer(dossier, c.source)}"
    if c.montant is not None:
        yield f"Montant engagé : {ecrire(c.montant)}."
    if c.jusqu_au:
        yield f"Jusqu'au {dire_jour(c.jusqu_au)}."
    for quoi, texte in (("Elle engage", c.engage), ("À condition", c.conditionne)):
        if texte:
            yield f"{quoi} : {texte.rstrip('.')}."
    yield f"{_couvrir(dossier, suivie)}."
    if suivie.finies:
        yield f"D'un exercice d'après sa fin, non couvertes : {_enumerer_lignes(dossier, suivie.finies)}."
    if c.note:
        yield c.note


def _couvrir(dossier: Dossier, suivie: ConventionSuivie) -> str:
    if not suivie.parts:
        return "Aucune ligne des plans n'est dite couverte"
    trop = f", dont {ecrire(suivie.depassement)} au-delà du montant engagé" if suivie.depassement else ""
    return f"Lignes couvertes, {ecrire(suivie.total)}{trop} : {_enumerer_lignes(dossier, suivie.parts)}"


def _enumerer_lignes(dossier: Dossier, parts: Iterable[PartFinancee]) -> str:
    lignes = (
        f"{action.titre_court}, {nommer_court(dossier, r.organisme)}, {r.exercice}, {SECTIONS_DITES[r.section].lower()}"
        for action, r in parts
    )
    return " ; ".join(dict.fromkeys(lignes))


def _decrire_lignes(parts: Iterable[PartFinancee]) -> list[dict[str, Any]]:
    return [{"action": a.id, **extraire(r, "organisme", "exercice", "section")} for a, r in parts]


def _decrire(suivi: Contractualisation) -> dict[str, Any]:
    return {
        "version": VERSION,
        "conventions": [
            {
                "id": s.convention.id,
                "objet": s.convention.objet,
                "organismes": list(s.convention.organismes),
                "action": s.action.id if s.action else None,
                "signe_le": s.convention.signe_le,
                "montant": s.convention.montant,
                "couvert": s.total,
                "depassement": s.depassement,
                "jusqu_au": s.convention.jusqu_au,
                "lignes": _decrire_lignes(s.parts),
                "lignes_finies": _decrire_lignes(s.finies),
            }
            for s in suivi.conventions
        ],
        "financeurs": [
            extraire(e, "organisme", "attendu", "signe", "a_signer", "sans_convention") for e in suivi.engagements
        ],
    }
