"""Combien de temps un dossier se garde : deux ans sans aide, cinq ans après les travaux, jamais échu en cours."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from contrat.calculs.suivi.conservation import (
    dernier_contact,
    dernier_jour,
    est_fictif,
    est_perime,
    situer,
    trouver_regle,
)
from contrat.modele.bareme import ReglesCommunes
from contrat.modele.evenement import EtapeMenage
from contrat.modele.organisme import Source
from tests.calculs.fabriques import REGLES, menage, objet, parcours

DUREES = objet(ReglesCommunes, REGLES, conservation=[
    {"libelle": "sans aide", "concerne": "sans_aide", "mois": "24", "source": "loi", "statut": "certain"},
    {"libelle": "avec aide", "concerne": "avec_aide", "mois": "60", "source": "loi", "statut": "certain"},
])  # fmt: skip
EN_COURS = {"dossier_depose", "en_instruction", "accorde", "travaux_commences", "acompte"}
FINIS = {"travaux_acheves", "solde_demande", "solde_paye", "clos"}
SANS_SUITE = {"rejete", "retire", "classe_sans_suite", "abandon"}


@pytest.mark.parametrize("etape", get_args(EtapeMenage))
def test_ou_en_est_un_dossier(etape: str) -> None:
    """Accordé puis abandonné, il n'a rien donné ; un contact ou une visite n'y changent rien."""
    attendu = "sans_aide" if etape in SANS_SUITE else "avec_aide" if etape in FINIS else "en_cours"
    assert situer(parcours("2011-01-05 accorde", f"2011-03-08 {etape}")) == attendu
    seul = "en_cours" if etape in EN_COURS else "sans_aide"
    assert situer(parcours(f"2011-03-08 {etape}")) == ("avec_aide" if etape in FINIS - {"clos"} else seul)


def test_un_dossier_sans_etape() -> None:
    vide = menage()
    assert (situer(vide), dernier_contact(vide), dernier_jour(vide, DUREES)) == ("sans_aide", None, None)
    assert not est_perime(vide, DUREES, date(2999, 1, 1))


@pytest.mark.parametrize(
    ("etapes", "regle", "fin"),
    [
        (("2011-01-05 contacte", "2011-03-08 abandon"), "sans aide", date(2013, 3, 8)),
        (("2012-02-29 contacte",), "sans aide", date(2014, 2, 28)),
        # La durée court de la fin des travaux, non du dernier paiement.
        (("2010-05-03 accorde", "2011-03-08 travaux_acheves", "2012-04-02 clos"), "avec aide", date(2016, 3, 8)),
        # Clos sans que rien en ait été accordé, il n'a rien donné.
        (("2011-01-05 contacte", "2011-03-08 clos"), "sans aide", date(2013, 3, 8)),
        (("2011-01-05 acompte", "2011-03-08 clos"), "avec aide", date(2016, 3, 8)),
        (("2011-03-08 accorde",), None, None),
        # Qui téléphone ou repasse à la permanence reste en cours, ou engagé par ses travaux.
        (("2011-03-08 accorde", "2011-03-10 contacte", "2011-04-01 recu_en_permanence"), None, None),
        (("2010-05-03 accorde", "2011-03-08 solde_paye", "2011-06-01 contacte"), "avec aide", date(2016, 3, 8)),
        (("2010-05-03 accorde", "2011-03-08 solde_paye", "2014-06-01 contacte"), "sans aide", date(2016, 6, 1)),
        (("2010-05-03 accorde", "2011-03-08 travaux_acheves", "2014-06-01 contacte"), "sans aide", date(2016, 6, 1)),
        # D'une seconde demande, la durée court de ses travaux ; refusée, elle n'abrège pas la première.
        (
            ("2010-05-03 accorde", "2011-03-08 solde_paye", "2012-01-02 accorde", "2013-05-06 solde_paye"),
            "avec aide", date(2018, 5, 6),
        ),
        (("2010-05-03 accorde", "2011-03-08 solde_paye", "2012-05-06 rejete"), "avec aide", date(2016, 3, 8)),
        (("2011-01-05 rejete", "2011-03-08 accorde"), None, None),
    ],
)  # fmt: skip
def test_le_dernier_jour(etapes: tuple[str, ...], regle: str | None, fin: date | None) -> None:
    celui = parcours(*etapes)
    trouvee = trouver_regle(celui, DUREES)
    assert (trouvee and trouvee.libelle, dernier_jour(celui, DUREES)) == (regle, fin)
    if fin is None:
        assert not est_perime(celui, DUREES, date(2999, 1, 1))
    else:
        assert not est_perime(celui, DUREES, fin)
        assert est_perime(celui, DUREES, date.fromordinal(fin.toordinal() + 1))


def test_le_dernier_contact_est_le_plus_tardif() -> None:
    assert dernier_contact(parcours("2011-03-08 contacte", "2011-09-20 abandon")) == date(2011, 9, 20)


@pytest.mark.parametrize(("nature", "fictif"), [("fiction", True), ("releve", False), ("reconstitution", False)])
def test_un_exemple_n_est_la_donnee_de_personne(nature: str, fictif: bool) -> None:
    sources = {"essai": objet(Source, "{titre: t}", id="essai", nature=nature)}
    assert est_fictif(menage(source="essai"), sources) is fictif
    assert not est_fictif(menage(source="fiction"), sources)
