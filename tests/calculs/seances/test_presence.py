"""Les collèges de l'instance dont personne n'est venu."""

from __future__ import annotations

import pytest

from contrat.calculs.seances.presence import colleges_absents
from contrat.modele.seance import Seance
from tests.calculs.fabriques import dossier, lire, objet

CONTRAT = """
gouvernance:
  - {id: atelier, nom: A, role: r, colleges: [financeurs], source: essai}
  - {id: comite, nom: C, role: r, colleges: [elus, habitants], source: essai}
"""


@pytest.mark.parametrize(
    ("instance", "presents", "absents"),
    [
        ("comite", "[{college: elus, presents: 2}]", ("habitants",)),
        ("comite", "[{college: elus, presents: 2}, {college: habitants, presents: 1}]", ()),
        # Des financeurs sont venus, que le comité n'attendait pas.
        ("comite", "[{college: financeurs, presents: 1}]", ("elus", "habitants")),
        # On ne sait pas qui était là ; une instance inconnue n'attend personne.
        ("comite", "[]", ()),
        ("autre", "[{college: elus, presents: 2}]", ()),
    ],
)
def test_les_colleges_absents(instance: str, presents: str, absents: tuple[str, ...]) -> None:
    texte = f"{{id: s, instance: {instance}, date: 2010-03, objet: suivi, source: essai}}"
    seance = objet(Seance, texte, colleges=lire(presents))
    assert colleges_absents(dossier(contrat=CONTRAT), seance) == absents
