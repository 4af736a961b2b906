"""Un contrat de plusieurs communes et de leur communauté : chacune son budget, sa part, son plan, ses règles.

La communauté construit une halle de 300 000 € : DETR 120 000, département 30 000, deux communes 40 000 et 30 000, et
80 000 de ses fonds. Les communes inscrivent ce qu'elles versent. Les sentiers, eux, sont à chacune : 20 000, 10 000 et
15 000, plus 3 000 d'animation à la communauté.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from contrat.rendu.typographie import rendre_ordinaires
from tests.conftest import Commande
from tests.financement.conftest import depense, ecrire_plan, ressource

HAUTE, BASSE, NEUVE = "haute", "basse", "neuve"
COMMUNES = "".join(
    f"  - {{id: {nom}, nom: Commune {nom}, nature: commune, public: oui, source: essai}}\n"
    for nom in (HAUTE, BASSE, NEUVE)
) + "  - {id: cc, nom: Communauté, nature: epci, public: oui, source: essai}\n" + (
    "  - {id: ccas-neuve, nom: CCAS, nature: ccas, public: oui, rattache_a: neuve, source: essai}\n"
)  # fmt: skip


def tenir(commune: str, organisme: str, nature: str, montant: str) -> str:
    return ressource(organisme, nature, montant, champs={"budget": commune})


def verser(commune: str, montant: str) -> list[str]:
    """Ce qu'une commune verse à la communauté : sa dépense, et ce qu'elle y met."""
    champs = {
        "budget": commune,
        "chapitre": '"204"',
        "libelle": f"fonds de concours de {commune}",
        "beneficiaire": "cc",
    }
    return [depense(montant, champs=champs), tenir(commune, commune, "autofinancement", montant)]


def halle(propre: str = "80000", de_l_etat: str = "120000") -> tuple[list[str], list[str]]:
    basse, neuve = verser(BASSE, "40000"), verser(NEUVE, "30000")
    depenses = [depense("300000", champs={"budget": "cc", "chapitre": '"23"', "libelle": "halle"}), basse[0], neuve[0]]
    aides = [("etat", de_l_etat), ("departement", "30000"), (BASSE, "40000"), (NEUVE, "30000")]
    recues = [tenir("cc", qui, "subvention_publique", montant) for qui, montant in aides]
    return depenses, [tenir("cc", "cc", "autofinancement", propre), *recues, basse[1], neuve[1]]


def sentiers(tva: str = "3096.40", propre: str = "6000") -> tuple[list[str], list[str]]:
    depenses = [depense("3000", section="fonctionnement", champs={"budget": "cc"})]
    depenses += [
        depense(montant, champs={"budget": nom, "libelle": f"sentier de {nom}"})
        for nom, montant in ((HAUTE, "20000"), (BASSE, "10000"), ("ccas-neuve", "15000"))
    ]
    reste = str(20000 - float(tva))
    ressources = [
        ressource("cc", "autofinancement", "3000", champs={"section": "fonctionnement", "budget": "cc"}),
        tenir(HAUTE, HAUTE, "autofinancement", reste),
        tenir(HAUTE, "etat", "fctva", tva),
        tenir(BASSE, BASSE, "autofinancement", propre),
        tenir(BASSE, "departement", "subvention_publique", str(10000 - float(propre))),
        tenir(NEUVE, NEUVE, "autofinancement", "9000"),
        tenir("ccas-neuve", "banque", "emprunt", "6000"),
    ]
    return depenses, ressources


@pytest.fixture
def contrat_commun(racine: Path) -> Path:
    """Le contrat est porté par la communauté, comme la fiche."""
    organismes = racine / "data/organismes.yaml"
    organismes.write_text(organismes.read_text(encoding="utf-8") + COMMUNES, encoding="utf-8")
    for nom in ("contrat.yaml", "actions/visites.yaml"):
        fichier = racine / "data" / nom
        fichier.write_text(
            fichier.read_text(encoding="utf-8").replace("porteur: ville", "porteur: cc"), encoding="utf-8"
        )
    return racine


def lire(contrat: Commande, racine: Path, *arguments: str) -> Any:
    issue = contrat(*arguments, "--format", "json", dans=racine)
    assert issue.code == 0, issue.erreurs
    return json.loads(issue.sortie)


def test_les_versements_comptent_une_fois(contrat: Commande, contrat_commun: Path) -> None:
    """300 000 de dépenses et de ressources dans chaque page ; la part de la communauté est 80 000, soit 26,67 %."""
    ecrire_plan(contrat_commun, *halle())
    budget = lire(contrat, contrat_commun, "budget", "2012", "--par", "financeur")
    assert budget["depenses"]["total"] == budget["ressources"]["total"] == "300000.00"
    assert (budget["ressources"]["ville"], budget["ressources"]["externes"]) == ("80000.00", "220000.00")
    groupes = {x["cle"]: x["montant"] for x in budget["ventilation"]["groupes"]}
    assert groupes == {"cc": "80000.00", "etat": "120000.00", "basse": "40000.00", "departement": "30000.00",
                       "neuve": "30000.00"}  # fmt: skip
    plan = lire(contrat, contrat_commun, "financement", "visites")
    assert (plan["cout"], plan["ressources"], plan["ecart"]) == ("300000.00", "300000.00", "0.00")
    assert plan["part_maitre_ouvrage"]["total"] == "80000.00"
    assert plan["part_maitre_ouvrage"]["taux"] == "26.67"
    assert [(x["budget"], x["montant"]) for x in plan["flux_internes"]] == [
        ("basse", "40000.00"),
        ("neuve", "30000.00"),
    ]
    # Une commune qui ne fait que verser ne conduit aucune opération : la règle ne juge que la communauté.
    parts = [x for x in plan["regles"] if x["regle"] == "part-minimale"]
    assert [(x["organisme"], x["trouve"], x["sur"], x["respectee"]) for x in parts] == [
        (None, "80000.00", "300000.00", True)
    ]
    liste = lire(contrat, contrat_commun, "action", "lister")
    assert [x["depenses_prevues"] for x in liste["actions"] if x["id"] == "visites"] == ["300000.00"]
    rapport = rendre_ordinaires(contrat("rapport", "financeur", BASSE, dans=contrat_commun).sortie)
    assert "au plan 40 000 € ; demandé 40 000 €" in rapport
    # Le projet de délibération nomme le budget de chaque crédit, les versements compris.
    projet = rendre_ordinaires(contrat("rapport", "deliberation", "visites", dans=contrat_commun).sortie)
    for dit in ("Inscrire 300 000 € : budget 2012 « Communauté », investissement, chapitre 23",
                "Inscrire 40 000 € : budget 2012 « Commune basse », investissement, chapitre 204",
                "Inscrire la part « Communauté », 80 000 €, soit 26,7 % du coût (autofinancement"):  # fmt: skip
        assert dit in projet


@pytest.mark.parametrize(("budget", "donne"), [("ccas", True), ("ville", False), ("entraide", False)])
def test_ce_que_la_commune_donne_a_son_ccas_ne_vient_pas_de_dehors(
    contrat: Commande, racine: Path, budget: str, donne: bool
) -> None:
    """La fiche n'écrit que ce que le CCAS reçoit : l'aide reste une ressource de son plan, et la page dit d'où."""
    recue = ressource("ville", "subvention_publique", "5000", champs={"budget": budget})
    propre = ressource("ccas", "autofinancement", "1000", champs={"budget": "ccas"})
    ecrire_plan(racine, [depense("6000", champs={"budget": "ccas"})], [recue, propre])
    note = "Ville de Valbrume : 5 000 €, de la même collectivité que qui les reçoit, et non d'un financeur extérieur.\n"
    page = rendre_ordinaires(contrat("financement", "visites", "--format", "md", dans=racine).sortie)
    assert (note in page) is donne
    assert "| Ville de Valbrume, subvention publique |" in page


