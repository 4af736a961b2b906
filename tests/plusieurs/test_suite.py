"""Le contrat suivant, et l'action qui passe d'un contrat à l'autre : chaque montant une seule fois."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from contrat.depot.retrait import retirer
from contrat.depot.yaml_positionne import lire_yaml
from tests.conftest import MINIMAL, Commande, remplacer

FICHE = "data/actions/cafe-rencontre.yaml"


def lire(fichier: Path) -> dict[str, object]:
    lu: dict[str, object] = lire_yaml(fichier.read_text(encoding="utf-8")).valeur
    return lu


def test_le_contrat_suivant_reprend_ce_qui_dure(contrat: Commande, depot: Path) -> None:
    premier, suivant = depot / "contrats/premier", depot / "contrats/troisieme"
    remplacer(
        premier / FICHE,
        "    unite: personne\n",
        "    unite: personne\n    valeurs:\n      - {date: 2011, valeur: 12, source: essai}\n"
        "      - {date: 2012, valeur: 19, source: essai}\n",
    )
    mots = ("renouveler", "--periode", "2013-2015", "--vers", suivant, "--contrat", "premier", "--date", "2012-12-20")
    avant = (premier / FICHE).read_text(encoding="utf-8")
    assert contrat(*mots, "--essai", dans=depot).erreurs.endswith("Essai : rien n'est écrit.\n")
    assert not suivant.exists()
    assert (premier / FICHE).read_text(encoding="utf-8") == avant
    tot = contrat(*mots[:-1], "2011-12-20", "--essai", dans=depot).erreurs
    assert "« premier » : clos le 20 décembre 2011, avant la fin de 2012 : rien ne s'y décide plus ; --date" in tot
    fait = contrat(*mots, dans=depot)
    assert (fait.code, fait.erreurs) == (
        0,
        "\nContrat « troisieme » : 2 actions reprises, proposées et à approuver.\n"
        "À décider : diagnostic, enveloppes, budget et plan de chaque action, cibles des indicateurs.\n"
        "« premier » : clos le 20 décembre 2012.\n",
    )
    clos, neuf = lire(premier / "data/contrat.yaml"), lire(suivant / "data/contrat.yaml")
    assert (clos["suivant"], clos["clos_le"], neuf["precedent"]) == ("troisieme", "2012-12-20", "premier")
    assert neuf["periode"] == {"debut": "2013", "fin": "2015"}
    ici, la = lire(premier / FICHE), lire(suivant / FICHE)
    assert ici["liens"] == {"suivant": {"contrat": "troisieme", "fiche": "cafe-rencontre"}}
    assert la["liens"] == {"precedent": {"contrat": "premier", "fiche": "cafe-rencontre"}}
    assert la["indicateurs"] == [
        {
            "id": "habitues", "libelle": "personnes venues trois fois au moins", "niveau": "realisation",
            "unite": "personne", "base": {"date": "2012", "valeur": "19", "source": "essai"},
        }
    ]  # fmt: skip
    assert not {"budget", "plan", "deliberations", "constats", "calendrier"} & la.keys()
    assert contrat("validate", "--strict", dans=depot).code == 0
    assert "déjà renouvelé par « troisieme »" in contrat(*mots, dans=depot).erreurs
    deplacer = ("action", "deplacer", "visites", "--vers", "second", "--date", "2012-12-20", "--instance", "conseil")
    assert contrat(*deplacer, "--contrat", "premier", dans=depot).erreurs == (
        "Erreur : « visites » continue déjà dans « troisieme »\n  aide : déplacer la fiche de ce contrat\n"
    )
    _juger_les_liens(contrat, depot)


def _juger_les_liens(contrat: Commande, depot: Path) -> None:
    """Chaque lien qui n'est plus rendu est dit, et où l'écrire ; un contrat clos ne décide plus."""
    (depot / "contrats/troisieme/data/actions/visites.yaml").unlink()
    remplacer(depot / "contrats/troisieme" / FICHE, "fiche: cafe-rencontre", "fiche: cafe")
    remplacer(depot / "contrats/premier/data/contrat.yaml", "suivant: troisieme ", "appellation: x ")
    fautes = contrat("validate", dans=depot).sortie.splitlines()
    assert [ligne for ligne in fautes if "[R012]" in ligne or "aide" in ligne] == [
        "contrats/premier/data/actions/cafe-rencontre.yaml:102:12: erreur[R012] « cafe-rencontre » de « troisieme » ne "
        "dit pas ce lien",
        "    aide : écrire dans contrats/troisieme/data/actions/cafe-rencontre.yaml, sous liens: precedent: {contrat: "
        "premier, fiche: cafe-rencontre}",
        "contrats/premier/data/actions/visites.yaml:58:12: erreur[R012] « troisieme » n'a pas de fiche « visites »",
        "    aide : corriger le lien ; contrats/troisieme/data/actions/visites.yaml n'est pas là",
        "contrats/troisieme/data/actions/cafe-rencontre.yaml:29:12: erreur[R012] « premier » n'a pas de fiche « cafe »",
        "    aide : vouliez-vous dire « cafe-rencontre » ?",
        "contrats/troisieme/data/contrat.yaml:8:12: erreur[R012] « premier » ne dit pas ce lien : pour suivant, il "
        "n'en dit aucun",
        "    aide : écrire suivant: troisieme dans contrats/premier/data/contrat.yaml",
    ]
    ici = ("--contrat", "premier")
    for mots in (("action", "--axe", "1", "--titre", "Une de plus"), ("seance", "--date", "2012-12-21")):
        refus = contrat("nouveau", *mots, *ici, dans=depot)
        assert (refus.code, refus.sortie, refus.erreurs) == (
            2,
            "",
            "Erreur : « premier » est clos depuis le 20 décembre 2012\n  aide : recommencer dans le contrat suivant\n",
        )
    etape = ("action", "statut", "cafe-rencontre", "--date", "2013-01", "--instance", "conseil")
    assert contrat(*etape, "suspendue", *ici, dans=depot).code == 1
    assert contrat(*etape, "abandonnee", *ici, dans=depot).code == 0
    tard = ("nouveau", "deliberation", "visites", "--objet", "tard", "--date")
    assert contrat(*tard, "2012-12-21", *ici, dans=depot).code == 2
    assert contrat(*tard, "2012-12-20", *ici, dans=depot).code == 0


def test_hors_d_un_depot_de_contrats_le_suivant_emporte_ce_qu_il_cite(contrat: Commande, tmp_path: Path) -> None:
    shutil.copytree(MINIMAL / "data", tmp_path / "ici/data")
    ici, la = tmp_path / "ici", tmp_path / "la"
    refuse = contrat("renouveler", "--periode", "2013-2015", "--vers", "contrats/b", dans=ici)
    assert (refuse.code, "le ranger d'abord dans contrats/contrat-valbrume/data/" in refuse.erreurs) == (2, True)
    assert contrat("renouveler", "--periode", "2012-2015", "--vers", la, dans=ici).code == 2
    fait = contrat("renouveler", "--periode", "2013-2015", "--vers", la, "--garder", "visites", dans=ici)
    assert "Pas reprise, et pas finie : cafe-rencontre, lancée\n" in fait.erreurs
    assert sorted(f.name for f in (la / "data").iterdir()) == [
        "actions", "aides", "axes", "contrat.yaml", "organismes.yaml", "sources.yaml",
    ]  # fmt: skip
    assert [f.name for f in (la / "data/actions").iterdir()] == ["visites.yaml"]
    assert contrat("validate", "--strict", dans=la).code == 0
    assert contrat("validate", "--strict", dans=ici).code == 0


def test_une_action_transferee_emporte_son_argent_a_venir(contrat: Commande, depot: Path) -> None:
    premier, second = depot / "contrats/premier", depot / "contrats/second"
    (second / FICHE).unlink()
    (second / "data/seances/conseil-2010-02.yaml").unlink()
    publie = (
        "  - mesure: budget.depenses.total\n    periode:\n      debut: 2010\n      fin: 2011\n    valeur: 40000\n"
        "    approche: non\n    source: essai\n"
    )
    remplacer(second / "data/contrat.yaml", publie, "")
    ligne = "    - libelle: mobilier\n"
    remplacer(
        premier / FICHE,
        ligne,
        "    - libelle: ouverture\n      exercice: 2012\n      section: fonctionnement\n"
        '      chapitre: "011"\n      prevu: 5000\n' + ligne,
    )
    remplacer(
        premier / FICHE,
        "  ressources:\n",
        "  ressources:\n    - {organisme: ville, nature: autofinancement, exercice: 2012, section: fonctionnement, "
        "montant: 5000, etat: pressenti}\n",
    )
    ensemble = contrat("budget", "--tous", dans=depot).sortie
    assert "Ensemble                               45 000 €    45 000 €\n" in ensemble.replace("\u202f", " ").replace(
        "\u00a0", " "
    )
    mots = ("action", "deplacer", "1.1", "--vers", "second", "--date", "2012-03-01", "--instance", "conseil")
    fait = contrat(*mots, "--contrat", "premier", dans=depot)
    assert (fait.code, fait.sortie) == (
        0,
        "cafe-rencontre : de premier à second ; 1 ligne de budget et 1 ressource la suivent\n",
    )
    suite = contrat("budget", "--tous", dans=depot).sortie
    assert suite.endswith(ensemble.partition("Ensemble")[2] + "- second · Montants toutes taxes comprises.\n")
    assert "5 000" in contrat("budget", "--contrat", "second", dans=depot).sortie.replace("\u202f", " ")
    assert "ouverture" not in (premier / FICHE).read_text(encoding="utf-8")
    assert contrat("validate", dans=depot).sortie == ""
    assert lire(premier / FICHE)["statut"] == "transferee"
    assert "transférée : elle ne se transfère pas" in contrat(*mots, "--contrat", "premier", dans=depot).erreurs


def test_un_transfert_refuse_n_ecrit_rien(contrat: Commande, depot: Path) -> None:
    mots = ("action", "deplacer", "cafe-rencontre", "--vers", "second", "--date", "2012-03-01", "--instance", "conseil")
    refus = contrat(*mots, "--contrat", "premier", dans=depot)
    assert (refus.code, refus.erreurs) == (
        2, "Erreur : « second » a déjà une action « cafe-rencontre »\n  aide : renommer l'une des deux\n",
    )  # fmt: skip
    assert contrat(*mots, dans=MINIMAL).erreurs == (
        "Erreur : il n'y a qu'un contrat ici\n  aide : ranger chaque contrat dans contrats/ID/data/\n"
    )
    # La fiche à quitter ne s'écrit pas : celle qui la continue n'est pas laissée derrière.
    (depot / "contrats/second" / FICHE).unlink()
    (depot / "contrats/second/data/seances/conseil-2010-02.yaml").unlink()
    fiche = depot / "contrats/premier" / FICHE
    remplacer(fiche, "description: ", f"# appeler le 06{' 12' * 4}\ndescription: ")
    avant = fiche.read_text(encoding="utf-8")
    assert contrat(*mots, "--contrat", "premier", dans=depot).code == 1
    assert (fiche.read_text(encoding="utf-8"), (depot / "contrats/second" / FICHE).exists()) == (avant, False)


@pytest.mark.parametrize(
    ("texte", "rangs", "attendu"),
    [
        ("b:\n  l:\n    - {a: 1}\n    # note\n    - {a: 2}\nc: 3\n", [0], "b:\n  l:\n    # note\n    - {a: 2}\nc: 3\n"),
        ("b:\n  l:\n    - a: 1\n      d: x\n    - a: 2\nc: 3\n", [1], "b:\n  l:\n    - a: 1\n      d: x\nc: 3\n"),
        ("b:\n  l:\n    - a: 1\n    - a: 2\nc: 3\n", [0, 1], "b:\n  l: []\nc: 3\n"),
        ("b: {l: [{a: 1}, {a: 2}]}\n", [0], "b: {l: [{a: 2}]}\n"),
        ("b:\n  l:\n    - a: 1\n", [], "b:\n  l:\n    - a: 1\n"),
    ],
)
def test_retirer_ne_touche_a_rien_d_autre(texte: str, rangs: list[int], attendu: str) -> None:
    assert retirer(texte, ("b", "l"), rangs) == attendu
