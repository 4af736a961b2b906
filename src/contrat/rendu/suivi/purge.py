"""Ce qu'une purge efface, ce qu'elle garde et pourquoi, et ce que git garde quand même."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from contrat.calculs.suivi.purge import LOT_MINIMAL, Tri
from contrat.modele.agregat import Agregat
from contrat.rendu.mots.dates import dire_jour
from contrat.rendu.mots.menages import RAISONS
from contrat.rendu.mots.phrases import compter
from contrat.rendu.page import Page, Partie

_GIT = (
    "Git garde tout ce qui lui a été confié. Enregistrer l'effacement (git add -A data, puis git commit), puis effacer "
    "aussi le passé : git filter-repo --invert-paths --path data/menages/MENAGE.yaml pour chaque dossier, dans chaque "
    "copie, chaque forge et chaque sauvegarde. Le guide de la vie privée le détaille. Effacer de même la ligne de "
    "chaque dossier dans le registre des identités, et les fichiers tirés de ces dossiers : feuilles, suivi, agenda."
)


def annoncer(tri: Tri, agregat: Agregat, chiffres: Sequence[str], avant: date) -> Page:
    """Les dossiers qui sortent, puis ceux qui restent, par raison."""
    titre = f"Dossiers de ménages sans contact depuis le {dire_jour(avant)}"
    return Page(titre, "", [Partie("", list(_lister(tri, agregat, chiffres)))])


def _lister(tri: Tri, agregat: Agregat, chiffres: Sequence[str]) -> Iterator[str]:
    yield f"À effacer : {_compter([m.id for m in tri.sortants])}."
    if repris := len(agregat.a_effacer) - len(tri.sortants):
        reste = compter(repris, "fichier, déjà compté", "fichiers, déjà comptés")
        yield f"À retirer aussi, d'une purge interrompue : {reste}."
    for raison, phrase in RAISONS.items():
        if qui := [garde.menage.id for garde in tri.gardes if garde.raison == raison]:
            yield phrase.format(qui=_compter(qui))
    if chiffres:
        yield f"Illisibles sans clé, gardés : {_compter(chiffres)}."


def _compter(identifiants: Sequence[str]) -> str:
    """Combien de dossiers, et lesquels."""
    if not identifiants:
        return "aucun dossier"
    return f"{compter(len(identifiants), 'dossier')} ({', '.join(identifiants)})"


def attendre(tri: Tri) -> Page:
    """Pourquoi si peu de dossiers ne s'effacent pas encore, et comment passer outre."""
    return Page(
        f"Rien n'est effacé : il en faut {LOT_MINIMAL} ensemble, car les totaux de {len(tri.sortants)} les décriraient "
        "un par un. Attendre que d'autres sortent, ou effacer sans garder leurs totaux (--sans-totaux), si la durée "
        "est passée : les effacer est une obligation, les compter ne l'est pas."
    )


def conclure(agregat: Agregat, essai: bool, sans_totaux: bool) -> Page:
    """Ce qui a été fait, et ce qui reste à faire dans git."""
    if not agregat.a_effacer:
        return Page("Rien à effacer.")
    nombre = len(agregat.a_effacer)
    if essai:
        futur = compter(nombre, "dossier serait effacé", "dossiers seraient effacés")
        return Page(f"Essai : rien n'est changé. Sans --essai, {futur}.")
    fait = compter(nombre, "dossier effacé", "dossiers effacés")
    suite = ", sans totaux : suivi et concordance ne les comptent plus."
    if not sans_totaux:
        suite = (
            ". Leurs totaux sont dans data/agregat_menages.yaml, où une ligne peut ne compter qu'un ménage : "
            "suivi et concordance les comptent encore, sauf dans "
            "les durées, les pièces attendues et les dossiers sans nouvelle."
        )
    return Page(f"{fait}{suite}", _GIT)
