"""Les gestes d'un projet devant la liste du jour : admis, refusés, ou à vérifier."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contrat.calculs.eligibilite.gestes import GesteJuge, juger_gestes
from contrat.calculs.eligibilite.logique import Etat
from contrat.calculs.eligibilite.ressources import classer
from tests.calculs.fabriques import FORFAIT, bareme, demande, montant

MURS = "geste: murs_exterieur, par: m2, periodes: [{du: 2010-01-01, montants: {tres_modeste: 75}%s}]"
AILLEURS: dict[str, Any] = {"departement": None, "commune": None}
OUI, NON, DOUTE = Etat.REMPLIE, Etat.NON_REMPLIE, Etat.A_VERIFIER


def juger(
    liste: str, *, non_lues: str = "", choisis: tuple[str, ...] = ("murs_exterieur",), **dit: Any
) -> list[GesteJuge]:
    texte = f"{{genre: gestes, libelle: p, ecretement: {{}}, plafond: 20000, gestes: [{liste}]}}"
    listes = {"listes_non_lues": [{"du": "2011-01-01", "au": "2011-12-31", "departements": non_lues.split()}]}
    celle = demande(**({"gestes": tuple({"geste": g, "quantite": 10} for g in choisis)} | dit))
    paie = montant(texte, **(listes if non_lues else {}))
    return juger_gestes(paie, celle, classer(celle, bareme()))


def etat(precision: str = "", **dit: Any) -> Etat:
    (juge,) = juger(f"{{{MURS % precision}}}", **dit)
    return juge.etat


@pytest.mark.parametrize(
    ("precision", "dit", "attendu"),
    [
        ("", {}, OUI),
        ("", {"revenus": {2009: "15000"}}, NON),  # modeste, sans forfait
        ("", {"revenus": {}}, DOUTE),
        (", inconnues: [modeste]", {"revenus": {2009: "15000"}}, OUI),  # un forfait perdu en est un
        (", au: 2011-09-20", {}, OUI),
        (", au: 2011-09-19", {}, NON),
        (", sauf_departements: ['15']", {}, NON),
        (", sauf_departements: ['75']", {}, OUI),
        (", sauf_departements: ['75']", {"departement": None, "commune": None}, DOUTE),
        (", type: maison", {"type": "maison"}, OUI),
        (", type: maison", {"type": "appartement"}, NON),
        (", type: maison", {}, DOUTE),
        (", gain: 55 %", {"gain": "55 %"}, OUI),
        (", gain: 55 %", {"gain": "54.99 %"}, NON),
        (", gain: 55 %", {}, DOUTE),
        (", energie_fossile: [aucune]", {"energie_fossile": "aucune"}, OUI),
        (", energie_fossile: [aucune]", {"energie_fossile": "fioul_conserve"}, NON),
        (", energie_fossile: [aucune]", {}, DOUTE),
        (", type: maison, gain: 55 %", {"type": "maison"}, DOUTE),
        # Là où le droit des autres ressources n'a pas été lu, un refus est à vérifier ; un « oui » reste un « oui ».
        (", departements_non_lus: ['15']", {"revenus": {2009: "15000"}}, DOUTE),
        (", departements_non_lus: ['75']", {"revenus": {2009: "15000"}}, NON),
        (", departements_non_lus: ['75']", {"revenus": {2009: "15000"}} | AILLEURS, DOUTE),
        (", departements_non_lus: ['15']", {}, OUI),
        (", departements_non_lus: ['15'], type: maison", {"revenus": {2009: "15000"}, "type": "appartement"}, NON),
    ],
)
def test_un_geste_admis_refuse_ou_a_verifier(precision: str, dit: dict[str, Any], attendu: Etat) -> None:
    assert etat(precision, **dit) is attendu


@pytest.mark.parametrize(
    ("precision", "dit", "manque"),
    [
        (", type: maison, gain: 55 %", {"type": "maison"}, ("gain",)),
        (", type: maison, energie_fossile: [aucune]", {}, ("type", "energie_fossile")),
        (", sauf_departements: ['75']", AILLEURS, ("departement",)),
        (", departements_non_lus: ['75']", AILLEURS | {"revenus": {2009: "15000"}}, ("departement",)),
        (", departements_non_lus: ['15']", {"revenus": {2009: "15000"}}, ()),
        (", departements_non_lus: ['75']", AILLEURS, ()),
    ],
)
def test_ce_qui_manque_a_un_geste(precision: str, dit: dict[str, Any], manque: tuple[str, ...]) -> None:
    (juge,) = juger(f"{{{MURS % precision}}}", **dit)
    assert juge.manque == manque


@pytest.mark.parametrize(
    ("departements", "ici", "attendu"),
    [("['15', '63']", "15", OUI), ("['75']", "15", NON), ("['75']", None, DOUTE), ("[]", None, OUI)],
)
def test_ou_un_geste_est_aide(departements: str, ici: str | None, attendu: Etat) -> None:
    (juge,) = juger(f"{{{MURS % ''}, departements: {departements}}}", departement=ici, commune=None)
    # Sans département, la catégorie dépend encore de la zone : les deux tables des tests sont les mêmes.
    assert juge.etat is attendu


@pytest.mark.parametrize(
    ("jour", "departement", "attendu"),
    [
        (date(2011, 1, 1), "15", DOUTE), (date(2011, 12, 31), "15", DOUTE), (date(2012, 1, 1), "15", NON),
        (date(2010, 12, 31), "15", NON), (date(2011, 9, 20), "63", NON), (date(2011, 9, 20), None, DOUTE),
    ],
)  # fmt: skip
def test_un_geste_absent_d_une_liste_qui_n_a_pas_ete_lue(jour: date, departement: str | None, attendu: Etat) -> None:
    absent = juger(f"{{{MURS % ''}}}", non_lues="15 43", choisis=("audit",), jour=jour, departement=departement)
    manque = ("departement",) if departement is None else ()
    assert [tuple(j)[1:] for j in absent] == [(None, attendu, None, manque)]
    passe = juger(f"{{{MURS % ', au: 2010-06-01'}}}", non_lues="15", jour=jour, departement=departement)
    assert passe[0].etat is (attendu if departement != "43" else NON)


def test_une_aide_qui_n_est_pas_payee_par_geste() -> None:
    celle = demande(gestes=({"geste": "audit"},))
    assert juger_gestes(montant(FORFAIT), celle, classer(celle, bareme())) == [
        GesteJuge(celle.gestes[0], None, NON, None)
    ]
    assert juger_gestes(None, demande(), classer(celle, bareme())) == []


def test_un_geste_qui_ne_s_aide_jamais_seul() -> None:
    audit = (
        "{geste: audit, par: forfait, periodes: [{du: 2010-01-01, montants: {tres_modeste: 5}, avec_un_autre: oui}]}"
    )
    fenetres = audit.replace("audit", "fenetres")
    deux = f"{audit}, {fenetres}, {{{MURS % ''}}}"
    assert [j.etat for j in juger(deux, choisis=("audit",))] == [NON]
    assert [j.etat for j in juger(deux, choisis=("audit", "fenetres"))] == [NON, NON]
    assert [j.etat for j in juger(deux, choisis=("audit", "murs_exterieur"))] == [OUI, OUI]
    # Un geste refusé n'accompagne personne ; un geste à vérifier, si.
    assert [j.etat for j in juger(deux, choisis=("audit", "vmc_double_flux"))] == [NON, NON]
    doute = juger(deux, choisis=("audit", "vmc_double_flux"), non_lues="15")
    assert [j.etat for j in doute] == [OUI, DOUTE]


@pytest.mark.parametrize(
    ("par", "quantite", "comptee"), [("forfait", None, 1), ("forfait", 3, 3), ("m2", None, None), ("m2", 3, 3)]
)
def test_la_quantite(par: str, quantite: int | None, comptee: int | None) -> None:
    texte = f"{{geste: audit, par: {par}, periodes: [{{du: 2010-01-01, montants: {{tres_modeste: 5}}}}]}}"
    dits = ({"geste": "audit"} | ({"quantite": quantite} if quantite else {}),)
    (juge,) = juger(texte, gestes=dits)
    assert (juge.quantite, juge.choisi.geste, juge.periode is None) == (comptee, "audit", False)
