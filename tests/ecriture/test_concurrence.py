"""Plusieurs qui écrivent à la fois : aucun n'efface ce qu'un autre a écrit."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from contrat.depot import ecriture
from contrat.depot.ecriture import ChangementFichier, Lieu
from contrat.depot.fiche import FicheLue, lire_fiche
from contrat.depot.purge import effacer
from contrat.erreurs import ErreurContrat
from contrat.modele.agregat import Agregat
from contrat.modele.menage import Menage
from contrat.modele.saisie import Saisie
from tests.cli.processus import executer_a_la_suite
from tests.conftest import Commande
from tests.ecriture.conftest import MENAGE, TEXTE

ETAPE = Saisie(("evenements",), [{"date": "2011-06-01", "etape": "rendez_vous"}])


def lieu(racine: Path) -> Lieu:
    return Lieu(racine / MENAGE, MENAGE, Menage, racine)


def test_vingt_etapes_ecrites_par_quatre_processus_y_sont_toutes(contrat: Commande, racine: Path) -> None:
    """De vrais processus, sur deux fichiers ; chaque étape y est une fois, et le contrat reste valide."""

    def ajouter(processus: int) -> list[str]:
        commandes = [
            f"evenement M-000{rang % 2 + 1} clos --date 2014-01-01 --note n{rang}"
            for rang in range(5 * processus, 5 * processus + 5)
        ]
        codes = [ligne for ligne in executer_a_la_suite(commandes, racine) if " : code " in ligne]
        return [code for code, commande in zip(codes, commandes, strict=True) if code != f"{commande} : code 0"]

    with ThreadPoolExecutor(4) as bassin:
        assert list(bassin.map(ajouter, range(4))) == [[]] * 4
    ecrits = [(racine / f"data/menages/M-000{n}.yaml").read_text(encoding="utf-8") for n in (1, 2)]
    assert [sorted(re.findall(r"note: n(\d+)\n", texte), key=int) for texte in ecrits] == [
        [str(rang) for rang in range(debut, 20, 2)] for debut in (0, 1)
    ]
    assert contrat("validate", dans=racine).code == 0
    assert sorted(f.name for f in (racine / "data/menages").iterdir()) == ["M-0001.yaml", "M-0002.yaml"]


def test_un_editeur_qui_ignore_le_verrou_n_est_pas_ecrase(racine: Path) -> None:
    """Le fichier change entre la lecture et le remplacement : le changement est reporté sur le texte nouveau."""
    edite = TEXTE.replace("nombre: 2", "nombre: 3")
    lus = []

    def changer(actuelle: FicheLue | None) -> ChangementFichier:
        assert actuelle is not None
        lus.append(actuelle.texte)
        if len(lus) == 1:
            (racine / MENAGE).write_text(edite, encoding="utf-8")
        return ChangementFichier(actuelle.texte, [ETAPE])

    ecriture.ecrire(lieu(racine), changer, lambda _: ())
    assert lus == [TEXTE, edite]
    assert (racine / MENAGE).read_text(encoding="utf-8") == edite + "  - date: 2011-06-01\n    etape: rendez_vous\n"


def test_un_fichier_qui_change_sans_cesse_est_laisse(racine: Path) -> None:
    rangs = iter(range(1000))

    def changer(actuelle: FicheLue | None) -> ChangementFichier:
        assert actuelle is not None
        (racine / MENAGE).write_text(TEXTE + f"# {next(rangs)}\n", encoding="utf-8")
        return ChangementFichier(actuelle.texte, [ETAPE])

    with pytest.raises(ErreurContrat, match="un autre programme y écrit sans cesse"):
        ecriture.ecrire(lieu(racine), changer, lambda _: ())
    assert "rendez_vous" not in (racine / MENAGE).read_text(encoding="utf-8")
    assert sorted(f.name for f in (racine / "data/menages").iterdir()) == ["M-0001.yaml", "M-0002.yaml"]


def test_un_texte_qui_ne_se_relit_pas_comme_prevu_n_est_pas_ecrit(contrat: Commande, racine: Path) -> None:
    texte = TEXTE + "    note: |\n      rappeler"
    (racine / MENAGE).write_text(texte, encoding="utf-8")
    issue = contrat("evenement", "M-0002", "clos", "--date", "2011-06-01", dans=racine)
    assert (issue.code, issue.sortie, issue.erreurs) == (
        3,
        "",
        f"Erreur : {MENAGE} : rien n'est écrit, le fichier ne se relirait pas comme prévu après ce changement "
        "(evenements)\n"
        "  aide : sa mise en forme est inhabituelle : l'écrire à la main, ou remettre ce bloc une clé par ligne\n",
    )
    assert (racine / MENAGE).read_text(encoding="utf-8") == texte


def test_la_purge_n_efface_pas_un_dossier_qui_vient_de_changer(racine: Path) -> None:
    agregat = Agregat(menages=1, a_effacer=("M-0002",))
    lu = lire_fiche(racine / MENAGE, MENAGE, Menage).texte
    (racine / MENAGE).write_text(TEXTE + "# relancé ce matin\n", encoding="utf-8")
    with pytest.raises(ErreurContrat, match=r"M-0002\.yaml a changé pendant la purge : rien n'est effacé"):
        effacer(racine / "data", agregat, {"M-0002": lu})
    assert (racine / MENAGE).exists()
    assert not (racine / "data/agregat_menages.yaml").exists()
