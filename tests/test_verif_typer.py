"""`make verif-typer` : la borne se lit dans pyproject.toml, et l'absence de registre se dit sans échouer."""

from __future__ import annotations

import pytest

import verif_typer
from tests.conftest import DEPOT


def test_les_deux_bouts_de_la_borne() -> None:
    borne = verif_typer.lire_borne((DEPOT / "pyproject.toml").read_text(encoding="utf-8"))
    basse, haute = verif_typer.choisir_versions(borne)
    assert haute == borne
    assert borne.startswith(f"typer>={basse.removeprefix('typer==')},<")


def test_une_borne_basse_est_exigee() -> None:
    with pytest.raises(SystemExit, match=r"^« typer<1 » n'a pas de borne basse : écrire typer>=…$"):
        verif_typer.choisir_versions("typer<1")


def test_sans_registre_la_raison_est_dite(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    assert verif_typer.essayer("typer==0.26") == 0
    assert capsys.readouterr().out == (
        "typer==0.26 : pas essayé, pip ne l'a pas obtenu (ERROR: No matching distribution found for typer==0.26)\n"
    )
