"""Rendre un programme en une fonction Python : les nombres d'une ligne en entrée, ce qu'on en répond en sortie.

Le texte de la fonction n'a que des nombres, des noms faits ici et des opérateurs : rien n'y vient d'un fichier.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any, assert_never

from contrat.calculs.eligibilite.compilation.etats import REMPLIE
from contrat.calculs.eligibilite.compilation.expressions import (
    Appartient,
    Cas,
    ColonneLue,
    Compare,
    Condition,
    Entier,
    EstNul,
    EtapeLue,
    Nombre,
    Non,
    Operation,
    Table,
    ToutesVraies,
    Tranchee,
    UneVraie,
    lues,
    peut_etre_nul,
)
from contrat.calculs.eligibilite.compilation.programme import AideCompilee, Definition, Programme

_CONTRAIRES = {"=": "!=", "<": ">=", "<=": ">"}


class _Redaction:
    """Écrit des expressions ; `tables` : les petites tables qu'elles citent, par nom."""

    def __init__(self) -> None:
        self.tables: dict[str, Any] = {}
        self._temporaires = 0

    def valeur(self, entier: Entier) -> str:
        """Un entier, ou `None`."""
        match entier:
            case Nombre():
                return repr(entier.valeur)
            case ColonneLue():
                return f"c_{entier.nom}"
            case EtapeLue():
                return entier.nom
            case Operation():
                texte, inconnus = self._stricte(entier)
                return f"(None if {' or '.join(inconnus)} else {texte})" if inconnus else texte
            case Cas():
                cas = "".join(f"{self.valeur(v)} if {self.vraie(c)} else " for c, v in entier.cas)
                return f"({cas}{self.valeur(entier.sinon)})"
            case Table():
                nom = f"t{len(self.tables)}"
                self.tables[nom] = dict(entier.valeurs).get
                return f"{nom}({self.valeur(entier.cle)})"
            case _:
                assert_never(entier)

    def _stricte(self, entier: Entier) -> tuple[str, list[str]]:
        """Un entier à supposer connu, et les tests, à faire avant, qui disent qu'il ne l'est pas."""
        if isinstance(entier, Operation):
            gauche, inconnus = self._stricte(entier.gauche)
            droite, autres = self._stricte(entier.droite)
            return f"({gauche} {entier.signe} {droite})", list(dict.fromkeys([*inconnus, *autres]))
        texte = self.valeur(entier)
        if not peut_etre_nul(entier):
            return texte, []
        if isinstance(entier, ColonneLue | EtapeLue):
            return texte, [f"{texte} is None"]
        self._temporaires += 1
        nom = f"v{self._temporaires}"
        return nom, [f"({nom} := {texte}) is None"]

    def vraie(self, condition: Condition) -> str:
        """Ce qui est vrai quand la condition l'est, et faux quand elle est fausse ou nulle."""
        match condition:
            case Tranchee():
                return repr(condition.valeur is True)
            case Compare():
                if condition.relation == "=" and isinstance(condition.droite, Nombre):
                    return f"{self.valeur(condition.gauche)} == {condition.droite.valeur}"
                return self._comparer(condition, "==" if condition.relation == "=" else condition.relation)
            case Appartient():
                return f"{self.valeur(condition.valeur)} in {_ensemble(condition)}"
            case EstNul():
                return f"{self.valeur(condition.valeur)} is None"
            case Non():
                return self.fausse(condition.condition)
            case ToutesVraies():
                return f"({' and '.join(map(self.vraie, _utiles(condition)))})"
            case UneVraie():
                return f"({' or '.join(map(self.vraie, condition.conditions))})"
            case _:
                assert_never(condition)

    def fausse(self, condition: Condition) -> str:
        """Ce qui est vrai quand la condition est fausse, et faux quand elle est vraie ou nulle."""
        match condition:
            case Tranchee():
                return repr(condition.valeur is False)
            case Compare():
                return self._comparer(condition, _CONTRAIRES[condition.relation])
            case Appartient():
                texte, inconnus = self._stricte(condition.valeur)
                return _si_connu(f"{texte} not in {_ensemble(condition)}", inconnus)
            case EstNul():
                return f"{self.valeur(condition.valeur)} is not None"
            case Non():
                return self.vraie(condition.condition)
            case ToutesVraies():
                return f"({' or '.join(map(self.fausse, condition.conditions))})"
            case UneVraie():
                return f"({' and '.join(map(self.fausse, condition.conditions))})"
            case _:
                assert_never(condition)

    def _comparer(self, condition: Compare, relation: str) -> str:
        gauche, inconnus = self._stricte(condition.gauche)
        droite, autres = self._stricte(condition.droite)
        return _si_connu(f"{gauche} {relation} {droite}", list(dict.fromkeys([*inconnus, *autres])))


