"""Les commandes `contrat nouveau …` : un fichier prêt à remplir."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from contrat.cli.cadre import Ensemble, Racine
from contrat.cli.source_menages import Source

if TYPE_CHECKING:
    from contrat.depot.ecriture import ChangementFichier
    from contrat.depot.fiche import FicheLue


def nouveau() -> None:
    """Créer un fichier prêt à remplir : un ménage, sous un identifiant opaque."""


def menage(source: Source = None, racine: Racine = None) -> None:
    """Créer le fichier d'un ménage, sous un identifiant opaque tiré au hasard."""
    from contrat.cli.ecriture import ecrire_ou_sortir
    from contrat.cli.source_menages import lire_cadre, trouver_source
    from contrat.depot.ecriture import ChangementFichier
    from contrat.depot.menage_ecrit import rediger_a_remplir, situer_menage, tirer_identifiant
    from contrat.depot.racine import trouver_racine
    from contrat.erreurs import ErreurContrat

    base = trouver_racine(Path.cwd(), racine)
    dossier, cadre = lire_cadre(base)
    lieu = situer_menage(base, tirer_identifiant())
    retenue = trouver_source(base, dossier, source)
    texte = rediger_a_remplir(lieu.chemin.stem, retenue, cadre.territoire.insee, date.today().isoformat())

    def creer(actuelle: FicheLue | None) -> ChangementFichier:
        if actuelle is not None:
            raise ErreurContrat(f"{lieu.nom} existe déjà", "recommencer : un autre identifiant sera tiré")
        return ChangementFichier(texte)

    ecrire_ou_sortir(lieu, creer)
    typer.echo(lieu.nom)


NOUVEAU = Ensemble(nouveau, menage)
