"""Le bilan du contrat : ce qui se juge, les séances tenues, ce qui manque, et jusqu'à quand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.rapports.bilan import BilanContrat, LacuneComptee, dresser_bilan_du_contrat
from contrat.modele.action import Axe
from contrat.modele.organisme import Source
from contrat.modele.seance import Seance
from tests.calculs.fabriques import action, dossier, objet

LANCEE = [{"statut": "lancee", "date": "2010", "source": "e"}]
FIN = date(2013, 1, 31)
AXES = {"axe-1": objet(Axe, "{id: axe-1, numero: 1, titre: t, titre_court: t, finalite: f, source: e}")}


def indicateur(nom: str, niveau: str = "resultat", *valeurs: str) -> dict[str, Any]:
    dites = [{"date": d, "valeur": "1", "source": "e"} for d in valeurs]
    return {"id": nom, "libelle": nom, "niveau": niveau, "unite": "u", "valeurs": dites}


def dresser(*actions: Any, jour: date = FIN, contrat: str = "") -> BilanContrat:
    celui = dossier(*actions, contrat=contrat, axes=AXES)
    bilan = dresser_bilan_du_contrat(celui, jour)
    assert (bilan.dossier, bilan.jour) == (celui, jour)
    return bilan


@pytest.mark.parametrize(("annee", "fin"), [(2008, 2010), (2010, 2010), (2011, 2011), (2012, 2012), (2013, 2012)])
def test_jusqu_a_l_exercice_en_cours(annee: int, fin: int) -> None:
    bilan = dresser(jour=date(annee, 12, 31))
    assert (bilan.evaluation.periode.debut, bilan.evaluation.periode.fin) == (2010, fin)
    assert list(bilan.budget.consolidation.exercices) == list(range(2010, fin + 1))


def test_seules_les_actions_lancees_se_jugent() -> None:
    """Un diagnostic et un moyen ne se jugent pas ; ce qui est du contrat entier vient d'abord."""
    siens = [indicateur("a"), indicateur("b", "diagnostic"), indicateur("c", "moyen"), indicateur("d", "impact")]
    bilan = dresser(
        action(id="x", historique=LANCEE, indicateurs=siens),
        action(id="y", indicateurs=[indicateur("e")]),
        contrat="indicateurs: [{id: k, libelle: k, niveau: realisation, unite: u}]",
    )
    assert [a.id for a in bilan.lancees] == ["x"]
    juges = [(x.action.id if x.action else None, x.releve.indicateur.id) for x in bilan.indicateurs]
    assert juges == [(None, "k"), ("x", "a"), ("x", "d")]


def test_les_indicateurs_d_un_axe_viennent_avant_ceux_de_ses_actions() -> None:
    suivis = "[{id: s, libelle: s, niveau: impact, unite: u}]"
    axe = f"{{id: axe-1, numero: 1, titre: t, titre_court: t, finalite: f, indicateurs: {suivis}, source: e}}"
    celui = dossier(action(id="x", historique=LANCEE, indicateurs=[indicateur("a")]), axes={"axe-1": objet(Axe, axe)})
    juges = dresser_bilan_du_contrat(celui, FIN).indicateurs
    assert [(x.releve.indicateur.id, x.axe is not None, x.action is not None) for x in juges] == [
        ("s", True, False), ("a", True, True),
    ]  # fmt: skip


def test_seuls_les_couts_connus_se_montrent() -> None:
    """Un résultat sans valeur n'en a pas, un taux ne se partage pas."""
    paye = {"exercice": "2011", "section": "fonctionnement", "chapitre": "011", "libelle": "l", "realise": "10"}
    connu = indicateur("a") | {
        "unite": "repas",
        "valeurs": [{"date": "2011", "depuis": "2011", "valeur": "5", "source": "e"}],
    }
    siens = [connu, indicateur("b") | {"unite": "repas"}, indicateur("c", "resultat", "2011") | {"unite": "%"}]
    bilan = dresser(action(id="x", historique=LANCEE, indicateurs=siens, budget={"lignes": [paye]}))
    assert [(a.id, m.indicateur.id, m.cout and m.cout.par_unite) for a, m in bilan.couts] == [("x", "a", Decimal(2))]


