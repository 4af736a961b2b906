"""Le site d'un contrat : ses pages, leur menu, ses données ouvertes."""
