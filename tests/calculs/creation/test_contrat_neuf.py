"""Ce que dit un contrat neuf d'après quelques réponses."""

from __future__ import annotations

from dataclasses import replace
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
    SeanceNeuve,
    reprendre_grille,
)
from contrat.modele.contrat import Periode
from contrat.modele.seance import Seance
from tests.calculs.fabriques import lire, objet

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
        ("epci", "Intercommunalité d'Aurelac (nom à vérifier)", "epci", "EPCI", "", "oui"),
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
    ("porteur", "conseil", "editeur"),
    [
        ("ville", "Conseil municipal", "Ville d'Aurelac"),
        ("ccas", "Conseil d'administration du CCAS", "CCAS d'Aurelac"),
        ("epci", "Conseil communautaire", "Intercommunalité d'Aurelac (nom à vérifier)"),
        ("departement", "Conseil départemental", "Département du Cantal"),
    ],
)  # fmt: skip
def test_l_assemblee_du_porteur(porteur: str, conseil: str, editeur: str) -> None:
    assert (neuf(porteur=porteur).conseil, neuf(porteur=porteur).editeur) == (conseil, editeur)


def test_le_contrat_d_un_departement() -> None:
    assert neuf(porteur="departement").titre == "Contrat social, Département du Cantal, 2024-2026"
    guyane = Departement("973", "Guyane", "Collectivité territoriale de Guyane", "")
    assert neuf(porteur="departement", departement=guyane).conseil == "Assemblée"


def test_les_axes() -> None:
    assert neuf().axes == [AxeNeuf("axe-1", 1, "Habiter"), AxeNeuf("axe-2", 2, "Vieillir")]
    (seul,) = neuf(titres_des_axes=()).axes
    assert (seul.id, seul.titre, seul.source) == ("axe-1", "Premier axe, à nommer", "deliberation")
    assert seul.finalite == "à écrire : ce que l'axe cherche à obtenir"
    assert AxeNeuf("a", 1, f"{'mot ' * 9}mots").titre_court == f"{'mot ' * 9}mots"
    assert AxeNeuf("a", 1, f"{'mot ' * 9}motos").titre_court == f"{'mot ' * 9}".rstrip() + "…"
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
    assert replace(aide, commune="Aurelac").ou == "le logement est dans la commune d'Aurelac"
    assert replace(aide, porteur="epci").ou == "le logement est dans une commune de l'intercommunalité"
    assert replace(aide, porteur="departement", departement="43").ou == "le logement est dans le département (43)"


GRILLE = "{{{}echelle: {{mini: 0, maxi: 4}}, criteres: [{{id: {}, libelle: l, poids: 12.5 %{}}}]}}"


def seance(
    jour: str, critere: str, *, instance: str = "comite", figee: str = "figes_le: 2010-01, ", question: str = ""
) -> Seance:
    grille = lire(GRILLE.format(figee, critere, f", question: {question}" if question else "")) if critere else None
    texte = f"{{id: s-{jour}, instance: {instance}, date: {jour}, objet: o, source: e}}"
    return objet(Seance, texte, grille=grille)


def test_la_derniere_grille_approuvee_se_reprend_telle_qu_elle_s_ecrit() -> None:
    """Celle de l'instance, du jour au plus tard ; une séance sans grille n'en efface pas une."""
    seances = [
        seance("2011-02", "deux", question="pourquoi"), seance("2011-01", "un"), seance("2011-03", ""),
        seance("2011-03-02", "ailleurs", instance="conseil"), seance("2011-04", "apres"),
        seance("2011-03-03", "libre", figee=""),
    ]  # fmt: skip
    critere = {"libelle": "l", "poids": "12.5 %"}
    assert reprendre_grille(seances, "comite", "2011-03-31") == {
        "figes_le": "2010-01", "echelle": {"mini": "0", "maxi": "4"},
        "criteres": [{"id": "deux", "question": "pourquoi"} | critere],
    }  # fmt: skip
    avant = reprendre_grille(seances, "comite", "2011-01-31")
    assert avant is not None
    assert avant["criteres"] == [{"id": "un", "question": ""} | critere]
    assert reprendre_grille(seances, "comite", "2010-12-31") is None
    neuve = SeanceNeuve("s", "comite", "2011-05-01", "o", (), "e")
    assert (neuve.criteres, neuve.a_vote) == (["besoin", "cout"], True)
    assert replace(neuve, grille=avant).criteres == ["un"]
