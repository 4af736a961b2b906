"""Rien de ce qui est tenu secret ne se retrouve : ni par différence, ni par une borne, ni d'un jour à l'autre."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contrat.calculs.suivi.publication import RENOVE, REPERE, SANS_SUITE, Publication, partir, publier
from contrat.calculs.suivi.secret import Classe, arreter, est_montrable, regrouper
from contrat.calculs.suivi.suivi import Suivi, suivre
from contrat.depot.chargement import TOUS, charger
from tests.conftest import REFERENCE, Commande, peupler

SEUIL = 11
Equation = tuple[frozenset[str], int]


@given(st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 30), max_size=7), st.integers(2, 15))
def test_une_classe_reunie_ne_trahit_aucune_des_siennes(nombres: dict[str, int], seuil: int) -> None:
    """Tout nombre montré est grand, et chaque modalité réunie peut encore valoir de un au seuil."""
    classes = regrouper(nombres, seuil)
    assert all(est_montrable(classe.nombre, seuil) for classe in classes)
    assert sum(c.nombre for c in classes) in (0, sum(nombres.values()))
    assert all(sum(nombres[nom] for nom in c.noms) == c.nombre for c in classes)
    for classe in (c for c in classes if len(c.noms) > 1):
        assert classe.nombre - len(classe.noms) + 1 >= seuil


@pytest.mark.parametrize(("petit", "attendu"), [(10, (("a", "b"), 60)), (11, (("a",), 11))])
def test_le_seuil_est_franchi_a_onze(petit: int, attendu: tuple[tuple[str, ...], int]) -> None:
    assert Classe(*attendu) in regrouper({"a": petit, "b": 50, "c": 60}, SEUIL)


def test_deux_classes_de_un_ne_font_pas_une_classe_de_deux() -> None:
    """Réunies à une troisième, elles se perdent ; sans troisième, rien ne se publie."""
    assert regrouper({"a": 1, "b": 1, "c": 12, "d": 40}, SEUIL) == (Classe(("d",), 40), Classe(("a", "b", "c"), 14))
    assert regrouper({"a": 1, "b": 1}, SEUIL) == ()
    # Onze modalités d'un ménage : leur somme est grande, et les dirait toutes.
    assert regrouper({str(rang): 1 for rang in range(11)} | {"z": 40}, SEUIL) == ()


def test_un_nombre_que_la_source_publie_ne_cache_pas_les_autres() -> None:
    assert regrouper({"a": 4, "b": 3, "c": 20, "d": 30}, SEUIL, {"a"}) == (
        Classe(("a",), 4), Classe(("d",), 30), Classe(("b", "c"), 23),
    )  # fmt: skip


@pytest.fixture(scope="module")
def suivi() -> Suivi:
    dossier = charger(REFERENCE, TOUS).dossier
    return suivre(dossier, dossier.droit, date(2012, 1, 1), 60)


def poser(publie: Publication) -> list[Equation]:
    """Tout ce que la page apprend, en équations sur des nombres entiers ; `-` sépare une répartition d'une autre."""
    marches = publie.entonnoir
    parcours = {f"p-{nom}" for nom in (REPERE, "en_cours", SANS_SUITE, RENOVE)}
    equations: list[Equation] = []

    def repartir(sorte: str, classes: Iterable[Classe], tous: set[str], total: int | None) -> None:
        if total is not None:
            equations.append((frozenset(tous), total))
        vus = {nom for classe in classes for nom in classe.noms}
        equations.extend((frozenset(_nommer(sorte, nom) for nom in c.noms), c.nombre) for c in classes)
        # Une modalité absente d'une répartition publiée est nulle.
        equations.extend((frozenset({nom}), 0) for nom in tous if vus and nom not in {_nommer(sorte, v) for v in vus})

    repartir("p", publie.parcours, parcours, marches["reperes"])
    repartir("r", publie.reponses, TOUTES["r"], marches["contactes"])
    repartir("c", publie.ressources, TOUTES["c"], marches["contactes"])
    repartir("o", publie.origines, TOUTES["o"], marches["contactes"])
    if (contactes := marches["contactes"]) is not None:
        equations.append((frozenset(parcours - {f"p-{REPERE}"}), contactes))
    if (renoves := marches["logements_renoves"]) is not None:
        equations.append((frozenset({f"p-{RENOVE}"}), renoves))
    if publie.abandons:
        # La page montre aussi, seuls, les ménages sans suite : ceux qui n'ont pas abandonné en sont la différence.
        (sans_suite,) = (c.nombre for c in publie.parcours if c.noms == (SANS_SUITE,))
        motifs = {nom for classe in publie.abandons for nom in classe.noms}
        equations.extend((frozenset(f"a-{nom}" for nom in c.noms), c.nombre) for c in publie.abandons)
        equations.append((frozenset({"a-aucun", *(f"a-{nom}" for nom in motifs)}), sans_suite))
    if (eligibles := marches["eligibles"]) is not None:
        equations.append((frozenset({"r-eligible"}), eligibles))
    return equations


