"""Des entrées abîmées : jamais de trace, de place fausse, de valeur changée en silence, ni d'anglais.

Cinq cents à chaque essai, cinquante mille par « make fuzz ».
"""

from __future__ import annotations

import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from contrat.depot.blocs import lire_peu_a_peu
from contrat.depot.fiche import analyser
from contrat.depot.lot import ouvrir_lot
from contrat.diagnostics import Diagnostic
from contrat.modele.action import Action
from contrat.modele.menage import Menage, Reponses
from tests.conftest import MINIMAL, Commande
from tests.fuzz import entrees

# Douze épreuves : cinq cents lectures dans la suite ordinaire, cinquante mille sous « make fuzz ».
ESSAIS = max(42, settings.default.max_examples if settings.default else 0)
MODELES: dict[type[BaseModel], str] = {Menage: entrees.MENAGE, Action: entrees.ACTION, Reponses: entrees.REPONSES}
ANGLAIS = re.compile(
    r"\b(?:error|expected|found|invalid|input|should|while|mapping|unexpected|unable|must|not|value_error|string)\b"
)
# Ce qu'aucun fichier, si abîmé soit-il, ne doit demander ; « make fuzz » seul le mesure.
SECONDES, OCTETS = 5, 300_000_000
_CITE = re.compile(r"« .*? »|« .*", re.DOTALL)


def regler(facteur: float) -> Callable[[Any], Any]:
    """Sa part des essais ; dans la suite ordinaire, les mêmes chaque fois : un échec y est celui d'un changement."""
    return settings(
        max_examples=int(ESSAIS * facteur),
        derandomize=ESSAIS < 1000,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
    )


@contextmanager
def borner() -> Iterator[None]:
    """Sous « make fuzz », refuser une lecture qui dépasse le temps ou la mémoire promis."""
    import resource

    # La mémoire du processus est celle de tous les essais : seul ce qu'une lecture y ajoute est le sien.
    debut, avant = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    if ESSAIS >= 1000 and sys.platform == "linux":
        assert time.process_time() - debut < SECONDES
        assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - avant) * 1024 < OCTETS


def verifier_places(diagnostics: Sequence[Diagnostic], octets: bytes) -> None:
    """Chaque faute est dans le fichier, sur une ligne que git compterait pareil, et se dit en français."""
    lignes = octets.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="replace").split("\n")
    for faute in diagnostics:
        assert 1 <= faute.ligne <= len(lignes), faute
        assert 1 <= faute.colonne <= len(lignes[faute.ligne - 1]) + 1, faute
        assert faute.extrait == lignes[faute.ligne - 1].rstrip(), faute
        dit = _CITE.sub("", f"{faute.message}\n{faute.aide}")
        assert not ANGLAIS.search(dit), dit


def lire_ailleurs(texte: str) -> object:
    """Ce qu'un lecteur indépendant, YAML 1.2, lit dans un texte : tout en texte."""
    return YAML(typ="base", pure=True).load(texte)


def depouiller(valeur: object) -> object:
    """Sans les valeurs vides, que la lecture tient pour absentes."""
    if isinstance(valeur, dict):
        reste = {str(cle): depouiller(sous) for cle, sous in valeur.items()}
        return {cle: sous for cle, sous in reste.items() if sous is not None}
    if isinstance(valeur, list):
        return [depouiller(sous) for sous in valeur]
    return valeur or None


def eprouver(octets: bytes, modele: type[BaseModel]) -> None:
    """Lire un fichier abîmé : fautes bien placées ; sinon, les mêmes valeurs que d'autres lecteurs."""
    with borner():
        fiche = analyser(octets, "essai.yaml", modele)
    verifier_places(fiche.diagnostics, octets)
    if fiche.diagnostics:
        assert fiche.objet is None
        return
    texte = octets.decode("utf-8")
    try:
        ailleurs = lire_ailleurs(texte)
    except YAMLError:
        # ruamel refuse des tabulations que YAML admet.
        assert "\t" in texte
        return
    assert depouiller(ailleurs) == depouiller(fiche.lecture.valeur)
    comparer_en_yaml_1_2(texte, fiche.lecture.valeur)


def comparer_en_yaml_1_2(texte: str, valeur: object) -> None:
    """La même structure chez un lecteur écrit en Rust, que « make fuzz » installe ; il donne un type aux valeurs."""
    try:
        import yaml12
    except ImportError:
        return
    try:
        ailleurs = yaml12.parse_yaml(texte)
    except ValueError as refus:
        # Il est plus strict que les deux autres, qui lisent pareil, sur le retrait d'une table écrite entre crochets.
        if "indentation" not in str(refus):
            raise
        return
    assert calquer(ailleurs) == calquer(valeur)


def calquer(valeur: object) -> object:
    """La forme d'une valeur : ses clés et ses longueurs, sans les valeurs vides."""
    if isinstance(valeur, dict):
        pleines = ((cle, sous) for cle, sous in valeur.items() if sous is not None and str(sous).strip())
        return {str(cle): calquer(sous) for cle, sous in pleines}
    return [calquer(sous) for sous in valeur] if isinstance(valeur, list) else "valeur"


modeles = st.sampled_from(list(MODELES))
ABIMER = (entrees.abimer, entrees.abimer_lignes, entrees.abimer_scalaires, entrees.abimer_structure)


