"""Chaque mesure publiée a sa méthode : ce qu'elle lit, son unité, d'où vient le résultat."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from contrat.calculs.concordance.mesures import METHODES, STATUTS_APPROUVES, est_complet, est_mesurable
from contrat.modele.contrat import Mesure
from tests.calculs.fabriques import FORFAIT, action, aide, bareme, dossier, parcours, publie

FICHES = frozenset({"actions", "organismes"})
# Ce que chaque mesure lit : rien qu'elle, et tout ce qu'il lui faut.
LUS = {
    "contrat": frozenset[str](), "enveloppes": FICHES, "budget": FICHES, "axes": frozenset({"axes"}), "actions": FICHES,
    "menages": frozenset({"menages"}), "logements": frozenset({"menages"}), "aides": frozenset({"aides"}),
    "indicateurs": frozenset({"actions"}), "organismes.financeurs": FICHES,
    "organismes.partenaires": frozenset({"organismes"}), "menages.eligibles": frozenset({"menages", "aides"}),
    "logements.habiter_mieux": frozenset({"menages", "aides"}),
}  # fmt: skip
EUROS = {"enveloppes", "budget", "aides", "actions.ressources.ville", "logements.travaux"}
ORIGINES = {
    "somme": {m for m in get_args(Mesure) if m.startswith(("enveloppes", "budget."))} - {"budget.exercices"}
    | {"actions.ressources.ville"},
    "menages": {"menages.contactes", "logements.reperes", "logements.renoves", "logements.travaux"},
    "jugement": {"menages.eligibles", "logements.habiter_mieux"},
    "bareme": {"aides.forfait", "aides.parite"},
    "autre_source": {"indicateurs.autre_source"},
}  # fmt: skip


@pytest.mark.parametrize("mesure", get_args(Mesure))
def test_la_methode_de_chaque_mesure(mesure: Mesure) -> None:
    famille = mesure.split(".")[0]
    methode = METHODES[mesure]
    assert frozenset(methode.genres) == LUS.get(mesure, LUS.get(famille))
    assert methode.unite == ("€" if (mesure in EUROS or famille in EUROS) and mesure != "budget.exercices" else "")
    assert methode.origine == next((o for o, mesures in ORIGINES.items() if mesure in mesures), "comptage")


@pytest.mark.parametrize(
    ("mesure", "valeur"),
    [
        ("enveloppes.fonctionnement", 1), ("enveloppes.investissement", 2), ("budget.depenses.fonctionnement", 1),
        ("budget.depenses.investissement", 2), ("budget.depenses.total", 3), ("budget.ressources.total", 12),
        ("budget.ressources.ville", 4), ("budget.ressources.externes", 8), ("actions.ressources.ville", 4),
        ("actions.approuvees", 3), ("actions.mises_en_oeuvre", 1), ("logements.renoves", 1), ("menages.contactes", 2),
        ("aides.forfait", 1000),
    ],
)  # fmt: skip
def test_ce_qu_elle_mesure(mesure: Mesure, valeur: int) -> None:
    ligne = {"exercice": "2010", "chapitre": "011", "libelle": "a"}
    lignes = [ligne | {"section": "fonctionnement", "prevu": "1"}, ligne | {"section": "investissement", "prevu": "2"}]
    ressource = {"nature": "autofinancement", "exercice": "2010", "section": "fonctionnement", "etat": "accorde"}
    plan = [ressource | {"organisme": "ville", "montant": "4"}, ressource | {"organisme": "etat", "montant": "8"}]
    statuts = {"visites": "lancee", "reportee": "reportee", "suspendue": "suspendue", "idee": "idee"}
    argent: dict[str, Any] = {"budget": {"lignes": lignes}, "plan": {"ressources": plan}}
    fiches = [
        action(id=n, statut=s, historique=[{"statut": s, "date": "2010"}], **(argent if n == "visites" else {}))
        for n, s in statuts.items()
    ]
    etapes = ("2011-03-08 contacte", "2011-03-09 contacte"), ("2011-03-08 contacte", "2011-04-08 clos")
    celui = dossier(*fiches, menages={str(r): parcours(*e) for r, e in enumerate(etapes)},
                    droit_lu=bareme(aide("prime", FORFAIT)))  # fmt: skip
    assert METHODES[mesure].calculer(celui, publie(mesure=mesure, aide="prime")) == valeur


def test_les_statuts_approuves() -> None:
    assert {"approuvee", "lancee", "realisee", "transferee", "reportee", "suspendue"} == STATUTS_APPROUVES


@pytest.mark.parametrize(
    ("genres", "presents", "complet"),
    [
        (["actions"], {"actions": ["visites"]}, True),
        (["actions"], {"actions": ["visites", "mal-formee"]}, False),
        (["actions"], {"actions": []}, True),
        (["organismes"], {"actions": ["visites"]}, False),
    ],
)
def test_un_genre_entierement_lu(genres: list[str], presents: dict[str, list[str]], complet: bool) -> None:
    celui = dossier(action(), genres=frozenset(genres), presents={g: frozenset(noms) for g, noms in presents.items()})
    assert est_complet(celui, "actions") is complet
    assert est_mesurable(celui, "indicateurs.autre_source") is complet
    assert est_mesurable(celui, "contrat.exercices")
    assert not est_mesurable(celui, "actions.approuvees")
