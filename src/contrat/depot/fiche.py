"""Lire un fichier : octets, YAML situé, objet du modèle, et ses fautes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from contrat.depot import chiffrement
from contrat.depot.acces import examiner
from contrat.depot.chiffrement import ecarter, est_chiffre
from contrat.depot.fichiers import lire_octets
from contrat.depot.partiel import construire_partiel
from contrat.depot.texte import TAILLE_MAX, Faute, decoder
from contrat.depot.validation import FAUTES_MAX, borner, valider
from contrat.depot.yaml_positionne import Lecture, lire_yaml
from contrat.diagnostics import (
    Adresse,
    Chemin,
    Diagnostic,
    Emplacement,
    Gravite,
    Position,
    Remplacement,
    situer_correction,
)
from contrat.modele.dossier import DocumentLu


@dataclass(frozen=True)
class FicheLue:
    """Un fichier lu ; `objet` est absent quand sa forme est fautive, `prefixe` situe un élément d'un fichier-liste.

    `partiel` : d'un objet fautif, ce qui s'en lit, pour que ses autres fautes se voient.
    """

    nom: str
    texte: str
    lecture: Lecture
    objet: Any
    diagnostics: tuple[Diagnostic, ...]
    prefixe: Chemin = ()
    est_chiffree: bool = False
    partiel: Any = None

    def ligne(self, numero: int) -> str:
        """Le texte d'une ligne, numérotée à partir de 1."""
        return self.lecture.lieux.ligne(numero).rstrip() if numero > 0 else ""

    def situer(self, adresse: Adresse) -> Emplacement:
        """Trouver la place d'une adresse : la valeur, sa clé, ou le plus proche bloc qui la contient."""
        place = adresse.position or self._position((*self.prefixe, *adresse.chemin), adresse.sur_cle)
        return Emplacement(self.nom, place.ligne, place.colonne, place.fin, self.ligne(place.ligne))

    def _position(self, chemin: Chemin, sur_cle: bool) -> Position:
        for longueur in range(len(chemin), -1, -1):
            morceau = chemin[:longueur]
            cle, valeur = self.lecture.cles.get(morceau), self.lecture.valeurs.get(morceau)
            trouvee = (cle or valeur) if sur_cle or longueur < len(chemin) else (valeur or cle)
            if trouvee is not None:
                return trouvee
        return Position(1, 1, 2)


def diagnostiquer(
    fiche: FicheLue, code: str, place: Position, message: str, aide: str, remplacement: Remplacement | None = None
) -> Diagnostic:
    """Faire d'une faute de forme un diagnostic situé dans sa fiche."""
    extrait = fiche.ligne(place.ligne)
    correction = situer_correction(place, extrait, remplacement)
    return Diagnostic(
        code, Gravite.ERREUR, message, fiche.nom, *place, aide=aide, extrait=extrait, correction=correction
    )


def lire_fiche(chemin: Path, nom: str, modele: type[BaseModel], data: Path | None = None) -> FicheLue:
    """Lire un fichier et construire son objet ; `nom` est celui que l'usager lira dans les messages.

    `data` : le dossier dont il ne peut pas sortir ; sans lui, le fichier est celui que l'usager a désigné.
    """
    if data is not None and (interdit := examiner(chemin, data)):
        fiche = FicheLue(nom, "", Lecture("", a_renonce=True), None, ())
        return replace(fiche, diagnostics=(diagnostiquer(fiche, *interdit),))
    return analyser(lire_octets(chemin, TAILLE_MAX), nom, modele)


def analyser(octets: bytes, nom: str, modele: type[BaseModel]) -> FicheLue:
    """Construire l'objet d'un fichier déjà lu, ou qui va être écrit."""
    texte, fautes = decoder(octets)
    lecture = lire_yaml(texte) if texte or not fautes else Lecture("", a_renonce=True)
    fautes += lecture.fautes
    objet, partiel = None, None
    est_illisible = getattr(modele, "est_chiffrable", False) and est_chiffre(lecture.valeur)
    if est_illisible:
        lecture = ecarter(lecture)
    if isinstance(lecture.valeur, dict) and not lecture.a_renonce:
        objet, trouvees, refus = valider(lecture, modele)
        fautes += [faute for faute in trouvees if not _vient_d_un_signe(faute, lecture.fautes)]
        if fautes and not est_illisible and len(refus) <= FAUTES_MAX:
            partiel = objet or construire_partiel(modele, lecture.valeur, refus, lecture.chemins_fautifs)
    # Un fichier fautif n'a pas d'objet, même si ce qui reste de lui est valide : on ne calcule pas sur un reste.
    fiche = FicheLue(nom, texte, lecture, None if fautes or est_illisible else objet, (), est_chiffree=est_illisible)
    if not fautes and not est_illisible:
        return fiche
    diagnostics = [diagnostiquer(fiche, *faute) for faute in borner(fautes)]
    if est_illisible:
        chiffre = diagnostiquer(fiche, chiffrement.CODE, Position(1, 1, 2), chiffrement.MESSAGE, chiffrement.AIDE)
        diagnostics.append(chiffre._replace(gravite=Gravite.INFORMATION))
    return replace(fiche, diagnostics=tuple(diagnostics), partiel=partiel)


def _vient_d_un_signe(faute: Faute, deja: list[Faute]) -> bool:
    """Vrai quand la valeur refusée porte un signe invisible déjà refusé à sa place."""
    ici = faute.position
    return any(
        d.code == "F021" and d.position.ligne == ici.ligne and ici.colonne <= d.position.colonne < ici.fin for d in deja
    )


def en_document(fiche: FicheLue, genre: str, identifiant: str) -> DocumentLu:
    """Le texte d'une fiche et ce que la lecture y a décodé, pour les règles sur les données personnelles."""
    return DocumentLu(genre, identifiant, fiche.nom, fiche.texte, tuple(fiche.lecture.scalaires), fiche.est_chiffree)
