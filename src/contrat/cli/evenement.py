"""La commande `contrat evenement` : ajouter une étape datée au dossier d'un ménage, ou en annuler une."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast, get_args

import typer

from contrat.cli.cadre import Racine
from contrat.cli.designation import reconnaitre_organisme
from contrat.cli.lectures import lire_euros, lire_jour_ou_aujourdhui, refuser_sans_effet
from contrat.cli.parametres import argument, option
from contrat.cli.saisies import MenageVise
from contrat.dates import dire_jour
from contrat.erreurs import ErreurUsage
from contrat.proches import designer, plus_proche

if TYPE_CHECKING:
    from datetime import date

    from contrat.modele.dossier import Dossier
    from contrat.modele.evenement import EtapeMenage, Evenement
    from contrat.modele.menage import Menage


Note = Annotated[
    str | None, option("--note", "TEXTE", "Remarque, ou pourquoi l'étape est annulée ; sans identité ni santé")
]
Montants = Annotated[
    list[str] | None, option("--montant", "FINANCEUR=EUROS", "Montant de la pièce, par financeur ; se répète")
]
Motif = Annotated[str | None, option("--motif", "MOTIF", "Pourquoi le ménage abandonne, ou le financeur refuse")]
Financeur = Annotated[
    str | None, option("--financeur", "ORGANISME", "Qui refuse ou retire son aide ; sans lui, tout le dossier l'est")
]


def evenement(
    ctx: typer.Context,
    menage: MenageVise,
    etape: Annotated[str, argument("ETAPE", "Étape franchie, comme visite_programmee")],
    date_: Annotated[str | None, option("--date", "JOUR", "Jour ; sinon, aujourd'hui")] = None,
    motif: Motif = None,
    note: Note = None,
    montant: Montants = None,
    financeur: Financeur = None,
    annuler: Annotated[
        bool, typer.Option("--annuler", help="Annuler cette étape : elle reste écrite, et ne compte plus")
    ] = False,
    racine: Racine = None,
) -> None:
    """Ajouter une étape datée au dossier d'un ménage, ou en annuler une, sans rien changer d'autre dans son fichier."""
    from contrat.cli.annulation import annuler_etape
    from contrat.cli.eligibilite_guichet import trouver_menage
    from contrat.depot.racine import trouver_racine

    voulue = designer_etape(etape)
    base = trouver_racine(Path.cwd(), racine)
    jour = lire_jour_ou_aujourdhui("--date", date_)
    menage = trouver_menage(base, menage, "Rien n'est écrit tant que le fichier porte des erreurs.").objet.id
    if note is not None:
        _refuser_note(note)
    if annuler:
        refuser_sans_effet(ctx, "--annuler", "seul --note dit pourquoi", "motif", "montant", "financeur")
        annuler_etape(base, menage, voulue, None if date_ is None else jour, note)
    else:
        dits = _motiver(voulue, motif) | _nommer_le_financeur(base, voulue, financeur)
        _ajouter(base, menage, _rediger(base, voulue, jour, dits=dits, montants=montant, note=note))


def _ajouter(racine: Path, menage: str, ecrites: dict[str, Any]) -> None:
    """Écrire une étape au bout de celles du dossier."""
    from datetime import date as dates

    from contrat.cli.ecriture import completer
    from contrat.cli.eligibilite_guichet import relever
    from contrat.cli.fautes import signaler
    from contrat.depot.menage_ecrit import situer_menage
    from contrat.modele.evenement import Evenement
    from contrat.modele.saisie import Saisie
    from contrat.rendu.mots.menages import dire_etape

    lieu, etape, jour = situer_menage(racine, menage), ecrites["etape"], dates.fromisoformat(ecrites["date"])

    def ajouter(actuel: Menage) -> list[Saisie]:
        _refuser_le_desordre(actuel, etape, jour)
        _refuser_la_redite(actuel, Evenement.model_validate(ecrites))
        return [Saisie(("evenements",), [ecrites])]

    fiche = completer(lieu, ajouter)
    typer.echo(f"{menage} : {dire_etape(etape, jour)}, écrit dans {lieu.nom}")
    signaler(relever(fiche, regles=("M013",)))


def _rediger(
    racine: Path, etape: EtapeMenage, jour: date, *, dits: dict[str, str], montants: list[str] | None, note: str | None
) -> dict[str, Any]:
    """L'étape telle qu'elle s'écrit ; lève `ErreurUsage` quand une de ses données ne va pas avec elle."""
    _refuser_un_jour(etape, jour)
    lus = _lire_montants(racine, montants, etape) if montants else None
    donnees = {"date": jour.isoformat(), "etape": etape, **dits, "montants": lus, "note": note}
    return {cle: valeur for cle, valeur in donnees.items() if valeur is not None}


def designer_etape(mot: str) -> EtapeMenage:
    """L'étape, écrite comme dans un fichier ou comme elle se dit ; sinon, proposer la plus proche."""
    from contrat.modele.evenement import EtapeMenage
    from contrat.rendu.mots.menages import ETAPES_DITES

    etape = designer(mot, [(nom, code) for code, dit in ETAPES_DITES.items() for nom in (code, dit)]) or mot
    _verifier("l'étape", etape, get_args(EtapeMenage), tuple(ETAPES_DITES.values()))
    return cast("EtapeMenage", etape)


