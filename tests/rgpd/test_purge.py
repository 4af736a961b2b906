"""`contrat rgpd purge` : ce qui doit sortir sort, les totaux restent, une coupure ne perd ni ne compte deux fois."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contrat.calculs.suivi.agregat import agreger, fusionner
from contrat.calculs.suivi.conservation import dernier_jour, est_perime
from contrat.depot.chargement import TOUS, charger
from contrat.modele.bareme import Bareme
from contrat.modele.dossier import Dossier
from contrat.modele.evenement import Evenement
from contrat.modele.menage import Menage
from tests.conftest import REFERENCE, Commande, peupler

AVANT = ("--avant", "2012-01-01")
ENTONNOIR = ("reperes", "contactes", "eligibles", "logements_renoves", "habiter_mieux", "travaux")
RESTES = ["M-0001", "M-0002", "M-0003", "M-0006", "M-0007", "M-0009", "M-0011"]
TOTAUX = [25, 24, 6, 1, 1, "10550.00"]


@pytest.fixture
def reels(copie: Path) -> Path:
    """Le contrat de référence et douze locataires, tous donnés pour réels : fictifs, ils ne s'effaceraient pas."""
    peupler(copie, 12, "M-0004")
    for menage in (copie / "data/menages").glob("*.yaml"):
        texte = menage.read_text(encoding="utf-8")
        menage.write_text(texte.replace("source: fiction", "source: dossiers", 1), encoding="utf-8")
    return copie


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return charger(REFERENCE, TOUS).dossier


@pytest.fixture(scope="module")
def bareme(dossier: Dossier) -> Bareme:
    assert dossier.droit is not None
    return dossier.droit


def empreinte(racine: Path) -> str:
    """Ce que contient un dossier, nom et octets."""
    fichiers = sorted(f for f in racine.rglob("*") if f.is_file())
    return hashlib.sha256(b"".join(f.as_posix().encode() + f.read_bytes() for f in fichiers)).hexdigest()


def lire(contrat: Commande, racine: Path, *commande: str) -> dict[str, Any]:
    contenu: dict[str, Any] = json.loads(contrat(*commande, "--format", "json", dans=racine).sortie)
    return contenu


def test_un_essai_ne_change_rien(contrat: Commande, reels: Path) -> None:
    avant = empreinte(reels)
    issue = contrat("rgpd", "purge", *AVANT, "--essai", dans=reels)
    assert issue.code == 0
    assert issue.sortie.endswith("\nEssai : rien n'est changé. Sans --essai, 18 dossiers seraient effacés.\n")
    assert "contrat evenement MENAGE\nclasse_sans_suite) : 5 dossiers (M-0001, M-0002, M-0003, M-0006, M-0007)." in (
        issue.sortie
    )
    assert "Contact à cette date ou depuis : 2 dossiers (M-0009, M-0011).\n" in issue.sortie
    assert empreinte(reels) == avant


def test_les_totaux_restent_les_memes(contrat: Commande, reels: Path) -> None:
    """Validation, concordance, suivi : rien ne bouge, et une seconde purge n'a plus rien à faire."""
    suivi = lire(contrat, reels, "suivi", "--secret", "1")
    concordance = contrat("concordance", "--format", "json", dans=reels).sortie
    issue = contrat("rgpd", "purge", *AVANT, dans=reels)
    assert issue.code == 0
    assert "18 dossiers effacés. Leurs totaux sont dans data/agregat_menages.yaml" in issue.sortie
    assert "git filter-repo" in issue.sortie
    restes = sorted(f.stem for f in (reels / "data/menages").iterdir())
    assert restes == RESTES

    apres = lire(contrat, reels, "suivi", "--secret", "1")
    assert [apres[cle] for cle in ENTONNOIR] == TOTAUX
    for cle in ("etats", "origines", "abandons", "aides"):
        assert apres[cle] == suivi[cle], cle
    assert apres["effaces"] == 18
    assert contrat("concordance", "--format", "json", dans=reels).sortie == concordance
    codes = {d["code"] for d in lire(contrat, reels, "validate")["diagnostics"]}
    assert codes == {"B012", "M004", "V001"}  # le contrat publie treize ménages, pas vingt-cinq
    assert "18 dossiers effacés, comptés sans durée ni pièce." in contrat("suivi", "--secret", "1", dans=reels).sortie

    avant = empreinte(reels)
    assert contrat("rgpd", "purge", *AVANT, dans=reels).sortie.endswith("\nRien à effacer.\n")
    assert empreinte(reels) == avant


