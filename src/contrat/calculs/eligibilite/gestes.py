"""Les gestes d'un projet devant la liste du jour : admis, refusés, ou à vérifier."""

from __future__ import annotations

from typing import NamedTuple

from contrat.calculs.eligibilite.demande import Demande
from contrat.calculs.eligibilite.logique import Etat, toutes, trancher
from contrat.calculs.eligibilite.ressources import Ressources
from contrat.modele.fondement import Categorie, est_en_vigueur
from contrat.modele.menage import GesteChoisi
from contrat.modele.montant import GesteAide, Gestes, MontantAide, PeriodeGeste


class GesteJuge(NamedTuple):
    """Un geste du projet, son forfait du jour s'il en a un, son état ; `quantite` : rien si elle est inconnue."""

    choisi: GesteChoisi
    periode: PeriodeGeste | None
    etat: Etat
    quantite: int | None


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
        non_lue = any(
            est_en_vigueur(liste, demande.jour) and demande.departement in (None, *liste.departements)
            for liste in montant.listes_non_lues
        )
        return GesteJuge(choisi, None, Etat.A_VERIFIER if non_lue else Etat.NON_REMPLIE, None)
    quantite = 1 if choisi.quantite is None and connu.par == "forfait" else choisi.quantite
    etat = toutes((_admettre(periode, possibles), _situer(connu, periode, demande), _exiger(periode, demande)))
    return GesteJuge(choisi, periode, etat, quantite)


def _admettre(periode: PeriodeGeste, possibles: tuple[Categorie, ...]) -> Etat:
    """Dire si toutes les catégories possibles ont droit au forfait, même perdu, ou si aucune n'y a droit."""
    admises = [c for c in possibles if c in periode.montants or c in periode.inconnues]
    return trancher(bool(possibles) and len(admises) == len(possibles), bool(possibles) and not admises)


def _situer(geste: GesteAide, periode: PeriodeGeste, demande: Demande) -> Etat:
    """Dire si le logement est là où le geste s'aide ; sans liste, c'est partout."""
    if not geste.departements and not periode.sauf_departements:
        return Etat.REMPLIE
    ici = demande.departement
    if ici is None:
        return Etat.A_VERIFIER
    admis = ici not in periode.sauf_departements and (not geste.departements or ici in geste.departements)
    return trancher(admis, not admis)


def _exiger(periode: PeriodeGeste, demande: Demande) -> Etat:
    """Ce que certains forfaits exigent en plus du logement ou des travaux."""
    etats = []
    if periode.type is not None:
        etats.append(trancher(demande.type == periode.type, demande.type is not None))
    if periode.gain is not None:
        etats.append(trancher(demande.gain is not None and demande.gain >= periode.gain, demande.gain is not None))
    if periode.energie_fossile:
        etats.append(trancher(demande.energie_fossile in periode.energie_fossile, demande.energie_fossile is not None))
    return toutes(etats)
