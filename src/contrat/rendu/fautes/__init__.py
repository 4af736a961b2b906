"""Les fautes d'un contrôle, dans les formes que d'autres outils lisent."""
