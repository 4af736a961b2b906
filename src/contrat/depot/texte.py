"""Des octets au texte : ce qui est illisible, démesuré, invisible ou trompeur est refusé à sa place.

Une ligne finit à LF ou CRLF, comme pour git et les éditeurs. L'analyseur YAML en compte d'autres (CR seul, U+0085,
U+2028, U+2029) : une clé cachée derrière l'une d'elles serait lue sans se voir dans une relecture.
"""

from __future__ import annotations

import codecs
import itertools
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from contrat.diagnostics import Chemin, Position, Remplacement

TAILLE_MAX = 1_000_000
LIGNE_MAX = 10_000
# Au-delà, en chercher d'autres n'apprend rien.
FAUTES_MAX = 1_000
BOM = codecs.BOM_UTF8
# Tout, sauf ASCII et Latin-1 ordinaires, c'est-à-dire presque rien d'un texte français. Une classe plus étroite irait
# au-delà de U+00FF, et Python mettrait plus de temps à la compiler qu'à relire cent fiches.
_A_EXAMINER = re.compile("[^\t\n -~\xa0-\xff]")
_NOMS = {
    "\r": "un retour chariot seul",
    "\x1b": "le caractère d'échappement, qui commande le terminal",
    "\x85": "une fin de ligne que peu de logiciels montrent",
    "\u2028": "un séparateur de ligne",
    "\u2029": "un séparateur de paragraphe",
    "\u200b": "une espace de largeur nulle",
    "\ufeff": "une marque d'ordre (BOM) hors du début",
}
_SENS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINTS = "\u200c\u200d"
_ECHAPPEMENT = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[^xuU])", re.DOTALL)
_LETTRES = {"0": "\0", "a": "\a", "b": "\b", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b", "N": "\x85"} | {
    "L": "\u2028",
    "P": "\u2029",
}


# Le rang du premier signe d'une clé ou d'une valeur, et celui qui suit son dernier.
Bornes = tuple[int, int]


class Faute(NamedTuple):
    """Un refus de lecture, situé."""

    code: str
    position: Position
    message: str
    aide: str
    remplacement: Remplacement | None = None


class Places:
    """Les lignes d'un texte, pour situer un rang de signe : les lignes se comptent comme le fait git."""

    def __init__(self, texte: str) -> None:
        self.texte = texte

    @cached_property
    def debuts(self) -> list[int]:
        """Le rang du premier signe de chaque ligne ; cherché seulement quand une place est demandée."""
        return [0, *(trouve.end() for trouve in re.finditer("\n", self.texte))]

    def situer(self, debut: int, fin: int) -> Position:
        """La place d'une tranche, coupée à la fin de sa première ligne, d'un signe au moins."""
        ligne = bisect_right(self.debuts, debut)
        depart = self.debuts[ligne - 1]
        bout = self.debuts[ligne] - 1 if ligne < len(self.debuts) else len(self.texte)
        if bout > depart and self.texte[bout - 1] == "\r":
            bout -= 1
        return Position(ligne, debut - depart + 1, max(min(fin, bout), debut + 1) - depart + 1)

    def rang(self, numero: int) -> int:
        """Le rang du premier signe d'une ligne, numérotée à partir de 1 ; au-delà du texte, sa longueur."""
        return self.debuts[numero - 1] if numero <= len(self.debuts) else len(self.texte)

    def ligne(self, numero: int) -> str:
        """Le texte d'une ligne, sans sa fin."""
        return self.texte[self.rang(numero) : self.rang(numero + 1)].rstrip("\r\n")


class Reperes(Mapping[Chemin, Position]):
    """La place de chaque clé, ou de chaque valeur, par son chemin ; calculée quand on la demande, et d'elle seule."""

    def __init__(self, places: Places, bornes: Mapping[Chemin, Bornes]) -> None:
        self._places = places
        self._bornes = bornes

    def __getitem__(self, chemin: Chemin) -> Position:
        return self._places.situer(*self._bornes[chemin])

    def __iter__(self) -> Iterator[Chemin]:
        return iter(self._bornes)

    def __len__(self) -> int:
        return len(self._bornes)


def decoder(octets: bytes) -> tuple[str, list[Faute]]:
    """Décoder des octets en texte ; un octet illisible est situé, puis remplacé pour que la lecture continue."""
    fautes = []
    if len(octets) > TAILLE_MAX:
        message = f"le fichier dépasse {TAILLE_MAX // 1_000_000} Mo : il n'est pas lu"
        return "", [Faute("F023", Position(1, 1, 1), message, "vérifier que c'est bien une fiche, ou la couper")]
    if octets.startswith(BOM):
        octets = octets.removeprefix(BOM)
        aide = "enregistrer en « UTF-8 » et non en « UTF-8 avec BOM »"
        fautes.append(Faute("F003", Position(1, 1, 2), "le fichier commence par une marque d'ordre (BOM)", aide))
    if octets.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        aide = "réenregistrer le fichier en UTF-8 (« texte Unicode » d'un tableur est de l'UTF-16)"
        fautes.append(Faute("F002", Position(1, 1, 2), "le fichier est en UTF-16, pas en UTF-8", aide))
        return octets.decode("utf-16", errors="ignore"), fautes
    try:
        return octets.decode("utf-8"), fautes
    except UnicodeDecodeError as erreur:
        avant = octets[: erreur.start].decode("utf-8")
        ligne, colonne = avant.count("\n") + 1, len(avant) - (avant.rfind("\n") + 1) + 1
        message = f"l'octet {octets[erreur.start]:#04x} n'est pas de l'UTF-8"
        aide = "réenregistrer le fichier en UTF-8 (il semble être en Latin-1 ou Windows-1252)"
        fautes.append(Faute("F002", Position(ligne, colonne, colonne + 1), message, aide))
        return octets.decode("utf-8", errors="replace"), fautes


