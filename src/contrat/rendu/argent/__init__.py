"""Mise en page : budget et plans de financement."""
