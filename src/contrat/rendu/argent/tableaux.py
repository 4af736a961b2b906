"""Les tableaux du budget : dépenses et ressources par exercice, enveloppes, ventilations, exécution."""

from __future__ import annotations

from collections.abc import Sequence

from contrat.calculs.argent.budget import Consolidation
from contrat.calculs.argent.etat import EtatBudget, PartFinanceur, PosteBudget
from contrat.calculs.argent.execution import Execution
from contrat.calculs.argent.ventilation import Dimension, Groupe
from contrat.modele.dossier import Dossier
from contrat.modele.plan import CERTITUDES_COMPTEES
from contrat.rendu.figures import montrer
from contrat.rendu.mots.argent import AUTRES, CERTITUDES_DITES, PAR, POSTES, SECTIONS_DITES, VUES, nommer
from contrat.rendu.mots.dates import dire_exercices
from contrat.rendu.mots.noms import nommer_ville
from contrat.rendu.mots.origine import marquer
from contrat.rendu.page import Bloc, Colonne, Genre, Rangee, Tableau, Valeur

TOTAL = "Total"


def tableau_general(etat: EtatBudget) -> Tableau:
    """Les deux ventilations du même total, dépenses et ressources, par exercice quand il y en a plusieurs."""
    _, depenses, ressources = VUES[etat.consolidation.vue]
    exercices = etat.consolidation.exercices if len(etat.consolidation.exercices) > 1 else ()
    colonnes = (
        Colonne(""),
        *(Colonne(str(exercice), "euros", facultative=True) for exercice in exercices),
        Colonne(TOTAL if exercices else "Montant", "euros"),
        Colonne("Part", "part"),
    )
    blocs = ((depenses, etat.depenses), (ressources, etat.ressources))
    rangees: list[Rangee] = []
    for titre, postes in blocs:
        rangees += [Rangee((titre,)), *(_poste(etat, p, bool(exercices)) for p in postes)]
    return Tableau(colonnes, tuple(rangees))


def _poste(etat: EtatBudget, poste: PosteBudget, par_exercice: bool) -> Rangee:
    libelle = nommer_ville(etat.dossier) if poste.nom == "ville" else POSTES[poste.nom]
    annees = poste.annees if par_exercice else ()
    return Rangee((libelle, *annees, poste.montant, poste.part), est_total=libelle == TOTAL, retrait=1)


def tableaux_enveloppes(etat: EtatBudget) -> list[Tableau]:
    """La consommation des enveloppes ; rien quand le contrat n'en a pas pour ces exercices."""
    periodes = {dire_exercices(x.enveloppe.periode) for x in etat.enveloppes}
    if not periodes:
        return []
    rangees = [
        Rangee(
            (
                SECTIONS_DITES[x.enveloppe.section]
                + (f" {dire_exercices(x.enveloppe.periode)}" if len(periodes) > 1 else ""),
                x.enveloppe.montant,
                x.depenses,
                x.part,
            ),
            retrait=1,
        )
        for x in etat.enveloppes
    ]
    entete = " ".join(["Enveloppes", *(periodes if len(periodes) == 1 else ())])
    depenses = VUES[etat.consolidation.vue][1]
    colonnes = (Colonne(entete), Colonne("Enveloppe", "euros"), Colonne(depenses, "euros"), Colonne("Part", "part"))
    return [Tableau(colonnes, tuple(rangees))]


def tableau_ventile(etat: EtatBudget, par: Dimension, genre: Genre = "nombre", entier: bool = False) -> Tableau:
    """Une ventilation et son total ; un groupe sans aucune ligne n'a que des tirets.

    `entier` montre aussi ce que la page du terminal n'a pas la place de montrer.
    """
    if par == "financeur":
        return tableau_financeurs(etat, entier=entier)
    depenses, ressources = ["Fonct.", "Invest.", "Dépenses"], [nommer_ville(etat.dossier), "Autres"]
    if entier:
        depenses, ressources = [*SECTIONS_DITES.values(), "Dépenses"], [ressources[0], AUTRES, "Ressources"]
    entetes = depenses if par == "chapitre" else [*depenses, *ressources]
    rangees = [
        _groupe(titrer_groupe(etat.dossier, par, g), g.consolidation, len(entetes)) for g in etat.ventilations[par]
    ]
    rangees.append(_groupe(TOTAL, etat.consolidation, len(entetes), est_total=True))
    colonnes = (Colonne(PAR[par]), *(Colonne(entete, genre) for entete in entetes))
    tableau = Tableau(colonnes, tuple(rangees), f"Par {par}" if entier else "")
    return _sans_sections(tableau) if par == "section" and not entier else tableau


def titrer_groupe(dossier: Dossier, par: Dimension, groupe: Groupe) -> str:
    """Le nom d'un groupe ; une action dont un montant compté est reconstitué porte la marque."""
    nom = nommer(dossier, par, groupe.cle)
    est_marquee = par == "action" and any(dossier.est_reconstitue(x.source) for x in groupe.consolidation.lignes)
    return nom + marquer(est_marquee)


