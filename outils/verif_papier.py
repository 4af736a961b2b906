"""Éprouver les pages sur papier : le PDF, et le DOCX que LibreOffice ouvre et convertit.

Chaque montant du Markdown, et du JSON du budget, s'y retrouve d'un seul tenant, sur une ligne ; aucun mot ne sort de
sa feuille. Sans pdftotext ou sans LibreOffice, c'est dit « non vérifié » et n'est pas une faute. Le code est 1 pour la
première faute.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from contrat.nombres import euros
from verif_pages import COMMANDES, RACINE, contrat

AUTRE_VILLE = RACINE / "tests/autre_ville"
EN_PLUS = (("budget",), ("rapport", "menage", "M-0001"))
# Les mêmes pages d'une autre ville, où elles ont un autre sujet.
AILLEURS = (
    ("budget",),
    ("financement", "renovation"),
    ("evaluation",),
    ("rapport", "comite"),
    ("rapport", "bilan"),
    ("rapport", "action", "renovation"),
    ("rapport", "deliberation", "renovation"),
    ("rapport", "financeur", "agglomeration"),
    ("rapport", "menage", "M-0001"),
)
# pdftotext ne rend pas toujours l'espace d'un « 0 € » calé à droite.
MONTANT = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})*(?:,\d+)?[ \u00a0\u202f]?€")
ESPACES = str.maketrans("", "", " \u00a0\u202f")
FEUILLE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)"')
MOT = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)</word>')
# En points : ce que la forme d'une lettre dépasse de sa place n'est pas un débordement.
JEU = 1.0
LECTEUR, BUREAU = shutil.which("pdftotext") or "", shutil.which("soffice") or ""


def principal() -> int:
    """Tout vérifier ; rend le code de sortie."""
    if not LECTEUR:
        print("papier : non vérifié, pdftotext est introuvable (paquet poppler-utils)")
        return 0
    with tempfile.TemporaryDirectory() as temporaire:
        lieu = Path(temporaire)
        attendus = dict(_ecrire(lieu))
        # Un montant qu'aucune page n'a : s'il n'est pas dit manquant, rien ne l'est.
        if not list(_lire(next(lieu.glob("*.pdf")), {"987654321€"})):
            raise SystemExit("papier : un montant absent n'est pas vu")
        fautes = [faute for nom, montants in attendus.items() for faute in _lire(lieu / f"{nom}.pdf", montants)]
        print(f"PDF : {len(attendus)} pages lues")
        if not BUREAU:
            print("DOCX : non vérifié, LibreOffice est introuvable (commande soffice)")
        else:
            _convertir(lieu)
            for nom, montants in attendus.items():
                fautes += _lire(lieu / "convertis" / f"{nom}.pdf", montants)
            print(f"DOCX : {len(attendus)} pages ouvertes par LibreOffice")
    for faute in fautes[:40]:
        print(faute)
    return 1 if fautes else 0


def _ecrire(lieu: Path) -> Iterator[tuple[str, set[str]]]:
    """Chaque page en PDF et en DOCX : son nom, et les montants qui doivent s'y lire."""
    for racine, commandes in ((RACINE, (*EN_PLUS, *COMMANDES)), (AUTRE_VILLE, AILLEURS)):
        for commande in commandes:
            nom = f"{racine.name}-{'-'.join(commande)}"
            attendus = set(_relever(contrat(*commande, "--format", "md", racine=racine)))
            if commande == ("budget",):
                attendus |= {
                    euros(m).translate(ESPACES)
                    for m in _montants_du_json(contrat(*commande, "--format", "json", racine=racine))
                }
            for forme in ("pdf", "docx"):
                contrat(*commande, "-o", str(lieu / f"{nom}.{forme}"), racine=racine)
            yield nom, attendus


def _relever(texte: str) -> Iterator[str]:
    """Les montants d'un texte, ligne par ligne : celui qu'un bout de ligne coupe n'y est pas."""
    for ligne in texte.splitlines():
        yield from (montant.translate(ESPACES) for montant in MONTANT.findall(ligne))


def _montants_du_json(objet: str) -> set[Decimal]:
    lu: dict[str, Any] = json.loads(objet)
    sommes = [*lu["depenses"].values(), *lu["ressources"].values()]
    return {
        Decimal(somme) for somme in (*sommes, *(e[cle] for e in lu["enveloppes"] for cle in ("montant", "depenses")))
    }


def _convertir(lieu: Path) -> None:
    """Les DOCX en PDF, par LibreOffice, sous un profil à part : celui de qui vérifie n'est pas touché."""
    profil = f"-env:UserInstallation={(lieu / 'profil').as_uri()}"
    docx = [str(chemin) for chemin in sorted(lieu.glob("*.docx"))]
    commande = [BUREAU, profil, "--headless", "--convert-to", "pdf", "--outdir", str(lieu / "convertis"), *docx]
    fini = subprocess.run(commande, capture_output=True, encoding="utf-8", check=False, timeout=600)
    if fini.returncode:
        raise SystemExit(f"LibreOffice : {fini.stderr}")


def _lire(pdf: Path, montants: set[str]) -> Iterator[str]:
    """Les montants qui n'y sont pas entiers, les mots qui sortent d'une feuille."""
    ou = f"{pdf.parent.name}/{pdf.name}" if pdf.parent.name == "convertis" else pdf.name
    trouves = set(_relever(_extraire("-layout", pdf)))
    for montant in sorted(montants - trouves):
        yield f"{ou} : {montant} n'y est pas, ou pas sur une ligne"
    place, combien = (0.0, 0.0), 0
    for ligne in _extraire("-bbox", pdf).splitlines():
        if feuille := FEUILLE.search(ligne):
            place = (float(feuille[1]), float(feuille[2]))
        elif mot := MOT.search(ligne):
            combien += 1
            gauche, haut, droite, bas = map(float, mot.groups()[:4])
            if min(gauche, haut) < -JEU or droite > place[0] + JEU or bas > place[1] + JEU:
                yield f"{ou} : « {mot[5]} » sort de la feuille"
    if not combien:
        yield f"{ou} : aucun mot n'y est lu"


def _extraire(option: str, pdf: Path) -> str:
    fini = subprocess.run([LECTEUR, option, str(pdf), "-"], capture_output=True, encoding="utf-8", check=False)
    return fini.stdout


if __name__ == "__main__":
    raise SystemExit(principal())
