"""Ce qu'il faut savoir pour créer un contrat : les options, et au terminal quelques questions."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence

from contrat.calculs.creation.contrat_neuf import ContratNeuf, Departement
from contrat.calculs.creation.noms import identifier
from contrat.cli.a_cote import dire_ensuite
from contrat.cli.lectures import lire_periode
from contrat.depot.departements import a_h_aspire, lire_departement
from contrat.depot.droit import lire_communes
from contrat.erreurs import ErreurUsage
from contrat.modele.base import MOTIF_INSEE, MOTIFS
from contrat.proches import proposer, replier
from contrat.rendu.mots.menages import dire_inconnue

EXEMPLE = 'contrat init --commune "Valbrume" --insee 23999 --periode 2024-2027 --axe "Garder un accueil de proximité"'
_PORTEURS = {
    "ville": "la commune",
    "ccas": "son centre communal d'action sociale",
    "epci": "la communauté de communes",
    "departement": "le département",
}
# Ce qui n'est pas une commune, et ce qui se met devant le nom d'une commune ; « Ville-d'Avray » en est une.
_AUTRE_CHOSE = re.compile(
    r"(ville|commune|mairie|ccas|centre communal|communauté|métropole|agglomération|département|région|syndicat"
    r"|office) ",
    re.IGNORECASE,
)
_QUESTIONS = {
    "commune": "Nom de la commune ?",
    "insee": "Son code INSEE (cinq caractères, pas le code postal) ?",
    "periode": "Premier et dernier exercices du contrat, comme 2024-2027 ?",
}


def preparer(
    commune: str | None, insee: str | None, periode: str | None, porteur: str | None, axes: Sequence[str]
) -> ContratNeuf:
    """Le contrat à écrire, d'après les options et, pour ce qu'elles taisent, des questions au terminal."""
    donnees = {"commune": commune, "insee": insee, "periode": periode}
    manquent = [nom for nom, valeur in donnees.items() if not valeur]
    if manquent and not sys.stdin.isatty():
        options = ", ".join(f"--{nom}" for nom in manquent)
        raise ErreurUsage(f"il manque {options}", f"écrire par exemple : {EXEMPLE}")
    if manquent:
        donnees |= {nom: _demander(nom) for nom in manquent}
        porteur = porteur or _choisir_porteur()
        axes = axes or _demander_axes()
    return _construire(donnees, porteur or "ville", axes)


def _construire(donnees: dict[str, str | None], porteur: str, axes: Sequence[str]) -> ContratNeuf:
    commune, insee = _lire_commune(donnees["commune"] or ""), (donnees["insee"] or "").strip().upper()
    exercices = lire_periode((donnees["periode"] or "").strip())
    if exercices is None:
        raise ErreurUsage("il manque --periode", "écrire par exemple --periode 2024-2027")
    if vides := [titre for titre in axes if not identifier(titre)]:
        raise ErreurUsage(f"--axe : « {vides[0]} » n'est pas un titre", "écrire le titre de l'axe")
    titres = [" ".join(titre.split()) for titre in axes]
    replies = [replier(titre) for titre in titres]
    if doubles := [titre for titre in titres if replies.count(replier(titre)) > 1]:
        raise ErreurUsage(f"--axe : « {doubles[0]} » est donné deux fois", "donner à chaque axe son titre")
    departement = _situer(insee)
    commune = _accorder(commune, insee)
    return ContratNeuf(commune, insee, departement, exercices, porteur, titres, a_h_aspire(insee))


def _accorder(commune: str, insee: str) -> str:
    """La commune, comme la liste officielle l'écrit ; dire quand le nom et le code ne vont pas ensemble."""
    communes = lire_communes()
    nom = communes.nommer(insee)
    homonymes = communes.chercher_nom(commune)
    if nom is not None and insee in homonymes:
        return nom
    if _AUTRE_CHOSE.match(commune):
        aide = f"écrire le nom seul{f', comme {nom}' if nom else ''} ; qui porte le contrat se dit par --porteur"
        raise ErreurUsage(f"--commune : « {commune} » n'est pas le nom d'une commune", aide)
    douteux = dire_inconnue(insee) if nom is None else f"{insee} est {nom}, non « {commune} »"
    aide = (
        proposer(insee, [code for code in homonymes if code[:2] == insee[:2]])
        or "vérifier le code et le nom : les aides de la commune en dépendent"
    )
    dire_ensuite(f"Attention : {douteux}\n  aide : {aide}")
    return commune


def _lire_commune(texte: str) -> str:
    commune = " ".join(texte.split())
    if not identifier(commune):
        raise ErreurUsage(f"--commune : « {texte} » n'est pas un nom", "écrire le nom de la commune")
    return commune


def _situer(insee: str) -> Departement:
    if not re.fullmatch(MOTIF_INSEE, insee):
        attendu, aide = MOTIFS[MOTIF_INSEE]
        raise ErreurUsage(f"--insee : « {insee} » n'est pas {attendu}", aide)
    trouve = lire_departement(insee)
    if trouve is None:
        raise ErreurUsage(f"--insee : aucun département n'a de commune « {insee} »", "vérifier le code INSEE")
    return Departement(**trouve)


def _demander(nom: str) -> str:
    import questionary

    return str(questionary.text(_QUESTIONS[nom]).unsafe_ask())


def _choisir_porteur() -> str:
    import questionary

    choix = [questionary.Choice(dit, mot) for mot, dit in _PORTEURS.items()]
    question = questionary.select("Qui porte le contrat ?", choix, instruction="(flèches, puis Entrée)")
    return str(question.unsafe_ask())


def _demander_axes() -> list[str]:
    import questionary

    titres: list[str] = []
    while titre := str(
        questionary.text(f"Titre de l'axe {len(titres) + 1} ? (vide : c'est tout)").unsafe_ask()
    ).strip():
        titres.append(titre)
    return titres
