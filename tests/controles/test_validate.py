"""La commande `contrat validate` : formats, chemins, codes de sortie, toutes les fautes en une passe."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import MINIMAL, REFERENCE, Commande

ENVELOPPE = (
    "avertissement[B012] investissement 2010-2011 : 98 000 € prévus, 122,5 % de l'enveloppe 2010-2012 de 80 000 €"
)


@pytest.fixture
def abime(tmp_path: Path) -> Path:
    """Le contrat minimal avec cinq fautes dans quatre fichiers."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    for fichier, avant, apres in (
        ("actions/cafe-rencontre.yaml", "montant: 12000", "montant: 12.345"),
        ("actions/visites.yaml", "axe: axe-1", "axe: axe-9"),
        ("menages/M-0001.yaml", "nombre: 2", "nombre: 0"),
        ("menages/M-0001.yaml", "dpe: F", "dpe: 9"),
        ("axes/axe-1.yaml", "numero: 1\n", "numero: 1\nnumero: 2\n"),
    ):
        chemin = tmp_path / "data" / fichier
        texte = chemin.read_text(encoding="utf-8")
        assert avant in texte
        chemin.write_text(texte.replace(avant, apres, 1), encoding="utf-8")
    return tmp_path


def test_une_validation_sans_erreur(contrat: Commande) -> None:
    """L'avertissement seul, à sa place, et le bilan."""
    issue = contrat("validate")
    assert issue.code == 0
    assert [x for x in issue.sortie.splitlines() if "[" in x and x.startswith("data/")] == [
        f"data/contrat.yaml:31:14: {ENVELOPPE}"
    ]
    assert issue.erreurs == "26 fichiers, 0 erreur, 1 avertissement, 0 information\n"


def test_strict_echoue_sur_un_avertissement(contrat: Commande) -> None:
    """Pour une intégration qui ne veut rien laisser passer."""
    assert contrat("validate", "--strict").code == 1


def test_toutes_les_fautes_de_tous_les_fichiers_en_une_passe(contrat: Commande, abime: Path) -> None:
    """Rangées par fichier, ligne et colonne ; un fichier abîmé ne cache pas les autres."""
    issue = contrat("validate", dans=abime)
    assert issue.code == 1
    assert [x for x in issue.sortie.splitlines() if x.startswith("data/")] == [
        "data/actions/cafe-rencontre.yaml:64:16: erreur[F015] « 12.345 » n'est pas un montant en euros",
        "data/actions/visites.yaml:2:6: erreur[R001] l'axe « axe-9 » n'existe pas",
        "data/axes/axe-1.yaml:3:1: erreur[F005] clé « numero » écrite deux fois, d'abord ligne 2, colonne 1",
        "data/menages/M-0001.yaml:4:11: erreur[F015] « 0 » n'est pas un nombre d'au moins 1",
        "data/menages/M-0001.yaml:13:8: erreur[F016] « 9 » n'est pas dans la liste",
    ]
    assert issue.erreurs == (
        "9 fichiers, 5 erreurs, 0 avertissement, 0 information\n"
        "Pas encore vérifié, à cause des fautes de forme :\n"
        "  data/actions/cafe-rencontre.yaml : B001, B005, B006, B010, B016, B021\n"
        "  data/contrat.yaml : B012, V001\n"
        "  data/menages/M-0001.yaml : M010\n"
    )


