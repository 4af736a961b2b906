"""Écrire dans les données du contrat : contrôler d'abord, dire ce qui l'a empêché ensuite."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contrat.erreurs import ErreurContrat

if TYPE_CHECKING:
    from contrat.depot.ecriture import ChangementFichier, Changer, Controler, Lieu
    from contrat.depot.fiche import FicheLue
    from contrat.diagnostics import Diagnostic
    from contrat.modele.saisie import Saisie

REFUS = "Rien n'est écrit : corriger, puis recommencer."


def ecrire_ou_sortir(lieu: Lieu, changer: Changer, juger: Controler | None = None) -> FicheLue:
    """Changer un fichier du contrat ; ce qui l'empêche est montré, et la commande sort avec le code 1.

    `juger` remplace les seules règles sur les données personnelles, et ne rend que ce que le changement apporte.
    """
    from contrat.cli.fautes import arreter, signaler
    from contrat.depot.ecriture import ecrire

    ecriture = ecrire(lieu, changer, juger or controler)
    if ecriture.refus:
        arreter(ecriture.refus, REFUS)
    signaler(ecriture.constats if juger else ecriture.avertissements)
    return ecriture.fiche


def completer(lieu: Lieu, saisir: Callable[[Any], Sequence[Saisie]], juger: Controler | None = None) -> FicheLue:
    """Écrire dans un fichier qui existe ce que `saisir` tire de son objet, relu au moment d'écrire."""
    from contrat.depot.ecriture import ChangementFichier

    def changer(actuelle: FicheLue | None) -> ChangementFichier:
        if actuelle is None:
            raise ErreurContrat(f"{lieu.nom} vient d'être retiré", "le vérifier, puis recommencer")
        return ChangementFichier(actuelle.texte, saisir(actuelle.objet))

    return ecrire_ou_sortir(lieu, changer, juger)


def creer(lieu: Lieu, texte: str) -> None:
    """Écrire un fichier neuf, et jamais sur un autre."""
    from contrat.depot.ecriture import ChangementFichier

    def changer(actuelle: FicheLue | None) -> ChangementFichier:
        if actuelle is not None:
            raise ErreurContrat(f"{lieu.nom} existe déjà", "recommencer")
        return ChangementFichier(texte)

    ecrire_ou_sortir(lieu, changer)


def controler(fiche: FicheLue) -> Sequence[Diagnostic]:
    """Ce que les règles sur les données personnelles disent d'un fichier qui va être écrit, nom compris."""
    from contrat.controles import appliquer, choisir
    from contrat.depot.fiche import en_document
    from contrat.modele.dossier import Dossier
    from contrat.modele.menage import Menage

    est_menage = isinstance(fiche.objet, Menage)
    nom = Path(fiche.nom).stem
    genre = "menages" if est_menage else "contrat"
    menages = {nom: fiche.objet} if est_menage else {}
    document = en_document(fiche, genre, nom)
    dossier = Dossier(genres=frozenset({genre}), menages=menages, documents=(document,))
    return appliquer(dossier, fiche.situer, choisir("D"))
