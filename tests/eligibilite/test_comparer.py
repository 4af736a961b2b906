"""`--comparer` : le même ménage sous le droit de deux jours."""

from __future__ import annotations

import json
import re

import pytest

from tests.conftest import DEPOT, Commande

EXEMPLE = DEPOT / "docs" / "exemples" / "renovation.yaml"


def test_la_page_entiere(contrat: Commande) -> None:
    issue = contrat("eligibilite", EXEMPLE, "--comparer", "2024-12-01", "2025-10-01")
    assert (issue.code, issue.erreurs) == (0, "")
    assert issue.sortie == (DEPOT / "tests" / "eligibilite" / "comparaison.txt").read_text(encoding="utf-8")
    assert max(map(len, issue.sortie.splitlines())) <= 80


def test_chaque_colonne_est_la_page_de_son_jour(contrat: Commande) -> None:
    """Les mêmes totaux, accompagnement compris, et les mêmes réserves."""
    avant, apres = (contrat("eligibilite", EXEMPLE, "--date", jour).sortie for jour in ("2024-12-01", "2027-01-04"))
    comparee = contrat("eligibilite", EXEMPLE, "--comparer", "2024-12-01", "2027-01-04").sortie
    for poste in ("Total des aides attendues", "Reste à payer"):
        vus = [re.search(rf"^{poste} +(\d[\d ]* €)$", page, re.MULTILINE) for page in (avant, apres)]
        assert re.search(rf"^{poste} +{' +'.join(vu[1] for vu in vus if vu)}$", comparee, re.MULTILINE)
    for page, reserve in ((avant, "sous réserve : aucun"), (apres, "plafonds de 2027 pas encore saisis")):
        assert (reserve in page, reserve in comparee) == (True, True)


def test_deux_fois_le_meme_jour_et_aucune_aide(contrat: Commande) -> None:
    """Rien ne change, et c'est dit ; sans aucune aide, le total n'est pas de 0 €."""
    sortie = contrat("eligibilite", "M-0003", "--comparer", "2026-01-05", "2026-01-05").sortie
    assert "\nD'un jour à l'autre, aucune réponse ni condition ne change.\n" in sortie
    assert re.search("^Total des aides attendues +aucune +aucune$", sortie, re.MULTILINE)


def test_en_json_les_deux_jugements_et_leurs_differences(contrat: Commande) -> None:
    """Chaque jugement est celui que `--date` rend, sans ce qui changerait."""
    objet = json.loads(
        contrat("eligibilite", EXEMPLE, "--comparer", "2024-12-01", "2025-10-01", "--format", "json").sortie
    )
    assert (objet["version"], objet["menage"], objet["dates"]) == (1, "M-0201", ["2024-12-01", "2025-10-01"])
    for jour, jugement in zip(objet["dates"], objet["jugements"], strict=True):
        seul = json.loads(contrat("eligibilite", EXEMPLE, "--date", jour, "--format", "json").sortie)
        for un in seul["aides"]:
            un["changerait"] = []
            del un["plus_modeste"], un["scenarios"]
        # La page du ménage a en plus ce qu'il dit de son argent : le coût global, l'avance, l'effort énergétique.
        assert {cle: seul[cle] for cle in jugement if cle != "plan"} | {"plan": jugement["plan"]} == jugement
        assert jugement["plan"] == {cle: seul["plan"][cle] for cle in jugement["plan"]}
    assert objet["differences"] == [
        {
            "aide": "mpr-parcours-accompagne",
            "avant": {"verdict": "eligible", "montant": "38500.00"},
            "apres": {"verdict": "non_eligible", "montant": None},
        },
        {
            "aide": "mar",
            "avant": {"verdict": "eligible", "montant": "1600.00"},
            "apres": {"verdict": "non_eligible", "montant": None},
        },
    ]


def test_une_aide_qui_n_existe_pas_encore_le_dit(contrat: Commande) -> None:
    """De 2023 à 2024, l'aide de l'Anah laisse la place à une autre."""
    sortie = contrat("eligibilite", EXEMPLE, "--comparer", "2023-12-31", "2024-01-01").sortie
    assert "n'existe pas" in sortie
    assert "1er janvier 2024 : l'aide n'existe pas ce jour-là\n" in sortie


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--comparer", "2024-12-01", "2028-01-01"],
         "Erreur : --comparer : aucun barème en vigueur au 1er janvier 2028\n"
         "  aide : périodes couvertes : du 1er octobre 2010 au 31 décembre 2026\n"),
        (["--comparer", "2024-12-01", "2025-02-30"],
         "Erreur : --comparer : « 2025-02-30 » n'est pas un jour du calendrier\n"
         "  aide : vérifier le mois et le jour\n"),
        (["--comparer", "2024-12-01", "2025-10-01", "--date", "2024-01-01"],
         "Erreur : --date et --comparer s'excluent\n  aide : --comparer donne déjà les deux jours\n"),
    ],
)  # fmt: skip
def test_un_mauvais_emploi_est_refuse(contrat: Commande, options: list[str], message: str) -> None:
    issue = contrat("eligibilite", EXEMPLE, *options)
    assert (issue.code, issue.sortie, issue.erreurs) == (2, "", message)
