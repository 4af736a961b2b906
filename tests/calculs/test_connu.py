"""Le contrat d'un jour passé : ce qui est sûrement d'avant reste, ce qui l'est peut-être se dit, le reste se cache."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contrat.calculs.connu import Connu, Incertain, connaitre_au
from contrat.modele.action import Action, Axe
from contrat.modele.organisme import Organisme, Source
from contrat.modele.seance import Seance
from tests.calculs.argent.pieces import fiche
from tests.calculs.fabriques import action, dossier, lire, objet

JOUR = date(2011, 6, 15)
# Le bilan n'est pas paru ; la mémoire de la ville n'est pas datée.
SOURCES = {
    nom: objet(Source, "{nature: publie, titre: t}", id=nom, **({"date": jour} if jour else {}))
    for nom, jour in (("essai", "2009"), ("ce-jour", "2011-06-15"), ("bilan", "2011-06"), ("memoire", ""))
}


def connaitre(*fiches: Action, contrat: str = "", **champs: Any) -> Connu:
    celui = dossier(*fiches, contrat=contrat, **({"sources": SOURCES, "organismes": {}} | champs))
    return connaitre_au(celui, JOUR)


def incertains(connu: Connu) -> list[tuple[str, str]]:
    return [(i.date, i.texte) for i in connu.incertains]


def etapes(*textes: str) -> list[dict[str, str]]:
    """`statut date`."""
    return [dict(zip(("statut", "date"), t.split(), strict=True)) for t in textes]


# --- Ce qui est daté


@pytest.mark.parametrize(
    ("date_", "est_gardee", "est_dite"),
    [
        ("2011-06-15", True, False),
        ("2011-06-16", False, False),
        ("2011-05", True, False),
        ("2010", True, False),
        # Le mois, l'année du jour : peut-être avant.
        ("2011-06", False, True),
        ("2011", False, True),
        ("2011-07", False, False),
        ("2012", False, False),
    ],
)
def test_ce_qui_est_sur_ce_qui_est_possible_ce_qui_ne_l_est_pas(date_: str, est_gardee: bool, est_dite: bool) -> None:
    connu = connaitre(contrat=f"deliberations: [{{date: {date_}, instance: conseil, objet: voter, source: essai}}]")
    assert [d.objet for d in connu.dossier.contrat.deliberations] == ["voter"] * est_gardee
    assert connu.incertains == (Incertain(date_, "voter"),) * est_dite
    assert (connu.jour, connu.non_dates) == (JOUR, 0)


def test_le_premier_jour_d_un_mois_tout_le_mois_est_possible() -> None:
    acte = "deliberations: [{date: 2011-06, instance: conseil, objet: voter, source: essai}]"
    connu = connaitre_au(dossier(contrat=acte), date(2011, 6, 1))
    assert (connu.dossier.contrat.deliberations, incertains(connu)) == ((), [("2011-06", "voter")])
    assert connaitre_au(dossier(contrat=acte), date(2011, 5, 31)).incertains == ()


def test_une_fiche_s_arrete_a_sa_derniere_etape_sure() -> None:
    """Une étape d'avant, écrite après une étape incertaine, n'est pas sûre : l'ordre du fichier vaut."""
    celle = action("{}", historique=etapes("proposee 2010", "approuvee 2011", "lancee 2011-03"), statut="lancee")
    future = action("{}", id="b", historique=etapes("proposee 2012"), statut="proposee")
    annoncee = action("{}", id="c", titre_court="Relais", historique=etapes("proposee 2011-06"), statut="proposee")
    connu = connaitre(celle, future, annoncee)
    assert list(connu.dossier.actions) == ["visites"]
    lue = connu.dossier.actions["visites"]
    assert (lue.statut, [e.statut for e in lue.historique]) == ("proposee", ["proposee"])
    assert connu.incertains == (
        Incertain("2011", "Visites", "approuvee"), Incertain("2011-06", "Relais", "proposee"),
    )  # fmt: skip


def test_ce_qui_arrive_deux_fois_peut_etre_se_dit_une_fois_dans_l_ordre() -> None:
    acte = "{date: 2011, instance: conseil, objet: voter, source: essai}"
    autre = acte.replace("2011", "2011-06").replace("voter", "adhérer")
    connu = connaitre(contrat=f"deliberations: [{autre}, {acte}, {acte}]")
    assert incertains(connu) == [("2011", "voter"), ("2011-06", "adhérer")]


