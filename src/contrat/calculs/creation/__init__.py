"""Ce que dit un contrat neuf, ou un objet neuf, avant d'être écrit."""
