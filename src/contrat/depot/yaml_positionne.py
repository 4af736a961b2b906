"""Lire du YAML en gardant chaque valeur en texte, avec la ligne et la colonne de chaque clé et de chaque valeur.

Les lecteurs courants perdent le zéro de `03000`, lisent `12E5` comme un nombre et plantent sans position sur
`2010-02-30` ; ici le modèle seul donne leur type aux valeurs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from contrat.depot.syntaxe import traduire
from contrat.diagnostics import Chemin, Position

# libyaml est vingt fois plus rapide ; sans elle, l'analyseur Python donne les mêmes événements.
_CHARGEUR: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NULS = frozenset({"null", "Null", "NULL", "~"})
_PROFONDEUR_MAX = 40


class Faute(NamedTuple):
    """Un refus de lecture, situé."""

    code: str
    position: Position
    message: str
    aide: str


@dataclass
class Lecture:
    """Ce qu'un texte YAML contient : la valeur, les fautes, et les places de chaque clé et de chaque valeur.

    Les places coûtent le tiers de la lecture et ne servent qu'à montrer une faute : elles ne sont relevées que si on
    les demande. `chemins_fautifs` évite de dire deux fois la même faute.
    """

    texte: str
    valeur: Any = None
    fautes: list[Faute] = field(default_factory=list)
    chemins_fautifs: set[Chemin] = field(default_factory=set)
    a_renonce: bool = False
    est_relevee: bool = False
    places_valeurs: dict[Chemin, Position] = field(default_factory=dict)
    places_cles: dict[Chemin, Position] = field(default_factory=dict)

    @property
    def valeurs(self) -> dict[Chemin, Position]:
        """La place de chaque valeur, par son chemin."""
        self._relever()
        return self.places_valeurs

    @property
    def cles(self) -> dict[Chemin, Position]:
        """La place de chaque clé, par son chemin."""
        self._relever()
        return self.places_cles

    def _relever(self) -> None:
        if not self.est_relevee:
            relue = _lire(self.texte, avec_places=True)
            self.places_valeurs, self.places_cles, self.est_relevee = relue.places_valeurs, relue.places_cles, True


class _Arret(Exception):
    """La lecture ne peut pas aller plus loin dans ce texte."""


def decoder(octets: bytes) -> tuple[str, list[Faute]]:
    """Décoder des octets en texte ; un octet illisible est situé, puis remplacé pour que la lecture continue."""
    fautes = []
    if octets.startswith(b"\xef\xbb\xbf"):
        octets = octets[3:]
        aide = "enregistrer en « UTF-8 » et non en « UTF-8 avec BOM »"
        fautes.append(Faute("F003", Position(1, 1, 2), "le fichier commence par une marque d'ordre (BOM)", aide))
    try:
        return octets.decode("utf-8"), fautes
    except UnicodeDecodeError as erreur:
        avant = octets[: erreur.start].decode("utf-8")
        ligne, colonne = avant.count("\n") + 1, len(avant) - (avant.rfind("\n") + 1) + 1
        message = f"l'octet {octets[erreur.start]:#04x} n'est pas de l'UTF-8"
        aide = "réenregistrer le fichier en UTF-8 (il semble être en Latin-1 ou Windows-1252)"
        fautes.append(Faute("F002", Position(ligne, colonne, colonne + 1), message, aide))
        return octets.decode("utf-8", errors="replace"), fautes


def lire_yaml(texte: str) -> Lecture:
    """Lire un texte YAML ; toutes les fautes qui n'empêchent pas de continuer sont gardées."""
    lecture = _lire(texte, avec_places=False)
    return _lire(texte, avec_places=True) if lecture.fautes else lecture


def _lire(texte: str, avec_places: bool) -> Lecture:
    lecture = Lecture(texte, est_relevee=avec_places)
    texte = _relever_tabulations(texte, lecture)
    avait_tabulations = bool(lecture.fautes)
    try:
        _Lecteur(texte, lecture).lire()
    except _Arret:
        lecture.a_renonce = True
    except yaml.MarkedYAMLError as erreur:
        lecture.a_renonce = True
        if not avait_tabulations:
            _refuser_syntaxe(texte, lecture, erreur)
    except yaml.reader.ReaderError as erreur:
        lecture.a_renonce = True
        _refuser_caractere(texte, lecture, erreur)
    return lecture


