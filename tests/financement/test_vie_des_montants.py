"""La vie d'une ressource et d'une dépense : demandée, accordée, encaissée, rendue ; votée, engagée d'avance."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contrat.rendu.typographie import rendre_ordinaires
from tests.conftest import Commande
from tests.financement.conftest import Fautes, depense, ecrire_plan, ressource

ICI = "data/actions/visites.yaml"
ACCORD = {"etat": "accorde", "notification": "{date: 2012-01-15, reference: X}"}
ACCORD_DE_2021 = ACCORD | {"notification": "{date: 2021-04-01, reference: X}"}
PAIEMENTS = "[{exercice: 2012, montant: 1000.01}, {exercice: 2013, montant: 900}]"
DEUX_ANS = "[{exercice: 2013, montant: 1000}, {exercice: 2014, montant: 3000}]"
VILLE = ressource("ville", "autofinancement", "6000")


def aider(montant: str, **champs: str) -> str:
    """Une subvention du département, accordée."""
    return ressource("departement", "subvention_publique", montant, champs=ACCORD | champs)


PLANS = {
    "un vote sans prévision suffit": ([depense("6000").replace("prevu", "vote")], [VILLE], []),
    "un nom qui commence par total": ([depense("6000", champs={"libelle": "TotalEnergies, carburant"})], [VILLE], []),
    "un sous-total en toutes lettres": (
        [depense("6000", champs={"libelle": "Sous total des achats"})],
        [VILLE],
        ["25:16: erreur[B004] la ligne « Sous total des achats » compterait les autres une seconde fois"],
    ),
    "une recette se compare aux apports de sa nature": (
        [depense("10000"), depense("4000", champs={"libelle": "aide", "sens": "recette", "chapitre": '"13"'})],
        [aider("4000"), VILLE],
        [],
    ),
    "une recette à un centime de son apport": (
        [depense("10000"), depense("4000.01", champs={"libelle": "aide", "sens": "recette", "chapitre": '"13"'})],
        [aider("4000"), VILLE],
        [
            "37:14: erreur[B001] investissement 2012 : les recettes du chapitre 13 ne sont pas celles du plan "
            "(recettes 4 000,01 €, ressources 4 000 €)"
        ],
    ),
    "une aide encaissée deux ans après": (
        [depense("10000")],
        [aider("4000", etat="solde", encaissements=DEUX_ANS),
         VILLE],
        [],
    ),
    "un trop-perçu rendu": (
        [depense("10000")], [aider("4000", etat="solde", encaisse="5000", reverse="1000"), VILLE], [],
    ),
    "un trop-perçu rendu à un centime près": (
        [depense("10000")],
        [aider("4000", etat="solde", encaisse="5000", reverse="999.99"), VILLE],
        ["43:17: erreur[B006] 4 000,01 € encaissés pour une ressource de 4 000 €"],
    ),
    "plus rendu que reçu": (
        [depense("6000")],
        [aider("0", etat="caduc", encaisse="1500", reverse="1500.01"), VILLE],
        ["44:16: erreur[B006] 1 500,01 € rendus, plus que les 1 500 € encaissés"],
    ),
    "rendu sans rien de reçu": (
        [depense("6000")],
        [aider("0", etat="caduc", reverse="1500"), VILLE],
        ["43:16: erreur[B006] 1 500 € rendus d'une aide dont rien ne dit ce qui est encaissé"],
    ),
    "caduque après un acompte laissé": (
        [depense("6000")], [aider("0", etat="caduc", encaisse="1500", reverse="0"), VILLE], [],
    ),
    "caduque après un acompte dont on ne dit rien": (
        [depense("6000")],
        [aider("0", etat="caduc", encaisse="1500"), VILLE],
        ["43:17: avertissement[B014] 1 500 € encaissés d'une ressource à l'état « caduc »"],
    ),
    "accordée pour plus que demandé": (
        [depense("10000")],
        [aider("4000", sollicite="3999.99"), VILLE],
        ["43:18: erreur[B006] 4 000 € accordés, pour 3 999,99 € demandés"],
    ),
    "une autorisation de programme engagée en une fois": (
        [depense("1000", champs={"engage": "6000", "autorisation": "6000"}),
         depense("5000", 2013, champs={"libelle": "suite"})],
        [ressource("ville", "autofinancement", "1000"), ressource("ville", "autofinancement", "5000", 2013)],
        [],
    ),
    "un engagement au-delà de l'autorisation": (
        [depense("1000", champs={"engage": "6000.01", "autorisation": "6000"})],
        [ressource("ville", "autofinancement", "1000")],
        ["32:15: erreur[B008] 6 000,01 € engagés, plus que les 6 000 € autorisés"],
    ),
    "un engagement sur deux exercices, sans autorisation": (
        [depense("1000", champs={"engage": "6000"}), depense("5000", 2013, champs={"libelle": "suite"})],
        [ressource("ville", "autofinancement", "1000"), ressource("ville", "autofinancement", "5000", 2013)],
        [
            "32:15: information[B008] 6 000 € engagés, plus que les 1 000 € prévus en 2012, sans dépasser les "
            "6 000 € de 2012 à 2013"
        ],
    ),
    "un engagement sur deux exercices, dont un crédit est réduit": (
        [depense("1000", champs={"engage": "5600.01"}), depense("5000", 2013, champs={"vote": "4600"})],
        [ressource("ville", "autofinancement", "1000"), ressource("ville", "autofinancement", "5000", 2013)],
        ["32:15: erreur[B008] 5 600,01 € engagés, plus que les 1 000 € prévus"],
    ),
    "un paiement au-delà du crédit de l'exercice, sous l'engagement": (
        [depense("1000", champs={"engage": "6000", "paiements": PAIEMENTS}),
         depense("5000", 2013, champs={"libelle": "suite"})],
        [ressource("ville", "autofinancement", "1000"), ressource("ville", "autofinancement", "5000", 2013)],
        [
            "25:7: erreur[B008] 1 000,01 € réalisés, plus que les 1 000 € prévus",
            "32:15: information[B008] 6 000 € engagés, plus que les 1 000 € prévus en 2012, sans dépasser les "
            "6 000 € de 2012 à 2013",
        ],
    ),
    "un chapitre qui n'existe pas encore": (
        [depense("6000", champs={"section": "fonctionnement", "sens": "recette", "chapitre": '"731"'}),
         depense("6000")],
        [VILLE],
        [
            "29:17: erreur[B007] le chapitre 731 n'est pas une recette de fonctionnement en 2012 ; il l'est en M57, "
            "depuis 2016"
        ],
    ),
    "le même chapitre quand la M57 peut servir": (
        [depense("6000", 2016, champs={"section": "fonctionnement", "sens": "recette", "chapitre": '"731"'}),
         depense("6000")],
        [VILLE],
        [],
    ),
    "une opération pour compte de tiers": ([depense("6000", champs={"chapitre": '"4541"'})], [VILLE], []),
    "la compensation de TVA d'une subvention versée": (
        [depense("7000", champs={"chapitre": '"204"'})],
        [ressource("etat", "fctva", "1000"), VILLE],
        [
            "40:16: avertissement[B011] compensation de TVA de 1 000 € : aucune dépense de la fiche "
            "n'y donne droit, ni "
            "une subvention versée, ni une dépense d'association (Code général des collectivités "
            "territoriales, article "
            "L. 1615-6, I)"
        ],
    ),
    "un emprunt en fonctionnement": (
        [depense("6000", section="fonctionnement")],
        [ressource("banque", "emprunt", "6000", champs={"section": "fonctionnement"})],
        ["39:16: erreur[B020] un emprunt en fonctionnement : il ne peut financer que l'investissement"],
    ),
    "l'autofinancement d'un autre": (
        [depense("6000")],
        [ressource("etat", "autofinancement", "6000")],
        [
            "37:15: erreur[B019] autofinancement de « etat » (etat) : seul qui porte l'action, ou un organisme qui lui "
            "est rattaché, la finance sur ses propres fonds"
        ],
    ),
    "un centime de trop-perçu": (
        [depense("10000", champs={"engage": "8000", "realise": "8000"})],
        [aider("4000", assiette="10000", taux="40 %", etat="solde", encaisse="4000", reverse="799.99"), VILLE],
        [
            "47:17: avertissement[B014] ressource soldée à 3 200,01 € sur 4 000 €",
            "47:17: avertissement[B021] 3 200,01 € encaissés, mais 40 % des 8 000 € payés font 3 200 € : 0,01 € de "
            "trop-perçu",
        ],
    ),
    "commencer l'année d'une demande déjà reçue": (
        [depense("10000", 2020)],
        [ressource("etat", "subvention_publique", "4000", 2020,
                   ACCORD_DE_2021 | {"reception": "2020-01-01"}),
         ressource("ville", "autofinancement", "6000", 2020)],
        [],
    ),
    "commencer avant que l'État ait reçu la demande": (
        [depense("10000", 2020)],
        [ressource("etat", "subvention_publique", "4000", 2020, ACCORD_DE_2021 | {"reception": "2021-01-01"}),
         ressource("ville", "autofinancement", "6000", 2020)],
        [
            "43:18: avertissement[B014] la dépense commence en 2020, avant la réception de la demande, le 1er janvier "
            "2021 (Décret n° 2018-514 du 25 juin 2018, article 5)"
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("plan", "attendues"), [((d, r), a) for d, r, a in PLANS.values()], ids=PLANS)
def test_chaque_moment_donne_ces_fautes_et_elles_seules(
    fautes: Fautes, plan: tuple[list[str], list[str]], attendues: list[str]
) -> None:
    assert fautes(*plan) == [f"{ICI}:{x}" for x in attendues]


def test_un_emprunt_et_la_compensation_de_tva_sont_dans_la_part_de_la_ville(contrat: Commande, racine: Path) -> None:
    """La même part dans le budget et dans le plan ; ce que l'État donne par ailleurs reste à lui."""
    apports = [
        ressource("banque", "emprunt", "3000"), ressource("etat", "fctva", "1000"),
        ressource("etat", "subvention_publique", "2000"), ressource("ville", "autofinancement", "4000"),
    ]  # fmt: skip
    ecrire_plan(racine, [depense("10000")], apports)
    budget = json.loads(contrat("budget", "2012", "--par", "financeur", "--format", "json", dans=racine).sortie)
    assert (budget["ressources"]["ville"], budget["ressources"]["externes"]) == ("8000.00", "2000.00")
    groupes = [(g["cle"], g["ville"], g["montant"]) for g in budget["ventilation"]["groupes"]]
    assert groupes == [
        ("ville", True, "4000.00"), ("banque", True, "3000.00"), ("etat", True, "1000.00"), ("etat", False, "2000.00"),
    ]  # fmt: skip
    plan = contrat("financement", "visites", dans=racine).sortie
    assert "8 000 €" in plan
    texte = contrat("budget", "2012", dans=racine).sortie
    assert "comprend : banque (emprunt), etat (compensation de TVA)." in texte.replace("\n  ", " ")


