"""Mise en page : les fiches action : avancement, retards, évaluation."""
