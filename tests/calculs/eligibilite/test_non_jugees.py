"""Les aides que l'outil ne juge pas : celles du jour, que rien de connu n'écarte."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from contrat.calculs.eligibilite.moteur import juger
from contrat.calculs.eligibilite.non_jugees import chercher_ailleurs
from contrat.modele.non_jugee import NonJugees
from tests.calculs.fabriques import bareme, demande, lire

PIED = {"source": "loi", "statut": "certain"}


def ailleurs(concerne: str = "{}", au: str | None = None, **dit: Any) -> list[str]:
    """Les aides signalées à ce ménage : une seule existe."""
    celle = {"id": "tva", "libelle": "TVA", "quoi": "q", "pour_qui": "p", "demander_a": "d", "du": "2011-01-01",
             "concerne": lire(concerne)} | PIED  # fmt: skip
    conseils = [{"libelle": "avant", "au": "2011-09-19"} | PIED, {"libelle": "ce jour", "du": "2011-09-20"} | PIED]
    lues = NonJugees.model_validate({"aides": [celle | ({"au": au} if au else {})], "conseils": conseils})
    droit = replace(bareme(), non_jugees=lues)
    trouvees = chercher_ailleurs(juger(demande(**dit), droit), droit)
    jour = dit.get("jour", date(2011, 9, 20))
    assert [c.libelle for c in trouvees.conseils] == (["ce jour"] if jour >= date(2011, 9, 20) else ["avant"])
    return [a.id for a in trouvees.aides]


def test_celles_du_jour() -> None:
    assert ailleurs() == ["tva"]
    assert ailleurs(au="2011-09-20") == ["tva"]
    assert ailleurs(au="2011-09-19") == []
    assert ailleurs(jour=date(2010, 12, 31)) == []


@pytest.mark.parametrize(
    ("concerne", "dit", "signalee"),
    [
        ("{statut_occupation: [locataire]}", {}, True),
        ("{statut_occupation: [locataire]}", {"statut_occupation": "locataire"}, True),
        ("{statut_occupation: [locataire]}", {"statut_occupation": "proprietaire_occupant"}, False),
        # Une liste vide n'écarte personne ; deux listes valent ensemble.
        ("{statut_occupation: []}", {"statut_occupation": "proprietaire_occupant"}, True),
        ("{statut_occupation: [locataire], departement: ['63']}", {"statut_occupation": "locataire"}, False),
        ("{categorie: [modeste]}", {}, False),
        ("{categorie: [tres_modeste]}", {}, True),
        ("{categorie: [modeste]}", {"revenus": {}}, True),
        ("{nature: [autonomie]}", {}, True),
        ("{nature: [autonomie]}", {"nature": "energie"}, False),
        ("{nature: [autonomie]}", {"nature": "energie", "autres_travaux": ({"nature": "autonomie"},)}, True),
        ("{departement: ['15']}", {}, True),
    ],
)
def test_rien_de_connu_ne_l_ecarte(concerne: str, dit: dict[str, Any], signalee: bool) -> None:
    assert ailleurs(concerne, **dit) == (["tva"] if signalee else [])
