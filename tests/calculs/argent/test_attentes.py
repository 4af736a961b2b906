"""Une demande sans réponse : passé le délai de sa règle, au lendemain du dernier jour."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contrat.calculs.argent.attentes import attendre, demandes_sans_reponse, est_vise, vaut_reception
from contrat.modele.finances import DroitFinancier, Finances
from tests.calculs.argent.pieces import aide, avec_droit, fiche, ressource
from tests.calculs.fabriques import dossier, objet

# Six mois, puis huit depuis 2018 ; le commencement compte depuis la réception à partir de cette date.
DROIT = DroitFinancier(objet(Finances, """
appuis: []
nomenclatures: []
regles:
  - {id: reponse, controle: B014, libelle: r, du: 2000-01-01, au: 2018-09-30, mois: 6, natures: [etat], source: t,
     statut: certain}
  - {id: reponse, controle: B014, libelle: r, du: 2018-10-01, mois: 8, natures: [etat], source: t, statut: certain}
  - {id: commencement, controle: B014, libelle: c, du: 2000-01-01, au: 2009-12-31, source: t, statut: certain}
  - {id: commencement, controle: B014, libelle: c, du: 2010-01-01, au: 2018-09-30, source: t, statut: certain}
  - {id: commencement, controle: B014, libelle: c, du: 2018-10-01, source: t, statut: certain}
"""), {})  # fmt: skip


def demander(jour: date, **champs: str) -> Any:
    """L'attente d'une demande d'investissement à l'État, sollicitée, ce jour-là."""
    celle = fiche(ressources=(aide(**({"etat": "sollicite"} | champs)),))
    return attendre(celle.plan.ressources[0], celle, dossier(celle, finances_lues=DROIT), jour)


@pytest.mark.parametrize(("jour", "attend"), [(date(2011, 9, 1), False), (date(2011, 9, 2), True)])
def test_au_lendemain_du_delai(jour: date, attend: bool) -> None:
    attente = demander(jour, demande="2011-03-01")
    assert (attente is not None) is attend
    if attente:
        assert (attente.depart, attente.limite, attente.est_rejetee) == (date(2011, 3, 1), date(2011, 9, 1), True)
        assert (attente.action.id, attente.regle.mois, attente.ressource.organisme) == ("visites", 6, "etat")


@pytest.mark.parametrize(
    ("champs", "depart"),
    [
        # Le dossier complet fait courir le délai, à défaut la réception ; depuis octobre 2018, la réception.
        ({"demande": "2011-03-01", "reception": "2011-02-01"}, date(2011, 3, 1)),
        ({"reception": "2011-02-01"}, date(2011, 2, 1)),
        ({"demande": "2018-11-01", "reception": "2018-10-01"}, date(2018, 10, 1)),
        ({"demande": "2018-11-01", "reception": "2018-09-30"}, date(2018, 11, 1)),
    ],
)
def test_d_ou_court_le_delai(champs: dict[str, str], depart: date) -> None:
    assert demander(date(2025, 1, 1), **champs).depart == depart


@pytest.mark.parametrize("champs", [{}, {"demande": "2011-03-01", "etat": "accorde"}, {"demande": "1999-12-31"}])
def test_rien_n_attend(champs: dict[str, str]) -> None:
    """Sans date, déjà répondue, ou avant toute règle."""
    assert demander(date(2025, 1, 1), **champs) is None


@pytest.mark.parametrize(
    ("champs", "rejetee"),
    [({}, True), ({"section": "fonctionnement"}, False), ({"organisme": "ccas"}, False), ({"organisme": "x"}, False)],
)
def test_un_rejet_implicite(champs: dict[str, str], rejetee: bool) -> None:
    """D'un financeur que la règle vise, en investissement."""
    assert demander(date(2025, 1, 1), demande="2011-03-01", **champs).est_rejetee is rejetee


def test_toutes_celles_du_contrat() -> None:
    demandes = (ressource(etat="sollicite", demande="2011-03-01"), aide(etat="sollicite", demande="2011-03-02"))
    lancee = [{"statut": "abandonnee", "date": "2012", "source": "essai"}]
    seconde = fiche(ressources=demandes[:1], id="b", numero="2", titre="B")
    abandonnee = fiche(ressources=demandes, id="c", numero="3", titre="C", statut="abandonnee", historique=lancee)
    celui = dossier(seconde, abandonnee, fiche(ressources=demandes), finances_lues=DROIT)
    vues = [(a.action.id, a.depart.day) for a in demandes_sans_reponse(celui, date(2011, 12, 1))]
    assert vues == [("visites", 1), ("visites", 2), ("b", 1)]


def test_le_jour_ou_la_reception_vaut_depart() -> None:
    celui = dossier(fiche(), finances_lues=DROIT)
    assert [vaut_reception(jour, celui) for jour in (date(2018, 9, 30), date(2018, 10, 1))] == [False, True]
    assert not vaut_reception(date(2020, 1, 1), avec_droit(fiche()))
    (celle,) = fiche(ressources=(aide(organisme="etat"),)).plan.ressources
    assert est_vise(celle, DROIT.au("reponse", date(2011, 1, 1)), celui)  # type: ignore[arg-type]
