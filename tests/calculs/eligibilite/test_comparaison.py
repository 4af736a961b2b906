"""Le même ménage sous le droit de deux jours : ce qui diffère, et rien d'autre."""

from __future__ import annotations

from datetime import date
from typing import Any

from contrat.calculs.eligibilite.comparaison import Comparaison, comparer
from contrat.calculs.eligibilite.moteur import juger
from contrat.calculs.eligibilite.plan import dresser
from contrat.calculs.eligibilite.previsionnel import prevoir
from tests.calculs.fabriques import FORFAIT, JOUR, aide, bareme, demande

COMMENCES = "{genre: egal, champ: commences, seuil: non%s}"
SUITE = date(2011, 12, 1)
GAIN = "{genre: au_moins, champ: gain, seuil: 25 %%%s}"


def comparer_les_jours(*aides: Any, **dit: Any) -> Comparaison:
    droit = bareme(*aides)
    avant, apres = (juger(demande(jour=jour, **dit), droit) for jour in (JOUR, SUITE))
    comparaison = comparer(avant, dresser(avant, droit), apres, dresser(apres, droit), {})
    assert comparaison[:2] == (avant, apres)
    assert (comparaison.plan_avant, comparaison.plan_apres) == (dresser(avant, droit), dresser(apres, droit))
    return comparaison


def test_une_aide_qui_nait_et_une_qui_cesse() -> None:
    comparaison = comparer_les_jours(
        aide("finie", version="{au: 2011-11-30, libelle: ancien nom}"), aide("neuve", version="du: 2011-12-01")
    )
    assert [(a.code, a.libelle, a.change) for a in comparaison.aides] == [
        ("finie", "ancien nom", True), ("neuve", "aide neuve", True),
    ]  # fmt: skip
    assert [(a.avant is None, a.apres is None, a.conditions) for a in comparaison.aides] == [
        (False, True, ()), (True, False, ()),
    ]  # fmt: skip


def test_les_conditions_qui_different() -> None:
    (celle,) = comparer_les_jours(
        aide("prime", FORFAIT, COMMENCES % "", GAIN % ", au: 2011-11-30"), commences=False, gain="10 %"
    ).aides
    assert celle.change
    (condition,) = celle.conditions
    assert (condition.code, condition.avant is None, condition.apres) == ("au-moins", False, None)
    (meme,) = comparer_les_jours(aide("prime", FORFAIT, COMMENCES % ""), commences=False).aides
    assert (meme.change, meme.conditions) == (False, ())
    assert (meme.avant is None, meme.apres is None) == (False, False)


def test_un_seuil_un_libelle_ou_un_etat_qui_change() -> None:
    seuil = (GAIN % ", au: 2011-11-30", GAIN.replace("25", "20") % ", du: 2011-12-01")
    (celle,) = comparer_les_jours(aide("prime", FORFAIT, *seuil), gain="30 %").aides
    assert (celle.change, [c.code for c in celle.conditions]) == (False, ["au-moins"])
    nom = (COMMENCES % ", libelle: avant, au: 2011-11-30", COMMENCES % ", libelle: apres, du: 2011-12-01")
    (celle,) = comparer_les_jours(aide("prime", FORFAIT, *nom), commences=False).aides
    assert len(celle.conditions) == 1
    age = "{genre: au_moins, champ: age_logement, seuil: 15}"
    (celle,) = comparer_les_jours(aide("prime", FORFAIT, age), achevement="1996-11-01").aides
    assert (celle.change, len(celle.conditions)) == (True, 1)


def test_un_montant_qui_change() -> None:
    parite = "{genre: parite, libelle: majoration, plafond: 500}"
    ville = aide("ville", version="au: 2011-11-30", niveau="locale", egale_par_parite="oui")
    comparaison = comparer_les_jours(ville, aide("parite", parite))
    assert [(a.code, a.change) for a in comparaison.aides] == [("parite", True), ("ville", True)]


