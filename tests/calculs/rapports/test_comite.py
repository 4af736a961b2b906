"""Le rapport au comité, à la fin de sa période : ce qui est du 31 décembre y est, le lendemain non."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.rapports.comite import Manquants, RapportComite, preparer_comite
from contrat.depot.droit import charger_finances
from contrat.modele.action import Action
from contrat.modele.contrat import Periode
from contrat.modele.organisme import Source
from tests.calculs.argent.pieces import enveloppe, ligne, ressource
from tests.calculs.fabriques import action, dossier, objet

PERIODE = Periode(debut=2010, fin=2011)
SOURCES = {n: objet(Source, "{titre: t}", id=n, nature="reconstitution" if n == "refait" else "publie")
           for n in ("essai", "autre", "refait", "bilan", "env", "valeur", "reste")}  # fmt: skip


def fiche(*lignes: dict[str, str], statut: str = "lancee", date: str = "2010", **champs: Any) -> Action:
    apports = list(champs.pop("ressources", ()))
    plan = {"ressources": apports, "valorisations": champs.pop("valorisations", [])}
    etapes = [{"date": date, "statut": statut, "source": "essai"}]
    return action(budget={"lignes": list(lignes)}, plan=plan, statut=statut, historique=etapes, **champs)


def comite(*fiches: Action, **contrat: Any) -> RapportComite:
    celui = dossier(*fiches, sources=SOURCES)
    if contrat:
        change = celui.contrat.model_validate(celui.contrat.model_dump(mode="json") | contrat)
        celui = dossier(*fiches, sources=SOURCES, contrats={"contrat": change})
    return preparer_comite(celui, PERIODE)


def test_les_actions_et_leurs_retards() -> None:
    tard = fiche(id="tard", calendrier={"debut": "2010", "fin": "2011", "jalons": [
        {"libelle": "ouverture", "prevu": "2011-12-31", "source": "e"}]})  # fmt: skip
    rapport = comite(tard, fiche(id="a-venir", numero="2", date="2012", calendrier={"debut": "2010", "fin": "2013"}))
    assert [(x.action.id, x.statut, x.fin) for x in rapport.actions] == [
        ("tard", "lancee", "2011"), ("a-venir", None, "2013"),
    ]  # fmt: skip
    assert [x.action.id for x in rapport.fins_depassees] == ["tard"]
    assert [(a.id, j.libelle) for a, j in rapport.jalons_a_confirmer] == [("tard", "ouverture")]
    assert (rapport.fin, rapport.avancement[-1].total) == (2011, 2)


def test_les_points_de_vigilance() -> None:
    def points(*couples: tuple[str, str]) -> list[dict[str, str]]:
        return [{"date": d, "texte": t, "auteur": "chargé de mission"} for d, t in couples]

    un = fiche(id="un", titre_court="B", vigilance=points(("2011-12-31", "dernier"), ("2012-01", "après")))
    deux = fiche(
        id="deux", numero="2", titre_court="A", vigilance=points(("2011-12-31", "ex aequo"), ("2010", "premier"))
    )
    assert [p.texte for _, p in comite(un, deux).vigilances] == ["premier", "ex aequo", "dernier"]


def indicateur(nom: str, *valeurs: tuple[str, str], **champs: Any) -> dict[str, Any]:
    commun = {"id": nom, "libelle": nom, "niveau": "realisation", "unite": "u"}
    return commun | {"valeurs": [{"date": d, "valeur": v, "source": "valeur"} for d, v in valeurs]} | champs


def test_les_indicateurs_que_l_entonnoir_ne_dit_pas() -> None:
    cible = {"date": "2012", "valeur": "9", "source": "e"}
    tous = [
        indicateur("logements-reperes", ("2010", "20")), indicateur("menages-contactes", ("2011", "8"), cible=cible),
        indicateur("menages-eligibles", ("2011", "4"), base=cible), indicateur("repas", ("2010", "1"), ("2011", "2")),
        indicateur("sans"), indicateur("plus-tard", ("2012", "1")),
    ]  # fmt: skip
    rapport = comite(fiche(indicateurs=tous))
    assert [(x.indicateur.id, x.valeur.valeur) for x in rapport.indicateurs] == [
        ("menages-contactes", Decimal(8)), ("menages-eligibles", Decimal(4)), ("repas", Decimal(2)),
    ]  # fmt: skip
    assert (rapport.indicateurs_sans_valeur, len(rapport.entonnoirs)) == (2, 1)


def test_le_rapport_ne_dit_que_ce_qui_est_connu_le_jour_ou_il_s_ecrit() -> None:
    """Ni le statut pris, ni la valeur présentée entre ce jour et la fin de l'exercice."""
    repas = indicateur("repas", ("2010", "1"))
    repas["valeurs"].append({"date": "2011", "publiee_le": "2012-02", "valeur": "5", "source": "valeur"})
    celui = dossier(fiche(indicateurs=[repas], date="2011-10"), sources=SOURCES)
    connus = [
        ([x.valeur.valeur for x in rapport.indicateurs], rapport.avancement[-1].mises_en_oeuvre)
        for jour in (date(2011, 6, 30), date(2012, 3, 1))
        for rapport in [preparer_comite(celui, PERIODE, jour)]
    ]
    assert connus == [([Decimal(1)], 0), ([Decimal(5)], 1)]


