"""La page du contrat raconté."""
