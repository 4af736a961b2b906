"""Des ménages entrent d'un tableur sans leur identité ; chaque case dit ce qu'elle est devenue."""

from __future__ import annotations

import datetime
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from xlsxwriter import Workbook

from contrat.calculs.echanges import menages
from contrat.modele import lot
from tests.conftest import MINIMAL, Commande

ENTETES = (
    "N°", "Nom", "Téléphone", "Nb personnes", "Commune", "rfr annee", "RFR", "statut_occupation", "achevement", "dpe",
    "Gain", "travaux ttc", "contacté", "dossier déposé", "Souhaités", "Remarques", "Résidence principale",
)  # fmt: skip
PERSONNE = "DUPONT " + "Marie"
PHRASE = "rappeler sa fille Mme " + "Dupont au " + "06 12 34 56" + " 78"
JOUR = datetime.date(2026, 3, 4)
RANGEES: tuple[tuple[Any, ...], ...] = (
    (1, PERSONNE, "06 12 34 56" + " 78", 2, "Saint-Flour", 2024, "8 200 + 7 200", "Propriétaire occupant", 1962, "f",
     0.35, 12840.5, JOUR, datetime.date(2026, 4, 2), "isolation des combles; douche", "au nord", True),
    (2, PERSONNE, "", 3, 15100, 2024, "24 300,50 €", "proprietaire_ocupant", datetime.date(1970, 5, 12), "F",
     "32 %", "beaucoup", "20/09/2026", "2098-01-05", PHRASE, "", "oui"),
    ("DUPONT",),
    (1, "", "", 1),
    ("12/05" + "/1948", "", "", 1),
    ("2026-4", "", "", 1, "Saint-Denis", "", 20000),
)  # fmt: skip
ATTENDU = """\
colonnes refusées, elles désignent des personnes : B2 « Nom », C2 « Téléphone »
colonnes sans place dans un dossier, non reprises : P2 « Remarques »
ligne 3 : créé, data/menages/{un} (nombre, commune, statut_occupation, achevement, dpe, travaux_ttc, souhaites, \
residence_principale, revenus, contacte, dossier_depose)
ligne 3 : K3 : « 0.35 » : écrire 35 % si c'est une part ; non repris
ligne 4 : créé, data/menages/{deux} (nombre, commune, achevement, dpe, gain, residence_principale, revenus, contacte)
ligne 4 : E4 : à vérifier, 15100 est celui de Laveissenet, ou un code postal ; repris
ligne 4 : H4 : « proprietaire_ocupant » n'est pas dans la liste (vouliez-vous dire « proprietaire_occupant » ?) \
; non repris
ligne 4 : L4 : « beaucoup » n'est pas un montant en euros (écrire un nombre comme 12840 ou 12 840,50 €) ; non repris
ligne 4 : N4 : « 2098-01-05 » est à venir, et ce n'est pas un rendez-vous ; non repris
ligne 4 : O4 : [D001] un numéro de téléphone, [D010] le nom d'une personne ; non repris
ligne 5 : refusé, A5 : ce numéro pourrait désigner quelqu'un, en donner un comme 17 ou 2024-017
ligne 6 : refusé, le même id que la ligne 3
ligne 7 : refusé, A7 : ce numéro pourrait désigner quelqu'un, en donner un comme 17 ou 2024-017
ligne 8 : créé, data/menages/{trois} (nombre)
ligne 8 : E8 : « Saint-Denis » est le nom de plusieurs communes, 11339, 30247, 93066, 97411 : écrire le code INSEE \
; non repris
ligne 8 : G8 « RFR » ne se lit pas sans « rfr_annee » : remplir F8 « rfr annee » ; non repris
ligne 8 : aucune étape datée, le suivi ne le compte pas encore
"""
DOSSIER = """\
source: dossiers
occupants:
  nombre: 2                                 # nombre de personnes
revenus:
  - annee: 2024
    rfr: 8200
  - annee: 2024
    rfr: 7200
logement:
  commune: "15187"                          # code INSEE de la commune du logement
  statut_occupation: proprietaire_occupant  # à quel titre le ménage l'occupe
  residence_principale: oui                 # occupé au moins huit mois par an
  achevement: 1962                          # date d'achèvement, à l'année, au mois ou au jour
  dpe: F                                    # classe du diagnostic de performance énergétique
projet:
  souhaites:
    - isolation des combles
    - douche
  travaux_ttc: 12840.5                      # montant des travaux retenus, en euros TTC
evenements:
  - date: 2026-03-04
    etape: contacte
  - date: 2026-04-02
    etape: dossier_depose
"""


