"""Ce qu'un contrat reprend d'un autre : ce qui dure encore, et rien de ce que le suivant doit décider à nouveau.

Les fichiers sont pris tels qu'ils sont écrits, en tables de textes : ce qui est repris ne change pas d'un signe.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from contrat import FORMAT
from contrat.modele.action import Action, Statut
from contrat.modele.contrat import Periode

Table = Mapping[str, Any]

FINIES: frozenset[Statut] = frozenset({"realisee", "abandonnee", "transferee"})
# Budget, délibérations, classement, évaluation et jalons sont à décider pour le contrat suivant.
_DU_CONTRAT = (
    "thematiques", "territoire", "porteur", "objectifs", "gouvernance", "participation", "criteres_durables",
    "permanence", "menages", "source",
)  # fmt: skip
_DE_L_ACTION = (
    "titre", "titre_court", "description", "contexte", "objectifs", "effets_attendus", "publics", "thematiques",
    "territoire", "maitre_ouvrage", "gestionnaire", "pilote", "elu_referent", "partenaires",
    "base", "participation", "source",
)  # fmt: skip
_MESURES_FUTURES = ("valeurs", "cible", "cible_fixee_le")


def est_a_reprendre(action: Action) -> bool:
    """Vrai quand rien ne dit l'action finie : elle peut continuer dans le contrat suivant."""
    return action.statut not in FINIES


def renouveler_contrat(ecrit: Table, identifiant: str, debut: int, fin: int) -> dict[str, Any]:
    """Le contrat suivant : mêmes lieu, porteur, instances et critères ; la dernière mesure devient le départ."""
    repris = {cle: ecrit[cle] for cle in _DU_CONTRAT if cle in ecrit}
    titre = _changer_la_periode(str(ecrit.get("titre", "")), ecrit.get("periode"), debut, fin)
    return {
        "id": identifiant,
        "format": str(FORMAT),
        "titre": titre,
        "periode": {"debut": str(debut), "fin": str(fin)},
        "precedent": ecrit["id"],
        **repris,
        **({"indicateurs": repartir(ecrit["indicateurs"])} if ecrit.get("indicateurs") else {}),
    }


def _changer_la_periode(titre: str, periode: Any, debut: int, fin: int) -> str:
    """Le titre, dont les années sont celles du contrat suivant quand il les disait."""
    bornes = [str(periode[cle]) for cle in ("debut", "fin") if cle in periode] if isinstance(periode, Mapping) else []
    ancien, suivante = "-".join(dict.fromkeys(bornes)), Periode(debut=debut, fin=fin).dite
    return titre.replace(ancien, suivante) if bornes and ancien in titre else f"{titre} {suivante}"


def renouveler_axe(ecrit: Table) -> dict[str, Any]:
    """Le même axe, sans les constats d'un diagnostic qui est à refaire."""
    return {cle: valeur for cle, valeur in ecrit.items() if cle != "constats"}


def reprendre_action(
    ecrit: Table, contrat: str, jour: str, *, axe: str, porteur: str, voisines: Collection[str] = ()
) -> dict[str, Any]:
    """La fiche qui continue celle-ci dans un autre contrat : elle y est proposée, et reste à approuver.

    `voisines` : les fiches reprises avec elle, les seules dont elle garde les liens.
    """
    liens = ecrit.get("liens")
    liees = [autre for autre in liens.get("actions", ()) if autre in voisines] if isinstance(liens, Mapping) else []
    precedent = {"contrat": contrat, "fiche": ecrit["id"]}
    repris = {cle: ecrit[cle] for cle in _DE_L_ACTION if cle in ecrit}
    indicateurs = {"indicateurs": repartir(ecrit["indicateurs"])} if ecrit.get("indicateurs") else {}
    return {
        "id": ecrit["id"],
        "axe": axe,
        "statut": "proposee",
        "historique": [{"statut": "proposee", "date": jour, "note": f"reprise du contrat {contrat}"}],
        "porteur": porteur,
        **repris,
        **indicateurs,
        "liens": {"precedent": precedent, **({"actions": liees} if liees else {})},
    }


def repartir(indicateurs: Sequence[Table]) -> list[dict[str, Any]]:
    """Les indicateurs, dont la dernière valeur relevée est le départ ; cibles et valeurs restent au contrat d'avant."""
    repartis = []
    for indicateur in indicateurs:
        neuf = {cle: valeur for cle, valeur in indicateur.items() if cle not in _MESURES_FUTURES}
        if valeurs := indicateur.get("valeurs"):
            neuf["base"] = dict(valeurs[-1])
        repartis.append(neuf)
    return repartis


def partager_lignes(ecrit: Table, bloc: str, liste: str, annee: int, tenues: Collection[str]) -> list[int]:
    """Les rangs de ce qui suit une action transférée : l'exercice de ce jour ou un d'après, et rien qui le retienne.

    `tenues` : les champs qui, écrits, retiennent un montant où il est, parce qu'il est engagé, payé ou accordé.
    """
    contenu = ecrit.get(bloc)
    elements = contenu.get(liste, ()) if isinstance(contenu, Mapping) else ()
    return [
        rang
        for rang, element in enumerate(elements)
        if int(element["exercice"]) >= annee and not any(element.get(champ) for champ in tenues)
    ]
