"""Composer un gabarit Typst : à part et borné quand il vient d'une commune, ses fautes dites en français.

Rien n'interrompt Typst une fois lancé : un gabarit qui boucle n'est arrêté que dans un autre processus.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from contrat.erreurs import ErreurContrat
from contrat.rendu.ecrivains.fautes_gabarit import citer_ligne, traduire
from contrat.rendu.ecrivains.gabarits import LIVRES, SECONDES

OCTETS = 2**31
# Typst irait chercher un paquet sur le réseau, par le mandataire que dit son environnement : il ne mène nulle part.
_NULLE_PART = "http://127.0.0.1:9"
_SANS_RESEAU = dict.fromkeys(("https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"), _NULLE_PART)
FAUTIF = 9
# Ce que Typst dit de plus courant ; le reste se voit en relisant la ligne.
_FAUTES = (
    (r"unknown variable: (.+)", "« {} » n'existe pas"),
    (r"unclosed delimiter", "ce qui est ouvert ne se ferme pas"),
    (r"unclosed string", "des guillemets ne se referment pas"),
    (r"file not found|escape the project root|access denied", "fichier introuvable, ou hors de templates/"),
    (r"package", "un paquet de Typst ne se télécharge pas : le copier dans templates/"),
    (r"has no method `(.+)`", "la méthode « {} » n'existe pas"),
    (r"panicked with: (.+)", "le gabarit s'arrête : {}"),
    (r"unexpected argument: (.+)", "l'argument « {} » n'existe pas"),
    (r"does not contain (?:key|field) \"(.+)\"", "la clé « {} » n'existe pas"),
    (r"unknown font family: (.+)", "la police « {} » n'est pas livrée avec l'outil"),
    (r"depth exceeded|infinite loop|loop seems to be infinite", "le gabarit ne finit pas"),
    (
        r"PDF/UA-1 error",
        "un lecteur d'écran ne saurait lire cette page : titre, langue ou texte de remplacement absent",
    ),
    (r"^expected (?:.+), found", "une valeur n'est pas de la sorte attendue"),
    (r"^(?:expected|unexpected)", "il manque ou il reste un signe"),
)
_SANS_POLICE = re.compile(r'the text `"(.+?)"` could not be displayed')
_PLACE = re.compile(r"┌─ (.+):(\d+):(\d+)")


def composer(gabarit: Path, lue: Mapping[str, Any], forme: Mapping[str, Any]) -> bytes:
    """Le document que donne un gabarit ; `lue` est ce qu'il reçoit, `forme` ce que Typst doit écrire.

    Lève `ErreurContrat`, avec la ligne, quand il est fautif ; quand il ne finit pas, ou demande trop de mémoire.
    """
    import typst

    if any(gabarit.resolve().is_relative_to(dossier) for dossier in LIVRES):
        try:
            return _appeler(gabarit, lue, forme)
        except typst.TypstError as erreur:
            raise _refuser(gabarit, erreur.message, erreur.diagnostic) from None
    demande = json.dumps({"gabarit": str(gabarit), "lue": lue, "forme": forme})
    appel = [sys.executable, "-c", f"from {__name__} import servir; servir()"]
    try:
        fini = subprocess.run(  # noqa: S603 - notre propre interprète
            appel, input=demande.encode(), capture_output=True, timeout=SECONDES, check=False, env=_isoler()
        )
    except subprocess.TimeoutExpired:
        aide = "y chercher ce qui se répète"
        raise ErreurContrat(f"{gabarit} : le gabarit n'a pas fini en {SECONDES} secondes", aide) from None
    if fini.returncode == FAUTIF:
        raise _refuser(gabarit, *json.loads(fini.stdout))
    if fini.returncode:
        raise ErreurContrat(f"{gabarit} : gabarit sans fin, ou trop lourd", "y chercher ce qui se répète")
    return fini.stdout


def _isoler() -> dict[str, str]:
    """L'environnement d'un gabarit de commune : celui de la commande, sans réseau."""
    return {nom: dit for nom, dit in os.environ.items() if nom.lower() != "no_proxy"} | _SANS_RESEAU


def servir() -> None:
    """Composer ce que l'entrée demande, et rien d'autre, dans un processus dont la mémoire est comptée."""
    import typst

    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (OCTETS, OCTETS))
    demande = json.load(sys.stdin)
    try:
        sys.stdout.buffer.write(_appeler(Path(demande["gabarit"]), demande["lue"], demande["forme"]))
    except typst.TypstError as erreur:
        sys.stdout.write(json.dumps([erreur.message, erreur.diagnostic]))
        raise SystemExit(FAUTIF) from None


def _appeler(gabarit: Path, lue: Mapping[str, Any], forme: Mapping[str, Any]) -> bytes:
    import typst

    # Ni la date du jour ni les polices de la machine : le même contrat donne le même fichier partout.
    ecrit = typst.compile(
        str(gabarit),
        root=str(gabarit.parent),
        sys_inputs={"page": json.dumps(lue, ensure_ascii=False)},
        ignore_system_fonts=True,
        timestamp=0,
        **forme,
    )
    return bytes(ecrit)


def _refuser(gabarit: Path, message: str, diagnostic: str) -> ErreurContrat:
    """La faute que Typst dit en anglais : où, quoi, et la ligne à relire ; un signe sans police vient des données."""
    if signes := dict.fromkeys(_SANS_POLICE.findall(diagnostic)):
        dits = " ".join(signes)
        aide = "l'ôter des fichiers du contrat, ou demander une autre forme : docx, html, md"
        return ErreurContrat(f"le PDF n'a pas de police pour : {dits}", aide)
    lieu, ligne = str(gabarit), ""
    if place := _PLACE.search(diagnostic):
        fichier = gabarit.with_name(Path(place[1]).name)
        lieu, ligne = f"{fichier}:{place[2]}:{place[3]}", citer_ligne(str(fichier), int(place[2]))
    faute = traduire(message, _FAUTES) or "Typst refuse ce gabarit"
    return ErreurContrat(f"{lieu} : {faute}{ligne}", "corriger cette ligne")