@pytest.fixture
def ville(tmp_path: Path) -> Path:
    """Une copie du contrat minimal, dont les dossiers sont réels, sans ménage."""
    racine = tmp_path / "ville"
    shutil.copytree(MINIMAL / "data", racine / "data")
    (racine / "data/menages/M-0001.yaml").unlink()
    contrat = racine / "data/contrat.yaml"
    contrat.write_text(contrat.read_text("utf-8").replace("source: fiction", "source: dossiers"), "utf-8")
    (tmp_path / "map.yaml").write_text("personnes: Nb personnes\nrfr_annee: rfr annee\n", encoding="utf-8")
    return racine


def ecrire_classeur(chemin: Path) -> None:
    """Un classeur de permanence : un titre, des en-têtes, et des personnes."""
    with Workbook(str(chemin), {"default_date_format": "dd/mm/yyyy"}) as classeur:
        feuille = classeur.add_worksheet("Liste")
        for rang, rangee in enumerate((("Permanence",), ENTETES, *RANGEES)):
            feuille.write_row(rang, 0, rangee)


def test_un_classeur_entre_sans_personne_et_dit_chaque_case(contrat: Commande, ville: Path) -> None:
    """Un essai n'écrit rien et dit tout ; une seconde fois ne double rien ; un autre tableur ne se mêle pas."""
    ecrire_classeur(ville.parent / "liste.xlsx")
    commande = ("importer", "menages", "../liste.xlsx", "--colonnes", "../map.yaml")
    essai = contrat(*commande, "--essai", dans=ville)
    assert not list((ville / "data/menages").iterdir())
    issue = contrat(*commande, dans=ville)
    assert (essai.code, essai.sortie, issue.code) == (1, issue.sortie, 1)
    assert essai.erreurs == "créé : 3, refusé : 3 ; essai, rien n'est écrit\n"
    noms = [ligne.split("/")[2].split()[0] for ligne in issue.sortie.splitlines() if ": créé" in ligne]
    assert issue.sortie == ATTENDU.format(un=noms[0], deux=noms[1], trois=noms[2])
    un = (ville / "data/menages" / noms[0]).read_text(encoding="utf-8")
    assert un[un.index("source:") :] == DOSSIER
    ecrits = "".join(chemin.read_text("utf-8") for chemin in (ville / "data").rglob("*.yaml"))
    assert not any(mot in ecrits for mot in (*PERSONNE.split(), *PHRASE.split()[2:4], "au nord"))
    assert contrat("validate", dans=ville).code == 0
    encore = contrat(*commande, dans=ville)
    assert (encore.code, encore.erreurs) == (1, "inchangé : 3, refusé : 3\n")
    shutil.copy(ville.parent / "liste.xlsx", ville.parent / "autre.xlsx")
    renomme = ("importer", "menages", "../autre.xlsx", "--colonnes", "../map.yaml", "--essai")
    assert contrat(*renomme, dans=ville).erreurs.startswith("créé : 3")
    assert contrat(*renomme, "--table", "liste", dans=ville).erreurs.startswith("inchangé : 3")


def test_une_commune_mal_nommee_dit_quoi_ecrire(contrat: Commande, ville: Path) -> None:
    """Le nom de plusieurs communes a l'air d'un prénom ; le nom d'une personne reste tu, un jour reste tel quel."""
    (ville.parent / "liste.csv").write_text(
        f"id;commune;contacte\n1;St-André;31/02/2026\n2;{PERSONNE};\n3;Le Marais;\n", encoding="utf-8"
    )
    lignes = contrat("importer", "menages", "../liste.csv", "--essai", dans=ville).sortie.splitlines()
    assert [ligne for ligne in lignes if "créé" not in ligne and "étape datée" not in ligne] == [
        "ligne 2 : B2 : « St-André » est le nom de plusieurs communes, 31468, 32356, 66168, 73223, 81240, 97409 : "
        "écrire le code INSEE ; non repris",
        "ligne 2 : C2 : « 31/02/2026 » n'est pas un jour du calendrier (vérifier le mois et le jour) ; non repris",
        "ligne 3 : B3 : [D010] le nom d'une personne ; une commune se donne par son code INSEE ; non repris",
        "ligne 4 : B4 : « Le Marais » n'est le nom d'aucune commune : écrire le code INSEE ; non repris",
    ]


