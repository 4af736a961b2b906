"""`contrat hierarchiser` par sa vraie ligne de commande : sorties entières, refus, séances partielles."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Commande, Issue, remplacer
from tests.hierarchisation.conftest import SEANCE

ATTENDUS = Path(__file__).parent / "attendus"
SORTIES = {"conseil.txt": (), "conseil.md": ("--format", "md"), "conseil.json": ("--format", "json")}
REFUS = "Pas de classement tant que la séance porte ces erreurs : les corriger, puis recommencer.\n"


def notes(sortie: str) -> list[str]:
    """Les phrases sous les tableaux, chacune sur une ligne."""
    return ["".join(p).replace("\n  ", " ") for p in sortie.rstrip("\n").split("\n- ")[1:]]


@pytest.mark.parametrize(("nom", "arguments"), SORTIES.items(), ids=SORTIES.keys())
def test_la_sortie_entiere(contrat: Commande, petit: Path, nom: str, arguments: tuple[str, ...]) -> None:
    issue = contrat("hierarchiser", "conseil-2020-03", *arguments, dans=petit)
    assert issue == Issue(0, (ATTENDUS / nom).read_text(encoding="utf-8"), "")


def test_chaque_sortie_attendue_est_comparee() -> None:
    assert {fichier.name for fichier in ATTENDUS.iterdir()} == set(SORTIES)


# --- Mauvais emplois


@pytest.mark.parametrize(
    ("demandee", "aide"),
    [
        ("conseil-2020-3", "vouliez-vous dire « conseil-2020-03 » ?"),
        ("conseil-2020-03.yaml", "vouliez-vous dire « conseil-2020-03 » ?"),
        ("zzz", "choisir parmi : conseil-2020-03"),
    ],
)
def test_une_seance_inconnue(contrat: Commande, petit: Path, demandee: str, aide: str) -> None:
    message = f"Erreur : la séance « {demandee} » n'existe pas\n  aide : {aide}\n"
    assert contrat("hierarchiser", demandee, dans=petit) == Issue(2, "", message)


def test_un_contrat_sans_seance(contrat: Commande, petit: Path) -> None:
    (petit / SEANCE).unlink()
    aide = "  aide : contrat nouveau seance en crée une\n"
    attendue = Issue(2, "", "Erreur : la séance « conseil » n'existe pas\n" + aide)
    assert contrat("hierarchiser", "conseil", dans=petit) == attendue
    (petit / SEANCE).parent.rmdir()
    assert contrat("hierarchiser", "conseil", dans=petit) == attendue
    vide = contrat("hierarchiser", dans=petit).sortie
    assert vide.endswith("\n\nAucune séance. Pour en créer une : contrat nouveau seance.\n")


def test_un_format_inconnu(contrat: Commande, petit: Path) -> None:
    issue = contrat("hierarchiser", "conseil-2020-03", "--format", "odt", dans=petit)
    assert (issue.code, issue.sortie) == (2, "")
    assert "« odt » n'est pas reconnu ; choisir parmi : texte, md, html, pdf, docx, csv, xlsx, json" in issue.erreurs


# --- Données fautives


def test_une_seance_fautive_n_est_pas_classee(contrat: Commande, petit: Path) -> None:
    remplacer(petit / SEANCE, "poids: 30 %", "poids: 25 %")
    assert contrat("hierarchiser", "conseil-2020-03", dans=petit) == Issue(
        1,
        "",
        "data/seances/conseil-2020-03.yaml:17:3: erreur[C020] les poids font 95 %, il en faut 100 %\n"
        "   |\n"
        "17 |   criteres:\n"
        "   |   ^^^^^^^^\n"
        "    aide : corriger les poids, que l'instance a approuvés ensemble\n" + REFUS,
    )


def test_une_action_notee_deux_fois_par_un_bulletin(contrat: Commande, petit: Path) -> None:
    remplacer(petit / SEANCE, "      garage: {besoin: 3, cout: 4}", "      atelier: {besoin: 3, cout: 4}")
    issue = contrat("hierarchiser", "conseil-2020-03", dans=petit)
    assert (issue.code, issue.sortie) == (1, "")
    assert issue.erreurs == (
        "data/seances/conseil-2020-03.yaml:42:7: erreur[F005] clé « atelier » écrite deux fois, "
        "d'abord ligne 41, colonne 7\n"
        "   |\n"
        "42 |       atelier: {besoin: 3, cout: 4}\n"
        "   |       ^^^^^^^\n"
        "    aide : garder une seule des deux\n" + REFUS
    )
    liste = contrat("hierarchiser", dans=petit)
    assert (liste.code, liste.sortie) == (1, "")
    assert liste.erreurs.endswith("Pas de liste tant que des séances portent ces erreurs.\n")


def test_un_avertissement_se_voit_et_n_arrete_pas(contrat: Commande, petit: Path) -> None:
    remplacer(petit / SEANCE, "presents: 2", "presents: 1")
    issue = contrat("hierarchiser", "conseil-2020-03", dans=petit)
    assert issue.code == 0
    assert issue.sortie.startswith("Hiérarchisation, 12 mars 2020\n")
    assert issue.erreurs.startswith("data/seances/conseil-2020-03.yaml:10:15: avertissement[C027] ")


def test_les_fautes_des_autres_fichiers_n_arretent_pas(contrat: Commande, petit: Path) -> None:
    (petit / "data/seances/autre.yaml").write_text("id: [\n", encoding="utf-8")
    remplacer(petit / "data/actions/garage.yaml", "numero:", "rang:")
    issue = contrat("hierarchiser", "conseil-2020-03", dans=petit)
    assert (issue.code, issue.erreurs) == (0, "")
    assert "\ngarage                    1     3,58        0,29            2\n" in issue.sortie


# --- Ce que disent les notes


def test_une_grille_non_approuvee_et_des_effectifs_qui_pesent_se_disent(contrat: Commande, petit: Path) -> None:
    remplacer(petit / SEANCE, "  figes_le: 2020-03-01\n", "")
    remplacer(petit / SEANCE, "ponderation_colleges: egale", "ponderation_colleges: effectif")
    dites = notes(contrat("hierarchiser", "conseil-2020-03", dans=petit).sortie)
    assert "Grille non approuvée, notes de 0 à 5 : Besoin 70 %, Coût 30 %." in dites
    assert "Bulletins par présents : élus 2 sur 3, habitants 1 sur 2 ; chaque collège pèse selon ses présents." in dites


def test_une_seance_sans_vote_ni_decision(contrat: Commande, petit: Path) -> None:
    texte = (petit / SEANCE).read_text(encoding="utf-8")
    (petit / SEANCE).write_text(texte.partition("bulletins:")[0] + "source: essai\n", encoding="utf-8")
    assert contrat("hierarchiser", "conseil-2020-03", dans=petit).sortie == (
        "Hiérarchisation, 12 mars 2020\n"
        "Conseil municipal : classer trois actions\n"
        "\n"
        "- Bulletins par présents : élus 0 sur 3, habitants 0 sur 2 ; chaque collège pèse\n"
        "  autant, quel que soit son effectif.\n"
        "- Aucun bulletin : rien n'est classé.\n"
        "- Grille approuvée (1er mars 2020), notes de 0 à 5 : Besoin 70 %, Coût 30 %.\n"
        "- Grille, votes et décisions sont une reconstitution : rien n'en a été publié.\n"
    )


def test_des_abstentions_et_une_action_que_les_notes_ne_classent_pas(contrat: Commande, petit: Path) -> None:
    for notees in ("{besoin: 1, cout: 3}", "{besoin: 2, cout: 3}", "{besoin: 3, cout: 3}"):
        remplacer(petit / SEANCE, f"jardin: {notees}", "jardin: {besoin: 3}")
    remplacer(petit / SEANCE, "      garage: {besoin: 3, cout: 4}\n", "")
    remplacer(petit / SEANCE, "source:", "  - action: jardin\n    rang: 3\n    motif: à chiffrer\nsource:")
    issue = contrat("hierarchiser", "conseil-2020-03", dans=petit)
    assert (issue.code, issue.erreurs) == (0, "")
    dites = notes(issue.sortie)
    assert "Jardin partagé, que les notes ne classent pas, est décidée au rang 3 : à chiffrer." in dites
    assert "Actions que tous les bulletins n'ont pas notées : Garage solidaire, 2 sur 3." in dites
    assert "Non classées, faute de note sur un critère : Jardin partagé." in dites


@pytest.mark.parametrize("combien", [8, 1])
def test_beaucoup_de_criteres_tiennent_en_80_colonnes(contrat: Commande, petit: Path, combien: int) -> None:
    debut, _, fin = (petit / SEANCE).read_text(encoding="utf-8").partition("  criteres:\n")
    poids = [100 - 12 * (combien - 1), *[12] * (combien - 1)]
    criteres = "".join(
        f"    - id: critere-{n}\n      libelle: Un long critère n° {n}\n      poids: {p} %\n"
        for n, p in enumerate(poids)
    )
    tete = fin[fin.index("bulletins:") :].partition("    notes:\n")[0]
    lignes = "".join(
        f"      {action}: {{{', '.join(f'critere-{n}: {note}' for n in range(combien))}}}\n"
        for action, note in (("atelier", 4), ("jardin", 2))
    )
    page = f"{debut}  criteres:\n{criteres}{tete}    notes:\n{lignes}source: essai\n"
    (petit / SEANCE).write_text(page, encoding="utf-8")
    issue = contrat("hierarchiser", "conseil-2020-03", dans=petit)
    assert (issue.code, issue.erreurs) == (0, "")
    assert max(map(len, issue.sortie.splitlines())) <= 80
    assert [issue.sortie.count(f"Un long critère n° {n} ") > 0 for n in range(combien)] == [True] * combien
    assert issue.sortie.count("Moyenne par critère") == (4 if combien == 8 else 1)
    assert ("Si un poids change" in issue.sortie) is (combien > 1)
