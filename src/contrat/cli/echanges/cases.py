"""Une case d'un tableur de ménages : ce qu'un dossier en écrit, ou pourquoi elle n'est pas reprise."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from pydantic import ValidationError

from contrat.calculs.echanges.menages import (
    EVENEMENTS,
    LISTES,
    MONTANTS,
    MOTIF,
    TEXTES,
    ColonneMenage,
    RangeeMenage,
    decouper_liste,
    decouper_montants,
    decouper_revenus,
)
from contrat.controles.d008_champ_interdit import designe_une_personne
from contrat.controles.ecriture import examiner
from contrat.dates import deviner_jour
from contrat.depot.messages import dire
from contrat.diagnostics import Gravite, citer
from contrat.modele.base import ECRIRE_UN_JOUR, ECRIRE_UN_MONTANT, ECRIRE_UN_NOMBRE, deviner_montant
from contrat.modele.communes import Communes
from contrat.modele.evenement import ANNEES_D_AVANCE, RENDEZ_VOUS
from contrat.modele.lot import LigneLot, reecrire
from contrat.proches import Noms, designer, proposer, replier
from contrat.rendu.mots.menages import MOTIFS_ABANDON, MOTIFS_REFUS, VALEURS, dire_inconnue

_REPONSES = {"vrai": "oui", "faux": "non"}
_JOUR = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
# Ce qu'un tableur admet de plus qu'un fichier, et ce qu'il n'a donc pas à demander.
_GESTES = {
    ECRIRE_UN_MONTANT: "écrire un nombre comme 12840 ou 12 840,50 €",
    ECRIRE_UN_NOMBRE: "écrire un nombre comme 71 ou 12,5",
    ECRIRE_UN_JOUR: "écrire un jour comme 18/02/2025",
}
_FORME_D_UN_FICHIER = " de la forme AAAA-MM-JJ"


class Annuaire(NamedTuple):
    """Ce qu'une case nomme : les communes, et les organismes du contrat, chaque nom avec son identifiant."""

    communes: Communes
    organismes: Noms


@dataclass(frozen=True)
class CaseMenage:
    """Une case d'une colonne reconnue, sous son en-tête ; celle d'un en-tête de personne ne se cite pas."""

    colonne: ColonneMenage
    place: str
    texte: str
    entete: str


def retenir(rangee: RangeeMenage, case: CaseMenage, annuaire: Annuaire) -> None:
    """Garder une valeur que le dossier comprend ; sinon, dire pourquoi, sans citer ce qui désigne quelqu'un."""
    valeur, aide = _ecrire(case, annuaire)
    refus = aide or _refuser(case.colonne, valeur)
    identites = _identites(case.texte) if refus or case.colonne.nom in TEXTES else []
    est_commune = case.colonne.nom == "commune"
    # « St-André » a l'air d'un prénom : le nom que portent plusieurs communes n'est pas à taire.
    if identites and est_commune and annuaire.communes.chercher_nom(case.texte):
        identites = []
    if identites or (refus and designe_une_personne(case.entete)):
        sinon = " ; une commune se donne par son code INSEE" if est_commune else ""
        rangee.ecartees.append(f"{case.place} : {', '.join(identites) or 'ce qui désigne une personne'}{sinon}")
    elif refus:
        rangee.ecartees.append(f"{case.place} : {refus}")
    else:
        rangee.valeurs[case.colonne.nom] = valeur
        if est_commune and (confusion := annuaire.communes.chercher_confusion(valeur)):
            reste = f"celui de {confusion.nom}, ou un code postal" if confusion.nom else "un code postal"
            rangee.ecartees.append(f"{case.place} : à vérifier, {valeur} est {reste} ; repris")
        if est_commune and annuaire.communes.est_inconnue(valeur):
            rangee.ecartees.append(f"{case.place} : à vérifier, {dire_inconnue(valeur)} ; repris")


def _identites(texte: str) -> list[str]:
    fautes = [d for d in examiner(texte, "case") if d.gravite is Gravite.ERREUR]
    return list(dict.fromkeys(f"[{d.code}] {d.message}" for d in fautes))


def _ecrire(case: CaseMenage, annuaire: Annuaire) -> tuple[str, str]:
    """La valeur d'une case telle qu'un dossier l'écrit, et ce qui empêche de la comprendre."""
    colonne, texte = case.colonne, case.texte
    if colonne.reponses:
        return _choisir(colonne, texte)
    if colonne.nom == "commune" and not any(signe.isdigit() for signe in texte):
        return _nommer_commune(texte, annuaire.communes)
    if colonne.nom == "rfr":
        return " + ".join(deviner_montant(terme) or terme for terme in decouper_revenus(texte)), ""
    if colonne.cle == MONTANTS:
        return _ecrire_montants(texte, annuaire.organismes)
    if colonne.bloc == EVENEMENTS:
        return _dater(colonne, texte)
    nom = "demande" if colonne.nom == "date" else colonne.nom
    reecrit = reecrire(nom, texte, True) if nom in LigneLot.model_fields else None
    valeur = reecrit[0] if reecrit else deviner_montant(texte) or texte
    return _ecrire_gain(valeur) if colonne.nom == "gain" else (valeur, "")