def test_les_seances_et_les_conventions_signees() -> None:
    seances = {
        nom: objet(Seance, f"{{id: {nom}, instance: comite, date: {jour}, objet: {nom}, source: essai}}")
        for nom, jour in (("faite", "2011-05"), ("future", "2012"), ("peut-etre", "2011"))
    }
    convention = "{{id: {}, objet: {}, organismes: [etat], source: essai{}}}"
    textes = ("", ", signe_le: 2010", ", signe_le: 2012", ", signe_le: 2011")
    noms = ("a-signer", "signee", "future", "possible")
    conventions = f"[{', '.join(convention.format(n, n, t) for n, t in zip(noms, textes, strict=True))}]"
    connu = connaitre(fiche(conventions=lire(conventions)), contrat=f"conventions: {conventions}", seances=seances)
    assert list(connu.dossier.seances) == ["faite"]
    for conventions_lues in (connu.dossier.contrat.conventions, connu.dossier.actions["visites"].conventions):
        assert [c.id for c in conventions_lues] == ["a-signer", "signee"]
    assert incertains(connu) == [("2011", "peut-etre"), ("2011", "possible")]


JALONS = """
jalons:
  - {libelle: fait, prevu: 2010, fait: 2011-05, source: essai}
  - {libelle: plus tard, prevu: 2011-03, fait: 2012, source: essai}
  - {libelle: imprévu, fait: 2012, source: essai}
  - {libelle: possible, prevu: 2011, fait: 2011, source: essai}
  - {libelle: attendu, prevu: 2013, source: essai}
"""


def test_un_jalon_fait_plus_tard_n_etait_que_prevu() -> None:
    connu = connaitre(action("{}", calendrier={"debut": "2010", **lire(JALONS)}), contrat=JALONS)
    for jalons in (connu.dossier.contrat.jalons, connu.dossier.actions["visites"].calendrier.jalons):
        assert [(j.libelle, j.prevu, j.fait) for j in jalons] == [
            ("fait", "2010", "2011-05"), ("plus tard", "2011-03", None), ("possible", "2011", None),
            ("attendu", "2013", None),
        ]  # fmt: skip
    assert connu.dossier.actions["visites"].calendrier.debut == "2010"
    assert incertains(connu) == [("2011", "possible")]


def test_le_diagnostic_d_apres_n_est_pas_connu() -> None:
    constats = "constats: [{id: a, texte: t, source: essai}]"
    indicateurs = "indicateurs: [{id: i, libelle: i, niveau: diagnostic, unite: foyer}]"
    for jour, gardes in (("2011-05", 1), ("2011-06", 0), ("2012", 0)):
        connu = connaitre(contrat=f"diagnostic: {{etabli_le: {jour}, {constats}, {indicateurs}}}")
        lu = connu.dossier.contrat.diagnostic
        assert (len(lu.constats), len(lu.indicateurs), lu.etabli_le) == (gardes, gardes, jour)
        assert incertains(connu) == ([("2011-06", "diagnostic du territoire")] if jour == "2011-06" else [])
    assert len(connaitre(contrat=f"diagnostic: {{{constats}}}").dossier.contrat.diagnostic.constats) == 1


INDICATEURS = """
indicateurs:
  - id: i
    libelle: foyers
    niveau: realisation
    unite: foyer
    cible: {date: 2012, valeur: 9, source: essai}
    cible_fixee_le: %s
    valeurs:
      - {date: 2010, valeur: 1, source: essai}
      - {date: 2010, publiee_le: 2011-07, valeur: 2, source: essai}
      - {date: 2011, valeur: 3, source: essai}
"""


