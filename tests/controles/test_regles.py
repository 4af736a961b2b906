"""Les cas que les pages ne montrent pas : chaque branche d'une règle, ses bornes, et ce qu'elle ne doit pas dire."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.controles.conftest import Changements, Valider

CAFE, MENAGE, CONTRAT = "data/actions/cafe-rencontre.yaml", "data/menages/M-0001.yaml", "data/contrat.yaml"
SEANCE, ECHELLE = "data/seances/conseil-2010-02.yaml", "    mini: 0\n    maxi: 5\n"
VISITES, AXE, AIDE = "data/actions/visites.yaml", "data/axes/axe-1.yaml", "data/aides/ville-dpe.yaml"

CLOS = "alors que le contrat est clos le 29 avril 2010"
CONVENTION = """conventions:
  - id: appui
    objet: un appui
    organismes: [departement]
    signe_le: 2010-05-01
    jusqu_au: 2010-04-30
    source: essai
"""

CONTACT = "  - date: 2011-03-08\n    etape: contacte\n"
RENDEZ_VOUS = "  - date: 2013-11-20\n    etape: rendez_vous\n"
DEPOSE = "    etape: dossier_depose\n"
CLOTURE = "  - date: 2013-11-02\n    etape: clos\n"
REFUSE, SUITE = CLOTURE.replace("clos", "rejete"), "  - date: 2013-12-03\n    etape: {}\n"

CAS: dict[str, tuple[Changements, list[str]]] = {
    "C001 : une phase": (
        [
            (
                CAFE,
                "  fin: 2012-12-31\n",
                "  fin: 2012-12-31\n  phases:\n    - libelle: travaux\n      debut: 2011-02\n      fin: 2011-01-31\n",
            )
        ],
        [f"{CAFE}:27:12: erreur[C001] la fin (31 janvier 2011) précède le début (février 2011)"],
    ),
    "C001 : une fin connue à l'année": ([(CAFE, "  fin: 2012-12-31\n", "  fin: 2010\n")], []),
    "C001 : une convention": (
        [(VISITES, "evaluation:", CONVENTION + "evaluation:")],
        [f"{VISITES}:55:15: erreur[C001] la fin (30 avril 2010) précède le début (1er mai 2010)"],
    ),
    "C001 : une version d'aide": (
        [(AIDE, "au: 2012-12-31", "au: 2009-12-31")],
        [f"{AIDE}:34:9: erreur[C001] la fin (31 décembre 2009) précède le début (1er janvier 2010)"],
    ),
    "C002 : deux étapes le même jour": (
        [(CAFE, "  - statut: lancee\n    date: 2010-09", "  - statut: lancee\n    date: 2010-02-15")],
        [],
    ),
    "C004 : une action finie avant le contrat": (
        [(VISITES, "  debut: 2010-09\n  fin: 2012-12-31", "  debut: 2009-01\n  fin: 2009-12-31")],
        [f"{VISITES}:20:8: avertissement[C004] l'action finit le 31 décembre 2009, avant le début du contrat (2010)"],
    ),
    "C005 : deux événements le même jour": ([(MENAGE, "- date: 2011-03-08", "- date: 2011-09-20")], []),
    "M003 : les revenus de l'année de la demande": (
        [(MENAGE, "annee: 2009", "annee: 2010")],
        [],
    ),
    "M003 : sans demande datée, les revenus de l'année du contrôle": (
        [(MENAGE, "  demande: 2011-09-20\n", ""), (MENAGE, "annee: 2009", "annee: 2098")],
        [f"{MENAGE}:6:12: erreur[M003] revenus de 2098, année qui n'est pas finie"],
    ),
    "M006 : sans demande datée, le jour du dépôt": (
        [(MENAGE, "  demande: 2011-09-20\n", ""), (MENAGE, "gain: 32 %", "gain: 32 %\n  apport: 10549.99")],
        [f"{MENAGE}:19:11: avertissement[M006] plan ouvert : il manque 0,01 €"],
    ),
    "M005 : deux avis sans revenu": (
        [(MENAGE, "    rfr: 11200\n", "    rfr: 0\n  - annee: 2009\n    rfr: 0\n")],
        [],
    ),
    "M008 : un code INSEE qui est le code postal de la commune du contrat": (
        [(CONTRAT, 'insee: "15999"', 'insee: "15187"'), (MENAGE, 'commune: "15999"', 'commune: "15100"')],
        [f"{MENAGE}:9:12: avertissement[M008] 15100 est Laveissenet, et un code postal"],
    ),
    "M008 : le département n'est pas celui de la commune": (
        [(CONTRAT, 'departement: "15"', 'departement: "23"')],
        [f"{CONTRAT}:7:16: avertissement[M008] la commune 15999 n'est pas du département 23"],
    ),
    "F015 : un nom de département à la place de son numéro": (
        [(CONTRAT, 'departement: "15"', "departement: Cantal")],
        [f"{CONTRAT}:7:16: erreur[F015] « Cantal » n'est pas un numéro de département"],
    ),
    "M008 : une autre commune du département": ([(MENAGE, 'commune: "15999"', 'commune: "15100"')], []),
    "M008 : deux chiffres intervertis": (
        [(CONTRAT, 'insee: "15999"', 'insee: "15187"'), (MENAGE, 'commune: "15999"', 'commune: "15817"')],
        [f"{MENAGE}:9:12: avertissement[M008] aucune commune n'a le code INSEE 15817"],
    ),
    "M009 : deux fois la même étape, l'une annulée": (
        [(MENAGE, "  - date: 2011-09-20\n", CONTACT + "    annule_le: 2011-04-01\n  - date: 2011-09-20\n")],
        [],
    ),
    "M009 : deux fois la même étape": (
        [(MENAGE, "  - date: 2011-09-20\n", CONTACT + "  - date: 2011-09-20\n")],
        [f"{MENAGE}:24:12: avertissement[M009] « contacte » le 8 mars 2011 est écrit deux fois"],
    ),
    "M009 : deux remarques du même jour": (
        [(MENAGE, "  - date: 2011-09-20\n", CONTACT + "    note: rappelé\n  - date: 2011-09-20\n")],
        [],
    ),
    "M007 : une étape d'un autre siècle n'est pas une date de naissance": (
        [(MENAGE, "- date: 2011-03-08", "- date: 1999-03-08")],
        [f"{MENAGE}:21:11: avertissement[M007] l'étape du 8 mars 1999 est trop ancienne"],
    ),
    "M010 : des revenus et des travaux aux bornes": (
        [
            (MENAGE, "    rfr: 11200\n", "    rfr: 1200\n  - annee: 2008\n    rfr: 1000000.01\n"),
            (MENAGE, "travaux_ht: 10000", "travaux_ht: 99.99"),
            (MENAGE, "gain: 32 %", "dpe_vise: G\n  gain: 132 %\n  estimation: {de: 9000, a: 8000}"),
            (MENAGE, "achevement: 1962-05-12", "achevement: 2098-05\n  surface: 1001"),
            (MENAGE, "nombre: 2", "nombre: 21"),
        ],
        [
            f"{MENAGE}:4:11: avertissement[M010] 21 personnes dans le logement",
            f"{MENAGE}:9:10: avertissement[M010] revenu de 2008 : 1 000 000,01 €, plus d'un million d'euros",
            f"{MENAGE}:14:15: avertissement[M010] logement achevé en mai 2098, qui n'est pas encore venu",
            f"{MENAGE}:15:12: avertissement[M010] surface habitable de 1001 m²",
            f"{MENAGE}:20:15: avertissement[M010] prix des travaux : 99,99 €, moins de 100 €",
            f"{MENAGE}:22:13: avertissement[M010] classe visée G, moins bonne que celle d'aujourd'hui, F",
            f"{MENAGE}:23:9: avertissement[M010] gain de 132 %, plus que toute la consommation",
            f"{MENAGE}:24:20: avertissement[M010] estimation de 9 000 € à 8 000 € : bornes inversées",
        ],
    ),
    "M010 : un avis de moins qu'une autre année, un de plus que de personnes": (
        [
            (MENAGE, "nombre: 2", "nombre: 1"),
            (
                MENAGE,
                "    rfr: 11200\n",
                "    rfr: 1200\n" + "  - {annee: 2008, rfr: 9000}\n  - {annee: 2008, rfr: 9001}\n",
            ),
        ],
        [
            f"{MENAGE}:6:12: avertissement[M010] 1 avis de revenus de 2009, et 2 de 2008",
            f"{MENAGE}:8:13: avertissement[M010] 2 avis de revenus de 2008 pour 1 personne",
        ],
    ),
    "M011 : un geste et des factures deux fois, deux gestes et deux années": (
        [
            (
                MENAGE,
                "gain: 32 %",
                "gain: 32 %\n  gestes:\n" + "    - {geste: fenetres}\n" * 2 + "    - {geste: audit}",
            ),
            (MENAGE, "dpe: F", "dpe: F\n  factures_energie:\n" + "    - {annee: 2010, montant: 9}\n" * 2),
        ],
        [
            f"{MENAGE}:16:15: erreur[M011] « 2010 » a déjà son bloc",
            f"{MENAGE}:26:15: erreur[M011] « fenetres » a déjà son bloc",
        ],
    ),
    "M013 : un rendez-vous pris avant la clôture": (
        [
            (MENAGE, "  - date: 2011-09-20\n", RENDEZ_VOUS + "  - date: 2011-09-20\n"),
            (MENAGE, DEPOSE, DEPOSE + CLOTURE),
        ],
        [
            f"{MENAGE}:24:12: avertissement[M013] « rendez_vous » le 20 novembre 2013, pris avant « clos » le "
            "2 novembre 2013, rouvre le dossier"
        ],
    ),
    "M013 : un ménage qui revient, un rendez-vous annulé": (
        [
            (MENAGE, "  - date: 2011-09-20\n", RENDEZ_VOUS + "    annule_le: 2013-11-02\n  - date: 2011-09-20\n"),
            (MENAGE, DEPOSE, DEPOSE + CLOTURE + RENDEZ_VOUS),
        ],
        [],
    ),
    "M013 : deux financeurs paient leur solde, un recours est accordé": (
        [(MENAGE, DEPOSE, DEPOSE + REFUSE + "".join(SUITE.format(e) for e in ("accorde", "solde_paye", "acompte")))],
        [],
    ),
    "M013 : de l'argent après un refus": (
        [(MENAGE, DEPOSE, DEPOSE + REFUSE + SUITE.format("acompte"))],
        [
            f"{MENAGE}:28:12: avertissement[M013] « acompte » le 3 décembre 2013, après « rejete » le 2 novembre 2013, "
            "sans accord entre les deux"
        ],
    ),
    "C036 : une convention, une étape": (
        [
            (CONTRAT, "porteur: ville\n", "porteur: ville\nclos_le: 2010-04-29\n"),
            (VISITES, "evaluation:", CONVENTION.replace("05-01", "04-30") + "evaluation:"),
        ],
        [
            f"{CAFE}:13:11: erreur[C036] étape « lancee » en septembre 2010, {CLOS}",
            f"{VISITES}:54:15: erreur[C036] convention signée le 30 avril 2010, {CLOS}",
        ],
    ),
    "C036 : une étape du jour de la clôture, une date moins précise": (
        [(CONTRAT, "porteur: ville\n", "porteur: ville\nclos_le: 2010-09-15\n")],
        [],
    ),
    "R012 : une fiche qui se continue dans le même contrat": (
        [(VISITES, "evaluation:", "liens:\n  suivant: {contrat: contrat-valbrume, fiche: cafe}\nevaluation:")],
        [f"{VISITES}:51:22: erreur[R012] ce contrat est celui de la fiche"],
    ),
    "R012 : un contrat tenu ailleurs": (
        [
            (CONTRAT, "porteur: ville\n", "porteur: ville\nsuivant: ailleurs\n"),
            (VISITES, "evaluation:", "liens:\n  precedent: {contrat: ailleurs, fiche: x}\nevaluation:"),
        ],
        [],
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
    "V001 : à l'arrondi près quand la source arrondit": (
        [(CONTRAT, "valeur: 40000\n    approche: non", "valeur: 40001\n    approche: oui")],
        [],
    ),
    "V001 : au-delà de l'arrondi": (
        [(CONTRAT, "valeur: 40000\n    approche: non", "valeur: 42106\n    approche: oui")],
        [f"{CONTRAT}:36:13: erreur[V001] Dépenses 2010-2011 : publié 42 106 €, 40 000 € dans les fiches (-2 106 €)"],
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
        [f"{CONTRAT}:35:12: erreur[C001] la fin (2010) précède le début (2011)"],
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


@pytest.mark.parametrize(("jours", "attendu"), [(0, 0), (1, 1)], ids=["aujourd'hui", "demain"])
def test_une_etape_est_a_venir_des_demain(valider: Valider, jours: int, attendu: int) -> None:
    """Celle du jour est franchie."""
    jour = date.today() + timedelta(days=jours)  # noqa: DTZ011 - le jour du contrôle est celui de la machine
    fautes = valider([(MENAGE, "  - date: 2011-09-20", f"  - date: {jour}")])
    assert sum("M007" in faute for faute in fautes) == attendu
