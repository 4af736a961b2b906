"""Lire du YAML en gardant chaque valeur en texte, avec la ligne et la colonne de chaque clé et de chaque valeur.

Les lecteurs courants perdent le zéro de `03000`, lisent `12E5` comme un nombre et plantent sans position sur
`2010-02-30` ; ici le modèle seul donne leur type aux valeurs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from contrat.depot.conflits import relever_conflits
from contrat.depot.reprise import CHARGEUR, OUVERTS, REFERMER, Reprise, retrait_de
from contrat.depot.scalaires import relever
from contrat.depot.texte import FAUTES_MAX, Bornes, Faute, Places, Reperes, assainir, lire_echappements, mesurer_lignes
from contrat.diagnostics import Chemin, Position, citer
from contrat.modele.dossier import Scalaire

_NULS = frozenset({"null", "Null", "NULL", "~"})
_PROFONDEUR_MAX = 40
# Dix fois le plus long des fichiers d'un contrat.
_VALEURS_MAX = 20_000
_CLE_DE_BLOC = re.compile(r" *(?:- +)*[a-z_]+:(?: |$)")
_DEUX_POINTS = re.compile(r"[ \t]*:")


@dataclass
class Lecture:
    """Ce qu'un texte YAML contient : la valeur, les fautes, et les places de chaque clé et de chaque valeur.

    Les places coûtent le tiers de la lecture et ne servent qu'à montrer une faute : elles ne sont relevées que si on
    les demande. `chemins_fautifs` évite de dire deux fois la même faute. `a_renonce` : la valeur n'est pas lisible ;
    `est_trouee` : des lignes fautives en ont été écartées, ce qui manque a pu l'être avec elles. `scalaires` :
    les valeurs et les clés que le texte n'écrit pas telles quelles.
    """

    texte: str
    valeur: Any = None
    fautes: list[Faute] = field(default_factory=list)
    chemins_fautifs: set[Chemin] = field(default_factory=set)
    a_renonce: bool = False
    est_trouee: bool = False
    est_relevee: bool = False
    bornes_valeurs: dict[Chemin, Bornes] = field(default_factory=dict)
    bornes_cles: dict[Chemin, Bornes] = field(default_factory=dict)
    scalaires: list[Scalaire] = field(default_factory=list)

    @cached_property
    def lieux(self) -> Places:
        """Les lignes du texte."""
        return Places(self.texte)

    @property
    def valeurs(self) -> Reperes:
        """La place de chaque valeur, par son chemin."""
        return Reperes(self.lieux, self.relever()[1])

    @property
    def cles(self) -> Reperes:
        """La place de chaque clé, par son chemin."""
        return Reperes(self.lieux, self.relever()[0])

    def relever(self) -> tuple[dict[Chemin, Bornes], dict[Chemin, Bornes]]:
        """Les bornes de chaque clé, puis de chaque valeur, dans le texte."""
        if not self.est_relevee:
            relue = _lire(self.texte, avec_places=True)
            self.bornes_valeurs, self.bornes_cles, self.est_relevee = relue.bornes_valeurs, relue.bornes_cles, True
        return self.bornes_cles, self.bornes_valeurs


class _Arret(Exception):
    """La lecture ne peut pas aller plus loin dans ce texte."""


def lire_yaml(texte: str) -> Lecture:
    """Lire un texte YAML ; toutes les fautes qui n'empêchent pas de continuer sont gardées."""
    lecture = _lire(texte, avec_places=False)
    return _lire(texte, avec_places=True) if lecture.fautes else lecture


def _lire(texte: str, avec_places: bool) -> Lecture:
    lisible, fautes = assainir(texte)
    lisible, conflits = relever_conflits(lisible)
    places = Places(texte)
    reprise = Reprise(lisible, places, [*fautes, *conflits, *mesurer_lignes(places)], est_trouee=bool(conflits))
    while len(reprise.fautes) <= FAUTES_MAX:
        lecture = Lecture(texte, est_relevee=avec_places)
        try:
            _Lecteur(reprise, lecture).lire()
        except _Arret:
            lecture.a_renonce = True
        except yaml.MarkedYAMLError as erreur:
            if reprise.reprendre(erreur):
                continue
            lecture.a_renonce = True
        lecture.est_trouee = reprise.est_trouee
        lecture.fautes = reprise.fautes + lecture.fautes
        return lecture
    return Lecture(texte, fautes=reprise.fautes, est_relevee=avec_places, a_renonce=True)


