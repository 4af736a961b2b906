"""Calculer par OpenFisca-France sa variable `cheque_energie_montant` pour les ménages d'un lot : argument, le lot.

Elle lit le revenu et la taille du ménage, comme une de nos catégories : bien moins que toutes les réponses d'un lot. Sa
variable `eligibilite_anah` conviendrait mieux, mais le numpy d'aujourd'hui refuse sa formule.
"""

from __future__ import annotations

import csv
import sys

import numpy as np
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_france import FranceTaxBenefitSystem

with open(sys.argv[1], encoding="utf-8", newline="") as flux:  # noqa: PTH123
    menages = [(int(ligne["personnes"] or 1), float(ligne["rfr"] or 0)) for ligne in csv.DictReader(flux)]
personnes = np.array([menage[0] for menage in menages])
rangs = np.repeat(np.arange(len(menages)), personnes)
places = np.arange(len(rangs)) - np.repeat(np.cumsum(personnes) - personnes, personnes)

systeme = FranceTaxBenefitSystem()
constructeur = SimulationBuilder()
constructeur.create_entities(systeme)
constructeur.declare_person_entity("individu", np.arange(len(rangs)))
roles = {"foyer_fiscal": ("declarant", "personne_a_charge"), "menage": ("personne_de_reference", "enfant"),
         "famille": ("demandeur", "enfant")}  # fmt: skip
for entite, (premier, autre) in roles.items():
    population = constructeur.declare_entity(entite, np.arange(len(menages)))
    constructeur.join_with_persons(population, rangs, np.where(places == 0, premier, autre))
simulation = constructeur.build(systeme)
simulation.set_input("rfr", "2023", np.array([menage[1] for menage in menages]))
montants = simulation.calculate("cheque_energie_montant", "2025")
print(len(montants), montants.sum())
