"""Tenir un contrat social en fichiers YAML : fiches action, budgets, éligibilité des ménages."""

__version__ = "0.1.0"
