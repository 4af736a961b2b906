"""`contrat evenement` et `contrat nouveau menage` : rien d'autre ne bouge, rien d'incohérent n'entre."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import Commande
from tests.suivi.test_suivi import dater, lire

MENAGE = "data/menages/M-0001.yaml"


def test_seule_l_etape_s_ajoute_a_la_fin(contrat: Commande, racine: Path) -> None:
    """Le reste du fichier, commentaires compris, est le même à l'octet près, et le contrat reste valide."""
    avant = (racine / MENAGE).read_text(encoding="utf-8")
    arguments = ("M-0001", "abandon", "--date", "2013-01-02", "--motif", "reste_a_charge", "--note", "trop cher : 40 %")
    issue = contrat("evenement", *arguments, dans=racine)
    assert (issue.code, issue.sortie, issue.erreurs) == (
        0,
        f"M-0001 : abandon, le 2 janvier 2013, écrit dans {MENAGE}\n",
        "",
    )
    apres = (racine / MENAGE).read_text(encoding="utf-8")
    assert apres.startswith(avant)
    assert apres.removeprefix(avant) == (
        "  - date: 2013-01-02\n    etape: abandon\n    motif: reste_a_charge\n    note: 'trop cher : 40 %'\n"
    )
    assert contrat("validate", dans=racine).code == 0


def test_une_suite_apres_la_fin_s_ecrit_et_se_dit(contrat: Commande, racine: Path) -> None:
    """Un fait vrai s'écrit ; ce que rien n'explique est à relire."""
    assert contrat("evenement", "M-0001", "rejete", "--date", "2012-01-03", dans=racine).erreurs == ""
    issue = contrat("evenement", "M-0001", "solde_paye", "--date", "2012-03-03", dans=racine)
    assert (issue.code, issue.sortie) == (0, f"M-0001 : solde payé, le 3 mars 2012, écrit dans {MENAGE}\n")
    assert issue.erreurs.startswith(
        f"{MENAGE}:28:12: avertissement[M013] « solde_paye » le 3 mars 2012, après « rejete » le 3 janvier 2012, sans "
        "accord entre les deux\n"
    )


def test_le_premier_evenement_ouvre_son_bloc(contrat: Commande, racine: Path) -> None:
    chemin = racine / MENAGE
    chemin.write_text(chemin.read_text(encoding="utf-8").partition("evenements:")[0], encoding="utf-8")
    assert contrat("evenement", MENAGE, "contacte", "--date", "2011-01-02", dans=racine).sortie.startswith("M-0001 : ")
    assert chemin.read_text(encoding="utf-8").endswith("evenements:\n  - date: 2011-01-02\n    etape: contacte\n")
    assert contrat("validate", dans=racine).code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("M-0001", "visite_programme"), "l'étape « visite_programme » n'existe pas\n"
         "  aide : vouliez-vous dire « visite_programmee » ?\n"),
        (("M-0009", "contacte"), "le ménage « M-0009 » n'existe pas\n  aide : vouliez-vous dire « M-0001 » ?\n"),
        (("M-0001", "contacte", "--date", "2001-01-01"), "le 1er janvier 2001 est avant le dernier événement"),
        (("M-0001", "clos", "--date", "2014-01-01", "--motif", "depart"),
         "--motif ne va qu'avec les étapes abandon, rejete et retire\n"),
        (("M-0001", "abandon", "--motif", "fatigue"), "le motif « fatigue » n'existe pas\n  aide : choisir parmi : "),
        (("M-0001", "accorde", "--montant", "ville=2000", "--montant", "ville=1600"),
         "--montant : deux montants pour « ville »\n  aide : en écrire la somme, ou le bon\n"),
        (("M-0001", "dossier_depose", "--date", "2011-09-20"),
         "ce dossier le dit déjà : dossier déposé, le 20 septembre 2011\n"
         "  aide : donner un autre jour, ou annuler d'abord ce qui est faux : --annuler\n"),
        (("M-0001", "accorde", "--montant", "2000"), "--montant : « 2000 » ne dit pas son financeur\n"
         "  aide : écrire FINANCEUR=EUROS, comme anah=12840\n"),
        (("M-0001", "accorde", "--montant", "ville=12.000"),
         "--montant : « 12.000 » n'est pas un montant en euros\n  aide : cela ressemble à des milliers : écrire 12000, "
         "ou 12.00 si ce sont des centimes\n"),
        (("M-0001", "clos", "--date", "2014-01-01", "--note", "x" * 251), "--note a 251 signes, 250 au plus\n"),
        (("M-0001", "clos", "--date", "2014-01-01", "--note", " "), "--note est vide\n"),
        (
            ("M-0001", "clos", "--date", "2014-01-01", "--note", "vu\x1b[31m"),
            "--note : un caractère invisible : U+001B, le caractère d'échappement, qui commande le terminal\n",
        ),
    ],
)  # fmt: skip
def test_une_etape_incoherente_est_refusee(
    contrat: Commande, racine: Path, arguments: tuple[str, ...], message: str
) -> None:
    avant = (racine / MENAGE).read_bytes()
    issue = contrat("evenement", *arguments, dans=racine)
    assert (issue.code, issue.sortie) == (2, "")
    assert issue.erreurs.startswith(f"Erreur : {message}")
    assert (racine / MENAGE).read_bytes() == avant