def test_en_json_la_forme_est_stable(contrat: Commande, depasse: Path) -> None:
    """Les clés que d'autres outils lisent."""
    issue = contrat("validate", "--format", "json", dans=depasse)
    assert json.loads(issue.sortie) == {
        "version": 1,
        "diagnostics": [
            {
                "code": "B012",
                "gravite": "avertissement",
                "message": "fonctionnement 2010 : 10 000 € prévus, 125 % de l'enveloppe 2010-2012 de 8 000 €",
                "fichier": "data/contrat.yaml",
                "ligne": 16,
                "colonne": 14,
                "aide": "revoir l'enveloppe par un avenant, ou étaler les dépenses",
                "colonne_fin": 18,
                "place": "enveloppes/fonctionnement+2010-2012/montant",
                "empreinte": "22cf4e5ffb2b0622",
                "constatee": None,
                "page": "contrat expliquer B012",
                "correction": None,
            }
        ],
        "acceptees": [],
        "non_verifie": [],
        "bilan": {"fichiers": 9, "erreurs": 0, "avertissements": 1, "informations": 0},
    }
    assert json.loads(contrat("validate", "--format", "json", dans=MINIMAL).sortie)["diagnostics"] == []


def test_pour_github_une_annotation_par_faute(
    contrat: Commande, depasse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Le pour cent et le retour à la ligne sont échappés, comme GitHub le demande."""
    monkeypatch.setenv("GITHUB_WORKSPACE", str(depasse))
    assert contrat("validate", "--format", "github", dans=depasse).sortie == (
        "::warning file=data/contrat.yaml,line=16,col=14,endColumn=18,title=contrat (B012)::data/contrat.yaml:16:14 "
        "fonctionnement 2010 : 10 000 € prévus, 125 %25 de l'enveloppe 2010-2012 de 8 000 €"
        "%0Aaide : revoir l'enveloppe par un avenant, ou étaler les dépenses\n"
    )


def test_pour_github_le_chemin_part_du_depot(contrat: Commande, abime: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Un contrat rangé dans un dossier du dépôt : sans ce dossier, l'annotation ne trouverait pas son fichier."""
    monkeypatch.setenv("GITHUB_WORKSPACE", str(abime.parent))
    lignes = contrat("validate", "--format", "github", dans=abime).sortie.splitlines()
    assert lignes[0].startswith(f"::error file={abime.name}/data/actions/cafe-rencontre.yaml,line=64,col=16,")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(abime))
    lignes = contrat("validate", "--format", "github", dans=abime).sortie.splitlines()
    assert lignes[0].startswith("::error file=data/actions/cafe-rencontre.yaml,line=64,col=16,")


@pytest.mark.parametrize(
    ("fautes", "suite"),
    [(10, ""), (11, "GitHub ne montre que 10 annotations de chaque sorte : 1 de plus dans ce journal.\n")],
)
def test_pour_github_ce_qui_ne_sera_pas_montre_est_dit(
    contrat: Commande, tmp_path: Path, fautes: int, suite: str
) -> None:
    """Au-delà de dix erreurs, GitHub se tait : les suivantes sont au journal, et la dernière ligne le dit."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    axe = tmp_path / "data/axes/axe-1.yaml"
    cles = "".join(f"cle{rang}: x\n" for rang in range(fautes))
    axe.write_text(axe.read_text(encoding="utf-8") + cles, encoding="utf-8")
    issue = contrat("validate", "--format", "github", dans=tmp_path)
    assert issue.sortie.count("::error ") == min(fautes, 10)
    assert issue.sortie.count("erreur[F013]") == fautes - min(fautes, 10)
    assert issue.erreurs == (
        f"9 fichiers, {fautes} erreurs, 0 avertissement, 0 information\n"
        "Pas encore vérifié, à cause des fautes de forme :\n"
        f"  data/contrat.yaml : V001\n{suite}"
    )


def test_un_chemin_sans_fichier_du_contrat_ne_passe_pas_pour_juste(contrat: Commande, tmp_path: Path) -> None:
    """« 0 erreur » sur zéro fichier serait une fausse assurance."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    (tmp_path / "notes").mkdir()
    issue = contrat("validate", "notes", dans=tmp_path)
    assert (issue.code, issue.sortie, issue.erreurs) == (
        3,
        "",
        "Erreur : « notes » ne contient aucun fichier du contrat\n"
        "  aide : donner data, ou l'un de ses fichiers ou dossiers\n",
    )