def _relever_tabulations(texte: str, lecture: Lecture) -> str:
    """Signaler les tabulations, puis les lire comme des espaces pour trouver les autres fautes."""
    if "\t" not in texte:
        return texte
    for numero, ligne in enumerate(texte.split("\n"), 1):
        if "\t" in ligne:
            colonne = ligne.index("\t") + 1
            message = "une tabulation ; YAML n'admet que des espaces"
            lecture.fautes.append(
                Faute(
                    "F004", Position(numero, colonne, colonne + 1), message, "remplacer la tabulation par des espaces"
                )
            )
    return texte.replace("\t", " ")


def _refuser_syntaxe(texte: str, lecture: Lecture, erreur: yaml.MarkedYAMLError) -> None:
    marque = erreur.problem_mark or erreur.context_mark
    ouverture = "unexpected end of stream" in (erreur.problem or "")
    if ouverture and erreur.context_mark is not None:
        marque = erreur.context_mark
    ligne, colonne = (marque.line + 1, marque.column + 1) if marque is not None else (1, 1)
    # À la fin du fichier, l'analyseur montre une ligne qui n'existe pas : montrer la dernière ligne écrite.
    lignes = texte.rstrip("\n").split("\n")
    if ligne > len(lignes):
        ligne, colonne = len(lignes), len(lignes[-1]) + 1
    message, aide = traduire(erreur.problem or "", erreur.context or "")
    lecture.fautes.append(Faute("F001", Position(ligne, colonne, colonne + 1), message, aide))


def _refuser_caractere(texte: str, lecture: Lecture, erreur: yaml.reader.ReaderError) -> None:
    message, aide = traduire(str(erreur.reason))
    interdits = [
        i for i, signe in enumerate(texte) if not signe.isprintable() and signe not in "\n\r\u2028\u2029\u00a0"
    ]
    rang = interdits[0] if interdits else 0
    avant = texte[:rang]
    ligne, colonne = avant.count("\n") + 1, rang - (avant.rfind("\n") + 1) + 1
    lecture.fautes.append(Faute("F001", Position(ligne, colonne, colonne + 1), message, aide))


