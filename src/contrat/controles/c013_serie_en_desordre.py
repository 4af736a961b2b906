"""C013 : les dates d'un indicateur se contredisent."""

from __future__ import annotations

from contrat.calculs.moments import precede
from contrat.controles.indicateurs import Place, placer
from contrat.dates import dire_du, dire_moment, dire_quand
from contrat.diagnostics import Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.suivi import Valeur

GRAVITE = Gravite.ERREUR
TITRE = "une série d'indicateur en désordre"
LIT = frozenset[str]()


def constater(dossier: Dossier) -> Constats:
    """Les valeurs en désordre, les périodes à l'envers ou qui se recouvrent, les cibles d'avant la base."""
    for place in placer(dossier):
        base, cible = place.indicateur.base, place.indicateur.cible
        if base and cible and precede(cible.date, base.date):
            message = f"la cible {dire_du(cible.date)} précède la base {dire_du(base.date)}"
            yield Constat(place.situer("cible", "date"), message, "vérifier les deux dates")
        for n in range(len(place.indicateur.valeurs)):
            yield from _valeur(place, n)


def _valeur(place: Place, n: int) -> Constats:
    valeur, avant = place.indicateur.valeurs[n], place.indicateur.valeurs[n - 1] if n else None
    adresse = place.situer("valeurs", n, "date")
    if avant and precede(valeur.date, avant.date):
        message = f"valeur {dire_du(valeur.date)}, après celle {dire_du(avant.date)}"
        yield Constat(adresse, message, "ranger les valeurs de la plus ancienne à la plus récente")
    if valeur.depuis is not None and precede(valeur.date, valeur.depuis):
        message = f"la période mesurée finit {dire_quand(valeur.date)}, avant son début ({dire_moment(valeur.depuis)})"
        yield Constat(adresse, message, "vérifier les deux dates")
    if valeur.publiee_le is not None and precede(valeur.publiee_le, valeur.date):
        fin = dire_moment(valeur.date)
        message = f"valeur présentée {dire_quand(valeur.publiee_le)}, avant la fin de ce qu'elle mesure, {fin}"
        yield Constat(place.situer("valeurs", n, "publiee_le"), message, "vérifier les deux dates")
    if avant and place.indicateur.nature == "annuelle" and _se_recouvrent(avant, valeur):
        debut = valeur.depuis or valeur.date
        de, a = dire_du(debut), dire_quand(avant.date)
        message = f"valeur comptée à partir {de}, alors que celle d'avant finit {a} : elles s'ajoutent"
        yield Constat(adresse, message, "corriger `depuis`, ou écrire `nature: cumulee`")


def _se_recouvrent(avant: Valeur, valeur: Valeur) -> bool:
    """Deux périodes qui se touchent sans être la même, que deux bilans publient."""
    memes = (avant.depuis, avant.date) == (valeur.depuis, valeur.date)
    return not memes and not precede(avant.date, valeur.depuis or valeur.date)