def test_un_second_import_complete_et_n_ecrase_que_si_on_le_demande(contrat: Commande, ville: Path) -> None:
    """Un CSV de Windows ; ce qui manque s'ajoute, ce que le dossier dit autrement reste, puis cède à --remplacer."""
    table = ville.parent / "liste.csv"
    commande = ("importer", "menages", "../liste.csv")
    table.write_bytes(
        "id;personnes;rfr;rfr_annee;dpe;contacté;geste;quantite\n1;2;20000;2024;F;4/3/2026;;\n".encode("cp1252")
    )
    assert contrat(*commande, dans=ville).code == 0
    suite = "id;personnes;rfr;rfr_annee;dpe;contacté;geste;quantite;repere;accorde;abandon;motif;souhaites\n"
    suite += "1;3;21 000,00;2024;f;05/03/2026;fenetres;4;01/02/2026;2/6/2026;3/6/2026;depart;douche\n"
    table.write_bytes(suite.encode("cp1252"))
    nom = next((ville / "data/menages").iterdir()).name
    issue = contrat(*commande, dans=ville)
    assert (issue.code, issue.sortie) == (
        1,
        f"ligne 2 : mis à jour, data/menages/{nom} (souhaites, gestes, accorde, abandon)\n"
        "ligne 2 : le dossier dit autrement, et garde : B2 « personnes », C2 « rfr », F2 « contacté »\n"
        "ligne 2 : avant la dernière étape du dossier, à y écrire à sa place : I2 « repere »\n",
    )
    issue = contrat(*commande, "--remplacer", dans=ville)
    assert issue.sortie.splitlines()[:2] == [
        f"ligne 2 : mis à jour, data/menages/{nom} (nombre, rfr)",
        "ligne 2 : le dossier dit autrement, et garde : F2 « contacté »",
    ]
    ecrit = (ville / "data/menages" / nom).read_text(encoding="utf-8")
    assert "  nombre: 3 " in ecrit
    assert "    rfr: 21000.00\n" in ecrit
    assert "    etape: abandon\n    motif: depart\n" in ecrit
    assert contrat("validate", dans=ville).code == 0


