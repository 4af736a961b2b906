"""Ce qu'un fichier donne à lire : ses lignes, ses commentaires d'un seul tenant, ses valeurs décodées."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from contrat.controles.normalisation import normaliser
from contrat.diagnostics import Position
from contrat.modele.chiffrement import VALEUR_CHIFFREE
from contrat.modele.dossier import DocumentLu, Scalaire

_ECHAPPEMENT = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_INVISIBLES = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_MARQUE = re.compile(r"#+ ?|- ")
# Un jour de ce siècle ou un montant de six chiffres, sous une clé du contrat : rien n'y est à lire.
_FERMEE = re.compile(
    r"(?:- )?(?:date|demande|annee|exercice|prevu|montant|valeur|poids|rang|rfr|travaux_ht|travaux_ttc): "
    r"(?:20\d\d(?:-\d\d){0,2}|\d{1,6}(?:\.\d\d?)?)"
)
# Dans le bloc `sops`, les clés et les empreintes : de longues suites de signes sans espace ; `age` y est un chiffre.
_BLOC_SOPS = re.compile(r"^sops:[^\n]*(?:\n(?:[ \t][^\n]*)?)*", re.MULTILINE)
_EMPREINTE = re.compile(r"[A-Za-z0-9+/=_-]{16,}|\bage:")


class PassageLu(NamedTuple):
    """Un texte à examiner, et d'où il vient : `ecrit` commence à cette colonne, comptée à partir de 0.

    `lu` est ce que `ecrit` veut dire, avant d'être ramené à son écriture ordinaire dans `texte`. Deux lignes pareilles
    ont le même passage : le rang de la ligne se tient à part.
    """

    texte: str
    lu: str
    ecrit: str
    colonne: int

    def situer(self, rang: int, debut: int, fin: int) -> Position:
        """La place, dans le fichier, des signes de `debut` à `fin` d'un texte qui commence à la ligne `rang`."""
        if not self.ecrit:
            return Position(1, 1, 1)
        places = _placer(self.lu)
        ecrits = aligner(self.lu, self.ecrit)
        premier, dernier = ecrits[places[debut]], ecrits[places[max(debut, fin - 1)]]
        debuts = _trouver_lignes(self.ecrit)
        ligne = bisect_right(debuts, premier) - 1
        colonne = premier - debuts[ligne] + (0 if ligne else self.colonne)
        bout = self.ecrit.find("\n", premier)
        dernier = dernier if bout < 0 else min(dernier, bout - 1)
        return Position(rang + ligne + 1, colonne + 1, colonne + 1 + max(1, dernier + 1 - premier))


# Un passage, et le rang de sa première ligne, compté à partir de 0.
Situe = tuple[int, PassageLu]


@lru_cache(maxsize=16)
def _placer(lu: str) -> Sequence[int]:
    return normaliser(lu).places


@lru_cache(maxsize=16)
def _trouver_lignes(ecrit: str) -> tuple[int, ...]:
    """Où commence chaque ligne : mille trouvailles dans un long passage ne le reparcourent pas mille fois."""
    return (0, *(trouve.end() for trouve in re.finditer(r"\n", ecrit)))


@lru_cache(maxsize=16)
def aligner(lu: str, ecrit: str) -> tuple[int, ...]:
    """Le rang, dans ce qui est écrit, de chaque signe lu : les deux se suivent dans le même ordre."""
    if lu == ecrit:
        return tuple(range(len(lu)))
    echappements = _ECHAPPEMENT.finditer(ecrit) if ecrit.startswith('"') else iter(())
    prochain = next(echappements, None)
    rangs: list[int] = []
    place = 0
    for signe in lu:
        while prochain is not None and (prochain.start() < place or prochain[0] == "\\\n"):
            prochain = next(echappements, None)
        # Une fin de ligne se lit comme une espace.
        trouve = place if signe == " " and ecrit[place : place + 1] == "\n" else ecrit.find(signe, place)
        if prochain is not None and (trouve < 0 or prochain.start() < trouve):
            rangs.append(prochain.start())
            place = prochain.end()
        else:
            rangs.append(trouve if trouve >= 0 else min(place, len(ecrit) - 1))
            place = rangs[-1] + (trouve >= 0)
    return tuple(rangs)