def _nommer(sorte: str, nom: str) -> str:
    # La même inconnue dans les réponses et les ressources : les contactés sans réponse.
    return "sans_reponse" if nom == "sans_reponse" else f"{sorte}-{nom}"


TOUTES: dict[str, set[str]] = {
    "r": {"sans_reponse", "r-eligible", "r-indetermine", "r-non_eligible"},
    "c": {"sans_reponse", *(f"c-{c}" for c in ("base", "tres_social", "majore", "hors_plafond", "a_verifier"))},
    "o": set(),
}


def existe(equations: list[Equation], fixes: Mapping[str, int]) -> bool:
    """Vrai quand des entiers positifs ou nuls satisfont toutes les équations, ces inconnues étant fixées."""
    restes = []
    for inconnues, total in equations:
        reste = total - sum(fixes[x] for x in inconnues if x in fixes)
        libres = [x for x in inconnues if x not in fixes]
        if reste < 0 or (not libres and reste):
            return False
        if libres:
            restes.append((libres, reste))
    if not restes:
        return True
    libres, reste = min(restes, key=lambda equation: (len(equation[0]), equation[1]))
    valeurs: Iterable[int] = (reste,) if len(libres) == 1 else range(reste + 1)
    return any(existe(equations, {**fixes, libres[0]: valeur}) for valeur in valeurs)


def compter(suivi: Suivi) -> dict[str, int]:
    """Les vrais nombres, par inconnue."""
    nombres = Counter({f"p-{nom}": nombre for nom, nombre in partir(suivi).items()})
    for menage in suivi.contactes:
        nombres[_nommer("r", "sans_reponse" if menage.verdict is None else menage.verdict.value)] += 1
        if menage.jugement is not None:
            nombres[f"c-{menage.categorie}"] += 1
        nombres[f"o-{menage.menage.origine or ''}"] += 1
    nombres.update({f"a-{motif}": nombre for motif, nombre in suivi.abandons.items()})
    nombres["a-aucun"] = partir(suivi)[SANS_SUITE] - sum(suivi.abandons.values())
    return dict(nombres)


@settings(max_examples=60, deadline=None)
@given(rangs=st.sets(st.integers(0, 253), min_size=3, max_size=45), seuil=st.integers(3, 7))
def test_aucun_nombre_cache_d_une_page_ne_se_retrouve(suivi: Suivi, rangs: set[int], seuil: int) -> None:
    """Sur des villes tirées au hasard : chaque petit nombre peut encore valoir un comme le seuil."""
    ville = replace(suivi, menages=tuple(suivi.menages[rang % len(suivi.menages)] for rang in sorted(rangs)))
    publie = publier(ville, (), seuil)
    vrais = compter(ville)
    TOUTES["o"] = {nom for nom in vrais if nom.startswith("o-")}
    equations = poser(publie)
    assert existe(equations, {}), "les vrais nombres satisfont la page"
    assert not [n for n in publie.entonnoir.values() if n is not None and not est_montrable(n, seuil)]
    for nom, vrai in vrais.items():
        if 0 < vrai < seuil:
            assert existe(equations, {nom: 1}), nom
            assert existe(equations, {nom: seuil}), nom


def test_le_solveur_sait_retrouver_un_nombre() -> None:
    """Le test sait échouer : le tableau masqué d'avant se résolvait par différences."""
    equations = [(frozenset("ab"), 12), (frozenset("bc"), 11), (frozenset("abc"), 13)]
    assert [v for v in range(14) if existe(equations, {"a": v})] == [2]


@pytest.mark.parametrize(
    ("jour", "attendu"),
    [
        ("2011-03-30", "2010-12-31"), ("2011-03-31", "2011-03-31"), ("2011-04-01", "2011-03-31"),
        ("2011-12-30", "2011-09-30"), ("2011-12-31", "2011-12-31"), ("2012-01-01", "2011-12-31"),
    ],
)  # fmt: skip
def test_un_arrete_est_la_fin_d_un_trimestre(jour: str, attendu: str) -> None:
    assert arreter(date.fromisoformat(jour)) == date.fromisoformat(attendu)


@given(st.dates(date(2009, 1, 1), date(2030, 1, 1)))
def test_deux_jours_d_un_trimestre_ont_le_meme_arrete(jour: date) -> None:
    demain = jour + timedelta(days=1)
    assert arreter(jour) <= jour
    assert arreter(demain) in (arreter(jour), demain)


@pytest.mark.parametrize("forme", ["table", "md", "json"])
def test_deux_jours_voisins_publient_la_meme_page(contrat: Commande, copie: Path, forme: str) -> None:
    """Quinze logements rénovés, dont un la veille de l'arrêté et un autre ce jour-là : aucun ne se voit."""
    for chemin, jour in zip(peupler(copie, 15, "M-0013"), ("2011-08-12", "2011-08-13"), strict=False):
        texte = chemin.read_text(encoding="utf-8")
        chemin.write_text(texte.replace("date: 2011-10-04", f"date: {jour}"), encoding="utf-8")

    def publier_au(jour: str) -> str:
        return contrat("suivi", "--au", jour, "--silence", "60", "--format", forme, dans=copie).sortie

    assert publier_au("2011-08-12") == publier_au("2011-08-13")
