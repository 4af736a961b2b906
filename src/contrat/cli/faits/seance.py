"""Écrire dans une séance ce qui s'y passe, si aucune règle ne s'y oppose."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast, get_args

from contrat.cli.designation import reconnaitre_action, reconnaitre_mot
from contrat.cli.faits.ecrire import FichierOuvert
from contrat.cli.lectures import lire_nombre
from contrat.depot.chargement import BUDGET, charger
from contrat.depot.lieux import situer
from contrat.depot.racine import trouver_racine
from contrat.erreurs import ErreurDonnees, ErreurUsage
from contrat.modele.contrat import College
from contrat.modele.dossier import Dossier
from contrat.modele.saisie import Saisie
from contrat.modele.seance import GenreObservation, Grille, IssueSeance, Seance
from contrat.nombres import accorder
from contrat.proches import proposer
from contrat.rendu.mots.seances import COLLEGES


class SeanceOuverte(FichierOuvert):
    """Une séance où noter un fait."""

    def ecrire(self, saisir: Callable[[Seance], Sequence[Saisie]], dit: str) -> None:
        """Écrire dans la séance, et dire laquelle."""
        super().ecrire(saisir, f"{self.nom} : {dit}")


def ouvrir_seance(racine: Path | None, identifiant: str) -> SeanceOuverte:
    """La séance de ce nom ; lève `ErreurUsage` avec la plus proche."""
    lu = charger(trouver_racine(Path.cwd(), racine), (*BUDGET, "seances"))
    if identifiant in lu.dossier.seances:
        return SeanceOuverte(lu, "seances", identifiant)
    if identifiant in lu.dossier.presents["seances"]:
        fichier = situer(lu.racine, "seances", identifiant).nom
        raise ErreurDonnees(f"{fichier} porte des fautes", f"contrat validate {fichier} les montre")
    aide = proposer(identifiant, sorted(lu.dossier.seances)) or "la créer : contrat nouveau seance"
    raise ErreurUsage(f"la séance « {identifiant} » n'existe pas", aide)


def noter_presents(identifiant: str, college: str, nombre: str, racine: Path | None) -> None:
    """Dire combien sont présents d'un collège ; un nouveau nombre remplace l'ancien."""
    voulu, combien = _reconnaitre_college(college), _entier("NOMBRE", nombre)

    def saisir(seance: Seance) -> list[Saisie]:
        for rang, presence in enumerate(seance.colleges):
            if presence.college == voulu:
                return [Saisie(("colleges", rang, "presents"), str(combien))]
        return [Saisie(("colleges",), [{"college": voulu, "presents": str(combien)}])]

    ouvrir_seance(racine, identifiant).ecrire(saisir, f"{COLLEGES[voulu]}, {combien} {accorder(combien, 'présent')}")


def noter_observation(
    identifiant: str, genre: str, texte: str, atelier: str | None, constats: list[str], racine: Path | None
) -> None:
    """Ajouter un atout ou une faiblesse, à la séance ou à l'un de ses ateliers."""
    mot = reconnaitre_mot("le genre", genre, get_args(GenreObservation))
    observation = _garder({"genre": mot, "texte": texte, "constats": constats})

    def saisir(seance: Seance) -> list[Saisie]:
        if atelier is None:
            return [Saisie(("observations",), [observation])]
        for rang, connu in enumerate(seance.ateliers):
            if connu.theme == atelier:
                return [Saisie(("ateliers", rang, "observations"), [observation])]
        return [Saisie(("ateliers",), [{"theme": atelier, "observations": [observation]}])]

    d_ou = "" if atelier is None else f", atelier « {atelier} »"
    ouvrir_seance(racine, identifiant).ecrire(saisir, f"{mot}{d_ou}")


def noter_proposition(
    identifiant: str,
    titre: str,
    action: str | None,
    constats: list[str],
    suite: Mapping[str, str | None],
    racine: Path | None,
) -> None:
    """Ajouter une action proposée, son besoin, ses critères et son issue."""
    dite = _issue(suite)
    ouverte = ouvrir_seance(racine, identifiant)
    fiche = None if action is None else reconnaitre_action(ouverte.dossier, action).id
    proposition = _garder({"titre": titre, "action": fiche, "constats": constats, **dite})
    ouverte.ecrire(lambda _: [Saisie(("propositions",), [proposition])], f"proposition « {titre} »")


