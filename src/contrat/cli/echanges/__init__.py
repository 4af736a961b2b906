"""Faire entrer un tableur dans le contrat, en faire sortir un."""