NOTIFIES = """\
id;dossier déposé;accorde;rejeté;abandon;motif;montant demandé;montant accorde
1;1/2/2026;2/3/2026;;;;"Ville de Valbrume=12 000 € ; departement=500,50";ville=11000
2;1/2/2026;;5/3/2026;;crédits épuisés;ville=9000;
3;1/2/2026;;5/3/2026;;départ;9000;
4;1/2/2026;;5/3/2026;6/3/2026;ressources;departemant=1;
5;1/2/2026;2/3/2026;;;;"ville=1 ; ville=2";ville=beaucoup
6;1/2/2026;;;;;;ville=1
7;1/2/2026;2/3/2026;;;;ville=12 000 ; departement=500;ville=1
8;;2/3/2026;;;ville=12 000 ; departement=500
9;1/2/2026
10;bientôt;500;5/3/2026;;;;
"""
COMPTE = (
    "(dossier_depose, accorde)",
    "(dossier_depose, rejete)",
    "(dossier_depose, rejete)",
    "ligne 4 : G4 : « 9000 » ne dit pas son financeur : écrire FINANCEUR=EUROS, comme anah=12 000 ; non repris",
    "ligne 4 : F4 « motif » n'explique aucune étape : en dater une, et une seule, de « abandon », « dossier rejeté », "
    "« aide retirée » ; non repris",
    "(dossier_depose, rejete, abandon)",
    "ligne 5 : G5 : l'organisme « departemant » n'existe pas (vouliez-vous dire « departement » ?) ; non repris",
    "ligne 5 : F5 « motif » n'explique aucune étape : en dater une, et une seule, de « abandon », « dossier rejeté », "
    "« aide retirée » ; non repris",
    "(dossier_depose, accorde)",
    "ligne 6 : G6 : deux montants pour ville : en écrire la somme ; non repris",
    "ligne 6 : H6 : « beaucoup » n'est pas un montant en euros (écrire un nombre comme 12840 ou 12 840,50 €) "
    "; non repris",
    "(dossier_depose)",
    "ligne 7 : H7 « montant accorde » ne se lit pas sans « aide accordée » : remplir C7 « accorde » ; non repris",
    "ligne 8 : refusé, I8 : 9 cases, l'en-tête en compte 8 : mettre entre guillemets la case où est un "
    "point-virgule, ou retirer ce qui est de trop",
    "ligne 9 : refusé, H9 : 7 cases, l'en-tête en compte 8 : mettre entre guillemets la case où est un "
    "point-virgule, et écrire un point-virgule par case, même vide",
    "(dossier_depose)",
    "(rejete)",
    "ligne 11 : B11 : « bientôt » n'est pas une date (écrire un jour comme 18/02/2025) ; non repris",
    "ligne 11 : C11 : « 500 » n'est pas une date (écrire un jour comme 18/02/2025) ; non repris",
)
ETAPES = """\
evenements:
  - date: 2026-02-01
    etape: dossier_depose
    montants:
      - financeur: ville
        montant: 12000
      - financeur: departement
        montant: 500.50
  - date: 2026-03-02
    etape: accorde
    montants:
      - financeur: ville
        montant: 11000
"""


def test_montants_et_motif_entrent_avec_leur_etape(contrat: Commande, ville: Path) -> None:
    """Par financeur, comme `evenement --montant` ; un second import complète, et ne remplace que si on le demande."""
    table, commande = ville.parent / "liste.csv", ("importer", "menages", "../liste.csv")
    table.write_text(NOTIFIES, encoding="utf-8")
    issue = contrat(*commande, dans=ville)
    lignes = issue.sortie.splitlines()
    assert [ligne[ligne.find("(") :] if "créé" in ligne else ligne for ligne in lignes] == list(COMPTE)
    dossiers = [ville / ligne.split()[4] for ligne in lignes if "créé" in ligne]
    assert dossiers[0].read_text(encoding="utf-8").endswith(ETAPES)
    assert dossiers[1].read_text(encoding="utf-8").endswith("    etape: rejete\n    refus: credits_epuises\n")
    assert contrat("validate", dans=ville).code == 0
    entete, un, deux, *_ = NOTIFIES.replace("ville=11000", '"ville=11500 ; departement=700"').splitlines()
    table.write_text(f"{entete}\n{un}\n{deux.replace('crédits', 'pièces').replace('épuisés', 'manquantes')}\n", "utf-8")
    issue = contrat(*commande, dans=ville)
    assert [ligne.partition(" (")[2] or ligne for ligne in issue.sortie.splitlines()] == [
        "montants)",
        "ligne 2 : le dossier dit autrement, et garde : H2 « montant accorde »",
        f"ligne 3 : inchangé, {dossiers[1].relative_to(ville)}",
        "ligne 3 : le dossier dit autrement, et garde : F3 « motif »",
    ]
    assert contrat(*commande, "--remplacer", dans=ville).code == 0
    assert (
        dossiers[0]
        .read_text(encoding="utf-8")
        .endswith(ETAPES.replace("11000", "11500") + "      - financeur: departement\n        montant: 700\n")
    )
    assert "refus: pieces_manquantes\n" in dossiers[1].read_text(encoding="utf-8")


