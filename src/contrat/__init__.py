"""Tenir un contrat social en fichiers YAML : fiches action, budgets, éligibilité des ménages."""

__version__ = "1.0.0"

# La forme des fichiers de data/ : elle ne change que si un fichier juste hier ne se lit plus de même.
FORMAT = 1
