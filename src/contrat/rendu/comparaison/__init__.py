"""La comparaison de deux états du contrat : sa page, son commentaire, son objet."""
