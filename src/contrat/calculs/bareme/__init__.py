"""Calculs : plafonds et aides d'un jour."""
