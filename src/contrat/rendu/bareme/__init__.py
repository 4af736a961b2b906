"""Mise en page : plafonds et aides d'un jour."""
