"""Le chemin d'une action : d'un statut à l'autre, et ce que chacun veut dire.

Le chemin ordinaire va de l'idée à la réalisation ; une action reportée ou suspendue reprend où elle en était, une
action abandonnée se repropose, une action transférée sort du contrat. « En retard » se calcule, ne se saisit pas.
"""

from __future__ import annotations

from collections.abc import Mapping

from contrat.modele.action import Statut

# D'où une histoire peut partir : avant l'approbation, le début est parfois perdu ; après, il est dû.
DEPARTS: tuple[Statut, ...] = ("idee", "proposee", "hierarchisee", "approuvee")

# De chaque statut, ceux qui peuvent suivre. Un second report suit un premier ; rien d'autre ne se répète.
TRANSITIONS: Mapping[Statut, tuple[Statut, ...]] = {
    "idee": ("proposee", "abandonnee"),
    "proposee": ("hierarchisee", "approuvee", "reportee", "abandonnee"),
    "hierarchisee": ("approuvee", "reportee", "abandonnee"),
    "approuvee": ("lancee", "reportee", "suspendue", "abandonnee", "transferee"),
    "lancee": ("realisee", "reportee", "suspendue", "abandonnee", "transferee"),
    "realisee": ("transferee",),
    "reportee": ("hierarchisee", "approuvee", "lancee", "reportee", "suspendue", "abandonnee", "transferee"),
    "suspendue": ("lancee", "reportee", "abandonnee", "transferee"),
    "abandonnee": ("proposee",),
    "transferee": (),
}

# Ce qu'une instance décide ; le lancement et la réalisation, eux, se constatent.
DECISIONS: frozenset[Statut] = frozenset(
    {"hierarchisee", "approuvee", "reportee", "suspendue", "abandonnee", "transferee"}
)
# Ce qui suppose une approbation.
APRES_APPROBATION: frozenset[Statut] = frozenset({"lancee", "realisee", "suspendue"})
