"""Les mots des fiches action : statuts, critères, indicateurs, dates et sources."""

from __future__ import annotations

from decimal import Decimal

from contrat.calculs.actions.cout import MotifCout
from contrat.calculs.actions.evaluation import GenreLacune
from contrat.calculs.actions.mesure import MotifJugement
from contrat.calculs.rapports.action import QualiteSignataire
from contrat.modele.action import NiveauObjectif, RolePartenaire, SansMontant, Statut
from contrat.modele.cadre import Convention
from contrat.modele.contrat import EvaluationContrat
from contrat.modele.dossier import Dossier
from contrat.modele.evaluation import Evaluation, Niveau, NomCritere
from contrat.modele.liens import SortDeLArgent
from contrat.modele.organisme import NatureSource
from contrat.modele.suivi import Indicateur, NatureIndicateur, NiveauIndicateur, SensIndicateur, Valeur, se_compte
from contrat.nombres import FINE, accorder
from contrat.rendu.mots.argent import ABSENT, NATURES
from contrat.rendu.mots.dates import dire_moment
from contrat.rendu.mots.phrases import mettre_majuscule

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
SANS_MONTANT: dict[SansMontant, str] = {
    "gratuite": "aucun : l'action ne coûte rien",
    "non_documente": "aucune source n'en publie",
}
SORTS_DE_L_ARGENT: dict[SortDeLArgent, str] = {"suit": "suit l'action", "reste": "reste à son porteur d'origine"}
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
QUALITES: dict[QualiteSignataire, str] = {
    "porteur": "porteur",
    "maitre_ouvrage": "maître d'ouvrage",
    "gestionnaire": "gestionnaire",
    "financeur": "financeur",
    "operateur": "opérateur",
    "mise_a_disposition": "met à disposition",
}
# Pourquoi un coût par résultat ne se calcule pas, et ce qui manque pour évaluer une action.
MOTIFS_COUT: dict[MotifCout, str] = {
    "valeur_absente": "non documenté, faute de valeur",
    "valeur_nulle": "aucun résultat à diviser",
    "hors_periode": "non calculé, la valeur commence avant la période",
    "depenses_absentes": "non documenté, faute de dépenses payées",
    "nature_inconnue": "non calculé, la fiche ne dit ni la période mesurée ni la nature de l'indicateur",
    "annee_manquante": "non calculé, il manque une année",
}
SENS: dict[SensIndicateur, str] = {"hausse": "plus vaut mieux", "baisse": "moins vaut mieux"}
# Leur nature dit ce qu'elles valent : elle se cite plutôt que leur titre.
INVENTEES: frozenset[NatureSource] = frozenset({"reconstitution", "fiction"})
NATURES_INDICATEUR: dict[NatureIndicateur, str] = {
    "cumulee": "compté depuis le début",
    "annuelle": "les valeurs s'ajoutent",
    "etat": "état à la date dite",
}
# Pourquoi on ne peut pas dire si une cible est atteinte.
MOTIFS_JUGEMENT: dict[MotifJugement, str] = {
    "sens_inconnu": "non jugée, la fiche ne dit pas si plus ou moins vaut mieux (`sens`)",
    "annee_manquante": "non jugée, il manque une année",
    "valeur_absente": "non jugée, faute de valeur",
    "cible_absente": "non jugée, faute de cible",
}
LACUNES: dict[GenreLacune, str] = {
    "valeur": "valeur à la fin de la période",
    "cible": "cible",
    "jugement": "de quoi juger la cible (sens de l'indicateur, ou valeur d'une année)",
    "depenses": "dépenses payées",
    "criteres": "constat sur le développement durable",
    "conclusions": "réponse aux questions posées",
}


def dire_nombre(valeur: Decimal) -> str:
    """Une valeur d'indicateur, avec ses décimales à elle : `12,5`."""
    return f"{valeur:,f}".replace(",", FINE).replace(".", ",")


def dire_unite(unite: str, valeur: Decimal) -> str:
    """Une unité accordée à sa valeur, « logements rénovés » ; un symbole, comme kWh ou %, reste tel quel."""
    return accorder(valeur, unite) if se_compte(unite) or unite == "euro" else unite


def dire_valeur_relevee(valeur: Valeur | None) -> str:
    """Une valeur relevée, dite approchée quand sa source arrondit ; un tiret si elle manque."""
    if valeur is None:
        return ABSENT
    return ("environ " if valeur.approche else "") + dire_nombre(valeur.valeur)


def dire_date(valeur: Valeur) -> str:
    """La date d'une valeur, ou la période qu'elle mesure."""
    fin = dire_moment(valeur.date)
    mesure = f"{dire_moment(valeur.depuis)} à {fin}" if valeur.depuis and valeur.depuis != valeur.date else fin
    return mesure if valeur.publiee_le is None else f"{mesure}, présenté en {dire_moment(valeur.publiee_le)}"


def dire_valeur_datee(valeur: Valeur | None) -> str:
    """Une valeur relevée et sa date ; un tiret si elle manque."""
    return dire_valeur_relevee(valeur) + (f" ({dire_date(valeur)})" if valeur else "")


def nommer_indicateur(indicateur: Indicateur) -> str:
    """Le libellé d'un indicateur et son unité."""
    return f"{mettre_majuscule(indicateur.libelle)} ({indicateur.unite})"


def nommer_source(dossier: Dossier, identifiant: str) -> str:
    """Qui publie une source, ou son titre."""
    source = dossier.sources.get(identifiant)
    return (source.editeur or source.titre) if source else identifiant


def dire_signature(convention: Convention, sinon: str = "à signer") -> str:
    """Quand une convention a été signée, ou qu'on n'en sait rien."""
    return f"signée : {dire_moment(convention.signe_le)}" if convention.signe_le else sinon


def dire_conclusions(evaluation: Evaluation | EvaluationContrat | None) -> str:
    """Ce qu'une évaluation conclut, et quand ; ou qu'elle ne conclut pas encore."""
    if evaluation is None or evaluation.conclusions is None:
        return "Conclusions : pas encore documentées."
    quand = f" ({dire_moment(evaluation.conclu_le)})" if evaluation.conclu_le else ""
    return f"Conclusions{quand} : {evaluation.conclusions}"


def citer(dossier: Dossier, identifiant: str) -> str:
    """D'où vient un renseignement : qui le publie, sinon le titre de sa source ; d'une source inventée, sa nature."""
    source = dossier.sources.get(identifiant)
    if source is None:
        return ""
    return f" [{source.editeur or (NATURES[source.nature] if source.nature in INVENTEES else source.titre)}]"
