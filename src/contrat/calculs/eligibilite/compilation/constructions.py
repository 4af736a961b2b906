"""Construire des expressions en repliant ce qui est connu d'avance : une colonne absente ne coûte rien."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from contrat.calculs.eligibilite.compilation.expressions import (
    FAUX,
    INCONNU,
    NULLE,
    VRAI,
    ZERO,
    Appartient,
    Cas,
    Compare,
    Condition,
    Entier,
    EstNul,
    Nombre,
    Non,
    Operateur,
    Operation,
    Relation,
    Table,
    ToutesVraies,
    Tranchee,
    UneVraie,
    peut_etre_nul,
)

UN = Nombre(1)


def nombre(valeur: int | None) -> Nombre:
    """Un entier connu d'avance."""
    return Nombre(valeur)


def tranchee(valeur: bool) -> Tranchee:
    """Une condition connue d'avance."""
    return VRAI if valeur else FAUX


def operer(gauche: Entier, signe: Operateur, droite: Entier) -> Entier:
    """Une opération, faite tout de suite quand elle le peut."""
    if isinstance(gauche, Nombre) and isinstance(droite, Nombre):
        return Nombre(_calculer(gauche.valeur, signe, droite.valeur))
    for nombre, autre in ((gauche, droite), (droite, gauche)):
        if isinstance(nombre, Nombre):
            if nombre.valeur is None:
                return INCONNU
            if nombre.valeur == 0 and (signe in ("+", "|") or (signe == "-" and nombre is droite)):
                return autre
            if signe == "*":
                return _multiplier(autre, nombre)
    return Operation(signe, gauche, droite)


def _multiplier(entier: Entier, facteur: Nombre) -> Entier:
    """Le produit d'un entier par un nombre connu ; celui d'un choix entre des nombres se fait dans chaque cas."""
    if isinstance(entier, Cas) and all(isinstance(v, Nombre) for v in (*(v for _, v in entier.cas), entier.sinon)):
        return choisir([(c, operer(v, "*", facteur)) for c, v in entier.cas], operer(entier.sinon, "*", facteur))
    return entier if facteur == UN else Operation("*", entier, facteur)


def _calculer(gauche: int | None, signe: Operateur, droite: int | None) -> int | None:
    if gauche is None or droite is None:
        return None
    match signe:
        case "+":
            return gauche + droite
        case "-":
            return gauche - droite
        case "*":
            return gauche * droite
        case "//":
            return gauche // droite
        case "|":
            return gauche | droite
        case "&":
            return gauche & droite


def reunir(entiers: Iterable[Entier]) -> Entier:
    """Les bits de plusieurs entiers jamais nuls, ensemble."""
    fixe, autres = 0, []
    for entier in entiers:
        if isinstance(entier, Nombre):
            fixe |= entier.valeur or 0
        else:
            autres.append(entier)
    total: Entier = Nombre(fixe)
    for entier in autres:
        total = operer(total, "|", entier)
    return total


def choisir(cas: Iterable[tuple[Condition, Entier]], sinon: Entier) -> Entier:
    """Le premier cas vrai ; ceux qu'on sait faux n'y sont plus, ni ceux qui suivent un cas toujours vrai."""
    gardes: list[tuple[Condition, Entier]] = []
    for condition, valeur in cas:
        if condition is VRAI:
            sinon = valeur
            break
        if not isinstance(condition, Tranchee):
            gardes.append((condition, _sachant(condition, valeur)))
    while gardes and gardes[-1][1] == sinon:
        gardes.pop()
    return Cas(tuple(gardes), sinon) if gardes else sinon


def _sachant(condition: Condition, valeur: Entier) -> Entier:
    """Une valeur qui ne se lit que sous une condition : un choix qui commence par elle, ou son contraire, est fait."""
    while isinstance(valeur, Cas):
        (premiere, dans_ce_cas), *autres = valeur.cas
        if premiere == condition:
            valeur = dans_ce_cas
        elif premiere == non(condition):
            valeur = choisir(autres, valeur.sinon)
        else:
            break
    return valeur


def chercher(cle: Entier, valeurs: Mapping[int, int]) -> Entier:
    """La valeur que donne une petite table."""
    if isinstance(cle, Nombre):
        return Nombre(None if cle.valeur is None else valeurs.get(cle.valeur))
    return Table(cle, tuple(sorted(valeurs.items()))) if valeurs else INCONNU


def un_si(condition: Condition) -> Entier:
    """1 ou 0, pour garder une condition en étape."""
    return choisir([(condition, UN)], ZERO)


def vaut_un(valeur: Entier) -> Condition:
    """La condition gardée dans une étape."""
    return comparer(valeur, "=", UN)


def comparer(gauche: Entier, relation: Relation, droite: Entier) -> Condition:
    """Une comparaison ; avec l'inconnu, elle n'est ni vraie ni fausse."""
    if any(isinstance(x, Nombre) and x.valeur is None for x in (gauche, droite)):
        return NULLE
    if isinstance(gauche, Nombre) and isinstance(droite, Nombre):
        g, d = gauche.valeur, droite.valeur
        if g is not None and d is not None:
            return tranchee(g == d if relation == "=" else g < d if relation == "<" else g <= d)
    return Compare(relation, gauche, droite)


def est_parmi(valeur: Entier, admises: Iterable[int]) -> Condition:
    """L'appartenance à une petite liste."""
    triees = tuple(sorted(set(admises)))
    if not triees:
        return FAUX
    if isinstance(valeur, Nombre):
        return NULLE if valeur.valeur is None else tranchee(valeur.valeur in triees)
    return comparer(valeur, "=", Nombre(triees[0])) if len(triees) == 1 else Appartient(valeur, triees)


def est_nul(valeur: Entier) -> Condition:
    """L'ignorance d'un entier."""
    if isinstance(valeur, Nombre):
        return tranchee(valeur.valeur is None)
    return EstNul(valeur) if peut_etre_nul(valeur) else FAUX


def non(condition: Condition) -> Condition:
    """Le contraire d'une condition."""
    if isinstance(condition, Tranchee):
        return NULLE if condition.valeur is None else tranchee(not condition.valeur)
    return condition.condition if isinstance(condition, Non) else Non(condition)


def toutes(*conditions: Condition) -> Condition:
    """Toutes ces conditions ; sans condition, vraie."""
    gardees = tuple(dict.fromkeys(c for c in conditions if c is not VRAI))
    if any(c is FAUX for c in gardees):
        return FAUX
    return gardees[0] if len(gardees) == 1 else ToutesVraies(gardees) if gardees else VRAI


def une(*conditions: Condition) -> Condition:
    """L'une de ces conditions ; sans condition, fausse."""
    gardees = tuple(c for c in conditions if c is not FAUX)
    if any(c is VRAI for c in gardees):
        return VRAI
    return gardees[0] if len(gardees) == 1 else UneVraie(gardees) if gardees else FAUX


def plus_petit(gauche: Entier, droite: Entier) -> Entier:
    """Le plus petit de deux entiers déjà nommés, nul si l'un l'est : jamais le `least` de SQL, qui oublie l'inconnu."""
    return choisir([(une(est_nul(gauche), est_nul(droite)), INCONNU), (comparer(gauche, "<", droite), gauche)], droite)


def plus_grand(gauche: Entier, droite: Entier) -> Entier:
    """Le plus grand de deux entiers déjà nommés, nul si l'un l'est."""
    return choisir([(une(est_nul(gauche), est_nul(droite)), INCONNU), (comparer(gauche, "<", droite), droite)], gauche)
