"""Un budget complet : ses postes par exercice, qui paie, ce qui est laissé hors des totaux."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.argent.etat import EtatBudget, PartFinanceur, PosteBudget, etablir_budget
from contrat.erreurs import ErreurContrat
from contrat.modele.action import Action
from contrat.modele.contrat import Contrat
from tests.calculs.argent.pieces import TOUS, enveloppe, equipement, fiche, ligne, ressource
from tests.calculs.fabriques import CONTRAT, dossier, objet, publie

PLEINE = fiche(
    ligne(prevu="60", exercice="2010"), ligne(prevu="20"), equipement(prevu="20"),
    ressources=(ressource(organisme="ville", montant="10"), ressource(organisme="ccas", montant="40", exercice="2010"),
                ressource(montant="30"), ressource(organisme="caf", montant="20", etat="sollicite")),
)  # fmt: skip


def etablir(*actions: Action, exercices: tuple[int, ...] = (2010, 2011), **champs: Any) -> EtatBudget:
    contrat = objet(Contrat, CONTRAT, enveloppes=[enveloppe("fonctionnement", "100")])
    contrat = contrat.model_copy(update={"publies": (publie(mesure="budget.depenses.total", valeur="100"),)})
    return etablir_budget(dossier(*actions, contrats={"contrat": contrat}), exercices, **champs)


def test_les_postes() -> None:
    etat = etablir(PLEINE)
    assert etat.depenses == [
        PosteBudget("fonctionnement", (Decimal(60), Decimal(20)), Decimal(80), Decimal(80)),
        PosteBudget("investissement", (Decimal(0), Decimal(20)), Decimal(20), Decimal(20)),
        PosteBudget("depenses", (Decimal(60), Decimal(40)), Decimal(100), Decimal(100)),
    ]
    assert etat.ressources == [
        PosteBudget("ville", (Decimal(40), Decimal(10)), Decimal(50), Decimal(50)),
        PosteBudget("externes", (Decimal(0), Decimal(50)), Decimal(50), Decimal(50)),
        PosteBudget("ressources", (Decimal(40), Decimal(60)), Decimal(100), Decimal(100)),
    ]
    assert (etat.periode.debut, etat.periode.fin) == (2010, 2011)
    assert etablir(PLEINE, exercices=TOUS).periode.fin == 2012


def test_sans_aucune_ligne_rien_n_est_connu() -> None:
    """D'un exercice sans ligne, on ne dit pas zéro."""
    assert etablir(PLEINE, exercices=TOUS).depenses[0].annees == (Decimal(60), Decimal(20), None)
    vide = etablir(fiche())
    assert [(p.annees, p.montant, p.part) for p in vide.depenses] == [((None, None), None, None)] * 3
    assert (vide.apport_total.montant, [c.ensemble.montant for c in vide.cotes]) == (None, [None, None])


def test_qui_paie() -> None:
    etat = etablir(PLEINE)
    ville, autres = etat.cotes

    def montrer(*parts: PartFinanceur) -> list[Any]:
        return [(p.cle, p.montant, p.part) for p in parts]

    assert montrer(*ville.apports, ville.ensemble) == [("ccas", 40, 40), ("ville", 10, 10), (None, 50, 50)]
    assert montrer(*autres.apports, autres.ensemble) == [("etat", 30, 30), ("caf", 20, 20), (None, 50, 50)]
    assert montrer(etat.apport_total) == [(None, 100, 100)]
    assert (ville.est_ville, autres.est_ville) == (True, False)
    assert autres.apports[1].accords == {"sollicite": Decimal(20)}
    assert etat.accords == {"acquis": Decimal(80), "sollicite": Decimal(20)}
    sans_ville = etablir(fiche(ligne(prevu="1"), ressources=(ressource(),)))
    assert sans_ville.cotes[0].ensemble.montant == Decimal(0)


