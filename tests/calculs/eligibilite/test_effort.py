"""L'effort énergétique et le reste à vivre, au dixième et au centime."""

from __future__ import annotations

from decimal import Decimal

import pytest

from contrat.calculs.eligibilite.effort import Effort, Reste, mesurer_effort, mesurer_reste
from contrat.calculs.eligibilite.ressources import classer
from contrat.modele.cadre import ResteAVivre
from tests.calculs.fabriques import bareme, demande, menage

BAREME = bareme()


def effort(revenus: str, factures: str, rfr: str | None = "10000") -> Effort | None:
    ressources = classer(demande(revenus={2009: rfr} if rfr else {}), BAREME)
    celui = menage(f"revenus: [{revenus}]\nlogement: {{factures_energie: [{factures}]}}")
    return mesurer_effort(celui, ressources)


@pytest.mark.parametrize(
    ("facture", "taux"), [("1000", "10.0"), ("1004.99", "10.0"), ("1005", "10.1"), ("1015", "10.2"), ("0", "0.0")]
)
def test_le_taux_au_dixieme_la_moitie_vers_le_haut(facture: str, taux: str) -> None:
    trouve = effort("{annee: 2010, rfr: 10000}", f"{{annee: 2010, montant: {facture}}}")
    assert trouve == Effort(Decimal(taux), Decimal(facture), 2010, Decimal(10000), 2010)
    assert str(trouve.taux) == taux


def test_la_facture_la_plus_recente_et_le_revenu_de_son_annee() -> None:
    factures = "{annee: 2010, montant: 900}, {annee: 2011, montant: 800}, {annee: 2008, montant: 700}"
    deux = "{annee: 2011, rfr: 6000}, {annee: 2011, rfr: 2000}, {annee: 2010, rfr: 1}"
    assert effort(deux, factures) == Effort(Decimal("10.0"), Decimal(800), 2011, Decimal(8000), 2011)
    # Sans revenu de cette année-là : celui qui est retenu pour la demande.
    assert effort("{annee: 2010, rfr: 1}", factures) == Effort(Decimal("8.0"), Decimal(800), 2011, Decimal(10000), 2009)


def test_sans_facture_ou_sans_revenu_aucun_taux() -> None:
    assert effort("{annee: 2010, rfr: 10000}", "") is None
    assert effort("", "{annee: 2010, montant: 900}", None) is None
    assert effort("{annee: 2010, rfr: 0}", "{annee: 2010, montant: 900}") is None


def reste(personnes: str, ressources: str, charges: str, suivante: str = "0.5", premiere: str = "1") -> Reste | None:
    regle = {"premiere_part": premiere, "part_suivante": suivante}
    textes = {nom: "essai" for nom, champ in ResteAVivre.model_fields.items() if champ.is_required()}
    celui = menage(f"occupants: {{nombre: {personnes}}}\nbudget: {{ressources: {ressources}, charges: {charges}}}")
    return mesurer_reste(celui, ResteAVivre.model_validate(textes | regle))


@pytest.mark.parametrize(
    ("personnes", "ressources", "charges", "montant", "parts"),
    [
        ("1", "1000", "600", "400.00", "1"),
        ("2", "1000", "600", "266.67", "1.5"),
        ("3", "1000.01", "1000", "0.01", "2"),  # un demi-centime, vers le haut
        ("3", "1000", "1200", "-100.00", "2"),
    ],
)
def test_le_reste_par_part(personnes: str, ressources: str, charges: str, montant: str, parts: str) -> None:
    trouve = reste(personnes, ressources, charges)
    assert trouve == Reste(Decimal(montant), Decimal(parts))
    assert str(trouve.montant) == montant


def test_sans_part_ni_budget_ni_nombre_aucun_reste() -> None:
    assert reste("1", "10", "5", premiere="0") is None
    regle = ResteAVivre.model_construct(premiere_part=Decimal(1), part_suivante=Decimal(1))  # type: ignore[call-arg]
    assert mesurer_reste(menage("occupants: {nombre: 1}"), regle) is None
    assert mesurer_reste(menage("budget: {ressources: 10, charges: 5}"), regle) is None
    entier = menage("occupants: {nombre: 1}\nbudget: {ressources: 10, charges: 5}")
    assert mesurer_reste(entier, None) is None
    assert mesurer_reste(entier, regle) == Reste(Decimal("5.00"), Decimal(1))
