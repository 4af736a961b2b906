"""Ce qui change entre deux états du contrat."""
