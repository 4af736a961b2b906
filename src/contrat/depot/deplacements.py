"""Montrer d'une faute la ligne qui vient de changer, quand l'état d'avant est connu.

Un plan déséquilibré se constate sur sa première ligne, un chiffre publié introuvable dans `contrat.yaml` ; la ligne à
relire est celle dont le changement les a causés. L'empreinte et la place de la faute, elles, ne bougent pas.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from difflib import SequenceMatcher
from functools import cache, partial
from pathlib import Path

from contrat.depot.chargement import Chargement
from contrat.depot.racine import tronc
from contrat.diagnostics import Adresse, Diagnostic, Emplacement, trier

# D'un élément dont plusieurs lignes changent, celle d'un montant dit le plus.
_MONTANTS = frozenset({("montant",), ("prevu",), ("vote",)})


def montrer_les_lignes_changees(lu: Chargement, fautes: Iterable[Diagnostic], avant: Path) -> list[Diagnostic]:
    """Les mêmes fautes, chacune sur la première de ses pistes qui a changé depuis l'état que tient ce dossier."""
    changees = cache(partial(_lire_changees, tronc(avant)))
    return trier([_deplacer(lu, faute, changees) if faute.pistes else faute for faute in fautes])


def _deplacer(lu: Chargement, faute: Diagnostic, changees: Callable[[str, str], Collection[int]]) -> Diagnostic:
    """La faute sur la ligne changée qui la cause ; elle ne bouge pas quand la sienne a changé, ou qu'aucune ne l'a."""
    ici = Emplacement(faute.fichier, faute.ligne, faute.colonne, faute.fin, faute.extrait)
    fiche = next(f for f in lu.fiches.values() if f.nom == ici.fichier)
    if ici.ligne in changees(fiche.nom, fiche.texte):
        return faute
    la = next(filter(None, (_chercher(lu, piste, changees) for piste in faute.pistes)), None)
    if la is None:
        return faute
    aide = faute.aide if la.fichier == ici.fichier else f"{faute.aide} ({ici.fichier}:{ici.ligne})"
    return faute._replace(**la._asdict(), aide=aide, constatee=ici)


def _chercher(lu: Chargement, piste: Adresse, changees: Callable[[str, str], Collection[int]]) -> Emplacement | None:
    """La valeur d'un élément, un montant de préférence, dont la ligne a changé."""
    fiche = lu.fiches.get((piste.genre, piste.identifiant))
    lignes = changees(fiche.nom, fiche.texte) if fiche else ()
    if fiche is None or not lignes:
        return None
    debut = (*fiche.prefixe, *piste.chemin)
    trouvees = [
        (chemin[-1:] not in _MONTANTS, place)
        for chemin, place in fiche.lecture.valeurs.items()
        if chemin[: len(debut)] == debut and chemin != debut and place.ligne in lignes
    ]
    if not trouvees:
        return None
    _, place = min(trouvees)
    return Emplacement(fiche.nom, *place, fiche.ligne(place.ligne))


def _lire_changees(avant: Path, nom: str, texte: str) -> Collection[int]:
    """Les lignes d'un fichier, comptées à partir de 1, que l'état d'avant n'a pas ; d'un fichier neuf, toutes."""
    try:
        ancien = (avant / nom).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        ancien = ""
    anciennes, presentes = ([ligne.rstrip() for ligne in cote.split("\n")] for cote in (ancien, texte))
    if anciennes == presentes:
        return ()
    suites = SequenceMatcher(None, anciennes, presentes).get_opcodes()
    return {ligne + 1 for genre, _, _, debut, fin in suites if genre != "equal" for ligne in range(debut, fin)}
