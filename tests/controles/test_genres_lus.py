"""Une règle ne s'applique que si ce qu'elle lit est lu : d'un contrat lu en partie, on ne dit rien de faux."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

import pytest

import contrat.controles
from contrat.cli.chargement import ERREURS_DE_BUDGET, REFERENCES
from contrat.controles import appliquer, choisir
from contrat.controles.regle import Regle
from contrat.depot.chargement import BUDGET, GENRES, SEANCES, TOUS, charger
from contrat.diagnostics import Gravite
from tests.conftest import MINIMAL
from tests.controles.pages_executees import appliquer_exemple

TOUTES = sorted((Path(contrat.controles.__file__).parent / "pages").glob("*.md"))
PAGES = [page for page in TOUTES if "```remplace droit/" not in page.read_text(encoding="utf-8")]
# Le droit est lu avec les aides et le contrat, celui des finances avec les actions ; le droit livré, pour lui-même.
GENRES_LUS = frozenset(TOUS) - {"plafonds"} | {"droit", "finances", "droit_livre"}


def constater(racine: Path, genres: Iterable[str]) -> set[tuple[str, ...]]:
    """Les fautes que les règles constatent quand ces genres sont lus."""
    lu = charger(racine, tuple(genres))
    return {(d.code, d.fichier, str(d.ligne), str(d.colonne), d.message) for d in appliquer(lu.dossier, lu.situer)}


@pytest.mark.parametrize("regle", [r for r in choisir() if r.constater], ids=lambda regle: regle.code)
def test_une_regle_declare_des_genres_qui_existent(regle: Regle) -> None:
    assert regle.lit <= GENRES_LUS


@pytest.mark.parametrize("genres", [*combinations(sorted(GENRES), 1), *combinations(sorted(GENRES), 2)], ids="-".join)
def test_un_contrat_juste_lu_en_partie_n_a_aucune_faute(genres: tuple[str, ...]) -> None:
    """Ce qui n'est pas lu n'est pas « inconnu »."""
    assert constater(MINIMAL, genres) == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_un_contrat_fautif_lu_en_partie_n_a_pas_d_autres_fautes(tmp_path: Path, page: Path) -> None:
    """Les fautes d'une lecture partielle sont de celles que voit une lecture entière."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    appliquer_exemple(page.read_text(encoding="utf-8"), tmp_path)
    partielles = constater(tmp_path, BUDGET) | constater(tmp_path, SEANCES)
    assert not partielles or partielles <= constater(tmp_path, TOUS)


def test_lire_un_genre_qui_n_a_pas_ete_lu_est_un_defaut() -> None:
    dossier = charger(MINIMAL, ("axes",)).dossier
    for genre, message in {
        "contrat": "le contrat n'a pas été lu",
        "droit": "le droit n'a pas été lu",
        "finances": "le droit des finances n'a pas été lu",
        "droit_livre": "le droit livré n'a pas été lu",
    }.items():
        with pytest.raises(LookupError, match=message):
            getattr(dossier, genre)


def test_le_budget_n_importe_que_ses_regles() -> None:
    """Les règles B qui signalent une erreur, et les références dont dépend une somme."""
    texte = (
        "import sys\n"
        "from contrat.cli import lancer\n"
        "try:\n"
        "    lancer()\n"
        "except SystemExit:\n"
        "    print(*sorted({m[18:22].upper() for m in sys.modules if m.startswith('contrat.controles.') and '_' in m}))"
    )
    issue = subprocess.run(
        [sys.executable, "-c", texte, "budget"], cwd=MINIMAL, capture_output=True, text=True, check=True
    )
    attendus = {regle.code for regle in choisir(*ERREURS_DE_BUDGET, *REFERENCES) if regle.constater}
    assert set(issue.stdout.splitlines()[-1].split()) == attendus
    erreurs = {regle.code for regle in choisir("B") if regle.gravite is Gravite.ERREUR}
    assert erreurs <= attendus, (
        "cli/chargement.py, ERREURS_DE_BUDGET : une règle B d'erreur que le budget n'annonce pas"
    )
