"""Le site du contrat : ses pages s'ouvrent sans serveur, ne nomment aucun ménage, et ne touchent que leurs fichiers."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from contrat.nombres import INSECABLE
from tests.comparaison.conftest import git
from tests.conftest import MINIMAL, Commande
from tests.plusieurs.conftest import depot  # noqa: F401

JOUR = ("--au", "2026-03-01")
TELEPHONE = " ".join(("06", "12", "34", "56", "78"))


class Lecteur(HTMLParser):
    """Ce qu'une page ouvre, ses ancres, ses titres."""

    def __init__(self, texte: str) -> None:
        super().__init__()
        self.liens: list[str] = []
        self.ancres: set[str] = set()
        self.balises: list[str] = []
        self.langue = ""
        self.feed(texte)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        donnes = dict(attrs)
        self.balises.append(tag)
        self.liens += [x for x in (donnes.get("href"), donnes.get("src")) if x]
        self.ancres |= {x for x in (donnes.get("id"),) if x}
        self.langue = donnes.get("lang") or self.langue


@pytest.fixture
def minimal(tmp_path: Path) -> Path:
    """Une copie du plus petit contrat."""
    import shutil

    shutil.copytree(MINIMAL / "data", tmp_path / "c/data")
    return tmp_path / "c"


def lire(dossier: Path) -> dict[str, str]:
    return {
        f.relative_to(dossier).as_posix(): f.read_text(encoding="utf-8") for f in dossier.rglob("*.*") if f.is_file()
    }


def verifier_les_liens(fichiers: dict[str, str]) -> None:
    """Chaque lien mène à un fichier du site, ou à une ancre de la page ; rien ne vient d'ailleurs."""
    lues = {nom: Lecteur(texte) for nom, texte in fichiers.items() if nom.endswith(".html")}
    for nom, page in lues.items():
        assert page.langue == "fr"
        assert page.balises.count("h1") == 1
        assert page.liens[1:2] == ["#contenu"], f"{nom} : le premier lien passe le menu"
        for lien in page.liens:
            vise, _, ancre = lien.partition("#")
            cible = "/".join([*nom.split("/")[:-1], vise]) if vise else nom
            cible = re.sub(r"(?:^|(?<=/))[^/]+/\.\./", "", cible)
            assert cible in fichiers, f"{nom} ouvre {lien}"
            assert not ancre or ancre in lues[cible].ancres, f"{nom} : {lien}"
    assert not re.search(r"https?://|@import|url\(", fichiers["style.css"])
    assert not any({"script", "iframe", "img"} & set(page.balises) for page in lues.values())


def test_le_site_se_lit_se_refait_et_ne_touche_que_ses_fichiers(contrat: Commande, minimal: Path) -> None:
    site = minimal / "public"
    fait = contrat("site", "-o", "public", *JOUR, dans=minimal)
    assert (fait.code, fait.erreurs) == (0, "")
    pages = lire(site)
    verifier_les_liens(pages)
    assert fait.sortie == (
        f"Fichiers créés {len(pages)}, changés 0, retirés 0, inchangés 0 ; "
        f"{sum(len(t.encode()) for n, t in pages.items() if n != 'site-contrat.json') // 1000} ko.\n"
        "À ouvrir : public/index.html\n"
    )
    pieds = (
        "Statuts et retards au 1er mars 2026.",
        "Ce qui était su le 1er mars 2026 : ce qui a suivi n&#39;est pas montré.",
    )
    html = [texte.replace(INSECABLE, " ") for nom, texte in pages.items() if nom.endswith(".html")]
    assert all(pied in texte for texte in html for pied in pieds)
    assert not any(re.search(r"\bM-0001\b", texte) for texte in pages.values()), "aucun ménage"
    assert "contrat budget" not in pages["contrat.html"], "une commande n'est pas pour le public"
    assert "Que chacun ait quelqu&#39;un à qui parler. [" in pages["axe-1.html"].replace(INSECABLE, " ")
    assert pages["donnees/budget.csv"] == contrat("budget", "--format", "csv", dans=minimal).sortie

    # Une action de moins, un fichier posé par un autre : sa page s'en va, l'autre fichier reste.
    (site / "CNAME").write_text("contrat.example\n", encoding="utf-8")
    (minimal / "data/actions/visites.yaml").unlink()
    avant = lire(site)
    essai = contrat("site", "-o", "public", "--essai", *JOUR, dans=minimal)
    assert "retiré : action-visites.html\n" in essai.sortie
    assert "; à l'essai, rien n'est écrit.\n" in essai.erreurs
    assert lire(site) == avant
    refait = contrat("site", "-o", "public", *JOUR, dans=minimal)
    assert re.match(r"Fichiers créés 0, changés \d+, retirés 1, inchangés \d+ ; ", refait.sortie)
    assert not (site / "action-visites.html").exists()
    assert (site / "CNAME").read_text(encoding="utf-8") == "contrat.example\n"
    verifier_les_liens(lire(site))
    encore = contrat("site", "-o", "public", *JOUR, dans=minimal).sortie
    assert encore.startswith("Fichiers créés 0, changés 0, retirés 0, inchangés "), "mêmes données, mêmes octets"


