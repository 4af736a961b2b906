"""Le montant d'une aide en formules : le même que celui du moteur, de part et d'autre de chaque borne."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import product

import pytest

from bancs.accord import chercher_ecarts
from contrat.calculs.eligibilite.rapide.lecteur import LecteurRapide
from contrat.modele.lot import COLONNES
from tests.calculs.eligibilite.compilation.test_lecteur import DROIT, GESTES
from tests.calculs.fabriques import FORFAIT, aide, bareme

VIDE = dict.fromkeys(COLONNES, "")
MENAGE = VIDE | {
    "id": "M-0001", "date": "2011-09-20", "commune": "15187", "personnes": "1", "rfr_annee": "2009", "gain": "32",
    "achevement": "1962", "commences": "non",
}  # fmt: skip


def croiser(**valeurs: tuple[str, ...]) -> Iterator[dict[str, str]]:
    for rang, choix in enumerate(product(*valeurs.values())):
        yield MENAGE | dict(zip(valeurs, choix, strict=True)) | {"id": f"M-{rang:04}"}


@pytest.mark.parametrize(
    "valeurs",
    [
        # Un taux plafonné, un palier majoré, une parité, un bonus, un écrêtement : les montants autour des plafonds.
        {"rfr": ("9000", "15000", ""), "travaux_ht": ("", "0", "13000", "13000.01"),
         "travaux_ttc": ("", "900", "60000"), "dpe": ("F", ""), "dpe_vise": ("C", "")},
        # Ce que les autres aides retirent, ce que la commune double.
        {"rfr": ("9000", ""), "travaux_ht": ("10000",), "travaux_ttc": ("4000", "10550"), "surface": ("", "5"),
         "aides_locales": ("", "0", "700"), "autres_aides": ("", "2000"), "prix_accompagnement": ("800", "1300")},
        # Un geste, sa quantité, sa prime, son prix.
        {"rfr": ("9000", "15000", ""), "geste": ("murs_exterieur", "pac_air_eau", "audit", "fenetres"),
         "quantite": ("", "101"), "cee": ("", "300"), "travaux_ttc": ("", "700"), "type": ("maison",)},
    ],
)  # fmt: skip
def test_le_meme_montant_que_le_moteur(valeurs: dict[str, tuple[str, ...]]) -> None:
    assert list(chercher_ecarts(DROIT, croiser(**valeurs))) == []


def test_sans_donnee_a_lire_le_montant_est_le_meme_pour_tous() -> None:
    droit = bareme(aide("prime"), aide("euro", "{genre: taux, libelle: t, assiette: travaux_ht, taux: "
                        "{tres_modeste: 33.33 %}, plafond: 100}", version="arrondi: euro"))  # fmt: skip
    lecteur = LecteurRapide(droit, COLONNES, None, est_francais=False)
    for ht, euro in (("", None), ("50", "17.00"), ("100", "33.00"), ("101", "33.00")):
        ligne = MENAGE | {"rfr": "9000", "travaux_ht": ht}
        montants = {r.commune.aide: r.montant for r in lecteur.repondre([ligne[c] for c in COLONNES])}
        assert montants == {"prime": Decimal(1000), "euro": None if euro is None else Decimal(euro)}


def test_ce_qui_est_suppose_et_ce_qui_manque_suivent_le_montant() -> None:
    ecrete = f"{{genre: ecretement, taux: {{tres_modeste: 100 %}}, assiette: travaux_ttc, montant: {FORFAIT}}}"
    lecteur = LecteurRapide(bareme(aide("prime", ecrete)), COLONNES, None, est_francais=False)

    def repondre(**cases: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        (reponse,) = lecteur.repondre([(MENAGE | {"rfr": "9000"} | cases)[c] for c in COLONNES])
        assert reponse.commune.reserves is not None
        return reponse.commune.reserves.supposees, reponse.commune.manquants

    assert repondre(travaux_ttc="5000") == (("autres_aides", "aides_locales"), ())
    assert repondre(travaux_ttc="5000", autres_aides="0", aides_locales="0") == ((), ())
    assert repondre() == ((), ("travaux_ttc",))


def test_un_geste_dont_la_quantite_manque() -> None:
    lecteur = LecteurRapide(bareme(aide("geste", GESTES)), COLONNES, None, est_francais=False)
    ligne = MENAGE | {"rfr": "9000", "geste": "murs_exterieur", "travaux_ttc": "2000"}
    for quantite, montant, manque in (("", None, ("quantite",)), ("10", "750", ())):
        (reponse,) = lecteur.repondre([(ligne | {"quantite": quantite})[c] for c in COLONNES])
        assert (reponse.montant and f"{reponse.montant:.0f}", reponse.commune.manquants) == (montant, manque)