def test_un_chemin_limite_ce_qui_est_montre(contrat: Commande, abime: Path) -> None:
    """Un fichier, un dossier ; le code de sortie suit ce qui est montré."""
    issue = contrat("validate", "data/menages", dans=abime)
    assert issue.erreurs == (
        "1 fichier, 2 erreurs, 0 avertissement, 0 information\n"
        "Pas encore vérifié, à cause des fautes de forme :\n"
        "  data/menages/M-0001.yaml : M010\n"
    )
    assert contrat("validate", "data/aides/ville-dpe.yaml", dans=abime).code == 0
    assert contrat("validate", ".", dans=abime).erreurs.startswith("9 fichiers, 5 erreurs")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["validate", "data/absent.yaml"],
            "Erreur : « data/absent.yaml » n'existe pas\n  aide : vérifier le chemin donné à contrat validate\n",
        ),
        (
            ["validate", "x\n::warning::y"],
            "Erreur : « x\ufffd::warning::y » n'existe pas\n  aide : vérifier le chemin donné à contrat validate\n",
        ),
        (
            ["validate", "--racine", "data"],
            "Erreur : « data » n'est pas un contrat : data/contrat.yaml n'y est pas\n"
            "  aide : donner à --racine le dossier qui contient data/\n",
        ),
        (
            ["validate", "--racine", "nulle-part"],
            "Erreur : le dossier « nulle-part » n'existe pas\n  aide : vérifier le chemin donné à --racine\n",
        ),
    ],
)
def test_un_chemin_faux_empeche_de_travailler(contrat: Commande, arguments: list[str], message: str) -> None:
    """Code 3, et le geste à faire."""
    issue = contrat(*arguments, dans=REFERENCE)
    assert (issue.code, issue.sortie, issue.erreurs) == (3, "", message)


def test_hors_d_un_contrat_on_dit_ou_se_placer(contrat: Commande, tmp_path: Path) -> None:
    """Pas de contrat ici ni au-dessus."""
    issue = contrat("validate", dans=tmp_path)
    assert (issue.code, issue.sortie) == (3, "")
    assert issue.erreurs == (
        f"Erreur : aucun contrat ici : data/contrat.yaml n'existe ni dans « {tmp_path} » ni dans un dossier au-dessus\n"
        "  aide : se placer dans le dossier du contrat, ou le donner avec --racine DOSSIER ; contrat init en crée un\n"
    )


def test_un_chemin_d_un_autre_contrat_est_refuse(contrat: Commande, tmp_path: Path) -> None:
    """Montrer les fautes d'ailleurs n'aurait pas de sens."""
    (tmp_path / "ailleurs.yaml").write_text("a: 1\n", encoding="utf-8")
    issue = contrat("validate", tmp_path / "ailleurs.yaml", dans=MINIMAL)
    assert issue.code == 3
    assert issue.erreurs == (
        f"Erreur : « {tmp_path}/ailleurs.yaml » n'est pas dans le contrat « {MINIMAL} »\n"
        "  aide : donner un fichier de ce contrat\n"
    )


def test_valider_n_ecrit_rien(contrat: Commande, abime: Path) -> None:
    """Un contrôle n'écrit jamais : mêmes octets avant et après."""
    avant = {f: f.read_bytes() for f in sorted(abime.rglob("*")) if f.is_file()}
    contrat("validate", dans=abime)
    assert {f: f.read_bytes() for f in sorted(abime.rglob("*")) if f.is_file()} == avant


