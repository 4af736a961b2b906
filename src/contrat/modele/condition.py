"""Les conditions d'une aide : une liste fermée de genres, lus par le moteur d'éligibilité."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, get_args, get_origin

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError, PydanticKnownError

from contrat.modele.base import Identifiant, Jour, lire_entier, lire_montant
from contrat.modele.fondement import Categorie, Fondement, PartieTerritoire, s_applique
from contrat.modele.menage import Geste, Logement, Occupants, Projet

# Ce que le fichier d'un ménage dit sans qu'une condition le lise : le jour et le nombre d'occupants ont un autre nom
# dans la demande, le reste ne décide d'aucune aide.
_NON_LUS = frozenset(
    {"demande", "nombre", "consommation", "maitrise_oeuvre", "apport", "pret", "mandataire", "chauffage", "estimation"}
)


def _lire_texte(valeur: object) -> str:
    return str(valeur)


def _lire_parmi(*admises: str) -> Callable[[object], str]:
    """La forme d'une liste fermée : une valeur qui n'y est pas ne serait jamais celle d'un ménage."""

    def lire(valeur: object) -> str:
        if valeur not in admises:
            raise PydanticKnownError("literal_error", {"expected": ", ".join(map(repr, admises))})
        return str(valeur)

    return lire


def trouver_forme(annotation: Any) -> Callable[..., Any] | None:
    """La forme qu'une annotation porte, sous `X | None` compris : celle de `modele.base`, ou une liste fermée."""
    if get_origin(annotation) is Literal:
        return _lire_parmi(*get_args(annotation))
    for partie in (*getattr(annotation, "__metadata__", ()), *get_args(annotation)):
        forme = partie.func if isinstance(partie, BeforeValidator) else trouver_forme(partie)
        if forme is not None:
            return forme
    return None


def lister_mots(annotation: Any) -> tuple[str, ...]:
    """Les mots d'une liste fermée, sous `X | None` compris ; aucun quand ce n'en est pas une."""
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return next((mots for partie in get_args(annotation) if (mots := lister_mots(partie))), ())


def _lister_formes(bloc: type[BaseModel]) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Les données simples d'un bloc du ménage ; une liste, dont le défaut n'est pas « inconnu », ne se compare pas."""
    for nom, champ in bloc.model_fields.items():
        if champ.default is None and nom not in _NON_LUS:
            yield nom, trouver_forme(champ.annotation) or _lire_texte


# Chaque donnée qu'une condition peut lire, et la forme de ses valeurs : celles du ménage, puis celles qu'on en déduit.
LUS = {nom: forme for bloc in (Occupants, Logement, Projet) for nom, forme in _lister_formes(bloc)}
FORMES: dict[str, Callable[..., Any]] = LUS | {
    "departement": _lire_texte,
    "personnes": lire_entier,
    "rfr": lire_montant,
    "age_logement": lire_entier,
    "saut_classes": lire_entier,
    "territoire": _lire_parmi(*get_args(PartieTerritoire)),
}
if TYPE_CHECKING:
    Champ = str
else:
    Champ = Literal[tuple(FORMES)]


def _lire_seuil(seuil: object, info: ValidationInfo) -> Any:
    """Lire un seuil dans la forme de son champ ; un champ inconnu a déjà sa faute."""
    # Lu seul, sans le reste de la condition, le seuil n'a pas de données voisines.
    champ = (info.data or {}).get("champ")
    return seuil if champ is None else FORMES[champ](seuil)


SeuilDuChamp = Annotated[Any, AfterValidator(_lire_seuil)]


class _Condition(Fondement):
    """Ce que toutes les conditions partagent."""

    cles: ClassVar = ("code",)

    code: Identifiant = Field(description="code de la condition, unique dans la version")
    libelle: str = Field(description="la condition, en une phrase lisible par le ménage")
    du: Jour | None = Field(None, description="première demande concernée, quand elle n'est pas celle de la version")
    au: Jour | None = Field(None, description="dernière demande concernée")
    piece: str | None = Field(None, description="pièce qui prouve la condition ou lève le doute")
    derogation: str | None = Field(None, description="dérogation possible : un « non » devient « à vérifier »")
    demarche: str | None = Field(
        None,
        description="démarche que le ménage peut encore faire : « pas encore » laisse une réserve, jamais un refus",
    )
    sans_reponse: Literal["bloque", "reserve", "admet"] = Field(
        "bloque",
        description="donnée inconnue : bloque le verdict, laisse une réserve visible, ou admet, quand seule une "
        "exception la fait écrire",
    )


class Egal(_Condition):
    """Le champ a exactement cette valeur."""

    genre: Literal["egal"] = Field(description="egal")
    champ: Champ = Field(description="donnée du ménage")
    seuil: SeuilDuChamp = Field(description="valeur attendue")


class Parmi(_Condition):
    """Le champ a l'une de ces valeurs."""

    genre: Literal["parmi"] = Field(description="parmi")
    champ: Champ = Field(description="donnée du ménage")
    valeurs: tuple[SeuilDuChamp, ...] = Field(description="valeurs admises", min_length=1)


class Connue(_Condition):
    """Le champ est connu, quelle que soit sa valeur."""

    genre: Literal["connue"] = Field(description="connue")
    champ: Champ = Field(description="donnée du ménage")


class AuMoins(_Condition):
    """Le champ atteint ce seuil."""

    genre: Literal["au_moins"] = Field(description="au_moins")
    champ: Champ = Field(description="donnée du ménage")
    seuil: SeuilDuChamp = Field(description="plus petite valeur admise")


