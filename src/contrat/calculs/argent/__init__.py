"""Calculs : budget et plans de financement."""