def test_un_site_ne_s_ecrit_pas_n_importe_ou(contrat: Commande, minimal: Path) -> None:
    def refuser(dossier: str) -> str:
        fait = contrat("site", "-o", dossier, *JOUR, dans=minimal)
        assert (fait.code, fait.sortie) == (2, "")
        return fait.erreurs

    aide = "\n  aide : donner un dossier neuf, vide, ou celui d'un site déjà écrit\n"
    assert refuser(".") == f"Erreur : « . » est celui d'un contrat{aide}"
    assert refuser("data/site") == (
        "Erreur : data/site/site-contrat.json est parmi les données d'un contrat : rien d'autre n'y est écrit\n"
        "  aide : choisir un emplacement hors de data/\n"
    )
    pris = minimal / "pris"
    pris.mkdir()
    (pris / "index.html").write_text("à moi", encoding="utf-8")
    assert refuser("pris") == f"Erreur : « pris » n'est pas vide, et n'est pas celui d'un site{aide}"
    (pris / "site-contrat.json").write_text('{"version": 1, "fichiers": []}', encoding="utf-8")
    assert refuser("pris") == (
        "Erreur : pris/index.html existe, et n'est pas de ce site\n  aide : le déplacer, ou choisir un autre dossier\n"
    )
    (pris / "site-contrat.json").write_text('{"version": 1, "fichiers": ["../data/contrat.yaml"]}', encoding="utf-8")
    assert refuser("pris") == (
        "Erreur : pris/site-contrat.json n'est pas le témoin d'un site\n"
        "  aide : choisir un autre dossier, ou vider celui-ci\n"
    )
    assert (pris / "index.html").read_text(encoding="utf-8") == "à moi"
    # Un dossier vide, où une écriture tuée net a laissé le sien.
    (minimal / "vide/.site.x.provisoire").mkdir(parents=True)
    assert contrat("site", "-o", "vide", *JOUR, dans=minimal).code == 0
    assert (minimal / "vide/index.html").is_file()


def test_une_donnee_personnelle_arrete_le_site(contrat: Commande, minimal: Path) -> None:
    fiche = minimal / "data/actions/visites.yaml"
    fiche.write_text(fiche.read_text(encoding="utf-8") + f"# appeler le {TELEPHONE}\n", encoding="utf-8")
    fait = contrat("site", "-o", "public", *JOUR, dans=minimal)
    assert (fait.code, fait.sortie) == (1, "")
    assert "D001" in fait.erreurs
    assert not (minimal / "public").exists()


def test_deux_contrats_ont_un_seul_menu(contrat: Commande, depot: Path) -> None:  # noqa: F811
    seul = contrat("site", "-o", depot / "seul", "--contrat", "premier", *JOUR, dans=depot)
    assert (seul.code, seul.erreurs) == (0, "")
    assert (depot / "seul/index.html").is_file()
    fait = contrat("site", "-o", depot / "public", "--tous", *JOUR, dans=depot)
    assert (fait.code, fait.erreurs) == (0, "")
    pages = lire(depot / "public")
    verifier_les_liens(pages)
    assert {nom.split("/")[0] for nom in pages} == {"index.html", "style.css", "site-contrat.json", "premier", "second"}
    assert 'href="../second/index.html"' in pages["premier/budget.html"]


def test_le_dossier_d_un_menage_ne_change_pas_le_site(contrat: Commande, minimal: Path) -> None:
    """Ni écrit, ni commis ; une fiche, si."""
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "départ"]):
        git(minimal, *arguments)

    def refaire() -> str:
        return contrat("site", "-o", "public", *JOUR, dans=minimal).sortie

    assert "changés 0" in refaire()
    menage = minimal / "data/menages/M-0001.yaml"
    menage.write_text(menage.read_text(encoding="utf-8") + "# relu\n", encoding="utf-8")
    assert "créés 0, changés 0, retirés 0, " in refaire()
    git(minimal, "commit", "-qam", "un ménage")
    assert "créés 0, changés 0, retirés 0, " in refaire()
    fiche = minimal / "data/actions/visites.yaml"
    fiche.write_text(fiche.read_text(encoding="utf-8") + "# relue\n", encoding="utf-8")
    assert "créés 0, changés 0, " not in refaire()
    assert ", modifiées depuis." in (minimal / "public/index.html").read_text(encoding="utf-8")
