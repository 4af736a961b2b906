"""Mise en page : les séances : hiérarchisation."""
