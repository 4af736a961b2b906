"""Lire, dans un tableur, ce que ses rangées disent des ménages ; aucune colonne de personnes n'est reprise."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from contrat.calculs.echanges.menages import (
    COLONNES,
    EVENEMENTS,
    LISTES,
    MONTANTS,
    MOTIF,
    MOTIVEES,
    NUMERO,
    TEXTES,
    ColonneMenage,
    RangeeMenage,
    decouper_liste,
    decouper_montants,
    decouper_revenus,
    nommer_montants,
    reconnaitre_colonne,
    situer_motif,
)
from contrat.calculs.suivi.suivi import SENS
from contrat.cli.echanges.tableur import RANGEES_D_ENTETE, lire_correspondance, lire_feuilles
from contrat.controles.d008_champ_interdit import designe_une_personne
from contrat.controles.ecriture import examiner
from contrat.depot.messages import dire
from contrat.depot.tableur import nommer_place
from contrat.diagnostics import Gravite, citer
from contrat.erreurs import ErreurContrat, ErreurUsage
from contrat.modele.base import deviner_jour, deviner_montant
from contrat.modele.communes import Communes
from contrat.modele.lot import LigneLot, reecrire
from contrat.modele.menage import RENDEZ_VOUS
from contrat.proches import Noms, designer, proposer, replier
from contrat.rendu.mots.menages import ETAPES_DITES, MOTIFS_ABANDON, MOTIFS_REFUS, VALEURS

# Un numéro de rangée : assez court, et fait d'assez peu de lettres, pour n'être ni un nom ni une date de naissance.
_OPAQUE = re.compile(r"M-[0-9A-Z]{4,12}|[A-Za-z]{0,4}[-/ ]?[0-9]{1,7}|[0-9]{4}[-/ ][0-9]{1,4}")
_REPONSES = {"vrai": "oui", "faux": "non"}
_ETAPES = {replier(dit): etape for etape, dit in ETAPES_DITES.items()}


@dataclass
class TableauMenages:
    """Un tableur lu : ses rangées, ses colonnes de personnes, celles qui n'ont pas de place.

    `est_numerote` : chaque rangée a son numéro ; sinon, c'est sa place qui la désigne.
    """

    est_numerote: bool = True
    rangees: list[RangeeMenage] = field(default_factory=list)
    personnes: list[str] = field(default_factory=list)
    sans_place: list[str] = field(default_factory=list)


class Annuaire(NamedTuple):
    """Ce qu'une case nomme : les communes, et les organismes du contrat, chaque nom avec son identifiant."""

    communes: Communes
    organismes: Noms


@dataclass(frozen=True)
class _Case:
    """Une case d'une colonne reconnue ; `est_nominative` : son en-tête désigne une personne, elle ne se cite pas."""

    colonne: ColonneMenage
    place: str
    texte: str
    est_nominative: bool


def lire_menages(fichier: Path, correspondance: Path | None, feuille: str | None, annuaire: Annuaire) -> TableauMenages:
    """Ce que les rangées d'un tableur disent de ménages ; lève `ErreurContrat` quand il n'a pas d'en-têtes reconnus."""
    noms = lire_correspondance(correspondance, [NUMERO, *COLONNES]) if correspondance else {}
    feuilles = lire_feuilles(fichier, feuille)
    entetees = [(lue, rang, entetes) for lue in feuilles for rang, entetes in enumerate(lue.rangees[:RANGEES_D_ENTETE])]
    # Une rangée d'en-têtes nomme deux colonnes au moins ; celle qui a un numéro d'abord.
    for exigees in ({NUMERO}, set[str]()):
        for lue, rang, entetes in entetees:
            cles = [_reconnaitre(entete, noms) for entete in entetes]
            if exigees <= set(cles) and len(set(cles) - {None}) > 1:
                tableau = _ouvrir(fichier, entetes, cles, rang)
                for numero, textes in enumerate(lue.rangees[rang + 1 :], rang + 2):
                    if any(textes):
                        tableau.rangees.append(_lire_rangee(numero, textes, entetes, cles, annuaire))
                return tableau
    raise ErreurContrat(
        f"{fichier} : aucune feuille n'a deux colonnes reconnues",
        f"colonnes : {NUMERO}, {', '.join(COLONNES)} ; ou --colonnes MAP.yaml",
    )


def _reconnaitre(entete: str, noms: Mapping[str, str]) -> str | None:
    """La colonne d'un en-tête ; celui qui désigne une personne ne mène jamais à du texte libre."""
    cle = noms.get(replier(entete)) or reconnaitre_colonne(entete) or _ETAPES.get(replier(entete))
    return None if cle in TEXTES and designe_une_personne(entete) else cle