@cache
def lire_lignes(document: DocumentLu) -> tuple[str, ...]:
    """Les lignes d'un fichier telles qu'elles sont écrites, sans ce qui est chiffré, signe pour signe."""
    texte = document.texte
    if document.est_chiffre:
        texte = VALEUR_CHIFFREE.sub(_blanchir, texte)
        texte = _BLOC_SOPS.sub(lambda bloc: _EMPREINTE.sub(_blanchir, bloc[0]), texte)
    return tuple(texte.split("\n"))


def _blanchir(trouve: re.Match[str]) -> str:
    return " " * len(trouve[0])


def decouper(document: DocumentLu) -> Iterator[Situe]:
    """Les passages d'un fichier ; une valeur décodée remplace les lignes où elle est écrite."""
    lignes = list(lire_lignes(document))
    for scalaire in document.scalaires:
        if passage := _lire_scalaire(scalaire, lignes):
            yield scalaire.ligne, passage
    if not document.genre:
        # Le nom d'une note se lit comme son texte.
        nom = re.sub(r"[._-]+", " ", document.nom.rpartition("/")[2])
        yield 0, PassageLu(normaliser(nom).texte, nom, "", 0)
    yield from _decouper_lignes(lignes, en_paragraphes=document.nom.endswith((".md", ".txt")))


def _lire_scalaire(scalaire: Scalaire, lignes: list[str]) -> PassageLu | None:
    """Le passage d'une valeur décodée, dont les lignes sont blanchies : elle ne se lit qu'une fois."""
    premiere, derniere = scalaire.ligne, min(scalaire.ligne_fin, len(lignes) - 1)
    if premiere > derniere:
        return None
    morceaux = []
    for rang in range(premiere, derniere + 1):
        ligne = lignes[rang]
        debut = scalaire.colonne if rang == premiere else 0
        fin = scalaire.colonne_fin if rang == scalaire.ligne_fin else len(ligne)
        morceaux.append(ligne[debut:fin])
        lignes[rang] = ligne[:debut] + " " * (fin - debut) + ligne[fin:]
    ecrit = "\n".join(morceaux)
    if not ecrit.strip():
        return None
    # La lecture remplace les signes invisibles qu'elle refuse : ce qui est écrit dit alors mieux ce qui se voit.
    lu = ecrit if _INVISIBLES.search(ecrit) else scalaire.valeur
    return PassageLu(normaliser(lu).texte, lu, ecrit, scalaire.colonne)


def _decouper_lignes(lignes: list[str], en_paragraphes: bool) -> Iterator[Situe]:
    """Chaque ligne, et d'un seul tenant les lignes de commentaire, ou de texte, qui se suivent."""
    suite: list[int] = []
    for rang, ligne in enumerate(lignes):
        passage = _lire_ligne(ligne)
        se_suit = passage is not None and (en_paragraphes or passage.ecrit[0] == "#")
        if suite and not se_suit:
            yield suite[0], _joindre(lignes, suite)
            suite = []
        if se_suit:
            suite.append(rang)
        elif passage is not None:
            yield rang, passage
    if suite:
        yield suite[0], _joindre(lignes, suite)


@cache
def _lire_ligne(ligne: str) -> PassageLu | None:
    """Le passage d'une ligne seule ; rien d'une ligne qui ne peut rien dire de personne."""
    utile = ligne.strip()
    if not utile or _FERMEE.fullmatch(utile):
        return None
    lu = normaliser(utile).texte
    # Un secteur et une origine s'écrivent avec des tirets : les mots s'y lisent comme ailleurs.
    lu = lu.replace("-", " ") if utile.startswith(("secteur:", "origine:")) else lu
    return PassageLu(lu, utile, utile, ligne.index(utile[0]))


def _joindre(lignes: list[str], rangs: list[int]) -> PassageLu:
    lu = " ".join(_MARQUE.sub("", lignes[rang].strip(), count=1) for rang in rangs)
    return PassageLu(normaliser(lu).texte, lu, "\n".join(lignes[rang] for rang in rangs), 0)
