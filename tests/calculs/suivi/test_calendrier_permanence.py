"""Le calendrier de la permanence : les jours prévus, ceux qu'un dossier montre tenus, les autres."""

from __future__ import annotations

from datetime import date

import pytest

from contrat.calculs.suivi.calendrier_permanence import PermanenceSuivie, lister_prevues, suivre_permanence
from contrat.modele.cadre import CalendrierPermanence
from tests.calculs.fabriques import dossier, objet, parcours

# Mars 2011 commence un mardi : ses jeudis sont les 3, 10, 17, 24 et 31.
MARS = {"du": "2011-03-01", "au": "2011-03-31", "jour": "jeudi", "rangs": ["1", "2", "3", "4", "5"], "source": "essai"}


def prevues(**champs: object) -> list[int]:
    return [j.day for j in lister_prevues(objet(CalendrierPermanence, "{}", **(MARS | champs)))]


@pytest.mark.parametrize(
    ("champs", "jours"),
    [
        ({}, [3, 10, 17, 24, 31]),
        ({"rangs": ["1", "3"]}, [3, 17]),
        ({"rangs": ["5"]}, [31]),
        # Le rang compte dans le mois, pas depuis le premier jour ; le septième est encore au premier rang.
        ({"du": "2011-03-10", "rangs": ["1"]}, []),
        ({"jour": "lundi", "rangs": ["1"]}, [7]),
        ({"jour": "mardi", "rangs": ["2"]}, [8]),
        # Les deux bornes sont comprises.
        ({"du": "2011-03-03", "au": "2011-03-31"}, [3, 10, 17, 24, 31]),
        ({"du": "2011-03-04", "au": "2011-03-30"}, [10, 17, 24]),
        ({"du": "2011-03-03", "au": "2011-03-03"}, [3]),
        ({"du": "2011-03-04", "au": "2011-03-03"}, []),
    ],
)
def test_les_jours_prevus(champs: dict[str, object], jours: list[int]) -> None:
    assert prevues(**champs) == jours


def suivre(*recus: int, calendrier: bool = True) -> PermanenceSuivie:
    menages = {f"M-{j:04}": parcours(f"2011-03-{j:02} recu_en_permanence") for j in recus}
    regle = objet(CalendrierPermanence, "{}", **MARS).model_dump(mode="json") if calendrier else None
    regle = regle and {c: [str(r) for r in v] if c == "rangs" else v for c, v in regle.items()}
    contrat = f"permanence: {{calendrier: {regle}}}" if regle else ""
    return suivre_permanence(dossier(menages=menages, contrat=contrat), date(2011, 3, 17))


def jours(seances: object) -> list[int]:
    return [seance.day for seance in seances]  # type: ignore[attr-defined]


def test_les_seances_prevues_tenues_et_les_autres() -> None:
    """Au jeudi 17 : le 3 est sans trace, le 8 n'était pas prévu, le 24 n'est pas encore venu."""
    suivie = suivre(10, 8, 24, 17)
    assert (jours(suivie.prevues), jours(suivie.tenues)) == ([3, 10, 17, 24, 31], [8, 10, 17])
    assert jours(suivie.toutes) == [3, 8, 10, 17, 24, 31]
    assert (jours(suivie.sans_trace), jours(suivie.a_venir), jours(suivie.hors_calendrier)) == ([3], [24, 31], [8])
    assert (suivie.jour, list(suivie.dossier.menages)) == (date(2011, 3, 17), ["M-0010", "M-0008", "M-0024", "M-0017"])
    # Le jour même, une séance où personne n'est encore venu est sans trace.
    assert jours(suivre(10).sans_trace) == [3, 17]


def test_sans_calendrier_rien_n_est_prevu_ni_hors_calendrier() -> None:
    suivie = suivre(10, calendrier=False)
    assert (suivie.calendrier, suivie.prevues, jours(suivie.tenues)) == (None, (), [10])
    assert (suivie.sans_trace, suivie.a_venir, suivie.hors_calendrier) == ([], [], [])
