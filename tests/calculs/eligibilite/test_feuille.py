"""La feuille remise au ménage : les aides espérées, les autres, et jusqu'à quand l'estimation tient."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.eligibilite.demande import formuler
from contrat.calculs.eligibilite.dossier_menage import instruire
from contrat.calculs.eligibilite.feuille import FeuilleMenage
from contrat.calculs.eligibilite.moteur import juger
from contrat.calculs.eligibilite.plan import dresser
from contrat.modele.bareme import Bareme, ReglesCommunes
from contrat.modele.cadre import Permanence
from contrat.modele.non_jugee import AideNonJugee, NonJugees
from tests.calculs.fabriques import FORFAIT, JOUR, REGLES, TABLE, aide, bareme, lire, menage, objet

COMMENCES = "{genre: egal, champ: commences, seuil: non}"
CAS = "{valeurs: [heberge], admis: oui, libelle: l, source: s, statut: certain}"
PORTEE = f"{{genre: portee, champ: statut_occupation, cas: [{CAS}]}}"
TAUX = "{genre: taux, libelle: t, assiette: travaux_ht, taux: {tres_modeste: 50 %}, plafond: 9000}"


def feuille(
    droit: Bareme, jour: date = JOUR, etapes: str = "[]", statut: str | None = None, **projet: str
) -> FeuilleMenage:
    celui = menage(
        revenus=[{"annee": str(jour.year - 2), "rfr": "9000"}], occupants={"nombre": "1"}, evenements=lire(etapes),
        logement={"commune": "15187"} | ({"statut_occupation": statut} if statut else {}),
        projet={"commences": "non"} | projet,
    )  # fmt: skip
    jugement = juger(formuler(celui, jour), droit)
    return FeuilleMenage(instruire(celui, jugement, dresser(jugement, droit), droit), Permanence())


def test_les_aides_esperees_celles_qui_ont_un_montant_d_abord() -> None:
    droit = bareme(
        aide("sans-montant", TAUX), aide("prime", rang="2"),
        aide("possible", FORFAIT, "{genre: egal, champ: professionnel, seuil: oui}", rang="3"),
        aide("refusee", FORFAIT, "{genre: egal, champ: commences, seuil: oui}", rang="4"),
        aide("ailleurs", FORFAIT, "{genre: egal, champ: nature, seuil: autonomie}", rang="5"),
    )  # fmt: skip
    celle = feuille(droit, nature="energie")
    assert [(r.aide.id, remplace) for r, remplace in celle.esperees] == [
        ("prime", False), ("possible", False), ("sans-montant", False),
    ]  # fmt: skip
    assert [r.aide.id for r in celle.refusees] == ["refusee"]
    assert celle.non_jugees == []


def test_une_aide_qui_en_remplace_une_autre_la_suit() -> None:
    """Quel que soit celle des deux qui le dit ; ce que l'outil ne juge pas n'est ni espéré, ni refusé."""
    droit = bareme(
        aide("grande"), aide("autre", rang="2"), aide("petite", TAUX, rang="3", incompatibles=["grande"]),
        aide("tue", TAUX, rang="4"),
        aide("inconnue", FORFAIT, PORTEE, rang="5"),
    )  # fmt: skip
    celle = feuille(droit, statut="locataire")
    rangees = [("grande", False), ("petite", True), ("autre", False), ("tue", False)]
    assert [(r.aide.id, remplace) for r, remplace in celle.esperees] == rangees
    assert [r.aide.id for r in celle.principales] == ["grande", "autre", "tue"]
    assert ([r.aide.id for r in celle.non_jugees], celle.refusees) == (["inconnue"], [])
    inverse = bareme(aide("grande", incompatibles=["petite"]), aide("petite", rang="2"))
    assert [remplace for _, remplace in feuille(inverse).esperees] == [False, True]


def test_une_aide_comprise_dans_une_esperee_n_est_pas_conseillee() -> None:
    """Elle le redevient quand l'aide qui la comprend est refusée."""
    fondement = {"source": "essai", "statut": "certain", "quoi": "q", "pour_qui": "p", "demander_a": "d"}
    aides = [
        AideNonJugee.model_validate({"id": code, "libelle": code, "comprise_dans": dans} | fondement)
        for code, dans in (("comprise", ["prime"]), ("libre", []), ("d-une-autre", ["autre"]))
    ]
    non_jugees = NonJugees.model_construct(aides=tuple(aides), conseils=())
    droit = replace(bareme(aide("prime")), non_jugees=non_jugees)
    assert [autre.id for autre in feuille(droit).autres] == ["libre", "d-une-autre"]
    refus = replace(bareme(aide("prime", FORFAIT, COMMENCES.replace("non", "oui"))), non_jugees=non_jugees)
    assert [autre.id for autre in feuille(refus).autres] == ["comprise", "libre", "d-une-autre"]


RECU, ACCORDE = "{date: 2011-03-01, etape: recu_en_permanence}", "{date: 2011-03-02, etape: accorde}"


