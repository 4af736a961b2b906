"""Ce qu'une condition ou un montant lit d'un ménage, réduit à ce qui peut changer sa réponse.

Deux ménages qui ont les mêmes traits ont la même réponse : d'un montant comparé à 1 500 € seul compte le côté où il
tombe. Un genre nouveau, dont rien n'est dit ici, ne passe pas le contrôle des types.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, assert_never

from contrat.calculs.moments import jours_couverts
from contrat.modele.condition import (
    AideAccordee,
    AuMoins,
    AuPlus,
    CategorieParmi,
    Condition,
    Connue,
    Egal,
    GesteAdmis,
    GesteCompris,
    Guichet,
    NonRetrouvee,
    Parmi,
    Portee,
    Toutes,
    UneParmi,
)
from contrat.modele.montant import (
    Bonus,
    Ecretement,
    Forfait,
    ForfaitCategorie,
    GesteAide,
    Gestes,
    MontantAide,
    NonRetrouve,
    Parite,
    Somme,
    Taux,
    TauxParSaut,
)

# Ce qu'une ligne porte, une place par nom : voir `menages.py`.
Ligne = list[Any]
Places = Mapping[str, int]
_Simple = (
    Egal | Parmi | AuMoins | AuPlus | Connue | CategorieParmi | Guichet | NonRetrouvee | AideAccordee | GesteCompris
)
# Un jour en un nombre AAAAMMJJ : le poids de l'année, et celui du mois.
_MOIS = 100
AN = _MOIS * _MOIS


class Trait(NamedTuple):
    """Un trait : la valeur d'un champ, ou son rang parmi des seuils.

    `parmi` : la valeur, si elle est citée ; `geste` : le geste, et les côtés où il tombe de ce que son forfait exige ;
    `nombre` : le champ entre dans un calcul, seul compte qu'il soit connu ; `locales` : les aides locales ouvertes.
    """

    genre: str
    champ: str = ""
    seuils: tuple[Any, ...] = ()


class _Geste(NamedTuple):
    """Ce à quoi un geste compare le projet ; sans nom, un geste que l'aide ne paie pas."""

    geste: str | None
    departements: tuple[tuple[str, ...], ...]
    types: tuple[str, ...] = ()
    fossiles: tuple[tuple[str, ...], ...] = ()
    gains: tuple[Decimal, ...] = ()


# Des champs aux valeurs si diverses que seules comptent celles que le droit cite.
_NOMBREUSES = frozenset({"commune", "departement", "domicile"})
RESSOURCES, LOCALES = Trait("ressources"), Trait("locales")


def lire_condition(condition: Condition, montant: MontantAide) -> Iterator[Trait]:
    """Les traits dont dépendent l'état d'une condition et ce qui lui manque ; `montant` est celui de son aide."""
    match condition:
        case UneParmi() | Toutes():
            for sous in condition.conditions:
                yield from lire_condition(sous, montant)
        case Portee():
            yield from _situer(condition.champ, [v for cas in condition.cas for v in cas.valeurs], est_date=False)
            for sous in (s for cas in condition.cas for s in cas.conditions):
                yield from lire_condition(sous, montant)
        case GesteAdmis():
            yield from (RESSOURCES, *_lire_gestes(montant))
        case _:
            yield from _lire_simple(condition)


def _lire_simple(condition: _Simple) -> Iterator[Trait]:
    """Les traits d'une condition qui n'en contient pas d'autres."""
    match condition:
        case Egal() | AuMoins() | AuPlus():
            yield from _situer(condition.champ, (condition.seuil,))
        case Parmi():
            yield from _situer(condition.champ, condition.valeurs)
        case Connue():
            yield from _deduire(condition.champ) or (Trait("connu", condition.champ),)
        case CategorieParmi() | Guichet():
            yield RESSOURCES
        case NonRetrouvee():
            return
        case AideAccordee():
            yield Trait("aide", condition.aide)
        case GesteCompris():
            yield from (RESSOURCES, Trait("valeur", "geste"))
        case _:
            assert_never(condition)


def lire_montant(montant: MontantAide) -> Iterator[Trait]:
    """Les traits dont dépend la formule d'un montant, la catégorie de ressources mise à part."""
    match montant:
        case Forfait() | ForfaitCategorie() | NonRetrouve():
            return
        case Taux():
            yield Trait("nombre", montant.assiette)
            yield Trait("nombre", "surface")
        case TauxParSaut():
            yield from (Trait("nombre", montant.assiette), *_deduire("saut_classes"))
        case Bonus():
            yield from _deduire("saut_classes")
        case Parite():
            yield LOCALES
        case Somme():
            for terme in montant.termes:
                yield from lire_montant(terme)
        case Gestes():
            yield from _lire_gestes(montant)
            yield from (Trait("nombre", champ) for champ in ("quantite", "cee", "travaux_ttc"))
        case Ecretement():
            yield from (LOCALES, Trait("nombre", "travaux_ttc"), Trait("nombre", "travaux_ht"))
            yield from lire_montant(montant.montant)
        case _:
            assert_never(montant)


