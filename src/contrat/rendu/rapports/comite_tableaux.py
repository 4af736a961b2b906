"""Les tableaux du rapport au comité : avancement, actions, entonnoir, indicateurs, critères, puis l'argent."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from contrat.calculs.actions.avancement import Avancement, EntonnoirActions
from contrat.calculs.argent.budget import Consolidation
from contrat.calculs.argent.ventilation import Dimension
from contrat.calculs.rapports.comite import RapportComite
from contrat.modele.dossier import Dossier
from contrat.rendu.argent.budget_notes import dire_paye_sorti, legender_marque, nommer_les_apports_reconstitues
from contrat.rendu.argent.tableaux import (
    TOTAL,
    figurer_execution,
    figurer_financeurs,
    tableaux_enveloppes,
    titrer_groupe,
)
from contrat.rendu.figures import montrer
from contrat.rendu.mots.actions import (
    CRITERES_DITS,
    NIVEAUX_DITS,
    STATUTS,
    dire_date,
    dire_unite,
    dire_valeur_relevee,
    nommer_source,
)
from contrat.rendu.mots.argent import AUTRES, PAR, SECTIONS_DITES, ecrire
from contrat.rendu.mots.noms import nommer_action, nommer_ville
from contrat.rendu.mots.origine import titrer
from contrat.rendu.mots.phrases import compter
from contrat.rendu.page import Bloc, Colonne, Partie, Rangee, Tableau, lister


def tableau_avancement(rapport: RapportComite) -> Tableau:
    """Combien d'actions par axe et par statut ; seuls les statuts rencontrés ont une colonne."""
    mesures = rapport.avancement
    statuts = [statut for statut in STATUTS if mesures[-1].par_statut.get(statut)]

    def rangee(mesure: Avancement) -> Rangee:
        libelle = f"{mesure.axe.numero}. {mesure.axe.titre_court}" if mesure.axe else "Total"
        nombres = [mesure.total, *(mesure.par_statut.get(s, 0) for s in statuts), mesure.mises_en_oeuvre]
        return Rangee((libelle, *nombres, mesure.taux), est_total=mesure.axe is None)

    colonnes = (
        Colonne("Axe"),
        Colonne("Actions", "nombre"),
        *(Colonne(f"{STATUTS[s].capitalize()}s", "nombre", facultative=True) for s in statuts),
        Colonne("Mises en œuvre", "nombre"),
        Colonne("Taux", "part"),
    )
    return Tableau(colonnes, tuple(map(rangee, mesures)))


def tableau_actions(rapport: RapportComite) -> Tableau:
    """Chaque action, son statut à la fin de la période, qui la porte."""
    rangees = []
    for action, statut, _ in rapport.actions:
        axe = rapport.dossier.axes.get(action.axe)
        numero = f"{axe.numero if axe else '—'}.{action.numero or '-'}"
        porteur = rapport.dossier.nommer_organisme(action.porteur)
        rangees.append(Rangee((numero, titrer(rapport.dossier, action), STATUTS[statut], porteur)))
    colonnes = (Colonne("N°", fixe=True), Colonne("Action"), Colonne("Statut", fixe=True), Colonne("Porteur"))
    return Tableau(colonnes, tuple(rangees))


def tableau_entonnoir(dossier: Dossier, entonnoir: EntonnoirActions) -> Tableau:
    """Les étapes d'une action, du repérage aux travaux, chacune rapportée à la précédente."""
    rangees = []
    for etape in entonnoir.etapes:
        indicateur, valeur = etape.indicateur, etape.valeur
        mesure = f"{dire_valeur_relevee(valeur)} {dire_unite(indicateur.unite, valeur.valeur)}"
        source = nommer_source(dossier, valeur.source)
        rangees.append(Rangee((indicateur.libelle, mesure, etape.taux, dire_date(valeur), source)))
    colonnes = (
        Colonne("Étape"), Colonne("Valeur", fixe=True), Colonne("Rapport à la précédente", "part"), Colonne("Date"),
        Colonne("Source"),
    )  # fmt: skip
    return Tableau(colonnes, tuple(rangees))


