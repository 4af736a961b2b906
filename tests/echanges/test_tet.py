"""Un plan d'action entre d'un tableur et en ressort égal ; rien n'est perdu sans être dit."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from xlsxwriter import Workbook

from tests.conftest import MINIMAL, Commande, Issue

ENTETES = (
    "Axe (x)", "Sous-axe (x.x)", "Titre de la fiche action", "Descriptif", "Objectifs", "Structure pilote",
    "Partenaires ",
    "Direction ou service pilote", "Personne pilote", "Élu·e référent·e ", "Financeur 1", "Montant € HT", "Financeur 2",
    "Montant € HT", "Budget prévisionnel total € HT", "Statut ", "Date de début", "Date de fin", "Notes",
)  # fmt: skip
STATUTS = ("À discuter", "À venir", "En cours", "En pause", "Bloqué", "Réalisé", "Abandonné", "")
JOUR = datetime.date(2024, 3, 1)


def rangee(**cases: Any) -> list[Any]:
    """Une rangée du tableur d'essai, vide hors de ces cases, nommées par le début de leur en-tête."""
    noms = {"financeur": "Financeur 1", "financeur_2": "Financeur 2", "total": "Budget", "titre": "Titre", "axe": "Axe"}
    valeurs: list[Any] = [""] * len(ENTETES)
    for nom, valeur in cases.items():
        if nom.startswith("montant"):
            rang = ENTETES.index("Financeur 2" if nom.endswith("2") else "Financeur 1") + 1
        else:
            rang = next(i for i, e in enumerate(ENTETES) if e.startswith(noms.get(nom, nom)))
        valeurs[rang] = valeur
    return valeurs


def ecrire(chemin: Path, rangees: list[list[Any]], *, explications: bool = False) -> None:
    """Un classeur comme en donnent les outils : un mode d'emploi devant, des groupes au-dessus des en-têtes."""
    with Workbook(str(chemin), {"default_date_format": "dd/mm/yyyy", "strings_to_formulas": False}) as classeur:
        classeur.add_worksheet("Mode d emploi").write_row(0, 0, ["", "Importer un plan d'action"])
        feuille = classeur.add_worksheet("Fichier d import")
        feuille.write_row(0, 0, ["Présentation de l'action"])
        feuille.write_row(1, 0, ENTETES)
        if explications:
            feuille.write_row(2, 0, ["Champ texte"] * len(ENTETES))
        for numero, valeurs in enumerate(rangees, 3 if explications else 2):
            feuille.write_row(numero, 0, valeurs)


def lire(chemin: Path) -> list[dict[str, str]]:
    """Les rangées d'un classeur exporté, par en-tête, sans les cases vides."""
    entetes, _, *rangees = list(openpyxl.load_workbook(chemin).worksheets[-1].iter_rows(min_row=2, values_only=True))
    dites: list[dict[str, str]] = []
    for valeurs in rangees:
        cases: dict[str, str] = {}
        for entete, valeur in zip(entetes, valeurs, strict=True):
            nom = f"{entete} bis" if str(entete) in cases else str(entete)
            if valeur:
                cases[nom] = valeur.date().isoformat() if isinstance(valeur, datetime.datetime) else str(valeur)
        dites.append(cases)
    return dites


def quarante() -> list[list[Any]]:
    """Quarante actions dans quatre axes, de tous les statuts."""
    return [
        rangee(
            axe=f"Axe {rang % 4 + 1} : priorité {rang % 4 + 1}",
            Sous=f"{rang % 4 + 1}.1 Suite",
            titre=f"Action n° {rang} : agir",
            Descriptif=f"Ce qui est fait, {rang}.\nEn deux lignes.",
            Objectifs="obtenir = mieux",
            Structure="Ville de Valbrume, Maison des services",
            Partenaires="Centre social, Bailleur",
            Direction="Service habitat",
            financeur="Agence de l'eau, Fonds vert",
            montant=1000 + rang,
            financeur_2="Fondation du lac",
            montant_2=250.5,
            total=5000 + rang,
            Statut=STATUTS[rang % len(STATUTS)],
            **{"Date de début": JOUR, "Date de fin": "2026", "Notes": "à suivre" if rang % 3 else ""},
        )
        for rang in range(1, 41)
    ]


