"""`contrat action lister` : la liste entière, chaque filtre, chaque forme, et le jour où l'on devient en retard."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from contrat.proches import designer
from tests.action.conftest import ATTENDUS, CAFE, FIN_2012, Changer, lire_json, noms
from tests.conftest import MINIMAL, Commande, Issue


@pytest.mark.parametrize(
    ("fichier", "arguments"),
    [("liste.txt", FIN_2012), ("axe-2.md", ("--axe", "2", "--au", "2013-01-01", "--format", "md"))],
)
def test_la_liste_entiere(contrat: Commande, fichier: str, arguments: tuple[str, ...]) -> None:
    assert contrat("action", "lister", *arguments) == Issue(0, (ATTENDUS / fichier).read_text(encoding="utf-8"), "")


def test_le_csv_se_relit(contrat: Commande, changer: Changer) -> None:
    issue = contrat("action", "lister", "--axe", "axe-1", *FIN_2012, "--format", "csv", dans=changer())
    assert issue.sortie == (
        "id,axe,numero,titre_court,statut,porteur,depenses_prevues,base,fin,en_retard,remplis,attendus\n"
        "cafe-rencontre,axe-1,1.1,Café de rencontre,lancee,ville,40000.00,TTC,2012-12-31,non,10,29\n"
        "visites,axe-1,1.2,Visites à domicile,approuvee,ville,,TTC,2012-12-31,non,8,27\n"
    )
    assert [ligne["depenses_prevues"] for ligne in csv.DictReader(io.StringIO(issue.sortie))] == ["40000.00", ""]


def test_le_json_dit_ce_qui_manque_et_le_champ_a_remplir(contrat: Commande) -> None:
    [action] = [
        a
        for a in lire_json(contrat("action", "lister", "--au", "2013-01-01", "--format", "json"))
        if a["id"] == "permis"
    ]
    assert action == {
        "id": "permis",
        "axe": "axe-3",
        "numero": "3.1",
        "titre": "Passer le permis de conduire",
        "titre_court": "Permis de conduire",
        "statut_est_sur": True,
        "statut": "approuvee",
        "porteur": "ccas",
        "depenses_prevues": "6000.00",
        "base": "TTC",
        "fin": "2012",
        "en_retard": True,
        "retards": [{"genre": "fin", "libelle": None, "prevu": "2012"}],
        "completude": {
            "remplis": 10,
            "attendus": 27,
            "manques": [
                {"champ": "contexte", "quoi": "pourquoi cette action ici"},
                {"champ": "effets_attendus", "quoi": "ce qui doit changer"},
                {"champ": "publics", "quoi": "à qui elle s'adresse"},
                {"champ": "thematiques", "quoi": "ses étiquettes, parmi celles du contrat"},
                {"champ": "territoire", "quoi": "où elle a lieu"},
                {"champ": "pilote", "quoi": "la fonction de qui la conduit"},
                {"champ": "elu_referent", "quoi": "la délégation de l'élu référent"},
                {"champ": "partenaires", "quoi": "les organismes associés et leur rôle"},
                {"champ": "calendrier.phases", "quoi": "ses phases ou ses jalons"},
                {"champ": "hierarchisation.rang", "quoi": "le rang donné par l'instance qui classe"},
                {"champ": "indicateurs.permis-obtenus.base", "quoi": "la valeur de départ, datée"},
                {"champ": "indicateurs.permis-obtenus.cible", "quoi": "la valeur visée, datée"},
                {"champ": "evaluation.fixees_le", "quoi": "la date où les questions ont été arrêtées"},
                {"champ": "evaluation.methode", "quoi": "comment y répondre"},
                {"champ": "evaluation.responsable", "quoi": "qui évalue"},
                {"champ": "evaluation.echeance", "quoi": "pour quand"},
                {"champ": "participation.niveau", "quoi": "la place donnée aux habitants"},
            ],
        },
    }


@pytest.mark.parametrize(
    ("filtres", "attendues"),
    [
        (("--axe", "1"), ["epicerie", "maison"]),
        (("--axe", "axe-1", "--statut", "approuvee"), ["maison"]),
        (("--statut", "réalisée"), ["epicerie"]),
        (("--financeur", "caf-valbrume"), ["epicerie", "maison", "permis"]),
        (("--financeur", "compagnons"), []),
        (("--statut", "suspendue"), []),
        (("--en-retard",), []),
    ],
)
def test_les_filtres_se_combinent(contrat: Commande, filtres: tuple[str, ...], attendues: list[str]) -> None:
    assert noms(contrat("action", "lister", *filtres, *FIN_2012, "--format", "json")) == attendues


def test_un_financeur_qui_a_refuse_n_en_est_plus_un(contrat: Commande, changer: Changer) -> None:
    demande = ("action", "lister", "--financeur", "departement", "--format", "csv")
    assert contrat(*demande, dans=changer()).sortie.count("\n") == 2
    refusee = contrat(*demande, dans=changer(("montant: 12000\n", "montant: 0\n"), ("etat: accorde", "etat: refuse")))
    assert refusee.sortie.count("\n") == 1
    assert refusee.erreurs == "Attention : 1 erreur de budget dans les fiches, que contrat validate montre.\n"


def test_le_statut_est_celui_du_jour_demande(contrat: Commande) -> None:
    assert noms(contrat("action", "lister", "--statut", "proposee", "--au", "2009-11-30", "--format", "json"))
    assert not noms(contrat("action", "lister", "--statut", "proposee", "--au", "2009-12-01", "--format", "json"))
    avant = lire_json(contrat("action", "lister", "--au", "2008-12-31", "--format", "json"))
    assert {action["statut"] for action in avant} == {None}


@pytest.mark.parametrize("forme", ["table", "md"])
def test_une_liste_vide_se_dit(contrat: Commande, forme: str) -> None:
    issue = contrat("action", "lister", "--statut", "suspendue", *FIN_2012, "--format", forme)
    assert (issue.code, issue.erreurs) == (0, "")
    assert issue.sortie.splitlines()[-1] == "Aucune action ne répond à cette demande."


@pytest.mark.parametrize(
    ("remplir", "ecart"),
    [
        ((), 0),
        ((("porteur: ville", "porteur: ville\npilote: responsable du service"),), 1),
        (
            (
                (
                    "    unite: personne\n",
                    "    unite: personne\n    valeurs:\n      - {date: 2011, valeur: 0, source: essai}\n",
                ),
            ),
            1,
        ),
        ((("prevu: 10000\n", "prevu: 10000\n      realise: 0\n"),), 1),
        ((("source: essai\n  social", "source: essai\n  social"), ("niveau: moyen", "niveau: non_documente")), -1),
    ],
)
def test_zero_est_une_valeur_et_non_documente_reste_a_remplir(
    contrat: Commande, changer: Changer, remplir: tuple[tuple[str, str], ...], ecart: int
) -> None:
    def remplis(racine: Path) -> int:
        actions = lire_json(contrat("action", "lister", "--format", "json", *FIN_2012, dans=racine))
        return int(next(a["completude"]["remplis"] for a in actions if a["id"] == "cafe-rencontre"))

    assert remplis(changer(*remplir)) - remplis(MINIMAL) == ecart


CHOIX_STATUTS = "idee, proposee, hierarchisee, approuvee, lancee, realisee, reportee, suspendue, abandonnee, transferee"
FINANCEURS = "caf-valbrume, ccas, departement, ville"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("--axe", "axe-9"),
            "l'axe « axe-9 » n'existe pas\n  aide : vouliez-vous dire « axe-3 » ? choisir parmi : axe-1, axe-2, axe-3",
        ),
        (("--axe", "6"), "l'axe « 6 » n'existe pas\n  aide : choisir parmi : axe-1, axe-2, axe-3"),
        (
            ("--statut", "lancé"),
            "le statut « lancé » n'existe pas\n"
            f"  aide : vouliez-vous dire « lancee » ? choisir parmi : {CHOIX_STATUTS}",
        ),
        (
            ("--financeur", "valbrume"),
            "le financeur « valbrume » n'existe pas\n"
            f"  aide : vouliez-vous dire « caf-valbrume » ? choisir parmi : {FINANCEURS}",
        ),
        (("--financeur", "zzz"), f"le financeur « zzz » n'existe pas\n  aide : choisir parmi : {FINANCEURS}"),
        (
            ("--au", "31/12/2012"),
            "--au : « 31/12/2012 » n'est pas une date de la forme AAAA-MM-JJ\n  aide : écrire 2012-12-31",
        ),
    ],
)
def test_une_valeur_inconnue_est_un_mauvais_emploi(contrat: Commande, arguments: tuple[str, ...], message: str) -> None:
    assert contrat("action", "lister", *arguments) == Issue(2, "", f"Erreur : {message}\n")


@pytest.mark.parametrize(
    ("dit", "ecrit"),
    [
        (("--financeur", "CAF"), ("--financeur", "caf-valbrume")),
        (("--financeur", "Ville de Valbrume"), ("--financeur", "ville")),
        (("--statut", "Lancée"), ("--statut", "lancee")),
        (("--axe", "Axe 3"), ("--axe", "axe-3")),
        (("--axe", "3"), ("--axe", "axe-3")),
    ],
)
def test_ce_que_l_on_filtre_se_dit_de_plusieurs_facons(
    contrat: Commande, dit: tuple[str, str], ecrit: tuple[str, str]
) -> None:
    """L'identifiant, le numéro, le sigle ou le nom, casse et accents permis."""
    assert contrat("action", "lister", *dit) == contrat("action", "lister", *ecrit)


