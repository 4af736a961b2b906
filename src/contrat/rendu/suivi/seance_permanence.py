"""Le compte rendu d'une permanence : des nombres qui ne désignent personne, jamais un dossier."""

from __future__ import annotations

from contrat.calculs.suivi.publication import PUBLIES, Publication
from contrat.calculs.suivi.seance_publiee import SeancePubliee
from contrat.modele.contrat import Contrat
from contrat.nombres import euros
from contrat.rendu.document import Document
from contrat.rendu.mots.dates import dire_exercices, dire_jour
from contrat.rendu.mots.droit import REPONSES_MENAGES
from contrat.rendu.mots.menages import ETAPES_DITES, MARCHES, MARCHES_D_UN_TEMPS, MOTIFS_ABANDON
from contrat.rendu.page import Bloc, Cellule, Colonne, Page, Partie, Rangee, Tableau
from contrat.rendu.suivi.suivi import MASQUE, SE_SOUSTRAIENT, denombrer, nommer_origines, repartir

SANS_LES_INCONNUS = ", sans ceux dont le montant est inconnu"


def documenter_seance(seance: SeancePubliee, contrat: Contrat) -> Document:
    """Le compte rendu dans toutes ses formes ; le CSV est le cumul."""
    return Document(page=lambda: composer(seance, contrat), donnees=lambda: _cumuler(seance, contrat))


def composer(seance: SeancePubliee, contrat: Contrat) -> Page:
    """Qui a été reçu, ce qui a bougé depuis, le cumul."""
    depuis = f"la permanence du {dire_jour(seance.precedente)}" if seance.precedente else "le début"
    seuil = seance.cumul.seuil
    mouvements = {ETAPES_DITES[etape]: n for etape, n in seance.mouvements.items()}
    rien = f"Aucune étape franchie par {seuil} ménages ou plus."
    bouge: Bloc = denombrer("Étape franchie, tous dossiers", "Ménages", mouvements) if mouvements else rien
    abandons = repartir("Motif d'abandon", seance.cumul.abandons, MOTIFS_ABANDON)
    cumul: list[Bloc] = [
        _cumuler(seance, contrat),
        f"Travaux achevés : {_dire_travaux(seance.cumul)}.",
        *([abandons] if abandons.rangees else []),
        f"Aucun nombre sous {seuil} n'est publié, ni ce qui en ferait retrouver un, sauf ceux que le document source "
        f"du contrat publie déjà ; {MASQUE} en cache un. Le cumul est arrêté au dernier jour d'un trimestre.",
        SE_SOUSTRAIENT,
    ]
    parties = [
        Partie("Ménages reçus", _recus(seance)),
        Partie(f"Depuis {depuis}", [bouge]),
        Partie(f"Cumul au {dire_jour(seance.arrete)}", cumul),
    ]
    return Page(f"Permanence du {dire_jour(seance.jour)}", f"{contrat.titre}.", parties, gabarit="permanence")


def _dire_travaux(cumul: Publication) -> str:
    if cumul.travaux is None:
        return "montant inconnu" if cumul.manquants == "tous" else MASQUE
    reserve = SANS_LES_INCONNUS if cumul.manquants == "certains" else ""
    return f"{euros(cumul.travaux, insecable=True)} TTC{reserve}"


def _recus(seance: SeancePubliee) -> list[Bloc]:
    if seance.recus is None:
        return [f"Moins de {seance.cumul.seuil} ménages reçus : rien d'autre n'en est publié."]
    nombres = {"reçus": seance.recus}
    if seance.nouveaux is not None:
        nombres |= {"dont pour la première fois": seance.nouveaux, "dont déjà suivis": seance.recus - seance.nouveaux}
    if seance.sur_rendez_vous is not None:
        nombres["dont sur rendez-vous"] = seance.sur_rendez_vous
    tableaux = [
        denombrer("Ménages", "Nombre", nombres),
        repartir("Réponse du droit, au jour de la demande", seance.reponses, REPONSES_MENAGES),
        repartir("Origine du contact", seance.origines, nommer_origines(seance.origines)),
    ]
    blocs: list[Bloc] = [tableau for tableau in tableaux if tableau.rangees]
    if seance.travaux is not None:
        reserve = SANS_LES_INCONNUS if seance.travaux_partiels else ""
        blocs.append(f"Travaux envisagés : {euros(seance.travaux, insecable=True)} TTC{reserve}.")
    if aides := tuple(Rangee((nom, somme)) for nom, somme in seance.aides.items()):
        possibles = Colonne("Aides possibles, sous réserve de l'accord des financeurs")
        blocs.append(Tableau((possibles, Colonne("Montant", "euros")), aides))
    return blocs


def _cumuler(seance: SeancePubliee, contrat: Contrat) -> Tableau:
    """Chaque marche au dernier arrêté, et le chiffre publié du contrat."""
    publies = {p.mesure: Cellule(p.valeur, "nombre", apres=f"({dire_exercices(p.periode)})") for p in contrat.publies}
    rangees = []
    for nom, libelle in MARCHES.items():
        nombre = seance.cumul.entonnoir[nom]
        if nom in MARCHES_D_UN_TEMPS and nombre == 0 and PUBLIES[nom] not in publies:
            continue
        rangees.append(Rangee((libelle, MASQUE if nombre is None else nombre, publies.get(PUBLIES[nom], ""))))
    colonnes = (Colonne("Ménages et logements"), Colonne("Cumul", "nombre"), Colonne("Publié", "nombre"))
    return Tableau(colonnes, tuple(rangees))
