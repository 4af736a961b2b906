"""Ce que refusent `renouveler` et `action deplacer` : un jour, une période ou un dossier qui perdrait des données."""

from __future__ import annotations

from pathlib import Path

import pytest

from contrat.depot import ecriture
from contrat.depot.ecriture import Lieu
from tests.conftest import Commande, remplacer

FICHE = "data/actions/cafe-rencontre.yaml"
DEPLACER = ("action", "deplacer", "1.1", "--vers", "second", "--instance", "conseil", "--contrat", "premier")


def photographier(depot: Path) -> dict[Path, bytes]:
    return {fichier: fichier.read_bytes() for fichier in depot.rglob("*") if fichier.is_file()}


@pytest.fixture
def receveur(depot: Path) -> Path:
    """Les deux contrats, dont le second n'a pas encore l'action."""
    (depot / "contrats/second" / FICHE).unlink()
    (depot / "contrats/second/data/seances/conseil-2010-02.yaml").unlink()
    return depot


def test_un_montant_ne_part_pas_hors_de_la_periode_du_receveur(contrat: Commande, receveur: Path) -> None:
    fiche = receveur / "contrats/premier" / FICHE
    ligne = "    - libelle: mobilier\n"
    commun = "section: fonctionnement\n      sens: depense\n"
    for exercice in (2014, 2013):
        remplacer(
            fiche,
            ligne,
            f'    - libelle: suite {exercice}\n      exercice: {exercice}\n      {commun}      chapitre: "011"\n'
            f"      prevu: 5000\n      budget: ville\n{ligne}",
        )
    for nom in ("premier", "second"):
        fin = "2014" if nom == "premier" else "2012"
        remplacer(receveur / f"contrats/{nom}/data/contrat.yaml", "  fin: 2012\n", f"  fin: {fin}\n")
    avant = photographier(receveur)
    for essai in ([], ["--essai"]):
        refus = contrat(*DEPLACER, "--date", "2012-03-01", *essai, dans=receveur)
        assert (refus.code, refus.sortie, refus.erreurs) == (
            2,
            "",
            "Erreur : « second » couvre 2010-2012 : les exercices 2013 et 2014 sortent de sa période, "
            "et des montants s'y perdraient\n"
            "  aide : choisir un contrat qui couvre ces exercices, "
            "ou corriger d'abord le budget et le plan de l'action\n",
        )
    assert photographier(receveur) == avant
    un_seul = contrat(*DEPLACER, "--date", "2012-03-01", dans=_couvrir(receveur, "2013"))
    assert "couvre 2010-2013 : l'exercice 2014 sort de sa période" in un_seul.erreurs
    assert contrat(*DEPLACER, "--date", "2012-03-01", dans=_couvrir(receveur, "2014")).code == 0


def _couvrir(depot: Path, fin: str) -> Path:
    """Le même dépôt, dont le second contrat finit plus tard."""
    remplacer(depot / "contrats/second/data/contrat.yaml", f"  fin: {int(fin) - 1}\n", f"  fin: {fin}\n")
    return depot


@pytest.mark.parametrize(
    ("jour", "message"),
    [
        ("2010-08-31", "le 31 août 2010 est avant la dernière étape de « cafe-rencontre » : lancée, septembre 2010"),
        ("2098-01-01", "2098-01-01 est à venir"),
    ],
)
def test_un_transfert_suit_la_derniere_etape_et_ne_s_anticipe_pas(
    contrat: Commande, receveur: Path, jour: str, message: str
) -> None:
    avant = photographier(receveur)
    refus = contrat(*DEPLACER, "--date", jour, dans=receveur)
    assert (refus.code, refus.erreurs.splitlines()[0]) == (2, f"Erreur : --date : {message}")
    assert photographier(receveur) == avant