def _ouvrir(fichier: Path, entetes: Sequence[str], cles: Sequence[str | None], rang: int) -> TableauMenages:
    """Le tableau, ses colonnes rangées ; une donnée ne peut venir que d'une colonne."""
    tableau, vues = TableauMenages(est_numerote=NUMERO in cles), dict[str, str]()
    for colonne, (entete, cle) in enumerate(zip(entetes, cles, strict=True), 1):
        place = nommer_place(rang + 1, colonne)
        if cle in vues:
            raise ErreurUsage(f"{fichier} : {vues[cle]} et {place} disent tous deux « {cle} »", "en retirer une")
        if cle is not None:
            vues[cle] = place
        elif designe_une_personne(entete):
            tableau.personnes.append(f"{place} « {entete} »")
        elif entete:
            tableau.sans_place.append(f"{place} « {citer(entete)} »{_proposer(entete)}")
    return tableau


def _proposer(entete: str) -> str:
    aide = proposer(entete, COLONNES)
    return f" ({aide})" if aide.startswith("vouliez-vous") else ""


def _lire_rangee(
    ligne: int, textes: Sequence[str], entetes: Sequence[str], cles: Sequence[str | None], annuaire: Annuaire
) -> RangeeMenage:
    rangee = RangeeMenage(ligne, "" if NUMERO in cles else f"ligne {ligne}")
    for rang, (cle, texte) in enumerate(zip(cles, textes, strict=False)):
        place = nommer_place(ligne, rang + 1)
        if cle == NUMERO:
            rangee.numero = texte
            if texte and (not _OPAQUE.fullmatch(texte) or deviner_jour(texte, True)):
                rangee.refus = f"{place} : ce numéro pourrait désigner quelqu'un, en donner un comme 17 ou 2024-017"
        elif cle is not None and texte:
            case = _Case(COLONNES[cle], place, texte, designe_une_personne(entetes[rang]))
            _retenir(rangee, case, annuaire)
    if not rangee.numero:
        rangee.refus = "l'id est vide"
    _exiger_les_paires(rangee)
    return rangee


def _exiger_les_paires(rangee: RangeeMenage) -> None:
    """Ce qui ne veut rien dire seul : un revenu sans son année, le prix d'un geste sans le geste."""
    paires = (
        ("rfr", "rfr_annee"), ("rfr_annee", "rfr"), ("ressources", "charges"), ("charges", "ressources"),
        ("quantite", "geste"), ("cee", "geste"), *((nommer_montants(etape), etape) for etape in SENS),
    )  # fmt: skip
    for nom, autre in paires:
        if nom in rangee.valeurs and autre not in rangee.valeurs:
            del rangee.valeurs[nom]
            rangee.ecartees.append(f"{nom}, sans {autre}")
    if MOTIF in rangee.valeurs and situer_motif(rangee.valeurs) is None:
        mot = rangee.valeurs.pop(MOTIF)
        rangee.ecartees.append(f"{MOTIF} « {mot} », sans l'étape qu'il explique, une seule parmi {', '.join(MOTIVEES)}")


def _retenir(rangee: RangeeMenage, case: _Case, annuaire: Annuaire) -> None:
    """Garder une valeur que le dossier comprend ; sinon, dire pourquoi, sans citer ce qui désigne quelqu'un."""
    valeur, aide = _ecrire(case, annuaire)
    refus = aide or _refuser(case.colonne, valeur)
    identites = _identites(case.texte) if refus or case.colonne.nom in TEXTES else []
    if identites or (refus and case.est_nominative):
        rangee.ecartees.append(f"{case.place} : {', '.join(identites) or 'ce qui désigne une personne'}")
    elif refus:
        rangee.ecartees.append(f"{case.place} : {refus}")
    else:
        rangee.valeurs[case.colonne.nom] = valeur
        if case.colonne.nom == "commune" and (confusion := annuaire.communes.chercher_confusion(valeur)):
            reste = f"celui de {confusion.nom}, ou un code postal" if confusion.nom else "un code postal"
            rangee.ecartees.append(f"{case.place} : à vérifier, {valeur} est {reste} ; repris")


def _identites(texte: str) -> list[str]:
    fautes = [d for d in examiner(texte, "case") if d.gravite is Gravite.ERREUR]
    return list(dict.fromkeys(f"[{d.code}] {d.message}" for d in fautes))


def _ecrire(case: _Case, annuaire: Annuaire) -> tuple[str, str]:
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
        jour = deviner_jour(texte, True) or texte
        a_venir = jour > date.today().isoformat() and colonne.nom not in RENDEZ_VOUS
        return jour, f"« {citer(texte)} » est à venir, et ce n'est pas un rendez-vous" if a_venir else ""
    nom = "demande" if colonne.nom == "date" else colonne.nom
    reecrit = reecrire(nom, texte, True) if nom in LigneLot.model_fields else None
    valeur = reecrit[0] if reecrit else deviner_montant(texte) or texte
    return _ecrire_gain(valeur) if colonne.nom == "gain" else (valeur, "")


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
            return "", f"« {citer(morceau)} » ne dit pas son financeur : écrire FINANCEUR=EUROS"
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
    trouve = f"plusieurs communes, {', '.join(codes)}" if codes else "aucune commune"
    return "", f"« {citer(texte)} » est le nom de {trouve} : écrire le code INSEE"


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
        return f"{message} ({aide})" if aide else message
    return ""
