"""Le plan d'une action : ce qui est acquis, ce qui manque, la part propre, les taux et leurs assiettes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.argent.financement import Financement, dresser
from tests.calculs.argent.pieces import aide, equipement, fiche, ligne, ressource


def plan(*lignes: dict[str, str], ressources: tuple[dict[str, Any], ...] = (), **champs: Any) -> Financement:
    return dresser(fiche(*lignes, ressources=ressources, **champs))


def test_le_cout_et_les_ressources() -> None:
    """Le prévu, à défaut le voté ; une dépense inconnue n'est pas comptée, mais dite."""
    celui = plan(
        ligne(prevu="60", vote="90"), equipement(vote="40"), ligne(engage="900"), ligne(),
        ligne(prevu="900", sens="recette"),
        ligne(sens="recette"),
        ressources=(ressource(montant="30"), aide(montant="50", etat="sollicite"),
                    ressource(montant="9", etat="caduc")),
    )  # fmt: skip
    assert (celui.cout, celui.ressources, celui.ecart) == (Decimal(100), Decimal(80), Decimal(-20))
    assert (celui.taux_ressources, celui.non_acquises, celui.depenses_inconnues) == (None, Decimal(50), 2)
    assert [r.montant for r in celui.perdues] == [9]
    assert celui.maitre_ouvrage == "ville"
    assert plan(maitre_ouvrage="ccas").maitre_ouvrage == "ccas"
    entier = plan(ligne(prevu="100"), ressources=(ressource(montant="80"),))
    assert (entier.ecart, entier.taux_ressources) == (Decimal(-20), Decimal(80))


@pytest.mark.parametrize(
    ("connue", "apport", "cout", "ecart"),
    [(None, "5", None, None), ("4", "5", 4, None), ("5", "5", 5, None), ("6", "5", 6, -1), (None, None, None, None)],
)
def test_une_depense_inconnue_ne_vaut_pas_zero(
    connue: str | None, apport: str | None, cout: int | None, ecart: int | None
) -> None:
    """Ni de trop, ni équilibré : seul ce qui manque déjà aux dépenses connues est sûr ; aucun taux ne s'y rapporte."""
    depenses = [*([ligne(prevu=connue)] if connue else []), ligne(engage="9")]
    celui = plan(*depenses, ressources=(ressource(montant=apport),) if apport else ())
    (poste,) = celui.postes
    assert (celui.cout, celui.ecart, poste.depenses, poste.ecart) == (cout, ecart, cout, ecart)
    assert [f.taux_cout for f in celui.financeurs] == [None] * len(celui.financeurs)


def test_les_certitudes() -> None:
    etats = (
        ("accorde", "1"),
        ("solde", "2"),
        ("declare", "4"),
        ("sollicite", "8"),
        ("pressenti", "17"),
        ("refuse", "90"),
    )
    celui = plan(ressources=tuple(ressource(etat=e, montant=m) for e, m in etats))
    assert celui.certitudes == {"acquis": 3, "declare": 4, "sollicite": 8, "pressenti": 17}
    assert celui.parts_certitudes["sollicite"] == Decimal(25)
    assert plan().parts_certitudes == dict.fromkeys(("acquis", "declare", "sollicite", "pressenti"))


def test_la_part_propre() -> None:
    apports = (("autofinancement", "10"), ("emprunt", "20"), ("fctva", "5"), ("prive", "40"), ("autofinancement", "1"))
    celui = plan(equipement(prevu="100"), ressources=tuple(aide(nature=n, montant=m) for n, m in apports))
    assert celui.propres == {"autofinancement": 11, "emprunt": 20, "fctva": 5}
    assert celui.part_propre == Decimal(36)
    assert plan().taux_ressources is None


def test_les_contributions_en_nature_sont_a_part() -> None:
    commun = {"libelle": "local", "organisme": "ville", "montant": "30"}
    valorisations = [commun | {"sens": "emploi"}, commun | {"sens": "contribution", "montant": "20"},
                     commun | {"sens": "contribution", "montant": "5"}]  # fmt: skip
    celui = plan(ligne(prevu="1"), valorisations=valorisations)
    montants: list[Any] = [celui.emplois, celui.contributions, celui.cout, celui.ressources]
    assert montants == [30, 25, 1, 0]


