"""Lire et appliquer l'exemple d'une page de règle.

Une page abîme le contrat minimal par des blocs, puis montre la sortie exacte de `contrat validate` ; celle d'une règle
sur le droit livré abîme `droit/`, et montre ce que dit `contrat bareme verifier` :

- ```` ```remplace FICHIER ```` : lignes à la façon d'un diff, ` ` inchangée, `-` retirée, `+` ajoutée ;
- ```` ```yaml FICHIER ```` : le fichier entier ;
- ```` ```octets FICHIER ```` : le fichier entier, écrit comme une chaîne d'octets Python ;
- ```` ```renomme ```` : « ancien → nouveau », un par ligne ;
- ```` ```lien ```` : « chemin → cible », un lien symbolique par ligne ;
- ```` ```allonge FICHIER ```` : « ligne → nombre », la ligne reçoit à son bout autant de « x » ;
- ```` ```sortie ```` : ce que la commande imprime.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

_BLOC = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def appliquer_exemple(page: str, racine: Path) -> None:
    """Abîmer le contrat comme la page le montre."""
    for genre, fichier, contenu in _BLOC.findall(page):
        if genre == "remplace":
            _remplacer(racine / fichier, contenu)
        elif genre == "yaml":
            (racine / fichier).write_text(contenu, encoding="utf-8")
        elif genre == "octets":
            (racine / fichier).write_bytes(ast.literal_eval(f'b"""{contenu.rstrip()}"""'))
        elif genre == "renomme":
            for ligne in contenu.splitlines():
                ancien, _, nouveau = ligne.partition(" → ")
                (racine / ancien).rename(racine / nouveau)
        elif genre == "allonge":
            ligne, _, nombre = contenu.strip().partition(" → ")
            _remplacer(racine / fichier, f"-{ligne}\n+{ligne}{'x' * int(nombre)}\n")
        elif genre == "lien":
            for ligne in contenu.splitlines():
                chemin, _, cible = ligne.partition(" → ")
                (racine / chemin).symlink_to(cible)


def sortie_attendue(page: str) -> str:
    """La sortie que la page promet."""
    return next(bloc[3] for bloc in _BLOC.finditer(page) if bloc[1] == "sortie")


def _remplacer(chemin: Path, contenu: str) -> None:
    lignes = contenu.splitlines()
    avant = "".join(f"{ligne[1:]}\n" for ligne in lignes if not ligne.startswith("+"))
    apres = "".join(f"{ligne[1:]}\n" for ligne in lignes if not ligne.startswith("-"))
    texte = chemin.read_text(encoding="utf-8")
    if texte.count(avant) != 1:
        raise ValueError(f"{texte.count(avant)} endroits correspondent dans {chemin.name}, un seul attendu :\n{avant}")
    chemin.write_text(texte.replace(avant, apres), encoding="utf-8")