def noter_bulletin(identifiant: str, college: str, notes: list[str], racine: Path | None) -> None:
    """Ajouter un bulletin, au numéro suivant de son collège."""
    voulu = _reconnaitre_college(college)
    ouverte = ouvrir_seance(racine, identifiant)
    grille = ouverte.dossier.seances[identifiant].grille
    if grille is None:
        raise ErreurUsage(f"la séance « {identifiant} » n'a pas de grille", "l'écrire avant de voter : grille:")
    lues: dict[str, dict[str, str]] = {}
    for mot in notes:
        action, dites = _lire_notes(ouverte.dossier, grille, mot)
        if action in lues:
            raise ErreurUsage(f"« {mot} » : ce bulletin note déjà l'action « {action} »", "n'en garder qu'une note")
        lues[action] = dites
    votes = ouverte.dossier.seances[identifiant].bulletins
    numero = 1 + max((b.numero for b in votes if b.college == voulu), default=0)

    def saisir(seance: Seance) -> list[Saisie]:
        suivant = 1 + max((b.numero for b in seance.bulletins if b.college == voulu), default=0)
        return [Saisie(("bulletins",), [{"college": voulu, "numero": str(suivant), "notes": lues}])]

    ouverte.ecrire(saisir, f"bulletin {numero} du collège « {COLLEGES[voulu]} »")


def noter_decision(identifiant: str, action: str, suite: Mapping[str, str | None], racine: Path | None) -> None:
    """Ajouter la décision prise sur une action."""
    if suite["rang"] is None and suite["issue"] is None:
        raise ErreurUsage("il manque --rang ou --issue", "dire le rang décidé, ou l'issue, ou les deux")
    dite = _issue(suite)
    ouverte = ouvrir_seance(racine, identifiant)
    fiche = reconnaitre_action(ouverte.dossier, action)
    rang = None if suite["rang"] is None else str(_entier("--rang", suite["rang"]))
    decision = _garder({"action": fiche.id, **dite, "rang": rang})
    ouverte.ecrire(lambda _: [Saisie(("decisions",), [decision])], f"décision sur {fiche.titre_court}")


def _reconnaitre_college(mot: str) -> College:
    return cast("College", reconnaitre_mot("le collège", mot, get_args(College)))


def _issue(suite: Mapping[str, str | None]) -> dict[str, str | None]:
    """Ce que l'usager dit de la suite, son issue reconnue ; lève `ErreurUsage` si rien ne dit pourquoi écarter."""
    mot = suite.get("issue")
    issue = None if mot is None else reconnaitre_mot("l'issue", mot, get_args(IssueSeance))
    if issue in ("reportee", "refusee") and not suite.get("motif"):
        raise ErreurUsage(f"--issue {issue} : il manque --motif", "dire pourquoi, sans nommer personne")
    return {**suite, "issue": issue}


def _garder(entree: Mapping[str, Any]) -> dict[str, Any]:
    return {cle: valeur for cle, valeur in entree.items() if valeur}


def _entier(option: str, texte: str) -> int:
    nombre = lire_nombre(option, texte)
    if nombre != int(nombre) or nombre < 1:
        raise ErreurUsage(f"{option} : « {texte} » n'est pas un nombre d'au moins 1", "écrire un entier, comme 3")
    return int(nombre)


def _lire_notes(dossier: Dossier, grille: Grille, mot: str) -> tuple[str, dict[str, str]]:
    """Les notes d'une action, dans l'ordre des critères ; une case vide est une abstention."""
    nom, egal, valeurs = mot.partition("=")
    criteres, notes = [critere.id for critere in grille.criteres], valeurs.split(",")
    if not egal or len(notes) != len(criteres):
        aide = f"écrire {nom or 'action'}= puis {len(criteres)} notes séparées par des virgules : {', '.join(criteres)}"
        raise ErreurUsage(f"« {mot} » ne se lit pas", aide)
    lues = {c: str(lire_nombre(nom, note)) for c, note in zip(criteres, notes, strict=True) if note.strip()}
    return reconnaitre_action(dossier, nom).id, lues