def _lire_montants(racine: Path, donnes: list[str], etape: EtapeMenage) -> list[dict[str, str]]:
    """Les montants d'une notification ; chaque financeur est un organisme du contrat."""
    from contrat.calculs.suivi.suivi import SENS
    from contrat.rendu.mots.menages import ETAPES_DITES

    if etape not in SENS:
        raise ErreurUsage(
            f"--montant ne va pas avec l'étape « {ETAPES_DITES[etape]} »", f"étapes qui en ont : {', '.join(SENS)}"
        )
    dossier = _lire_organismes(racine)
    montants: dict[str, str] = {}
    for donne in donnes:
        financeur, egal, somme = (part.strip() for part in donne.partition("="))
        if not egal:
            aide = "écrire FINANCEUR=EUROS, comme anah=12840"
            raise ErreurUsage(f"--montant : « {donne} » ne dit pas son financeur", aide)
        financeur = reconnaitre_organisme(dossier, financeur)
        if financeur in montants:
            raise ErreurUsage(f"--montant : deux montants pour « {financeur} »", "en écrire la somme, ou le bon")
        montants[financeur] = str(lire_euros("--montant", somme))
    return [{"financeur": financeur, "montant": somme} for financeur, somme in montants.items()]


def _lire_organismes(racine: Path) -> Dossier:
    from contrat.depot.chargement import charger

    return charger(racine, ("organismes",)).dossier


def _nommer_le_financeur(racine: Path, etape: EtapeMenage, financeur: str | None) -> dict[str, str]:
    """Celui des financeurs qui refuse : les autres tiennent encore le dossier."""
    from contrat.modele.evenement import REFUS

    if financeur is None:
        return {}
    if etape not in REFUS:
        raise ErreurUsage("--financeur ne va qu'avec les étapes rejete et retire", "le retirer")
    return {"financeur": reconnaitre_organisme(_lire_organismes(racine), financeur)}


def _motiver(etape: str, motif: str | None) -> dict[str, str]:
    """Le motif sous la clé que son étape lui donne : pourquoi le ménage abandonne, ou pourquoi l'aide est refusée."""
    from contrat.modele.evenement import REFUS, MotifAbandon, MotifRefus

    if motif is None:
        return {}
    if etape not in ("abandon", *REFUS):
        raise ErreurUsage(
            "--motif ne va qu'avec les étapes abandon, rejete et retire", "retirer --motif, ou employer --note"
        )
    _verifier("le motif", motif, get_args(MotifAbandon if etape == "abandon" else MotifRefus))
    return {"motif" if etape == "abandon" else "refus": motif}


def _verifier(quoi: str, trouve: str, choix: tuple[str, ...], dits: tuple[str, ...] = ()) -> None:
    """Refuser un mot qui n'est pas de la liste ; `dits` : comment ses mots se prononcent, proposés aussi."""
    if trouve not in choix:
        proche = plus_proche(trouve, choix) or plus_proche(trouve, dits)
        aide = f"vouliez-vous dire « {proche} » ?" if proche else f"choisir parmi : {', '.join(choix)}"
        raise ErreurUsage(f"{quoi} « {trouve} » n'existe pas", aide)


def _refuser_un_jour(etape: EtapeMenage, jour: date) -> None:
    """Ce qui est à venir est un rendez-vous ; le reste ne s'écrit qu'une fois fait, et n'est pas d'un autre siècle."""
    from datetime import date as dates

    from contrat.modele.evenement import ANNEES_D_AVANCE, RENDEZ_VOUS
    from contrat.modele.vraisemblance import PREMIERE_ANNEE_DE_SUIVI
    from contrat.rendu.mots.menages import ETAPES_DITES

    if jour.year < PREMIERE_ANNEE_DE_SUIVI:
        raise ErreurUsage(f"le {dire_jour(jour)} est trop ancien pour une étape", "vérifier l'année")
    if jour > dates.today() and etape not in RENDEZ_VOUS:
        possibles, dite = " ou ".join(sorted(RENDEZ_VOUS)), ETAPES_DITES[etape]
        raise ErreurUsage(
            f"le {dire_jour(jour)} est à venir, et « {dite} » n'est pas un rendez-vous", f"écrire {possibles}"
        )
    if jour.year > dates.today().year + ANNEES_D_AVANCE:
        raise ErreurUsage(f"le {dire_jour(jour)} est trop loin pour un rendez-vous", "vérifier l'année")


def _refuser_note(note: str) -> None:
    """Une note trop longue pour le dossier d'un ménage."""
    from contrat.modele.evenement import LONGUEUR_NOTE

    if len(note) > LONGUEUR_NOTE:
        raise ErreurUsage(f"--note a {len(note)} signes, {LONGUEUR_NOTE} au plus", "la raccourcir")


def _refuser_le_desordre(actuel: Menage, etape: str, jour: date) -> None:
    """Une étape suit celles qui sont franchies ; un rendez-vous se prend d'avance, et n'est pas comparé."""
    from contrat.modele.evenement import RENDEZ_VOUS

    jours = [e.date for e in actuel.etapes if e.etape not in RENDEZ_VOUS]
    dernier = jours[-1] if jours and etape not in RENDEZ_VOUS else None
    if dernier is not None and jour < dernier:
        aide = "donner un jour plus récent, ou corriger le fichier à la main"
        raise ErreurUsage(f"le {dire_jour(jour)} est avant le dernier événement, du {dire_jour(dernier)}", aide)


def _refuser_la_redite(actuel: Menage, nouvelle: Evenement) -> None:
    """Une étape, ou le montant d'un financeur, déjà écrit ce jour-là : il compterait double."""
    from contrat.rendu.mots.menages import dire_etape

    deja = {repere for etape in actuel.etapes for repere in etape.reperes}
    redits = [repere for repere in nouvelle.reperes if repere in deja]
    if redits:
        qui = f", pour « {redits[0].precision} »" if nouvelle.montants else ""
        message = f"ce dossier le dit déjà : {dire_etape(nouvelle.etape, nouvelle.date)}{qui}"
        raise ErreurUsage(message, "donner un autre jour, ou annuler d'abord ce qui est faux : --annuler")
