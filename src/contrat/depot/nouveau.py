"""Créer un fichier de ménage prêt à remplir."""

from __future__ import annotations

import secrets
from pathlib import Path

from contrat.depot.fichiers import ecrire_texte
from contrat.erreurs import ErreurContrat

# Ni voyelle, pour ne pas écrire de mot, ni signe qui se confond avec un autre. Huit signes parmi vingt-huit : deux
# branches qui créent mille ménages chacune ont moins d'une chance sur cent mille d'en nommer deux pareil.
SIGNES, LONGUEUR = "23456789BCDFGHJKLMNPQRSTVWXZ", 8

MENAGE = """\
# Retirer le croisillon des lignes connues. Ce qui n'est pas dit est inconnu : l'outil ne suppose rien.
# Ni nom, ni adresse, ni téléphone, ni santé : la table qui relie cet identifiant à un ménage se garde ailleurs.
id: {identifiant}
source: fiction
# secteur: ville-haute
# origine: permanence
# occupants:
#   nombre: 2
#   tranche_age: 70_et_plus
# revenus:
#   - annee: {annee}
#     rfr: 15400
# logement:
#   commune: "{insee}"
#   statut_occupation: proprietaire_occupant
#   residence_principale: oui
#   achevement: 1962
#   type: maison
#   dpe: F
# projet:
#   demande: {jour}
#   nature: energie
#   travaux_ht: 10000
#   travaux_ttc: 10550
#   gain: 30 %
#   dpe_vise: D
#   commences: non
#   professionnel: oui
#   accompagnement: oui
#   pret_taux_zero: non
evenements:
  - date: {jour}
    etape: contacte
"""


def tirer_identifiant() -> str:
    """Un identifiant de ménage tiré au hasard, qui ne dit rien de personne."""
    return "M-" + "".join(secrets.choice(SIGNES) for _ in range(LONGUEUR))


def creer_menage(dossier: Path, identifiant: str, insee: str, jour: str) -> Path:
    """Écrire le fichier d'un ménage et rendre son chemin.

    Lève `ErreurContrat` quand cet identifiant est déjà pris.
    """
    chemin = dossier / f"{identifiant}.yaml"
    if chemin.exists():
        raise ErreurContrat(f"{chemin} existe déjà", "recommencer : un autre identifiant sera tiré")
    dossier.mkdir(exist_ok=True)
    annee = int(jour[:4]) - 1
    ecrire_texte(chemin, MENAGE.format(identifiant=identifiant, insee=insee, jour=jour, annee=annee))
    return chemin