class _Lecteur:
    """Transforme la suite des événements YAML en dictionnaires, listes et textes."""

    def __init__(self, texte: str, lecture: Lecture) -> None:
        self.evenements = yaml.parse(texte, Loader=_CHARGEUR)
        self.lecture = lecture
        self.lignes = texte.split("\n")
        self.vues: set[Chemin] = set()

    def lire(self) -> None:
        """Lire le premier document, refuser les suivants."""
        next(self.evenements)
        debut = next(self.evenements)
        if isinstance(debut, yaml.StreamEndEvent):
            self._vide()
        racine = next(self.evenements)
        if isinstance(racine, yaml.ScalarEvent) and racine.value == "":
            self._vide()
        if not isinstance(racine, yaml.MappingStartEvent):
            aide = "commencer par des lignes « clé: valeur », sans tiret devant"
            self._refuser("F011", racine, "la racine du fichier doit être une table de clés", aide)
            raise _Arret
        self.lecture.valeur = self._noeud(racine, ())
        next(self.evenements)
        suite = next(self.evenements)
        if isinstance(suite, yaml.DocumentStartEvent):
            self._refuser(
                "F009", suite, "un second document commence ici", "un seul document par fichier : couper en deux"
            )

    def _vide(self) -> None:
        aide = "remplir le fichier à partir d'un fichier voisin, ou le supprimer"
        self.lecture.fautes.append(Faute("F010", Position(1, 1, 1), "le fichier est vide", aide))
        raise _Arret

    def _position(self, evenement: yaml.Event) -> Position:
        debut: Any = evenement.start_mark
        fin: Any = evenement.end_mark
        ligne = debut.line + 1
        colonne = debut.column + 1
        meme_ligne = fin.line == debut.line
        texte = self.lignes[debut.line] if debut.line < len(self.lignes) else ""
        return Position(ligne, colonne, max(fin.column + 1 if meme_ligne else len(texte) + 1, colonne + 1))

    def _refuser(self, code: str, evenement: yaml.Event, message: str, aide: str, chemin: Chemin | None = None) -> None:
        self.lecture.fautes.append(Faute(code, self._position(evenement), message, aide))
        if chemin is not None:
            self.lecture.chemins_fautifs.add(chemin)

    def _noeud(self, evenement: yaml.Event, chemin: Chemin) -> Any:
        if len(chemin) > _PROFONDEUR_MAX:
            self._refuser("F001", evenement, "trop de niveaux imbriqués", "vérifier les crochets et l'alignement")
            raise _Arret
        if self.lecture.est_relevee:
            self.lecture.places_valeurs[chemin] = self._position(evenement)
        if isinstance(evenement, yaml.AliasEvent):
            aide = "recopier la valeur : un alias la cache au lecteur"
            self._refuser("F006", evenement, f"alias « *{evenement.anchor} »", aide, chemin)
            return None
        self._refuser_ornements(evenement, chemin)
        if isinstance(evenement, yaml.ScalarEvent):
            return self._scalaire(evenement, chemin)
        if isinstance(evenement, yaml.SequenceStartEvent):
            return self._liste(chemin)
        return self._table(chemin)

    def _refuser_ornements(self, evenement: Any, chemin: Chemin) -> None:
        if evenement.anchor is not None:
            aide = "retirer l'ancre et recopier la valeur là où elle sert"
            self._refuser("F006", evenement, f"ancre « &{evenement.anchor} »", aide)
        if evenement.tag is not None:
            etiquette = evenement.tag.replace("tag:yaml.org,2002:", "!!")
            self._refuser("F007", evenement, f"étiquette « {etiquette} »", "retirer l'étiquette", chemin)

    def _scalaire(self, evenement: yaml.ScalarEvent, chemin: Chemin) -> str | None:
        valeur = str(evenement.value)
        est_nue = not evenement.style or evenement.style not in "'\"|>"
        if est_nue and valeur in _NULS:
            aide = "ne rien écrire après les deux-points : une valeur vide est une valeur inconnue"
            self._refuser("F012", evenement, f"« {valeur} » n'a pas de sens ici", aide, chemin)
            return None
        return valeur or None

    def _liste(self, chemin: Chemin) -> list[Any]:
        elements: list[Any] = []
        while not isinstance(evenement := next(self.evenements), yaml.SequenceEndEvent):
            elements.append(self._noeud(evenement, (*chemin, len(elements))))
        return elements

    def _table(self, chemin: Chemin) -> dict[str, Any]:
        table: dict[str, Any] = {}
        while not isinstance(cle := next(self.evenements), yaml.MappingEndEvent):
            if not isinstance(cle, yaml.ScalarEvent):
                self._refuser("F017", cle, "une clé doit être un mot", "écrire « clé: valeur »", chemin)
                raise _Arret
            self._entree(table, cle, chemin)
        return table

    def _entree(self, table: dict[str, Any], cle: yaml.ScalarEvent, chemin: Chemin) -> None:
        nom = str(cle.value)
        ici = (*chemin, nom)
        self._refuser_ornements(cle, ici)
        if nom == "<<":
            self._refuser("F008", cle, "fusion « << »", "recopier les clés : une fusion les cache au lecteur", chemin)
            self._sauter()
            return
        if ici in self.vues:
            premiere = self.lecture.places_cles.get(ici, self._position(cle))
            message = f"clé « {nom} » écrite deux fois, d'abord ligne {premiere.ligne}, colonne {premiere.colonne}"
            self._refuser("F005", cle, message, "garder une seule des deux", ici)
            self._sauter()
            return
        self.vues.add(ici)
        if self.lecture.est_relevee:
            self.lecture.places_cles[ici] = self._position(cle)
        suite = next(self.evenements)
        if isinstance(suite, yaml.ScalarEvent) and not suite.value and self._est_seule(cle):
            aide = "une décimale s'écrit avec un point, comme 4.5 ; sinon, écrire « clé: valeur »"
            self._refuser("F001", cle, f"« {nom} » n'est ni une clé ni une valeur", aide, ici)
            return
        valeur = self._noeud(suite, ici)
        if valeur is not None:
            table[nom] = valeur

    def _est_seule(self, cle: yaml.ScalarEvent) -> bool:
        """Vrai pour le 5 de `{besoin: 4,5}` : YAML en fait une clé vide, et la note perdrait sa décimale en silence."""
        fin: Any = cle.end_mark
        return not self.lignes[fin.line][fin.column :].lstrip().startswith(":")

    def _sauter(self) -> None:
        """Passer une valeur refusée sans en garder les positions."""
        gardees = self.lecture, self.vues
        self.lecture, self.vues = Lecture(""), set()
        try:
            self._noeud(next(self.evenements), ())
        finally:
            self.lecture, self.vues = gardees
