"""La partie financière du rapport au comité : par axe, exécution, qui paie, par exercice."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from contrat.calculs.argent.budget import Consolidation
from contrat.calculs.argent.ventilation import Dimension
from contrat.calculs.rapports.comite import RapportComite
from contrat.rendu.argent.tableaux import TOTAL, tableau_execution, tableau_financeurs, tableaux_enveloppes
from contrat.rendu.mots.argent import AUTRES, PAR, SECTIONS_DITES, ecrire, nommer
from contrat.rendu.mots.noms import nommer_action, nommer_organisme, nommer_ville
from contrat.rendu.mots.phrases import compter
from contrat.rendu.page import Bloc, Colonne, Partie, Rangee, Tableau, lister


def parties_de_l_argent(rapport: RapportComite) -> Iterator[Partie]:
    """Le budget, son exécution, qui paie, et les enveloppes."""
    yield Partie("Budget par axe et par section", [_ventiler(rapport, "axe"), *_execution(rapport)])
    yield Partie("Budget par action", [_ventiler(rapport, "action")])
    yield Partie("Qui paie", list(_financeurs(rapport)))
    tableaux = [_ventiler(rapport, "exercice"), *tableaux_enveloppes(rapport.etat)]
    yield Partie("Par exercice, et face aux enveloppes", tableaux)


def _ventiler(rapport: RapportComite, par: Dimension) -> Tableau:
    dossier = rapport.dossier
    ville = nommer_ville(dossier)
    colonnes = (
        Colonne(PAR[par]),
        *(Colonne(nom, "euros", facultative=True) for nom in SECTIONS_DITES.values()),
        Colonne("Dépenses", "euros"),
        Colonne("Part", "part"),
        *(Colonne(nom, "euros", facultative=True) for nom in (ville, AUTRES)),
    )
    rangees = [_groupe(rapport, nommer(dossier, par, g.cle), g.consolidation) for g in rapport.etat.ventiler(par)]
    total = _groupe(rapport, TOTAL, rapport.etat.consolidation, est_total=True)
    return Tableau(colonnes, (*rangees, total))


def _groupe(rapport: RapportComite, libelle: str, c: Consolidation, est_total: bool = False) -> Rangee:
    if not c.lignes:  # un groupe sans aucune ligne n'a que des tirets
        return Rangee((libelle, *(None,) * 6), est_total)
    montants = (c.depenses["fonctionnement"], c.depenses["investissement"], c.total_depenses)
    ressources = (c.ressources_ville, c.ressources_externes)
    return Rangee((libelle, *montants, rapport.part_des_depenses(c), *ressources), est_total)


def _execution(rapport: RapportComite) -> Iterator[Bloc]:
    if not rapport.a_execution:
        yield "Engagé et payé : non renseignés dans les fiches."
        return
    yield tableau_execution(rapport.etat, "section")
    reserves = [
        f"{nom} : {compter(manquants, 'montant')} à renseigner sur {lignes}."
        for nom, (manquants, lignes) in (("Engagé", rapport.engage_manquant), ("Payé", rapport.paye_manquant))
        if manquants
    ]
    if rapport.paye_abandonne:
        reserves.append(f"Payé pour des actions abandonnées, hors de ce tableau : {ecrire(rapport.paye_abandonne)}.")
    if reserves:
        yield lister(*reserves)


def _financeurs(rapport: RapportComite) -> Iterator[Bloc]:
    yield tableau_financeurs(rapport.etat)
    if rapport.levier is not None:
        ville = f"{ecrire(Decimal(1))} de la part « {nommer_ville(rapport.dossier)} »"
        yield f"Effet de levier : pour {ville}, les autres financeurs apportent {ecrire(rapport.levier)}."
    if rapport.contributions:
        yield "Contributions en nature, hors des totaux :"
        yield lister(
            *(
                f"{nommer_action(rapport.dossier, action.id)} : {x.libelle}, "
                f"{nommer_organisme(rapport.dossier, x.organisme)}, {ecrire(x.montant)}"
                for action, x in rapport.contributions
            )
        )
