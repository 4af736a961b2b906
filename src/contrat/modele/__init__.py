"""Les objets du contrat : ce qu'est une fiche, un ménage, une aide ; ni fichier, ni horloge, ni couleur."""
