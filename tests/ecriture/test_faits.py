"""`contrat action statut`, `financement noter`, `budget payer`, `indicateur noter` : un fait s'ajoute, rien d'autre."""

from __future__ import annotations

import difflib
import shutil
from pathlib import Path

import pytest

from tests.conftest import MINIMAL, Commande

CAFE = "data/actions/cafe-rencontre.yaml"
VISITES = "data/actions/visites.yaml"


@pytest.fixture
def racine(tmp_path: Path) -> Path:
    """Une copie du contrat minimal, dont une fiche est en CRLF et réservée à son propriétaire."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    return tmp_path


def changements(avant: str, apres: str) -> list[str]:
    """Les lignes ôtées et ajoutées."""
    return [x for x in difflib.ndiff(avant.splitlines(), apres.splitlines()) if x[0] in "+-"]


# Chaque geste, la fiche qu'il change, ce qu'il annonce, et les seules lignes qui bougent.
GESTES = (
    (
        ("budget", "modifier", "1.1", "mobilier", "--montant", "31000", "--date", "2010-10-02", "--reference", "DM1"),
        CAFE,
        "Café de rencontre : mobilier (2010), crédit modifié, 31 000 €, écrit dans data/actions/cafe-rencontre.yaml\n",
        [
            "+       vote: 31000", "+       modifications:", "+         - date: 2010-10-02",
            "+           avant: 30000", "+           apres: 31000", "+           reference: DM1",
        ],
    ),
    (
        ("budget", "engager", "cafe-rencontre", "anim", "--montant", "4000"),
        CAFE,
        "Café de rencontre : animation (2010), engagement, 4 000 €, écrit dans data/actions/cafe-rencontre.yaml\n",
        ["+       engage: 4000"],
    ),
    (
        ("budget", "payer", "cafe-rencontre", "2", "--montant", "400", "--date", "2011-02-03", "--reference", "M12"),
        CAFE,
        "Café de rencontre : mobilier (2010), paiement, 400 €, écrit dans data/actions/cafe-rencontre.yaml\n",
        [
            "-       realise: 27500.50", "+       realise: 27900.50", "+       paiements:",
            "+         - exercice: 2010", "+           montant: 27500.50", "+         - exercice: 2011",
            "+           montant: 400", "+           date: 2011-02-03", "+           reference: M12",
        ],
    ),
    (
        ("financement", "noter", "1.1", "departement", "encaisse", "--montant", "6000", "--date", "2011-03-01"),
        CAFE,
        "Café de rencontre : Département du Cantal, encaissement, 6 000 €, 1er mars 2011, écrit dans "
        "data/actions/cafe-rencontre.yaml\n",
        [
            "-       etat: accorde", "+       etat: acompte", "+       encaissements:", "+         - exercice: 2011",
            "+           montant: 6000", "+           date: 2011-03-01",
        ],
    ),
    (
        ("action", "statut", "visites", "lancee", "--date", "2010-10"),
        VISITES,
        "Visites à domicile : lancée, octobre 2010, écrit dans data/actions/visites.yaml\n",
        ["- statut: approuvee", "+ statut: lancee", "+   - statut: lancee", "+     date: 2010-10"],
    ),
    (
        ("indicateur", "noter", "visites", "visites", "12", "--date", "2010-12-31", "--approche"),
        VISITES,
        "visites faites : 12 visites, 31 décembre 2010, écrit dans data/actions/visites.yaml\n",
        [
            "+     valeurs:", "+       - date: 2010-12-31", "+         valeur: 12", "+         approche: oui",
            "+         source: essai",
        ],
    ),
    (
        (
            "action", "statut", "visites", "reportee", "--date", "2011-02", "--instance", "conseil", "--echeance",
            "2012-06",
        ),
        VISITES,
        "Visites à domicile : reportée, février 2011, écrit dans data/actions/visites.yaml\n",
        [
            "- statut: lancee", "+ statut: reportee", "+   - statut: reportee", "+     date: 2011-02",
            "+     instance: conseil", "+     echeance: 2012-06",
        ],
    ),
)  # fmt: skip


def test_un_fait_n_ajoute_que_ses_lignes(contrat: Commande, racine: Path) -> None:
    """Les gestes se suivent dans la même fiche ; le contrat reste sans faute, hors ce qui était à dire."""
    for arguments, fichier, annonce, attendues in GESTES:
        avant = (racine / fichier).read_text(encoding="utf-8")
        issue = contrat(*arguments, dans=racine)
        assert (issue.code, issue.sortie, issue.erreurs) == (0, annonce, ""), arguments
        assert changements(avant, (racine / fichier).read_text(encoding="utf-8")) == attendues, arguments
    assert contrat("validate", dans=racine).code == 0


def test_le_commentaire_d_un_bloc_de_texte_survit_a_sa_valeur(contrat: Commande, racine: Path) -> None:
    avant = (racine / VISITES).read_text(encoding="utf-8")
    ecrit = avant.replace("statut: approuvee\n", "statut: >-  # voté, pas lancé\n  approuvee\n", 1)
    (racine / VISITES).write_text(ecrit, encoding="utf-8")
    assert contrat("action", "statut", "visites", "lancee", "--date", "2010-10", dans=racine).code == 0
    assert "\nstatut: lancee  # voté, pas lancé\nhistorique:\n" in (racine / VISITES).read_text(encoding="utf-8")


def test_un_refus_se_note_et_garde_ce_qui_etait_demande(contrat: Commande, racine: Path) -> None:
    """L'aide perdue déséquilibre le plan : c'est dit, et n'empêche pas d'écrire ce qui est arrivé."""
    noter = ("financement", "noter", "cafe-rencontre", "departement")
    issue = contrat(*noter, "caduc", "--date", "2012-03-01", dans=racine)
    assert issue.code == 0
    assert issue.erreurs.startswith(
        "data/actions/cafe-rencontre.yaml:58:16: avertissement[B001] investissement 2010 : il manque 12 000 € de "
        "ressources (dépenses 30 000 €, ressources 18 000 €)\n"
    )
    place = ("--exercice", "2010", "--section", "investissement", "--nature", "subvention_publique")
    nouvelle = ("--montant", "14000", "--programme", "FDT")
    assert contrat(*noter, "sollicite", *place, *nouvelle, "--date", "2012-04-02", dans=racine).code == 0
    accord = ("--montant", "12000", "--reference", "D-2", "--date", "2012-06-01", "--achevement", "2013-12-31")
    issue = contrat(*noter, "accorde", *accord, dans=racine)
    assert issue.code == 0
    dit = "Café de rencontre : Département du Cantal, accord, 12 000 €, 1er juin 2012, achèvement au 31 décembre 2013,"
    assert issue.sortie.startswith(dit)
    assert issue.erreurs.startswith(
        "data/actions/cafe-rencontre.yaml:82:15: avertissement[B014] la dépense commence en septembre 2010, avant "
        "l'accord du 1er juin 2012\n"
    )
    texte = (racine / CAFE).read_text(encoding="utf-8")
    perdue = "montant: 0\n      accorde: 12000\n      assiette: 30000\n      etat: caduc\n"
    assert perdue in texte
    assert "programme: FDT\n      montant: 12000\n      sollicite: 14000\n      etat: accorde\n" in texte
    assert "      achevement: 2013-12-31\n" in texte
    assert contrat("validate", dans=racine).code == 0


REFUS = {
    "une ligne inconnue": (
        ("budget", "payer", "cafe-rencontre", "zzz", "--montant", "4"), 2,
        "Erreur : la ligne « zzz » n'existe pas\n  aide : choisir parmi : 1. animation (2010), 2. mobilier (2010)\n",
    ),
    "un montant illisible": (
        ("budget", "payer", "cafe-rencontre", "mobilier", "--montant", "4.001"), 2,
        "Erreur : --montant : « 4.001 » n'est pas un montant en euros\n  aide : cela ressemble à des milliers : écrire "
        "4001 ; des centimes ont deux chiffres au plus après le point\n",
    ),
    "un paiement sans montant": (
        ("budget", "payer", "cafe-rencontre", "mobilier"), 2,
        "Erreur : il manque --montant\n  aide : écrire --montant suivi d'un nombre comme 12840 ou 12840.50\n",
    ),
    "un paiement plus fort que l'engagement": (
        ("budget", "payer", "cafe-rencontre", "mobilier", "--montant", "500", "--date", "2011-01-03"), 1,
        "data/actions/cafe-rencontre.yaml:42:16: erreur[B008] 28 000,50 € réalisés, plus que les 28 000 € engagés\n",
    ),
    "un achèvement hors d'un accord": (
        ("financement", "noter", "cafe-rencontre", "departement", "encaisse", "--montant", "9",
         "--achevement", "2013-12-31"), 2,
        "Erreur : --achevement ne va pas avec encaisse\n"
        "  aide : retirer --achevement : il va avec accorde, conventionne, avenant\n",
    ),
    "un accord sans acte": (
        ("financement", "noter", "cafe-rencontre", "ville", "accorde", "--section", "fonctionnement"), 2,
        "Erreur : il manque --reference\n  aide : écrire --reference suivi du numéro de l'acte qui accorde\n",
    ),
    "un achèvement avant l'accord": (
        ("financement", "noter", "cafe-rencontre", "ville", "accorde", "--section", "fonctionnement", "--reference",
         "D-3", "--date", "2011-04-01", "--achevement", "2010-12-31"), 2,
        "Erreur : --achevement : le 31 décembre 2010 est avant l'accord, du 1er avril 2011\n"
        "  aide : vérifier les deux jours sur l'acte\n",
    ),
    "un second accord": (
        ("financement", "noter", "cafe-rencontre", "departement", "accorde", "--montant", "9000", "--reference", "D-3"),
        2,
        "Erreur : l'accord de cette aide est déjà noté : 12 000 €, le 1er juin 2010, sous « D-2010-12 »\n"
        "  aide : un acte qui le modifie est un avenant, avec --montant ou --achevement ; une aide de plus : "
        "sollicite\n",
    ),
    "un refus après l'accord": (
        ("financement", "noter", "cafe-rencontre", "departement", "refuse"), 2,
        "Erreur : cette ressource est déjà à l'état « accorde »\n",
    ),
    "une demande sans place": (
        ("financement", "noter", "visites", "departement", "sollicite", "--montant", "5"), 2,
        "Erreur : « departement » n'a pas cette ressource dans le plan\n"
        "  aide : pour une demande nouvelle, ajouter --exercice, --section, --nature\n",
    ),
    "rien à rendre": (
        ("financement", "noter", "cafe-rencontre", "departement", "reverse", "--montant", "5"), 2,
        "Erreur : rien n'a été encaissé de cette ressource\n",
    ),
    "un fait inconnu": (
        ("financement", "noter", "cafe-rencontre", "departement", "encaissé"), 2, "Erreur : il manque --montant\n",
    ),
    "une décision sans instance": (
        ("action", "statut", "visites", "abandonnee", "--date", "2010-11"), 1,
        "data/actions/visites.yaml:12:13: erreur[C011] « abandonnee » (novembre 2010) sans l'instance qui l'a décidé\n",
    ),
    "un nom dans le motif": (
        ("action", "statut", "visites", "abandonnee", "--date", "2010-11", "--instance", "conseil", "--motif",
         "voir M. Dupont"), 1,
        "data/actions/visites.yaml:15:16: erreur[D010] le nom d'une personne\n",
    ),
    "une mesure avant la dernière": (
        ("indicateur", "noter", "visites", "visites-faites", "1,5"), 2,
        "Erreur : VALEUR : « 1,5 » n'est pas un nombre\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("cas", REFUS)
def test_un_fait_impossible_n_ecrit_rien(contrat: Commande, racine: Path, cas: str) -> None:
    arguments, code, message = REFUS[cas]
    avant = {nom: (racine / nom).read_bytes() for nom in (CAFE, VISITES)}
    issue = contrat(*arguments, dans=racine)
    assert (issue.code, issue.sortie) == (code, "")
    assert issue.erreurs.startswith(message), issue.erreurs
    assert {nom: (racine / nom).read_bytes() for nom in avant} == avant


def test_le_fichier_garde_ses_fins_de_ligne_et_ses_droits(contrat: Commande, racine: Path) -> None:
    chemin = racine / CAFE
    chemin.write_bytes(chemin.read_bytes().replace(b"\n", b"\r\n"))
    chemin.chmod(0o600)
    assert contrat("budget", "voter", "cafe-rencontre", "mobilier", "--montant", "30000", dans=racine).code == 0
    octets = chemin.read_bytes()
    assert octets.count(b"\n") == octets.count(b"\r\n")
    assert chemin.stat().st_mode & 0o777 == 0o600
