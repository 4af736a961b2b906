"""Une aide payée par geste : le forfait, la part de la dépense que la prime énergie laisse, la limite du total."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.eligibilite.montants import Assiette, Derivation, chiffrer
from contrat.calculs.eligibilite.ressources import classer
from tests.calculs.fabriques import bareme, demande, montant

MURS = "{geste: murs_exterieur, par: m2, periodes: [{du: 2010-01-01, montants: {tres_modeste: 75, modeste: 60}%s}]}"
AUDIT = "{geste: audit, par: forfait, periodes: [{du: 2010-01-01, montants: {tres_modeste: 500}}]}"
PARTS = "ecretement: {tres_modeste: 90 %, modeste: 75 %}"


def calculer(*gestes: dict[str, Any], precision: str = "", **dit: Any) -> Derivation:
    celle = demande(gestes=gestes, **dit)
    assiette = Assiette(celle, classer(celle, bareme()), None)
    return chiffrer(
        montant(
            f"{{genre: gestes, libelle: par geste, {PARTS}, plafond: 1000, gestes: [{MURS % precision}, {AUDIT}]}}"
        ),
        assiette,
    )


def murs(quantite: int | None = 10, ttc: str | None = "2000", **champs: Any) -> dict[str, Any]:
    connus = {"quantite": quantite, "travaux_ttc": ttc}
    return {"geste": "murs_exterieur"} | {c: v for c, v in connus.items() if v is not None} | champs


@pytest.mark.parametrize(
    ("geste", "precision", "resultat", "limite"),
    [
        (murs(), "", 750, 1800),  # le forfait : 10 m² à 75 €
        (murs(ttc="800"), "", 720, 720),  # 90 % de la dépense
        (murs(cee="1100"), "", 700, 700),  # moins la prime énergie
        (murs(cee="1900"), "", 0, 0),
        (murs(), ", plafond: 80", 720, 720),  # 80 € par m², soit 800 €
        (murs(ttc="500"), ", plafond: 80", 450, 450),
        (murs(), ", quantite_max: 4", 300, 1800),
        (murs(), ", quantite_max: 4, plafond: 80", 288, 288),
        (murs(), ", quantite_max: 20", 750, 1800),
        (murs(quantite=None), "", None, 1800),
        (murs(ttc=None), "", None, None),
        (murs(), ", type: maison", None, 1800),  # à vérifier
        (murs(), ", inconnues: [tres_modeste]", None, 1800),  # un forfait perdu
        (murs(), ", inconnues: [modeste]", 750, 1800),
    ],
)
def test_un_geste(geste: dict[str, Any], precision: str, resultat: int | None, limite: int | None) -> None:
    derivation = calculer(geste, precision=precision)
    (terme,) = derivation.termes
    assert (derivation.genre, derivation.libelle, derivation.source) == ("gestes", "par geste", "loi")
    assert (terme.genre, terme.libelle, terme.source) == ("geste", "murs_exterieur", "loi")
    assert (derivation.resultat, terme.resultat, terme.limite) == (resultat, resultat, limite)
    assert (derivation.plafond, terme.taux, terme.assiette) == (Decimal(1000), Decimal(90), "travaux_ttc")


def test_ce_que_garde_le_calcul() -> None:
    (terme,) = calculer(murs(cee="30"), precision=", plafond: 80").termes
    assert (terme.depense, terme.plafond, terme.plafond_aide) == (Decimal(2000), Decimal(800), Decimal(750))
    assert (terme.deduction, terme.quantite) == (Decimal(30), 10)


def test_seul_un_geste_prend_le_prix_des_travaux() -> None:
    assert calculer(murs(ttc=None), travaux_ttc="800").resultat == 720
    deux = calculer(murs(ttc=None), {"geste": "audit", "travaux_ttc": "900"}, travaux_ttc="800")
    assert ([t.resultat for t in deux.termes], deux.resultat) == ([None, 500], None)


def test_le_total_et_sa_limite() -> None:
    assert calculer(murs(quantite=4), {"geste": "audit", "travaux_ttc": "900"}).resultat == 800
    assert calculer(murs(), {"geste": "audit", "travaux_ttc": "900"}).resultat == 1000
    # Un geste refusé n'y est pas ; sans geste admis, aucun montant.
    refuse = calculer(murs(), {"geste": "fenetres", "travaux_ttc": "900"})
    assert ([t.libelle for t in refuse.termes], refuse.resultat) == (["murs_exterieur"], Decimal(750))
    assert calculer({"geste": "fenetres"}).resultat is None
    assert calculer().resultat is None


@pytest.mark.parametrize(
    ("seuil", "geste", "resultat", "limite"),
    [
        ("montant: 750", murs(), 750, None), ("montant: 750.01", murs(), 0, "750.01"),
        ("montant: 800", murs(quantite=None), None, None),  # inconnu n'est pas rien
        ("montant: 800, au: 2011-09-19", murs(), 750, None), ("montant: 800, au: 2011-09-20", murs(), 0, "800"),
    ],
)  # fmt: skip
def test_sous_un_seuil_rien_n_est_verse(
    seuil: str, geste: dict[str, Any], resultat: int | None, limite: str | None
) -> None:
    celle = demande(gestes=(geste,))
    seuils = f"seuils: [{{du: 2011-01-01, {seuil}}}]"
    celui = montant(f"{{genre: gestes, libelle: g, {PARTS}, plafond: 1000, {seuils}, gestes: [{MURS % ''}]}}")
    derivation = chiffrer(celui, Assiette(celle, classer(celle, bareme()), None))
    assert (derivation.resultat, derivation.limite) == (resultat, None if limite is None else Decimal(limite))


def test_selon_les_ressources() -> None:
    modeste: dict[str, Any] = {"revenus": {2009: "15000"}}
    assert calculer(murs(), **modeste).resultat == 600
    assert calculer(murs(ttc="400"), **modeste).resultat == 300
    # Deux catégories possibles : ni forfait, ni part.
    (terme,) = calculer(murs(), revenus={2009: "15000", 2010: "9000"}, personnes=None).termes
    assert terme.resultat is None


def test_un_forfait_perdu_pour_une_des_categories_possibles() -> None:
    """Sans revenu, la catégorie dont le forfait n'a pas été retrouvé peut être la sienne."""
    for inconnues, connu in (("[modeste, superieur]", False), ("[]", False)):
        terme = calculer(murs(), precision=f", inconnues: {inconnues}", revenus={}).termes[0]
        assert (terme.resultat is not None) is connu
    egaux = MURS.replace("modeste: 60", "modeste: 75, superieur: 75")
    for precision, resultat in (("", 750), (", inconnues: [superieur]", None)):
        assert _calculer_egal(egaux % precision) == resultat


def _calculer_egal(geste: str) -> Decimal | None:
    celle = demande(gestes=(murs(),), revenus={})
    texte = "ecretement: {tres_modeste: 90 %, modeste: 90 %, superieur: 90 %}"
    celui = montant(f"{{genre: gestes, libelle: par geste, {texte}, plafond: 1000, gestes: [{geste}]}}")
    return chiffrer(celui, Assiette(celle, classer(celle, bareme()), None)).resultat


def test_un_geste_sans_liste_ce_jour_la_n_a_pas_de_source() -> None:
    (terme,) = calculer(murs(), precision="", jour=date(2011, 9, 20)).termes
    assert terme.source == "loi"
    avant = MURS % ""
    celle = demande(gestes=(murs(),))
    celui = f"""{{genre: gestes, libelle: g, {PARTS}, plafond: 9, gestes: [{avant.replace("2010-01-01", "2012-01-01")}],
      listes_non_lues: [{{du: 2011-01-01, departements: ["15"]}}]}}"""
    (terme,) = chiffrer(montant(celui), Assiette(celle, classer(celle, bareme()), None)).termes
    assert (terme.source, terme.resultat) == ("", None)
