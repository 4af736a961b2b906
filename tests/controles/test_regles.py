"""Les cas que les pages ne montrent pas : chaque branche d'une règle, ses bornes, et ce qu'elle ne doit pas dire."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.conftest import MINIMAL, Commande
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

CONVENTION = """conventions:
  - id: appui
    objet: un appui
    organismes: [departement]
    signe_le: 2010-05-01
    jusqu_au: 2010-04-30
    source: essai
"""

HIERARCHISATION = "hierarchisation:\n  date: {}\n  instance: conseil\n  rang: {}\n  source: essai\nevaluation:"

CAS: dict[str, tuple[Changements, list[str]]] = {
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
    "B001 : une ressource refusée ne compte pas": (
        [
            (CAFE, "montant: 12000\n      assiette: 30000\n      etat: accorde", "montant: 0\n      etat: refuse"),
        ],
        [
            f"{CAFE}:58:16: erreur[B001] investissement 2010 : il manque 12 000 € de ressources "
            "(dépenses 30 000 €, ressources 18 000 €)"
        ],
    ),
    "B003 : un exercice avant le début de l'action": (
        [(CAFE, "  debut: 2010-09\n", "  debut: 2011-09\n")],
        [
            f"{CAFE}:{ligne}:{colonne}: erreur[B003] l'exercice 2010 précède le début de l'action (2011)"
            for ligne, colonne in ((29, 17), (36, 17), (50, 17), (56, 17), (62, 17))
        ],
    ),
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
        [f"{CAFE}:41:16: erreur[B008] realise 30 000,01 € dépasse prevu 30 000 €"],
    ),
    "B008 : l'engagé se compare au voté": (
        [(CAFE, "      engage: 28000\n", "      vote: 31000\n      engage: 31000.01\n")],
        [f"{CAFE}:42:15: erreur[B008] engage 31 000,01 € dépasse vote 31 000 €"],
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
            f"{CONTRAT}:16:14: avertissement[B012] fonctionnement 2010-2010 : 10 000 € prévus, "
            "au-delà de l'enveloppe 2010-2012 de 0 €"
        ],
    ),
    "C001 : une phase": (
        [
            (
                CAFE,
                "  fin: 2012-12-31\n",
                "  fin: 2012-12-31\n  phases:\n    - libelle: travaux\n      debut: 2011-02\n      fin: 2011-01-31\n",
            )
        ],
        [f"{CAFE}:27:12: erreur[C001] la fin 2011-01-31 précède le début 2011-02"],
    ),
    "C001 : une fin connue à l'année": ([(CAFE, "  fin: 2012-12-31\n", "  fin: 2010\n")], []),
    "C001 : une convention": (
        [(VISITES, "evaluation:", CONVENTION + "evaluation:")],
        [f"{VISITES}:55:15: erreur[C001] la fin 2010-04-30 précède le début 2010-05-01"],
    ),
    "C001 : une version d'aide": (
        [(AIDE, "au: 2012-12-31", "au: 2009-12-31")],
        [f"{AIDE}:34:9: erreur[C001] la fin 2009-12-31 précède le début 2010-01-01"],
    ),
    "C002 : deux étapes le même jour": (
        [(CAFE, "  - statut: lancee\n    date: 2010-09", "  - statut: lancee\n    date: 2010-02-15")],
        [],
    ),
    "C004 : une action finie avant le contrat": (
        [(VISITES, "  debut: 2010-09\n  fin: 2012-12-31", "  debut: 2009-01\n  fin: 2009-12-31")],
        [f"{VISITES}:20:8: avertissement[C004] l'action finit en 2009-12-31, avant le début du contrat (2010)"],
    ),
    "C005 : deux événements le même jour": ([(MENAGE, "- date: 2011-03-08", "- date: 2011-09-20")], []),
    "C020 : des poids décimaux qui font cent": (
        [(SEANCE, "60 %", "59.5 %"), (SEANCE, "40 %", "40.5 %")],
        [],
    ),
    "C020 : un centième de trop": (
        [(SEANCE, "60 %", "60.01 %")],
        [f"{SEANCE}:16:3: erreur[C020] les poids font 100,01 %, il en faut 100 %"],
    ),
    "C021 : les bornes de l'échelle sont des notes": (
        [(SEANCE, "visites: {besoin: 4, cout: 3}", "visites: {besoin: 0, cout: 5}")],
        [],
    ),
    "C021 : juste au-delà des bornes": (
        [(SEANCE, "visites: {besoin: 4, cout: 3}", "visites: {besoin: -0.1, cout: 5.1}")],
        [
            f"{SEANCE}:38:25: erreur[C021] la note -0,10 sort de l'échelle, de 0 à 5",
            f"{SEANCE}:38:37: erreur[C021] la note 5,10 sort de l'échelle, de 0 à 5",
        ],
    ),
    "C021 : une échelle qui descend sous zéro": (
        [(SEANCE, "mini: 0", "mini: -1"), (SEANCE, "visites: {besoin: 2, cout: 4}", "visites: {besoin: -1, cout: 4}")],
        [],
    ),
    "C021 : une échelle inversée ne fait pas une faute par note": (
        [(SEANCE, ECHELLE, "    mini: 5\n    maxi: 0\n")],
        [f"{SEANCE}:15:11: erreur[C021] l'échelle de 5 à 0 ne monte pas"],
    ),
    "C022 : autant de bulletins que de présents": (
        [(SEANCE, "- college: habitants\n    numero: 1", "- college: habitants\n    numero: 7")],
        [],
    ),
    "C023 : un collège, un critère et une décision": (
        [
            (
                SEANCE,
                "  - college: habitants\n    presents",
                "  - college: elus\n    presents: 2\n  - college: habitants\n    presents",
            ),
            (SEANCE, "    - id: cout", "    - id: cout\n      libelle: Coût\n      poids: 20 %\n    - id: cout"),
            (SEANCE, "poids: 40 %", "poids: 20 %"),
            (SEANCE, "source: essai", "  - action: visites\n    rang: 2\nsource: essai"),
        ],
        [
            f"{SEANCE}:8:5: erreur[C023] le collège « elus », déjà plus haut",
            f"{SEANCE}:25:7: erreur[C023] le critère « cout », déjà plus haut",
            f"{SEANCE}:49:5: erreur[C023] la décision sur « visites », déjà plus haut",
        ],
    ),
    "C023 : un même numéro dans deux collèges": ([(SEANCE, "numero: 2", "numero: 3")], []),
    "C024 : la grille du jour même": ([(SEANCE, "figes_le: 2010-02-01", "figes_le: 2010-02-15")], []),
    "C024 : une grille connue au mois": ([(SEANCE, "figes_le: 2010-02-01", "figes_le: 2010-02")], []),
    "C024 : un mois après": (
        [(SEANCE, "figes_le: 2010-02-01", "figes_le: 2010-03")],
        [f"{SEANCE}:12:13: erreur[C024] la grille est approuvée le 2010-03, après la séance du 2010-02-15"],
    ),
    "C026 : un motif sur l'une suffit à l'autre": (
        [
            (SEANCE, "rang: 1", "rang: 3"),
            (SEANCE, "rang: 2", "rang: 1\n    motif: des visites sont déjà demandées"),
            (SEANCE, "rang: 3", "rang: 2"),
        ],
        [],
    ),
    "C026 : une action que personne n'a notée": (
        [
            (SEANCE, "      visites: {besoin: 3, cout: 4}\n", ""),
            (SEANCE, "      visites: {besoin: 2, cout: 4}\n", ""),
            (SEANCE, "      visites: {besoin: 4, cout: 3}\n", ""),
        ],
        [f"{SEANCE}:40:11: erreur[C026] « visites » est décidée au rang 2, les notes ne la classent pas"],
    ),
    "C028 : le rang décidé": ([(VISITES, "evaluation:", HIERARCHISATION.format("2010-02-15", 2))], []),
    "C028 : le rang d'un autre jour": ([(VISITES, "evaluation:", HIERARCHISATION.format("2010-03", 1))], []),
    "M003 : les revenus de l'année de la demande": (
        [(MENAGE, "annee: 2009", "annee: 2010")],
        [],
    ),
    "M005 : deux avis sans revenu": (
        [(MENAGE, "    rfr: 11200\n", "    rfr: 0\n  - annee: 2009\n    rfr: 0\n")],
        [],
    ),
    "M008 : un code INSEE qui est le code postal de la commune du contrat": (
        [(CONTRAT, 'insee: "15999"', 'insee: "15187"'), (MENAGE, 'commune: "15999"', 'commune: "15100"')],
        [f"{MENAGE}:9:12: avertissement[M008] 15100 est Laveissenet, et un code postal"],
    ),
    "M008 : une autre commune du département": ([(MENAGE, 'commune: "15999"', 'commune: "15100"')], []),
    "M008 : deux chiffres intervertis": (
        [(CONTRAT, 'insee: "15999"', 'insee: "15187"'), (MENAGE, 'commune: "15999"', 'commune: "15817"')],
        [f"{MENAGE}:9:12: avertissement[M008] aucune commune n'a le code INSEE 15817"],
    ),
    "R004 : un constat d'une fiche": (
        [(VISITES, "constats: [isolement]", "constats: [isolement, isolements]")],
        [f"{VISITES}:13:23: erreur[R004] le constat « isolements » n'existe pas"],
    ),
    "R005 : un lien entre fiches, un chiffre publié": (
        [
            (
                VISITES,
                "evaluation:",
                "liens:\n  actions: [cafe]\nevaluation:",
            ),
            (CONTRAT, "    valeur: 40000", "    action: cafe\n    valeur: 40000"),
        ],
        [
            f"{VISITES}:51:13: erreur[R005] l'action « cafe » n'existe pas",
            f"{CONTRAT}:36:13: erreur[R005] l'action « cafe » n'existe pas",
        ],
    ),
    "R003, R005, R006 : une séance": (
        [
            (SEANCE, "instance: conseil", "instance: conseils"),
            (SEANCE, "source: essai", "source: essais"),
            (SEANCE, "      visites: {besoin: 3, cout: 4}", "      visite: {besoin: 3, cout: 4}"),
            (SEANCE, "      visites: {besoin: 2, cout: 4}", "      visite: {besoin: 2, cout: 4}"),
            (SEANCE, "action: cafe-rencontre", "action: cafe"),
        ],
        [
            f"{SEANCE}:2:11: erreur[R006] l'instance « conseils » n'existe pas",
            f"{SEANCE}:28:7: erreur[R005] l'action « visite » n'existe pas",
            f"{SEANCE}:40:13: erreur[R005] l'action « cafe » n'existe pas",
            f"{SEANCE}:41:11: erreur[C026] « cafe » est décidée au rang 1, les notes ne la classent pas",
            f"{SEANCE}:44:9: erreur[R003] la source « essais » n'existe pas",
        ],
    ),
    "R008 : un critère se signale une fois par séance": (
        [
            (SEANCE, "besoin: 4, cout: 3}", "besoin: 4, prix: 3}"),
            (SEANCE, "besoin: 3, cout: 4}", "besoin: 3, prix: 4}"),
        ],
        [f"{SEANCE}:27:35: erreur[R008] le critère « prix » n'existe pas"],
    ),
    "R009 : un collège que l'instance ne réunit pas": (
        [(CONTRAT, "    role: approuve les fiches\n", "    role: approuve les fiches\n    colleges: [elus]\n")],
        [f"{SEANCE}:8:14: erreur[R009] le collège « habitants » ne siège pas à l'instance « conseil »"],
    ),
    "R007 : un identifiant d'indicateur": (
        [
            (
                VISITES,
                "evaluation:",
                "  - id: visites-faites\n    libelle: encore\n    niveau: realisation\n    unite: visite\nevaluation:",
            )
        ],
        [f"{VISITES}:50:9: erreur[R007] l'identifiant d'indicateur « visites-faites », déjà pris plus haut"],
    ),
    "R007 : un identifiant d'organisme": (
        [("data/organismes.yaml", "  - id: departement", "  - id: ville")],
        [
            f"{CAFE}:60:18: erreur[R002] l'organisme « departement » n'existe pas",
            "data/organismes.yaml:7:9: erreur[R007] l'identifiant « ville », déjà pris plus haut",
        ],
    ),
    "V001 : à cinq pour cent près quand la source arrondit": (
        [(CONTRAT, "valeur: 40000\n    approche: non", "valeur: 42100\n    approche: oui")],
        [],
    ),
    "V001 : au-delà de cinq pour cent": (
        [(CONTRAT, "valeur: 40000\n    approche: non", "valeur: 42106\n    approche: oui")],
        [
            f"{CONTRAT}:36:13: erreur[V001] budget.depenses.total 2010-2011 : publié 42 106 €, "
            "40 000 € dans les fiches (-2 106 €)"
        ],
    ),
    "V001 : une mesure que rien ne recalcule": (
        [(CONTRAT, "mesure: budget.depenses.total", "mesure: indicateurs.autre_source")],
        [f"{CONTRAT}:36:13: erreur[V001] indicateurs.autre_source 2010-2011 : publié 40 000, rien dans les fiches"],
    ),
    "V001 : une période inversée n'est que l'affaire de C001": (
        [
            (
                CONTRAT,
                "mesure: budget.depenses.total\n    periode:\n      debut: 2010\n      fin: 2011",
                "mesure: actions.approuvees\n    periode:\n      debut: 2011\n      fin: 2010",
            )
        ],
        [f"{CONTRAT}:35:12: erreur[C001] la fin 2010 précède le début 2011"],
    ),
    "V001 : muette quand une fiche est illisible": (
        [(CAFE, "numero: 1", "numero: un")],
        [f"{CAFE}:3:9: erreur[F015] « un » n'est pas un nombre entier"],
    ),
}


@pytest.mark.parametrize("nom", CAS)
def test_chaque_cas_donne_ces_fautes_et_elles_seules(valider: Valider, nom: str) -> None:
    """La place, la gravité, le code et le message entier."""
    changements, attendues = CAS[nom]
    assert valider(changements) == attendues


@pytest.mark.parametrize("fichier", ["data/organismes.yaml", "data/sources.yaml"])
@pytest.mark.parametrize("fin", ["autre: [\n", "\t- id: x\n"])
def test_une_liste_illisible_n_accuse_pas_ceux_qui_la_citent(valider: Valider, fichier: str, fin: str) -> None:
    """Une seule faute, la vraie : pas une par fiche."""
    debut = "organismes:\n" if "organismes" in fichier else "sources:\n"
    fautes = valider([(fichier, debut, f"{debut}{fin}")])
    assert [faute.partition(":")[0] for faute in fautes] == [fichier] * len(fautes)
    assert fautes


@pytest.mark.parametrize(("fichier", "citant"), [(AXE, "R001"), (CAFE, "R005")])
def test_un_fichier_mal_forme_existe_quand_meme(valider: Valider, fichier: str, citant: str) -> None:
    """Une référence vers un fichier fautif n'est pas une référence inconnue."""
    liens = (VISITES, "evaluation:", "liens:\n  actions: [cafe-rencontre]\nevaluation:")
    fautes = valider([(fichier, "numero: 1", "numero: un"), liens])
    assert [faute.partition(" ")[2] for faute in fautes] == ["erreur[F015] « un » n'est pas un nombre entier"]
    assert citant not in "".join(fautes)