def test_une_colonne_de_personnes_ne_mene_pas_a_du_texte(contrat: Commande, ville: Path) -> None:
    """Ni par la correspondance, ni par une case d'une autre sorte, dont la valeur n'est alors pas citée."""
    (ville.parent / "map.yaml").write_text("secteur: Adresse\ncommune: Nom de la commune\n", encoding="utf-8")
    table = ville.parent / "liste.csv"
    table.write_text(
        f"id,Adresse,Nom de la commune,rendez_vous\n1,ville-haute,Saint-Flour,2098-01-05\n2,x,{PERSONNE}\n",
        encoding="utf-8",
    )
    issue = contrat("importer", "menages", "../liste.csv", "--colonnes", "../map.yaml", dans=ville)
    lignes = issue.sortie.splitlines()
    assert lignes[0] == "colonnes refusées, elles désignent des personnes : B1 « Adresse »"
    assert lignes[1].endswith("(commune)")
    assert (
        lignes[2] == "ligne 2 : D2 : « 2098-01-05 » est trop loin pour un rendez-vous : vérifier l'année ; non repris"
    )
    assert lignes[5].startswith("ligne 3 : C3 : ")
    assert "Marie" not in issue.sortie


REFUS: dict[str, tuple[str | bytes, int, str]] = {
    "rien": ("", 3, "../liste.csv est vide"),
    "une seule colonne": ("personnes\n2\n", 3, "../liste.csv : aucune feuille n'a deux colonnes reconnues"),
    "un guillemet ouvert": (
        'id,dpe\n1,F\n2,"F\n3,F\n', 3,
        "../liste.csv, ligne 3 : des guillemets n'y sont pas refermés, ou du texte les suit",
    ),
    "deux fois": ("id,dpe,DPE\n1,F,F\n", 2, "../liste.csv : B1 et C1 disent tous deux « dpe »"),
    "deux encodages": (
        "id,dpe\né,F\n".encode() + b"\xe9,F\n", 3, "../liste.csv : ni UTF-8 d'un bout à l'autre, ni Windows",
    ),
    "ni l'un ni l'autre": (b"id,dpe\n\x81,F\n", 3, "../liste.csv : ni UTF-8 d'un bout à l'autre, ni Windows"),
}  # fmt: skip


@pytest.mark.parametrize("nom", REFUS)
def test_un_tableur_qui_ne_se_comprend_pas_est_refuse(contrat: Commande, ville: Path, nom: str) -> None:
    """Avec la raison, et sans rien écrire."""
    texte, code, message = REFUS[nom]
    (ville.parent / "liste.csv").write_bytes(texte if isinstance(texte, bytes) else texte.encode())
    issue = contrat("importer", "menages", "../liste.csv", dans=ville)
    assert (issue.code, issue.sortie) == (code, "")
    assert issue.erreurs.startswith(f"Erreur : {message}\n")


def test_sans_numero_une_rangee_se_reconnait_a_sa_place(contrat: Commande, ville: Path) -> None:
    """Le même tableur complète ses dossiers ; une rangée déplacée n'est prise pour aucune autre."""
    table, commande = ville.parent / "liste.csv", ("importer", "menages", "../liste.csv")
    table.write_text("Nom;personnes;rfr;rfr_annee;\nA;2;20000;2024;\nB;3;31000;2024;x\n", encoding="utf-8")
    issue = contrat(*commande, dans=ville)
    assert (issue.code, issue.erreurs) == (1, "créé : 2\n")
    assert "\ncolonnes sans en-tête, non reprises : E\n" in issue.sortie
    assert "sans colonne id, une rangée se reconnaît à sa place" in issue.sortie
    table.write_text("Nom;personnes;rfr;rfr_annee;dpe\nB;3;31000;2024;F\nB;3;31000;2024;F\n", encoding="utf-8")
    issue = contrat(*commande, dans=ville)
    assert (issue.code, issue.erreurs) == (1, "refusé : 1, mis à jour : 1\n")
    assert " dit autrement B2 « personnes », C2 « rfr » : rangée déplacée ?\n" in issue.sortie
    assert contrat(*commande, "--remplacer", dans=ville).erreurs.startswith(
        "Erreur : --remplacer demande une colonne id\n"
    )