@regler(2.5)
@given(st.data(), modeles)
def test_octets_abimes(donnees: st.DataObject, modele: type[BaseModel]) -> None:
    eprouver(donnees.draw(entrees.abimer(MODELES[modele])), modele)


@regler(2.5)
@given(st.data(), modeles)
def test_lignes_abimees(donnees: st.DataObject, modele: type[BaseModel]) -> None:
    eprouver(donnees.draw(entrees.abimer_lignes(MODELES[modele])), modele)


@regler(2.5)
@given(st.data(), modeles)
def test_scalaires_abimes(donnees: st.DataObject, modele: type[BaseModel]) -> None:
    eprouver(donnees.draw(entrees.abimer_scalaires(MODELES[modele])), modele)


@regler(2)
@given(st.data(), modeles)
def test_structure_abimee(donnees: st.DataObject, modele: type[BaseModel]) -> None:
    eprouver(donnees.draw(entrees.abimer_structure(MODELES[modele])), modele)


@regler(1)
@given(st.lists(entrees.SIGNES, max_size=4).map("".join), st.integers(0, 30))
def test_une_faute_connue_garde_sa_ligne(signes: str, rang: int) -> None:
    """Quoi qu'on glisse dans un commentaire au-dessus d'elle : git et l'outil comptent les mêmes lignes."""
    lignes = entrees.MENAGE.split("\n")
    voulue = next(i for i, ligne in enumerate(lignes) if ligne.startswith("  commune:"))
    commentaire = "# " + signes.replace("\n", " ")
    texte = "\n".join(
        [
            *lignes[: rang % voulue],
            commentaire,
            *lignes[rang % voulue : voulue],
            "  commune: ici",
            *lignes[voulue + 1 :],
        ]
    )
    fautes = analyser(entrees.encoder(texte), "essai.yaml", Menage).diagnostics
    assert [f.ligne for f in fautes if "« ici »" in f.message] == [voulue + 2], commentaire


@regler(1)
@given(entrees.RETOUCHES)
def test_lot_abime(tmp_path_factory: pytest.TempPathFactory, retouches: list[tuple[int, int, str]]) -> None:
    """Un tableau abîmé : chaque faute à sa case."""
    fichier = tmp_path_factory.mktemp("lot") / "lot.csv"
    octets = entrees.encoder(entrees.inserer(entrees.LOT, retouches))
    fichier.write_bytes(octets)
    with borner():
        lot = ouvrir_lot(fichier, "lot.csv")
        blocs = lire_peu_a_peu(fichier, "lot.csv", lot, 10)
        lignes = [bloc.donner(rang) for bloc in blocs for rang in range(bloc.nombre) if not bloc.est_vide(rang)]
        fautes = [*lot.fautes, *(faute for ligne in lignes for faute in ligne.valider(set()).diagnostics)]
    nombre = octets.count(b"\n") + 1
    for faute in fautes:
        assert 1 <= faute.ligne <= nombre, faute
        assert not ANGLAIS.search(_CITE.sub("", f"{faute.message}\n{faute.aide}")), faute


@regler(0.4)
@given(st.one_of(entrees.abimer_scalaires(entrees.REPONSES), entrees.abimer_lignes(entrees.REPONSES)))
def test_reponses_abimees(contrat: Commande, tmp_path_factory: pytest.TempPathFactory, octets: bytes) -> None:
    """L'entretien refuse, ou écrit un ménage que la lecture accepte."""
    racine = tmp_path_factory.mktemp("reponses")
    shutil.copytree(MINIMAL / "data", racine / "data")
    reponses = racine / "reponses.yaml"
    reponses.write_bytes(octets)
    with borner():
        issue = contrat(
            "permanence", "data/menages/M-0099.yaml", "--reponses", reponses, "--date", "2011-09-20", dans=racine
        )
    assert issue.code in (0, 1, 2), issue.erreurs
    assert "Traceback" not in issue.erreurs
    for ecrit in (racine / "data/menages").glob("M-*.yaml"):
        assert analyser(Path(ecrit).read_bytes(), ecrit.name, Menage).objet is not None, ecrit.read_text()


FICHIERS: dict[type[BaseModel], str] = {Menage: "menages/M-0001.yaml", Action: "actions/cafe-rencontre.yaml"}
abimes = {modele: [f(MODELES[modele]) for f in ABIMER] for modele in FICHIERS}


@regler(0.1)
@given(st.data(), st.sampled_from(list(FICHIERS)), st.sampled_from(["validate", "suivi", "budget", "concordance"]))
def test_commande_sur_un_fichier_abime(
    contrat: Commande,
    tmp_path_factory: pytest.TempPathFactory,
    donnees: st.DataObject,
    modele: type[BaseModel],
    nom: str,
) -> None:
    """La vraie commande, sur un contrat dont un fichier est abîmé : un code annoncé, jamais de trace ni d'anglais."""
    racine = tmp_path_factory.mktemp("commande")
    shutil.copytree(MINIMAL / "data", racine / "data")
    (racine / "data" / FICHIERS[modele]).write_bytes(donnees.draw(st.one_of(abimes[modele])))
    with borner():
        issue = contrat(nom, dans=racine)
    assert issue.code in (0, 1, 2, 3), issue.erreurs
    assert "Traceback" not in issue.erreurs