def test_une_fourchette_qui_change() -> None:
    """Inconnu, le revenu laisse deux bornes : leur hausse est un changement, leur seul calcul n'en est pas un."""
    parts = "{genre: forfait_categorie, libelle: p, montants: {tres_modeste: %s, modeste: %s, superieur: 80}}"
    sauf = "{genre: categorie, parmi: [%s], au: 2011-11-30}"
    (haute,) = comparer_les_jours(aide("p", parts % (160, 90), sauf % "modeste, superieur"), revenus={}).aides
    assert haute.change
    (basse,) = comparer_les_jours(aide("p", parts % (160, 90), sauf % "tres_modeste, modeste"), revenus={}).aides
    assert basse.change
    (meme,) = comparer_les_jours(aide("p", parts % (160, 80), sauf % "tres_modeste, modeste"), revenus={}).aides
    assert (meme.avant is not None and meme.avant.verdict) != (meme.apres is not None and meme.apres.verdict)


def test_une_condition_nouvelle() -> None:
    (celle,) = comparer_les_jours(aide("prime", FORFAIT, GAIN % ", du: 2011-12-01"), gain="30 %").aides
    assert [(c.code, c.avant, c.apres is None) for c in celle.conditions] == [("au-moins", None, False)]
    assert not celle.change


def test_les_aides_aux_travaux_du_menage() -> None:
    """Une aide à d'autres travaux n'est utile ni avant ni après ; celle qui n'existe qu'un jour l'est ce jour-là."""
    autonomie = "{genre: egal, champ: nature, seuil: autonomie}"
    comparaison = comparer_les_jours(
        aide("prime"), aide("autre", FORFAIT, autonomie), aide("finie", version="au: 2011-11-30"),
        aide("ancienne", FORFAIT, autonomie, version="au: 2011-11-30"), nature="energie",
    )  # fmt: skip
    assert [a.code for a in comparaison.utiles] == ["finie", "prime"]
    assert sorted(a.code for a in comparaison.aides) == ["ancienne", "autre", "finie", "prime"]


def test_une_borne_de_la_fourchette_change() -> None:
    """La plus haute, la plus basse ; ce qui est entre elles n'est pas la réponse."""

    def suivre(apres: str) -> Any:
        parts = "{genre: forfait_categorie, libelle: p, montants: {%s}}"
        une = aide("p", parts % "tres_modeste: 160, modeste: 90, superieur: 80", version="au: 2011-11-30")
        autre = aide("p", parts % apres, version="du: 2011-12-01")
        return une.model_copy(update={"versions": (*une.versions, *autre.versions)})

    for apres, change in (
        ("tres_modeste: 170, modeste: 90, superieur: 80", True),
        ("tres_modeste: 160, modeste: 90, superieur: 70", True),
        ("tres_modeste: 160, modeste: 100, superieur: 80", False),
    ):  # fmt: skip
        (celle,) = comparer_les_jours(suivre(apres), revenus={}).aides
        assert celle.change is change


def test_chaque_cote_et_ce_qui_change() -> None:
    """De chaque aide accordée, ce qui reste à confirmer ; des aides utiles, celles dont quelque chose diffère."""
    reserve = "{genre: au_moins, champ: surface, seuil: 60, sans_reponse: reserve}"
    autonomie = "{genre: egal, champ: nature, seuil: autonomie}"
    comparaison = comparer_les_jours(
        aide("prime"), aide("sure", FORFAIT, reserve), aide("doute", FORFAIT, COMMENCES % "", reserve),
        aide("autre", FORFAIT, autonomie, reserve), aide("finie", version="au: 2011-11-30"),
        aide("precisee", FORFAIT, GAIN % ", du: 2011-12-01"), nature="energie", gain="30 %",
    )  # fmt: skip
    avant, apres = comparaison.cotes
    assert (avant.jugement, apres.jugement) == (comparaison.avant, comparaison.apres)
    assert avant.prevu == prevoir(comparaison.avant.demande, comparaison.plan_avant)
    assert [list(c.reserves) for c in (avant, apres)] == [["aide sure"], ["aide sure"]]
    assert [c.condition.genre for c in avant.reserves["aide sure"]] == ["au_moins"]
    assert sorted(a.code for a in comparaison.changees) == ["finie", "precisee"]
