"""Poser un site : ses fichiers et eux seuls, quels que soient ceux d'avant et ceux des autres."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contrat.depot.site import TEMOIN, comparer, poser
from contrat.erreurs import ErreurUsage

noms = st.sampled_from(["a.html", "b.html", "x/a.html", "x/y/b.csv", "style.css"])
sites = st.dictionaries(noms, st.binary(max_size=3), min_size=1)


def lire(dossier: Path) -> dict[str, bytes]:
    return {f.relative_to(dossier).as_posix(): f.read_bytes() for f in dossier.rglob("*") if f.is_file()}


@given(st.lists(sites, min_size=1, max_size=3), st.sampled_from(["CNAME", "x/robots.txt"]))
def test_apres_chaque_pose_le_dossier_a_le_site_et_ce_qui_n_en_est_pas(
    suite: list[dict[str, bytes]], autre: str
) -> None:
    with tempfile.TemporaryDirectory() as lieu:
        dossier = Path(lieu) / "public"
        for rang, site in enumerate(suite):
            prevus = comparer(dossier, site)
            assert poser(dossier, site) == prevus
            temoin = json.dumps({"version": 1, "fichiers": sorted(site)}, indent=1).encode() + b"\n"
            attendu = {**site, TEMOIN: temoin} | ({autre: b"!"} if rang else {})
            assert lire(dossier) == attendu
            assert not [d for d in dossier.rglob("*") if d.is_dir() and not any(d.iterdir())], "aucun dossier vide"
            assert set(comparer(dossier, site).gardes) == {*site, TEMOIN}
            (dossier / autre).parent.mkdir(exist_ok=True)
            (dossier / autre).write_bytes(b"!")


def test_une_pose_arretee_en_chemin_se_reprend(tmp_path: Path) -> None:
    """Le témoin nomme alors les anciens et les neufs ; l'un manque, l'autre est là."""
    dossier = tmp_path / "public"
    poser(dossier, {"a.html": b"1", "b.html": b"1"})
    (dossier / TEMOIN).write_text(json.dumps({"version": 1, "fichiers": ["a.html", "b.html", "c.html"]}))
    poser(dossier, {"a.html": b"2", "c.html": b"2"})
    assert lire(dossier).keys() == {"a.html", "c.html", TEMOIN}


def test_un_lien_ne_mene_pas_le_site_ailleurs(tmp_path: Path) -> None:
    dossier, ailleurs = tmp_path / "public", tmp_path / "ailleurs"
    ailleurs.mkdir()
    poser(dossier, {"a.html": b"1"})
    (dossier / "x").symlink_to(ailleurs)
    with pytest.raises(ErreurUsage, match="est un lien qui mène hors de"):
        poser(dossier, {"a.html": b"1", "x/b.html": b"1"})
    assert not any(ailleurs.iterdir())
    # Un fichier du site devenu un lien redevient un fichier ; ce qu'il visait ne change pas.
    (dossier / "x").unlink()
    (ailleurs / "cible").write_bytes(b"!")
    (dossier / "a.html").unlink()
    (dossier / "a.html").symlink_to(ailleurs / "cible")
    poser(dossier, {"a.html": b"2"})
    assert ((dossier / "a.html").read_bytes(), (ailleurs / "cible").read_bytes()) == (b"2", b"!")
