"""Chaque liste fermée que l'outil montre a ses mots : une seule fois, tous, et une page s'en sert."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest

import contrat.calculs
import contrat.modele
import contrat.rendu
import contrat.rendu.mots
from contrat.dates import dire_du, dire_quand
from contrat.rendu.mots.phrases import compter

RENDU = Path(contrat.rendu.__path__[0])
MOTS = "contrat.rendu.mots."
# Les listes fermées qu'aucune page ne dit mot à mot, et pourquoi ; la clé est l'endroit où la liste se lit.
SANS_MOTS = {
    "modele.action.Participation.niveau": "la fiche montre le texte de la participation ; le degré, le JSON seul",
    "modele.aide.VersionAide.arrondi": "règle de calcul, jamais montrée",
    "modele.aide.Aide.niveau": "nationale ou locale : dans le JSON seul",
    "modele.aide.Aide.depense": "choisit le tableau d'une aide, ne s'y écrit pas",
    "modele.bareme.RegleRevenu.substitution": "deux phrases du barème ; rien à dire quand c'est sans objet",
    "modele.bareme.RegleConservation.concerne": "choisit la règle de conservation, dite par son libellé",
    "modele.texte.Texte.nature": "un texte se cite par son titre",
    "modele.condition.Champ": "un champ se dit par le libellé de sa condition, ou par sa question",
    "modele.condition.Egal.sans_reponse": "règle de calcul : la condition dit elle-même ce qui manque",
    "modele.indexation.NomCase": "une case se dit par sa place dans le tableau des plafonds",
    "modele.indexation.Arrondi": "règle de calcul, jamais montrée",
    "modele.finances.NomRegle": "une règle se cite par son code et son texte",
    "modele.menage.ClasseDpe": "une classe se dit comme elle s'écrit",
    "modele.organisme.NatureOrganisme": "un organisme se dit par son nom ou son sigle",
    "modele.plan.Ligne.sens": "une recette budgétaire ne se montre pas",
    "modele.plan.Valorisation.sens": "choisit la colonne, emplois ou contributions",
    "calculs.argent.ventilation.CertitudeComptee": "celles du modèle sans les ressources perdues : mêmes mots",
    "calculs.eligibilite.compilation.expressions.Operateur": "un signe du droit compilé, jamais montré",
    "calculs.eligibilite.compilation.expressions.Relation": "un signe du droit compilé, jamais montré",
    "calculs.eligibilite.montants.Derivation.genre": "choisit la phrase du calcul",
    "calculs.eligibilite.plan.LignePlan.origine": "une ligne se dit par son libellé",
    "calculs.rapports.experience.Rubrique": "choisit la partie de la fiche, dite par son titre",
    "calculs.suivi.conservation.SituationDossier": "choisit la règle de conservation, dite par son libellé",
    "calculs.suivi.publication.Publication.manquants": "choisit la phrase sur le montant des travaux",
}
# Un texte par valeur qui n'est pas le nom de la valeur.
PHRASES = {
    "contrat.rendu.eligibilite.suite.SUITES": "ce qui se fait après une étape ; rien après la dernière",
    "contrat.rendu.suivi.agenda._DITS": "ce qu'une échéance demande, avec son libellé",
}


def lister_modules(paquet: ModuleType) -> list[ModuleType]:
    return [importlib.import_module(m.name) for m in pkgutil.walk_packages(paquet.__path__, paquet.__name__ + ".")]


def lister_listes(annotation: Any) -> Iterator[frozenset[str]]:
    """Les listes fermées d'au moins deux mots que cite une annotation."""
    if get_origin(annotation) is Literal:
        if len(get_args(annotation)) > 1:
            yield frozenset(get_args(annotation))
        return
    for partie in get_args(annotation):
        yield from lister_listes(partie)


def lire_annotations(objet: Any) -> dict[str, Any]:
    # Deux classes citent des types importés pour la seule vérification ; aucune n'a de liste fermée.
    try:
        return get_type_hints(objet)
    except NameError:
        return {}


def trouver_listes() -> dict[frozenset[str], set[str]]:
    """Chaque liste fermée du modèle et des calculs, et les endroits qui la citent."""
    trouvees: dict[frozenset[str], set[str]] = {}
    for module in [*lister_modules(contrat.modele), *lister_modules(contrat.calculs)]:
        for nom, objet in vars(module).items():
            lieu = f"{module.__name__.removeprefix('contrat.')}.{nom}"
            cites = {lieu: objet} if get_origin(objet) is Literal else {}
            if isinstance(objet, type) and objet.__module__ == module.__name__:
                cites = {f"{lieu}.{champ}": annotation for champ, annotation in lire_annotations(objet).items()}
            for place, annotation in cites.items():
                for liste in lister_listes(annotation):
                    trouvees.setdefault(liste, set()).add(place)
    return trouvees


def trouver_mots() -> dict[str, tuple[frozenset[str], dict[Any, Any]]]:
    """Chaque dictionnaire du rendu dont les clés sont une liste fermée."""
    return {
        f"{module.__name__}.{nom}": (liste, getattr(module, nom))
        for module in lister_modules(contrat.rendu)
        for nom, annotation in get_type_hints(module).items()
        if get_origin(annotation) is dict and f"{module.__name__}.{nom}" not in PHRASES
        for liste in lister_listes(get_args(annotation)[0])
    }


