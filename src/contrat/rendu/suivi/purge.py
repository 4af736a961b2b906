"""Ce qu'une purge efface, ce qu'elle garde et pourquoi, et ce que git garde quand même."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from contrat.calculs.suivi.purge import Raison, Tri
from contrat.modele.agregat import Agregat
from contrat.rendu.libelles import dire_jour
from contrat.rendu.mise_en_page import plier, rendre_ordinaires, souligner

_RAISONS: dict[Raison, str] = {
    "en_cours": "Dossiers en cours, à clore d'abord (contrat evenement MENAGE classe_sans_suite) : {qui}.",
    "recent": "Contact à cette date ou depuis : {qui}.",
    "a_conserver": "Durée de conservation pas encore passée : {qui}.",
    "sans_etape": "Aucune étape datée, à dater d'abord : {qui}.",
}
_GIT = (
    "Git garde tout ce qui lui a été confié. Enregistrer l'effacement (git add -A data, puis git commit), puis effacer "
    "aussi le passé : git filter-repo --invert-paths --path data/menages/MENAGE.yaml pour chaque dossier, dans chaque "
    "copie, chaque forge et chaque sauvegarde. Le guide de la vie privée le détaille."
)


def annoncer(tri: Tri, agregat: Agregat, chiffres: Sequence[str], avant: date) -> str:
    """Les dossiers qui sortent, puis ceux qui restent, par raison."""
    titre = f"Dossiers de ménages sans contact depuis le {dire_jour(avant)}"
    lignes = [*souligner(titre), *plier(f"À effacer : {_compter([m.id for m in tri.sortants])}.")]
    if repris := len(agregat.a_effacer) - len(tri.sortants):
        reste = "1 fichier, déjà compté" if repris == 1 else f"{repris} fichiers, déjà comptés"
        lignes += plier(f"À retirer aussi, d'une purge interrompue : {reste}.")
    lignes += _garder(tri)
    if chiffres:
        lignes += plier(f"Illisibles sans clé, gardés : {_compter(chiffres)}.")
    return rendre_ordinaires("\n".join(lignes))


def _garder(tri: Tri) -> Iterator[str]:
    for raison, phrase in _RAISONS.items():
        qui = [garde.menage.id for garde in tri.gardes if garde.raison == raison]
        if qui:
            yield from plier(phrase.format(qui=_compter(qui)))


def _compter(identifiants: Sequence[str]) -> str:
    """Combien de dossiers, et lesquels."""
    if not identifiants:
        return "aucun dossier"
    nombre = "1 dossier" if len(identifiants) == 1 else f"{len(identifiants)} dossiers"
    return f"{nombre} ({', '.join(identifiants)})"


def conclure(agregat: Agregat, essai: bool) -> str:
    """Ce qui a été fait, et ce qui reste à faire dans git."""
    if not agregat.a_effacer:
        return "\nRien à effacer."
    nombre = len(agregat.a_effacer)
    if essai:
        futur = "1 dossier serait effacé" if nombre == 1 else f"{nombre} dossiers seraient effacés"
        return f"\nEssai : rien n'est changé. Sans --essai, {futur}."
    fait = "1 dossier effacé" if nombre == 1 else f"{nombre} dossiers effacés"
    total = f"{fait}. Leurs totaux sont dans data/agregat_menages.yaml : suivi et concordance n'ont pas changé."
    return rendre_ordinaires("\n".join(["", *plier(total), *plier(_GIT)]))
