"""Les gestes d'un projet devant la liste du jour : admis, refusés, ou à vérifier."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from contrat.calculs.eligibilite.demande import Demande
from contrat.calculs.eligibilite.logique import Etat, toutes, trancher, une_parmi
from contrat.calculs.eligibilite.ressources import Ressources
from contrat.modele.fondement import Categorie, est_en_vigueur
from contrat.modele.menage import GesteChoisi
from contrat.modele.montant import GesteAide, Gestes, MontantAide, PeriodeGeste


class GesteJuge(NamedTuple):
    """Un geste du projet, son forfait du jour s'il en a un, son état ; `quantite` : rien si elle est inconnue.

    `manque` : les données, hors ressources, sans lesquelles on ne sait pas s'il est admis.
    """

    choisi: GesteChoisi
    periode: PeriodeGeste | None
    etat: Etat
    quantite: int | None
    manque: tuple[str, ...] = ()


def juger_gestes(montant: MontantAide | None, demande: Demande, ressources: Ressources) -> list[GesteJuge]:
    """Juger chaque geste du projet ; une aide qui n'est pas payée par geste n'en admet aucun."""
    if not isinstance(montant, Gestes):
        return [GesteJuge(choisi, None, Etat.NON_REMPLIE, None) for choisi in demande.gestes]
    juges = [_juger(montant, choisi, demande, ressources.possibles) for choisi in demande.gestes]
    if all(j.periode is not None and j.periode.avec_un_autre for j in juges if j.etat is not Etat.NON_REMPLIE):
        return [j._replace(etat=Etat.NON_REMPLIE) for j in juges]
    return juges


def _juger(montant: Gestes, choisi: GesteChoisi, demande: Demande, possibles: tuple[Categorie, ...]) -> GesteJuge:
    connu = next((g for g in montant.gestes if g.geste == choisi.geste), None)
    periode = None if connu is None else next((p for p in connu.periodes if est_en_vigueur(p, demande.jour)), None)
    if connu is None or periode is None:
        etat, manque = _douter(montant.departements_non_lus(demande.jour), demande)
        return GesteJuge(choisi, None, etat, None, manque)
    quantite = 1 if choisi.quantite is None and connu.par == "forfait" else choisi.quantite
    admis, manque = _admettre(periode, possibles), ()
    if admis is not Etat.REMPLIE:
        douteux, manque = _douter(periode.departements_non_lus, demande)
        admis = une_parmi((admis, douteux))
    exigences = dict(_exiger(connu, periode, demande))
    inconnus = (champ for champ, etat in exigences.items() if etat is Etat.A_VERIFIER)
    return GesteJuge(choisi, periode, toutes((admis, *exigences.values())), quantite, (*manque, *inconnus))


def _admettre(periode: PeriodeGeste, possibles: tuple[Categorie, ...]) -> Etat:
    """Dire si toutes les catégories possibles ont droit au forfait, même perdu, ou si aucune n'y a droit."""
    admises = [c for c in possibles if c in periode.montants or c in periode.inconnues]
    return trancher(bool(possibles) and len(admises) == len(possibles), bool(possibles) and not admises)


def _douter(non_lus: tuple[str, ...], demande: Demande) -> tuple[Etat, tuple[str, ...]]:
    """Un refus, à vérifier dans ces départements, et ce qu'il faut savoir pour trancher."""
    if not non_lus or demande.departement not in (None, *non_lus):
        return Etat.NON_REMPLIE, ()
    return Etat.A_VERIFIER, ("departement",) if demande.departement is None else ()


def _exiger(geste: GesteAide, periode: PeriodeGeste, demande: Demande) -> Iterator[tuple[str, Etat]]:
    """L'état de chaque donnée qu'un forfait exige : le lieu, s'il en a une liste, puis le logement et les travaux."""
    if geste.departements or periode.sauf_departements:
        ici = demande.departement
        admis = ici not in periode.sauf_departements and (not geste.departements or ici in geste.departements)
        yield "departement", trancher(ici is not None and admis, ici is not None)
    if periode.type is not None:
        yield "type", trancher(demande.type == periode.type, demande.type is not None)
    if periode.gain is not None:
        gain = demande.gain
        yield "gain", trancher(gain is not None and gain >= periode.gain, gain is not None)
    if periode.energie_fossile:
        energie = demande.energie_fossile
        yield "energie_fossile", trancher(energie in periode.energie_fossile, energie is not None)
