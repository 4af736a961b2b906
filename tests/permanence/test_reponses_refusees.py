"""`contrat permanence --reponses` : ce qui est refusé, et rien n'est alors écrit."""

from __future__ import annotations

import datetime
import time
from pathlib import Path

from tests.conftest import Commande, Issue
from tests.permanence.reponses import FICHIER, JOUR, REPONSES, poser


def test_des_reponses_fautives_n_ecrivent_rien(contrat: Commande, racine: Path) -> None:
    poser(racine, "logement:\n  dpe: H\n")
    issue = contrat("permanence", FICHIER, *JOUR, "--reponses", "reponses.yaml", dans=racine)
    assert (issue.code, issue.sortie) == (1, "")
    assert issue.erreurs == (
        "reponses.yaml:2:8: erreur[F016] « H » n'est pas dans la liste\n"
        "  |\n2 |   dpe: H\n  |        ^\n"
        "    aide : choisir parmi : A, B, C, D, E, F, G\n"
        "Rien n'est écrit tant que les réponses portent des erreurs.\n"
    )
    assert not (racine / "data/menages").exists()


def test_un_fichier_fautif_n_est_pas_repris(contrat: Commande, racine: Path) -> None:
    (racine / "data/menages").mkdir()
    (racine / FICHIER).write_text("id: M-2B3C22\nsource: fiction\nlogemen: {}\n", encoding="utf-8")
    poser(racine, "logement: {statut_occupation: locataire}\n")
    issue = contrat("permanence", FICHIER, *JOUR, "--reponses", "reponses.yaml", dans=racine)
    assert issue.code == 1
    assert issue.erreurs.startswith(f"{FICHIER}:3:1: erreur[F013] clé inconnue « logemen »\n")
    assert issue.erreurs.endswith("L'entretien ne reprend pas tant que le fichier porte des erreurs.\n")


def test_une_identite_est_arretee_avant_d_etre_ecrite(contrat: Commande, racine: Path) -> None:
    """Dans une réponse comme dans le nom du fichier."""
    poser(racine, "projet: {souhaites: [voir avec Mme Durand]}\n")
    issue = contrat("permanence", FICHIER, *JOUR, "--reponses", "reponses.yaml", dans=racine)
    assert (issue.code, "erreur[D010]" in issue.erreurs) == (1, True)
    poser(racine, "logement: {type: maison}\n")
    issue = contrat("permanence", "data/menages/M-DURAND.yaml", *JOUR, "--reponses", "reponses.yaml", dans=racine)
    assert (issue.code, issue.erreurs) == (
        1,
        "data/menages/M-DURAND.yaml:1:1: erreur[D007] le nom de fichier « M-DURAND » n'est pas un identifiant sans "
        "signification\n  |\n"
        "1 | # Rempli à la permanence. Ce qui n'est pas écrit est inconnu : l'outil ne suppose rien.\n  | ^\n"
        "    aide : renommer le fichier, comme M-0001.yaml ; l'ancien nom reste dans git\n"
        "Rien n'est écrit : corriger, puis recommencer.\n",
    )
    assert list((racine / "data/menages").iterdir()) == []


def test_un_mauvais_emploi_est_refuse(contrat: Commande, racine: Path) -> None:
    poser(racine, "{}\n")
    nom = contrat("permanence", "mme-x.yaml", "--reponses", "reponses.yaml", dans=racine)
    assert (nom.code, nom.erreurs) == (
        2,
        "Erreur : « mme-x.yaml » n'est pas un nom de fichier de ménage\n"
        "  aide : écrire M- puis 4 à 12 chiffres ou majuscules, comme M-0001.yaml, ou ne rien donner : un nom est "
        "tiré\n",
    )
    jour = contrat("permanence", "--date", "2009-01-05", "--reponses", "reponses.yaml", dans=racine)
    assert (jour.code, jour.erreurs.split("\n")[0]) == (
        2,
        "Erreur : --date : aucun barème en vigueur au 5 janvier 2009",
    )
    tube = contrat("permanence", dans=racine)
    assert (tube.code, tube.erreurs) == (
        2,
        "Erreur : il n'y a pas de terminal où poser les questions\n  aide : donner les réponses : --reponses FICHIER\n",
    )


def test_une_permanence_a_venir_ne_s_ecrit_pas(contrat: Commande, racine: Path) -> None:
    """Ses étapes seraient des faits qui n'ont pas eu lieu."""
    demain = (datetime.date.fromisoformat(time.strftime("%Y-%m-%d")) + datetime.timedelta(days=1)).isoformat()
    poser(racine, REPONSES)
    issue = contrat("permanence", FICHIER, "--date", demain, "--reponses", "reponses.yaml", dans=racine)
    assert issue == Issue(
        2,
        "",
        f"Erreur : --date : {demain} est à venir\n"
        "  aide : un fait se note une fois arrivé : vérifier l'année, ou attendre ce jour\n",
    )
    assert not (racine / FICHIER).exists()


def test_un_montant_mal_tape_se_dit_au_guichet(contrat: Commande, racine: Path) -> None:
    """À la saisie, à la fin de l'entretien, puis à chaque réponse : `validate` viendrait trop tard."""
    poser(racine, REPONSES.replace("15400", "1").replace("travaux_ht: 10000", "travaux_ht: 10000\n  travaux_ttc: 9000"))
    issue = contrat("permanence", FICHIER, *JOUR, "--reponses", "reponses.yaml", dans=racine)
    assert (
        "de 2009 ? 1\n   1 € par an\n   À vérifier : revenu de 2009 : 1 €, moins de 100 € par mois.\n" in issue.sortie
    )
    attendues = [
        f"{FICHIER}:24:16: erreur[M002] 9 000 € TTC pour 10 000 € HT",
        f"{FICHIER}:11:10: avertissement[M010] revenu de 2009 : 1 €, moins de 100 € par mois",
    ]
    assert [ligne for ligne in issue.erreurs.splitlines() if ligne.startswith("data/")] == attendues
    jugement = contrat("eligibilite", "M-2B3C22", dans=racine)
    assert (jugement.code, jugement.erreurs) == (1, issue.erreurs)
