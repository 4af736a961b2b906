"""Calculs : les séances : hiérarchisation."""
