"""L'entretien de la permanence : le fichier du ménage, le dialogue au terminal, les réponses préparées."""
