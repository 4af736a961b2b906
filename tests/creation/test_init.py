"""`contrat init` : un contrat entier, que `validate --strict` ne reprend pas, ou rien."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from contrat.calculs.creation.noms import de, identifier
from contrat.depot.departements import DEPARTEMENTS, lire_departement
from tests.conftest import Commande, Issue

OPTIONS = ("--commune", "Vernoux-sur-Creuse", "--insee", "23900", "--periode", "2024-2027")
INCONNUE = (
    "Attention : aucune commune n'a le code INSEE 23900 ; une ancienne commune n'est pas dans la liste livrée\n"
    "  aide : vérifier le code et le nom : les aides de la commune en dépendent\n"
)
VOISINS = ("README.md", ".gitignore", ".editorconfig", ".pre-commit-config.yaml", ".github/workflows/contrat.yml")
DONNEES = ("contrat.yaml", "organismes.yaml", "sources.yaml", "axes/axe-1.yaml")
# Une ligne de YAML en commentaire, et non une phrase : une clé ou un tiret derrière le croisillon.
_EXEMPLE = re.compile(r"^( *)# (?!yaml-language-server)( *(?:- )?(?:\{|[a-z][a-z_-]*:(?: |$)).*)$", re.MULTILINE)


def activer(fichier: Path) -> None:
    """Retirer le croisillon de tous les exemples d'un fichier, comme ses commentaires y invitent."""
    fichier.write_text(_EXEMPLE.sub(r"\1\2", fichier.read_text(encoding="utf-8")), encoding="utf-8")


def test_un_contrat_neuf_ne_souffre_aucune_remarque(contrat: Commande, tmp_path: Path) -> None:
    """Depuis un dossier vide, sans options de plus : tout est écrit, et juste ; une seconde fois est refusée."""
    issue = contrat("init", *OPTIONS, "--axe", "Habiter : rester chez soi", "--axe", "Faire vivre", dans=tmp_path)
    noms = [*VOISINS, *(f"data/{nom}" for nom in (*DONNEES, "axes/axe-2.yaml", "actions/premiere-idee.yaml"))]
    assert issue == Issue(
        0,
        "".join(f"{nom}\n" for nom in noms),
        f"\nEnsuite : contrat validate, puis contrat nouveau action\n{INCONNUE}",
    )
    assert sorted(noms) == sorted(f.relative_to(tmp_path).as_posix() for f in tmp_path.rglob("*") if f.is_file())
    bilan = "6 fichiers, 0 erreur, 0 avertissement, 0 information\n"
    assert contrat("validate", "--strict", dans=tmp_path) == Issue(0, "", bilan)
    axe = (tmp_path / "data/axes/axe-1.yaml").read_text(encoding="utf-8")
    assert "\ntitre: 'Habiter : rester chez soi'\n" in axe or '\ntitre: "Habiter : rester chez soi"\n' in axe
    for commande in (["budget"], ["rapport", "comite"], ["evaluation"], ["suivi"]):
        assert contrat(*commande, dans=tmp_path).code == 0, commande
    resume = " ".join(contrat("evaluation", dans=tmp_path).sortie.split())
    assert ": 1 action, aucune lancée ; aucun indicateur à juger. - Axe 2, Faire vivre : aucune action. -" in resume
    deja = "Erreur : « . » a déjà un contrat : data/contrat.yaml\n  aide : choisir un autre dossier\n"
    assert contrat("init", *OPTIONS, dans=tmp_path) == Issue(2, "", deja)
    issue = contrat("init", "data/autre", *OPTIONS, dans=tmp_path)
    dedans = "Erreur : data/autre/data est parmi les données d'un contrat : rien d'autre n'y est écrit\n"
    assert issue == Issue(2, "", dedans + "  aide : choisir un emplacement hors de data/\n")
    assert not (tmp_path / "data/autre").exists()


def test_les_exemples_en_commentaire_sont_justes(contrat: Commande, tmp_path: Path) -> None:
    """Tous actifs, ils font une action approuvée et financée, dans un contrat qui la lit."""
    contrat("init", tmp_path / "neuf", *OPTIONS, dans=tmp_path)
    for nom in ("contrat.yaml", "actions/premiere-idee.yaml", "axes/axe-1.yaml"):
        activer(tmp_path / "neuf/data" / nom)
    fiche = tmp_path / "neuf/data/actions/premiere-idee.yaml"
    fiche.write_text(fiche.read_text(encoding="utf-8").replace("statut: idee\n", "statut: approuvee\n"), "utf-8")
    issue = contrat("validate", dans=tmp_path / "neuf")
    assert [ligne for ligne in issue.sortie.splitlines() if "erreur[" in ligne] == []
    assert "15 000 €" in contrat("financement", "premiere-idee", dans=tmp_path / "neuf").sortie


