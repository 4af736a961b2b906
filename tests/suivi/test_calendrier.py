"""Le calendrier de la permanence : jours prévus, tenus, sans trace ; des jours, jamais des ménages."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from contrat.calculs.suivi.calendrier_permanence import lister_prevues
from contrat.modele.cadre import CalendrierPermanence
from tests.conftest import MINIMAL, Commande

CALENDRIER = """\
permanence:
  calendrier: {du: 2010-07-01, au: 2010-10-31, jour: mardi, rangs: [1, 3], source: essai}
"""
RECU = "  - {date: %s, etape: recu_en_permanence}\n"


def test_deux_fois_par_mois_pendant_un_an_font_vingt_quatre_seances() -> None:
    annee = {"du": "2010-07-01", "au": "2011-06-30", "jour": "mardi", "rangs": ["1", "3"], "source": "essai"}
    prevues = lister_prevues(CalendrierPermanence.model_validate(annee))
    assert (len(prevues), prevues[0], prevues[-1]) == (24, date(2010, 7, 6), date(2011, 6, 21))
    assert {jour.weekday() for jour in prevues} == {1}


@pytest.mark.parametrize(("au", "combien"), [("2010-07-05", 0), ("2010-07-06", 1), ("2010-07-20", 2)])
def test_le_dernier_jour_est_compris(au: str, combien: int) -> None:
    calendrier = {"du": "2010-07-01", "au": au, "jour": "mardi", "rangs": ["1", "3"], "source": "essai"}
    assert len(lister_prevues(CalendrierPermanence.model_validate(calendrier))) == combien


def test_les_seances_tenues_et_les_autres(contrat: Commande, tmp_path: Path) -> None:
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    sans = contrat("rapport", "permanence", dans=tmp_path).sortie
    assert "Aucun calendrier n'est écrit (contrat.yaml, permanence, calendrier)." in sans
    with (tmp_path / "data/contrat.yaml").open("a", encoding="utf-8") as fichier:
        fichier.write(CALENDRIER)
    menage = tmp_path / "data/menages/M-0001.yaml"
    texte = menage.read_text(encoding="utf-8")
    assert "evenements:\n" in texte
    etapes = texte.replace("evenements:\n", "evenements:\n" + RECU % "2010-07-06" + RECU % "2010-07-13", 1)
    menage.write_text(etapes, encoding="utf-8")
    page = contrat("rapport", "permanence", dans=tmp_path).sortie.replace("\u00a0", " ")
    assert "- 8 séances prévues : premier et troisième mardi du mois, du 1er juillet 2010 au 31 octobre 2010." in page
    assert "| 6 juillet 2010 | tenue |\n| 13 juillet 2010 | tenue, hors calendrier |\n" in page
    assert "M-0001" not in page
    objet = json.loads(contrat("rapport", "permanence", "--format", "json", dans=tmp_path).sortie)
    assert [s["etat"] for s in objet["seances"]].count("sans trace") == 7
