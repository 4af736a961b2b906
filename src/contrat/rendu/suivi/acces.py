"""La réponse à un droit d'accès, lisible par la personne."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from contrat.calculs.suivi.acces import Acces
from contrat.nombres import euros
from contrat.rendu.document import Document
from contrat.rendu.mots.dates import dire_jour
from contrat.rendu.mots.droit import VERDICTS, dire_categories
from contrat.rendu.mots.menages import ETAPES_DITES, MOTIFS_ABANDON, MOTIFS_REFUS, VALEURS
from contrat.rendu.page import Page, Partie, Tableau, lister, tabuler

_MOTS: Mapping[str, Mapping[Any, str]] = {"etape": ETAPES_DITES, "motif": MOTIFS_ABANDON, "refus": MOTIFS_REFUS}
_UNITES = {"projet › gain": " %"}
_COMMENTAIRE = "écrit en commentaire"


def documenter_acces(acces: Acces, commentaires: list[str]) -> Document:
    """Ce qui est détenu, commentaires du fichier compris, et ce qui en est déduit."""
    titre = f"Ce qui est détenu sur le ménage {acces.menage.id}"
    return Document(
        page=lambda: Page(titre, "", list(_composer(acces, commentaires))),
        objet=lambda: _objet(acces, commentaires),
        donnees=lambda: _tabuler(acces, commentaires),
    )


def _tabuler(acces: Acces, commentaires: list[str]) -> Tableau:
    """Une ligne par donnée écrite, puis par commentaire, puis par ce qui s'en déduit : rien n'y manque de la page."""
    suites = [
        *(("commentaire", texte, _COMMENTAIRE) for texte in commentaires),
        *(("déduit", texte, f"au {dire_jour(acces.jour)}") for texte in _deduire(acces)),
        ("conservation", _dire_conservation(acces), ""),
    ]
    lignes = [(d.champ, _dire(d.valeur, d.champ), d.description) for d in acces.donnees]
    colonnes = ("champ", "valeur", "description")
    return tabuler(colonnes, [dict(zip(colonnes, ligne, strict=True)) for ligne in (*lignes, *suites)])


def _composer(acces: Acces, commentaires: list[str]) -> Iterator[Partie]:
    detenu = [f"{d.champ} : {_dire(d.valeur, d.champ)} ({d.description})" for d in acces.donnees]
    yield Partie("Écrit dans le fichier", [lister(*detenu)])
    if commentaires:
        yield Partie(_COMMENTAIRE.capitalize(), [lister(*commentaires)])
    reste = (
        f"Le détail (conditions, calculs, plan, pièces) est sur la feuille : contrat rapport menage {acces.menage.id}. "
        "Ce sont des estimations ; aucune décision n'est prise par l'outil, seul celui qui paie décide."
    )
    yield Partie(f"Déduit de ces données, au {dire_jour(acces.jour)}", [lister(*_deduire(acces)), reste])
    yield Partie("Conservation", [_dire_conservation(acces)])
    yield Partie(
        "Hors de ce fichier",
        [
            "La table qui relie cet identifiant à une identité se tient ailleurs : la demander à qui la tient.",
            "L'historique de git garde les versions précédentes : git log --follow -p -- data/menages/"
            f"{acces.menage.id}.yaml les montre. Les sauvegardes et les copies du dépôt aussi.",
            "Cette page ne cherche ni dans les autres fichiers, ni dans ce que l'outil en a tiré : feuilles imprimées, "
            "suivi, agenda, tableur d'où le dossier est venu.",
            "Les finalités, les destinataires, les droits et comment les exercer sont dans la fiche du registre "
            "(contrat rgpd registre) : la remettre avec cette page.",
        ],
    )


def _deduire(acces: Acces) -> Iterator[str]:
    if acces.etape:
        yield f"étape où en est le dossier : {ETAPES_DITES[acces.etape]}"
    if acces.jugement is None:
        yield "aucun barème ne couvre ce jour : ni catégorie, ni réponse"
        return
    yield f"catégorie de ressources : {dire_categories(acces.jugement.ressources.possibles)}"
    for resultat in acces.jugement.aides:
        montant = "" if resultat.montant is None else f", {euros(resultat.montant, insecable=True)}"
        yield f"{resultat.libelle} : {VERDICTS[resultat.verdict].lower()}{montant}"


def _dire_conservation(acces: Acces) -> str:
    if acces.est_fictif:
        return "Ce dossier est un exemple, la donnée de personne : aucune durée ne s'y applique."
    if acces.est_en_cours:
        return "Le dossier est en cours : il se garde tant qu'il l'est."
    if acces.conservation is None or acces.jusqu_au is None:
        return "Aucune étape n'est datée : la durée de conservation ne peut pas être calculée."
    passe = ", un jour passé : à effacer (contrat rgpd purge)" if acces.est_perime else ""
    return f"{acces.conservation.libelle.capitalize()} : jusqu'au {dire_jour(acces.jusqu_au)}{passe}."


def _dire(valeur: Any, champ: str) -> str:
    """Une valeur en toutes lettres : une étape et un motif se disent comme dans les pages de suivi."""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, date):
        return dire_jour(valeur)
    if isinstance(valeur, Decimal):
        return f"{valeur:f}".replace(".", ",") + _UNITES.get(champ, "")
    mots: Mapping[Any, str] = _MOTS.get(champ.rpartition(" › ")[2], VALEURS)
    return mots.get(str(valeur), str(valeur))


def _objet(acces: Acces, commentaires: list[str]) -> dict[str, Any]:
    aides = acces.jugement.aides if acces.jugement else ()
    return {
        "version": 1,
        "menage": acces.menage.id,
        "detenu": [{"champ": d.champ, "description": d.description, "valeur": _brut(d.valeur)} for d in acces.donnees],
        "commentaires": commentaires,
        "deduit": {
            "date": acces.jour,
            "etape": acces.etape,
            "categories": list(acces.jugement.ressources.possibles) if acces.jugement else [],
            "aides": [{"code": r.aide.id, "verdict": r.verdict.value, "montant": _brut(r.montant)} for r in aides],
        },
        "conservation": {
            "regle": acces.conservation.libelle if acces.conservation else None,
            "source": acces.conservation.source if acces.conservation else None,
            "jusqu_au": acces.jusqu_au,
            "fictif": acces.est_fictif,
        },
    }


def _brut(valeur: Any) -> Any:
    if valeur is None or isinstance(valeur, (bool, int)):
        return valeur
    return f"{valeur:f}" if isinstance(valeur, Decimal) else str(valeur)
