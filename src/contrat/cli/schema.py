"""La commande `contrat schema` : de quoi aider un éditeur de texte."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from contrat.cli.cadre import Racine

DOSSIER = "schemas"
# Ce que les fichiers citent : aucun ménage n'est lu.
LUS = ("contrat", "organismes", "sources", "axes", "actions", "aides")


def schema(
    sortie: Annotated[
        Path | None,
        typer.Option(
            "-o", "--sortie", metavar="DOSSIER", help="Écrire dans ce dossier ; sinon, dans schemas/, à côté de data/"
        ),
    ] = None,
    racine: Racine = None,
) -> None:
    """Écrire les schémas JSON des fichiers du contrat, pour qu'un éditeur complète et signale à la frappe."""
    from contrat.depot.racine import trouver_racines

    racines = trouver_racines(Path.cwd(), racine)
    for base in racines:
        _ecrire(base, sortie / base.name if sortie and len(racines) > 1 else sortie)


def _ecrire(racine: Path, sortie: Path | None) -> None:
    """Un schéma par genre de fichiers d'un contrat, à côté du dossier `data/` où sont ces fichiers."""
    import json

    from contrat.cli.a_cote import dire_ensuite
    from contrat.controles.choix import lister_choix
    from contrat.depot.chargement import GENRES, charger
    from contrat.depot.fichiers import ecrire_octets, empecher, refuser_contrat
    from contrat.depot.racine import loger
    from contrat.diagnostics import Gravite
    from contrat.rendu.schema import ecrire_schema

    lu = charger(racine, LUS)
    if lu.a_des_erreurs:
        # Ce qui ne se lit pas n'est pas un identifiant que l'on propose.
        illisibles = ", ".join(sorted({d.fichier for d in lu.diagnostics if d.gravite is Gravite.ERREUR}))
        dire_ensuite(f"À corriger (contrat validate), puis recommencer : rien n'est proposé de {illisibles}")
    for nom, genre in GENRES.items():
        if nom == "cadre":  # une partie de contrat.yaml, que la permanence lit seule
            continue
        lieu = sortie or Path(os.path.normpath(racine / loger(racine, nom))).parent / DOSSIER
        refuser_contrat(lieu / f"{nom}.json")
        try:
            lieu.mkdir(parents=True, exist_ok=True)
        except OSError as erreur:
            raise empecher(lieu, erreur, "écriture") from None
        schema = ecrire_schema(genre.modele, lister_choix(lu.dossier, nom))
        texte = json.dumps(schema, ensure_ascii=False, indent=1)
        ecrire_octets(lieu / f"{nom}.json", f"{texte}\n".encode())
        typer.echo(lieu / f"{nom}.json")
