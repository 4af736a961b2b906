"""Les mots des fiches action : statuts, critères, indicateurs, dates et sources."""

from __future__ import annotations

from decimal import Decimal

from contrat.calculs.actions.avancement import Niveau
from contrat.calculs.actions.evaluation import GenreLacune, MotifCout
from contrat.modele.action import NiveauObjectif, RolePartenaire, Statut
from contrat.modele.dossier import Dossier
from contrat.modele.evaluation import NomCritere
from contrat.modele.suivi import NiveauIndicateur, Valeur
from contrat.nombres import FINE
from contrat.rendu.mots.argent import ABSENT, NATURES
from contrat.rendu.mots.dates import dire_moment

STATUTS: dict[Statut | None, str] = {
    None: "non proposée",
    "idee": "idée",
    "proposee": "proposée",
    "hierarchisee": "hiérarchisée",
    "approuvee": "approuvée",
    "lancee": "lancée",
    "realisee": "réalisée",
    "reportee": "reportée",
    "suspendue": "suspendue",
    "abandonnee": "abandonnée",
    "transferee": "transférée",
}
CRITERES_DITS: dict[NomCritere, str] = {
    "economique": "économique",
    "social": "social",
    "environnemental": "environnemental",
}
NIVEAUX_DITS: dict[Niveau, str] = {
    "fort": "fort",
    "moyen": "moyen",
    "faible": "faible",
    "atteint": "atteint",
    "sans_objet": "sans objet",
    "non_documente": "non documenté",
}
GENRES: dict[NiveauIndicateur, str] = {
    "diagnostic": "diagnostic",
    "moyen": "moyen",
    "realisation": "réalisation",
    "resultat": "résultat",
    "impact": "impact",
}
OBJECTIFS: dict[NiveauObjectif, str] = {"general": "Objectif général", "operationnel": "Objectif"}
ROLES: dict[RolePartenaire, str] = {
    "financeur": "financeur",
    "operateur": "opérateur",
    "prescripteur": "prescripteur",
    "mise_a_disposition": "met à disposition",
    "associe": "associé",
}
# Pourquoi un coût par résultat ne se calcule pas, et ce qui manque pour évaluer une action.
MOTIFS_COUT: dict[MotifCout, str] = {
    "valeur_absente": "non documenté, faute de valeur",
    "valeur_nulle": "aucun résultat à diviser",
    "hors_periode": "non calculé, la valeur commence avant la période",
    "depenses_absentes": "non documenté, faute de dépenses payées",
}
LACUNES: dict[GenreLacune, str] = {
    "valeur": "valeur à la fin de la période",
    "cible": "cible",
    "depenses": "dépenses payées",
    "criteres": "constat sur le développement durable",
    "conclusions": "réponse aux questions posées",
}

# À partir de deux, on accorde ; en deux lettres, c'est un symbole : km, h.
PLURIEL, MOT = 2, 3


def dire_nombre(valeur: Decimal) -> str:
    """Une valeur d'indicateur, avec ses décimales à elle : `12,5`."""
    return f"{valeur:,f}".replace(",", FINE).replace(".", ",")


def dire_unite(unite: str, valeur: Decimal) -> str:
    """Une unité accordée à sa valeur ; un symbole (kWh, %) et une unité de plusieurs mots restent tels quels."""
    est_symbole = not unite.isalpha() or unite != unite.lower() or len(unite) < MOT
    if est_symbole or abs(valeur) < PLURIEL or unite.endswith(("s", "x", "z")):
        return unite
    if unite.endswith("al"):
        return f"{unite[:-1]}ux"
    return unite + ("x" if unite.endswith(("au", "eu")) else "s")


def dire_valeur_relevee(valeur: Valeur | None) -> str:
    """Une valeur relevée, dite approchée quand sa source arrondit ; un tiret si elle manque."""
    if valeur is None:
        return ABSENT
    return ("environ " if valeur.approche else "") + dire_nombre(valeur.valeur)


def dire_date(valeur: Valeur) -> str:
    """La date d'une valeur, ou la période qu'elle mesure."""
    fin = dire_moment(valeur.date)
    return f"{dire_moment(valeur.depuis)} à {fin}" if valeur.depuis else fin


def nommer_source(dossier: Dossier, valeur: Valeur) -> str:
    """Qui publie une valeur, ou le titre de sa source."""
    source = dossier.sources.get(valeur.source)
    return (source.editeur or source.titre) if source else valeur.source


def citer(dossier: Dossier, identifiant: str) -> str:
    """D'où vient un renseignement : qui le publie, sinon la nature de sa source."""
    source = dossier.sources.get(identifiant)
    return f" [{source.editeur or NATURES[source.nature]}]" if source else ""