def test_quarante_actions_entrent_d_une_commande_et_ressortent_egales(contrat: Commande, tmp_path: Path) -> None:
    """Du tableur au contrat, du contrat au tableur : les mêmes cases ; une seconde fois, rien ne change."""
    contrat("init", "v", "--commune", "Valbrume", "--insee", "23999", "--periode", "2024-2027", dans=tmp_path)
    ville = tmp_path / "v"
    (ville / "data/actions/premiere-idee.yaml").unlink()
    (ville / "data/axes/axe-1.yaml").unlink()
    ecrire(tmp_path / "plan.xlsx", quarante(), explications=True)
    issue = contrat("importer", "../plan.xlsx", dans=ville)
    assert (issue.code, issue.erreurs) == (0, "créée : 40\n")
    assert (
        "axes créés : Axe 2 : priorité 2, Axe 3 : priorité 3, Axe 4 : priorité 4, Axe 1 : priorité 1\n" in issue.sortie
    )
    assert contrat("validate", dans=ville).code == 0
    assert "\n- Axe 1 : priorité 1. [" in contrat("presenter", "axes", dans=ville).sortie
    assert "\n1. priorité 1 " in contrat("budget", "--par", "axe", dans=ville).sortie
    assert contrat("exporter", "tet", "-o", "../sortie.xlsx", dans=ville) == Issue(0, "", "")
    ecrire(tmp_path / "attendu.xlsx", quarante(), explications=True)
    attendues = [{n.strip(): v for n, v in x.items()} for x in lire(tmp_path / "attendu.xlsx")]
    for dite in attendues:
        dite["Titre de l'action"] = dite.pop("Titre de la fiche action")
    cle = "Titre de l'action"
    assert sorted(lire(tmp_path / "sortie.xlsx"), key=lambda x: x[cle]) == sorted(attendues, key=lambda x: x[cle])
    encore = contrat("importer", "../sortie.xlsx", dans=ville)
    assert (encore.code, encore.erreurs) == (0, "inchangée : 40\n")
    assert "Montants annoncés sans exercice, hors des totaux :" in contrat("budget", dans=ville).sortie
    contrat("init", "w", "--commune", "Ardentes", "--insee", "23999", "--periode", "2024-2027", dans=tmp_path)
    shutil.rmtree(tmp_path / "w/data/axes")
    (tmp_path / "w/data/axes").mkdir()
    (tmp_path / "w/data/actions/premiere-idee.yaml").unlink()
    contrat("exporter", "tet", "-o", "../un.csv", dans=ville)
    contrat("importer", "../un.csv", dans=tmp_path / "w")
    contrat("exporter", "tet", "-o", "../deux.csv", dans=tmp_path / "w")
    assert (tmp_path / "un.csv").read_bytes() == (tmp_path / "deux.csv").read_bytes()


def test_un_contrat_tenu_ici_sort_et_revient_sans_changer_d_un_octet(contrat: Commande, tmp_path: Path) -> None:
    """Ni marque, ni source, ni statut : l'export n'apprend rien à qui l'a écrit ; une case changée, si."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    fiche = tmp_path / "data/actions/visites.yaml"
    texte = fiche.read_text(encoding="utf-8").replace("statut: approuvee", "statut: reportee", 1)
    report = "    source: essai\n  - {statut: reportee, date: 2010-06-01, instance: conseil, echeance: 2011}\n"
    fiche.write_text(texte.replace("    source: essai\n", report, 1), encoding="utf-8")
    avant = {f: f.read_bytes() for f in (tmp_path / "data").rglob("*.yaml")}
    for nom in ("plan.csv", "plan.xlsx"):
        assert contrat("exporter", "tet", "-o", nom, dans=tmp_path) == Issue(0, "", "")
        assert contrat("importer", nom, dans=tmp_path).erreurs == "inchangée : 2\n"
    assert {f: f.read_bytes() for f in (tmp_path / "data").rglob("*.yaml")} == avant
    plan = tmp_path / "plan.csv"
    plan.write_text(plan.read_text(encoding="utf-8").replace("À venir", "Réalisé"), encoding="utf-8")
    assert "visites.yaml (statut, historique)\n" in contrat("importer", "plan.csv", "--essai", dans=tmp_path).sortie


def test_ce_qui_ne_se_lit_pas_est_garde_et_ce_qui_nomme_est_ote(contrat: Commande, minimal: Path) -> None:
    """Chaque case est dite à sa place ; les personnes disparaissent, même d'une colonne d'organismes."""
    personne = "Camille " + "Zorbelin"
    rangees = [
        rangee(
            axe="Lutter contre l'isolement", titre="Un café de rencontre", Descriptif="autrement", total="8 000,50 €"
        ),
        rangee(axe="Se loger", titre="Louer", total="Entre 200 et 500", Personne=personne, Statut="Peut-être"),
        rangee(axe="Se loger", titre="Louer", Structure="VILLE DE VALBRUME", financeur=personne, montant=10),
        rangee(axe="Se loger", Sous="1.1 Réparer"),
        rangee(axe="Se loger", Descriptif="sans titre"),
        rangee(titre="Sans axe", **{"Date de début": "1er janv 2023", "Date de fin": "16/11/2022"}),
        rangee(axe="Se loger", titre="Écrire", Descriptif="à agent" + "@ville.example"),
    ]
    ecrire(minimal / "plan.xlsx", rangees)
    essai = contrat("importer", "plan.xlsx", "--essai", dans=minimal)
    assert not (minimal / "data/axes/axe-2.yaml").exists()
    issue = contrat("importer", "plan.xlsx", dans=minimal)
    assert essai.sortie == issue.sortie
    assert issue.code == 1
    attendu = """\