@pytest.mark.parametrize(
    ("fichier", "bilan"),
    [
        # Sans les organismes, on ignore quels versements sont internes : aucun total ne se compare à l'enveloppe.
        ("organismes.yaml", "26 fichiers, 1 erreur, 0 avertissement, 0 information\n"),
        ("sources.yaml", "26 fichiers, 1 erreur, 1 avertissement, 0 information\n"),
    ],
)
def test_un_annuaire_illisible_ne_rend_pas_tout_inconnu(
    contrat: Commande, copie: Path, fichier: str, bilan: str
) -> None:
    """Une seule faute, la vraie : ni références inconnues, ni totaux faux en cascade."""
    (copie / "data" / fichier).write_text(f"{fichier[:-5]}: [\n", encoding="utf-8")
    issue = contrat("validate", f"data/{fichier}", "data/axes", dans=copie)
    assert issue.sortie.splitlines()[0] == f"data/{fichier}:1:{len(fichier) - 1}: erreur[F001] une valeur manque ici"
    assert contrat("validate", dans=copie).erreurs == (
        f"{bilan}Pas encore vérifié, à cause des fautes de forme :\n"
        f"  data/contrat.yaml : V001\n  data/{fichier} : B, C, M, P, R\n"
    )


@pytest.mark.parametrize(
    ("chemin", "message"),
    [
        ("action/x.yaml", "data/action:1:1: erreur[F020] « action » ne serait pas lu : ce nom n'est pas de ceux que "
         "l'outil lit\n    aide : vouliez-vous dire « actions » ?\n"),
        ("organisme.yaml", "data/organisme.yaml:1:1: erreur[F020] « organisme.yaml » ne serait pas lu : ce nom n'est "
         "pas de ceux que l'outil lit\n    aide : vouliez-vous dire « organismes.yaml » ?\n"),
        ("menages/avis.pdf", "data/menages/avis.pdf:1:1: erreur[F020] « avis.pdf » ne serait pas lu : une fiche est un "
         "fichier .yaml\n    aide : le ranger hors de data/\n"),
        ("actions/2010/x.yaml", "data/actions/2010:1:1: erreur[F020] « 2010 » ne serait pas lu : les fiches sont dans "
         "le dossier lui-même\n    aide : remonter ses fichiers d'un cran\n"),
        ("actions/caf\udce9.yaml", "data/actions/caf\\xe9.yaml:1:1: erreur[F020] « caf\\xe9.yaml » ne serait pas lu : "
         "son nom n'est pas en UTF-8, ou a un signe invisible\n    aide : le renommer, sans accent au besoin\n"),
        ("actions/x\n::a::y.yaml", "data/actions/x\\n::a::y.yaml:1:1: erreur[F020] « x\\n::a::y.yaml » "
         "ne serait pas lu : son nom n'est pas en UTF-8, ou a un signe invisible\n    aide : le renommer, sans accent "
         "au besoin\n"),
        ("actions/NOTES.md", ""),
        ("actions/.cache", ""),
    ],
)  # fmt: skip
def test_rien_de_data_n_est_ignore_en_silence(contrat: Commande, tmp_path: Path, chemin: str, message: str) -> None:
    """Un dossier mal nommé, une pièce jointe, un sous-dossier ; les notes et les fichiers cachés sont permis."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    (tmp_path / "data" / chemin).parent.mkdir(exist_ok=True)
    (tmp_path / "data" / chemin).write_text("id: x\n", encoding="utf-8")
    assert contrat("validate", dans=tmp_path).sortie == message
    if message:
        assert contrat("validate", Path("data") / chemin, "data/contrat.yaml", dans=tmp_path).sortie == message


@pytest.mark.parametrize(
    ("milieu", "est_teint"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, False),
    ],
)
def test_la_couleur_ne_porte_aucun_sens(
    contrat: Commande, depasse: Path, monkeypatch: pytest.MonkeyPatch, milieu: dict[str, str], est_teint: bool
) -> None:
    """Dans un tube, seulement si on la force ; ôtée, il reste le même texte."""
    for nom in ("FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(nom, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    simple = contrat("validate", dans=depasse).sortie
    for nom, valeur in milieu.items():
        monkeypatch.setenv(nom, valeur)
    sortie = contrat("validate", dans=depasse).sortie
    assert ("\x1b[33mavertissement[B012]\x1b[0m" in sortie) is est_teint
    assert re.sub(r"\x1b\[\d+m", "", sortie) == simple
