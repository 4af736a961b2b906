"""Ce qui bouge dans l'argent d'une action : chaque ligne, chaque poste, ce qui manque après."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.comparaison.argent import Mouvement, PosteCompare, comparer_postes
from tests.calculs.argent.pieces import aide, equipement, fiche, ligne, ressource


def mouvement(avant: str | None, apres: str | None) -> Mouvement:
    return Mouvement(*(None if x is None else Decimal(x) for x in (avant, apres)))


@pytest.mark.parametrize(
    ("avant", "apres", "difference", "bouge"),
    [("5", "7", 2, True), ("7", "5", -2, True), (None, "5", 5, True), ("5", None, -5, True), ("5", "5", 0, False),
     (None, "0", None, True), ("0", None, None, True), ("0", "0", 0, False), (None, None, None, False)],
)  # fmt: skip
def test_un_mouvement(avant: str | None, apres: str | None, difference: int | None, bouge: bool) -> None:
    celui = mouvement(avant, apres)
    assert (celui.difference, celui.bouge) == (difference, bouge)


def comparer(avant: tuple[Any, Any], apres: tuple[Any, Any]) -> tuple[PosteCompare, ...]:
    return comparer_postes(*(fiche(*depenses, ressources=tuple(apports)) for depenses, apports in (avant, apres)))


def test_les_postes_qui_bougent() -> None:
    """Par exercice, puis fonctionnement et investissement ; ce qui ne bouge pas n'y est pas."""
    avant = ([ligne(prevu="10"), equipement(prevu="5"), ligne(prevu="3", exercice="2010")], [ressource(montant="10")])
    depenses = ligne(prevu="12"), equipement(prevu="6"), ligne(prevu="3", exercice="2010")
    apres = ([*depenses, ligne(prevu="1", exercice="2009")], [ressource(montant="10")])
    postes = comparer(avant, apres)
    assert [(p.exercice, p.section) for p in postes] == [
        (2009, "fonctionnement"), (2011, "fonctionnement"), (2011, "investissement"),
    ]  # fmt: skip
    assert (postes[1].depenses, postes[1].ressources) == (mouvement("10", "12"), mouvement("10", "10"))
    assert (postes[1].ecart, postes[1].a_trouver) == (mouvement("0", "-2"), Decimal(2))
    assert (postes[0].depenses, postes[0].ressources) == (mouvement("0", "1"), mouvement("0", "0"))
    assert [x.cle.nom for x in postes[1].lignes] == ["achat"]
    assert comparer(avant, avant) == ()


@pytest.mark.parametrize(("avant", "apres", "manque"), [(10, 8, 2), (10, 10, 0), (10, 11, 0), (9, 8, 0), (12, 8, 0)])
def test_ce_qu_il_reste_a_trouver(avant: int, apres: int, manque: int) -> None:
    """Quand l'équilibre d'avant est rompu, et lui seul."""
    cote = [ligne(prevu="10")]
    postes = comparer((cote, [ressource(montant=str(avant))]), (cote, [ressource(montant=str(apres), etat="solde")]))
    assert [p.a_trouver for p in postes] == [Decimal(manque)]


def test_une_ligne_dans_toutes_ses_vues() -> None:
    (poste,) = comparer(([ligne(prevu="1", vote="2")], []), ([ligne(prevu="1", engage="3", realise="4")], []))
    (celle,) = poste.lignes
    assert celle.montants == {
        "prevu": mouvement("1", "1"), "vote": mouvement("2", None), "engage": mouvement(None, "3"),
        "realise": mouvement(None, "4"),
    }  # fmt: skip
    assert (celle.etats, celle.presences, celle.cle) == (
        (None, None),
        (True, True),
        ("depense", "achat", None, "011", "ville"),
    )
    (poste,) = comparer(([], []), ([], [ressource(encaisse="4")]))
    (celle,) = poste.lignes
    assert celle.montants["realise"] == mouvement(None, "4")
    assert celle.montants["vote"] == celle.montants["engage"] == mouvement(None, None)
    assert (celle.etats, celle.presences, celle.cle.chapitre) == ((None, "accorde"), (False, True), "")