def test_ce_qui_manque_se_compte() -> None:
    """Combien de fois, à combien d'actions ; une action qui n'est pas lancée ne manque de rien."""
    deux = [indicateur("a"), indicateur("b", "resultat", "2011")]
    bilan = dresser(
        action(id="x", historique=LANCEE, indicateurs=deux),
        action(id="y", historique=LANCEE, indicateurs=[indicateur("c")]),
        action(id="z", indicateurs=deux),
    )
    lacunes = {lacune.genre: lacune for lacune in bilan.lacunes}
    assert lacunes["valeur"] == LacuneComptee("valeur", 2, 2)
    assert lacunes["cible"] == LacuneComptee("cible", 2, 3)
    assert lacunes["depenses"] == LacuneComptee("depenses", 2, 0)


def test_les_questions_repondues() -> None:
    reponse = {"question": "q", "reponse": "oui", "source": "e"}
    repondue = action(id="x", historique=LANCEE, evaluation={"questions": ["q", "r"], "reponses": [reponse]})
    muette = action(id="y", historique=LANCEE, evaluation={"questions": ["q"]})
    ailleurs = action(id="z", evaluation={"questions": ["s"]})
    assert dresser(repondue, muette, ailleurs).questions_des_actions == (1, 3)


def test_les_criteres_vises_et_constates() -> None:
    vise = {"prevu": {"niveau": "fort", "justification": "j"}}
    constate = vise | {"bilan": {"niveau": "atteint", "justification": "j"}}
    celle = action(id="x", historique=LANCEE,
                   criteres_dd={"economique": vise, "social": constate, "environnemental": vise})  # fmt: skip
    economique, social, environnemental = dresser(celle, action(id="y")).criteres
    assert [c.nom for c in (economique, social, environnemental)] == ["economique", "social", "environnemental"]
    assert (economique.vises["fort"], sum(economique.vises.values())) == (1, 1)
    assert [(a.id, x.niveau) for a, x in social.constats] == [("x", "atteint")]
    assert economique.constats == environnemental.constats == []


def test_les_seances_tenues() -> None:
    """Ni celle qui est seulement prévue, ni celle qui vient après le bilan."""
    bilan = dresser(
        contrat="""
deliberations:
  - {date: 2010-02, instance: conseil, objet: a, source: e}
  - {date: 2013-02-01, instance: conseil, objet: b, source: e}
  - {date: 2013-01, instance: conseil, objet: c, source: e}
jalons:
  - {libelle: p, prevu: 2012, instance: comite, source: e}
  - {libelle: f, prevu: 2011-05, fait: 2011-06, instance: comite, source: e}
"""
    )
    assert bilan.seances_reconstituees == []
    assert [situee.connue.id for situee in bilan.seances] == ["conseil-2010-02", "comite-2011-06", "conseil-2013-01"]


def test_les_seances_que_rien_ne_publie() -> None:
    sources = {n: objet(Source, "{titre: t}", id=n, nature=v)
               for n, v in (("essai", "publie"), ("refait", "reconstitution"))}  # fmt: skip
    texte = "{id: %s, instance: comite, date: 2011-06, objet: o, source: %s}"
    seances = {n: objet(Seance, texte % (n, s)) for n, s in (("une", "refait"), ("deux", "essai"))}
    contrat = "deliberations: [{date: 2010-02, instance: conseil, objet: a, source: refait}]"
    celui = dossier(contrat=contrat, axes=AXES, sources=sources, seances=seances)
    reconstituees = dresser_bilan_du_contrat(celui, FIN).seances_reconstituees
    assert [s.connue.seance.id for s in reconstituees if s.connue.seance] == ["une"]
    assert len(reconstituees) == 1
