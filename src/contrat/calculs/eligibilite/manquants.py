"""Les données qui manquent pour lever un doute, déduites de la trace du moteur."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.eligibilite.conditions import ResultatCondition
from contrat.calculs.eligibilite.demande import Demande, intervalle
from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.montants import Derivation
from contrat.calculs.eligibilite.moteur import Jugement, ResultatAide
from contrat.calculs.eligibilite.ressources import Ressources
from contrat.calculs.eligibilite.verdicts import a_verifier, sous_reserve
from contrat.calculs.moments import jours_couverts
from contrat.modele.condition import AideAccordee, CategorieParmi, GesteAdmis, GesteCompris, Guichet

# Une condition peut porter sur une donnée que l'on saisit autrement.
_SAISIS = {
    "age_logement": ("achevement",),
    "departement": ("commune",),
    "territoire": ("commune",),
    "saut_classes": ("dpe", "dpe_vise"),
}


def saisir(champ: str) -> tuple[str, ...]:
    """Les données à demander au ménage pour connaître celle qu'une condition lit."""
    return _SAISIS.get(champ, (champ,))


def champs_du_verdict(resultat: ResultatAide, jugement: Jugement) -> Iterator[str]:
    """Ce qu'il faudrait savoir pour rendre un verdict certain : les champs d'une demande, avec des répétitions."""
    if resultat.verdict is Verdict.INDETERMINE:
        yield from champs_bloquants(resultat.conditions, jugement)


def champs_bloquants(conditions: tuple[ResultatCondition, ...], jugement: Jugement) -> Iterator[str]:
    """Ce qu'il faudrait savoir pour trancher ces conditions ; rien de celles qui ne laissent qu'une réserve."""
    for condition in a_verifier(conditions):
        if condition.bloque:
            yield from _champs_condition(condition, jugement)


def champs_en_reserve(resultat: ResultatAide, jugement: Jugement) -> Iterator[str]:
    """Ce qu'il faudrait savoir pour lever les réserves d'une aide qui n'est pas refusée."""
    if resultat.verdict.est_ouvert:
        yield from champs_a_confirmer(resultat.conditions, jugement)


def champs_a_confirmer(conditions: tuple[ResultatCondition, ...], jugement: Jugement) -> Iterator[str]:
    """Ce qu'il faudrait savoir pour lever les réserves que laissent ces conditions."""
    for condition in sous_reserve(conditions):
        yield from _champs_condition(condition, jugement)


def champs_du_montant(resultat: ResultatAide, jugement: Jugement) -> Iterator[str]:
    """Ce qu'il faudrait savoir pour calculer le montant d'une aide qui n'est pas refusée."""
    if resultat.verdict.est_ouvert:
        yield from champs_du_calcul(resultat.derivation, jugement)


def est_introuvable(resultat: ResultatAide, jugement: Jugement) -> bool:
    """Vrai d'une aide acquise dont le montant ne manque pas au ménage, mais au droit livré."""
    est_acquise = resultat.verdict is Verdict.ELIGIBLE and resultat.fourchette is None
    return est_acquise and resultat.montant is None and not any(champs_du_montant(resultat, jugement))


def champs_des_ressources(ressources: Ressources, demande: Demande) -> Iterator[str]:
    """Ce qui empêche de situer le ménage dans une catégorie ; rien quand seul le plafond officiel manque."""
    if ressources.est_sure:
        return
    if ressources.rfr is None:
        yield "rfr"
    if demande.personnes is None:
        yield "personnes"
    if ressources.zone is None:
        yield "commune"


def _champs_condition(resultat: ResultatCondition, jugement: Jugement) -> Iterator[str]:
    condition = resultat.condition
    for sous in a_verifier(resultat.sous):
        yield from _champs_condition(sous, jugement)
    if isinstance(condition, CategorieParmi | Guichet):
        yield from champs_des_ressources(jugement.ressources, jugement.demande)
    elif isinstance(condition, GesteAdmis | GesteCompris):
        if resultat.valeur is None:
            yield "gestes"
        else:
            yield from champs_des_ressources(jugement.ressources, jugement.demande)
            yield from (saisi for champ in resultat.manque for saisi in saisir(champ))
    elif isinstance(condition, AideAccordee):
        for autre in jugement.aides:
            if autre.aide.id == condition.aide:
                yield from champs_du_verdict(autre, jugement) if resultat.bloque else champs_en_reserve(autre, jugement)
    elif (champ := getattr(condition, "champ", None)) and (
        resultat.valeur is None or _est_imprecis(resultat, jugement)
    ):
        yield from _classes_inconnues(jugement.demande) if champ == "saut_classes" else saisir(champ)


def _classes_inconnues(demande: Demande) -> Iterator[str]:
    yield from (champ for champ in saisir("saut_classes") if getattr(demande, champ) is None)


def _est_imprecis(resultat: ResultatCondition, jugement: Jugement) -> bool:
    """Dire si une date d'achèvement est connue trop largement : le seuil tombe entre ses bornes."""
    champ = getattr(resultat.condition, "champ", "")
    if champ not in ("achevement", "age_logement"):
        return False
    bornes = intervalle(jugement.demande, champ)
    seuil = jours_couverts(resultat.seuil)[0] if champ == "achevement" else resultat.seuil
    return bornes is not None and bornes[0] <= seuil <= bornes[1]


def champs_du_calcul(derivation: Derivation, jugement: Jugement) -> Iterator[str]:
    """La dépense retenue, le taux de la catégorie, les aides locales : ce qui manque d'un calcul et de ses termes."""
    for terme in derivation.termes:
        yield from champs_du_calcul(terme, jugement)
    if derivation.a_confirmer and not derivation.termes:
        yield from _classes_inconnues(jugement.demande)
    # Tant qu'un terme manque, ce qui limite leur somme ne sert à rien.
    if derivation.resultat is not None or any(terme.resultat is None for terme in derivation.termes):
        return
    if derivation.genre == "parite":
        yield "aides_locales"
    if derivation.assiette and derivation.depense is None:
        yield derivation.assiette
    if derivation.genre == "palier":
        yield from _classes_inconnues(jugement.demande)
    if derivation.genre == "taux" and derivation.plafond is None:
        yield "surface"
    if derivation.genre == "geste" and derivation.quantite is None:
        yield "gestes"
    if derivation.genre in ("forfait", "taux", "palier", "ecretement", "geste") and derivation.taux is None:
        yield from champs_des_ressources(jugement.ressources, jugement.demande)
