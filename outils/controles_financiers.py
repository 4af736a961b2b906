"""La page des contrôles du plan de financement : ce que chacun vérifie, le texte, depuis quand, que faire.

Rien n'y est recopié : les textes et les dates viennent de `droit/finances.yaml`, le reste des pages des règles.
"""

from __future__ import annotations

import re
from pathlib import Path

import contrat.controles
from contrat.depot.droit import charger_finances
from contrat.modele.finances import Appui, DroitFinancier, RegleFinanciere
from contrat.nombres import euros, taux
from contrat.rendu.mots.dates import dire_jour
from contrat.rendu.mots.droit import STATUTS_DROIT

PAGES = Path(contrat.controles.__file__).parent / "pages"
SANS_TEXTE = "usage"


def parties(code: str) -> dict[str, str]:
    """Les parties de la page d'une règle, par leur titre."""
    texte = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    morceaux = re.split(r"^## (.+)\n", texte, flags=re.MULTILINE)
    return {titre: corps.strip() for titre, corps in zip(morceaux[1::2], morceaux[2::2], strict=True)}


def fondements(droit: DroitFinancier, code: str) -> list[RegleFinanciere | Appui]:
    """Les règles datées qu'un contrôle applique ; à défaut, ce sur quoi il s'appuie."""
    regles: list[RegleFinanciere | Appui] = [r for r in droit.finances.regles if r.controle == code]
    return regles or [a for a in droit.finances.appuis if a.controle == code]


def dire_dates(fondement: RegleFinanciere | Appui) -> str:
    """Depuis quand, et jusqu'à quand."""
    if fondement.du is None:
        return "toujours" if fondement.source == SANS_TEXTE else "jour non établi"
    au = fondement.au if isinstance(fondement, RegleFinanciere) else None
    return f"depuis le {dire_jour(fondement.du)}" if au is None else f"du {dire_jour(fondement.du)} au {dire_jour(au)}"


def dire_valeur(fondement: RegleFinanciere | Appui) -> str:
    """Le nombre qu'une règle fixe."""
    if isinstance(fondement, Appui):
        return ""
    if fondement.taux is not None:
        return taux(fondement.taux)
    if fondement.seuil is not None:
        return euros(fondement.seuil)
    return f"{fondement.mois} mois" if fondement.mois is not None else ""


def _puce(droit: DroitFinancier, fondement: RegleFinanciere | Appui) -> str:
    valeur = dire_valeur(fondement)
    if fondement.source == SANS_TEXTE:
        return f"- {fondement.libelle} : aucun texte."
    suite = f" : {valeur}" if valeur else ""
    texte = f"{droit.citer(fondement)}, {dire_dates(fondement)} ({STATUTS_DROIT[fondement.statut]})"
    note = f" {fondement.note}" if fondement.note else ""
    return f"- {fondement.libelle}{suite}. {texte}.{note}"


def tableau_des_regles() -> list[str]:
    """Les règles datées, leur nombre, leurs dates et leur texte, pour le guide du financement."""
    droit = charger_finances()
    lignes = ["| contrôle | ce que la règle demande | nombre | en vigueur | texte |", "| --- | --- | --- | --- | --- |"]
    for regle in droit.finances.regles:
        cases = (regle.controle, regle.libelle, dire_valeur(regle) or "—", dire_dates(regle), droit.citer(regle))
        lignes.append("| " + " | ".join(cases) + " |")
    return lignes


def corps() -> list[str]:
    """Le tableau d'ensemble, puis un chapitre par contrôle."""
    droit = charger_finances()
    regles = contrat.controles.choisir("B")
    lignes = [
        "Une règle dont le texte est postérieur à l'exercice informe et ne bloque jamais. « Texte lu », « sources",
        "concordantes » : ce que l'on sait de chaque texte. `contrat financement ACTION` montre les règles datées d'un",
        "plan.",
        "",
        "| contrôle | gravité | ce qu'il signale | texte | en vigueur |",
        "| --- | --- | --- | --- | --- |",
    ]
    for regle in regles:
        siens = fondements(droit, regle.code)
        textes = "<br>".join("aucun" if f.source == SANS_TEXTE else droit.citer(f) for f in siens)
        dates = "<br>".join(dire_dates(f) for f in siens)
        lien = f"[{regle.code}](#{regle.code.lower()})"
        lignes.append(f"| {lien} | {regle.gravite} | {regle.titre} | {textes} | {dates} |")
    for regle in regles:
        page = parties(regle.code)
        lignes += ["", f"## {regle.code}", "", f"{regle.titre[0].upper()}{regle.titre[1:]} : {regle.gravite}.", ""]
        lignes += [
            "**Ce qu'il vérifie.**",
            "",
            page["Ce que vérifie la règle"],
            "",
            "**Le texte, et depuis quand.**",
            "",
        ]
        lignes += [_puce(droit, f) for f in fondements(droit, regle.code)]
        lignes += ["", "**Que faire.**", "", page["Que faire"]]
    return lignes
