"""C023 : une séance dit deux fois la même chose."""

from __future__ import annotations

from contrat.diagnostics import Adresse, Chemin, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "un doublon dans une séance"
LIT = frozenset({"seances"})


def constater(dossier: Dossier) -> Constats:
    """Les collèges, critères, bulletins, décisions, ateliers et propositions écrits deux fois dans une séance."""
    for identifiant, seance in dossier.seances.items():
        criteres = seance.grille.criteres if seance.grille else ()
        listes: dict[Chemin, list[str]] = {
            ("colleges",): [f"le collège « {presence.college} »" for presence in seance.colleges],
            ("grille", "criteres"): [f"le critère « {critere.id} »" for critere in criteres],
            ("bulletins",): [f"le bulletin « {b.college} » n° {b.numero}" for b in seance.bulletins],
            ("decisions",): [f"la décision sur « {decision.action} »" for decision in seance.decisions],
            ("ateliers",): [f"l'atelier « {atelier.theme} »" for atelier in seance.ateliers],
            ("propositions",): [f"la proposition « {proposition.titre} »" for proposition in seance.propositions],
        }
        for chemin, noms in listes.items():
            for rang, nom in enumerate(noms):
                if nom in noms[:rang]:
                    adresse = Adresse("seances", identifiant, (*chemin, rang))
                    yield Constat(
                        adresse, f"{nom}, déjà plus haut", "retirer l'un des deux, ou corriger ce qui les nomme"
                    )
