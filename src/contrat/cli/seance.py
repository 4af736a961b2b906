"""Les commandes `contrat seance …` : noter, au fil d'une séance, ce qui s'y dit, s'y propose, s'y vote, s'y décide."""

from __future__ import annotations

from typing import Annotated

from contrat.cli.cadre import Ensemble, Racine
from contrat.cli.parametres import argument, option
from contrat.cli.saisies import Motif

SeanceVisee = Annotated[str, argument("SEANCE", "Identifiant de la séance : son fichier dans seances/")]
College = Annotated[str, argument("COLLEGE", "Collège, comme elus ou professionnels")]
Constats = Annotated[list[str] | None, option("--constat", "CONSTAT", "Constat du diagnostic ; se répète")]
Issue = Annotated[str | None, option("--issue", "ISSUE", "retenue, reportee ou refusee")]


def seance() -> None:
    """Noter une séance au fil de l'eau : présents, ateliers, propositions, bulletins, décisions."""


def presents(
    identifiant: SeanceVisee,
    college: College,
    nombre: Annotated[str, argument("NOMBRE", "Combien de présents, jamais lesquels")],
    racine: Racine = None,
) -> None:
    """Dire combien de personnes d'un collège sont là."""
    from contrat.cli.faits.seance import noter_presents

    noter_presents(identifiant, college, nombre, racine)


def observer(
    identifiant: SeanceVisee,
    genre: Annotated[str, argument("GENRE", "atout ou faiblesse")],
    texte: Annotated[str, argument("TEXTE", "Ce qui en ressort, en une phrase")],
    atelier: Annotated[
        str | None, option("--atelier", "THEME", "Atelier d'où il ressort ; sinon, toute la séance")
    ] = None,
    constat: Constats = None,
    racine: Racine = None,
) -> None:
    """Noter un atout ou une faiblesse qui ressort d'un atelier, et le constat du diagnostic qui le reprend."""
    from contrat.cli.faits.seance import noter_observation

    noter_observation(identifiant, genre, texte, atelier, constat or [], racine)


def proposer(
    identifiant: SeanceVisee,
    titre: Annotated[str, argument("TITRE", "Ce qui est proposé")],
    action: Annotated[str | None, option("--action", "ACTION", "Fiche action qui en naît, si elle existe")] = None,
    constat: Constats = None,
    economique: Annotated[str | None, option("--economique", "TEXTE", "Ce que l'on dit de sa viabilité")] = None,
    social: Annotated[str | None, option("--social", "TEXTE", "Ce que l'on dit de son équité")] = None,
    environnemental: Annotated[
        str | None, option("--environnemental", "TEXTE", "Ce que l'on dit de son effet écologique")
    ] = None,
    issue: Issue = None,
    motif: Motif = None,
    racine: Racine = None,
) -> None:
    """Noter une action proposée : le besoin, les trois critères durables, ce que la commission en fait."""
    from contrat.cli.faits.seance import noter_proposition

    dits = {"economique": economique, "social": social, "environnemental": environnemental}
    noter_proposition(identifiant, titre, action, constat or [], {**dits, "issue": issue, "motif": motif}, racine)


def bulletin(
    identifiant: SeanceVisee,
    college: College,
    notes: Annotated[
        list[str], argument("ACTION=NOTES", "Notes d'une action, dans l'ordre de la grille : jardin=4,3,,5")
    ],
    racine: Racine = None,
) -> None:
    """Ajouter un bulletin sans nom : une note par critère de la grille ; laisser vide une abstention."""
    from contrat.cli.faits.seance import noter_bulletin

    noter_bulletin(identifiant, college, notes, racine)


def decider(
    identifiant: SeanceVisee,
    action: Annotated[str, argument("ACTION", "Action, par son identifiant ou son numéro")],
    rang: Annotated[str | None, option("--rang", "RANG", "Rang décidé")] = None,
    issue: Issue = None,
    motif: Motif = None,
    racine: Racine = None,
) -> None:
    """Noter ce que l'instance décide d'une action : son rang, si elle est retenue, et pourquoi."""
    from contrat.cli.faits.seance import noter_decision

    noter_decision(identifiant, action, {"rang": rang, "issue": issue, "motif": motif}, racine)


SEANCE = Ensemble(seance, presents, observer, proposer, bulletin, decider)
