"""Valider par frictionless, le lecteur de Table Schema, ce que `contrat exporter scdl-subventions` écrit.

Il s'installe dans un environnement à part : ses vingt dépendances ne servent qu'ici. Le schéma redit, champ par champ,
ce que la documentation du schéma « subventions » 2.1.1 du socle commun des données locales exige.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

RACINE = Path(__file__).resolve().parent.parent
SCHEMA = RACINE / "outils/scdl/subventions-2.1.1.json"
BINAIRES = "Scripts" if os.name == "nt" else "bin"
FICHE = """\
id: action
axe: axe-1
titre: Des séances pour tous
statut: idee
historique:
  - {statut: idee, date: 2024-01-15}
porteur: ville
source: estimation
base: TTC
budget:
  lignes:
    - exercice: 2024
      section: fonctionnement
      chapitre: "65"
      libelle: séances
      prevu: 30000
      beneficiaire: club
      paiements:
        - {exercice: 2024, date: 2024-03-15, montant: 20000}
        - {exercice: 2024, date: 2024-10-01, montant: 10000}
conventions:
  - {id: c, objet: séances, organismes: [club], signe_le: 2024-02-01, notification_ue: non, source: deliberation}
"""
# Des SIRET de clé juste, qui ne sont à personne.
SIRET_VILLE, CLUB = (
    "99999999900009",
    '{id: club, nom: Le Club, nature: association, siret: "99999998100007", public: non',
)


def principal() -> int:
    """Exporter d'un contrat neuf, puis valider ; le code est 1 quand le fichier ne suit pas le schéma."""
    with tempfile.TemporaryDirectory() as temporaire:
        lieu = Path(temporaire)
        exporte = _exporter(lieu)
        venv.create(lieu / "venv", with_pip=True)
        pip = [str(lieu / "venv" / BINAIRES / "python"), "-m", "pip", "--quiet", "install", "frictionless>=5.18"]
        if subprocess.run(pip, check=False).returncode:
            print("Non vérifié : frictionless ne s'installe pas ici.")
            return 0
        lecteur = lieu / "venv" / BINAIRES / "frictionless"
        commande = [str(lecteur), "validate", exporte.name, "--schema", SCHEMA.name]
        (lieu / SCHEMA.name).write_bytes(SCHEMA.read_bytes())
        return subprocess.run(commande, cwd=lieu, check=False).returncode


def _exporter(lieu: Path) -> Path:
    """Le fichier exporté d'une ville qui verse une subvention."""
    contrat = [sys.executable, "-m", "contrat"]
    options = ("--commune", "Valbrume", "--insee", "23999", "--periode", "2024-2027")
    subprocess.run([*contrat, "init", str(lieu / "ville"), *options], check=True, capture_output=True)
    annuaire = lieu / "ville/data/organismes.yaml"
    texte = annuaire.read_text(encoding="utf-8")
    avec_siret = texte.replace("nature: commune", f'nature: commune\n    siret: "{SIRET_VILLE}"', 1)
    annuaire.write_text(f"{avec_siret}  - {CLUB}, source: estimation}}\n", encoding="utf-8")
    (lieu / "ville/data/actions/action.yaml").write_text(FICHE, encoding="utf-8")
    sortie = lieu / "subventions.csv"
    racine = ("--racine", str(lieu / "ville"))
    subprocess.run([*contrat, "exporter", "scdl-subventions", "-o", str(sortie), *racine], check=True)
    return sortie


if __name__ == "__main__":
    raise SystemExit(principal())
