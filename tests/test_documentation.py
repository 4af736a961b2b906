"""La documentation dit vrai : commandes, pages générées, glossaire, liens, exemples du README."""

from __future__ import annotations

import re
import shlex
import shutil
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

import documentation
import jours_du_droit
from contrat.depot.droit import charger_bareme
from contrat.rendu.typographie import rendre_ordinaires
from tests.conftest import Commande
from tests.fichiers import ECARTES, FICHIERS, RACINE, lire, nom_court

REFERENCE = RACINE / "docs" / "reference"
PAGES = [f for f in FICHIERS if f.suffix == ".md"]


# --- Commandes


def toutes_les_commandes(commande: Any, nom: str) -> Iterator[tuple[str, Any]]:
    yield nom, commande
    for suite, enfant in getattr(commande, "commands", {}).items():
        yield from toutes_les_commandes(enfant, f"{nom} {suite}")


def manquants_de_la_page(page: str, application: Any) -> list[str]:
    """Les commandes et les options que la page ne documente pas."""
    sections = dict(re.findall(r"^## `([^`]+)`\n(.*?)(?=^## |\Z)", page, flags=re.MULTILINE | re.DOTALL))
    manquants = []
    for nom, commande in toutes_les_commandes(get_command(application), "contrat"):
        if nom not in sections:
            manquants.append(nom)
            continue
        options = [o for p in commande.params if p.param_type_name == "option" for o in p.opts]
        manquants += [f"{nom} {o}" for o in options if f"`{o}`" not in sections[nom]]
    return manquants


def test_chaque_commande_et_chaque_option_est_documentee() -> None:
    from contrat.cli import app

    assert manquants_de_la_page(lire(REFERENCE / "commandes.md"), app) == []


def test_une_option_ou_une_commande_oubliee_se_voit() -> None:
    from contrat.cli import app

    page = lire(REFERENCE / "commandes.md")
    assert manquants_de_la_page(page.replace("`--format`", "`--forme`"), app)
    assert "contrat budget" in manquants_de_la_page(page.replace("## `contrat budget`", "## `contrat budjet`"), app)


def commandes_mal_citees(page: str, options: dict[str, set[str]]) -> list[str]:
    """Les commandes qu'une page cite dans ses lignes ou ses blocs, et qui n'existent pas ou n'ont pas ces options."""
    blocs = re.findall(r"^```(?:sh|console)?\n(.*?)^```", page, flags=re.MULTILINE | re.DOTALL)
    citees = re.findall(r"^(?:\$ )?(contrat .+)$", "".join(blocs), flags=re.MULTILINE)
    mauvaises = []
    for citee in [*re.findall(r"`(contrat [^`]+)`", page), *citees]:
        mots = citee.partition(" #")[0].split()
        nom = next((n for rang in range(len(mots), 0, -1) if (n := " ".join(mots[:rang])) in options), "")
        suite = mots[nom.count(" ") + 1 :]
        est_inconnue = nom == "contrat" and suite[0].isalpha() and suite[0].islower() and suite[0] != "help"
        if est_inconnue or {mot.partition("=")[0] for mot in suite if mot.startswith("-")} - options[nom] - {"-", "--"}:
            mauvaises.append(citee)
    return mauvaises


def test_une_commande_citee_existe_avec_ses_options() -> None:
    """Dans toute page, hors du journal : ce qu'on y recopie n'est pas refusé pour un nom."""
    from contrat.cli import app

    options = {
        nom: {"-h", "--help"} | {o for p in commande.params if p.param_type_name == "option" for o in p.opts}
        for nom, commande in toutes_les_commandes(get_command(app), "contrat")
    }
    pages = [page for page in PAGES if page.name != "CHANGELOG.md"]
    fautes = [f"{nom_court(p)} : {citee}" for p in pages for citee in commandes_mal_citees(lire(p), options)]
    assert not fautes, "\n".join(fautes)
    texte = "`contrat budjet` `contrat budget --vues x`\n`contrat budget --vue x`\n"
    texte += "```sh\ncontrat action lister --axx 1\n```\n"
    assert commandes_mal_citees(texte, options) == [
        "contrat budjet", "contrat budget --vues x", "contrat action lister --axx 1",
    ]  # fmt: skip


# --- Pages générées


def test_les_pages_generees_sont_a_jour(capsys: pytest.CaptureFixture[str]) -> None:
    code = documentation.main(["--verifier"])
    assert (code, capsys.readouterr().err) == (0, "")


