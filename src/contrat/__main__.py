"""Lancer l'outil par `python -m contrat`."""

from contrat.cli import lancer

lancer()
