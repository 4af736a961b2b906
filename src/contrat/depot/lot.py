"""Lire un lot : l'en-tête, puis une ligne dans la forme de son modèle, ses fautes situées à leur case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from contrat.depot.csv_positionne import (
    SEPARATEURS,
    Enregistrement,
    choisir_separateur,
    compter_cases,
    est_vide,
    lire_lignes,
    lire_une,
)
from contrat.depot.messages import dire
from contrat.diagnostics import Diagnostic, Gravite
from contrat.modele.lot import COLONNES, EcritureFrancaise, LigneLot, reecrire
from contrat.proches import proposer

_SEPARATEURS = {"|": "la barre"}
_CLASSEUR = "PK\x03\x04"
_BITS = {f"{fin:02}": 1 << fin for fin in range(100)}
_ENREGISTRER = "enregistrer le tableau en CSV UTF-8, cases séparées par des virgules"


class LigneEcrite(NamedTuple):
    """Une ligne découpée en cases ; `est_repetee` : son id est déjà celui d'une ligne plus haut.

    `est_entiere` : elle a autant de cases que l'en-tête de colonnes.
    """

    texte: Enregistrement
    colonnes: Sequence[str]
    identifiant: str
    est_entiere: bool
    est_repetee: bool

    def valider(self, lues: set[EcritureFrancaise]) -> LigneLue:
        """Lire la ligne dans la forme de son modèle ; toutes ses fautes sont dites, chacune à sa case."""
        texte, colonnes = self.texte, self.colonnes
        if not self.est_entiere:
            return LigneLue(None, [texte.refus or _refuser_nombre(texte, len(colonnes))], texte, colonnes)
        valeurs = {colonne: lue for colonne, case in zip(colonnes, texte.cases, strict=True) if (lue := case.strip())}
        return _valider(self, LigneLue(None, [], texte, colonnes), _reecrire(valeurs, texte.separateur, lues))


class LigneLue(NamedTuple):
    """Une ligne lue ; `objet` est absent quand elle est fautive."""

    objet: LigneLot | None
    diagnostics: list[Diagnostic]
    texte: Enregistrement
    colonnes: Sequence[str]

    def diagnostiquer(self, code: str, colonne: str, message: str, aide: str) -> Diagnostic:
        """Situer une faute à la case de cette colonne, ou au début de la ligne si le fichier n'a pas la colonne."""
        rang = self.colonnes.index(colonne) if colonne in self.colonnes else None
        return self.texte.diagnostiquer(code, self.texte.situer(rang), message, aide)


@dataclass(frozen=True)
class Lot:
    """Un lot ouvert : les fautes de son en-tête, qui interdisent de lire la suite, et ses lignes à lire une fois.

    `lignes` : celles du fichier ; `octets` : sa taille, zéro pour un tube ; `premiere` : le numéro de la ligne qui suit
    l'en-tête.
    """

    fautes: list[Diagnostic]
    colonnes: Sequence[str]
    separateur: str
    lignes: Iterator[bytes]
    octets: int = 0
    premiere: int = 2


class Identifiants:
    """Les id déjà vus ; ceux qui ne diffèrent que par leurs deux derniers chiffres tiennent en un nombre.

    Un million d'id numérotés prennent ainsi deux mébioctets, cent quand ils ne le sont pas.
    """

    def __init__(self) -> None:
        self._numerotes: dict[str, int] = {}
        self._autres: set[str] = set()

    def ajouter(self, identifiant: str) -> bool:
        """Retenir un id ; vrai quand il l'était déjà."""
        if bit := _BITS.get(identifiant[-2:]):
            return not self.reunir(identifiant[:-2], bit)
        est_repete = identifiant in self._autres
        self._autres.add(identifiant)
        return est_repete

    def reunir(self, racine: str, fins: int) -> bool:
        """Retenir d'un coup des id numérotés, un bit pour chacun ; rien n'est retenu quand l'un l'était déjà : faux."""
        vus = self._numerotes.get(racine, 0)
        if vus & fins:
            return False
        self._numerotes[racine] = vus | fins
        return True


def ouvrir_lot(chemin: Path, nom: str) -> Lot:
    """Ouvrir un lot et contrôler son en-tête ; ses lignes se lisent ensuite peu à peu, sans garder le fichier."""
    lignes = lire_lignes(chemin, nom)
    ecrites = ((numero, ligne) for numero, ligne in enumerate(lignes, start=1) if not est_vide(ligne))
    premiere, debut = next(ecrites, (1, b""))
    entete, prises = lire_une(chain([debut], lignes), premiere, nom, choisir_separateur(debut))
    if entete is None:
        aide = "écrire en première ligne le nom des colonnes, séparés par des virgules : id,date,commune…"
        return Lot([Diagnostic("F010", Gravite.ERREUR, "le fichier est vide", nom, 1, 1, 2, aide)], (), ",", iter(()))
    colonnes = [case.strip() for case in entete.cases]
    fautes = list(_controler_entete(entete, colonnes))
    suite = iter(()) if fautes else lignes
    return Lot(fautes, colonnes, entete.separateur, suite, chemin.stat().st_size, premiere + prises)


