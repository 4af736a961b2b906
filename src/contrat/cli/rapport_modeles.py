"""Ce que chaque modèle de rapport lit avant d'être rédigé."""

from __future__ import annotations

from pathlib import Path

import typer

from contrat.erreurs import ErreurUsage


def rediger_comite(periode: str | None, racine: Path | None) -> str:
    """Le rapport au comité de pilotage, pour ces exercices."""
    from contrat.calculs.periode import borner, lire_periode
    from contrat.cli.chargement import charger_sans_faute
    from contrat.rendu.rapports.comite import rediger_comite

    demandee = None if periode is None else lire_periode(periode)
    lu = charger_sans_faute(racine)
    return rediger_comite(lu.dossier, borner(demandee, lu.contrat.periode), lu.racine)


def rediger_menage(sujet: str | None, date_: str | None, racine: Path | None) -> str:
    """La page d'un ménage, que désigne son identifiant ou son fichier."""
    from contrat.calculs.eligibilite.changements import chercher
    from contrat.cli.eligibilite_guichet import charger_droit, juger_au, lire_jours, lire_menages, trouver_menage
    from contrat.depot.racine import trouver_racine
    from contrat.rendu.eligibilite.menage_dossier import Dossier
    from contrat.rendu.eligibilite.menage_md import en_markdown

    if sujet is None:
        raise ErreurUsage("de quel ménage ?", "écrire son identifiant ou son fichier : contrat rapport menage M-0001")
    base, jours = trouver_racine(Path.cwd(), racine), lire_jours(date_, None)
    if sujet.endswith(".yaml"):
        (fiche,) = lire_menages([Path(sujet)])
    else:
        fiche = trouver_menage(base, sujet, "Pas de page tant que le fichier porte des erreurs.")
    if fiche.objet is None:
        raise typer.Exit(1)
    bareme = charger_droit(base, [fiche.objet], jours)
    juge = juger_au(fiche, bareme, jours[0] if jours else None)
    if juge is None:
        raise typer.Exit(1)
    jugement, plan = juge
    changements = {r.aide.id: chercher(jugement, r, bareme) for r in jugement.aides}
    return en_markdown(Dossier(fiche.objet, jugement, plan, bareme, changements), base)


def rediger_permanence(date_: str | None, racine: Path | None) -> str:
    """Le compte rendu d'une permanence, ce jour-là."""
    from contrat.calculs.suivi.seance_permanence import dresser_bilan, lister_seances
    from contrat.cli.chargement import charger_sans_faute
    from contrat.cli.eligibilite_guichet import lire_jour
    from contrat.depot.chargement import TOUS
    from contrat.rendu.suivi.seance_permanence import rediger

    if date_ is None:
        raise ErreurUsage("de quel jour ?", "contrat rapport permanence --date AAAA-MM-JJ")
    jour = lire_jour("--date", date_)
    lu = charger_sans_faute(racine, TOUS)
    seances = lister_seances(lu.dossier)
    if jour not in seances:
        proches = sorted(seances, key=lambda s: (abs((s - jour).days), s))[:3]
        aide = f"séances proches : {', '.join(map(str, sorted(proches)))}" if proches else "aucun ménage n'a été reçu"
        raise ErreurUsage(f"--date : aucun ménage reçu en permanence le {jour}", aide)
    return rediger(dresser_bilan(lu.dossier, jour), lu.contrat, lu.racine)