def _situer(champ: str, valeurs: Iterable[Any], *, est_date: bool = True) -> Iterator[Trait]:
    """Le trait d'un champ comparé à des valeurs ; `est_date` faux : un achèvement l'est comme un texte."""
    seuils = tuple(valeurs)
    if deduits := _deduire(champ):
        yield from deduits
    elif champ == "achevement" and est_date:
        jours = {en_nombre(jour) for seuil in seuils for jour in jours_couverts(seuil)}
        yield Trait("achevement", seuils=tuple(sorted(jours)))
    elif champ == "age_logement" and est_date:
        yield Trait("age", seuils=tuple(sorted(set(seuils))))
    elif all(isinstance(seuil, int | Decimal) and not isinstance(seuil, bool) for seuil in seuils):
        yield Trait("rang", champ, tuple(sorted(set(seuils))))
    elif champ in _NOMBREUSES:
        yield Trait("parmi", champ, tuple(sorted(set(seuils))))
    else:
        yield Trait("valeur", "achevement" if champ == "age_logement" else champ)


def _deduire(champ: str) -> tuple[Trait, ...]:
    """Les traits d'un champ qui se déduit d'autres ; rien pour ceux que la ligne porte."""
    if champ == "saut_classes":
        return Trait("valeur", "dpe"), Trait("valeur", "dpe_vise")
    return (RESSOURCES,) if champ == "rfr" else ()


def _lire_gestes(montant: MontantAide) -> Iterator[Trait]:
    """Ce que la liste des gestes lit d'un projet ; une aide qui n'est pas payée par geste n'en lit que le nom."""
    if not isinstance(montant, Gestes):
        yield Trait("valeur", "geste")
        return
    non_lus = {liste.departements for liste in montant.listes_non_lues}
    yield Trait("geste", seuils=(_Geste(None, tuple(sorted(non_lus))), *(_resumer(g, non_lus) for g in montant.gestes)))


def _resumer(geste: GesteAide, non_lus: set[tuple[str, ...]]) -> _Geste:
    periodes = geste.periodes
    return _Geste(
        geste.geste,
        tuple(sorted({geste.departements, *(p.sauf_departements for p in periodes)} | non_lus)),
        tuple(sorted({p.type for p in periodes if p.type is not None})),
        tuple(sorted({p.energie_fossile for p in periodes if p.energie_fossile})),
        tuple(sorted({p.gain for p in periodes if p.gain is not None})),
    )


def en_nombre(jour: date) -> int:
    """Un jour en un nombre AAAAMMJJ, qui s'ordonne comme lui."""
    return jour.year * AN + jour.month * _MOIS + jour.day


def ranger(trait: Trait, places: Places) -> Callable[[Ligne], Any]:
    """De quoi calculer un trait d'une ligne."""
    seuils = trait.seuils
    if trait.genre == "geste":
        return _ranger_geste({x.geste: x for x in seuils}, places)
    if trait.genre in ("achevement", "age"):
        return _ranger_date(trait, places)
    place = places[trait.champ]
    if trait.genre in ("connu", "nombre"):
        return lambda a: a[place] is None
    if trait.genre == "parmi":
        admises = {None, *seuils}
        return lambda a: v if (v := a[place]) in admises else ""
    if len(seuils) == 1:
        (seuil,) = seuils
        return lambda a: None if (v := a[place]) is None else (v >= seuil) + (v > seuil)
    return lambda a: None if a[place] is None else _rang(seuils, a[place])


def _ranger_date(trait: Trait, places: Places) -> Callable[[Ligne], Any]:
    """Le rang du premier et du dernier jour possibles d'un achèvement, ou des deux âges qu'ils donnent.

    Un âge est la différence de deux jours AAAAMMJJ, sans ses mois : l'anniversaire n'a pas à être cherché.
    """
    seuils, premier, dernier, jour = trait.seuils, places["premier"], places["dernier"], places["jour"]
    if trait.genre == "achevement":
        return lambda a: None if a[premier] is None else (_rang(seuils, a[premier]), _rang(seuils, a[dernier]))
    return lambda a: (
        None
        if a[premier] is None
        else (_rang(seuils, (a[jour] - a[dernier]) // AN), _rang(seuils, (a[jour] - a[premier]) // AN))
    )


def _ranger_geste(gestes: Mapping[str | None, _Geste], places: Places) -> Callable[[Ligne], Any]:
    geste, departement, type_, gain, fossile = (
        places[nom] for nom in ("geste", "departement", "type", "gain", "energie_fossile")
    )

    def situer(a: Ligne) -> Any:
        if a[geste] is None:
            return None
        lu = gestes.get(a[geste]) or gestes[None]
        return (
            lu.geste,
            a[departement] is not None and tuple(a[departement] in liste for liste in lu.departements),
            None if not lu.types or a[type_] is None else tuple(a[type_] == x for x in lu.types),
            None if not lu.fossiles or a[fossile] is None else tuple(a[fossile] in x for x in lu.fossiles),
            None if not lu.gains or a[gain] is None else _rang(lu.gains, a[gain]),
        )

    return situer


def _rang(seuils: tuple[Any, ...], valeur: Any) -> int:
    """Deux fois le nombre de seuils dépassés, un de plus sur un seuil."""
    return bisect_left(seuils, valeur) + bisect_right(seuils, valeur)
