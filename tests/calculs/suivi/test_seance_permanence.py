"""Qui a été reçu ce jour-là, ce que le droit lui répond, et ce qui a bougé depuis la séance d'avant."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.suivi.seance_permanence import Bilan, dresser_bilan, lister_seances
from contrat.modele.menage import Menage
from tests.calculs.fabriques import FORFAIT, aide, bareme, dossier, parcours

DROIT = bareme(aide("prime", FORFAIT, "{genre: au_plus, champ: personnes, seuil: 2}"))
SEUL, NOMBREUX = {"nombre": "1"}, {"nombre": "3"}
RECU = "recu_en_permanence"


def bilan(*menages: Menage, jour: date = date(2011, 9, 20)) -> Bilan:
    ranges = {f"M-{r:04}": m.model_copy(update={"id": f"M-{r:04}"}) for r, m in enumerate(menages, 1)}
    return dresser_bilan(dossier(menages=ranges, droit_lu=DROIT), jour)


def test_ceux_qui_sont_recus() -> None:
    celui = bilan(
        parcours(f"2011-09-06 {RECU}", f"2011-09-20 {RECU}", occupants=SEUL, origine="ccas"),  # déjà venu
        parcours("2011-09-01 rendez_vous", f"2011-09-20 {RECU}", occupants=NOMBREUX, projet={"travaux_ttc": "10.50"}),
        parcours(f"2011-09-20 {RECU}", projet={"travaux_ttc": "2"}, origine="mairie"),
        parcours(f"2011-09-20 {RECU}", f"2011-10-04 {RECU}", occupants=SEUL, origine="mairie"),
        parcours("2009-01-05 contacte", f"2011-09-20 {RECU}", projet={"demande": "2009-02-01"}),  # hors du barème
        parcours(f"2011-09-19 {RECU}"),
        parcours("2011-09-20 diagnostic_effectue"),
    )
    assert [m.menage.id for m in celui.recus] == ["M-0001", "M-0002", "M-0003", "M-0004", "M-0005"]
    assert (celui.jour, celui.precedente) == (date(2011, 9, 20), date(2011, 9, 19))
    assert (celui.nouveaux, celui.sur_rendez_vous, celui.travaux) == (4, 1, Decimal("12.50"))
    assert list(celui.origines.items()) == [("", 2), ("mairie", 2), ("ccas", 1)]


def test_ce_que_le_droit_repond() -> None:
    """Qui n'a encore été que reçu, sans contact noté, n'est pas jugé."""
    contact = "2011-09-01 contacte"
    celui = bilan(
        *[parcours(contact, f"2011-09-20 {RECU}", occupants=SEUL)] * 2,
        parcours(contact, f"2011-09-20 {RECU}", occupants=NOMBREUX), parcours(contact, f"2011-09-20 {RECU}"),
        parcours(f"2011-09-20 {RECU}", occupants=SEUL), parcours(contact, occupants=SEUL),
    )  # fmt: skip
    assert celui.verdicts == {Verdict.ELIGIBLE: 2, Verdict.NON_ELIGIBLE: 1, Verdict.INDETERMINE: 1}


def test_ce_qui_a_bouge_depuis_la_seance_d_avant() -> None:
    """Du lendemain de la séance d'avant à ce jour compris ; les étapes qu'un compte rendu ne cite pas n'y sont pas."""
    menages = (
        parcours(f"2011-09-06 {RECU}", "2011-09-06 contacte"),
        parcours("2011-09-07 contacte", "2011-09-08 contacte", f"2011-09-20 {RECU}"),
        parcours("2011-09-20 contacte", "2011-09-20 abandon"),
        parcours("2011-09-20 devis_complet", "2011-09-21 dossier_depose"),
    )
    celui = bilan(*menages)
    assert celui.mouvements == {"contacte": 3, "abandon": 1}
    assert list(celui.mouvements) == ["contacte", "abandon"]
    premiere = bilan(*menages, jour=date(2011, 9, 6))
    assert (premiere.precedente, premiere.mouvements) == (None, {"contacte": 1})
    assert [m.etat for m in premiere.suivi.menages] == ["contacte"]


def test_chaque_mouvement_se_cite() -> None:
    etapes = (
        "contacte", "rendez_vous", "visite_programmee", "diagnostic_effectue", "plan_remis", "dossier_depose",
        "accorde", "travaux_commences", "travaux_acheves", "solde_paye", "abandon",
    )  # fmt: skip
    tout = bilan(parcours(*(f"2011-09-20 {etape}" for etape in (RECU, *etapes[::-1]))))
    assert list(tout.mouvements) == list(etapes)


def test_le_cumul_s_arrete_a_la_fin_d_un_trimestre() -> None:
    celui = bilan(parcours("2011-06-30 contacte"), parcours("2011-07-01 contacte"), parcours(f"2011-09-20 {RECU}"))
    assert (celui.cumul.au, len(celui.cumul.menages), celui.cumul.silence) == (date(2011, 6, 30), 1, 60)
    assert (celui.suivi.au, len(celui.suivi.menages), celui.suivi.silence) == (date(2011, 9, 20), 3, 60)


def test_les_seances() -> None:
    assert lister_seances(dossier()) == frozenset()
    celui = dossier(menages={"M-0001": parcours(f"2011-09-06 {RECU}", f"2011-09-20 {RECU}", "2011-09-21 abandon")})
    assert lister_seances(celui) == {date(2011, 9, 6), date(2011, 9, 20)}
