"""La commande `contrat evenement` : ajouter une étape datée au dossier d'un ménage."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from contrat.cli.cadre import Racine

if TYPE_CHECKING:
    from datetime import date

    from contrat.depot.ecriture import ChangementFichier
    from contrat.depot.fiche import FicheLue


# Un rendez-vous ne se prend pas plus tôt : une année plus lointaine est une faute de frappe.
ANNEES_A_VENIR = 2


def evenement(
    menage: Annotated[str, typer.Argument(metavar="MENAGE", help="Identifiant du ménage, comme M-0001")],
    etape: Annotated[str, typer.Argument(metavar="ETAPE", help="Étape franchie, comme visite_programmee")],
    date_: Annotated[str | None, typer.Option("--date", metavar="JOUR", help="Jour ; sinon, aujourd'hui")] = None,
    motif: Annotated[str | None, typer.Option("--motif", metavar="MOTIF", help="Pourquoi le ménage abandonne")] = None,
    note: Annotated[
        str | None, typer.Option("--note", metavar="TEXTE", help="Remarque, sans identité ni santé")
    ] = None,
    montant: Annotated[
        list[str] | None,
        typer.Option("--montant", metavar="FINANCEUR=EUROS", help="Montant de la pièce, par financeur ; se répète"),
    ] = None,
    racine: Racine = None,
) -> None:
    """Ajouter une étape datée au dossier d'un ménage, sans rien changer d'autre dans son fichier."""
    from contrat.cli.ecriture import ecrire_ou_sortir
    from contrat.cli.eligibilite_guichet import trouver_menage
    from contrat.cli.lectures import lire_jour_ou_aujourdhui
    from contrat.depot.ecriture import ChangementFichier
    from contrat.depot.menage_ecrit import situer_menage
    from contrat.depot.racine import trouver_racine
    from contrat.erreurs import ErreurContrat
    from contrat.modele.saisie import Saisie
    from contrat.rendu.mots.menages import dire_etape

    etape = designer_etape(etape)
    base = trouver_racine(Path.cwd(), racine)
    jour = lire_jour_ou_aujourdhui("--date", date_)
    trouver_menage(base, menage, "Rien n'est ajouté tant que le fichier porte des erreurs.")
    ecrites = _rediger(base, etape, jour, motif=motif, montants=montant, note=note)
    lieu = situer_menage(base, menage)

    def ajouter(actuelle: FicheLue | None) -> ChangementFichier:
        if actuelle is None:
            raise ErreurContrat(f"{lieu.nom} vient d'être retiré", "vérifier le ménage, puis recommencer")
        _refuser_incoherences(actuelle, etape, jour, motif, note)
        return ChangementFichier(actuelle.texte, [Saisie(("evenements",), [ecrites])])

    ecrire_ou_sortir(lieu, ajouter)
    typer.echo(f"{menage} : {dire_etape(etape, jour)}, ajouté à {lieu.nom}")


def _rediger(
    racine: Path, etape: str, jour: date, *, motif: str | None, montants: list[str] | None, note: str | None
) -> dict[str, Any]:
    """L'étape telle qu'elle s'écrit ; lève `ErreurUsage` quand une de ses données ne va pas avec elle."""
    _verifier_motif(motif)
    _refuser_a_venir(etape, jour)
    lus = _lire_montants(racine, montants, etape) if montants else None
    donnees = {"date": jour.isoformat(), "etape": etape, "motif": motif, "montants": lus, "note": note}
    return {cle: valeur for cle, valeur in donnees.items() if valeur is not None}


def designer_etape(mot: str) -> str:
    """L'étape, écrite comme dans un fichier ou comme elle se dit ; sinon, proposer la plus proche."""
    from contrat.modele.menage import EtapeMenage
    from contrat.proches import designer
    from contrat.rendu.mots.menages import ETAPES_DITES

    etape = designer(mot, [(nom, code) for code, dit in ETAPES_DITES.items() for nom in (code, dit)]) or mot
    _verifier("l'étape", etape, get_args(EtapeMenage))
    return etape