LISTES = trouver_listes()
ETIQUETTES = {nom: etiquette for nom, etiquette in trouver_mots().items() if etiquette[0] in LISTES}


@pytest.mark.parametrize("liste", LISTES, ids=lambda liste: min(LISTES[liste]))
def test_chaque_liste_fermee_a_ses_mots_une_fois(liste: frozenset[str]) -> None:
    dites = [nom for nom, (cles, _) in ETIQUETTES.items() if cles == liste]
    if LISTES[liste] & set(SANS_MOTS):
        assert dites == [], f"{min(LISTES[liste])} : a des mots, l'ôter de SANS_MOTS"
    else:
        assert len(dites) == 1, f"{min(LISTES[liste])} : un dictionnaire dans rendu/mots, trouvé {dites}"


def test_aucune_exception_perimee() -> None:
    assert set(SANS_MOTS) - set().union(*LISTES.values()) == set()


@pytest.mark.parametrize("nom", ETIQUETTES)
def test_chaque_valeur_a_un_mot(nom: str) -> None:
    liste, mots = ETIQUETTES[nom]
    # `None` et le mot vide disent l'absence de valeur.
    assert {cle for cle in mots if cle} == liste
    assert all(mots.values())
    assert nom.startswith(MOTS), f"{nom} : les mots vivent dans rendu/mots"


@cache
def analyser(chemin: Path) -> ast.Module:
    return ast.parse(chemin.read_text(encoding="utf-8"))


@cache
def lister_noms(noeud: ast.AST) -> set[str]:
    return {x.id for x in ast.walk(noeud) if isinstance(x, ast.Name) and isinstance(x.ctx, ast.Load)}


@cache
def suivre(module: str, nom: str) -> set[str]:
    """Ce que lit une valeur ou une fonction de rendu/mots, de proche en proche."""
    vus: set[str] = set()
    a_lire = {f"{module}.{nom}"}
    while a_lire:
        courant = a_lire.pop()
        vus.add(courant)
        ou, _, quoi = courant.rpartition(".")
        arbre = analyser(RENDU / "mots" / f"{ou.removeprefix(MOTS)}.py")
        importes = lister_imports(arbre)
        for noeud in arbre.body:
            if quoi in definir(noeud):
                locaux = {f"{ou}.{n}" for x in arbre.body for n in definir(x) if n in lister_noms(noeud)}
                a_lire |= (locaux | {importes[n] for n in lister_noms(noeud) & set(importes)}) - vus
    return vus


def definir(noeud: ast.stmt) -> set[str]:
    if isinstance(noeud, ast.FunctionDef):
        return {noeud.name}
    cibles = noeud.targets if isinstance(noeud, ast.Assign) else [getattr(noeud, "target", None)]
    return {cible.id for cible in cibles if isinstance(cible, ast.Name)}


@cache
def lister_imports(arbre: ast.Module) -> dict[str, str]:
    """Les noms importés de rendu/mots, avec leur module."""
    return {
        alias.name: f"{noeud.module}.{alias.name}"
        for noeud in ast.walk(arbre)
        if isinstance(noeud, ast.ImportFrom) and (noeud.module or "").startswith(MOTS)
        for alias in noeud.names
    }


def test_chaque_dictionnaire_sert_a_une_page() -> None:
    """Un rendu hors de rendu/mots lit chaque dictionnaire, ou appelle une phrase qui le lit.

    Rien n'oblige une page à montrer chaque valeur : un mot se cherche par sa valeur, tous les mots d'un dictionnaire
    lu sont donc à portée d'une page.
    """
    lus: set[str] = set()
    for chemin in RENDU.rglob("*.py"):
        if chemin.parent.name != "mots":
            arbre = analyser(chemin)
            importes = lister_imports(arbre)
            for nom in lister_noms(arbre) & set(importes):
                lus |= suivre(*importes[nom].rsplit(".", 1))
    assert set(ETIQUETTES) - lus == set()


@pytest.mark.parametrize(
    ("nombre", "noms", "accordes"),
    [
        (0, "action", "0 action"),
        (1, "ligne de budget", "1 ligne de budget"),
        (2, "ligne de budget", "2 lignes de budget"),
        (4, "heure d'aide à domicile", "4 heures d'aide à domicile"),
        (2, "faute acceptée", "2 fautes acceptées"),
        (2, "centre social", "2 centres sociaux"),
        (2, "lieu", "2 lieux"),
        (2, "cas", "2 cas"),
    ],
)
def test_un_nom_s_accorde_avec_son_nombre(nombre: int, noms: str, accordes: str) -> None:
    assert compter(nombre, noms) == accordes


@pytest.mark.parametrize(
    ("moment", "quand", "du"),
    [
        ("2010", "en 2010", "de 2010"),
        ("2010-04", "en avril 2010", "d'avril 2010"),
        ("2010-08", "en août 2010", "d'août 2010"),
        ("2010-10", "en octobre 2010", "d'octobre 2010"),
        ("2010-09", "en septembre 2010", "de septembre 2010"),
        ("2010-02-01", "le 1er février 2010", "du 1er février 2010"),
    ],
)
def test_un_moment_se_dit_a_sa_place_dans_la_phrase(moment: str, quand: str, du: str) -> None:
    assert (dire_quand(moment), dire_du(moment)) == (quand, du)