def tableau_indicateurs(rapport: RapportComite) -> Tableau:
    """Les indicateurs qui ont une valeur, face à leur départ et à leur cible."""
    rangees = tuple(
        Rangee(
            (
                titrer(rapport.dossier, x.action) if x.action else "Contrat",
                f"{x.indicateur.libelle} ({x.indicateur.unite})",
                dire_valeur_relevee(x.indicateur.base),
                dire_valeur_relevee(x.indicateur.cible),
                dire_valeur_relevee(x.valeur),
                dire_date(x.valeur),
                nommer_source(rapport.dossier, x.valeur.source),
            )
        )
        for x in rapport.indicateurs
    )
    entetes = ("Action", "Indicateur", "Départ", "Cible", "Valeur", "Date")
    return Tableau((*map(Colonne, entetes), Colonne("Source", detail=True)), rangees)


def tableau_criteres(rapport: RapportComite) -> Tableau:
    """Combien d'actions visent chaque niveau de chaque critère, et combien de constats ont été écrits."""
    questions = {x.critere: x.question for x in rapport.dossier.contrat.criteres_durables}
    ecrits = [bilan.nom for bilan in rapport.bilans]
    rangees = []
    for nom, compte in rapport.criteres.items():
        libelle = " : ".join([CRITERES_DITS[nom].capitalize(), *([questions[nom]] if nom in questions else [])])
        rangees.append(Rangee((libelle, *(compte[niveau] for niveau in rapport.niveaux), ecrits.count(nom))))
    colonnes = (
        Colonne("Critère"),
        *(Colonne(NIVEAUX_DITS[niveau].capitalize(), "nombre") for niveau in rapport.niveaux),
        Colonne("Bilans écrits", "nombre"),
    )
    return Tableau(colonnes, tuple(rangees))


def parties_de_l_argent(rapport: RapportComite) -> Iterator[Partie]:
    """Le budget, son exécution, qui paie, et les enveloppes."""
    par_axe = montrer("Dépenses prévues de chaque axe, par section", _ventiler(rapport, "axe"), (1, 2))
    yield Partie("Budget par axe et par section", [par_axe, *_execution(rapport)], nom="axes")
    yield Partie("Budget par action", [_ventiler(rapport, "action"), *legender_marque(rapport.etat)], nom="actions")
    yield Partie("Qui paie", list(_financeurs(rapport)), nom="financeurs")
    tableaux = [_ventiler(rapport, "exercice"), *tableaux_enveloppes(rapport.etat)]
    yield Partie("Par exercice, et face aux enveloppes", tableaux, nom="exercices")


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
    groupes = rapport.etat.ventilations[par]
    rangees = [_groupe(rapport, titrer_groupe(dossier, par, g), g.consolidation) for g in groupes]
    total = _groupe(rapport, TOTAL, rapport.etat.consolidation, est_total=True)
    return Tableau(colonnes, (*rangees, total))


def _groupe(rapport: RapportComite, libelle: str, c: Consolidation, est_total: bool = False) -> Rangee:
    montants = (c.depenses["fonctionnement"], c.depenses["investissement"], c.total_depenses)
    ressources = (c.ressources_ville, c.ressources_externes)
    return Rangee((libelle, *montants, rapport.part_des_depenses(c), *ressources), est_total)


def _execution(rapport: RapportComite) -> Iterator[Bloc]:
    if not rapport.a_execution:
        yield "Engagé et payé : non renseignés dans les fiches."
        return
    yield figurer_execution(rapport.etat, "section")
    reserves = [
        f"{nom} : {compter(manquants, 'montant')} à renseigner sur {lignes}."
        for nom, (manquants, lignes) in (("Engagé", rapport.engage_manquant), ("Payé", rapport.paye_manquant))
        if manquants
    ]
    reserves += dire_paye_sorti(rapport.etat)
    if reserves:
        yield lister(*reserves)


def _financeurs(rapport: RapportComite) -> Iterator[Bloc]:
    yield figurer_financeurs(rapport.etat)
    yield from nommer_les_apports_reconstitues(rapport.etat)
    if rapport.levier is not None:
        ville = f"{ecrire(Decimal(1))} de la part « {nommer_ville(rapport.dossier)} »"
        yield f"Effet de levier : pour {ville}, les autres financeurs apportent {ecrire(rapport.levier)}."
    if rapport.contributions:
        yield "Contributions en nature, hors des totaux :"
        yield lister(
            *(
                f"{nommer_action(rapport.dossier, action.id)} : {x.libelle}, "
                f"{rapport.dossier.nommer_organisme(x.organisme)}, {ecrire(x.montant)}"
                for action, x in rapport.contributions
            )
        )