@pytest.mark.parametrize(
    ("etapes", "accordee", "sans_accord", "fini"),
    [
        ("[]", False, False, False),
        (f"[{RECU}]", False, False, False),
        (f"[{RECU}, {ACCORDE}]", True, False, False),
        (f"[{ACCORDE}, {{date: 2011-03-03, etape: travaux_commences}}]", True, False, False),
        (f"[{RECU}, {{date: 2011-03-03, etape: travaux_commences}}]", False, True, False),
        (f"[{RECU}, {{date: 2011-03-03, etape: acompte}}]", True, False, False),
        (f"[{ACCORDE}, {{date: 2011-03-03, etape: abandon}}]", False, False, False),
        ("[{date: 2011-03-03, etape: solde_paye}]", True, False, True),
        ("[{date: 2011-03-03, etape: solde_demande}]", True, False, False),
        *((f"[{RECU}, {{date: 2011-03-03, etape: {e}}}]", False, False, False)
          for e in ("dossier_depose", "en_instruction", "rejete", "retire", "classe_sans_suite")),
        ("[{date: 2011-03-03, etape: clos}]", True, False, True),
        # Repasser à la permanence ne défait pas un accord ; celui d'une demande finie n'est pas celui de la suivante.
        (f"[{ACCORDE}, {{date: 2011-03-03, etape: recu_en_permanence}}]", True, False, False),
        (
            f"[{ACCORDE}, {{date: 2011-03-03, etape: solde_paye}}, {{date: 2011-03-04, etape: travaux_commences}}]",
            False, True, False,
        ),
    ],
)  # fmt: skip
def test_ce_que_l_accord_change(etapes: str, accordee: bool, sans_accord: bool, fini: bool) -> None:
    celle = feuille(bareme(), etapes=etapes)
    assert (celle.est_accordee, celle.est_sans_accord, celle.est_fini) == (accordee, sans_accord, fini)


def test_le_montant_accorde_est_celui_des_accords_ecrits() -> None:
    """Ni ce qui est demandé, ni zéro quand aucun accord ne dit de montant."""
    depot = "{date: 2011-03-01, etape: dossier_depose, montants: [{financeur: anah, montant: 9}]}"
    montants = "montants: [{financeur: anah, montant: 5}, {financeur: ville, montant: 2}]"
    assert feuille(bareme(), etapes=f"[{depot}, {ACCORDE}]").montant_accorde is None
    assert feuille(bareme(), etapes=f"[{depot}, {ACCORDE[:-1]}, {montants}}}]").montant_accorde == Decimal(7)
    suivante = "{date: 2011-03-03, etape: rejete}, {date: 2011-03-04, etape: accorde}"
    assert feuille(bareme(), etapes=f"[{depot}, {ACCORDE[:-1]}, {montants}}}, {suivante}]").montant_accorde is None


@pytest.mark.parametrize(
    ("statut", "attendu"),
    [("proprietaire_bailleur", True), ("bailleur_personne_morale", True), ("proprietaire_occupant", False)],
)
def test_qui_loue(statut: str, attendu: bool) -> None:
    assert feuille(bareme(), statut=statut).est_bailleur is attendu


def tables(*fins: str) -> dict[str, Any]:
    """Une table par fin ; sans fin, elle court toujours."""
    textes = []
    for fin in fins:
        debut, _, au = fin.partition(" ")
        texte = TABLE.replace("du: 2010-01-01", f"du: {debut}")
        textes.append(texte.replace("au: 2012-12-31\n", f"au: {au}\n" if au else ""))
    return {"tables": (*textes, *(t.replace("autres_regions", "ile_de_france") for t in textes))}


SANS_FIN = tables("2010-01-01")


@pytest.mark.parametrize(
    ("droit", "fin"),
    [
        (bareme(aide("prime"), **SANS_FIN), date(2011, 12, 31)),
        (bareme(aide("prime"), **tables("2010-01-01 2012-06-30")), date(2012, 6, 30)),
        (bareme(aide("prime", version="au: 2011-10-31"), **tables("2010-01-01 2012-06-30")), date(2011, 10, 31)),
        # Ni une table d'un autre jour, ni une aide refusée.
        (bareme(aide("prime"), **tables("2010-01-01 2010-12-31", "2011-01-01")), date(2011, 12, 31)),
        (
            bareme(
                aide("prime"), aide("refusee", FORFAIT, COMMENCES.replace("non", "oui"), version="au: 2011-10-31"),
                **SANS_FIN,
            ),
            date(2011, 12, 31),
        ),
    ],
)  # fmt: skip
def test_jusqu_a_quand_l_estimation_tient(droit: Bareme, fin: date) -> None:
    celle = feuille(droit)
    assert (celle.valable_jusqu_au, celle.permanence) == (fin, Permanence())


def test_les_delais_qui_courent_encore() -> None:
    """Celui de l'étape suivante est dit à part ; celui d'une étape franchie ne court plus."""
    delai = "{{libelle: d, depuis: accorde, attendue: {}, mois: {}, source: s, statut: certain}}"
    delais = [lire(delai.format(*d)) for d in (("travaux_commences", 12), ("clos", 48), ("solde_demande", 36))]
    droit = replace(bareme(), regles=objet(ReglesCommunes, REGLES, delais=delais))
    commences = "{date: 2011-06-01, etape: travaux_commences}"
    solde, fin = (date(2014, 3, 2), "solde_demande"), (date(2015, 3, 2), "clos")
    assert feuille(droit, etapes=f"[{RECU}]").echeances == []
    assert feuille(droit, etapes=f"[{RECU}, {ACCORDE}]").echeances == [solde, fin]
    assert feuille(droit, etapes=f"[{ACCORDE}, {commences}]").echeances == [solde, fin]
    assert feuille(droit, etapes=f"[{ACCORDE}, {{date: 2011-09-01, etape: solde_demande}}]").echeances == [fin]
