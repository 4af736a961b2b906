"""Choisir les dossiers de ménage à effacer, et dire pourquoi les autres restent."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from contrat.calculs.suivi.agregat import agreger, fusionner
from contrat.calculs.suivi.conservation import dernier_contact, dernier_jour, est_fictif, est_perime, situer
from contrat.modele.agregat import Agregat, Purge
from contrat.modele.bareme import Bareme
from contrat.modele.dossier import Dossier
from contrat.modele.evenement import RaisonDeGarder
from contrat.modele.menage import Menage

# Effacés ensemble, des dossiers se confondent dans leurs totaux ; l'un après l'autre, chaque ajout décrirait le sien.
LOT_MINIMAL = 11


class Garde(NamedTuple):
    """Un dossier qui reste, et jusqu'à quand quand la règle le dit."""

    menage: Menage
    raison: RaisonDeGarder
    jusqu_au: date | None = None


class Tri(NamedTuple):
    """Les dossiers qui sortent et ceux qui restent."""

    sortants: tuple[Menage, ...]
    gardes: tuple[Garde, ...]


def trier(dossier: Dossier, bareme: Bareme, avant: date, jour: date) -> Tri:
    """Faire sortir les dossiers sans nouvelle depuis ce jour et dont la durée de conservation est passée."""
    sortants, gardes = [], []
    for _, menage in sorted(dossier.menages.items()):
        garde = Garde(menage, "fictif") if est_fictif(menage, dossier.sources) else _garder(menage, bareme, avant, jour)
        if garde is None:
            sortants.append(menage)
        else:
            gardes.append(garde)
    return Tri(tuple(sortants), tuple(gardes))


def _garder(menage: Menage, bareme: Bareme, avant: date, jour: date) -> Garde | None:
    contact = dernier_contact(menage)
    if contact is None:
        return Garde(menage, "sans_etape")
    if contact >= avant:
        return Garde(menage, "recent")
    if situer(menage) == "en_cours":
        return Garde(menage, "en_cours")
    if not est_perime(menage, bareme.regles, jour):
        return Garde(menage, "a_conserver", dernier_jour(menage, bareme.regles))
    return None


def est_trop_petit(tri: Tri) -> bool:
    """Vrai quand les totaux de si peu de dossiers les décriraient un par un."""
    return 0 < len(tri.sortants) < LOT_MINIMAL


def reunir(dossier: Dossier, bareme: Bareme, tri: Tri, avant: date, jour: date, avec_totaux: bool = True) -> Agregat:
    """Les totaux de tous les dossiers effacés, ceux-ci compris ; les fichiers qui restent à retirer y sont désignés.

    Sans `avec_totaux`, ceux-ci sont désignés sans être comptés : il n'en reste que le nombre.
    """
    deja = dossier.agregat or Agregat(menages=0)
    if not tri.sortants:
        return deja
    nouveau = agreger(tri.sortants, bareme) if avec_totaux else Agregat(menages=0)
    marque = nouveau.model_copy(
        update={
            "purges": (Purge(le=jour, avant=avant, menages=len(tri.sortants)),),
            "a_effacer": tuple(menage.id for menage in tri.sortants),
        }
    )
    return fusionner(deja, marque)
