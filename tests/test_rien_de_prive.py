"""Ce qui ne doit pas être dans le dépôt : un chemin de machine, l'hôte d'un registre, un téléphone, un courriel."""

from __future__ import annotations

import re

import pytest

from tests.fichiers import FICHIERS, RACINE, lire, nom_court

# Écrits en morceaux, pour que ce fichier-ci ne se signale pas lui-même.
DOSSIER_TEMPORAIRE = "/" + "tmp/v"
MOTIFS = {
    "chemin de machine": "/(?:" + "|".join(("work", "home", "root", "Users")) + ")/|" + DOSSIER_TEMPORAIRE + r"\b",
    "hôte de registre": "py" + r"pi\.org|files\.python" + "hosted",
    "téléphone": r"(?<![\w.,-])(?:\+33 ?[1-9]|0[1-9])(?:([ .-]?)\d{2})(?:\1\d{2}){3}(?![\w]|[.,]\d)",
    "courriel": r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b",
}

# Les pages et les tests des règles D doivent écrire des exemples ; ceux-ci sont manifestement faux.
FAUX = r"(?:\+33 ?|0)\d([ .-]?)00\1(?:00\1){2}12|[\w.+-]+@(?:[\w-]+\.)?exemple\.fr"
ADMIS = {
    "src/contrat/controles/pages/D001.md": FAUX,
    "src/contrat/controles/pages/D002.md": FAUX,
    "tests/controles/test_donnees_personnelles.py": FAUX,
    "tests/controles/injections.csv": FAUX,
    "tests/controles/test_injections.py": FAUX,
    "tests/controles/identites.csv": FAUX,
    "tests/controles/test_identites.py": FAUX,
}


def textes_refuses(texte: str, admis: str | None = None) -> list[str]:
    """Ce qu'un texte contient et que le dépôt ne doit pas contenir, hors des exemples admis."""
    trouves = [(nom, m.group()) for nom, motif in MOTIFS.items() for m in re.finditer(motif, texte)]
    return [f"{nom} : {trouve}" for nom, trouve in trouves if admis is None or not re.fullmatch(admis, trouve)]


def test_le_depot_ne_contient_ni_machine_ni_registre_ni_personne() -> None:
    fautes = [
        f"{nom_court(f)} : {faute}" for f in FICHIERS for faute in textes_refuses(lire(f), ADMIS.get(nom_court(f)))
    ]
    assert not fautes, "\n" + "\n".join(fautes)


def test_chaque_exception_sert_encore() -> None:
    assert [fichier for fichier in ADMIS if not textes_refuses(lire(RACINE / fichier))] == []


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("ouvrir /" + "home/ville/x", ["chemin de machine : /" + "home/"]),
        (DOSSIER_TEMPORAIRE + "/bin", ["chemin de machine : " + DOSSIER_TEMPORAIRE]),
        ("https://py" + "pi.org/simple", ["hôte de registre : py" + "pi.org"]),
        ("appeler le 01 99 " + "00 12 34.", ["téléphone : 01 99 " + "00 12 34"]),
        ("+33 1" + "99001234", ["téléphone : +33 1" + "99001234"]),
        ("à agent" + "@ville.example", ["courriel : agent" + "@ville.example"]),
        ("le 01-02-2010, 677300.00, 0123.4567890, /homedir/, @dataclass, 15187", []),
    ],
)
def test_un_texte_refuse_se_voit(texte: str, attendu: list[str]) -> None:
    assert textes_refuses(texte) == attendu
    assert textes_refuses(texte, FAUX) == attendu
