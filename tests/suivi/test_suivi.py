"""`contrat suivi` : les chiffres du document par le calcul, et chaque alerte à sa borne."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import Commande, peupler

MENAGE = "data/menages/M-0001.yaml"


def dater(racine: Path, *etapes: str) -> None:
    """Donner au ménage minimal ces seules étapes, `jour etape` ou `jour etape motif`."""
    chemin = racine / MENAGE
    texte = chemin.read_text(encoding="utf-8").partition("evenements:")[0] + "evenements:\n"
    for etape in etapes:
        jour, nom, *motif = etape.split()
        texte += f"  - date: {jour}\n    etape: {nom}\n" + (f"    motif: {motif[0]}\n" if motif else "")
    chemin.write_text(texte, encoding="utf-8")


def lire(contrat: Commande, racine: Path, au: str, *options: str) -> dict[str, Any]:
    """Le suivi d'un jour pour le travail, en JSON."""
    issue = contrat("suivi", "--au", au, "--secret", "1", "--format", "json", *options, dans=racine)
    assert (issue.code, issue.erreurs) == (0, "")
    objet: dict[str, Any] = json.loads(issue.sortie)
    return objet


def test_les_chiffres_publies_par_le_calcul(contrat: Commande, copie: Path) -> None:
    """Treize repérés, douze contactés, six éligibles, un rénové avec Habiter Mieux ; un revenu de trop, cinq."""
    attendus = {
        "version": 2, "reperes": 13, "contactes": 12, "eligibles": 6, "logements_renoves": 1, "habiter_mieux": 1,
        "travaux": "10550.00",
    }  # fmt: skip
    objet = lire(contrat, copie, "2026-11-23")
    assert {cle: objet[cle] for cle in attendus} == attendus
    chemin = copie / "data/menages/M-0001.yaml"
    chemin.write_text(chemin.read_text(encoding="utf-8").replace("rfr: 15400", "rfr: 54000"), encoding="utf-8")
    assert lire(contrat, copie, "2026-11-23")["eligibles"] == 5


@pytest.mark.parametrize(
    ("au", "muets"), [("2011-05-30", []), ("2011-05-31", ["M-0001"])], ids=["soixante jours", "soixante et un"]
)
def test_sans_nouvelle_depuis_plus_de_soixante_jours(
    contrat: Commande, racine: Path, au: str, muets: list[str]
) -> None:
    """Contacté le 31 mars 2011 : soixante jours plus tard, rien ; le lendemain, une alerte."""
    dater(racine, "2011-03-31 contacte")
    assert lire(contrat, racine, au)["sans_nouvelle"] == muets
    assert lire(contrat, racine, au, "--silence", "61")["sans_nouvelle"] == []


@pytest.mark.parametrize(
    ("au", "suite", "delais"),
    [
        ("2012-03-15", (), []),
        ("2012-03-16", (), ["commencer les travaux dans l'année qui suit l'accord"]),
        ("2012-03-16", ("2012-03-10 travaux_commences",), []),
        ("2014-03-15", ("2012-03-10 travaux_commences",), []),
        (
            "2014-03-16",
            ("2012-03-10 travaux_commences",),
            ["demander le solde dans les trois ans qui suivent l'accord"],
        ),
        ("2014-03-16", ("2012-03-10 travaux_commences", "2014-03-16 solde_demande"), []),
        ("2014-03-16", ("2012-03-10 abandon",), []),
    ],
)
def test_un_delai_se_depasse_le_lendemain(
    contrat: Commande, racine: Path, au: str, suite: tuple[str, ...], delais: list[str]
) -> None:
    """Accord du 15 mars 2011 : un an pour commencer, trois pour le solde ; fini, un dossier n'a plus de délai."""
    dater(racine, "2011-01-05 contacte", "2011-02-01 dossier_depose", "2011-03-15 accorde", *suite)
    assert [d["delai"] for d in lire(contrat, racine, au)["delais_depasses"]] == delais


def test_un_jour_passe_ignore_la_suite(contrat: Commande, racine: Path) -> None:
    dater(racine, "2011-01-05 repere", "2011-02-01 contacte", "2011-03-15 abandon sans_reponse")
    assert lire(contrat, racine, "2011-01-31")["etats"] == {"repere": 1}
    assert lire(contrat, racine, "2011-02-01")["contactes"] == 1
    apres = lire(contrat, racine, "2011-03-15")
    assert (apres["etats"], apres["abandons"]) == ({"abandon": 1}, {"sans_reponse": 1})


def test_un_zero_de_n_avoir_rien_a_compter_se_dit(contrat: Commande, racine: Path) -> None:
    """Ni dossier, ni étape à ce jour : la page qui se publie le dit, et celle de travail compte ce qu'elle laisse."""
    sans_etape = "- Rien n'est à compter : aucun dossier n'a d'étape à ce jour."
    avant = contrat("suivi", "--au", "2010-12-31", "--secret", "1", dans=racine).sortie
    assert sans_etape in avant
    assert "- Sans étape à ce jour, hors des comptes : 1 dossier." in avant
    en_csv = contrat("suivi", "--au", "2010-12-31", "--format", "csv", dans=racine)
    assert f"- {en_csv.erreurs[:-1]}".replace("\n", "\n- ") in avant
    publiee = contrat("suivi", "--au", "2010-12-31", dans=racine).sortie
    assert sans_etape in publiee
    assert "hors des comptes" not in publiee
    shutil.rmtree(racine / "data" / "menages")
    assert "- Rien n'est à compter : le contrat n'a aucun dossier de ménage." in contrat("suivi", dans=racine).sortie


