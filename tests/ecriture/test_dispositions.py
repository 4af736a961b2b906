"""Quelle que soit la disposition d'un fichier, y écrire n'y ajoute que les lignes voulues."""

from __future__ import annotations

import difflib
import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from contrat.depot.ecriture import ChangementFichier, Lieu, ecrire
from contrat.depot.fiche import FicheLue, lire_fiche
from contrat.erreurs import ErreurContrat
from contrat.modele.menage import Menage
from contrat.modele.saisie import Saisie, reporter
from tests.ecriture.dispositions import textes

ETAPE = Saisie(
    ("evenements",), [{"date": "2011-06-01", "etape": "rendez_vous", "note": "il dit : « oui », # peut-être"}]
)
REPONSES = (
    Saisie(("secteur",), "null"),
    Saisie(("occupants", "tranche_age"), "40_a_59"),
    Saisie(("occupants", "nombre"), "3"),
    Saisie(("revenus",), [{"annee": "2010", "rfr": "9000"}]),
    Saisie(("choix_revenus",), {"annee": "2010", "motif": "avis de 2009 perdu, d'après le ménage"}),
    Saisie(("logement", "statut_occupation"), "locataire"),
    Saisie(("logement", "commune"), "01004"),
    Saisie(("projet", "demande"), "2011-09-20"),
    Saisie(("projet", "souhaites"), ["isolation, puis fenêtres", "a: b"]),
)


def ecrire_dans(texte: str, saisies: list[Saisie]) -> tuple[dict[str, Any], str]:
    """Ce que le fichier disait, et son texte après ; passe les textes que le modèle refuse."""
    with tempfile.TemporaryDirectory() as dossier:
        chemin = Path(dossier) / "M-0002.yaml"
        chemin.write_bytes(texte.encode("utf-8"))
        avant = lire_fiche(chemin, "M-0002.yaml", Menage)
        assert avant.objet is not None, (texte, avant.diagnostics)

        def changer(actuelle: FicheLue | None) -> ChangementFichier:
            assert actuelle is not None
            return ChangementFichier(actuelle.texte, saisies)

        ecriture = ecrire(Lieu(chemin, "M-0002.yaml", Menage, Path(dossier)), changer, lambda _: ())
        assert ecriture.refus == ()
        apres = chemin.read_bytes().decode("utf-8")
        assert list(Path(dossier).iterdir()) == [chemin]
    return avant.lecture.valeur, apres


def lignes_perdues(avant: str, apres: str) -> list[str]:
    """Les lignes de l'ancien texte que le nouveau n'a plus ; une fin de ligne de plus à la dernière ne compte pas."""
    pareil = difflib.SequenceMatcher(None, avant.splitlines(), apres.splitlines(), autojunk=False)
    return [
        ligne
        for geste, debut, fin, _, _ in pareil.get_opcodes()
        if geste in ("delete", "replace")
        for ligne in avant.splitlines()[debut:fin]
    ]


def verifier(texte: str, saisies: list[Saisie]) -> None:
    valeur, apres = ecrire_dans(texte, saisies)
    attendu = reporter(valeur, saisies)
    assert lire(apres) == sans_vides(attendu)
    assert ("\r\n" in apres) == ("\r\n" in texte)
    assert apres.count("\n") == apres.count("\r\n") or "\r" not in apres
    assert texte.endswith("\n") == apres.endswith("\n")
    perdues = lignes_perdues(texte, apres)
    # Une ligne ne change que si sa valeur change, ou si elle est écrite entre crochets ou accolades.
    changees = {saisie.chemin[-1] for saisie in saisies if isinstance(saisie.valeur, str)}
    assert all("[" in p or "{" in p or p.split(":")[0].strip(" -'\"") in changees for p in perdues), perdues
    for ligne in texte.splitlines():
        _, croisillon, commentaire = ligne.partition("#")
        assert croisillon + commentaire in apres


def lire(texte: str) -> Any:
    """Ce que dit un texte, d'après PyYAML seul."""
    return sans_vides(yaml.load(texte, yaml.BaseLoader))  # noqa: S506 - du texte, rien d'autre


def sans_vides(valeur: Any) -> Any:
    if isinstance(valeur, dict):
        return {cle: sans_vides(v) for cle, v in valeur.items() if v not in ("", [], {})}
    return [sans_vides(v) for v in valeur] if isinstance(valeur, list) else valeur


@given(textes())
@settings(max_examples=100, deadline=None)
def test_une_etape_n_ajoute_que_ses_lignes(texte: str) -> None:
    if not texte.endswith("\n") and lire(texte) != lire(texte + "\n"):
        # La seule disposition qu'on ne sait pas allonger : une note en bloc, que le fichier finit sans fin de ligne.
        with pytest.raises(ErreurContrat, match="rien n'est écrit"):
            ecrire_dans(texte, [ETAPE])
    else:
        verifier(texte, [ETAPE])


@given(textes())
@settings(max_examples=40, deadline=None)
def test_un_element_d_une_liste_change_seul(texte: str) -> None:
    """Une valeur remplacée, une valeur neuve, dans le premier élément d'une liste."""
    if lire(texte).get("evenements"):
        verifier(texte, [Saisie(("evenements", 0, "motif"), "depart"), Saisie(("evenements", 0, "date"), "2011-01-03")])


@given(textes(), st.sets(st.sampled_from(range(len(REPONSES))), min_size=1))
@settings(max_examples=100, deadline=None)
def test_des_reponses_n_ajoutent_que_leurs_lignes(texte: str, rangs: set[int]) -> None:
    verifier(texte, [REPONSES[rang] for rang in sorted(rangs)])
