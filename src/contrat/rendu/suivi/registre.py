"""La fiche du registre des traitements : ce que l'outil sait, et ce que le responsable doit compléter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from contrat.calculs.suivi.purge import LOT_MINIMAL
from contrat.calculs.suivi.registre import Registre
from contrat.controles import choisir
from contrat.diagnostics import Gravite
from contrat.modele.base import Objet
from contrat.modele.menage import Menage
from contrat.rendu.document import Document
from contrat.rendu.mots.dates import dire_jour
from contrat.rendu.mots.droit import STATUTS_DROIT
from contrat.rendu.mots.menages import ETAPES_DITES
from contrat.rendu.mots.phrases import compter
from contrat.rendu.page import Bloc, Colonne, Page, Partie, Rangee, Tableau, lister

REFERENTIEL = "cnil-2021-028"
A_COMPLETER = "À COMPLÉTER"
# Ces règles ne cherchent pas une donnée : durées, purge, longueur, ce qui ne se lit pas ou se tient ailleurs.
_GESTION = frozenset({"D013", "D014", "D015", "D016", "D019", "D020"})


def documenter_registre(registre: Registre) -> Document:
    """La fiche dans toutes ses formes ; le CSV est la liste des données tenues."""
    return Document(page=lambda: composer(registre), donnees=_tableau_champs)


def composer(registre: Registre) -> Page:
    """La fiche, partie par partie ; chaque « À COMPLÉTER » attend le responsable."""
    dossier = registre.dossier
    referentiel = dossier.droit.textes[REFERENTIEL].titre
    entete: list[Bloc] = [
        f"Fiche établie le {dire_jour(registre.jour)} d'après les fichiers du contrat. Ce que l'outil ne sait pas est "
        f"marqué {A_COMPLETER}.",
        _identite(registre),
        "L'accompagnement social est de ceux que la CNIL demande d'analyser avant toute donnée réelle "
        f"({referentiel}).",
    ]
    parties = [
        Partie("", entete),
        Partie("Finalités", [FINALITES]),
        Partie("Personnes concernées", list(_personnes(registre))),
        Partie("Données tenues", [TENUES, _tableau_champs(), SENSIBLE]),
        Partie("Données recherchées pour les refuser", [REFUSEES, lister(*_refusees()), NON_VUES]),
        Partie("Destinataires", [DESTINATAIRES]),
        Partie("Durées de conservation", [_tableau_durees(registre), PURGE]),
        Partie("Sécurité", [SECURITE]),
        Partie("Droits des personnes", [DROITS]),
    ]
    titre = "Registre des traitements : suivi des ménages de la permanence"
    return Page(titre, f"{registre.dossier.contrat.titre}.", parties, gabarit="registre")


FINALITES = lister(
    "Dire à un ménage à quelles aides aux travaux il a droit, et quelles pièces apporter.",
    "Suivre son dossier, du repérage du logement à la fin des travaux.",
    "Rendre compte au comité et aux financeurs par des totaux, jamais par des dossiers.",
)
TENUES = (
    "Un fichier par ménage, sous un identifiant sans signification ; des commentaires peuvent s'y ajouter. Une donnée "
    "qui n'est pas dite n'est pas écrite."
)
SENSIBLE = (
    "projet.besoin_adaptation, projet.nature quand elle est « autonomie », projet.mandataire et projet.arrete laissent "
    "deviner la santé, une protection juridique ou un danger ; les textes libres (souhaites, preconises, retenus, "
    f"motif, note, annulation) peuvent en dire plus. Ce qui permet de les tenir : {A_COMPLETER}."
)
REFUSEES = (
    "contrat validate les cherche dans les valeurs, les commentaires et les noms de fichiers ; il refuse les unes, "
    "avertit des autres :"
)
NON_VUES = "Ces règles ne voient pas tout ; la page de chacune dit ce qui lui échappe."
DESTINATAIRES = lister(
    "Le conseiller de la permanence et le responsable du traitement : les dossiers.",
    "Le comité de pilotage, le conseil, les financeurs : ce que l'outil rédige pour eux n'a que des totaux.",
    f"Dossiers de demande remis à un financeur ou à un opérateur : {A_COMPLETER}.",
    f"Hébergeur du dépôt, de ses copies et de ses sauvegardes, sous quel contrat : {A_COMPLETER}.",
    f"Autres personnes qui ont accès au dépôt : {A_COMPLETER}.",
    f"Transferts hors de l'Union européenne (la forge, ses sauvegardes) : {A_COMPLETER}.",
)
PURGE = (
    f"contrat rgpd purge efface ce qui est passé, par {LOT_MINIMAL} dossiers au moins, et garde des totaux sans "
    "identifiant, où une ligne peut ne compter qu'un ménage ; --sans-totaux n'en garde aucun. Tant que l'historique de "
    "git n'est pas réécrit, les dossiers effacés y restent."
)
SECURITE = lister(
    "Pseudonymes : la table qui relie un identifiant à une identité se tient hors du dépôt, et s'inscrit à part au "
    f"registre. Où, par qui : {A_COMPLETER}.",
    "L'outil travaille hors ligne et n'envoie rien ; ce que git envoie à une forge est l'affaire de qui l'y envoie.",
    "Des champs peuvent être chiffrés par SOPS ; les contrôles ne voient alors pas ce qui est chiffré.",
    f"Droits d'accès au dépôt, sauvegardes, journal : {A_COMPLETER}.",
)
DROITS = lister(
    f"Information remise à la personne, et comment : {A_COMPLETER}.",
    "Accès : contrat rgpd acces MENAGE.",
    "Rectification : corriger le fichier.",
    "Effacement demandé par la personne : retirer le fichier du ménage, puis réécrire l'historique ; contrat rgpd "
    "purge n'efface que ce dont la durée est passée.",
    f"Limitation, opposition : {A_COMPLETER}.",
    f"Contact pour exercer ces droits : {A_COMPLETER}. La personne peut aussi saisir la CNIL.",
)


def _identite(registre: Registre) -> Tableau:
    trouve = registre.responsable
    nom = f"{trouve.nom}, d'après les organismes du contrat ; " if trouve else ""
    rangees = (
        Rangee(("Responsable du traitement", f"{nom}{A_COMPLETER} : à confirmer, et ses coordonnées")),
        Rangee(("Responsables conjoints", f"{A_COMPLETER} : qui, ou aucun")),
        Rangee(("Délégué à la protection des données", f"{A_COMPLETER} : qui, et ses coordonnées")),
        Rangee(("Base légale", A_COMPLETER)),
        Rangee(("Analyse d'impact (AIPD)", f"{A_COMPLETER} : date et conclusion")),
    )
    return Tableau((Colonne("Rubrique"), Colonne("Contenu")), rangees)


def _personnes(registre: Registre) -> Iterator[Bloc]:
    dossier = registre.dossier
    yield (
        "Les ménages repérés, contactés ou reçus à la permanence, et ceux qui vivent avec eux : "
        f"{compter(len(dossier.menages), 'dossier')}."
    )
    nombres = registre.etapes
    rangees = [Rangee((dite, nombres[etape])) for etape, dite in ETAPES_DITES.items() if nombres.get(etape)]
    if sans := len(dossier.menages) - sum(nombres.values()):
        rangees.append(Rangee(("sans étape datée", sans)))
    yield Tableau((Colonne("Étape"), Colonne("Dossiers", "nombre")), tuple(rangees))
    if registre.fictifs:
        yield f"Dont fictifs, qui ne sont les données de personne : {compter(registre.fictifs, 'dossier')}."
    if dossier.agregat is not None:
        yield f"Effacés, dont il ne reste que des totaux : {compter(dossier.agregat.menages, 'dossier')}."
    if dossier.chiffres:
        yield f"Illisibles sans clé, non comptés : {compter(len(dossier.chiffres), 'dossier')}."


def _refusees() -> Iterator[str]:
    for regle in choisir("D"):
        if regle.code not in _GESTION:
            geste = "refusé" if regle.gravite is Gravite.ERREUR else "averti"
            yield f"{regle.code} : {regle.titre} ({geste})"


def _tableau_durees(registre: Registre) -> Tableau:
    textes = registre.dossier.droit.textes
    rangees = [
        Rangee((r.libelle, f"{textes[r.source].titre} ({STATUTS_DROIT[r.statut]})"))
        for r in registre.dossier.droit.regles.conservation
    ]
    rangees.append(Rangee(("dossier déposé, accordé, ou travaux commencés : tant qu'il est en cours", A_COMPLETER)))
    rangees.append(
        Rangee(("dossier sans étape datée : aucune durée ne s'y calcule, à dater ou à retirer", A_COMPLETER))
    )
    return Tableau((Colonne("Règle"), Colonne("Texte")), tuple(rangees))


def _tableau_champs() -> Tableau:
    rangees = tuple(Rangee((champ, description)) for champ, description in lister_champs(Menage, ""))
    return Tableau((Colonne("Champ", fixe=True), Colonne("Ce qu'il veut dire")), rangees)


def lister_champs(modele: type[Objet], prefixe: str) -> Iterator[tuple[str, str]]:
    """Chaque champ d'un modèle et ce qu'il veut dire, d'après le modèle lui-même."""
    for nom, champ in modele.model_fields.items():
        sous = _sous_modele(champ.annotation)
        if sous is None:
            yield f"{prefixe}{nom}", champ.description or ""
        else:
            yield from lister_champs(sous, f"{prefixe}{nom}.")


def _sous_modele(annotation: Any) -> type[Objet] | None:
    """Le modèle d'un bloc ou des éléments d'une liste."""
    if isinstance(annotation, type) and issubclass(annotation, Objet):
        return annotation
    return next((trouve for partie in get_args(annotation) if (trouve := _sous_modele(partie))), None)
