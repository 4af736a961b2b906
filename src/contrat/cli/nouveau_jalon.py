"""La commande `contrat nouveau jalon` : un moment qui compte, prévu ou fait, à sa place dans le calendrier."""

from __future__ import annotations

from typing import Annotated

from contrat.cli.cadre import Racine
from contrat.cli.parametres import argument, option
from contrat.cli.saisies import SourceCitee

Porteuse = Annotated[str | None, option("--action", "ACTION", "Calendrier de cette action ; sinon, du contrat")]
Themes = Annotated[list[str] | None, option("--atelier", "THEME", "Thème travaillé à part ; se répète")]
Reunie = Annotated[str | None, option("--instance", "INSTANCE", "Instance réunie, que le contrat nomme")]
Venus = Annotated[str | None, option("--participants", "NOMBRE", "Combien de personnes y étaient")]


def jalon(
    libelle: Annotated[str, argument("LIBELLE", "Ce qui se passe")],
    fait: Annotated[str | None, option("--fait", "DATE", "Quand cela s'est fait")] = None,
    prevu: Annotated[str | None, option("--prevu", "DATE", "Quand c'est prévu")] = None,
    instance: Reunie = None,
    participants: Venus = None,
    atelier: Themes = None,
    note: Annotated[str | None, option("--note", "TEXTE", "Précision ou réserve")] = None,
    action: Porteuse = None,
    source: SourceCitee = None,
    racine: Racine = None,
) -> None:
    """Ajouter un jalon à sa date, ou dire fait celui qui n'était que prévu."""
    from contrat.cli.creation.objets import Ouvert
    from contrat.cli.faits.ecrire import ouvrir_le_contrat, porter
    from contrat.cli.faits.jalon import ajouter_jalon
    from contrat.cli.lectures import lire_entier, lire_moment, lire_moment_echu
    from contrat.erreurs import ErreurUsage

    if fait is None and prevu is None:
        raise ErreurUsage("il manque --fait ou --prevu", "dire quand cela s'est fait, ou quand c'est prévu")
    lu = ouvrir_le_contrat(racine)
    ouvert = Ouvert(lu.racine, lu.dossier)
    entree = {
        "libelle": libelle,
        "prevu": None if prevu is None else lire_moment("--prevu", prevu),
        "fait": None if fait is None else lire_moment_echu("--fait", fait),
        "instance": None if instance is None else ouvert.instance(instance),
        "participants": None if participants is None else str(lire_entier("--participants", participants)),
        "ateliers": atelier,
        "note": note,
    }
    ajouter_jalon(porter(lu, action), entree, source)
