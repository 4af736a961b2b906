"""La commande `contrat indicateur noter` : une valeur datée de plus."""

from __future__ import annotations

from typing import Annotated

import typer

from contrat.cli.cadre import Ensemble, Racine
from contrat.cli.parametres import argument, option
from contrat.cli.saisies import ActionVisee


def indicateur() -> None:
    """Noter la valeur d'un indicateur."""


def noter(
    action: ActionVisee,
    nom: Annotated[str, argument("INDICATEUR", "Identifiant de l'indicateur, ou son libellé")],
    valeur: Annotated[str, argument("VALEUR", "La valeur, dans l'unité de l'indicateur")],
    date_: Annotated[str | None, option("--date", "DATE", "Jour ou fin de la mesure ; sinon, aujourd'hui")] = None,
    depuis: Annotated[str | None, option("--depuis", "DATE", "Début de la période mesurée")] = None,
    approche: Annotated[bool, typer.Option("--approche", help="La source arrondit")] = False,
    note: Annotated[str | None, option("--note", "TEXTE", "Précision ou réserve")] = None,
    source: Annotated[str | None, option("--source", "SOURCE", "Source à citer ; sinon, celle de la fiche")] = None,
    racine: Racine = None,
) -> None:
    """Ajouter une valeur datée à un indicateur d'une fiche, sans rien changer d'autre dans son fichier."""
    from contrat.calculs.argent.faits import mesurer
    from contrat.cli.faits.ecrire import choisir, convenir, ouvrir_fiche
    from contrat.cli.lectures import lire_moment, lire_moment_echu, lire_nombre
    from contrat.modele.action import Action
    from contrat.rendu.mots.actions import dire_unite
    from contrat.rendu.mots.dates import dire_moment

    lu = lire_nombre("VALEUR", valeur)
    moment = lire_moment_echu("--date", date_)
    ouverte = ouvrir_fiche(racine, action)
    mesure = {"date": moment, "depuis": None if depuis is None else lire_moment("--depuis", depuis)}
    mesure |= {"valeur": str(lu), "approche": "oui" if approche else None}

    def trouver(fiche: Action) -> int:
        connus = list(enumerate(fiche.indicateurs))
        trouves = [r for r, i in connus if i.id == nom] or [r for r, i in connus if convenir(i.libelle, nom)]
        return choisir("l'indicateur", nom, trouves, {rang: i.id for rang, i in connus}, "par son identifiant")

    trouve = ouverte.action.indicateurs[trouver(ouverte.action)]
    ecrite = mesure | {"source": ouverte.citer(source), "note": note}
    dit = f"{valeur} {dire_unite(trouve.unite, lu)}, {dire_moment(moment)}"
    ouverte.ecrire(lambda fiche: mesurer(trouver(fiche), ecrite), f"{trouve.libelle} : {dit}")


INDICATEUR = Ensemble(indicateur, noter)
