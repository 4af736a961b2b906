"""Les réponses d'un entretien, posées dans un fichier."""

from __future__ import annotations

from pathlib import Path

FICHIER = "data/menages/M-2B3C22.yaml"
JOUR = ("--date", "2011-09-20")
REPONSES = """\
secteur: ville-haute
occupants: {nombre: 2, tranche_age: 60_a_69}
revenus:
  - annee: 2009
    rfr: 15400
  - annee: 2010
    rfr: 16000
logement: {commune: "15999", statut_occupation: proprietaire_occupant, residence_principale: oui, achevement: 1962}
projet:
  nature: energie
  souhaites: [isolation des combles]
  travaux_ht: 10000
  gain: 32 %
  commences: non
  professionnel: oui
  accompagnement: oui
"""


def poser(racine: Path, texte: str) -> Path:
    chemin = racine / "reponses.yaml"
    chemin.write_text(texte, encoding="utf-8")
    return chemin
