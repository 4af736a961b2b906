"""Vérifier le droit livré : continu, ordonné, sourcé, relu, et prouvé par indexation."""
