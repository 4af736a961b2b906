"""L'entretien de la permanence : quelles questions poser, dans quel ordre, et ce qu'on en retient."""
