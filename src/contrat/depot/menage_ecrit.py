"""Les fichiers de ménages que l'outil crée : leur nom, et leur premier texte."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import date
from pathlib import Path

from contrat.depot.ecriture import Lieu
from contrat.depot.lieux import situer

# Ni voyelle, pour ne pas écrire de mot, ni signe qui se confond avec un autre. Huit signes parmi vingt-huit : deux
# branches qui créent mille ménages chacune ont moins d'une chance sur cent mille d'en nommer deux pareil.
SIGNES, LONGUEUR = "23456789BCDFGHJKLMNPQRSTVWXZ", 8

_SANS_IDENTITE = """\
# Ni nom, ni adresse, ni téléphone, ni santé : la table qui relie cet identifiant à un ménage se garde ailleurs.
id: {identifiant}
source: {source}
"""
ENTRETIEN = (
    """\
# Rempli à la permanence. Ce qui n'est pas écrit est inconnu : l'outil ne suppose rien.
"""
    + _SANS_IDENTITE
)
IMPORTE = (
    """\
# Venu d'un tableur. Ce qui n'est pas écrit est inconnu : l'outil ne suppose rien.
"""
    + _SANS_IDENTITE
)
A_REMPLIR = (
    """\
# Retirer le croisillon des lignes connues. Ce qui n'est pas dit est inconnu : l'outil ne suppose rien.
"""
    + _SANS_IDENTITE
    + """\
# secteur:
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
"""
)
PREMIER_CONTACT = """\
evenements:
  - date: {jour}
    etape: contacte
"""
CONTACT_A_DIRE = "".join(f"# {ligne}" for ligne in PREMIER_CONTACT.splitlines(keepends=True))

_VARIABLES = re.compile(r"\\\{\w+\\\}")
# Une ligne que l'usager a changée, d'un chiffre même, n'est plus du modèle.
_DU_MODELE = re.compile(
    "|".join(
        _VARIABLES.sub(r"[\\w-]+", re.escape(ligne))
        for ligne in dict.fromkeys(f"{ENTRETIEN}{IMPORTE}{A_REMPLIR}{CONTACT_A_DIRE}".split("\n"))
        if ligne.startswith("#")
    )
)


def commentaires_du_modele(texte: str) -> frozenset[str]:
    """Les commentaires d'un fichier que l'outil a écrits lui-même : ils ne sont la donnée de personne."""
    return frozenset(ligne for ligne in texte.split("\n") if _DU_MODELE.fullmatch(ligne))


def tirer_identifiant() -> str:
    """Un identifiant de ménage tiré au hasard, qui ne dit rien de personne."""
    return "M-" + "".join(secrets.choice(SIGNES) for _ in range(LONGUEUR))


def deriver_identifiant(commune: str, table: str, numero: str) -> str:
    """L'identifiant d'une rangée de tableur : toujours le même, et qui n'en dit ni l'ordre ni le numéro."""
    reste = int.from_bytes(hashlib.sha256("\0".join((commune, table, numero)).encode()).digest())
    signes = []
    for _ in range(LONGUEUR):
        reste, rang = divmod(reste, len(SIGNES))
        signes.append(SIGNES[rang])
    return "M-" + "".join(signes)


def situer_menage(racine: Path, identifiant: str) -> Lieu:
    """Où est, ou sera, le fichier d'un ménage du contrat."""
    return situer(racine, "menages", identifiant)


def rediger_entretien(identifiant: str, source: str) -> str:
    """Le texte d'un fichier avant la première réponse."""
    return ENTRETIEN.format(identifiant=identifiant, source=source)


def rediger_importe(identifiant: str, source: str) -> str:
    """Le texte d'un fichier avant ce qu'un tableur en dit."""
    return IMPORTE.format(identifiant=identifiant, source=source)


def rediger_a_remplir(identifiant: str, source: str, insee: str, jour: date, contacte: bool) -> str:
    """Le texte d'un fichier à remplir à la main ; `contacte` : le premier contact a eu lieu ce `jour`.

    Sinon, `jour` ne sert que d'exemple, en commentaire : une étape que personne n'a dite ne s'écrit pas.
    """
    modele = A_REMPLIR + (PREMIER_CONTACT if contacte else CONTACT_A_DIRE)
    return modele.format(
        identifiant=identifiant, source=source, insee=insee, jour=jour.isoformat(), annee=jour.year - 1
    )
