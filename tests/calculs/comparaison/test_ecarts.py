"""Ce qui diffère entre deux objets : la valeur, jamais l'ordre, les retours à la ligne ni l'écriture."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.comparaison.ecarts import (
    Difference,
    apparier,
    designer,
    la_plus_recente,
    libeller,
    nommer_cle,
    relever_ecarts,
)
from contrat.modele.bareme import lire_seuil
from contrat.modele.evenement import Evenement
from tests.calculs.argent.pieces import fiche, ligne, ressource
from tests.calculs.fabriques import action, parcours


def relever(avant: Any, apres: Any) -> list[tuple[str, Any, Any]]:
    return [("/".join(e.chemin), e.avant, e.apres) for e in relever_ecarts(avant, apres)]


def test_une_valeur_qui_change_et_ses_mots() -> None:
    (ecart,) = relever_ecarts(action(), action(calendrier={"debut": "2011"}))
    assert ecart == Difference(("calendrier", "debut"), ("dates", "début"), "2010", "2011")
    assert [Difference(chemin, (), 1, 2).champ for chemin in (("a", "b", "c"), ())] == ["c", ""]


def test_l_ecriture_ne_compte_pas() -> None:
    assert relever(action(titre="Des visites"), action(titre="Des\n  visites")) == []
    publics = ["âgés", "seuls", "jeunes"]
    assert relever(action(publics=publics), action(publics=publics[::-1])) == []
    deux = ligne(prevu="1"), ligne(prevu="2", exercice="2012")
    assert relever(fiche(*deux), fiche(*deux[::-1])) == []
    assert relever(fiche(ligne(prevu="1.0")), fiche(ligne(prevu="1.00"))) == []
    assert relever(action(titre="visites"), action(titre="Visites")) == [("titre", "visites", "Visites")]


def test_un_element_se_reconnait_a_ses_cles() -> None:
    avant, apres = fiche(ressources=(ressource(),)), fiche(ressources=(ressource(montant="90"),))
    cle = "2011/fonctionnement/etat/subvention_publique/ville"
    (ecart,) = relever_ecarts(avant, apres)
    assert ecart.chemin == ("plan", "ressources", cle, "montant")
    assert ecart.libelles[2:] == (avant.plan.ressources[0], "montant attendu ou accordé")
    ajoutee = fiche(ressources=(ressource(), ressource(exercice="2012")))
    (ecart,) = relever_ecarts(avant, ajoutee)
    assert (ecart.chemin[-1], ecart.avant, ecart.apres) == (
        "2012/fonctionnement/etat/subvention_publique/ville", None, ajoutee.plan.ressources[1],
    )  # fmt: skip
    assert ecart.libelles == ("plan de financement", "ressources")
    assert [(e.avant, e.apres) for e in relever_ecarts(ajoutee, avant)] == [(ajoutee.plan.ressources[1], None)]


def test_des_elements_sans_cle() -> None:
    assert relever(action(publics=["a", "b"]), action(publics=["b", "c"])) == [
        ("publics", "a", None),
        ("publics", None, "c"),
    ]


def test_des_elements_de_meme_cle() -> None:
    """Les pareils se retrouvent d'abord, les autres deux à deux, puis ce qui reste."""
    un, deux, trois = (Evenement.model_validate({"date": "2011-01-01", "etape": "contacte", "note": n}) for n in "abc")
    assert list(apparier((un, deux), (deux, trois))) == [((un.etape, un.date), un, trois)]
    assert [x[1:] for x in apparier((un,), (un, deux, trois))] == [(None, deux), (None, trois)]
    assert [x[1:] for x in apparier((un, deux), ())] == [(un, None), (deux, None)]


def test_un_dictionnaire_et_deux_natures() -> None:
    assert relever({"b": 1, "a": 2}, {"a": 3, "c": 4}) == [("a", 2, 3), ("b", 1, None), ("c", None, 4)]
    assert relever(action(), None) == [("", action(), None)]
    assert relever(action(), parcours()) == [("", action(), parcours())]
    assert relever((1,), 1) == [("", (1,), 1)]
    assert relever({"a": 1}, 1) == [("", {"a": 1}, 1)]
    assert relever(Decimal("1.50"), Decimal("1.5")) == []


def test_des_plafonds_se_comparent_a_leur_place() -> None:
    """Pour une personne, pour deux ; exact, un plafond est un nombre, encadré il se lit comme il s'écrit."""
    un, deux, large = lire_seuil("100"), lire_seuil("200"), lire_seuil("90..110")
    assert relever((un, deux), (deux, deux)) == [("1", 100, 200)]
    assert relever((un, deux), (un, large)) == [("2", 200, "90..110")]
    (ecart,) = relever_ecarts((un, deux), (un, large))
    assert ecart.libelles == ("pour 2",)
    assert relever((un, deux), (un,)) == [("", deux, None)]
    assert relever((un, 1), (deux, 1)) == [("", un, None), ("", None, deux)]


@pytest.mark.parametrize(
    ("description", "nom"),
    [("montant, en euros", "montant"), ("début : exigé", "début"), ("un ; deux", "un"), ("base (HT)", "base"),
     ("fin", "fin")],
)  # fmt: skip
def test_le_nom_court_d_un_champ(description: str, nom: str) -> None:
    assert libeller(description) == nom


def test_ce_a_quoi_un_element_se_reconnait() -> None:
    assert designer("a  b") == ("a b",)
    assert designer(Decimal("1.50")) == (Decimal("1.5"),)
    assert designer(("b", "a")) == (("a", "b"),)
    assert designer({"b": "x  y", "a": 1}) == ((("a", 1), ("b", "x y")),)
    assert designer(Evenement.model_validate({"date": "2011-01-01", "etape": "clos"})) == ("clos", date(2011, 1, 1))


def test_une_cle_en_un_mot() -> None:
    assert nommer_cle((2011, None, "", date(2011, 1, 2), (1, "a"))) == "2011/2011-01-02/1-a"
    assert nommer_cle(()) == ""


def test_la_plus_recente() -> None:
    assert (la_plus_recente(1, 2), la_plus_recente(1, None), la_plus_recente(None, 2)) == (2, 1, 2)
    assert la_plus_recente(1, 0) == 0
