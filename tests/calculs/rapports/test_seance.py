"""Une séance : ce qu'elle a à décider d'après ce qui était su avant elle, puis ce qu'elle a décidé."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.rapports.seance import RapportSeance, rapporter_seance, statut_avant
from contrat.calculs.seances.connues import SeanceConnue
from contrat.calculs.sommes import TotalPartiel
from contrat.modele.action import Action, Axe
from contrat.modele.seance import Seance
from tests.calculs.argent.pieces import fiche, ligne, ressource
from tests.calculs.fabriques import dossier, lire, objet

COMITE = SeanceConnue("comite-2010-03", "comite", "2010-03")
CONTRAT = """
gouvernance:
  - {id: conseil, nom: Conseil, role: r, source: essai}
  - {id: comite, nom: Comité, role: r, colleges: [elus, habitants], source: essai}
"""
SEANCE = """
id: s
instance: comite
date: 2010-03
objet: suivi
source: essai
"""
VOTE = """
colleges: [{college: elus, presents: 1}]
grille: {echelle: {mini: 0, maxi: 5}, criteres: [{id: besoin, libelle: Besoin, poids: 100 %}]}
bulletins: [{college: elus, numero: 1, notes: {relais: {besoin: 4}}}]
"""


def etapes(*textes: str) -> list[dict[str, str]]:
    """`statut date instance`."""
    lues = [dict(zip(("statut", "date", "instance"), t.split(), strict=False)) for t in textes]
    return [e | {"source": "essai"} for e in lues]


def avec(*textes: str, **champs: Any) -> Action:
    return fiche(historique=etapes(*textes), **champs)


@pytest.mark.parametrize(
    ("textes", "statut"),
    [
        (("proposee 2010-02",), "proposee"),
        (("proposee 2010-04",), None),
        # À la même date, d'une autre instance : rien ne dit que ce soit après.
        (("proposee 2010-03 conseil",), "proposee"),
        (("proposee 2010-03 comite",), None),
        (("proposee 2010-03",), None),
        (("proposee 2010 conseil",), "proposee"),
        (("proposee 2009", "hierarchisee 2010-02", "approuvee 2010-04"), "hierarchisee"),
        # Après une étape qui n'est pas d'avant, rien n'en est.
        (("proposee 2010-02", "hierarchisee 2010-03 comite", "approuvee 2010-03 conseil"), "proposee"),
    ],
)
def test_le_statut_quand_la_seance_s_ouvre(textes: tuple[str, ...], statut: str | None) -> None:
    assert statut_avant(avec(*textes), COMITE) == statut


def rapporter(*fiches: Action, seance: str = "", contrat: str = "", date: str = "2010-03") -> RapportSeance:
    celle = objet(Seance, SEANCE, **lire(seance)) if seance else None
    connue = SeanceConnue("s", "comite", date, celle)
    return rapporter_seance(dossier(*fiches, contrat=CONTRAT + contrat), connue)


PROPOSEE, CLASSEE = "proposee 2010-02", "hierarchisee 2010-02"


def test_ce_qui_est_a_classer_et_a_decider() -> None:
    fiches = (
        avec(PROPOSEE, id="c", numero="3"), avec(PROPOSEE), avec(CLASSEE, id="relais", numero="2"),
        avec("approuvee 2010-02", id="d", numero="4"),
    )  # fmt: skip
    rapport = rapporter(*fiches)
    assert [a.id for a in rapport.a_classer] == ["visites", "c"]
    assert [f.action.id for f in rapport.a_decider] == ["relais"]
    assert (rapport.classee, rapport.absents, rapport.evaluation) == (None, (), None)
    assert rapport.instance is not None
    assert rapport.instance.nom == "Comité"
    # Les bulletins disent ce qui a été noté, où que l'action en soit.
    notee = rapporter(*fiches, seance=VOTE)
    assert [a.id for a in notee.a_classer] == ["relais"]
    assert notee.classee is not None
    assert [a.action for a in notee.classee.classement.actions] == ["relais"]
    assert notee.absents == ("habitants",)
    # Une séance écrite sans vote ne classe rien encore.
    sans_vote = rapporter(*fiches, seance=VOTE.replace("bulletins", "ateliers").split("ateliers")[0])
    assert (sans_vote.classee, [a.id for a in sans_vote.a_classer]) == (None, ["visites", "c"])


def test_ce_que_coute_une_fiche_a_decider_et_ce_que_chacun_apporte() -> None:
    """Un crédit seulement voté compte ; un montant inconnu se compte à part, une ressource perdue pas du tout."""
    lignes = (ligne(prevu="10"), ligne(vote="5", libelle="b"), ligne(prevu="3", sens="recette", chapitre="74"))
    ressources = (
        ressource(montant="6"),
        ressource(organisme="ccas", montant="2"),
        ressource(montant="1", exercice="2012"),
        ressource(montant="9", organisme="caf", etat="caduc"),
    )
    celle = fiche(*lignes, ligne(libelle="c"), ressources=ressources, historique=etapes(CLASSEE))
    muette = avec(CLASSEE, id="muette", numero="2")
    dites = rapporter(celle, muette).a_decider
    assert [(f.cout, f.apports) for f in dites] == [
        (TotalPartiel(Decimal(15), 2, 3), {"etat": Decimal(7), "ccas": Decimal(2)}), (TotalPartiel(None, 0, 0), {}),
    ]  # fmt: skip


def acte(date: str, instance: str = "comite", objet_: str = "o") -> dict[str, str]:
    return {"date": date, "instance": instance, "objet": objet_, "source": "essai"}


CONVENTION = "{{id: {}, objet: o, organismes: [etat], source: essai{}}}"


def test_ce_qui_a_ete_decide() -> None:
    """Le contrat d'abord, puis les actions ; une autre date ou une autre instance n'est pas cette séance."""
    celle = avec(
        PROPOSEE, deliberations=[acte("2010-03-09", objet_="fiche"), acte("2010-04"), acte("2010-03", "conseil")]
    )
    rapport = rapporter(celle, contrat=f"deliberations: [{acte('2010-03', objet_='contrat')}]")
    assert [(a and a.id, d.objet) for a, d in rapport.deliberations] == [(None, "contrat"), ("visites", "fiche")]


@pytest.mark.parametrize(
    ("du_contrat", "de_la_fiche", "attendues"),
    [
        ([acte("2009")], [], ["generale", "visite"]),
        ([], [acte("2009")], ["generale", "visite"]),
        ([acte("2009", "conseil")], [acte("2009", "conseil")], []),
        ([], [], []),
    ],
)
def test_une_instance_qui_delibere_a_des_conventions_a_signer(
    du_contrat: list[Any], de_la_fiche: list[Any], attendues: list[str]
) -> None:
    signee = CONVENTION.format("signee", ", signe_le: 2009")
    celle = avec(
        PROPOSEE, conventions=lire(f"[{CONVENTION.format('visite', '')}, {signee}]"), deliberations=de_la_fiche
    )
    contrat = f"conventions: [{CONVENTION.format('generale', '')}]\ndeliberations: {du_contrat}"
    assert [c.id for c in rapporter(celle, contrat=contrat).a_signer] == attendues


TRAVAIL = """
jalons: [{libelle: j, instance: comite, fait: 2010-03, participants: 40, ateliers: [se chauffer], source: essai}]
diagnostic: {constats: [{id: froid, texte: f, source: essai}, {id: seul, texte: s, source: essai}]}
"""


def test_ce_que_la_seance_a_travaille() -> None:
    celle = avec("proposee 2010-03 comite", constats=["seul"])
    rapport = rapporter(celle, contrat=TRAVAIL)
    assert ([a.theme for a in rapport.ateliers], rapport.participants) == (["se chauffer"], 40)
    assert [p.action and p.action.id for p in rapport.propositions] == ["visites"]
    assert [c.id for c in rapport.besoins] == ["froid"]
    # Une commission d'un autre axe, qui a noté ses participants.
    autre = rapporter(celle, contrat=TRAVAIL, seance="{participants: 7, axe: axe-2, ateliers: [{theme: payer}]}")
    assert ([a.theme for a in autre.ateliers], autre.participants, autre.propositions) == (["payer"], 7, ())
    assert (autre.dossier.contrat.id, autre.connue.date) == ("contrat-valbrume", "2010-03")


def test_les_besoins_de_l_axe_d_une_commission() -> None:
    axe = "{id: axe-1, numero: 1, titre: U, titre_court: U, finalite: mieux, source: essai, constats: [seul]}"
    celui = dossier(contrat=CONTRAT + TRAVAIL, axes={"axe-1": objet(Axe, axe)})
    for champs, attendus in (({}, ["froid", "seul"]), ({"axe": "axe-1"}, ["seul"])):
        connue = SeanceConnue("s", "comite", "2010-03", objet(Seance, SEANCE, **champs))
        assert [c.id for c in rapporter_seance(celui, connue).besoins] == attendus


@pytest.mark.parametrize(
    ("evaluation", "date", "est_la"),
    [
        ("", "2012-06", False),
        ("evaluation: {source: essai}", "2012-06", False),
        ("evaluation: {prevue: 2012, source: essai}", "2011-12", False),
        ("evaluation: {prevue: 2012, source: essai}", "2012-01", True),
        ("evaluation: {prevue: 2012, source: essai}", "2013", True),
    ],
)
def test_l_evaluation_du_contrat_l_annee_prevue_ou_apres(evaluation: str, date: str, est_la: bool) -> None:
    releve = "valeurs: [{date: 2010, valeur: 1, source: essai}, {date: 2012-02, valeur: 2, source: essai}]"
    indicateurs = f"indicateurs: [{{id: i, libelle: i, niveau: impact, unite: foyer, {releve}}}]"
    rapport = rapporter(contrat=f"{evaluation}\n{indicateurs}", date=date).evaluation
    assert (rapport is not None) is est_la
    if rapport is not None:
        # Ce qui est mesuré après la séance n'était pas connu.
        (mesure,) = rapport.mesures
        assert mesure.valeur is not None
        assert (rapport.periode.fin, str(mesure.valeur.valeur)) == (2012, "1" if date == "2012-01" else "2")


def reponse(texte: str, date: str = "") -> dict[str, str]:
    return {"question": "q", "reponse": texte, "source": "essai"} | ({"date": date} if date else {})


def test_ce_qui_est_repondu_et_conclu_a_la_fin_de_la_seance() -> None:
    """Le contrat toujours, puis les axes par numéro et les fiches dont quelque chose est dit ; rien de plus tard."""
    base = {"questions": ["q"], "source": "essai"}
    texte = "{titre: A, titre_court: A, finalite: f, source: essai}"
    axes = {
        f"axe-{n}": objet(Axe, texte, id=f"axe-{n}", numero=str(n), evaluation=base | {"reponses": [reponse(str(n))]})
        for n in (2, 1)
    }
    muette = avec(PROPOSEE, id="muette", numero="5", evaluation=base)
    dite = avec(
        PROPOSEE,
        evaluation=base | {"reponses": [reponse("avant", "2010-02"), reponse("le mois", "2010-03"),
                                        reponse("apres", "2010-04"), reponse("sans date")]},
    )  # fmt: skip
    conclue = avec(PROPOSEE, id="conclue", numero="2", evaluation=base | {"conclusions": "c", "conclu_le": "2010-03"})
    tard = avec(PROPOSEE, id="tard", numero="3", evaluation=base | {"conclusions": "c", "conclu_le": "2010-04"})
    celui = dossier(muette, dite, conclue, tard, contrat=CONTRAT, axes=axes)
    dites = rapporter_seance(celui, COMITE).evaluations
    assert [(d.de.id, [r.reponse for r in d.reponses], d.conclue is not None) for d in dites] == [
        ("contrat-valbrume", [], False), ("axe-1", ["1"], False), ("axe-2", ["2"], False),
        ("visites", ["avant", "le mois", "sans date"], False), ("conclue", [], True),
    ]  # fmt: skip
    conclu = "evaluation: {questions: [q], conclusions: c, source: essai}"
    (du_contrat,) = rapporter(contrat=conclu).evaluations
    assert (du_contrat.questions, du_contrat.conclue is not None) == (("q",), True)
    assert du_contrat.sans_reponse == ("q",)
