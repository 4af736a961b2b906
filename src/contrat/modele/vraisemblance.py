"""Ce qui, dans un ménage, fait penser à une faute de frappe : des repères de relecture, non des règles de droit."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from contrat.dates import dire_quand
from contrat.diagnostics import Chemin
from contrat.modele.menage import Logement, Menage, Projet
from contrat.nombres import euros, pourcent

MOIS = 12
# Aucun suivi de ménage n'est plus ancien.
PREMIERE_ANNEE_DE_SUIVI = 2000
_REVENU_BAS = Decimal(100) * MOIS
_REVENU_HAUT = Decimal(1_000_000)
_PRIX_BAS = Decimal(100)
_OCCUPANTS = 20
_SURFACE_BASSE, _SURFACE_HAUTE = 5, 1000


def relever_invraisemblances(menage: Menage, jour: date | None) -> list[tuple[Chemin, str]]:
    """Les données d'un ménage à relire sur leur pièce, et pourquoi ; un montant nul, ou inconnu, ne l'est pas.

    `jour` : celui où l'on relit ; sans lui, aucune date n'est dans l'avenir.
    """
    releves: list[tuple[Chemin, str]] = []
    for rang, avis in enumerate(menage.revenus):
        if doute := _douter_du_revenu(avis.rfr):
            releves.append((("revenus", rang, "rfr"), f"revenu de {avis.annee} : {euros(avis.rfr)}, {doute}"))
    releves += [(("revenus", rang, "annee"), message) for rang, message in _compter_les_avis(menage)]
    nombre = menage.occupants.nombre
    if nombre is not None and nombre > _OCCUPANTS:
        releves.append((("occupants", "nombre"), f"{nombre} personnes dans le logement"))
    releves += [(("logement", cle), message) for cle, message in _relire_le_logement(menage.logement, jour)]
    dpe, vise = menage.logement.dpe, menage.projet.dpe_vise
    if dpe and vise and vise > dpe:
        releves.append((("projet", "dpe_vise"), f"classe visée {vise}, moins bonne que celle d'aujourd'hui, {dpe}"))
    releves += [(("projet", *chemin), message) for chemin, message in _relire_le_projet(menage.projet)]
    return releves


def _douter_du_revenu(rfr: Decimal) -> str:
    if 0 < rfr < _REVENU_BAS:
        return "moins de 100 € par mois"
    return "plus d'un million d'euros" if rfr > _REVENU_HAUT else ""


def _compter_les_avis(menage: Menage) -> Iterator[tuple[int, str]]:
    """L'année qui a moins d'avis qu'une autre, ou plus que de personnes : un foyer manque, ou compte deux fois."""
    annees = [avis.annee for avis in menage.revenus]
    nombres, personnes = Counter(annees), menage.occupants.nombre
    for annee, nombre in nombres.items():
        autre = max(nombres, key=lambda a: nombres[a])
        if nombre < nombres[autre]:
            yield annees.index(annee), f"{nombre} avis de revenus de {annee}, et {nombres[autre]} de {autre}"
        if personnes is not None and nombre > personnes:
            mot = "personne" if personnes == 1 else "personnes"
            yield annees.index(annee), f"{nombre} avis de revenus de {annee} pour {personnes} {mot}"


def _relire_le_logement(logement: Logement, jour: date | None) -> Iterator[tuple[str, str]]:
    if logement.surface is not None and not _SURFACE_BASSE <= logement.surface <= _SURFACE_HAUTE:
        yield "surface", f"surface habitable de {logement.surface} m²"
    if logement.achevement and jour is not None and logement.achevement > jour.isoformat():
        yield "achevement", f"logement achevé {dire_quand(logement.achevement)}, qui n'est pas encore venu"


def _relire_le_projet(projet: Projet) -> Iterator[tuple[Chemin, str]]:
    estimation = projet.estimation
    prix: list[tuple[Chemin, Decimal | None]] = [
        (("prix_accompagnement",), projet.prix_accompagnement),
        *((("gestes", rang, "travaux_ttc"), choisi.travaux_ttc) for rang, choisi in enumerate(projet.gestes)),
        (("travaux_ht",), projet.travaux_ht),
        (("travaux_ttc",), projet.travaux_ttc),
        *((("autres_travaux", rang, "travaux_ht"), t.travaux_ht) for rang, t in enumerate(projet.autres_travaux)),
        *((("autres_travaux", rang, "travaux_ttc"), t.travaux_ttc) for rang, t in enumerate(projet.autres_travaux)),
        (("estimation", "de"), estimation.de if estimation else None),
    ]
    for chemin, montant in prix:
        if montant is not None and 0 < montant < _PRIX_BAS:
            quoi = "de l'accompagnement" if chemin == ("prix_accompagnement",) else "des travaux"
            yield chemin, f"prix {quoi} : {euros(montant)}, moins de 100 €"
    if estimation and estimation.de > estimation.a:
        yield ("estimation", "de"), f"estimation de {euros(estimation.de)} à {euros(estimation.a)} : bornes inversées"
    if projet.gain is not None and projet.gain > 100:
        yield ("gain",), f"gain de {pourcent(projet.gain)}, plus que toute la consommation"
