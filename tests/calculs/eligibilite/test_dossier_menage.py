"""Le dossier d'un ménage : ce qui explique chaque réponse, les preuves, les doutes, la suite."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.eligibilite.conditions import ResultatCondition
from contrat.calculs.eligibilite.demande import formuler
from contrat.calculs.eligibilite.dossier_menage import (
    BilanEntretien,
    DossierMenage,
    Suite,
    expliquer,
    instruire,
    lister_doutes,
    lister_preuves,
)
from contrat.calculs.eligibilite.moteur import juger
from contrat.calculs.eligibilite.plan import dresser
from contrat.modele.bareme import Bareme
from contrat.modele.cadre import ResteAVivre
from contrat.modele.non_jugee import NonJugees
from tests.calculs.fabriques import FORFAIT, JOUR, REGLES, aide, bareme, demande, juger_aide, parcours

COMMENCES = "{genre: egal, champ: commences, seuil: non, piece: attestation}"
ENERGIE = "{genre: egal, champ: nature, seuil: energie}"
RESERVE = "{genre: au_moins, champ: gain, seuil: 25 %, sans_reponse: reserve, piece: audit}"
PRO = "{genre: egal, champ: professionnel, seuil: oui, piece: devis}"
PORTEE = f"""{{genre: portee, champ: statut_occupation, piece: titre, cas: [
  {{valeurs: [acquereur], admis: oui, libelle: a, piece: acte, conditions: [{PRO}, {COMMENCES}]}},
  {{valeurs: [locataire], admis: non, libelle: l}}]}}"""


def nommer(conditions: list[ResultatCondition]) -> list[str]:
    return [getattr(c.condition, "champ", c.condition.genre) for c in conditions]


@pytest.mark.parametrize(
    ("conditions", "dit", "attendu"),
    [
        # Un oui : ses réserves ; un doute : ce qui manque ; un non : ses causes.
        ((COMMENCES, RESERVE), {"commences": False}, ["gain"]),
        ((COMMENCES, RESERVE), {"commences": False, "gain": "30 %"}, []),
        ((COMMENCES, RESERVE, PRO), {"professionnel": True}, ["commences"]),
        ((COMMENCES, PRO), {"commences": True}, ["commences"]),
        ((COMMENCES, PRO), {"commences": True, "professionnel": False}, ["commences", "professionnel"]),
        # D'un public admis sous conditions, celles qui le décident.
        ((PORTEE,), {"statut_occupation": "acquereur", "commences": True, "professionnel": True}, ["commences"]),
        ((PORTEE,), {"statut_occupation": "acquereur", "professionnel": True}, ["commences"]),
        ((PORTEE,), {"statut_occupation": "locataire"}, ["statut_occupation"]),
        ((PORTEE,), {"statut_occupation": "heberge"}, ["statut_occupation"]),
        # Une alternative se dit entière.
        ((f"{{genre: une_parmi, conditions: [{PRO}, {COMMENCES}]}}",), {}, ["une_parmi"]),
    ],
)
def test_ce_qui_explique_une_reponse(conditions: tuple[str, ...], dit: dict[str, Any], attendu: list[str]) -> None:
    droit = bareme(aide("prime", FORFAIT, *conditions))
    jugement, resultat = juger_aide("prime", droit, **dit)
    assert nommer(expliquer(resultat)) == attendu
    assert nommer(BilanEntretien(jugement, droit).explications["prime"]) == attendu


DROIT = bareme(
    aide("prime", FORFAIT, COMMENCES, RESERVE),
    aide("suite", FORFAIT, PRO, COMMENCES, rang="2"),
    aide("refusee", FORFAIT, COMMENCES, "{genre: egal, champ: accord, seuil: oui, piece: accord}", rang="3"),
    aide("ailleurs", FORFAIT, "{genre: egal, champ: nature, seuil: autonomie}", rang="4"),
    regles=f"{REGLES}\nmandat: {{piece: jugement, source: loi, statut: certain}}",
)


def bilan(**dit: Any) -> BilanEntretien:
    celle = demande(**({"nature": "energie", "commences": False, "accord": False} | dit))
    return BilanEntretien(juger(celle, DROIT), DROIT)


def test_les_aides_aux_travaux_du_menage_et_les_autres() -> None:
    celui = bilan()
    assert [r.aide.id for r in celui.utiles] == ["prime", "suite", "refusee"]
    assert [r.aide.id for r in celui.hors_sujet] == ["ailleurs"]
    assert {code: nommer(c) for code, c in celui.explications.items()} == {
        "prime": ["gain"], "suite": ["professionnel"], "refusee": ["accord"], "ailleurs": ["nature"],
    }  # fmt: skip


def test_d_autres_travaux_ne_rouvrent_pas_une_aide_fermee_au_menage() -> None:
    """Ce que sont le ménage et son logement la ferment ; ce qui dépend des travaux, ou n'est pas su, non."""
    ailleurs = "{genre: egal, champ: nature, seuil: autonomie}"
    cas = f"{{valeurs: [locataire], admis: oui, libelle: l, conditions: [{ailleurs}]}}"
    admis = f"{{genre: portee, champ: statut_occupation, cas: [{cas}]}}"
    droit = bareme(
        aide("ouverte", FORFAIT, ailleurs, COMMENCES),
        aide("inconnue", FORFAIT, ailleurs, "{genre: egal, champ: type, seuil: maison}", rang="2"),
        aide("titre", FORFAIT, ailleurs, "{genre: egal, champ: residence_principale, seuil: oui}", rang="3"),
        aide("suite", FORFAIT, ailleurs, "{genre: aide_accordee, aide: titre}", rang="4"),
        aide("locataire", FORFAIT, ailleurs, admis, rang="5"),
        aide("bailleur", FORFAIT, ailleurs, PORTEE, rang="6"),
        *(aide(f"n-{n}", FORFAIT, ailleurs, condition, rang=str(n)) for n, condition in enumerate((
            "{genre: au_moins, champ: personnes, seuil: 3}", "{genre: au_moins, champ: age_logement, seuil: 15}",
            "{genre: egal, champ: departement, seuil: 75}", "{genre: parmi, champ: territoire, valeurs: [outre_mer]}",
        ), 7)),
    )  # fmt: skip
    dit = {"nature": "energie", "commences": True, "residence_principale": False, "statut_occupation": "locataire",
           "achevement": "2010", "territoire": "metropole"}  # fmt: skip
    celui = BilanEntretien(juger(demande(**dit), droit), droit)
    assert [r.aide.id for r in celui.hors_sujet] == ["ouverte", "inconnue", "locataire"]
    assert [r.aide.id for r in celui.fermees] == [
        "titre", "suite", "bailleur", "n-7", "n-8", "n-9", "n-10",
    ]  # fmt: skip