def assainir(texte: str) -> tuple[str, list[Faute]]:
    """Relever les signes invisibles ou trompeurs ; le texte rendu a la même longueur, sans eux.

    Les retours chariot seuls ne sont dits qu'une fois ; ils finissent les lignes d'un fichier qui n'en a pas d'autres.
    """
    if _A_EXAMINER.search(texte) is None:
        return texte, []
    refuses = {trouve.start(): trouve[0] for trouve in _A_EXAMINER.finditer(texte) if est_refuse(texte, trouve.start())}
    if not refuses:
        return texte, []
    places, retours = Places(texte), list(refuses.values()).count("\r")
    fautes: list[Faute] = []
    signes = list(texte)
    for rang, signe in refuses.items():
        if signe != "\r" or "\n" in texte:
            signes[rang] = str(unicodedata.decimal(signe, " "))
        if signe == "\r" and retours == 0:
            continue
        if len(fautes) > FAUTES_MAX:
            continue
        fautes.append(_refuser(places.situer(rang, rang + 1), signe, retours if signe == "\r" else 1))
        retours = 0 if signe == "\r" else retours
    return "".join(signes), fautes


def est_refuse(texte: str, rang: int) -> bool:
    """Vrai pour un signe de contrôle, de sens d'écriture, de largeur nulle, ou un chiffre qui n'est pas de 0 à 9."""
    signe = texte[rang]
    if signe == "\r":
        return texte[rang + 1 : rang + 2] != "\n"
    if signe in _JOINTS:
        # Entre deux émojis, un liant de largeur nulle les assemble ; entre deux lettres, il trompe.
        return rang == 0 or unicodedata.category(texte[rang - 1]) not in ("So", "Sk", "Mn")
    if signe in "\n\t\xad" or "\u0600" <= signe <= "\u0605" or signe in "\u06dd\u070f\u08e2":
        return False
    return (unicodedata.category(signe) in ("Cc", "Cf", "Zl", "Zp", "Nd") and not "0" <= signe <= "9") or (
        signe in "\ufffe\uffff"
    )


def _refuser(place: Position, signe: str, fois: int) -> Faute:
    if (chiffre := unicodedata.decimal(signe, None)) is not None:
        return Faute(
            "F021", place, f"« {signe} » (U+{ord(signe):04X}) n'est pas un chiffre de 0 à 9", f"écrire {chiffre}"
        )
    nom = _NOMS.get(signe) or ("une marque de sens d'écriture" if signe in _SENS else _nommer(signe))
    message = f"un caractère invisible : U+{ord(signe):04X}, {nom}"
    if signe == "\r":
        suite = f" ; {fois} dans ce fichier" if fois > 1 else ""
        return Faute("F021", place, message + suite, "enregistrer avec des fins de ligne LF ou CRLF")
    return Faute("F021", place, message, "l'effacer, puis retaper ce qui l'entoure")


def _nommer(signe: str) -> str:
    return "un signe de largeur nulle" if unicodedata.category(signe) == "Cf" else "un caractère de contrôle"


def lire_echappements(ecrit: str, depart: int, places: Places) -> list[Faute]:
    """Les échappements d'un texte entre guillemets doubles (`\\e`, `\\u2028`…) qui rendent un signe refusé."""
    fautes = []
    for trouve in _ECHAPPEMENT.finditer(ecrit):
        code = trouve[0][1:]
        signe = chr(int(code[1:], 16)) if code[0] in "xuU" else _LETTRES.get(code, "x")
        if est_refuse(signe, 0):
            place = places.situer(depart + trouve.start(), depart + trouve.end())
            message = _refuser(place, signe, 1).message
            fautes.append(Faute("F021", place, f"{message}, écrit « {trouve[0]} »", "retirer cet échappement"))
    return fautes


def mesurer_lignes(places: Places) -> list[Faute]:
    """Les lignes démesurées."""
    if len(places.texte) <= LIGNE_MAX:
        return []
    bornes = [*places.debuts, len(places.texte) + 1]
    message = f"une ligne de {{}} signes, {LIGNE_MAX} au plus"
    return [
        Faute(
            "F023",
            places.situer(debut, debut + 1),
            message.format(fin - debut - 1),
            "la couper, ou raccourcir le texte",
        )
        for debut, fin in itertools.pairwise(bornes)
        if fin - debut > LIGNE_MAX + 1
    ]
