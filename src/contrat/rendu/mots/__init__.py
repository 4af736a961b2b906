"""Les mots : une étiquette par valeur du modèle, la même partout."""
