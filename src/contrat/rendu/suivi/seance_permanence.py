"""Le compte rendu d'une permanence : des nombres, jamais un dossier."""

from __future__ import annotations

from collections.abc import Mapping

from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.suivi.seance_permanence import Bilan
from contrat.modele.contrat import Contrat, Mesure
from contrat.nombres import euros
from contrat.rendu.document import Document
from contrat.rendu.libelles import ETAPES_DITES, MOTIFS_ABANDON, dire_jour
from contrat.rendu.mots.dates import dire_exercices
from contrat.rendu.mots.menages import MARCHES
from contrat.rendu.page import Bloc, Cellule, Colonne, Page, Partie, Rangee, Tableau
from contrat.rendu.suivi.suivi import compter

_VERDICTS = {
    Verdict.ELIGIBLE: "éligibles à une aide aux travaux",
    Verdict.INDETERMINE: "réponse à vérifier",
    Verdict.NON_ELIGIBLE: "non éligibles",
}
# Les chiffres publiés que le cumul rejoint.
_PUBLIES: Mapping[str, Mesure] = {
    "reperes": "logements.reperes",
    "contactes": "menages.contactes",
    "eligibles": "menages.eligibles",
    "logements_renoves": "logements.renoves",
    "habiter_mieux": "logements.habiter_mieux",
}


def documenter_seance(bilan: Bilan, contrat: Contrat) -> Document:
    """Le compte rendu dans toutes ses formes ; le CSV est le cumul."""
    return Document(page=lambda: composer(bilan, contrat), donnees=lambda: _cumuler(bilan, contrat))


def composer(bilan: Bilan, contrat: Contrat) -> Page:
    """Qui a été reçu, ce qui a bougé depuis, le cumul."""
    depuis = f"la permanence du {dire_jour(bilan.precedente)}" if bilan.precedente else "le début"
    mouvements = {ETAPES_DITES[etape]: n for etape, n in bilan.mouvements.items()}
    bouge: Bloc = (
        compter("Étape franchie, tous dossiers", "Ménages", mouvements) if mouvements else "Aucune étape franchie."
    )
    abandons = {MOTIFS_ABANDON[motif]: n for motif, n in bilan.suivi.abandons.items()}
    cumul: list[Bloc] = [
        _cumuler(bilan, contrat),
        f"Travaux achevés : {euros(bilan.suivi.travaux, insecable=True)} TTC.",
        *([compter("Motif d'abandon", "Ménages", abandons)] if abandons else []),
    ]
    parties = [
        Partie("Ménages reçus", _recus(bilan)),
        Partie(f"Depuis {depuis}", [bouge]),
        Partie("Cumul à ce jour", cumul),
    ]
    return Page(f"Permanence du {dire_jour(bilan.jour)}", f"{contrat.titre}.", parties, gabarit="permanence")


def _recus(bilan: Bilan) -> list[Bloc]:
    nombres = {
        "reçus": len(bilan.recus),
        "dont pour la première fois": bilan.nouveaux,
        "dont déjà suivis": len(bilan.recus) - bilan.nouveaux,
        "dont sur rendez-vous": bilan.sur_rendez_vous,
    }
    verdicts = {_VERDICTS[verdict]: n for verdict, n in bilan.verdicts.items()}
    origines = {nom or "non dite": n for nom, n in bilan.origines.items()}
    aides = tuple(Rangee((nom, somme)) for nom, somme in bilan.aides().items())
    tableaux = [
        compter("Ménages", "Nombre", nombres),
        compter("Réponse du droit, au jour de la demande", "Ménages", verdicts),
        compter("Origine du contact", "Ménages", origines),
    ]
    blocs: list[Bloc] = [tableau for tableau in tableaux if tableau.rangees]
    blocs.append(f"Travaux envisagés : {euros(bilan.travaux, insecable=True)} TTC.")
    if aides:
        possibles = Colonne("Aides possibles, sous réserve de l'accord des financeurs")
        blocs.append(Tableau((possibles, Colonne("Montant", "euros")), aides))
    return blocs


def _cumuler(bilan: Bilan, contrat: Contrat) -> Tableau:
    """Chaque marche à ce jour, et le chiffre publié du contrat."""
    entonnoir = bilan.suivi.entonnoir._asdict()
    publies = {p.mesure: Cellule(p.valeur, "nombre", apres=f"({dire_exercices(p.periode)})") for p in contrat.publies}
    rangees = [Rangee((libelle, entonnoir[nom], publies.get(_PUBLIES[nom], ""))) for nom, libelle in MARCHES.items()]
    colonnes = (Colonne("Ménages et logements"), Colonne("Ce jour", "nombre"), Colonne("Publié", "nombre"))
    return Tableau(colonnes, tuple(rangees))