def _lire_montants(racine: Path, donnes: list[str], etape: str) -> list[dict[str, str]]:
    """Les montants d'une notification ; chaque financeur est un organisme du contrat."""
    from contrat.calculs.suivi.periode import SENS
    from contrat.depot.chargement import charger
    from contrat.erreurs import ErreurUsage
    from contrat.proches import proposer

    if etape not in SENS:
        raise ErreurUsage(f"--montant ne va pas avec l'étape {etape}", f"étapes qui en ont : {', '.join(SENS)}")
    organismes = sorted(charger(racine, ("organismes",)).dossier.organismes)
    montants = []
    for donne in donnes:
        financeur, _, somme = donne.partition("=")
        if financeur not in organismes:
            raise ErreurUsage(f"--montant : l'organisme « {financeur} » n'existe pas", proposer(financeur, organismes))
        montants.append({"financeur": financeur, "montant": somme.strip()})
    return montants


def _verifier_motif(motif: str | None) -> None:
    from contrat.modele.menage import MotifAbandon

    if motif is not None:
        _verifier("le motif", motif, get_args(MotifAbandon))


def _verifier(quoi: str, trouve: str, choix: tuple[str, ...]) -> None:
    from contrat.erreurs import ErreurUsage
    from contrat.proches import proposer

    if trouve not in choix:
        aide = proposer(trouve, choix) or f"choisir parmi : {', '.join(choix)}"
        raise ErreurUsage(f"{quoi} « {trouve} » n'existe pas", aide)


def _refuser_a_venir(etape: str, jour: date) -> None:
    """Ce qui est à venir est un rendez-vous ; le reste ne s'écrit qu'une fois fait."""
    from datetime import date as dates

    from contrat.calculs.suivi.agenda import RENDEZ_VOUS
    from contrat.erreurs import ErreurUsage

    if jour > dates.today() and etape not in RENDEZ_VOUS:
        possibles = " ou ".join(sorted(RENDEZ_VOUS))
        raise ErreurUsage(f"le {jour} est à venir, et « {etape} » n'est pas un rendez-vous", f"écrire {possibles}")
    if jour.year > dates.today().year + ANNEES_A_VENIR:
        raise ErreurUsage(f"le {jour} est trop loin pour un rendez-vous", "vérifier l'année")


def _refuser_note(note: str) -> None:
    """Une note qui ne se relirait pas, ou que git ne montrerait pas comme elle se lit."""
    from contrat.depot.texte import assainir
    from contrat.erreurs import ErreurUsage
    from contrat.modele.menage import LONGUEUR_NOTE

    if not note.strip():
        raise ErreurUsage("--note est vide", "écrire la remarque, ou retirer --note")
    if len(note) > LONGUEUR_NOTE:
        raise ErreurUsage(f"--note a {len(note)} signes, {LONGUEUR_NOTE} au plus", "la raccourcir")
    if any("\ud800" <= signe <= "\udfff" for signe in note):
        raise ErreurUsage("--note n'est pas en UTF-8", "la retaper dans un terminal en UTF-8")
    if fautes := assainir(note)[1]:
        raise ErreurUsage(f"--note : {fautes[0].message}", fautes[0].aide)


def _refuser_incoherences(fiche: FicheLue, etape: str, jour: date, motif: str | None, note: str | None) -> None:
    from contrat.erreurs import ErreurUsage

    if motif is not None and etape != "abandon":
        raise ErreurUsage("--motif ne va qu'avec l'étape abandon", "retirer --motif, ou l'écrire dans --note")
    if note is not None:
        _refuser_note(note)
    dernier = fiche.objet.evenements[-1].date if fiche.objet.evenements else None
    if dernier is not None and jour < dernier:
        aide = "donner un jour plus récent, ou corriger le fichier à la main"
        raise ErreurUsage(f"le {jour} est avant le dernier événement, du {dernier}", aide)
