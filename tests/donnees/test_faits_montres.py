"""Chaque fait du document est montré par une commande, mot à mot : le nier, ou changer son chiffre, se voit ici.

`faits_montres.csv` donne, pour chaque fait, la commande et la ligne entière qu'elle écrit en Markdown, avec sa source.
Une ligne entière : un fragment resterait vrai dans « il est faux que… ».
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from contrat.rendu.typographie import rendre_ordinaires
from tests.conftest import Commande

# Le fait 8 est le contact de la page, une personne : il n'est montré nulle part.
CACHE = 8
MONTRES: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
with (Path(__file__).parent / "faits_montres.csv").open(encoding="utf-8", newline="") as fichier:
    for rang in csv.DictReader(fichier):
        MONTRES[rang["commande"]].append((int(rang["fait"]), rang["ligne"]))


def test_chaque_fait_a_sa_ligne() -> None:
    assert {fait for lignes in MONTRES.values() for fait, _ in lignes} == set(range(1, 124)) - {CACHE}


@pytest.mark.parametrize("commande", MONTRES)
def test_les_faits_sont_montres(contrat: Commande, commande: str) -> None:
    issue = contrat(*commande.split(), "--format", "md")
    lignes = {ligne.strip() for ligne in rendre_ordinaires(issue.sortie).splitlines()}
    assert [(fait, ligne) for fait, ligne in MONTRES[commande] if ligne not in lignes] == []
    assert issue.code == 0
    assert "allier" not in issue.sortie.lower()


def test_aucun_fait_ne_passe_pour_une_reconstitution() -> None:
    assert [(f, x) for lignes in MONTRES.values() for f, x in lignes if "[reconstitution]" in x] == []
