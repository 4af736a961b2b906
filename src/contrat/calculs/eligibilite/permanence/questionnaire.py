"""Les questions de la permanence, et lesquelles peuvent encore changer une réponse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Literal, NamedTuple, get_args, get_origin

from pydantic import BaseModel

from contrat.calculs.eligibilite.manquants import champs_du_montant, champs_du_verdict, champs_en_reserve
from contrat.calculs.eligibilite.moteur import Jugement, ResultatAide
from contrat.modele.condition import trouver_forme
from contrat.modele.menage import AutresTravaux, GesteChoisi, Logement, Menage, Occupants, Projet

BLOCS: dict[str, type[BaseModel]] = {"": Menage, "occupants": Occupants, "logement": Logement, "projet": Projet}
# Les listes dont une question apprend un élément, et ce qu'est cet élément.
AUTRES = "autres_travaux"
LISTES: dict[str, type[BaseModel]] = {AUTRES: AutresTravaux, "gestes": GesteChoisi}
# Le revenu d'une année de repli n'est demandé que si l'avis attendu manque.
RFR, RFR_REPLI = "rfr", "rfr_repli"
# Une liste : la réponse en est un élément.
GESTES = "gestes"
# À défaut d'un prix, son ordre de grandeur.
PRIX, ESTIMATION = "travaux_ht", "estimation"
# Et, l'avis attendu étant paru, pourquoi le retenir.
CHOIX = "choix_revenus"


class Question(NamedTuple):
    """Une question : la donnée de la demande qu'elle apprend, et sa place dans le fichier du ménage.

    `liste` : celle dont la donnée est dans le dernier élément.
    """

    champ: str
    bloc: str
    cle: str
    liste: str = ""

    @property
    def reponses(self) -> tuple[str, ...]:
        """Les réponses possibles, telles qu'elles s'écrivent ; aucune quand la réponse est libre."""
        return enumerer_reponses(self._annotation)

    @property
    def forme(self) -> Callable[..., Any] | None:
        """La forme de la réponse, montant, nombre ou date, que lit le modèle ; rien d'un mot, d'un texte, d'un bloc."""
        return trouver_forme(self._annotation)

    @property
    def _annotation(self) -> Any:
        """Ce que le modèle dit de la réponse ; rien d'un avis, dont les revenus se somment."""
        modele = LISTES[self.liste] if self.liste else BLOCS.get(self.bloc)
        return modele.model_fields[self.cle].annotation if modele else None

    @property
    def chemin(self) -> tuple[str, ...]:
        """La place de la réponse dans le fichier."""
        return (self.bloc, self.cle) if self.bloc else (self.cle,)


def enumerer_reponses(annotation: Any) -> tuple[str, ...]:
    """Les mots d'une liste fermée, `oui` et `non` pour un booléen ; d'un bloc, ceux de son premier champ fermé."""
    if annotation is bool:
        return "oui", "non"
    if get_origin(annotation) is Literal:
        return tuple(str(mot) for mot in get_args(annotation))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        annotations = [champ.annotation for champ in annotation.model_fields.values()]
        return next((trouves for partie in annotations if (trouves := enumerer_reponses(partie))), ())
    return next((trouves for partie in get_args(annotation) if (trouves := enumerer_reponses(partie))), ())


def _du(bloc: str, *champs: str) -> list[Question]:
    return [Question(champ, bloc, champ) for champ in champs]


# L'ordre d'un entretien : le logement et son occupation, le foyer, ce qui interdit une aide, les travaux, le dossier.
QUESTIONS: tuple[Question, ...] = (
    *_du("logement", "statut_occupation", "residence_principale", "commune", "domicile"),
    Question("personnes", "occupants", "nombre"),
    Question(RFR, "revenus", "rfr"),
    Question(RFR_REPLI, "revenus", "rfr"),
    Question(CHOIX, "choix_revenus", "motif"),
    *_du("occupants", "tranche_age"),
    *_du("logement", "achevement", "type", "surface"),
    *_du("projet", "commences", "pret_taux_zero", "autres_aides"),
    *_du("projet", "nature", "parties", "accord", "besoin_adaptation", "arrete"),
    *_du("logement", "dpe"),
    *_du("projet", "dpe_vise", "gain", "gestes_isolation", GESTES),
    Question("quantite", "projet", "quantite", GESTES),
    *_du("projet", "energie_fossile", "professionnel"),
    *_du("projet", PRIX, ESTIMATION, "travaux_ttc"),
    Question(AUTRES, "projet", "nature", AUTRES),
    Question("autres_ht", "projet", "travaux_ht", AUTRES),
    Question("autres_ttc", "projet", "travaux_ttc", AUTRES),
    *_du("projet", "accompagnement", "prix_accompagnement", "accompagnement_finance", "rendez_vous_conseil"),
    *_du("projet", "contrat_local", "aides_locales"),
)
_RANGS = {question.champ: rang for rang, question in enumerate(QUESTIONS)}
# Ce qui ne change aucune réponse, mais que le suivi compte et que le diagnostic attend.
SUIVI: tuple[Question, ...] = (
    *_du("", "origine", "secteur"),
    *_du("logement", "chauffage"),
    *_du("projet", "souhaites"),
)
# Une question n'a de sens qu'après une autre : on ne demande pas le prix de ce dont on ne sait pas s'il existe.
APRES: Mapping[str, str] = {"prix_accompagnement": "accompagnement", "accompagnement_finance": "accompagnement"}