@pytest.mark.parametrize(
    "vers", ["contrats/premier/data", "contrats/premier/data/a/b", "contrats/second/data/x", "data/x"]
)
@pytest.mark.parametrize("essai", [(), ("--essai",)])
def test_le_contrat_suivant_ne_va_pas_dans_des_donnees(
    contrat: Commande, depot: Path, vers: str, essai: tuple[str, ...]
) -> None:
    avant = photographier(depot)
    mots = ("renouveler", "--periode", "2013-2015", "--vers", vers, "--contrat", "premier", "--date", "2012-12-20")
    refus = contrat(*mots, *essai, dans=depot)
    assert (refus.code, refus.sortie, refus.erreurs) == (
        2,
        "",
        f"Erreur : {vers}/data est parmi les données d'un contrat : rien d'autre n'y est écrit\n"
        "  aide : choisir un emplacement hors de data/\n",
    )
    assert photographier(depot) == avant


@pytest.mark.parametrize(
    ("periode", "jour", "message"),
    [
        ("2013-2015", "2009-12-31", "--date : le 31 décembre 2009 est avant le début du contrat, le 1er janvier 2010"),
        ("2013-2015", "2098-01-01", "--date : le 1er janvier 2098 est après la fin du contrat suivant, 2015"),
        ("2011-2015", "2012-12-20", "--periode : le contrat va jusqu'en 2012"),
        ("2013-2033", "2012-12-20", "--periode : 2013-2033 couvre 21 exercices"),
    ],
)
def test_la_cloture_et_la_periode_suivante_ont_leurs_bornes(
    contrat: Commande, depot: Path, periode: str, jour: str, message: str
) -> None:
    avant = photographier(depot)
    mots = ("renouveler", "--periode", periode, "--vers", "contrats/suite", "--contrat", "premier", "--date", jour)
    refus = contrat(*mots, dans=depot)
    assert (refus.code, refus.erreurs.splitlines()[0]) == (2, f"Erreur : {message}")
    assert photographier(depot) == avant


INTERROMPUES = {
    "importer": (("importer", "plan.csv", "--contrat", "premier"), 3),
    "importer menages": (("importer", "menages", "liste.csv", "--contrat", "premier"), 1),
    "renouveler": (
        ("renouveler", "--periode", "2013-2015", "--vers", "contrats/troisieme", "--contrat", "premier",
         "--date", "2012-12-20"), 1,
    ),
    "deplacer": ((*DEPLACER, "--date", "2012-03-01"), 1),
}  # fmt: skip


@pytest.mark.parametrize("nom", INTERROMPUES)
def test_une_commande_interrompue_entre_deux_fichiers_n_en_laisse_aucun(
    contrat: Commande, depot: Path, monkeypatch: pytest.MonkeyPatch, nom: str
) -> None:
    """Un import à moitié fait, un montant dans deux contrats : ce qui a été écrit est défait (décision 0068)."""
    (depot / "plan.csv").write_text("Axe (x),Titre de l'action\nLire,A\nLire,B\n", encoding="utf-8")
    (depot / "liste.csv").write_text("id,personnes,dpe\n1,2,F\n2,3,F\n", encoding="utf-8")
    if nom == "deplacer":
        (depot / "contrats/second/data/actions/cafe-rencontre.yaml").unlink()
        (depot / "contrats/second/data/seances/conseil-2010-02.yaml").unlink()
    arguments, reussies = INTERROMPUES[nom]
    avant = {chemin: chemin.read_bytes() for chemin in depot.rglob("*") if chemin.is_file()}
    faites: list[Path] = []

    def interrompre(lieu: Lieu, cible: Path, octets: bytes, attendu: bytes | None) -> bool:
        # Une seule fois : ce qui défait écrit aussi.
        if len(faites) == reussies:
            faites.append(cible)
            raise KeyboardInterrupt
        faites.append(cible)
        return remplacer_vraiment(lieu, cible, octets, attendu)

    remplacer_vraiment = ecriture._remplacer
    monkeypatch.setattr(ecriture, "_remplacer", interrompre)
    issue = contrat(*arguments, dans=depot)
    assert len(faites) > reussies
    assert issue.code != 0
    assert {chemin: chemin.read_bytes() for chemin in depot.rglob("*") if chemin.is_file()} == avant
    assert not (depot / "contrats/troisieme").exists()