def test_l_etape_va_dans_son_bloc_meme_s_il_n_est_pas_le_dernier(contrat: Commande, racine: Path) -> None:
    chemin = racine / MENAGE
    suite = "\n# ce qui suit\norigine: ccas\n"
    avant = chemin.read_text(encoding="utf-8").rstrip("\n")
    chemin.write_text(avant + suite, encoding="utf-8")
    assert contrat("evenement", "M-0001", "clos", "--date", "2014-01-01", dans=racine).code == 0
    attendu = f"{avant}\n  - date: 2014-01-01\n    etape: clos{suite}"
    assert chemin.read_text(encoding="utf-8") == attendu


def test_une_identite_est_arretee_avant_d_etre_ecrite(contrat: Commande, racine: Path) -> None:
    """La note est lue par les règles D comme si elle était déjà dans le fichier ; un mot d'alerte, lui, avertit."""
    avant = (racine / MENAGE).read_bytes()
    note = ("--note", "rappeler Mme Durand au 06 " + "00 00 00 12")
    issue = contrat("evenement", "M-0001", "clos", "--date", "2014-01-01", *note, dans=racine)
    assert (issue.code, issue.sortie) == (1, "")
    assert f"{MENAGE}:" in issue.erreurs
    assert "erreur[D001] un numéro de téléphone" in issue.erreurs
    assert "erreur[D010]" in issue.erreurs
    assert issue.erreurs.endswith("Rien n'est écrit : corriger, puis recommencer.\n")
    assert (racine / MENAGE).read_bytes() == avant
    issue = contrat("evenement", "M-0001", "clos", "--date", "2014-01-01", "--note", "malade ce jour", dans=racine)
    assert (issue.code, "avertissement[D011]" in issue.erreurs) == (0, True)
    issue = contrat("evenement", "M-0001", "clos", "--date", "2014-01-02", dans=racine)
    assert (issue.code, issue.erreurs) == (0, "")


def test_un_fichier_fautif_reste_entier(contrat: Commande, racine: Path) -> None:
    chemin = racine / MENAGE
    fautif = chemin.read_text(encoding="utf-8").replace("nature: energie", "nature: chauffage")
    chemin.write_text(fautif, encoding="utf-8")
    issue = contrat("evenement", "M-0001", "clos", "--date", "2014-01-01", dans=racine)
    assert (issue.code, issue.sortie) == (1, "")
    assert "Rien n'est écrit tant que le fichier porte des erreurs.\n" in issue.erreurs
    assert chemin.read_text(encoding="utf-8") == fautif