@pytest.mark.parametrize(("fixee", "cible"), [("2011-05", 9), ("2011-07", None), ("2011", None)])
def test_les_valeurs_presentees_et_la_cible_fixee(fixee: str, cible: int | None) -> None:
    texte = INDICATEURS % fixee
    axe = objet(
        Axe, "{id: axe-1, numero: 1, titre: U, titre_court: U, finalite: f, source: essai}", **lire(texte)
    )  # fmt: skip
    connu = connaitre(action(texte), contrat=texte, axes={"axe-1": axe})
    for lu in (connu.dossier.contrat, connu.dossier.actions["visites"], connu.dossier.axes["axe-1"]):
        (indicateur,) = lu.indicateurs
        assert [v.valeur for v in indicateur.valeurs] == [1]
        assert (None if indicateur.cible is None else indicateur.cible.valeur) == cible
    # La date d'une cible n'est pas un fait : elle ne se dit pas incertaine.
    assert incertains(connu) == [("2011", "foyers")]


def test_le_classement_les_points_a_surveiller_et_les_actes_d_une_fiche() -> None:
    point = "{{date: {}, texte: {}, auteur: le service}}"
    acte = "{{date: {}, instance: conseil, objet: {}, source: essai}}"
    points = f"[{point.format('2011-05', 'avant')}, {point.format('2012', 'apres')}]"
    actes = f"[{acte.format('2011-05', 'avant')}, {acte.format('2012', 'apres')}]"
    for jour, rang in (("2011-05", 2), ("2012", None), ("2011-06", None)):
        classement = {"rang": "2", "date": jour, "instance": "comite", "source": "essai"}
        connu = connaitre(action("{}", vigilance=lire(points), deliberations=lire(actes), hierarchisation=classement))
        lue = connu.dossier.actions["visites"]
        assert [v.texte for v in lue.vigilance] == [d.objet for d in lue.deliberations] == ["avant"]
        assert (lue.hierarchisation.rang if lue.hierarchisation else None) == rang
    assert connaitre(action()).dossier.actions["visites"].hierarchisation is None


LIENS = {
    "repreneur": "etat", "agenda21": "a", "abs": "b", "actions": ["relais"], "contrat_suivant": "c",
    "precedent": {"contrat": "p", "fiche": "q"},
}  # fmt: skip


def test_le_repreneur_n_est_connu_que_d_une_action_transferee() -> None:
    avant = connaitre(action("{}", liens=LIENS)).dossier.actions["visites"].liens
    assert (avant.repreneur, avant.agenda21, avant.contrat_suivant) == (None, None, None)
    assert (avant.abs, avant.actions, avant.precedent is not None) == ("b", ("relais",), True)
    cedee = action("{}", liens=LIENS, historique=etapes("lancee 2010", "transferee 2011-05"), statut="transferee")
    lue = connaitre(cedee).dossier.actions["visites"]
    assert (lue.liens, lue.statut) == (cedee.liens, "transferee")


# --- Ce que rien ne date : sa source


def test_ce_que_rien_ne_date_suit_sa_source() -> None:
    """Une source datée du jour est connue ; du mois, ou sans date, non : ce sont des renseignements sans date."""
    constat = "{{id: {}, texte: t, source: {}}}"
    textes = ", ".join(constat.format(n, n) for n in ("essai", "ce-jour", "bilan", "memoire", "inconnue"))
    evaluation = f"{{source: essai, effets: [{textes}], bilan: [{textes}]}}"
    connu = connaitre(contrat=f"suites: [{textes}]\nevaluation: {evaluation}")
    contrat = connu.dossier.contrat
    assert contrat.evaluation is not None
    for liste in (contrat.suites, contrat.evaluation.effets, contrat.evaluation.bilan):
        assert [c.id for c in liste] == ["essai", "ce-jour"]
    assert connu.non_dates == 9


def test_les_contradictions_et_les_chiffres_publies() -> None:
    """Une contradiction demande ses deux sources ; un chiffre, la sienne et la fin de sa période."""
    affirme = "{{texte: t, source: {}}}"
    contradiction = "{{id: {}, affirmations: [{}, {}], libelle: l, retenu: r, motif: m}}"
    deux = ", ".join(
        contradiction.format(nom, affirme.format("essai"), affirme.format(nom)) for nom in ("ce-jour", "bilan")
    )
    publie = "{{mesure: axes.total, valeur: {}, periode: {{debut: 2010, fin: {}}}, approche: non, source: {}}}"
    chiffres = ", ".join(publie.format(*p) for p in ((1, 2010, "essai"), (2, 2011, "essai"), (3, 2010, "bilan")))
    connu = connaitre(contrat=f"contradictions: [{deux}]\npublies: [{chiffres}]")
    assert [c.id for c in connu.dossier.contrat.contradictions] == ["ce-jour"]
    assert [p.valeur for p in connu.dossier.contrat.publies] == [1]