def test_ce_qu_un_classeur_ne_donne_pas_est_dit(contrat: Commande, ville: Path) -> None:
    """Une autre feuille qui convient, et une formule jamais calculée ; une formule au texte vide n'en est pas une."""
    with Workbook(str(ville.parent / "liste.xlsx")) as classeur:
        for nom in ("2024", "2025", "Mode d'emploi"):
            feuille = classeur.add_worksheet(nom)
            feuille.write_row(0, 0, ("id", "personnes", "dpe") if nom.isdigit() else ("à lire", "d'abord"))
            feuille.write_row(1, 0, (1, 2))
            feuille.write_formula(1, 2, '=IF(A2=2,"F","")', value="")
    # Ce classeur-ci ne dit pas, comme le font les tableurs, que la valeur vide de la formule est un texte.
    calcule = ville.parent / "calcule.xlsx"
    with zipfile.ZipFile(ville.parent / "liste.xlsx") as lu, zipfile.ZipFile(calcule, "w") as ecrit:
        for nom in lu.namelist():
            ecrit.writestr(nom, lu.read(nom).replace(b'"C2"><f>', b'"C2" t="str"><f>'))
    commande = ("importer", "menages", "../calcule.xlsx", "--essai")
    issue = contrat(*commande, dans=ville)
    assert (issue.code, issue.sortie.splitlines()[0]) == (
        1,
        "feuille lue : 2024 ; convient aussi : 2025, à importer par --feuille NOM, avec --table NOM si elle reprend "
        "les mêmes numéros",
    )
    assert contrat(*commande, "--feuille", "2024", dans=ville).code == 0
    seconde = contrat(*commande, "--feuille", "2025", dans=ville)
    assert (seconde.code, seconde.erreurs) == (
        2,
        "Erreur : ../calcule.xlsx : « 2025 » reprend des numéros de « 2024 » : 1\n"
        "  aide : --table NOM, neuf pour d'autres ménages ; --table calcule si ce sont les mêmes\n",
    )
    assert contrat(*commande, "--feuille", "2025", "--table", "calcule-2025", dans=ville).code == 0
    issue = contrat("importer", "menages", "../liste.xlsx", "--essai", dans=ville)
    assert (issue.code, issue.erreurs) == (
        3,
        "Erreur : ../liste.xlsx, feuille « 2024 », C2 : une formule dont la valeur n'a pas été calculée\n"
        "  aide : ouvrir le classeur dans un tableur, et l'enregistrer de nouveau\n",
    )


def test_la_source_n_est_jamais_devinee(contrat: Commande, ville: Path) -> None:
    """Sans source déclarée ni donnée, rien n'entre ; et toute colonne d'un lot a sa place, ou sa raison."""
    donnees = ville / "data/contrat.yaml"
    donnees.write_text(donnees.read_text("utf-8").replace("menages:\n  source: dossiers\n", ""), "utf-8")
    (ville.parent / "liste.csv").write_text("id,personnes\n1,2\n", encoding="utf-8")
    issue = contrat("importer", "menages", "../liste.csv", dans=ville)
    assert (issue.code, issue.erreurs.splitlines()[0]) == (
        2,
        "Erreur : le contrat ne dit pas la source de ses dossiers de ménages",
    )
    # Le département se déduit de la commune ; le choix d'une année demande une raison, que l'entretien écrit.
    assert set(lot.COLONNES) - set(menages.COLONNES) == {"id", "departement", "choix_revenus"}


def test_un_en_tete_a_deux_sens_se_dit_et_un_hasard_de_lettres_ne_propose_rien(contrat: Commande, ville: Path) -> None:
    """« Date » tout court est prise, et dite ; « construction » n'est pas « instruction »."""
    entetes = "N° dossier;Date;Année construction;Montant travaux;Commentaire;Étiquette DPE;personne\n"
    (ville.parent / "liste.csv").write_text(f"{entetes}1;12/03/2026;1962;30000;rappeler;F;2\n", encoding="utf-8")
    sans_place = (
        "C1 « Année construction » (vouliez-vous dire « achevement » ?), "
        "D1 « Montant travaux » (vouliez-vous dire « travaux_ht » ou « travaux_ttc » ?), E1 « Commentaire », "
        "F1 « Étiquette DPE » (vouliez-vous dire « dpe » ?), G1 « personne » (vouliez-vous dire « personnes » ?)"
    )
    assert contrat("importer", "menages", "../liste.csv", "--essai", dans=ville).sortie.startswith(
        f"colonnes sans place dans un dossier, non reprises : {sans_place}\n"
        "à vérifier, et à renommer si c'est autre chose : B1 « Date », lue comme le jour du dépôt de la demande\n"
        "ligne 2 : créé, "
    )