def test_un_nom_que_deux_objets_portent_n_en_designe_aucun() -> None:
    """Un nombre ne se replie pas : 1.11 n'est pas 11.1."""
    noms = [("caf-cantal", "a"), ("CAF", "a"), ("caf-lozere", "b"), ("CAF", "b"), ("1.11", "c"), ("11.1", "d")]
    mots = ("caf", "CAF", "Caf Cantal", "1.11", "11.1", "111", "")
    assert [designer(mot, noms) for mot in mots] == [None, None, "a", "c", "d", None, None]


def test_une_fiche_illisible_arrete_la_liste(contrat: Commande, changer: Changer) -> None:
    issue = contrat("action", "lister", dans=changer(("numero: 1", "numero: un")))
    assert (issue.code, issue.sortie) == (1, "")
    assert issue.erreurs.startswith(f"{CAFE}:3:9: erreur[F015] « un » n'est pas un nombre entier\n")


def test_un_titre_d_un_seul_mot_trop_long_garde_son_debut(contrat: Commande, changer: Changer) -> None:
    """Plusieurs actions ne s'appellent pas toutes « … »."""
    ville = changer(("titre_court: Café de rencontre\n", ""), ("titre: Un café de rencontre", f"titre: {'Mot' * 20}"))
    issue = contrat("action", "lister", *FIN_2012, "--format", "csv", dans=ville)
    assert issue.sortie.splitlines()[1].split(",")[3] == "Mot" * 13 + "…"
