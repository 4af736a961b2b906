"""Un jalon de plus à sa place dans l'histoire ; celui qui n'était que prévu est fait."""

from __future__ import annotations

import pytest

from contrat.calculs.argent.fait import FaitImpossible
from contrat.calculs.creation.jalons import JalonNote, noter_jalon
from contrat.modele.saisie import Saisie
from contrat.modele.suivi import Jalon
from tests.calculs.fabriques import objet

LISTE = ("calendrier", "jalons")


def jalon(libelle: str, **dates: str) -> Jalon:
    return objet(Jalon, "{source: essai}", libelle=libelle, **dates)


TROIS = (jalon("un", fait="2010"), jalon("deux", prevu="2011-06"), jalon("trois", prevu="2012", fait="2013"))


@pytest.mark.parametrize(
    ("date", "rang"),
    [("2009", 0), ("2010", 1), ("2011-05", 1), ("2011-06", 2), ("2012", 2), ("2013", 3), ("2014", 3)],
)
def test_un_jalon_neuf_va_a_sa_date(date: str, rang: int) -> None:
    """Avant le premier qu'il précède sûrement ; un jalon fait compte à ce jour-là, non à celui qui était prévu."""
    for champ in ("fait", "prevu"):
        entree = {"libelle": "neuf", champ: date, "source": "essai"}
        assert noter_jalon(LISTE, TROIS, entree) == JalonNote((Saisie((*LISTE, rang), entree),))
        assert noter_jalon(LISTE, (), entree) == JalonNote((Saisie(LISTE, [entree]),))


def test_un_jalon_sans_date_ne_range_personne() -> None:
    entree = {"libelle": "neuf", "fait": "2009", "source": "essai"}
    assert noter_jalon(LISTE, (jalon("vague"), *TROIS), entree).saisies[0].chemin == (*LISTE, 1)
    prevu = entree | {"prevu": "2014"}
    assert noter_jalon(LISTE, TROIS, prevu).saisies[0].chemin == (*LISTE, 0)


def test_celui_qui_etait_prevu_est_fait() -> None:
    entree = {"libelle": "deux", "fait": "2011-07", "prevu": "2011-06", "note": "n", "source": "essai"}
    assert noter_jalon(LISTE, TROIS, entree) == JalonNote(
        (Saisie((*LISTE, 1, "fait"), "2011-07"), Saisie((*LISTE, 1, "note"), "n"))
    )
    autre = noter_jalon(LISTE, TROIS, {"libelle": "deux", "fait": "2011-07", "source": "autre"})
    assert autre.saisies[1] == Saisie((*LISTE, 1, "source"), "autre")


@pytest.mark.parametrize(
    ("date", "vers"), [("2009", 0), ("2010", None), ("2011-07", None), ("2013-01", None), ("2013", None), ("2014", 2)]
)
def test_celui_qui_est_fait_a_un_autre_moment_change_de_place(date: str, vers: int | None) -> None:
    """Il ne bouge que si sa date l'exige : 2013 ne précède ni ne suit sûrement 2013-01."""
    trouve = noter_jalon(LISTE, TROIS, {"libelle": "deux", "fait": date})
    assert trouve.deplace == (None if vers is None else (1, vers))
    assert trouve.saisies == (Saisie((*LISTE, 1 if vers is None else vers, "fait"), date),)


@pytest.mark.parametrize("entree", [{"libelle": "un", "fait": "2011"}, {"libelle": "deux", "prevu": "2012"}])
def test_un_jalon_deja_note(entree: dict[str, str]) -> None:
    with pytest.raises(FaitImpossible) as refus:
        noter_jalon(LISTE, TROIS, entree)
    assert (str(refus.value), refus.value.aide) == (
        f"le jalon « {entree['libelle']} » est déjà noté",
        "le corriger dans son fichier",
    )
    with pytest.raises(FaitImpossible, match=r"^le jalon « deux » est déjà prévu : juin 2011$") as refus:
        noter_jalon(LISTE, TROIS, {"libelle": "deux", "fait": "2011-07", "prevu": "2011-07"})
    assert refus.value.aide == "retirer --prevu, ou le corriger dans son fichier"


def test_un_seul_jalon_mal_range_le_fait_changer_de_place() -> None:
    dates = jalon("a", fait="2010"), jalon("b", fait="2012")
    assert noter_jalon(LISTE, (*dates, jalon("x", prevu="2013")), {"libelle": "x", "fait": "2011"}).deplace == (2, 1)
    assert noter_jalon(LISTE, (jalon("x", prevu="2009"), *dates), {"libelle": "x", "fait": "2011"}).deplace == (0, 1)
