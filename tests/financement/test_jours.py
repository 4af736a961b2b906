"""Les jours qui comptent : la veille et le jour d'une échéance, l'exercice d'une règle, l'action réalisée."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from contrat.calculs.moments import ajouter_mois
from contrat.controles import appliquer
from contrat.depot.chargement import charger
from contrat.depot.droit import charger_finances
from contrat.modele.finances import est_posterieure
from tests.conftest import Commande
from tests.financement.conftest import VISITES, depense, ecrire_plan, ressource


def codes(racine: Path, jour: date | None) -> list[str]:
    """Les codes des fautes que les règles trouvent à un jour donné."""
    lu = charger(racine)
    assert lu.diagnostics == []
    return [d.code for d in appliquer(replace(lu.dossier, jour=jour), lu.situer)]


@pytest.mark.parametrize(
    ("jour", "attendus"), [(None, []), (date(2012, 9, 1), []), (date(2012, 9, 2), ["B014"])], ids=str
)
def test_une_demande_sans_reponse(racine: Path, jour: date | None, attendus: list[str]) -> None:
    """Six mois jour pour jour : l'échéance passée, pas le jour même ; sans jour, rien."""
    demande = {"demande": "2012-03-01"}
    ressources = [
        ressource("ville", "autofinancement", "60"),
        ressource("caf", "organisme_social", "40", 2012, demande),
    ]
    ecrire_plan(racine, [depense("100")], ressources)
    assert codes(racine, jour) == attendus


@pytest.mark.parametrize(
    ("jour", "attendus"), [(None, []), (date(2013, 6, 30), []), (date(2013, 7, 1), ["B013"])], ids=str
)
def test_un_compte_rendu_attendu(racine: Path, jour: date | None, attendus: list[str]) -> None:
    """Six mois après l'exercice : au 30 juin, il est encore temps."""
    ecrire_plan(
        racine,
        [depense("100", 2012, "fonctionnement", {"beneficiaire": "entraide", "realise": "100"})],
        [ressource("ville", "autofinancement", "100", 2012, {"section": "fonctionnement"})],
    )
    assert codes(racine, jour) == attendus


@pytest.mark.parametrize(
    ("depart", "mois", "arrivee"),
    [
        (date(2012, 12, 31), 6, date(2013, 6, 30)),
        (date(2012, 8, 31), 6, date(2013, 2, 28)),
        (date(2011, 8, 29), 6, date(2012, 2, 29)),
        (date(2018, 10, 1), 8, date(2019, 6, 1)),
        (date(2012, 1, 15), 12, date(2013, 1, 15)),
    ],
)
def test_des_mois_plus_tard(depart: date, mois: int, arrivee: date) -> None:
    """Le même quantième, ou le dernier jour d'un mois plus court."""
    assert ajouter_mois(depart, mois) == arrivee


def test_la_version_d_une_regle_a_un_jour_et_pour_des_exercices() -> None:
    """À la veille et au jour du changement ; pour des exercices à cheval, la version la plus récente."""
    droit = charger_finances()
    veille, jour = droit.au("reponse", date(2018, 9, 30)), droit.au("reponse", date(2018, 10, 1))
    assert (veille and veille.mois, jour and jour.mois) == (6, 8)
    assert droit.au("part-minimale", date(2011, 12, 31)) is None
    a_cheval, avant, apres = (
        droit.pour("fctva", 2013, 2014),
        droit.pour("part-minimale", 2009, 2010),
        droit.pour("aides-publiques", 2019, 2020),
    )
    assert (a_cheval and str(a_cheval.taux), avant and avant.du) == ("15.761", date(2012, 1, 1))
    assert apres is not None
    assert (apres.du, str(apres.taux)) == (date(2018, 10, 1), "100")


def test_une_regle_commencee_dans_l_exercice_n_est_pas_posterieure() -> None:
    """Celle du 1er octobre 2018 vaut pour 2018, et informe en 2017."""
    regle = charger_finances().au("reponse", date(2018, 10, 1))
    assert regle is not None
    assert (est_posterieure(regle, 2018), est_posterieure(regle, 2017)) == (False, True)


def test_une_action_realisee_a_tout_encaisse_sauf_ce_qu_elle_paie_elle_meme(contrat: Commande, racine: Path) -> None:
    """L'autofinancement ne s'encaisse pas ; la subvention accordée, si."""
    acte = {"etat": "accorde", "notification": "{date: 2010-06-01, reference: X}"}
    ressources = [
        ressource("ville", "autofinancement", "60", 2012, acte),
        ressource("caf", "organisme_social", "40", 2012, acte),
    ]
    ecrire_plan(racine, [depense("100")], ressources)
    fiche = racine / VISITES
    texte = fiche.read_text(encoding="utf-8").replace("statut: approuvee", "statut: realisee")
    fiche.write_text(texte, encoding="utf-8")
    sortie = contrat("validate", dans=racine).sortie
    assert [x for x in sortie.splitlines() if x.startswith("data/") and "[B" in x] == [
        f"{VISITES}:47:16: avertissement[B014] 40 € accordés et jamais encaissés, pour une action réalisée"
    ]