def test_un_menage_fictif_ne_s_efface_pas(contrat: Commande, copie: Path) -> None:
    avant = empreinte(copie)
    issue = contrat("rgpd", "purge", "--avant", "2014-01-01", dans=copie)
    assert (issue.code, issue.sortie.splitlines()[-1]) == (0, "Rien à effacer.")
    assert "Fictifs, qui ne sont les données de personne : 13 dossiers" in " ".join(issue.sortie.split())
    assert empreinte(copie) == avant


@pytest.mark.parametrize("nombre", [1, 10, 11])
def test_moins_de_onze_dossiers_attendent(contrat: Commande, reels: Path, nombre: int) -> None:
    """Les totaux d'un seul dossier, ajoutés au fichier, le décriraient : `git diff` les croiserait."""
    purgeables = [f for f in sorted((reels / "data/menages").iterdir()) if f.stem not in RESTES]
    for fichier in purgeables[nombre:]:
        fichier.unlink()
    issue = contrat("rgpd", "purge", *AVANT, dans=reels)
    est_assez = nombre == 11
    assert issue.code == (0 if est_assez else 1)
    assert (reels / "data/agregat_menages.yaml").exists() is est_assez
    assert all(fichier.exists() is not est_assez for fichier in purgeables[:nombre])
    if not est_assez:
        assert f"il en faut 11 ensemble, car les totaux de {nombre} les" in " ".join(issue.sortie.split())
        assert contrat("rgpd", "purge", *AVANT, "--sans-totaux", dans=reels).code == 0
        assert not any(fichier.exists() for fichier in purgeables[:nombre])
        reste = (reels / "data/agregat_menages.yaml").read_text(encoding="utf-8").splitlines()
        assert [ligne.split(":")[0].strip(" -") for ligne in reste[2:]] == [
            "purges",
            "le",
            "avant",
            "menages",
            "menages",
        ]


def test_rien_d_identifiant_ne_reste(contrat: Commande, reels: Path) -> None:
    """Ni identifiant, ni jour d'une étape, ni revenu dans ce qui reste."""
    revenus = {str(avis.rfr) for m in charger(reels, TOUS).dossier.menages.values() for avis in m.revenus}
    contrat("rgpd", "purge", *AVANT, dans=reels)
    texte = (reels / "data/agregat_menages.yaml").read_text(encoding="utf-8")
    assert "M-" not in texte
    assert not revenus & set(texte.split())
    datees = [ligne.split(":")[0] for ligne in texte.splitlines() if re.search(r"\d{4}-\d\d", ligne)]
    assert datees == ["  - le", "    avant"]


def test_une_coupure_se_rattrape(contrat: Commande, reels: Path) -> None:
    """Les totaux écrits, deux fichiers encore là : ils ne comptent pas deux fois, et la purge suivante les retire."""
    gardes = {nom: (reels / f"data/menages/{nom}.yaml").read_bytes() for nom in ("M-0004", "M-0105")}
    contrat("rgpd", "purge", *AVANT, dans=reels)
    agregat = reels / "data/agregat_menages.yaml"
    agregat.write_text(agregat.read_text(encoding="utf-8") + "a_effacer:\n  - M-0004\n  - M-0105\n", encoding="utf-8")
    for nom, octets in gardes.items():
        (reels / f"data/menages/{nom}.yaml").write_bytes(octets)
    assert [lire(contrat, reels, "suivi", "--secret", "1")[cle] for cle in ENTONNOIR] == TOTAUX
    diagnostics = lire(contrat, reels, "validate")["diagnostics"]
    assert [(d["code"], d["message"]) for d in diagnostics if d["code"].startswith("D")] == [
        ("D016", "2 fichiers restent à retirer")
    ]
    assert "d'une purge interrompue : 2 fichiers, déjà comptés" in contrat("rgpd", "purge", *AVANT, dans=reels).sortie
    assert not any((reels / f"data/menages/{nom}.yaml").exists() for nom in gardes)
    assert "a_effacer" not in agregat.read_text(encoding="utf-8")
    assert [lire(contrat, reels, "suivi", "--secret", "1")[cle] for cle in ENTONNOIR] == TOTAUX