ligne 3 : inchangée, data/actions/cafe-rencontre.yaml
ligne 3 : la fiche dit autrement, et garde : description, budget
ligne 4 : créée, data/actions/louer.yaml
ligne 4 : P4 : « Peut-être » n'est pas un statut connu ; gardé en texte
ligne 4 : O4 : « Entre 200 et 500 » n'est pas un montant en euros ; gardé en texte
ligne 4 : I4 : personnes non reprises
ligne 4 : sans place ici, gardé en texte : total, statut
ligne 5 : créée, data/actions/louer-2.yaml
ligne 5 : K5 : personnes non reprises
ligne 6 : sans action
ligne 7 : refusée, sans titre d'action
ligne 8 : créée, data/actions/sans-axe.yaml
ligne 8 : Q8 : « 1er janv 2023 » n'est pas une date ; gardé en texte
ligne 8 : sans place ici, gardé en texte : debut
ligne 9 : refusée, D9 : [D002] une adresse de courriel
axes créés : Se loger, Actions sans axe
"""
    assert issue.sortie.splitlines() == attendu.splitlines()
    assert contrat("validate", dans=minimal).code == 0
    ecrit = "".join(f.read_text(encoding="utf-8") for f in (minimal / "data").rglob("*.yaml"))
    assert personne.split()[0] not in ecrit
    louer = (minimal / "data/actions/louer-2.yaml").read_text(encoding="utf-8")
    assert "porteur: ville" in louer
    assert "organismes: []\n      montant: 10\n" in louer
    contrat("exporter", "tet", "-o", "sortie.csv", dans=minimal)
    assert contrat("importer", "sortie.csv", dans=minimal).erreurs == "inchangée : 5\n"


def test_un_tableur_quelconque_entre_par_une_correspondance(contrat: Commande, minimal: Path) -> None:
    """Un CSV de Windows, séparé par des points-virgules : ses colonnes se disent dans un fichier ; puis une suite."""
    (minimal / "map.yaml").write_text("titre: Projet\nstatut: État\ntotal: Coût\n", encoding="utf-8")
    table = "Projet;État;Coût;Remarque\nPlanter;À venir;1 200;au nord\n"
    (minimal / "plan.csv").write_bytes(table.encode("cp1252"))
    commande = ("importer", "plan.csv", "--modele", "colonnes:map.yaml")
    issue = contrat(*commande, dans=minimal)
    assert (issue.code, issue.erreurs) == (0, "créée : 1\n")
    fiche = minimal / "data/actions/planter.yaml"
    assert "statut: approuvee\n" in fiche.read_text(encoding="utf-8")
    table = table.replace("À venir", "En cours").replace("1 200", "1 300") + "Semer;;;du blé ; de l'orge\n"
    (minimal / "plan.csv").write_bytes(table.encode("cp1252"))
    suite = contrat(*commande, dans=minimal)
    assert suite.code == 1
    assert suite.sortie == "ligne 2 : mise à jour, data/actions/planter.yaml (annonce, statut, historique)\n" + (
        "ligne 2 : sans place ici, gardé en texte : Remarque\n"
        "ligne 3 : refusée, E3 : 5 cases, l'en-tête en compte 4 : mettre entre guillemets la case où est un "
        "point-virgule, ou retirer ce qui est de trop\n"
    )
    ecrit = fiche.read_text(encoding="utf-8")
    assert "statut: lancee\n" in ecrit
    assert "1300" in ecrit
    montree = contrat("action", "montrer", "planter", dans=minimal).sortie
    assert "Remarque : au nord" in montree
    (minimal / "map.yaml").write_text("titre: Projet\ntotal: Coût\n", encoding="utf-8")
    (minimal / "plan.csv").write_text("Projet;Coût;Remarque\nPlanter;1300;au nord\n", encoding="utf-8")
    assert contrat(*commande, dans=minimal).erreurs == "inchangée : 1\n"
    # Ni total ni remarque dans ce tableur-ci : la fiche garde les siens.
    (minimal / "map.yaml").write_text("titre: Projet\nmontant_1: Aide\n", encoding="utf-8")
    (minimal / "plan.csv").write_text("Projet;Aide\nPlanter;50\n", encoding="utf-8")
    assert contrat(*commande, dans=minimal).sortie == (
        "ligne 2 : inchangée, data/actions/planter.yaml\nligne 2 : la fiche dit autrement, et garde : annonce\n"
    )
    assert fiche.read_text(encoding="utf-8") == ecrit


@pytest.mark.parametrize(("depuis_1904", "dit"), [(True, "2025-01-02"), (False, "2021-01-01")])
def test_un_jour_ecrit_en_nombre_compte_depuis_l_origine_du_classeur(
    contrat: Commande, minimal: Path, depuis_1904: bool, dit: str
) -> None:
    """44 197 est le 1er janvier 2021, et le 2 janvier 2025 pour qui compte depuis 1904 ; une année reste une année."""
    with Workbook(str(minimal / "plan.xlsx"), {"date_1904": depuis_1904}) as classeur:
        feuille = classeur.add_worksheet("Plan")
        feuille.write_row(0, 0, ("Axe (x)", "Titre de l'action", "Date de début", "Date de fin", "Budget HT"))
        feuille.write_row(1, 0, ("Se loger", "Planter", 44197, 2031, 44197))
    assert contrat("importer", "plan.xlsx", dans=minimal).code == 0
    fiche = (minimal / "data/actions/planter.yaml").read_text(encoding="utf-8")
    assert f"calendrier:\n  debut: {dit}\n  fin: 2031\n" in fiche
    assert "total: 44197\n" in fiche


def test_ce_qu_un_classeur_montre_sans_l_ecrire(contrat: Commande, minimal: Path) -> None:
    """L'unité d'un format d'affichage, une fusion, une erreur de calcul : rien n'en est pris pour autre chose."""
    with Workbook(str(minimal / "plan.xlsx")) as classeur:
        masquee, feuille = classeur.add_worksheet("Ancien"), classeur.add_worksheet("Plan")
        entetes = ("Axe (x)", "Titre de l'action", "Budget HT")
        feuille.write_row(0, 0, entetes)
        masquee.write_row(0, 0, entetes)
        masquee.hide()
        feuille.activate()
        formats = ("", '0" k€"', '#,##0," k€"', "0%", "[$$-409]#,##0", '# ##0 "€";-0', "", "")
        montants = (12.345, 12.5, 12000, 0.35, 7, 1200, 1, 2)
        for rang, (affiche, montant) in enumerate(zip(formats, montants, strict=True), 1):
            feuille.write_row(rang, 0, ("Se loger", f"Action {rang}"))
            feuille.write_number(rang, 2, montant, classeur.add_format({"num_format": affiche}) if affiche else None)
        feuille.merge_range(7, 0, 9, 0, "Se loger")
        feuille.write_row(10, 0, ("Se loger", "Erreur"))
        feuille.write_formula(10, 2, "=A99", value="#REF!")
    issue = contrat("importer", "plan.xlsx", dans=minimal)
    fusion = "refusée, A8:A10 : cases fusionnées sur 3 lignes : les défusionner, et écrire dans chaque ligne"
    assert [ligne for ligne in issue.sortie.splitlines() if "créée, " not in ligne and "sans place" not in ligne] == [
        "feuille lue : Plan ; convient aussi : Ancien, à importer par --feuille NOM",
        "ligne 2 : C2 : « 12,345 » n'est pas un montant en euros ; gardé en texte",
        "ligne 3 : C3 : « 12.5 k€ » n'est pas un montant en euros ; gardé en texte",
        "ligne 5 : C5 : « 35 % » n'est pas un montant en euros ; gardé en texte",
        "ligne 6 : C6 : « 7 $ » n'est pas un montant en euros ; gardé en texte",
        f"ligne 8 : {fusion} ce qui est à elle",
        f"ligne 9 : {fusion} ce qui est à elle",
        "ligne 11 : refusée, C11 : « #REF! » est une erreur de calcul : corriger la formule, ou vider la case",
        "axes créés : Se loger",
    ]
    annonces = [(minimal / f"data/actions/action-{n}.yaml").read_text("utf-8").partition("annonce:")[2] for n in (3, 6)]
    assert [a.split("origine")[0].split() for a in annonces] == [
        ["base:", "HT", "total:", n] for n in ("12000", "1200")
    ]


CARTES = {
    "en milliers": ("titre: A\ntotal: Coût (k€)\n", "« Coût (k€) » n'est pas en euros mais en « k€ »"),
    "absente": (
        "titre: A\ntotal: Coûts\n",
        "aucune colonne n'a l'en-tête donné à total ; le tableur dit : A, Coût HT, Aide",
    ),
    "deux fois": ("titre: A\ndescription: a\n", "« A » est à la fois titre et description"),
}


@pytest.mark.parametrize("nom", CARTES)
def test_une_correspondance_ne_perd_aucune_colonne(contrat: Commande, minimal: Path, nom: str) -> None:
    """Ni une unité, ni un en-tête que le tableur n'a pas ; la base d'un en-tête et le rang d'un montant se gardent."""
    (minimal / "plan.csv").write_text("A;Coût HT;Aide\nPlanter;1200;300\n", encoding="utf-8")
    texte, message = CARTES[nom]
    (minimal / "map.yaml").write_text(texte, encoding="utf-8")
    issue = contrat("importer", "plan.csv", "--modele", "colonnes:map.yaml", dans=minimal)
    assert (issue.code, issue.erreurs.splitlines()[0]) == (2, f"Erreur : map.yaml : {message}")
    (minimal / "map.yaml").write_text("titre: A\ntotal: Coût HT\nmontant_1: Aide\n", encoding="utf-8")
    assert contrat("importer", "plan.csv", "--modele", "colonnes:map.yaml", dans=minimal).sortie.count("\n") == 2
    fiche = (minimal / "data/actions/planter.yaml").read_text("utf-8")
    assert "base: HT\n  total: 1200\n  financements:\n    - organismes: []\n      montant: 300\n" in fiche


