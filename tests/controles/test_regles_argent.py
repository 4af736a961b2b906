"""Les règles de l'argent : chaque branche, ses bornes au centime, et ce qu'elle ne doit pas dire."""

from __future__ import annotations

import pytest

from tests.controles.conftest import Changements, Valider

CAFE, MENAGE, CONTRAT = "data/actions/cafe-rencontre.yaml", "data/menages/M-0001.yaml", "data/contrat.yaml"
SEANCE, ECHELLE = "data/seances/conseil-2010-02.yaml", "    mini: 0\n    maxi: 5\n"
VISITES, AXE, AIDE = "data/actions/visites.yaml", "data/axes/axe-1.yaml", "data/aides/ville-dpe.yaml"

RECETTE = """    - libelle: subvention attendue
      exercice: 2010
      section: investissement
      sens: recette
      chapitre: "13"
      prevu: {}
      budget: ville
plan:"""

SANS_LIGNE = "  base: TTC\n  source: essai\n  lignes: []\nplan:\n  base: TTC\n  source: essai\n  ressources: []"
EN_HT = """  base: HT
  lignes: [{{exercice: 2012, section: {0}, chapitre: "011", libelle: essence, prevu: 5}}]
plan:
  base: HT
  ressources:
    - {{organisme: ville, nature: autofinancement, exercice: 2012, section: {0}, montant: 5, etat: pressenti}}"""

NON_PREVUE = """  base: TTC
  lignes: [{{exercice: 2012, section: fonctionnement, chapitre: "011", libelle: essence, {}}},
    {{exercice: 2012, section: fonctionnement, chapitre: "011", libelle: repas, prevu: 5}}]
plan:
  base: TTC
  ressources:
    - {{organisme: ville, nature: autofinancement, exercice: 2012, section: fonctionnement, montant: {},
       etat: pressenti, taux: 100 %}}"""

DEUX_MANDATS = """  base: TTC
  lignes: [{exercice: 2012, section: fonctionnement, chapitre: "011", libelle: essence, prevu: 5, engage: 5,
    paiements: [{exercice: 2012, montant: 2, reference: M1}, {exercice: 2012, montant: 2, reference: M1}]}]
plan:
  base: TTC
  ressources:
    - {organisme: ville, nature: autofinancement, exercice: 2012, section: fonctionnement, montant: 5,
       etat: pressenti}"""

A_MOITIE_PAYEE = """  base: TTC
  lignes: [{exercice: 2012, section: investissement, chapitre: "21", libelle: véhicule, prevu: 10000}]
plan:
  base: TTC
  ressources:
    - {organisme: ville, nature: autofinancement, exercice: 2012, section: investissement, montant: 1500,
       etat: pressenti}
    - {organisme: departement, nature: subvention_publique, exercice: 2012, section: investissement, montant: 8000,
       etat: sollicite, demande: 2012-02-01}
    - {organisme: departement, nature: organisme_social, exercice: 2012, section: investissement, montant: 100,
       etat: acompte, notification: {date: 2012-01-01, reference: D-1}}"""
ABANDON: Changements = [
    (VISITES, "statut: approuvee\n", "statut: abandonnee\n"),
    (VISITES, "    source: essai\ndescription",
     "    source: essai\n  - {statut: abandonnee, date: 2012-03, instance: conseil, source: essai}\ndescription"),
]  # fmt: skip

