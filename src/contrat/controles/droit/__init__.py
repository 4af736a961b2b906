"""Les règles qui relisent le droit livré : `contrat bareme verifier` les applique, jamais le contrôle d'un contrat."""
