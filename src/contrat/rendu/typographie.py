"""Les espaces insécables du français, dans les nombres, les guillemets, avant les signes doubles ; où couper."""

from __future__ import annotations

import re
import textwrap

from contrat.nombres import FINE, INSECABLE

# La largeur ordinaire d'une page de texte.
LARGEUR = 80
_DANS_UN_NOMBRE = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_AVANT_UN_SIGNE = re.compile(r" (?=[:;?!%»€](?:[^\w]|$))")
_APRES_UN_GUILLEMET = re.compile(r"(?<=«) ")
# Une espace ordinaire, une tabulation, un saut de ligne : les insécables d'un texte restent ce qu'elles sont.
_BLANCS = re.compile(r"[ \t\r\n]+")


def souder(texte: str) -> str:
    """Tenir ensemble les milliers d'un nombre, un nombre et son unité, un mot et sa ponctuation double."""
    texte = _DANS_UN_NOMBRE.sub(FINE, texte)
    return _APRES_UN_GUILLEMET.sub(INSECABLE, _AVANT_UN_SIGNE.sub(INSECABLE, texte))


def aplanir(texte: str) -> str:
    """Mettre un texte sur une ligne, sans toucher à ses espaces insécables."""
    return _BLANCS.sub(" ", texte).strip(" ")


def mettre_d_un_trait(texte: str) -> str:
    """Un texte d'une page : sur une ligne, ses espaces insécables à leur place."""
    return souder(aplanir(texte))


def rendre_ordinaires(texte: str) -> str:
    """Changer les espaces insécables en espaces ordinaires : un terminal n'en a pas l'usage, une recherche si."""
    return texte.replace(FINE, " ").replace(INSECABLE, " ")


def plier(texte: str, retrait: str = "", suite: str = "", largeur: int = LARGEUR) -> list[str]:
    """Couper un texte aux espaces ; les espaces insécables tiennent ensemble un nombre et son unité."""
    # textwrap coupe aussi aux insécables : on les remplace, le temps de plier, par des signes de même largeur.
    protege = souder(texte).replace(FINE, "\x01").replace(INSECABLE, "\x02")
    lignes = textwrap.wrap(
        protege,
        largeur,
        initial_indent=retrait,
        subsequent_indent=suite,
        break_on_hyphens=False,
        break_long_words=False,
    )
    return [ligne.replace("\x01", FINE).replace("\x02", INSECABLE) for ligne in lignes]
