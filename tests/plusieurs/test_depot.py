"""Plusieurs contrats dans un dépôt : chaque commande parle du bon, `validate` les contrôle tous."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from tests.conftest import MINIMAL, Commande, Issue, remplacer


def test_une_commande_parle_du_contrat_qu_on_nomme(contrat: Commande, depot: Path) -> None:
    remplacer(depot / "contrats/second/data/contrat.yaml", "titre: Contrat social de Valbrume", "titre: Le second")
    attendu = "Le second\n"
    assert attendu in contrat("budget", "--contrat", "second", dans=depot).sortie
    assert attendu in contrat("--contrat", "second", "budget", dans=depot).sortie
    assert attendu in contrat("budget", dans=depot / "contrats/second/data").sortie
    assert attendu in contrat("budget", "--contrat", "second", dans=depot / "contrats/premier").sortie
    assert attendu in contrat("budget", "--contrat", "second", "--racine", depot, dans=depot.parent).sortie
    assert attendu in contrat("budget", "--racine", depot / "contrats/second", dans=depot.parent).sortie
    assert attendu not in contrat("budget", "--contrat", "premier", dans=depot).sortie


def test_tous_les_contrats_sont_ceux_du_depot_d_ou_qu_on_les_demande(contrat: Commande, depot: Path) -> None:
    """Depuis l'un d'eux aussi : l'ensemble n'est jamais celui d'un seul."""
    tous = contrat("budget", "--tous", dans=depot)
    assert (tous.code, tous.sortie.count("Contrat social de Valbrume")) == (0, 2)
    assert contrat("budget", "--tous", dans=depot / "contrats/premier/data") == tous
    # Un CSV n'a que des lignes : ce que les sommes ne disent pas se lit à côté.
    lignes = contrat("budget", "--tous", "--format", "csv", dans=depot)
    assert (lignes.sortie.count("\n"), lignes.erreurs.count("\n")) == (4, 4)
    assert lignes.erreurs.splitlines()[0] in " ".join(tous.sortie.split())
    assert contrat("budget", "--tous", "--racine", depot / "contrats/premier", dans=depot.parent) == tous
    assert contrat("budget", "--tous", "--contrat", "premier", dans=depot) == Issue(
        2, "", "Erreur : --contrat et --tous s'excluent\n  aide : retirer l'un des deux\n"
    )


def test_sans_choix_une_commande_refuse(contrat: Commande, depot: Path) -> None:
    assert contrat("budget", dans=depot) == (contrat("bareme", dans=depot)), (
        "le barème lit les aides du contrat : il ne peut pas non plus choisir"
    )
    assert contrat("budget", dans=depot).erreurs == (
        "Erreur : plusieurs contrats ici : premier, second\n  aide : en choisir un : --contrat second\n"
    )
    assert contrat("budget", "--contrat", "secnd", dans=depot).erreurs == (
        "Erreur : --contrat : « secnd » n'existe pas\n  aide : vouliez-vous dire « second » ?\n"
    )
    assert contrat("budget", "--contrat", "second", dans=MINIMAL).erreurs == (
        "Erreur : --contrat : il n'y a qu'un contrat ici\n  aide : retirer --contrat\n"
    )


def test_un_contrat_dans_data_et_d_autres_a_cote_sont_refuses(contrat: Commande, depot: Path) -> None:
    shutil.copyfile(MINIMAL / "data/contrat.yaml", depot / "data/contrat.yaml")
    assert contrat("validate", dans=depot).erreurs == (
        f"Erreur : « {depot} » a un contrat dans data/ et d'autres dans contrats/ : on ne saurait duquel parler\n"
        "  aide : déplacer contrat.yaml, axes/, actions/ et seances/ de data/ dans contrats/ID/data/, ID étant celui "
        "du contrat ; le reste de data/ est commun\n"
    )


def test_validate_controle_tous_les_contrats(contrat: Commande, depot: Path) -> None:
    assert contrat("validate", "--strict", dans=depot).erreurs == (
        "14 fichiers, 0 erreur, 0 avertissement, 0 information\n"
    )
    remplacer(depot / "contrats/second/data/actions/visites.yaml", "porteur: ville", "porteur: vile")
    remplacer(depot / "data/menages/M-0001.yaml", "source: fiction", "source: fictoin")
    lues = contrat("validate", "--format", "json", dans=depot)
    trouvees = [(f["fichier"], f["code"]) for f in json.loads(lues.sortie)["diagnostics"]]
    assert (lues.code, trouvees) == (
        1,
        [("contrats/second/data/actions/visites.yaml", "R002"), ("data/menages/M-0001.yaml", "R003")],
    )
    assert contrat("validate", "contrats/premier", dans=depot).code == 0
    assert "R002" in contrat("validate", "contrats/second", dans=depot).sortie
    assert "R003" in contrat("validate", "data", "--contrat", "premier", dans=depot).sortie