def test_les_postes_par_exercice_et_section() -> None:
    celui = plan(
        ligne(prevu="10"), equipement(prevu="20"), ligne(prevu="5", exercice="2010"), ligne(prevu="3"),
        ligne(prevu="9", exercice="2013", sens="recette"),
        ressources=(ressource(montant="4"), ressource(montant="6", etat="declare"), aide(montant="7", exercice="2012")),
    )  # fmt: skip
    postes: list[Any] = [(p.exercice, p.section, p.depenses, p.acquises, p.non_acquises, p.ecart) for p in celui.postes]
    assert postes == [
        (2010, "fonctionnement", 5, 0, 0, -5), (2011, "fonctionnement", 13, 4, 6, -3),
        (2011, "investissement", 20, 0, 0, -20), (2012, "investissement", 0, 7, 0, 7),
    ]  # fmt: skip
    assert celui.postes[1].ressources == 10


def test_les_financeurs_dans_leur_ordre() -> None:
    """La part propre d'abord, puis le plus gros ; un prêt ne se confond pas avec une subvention."""
    apports = (
        ("etat", "subvention_publique", "30", "accorde"), ("caf", "organisme_social", "40", "sollicite"),
        ("etat", "fctva", "50", "accorde"), ("ville", "autofinancement", "1", "accorde"),
        ("banque", "emprunt", "2", "accorde"),
        ("agence", "subvention_publique", "30", "accorde"), ("etat", "subvention_publique", "5", "pressenti"),
    )  # fmt: skip
    celui = plan(equipement(prevu="200"), ressources=tuple(
        aide(organisme=o, nature=n, montant=m, etat=e) for o, n, m, e in apports
    ))  # fmt: skip
    trouves: list[Any] = [(f.organisme, f.nature, f.acquis, f.non_acquis) for f in celui.financeurs]
    assert trouves == [
        ("ville", "autofinancement", 1, 0), ("banque", "emprunt", 2, 0), ("etat", "fctva", 50, 0),
        ("caf", "organisme_social", 0, 40), ("etat", "subvention_publique", 30, 5),
        ("agence", "subvention_publique", 30, 0),
    ]  # fmt: skip
    assert (celui.financeurs[4].montant, celui.financeurs[4].taux_cout) == (Decimal(35), Decimal("17.5"))
    egaux = plan(ressources=tuple(aide(organisme=o) for o in ("etat", "agence")))
    assert [f.organisme for f in egaux.financeurs] == ["agence", "etat"]


@pytest.mark.parametrize(
    ("apports", "assiette", "taux"),
    [
        ([{"assiette": "400"}], 400, 25),
        ([{"assiette": "400"}, {"assiette": "100", "exercice": "2012"}], 500, 40),
        ([{"assiette": "400"}, {"assiette": "100", "section": "fonctionnement"}], 500, 40),
        ([{"assiette": "400"}, {"assiette": "100"}], None, None),  # la même dépense, peut-être
        ([{"assiette": "400"}, {"exercice": "2012"}], None, None),
        ([{}], None, None),
        ([{"assiette": "0"}], 0, None),
    ],
)
def test_l_assiette_d_un_financeur(apports: list[dict[str, str]], assiette: int | None, taux: int | None) -> None:
    (celui,) = plan(equipement(prevu="1000"), ressources=tuple(aide(**a) for a in apports)).financeurs
    assert (celui.assiette, celui.taux_assiette) == (assiette, taux)
    assert celui.taux_cout == 10 * len(apports)


def test_les_apports_sont_dans_l_ordre_des_annees() -> None:
    ressources = (aide(exercice="2012", assiette="200"), aide(), ressource())
    (celui,) = plan(equipement(prevu="400"), ressources=ressources).financeurs
    apports: list[Any] = [
        (a.ressource.exercice, a.ressource.section, a.taux_cout, a.taux_assiette) for a in celui.apports
    ]
    assert apports == [
        (2011, "fonctionnement", 25, None), (2011, "investissement", 25, None), (2012, "investissement", 25, 50),
    ]  # fmt: skip


def test_les_annees_des_postes_se_suivent() -> None:
    annees = [p.exercice for p in plan(*(ligne(prevu="1", exercice=a) for a in ("2016", "2015", "2024"))).postes]
    assert annees == [2015, 2016, 2024]


def test_le_cout_est_cent_pour_cent_de_lui_meme() -> None:
    assert [dresser(fiche(ligne(prevu=prevu))).taux_cout for prevu in ("3", "0")] == [Decimal(100), None]
