"""V007 : un chiffre d'une source, écrit à deux endroits, n'est pas le même."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from contrat.calculs.concordance.mesures_fiches import trouver_indicateur
from contrat.calculs.concordance.noms import nommer_publie
from contrat.controles.parcours import CONTRAT
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.contrat import Mesure, Publie
from contrat.modele.dossier import Dossier
from contrat.modele.suivi import Indicateur
from contrat.nombres import nombre

GRAVITE = Gravite.ERREUR
TITRE = "un chiffre écrit deux fois, et différent"
LIT = frozenset({"contrat", "actions"})


# L'indicateur d'une fiche qui porte le même chiffre qu'une mesure publiée : les étapes du suivi des logements.
INDICATEURS: dict[Mesure, str] = {
    "logements.reperes": "logements-reperes",
    "menages.contactes": "menages-contactes",
    "menages.eligibles": "menages-eligibles",
    "logements.renoves": "logements-renoves",
    "logements.habiter_mieux": "logements-habiter-mieux",
    "logements.travaux": "travaux-logements",
    "actions.ressources.ville": "mobilise-ville",
}


def constater(dossier: Dossier) -> Constats:
    """Les chiffres publiés dont une enveloppe, un jalon ou un indicateur tient un autre de la même source."""
    for rang, publie in enumerate(dossier.contrat.publies):
        for quoi, valeur in _copier(dossier, publie):
            if valeur != publie.valeur:
                nom = nommer_publie(publie, trouver_indicateur(dossier, publie))
                message = f"{nom} : publié {nombre(publie.valeur)}, et {quoi} {nombre(valeur)}, même source"
                aide = "relire la source, et corriger l'un des deux"
                yield Constat(Adresse(*CONTRAT, ("publies", rang, "valeur")), message, aide)


def _copier(dossier: Dossier, publie: Publie) -> Iterator[tuple[str, Decimal]]:
    """Les autres endroits où le chiffre de cette source est écrit, et ce qu'il y vaut."""
    contrat = dossier.contrat
    for enveloppe in contrat.enveloppes:
        est_le_meme = publie.mesure == f"enveloppes.{enveloppe.section}" and enveloppe.periode == publie.periode
        if est_le_meme and enveloppe.source == publie.source:
            yield "l'enveloppe", enveloppe.montant
    for jalon in contrat.jalons:
        est_le_meme = jalon.indicateur is not None and jalon.indicateur == publie.indicateur
        if est_le_meme and jalon.source == publie.source and jalon.participants is not None:
            yield f"le jalon de {jalon.fait or jalon.prevu}", jalon.participants
    for indicateur in _indicateurs(dossier, publie):
        for valeur in indicateur.valeurs:
            if valeur.source == publie.source and _est_de(valeur.depuis, valeur.date, publie):
                yield f"l'indicateur {indicateur.id}", valeur.valeur


def _indicateurs(dossier: Dossier, publie: Publie) -> list[Indicateur]:
    if publie.indicateur is not None:
        trouve = trouver_indicateur(dossier, publie)
        return [] if trouve is None else [trouve]
    nom = INDICATEURS.get(publie.mesure)
    fiches = [a for a in dossier.actions.values() if publie.action in (None, a.id)]
    return [i for fiche in fiches for i in fiche.indicateurs if nom is not None and i.id == nom]


def _est_de(depuis: str | None, date: str, publie: Publie) -> bool:
    """Dire si une valeur mesure la période du chiffre ; sans début, elle peut être d'avant."""
    debut, fin = publie.periode.debut, publie.periode.fin
    return int(date[:4]) <= fin if depuis is None else (int(depuis[:4]), int(date[:4])) == (debut, fin)
