"""La commande `contrat bareme`, par son vrai point d'entrée."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import contrat as paquet
from contrat.depot import droit
from tests.bareme.conftest import remplacer
from tests.conftest import Commande

COMMENT_2027 = (
    "dès leur publication, écrire les plafonds dans data/plafonds/2027.yaml, sur le modèle des tables que montre "
    "contrat bareme 2026-12-31"
)
PERIODE = "  aide : périodes couvertes : du 1er janvier 2010 au 31 décembre 2026\n"


def lire_json(contrat: Commande, *arguments: str) -> dict[str, Any]:
    issue = contrat("bareme", *arguments, "--format", "json")
    assert (issue.code, issue.erreurs) == (0, "")
    objet: dict[str, Any] = json.loads(issue.sortie)
    return objet


def test_la_page_d_un_jour(contrat: Commande) -> None:
    """Plafonds des deux zones avec leur source et leur solidité, règles, absence d'aide, textes : à 80 colonnes."""
    issue = contrat("bareme", "2018-06-15")
    assert (issue.code, issue.erreurs) == (0, "")
    assert issue.sortie == (Path(__file__).parent / "attendus" / "2018-06-15.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("jour", ["2011-03-01", "2013-03-01", "2013-06-01", "2021-01-01", "2024-01-01", "2026-12-31"])
def test_toutes_les_pages_tiennent_en_80_colonnes(contrat: Commande, jour: str) -> None:
    issue = contrat("bareme", jour)
    assert issue.code == 0
    assert max(map(len, issue.sortie.splitlines())) <= 80


def test_sans_date_c_est_aujourd_hui(contrat: Commande) -> None:
    """Le jour par défaut est celui de l'horloge ; `--date` en tient lieu."""
    assert contrat("bareme", "--date", "2026-11-23").sortie.startswith("Barème au 23 novembre 2026\n")
    assert contrat("bareme") == contrat("bareme", "--date", time.strftime("%Y-%m-%d"))


def test_des_aides_et_leurs_conditions(contrat: Commande) -> None:
    """Une aide se lit en phrases : qui paie, quand, combien, à quelles conditions, avec quelle réserve."""
    page = contrat("bareme", "2013-06-01").sortie
    assert (
        "\n".join(
            [
                "Payée par : Anah. Demandes du 1er juin 2013 au 31 décembre 2013.",
                "- Montant : aide aux travaux d'énergie : 50 % (très modeste), 35 % (modeste) des",
                "  travaux HT, retenus à 20 000 € au plus [3, sources concordantes]",
                "- le logement est là où l'aide existe [4, sources concordantes]",
            ]
        )
        in page
    )
    assert "- Montant : forfait : 3 000 € [10, paragraphe 2.2]\n" in page
    assert "Aucune aide" not in page


def test_une_fourchette_n_est_pas_montree_comme_un_plafond(contrat: Commande) -> None:
    lignes = contrat("bareme", "2011-03-01").sortie.splitlines()
    [premiere] = [ligne for ligne in lignes[:10] if ligne.startswith("1 personne ")]
    assert premiere.endswith("8 737 à 8 741  11 358 à 11 362  17 473 à 17 480")


@pytest.mark.parametrize(
    ("jour", "dit"),
    [("2009-12-31", "31 décembre 2009"), ("2028-01-01", "1er janvier 2028"), ("2040-01-01", "1er janvier 2040")],
)
def test_hors_de_tout_bareme(contrat: Commande, jour: str, dit: str) -> None:
    issue = contrat("bareme", jour)
    assert (issue.code, issue.sortie) == (2, "")
    assert issue.erreurs == f"Erreur : aucun barème en vigueur au {dit}\n{PERIODE}"


@pytest.mark.parametrize(("jour", "dit"), [("2027-01-01", "1er janvier 2027"), ("2027-12-31", "31 décembre 2027")])
def test_l_annee_ou_l_on_juge_a_titre_provisoire(contrat: Commande, jour: str, dit: str) -> None:
    issue = contrat("bareme", jour)
    attendu = (
        f"Erreur : les plafonds du {dit} ne sont pas encore saisis\n"
        "  aide : d'ici là, les ménages sont jugés sous ceux de contrat bareme 2026-12-31, à titre provisoire\n"
    )
    assert (issue.code, issue.sortie, issue.erreurs) == (2, "", attendu)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["2013-6-1"],
            "Erreur : DATE : « 2013-6-1 » n'est pas une date de la forme AAAA-MM-JJ\n"
            "  aide : écrire comme 2025-02-18\n",
        ),
        (
            ["2013-02-30"],
            "Erreur : DATE : « 2013-02-30 » n'est pas un jour du calendrier\n  aide : vérifier le mois et le jour\n",
        ),
        (
            ["2013-06-01", "--date", "2014-01-01"],
            "Erreur : deux jours demandés : « 2013-06-01 » et --date 2014-01-01\n  aide : n'en donner qu'un\n",
        ),
        (
            ["--format", "json", "verifier"],
            "Erreur : DATE : « verifier » n'est pas un jour\n"
            "  aide : vouliez-vous dire « contrat bareme verifier » ?\n",
        ),
        (
            ["verifer"],
            "Erreur : DATE : « verifer » n'est pas un jour\n  aide : vouliez-vous dire « contrat bareme verifier » ?\n",
        ),
    ],
)
def test_mauvais_emploi(contrat: Commande, arguments: list[str], message: str) -> None:
    issue = contrat("bareme", *arguments)
    assert (issue.code, issue.sortie, issue.erreurs) == (2, "", message)


