"""Une action en données ouvertes : ce que sa fiche dit, vide quand elle ne le dit pas."""

from __future__ import annotations

from typing import Any

from contrat.calculs.echanges.actions import COLONNES, tabuler_actions
from contrat.modele.action import Action, Axe
from contrat.modele.dossier import Dossier
from contrat.modele.organisme import Organisme, Source
from tests.calculs.argent.pieces import aide, equipement, fiche, ligne
from tests.calculs.fabriques import dossier, objet

AXE = objet(Axe, "{id: axe-1, numero: 1, titre: Habiter, titre_court: Habiter, finalite: mieux, source: essai}")
VILLE = objet(
    Organisme, '{id: ville, nom: Ville, nature: commune, public: oui, siret: "99999999900009", source: essai}'
)
ESSAI = objet(Source, "{id: essai, nature: publie, titre: Un essai}")


def dire(celle: Action, **champs: Any) -> dict[str, str]:
    """La rangée de cette action, par colonne."""
    ici: Dossier = dossier(celle, **champs)
    (rangee,) = tabuler_actions(ici)
    return dict(zip(COLONNES, rangee, strict=True))


def test_tout_ce_que_la_fiche_dit() -> None:
    celle = fiche(
        ligne(prevu="100.50"), equipement(prevu="50"), ligne(prevu="7", sens="recette"),
        ressources=(aide(montant="40"), aide(organisme="ccas", etat="caduc", montant="9")), porteur="ville",
        statut="lancee",
        historique=[{"statut": s, "date": j} for s, j in (("approuvee", "2010-02-15"), ("lancee", "2011"))],
        calendrier={"debut": "2010", "fin": "2011-06"}, base="TTC",
    )  # fmt: skip
    assert dire(celle, axes={"axe-1": AXE}, sources={"essai": ESSAI}, organismes={"ville": VILLE}) == {
        "contrat": "contrat-valbrume",
        "commune": "Valbrume",
        "insee": "15999",
        "debut_contrat": "2010",
        "fin_contrat": "2012",
        "id": "visites",
        "axe_numero": "1",
        "axe": "Habiter",
        "numero": "1",
        "titre": "Des visites à domicile",
        "statut": "lancee",
        "statut_date": "2011",
        "porteur": "Ville",
        "porteur_siret": "99999999900009",
        "debut": "2010",
        "fin": "2011-06",
        "depenses_prevues": "150.50",
        "ressources_attendues": "40.00",
        "base": "TTC",
        "source": "Un essai",
        "nature_source": "publie",
    }


def test_ce_qui_n_est_pas_dit_reste_vide() -> None:
    """Aucun montant n'est pas zéro ; ce qui ne se retrouve pas se dit par son identifiant."""
    vide = dire(fiche(porteur="inconnu", numero=None, calendrier={"fin": "2011"}))
    assert (vide["depenses_prevues"], vide["ressources_attendues"], vide["numero"], vide["debut"]) == ("", "", "", "")
    assert (vide["axe"], vide["axe_numero"], vide["porteur"], vide["porteur_siret"]) == ("axe-1", "", "inconnu", "")
    assert (vide["source"], vide["nature_source"]) == ("essai", "")
    assert dire(fiche())["fin"] == ""