def criteres(social: str, bilan: str = "", source: str = "essai") -> dict[str, Any]:
    def critere(niveau: str, **constat: Any) -> dict[str, Any]:
        return {"prevu": {"niveau": niveau, "justification": "j", "source": source}} | constat

    constat = {"bilan": {"niveau": bilan, "justification": "vu", "source": "bilan"}} if bilan else {}
    return {"economique": critere("fort"), "social": critere(social, **constat), "environnemental": critere("fort")}


def test_les_criteres_des_actions_retenues() -> None:
    rapport = comite(
        fiche(criteres_dd=criteres("faible", "atteint")), fiche(id="b", criteres_dd=criteres("moyen", source="refait")),
        fiche(id="c", statut="abandonnee", criteres_dd=criteres("sans_objet", "atteint")),
    )  # fmt: skip
    social = rapport.criteres["social"]
    assert (social["faible"], social["moyen"], social["sans_objet"]) == (1, 1, 0)
    assert rapport.niveaux == ["fort", "moyen", "faible"]
    assert (len(rapport.niveaux_vises), rapport.niveaux_reconstitues) == (6, 3)
    assert [(x.nom, x.action.id, x.bilan.niveau) for x in rapport.bilans] == [("social", "visites", "atteint")]


def test_l_argent() -> None:
    un = fiche(
        ligne(prevu="60"),
        ligne(prevu="20"),
        ressources=(ressource(montant="60"), ressource(organisme="ville", montant="20")),
    )
    rapport = comite(un, fiche(ligne(prevu="20"), id="deux", numero="2"))
    groupe, autre = rapport.etat.ventilations["action"]
    assert (rapport.part_des_depenses(groupe.consolidation), rapport.levier) == (Decimal(80), Decimal(3))
    assert rapport.part_des_depenses(autre.consolidation) == Decimal(20)
    assert comite(un).etat.periode == PERIODE


@pytest.mark.parametrize(
    ("depenses", "execution", "engage", "paye"),
    [
        ([{"prevu": "1"}, {"prevu": "2"}], False, Manquants(2, 2), Manquants(2, 2)),
        ([{"prevu": "1", "engage": "1"}, {"prevu": "2"}], True, Manquants(1, 2), Manquants(2, 2)),
        ([{"prevu": "1", "realise": "0"}], True, Manquants(1, 1), Manquants(0, 1)),
        ([], False, Manquants(0, 0), Manquants(0, 0)),
    ],
)
def test_ce_qui_est_engage_et_paye(
    depenses: list[dict[str, str]], execution: bool, engage: Manquants, paye: Manquants
) -> None:
    rapport = comite(fiche(*(ligne(**d) for d in depenses)))
    assert (rapport.a_execution, rapport.engage_manquant, rapport.paye_manquant) == (execution, engage, paye)


def test_ce_qui_a_ete_paye_pour_rien() -> None:
    perdue = fiche(ligne(prevu="9", realise="4"), id="perdue", statut="abandonnee")
    assert comite(perdue, fiche(ligne(realise="5"))).etat.paye_sorti == Decimal(4)


def test_les_contributions_en_nature() -> None:
    commun = {"libelle": "local", "organisme": "ville", "montant": "30"}
    celle = fiche(valorisations=[commun | {"sens": "emploi"}, commun | {"sens": "contribution"}])
    assert [(a.id, v.sens) for a, v in comite(celle).contributions] == [("visites", "contribution")]


def test_le_dernier_statut_connu() -> None:
    assert comite(
        fiche(date="2011-05"), fiche(id="b", date="2011-12-31"), fiche(id="c", date="2012")
    ).dernier_statut == ("2011-12-31")
    assert comite(fiche(date="2012")).dernier_statut is None


def test_les_sources_de_ce_qui_est_montre() -> None:
    celle = fiche(ligne(prevu="1", source="autre"), indicateurs=[indicateur("i", ("2011", "1"))],
                  criteres_dd=criteres("fort", "atteint", source="reste"))  # fmt: skip
    rapport = comite(celle, enveloppes=[enveloppe("fonctionnement", "1") | {"source": "env"}])
    assert [s.id for s in rapport.sources] == ["essai", "autre", "bilan", "env", "valeur"]


def ecrit_le(jour: date | None, *fiches: Action, **champs: Any) -> RapportComite:
    return preparer_comite(dossier(*fiches, sources=SOURCES, **champs), PERIODE, jour)


