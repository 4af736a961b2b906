"""Le classement d'une séance : la page et ses tableaux."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from contrat.calculs.seances.hierarchisation import Classement, hierarchiser
from contrat.calculs.seances.sensibilite import Variation, eprouver
from contrat.modele.dossier import Dossier
from contrat.modele.seance import Seance
from contrat.nombres import pourcent
from contrat.rendu.budget_page import Page, Rangee, Tableau
from contrat.rendu.libelles import dire_moment
from contrat.rendu.mise_en_page import LARGEUR
from contrat.rendu.seances.hierarchisation_notes import COLLEGES, nommer, rediger_notes

ABSENT = "—"
LIBELLE, ECART = 24, 2


def rendre(dossier: Dossier, seance: Seance, forme: str) -> str:
    """Écrire le classement d'une séance sans faute, en texte, en Markdown ou en JSON."""
    classement = hierarchiser(seance)
    variations = tuple(eprouver(classement))
    if forme == "json":
        from contrat.rendu.seances.hierarchisation_json import en_json

        return en_json(dossier, seance, classement, variations) + "\n"
    page = composer(dossier, seance, classement, variations)
    if forme == "md":
        from contrat.rendu.budget_md import en_markdown

        return en_markdown(page)
    from contrat.rendu.budget_texte import en_texte

    return en_texte(page) + "\n"


def composer(dossier: Dossier, seance: Seance, classement: Classement, variations: Sequence[Variation]) -> Page:
    """Composer la page : le classement, les moyennes par critère et par collège, ce qu'un poids changerait."""
    gouvernance = dossier.contrat.gouvernance if dossier.contrat else ()
    instance = next((x.nom for x in gouvernance if x.id == seance.instance), seance.instance)
    tableaux = tuple(_tableaux(dossier, seance, classement, variations)) if classement.actions else ()
    notes = tuple(rediger_notes(dossier, seance, classement, variations))
    return Page(f"Hiérarchisation, {dire_moment(seance.date)}", f"{instance} : {seance.objet}", tableaux, notes)


def _tableaux(
    dossier: Dossier, seance: Seance, classement: Classement, variations: Sequence[Variation]
) -> Iterator[Tableau]:
    noms = [nommer(dossier, classee.action) for classee in classement.actions]
    yield _classement(noms, classement)
    criteres = {c.id: c.libelle for c in seance.grille.criteres}
    yield from _moyennes("Moyenne par critère", criteres, noms, [a.par_critere for a in classement.actions])
    colleges: dict[str, str] = {p.college: COLLEGES[p.college].capitalize() for p in seance.colleges}
    yield from _moyennes("Moyenne par collège", colleges, noms, [a.par_college for a in classement.actions])
    if variations:
        yield _sensibilite(seance, variations)


def _classement(noms: list[str], classement: Classement) -> Tableau:
    rangees = tuple(
        Rangee(
            nom,
            (
                f"{a.rang} ex æquo" if a.ex_aequo > 1 else str(a.rang),
                _ecrire(a.moyenne),
                _ecrire(a.ecart_type),
                ABSENT if a.decision is None else str(a.decision.rang),
            ),
        )
        for nom, a in zip(noms, classement.actions, strict=True)
    )
    return Tableau("Action", ("Rang", "Moyenne", "Écart type", "Rang décidé"), rangees)


def _moyennes(
    titre: str, colonnes: Mapping[str, str], noms: list[str], valeurs: Sequence[Mapping[str, Decimal]]
) -> Iterator[Tableau]:
    """Les moyennes en autant de tableaux qu'il en faut pour tenir dans la largeur."""
    lots: list[list[str]] = [[]]
    for cle in colonnes:
        if sum(len(colonnes[c]) + ECART for c in [*lots[-1], cle]) > LARGEUR - LIBELLE:
            lots.append([])
        lots[-1].append(cle)
    for lot in lots:
        rangees = (Rangee(nom, tuple(_ecrire(v.get(c)) for c in lot)) for nom, v in zip(noms, valeurs, strict=True))
        yield Tableau(titre, tuple(colonnes[c] for c in lot), tuple(rangees))


def _sensibilite(seance: Seance, variations: Sequence[Variation]) -> Tableau:
    """Une rangée par critère : l'ordre, quand son poids baisse puis monte de 10 %."""
    rangees = []
    for critere in seance.grille.criteres:
        cellules = (
            f"{pourcent(v.apres)} : {'ordre changé' if v.permutations else 'même ordre'}"
            for v in variations
            if v.critere == critere.id
        )
        rangees.append(Rangee(f"{critere.libelle} ({pourcent(critere.poids)})", tuple(cellules) or (ABSENT, ABSENT)))
    return Tableau("Si un poids change", ("10 % de moins", "10 % de plus"), tuple(rangees))


def _ecrire(valeur: Decimal | None) -> str:
    """Une moyenne à deux décimales, virgule comprise."""
    return ABSENT if valeur is None else f"{valeur:.2f}".replace(".", ",")