def test_chaque_chose_a_sa_place(contrat: Commande, depot: Path) -> None:
    """Ce qui est commun ne se range pas dans un contrat, et un contrat porte le nom de son dossier."""
    second = depot / "contrats/second/data"
    shutil.copyfile(depot / "data/sources.yaml", second / "sources.yaml")
    remplacer(second / "contrat.yaml", "id: second", "id: autre")
    sortie = contrat("validate", "--contrat", "second", dans=depot).sortie
    assert sortie.splitlines() == [
        "contrats/second/data/contrat.yaml:2:5: erreur[F018] l'identifiant « autre » n'est pas le nom du dossier "
        "« second »",
        "  |",
        "2 | id: autre",
        "  |     ^^^^^",
        "    aide : renommer le dossier en autre, ou écrire id: second",
        "contrats/second/data/sources.yaml:1:1: erreur[F020] « sources.yaml » ne serait pas lu : ce que plusieurs "
        "contrats partagent, et ce qui est à chacun, ne se mêlent pas",
        "    aide : le commun va dans data/, à la racine du dépôt ; le reste dans contrats/ID/data/",
    ]


def test_on_ecrit_au_bon_endroit(contrat: Commande, depot: Path) -> None:
    creations = (
        ("organisme", "--nom", "Le Relais", "--nature", "association"),
        ("action", "--axe", "1", "--titre", "Une idée"),
        ("menage", "--source", "fiction"),
    )
    ecrits = [contrat("nouveau", *mots, "--contrat", "second", dans=depot).sortie.strip() for mots in creations]
    assert ecrits[:2] == ["data/organismes.yaml", "contrats/second/data/actions/une-idee.yaml"]
    assert len(list((depot / "data/menages").iterdir())) == 2
    assert contrat("evenement", "M-0001", "abandon", "--contrat", "second", dans=depot).code == 0
    assert contrat("validate", dans=depot).erreurs.startswith("16 fichiers, 0 erreur")


def test_un_message_nomme_le_fichier_tel_qu_il_est_au_depot(contrat: Commande, depot: Path) -> None:
    """Chaque commande, et ce que le contrat accepte, nomment le fichier comme `validate` : depuis le dépôt."""
    second, fiche = ("--contrat", "second"), "contrats/second/data/actions/visites.yaml"
    note = contrat("action", "statut", "visites", "lancee", "--date", "2010-10", *second, dans=depot)
    assert note.sortie.endswith(f"écrit dans {fiche}\n")
    remplacer(depot / fiche, "porteur: ville", "porteur: vile")
    acceptee = f"\nacceptations:\n  - code: R002\n    fichier: {fiche}\n    place: porteur\n    motif: à corriger\n"
    principal = depot / "contrats/second/data/contrat.yaml"
    suite = "    auteur: secrétariat\n    jusqu_au: 2098-12-31\n"
    principal.write_text(principal.read_text(encoding="utf-8") + acceptee + suite, encoding="utf-8")
    assert contrat("validate", *second, dans=depot) == Issue(
        0,
        "",
        "9 fichiers, 0 erreur, 0 avertissement, 0 information\n1 faute acceptée par le contrat.\n",
    )
    remplacer(principal, f"    fichier: {fiche}", "    fichier: data/actions/visites.yaml")
    assert contrat("validate", *second, dans=depot).sortie == ""
    remplacer(depot / fiche, "statut: lancee", "statut: partie")
    (depot / "data/organismes.yaml").unlink()
    for mots in (("budget",), ("action", "montrer", "visites"), ("validate",)):
        issue = contrat(*mots, *second, dans=depot)
        dit = issue.sortie + issue.erreurs
        assert f"{fiche}:" in dit, mots
        assert "data/organismes.yaml:1:1: erreur[F025]" in dit, mots
        assert "../" not in dit, mots


def test_une_sortie_ne_recouvre_pas_ce_que_les_contrats_partagent(contrat: Commande, depot: Path) -> None:
    """`data/`, à côté de `contrats/`, n'a pas de contrat.yaml : c'est pourtant les données de tous."""
    avant = (depot / "data/organismes.yaml").read_bytes()
    for nom in ("data/organismes.yaml", "data/neuf.csv", "contrats/premier/data/neuf.md"):
        refus = contrat("budget", "--contrat", "premier", "--format", "csv", "-o", nom, dans=depot)
        assert (refus.code, refus.erreurs) == (
            2,
            f"Erreur : {nom} est parmi les données d'un contrat : rien d'autre n'y est écrit\n"
            "  aide : choisir un emplacement hors de data/\n",
        )
    assert (depot / "data/organismes.yaml").read_bytes() == avant


def test_une_revision_se_compare(contrat: Commande, depot: Path) -> None:
    for mots in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "x"]):
        subprocess.run(["git", *mots], cwd=depot, check=True)
    remplacer(depot / "contrats/second/data/actions/visites.yaml", "titre: ", "titre: Nouvelles ")
    assert "Nouvelles" in contrat("comparer", "HEAD", "--contrat", "second", dans=depot).sortie
    assert "Nouvelles" not in contrat("comparer", "HEAD", "--contrat", "premier", dans=depot).sortie
