"""Ce que dit un contrat neuf d'après quelques réponses."""

from __future__ import annotations

from typing import Any

import pytest

from contrat import FORMAT
from contrat.calculs.creation.contrat_neuf import (
    ActionNeuve,
    AideNeuve,
    AxeNeuf,
    ContratNeuf,
    Departement,
    OrganismeNeuf,
)
from contrat.modele.contrat import Periode

CANTAL = Departement("15", "Cantal", "Département du Cantal", "Auvergne-Rhône-Alpes")


def neuf(**champs: Any) -> ContratNeuf:
    connus: dict[str, Any] = {
        "commune": "Aurelac", "insee": "15999", "departement": CANTAL, "periode": Periode(debut=2024, fin=2026),
        "porteur": "ville", "titres_des_axes": ("Habiter", "Vieillir"),
    }  # fmt: skip
    return ContratNeuf(**(connus | champs))


def test_un_contrat_neuf() -> None:
    contrat = neuf()
    assert (contrat.identifiant, contrat.titre, contrat.format) == (
        "contrat-aurelac-2024-2026", "Contrat social d'Aurelac 2024-2026", FORMAT,
    )  # fmt: skip
    assert (contrat.debut, contrat.fin, contrat.ville) == (2024, 2026, "Ville d'Aurelac")
    assert [(o.id, o.nom, o.nature, o.sigle, o.rattache_a, o.public) for o in contrat.organismes] == [
        ("ville", "Ville d'Aurelac", "commune", "", "", "oui"),
        ("ccas", "Centre communal d'action sociale d'Aurelac", "ccas", "CCAS", "ville", "oui"),
        ("epci", "Communauté de communes d'Aurelac (nom à vérifier)", "epci", "EPCI", "", "oui"),
        ("departement", "Département du Cantal", "departement", "", "", "oui"),
        ("region", "Région Auvergne-Rhône-Alpes", "region", "", "", "oui"),
        ("etat", "État", "etat", "", "", "oui"),
        ("caf", "Caisse d'allocations familiales", "organisme_social", "CAF", "", "non"),
        ("europe", "Union européenne", "europe", "", "", "oui"),
    ]


@pytest.mark.parametrize(
    ("nature", "public"),
    [("etablissement_public", "oui"), ("association", "non"), ("banque", "non"), ("entreprise", "non")],
)
def test_un_financeur_public(nature: Any, public: str) -> None:
    assert OrganismeNeuf("x", "X", nature).public == public


@pytest.mark.parametrize(
    ("debut", "region"), [(2015, ""), (2016, "Auvergne-Rhône-Alpes"), (2024, "Auvergne-Rhône-Alpes")]
)
def test_les_regions_d_aujourd_hui_datent_de_2016(debut: int, region: str) -> None:
    contrat = neuf(periode=Periode(debut=debut, fin=2026))
    assert contrat.region == region
    assert ("region" in [o.id for o in contrat.organismes]) is bool(region)
    sans = neuf(departement=Departement("973", "Guyane", "Collectivité de Guyane", ""))
    assert "region" not in [o.id for o in sans.organismes]


@pytest.mark.parametrize(
    ("porteur", "conseil"),
    [
        ("ville", "Conseil municipal"), ("ccas", "Conseil d'administration du CCAS"), ("epci", "Conseil communautaire"),
    ],
)  # fmt: skip
def test_l_assemblee_du_porteur(porteur: str, conseil: str) -> None:
    assert neuf(porteur=porteur).conseil == conseil


def test_les_axes() -> None:
    assert neuf().axes == [AxeNeuf("axe-1", 1, "Habiter"), AxeNeuf("axe-2", 2, "Vieillir")]
    (seul,) = neuf(titres_des_axes=()).axes
    assert (seul.id, seul.titre, seul.source) == ("axe-1", "Premier axe, à nommer", "deliberation")
    assert seul.finalite == "à écrire : ce que l'axe cherche à obtenir"
    assert AxeNeuf("a", 1, f"{'mot ' * 9}mots").titre_court == f"{'mot ' * 9}mots"
    assert AxeNeuf("a", 1, f"{'mot ' * 9}moteurs").titre_court == f"{'mot ' * 9}".rstrip() + "…"


@pytest.mark.parametrize(
    ("jour", "exercice"), [("2023-12-31", 2024), ("2024-05-03", 2024), ("2025-05-03", 2025), ("2027-01-01", 2026)]
)
def test_la_premiere_idee(jour: str, exercice: int) -> None:
    idee = neuf().premiere_action(jour)
    periode = Periode(debut=2024, fin=2026)
    assert idee == ActionNeuve("premiere-idee", "axe-1", "Première idée, à remplacer", jour, "ville", periode)
    assert (idee.exercice, idee.fin, idee.numero, idee.source) == (exercice, 2026, 1, "estimation")


def test_une_aide_de_la_commune() -> None:
    aide = AideNeuve("a", "A", "ville", "Le Puy", "43157", "2024-01-01", "100", "deliberation")
    assert aide.ou == "le logement est dans la commune du Puy"
