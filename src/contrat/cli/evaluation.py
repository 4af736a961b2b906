"""La commande `contrat evaluation` : ce qui est atteint, à quel coût, et ce qu'on ne sait pas encore."""

from __future__ import annotations

from contrat.cli.cadre import ArgumentPeriode, Racine
from contrat.cli.retour import Au, revenir
from contrat.cli.sortie import OptionFormat, OptionSortie, livrer


def evaluation(
    periode: ArgumentPeriode = None,
    au: Au = None,
    format_: OptionFormat = None,
    sortie: OptionSortie = None,
    racine: Racine = None,
) -> None:
    """Évaluer axes et actions : questions du départ, cibles, coût par résultat, développement durable."""
    from contrat.calculs.actions.rapport_evaluation import evaluer_contrat
    from contrat.cli.chargement import charger_periode
    from contrat.cli.lectures import lire_jour_ou_aujourdhui
    from contrat.rendu.actions.evaluation import documenter_evaluation

    jour = lire_jour_ou_aujourdhui("--au", au)
    lu, voulue = charger_periode(periode, racine)
    retour = revenir(lu.dossier, jour)
    rapport = evaluer_contrat(retour.dossier, retour.dossier.contrat, voulue)
    livrer(retour.presenter(documenter_evaluation(rapport)), format_, sortie, lu.racine)
