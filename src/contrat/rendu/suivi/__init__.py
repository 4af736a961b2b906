"""Mise en page : le suivi des ménages et leurs données."""
