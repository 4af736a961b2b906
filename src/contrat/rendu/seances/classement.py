"""Le classement d'une séance : la page et ses tableaux."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from contrat.calculs.seances.hierarchisation import Classement
from contrat.calculs.seances.seance_classee import SeanceClassee
from contrat.calculs.seances.sensibilite import Variation
from contrat.modele.seance import Grille
from contrat.nombres import pourcent
from contrat.rendu.document import Document
from contrat.rendu.mots.dates import dire_moment
from contrat.rendu.mots.noms import nommer_action
from contrat.rendu.mots.seances import COLLEGES
from contrat.rendu.page import Colonne, Page, Partie, Rangee, Tableau, lister
from contrat.rendu.seances.notes import rediger_notes
from contrat.rendu.seances.objet import decrire_seance, tabuler_classement


def documenter_seance(classee: SeanceClassee) -> Document:
    """Le classement dans toutes ses formes ; le CSV a une ligne par action."""
    return Document(
        page=lambda: composer(classee),
        objet=lambda: decrire_seance(classee),
        donnees=lambda: tabuler_classement(classee),
    )


def composer(classee: SeanceClassee) -> Page:
    """Le classement, les moyennes par critère et par collège, ce qu'un poids changerait."""
    dossier, seance = classee.dossier, classee.seance
    instances = {x.id: x.nom for contrat in dossier.contrats.values() for x in contrat.gouvernance}
    instance = instances.get(seance.instance, seance.instance)
    tableaux = _tableaux(classee) if classee.classement.actions else ()
    titre = f"Hiérarchisation, {dire_moment(seance.date)}"
    return Page(titre, f"{instance} : {seance.objet}", [Partie("", [*tableaux, lister(*rediger_notes(classee))])])


def _tableaux(classee: SeanceClassee) -> Iterator[Tableau]:
    seance, classement, grille = classee.seance, classee.classement, classee.grille
    noms = [nommer_action(classee.dossier, a.action) for a in classement.actions]
    yield _classement(noms, classement)
    criteres = {c.id: c.libelle for c in grille.criteres}
    yield _moyennes("Moyenne par critère", criteres, noms, [a.par_critere for a in classement.actions])
    colleges: dict[str, str] = {p.college: COLLEGES[p.college].capitalize() for p in seance.colleges}
    yield _moyennes("Moyenne par collège", colleges, noms, [a.par_college for a in classement.actions])
    if classee.variations:
        yield _sensibilite(grille, classee.variations)


def _classement(noms: list[str], classement: Classement) -> Tableau:
    rangees = tuple(
        Rangee(
            (
                nom,
                f"{a.rang} ex æquo" if a.ex_aequo > 1 else a.rang,
                a.moyenne,
                a.ecart_type,
                None if a.decision is None else a.decision.rang,
            )
        )
        for nom, a in zip(noms, classement.actions, strict=True)
    )
    colonnes = (
        Colonne("Action"), Colonne("Rang", "rang"), Colonne("Moyenne", "moyenne"), Colonne("Écart type", "moyenne"),
        Colonne("Rang décidé", "rang"),
    )  # fmt: skip
    return Tableau(colonnes, rangees)


def _moyennes(
    titre: str, colonnes: Mapping[str, str], noms: list[str], valeurs: Sequence[Mapping[str, Decimal]]
) -> Tableau:
    """Une moyenne par action et par colonne ; au terminal, en autant de tableaux qu'il en faut pour tenir."""
    rangees = (Rangee((nom, *map(v.get, colonnes))) for nom, v in zip(noms, valeurs, strict=True))
    entetes = (Colonne(libelle, "moyenne", facultative=True) for libelle in colonnes.values())
    return Tableau((Colonne(titre), *entetes), tuple(rangees))


def _sensibilite(grille: Grille, variations: Sequence[Variation]) -> Tableau:
    """Une rangée par critère : l'ordre, quand son poids baisse puis monte de 10 %."""
    rangees = []
    for critere in grille.criteres:
        cellules = tuple(
            f"{pourcent(v.apres)} : {'ordre changé' if v.permutations else 'même ordre'}"
            for v in variations
            if v.critere == critere.id
        )
        rangees.append(Rangee((f"{critere.libelle} ({pourcent(critere.poids)})", *(cellules or (None, None)))))
    colonnes = (Colonne("Si un poids change"), Colonne("10 % de moins", fixe=True), Colonne("10 % de plus", fixe=True))
    return Tableau(colonnes, tuple(rangees))