def test_un_menage_neuf_est_valide_et_opaque(contrat: Commande, racine: Path) -> None:
    """Deux créations, deux identifiants ; le contrat reste valide, et l'étape n'y est que si elle est dite."""
    issue = contrat("nouveau", "menage", dans=racine)
    chemins = [issue.sortie.strip(), contrat("nouveau", "menage", "--date", "2024-03-05", dans=racine).sortie.strip()]
    menage = Path(chemins[0]).stem
    assert issue.erreurs == (
        "Aucune étape n'y est écrite, le suivi ne le compte pas encore : "
        f"contrat evenement {menage} contacte --date JOUR\n"
    )
    assert "\n# evenements:\n#   - date: " in (racine / chemins[0]).read_text(encoding="utf-8")
    assert (
        (racine / chemins[1])
        .read_text(encoding="utf-8")
        .endswith("\nevenements:\n  - date: 2024-03-05\n    etape: contacte\n")
    )
    issue = contrat("nouveau", "menage", "--date", "2099-01-01", dans=racine)
    assert (issue.code, issue.erreurs.splitlines()[0]) == (2, "Erreur : --date : 2099-01-01 est à venir")
    assert all(re.fullmatch(r"data/menages/M-[2-9B-DF-HJ-NP-TV-XZ]{8}\.yaml", chemin) for chemin in chemins)
    assert len(set(chemins)) == 2
    assert contrat("validate", dans=racine).code == 0
    texte = (racine / chemins[0]).read_text(encoding="utf-8")
    assert ('commune: "15999"' in texte, "\nsource: fiction\n# secteur:\n" in texte) == (True, True)


def test_un_menage_neuf_porte_la_source_que_le_contrat_declare(contrat: Commande, racine: Path) -> None:
    """Jamais `fiction` d'office : sans source déclarée ni demandée, rien n'est créé, et le geste est dit."""
    declare = racine / "data/contrat.yaml"
    texte = declare.read_text(encoding="utf-8")
    declare.write_text(texte.replace("source: fiction", "source: dossiers"), encoding="utf-8")
    chemin = racine / contrat("nouveau", "menage", dans=racine).sortie.strip()
    assert "\nsource: dossiers\n" in chemin.read_text(encoding="utf-8")
    issue = contrat("validate", dans=racine)
    assert (issue.code, issue.sortie.count("avertissement[M004]")) == (0, 1)
    prive = declare.read_text(encoding="utf-8").replace("source: dossiers", "source: dossiers\n  depot_prive: oui")
    declare.write_text(prive, encoding="utf-8")
    assert "M004" not in contrat("validate", dans=racine).sortie
    assert (
        "Dont fictifs, qui ne sont les données de personne\u00a0: 1 dossier"
        in contrat("rgpd", "registre", dans=racine).sortie
    )

    chemin = racine / contrat("nouveau", "menage", "--source", "fiction", dans=racine).sortie.strip()
    assert "\nsource: fiction\n" in chemin.read_text(encoding="utf-8")
    issue = contrat("nouveau", "menage", "--source", "dossier", dans=racine)
    assert (issue.code, issue.erreurs) == (
        2,
        "Erreur : --source : « dossier » n'est pas dans data/sources.yaml\n  aide : vouliez-vous dire « dossiers » ?\n",
    )
    declare.write_text(texte.partition("menages:")[0], encoding="utf-8")
    for arguments in (("nouveau", "menage"), ("permanence", "--reponses", "vides.yaml")):
        (racine / "vides.yaml").write_text("{}\n", encoding="utf-8")
        issue = contrat(*arguments, dans=racine)
        assert (issue.code, issue.sortie, issue.erreurs) == (
            2,
            "",
            "Erreur : le contrat ne dit pas la source de ses dossiers de ménages\n"
            "  aide : écrire « menages: {source: …} » dans data/contrat.yaml, ou donner --source : dossiers, essai, "
            "fiction\n",
        )