def _utiles(condition: ToutesVraies) -> list[Condition]:
    """Des conditions toutes vraies ; être l'un de ces nombres suffit à n'être pas inconnu."""
    connus = {c.valeur for c in condition.conditions if isinstance(c, Appartient)}
    connus |= {c.gauche for c in condition.conditions if isinstance(c, Compare) and isinstance(c.droite, Nombre)}
    return [
        c
        for c in condition.conditions
        if not (isinstance(c, Non) and isinstance(c.condition, EstNul) and c.condition.valeur in connus)
    ]


def _si_connu(texte: str, inconnus: list[str]) -> str:
    return f"({' and '.join([*(f'{test[:-4]}not None' for test in inconnus), texte])})" if inconnus else texte


def _ensemble(condition: Appartient) -> str:
    return "{" + ", ".join(map(str, condition.admises)) + "}"


def rendre(programme: Programme, colonnes: Sequence[str]) -> Callable[..., Any]:
    """La fonction d'un programme, qui reçoit les nombres de ces colonnes, dans l'ordre, puis un inconnu.

    Elle rend `None` pour une ligne qui se contredit, sinon les catégories possibles et l'état de chaque aide, ou rien
    de celles qui ne servent pas ce ménage ; puis `None` quand toutes sont fermées, sinon ce qui ne se calcule
    qu'alors : `(possibles, revenu, provisoire)`, ce qui manque pour situer le ménage, le détail des aides ouvertes
    (rang, puis manquants, réserves et aides supposées), le montant des aides accordées, par rang.
    """
    redaction = _Redaction()
    corps = "\n    ".join(_ecrire(programme, colonnes, redaction))
    source = f"def juger(valeurs):\n    {', '.join(f'c_{nom}' for nom in colonnes)}, _ = valeurs\n    {corps}\n"
    noms: dict[str, Any] = redaction.tables
    exec(compile(source, "<droit compilé>", "exec"), noms)  # noqa: S102
    juger: Callable[..., Any] = noms["juger"]
    return juger


def _ecrire(programme: Programme, colonnes: Sequence[str], redaction: _Redaction) -> Iterator[str]:
    if "achevement" in colonnes:
        yield "c_premier, c_dernier = c_achevement or (None, None)"
    avant, apres = _separer(programme)
    yield from _calculer(avant, redaction)
    yield f"if {redaction.vraie(programme.douteuse)}: return None"
    etats = [redaction.valeur(aide.etat) for aide in programme.aides]
    dits = "".join(f"{_dire_etat(aide, redaction)}, " for aide in programme.aides)
    reponse = f"({redaction.valeur(programme.possibles)}, ({dits}))"
    ouvertes = [redaction.valeur(aide.ouverte) for aide in programme.aides]
    # Presque toujours, tout est fermé : rien n'est alors à détailler.
    if programme.est_complet:
        yield f"if not ({' or '.join(ouvertes) or 0}): return {reponse}, None"
    yield from _calculer(apres, redaction)
    yield "r, m = [], {}"
    for rang, (ouverte, etat, aide) in enumerate(zip(ouvertes, etats, programme.aides, strict=True)):
        montant, *detail = map(redaction.valeur, aide.detail)
        yield f"if {ouverte}:"
        yield f"    r.append(({rang}, {', '.join(detail)}))"
        yield f"    if {etat} == {REMPLIE}: m[{rang}] = {montant}"
    situation = map(redaction.valeur, (programme.possibles, programme.revenu, programme.provisoire))
    yield f"return {reponse}, (({', '.join(situation)}), {redaction.valeur(programme.manque)}, tuple(r), m)"


def _separer(programme: Programme) -> tuple[list[Definition], list[Definition]]:
    """Les étapes qui disent si une aide est ouverte, puis celles qui ne se lisent qu'alors."""
    verdicts = (x for aide in programme.aides for x in (aide.presente, aide.etat, aide.ouverte))
    utiles = {lue.nom for sortie in (programme.douteuse, programme.possibles, *verdicts) for lue in lues(sortie)}
    avant: list[Definition] = []
    apres: list[Definition] = []
    for definition in reversed(programme.definitions):
        if definition.nom in utiles:
            utiles |= {lue.nom for x in (definition.valeur, definition.garde) if x for lue in lues(x)}
        (avant if definition.nom in utiles else apres).append(definition)
    return avant[::-1], apres[::-1]


def _calculer(etapes: list[Definition], redaction: _Redaction) -> Iterator[str]:
    for garde, definitions in groupby(etapes, key=lambda d: d.garde):
        if garde is not None:
            yield f"if {garde.nom}:"
        marge = "" if garde is None else "    "
        for definition in definitions:
            yield f"{marge}{definition.nom} = {redaction.valeur(definition.valeur)}"


def _dire_etat(aide: AideCompilee, redaction: _Redaction) -> str:
    etat, sert = redaction.valeur(aide.etat), redaction.valeur(aide.presente)
    return etat if sert == "1" else f"({etat} if {sert} else None)"