def test_le_temps_entre_deux_etapes(contrat: Commande, racine: Path) -> None:
    dater(racine, "2011-02-01 contacte", "2011-02-15 recu_en_permanence")
    (duree,) = lire(contrat, racine, "2011-03-01")["durees"]
    assert duree == {
        "depuis": "contacte", "vers": "recu_en_permanence", "menages": 1, "courte": 14, "mediane": "14", "longue": 14,
    }  # fmt: skip


def test_le_seuil_du_secret_est_refuse_en_csv(contrat: Commande, racine: Path) -> None:
    """Un CSV a une ligne par ménage : l'option y serait sans effet."""
    issue = contrat("suivi", "--format", "csv", "--secret", "5", dans=racine)
    assert (issue.code, issue.sortie) == (2, "")
    assert issue.erreurs == (
        "Erreur : --secret ne s'emploie pas avec --format csv\n"
        "  aide : retirer --secret : un CSV a une ligne par ménage, pour le travail\n"
    )


def test_une_ligne_par_menage_en_csv(contrat: Commande, racine: Path) -> None:
    dater(racine, "2011-02-01 contacte")
    sortie = contrat("suivi", "--au", "2011-03-01", "--format", "csv", dans=racine).sortie
    entete, ligne = sortie.splitlines()
    assert entete == (
        "\ufeffMénage;Étape;Depuis le;Jours;Réponse;Ressources;Nature des travaux;Travaux TTC;Contacté;"
        "Reçu en permanence;Dossier déposé;Aide accordée;Travaux achevés;Solde payé;Demandé;Accordé;Payé;Alerte"
    )
    assert ligne.startswith("M-0001;contacté;01/02/2011;28;")
    assert ";10550,00;01/02/2011;;;;;;;;;" in ligne
    periode = contrat(
        "suivi", "--du", "2011-01-01", "--au", "2011-03-01", "--secret", "1", "--format", "csv", dans=racine
    )
    assert periode.sortie == "\ufeffÉtape;Nombre\ncontacté;1\n"


def test_le_classeur_de_travail_a_une_ligne_par_menage(contrat: Commande, racine: Path) -> None:
    """De vrais nombres et de vraies dates ; celui qui se publie n'a pas cette feuille."""
    dater(racine, "2011-02-01 contacte")
    options = ("suivi", "--au", "2011-03-01", "-o")
    assert contrat(*options, "travail.xlsx", "--secret", "1", dans=racine).code == 0
    assert contrat(*options, "publie.xlsx", dans=racine).code == 0
    feuille = openpyxl.load_workbook(racine / "travail.xlsx")["Ménages"]
    ligne = next(r for r in feuille.iter_rows(values_only=True) if r[0] == "M-0001")
    assert (ligne[2], ligne[3], ligne[7]) == (datetime.datetime(2011, 2, 1), 28, 10550)  # noqa: DTZ001
    assert "Ménages" not in openpyxl.load_workbook(racine / "publie.xlsx").sheetnames


def test_la_page_tient_dans_80_colonnes_et_ne_nomme_personne(contrat: Commande) -> None:
    issue = contrat("suivi", "--au", "2012-01-01")
    assert (issue.code, issue.erreurs) == (0, "")
    assert max(map(len, issue.sortie.splitlines())) <= 80
    assert contrat("suivi", "--au", "2012-01-01", "--format", "md").sortie.startswith(
        "# Suivi des ménages au 31 décembre 2011"
    )


@pytest.mark.parametrize("secret", ["1", "11"])
def test_des_travaux_tous_inconnus_ne_font_pas_zero(contrat: Commande, racine: Path, secret: str) -> None:
    chemin = racine / "data/menages/M-0001.yaml"
    texte = "".join(x for x in chemin.read_text(encoding="utf-8").splitlines(True) if "travaux_ttc" not in x)
    chemin.write_text(texte, encoding="utf-8")
    dater(racine, "2013-02-01 travaux_acheves")
    issue = contrat("suivi", "--au", "2013-12-31", "--secret", secret, dans=racine)
    assert "\nTravaux achevés, TTC  inconnu\n" in issue.sortie
    assert contrat("suivi", "--au", "2012-12-31", "--secret", secret, dans=racine).sortie.count("TTC      0 €\n") == 1
    dater(racine, "2013-02-01 travaux_acheves", "2013-05-07 recu_en_permanence")
    permanence = contrat("rapport", "permanence", "--date", "2013-05-07", dans=racine)
    assert "\nTravaux achevés\u00a0: montant inconnu.\n" in permanence.sortie


def test_un_montant_de_travaux_inconnu_n_est_pas_zero(contrat: Commande, copie: Path) -> None:
    """Le total dit ce qu'il laisse de côté, et le chiffre publié n'est plus recalculé."""
    fichier = copie / "data/menages/M-0013.yaml"
    texte = fichier.read_text(encoding="utf-8")
    fichier.write_text("".join(x for x in texte.splitlines(True) if "travaux_ttc" not in x), encoding="utf-8")
    suivi = contrat("suivi", "--secret", "1", dans=copie).sortie
    assert "- Travaux des logements rénovés : sans ceux dont le montant est inconnu.\n" in suivi
    concordance = contrat("concordance", dans=copie)
    motif = "le montant des travaux d'un ménage est inconnu, et ne vaut pas zéro : le demander."
    assert f"- Travaux dans les logements 2010-2011 : {motif}" in " ".join(concordance.sortie.split())
    sans = fichier.read_text(encoding="utf-8") + "  - {date: 2013-06-11, etape: recu_en_permanence}\n"
    fichier.write_text(texte, encoding="utf-8")
    peupler(copie, 11, "M-0013")
    fichier.write_text(sans, encoding="utf-8")
    permanence = contrat("rapport", "permanence", "--date", "2013-06-11", dans=copie)
    assert " TTC, sans ceux dont le montant est inconnu.\n" in permanence.sortie