def test_json(contrat: Commande) -> None:
    """Les mêmes données pour une machine : montants en chaînes décimales, fondement de chaque ligne."""
    objet = lire_json(contrat, "2026-01-01")
    assert (objet["version"], objet["date"]) == (1, "2026-01-01")
    assert [a["code"] for a in objet["aides"]] == [
        "mpr-parcours-accompagne", "mpr-geste", "mar", "ma-prime-logement-decent", "mpr-adapt",
        "autonomie-bailleurs", "bailleurs-travaux-lourds", "bailleurs-securite-salubrite",
    ]  # fmt: skip
    autres, ile_de_france = objet["plafonds"]
    assert (autres["zone"], autres["du"], autres["au"]) == ("autres_regions", "2026-01-01", "2026-12-31")
    assert (ile_de_france["zone"], ile_de_france["au_dela"]) == ("ile_de_france", "superieur")
    assert autres["categories"][0] == {
        "code": "tres_modeste",
        "plafonds": ["17363.00", "25393.00", "30540.00", "35676.00", "40835.00"],
        "supplement": "5151.00",
        "source": "guide-aides-2026",
        "article": None,
        "statut": "corrobore",
        "note": "Texte officiel non lu ; un seul coefficient relie toutes les cases à celles de 2025.",
    }
    assert objet["regles"]["cumul"] is None
    assert objet["regles"]["revenus"]["recul"] == 1
    assert {"guide-aides-2026", "service-public-f35083-2026", "ineris-2025"} < set(objet["textes"])


def test_json_d_une_aide_et_d_une_fourchette(contrat: Commande) -> None:
    objet = lire_json(contrat, "2011-03-01")
    assert objet["plafonds"][0]["categories"][0]["plafonds"][0] == "8737.00..8741.00"
    assert objet["plafonds"][1]["categories"][0]["plafonds"][0] == "10933.00..10941.00"
    energie = next(a for a in objet["aides"] if a["code"] == "anah-energie")
    assert energie["montant"]["taux"] == {"tres_social": "35", "base": "20"}
    assert energie["montant"]["plafond"] == "20000.00"
    assert energie["conditions"][0]["code"] == "territoire-anah"


def test_hors_d_un_contrat_le_droit_national_suffit(contrat: Commande, tmp_path: Path) -> None:
    issue = contrat("bareme", "2011-03-01", dans=tmp_path)
    assert (issue.code, issue.erreurs) == (0, "Aucun contrat ici : droit national seul.\n")
    assert "Aide de l'Anah aux travaux d'énergie (anah-energie)" in issue.sortie
    assert "ville-dpe" not in issue.sortie


def test_une_racine_imposee_doit_etre_un_contrat(contrat: Commande, tmp_path: Path) -> None:
    assert contrat("bareme", "2011-03-01", "--racine", tmp_path).code == 3


def test_un_plafond_local_prime(contrat: Commande, copie: Path) -> None:
    """Une ville qui retrouve le tableau officiel le pose chez elle : c'est lui que la page montre."""
    (copie / "data" / "plafonds").mkdir()
    (copie / "data" / "plafonds" / "2011.yaml").write_text(
        """tables:
  - zone: autres_regions
    du: 2011-01-01
    au: 2011-12-31
    verifie_le: 2026-11-23
    au_dela: hors_plafond
    lignes:
      - categorie: base
        plafonds: [11400, 16600, 20000, 23400, 26800]
        supplement: 3370
        source: arrete-2001-12-31
        statut: certain
""",
        encoding="utf-8",
    )
    objet = lire_json(contrat, "2011-03-01", "--racine", str(copie))
    assert [c["plafonds"][0] for c in objet["plafonds"][0]["categories"]] == ["11400.00"]


def test_des_donnees_locales_fautives_interdisent_le_bareme(contrat: Commande, copie: Path) -> None:
    remplacer(copie / "data" / "aides" / "ville-dpe.yaml", "montant: 160", "montant: cent")
    issue = contrat("bareme", "2011-03-01", dans=copie)
    assert (issue.code, issue.sortie) == (1, "")
    assert issue.erreurs.endswith("Pas de barème tant que les données du contrat portent des erreurs.\n")


def test_verifier_les_tables_livrees(contrat: Commande) -> None:
    """Treize passages prouvés, aucune erreur : code 0."""
    issue = contrat("bareme", "verifier", "--date", "2026-07-01")
    assert (issue.code, issue.erreurs) == (0, "34 fichiers, 0 erreur, 0 avertissement, 0 information\n")
    assert issue.sortie == (Path(__file__).parent / "attendus" / "verifier.txt").read_text(encoding="utf-8")