def test_une_page_perimee_est_nommee_et_laissee_telle_quelle(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for page in REFERENCE.glob("*.md"):
        shutil.copy(page, tmp_path)
    (tmp_path / "fiches.md").write_text("ancien texte\n", encoding="utf-8")
    (tmp_path / "regles.md").unlink()
    assert documentation.main(["--verifier", "--dossier", str(tmp_path)]) == 1
    assert capsys.readouterr().err == (
        "docs/reference/fiches.md n'est pas à jour : lancer « make docs ».\n"
        "docs/reference/regles.md n'est pas à jour : lancer « make docs ».\n"
    )
    assert lire(tmp_path / "fiches.md") == "ancien texte\n"
    assert not (tmp_path / "regles.md").exists()
    assert documentation.main(["--dossier", str(tmp_path)]) == 0
    assert all(lire(tmp_path / page.name) == lire(page) for page in REFERENCE.glob("*.md"))


def test_la_page_des_jours_est_celle_du_droit_livre() -> None:
    """Son empreinte est celle du droit ; et, deux jours rejugés, elle dit ce que le moteur répond."""
    assert jours_du_droit.principal(["--verifier"]) == 0
    page, bareme, panel = lire(jours_du_droit.PAGE), charger_bareme(), jours_du_droit.dresser_panel()
    for jour in (date(2013, 6, 1), date(2026, 2, 23)):
        trouves = jours_du_droit.changer(jour, panel, bareme)
        lignes = [f"| {' | '.join(change)} | {', '.join(noms)} |" for change, noms in trouves.items()]
        partie = page[page.index(f"({jour})\n") :].partition("\n\n## ")[0]
        assert partie.splitlines()[4:] == [rendre_ordinaires(ligne) for ligne in lignes]


# --- Glossaire


# Ce qui se pose sur une lettre que la normalisation a séparée de son accent.
ACCENTS = re.compile("[\u0300-\u036f]")


def sans_accent(texte: str) -> str:
    return ACCENTS.sub("", unicodedata.normalize("NFKD", texte.casefold()))


def mots_du_glossaire(page: str) -> list[str]:
    """Les mots définis : en gras, en tête d'une ligne de liste."""
    lignes = [ligne.partition(" : ")[0] for ligne in page.splitlines() if ligne.startswith("- **")]
    return [mot for ligne in lignes for mot in re.findall(r"\*\*([^*]+)\*\*", ligne)]


def mots_inutilises(mots: list[str], corpus: str) -> list[str]:
    """Les mots, ou leurs pluriels, qui n'apparaissent pas entiers dans un texte sans accent."""
    mots_et_motifs = [(mot, r"[sx]?[\s_]+".join(re.escape(m) for m in sans_accent(mot).split())) for mot in mots]
    return [m for m, motif in mots_et_motifs if not re.search(rf"(?<![^\W_]){motif}(e?s?|x)(?![^\W_])", corpus)]


def test_chaque_mot_du_glossaire_est_utilise() -> None:
    """Dans le code, les gabarits ou un contrat : celui des tests, puisqu'une ville remplace data/."""
    usages = [f for f in FICHIERS if nom_court(f).startswith(("src/", "templates/", "tests/contrat_reference/"))]
    usages = [f for f in usages if f.suffix in {".py", ".yaml", ".md", ".j2"}]
    mots = mots_du_glossaire(lire(RACINE / "docs" / "glossaire.md"))
    assert len(mots) == len(set(mots)) > 20
    assert mots_inutilises(mots, sans_accent("\n".join(map(lire, usages)))) == []


def test_un_mot_inutilise_se_voit() -> None:
    corpus = sans_accent("reste_a_charge : les Ménages, une dépense prévue")
    assert mots_inutilises(["ménage", "dépense", "reste à charge", "prévu", "plan", "pens"], corpus) == ["plan", "pens"]


# --- Liens


def liens_rompus(page: Path) -> list[str]:
    """Les liens relatifs d'une page qui ne mènent nulle part."""
    texte = re.sub(r"^```.*?^```|`[^`\n]+`", "", lire(page), flags=re.MULTILINE | re.DOTALL)
    cibles = re.findall(r"\]\(([^)\s]+)\)", texte)
    relatifs = [c.partition("#")[0] for c in cibles if not re.match(r"[a-z]+:|#", c)]
    return [cible for cible in relatifs if not (page.parent / cible).exists()]


@pytest.mark.parametrize("page", PAGES, ids=nom_court)
def test_les_liens_relatifs_existent(page: Path) -> None:
    assert liens_rompus(page) == []


def test_un_lien_rompu_se_voit(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("[a](page.md#x) [b](absent.md) [c](https://exemple.example/d) `[e](f)` [g](#h)\n", encoding="utf-8")
    assert liens_rompus(page) == ["absent.md"]


# --- Exemples du README et des guides


def exemples(page: str) -> list[tuple[str, str]]:
    """Les commandes `$ contrat …` des blocs console, avec la sortie montrée."""
    blocs = re.findall(r"^```console\n(.*?)^```", page, flags=re.MULTILINE | re.DOTALL)
    commandes = [c.partition("\n") for bloc in blocs for c in re.split(r"^\$ ", bloc, flags=re.MULTILINE)]
    return [(commande, sortie) for commande, _, sortie in commandes if commande.startswith("contrat ")]


def sans_espaces_finales(texte: str) -> str:
    return "\n".join(ligne.rstrip() for ligne in texte.strip("\n").splitlines())


def couper(obtenue: str, montree: str) -> str:
    """La sortie obtenue, coupée comme celle qui est montrée quand celle-ci finit par une ligne « … »."""
    if not montree.endswith("\n…"):
        return obtenue
    return "\n".join([*obtenue.splitlines()[: montree.count("\n")], "…"])


MONTREES = [RACINE / "README.md", *sorted((RACINE / "docs" / "guides").glob("*.md"))]
EXEMPLES = [(nom_court(page), *exemple) for page in MONTREES for exemple in exemples(lire(page))]


@pytest.mark.parametrize(("page", "commande", "sortie"), EXEMPLES, ids=[f"{p} {c}" for p, c, _ in EXEMPLES])
def test_une_commande_montree_donne_cette_sortie(
    page: str, commande: str, sortie: str, copie_livree: Path, contrat: Commande, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Dans une copie des données du dépôt : certaines commandes montrées écrivent des fichiers.
    shutil.copytree(RACINE / "docs" / "exemples", copie_livree / "docs" / "exemples")
    monkeypatch.setenv("COLUMNS", "80")
    issue = contrat(*shlex.split(commande)[1:], dans=copie_livree)
    obtenue = issue.sortie + issue.erreurs
    assert issue.code in (0, 1), obtenue
    if sortie.strip():  # un bloc sans sortie ne montre que la façon d'écrire la commande
        montree, attendue = sans_espaces_finales(sortie), sans_espaces_finales(obtenue)
        assert couper(attendue, montree) == montree, page


def test_le_readme_montre_une_commande() -> None:
    assert "README.md" in {page for page, _, _ in EXEMPLES}


def test_les_exemples_du_readme_se_lisent() -> None:
    page = (
        "```console\n$ make demo\nx\n$ contrat budget 2010\na  \nb\n\n$ contrat axes\n```\n```sh\n$ contrat non\n```\n"
    )
    assert exemples(page) == [("contrat budget 2010", "a  \nb\n\n"), ("contrat axes", "")]
    assert sans_espaces_finales("a  \nb\n\n") == "a\nb"
    assert couper("a\nb\nc", "a\n…") == "a\n…"
    assert couper("a\nb\nc", "a\nb") == "a\nb\nc"


def test_l_architecture_nomme_chaque_couche_et_chaque_sujet() -> None:
    page = (RACINE / "docs" / "architecture.md").read_text(encoding="utf-8")
    sources = RACINE / "src" / "contrat"
    dossiers = [d for couche in (sources, sources / "calculs") for d in couche.iterdir() if d.is_dir()]
    noms = {dossier.name for dossier in dossiers} - ECARTES
    assert {nom for nom in noms if f"`{nom}" not in page} == set()


def test_une_decision_a_son_numero() -> None:
    numeros = [page.name[:4] for page in (RACINE / "docs" / "decisions").glob("*.md")]
    assert len(numeros) == len(set(numeros))


# --- Version


def test_la_version_est_la_derniere_que_le_journal_date() -> None:
    """Au-dessus d'elle, au plus une version à paraître ; les recettes et le catalogue disent la même."""
    from contrat import __version__

    titres = re.findall(r"^## (\S+) — (.+)$", lire(RACINE / "CHANGELOG.md"), re.MULTILINE)
    dates = [version for version, jour in titres if re.fullmatch(r"\d{4}-\d{2}-\d{2}", jour)]
    assert [jour for version, jour in titres if version not in dates] in ([], ["à paraître"])
    assert dates[0] == __version__
    recettes = "".join(lire(f) for f in sorted((RACINE / "docs/integration").iterdir()))
    assert set(re.findall(r"[@ ]v(\d+\.\d+\.\d+)", recettes)) == {__version__}
    assert f"softwareVersion: {__version__}\n" in lire(RACINE / "publiccode.yml")