def test_ce_qui_est_deja_dans_le_dossier_est_garde(contrat: Commande, tmp_path: Path) -> None:
    """Un README d'avant reste tel quel, et c'est dit ; la région d'avant 2016 ne se devine pas."""
    (tmp_path / "README.md").write_text("le mien\n", encoding="utf-8")
    issue = contrat("init", *OPTIONS[:4], "--periode", "2012-2014", "--porteur", "epci", dans=tmp_path)
    assert issue.sortie.startswith("README.md : existait, laissé tel quel\n.gitignore\n")
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "le mien\n"
    ecrit = (tmp_path / "data/contrat.yaml").read_text(encoding="utf-8")
    assert "  # region:\n" in ecrit
    assert "\nporteur: epci\n" in ecrit
    assert "nom: Conseil communautaire\n" in ecrit
    assert "id: region" not in (tmp_path / "data/organismes.yaml").read_text(encoding="utf-8")


def test_un_depot_git_garde_le_contrat_neuf(contrat: Commande, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Un premier enregistrement, auquel la suite se compare."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "essai")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "essai@exemple" + ".fr")
    fait = contrat("init", "été neuf", *OPTIONS, "--git", dans=tmp_path)
    assert fait.erreurs.startswith("\nEnsuite : cd 'été neuf' ; contrat validate")
    contrat("nouveau", "action", "--titre", "Un jardin", dans=tmp_path / "été neuf")
    issue = contrat("comparer", dans=tmp_path / "été neuf")
    assert issue.code == 0
    assert "Un jardin" in issue.sortie


REFUS = {
    "rien": (
        [],
        "il manque --commune, --insee, --periode\n  aide : écrire par exemple : contrat init "
        '--commune "Valbrume" --insee 23999 --periode 2024-2027 --axe "Garder un accueil de proximité"',
    ),
    "insee": (
        [*OPTIONS[:2], "--insee", "2390", *OPTIONS[4:]],
        "--insee : « 2390 » n'est pas un code INSEE de commune\n"
        "  aide : écrire les cinq caractères du code officiel, comme 75056 ou 2A004",
    ),
    "pas une commune": (
        ["--commune", "Département du Morbihan", "--insee", "56260", *OPTIONS[4:]],
        "--commune : « Département du Morbihan » n'est pas le nom d'une commune\n"
        "  aide : écrire le nom seul, comme Vannes ; qui porte le contrat se dit par --porteur",
    ),
    "periode": (
        [*OPTIONS[:4], "--periode", "2027-2024"],
        "la période « 2027-2024 » finit avant de commencer\n  aide : écrire 2024-2027",
    ),
    "axe": ([*OPTIONS, "--axe", "…"], "--axe : « … » n'est pas un titre\n  aide : écrire le titre de l'axe"),
    "axe double": (
        [*OPTIONS, "--axe", "Se loger", "--axe", "se LOGER"],
        "--axe : « Se loger » est donné deux fois\n  aide : donner à chaque axe son titre",
    ),
    "fichier": (
        ["la", *OPTIONS],
        "« la » n'est pas un dossier\n  aide : donner un dossier neuf, ou vide",
    ),
}


@pytest.mark.parametrize("nom", REFUS)
def test_un_mauvais_emploi_n_ecrit_rien(contrat: Commande, tmp_path: Path, nom: str) -> None:
    """Code 2, et le dossier reste comme il était."""
    (tmp_path / "la").write_text("", encoding="utf-8")
    options, message = REFUS[nom]
    assert contrat("init", *options, dans=tmp_path) == Issue(2, "", f"Erreur : {message}\n")
    assert [f.name for f in tmp_path.iterdir()] == ["la"]


def test_un_titre_qui_porte_une_donnee_personnelle_n_ecrit_rien(contrat: Commande, tmp_path: Path) -> None:
    """Les règles sont appliquées avant : aucun fichier, aucun reste."""
    issue = contrat("init", "neuf", *OPTIONS, "--axe", "Appeler le 01 99 " + "00 12 34", dans=tmp_path)
    assert issue.code == 1
    assert "erreur[D001]" in issue.erreurs
    assert issue.erreurs.endswith("Rien n'est écrit : corriger, puis recommencer.\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="terminal de POSIX")
def test_au_terminal_quelques_questions_suffisent(tmp_path: Path) -> None:
    """Commune, code, période, porteur, axes : le même contrat qu'avec des options."""
    import pexpect

    # Personne ne répond à ce terminal quand on lui demande où est son curseur : chaque question attendrait une seconde.
    milieu = os.environ | {"PROMPT_TOOLKIT_NO_CPR": "1"}
    terminal = pexpect.spawn(
        sys.executable, ["-m", "contrat", "init", "neuf"], cwd=str(tmp_path), env=milieu, encoding="utf-8", timeout=120
    )
    for question, reponse in (
        ("Nom de la commune", "Aurelac"), ("code INSEE", "23998"), ("exercices", "2025-2028"), ("porte le contrat", ""),
        ("axe 1", "Habiter"), ("axe 2", ""),
    ):  # fmt: skip
        terminal.expect(question)
        terminal.send(f"{reponse}\r")
    terminal.expect(pexpect.EOF)
    # Le terminal se ferme avant que le processus ait fini : fermer sans attendre le tuerait sur une machine chargée.
    terminal.wait()
    assert terminal.exitstatus == 0
    ecrit = (tmp_path / "neuf/data/contrat.yaml").read_text(encoding="utf-8")
    assert "\ntitre: Contrat social d'Aurelac 2025-2028\n" in ecrit
    assert "\nporteur: ville\n" in ecrit


@pytest.mark.parametrize(
    ("donnees", "attendus"),
    [
        (("haguenau", "67180"), ("Contrat social de Haguenau 2026-2028", "Haguenau", "")),
        (("St-Avé", "56206", "departement"),
         ("'Contrat social, Département du Morbihan, 2026-2028'", "Saint-Avé", "")),
        (("Auray", "56400"), ("Contrat social d'Auray 2026-2028", "Auray",
         "Attention : aucune commune n'a le code INSEE 56400 ; une ancienne commune n'est pas dans la liste livrée\n"
         "  aide : vouliez-vous dire « 56007 » ?\n")),
        (("Aulnay", "56003", "ccas"), ("Contrat social d'Aulnay 2026-2028", "Aulnay",
         "Attention : 56003 est Arradon, non « Aulnay »\n"
         "  aide : vérifier le code et le nom : les aides de la commune en dépendent\n")),
    ],
)  # fmt: skip
def test_le_nom_officiel_et_le_code_vont_ensemble(
    contrat: Commande, tmp_path: Path, donnees: tuple[str, ...], attendus: tuple[str, str, str]
) -> None:
    """Le nom s'écrit comme dans la liste officielle ; un code d'une autre commune, ou de personne, se dit."""
    options = [mot for paire in zip(("--commune", "--insee", "--porteur"), donnees, strict=False) for mot in paire]
    issue = contrat("init", *options, "--periode", "2026-2028", dans=tmp_path)
    assert issue.erreurs == f"\nEnsuite : contrat validate, puis contrat nouveau action\n{attendus[2]}"
    ecrit = (tmp_path / "data/contrat.yaml").read_text(encoding="utf-8")
    assert f"\ntitre: {attendus[0]}\nterritoire:\n  commune: {attendus[1]}\n" in ecrit
    assert contrat("validate", "--strict", dans=tmp_path).code == 0


@pytest.mark.parametrize(
    ("porteur", "condition", "suite"),
    [
        ("epci", 'genre: parmi, champ: commune, valeurs: ["56260"], libelle: le logement est dans une commune de',
         "Seule Vannes (56260) y est : ajouter les autres communes\n"),
        ("departement", 'champ: departement, seuil: "56", libelle: le logement est dans le département (56)',
         ""),
    ],
)  # fmt: skip
def test_l_aide_d_un_porteur_vaut_sur_son_territoire(
    contrat: Commande, tmp_path: Path, porteur: str, condition: str, suite: str
) -> None:
    """Celle d'un département ou d'une intercommunalité n'est pas réservée à la commune du siège."""
    contrat("init", "--commune", "Vannes", "--insee", "56260", "--periode", "2026-2028", "--porteur", porteur,
            dans=tmp_path)  # fmt: skip
    issue = contrat("nouveau", "aide", "prime", "--libelle", "Prime", "--montant", "500", dans=tmp_path)
    assert issue.erreurs.startswith(suite)
    assert condition in (tmp_path / "data/aides/prime.yaml").read_text(encoding="utf-8")
    assert contrat("validate", dans=tmp_path).code == 0


def test_un_nom_devient_un_identifiant_et_un_complement() -> None:
    """Accents, ligatures, articles, longueur, noms déjà pris."""
    assert identifier("Épicerie de l'Œuvre n° 2") == "epicerie-de-l-oeuvre-n-2"
    assert identifier("2e chance") == "n-2e-chance"
    assert identifier("café", {"cafe", "cafe-2"}) == "cafe-3"
    assert identifier("un très long titre", longueur=12) == "un-tres-long"
    assert identifier("…") == ""
    assert [de(n) for n in ("Aurelac", "Le Puy", "Les Mureaux", "La Rochelle", "Vernoux")] == [
        "d'Aurelac", "du Puy", "des Mureaux", "de La Rochelle", "de Vernoux",
    ]  # fmt: skip


def test_chaque_departement_et_chaque_territoire_se_reconnait() -> None:
    """Paris et la Polynésie comme les autres : une ligne mal écrite de la liste ferait tomber `contrat init`."""
    codes = [ligne.split(",")[0] for ligne in DEPARTEMENTS.read_text(encoding="utf-8").splitlines()[1:]]
    lus = [lire_departement(f"{code}999"[:5]) for code in codes]
    assert [lu["code"] for lu in lus if lu and set(lu) == {"code", "nom", "collectivite", "region"}] == codes
    assert all(lu and lu["nom"].strip() == lu["nom"] and lu["collectivite"] for lu in lus)
    assert len(codes) == 107