@pytest.mark.parametrize(
    ("jour", "message", "aide"),
    [
        ("2099-01-01", "--avant : le 1er janvier 2099 n'est pas encore venu", "donner un jour passé"),
        ("1/2/2012", "--avant : « 1/2/2012 » n'est pas une date de la forme AAAA-MM-JJ", "écrire 2012-02-01"),
    ],
)
def test_une_date_impossible_est_refusee(contrat: Commande, jour: str, message: str, aide: str) -> None:
    issue = contrat("rgpd", "purge", "--avant", jour)
    assert (issue.code, issue.sortie, issue.erreurs) == (2, "", f"Erreur : {message}\n  aide : {aide}\n")


def test_un_contrat_fautif_n_est_pas_purge(contrat: Commande, reels: Path) -> None:
    chemin = reels / "data/menages/M-0005.yaml"
    chemin.write_text(chemin.read_text(encoding="utf-8").replace("nombre: ", "nombr: "), encoding="utf-8")
    avant = empreinte(reels)
    issue = contrat("rgpd", "purge", *AVANT, dans=reels)
    assert (issue.code, issue.sortie) == (1, "")
    assert empreinte(reels) == avant


def dater(*etapes: tuple[str, str]) -> Menage:
    evenements = tuple(Evenement.model_validate({"date": jour, "etape": etape}) for jour, etape in etapes)
    return Menage(id="M-0001", source="fiction", evenements=evenements)


@pytest.mark.parametrize(
    ("menage", "fin"),
    [
        (dater(("2011-03-08", "contacte")), date(2013, 3, 8)),
        (dater(("2012-02-29", "abandon")), date(2014, 2, 28)),
        (dater(("2011-03-08", "accorde"), ("2011-09-20", "travaux_acheves")), date(2017, 9, 20)),
        (dater(("2011-09-20", "travaux_acheves"), ("2012-04-02", "solde_paye")), date(2017, 9, 20)),
        (dater(("2011-03-08", "accorde")), None),
        (dater(), None),
    ],
)
def test_la_duree_court_jusqu_a_son_dernier_jour(bareme: Bareme, menage: Menage, fin: date | None) -> None:
    """Deux ans après le dernier contact, six ans après les travaux ; un dossier en cours n'a pas de terme."""
    assert dernier_jour(menage, bareme.regles) == fin
    if fin is not None:
        assert not est_perime(menage, bareme.regles, fin)
        assert est_perime(menage, bareme.regles, date.fromordinal(fin.toordinal() + 1))


@settings(max_examples=25, deadline=None)
@given(donnees=st.data())
def test_purger_en_deux_fois_donne_les_memes_totaux(dossier: Dossier, bareme: Bareme, donnees: st.DataObject) -> None:
    menages = donnees.draw(st.lists(st.sampled_from(sorted(dossier.menages)), min_size=2, max_size=13, unique=True))
    coupure = donnees.draw(st.integers(0, len(menages)))
    tous = [dossier.menages[nom] for nom in menages]
    entier = agreger(tous, bareme)
    deux = fusionner(agreger(tous[:coupure], bareme), agreger(tous[coupure:], bareme))
    assert deux == entier
    assert entier.menages == len(menages)
    assert sum((c.travaux for c in entier.renoves), Decimal(0)) == sum(
        (m.projet.travaux_ttc or Decimal(0) for m in tous if m.evenements[-1].etape == "travaux_acheves"), Decimal(0)
    )