def _dater(colonne: ColonneMenage, texte: str) -> tuple[str, str]:
    """Le jour d'une étape ; seul un rendez-vous est à venir, et ce qui n'est pas un jour se dira comme tel."""
    jour, aujourdhui = deviner_jour(texte, True) or texte, date.today()
    if not re.fullmatch(_JOUR, jour) or jour <= aujourdhui.isoformat():
        return jour, ""
    if colonne.nom not in RENDEZ_VOUS:
        return jour, f"« {citer(texte)} » est à venir, et ce n'est pas un rendez-vous"
    est_loin = int(jour[:4]) > aujourdhui.year + ANNEES_D_AVANCE
    return jour, f"« {citer(texte)} » est trop loin pour un rendez-vous : vérifier l'année" if est_loin else ""


def _ecrire_gain(valeur: str) -> tuple[str, str]:
    """Un gain en pour cent ; un tableur rend « 32 % » par 0,32, que rien ne distingue d'un tiers de pour cent."""
    nu = valeur.rstrip("% ")
    if nu.startswith("0.") and "%" not in valeur:
        return "", f"« {citer(valeur)} » : écrire {nu.partition('.')[2][:2].ljust(2, '0')} % si c'est une part"
    return f"{nu} %", ""


def _ecrire_montants(texte: str, organismes: Noms) -> tuple[str, str]:
    """Les montants d'une pièce, `Anah=3 000 € ; CCAS=500`, chaque financeur par son identifiant dans le contrat."""
    ecrits: dict[str, str] = {}
    for morceau in decouper_liste(texte):
        dit, egal, somme = (part.strip() for part in morceau.rpartition("="))
        if not egal:
            return "", f"« {citer(morceau)} » ne dit pas son financeur : écrire FINANCEUR=EUROS, comme anah=12 000"
        financeur = designer(dit, organismes)
        if financeur is None:
            aide = proposer(dit, dict.fromkeys(cle for _, cle in organismes))
            return "", f"l'organisme « {citer(dit)} » n'existe pas" + (f" ({aide})" if aide else "")
        if financeur in ecrits:
            return "", f"deux montants pour {financeur} : en écrire la somme"
        ecrits[financeur] = deviner_montant(somme) or somme
    return " ; ".join(f"{financeur}={somme}" for financeur, somme in ecrits.items()), ""


def _choisir(colonne: ColonneMenage, texte: str) -> tuple[str, str]:
    """Le mot d'une liste fermée que dit une case, à la lettre ou comme il se prononce."""
    mot = _REPONSES.get(replier(texte), replier(texte))
    listes: tuple[Mapping[Any, str], ...] = (MOTIFS_ABANDON, MOTIFS_REFUS) if colonne.nom == MOTIF else (VALEURS,)
    trouves = [r for r in colonne.reponses if mot in {replier(dits.get(r, r)) for dits in ({}, *listes)}]
    if trouves:
        return trouves[0], ""
    aide = proposer(texte, colonne.reponses)
    return "", f"« {citer(texte)} » n'est pas dans la liste" + (f" ({aide})" if aide else "")


def _nommer_commune(texte: str, communes: Communes) -> tuple[str, str]:
    codes = communes.chercher_nom(texte)
    if len(codes) == 1:
        return codes[0], ""
    trouve = f"est le nom de plusieurs communes, {', '.join(codes)}" if codes else "n'est le nom d'aucune commune"
    return "", f"« {citer(texte)} » {trouve} : écrire le code INSEE"


def _refuser(colonne: ColonneMenage, valeur: str) -> str:
    """Pourquoi le dossier ne comprend pas une valeur, avec le geste à faire ; rien quand elle convient."""
    if colonne.reponses:
        return ""
    essais: list[object] = [valeur]
    if colonne.nom == "rfr":
        essais = [*decouper_revenus(valeur)]
    elif colonne.nom in LISTES:
        essais = [decouper_liste(valeur)]
    elif colonne.cle == MONTANTS:
        essais = [decouper_montants(valeur)]
    try:
        for essai in essais:
            colonne.lire(essai)
    except ValidationError as erreur:
        _, message, aide = dire(dict(erreur.errors(include_url=False)[0]), colonne.modele)
        geste = _GESTES.get(aide, aide)
        return message.removesuffix(_FORME_D_UN_FICHIER) + (f" ({geste})" if geste else "")
    return ""
