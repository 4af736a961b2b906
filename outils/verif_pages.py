"""Éprouver les pages dans un vrai navigateur : le site et les rapports en HTML, par axe-core, dans Chromium.

Les feuilles remises aux ménages en sont, une par situation, et un talon : chaque feuille tient sur une face A4.

axe-core et puppeteer-core s'installent dans `build/`, que git ignore ; sans npm ou sans Chromium, c'est dit « non
vérifié » et n'est pas une faute. Le code est 1 pour la première faute sérieuse.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from npm import installer

RACINE = Path(__file__).resolve().parent.parent
sys.path.append(str(RACINE))
from tests.rapport import situations  # noqa: E402 - celles que les tests lisent

OUTILS = RACINE / "build" / "verif-complet"
PAQUETS = ("axe-core", "puppeteer-core")
NAVIGATEURS = ("chromium", "chromium-browser", "google-chrome", "chrome")
# Une page fautive exprès : si rien n'y est vu, c'est que rien n'est vu nulle part.
TEMOIN = """<!DOCTYPE html><html><title>x</title><body>
<div class="feuille" style="height: 40cm"><img src="x"></div><p style="color: #bbb">pâle</p></body></html>"""
# Les autres pages en HTML, par la commande qui les écrit.
COMMANDES = (
    ("budget", "--par", "axe"),
    ("budget", "--vue", "execution"),
    ("financement", "centre-social"),
    ("action", "lister"),
    ("concordance",),
    ("bareme", "2011-03-01"),
    ("suivi",),
    ("presenter",),
    ("evaluation",),
    ("rgpd", "registre"),
    ("rapport", "comite"),
    ("rapport", "deliberation", "centre-social"),
    ("rapport", "financeur", "caf"),
    ("rapport", "action", "centre-social"),
    ("rapport", "experience"),
    ("rapport", "bilan"),
    ("rapport", "permanence"),
    ("rapport", "seance", "comite-2009-12", "--compte-rendu"),
)


def principal() -> int:
    """Tout vérifier ; rend le code de sortie."""
    node, chromium = shutil.which("node"), next(filter(None, map(shutil.which, NAVIGATEURS)), None)
    if node is None or chromium is None:
        return _passer("node est introuvable" if node is None else "Chromium est introuvable")
    if not installer(OUTILS, PAQUETS):
        return _passer("npm n'installe pas axe-core")
    with tempfile.TemporaryDirectory() as temporaire:
        temoin = Path(temporaire) / "temoin.htm"
        temoin.write_text(TEMOIN, encoding="utf-8")
        vues = " ".join(_examiner(node, chromium, [temoin.as_uri()]))
        if not all(faute in vues for faute in ("image-alt", "color-contrast", "2 faces A4")):
            raise SystemExit("pages : les fautes d'une page fautive exprès ne sont pas vues")
        pages = [page.as_uri() for page in _ecrire_les_pages(Path(temporaire))]
        fautes = _examiner(node, chromium, pages)
    for faute in fautes[:40]:
        print(faute)
    print(f"pages : {len(pages)} ouvertes à deux largeurs, {len(fautes)} faute(s) sérieuse(s)")
    return 1 if fautes else 0


def _passer(pourquoi: str) -> int:
    print(f"pages : non vérifié, {pourquoi}")
    return 0


def _ecrire_les_pages(lieu: Path) -> list[Path]:
    """Le site du contrat livré, celui de deux contrats, et chaque rapport."""
    contrat("site", "-o", str(lieu / "site"))
    contrat("site", "-o", str(lieu / "deux"), "--tous", racine=RACINE / "exemples")
    for commande in COMMANDES:
        contrat(*commande, "-o", str(lieu / f"{'-'.join(commande)}.html"))
    _ecrire_les_feuilles(lieu)
    deux = [lieu / "deux/index.html", *sorted((lieu / "deux").glob("*/index.html"))]
    return [*sorted((lieu / "site").glob("*.html")), *deux, *sorted(lieu.glob("*.html"))]


def _ecrire_les_feuilles(lieu: Path) -> None:
    """La feuille de chaque situation que les tests connaissent, et le talon de la dernière, dans une ville inventée."""
    ville = lieu / "ville"
    shutil.copytree(RACINE / "tests/contrat_reference", ville)
    with (ville / "data/contrat.yaml").open("a", encoding="utf-8") as fichier:
        fichier.write(situations.PERMANENCE)
    changements = [*situations.SITUATIONS.values(), *(change for change, _, _ in situations.PAROLES.values())]
    for rang, change in enumerate(changements):
        texte = situations.TEMOIN
        for ancien, nouveau in change:
            texte = texte.replace(ancien, nouveau)
        (ville / "data/menages/M-0077.yaml").write_text(texte, encoding="utf-8")
        contrat("rapport", "menage", "M-0077", "-o", str(lieu / f"feuille-{rang:02}.html"), racine=ville)
    contrat("menage", "talon", "M-0077", "-o", str(lieu / "talon.html"), racine=ville)


def contrat(*arguments: str, racine: Path = RACINE) -> str:
    """Ce que dit une commande sur le contrat de cette racine ; un échec arrête tout."""
    commande = [sys.executable, "-m", "contrat", "--racine", str(racine), *arguments]
    fini = subprocess.run(commande, capture_output=True, encoding="utf-8", check=False)
    if fini.returncode:
        raise SystemExit(f"contrat {' '.join(arguments)} : {fini.stderr}")
    return fini.stdout


def _examiner(node: str, chromium: str, pages: list[str]) -> list[str]:
    # Chromium refuse son bac à sable à l'administrateur, comme dans un conteneur.
    options = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    demande = {"chromium": chromium, "options": options, "pages": pages, "modules": str(OUTILS / "node_modules")}
    commande = [node, str(RACINE / "outils/axe.mjs")]
    fini = subprocess.run(
        commande, input=json.dumps(demande), capture_output=True, encoding="utf-8", check=False, timeout=600
    )
    if fini.returncode:
        raise SystemExit(fini.stderr)
    lues = [json.loads(ligne) for ligne in fini.stdout.splitlines()]
    return [
        f"{Path(f['page']).name} à {f['largeur']} px, {f['theme']} : {f['id']}, {f['quoi']} {f.get('place', '')}"
        for f in lues
    ]


if __name__ == "__main__":
    raise SystemExit(principal())
