"""Les aides que l'outil ne juge pas : leur nom, ce qu'elles apportent, pour qui, et à qui les demander."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.eligibilite.dossier_menage import BilanEntretien
from contrat.modele.non_jugee import NonJugees
from contrat.rendu.eligibilite.detail import Renvois
from contrat.rendu.mots.dates import dire_jour


def dire_ailleurs(ailleurs: NonJugees, renvois: Renvois) -> Iterator[str]:
    """Une phrase par aide, avec sa fin et son texte, puis les services qui renseignent sur toutes."""
    for aide in ailleurs.aides:
        fin = f", jusqu'au {dire_jour(aide.au)}" if aide.au else ""
        yield (
            f"{aide.libelle}{fin} : {aide.quoi}. Pour : {aide.pour_qui}. À demander à : {aide.demander_a} "
            f"{renvois.citer(aide)}."
        )
    if ailleurs.aides:
        yield from (
            f"Sur toutes ces aides : {conseil.libelle} {renvois.citer(conseil)}." for conseil in ailleurs.conseils
        )


def dire_adresses(ailleurs: NonJugees) -> Iterator[str]:
    """Le nom de chaque aide et à qui la demander, en une ligne pour l'écran."""
    for aide in ailleurs.aides:
        yield f"{aide.libelle} : {aide.demander_a}"
    if ailleurs.aides:
        yield from (f"sur toutes ces aides : {conseil.libelle}" for conseil in ailleurs.conseils)


def dire_hors_sujet(bilan: BilanEntretien) -> Iterator[str]:
    """Les aides à d'autres travaux : celles qui resteraient à juger, puis celles qui n'iraient pas à ce ménage."""
    if autres := " ; ".join(resultat.libelle for resultat in bilan.hors_sujet):
        yield f"Pour d'autres travaux : {autres}."
    if fermees := " ; ".join(resultat.libelle for resultat in bilan.fermees):
        yield f"Pas pour ce ménage ou ce logement, quels que soient les travaux : {fermees}."