def test_une_aide_encaissee_plus_tard_compte_l_annee_ou_elle_vient(contrat: Commande, racine: Path) -> None:
    """Acompte et solde dans leur exercice ; ce qui est rendu l'est sur le dernier."""
    recus = "[{exercice: 2013, montant: 1000}, {exercice: 2014, montant: 3500}]"
    aide = aider("4000", etat="solde", encaissements=recus, reverse="500")
    ecrire_plan(racine, [depense("10000")], [aide, VILLE])
    for exercice, attendu in (("2013", "1000.00"), ("2014", "3000.00")):
        issue = contrat("budget", exercice, "--vue", "realise", "--format", "json", dans=racine)
        assert json.loads(issue.sortie)["ressources"]["externes"] == attendu


def test_le_plan_dit_ce_qui_est_arrive_a_chaque_ressource(contrat: Commande, racine: Path) -> None:
    """Ce qui était demandé, l'année où l'argent vient, ce qui est rendu ; une ressource ordinaire n'a pas de phrase."""
    aidee = aider("4000", sollicite="5000", programme="DETR", etat="solde", encaissements=DEUX_ANS, reverse="0")
    refusee = ressource("caf", "organisme_social", "0", champs={"etat": "refuse", "sollicite": "2000"})
    ecrire_plan(racine, [depense("10000")], [aidee, refusee, VILLE])
    texte = " ".join(contrat("financement", "visites", dans=racine).sortie.split())
    assert (
        ", DETR, investissement 2012 : 5 000 € demandés, 1 000 € encaissés en 2013, 3 000 € encaissés en 2014, "
        "0 € rendus et 4 000 € à l'état « soldé »." in texte
    )
    assert "caf, investissement 2012 : refusé (2 000 € demandés)." in texte
    assert "Ville, investissement 2012 :" not in texte