def test_ce_qui_est_hors_des_totaux() -> None:
    etat = etablir(
        PLEINE,
        fiche(ligne(prevu="5", exercice="2013"), ligne(prevu="7", exercice="2013"), id="b",
              ressources=(ressource(etat="refuse", montant="3"), ressource(exercice="2013", montant="2"))),
    )  # fmt: skip
    exclues: list[Any] = [(x.motif, len(x.lignes), dict(x.sommes)) for x in etat.exclusions]
    assert exclues == [
        ("hors_periode", 3, {"depense": 12, "ressource": 2}), ("ressource_perdue", 1, {"ressource": 3}),
    ]  # fmt: skip
    assert etablir(PLEINE).exclusions == []


def test_ce_que_des_ressources_perdues_devaient_apporter() -> None:
    """Le demandé, à défaut l'accordé ; une somme que la fiche ne dit pas reste inconnue."""
    refusee, retiree = ressource(etat="refuse", montant="0", sollicite="30"), ressource(etat="caduc", montant="0")
    muette, accordee = ressource(etat="refuse", montant="0"), retiree | {"accorde": "12"}
    for siennes, attendu in (((refusee, accordee, muette), (42, 1)), ((muette,), (None, 1)), ((refusee,), (30, 0))):
        (exclusion,) = etablir(fiche(ligne(prevu="1"), ressources=siennes)).exclusions
        assert (exclusion.perdu, exclusion.sans_somme) == attendu


def test_tout_ce_que_ses_pages_montrent() -> None:
    etat = etablir(PLEINE, fiche(id="vide"), par="axe")
    assert (etat.par, [e.part for e in etat.enveloppes]) == ("axe", [Decimal(80)])
    assert [p.est_retrouve for p in etat.publies] == [True]
    assert [a.id for a in etat.sans_ligne] == ["vide"]
    assert [g.cle for g in etat.ventilations["exercice"]] == ["2010", "2011"]
    assert [m.cle for m in etat.executions["section"]] == ["fonctionnement", "investissement", None]
    # Un total publié est prévu : ce qui est voté ne s'y compare pas.
    assert etablir(PLEINE, vue="vote").publies == []
    assert etablir(PLEINE).par is None


@pytest.mark.parametrize("bases", [("HT", "TTC"), ("TTC", "HT")])
def test_ht_et_ttc_ne_s_additionnent_pas(bases: tuple[str, str]) -> None:
    fiches = [fiche(ligne(prevu="1"), ligne(prevu="1"), id=f"en-{b.lower()}", base=b) for b in bases]
    neutre = fiche(ligne(prevu="1"), id="autre"), fiche(ligne(prevu="1"), id="encore", numero="9", base="HT")
    with pytest.raises(ErreurContrat) as levee:
        etablir(*fiches, *neutre)
    assert str(levee.value) == "des montants HT (en-ht, encore) et TTC (en-ttc) ne s'additionnent pas"
    assert (
        levee.value.aide
        == "écrire le budget et le plan de toutes les fiches dans la même base, au moins section par section"
    )


def test_une_section_ht_et_l_autre_ttc_se_lisent_une_section_en_ht_et_ttc_est_refusee() -> None:
    def bases(*couples: tuple[str, str]) -> EtatBudget:
        celle = fiche(*(ligne(section=s, base=b, prevu="10", chapitre="21") for s, b in couples))
        return etablir_budget(dossier(celle), [2011])

    assert bases(("investissement", "HT"), ("fonctionnement", "TTC")).consolidation.total_depenses == Decimal(20)
    with pytest.raises(ErreurContrat, match=r"des montants HT \(visites\) et TTC \(visites\) ne s'additionnent pas"):
        bases(("investissement", "HT"), ("investissement", "TTC"))


def test_ce_qui_est_paye_pour_une_action_abandonnee_ou_une_autre_annee() -> None:
    perdue = fiche(ligne(realise="3"), id="perdue", statut="abandonnee")
    tardive: Any = ligne(prevu="9") | {"paiements": [{"exercice": "2012", "montant": "5"}]}
    etat = etablir(perdue, fiche(tardive))
    assert (etat.paye_sorti, etat.paye_ailleurs) == (Decimal(3), Decimal(5))
