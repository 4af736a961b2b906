"""Ce qui se compare objet par objet : neuf, ôté, changé, ou seulement appelé autrement."""

from __future__ import annotations

from typing import Any

import pytest

from contrat.calculs.comparaison.objets import ObjetCompare, comparer_objets, suivre_les_axes
from contrat.modele.action import Axe
from contrat.modele.dossier import Dossier
from contrat.modele.organisme import Source
from contrat.modele.seance import Seance
from tests.calculs.fabriques import action, dossier, objet

AXE = "{id: axe-1, numero: 1, titre: Un, titre_court: Un, finalite: mieux, source: essai}"


def axe(**champs: Any) -> Axe:
    return objet(Axe, AXE, **champs)


def axes(*liste: Axe) -> Dossier:
    return dossier(axes={a.id: a for a in liste}, organismes={})


def comparer(avant: Dossier, apres: Dossier) -> list[tuple[str, str, list[str], bool]]:
    return [(o.genre, o.identifiant, [e.champ for e in o.ecarts], o.est_renomme) for o in comparer_objets(avant, apres)]


@pytest.mark.parametrize(
    ("avant", "apres", "attendu"),
    [
        ([axe()], [axe()], []),
        ([], [axe()], [("axes", "axe-1", [], False)]),
        ([axe()], [], [("axes", "axe-1", [], False)]),
        ([axe()], [axe(titre="Deux", numero=2)], [("axes", "axe-1", ["numero", "titre"], False)]),
        # Seul ce qui l'appelle change : c'est le même.
        ([axe()], [axe(id="axe-2")], [("axes", "axe-2", ["id"], True)]),
        (
            [axe()],
            [axe(id="axe-2", titre="Deux", titre_court="D")],
            [("axes", "axe-2", ["id", "titre", "titre_court"], True)],
        ),
        # Son numéro aussi : c'en est un autre.
        ([axe()], [axe(id="axe-2", numero=2)], [("axes", "axe-1", [], False), ("axes", "axe-2", [], False)]),
        # Un identifiant resté des deux côtés n'est pas libre.
        ([axe(), axe(id="b")], [axe(id="b")], [("axes", "axe-1", [], False)]),
        ([axe(id="b")], [axe(), axe(id="b")], [("axes", "axe-1", [], False)]),
        # Chacun ne se renomme qu'une fois ; les renommés d'abord, puis dans l'ordre des noms.
        (
            [axe(id="c"), axe(id="d")],
            [axe(id="a"), axe(id="b", numero=2)],
            [("axes", "a", ["id"], True), ("axes", "b", [], False), ("axes", "d", [], False)],
        ),
        (
            [axe(id="c"), axe(id="d", numero=2)],
            [axe(id="b", numero=2), axe(id="a")],
            [("axes", "a", ["id"], True), ("axes", "b", ["id"], True)],
        ),
        # Deux anciens pareils, un seul nouveau.
        ([axe(id="c"), axe(id="d")], [axe(id="a")], [("axes", "a", ["id"], True), ("axes", "d", [], False)]),
        (
            [axe(id="d", numero=1), axe(id="c", numero=2)],
            [axe(id="d", numero=3), axe(id="c", numero=4)],
            [("axes", "c", ["numero"], False), ("axes", "d", ["numero"], False)],
        ),
    ],
)
def test_les_axes(avant: list[Axe], apres: list[Axe], attendu: list[tuple[str, str, list[str], bool]]) -> None:
    assert comparer(axes(*avant), axes(*apres)) == attendu


def test_les_deux_cotes_et_les_genres_dans_l_ordre() -> None:
    source = objet(Source, "{id: essai, nature: publie, titre: t}")
    seance = objet(Seance, "{id: s, instance: comite, date: 2010-03, objet: suivi, source: essai}")
    avant = dossier(contrats={})
    apres = dossier(
        organismes={**avant.organismes, "sou": avant.organismes["etat"].model_copy(update={"id": "sou", "public": 0})},
        axes={"axe-1": axe()}, sources={"essai": source}, seances={"s": seance},
    )  # fmt: skip
    trouves = list(comparer_objets(avant, apres))
    assert [(o.genre, o.identifiant, o.avant, o.apres) for o in trouves] == [
        ("contrats", "contrat", None, apres.contrat),
        ("axes", "axe-1", None, axe()),
        ("organismes", "sou", None, apres.organismes["sou"]),
        ("sources", "essai", None, source),
        ("seances", "s", None, seance),
    ]


def test_le_nom_et_le_sigle_d_un_organisme_l_appellent() -> None:
    avant, etat = dossier(), dossier().organismes["etat"]
    nouvel = etat.model_copy(update={"id": "prefecture", "nom": "Préfecture", "sigle": "P"})
    apres = dossier(organismes={n: o for n, o in avant.organismes.items() if n != "etat"} | {"prefecture": nouvel})
    assert comparer(avant, apres) == [("organismes", "prefecture", ["id", "nom", "sigle"], True)]


def test_les_actions_suivent_leur_axe_renomme() -> None:
    """Celui d'à côté garde le sien, et un organisme renommé ne renomme aucun axe."""
    avant = dossier(action(), action(id="relais", axe="axe-3"), axes={"axe-1": axe()})
    renomme = ObjetCompare("axes", "axe-2", axe(), axe(id="axe-2"), ())
    assert [a.axe for a in suivre_les_axes(avant, [renomme]).actions.values()] == ["axe-2", "axe-3"]
    autres = (
        ObjetCompare("axes", "axe-1", axe(), axe(titre="Deux"), ()),
        ObjetCompare("axes", "axe-1", axe(), None, ()),
        ObjetCompare("axes", "axe-1", None, axe(), ()),
        ObjetCompare("organismes", "axe-2", axe(), axe(id="axe-2"), ()),
    )
    assert suivre_les_axes(avant, autres) is avant