def test_une_aide_perdue_ne_se_lit_jamais_zero(contrat: Commande, racine: Path) -> None:
    """Partout où elle est montrée, ce qui avait été demandé ou accordé tient la place de son montant."""
    refusee = ressource("caf", "organisme_social", "0", champs={"etat": "refuse", "sollicite": "2000"})
    caduque = ressource("departement", "subvention_publique", "0", champs={"etat": "caduc", "accorde": "700"})
    ecrire_plan(racine, [depense("6000")], [refusee, caduque, VILLE])
    sommes = ("refusé (2 000 € demandés)", "caduc (700 € accordés)")
    for commande in (("budget",), ("financement", "visites"), ("action", "montrer", "visites"), ("rapport", "comite")):
        issue = contrat(*commande, "--format", "md", dans=racine)
        texte = rendre_ordinaires(issue.sortie)
        assert issue.code == 0
        assert all(somme in texte for somme in sommes), commande
    autres = [ressource("etat", "subvention_publique", "0", champs={"etat": "refuse", "exercice": str(annee)})
              for annee in range(2013, 2017)]  # fmt: skip
    fichier = racine / ICI
    texte = fichier.read_text(encoding="utf-8")
    fichier.write_text(texte.replace(VILLE, "".join(autres) + VILLE), encoding="utf-8")
    notes = json.loads(contrat("budget", "--format", "json", dans=racine).sortie)["notes"]
    perdues = "6 lignes, 2 700 € demandés ou accordés, 4 de somme inconnue."
    assert f"Hors des totaux, ressource refusée, retirée ou caduque : {perdues}" in notes


def test_un_taux_ne_compte_que_les_depenses_renseignees(contrat: Commande, racine: Path) -> None:
    """Voté 12 000, engagé 11 000, payé 4 000 ; l'autre dépense, prévue, ne dit rien de plus."""
    suivie = depense("10000", champs={"vote": "12000", "engage": "11000", "realise": "4000"})
    ecrire_plan(
        racine, [suivie, depense("5000", champs={"libelle": "suite"})], [ressource("ville", "autofinancement", "15000")]
    )
    issue = contrat("budget", "2012", "--vue", "execution", "--format", "json", dans=racine)
    ensemble = json.loads(issue.sortie)["execution"][-1]
    taux = [ensemble[x] for x in ("taux_engagement", "taux_execution", "taux_paiement")]
    assert taux == ["91.67", "33.33", "36.36"]