CAS: dict[str, tuple[Changements, list[str]]] = {
    "B002 : une autre fiche en TTC dans la section": (
        [(VISITES, SANS_LIGNE, EN_HT.format("investissement").replace("011", "21"))],
        [
            f"{VISITES}:22:3: erreur[B002] investissement : cette fiche est en « HT », cafe-rencontre en « TTC » : "
            "aucun total du contrat ne peut les additionner"
        ],
    ),
    "B002 : une base non précisée ne contredit rien": (
        [(VISITES, SANS_LIGNE, EN_HT.format("fonctionnement").replace("HT", "non_precisee"))],
        [],
    ),
    "B001 : trop de ressources": (
        [(CAFE, "montant: 12000", "montant: 12000.01")],
        [
            f"{CAFE}:58:16: erreur[B001] investissement 2010 : 0,01 € de ressources en trop "
            "(dépenses 30 000 €, ressources 30 000,01 €)"
        ],
    ),
    "B001 : des recettes qui ne sont pas celles du plan": (
        [(CAFE, "plan:", RECETTE.format("11999.99"))],
        [
            f"{CAFE}:49:14: erreur[B001] investissement 2010 : les recettes du chapitre 13 ne sont pas celles "
            "du plan (recettes 11 999,99 €, ressources 12 000 €)"
        ],
    ),
    "B001 : des recettes justes": ([(CAFE, "plan:", RECETTE.format("12000"))], []),
    "B001 : des recettes dont une est inconnue ne se comparent pas": (
        [
            (
                CAFE,
                "plan:",
                RECETTE.format("9").replace("plan:", "")
                + RECETTE.format("9").replace("prevu", "realise").replace("attendue", "reçue"),
            )
        ],
        [],
    ),
    "B001 : une dépense payée sans montant prévu n'est pas un zéro": (
        [(VISITES, SANS_LIGNE, NON_PREVUE.format("engage: 3", 6))],
        [
            f"{VISITES}:23:12: information[B001] fonctionnement 2012 : équilibre non jugé, « essence » n'a aucun "
            "montant prévu"
        ],
    ),
    "B001 : ce qui manque déjà se dit": (
        [(VISITES, SANS_LIGNE, NON_PREVUE.format("realise: 3", 4))],
        [
            f"{VISITES}:28:101: erreur[B001] fonctionnement 2012 : il manque 1 € de ressources "
            "(dépenses 5 €, ressources 4 €)"
        ],
    ),
    "B001 : une ressource refusée ne compte pas": (
        [
            (CAFE, "montant: 12000\n      assiette: 30000\n      etat: accorde", "montant: 0\n      etat: refuse"),
        ],
        [
            f"{CAFE}:58:16: erreur[B001] investissement 2010 : il manque 12 000 € de ressources "
            "(dépenses 30 000 €, ressources 18 000 €)"
        ],
    ),
    "B001, B010, B014 : une action qui se fait": (
        [(VISITES, SANS_LIGNE, A_MOITIE_PAYEE)],
        [
            f"{VISITES}:27:101: erreur[B001] investissement 2012 : il manque 400 € de ressources "
            "(dépenses 10 000 €, ressources 9 600 €)",
            f"{VISITES}:27:101: avertissement[B010] investissement : le maître d'ouvrage apporte 1 500 € sur 9 600 €, "
            "soit 15,625 % des financements publics ; au moins 20 % (1 920 €) attendus : Code général des "
            "collectivités territoriales, article L. 1111-10, III",
            f"{VISITES}:30:14: avertissement[B014] demande du 1er février 2012 encore à l'état « sollicite » après le "
            "1er août 2012, 6 mois plus tard",
            f"{VISITES}:32:14: avertissement[B014] ressource à l'état « acompte » sans montant encaissé",
        ],
    ),
    "B014 : d'une action abandonnée, seul l'argent reçu se suit encore": (
        [(VISITES, SANS_LIGNE, A_MOITIE_PAYEE), *ABANDON],
        [f"{VISITES}:33:14: avertissement[B014] ressource à l'état « acompte » sans montant encaissé"],
    ),
    "B014 : rien n'est engagé deux ans après l'accord de l'État": (
        [
            ("data/organismes.yaml", "nature: departement", "nature: etat"),
            (CAFE, "      engage: 28000\n      realise: 27500.50\n", "      engage: 0\n"),
        ],
        [
            f"{CAFE}:67:15: avertissement[B014] accord du 1er juin 2010 : au 1er juin 2012, aucune dépense "
            "d'investissement n'est engagée ; sans commencement, la subvention est caduque "
            "(Décret n° 99-1060 du 16 décembre 1999, article 11)"
        ],
    ),
    "B014 : ce qui est engagé n'est pas connu": (
        [
            ("data/organismes.yaml", "nature: departement", "nature: etat"),
            (CAFE, "      engage: 28000\n      realise: 27500.50\n", ""),
        ],
        [],
    ),
    "B014 : une aide qui n'est pas de l'État ne se périme pas ainsi": (
        [(CAFE, "      engage: 28000\n      realise: 27500.50\n", "      engage: 0\n")],
        [],
    ),
    "B003 : un exercice avant le début de l'action": (
        [(CAFE, "  debut: 2010-09\n", "  debut: 2011-09\n")],
        [
            f"{CAFE}:{ligne}:{colonne}: erreur[B003] l'exercice 2010 précède le début de l'action (2011)"
            for ligne, colonne in ((29, 17), (36, 17), (50, 17), (56, 17), (62, 17))
        ],
    ),
    "B004 : un mandat écrit deux fois": (
        [(VISITES, SANS_LIGNE, DEUX_MANDATS)],
        [f"{VISITES}:24:62: erreur[B004] cette ligne répète la ligne n° 1 du même bloc"],
    ),
    "B004 : deux paiements sans référence": ([(VISITES, SANS_LIGNE, DEUX_MANDATS.replace(", reference: M1", ""))], []),
    "B004 : deux ressources semblables": (
        [
            (
                CAFE,
                "    - organisme: departement",
                "    - organisme: ville\n      nature: autofinancement\n      exercice: 2010\n"
                "      section: investissement\n      montant: 9000\n      etat: pressenti\n"
                "    - organisme: departement",
            ),
            (CAFE, "montant: 18000", "montant: 9000"),
        ],
        [f"{CAFE}:60:7: erreur[B004] cette ligne répète la ligne n° 2 du même bloc"],
    ),
    "B005 : une ressource de zéro euro": (
        [
            (CAFE, "montant: 10000", "montant: 0"),
            (CAFE, "prevu: 10000", "prevu: 0"),
            (CONTRAT, "valeur: 40000", "valeur: 30000"),
        ],
        [f"{CAFE}:52:16: erreur[B005] ressource de 0 € à l'état « pressenti »"],
    ),
    "B006 : une ressource perdue qui garde un montant": (
        [(CAFE, "etat: accorde", "etat: caduc")],
        [
            f"{CAFE}:58:16: erreur[B001] investissement 2010 : il manque 12 000 € de ressources "
            "(dépenses 30 000 €, ressources 18 000 €)",
            f"{CAFE}:64:16: erreur[B006] ressource à l'état « caduc » qui garde 12 000 €",
        ],
    ),
    "B006 : un montant au-dessus de l'assiette": (
        [(CAFE, "assiette: 30000", "assiette: 11999.99")],
        [f"{CAFE}:64:16: erreur[B006] 12 000 € dépassent l'assiette de 11 999,99 €"],
    ),
    "B006 : une assiette égale au montant": ([(CAFE, "assiette: 30000", "assiette: 12000")], []),
    "B006 : une assiette au-dessus de la dépense": (
        [(CAFE, "assiette: 30000", "assiette: 30000.01")],
        [f"{CAFE}:65:17: erreur[B006] l'assiette de 30 000,01 € dépasse la dépense de la section, 30 000 €"],
    ),
    "B006 : plus d'encaissé que d'accordé": (
        [(CAFE, "assiette: 30000", "encaisse: 12000.01")],
        [f"{CAFE}:65:17: erreur[B006] 12 000,01 € encaissés pour une ressource de 12 000 €"],
    ),
    "B007 : une association tient d'autres comptes": (
        [
            (
                CAFE,
                'chapitre: "011"\n      prevu: 10000\n      budget: ville',
                'chapitre: "64"\n      prevu: 10000\n      budget: association',
            )
        ],
        [],
    ),
    "B008 : le réalisé sans engagé se compare au prévu": (
        [(CAFE, "      engage: 28000\n      realise: 27500.50\n", "      realise: 30000.01\n")],
        [f"{CAFE}:41:16: erreur[B008] 30 000,01 € réalisés, plus que les 30 000 € prévus"],
    ),
    "B008 : l'engagé se compare au voté": (
        [(CAFE, "      engage: 28000\n", "      vote: 31000\n      engage: 31000.01\n")],
        [f"{CAFE}:42:15: erreur[B008] 31 000,01 € engagés, plus que les 31 000 € votés"],
    ),
    "B008 : l'engagé au voté exactement": (
        [(CAFE, "      engage: 28000\n", "      vote: 31000\n      engage: 31000\n")],
        [],
    ),
    "B008 : l'engagé au prévu exactement": ([(CAFE, "engage: 28000", "engage: 30000")], []),
    "B008 : un dépassement justifié": (
        [(CAFE, "engage: 28000", "engage: 31000\n      justification: avenant du lot peinture")],
        [],
    ),
    "B012 : l'enveloppe atteinte exactement": ([(CONTRAT, "montant: 90000", "montant: 10000")], []),
    "B012 : une enveloppe de zéro euro": (
        [(CONTRAT, "montant: 90000", "montant: 0")],
        [
            f"{CONTRAT}:16:14: avertissement[B012] fonctionnement 2010 : 10 000 € prévus, "
            "au-delà de l'enveloppe 2010-2012 de 0 €"
        ],
    ),
}


@pytest.mark.parametrize("nom", CAS)
def test_chaque_cas_donne_ces_fautes_et_elles_seules(valider: Valider, nom: str) -> None:
    """La place, la gravité, le code et le message entier."""
    changements, attendues = CAS[nom]
    assert valider(changements) == attendues