class AuPlus(_Condition):
    """Le champ ne dépasse pas ce seuil."""

    genre: Literal["au_plus"] = Field(description="au_plus")
    champ: Champ = Field(description="donnée du ménage")
    seuil: SeuilDuChamp = Field(description="plus grande valeur admise")


class CategorieParmi(_Condition):
    """Le ménage est dans l'une de ces catégories de ressources."""

    genre: Literal["categorie"] = Field(description="categorie")
    parmi: tuple[Categorie, ...] = Field(description="catégories admises", min_length=1)


class AideAccordee(_Condition):
    """Une autre aide est accordée pour la même demande."""

    genre: Literal["aide_accordee"] = Field(description="aide_accordee")
    aide: Identifiant = Field(description="code de l'autre aide")


class PeriodeGuichet(Fondement):
    """Des jours où le guichet n'est pas ouvert à tous."""

    du: Jour = Field(description="premier jour")
    au: Jour = Field(description="dernier jour")
    ouvert_a: tuple[Categorie, ...] = Field((), description="catégories encore admises ; aucune : fermé")


class Guichet(_Condition):
    """Le guichet reçoit les demandes ce jour-là ; hors des périodes citées, il est ouvert à tous."""

    genre: Literal["guichet"] = Field(description="guichet")
    periodes: tuple[PeriodeGuichet, ...] = Field(description="fermetures, entières ou partielles", min_length=1)


class NonRetrouvee(_Condition):
    """Une condition qui existe, dont la teneur n'a pas été retrouvée : toujours à vérifier."""

    genre: Literal["non_retrouvee"] = Field(description="non_retrouvee")


class GesteAdmis(_Condition):
    """Un des gestes du projet, au moins, a son forfait ce jour-là dans le montant de l'aide."""

    genre: Literal["geste_admis"] = Field(description="geste_admis")


class GesteCompris(_Condition):
    """Le projet comprend ce geste, ou l'un de ceux qui le valent."""

    genre: Literal["geste_compris"] = Field(description="geste_compris")
    geste: Geste = Field(description="geste attendu")
    ou: tuple[Geste, ...] = Field((), description="gestes qui le valent")


class UneParmi(_Condition):
    """L'une au moins des conditions est remplie."""

    genre: Literal["une_parmi"] = Field(description="une_parmi")
    conditions: tuple["Condition", ...] = Field(description="conditions, dont une suffit", min_length=2)


class Toutes(_Condition):
    """Toutes les conditions sont remplies."""

    genre: Literal["toutes"] = Field(description="toutes")
    conditions: tuple["Condition", ...] = Field(description="conditions, toutes exigées", min_length=2)


ReponsePortee = Literal["oui", "non", "hors_champ", "non_juge"]


class CasPortee(Fondement):
    """Ce qu'un texte dit de certaines valeurs : elles ouvrent l'aide, sous conditions ou non, ou n'y entrent pas."""

    valeurs: tuple[Any, ...] = Field(description="valeurs concernées", min_length=1)
    admis: ReponsePortee = Field(
        description="oui ; non : aide refusée ; hors_champ : elle n'existe pas là ; non_juge : à demander ailleurs"
    )
    du: Jour | None = Field(None, description="première demande concernée")
    au: Jour | None = Field(None, description="dernière demande concernée")
    libelle: str = Field(description="ce que le texte en dit, en une phrase lisible par le ménage")
    piece: str | None = Field(None, description="pièce qui le prouve")
    conditions: tuple["Condition", ...] = Field((), description="conditions propres à ce cas, toutes exigées")


def _lire_cas(cas: tuple[CasPortee, ...], info: ValidationInfo) -> tuple[CasPortee, ...]:
    """Lire les valeurs de chaque cas dans la forme du champ ; un champ inconnu a déjà sa faute."""
    champ = (info.data or {}).get("champ")
    if champ is None:
        return cas
    return tuple(c.model_copy(update={"valeurs": tuple(_lire_valeur(champ, v) for v in c.valeurs)}) for c in cas)


def _lire_valeur(champ: str, valeur: object) -> Any:
    """Lire une valeur d'un cas ; la faute la cite, parce que sa place est celle de la liste des cas."""
    try:
        return FORMES[champ](valeur)
    except (PydanticKnownError, PydanticCustomError) as erreur:
        contexte = {"trouve": str(valeur), "expected": (erreur.context or {}).get("expected", "")}
        raise PydanticCustomError("valeur_d_un_cas", "« {trouve} » n'est pas dans la liste", contexte) from None


class Portee(_Condition):
    """Qui ou quel endroit une aide sert, cas par cas ; d'une valeur qu'aucun cas ne cite, l'outil ne juge pas."""

    genre: Literal["portee"] = Field(description="portee")
    champ: Champ = Field(description="donnée du ménage")
    cas: Annotated[tuple[CasPortee, ...], AfterValidator(_lire_cas)] = Field(
        description="cas ; le premier en vigueur qui cite la valeur vaut", min_length=1
    )

    def cas_au(self, valeur: object, jour: date) -> CasPortee | None:
        """Le cas qui vaut pour cette valeur et pour une demande de ce jour, ou rien."""
        return next((c for c in self.cas_en_vigueur(jour) if valeur in c.valeurs), None)

    def cas_en_vigueur(self, jour: date) -> list[CasPortee]:
        """Les cas qui valent pour une demande de ce jour ; le premier qui cite une valeur l'emporte."""
        return [c for c in self.cas if s_applique(c, jour)]


Condition = Annotated[
    Egal
    | Parmi
    | Connue
    | AuMoins
    | AuPlus
    | CategorieParmi
    | AideAccordee
    | Guichet
    | NonRetrouvee
    | GesteAdmis
    | GesteCompris
    | UneParmi
    | Toutes
    | Portee,
    Field(discriminator="genre"),
]
