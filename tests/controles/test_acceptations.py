"""Les fautes connues, que le contrat accepte pour un motif et un temps."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Commande

ACCEPTATION = """acceptations:
  - code: B012
    fichier: data/contrat.yaml
    place: {place}
    motif: le dépassement est voté
    auteur: adjoint aux finances
    jusqu_au: 2020-12-31
"""


@pytest.mark.parametrize(
    ("place", "jour", "code", "fautes"),
    [
        ("enveloppes/fonctionnement+2010-2012", "2020-12-31", 0, []),
        ("enveloppes/fonctionnement+2010-2012/montant", "2012-06-01", 0, []),
        (
            "enveloppes/fonctionnement+2010-2012",
            "2021-01-01",
            1,
            [
                "16:14: avertissement[B012]",
                "57:15: avertissement[V003] l'acceptation de B012 a pris fin le 31 décembre 2020",
            ],
        ),
        (
            "enveloppes/fonc",
            "2012-06-01",
            1,
            [
                "16:14: avertissement[B012]",
                "52:11: avertissement[V003] aucune faute B012 à cette place de data/contrat.y",
            ],
        ),
    ],
)
def test_une_faute_acceptee_ne_bloque_pas_strict(
    contrat: Commande, depasse: Path, place: str, jour: str, code: int, fautes: list[str]
) -> None:
    """À sa place, jusqu'à son dernier jour compris ; ensuite, la faute revient, et l'acceptation est une faute."""
    fichier = depasse / "data/contrat.yaml"
    fichier.write_text(fichier.read_text(encoding="utf-8") + ACCEPTATION.format(place=place), encoding="utf-8")
    issue = contrat("validate", "--strict", "--date", jour, dans=depasse)
    trouvees = [x.removeprefix("data/contrat.yaml:") for x in issue.sortie.splitlines() if x.startswith("data/")]
    assert issue.code == code
    assert [x[: len(y)] for x, y in zip(trouvees, fautes, strict=True)] == fautes
    assert ("1 faute acceptée par le contrat.\n" in issue.erreurs) is (code == 0)


def test_une_faute_de_forme_ne_s_accepte_pas(contrat: Commande, depasse: Path) -> None:
    fichier = depasse / "data/contrat.yaml"
    texte = fichier.read_text(encoding="utf-8") + ACCEPTATION.format(place="enveloppes").replace("B012", "D001")
    fichier.write_text(texte, encoding="utf-8")
    assert "« D001 » n'est pas le code d'une faute qui peut s'accepter" in contrat("validate", dans=depasse).sortie


def test_une_liste_illisible_dit_les_regles_qui_n_ont_pas_parle(contrat: Commande, depasse: Path) -> None:
    """Treize règles lisent l'annuaire : leur silence n'est ni un succès, ni une acceptation devenue inutile."""
    fichier, annuaire = depasse / "data/contrat.yaml", depasse / "data/organismes.yaml"
    acceptation = ACCEPTATION.format(place="enveloppes/fonctionnement+2010-2012")
    fichier.write_text(fichier.read_text("utf-8") + acceptation, "utf-8")
    annuaire.write_text(annuaire.read_text("utf-8") + "x: [\n", "utf-8")
    issue = contrat("validate", "--date", "2012-06-01", dans=depasse)
    assert [ligne for ligne in issue.sortie.splitlines() if "[" in ligne and "data/" in ligne] == [
        f"data/organismes.yaml:{len(annuaire.read_text('utf-8').splitlines())}:5: erreur[F001] une valeur manque ici"
    ]
    assert issue.erreurs.splitlines()[1:] == [
        "Pas encore vérifié, à cause des fautes de forme :",
        "  data/contrat.yaml : V001",
        "  data/organismes.yaml : B007, B010, B011, B012, B013, B014, B018, B019, B020, B024, B025, R002, R011",
    ]
