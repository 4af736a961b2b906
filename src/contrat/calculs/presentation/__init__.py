"""Le contrat raconté : ce que sa page réunit."""