def test_verifier_en_json(contrat: Commande) -> None:
    issue = contrat("bareme", "verifier", "--date", "2026-12-01", "--format", "json")
    objet = json.loads(issue.sortie)
    assert (issue.code, objet["bilan"]) == (0, {"erreurs": 0, "avertissements": 2, "informations": 0})
    # Bornes refaites à la main : (18409 - 1) / 18342 et 42648 / 42495, simplifiées.
    assert objet["passages"][3] == {
        "du": "2017-01-01",
        "coefficient": ["3068/3057", "14216/14165"],
        "conformes": 24,
        "cases": 24,
        "reconduites": 0,
        "exceptions": 0,
    }
    assert objet["diagnostics"][0] == {
        "code": "P010",
        "gravite": "avertissement",
        "message": "zone autres_regions, table du 2026-01-01 : elle s'arrête le 2026-12-31, et la suivante manque",
        "fichier": "droit/plafonds/depuis-2024.yaml",
        "ligne": 93,
        "colonne": 9,
        "aide": COMMENT_2027,
    }


@pytest.fixture
def droit_abime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Une copie du droit livré, à abîmer, que l'outil lit à sa place."""
    copie = shutil.copytree(droit.DROIT, tmp_path / "contrat/droit")
    monkeypatch.setattr(droit, "DROIT", copie)
    return Path(copie)


def test_verifier_une_faute_de_frappe(tmp_path: Path) -> None:
    """Code 1, et la case fautive à sa place, avec la valeur attendue, dans une copie de l'outil entier."""
    # Les modules compilés viennent avec leurs sources : les recompiler tous prendrait une seconde.
    sans = shutil.ignore_patterns("*.pyc.*", "droit.json*")
    outil = shutil.copytree(Path(paquet.__file__).parent, tmp_path / "contrat", ignore=sans)
    remplacer(outil / "droit" / "plafonds" / "depuis-2024.yaml", "45735", "45753")
    commande = [sys.executable, "-m", "contrat", "bareme", "verifier", "--date", "2026-07-01"]
    milieu = os.environ | {"PYTHONPATH": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    fini = subprocess.run(commande, cwd=tmp_path, env=milieu, capture_output=True, encoding="utf-8", check=False)
    assert (fini.returncode, fini.stderr) == (1, "34 fichiers, 1 erreur, 0 avertissement, 0 information\n")
    assert fini.stdout.endswith(
        """
Fautes
--------------------------------------------------------------------------------
- droit/plafonds/depuis-2024.yaml:104:41: erreur[P013] zone autres_regions,
  modeste, 4 personnes : 45753 trouvé, 45735 attendu, d'après le coefficient qui
  explique 35 cases sur 36
  - aide : relire cette case sur le texte, ici et dans la table d'avant ;
    publiée ainsi, voir indexation.yaml
"""
    )


def test_verifier_en_csv_a_une_ligne_par_faute(contrat: Commande) -> None:
    lignes = contrat("bareme", "verifier", "--date", "2026-12-01", "--format", "csv").sortie.splitlines()
    assert lignes[0] == "code,gravite,message,fichier,ligne,colonne,aide"
    assert [ligne.partition(",")[0] for ligne in lignes[1:]] == ["P010", "P010"]


def test_verifier_en_annotations(contrat: Commande, droit_abime: Path, tmp_path: Path) -> None:
    """Pour GitHub, les fautes seules ; quand il n'y en a pas, rien."""
    demande = ("bareme", "verifier", "--date", "2026-07-01", "--format", "github")
    intact = contrat(*demande, dans=tmp_path)
    assert (intact.code, intact.sortie) == (0, "")
    remplacer(droit_abime / "plafonds" / "depuis-2024.yaml", "45735", "45753")
    abime = contrat(*demande, dans=tmp_path)
    assert (abime.code, abime.sortie.count("\n")) == (1, 1)
    assert abime.sortie.startswith(
        "::error file=contrat/droit/plafonds/depuis-2024.yaml,line=104,col=41,endColumn=46,title=contrat (P013)::"
        "contrat/droit/plafonds/depuis-2024.yaml:104:41 zone "
        "autres_regions, modeste, 4 personnes : 45753 trouvé"
    )


def test_verifier_une_faute_de_forme(contrat: Commande, droit_abime: Path, tmp_path: Path) -> None:
    """Un fichier du droit mal formé est une donnée fausse, située, pas un défaut de l'outil."""
    remplacer(droit_abime / "plafonds" / "depuis-2024.yaml", "45735", "45 735")
    issue = contrat("bareme", "verifier", "--date", "2026-07-01", dans=tmp_path)
    assert (issue.code, issue.erreurs) == (
        1,
        "Pas de vérification tant que le droit livré porte ces fautes de forme.\n",
    )
    assert issue.sortie.startswith("droit/plafonds/depuis-2024.yaml:104:41: erreur[")