def figurer_ventilation(etat: EtatBudget, par: Dimension, genre: Genre = "nombre") -> Bloc:
    """La même ventilation, que l'on peut voir : les dépenses de chacun, en regard de qui paie."""
    tableau = tableau_ventile(etat, par, genre)
    rangs = {colonne.entete: rang for rang, colonne in enumerate(tableau.colonnes)}
    vus = tuple(rangs[nom] for nom in ("Dépenses", nommer_ville(etat.dossier), "Autres") if nom in rangs)
    return montrer(f"Dépenses et ressources par {PAR[par].lower()}", tableau, vus)


def _groupe(libelle: str, c: Consolidation, combien: int, est_total: bool = False) -> Rangee:
    sections = c.depenses
    montants = (
        sections["fonctionnement"], sections["investissement"], c.total_depenses,
        c.ressources_ville, c.ressources_externes, c.total_ressources,
    )  # fmt: skip
    return Rangee((libelle, *montants[:combien]), est_total)


def _sans_sections(tableau: Tableau) -> Tableau:
    """Le même tableau sans ses colonnes de section, qui redisent ses rangées."""
    rangees = tuple(Rangee((r.cellules[0], *r.cellules[3:]), r.est_total) for r in tableau.rangees)
    return Tableau((tableau.colonnes[0], *tableau.colonnes[3:]), rangees)


def tableau_financeurs(etat: EtatBudget, entier: bool = False) -> Tableau:
    """Ce que chacun apporte ; dans la vue prévue, ce qui est acquis et ce qui ne l'est pas encore."""
    presentes = etat.accords if etat.consolidation.vue == "prevu" else {}
    certitudes = [c for c in CERTITUDES_COMPTEES if entier or c in presentes]

    def rangee(libelle: str, apport: PartFinanceur, est_total: bool = False) -> Rangee:
        return Rangee((libelle, apport.montant, apport.part, *map(apport.accords.get, certitudes)), est_total)

    rangees: list[Rangee] = []
    for cote in etat.cotes:
        rangees += [rangee(etat.dossier.nommer_organisme(a.cle or ""), a) for a in cote.apports]
        if len(cote.apports) > 1 and not entier:
            qui = nommer_ville(etat.dossier) if cote.est_ville else AUTRES.lower()
            rangees.append(rangee(f"Sous-total {qui}", cote.ensemble, est_total=True))
    rangees.append(rangee(TOTAL, etat.apport_total, est_total=True))
    colonnes = (
        Colonne(PAR["financeur"]),
        Colonne("Montant", "euros"),
        Colonne("Part", "part"),
        *(Colonne(CERTITUDES_DITES[c][0], "euros", facultative=True) for c in certitudes),
    )
    return Tableau(colonnes, tuple(rangees), "Par financeur" if entier else "")


def figurer_financeurs(etat: EtatBudget, precision: str = "") -> Bloc:
    """Ce que chacun apporte, que l'on peut voir ; `precision` : d'où on le tient."""
    return montrer(f"Ce que chaque financeur apporte{precision}", tableau_financeurs(etat))


def tableau_execution(etat: EtatBudget, par: Dimension, entier: bool = False) -> Tableau:
    """Prévu, voté, engagé, payé et leurs taux ; par financeur, ce qui est prévu, acquis, encaissé."""
    mesures = etat.executions[par]
    a_vote = entier or any(m.vote is not None for m in mesures)
    a_report = any(m.reporte is not None for m in mesures)
    if par == "financeur":
        colonnes = _etapes("Prévu", "Acquis", "Acquis (%)", "Encaissé", "Encaissé / acquis")
    else:
        votees = [*(["Reporté"] if a_report else []), *(["Voté"] if a_vote else [])]
        colonnes = _etapes("Prévu", *votees, "Engagé", "Engagé (%)", "Payé", "Payé (%)", "Payé / engagé")
    rangees = [
        Rangee(
            (TOTAL if m.cle is None else nommer(etat.dossier, par, m.cle), *_mesurer(m, par, a_vote, a_report)),
            m.cle is None,
        )
        for m in mesures
    ]
    return Tableau((Colonne(PAR[par]), *colonnes), tuple(rangees), "Exécution" if entier else "")


def figurer_execution(etat: EtatBudget, par: Dimension) -> Bloc:
    """L'exécution, que l'on peut voir : le prévu, l'engagé et le payé de chacun, ou l'acquis et l'encaissé."""
    tableau = tableau_execution(etat, par)
    vues = {"Prévu", "Engagé", "Acquis", "Payé", "Encaissé"}
    rangs = tuple(rang for rang, colonne in enumerate(tableau.colonnes) if colonne.entete in vues)
    return montrer(f"Ce que le prévu devient, par {PAR[par].lower()}", tableau, rangs)


def _etapes(*noms: str) -> Sequence[Colonne]:
    """Un montant par étape, une part quand le nom dit un rapport."""
    return [
        Colonne(nom, "part" if est_part else "euros", facultative=est_part or nom == "Reporté")
        for nom in noms
        for est_part in ["/" in nom or "%" in nom]
    ]


def _mesurer(m: Execution, par: Dimension, a_vote: bool, a_report: bool) -> tuple[Valeur, ...]:
    if par == "financeur":
        return (m.prevu, m.engage, m.taux_engagement, m.realise, m.taux_paiement)
    vote = [*([m.reporte] if a_report else []), *([m.vote] if a_vote else [])]
    return (m.prevu, *vote, m.engage, m.taux_engagement, m.realise, m.taux_execution, m.taux_paiement)
