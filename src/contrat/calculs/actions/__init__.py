"""Calculs : les fiches action : avancement, retards, évaluation."""