REFUS = {
    "les accents d'un Macintosh": (
        "plan.csv",
        "Axe;Titre\né;à".encode("mac_roman"),
        3,
        "plan.csv : ni UTF-8 d'un bout",
    ),
    "ni l'un ni l'autre": ("plan.ods", b"", 3, "plan.ods : ni .xlsx, ni .csv\n  aide : l'enregistrer en classeur"),
    "pas un classeur": ("plan.xlsx", b"PK", 3, "plan.xlsx : ce n'est pas un classeur lisible\n"),
    "rien": ("plan.csv", b"\n;;\n", 3, "plan.csv est vide\n"),
    "autre chose": (
        "plan.csv",
        b"nomAttribuant;montant\nville;3\n",
        3,
        "plan.csv : aucune feuille n'a d'en-têtes reconnus ; il y faut une colonne « Axe (x) » et une colonne "
        "« Titre de l'action », et la rangée A1 dit : nomAttribuant, montant",
    ),
    "des subventions": (
        "subventions.csv",
        b"nomAttribuant;idAttribuant;nomBeneficiaire;autre\nVille;1;Club;2\n",
        3,
        "subventions.csv, A1 : ce sont des subventions versées (disposition SCDL), non un plan d'action",
    ),
}


@pytest.mark.parametrize("nom", REFUS)
def test_un_fichier_qui_n_est_pas_un_plan_est_refuse(contrat: Commande, minimal: Path, nom: str) -> None:
    """Avec la raison, et sans rien écrire."""
    fichier, octets, code, message = REFUS[nom]
    (minimal / fichier).write_bytes(octets)
    issue = contrat("importer", fichier, dans=minimal)
    assert (issue.code, issue.sortie) == (code, "")
    assert issue.erreurs.startswith(f"Erreur : {message}")
