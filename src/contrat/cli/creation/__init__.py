"""Créer un contrat ou un objet : les réponses, les textes, l'écriture."""