def test_une_etape_s_annule_et_reste_ecrite(contrat: Commande, racine: Path) -> None:
    """Elle ne compte plus, un rendez-vous à venir n'empêche aucune étape, et rien d'autre ne bouge dans le fichier."""
    an = date.today().year + 1  # noqa: DTZ011 - le jour du contrôle est celui de la machine
    rendez_vous = ("M-0001", "visite", "--date", f"{an}-12-04")
    issue = contrat("evenement", *rendez_vous, dans=racine)
    assert issue.erreurs == (
        "Erreur : l'étape « visite » n'existe pas\n  aide : vouliez-vous dire « visite_programmee » ?\n"
    )
    rendez_vous = ("M-0001", "visite_programmee", "--date", f"{an}-12-04")
    assert contrat("evenement", *rendez_vous, dans=racine).code == 0
    assert contrat("evenement", "M-0001", "recu_en_permanence", dans=racine).code == 0
    assert "M007" not in contrat("validate", dans=racine).sortie
    agenda = ("agenda", "--au", f"{an}-12-01")
    assert f"4 décembre {an}" in contrat(*agenda, dans=racine).sortie
    avant = (racine / MENAGE).read_text(encoding="utf-8")
    issue = contrat("evenement", *rendez_vous, "--annuler", "--note", "reporté par le ménage", dans=racine)
    assert (issue.code, issue.sortie) == (0, f"M-0001 : visite programmée, le 4 décembre {an}, annulé dans {MENAGE}\n")
    ajout = f"    annule_le: {date.today()}\n    annulation: reporté par le ménage\n"  # noqa: DTZ011
    place = avant.index("visite_programmee\n", avant.index(f"{an}-12-04")) + len("visite_programmee\n")
    assert (racine / MENAGE).read_text(encoding="utf-8") == avant[:place] + ajout + avant[place:]
    assert f"4 décembre {an}" not in contrat(*agenda, dans=racine).sortie
    issue = contrat("evenement", *rendez_vous, "--annuler", dans=racine)
    refus, aide = issue.erreurs.splitlines()
    assert (issue.code, refus) == (2, f"Erreur : {MENAGE} n'a pas d'étape « visite programmée » à annuler")
    assert aide.startswith("  aide : étapes écrites : contacté, le 8 mars 2011 ; ")
    assert f"{an}" not in aide
    issue = contrat("evenement", *rendez_vous, "--annuler", "--motif", "depart", dans=racine)
    assert (issue.code, issue.erreurs) == (
        2,
        "Erreur : --motif ne s'emploie pas avec --annuler\n  aide : retirer --motif : seul --note dit pourquoi\n",
    )


def test_un_refus_dit_pourquoi_et_se_compte(contrat: Commande, racine: Path) -> None:
    """Le motif d'un refus n'est pas celui d'un abandon ; le suivi d'une période les compte à part."""
    refus = ("evenement", "M-0001", "rejete", "--date", "2014-02-03")
    issue = contrat(*refus, "--motif", "depart", dans=racine)
    assert (issue.code, issue.erreurs.splitlines()[0]) == (2, "Erreur : le motif « depart » n'existe pas")
    assert contrat(*refus, "--motif", "credits_epuises", dans=racine).code == 0
    assert (racine / MENAGE).read_text(encoding="utf-8").endswith("    etape: rejete\n    refus: credits_epuises\n")
    page = contrat("suivi", "--du", "2014-01-01", "--au", "2014-12-31", "--secret", "1", dans=racine).sortie
    assert "\nRefus\n" in page
    assert "Motif            Nombre\n-----------------------\ncrédits épuisés       1\n" in page


def test_le_refus_d_un_seul_financeur_ne_finit_pas_le_dossier(contrat: Commande, racine: Path) -> None:
    """L'autre tient encore le dossier, délais compris ; quand le dernier refuse à son tour, il est fini."""
    dater(racine, "2011-03-01 contacte")
    for geste in (
        ("dossier_depose", "--date", "2011-05-02", "--montant", "ville=500", "--montant", "departement=900"),
        ("rejete", "--date", "2011-06-02", "--financeur", "departement", "--motif", "credits_epuises"),
    ):
        assert contrat("evenement", "M-0001", *geste, dans=racine).code == 0
    suivi = lire(contrat, racine, "2011-06-30")
    assert suivi["etats"] == {"dossier_depose": 1}
    page = contrat("eligibilite", MENAGE, "--format", "md", dans=racine).sortie.replace("\u00a0", " ")
    assert "Déjà refusé par « departement » seul : dossier rejeté, le 2 juin 2011, raison : crédits épuisés." in page
    encore = ("evenement", "M-0001", "rejete", "--date", "2011-07-04", "--financeur")
    assert contrat(*encore, "vile", dans=racine).erreurs == (
        "Erreur : l'organisme « vile » n'existe pas\n"
        "  aide : vouliez-vous dire « ville » ? choisir parmi : departement, ville\n"
    )
    assert contrat(*encore, "ville", dans=racine).code == 0
    assert lire(contrat, racine, "2011-07-31")["etats"] == {"rejete": 1}
    hors = contrat("evenement", "M-0001", "abandon", "--date", "2011-08-04", "--financeur", "ville", dans=racine)
    assert (hors.code, hors.erreurs.splitlines()[0]) == (
        2,
        "Erreur : --financeur ne va qu'avec les étapes rejete et retire",
    )