def test_la_part_d_une_autre_commune_n_est_pas_celle_du_maitre_d_ouvrage(
    contrat: Commande, contrat_commun: Path
) -> None:
    """50 000 sur 300 000 font 16,67 % ; avec les 70 000 des communes, ils passeraient pour 32,43 % de 370 000."""
    ecrire_plan(contrat_commun, *halle("50000", "150000"))
    sortie = contrat("validate", dans=contrat_commun).sortie
    assert "le maître d'ouvrage apporte 50 000 € sur 300 000 €, soit 16,667 %" in sortie
    assert "B001" not in sortie


def test_chaque_commune_a_sa_part_et_ses_regles(contrat: Commande, contrat_commun: Path) -> None:
    """Le CCAS de Neuve compte avec elle : 9 000 et un emprunt de 6 000 ; la compensation de Haute, sur ses 20 000."""
    ecrire_plan(contrat_commun, *sentiers())
    plan = lire(contrat, contrat_commun, "financement", "visites")
    parts = {x["organisme"]: (x["total"], x["emprunt"], x["fctva"], x["taux"]) for x in plan["parts_propres"]}
    assert parts == {
        "cc": ("3000.00", "0.00", "0.00", "6.25"), "haute": ("20000.00", "0.00", "3096.40", "41.67"),
        "basse": ("6000.00", "0.00", "0.00", "12.50"), "neuve": ("15000.00", "6000.00", "0.00", "31.25"),
    }  # fmt: skip
    jugees = [(x["regle"], x["organisme"], x["trouve"], x["sur"]) for x in plan["regles"]]
    assert jugees == [
        ("part-minimale", "haute", "20000.00", "20000.00"), ("part-minimale", "basse", "6000.00", "10000.00"),
        ("part-minimale", "neuve", "15000.00", "15000.00"), ("fctva", "haute", "3096.40", "20000.00"),
    ]  # fmt: skip
    assert "B0" not in contrat("validate", dans=contrat_commun).sortie
    groupes = lire(contrat, contrat_commun, "budget", "2012", "--par", "budget")["ventilation"]["groupes"]
    tenus = {x["cle"]: (x["depenses"]["total"], x["ressources"]["total"]) for x in groupes}
    assert tenus == {
        "cc": ("3000.00", "3000.00"), "haute": ("20000.00", "20000.00"), "basse": ("10000.00", "10000.00"),
        "ccas-neuve": ("15000.00", "6000.00"), "neuve": ("0.00", "9000.00"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("tva", "propre", "dit"),
    [
        ("3096.41", "6000", "3 096,41 € : 20 000 € d'investissement en donnent au plus 3 096,40 €"),
        ("3096.40", "1999", "« basse » apporte 1 999 € sur 10 000 €, soit 19,99 % des financements publics"),
    ],
)
def test_l_ecart_d_une_commune_ne_se_cache_pas_dans_les_autres(
    contrat: Commande, contrat_commun: Path, tva: str, propre: str, dit: str
) -> None:
    """Au centime, alors que les quatre ensemble resteraient dans les règles."""
    ecrire_plan(contrat_commun, *sentiers(tva, propre))
    assert dit in contrat("validate", dans=contrat_commun).sortie
