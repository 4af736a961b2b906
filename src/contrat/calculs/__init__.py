"""Les calculs : fonctions pures, des objets du modèle vers des résultats ; ni fichier, ni texte à afficher."""