def test_une_ligne_sans_montant_qui_s_ajoute_ou_s_ote() -> None:
    celle = [ligne(libelle="achat  de\n livres")]
    for avant, apres in ((celle, []), ([], celle)):
        (poste,) = comparer((avant, []), (apres, []))
        assert [x.cle.nom for x in poste.lignes] == ["achat de livres"]


def test_une_ressource_perdue() -> None:
    (poste,) = comparer(([], [ressource()]), ([], [ressource(etat="refuse")]))
    (celle,) = poste.lignes
    assert (celle.montants["prevu"], celle.est_perdue, celle.etats) == (
        mouvement("100", "0"),
        True,
        ("accorde", "refuse"),
    )
    (poste,) = comparer(([], [ressource(etat="caduc")]), ([], [ressource(etat="refuse")]))
    assert not poste.lignes[0].est_perdue
    (poste,) = comparer(([], [ressource()]), ([], [ressource(etat="solde", montant="0")]))
    assert not poste.lignes[0].est_perdue


def test_des_lignes_de_meme_nom_s_additionnent() -> None:
    (poste,) = comparer(([ligne(prevu="1"), ligne(prevu="2", libelle=" achat ")], []), ([ligne(prevu="4")], []))
    assert [x.montants["prevu"] for x in poste.lignes] == [mouvement("3", "4")]
    deux = [ressource(montant="1"), ressource(montant="2", etat="sollicite")]
    (poste,) = comparer(([], deux), ([], [ressource(montant="9")]))
    assert poste.lignes[0].etats == (None, "accorde")
    assert comparer(([], deux), ([], deux[::-1])) == ()


def test_l_ordre_et_la_part_propre() -> None:
    apres = [
        aide(organisme="caf", montant="9"), aide(organisme="etat", montant="9"),
        aide(organisme="region", montant="20"),
        aide(organisme="ville", nature="autofinancement", montant="7"),
        aide(organisme="b", nature="emprunt", montant="5"),
        aide(organisme="ville", nature="fctva", montant="90", etat="refuse"),
    ]  # fmt: skip
    (poste,) = comparer(([], []), ([equipement(prevu="41"), equipement(prevu="9", libelle="pose")], apres))
    assert [x.cle.nom for x in poste.lignes] == ["achat", "pose", "ville", "b", "ville", "region", "caf", "etat"]
    assert poste.part_propre == Decimal(12)
    propres = [
        ressource(organisme="ville", nature="autofinancement", montant=montant, exercice=exercice)
        for montant, exercice in (("7", "2010"), ("3", "2011"))
    ]
    assert [p.part_propre for p in comparer(([], []), ([], propres))] == [Decimal(7), Decimal(3)]


def test_une_action_absente_d_un_cote() -> None:
    celle = fiche(ligne(prevu="5"))
    assert [p.depenses for p in comparer_postes(None, celle)] == [mouvement("0", "5")]
    assert [p.depenses for p in comparer_postes(celle, None)] == [mouvement("5", "0")]
    assert comparer_postes(None, None) == ()


def test_une_depense_inconnue_n_est_zero_d_aucun_cote() -> None:
    """Retirée, elle ne devient pas un zéro ; avec elle, rien ne dit que le plan ferme."""
    inconnue = fiche(ligne(engage="9"))
    (poste,) = comparer_postes(inconnue, None)
    assert (poste.depenses, poste.ecart) == (mouvement(None, None), mouvement(None, None))
    (poste,) = comparer_postes(inconnue, fiche(ligne(prevu="5"), ressources=(ressource(montant="5"),)))
    assert (poste.depenses, poste.ecart) == (mouvement(None, "5"), mouvement(None, "0"))