class Utiles(NamedTuple):
    """Pour chaque donnée inconnue, combien de réponses à vérifier, puis sous réserve, en dépendent."""

    a_verifier: Counter[str]
    sous_reserve: Counter[str]


def compter_utiles(jugement: Jugement) -> Utiles:
    """Compter, donnée par donnée, les réponses qui restent à trancher."""
    utiles = Utiles(Counter(), Counter())
    for resultat in jugement.aides:
        utiles.a_verifier.update(_nommer(champs_du_verdict(resultat, jugement), resultat, jugement))
        utiles.sous_reserve.update(_nommer(champs_en_reserve(resultat, jugement), resultat, jugement))
    if jugement.ressources.attendue is not None:
        utiles.sous_reserve[RFR] += 1
    return utiles


def _nommer(champs: Iterable[str], resultat: ResultatAide, jugement: Jugement) -> set[str]:
    """Ce qu'il faut demander : d'autres travaux, leur montant ; d'un geste déjà choisi, combien."""
    noms = {"travaux_ht": "autres_ht", "travaux_ttc": "autres_ttc"} if resultat.travaux is not None else {}
    noms |= {GESTES: "quantite"} if jugement.demande.gestes else {}
    return {noms.get(champ, champ) for champ in champs}


def choisir(utiles: Utiles, ecartees: Collection[str]) -> Question | None:
    """La question dont dépendent le plus de réponses ; à égalité, la première dans l'ordre d'un entretien."""
    for nombres in utiles:
        restantes = [q for q in QUESTIONS if nombres[q.champ] and q.champ not in ecartees]
        if restantes:
            choisie = min(restantes, key=lambda q: (-nombres[q.champ], _RANGS[q.champ]))
            return _precedente(choisie, utiles, ecartees) or choisie
    return None


def _precedente(question: Question, utiles: Utiles, ecartees: Collection[str]) -> Question | None:
    """La question à poser avant celle-ci, quand elle est encore utile."""
    champ = APRES.get(question.champ)
    est_utile = champ not in ecartees and any(nombres[champ] for nombres in utiles if champ)
    return QUESTIONS[_RANGS[champ]] if champ and est_utile else None


def lister_precisions(jugement: Jugement) -> set[str]:
    """Les données qui ne changent aucune réponse, mais chiffrent une aide ou ce qui reste à payer."""
    chiffrees = [_nommer(champs_du_montant(resultat, jugement), resultat, jugement) for resultat in jugement.aides]
    precisions = {champ for champs in chiffrees for champ in champs}
    precisions |= {"autres_ttc"} if any(t.travaux_ttc is None for t in jugement.demande.autres_travaux) else set()
    if jugement.demande.travaux_ttc is None and any(r.montant and r.aide.depense == "travaux" for r in jugement.aides):
        precisions.add("travaux_ttc")
    utiles = compter_utiles(jugement)
    return precisions - set(utiles.a_verifier) - set(utiles.sous_reserve)


def ranger(champs: Iterable[str], ecartees: Collection[str]) -> list[Question]:
    """Les questions sur ces données, dans l'ordre d'un entretien."""
    demandes = set(champs) - set(ecartees)
    return [question for question in QUESTIONS if question.champ in demandes]


def lire_reponse(question: Question, contenu: Mapping[str, Any], annee: int) -> str:
    """Ce qu'un contenu répond à une question, comme on l'écrirait ; plusieurs avis de la même année se joignent."""
    if question.bloc == "revenus":
        return " + ".join(avis["rfr"] for avis in contenu.get("revenus", ()) if avis["annee"] == str(annee))
    trouve = (contenu.get(question.bloc) or {}) if question.bloc else contenu
    if question.champ == CHOIX and trouve.get("annee") != str(annee):
        return ""
    if question.liste:
        return str(trouve[question.liste][-1].get(question.cle, "")) if trouve.get(question.liste) else ""
    valeur = trouve.get(question.cle, "")
    if question.champ == GESTES:
        return " + ".join(choisi["geste"] for choisi in valeur)
    if question.champ == ESTIMATION:
        return " à ".join(valeur[borne] for borne in ("de", "a")) if valeur else ""
    return " ; ".join(valeur) if isinstance(valeur, list) else str(valeur)