class _Lecteur:
    """Transforme la suite des événements YAML en dictionnaires, listes et textes."""

    def __init__(self, reprise: Reprise, lecture: Lecture) -> None:
        self.texte = reprise.texte
        self.places = reprise.places
        self.est_trouee = reprise.est_trouee
        # `yaml.parse` rend les mêmes événements, mais en demande deux fois chacun.
        self.suivant: Callable[[], Any] = CHARGEUR(reprise.texte).get_event
        self.lecture = lecture
        self.lues = 0

    def lire(self) -> None:
        """Lire le premier document, refuser les suivants."""
        self.suivant()
        debut = self.suivant()
        if isinstance(debut, yaml.StreamEndEvent):
            self._vide()
        racine = self.suivant()
        if isinstance(racine, yaml.ScalarEvent) and racine.value == "":
            self._vide()
        if not isinstance(racine, yaml.MappingStartEvent):
            if self.est_trouee:
                raise _Arret
            aide = "commencer par des lignes « clé: valeur », sans tiret devant"
            self._refuser("F011", racine, "la racine du fichier doit être une table de clés", aide)
            raise _Arret
        self.lecture.valeur = self._noeud(racine, ())
        self.suivant()
        suite = self.suivant()
        if isinstance(suite, yaml.DocumentStartEvent):
            self._refuser(
                "F009", suite, "un second document commence ici", "un seul document par fichier : couper en deux"
            )

    def _vide(self) -> None:
        if self.est_trouee:
            raise _Arret
        aide = "remplir le fichier à partir d'un fichier voisin, ou le supprimer"
        self.lecture.fautes.append(Faute("F010", Position(1, 1, 1), "le fichier est vide", aide))
        raise _Arret

    def _position(self, evenement: yaml.Event) -> Position:
        return self.places.situer(*_borner(evenement))

    def _refuser(self, code: str, evenement: yaml.Event, message: str, aide: str, chemin: Chemin | None = None) -> None:
        self.lecture.fautes.append(Faute(code, self._position(evenement), message, aide))
        if len(self.lecture.fautes) > FAUTES_MAX:
            raise _Arret
        if chemin is not None:
            self.lecture.chemins_fautifs.add(chemin)

    def _noeud(self, evenement: yaml.Event, chemin: Chemin) -> Any:
        self.lues += 1
        if len(chemin) > _PROFONDEUR_MAX or self.lues > _VALEURS_MAX:
            self._refuser_demesure(evenement)
        if self.lecture.est_relevee:
            self.lecture.bornes_valeurs[chemin] = _borner(evenement)
        if isinstance(evenement, yaml.ScalarEvent):
            if evenement.anchor is not None or evenement.tag is not None:
                self._refuser_ornements(evenement, chemin)
            return self._scalaire(evenement, chemin)
        if isinstance(evenement, yaml.AliasEvent):
            aide = "recopier la valeur : un alias la cache au lecteur"
            self._refuser("F006", evenement, f"alias « *{citer(str(evenement.anchor))} »", aide, chemin)
            return None
        noeud: Any = evenement
        if noeud.anchor is not None or noeud.tag is not None:
            self._refuser_ornements(noeud, chemin)
        if isinstance(evenement, yaml.SequenceStartEvent):
            return self._liste(chemin)
        return self._table(chemin)

    def _refuser_demesure(self, evenement: yaml.Event) -> None:
        if self.lues > _VALEURS_MAX:
            message = f"plus de {_VALEURS_MAX} valeurs : la suite n'est pas lue"
            self._refuser("F023", evenement, message, "couper le fichier")
        else:
            self._refuser("F001", evenement, "trop de niveaux imbriqués", "vérifier les crochets et l'alignement")
        raise _Arret

    def _refuser_ornements(self, evenement: Any, chemin: Chemin) -> None:
        if evenement.anchor is not None:
            aide = "retirer l'ancre et recopier la valeur là où elle sert"
            self._refuser("F006", evenement, f"ancre « &{citer(str(evenement.anchor))} »", aide)
        if evenement.tag is not None:
            etiquette = evenement.tag.replace("tag:yaml.org,2002:", "!!")
            self._refuser("F007", evenement, f"étiquette « {citer(etiquette)} »", "retirer l'étiquette", chemin)

    def _scalaire(self, evenement: yaml.ScalarEvent, chemin: Chemin) -> str | None:
        relever(evenement, self.lecture.scalaires)
        valeur = str(evenement.value)
        if valeur in _NULS and (not evenement.style or evenement.style not in "'\"|>"):
            aide = "ne rien écrire après les deux-points : une valeur vide est une valeur inconnue"
            self._refuser("F012", evenement, f"« {valeur} » n'a pas de sens ici", aide, chemin)
            return None
        if evenement.style in ("'", '"'):
            self._controler_cite(evenement, chemin)
        return valeur or None

    def _controler_cite(self, evenement: yaml.ScalarEvent, chemin: Chemin) -> None:
        """Un texte entre guillemets : sans signe invisible, même échappé, et refermé dans son propre bloc."""
        debut: Any = evenement.start_mark
        fin: Any = evenement.end_mark
        ecrit = self.texte[debut.index : fin.index]
        if evenement.style == '"' and "\\" in ecrit:
            fautes = lire_echappements(ecrit, debut.index, self.places)
            self.lecture.fautes += fautes
            if fautes:
                self.lecture.chemins_fautifs.add(chemin)
        if "\n" not in ecrit:
            return
        retrait = retrait_de(self.places.ligne(self.places.situer(debut.index, fin.index).ligne))
        if any(_CLE_DE_BLOC.match(ligne) and retrait_de(ligne) <= retrait for ligne in ecrit.split("\n")[1:]):
            ici = self.places.situer(debut.index, debut.index + 1)
            self.lecture.fautes.append(Faute("F001", ici, OUVERTS, REFERMER))
            self.lecture.chemins_fautifs.add(chemin)

    def _liste(self, chemin: Chemin) -> list[Any]:
        elements: list[Any] = []
        while not isinstance(evenement := self.suivant(), yaml.SequenceEndEvent):
            elements.append(self._noeud(evenement, (*chemin, len(elements))))
        return elements

    def _table(self, chemin: Chemin) -> dict[str, Any]:
        table: dict[str, Any] = {}
        vues: set[str] = set()
        while not isinstance(cle := self.suivant(), yaml.MappingEndEvent):
            if not isinstance(cle, yaml.ScalarEvent):
                self._refuser("F017", cle, "une clé doit être un mot", "écrire « clé: valeur »", chemin)
                raise _Arret
            self._entree(table, vues, cle, chemin)
        return table

    def _entree(self, table: dict[str, Any], vues: set[str], cle: yaml.ScalarEvent, chemin: Chemin) -> None:
        nom = str(cle.value)
        ici = (*chemin, nom)
        if cle.anchor is not None or cle.tag is not None:
            self._refuser_ornements(cle, ici)
        relever(cle, self.lecture.scalaires)
        if nom == "<<":
            self._refuser("F008", cle, "fusion « << »", "recopier les clés : une fusion les cache au lecteur", chemin)
            self._sauter()
            return
        if nom in vues:
            premiere = self.places.situer(*self.lecture.bornes_cles.get(ici, _borner(cle)))
            message = (
                f"clé « {citer(nom)} » écrite deux fois, d'abord ligne {premiere.ligne}, colonne {premiere.colonne}"
            )
            self._refuser("F005", cle, message, "garder une seule des deux", ici)
            self._sauter()
            return
        vues.add(nom)
        if self.lecture.est_relevee:
            self.lecture.bornes_cles[ici] = _borner(cle)
        suite = self.suivant()
        if isinstance(suite, yaml.ScalarEvent) and not suite.value and self._est_seule(cle):
            aide = "une décimale s'écrit avec un point, comme 4.5 ; sinon, écrire « clé: valeur »"
            self._refuser("F001", cle, f"« {citer(nom)} » n'est ni une clé ni une valeur", aide, ici)
            return
        valeur = self._noeud(suite, ici)
        if valeur is not None:
            table[nom] = valeur

    def _est_seule(self, cle: yaml.ScalarEvent) -> bool:
        """Vrai pour le 5 de `{besoin: 4,5}` : YAML en fait une clé vide, et la note perdrait sa décimale en silence."""
        fin: Any = cle.end_mark
        return _DEUX_POINTS.match(self.texte, fin.index) is None

    def _sauter(self) -> None:
        """Passer une valeur refusée, sans la lire."""
        profondeur = 0
        while True:
            evenement = self.suivant()
            self.lues += 1
            if self.lues > _VALEURS_MAX:
                self._refuser_demesure(evenement)
            if isinstance(evenement, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                profondeur += 1
            elif isinstance(evenement, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                profondeur -= 1
            if profondeur == 0:
                return


def _borner(evenement: Any) -> Bornes:
    return evenement.start_mark.index, evenement.end_mark.index
