"""Calculs : le suivi des ménages et leurs données."""