def test_les_doutes_et_les_preuves() -> None:
    """Une pièce se demande une fois, réserves comprises, et pour aucune aide refusée ; le mandat, s'il y en a un."""
    celui = bilan()
    assert nommer(celui.doutes) == nommer(lister_doutes(celui.jugement)) == ["professionnel"]
    assert celui.preuves == lister_preuves(celui.jugement) == ["attestation", "audit"]
    assert bilan(mandataire=True).preuves == ["attestation", "audit", "jugement"]
    assert bilan(mandataire=False).preuves == ["attestation", "audit"]
    assert bilan(professionnel=True, commences=None).preuves == ["audit", "devis"]
    sans_regle = replace(DROIT, regles=DROIT.regles.model_copy(update={"mandat": None}))
    assert BilanEntretien(celui.jugement, sans_regle).preuves == ["attestation", "audit"]
    # D'une aide refusée pour autre chose, ce qui est déjà prouvé ne se demande pas.
    assert bilan(professionnel=True, commences=None, accord=True).preuves == ["audit", "devis", "accord"]
    assert bilan(professionnel=True, commences=True, accord=True).preuves == []


def test_les_pieces_d_un_cas_et_de_ses_conditions() -> None:
    dit = {"statut_occupation": "acquereur", "professionnel": True}
    jugement, _ = juger_aide("prime", bareme(aide("prime", FORFAIT, PORTEE)), commences=False, **dit)
    assert lister_preuves(jugement) == ["acte", "devis", "attestation"]
    # Tant que le cas n'est pas décidé, seules celles qui le sont déjà.
    jugement, _ = juger_aide("prime", bareme(aide("prime", FORFAIT, PORTEE)), **dit)
    assert lister_preuves(jugement) == ["devis"]


def test_les_aides_que_l_outil_ne_juge_pas() -> None:
    celle = {"id": "tva", "libelle": "TVA", "quoi": "q", "pour_qui": "p", "demander_a": "d", "source": "loi",
             "statut": "certain"}  # fmt: skip
    droit = replace(DROIT, non_jugees=NonJugees.model_validate({"aides": [celle], "conseils": []}))
    assert [a.id for a in BilanEntretien(juger(demande(), droit), droit).ailleurs.aides] == ["tva"]


def test_ce_que_vaudrait_une_aide_dont_le_prix_n_est_pas_connu() -> None:
    taux = "{genre: taux, libelle: t, assiette: travaux_ht, taux: {tres_modeste: 50 %}, plafond: 9000}"
    droit = bareme(aide("prime", taux))
    celui = BilanEntretien(juger(demande(estimation={"de": "1000", "a": "2000"}), droit), droit)
    assert {(s.bas, s.haut) for s in celui.scenarios["prime"]} == {(Decimal(500), Decimal(1000))}