@pytest.mark.parametrize(
    ("jour", "horizon", "en_cours"),
    [
        (None, date(2011, 12, 31), False), (date(2012, 3, 1), date(2011, 12, 31), False),
        (date(2011, 12, 31), date(2011, 12, 31), False), (date(2011, 12, 30), date(2011, 12, 30), True),
    ],
)  # fmt: skip
def test_l_horizon(jour: date | None, horizon: date, en_cours: bool) -> None:
    rapport = ecrit_le(jour)
    assert (rapport.horizon, rapport.est_en_cours) == (horizon, en_cours)


def test_les_retards_d_une_periode_en_cours_sont_ceux_de_la_veille() -> None:
    jalons = [{"libelle": d, "prevu": d, "source": "e"} for d in ("2011-06-29", "2011-06-30", "2011-06")]
    fiches = [
        fiche(id=f"f-{n}", numero=str(n), calendrier={"debut": "2010", "fin": fin, "jalons": jalons[: 3 * (n == 1)]})
        for n, fin in enumerate(("2011-06-29", "2011-06-30", "2011-07"), 1)
    ]
    rapport = ecrit_le(date(2011, 6, 30), *fiches)
    assert [x.action.id for x in rapport.fins_depassees] == ["f-1"]
    assert [j.libelle for _, j in rapport.jalons_a_confirmer] == ["2011-06-29"]
    assert len(ecrit_le(None, *fiches).fins_depassees) == 3


def test_ce_que_le_jour_du_rapport_reproche() -> None:
    """Sans jour, rien n'attend : les rejets implicites viennent d'abord."""
    demandee = {"etat": "sollicite", "section": "investissement", "programme": "FNADT", "exercice": "2020"}
    fixee = ressource(etat="accorde", section="investissement", exercice="2010", achevement="2011-03-31")
    celle = fiche(ressources=(
        ressource(**demandee, reception="2020-08-01", organisme="caf"), ressource(**demandee, reception="2020-01-02"),
        fixee | {"notification": {"date": "2010-01-10", "reference": "N"}},
    ))  # fmt: skip
    droit = {"finances_lues": charger_finances()}
    lues = ecrit_le(date(2021, 6, 1), celle, **droit)
    assert [x.est_rejetee for x in lues.sans_reponse] == [True, False]
    assert [x.genre for x in lues.en_peril] == ["achevement"]
    assert (ecrit_le(None, celle, **droit).sans_reponse, ecrit_le(None, celle, **droit).en_peril) == ([], [])


def test_les_plans_qui_ne_ferment_pas() -> None:
    """Ceux de la période, et de ce qui n'est pas abandonné."""
    lignes = (ligne(prevu="60", exercice="2010"), ligne(prevu="20"), ligne(prevu="9", exercice="2012"))
    celle = fiche(*lignes, ressources=(ressource(montant="20"), ressource(montant="5", exercice="2010")))
    rapport = comite(celle, fiche(*lignes, id="perdue", statut="abandonnee"))
    assert [(a.id, p.exercice, p.ecart) for a, p in rapport.desequilibres] == [("visites", 2010, Decimal(-55))]


def test_ce_qui_reste_a_signer_a_dater_et_a_conclure() -> None:
    convention = [{"id": "c", "objet": "o", "organismes": ["etat"], "source": "e"}]
    tenue = fiche(conventions=convention, liens={"repreneur": "etat"})
    perdue = fiche(id="perdue", numero="2", statut="abandonnee", conventions=[convention[0] | {"id": "d"}])
    cedee = fiche(id="cedee", numero="3", statut="transferee", liens={"repreneur": "etat"})
    rapport = comite(tenue, perdue, cedee)
    assert [c.id for c in rapport.a_signer] == ["c"]
    assert [a.id for a in rapport.transferts_a_dater] == ["visites"]


@pytest.mark.parametrize(
    ("evaluation", "due"),
    [
        (None, False), ({"questions": []}, False), ({"prevue": "2011-12-31"}, True), ({"prevue": "2011"}, True),
        ({"prevue": "2012-01-01"}, False), ({"prevue": "2011", "conclusions": "oui"}, False),
    ],
)  # fmt: skip
def test_l_evaluation_globale_est_due(evaluation: dict[str, Any] | None, due: bool) -> None:
    dite = {} if evaluation is None else {"evaluation": evaluation | {"source": "e"}}
    assert comite(fiche(), **dite).evaluation_est_due is due


def test_un_statut_pris_deux_fois_est_le_dernier_et_un_indicateur_est_du_contrat() -> None:
    etapes = [{"date": d, "statut": s, "source": "e"} for d, s in (("2010", "approuvee"), ("2011-02", "lancee"))]
    celle = action(statut="lancee", historique=etapes)
    rapport = comite(celle, indicateurs=[indicateur("i", ("2011", "3")), indicateur("vide")])
    assert [x.statut for x in rapport.actions] == ["lancee"]
    assert [(x.action, x.indicateur.id, x.valeur.valeur) for x in rapport.indicateurs] == [(None, "i", Decimal(3))]