def _controler_entete(entete: Enregistrement, colonnes: list[str]) -> Iterator[Diagnostic]:
    if refus := _refuser_fichier(entete):
        yield refus
        return
    for rang, colonne in enumerate(colonnes):
        if colonne in colonnes[:rang]:
            message, aide = f"la colonne « {colonne} » est écrite deux fois", "garder une seule des deux"
            yield entete.diagnostiquer("F005", entete.situer(rang), message, aide)
        elif not colonne:
            message, aide = "cette colonne n'a pas de nom", "la nommer, ou la retirer de toutes les lignes"
            yield entete.diagnostiquer("F014", entete.situer(rang), message, aide)
        elif colonne not in COLONNES:
            message = f"colonne inconnue « {colonne} »"
            yield entete.diagnostiquer("F013", entete.situer(rang), message, _proposer_colonne(colonne))
    if "id" not in colonnes:
        message = "il manque la colonne « id »"
        yield entete.diagnostiquer("F014", entete.situer(None), message, "ajouter une colonne « id », un par ménage")


def _proposer_colonne(colonne: str) -> str:
    return proposer(colonne, COLONNES) or "choisir parmi : " + ", ".join(COLONNES)


def _refuser_fichier(entete: Enregistrement) -> Diagnostic | None:
    """Ce qui montre dès la première ligne que le fichier n'est pas un CSV à virgules."""
    if entete.brut.startswith(_CLASSEUR):
        message = "c'est un classeur de tableur, pas un fichier CSV"
        return entete.diagnostiquer("F015", entete.situer(None), message, _ENREGISTRER)._replace(extrait="")
    if entete.refus:
        return entete.refus
    separateur = next((s for s in _SEPARATEURS if s in entete.brut), None) if len(entete.cases) == 1 else None
    if separateur is None:
        return None
    place = entete.brut.index(separateur)
    message = f"les colonnes sont séparées par {_SEPARATEURS[separateur]}, il faut la virgule"
    return entete.diagnostiquer("F015", entete.placer(place, place + 1), message, _ENREGISTRER)


def _reecrire(valeurs: dict[str, str], separateur: str, lues: set[EcritureFrancaise]) -> dict[str, str]:
    """Les cases qu'un tableur français écrit autrement, dans la forme du modèle ; `lues` retient ce qui l'a été."""
    for colonne, case in list(valeurs.items()):
        if (reecrite := reecrire(colonne, case, separateur == ";")) is not None:
            valeurs[colonne] = reecrite[0]
            lues.add(reecrite[1])
    return valeurs


def _refuser_nombre(texte: Enregistrement, attendu: int) -> Diagnostic:
    trouve = len(texte.cases)
    message = compter_cases(trouve, attendu)
    if trouve < attendu:
        aide = f"écrire {SEPARATEURS[texte.separateur]} par case, même vide"
    else:
        aide = "retirer la case en trop ; un montant s'écrit 12840.50, un texte avec virgule entre guillemets"
    return texte.diagnostiquer("F019", texte.situer(attendu), message, aide)


def _valider(ecrite: LigneEcrite, ligne: LigneLue, valeurs: dict[str, str]) -> LigneLue:
    """Lire les cases remplies dans la forme que le modèle leur donne ; toutes les fautes de la ligne sont dites."""
    fautes = ligne.diagnostics
    if not ecrite.identifiant:
        fautes.append(ligne.diagnostiquer("F014", "id", "l'id est vide", "donner un id sans identité, comme M-0001"))
    elif ecrite.est_repetee:
        message = f"l'id « {ecrite.identifiant} » est déjà celui d'une ligne plus haut"
        fautes.append(ligne.diagnostiquer("R007", "id", message, "en choisir un autre, ou retirer cette ligne"))
    objet = None
    try:
        objet = LigneLot.model_validate(valeurs)
    except ValidationError as erreur:
        for refus in erreur.errors(include_url=False):
            if refus["type"] != "missing":
                code, message, aide = dire(dict(refus), LigneLot)
                fautes.append(ligne.diagnostiquer(code, str(refus["loc"][0]), message, aide))
    return ligne._replace(objet=None if fautes else objet)