DELAIS = """
delais:
  - {libelle: commencer, depuis: accorde, attendue: travaux_commences, mois: 36, source: loi, statut: certain}
  - {libelle: prévenir, depuis: accorde, attendue: acompte, mois: 12, source: loi, statut: certain}
  - {libelle: compléter, depuis: dossier_depose, attendue: en_instruction, mois: 2, source: loi, statut: certain}
"""


def ouvrir(*etapes: str, droit: Bareme | None = None, **champs: Any) -> DossierMenage:
    celui = parcours(*etapes, revenus=[{"annee": "2009", "rfr": "9000"}], **champs)
    regles = droit or bareme(
        aide("prime", FORFAIT, COMMENCES), aide("suivi", depense="accompagnement"), regles=f"{REGLES}\n{DELAIS}"
    )
    jugement = juger(formuler(celui, JOUR), regles)
    return instruire(celui, jugement, dresser(jugement, regles), regles)


REFUS, OUI = {"projet": {"commences": "oui"}}, {"projet": {"commences": "non"}}


@pytest.mark.parametrize(
    ("etapes", "champs", "suite"),
    [
        ((), OUI, Suite("repere", None, False)),
        (("2011-03-15 contacte",), {}, Suite("contacte", None, False)),
        (("2011-03-15 contacte", "2011-03-15 dossier_depose"), OUI, Suite("dossier_depose", date(2011, 5, 15), False)),
        # Le plus court des délais qui courent.
        (("2011-01-01 dossier_depose", "2011-03-15 accorde"), OUI, Suite("accorde", date(2012, 3, 15), False)),
        # Aucune aide aux travaux n'est due ; une fois le dossier déposé, le financeur a répondu autrement.
        ((), REFUS, Suite("repere", None, True)),
        (("2011-03-15 dossier_depose",), REFUS, Suite("dossier_depose", date(2011, 5, 15), False)),
    ],
)
def test_la_suite_du_dossier(etapes: tuple[str, ...], champs: dict[str, Any], suite: Suite) -> None:
    assert ouvrir(*etapes, **champs).suite == suite


@pytest.mark.parametrize(
    "etape",
    ["repere", "contacte", "rendez_vous", "recu_en_permanence", "visite_programmee", "diagnostic_effectue",
     "devis_complet", "plan_remis"],
)  # fmt: skip
def test_avant_le_depot_un_refus_arrete_le_dossier(etape: str) -> None:
    assert ouvrir(f"2011-03-15 {etape}", **REFUS).suite == Suite(etape, None, True)  # type: ignore[arg-type]


def test_une_seule_aide_aux_travaux_due_suffit() -> None:
    droit = bareme(aide("prime", FORFAIT, COMMENCES), aide("autre", rang="2"), regles=f"{REGLES}\n{DELAIS}")
    assert not ouvrir(droit=droit, **REFUS).suite.est_refus


def test_tout_ce_que_le_dossier_reunit() -> None:
    celui = ouvrir(
        droit=bareme(aide("prime", FORFAIT, COMMENCES)),
        logement={"factures_energie": [{"annee": "2009", "montant": "900"}]},
        projet={"commences": "oui", "travaux_ttc": "3000", "apport": "1"},
    )
    assert (celui.prevu.cout, celui.prevu.apport, celui.avances, celui.reste) == (Decimal(3000), Decimal(1), [], None)
    assert celui.effort is not None
    assert celui.effort.taux == Decimal("10.0")
    assert (celui.changements, celui.plus_modestes) == ({"prime": ()}, {})
    regle = ResteAVivre(premiere_part=Decimal(1), part_suivante=Decimal(1), source="essai")
    vivre = ouvrir(
        droit=replace(bareme(), reste_a_vivre=regle), occupants={"nombre": "2"},
        budget={"ressources": "900", "charges": "500"},
    ).reste  # fmt: skip
    assert vivre is not None
    assert vivre.montant == 200
    accorde = ouvrir(droit=bareme(aide("prime"), aide("autre", FORFAIT, PRO, rang="2")))
    assert [a.resultat.aide.id for a in accorde.avances] == ["prime"]
    assert {code: [p.champ for c in liste for p in c] for code, liste in accorde.changements.items()} == {
        "prime": [], "autre": ["professionnel"],
    }  # fmt: skip


def test_les_montants_que_le_droit_livre_ne_dit_pas() -> None:
    droit = bareme(aide("tue", "{genre: non_retrouve, libelle: p}"), aide("prime", rang="2"))
    assert BilanEntretien(juger(demande(), droit), droit).introuvables == {"tue"}
