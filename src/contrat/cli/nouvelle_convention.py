"""La commande `contrat nouveau convention` : parties, montant, engagements, lignes des plans couvertes."""

from __future__ import annotations

from typing import Annotated

import typer

from contrat.cli.cadre import Racine
from contrat.cli.parametres import argument, option
from contrat.cli.saisies import Reference, SourceCitee
from contrat.erreurs import ErreurUsage

Identifiant = Annotated[str | None, argument("ID", "Identifiant ; sans lui, celui que l'objet propose")]
Parties = Annotated[list[str] | None, option("--organisme", "ORGANISME", "Une des parties ; se répète")]
Lignes = Annotated[list[str] | None, option("--couvre", "LIGNE", "action:organisme[:exercice[:section]] ; se répète")]
Porteuse = Annotated[str | None, option("--action", "ACTION", "Fiche qui la porte ; sinon, le contrat")]


def convention(
    identifiant: Identifiant = None,
    objet: Annotated[str | None, option("--objet", "TEXTE", "Ce qui est convenu")] = None,
    organisme: Parties = None,
    montant: Annotated[str | None, option("--montant", "EUROS", "Montant engagé en tout")] = None,
    engage: Annotated[str | None, option("--engage", "TEXTE", "Ce qu'elle engage, et qui")] = None,
    condition: Annotated[str | None, option("--condition", "TEXTE", "À quelle condition")] = None,
    couvre: Lignes = None,
    reference: Reference = None,
    action: Porteuse = None,
    source: SourceCitee = None,
    racine: Racine = None,
) -> None:
    """Ajouter une convention à signer : parties, montant, engagements, lignes des plans qu'elle couvre."""
    from contrat.cli.creation.objets import exiger
    from contrat.cli.designation import reconnaitre_organisme
    from contrat.cli.faits.actes import ajouter_acte, lire_ligne, nommer_convention
    from contrat.cli.faits.ecrire import ouvrir_le_contrat, porter
    from contrat.cli.lectures import lire_euros

    lu = ouvrir_le_contrat(racine)
    dit = exiger("--objet", objet, "Ce qui est convenu ?")
    if not organisme:
        raise ErreurUsage("il manque --organisme", "nommer chaque partie : --organisme ville --organisme caf")
    porteur = porter(lu, action)
    parties = [reconnaitre_organisme(lu.dossier, mot) for mot in organisme]
    nom = nommer_convention(lu.dossier, identifiant, dit, parties, reference)
    entree = {
        "id": nom,
        "objet": dit,
        "organismes": parties,
        "montant": None if montant is None else str(lire_euros("--montant", montant)),
        "engage": engage,
        "conditionne": condition,
        "couvre": [lire_ligne(porteur, mot) for mot in couvre or []],
        "reference": reference,
        "source": porteur.citer(source),
    }
    typer.echo(f"convention « {nom} », écrite dans {ajouter_acte(porteur, 'conventions', entree)}")
    typer.echo(f"Une fois signée : contrat convention signer {nom} --date JOUR", err=True)
