"""Les commandes `contrat convention …` : ce que les conventions engagent, et la signature de l'une d'elles."""

from __future__ import annotations

from typing import Annotated

from contrat.cli.cadre import Ensemble, Racine
from contrat.cli.parametres import argument, option
from contrat.cli.saisies import Quand
from contrat.cli.sortie import OptionFormat, OptionSortie, livrer


def convention(format_: OptionFormat = None, sortie: OptionSortie = None, racine: Racine = None) -> None:
    """Montrer les conventions : parties, engagements, lignes des plans qu'elles couvrent, ce qui reste à signer."""
    from contrat.calculs.argent.contractualisation import suivre_conventions
    from contrat.cli.chargement import charger_sans_faute
    from contrat.rendu.argent.conventions import documenter_conventions

    lu = charger_sans_faute(racine)
    livrer(documenter_conventions(suivre_conventions(lu.dossier)), format_, sortie, lu.racine)


def signer(
    identifiant: Annotated[str, argument("CONVENTION", "Identifiant de la convention")],
    date_: Quand = None,
    jusqu_au: Annotated[str | None, option("--jusqu-au", "JOUR", "Dernier jour d'effet, s'il est connu")] = None,
    racine: Racine = None,
) -> None:
    """Dater la signature d'une convention, sans rien changer d'autre."""
    from contrat.cli.faits.actes import noter_signature
    from contrat.cli.lectures import lire_jour, lire_moment_echu

    moment = lire_moment_echu("--date", date_)
    fin = None if jusqu_au is None else lire_jour("--jusqu-au", jusqu_au).isoformat()
    noter_signature(identifiant, moment, fin, racine)


CONVENTION = Ensemble(convention, signer)
