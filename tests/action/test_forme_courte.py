"""Une fiche s'écrit en abrégé, un montant par ligne ; en toutes lettres, elle dit la même chose."""

from __future__ import annotations

import json
import shutil
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contrat.depot.fiche import lire_fiche
from contrat.modele.action import Action
from tests.conftest import MINIMAL, Commande

CAFE = "data/actions/cafe-rencontre.yaml"
MODELE: dict[str, Any] = lire_fiche(MINIMAL / CAFE, CAFE, Action).lecture.valeur
MONTANTS = st.decimals(0, 60000, places=2, allow_nan=False).map(str)
ORGANISMES = st.sampled_from(["ville", "departement", "ccas"])
SOURCES = st.sampled_from(["essai", "deliberation"])
BASES = st.sampled_from(["HT", "TTC", "non_precisee"])
COMMUN = {
    "exercice": st.sampled_from(["2010", "2011"]),
    "section": st.sampled_from(["fonctionnement", "investissement"]),
}
LIGNES = st.fixed_dictionaries(
    COMMUN
    | {
        "libelle": st.sampled_from(["animation", "salle, mobilier"]), "chapitre": st.just("011"), "prevu": MONTANTS,
        "sens": st.sampled_from(["depense", "recette"]), "budget": ORGANISMES,
    },
    optional={"source": SOURCES},
)  # fmt: skip
RESSOURCES = st.fixed_dictionaries(
    COMMUN
    | {
        "organisme": ORGANISMES, "nature": st.just("subvention_publique"), "montant": MONTANTS, "budget": ORGANISMES,
        "etat": st.sampled_from(["sollicite", "pressenti"]),
    }
)  # fmt: skip
VALORISATIONS = st.fixed_dictionaries({
    "libelle": st.just("prêt d'une salle"), "organisme": ORGANISMES, "sens": st.just("emploi"), "montant": MONTANTS,
    "source": SOURCES,
})  # fmt: skip


@st.composite
def fiches(tirer: st.DrawFn) -> dict[str, Any]:
    """Une fiche qui écrit tout : la base et la source de chaque bloc, le sens et le budget de chaque montant."""
    fiche = deepcopy(MODELE) | {"porteur": tirer(ORGANISMES), "source": tirer(SOURCES), "base": tirer(BASES)}
    fiche["budget"] = {"base": tirer(BASES), "source": tirer(SOURCES), "lignes": tirer(st.lists(LIGNES, max_size=3))}
    fiche["plan"] = {
        "base": tirer(BASES), "source": tirer(SOURCES), "ressources": tirer(st.lists(RESSOURCES, max_size=3)),
        "valorisations": tirer(st.lists(VALORISATIONS, max_size=1)),
    }  # fmt: skip
    return fiche


def abreger(fiche: dict[str, Any]) -> dict[str, Any]:
    """La même fiche, sans ce qui est le cas ordinaire."""

    def sans(bloc: dict[str, Any], **ordinaires: str) -> dict[str, Any]:
        return {cle: valeur for cle, valeur in bloc.items() if ordinaires.get(cle) != valeur}

    tete = {"base": fiche["base"], "source": fiche["source"]}
    budget, plan = sans(fiche["budget"], **tete), sans(fiche["plan"], **tete)
    budget["lignes"] = [sans(x, sens="depense", budget=fiche["porteur"]) for x in budget["lignes"]]
    plan["ressources"] = [sans(x, budget=fiche["porteur"]) for x in plan["ressources"]]
    plan["valorisations"] = [sans(x, source=fiche["plan"]["source"]) for x in plan["valorisations"]]
    return sans(fiche, base="non_precisee") | {"budget": budget, "plan": plan}


def lire(dossier: Path, fiche: dict[str, Any]) -> Action:
    """Lire une fiche depuis un vrai fichier ; un objet JSON est du YAML."""
    chemin = dossier / "cafe-rencontre.yaml"
    chemin.write_text(json.dumps(fiche, ensure_ascii=False), encoding="utf-8")
    lue = lire_fiche(chemin, chemin.name, Action)
    assert lue.diagnostics == ()
    action: Action = lue.objet
    return action


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fiche=fiches())
def test_la_forme_courte_et_la_longue_donnent_le_meme_objet(tmp_path: Path, fiche: dict[str, Any]) -> None:
    assert lire(tmp_path, abreger(fiche)) == lire(tmp_path, fiche)


def abreger_le_cafe(dossier: Path, *changements: tuple[str, str]) -> None:
    """Copier le contrat minimal, y écrire en abrégé la fiche du café, puis en changer des passages."""
    shutil.copytree(MINIMAL / "data", dossier / "data")
    texte = (dossier / CAFE).read_text(encoding="utf-8")
    bloc = "  base: TTC\n  source: essai\n"
    texte = texte.replace(f"budget:\n{bloc}", "base: TTC\nbudget:\n").replace(f"plan:\n{bloc}", "plan:\n")
    texte = texte.replace("      sens: depense\n", "").replace("      budget: ville\n", "")
    for avant, apres in changements:
        assert avant in texte
        texte = texte.replace(avant, apres, 1)
    (dossier / CAFE).write_text(texte, encoding="utf-8")


@pytest.mark.parametrize(
    ("changements", "fautes"),
    [
        ((), []),
        ([("base: TTC", "base: TTTC")], ["24:7: erreur[F016] « TTTC » n'est pas dans la liste"]),
        ([("porteur: ville", "porteur: vile")], ["20:10: erreur[R002] l'organisme « vile » n'existe pas"]),
        ([("\nsource: essai", "\nsource: esai")], ["87:9: erreur[R003] la source « esai » n'existe pas"]),
        ([("prevu: 1", "budget: villa\n      prevu: 1")], ["31:15: erreur[R002] l'organisme « villa » n'existe pas"]),
        (
            [("numero: 1", "numero: un"), ("porteur: ville", "porteur: vile")],
            ["3:9: erreur[F015] « un » n'est pas un nombre entier",
             "20:10: erreur[R002] l'organisme « vile » n'existe pas"],
        ),
        (
            [("numero: 1", "numero: un"), ('"011"', '"64"')],
            ["3:9: erreur[F015] « un » n'est pas un nombre entier",
             "30:17: erreur[B007] le chapitre 64 n'est pas une dépense de fonctionnement"],
        ),
        ([("prevu: 1", "budget: departement\n      prevu: 1"), ('"011"', '"64"')], []),
    ],
)  # fmt: skip
def test_une_faute_de_la_fiche_ne_se_dit_qu_une_fois(
    contrat: Commande, tmp_path: Path, changements: list[tuple[str, str]], fautes: list[str]
) -> None:
    """Ce qui s'en hérite n'est pas une faute de plus ; le budget d'un département n'est pas en M14."""
    abreger_le_cafe(tmp_path, *changements)
    issue = contrat("validate", CAFE, dans=tmp_path)
    assert [ligne for ligne in issue.sortie.splitlines() if "[" in ligne] == [f"{CAFE}:{faute}" for faute in fautes]
