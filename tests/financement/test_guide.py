"""Le guide du financement dit les règles telles qu'elles sont dans les données, et chaque contrôle a un fondement."""

from __future__ import annotations

from itertools import pairwise

import controles_financiers
from contrat.controles import choisir
from contrat.depot.droit import charger_finances
from tests.conftest import DEPOT

GUIDE = DEPOT / "docs/guides/financement.md"
REFERENCE = DEPOT / "docs/reference/controles-financiers.md"
CODES = [r.code for r in choisir("B")]


def test_le_guide_montre_toutes_les_regles_datees_et_leurs_nombres() -> None:
    """Le tableau du guide est celui que donnent les données."""
    lignes = GUIDE.read_text(encoding="utf-8").splitlines()
    assert [x for x in lignes if x.startswith("| ")] == controles_financiers.tableau_des_regles()


def test_chaque_controle_dit_ce_qu_il_verifie_le_texte_et_que_faire() -> None:
    """Les dix-huit chapitres de la page de référence ont leurs trois parties, aucune vide."""
    for chapitre in REFERENCE.read_text(encoding="utf-8").split("\n## ")[1:]:
        parties = chapitre.split("\n**")
        assert [p.partition(".**")[0] for p in parties[1:]] == [
            "Ce qu'il vérifie",
            "Le texte, et depuis quand",
            "Que faire",
        ]
        assert all(p.partition(".**")[2].strip() for p in parties[1:]), chapitre[:4]


def test_chaque_controle_a_un_fondement_et_un_seul_genre() -> None:
    """Une règle datée, ou un appui : jamais les deux, jamais aucun."""
    finances = charger_finances().finances
    dates, appuyes = {r.controle for r in finances.regles}, {a.controle for a in finances.appuis}
    assert sorted(dates | appuyes) == CODES
    assert not dates & appuyes


def test_les_versions_d_une_regle_se_suivent_sans_trou_ni_recouvrement() -> None:
    """La veille de chaque version finit la précédente, dispositif par dispositif."""
    droit = charger_finances()
    for nom, programmes in {(r.id, r.programmes) for r in droit.finances.regles}:
        versions = [r for r in droit.versions(nom) if r.programmes == programmes]
        for avant, apres in pairwise(versions):
            assert avant.au is not None
            assert (apres.du - avant.au).days == 1