REPONSES = """
questions: [q]
reponses:
  - {question: q, reponse: avant, date: 2011-05, source: bilan}
  - {question: q, reponse: apres, date: 2012, source: essai}
  - {question: q, reponse: sans date, source: essai}
  - {question: q, reponse: ni date ni source, source: memoire}
conclusions: conclure
"""


@pytest.mark.parametrize(("source", "conclusions"), [("essai", "conclure"), ("bilan", None), ("memoire", None)])
def test_les_reponses_et_les_conclusions_d_une_evaluation(source: str, conclusions: str | None) -> None:
    lue = lire(REPONSES) | {"source": source}
    axe = objet(Axe, "{id: axe-1, numero: 1, titre: U, titre_court: U, finalite: f, source: essai}", evaluation=lue)
    texte = "\n".join(f"  {ligne_}" for ligne_ in f"{REPONSES.strip()}\nsource: {source}".splitlines())
    connu = connaitre(action("{}", evaluation=lue), contrat=f"evaluation:\n{texte}", axes={"axe-1": axe})
    for porteur in (connu.dossier.contrat, connu.dossier.actions["visites"], connu.dossier.axes["axe-1"]):
        assert porteur.evaluation is not None
        assert [r.reponse for r in porteur.evaluation.reponses] == ["avant", "sans date"]
        assert (porteur.evaluation.questions, porteur.evaluation.conclusions) == (("q",), conclusions)


def test_une_evaluation_sans_conclusion_n_attend_rien_de_sa_source() -> None:
    connu = connaitre(action("evaluation: {questions: [q], source: memoire}"))
    assert (connu.dossier.actions["visites"].evaluation.conclusions, connu.non_dates) == (None, 0)
    assert connu.dossier.contrat.evaluation is None
    tardive = connaitre(action("evaluation: {questions: [], conclusions: c, conclu_le: 2012, source: essai}"))
    lue = tardive.dossier.actions["visites"].evaluation
    assert (lue.conclusions, lue.conclu_le) == (None, None)


def test_une_conclusion_sans_source_suit_sa_fiche() -> None:
    for source, attendu in (("essai", "conclure"), ("memoire", None)):
        celle = action("{}", evaluation={"questions": [], "conclusions": "conclure"}, source=source)
        assert connaitre(celle).dossier.actions["visites"].evaluation.conclusions == attendu


def test_le_bilan_d_un_critere_durable() -> None:
    critere = {"prevu": {"niveau": "fort", "justification": "j", "source": "essai"}}
    bilans = {
        nom: critere | ({"bilan": critere["prevu"] | {"source": source}} if source else {})
        for nom, source in (("economique", "essai"), ("social", "bilan"), ("environnemental", ""))
    }
    connu = connaitre(action("{}", criteres_dd=bilans))
    lus = connu.dossier.actions["visites"].criteres_dd
    assert [c.bilan is not None for c in (lus.economique, lus.social, lus.environnemental)] == [True, False, False]
    assert lus.social.prevu.niveau == "fort"
    assert connu.non_dates == 1


def test_ce_qu_un_organisme_dit_de_lui() -> None:
    ville = {"id": "ville", "nom": "Ville", "nature": "commune", "public": "oui"}
    organismes = {
        source: Organisme.model_validate(ville | {"competences": "c", "note": "n", "source": source})
        for source in ("essai", "memoire")
    }
    muet = Organisme.model_validate(ville | {"source": "memoire"})
    connu = connaitre(organismes=organismes | {"muet": muet})
    lus = connu.dossier.organismes
    assert [(o.competences, o.note) for o in lus.values()] == [("c", "n"), (None, None), (None, None)]
    assert (lus["muet"], connu.non_dates) == (muet, 2)


def test_le_reste_du_dossier_ne_change_pas() -> None:
    """Les autres contrats du dossier, la description des fiches."""
    connu = connaitre(action("contexte: pourquoi ici"))
    assert (connu.dossier.contrat.id, connu.dossier.actions["visites"].contexte) == ("contrat-valbrume", "pourquoi ici")
    assert connu.dossier.sources == SOURCES