SUIVANTE = SEANCE.replace("02", "09")
C025 = (
    f"{SUIVANTE}:{{}}:3: avertissement[C025] la grille n'est plus celle de « conseil-2010-02 », approuvée (2010-02-01)"
)


@pytest.mark.parametrize(
    ("changements", "attendues"),
    [
        ([], []),
        ([("libelle: Besoin", "libelle: Le besoin")], []),
        ([("60 %", "50 %"), ("40 %", "50 %")], [C025.format(16)]),
        ([("maxi: 5", "maxi: 10")], [C025.format(16)]),
        ([("id: cout", "id: prix")], [C025.format(16)]),
        ([("60 %", "50 %"), ("40 %", "50 %"), ("  figes_le: 2010-02-01\n", "")], [C025.format(15)]),
        ([("60 %", "50 %"), ("40 %", "50 %"), ("figes_le: 2010-02-01", "figes_le: 2010-02")], [C025.format(16)]),
        ([("60 %", "50 %"), ("40 %", "50 %"), ("figes_le: 2010-02-01", "figes_le: 2010-02-02")], []),
        ([("60 %", "50 %"), ("40 %", "50 %"), ("figes_le: 2010-02-01", "figes_le: 2010-09")], []),
    ],
)
def test_une_grille_approuvee_ne_change_pas_sans_nouvelle_approbation(
    contrat: Commande, tmp_path: Path, changements: list[tuple[str, str]], attendues: list[str]
) -> None:
    """C025 : la séance de septembre reprend la grille de février, ou en change."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    texte = (tmp_path / SEANCE).read_text(encoding="utf-8").partition("bulletins:")[0] + "source: essai\n"
    for avant, apres in [("conseil-2010-02", "conseil-2010-09"), ("2010-02-15", "2010-09-20"), *changements]:
        assert avant in texte, avant
        texte = texte.replace(avant, apres)
    (tmp_path / SUIVANTE).write_text(texte, encoding="utf-8")
    issue = contrat("validate", dans=tmp_path)
    assert [ligne for ligne in issue.sortie.splitlines() if ligne.startswith("data/")] == attendues


@pytest.mark.parametrize(("jours", "attendu"), [(0, 0), (1, 1)], ids=["aujourd'hui", "demain"])
def test_une_etape_est_a_venir_des_demain(valider: Valider, jours: int, attendu: int) -> None:
    """Celle du jour est franchie."""
    jour = date.today() + timedelta(days=jours)  # noqa: DTZ011 - le jour du contrôle est celui de la machine
    fautes = valider([(MENAGE, "  - date: 2011-09-20", f"  - date: {jour}")])
    assert sum("M007" in faute for faute in fautes) == attendu
