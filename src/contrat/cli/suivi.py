"""La commande `contrat suivi` : où en sont les ménages de la permanence."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from contrat.cli.a_cote import dire_ensuite
from contrat.cli.cadre import Racine
from contrat.cli.chargement import charger_sans_faute
from contrat.cli.lectures import lire_jour, lire_jour_echu, refuser_sans_effet
from contrat.cli.parametres import option
from contrat.cli.sortie import OptionFormat, OptionSortie, choisir_forme, livrer
from contrat.formes import Forme

A_VENIR = "les dossiers ne se comptent pas d'avance ; ce qui les attend : contrat agenda"


def suivi(
    ctx: typer.Context,
    du: Annotated[str | None, option("--du", "JOUR", "Ne suivre que les étapes franchies depuis ce jour")] = None,
    au: Annotated[str | None, option("--au", "JOUR", "Jour du suivi ; sinon, aujourd'hui")] = None,
    silence: Annotated[int, typer.Option("--silence", min=1, max=999, help="Jours sans nouvelle qui alertent")] = 60,
    secret: Annotated[
        int, typer.Option("--secret", min=1, help="Ne publier aucun nombre sous celui-ci ; 1 montre tout")
    ] = 11,
    format_: OptionFormat = None,
    sortie: OptionSortie = None,
    racine: Racine = None,
) -> None:
    """Suivre les ménages : entonnoir, étapes, délais dépassés, pièces attendues, montants."""
    from contrat.calculs.eligibilite.aides_locales import refuser_incoherences
    from contrat.calculs.suivi.publication import publier
    from contrat.calculs.suivi.secret import arreter
    from contrat.calculs.suivi.suivi import suivre
    from contrat.depot.chargement import TOUS
    from contrat.rendu.suivi.suivi import dire_ce_qui_manque, documenter_suivi

    if du is not None:
        _suivre_periode(ctx, du, secret, livraison=(format_, sortie, racine), au=au)
        return
    est_csv = choisir_forme(format_, sortie) is Forme.csv
    if est_csv:
        refuser_sans_effet(ctx, "--format csv", "un CSV a une ligne par ménage, pour le travail", "secret")
    jour = lire_jour_echu("--au", au, A_VENIR)
    lu = charger_sans_faute(racine, TOUS)
    dossier = lu.dossier
    refuser_incoherences(dossier.droit)
    se_publie = secret > 1 and not est_csv
    etat = suivre(dossier, dossier.droit, arreter(jour) if se_publie else jour, silence)
    publie = publier(etat, lu.dossier.contrat.publies, secret) if se_publie else None
    for phrase in dire_ce_qui_manque(etat) if est_csv else ():
        dire_ensuite(phrase)
    livrer(documenter_suivi(etat, publie), format_, sortie, lu.racine)


def _suivre_periode(
    ctx: typer.Context,
    du: str,
    secret: int,
    *,
    livraison: tuple[Forme | None, Path | None, Path | None],
    au: str | None,
) -> None:
    """Les faits d'une période ; ses petits nombres se rapprochent d'une autre : elle ne se publie pas."""
    from contrat.calculs.eligibilite.aides_locales import refuser_incoherences
    from contrat.calculs.suivi.periode import suivre_periode
    from contrat.calculs.suivi.suivi import suivre
    from contrat.depot.chargement import TOUS
    from contrat.erreurs import ErreurUsage
    from contrat.rendu.suivi.periode import documenter_periode

    format_, sortie, racine = livraison
    debut, fin = lire_jour("--du", du), lire_jour_echu("--au", au, A_VENIR)
    if debut > fin:
        raise ErreurUsage(f"--du {debut} est après --au {fin}", "les échanger")
    if secret != 1:
        aide = "ajouter --secret 1 pour le travail ; pour publier, le suivi sans --du"
        raise ErreurUsage("--du montre des nombres que deux périodes rapprochent de quelqu'un", aide)
    refuser_sans_effet(ctx, "--du", "une période ne compte que des étapes datées", "silence")
    lu = charger_sans_faute(racine, TOUS)
    refuser_incoherences(lu.dossier.droit)
    periode = suivre_periode(suivre(lu.dossier, lu.dossier.droit, fin, silence=0), debut)
    livrer(documenter_periode(periode), format_, sortie, lu.racine)
