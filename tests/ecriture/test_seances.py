"""`contrat seance …` : chaque séance jouée de la page blanche à son compte rendu, et ce que les règles y refusent."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Commande

NOUVELLE = ["nouveau", "seance", "commission", "--date", "2009-11-10", "--axe", "axe-1", "--sans-vote"]
GESTES = [
    ["presents", "commission", "professionnels", "5"],
    ["presents", "commission", "professionnels", "6"],
    ["observer", "commission", "faiblesse", "Peu de voisins se parlent", "--atelier", "vie sociale",
     "--constat", "isolement"],
    ["observer", "commission", "atout", "Des bénévoles", "--atelier", "vie sociale"],
    ["observer", "commission", "atout", "Une salle libre"],
    ["proposer", "commission", "Café", "--action", "cafe-rencontre", "--constat", "isolement", "--economique", "peu",
     "--social", "ouvert", "--environnemental", "à pied", "--issue", "retenue"],
    ["proposer", "commission", "Piscine", "--issue", "refusee", "--motif", "hors de portée"],
]  # fmt: skip
VOTE = [
    ["presents", "vote", "elus", "2"],
    ["presents", "vote", "habitants", "2"],
    ["bulletin", "vote", "elus", "cafe-rencontre=4,3", "visites=2,"],
    ["bulletin", "vote", "elus", "cafe-rencontre=4,3", "1.2=,5"],
    ["bulletin", "vote", "habitants", "cafe-rencontre=4,3", "visites=2,2"],
    ["decider", "vote", "cafe-rencontre", "--rang", "1", "--issue", "retenue"],
    ["decider", "vote", "visites", "--issue", "reportee", "--motif", "à chiffrer"],
]


def jouer(contrat: Commande, racine: Path, gestes: list[list[str]]) -> None:
    for geste in gestes:
        issue = contrat("seance", *geste, dans=racine)
        assert (issue.code, issue.erreurs) == (0, ""), geste
    issue = contrat("validate", "--strict", dans=racine)
    assert issue.code == 0, issue.sortie


def test_une_commission_de_la_page_blanche_au_compte_rendu(contrat: Commande, minimal: Path) -> None:
    assert contrat(*NOUVELLE, dans=minimal).code == 0
    neuve = (minimal / "data/seances/commission.yaml").read_text(encoding="utf-8")
    assert "\nobjet: 'À écrire : ce que la séance traite'\n" in neuve
    blanche = contrat("rapport", "seance", "commission", "--preparer", dans=minimal).sortie
    assert "## Feuille de proposition\n\nAxe 1" in blanche
    jouer(contrat, minimal, GESTES)
    rendu = contrat("rapport", "seance", "commission", "--compte-rendu", dans=minimal).sortie.replace("\u00a0", " ")
    assert (
        "1 atelier :\n\n- Vie sociale\n"
        "    - Faiblesse : Peu de voisins se parlent ; repris par le diagnostic : "
        "« Des habitants âgés vivent seuls ».\n"
        "    - Atout : Des bénévoles.\n\nDe toute la séance :\n\n- Atout : Une salle libre.\n\n"
        "Sans constat du diagnostic rapproché : 2 sur 3.\n"
    ) in rendu
    assert (
        "- Café (axe 1)\n    - Besoin : « Des habitants âgés vivent seuls »\n"
        "    - Développement durable : économique, peu ; social, ouvert ; environnemental, à pied\n"
        "    - Issue : retenue ; fiche « Café de rencontre », à ce jour lancée\n"
        "- Piscine\n    - Besoin : aucun constat du diagnostic\n    - Développement durable : non examiné\n"
        "    - Issue : refusée (hors de portée)\n"
    ) in rendu
    assert "- Professionnels : 6\n" in rendu


def test_un_vote_de_la_page_blanche_au_compte_rendu(contrat: Commande, minimal: Path) -> None:
    """Un titre que l'outil a coupé pour ses tableaux est entier dans une décision."""
    fiche = minimal / "data/actions/visites.yaml"
    titre = "titre: Des visites à domicile chez qui ne sort plus guère\n"
    coupe = fiche.read_text(encoding="utf-8").replace("titre_court: Visites à domicile\n", "")
    fiche.write_text(coupe.replace("titre: Des visites à domicile\n", titre), encoding="utf-8")
    assert contrat("nouveau", "seance", "vote", "--date", "2010-01-10", dans=minimal).code == 0
    jouer(contrat, minimal, VOTE)
    rendu = contrat("rapport", "seance", "vote", "--compte-rendu", dans=minimal).sortie.replace("\u00a0", " ")
    assert (
        "- Rang 1, Café de rencontre, retenue\n"
        "- Des visites à domicile chez qui ne sort plus guère, reportée : à chiffrer\n" in rendu
    )
    assert "l'écart type : Des visites à domicile chez qui ne sort…, 1 sur 3.\n" in rendu
    assert "La décision suit les notes" not in rendu


@pytest.mark.parametrize(
    ("geste", "code", "message"),
    [
        (
            ["presents", "conseil-2010-03", "elus", "3"], 2,
            "Erreur : la séance « conseil-2010-03 » n'existe pas\n"
            "  aide : vouliez-vous dire « conseil-2010-02 » ?\n",
        ),
        (
            ["presents", "conseil-2010-02", "elus", "0"], 2,
            "Erreur : NOMBRE : « 0 » n'est pas un nombre d'au moins 1\n  aide : écrire un entier, comme 3\n",
        ),
        (
            ["bulletin", "conseil-2010-02", "elus", "visites=4"], 2,
            "Erreur : « visites=4 » ne se lit pas\n"
            "  aide : écrire visites= puis 2 notes séparées par des virgules : besoin, cout\n",
        ),
        (
            ["bulletin", "conseil-2010-02", "elus", "visites=4,4", "1.2=5,5"], 2,
            "Erreur : « 1.2=5,5 » : ce bulletin note déjà l'action « visites »\n  aide : n'en garder qu'une note\n",
        ),
        (
            ["decider", "conseil-2010-02", "visites"], 2,
            "Erreur : il manque --rang ou --issue\n  aide : dire le rang décidé, ou l'issue, ou les deux\n",
        ),
        (
            ["decider", "conseil-2010-02", "visites", "--issue", "refusee"], 2,
            "Erreur : --issue refusee : il manque --motif\n  aide : dire pourquoi, sans nommer personne\n",
        ),
        (
            ["observer", "conseil-2010-02", "atout", "Du monde", "--constat", "isolemen"], 1,
            "data/seances/conseil-2010-02.yaml:14:9: erreur[R004] le constat « isolemen » n'existe pas\n   |\n"
            "14 |       - isolemen\n   |         ^^^^^^^^\n    aide : vouliez-vous dire « isolement » ?\n"
            "Rien n'est écrit : corriger, puis recommencer.\n",
        ),
        (
            ["proposer", "conseil-2010-02", "Bus", "--issue", "refusee"], 2,
            "Erreur : --issue refusee : il manque --motif\n  aide : dire pourquoi, sans nommer personne\n",
        ),
        (
            ["proposer", "conseil-2010-02", "Bus", "--issue", "retenue"], 0,
            "data/seances/conseil-2010-02.yaml:12:12: avertissement[C040] « Bus » est retenue sans besoin constaté\n"
            "   |\n12 |     issue: retenue\n   |            ^^^^^^^\n"
            "    aide : nommer dans constats celui du diagnostic auquel elle répond\n"
            "data/seances/conseil-2010-02.yaml:12:12: avertissement[C040] « Bus » est retenue sans examen de : "
            "economique, social, environnemental\n   |\n12 |     issue: retenue\n   |            ^^^^^^^\n"
            "    aide : écrire ce que la commission en dit\n",
        ),
    ],
)  # fmt: skip
def test_ce_qui_est_refuse_ou_signale(
    contrat: Commande, minimal: Path, geste: list[str], code: int, message: str
) -> None:
    avant = (minimal / "data/seances/conseil-2010-02.yaml").read_bytes()
    issue = contrat("seance", *geste, dans=minimal)
    assert (issue.code, issue.erreurs) == (code, message)
    assert ((minimal / "data/seances/conseil-2010-02.yaml").read_bytes() == avant) is bool(code)


def test_une_seance_sans_grille_ne_se_classe_pas(contrat: Commande, minimal: Path) -> None:
    assert contrat(*NOUVELLE, dans=minimal).code == 0
    issue = contrat("hierarchiser", "commission", dans=minimal)
    assert (issue.code, issue.erreurs) == (
        2,
        "Erreur : la séance « commission » n'a pas de grille\n  aide : contrat rapport seance dit ce qu'elle a fait\n",
    )
    liste = contrat("hierarchiser", dans=minimal).sortie
    assert "conseil-2010-02" in liste
    assert "commission" not in liste


def test_un_rang_deja_pris_et_le_rang_d_une_action_refusee_sont_refuses(contrat: Commande, minimal: Path) -> None:
    assert contrat(*NOUVELLE, dans=minimal).code == 0
    assert contrat("seance", "decider", "commission", "cafe-rencontre", "--rang", "1", dans=minimal).code == 0
    for suite, faute in (
        ((), "« visites » est décidée au rang 1, déjà celui de « cafe-rencontre »"),
        (("--issue", "refusee", "--motif", "trop cher"), "« visites » est refusée, et décidée au rang 1"),
    ):
        issue = contrat("seance", "decider", "commission", "visites", "--rang", "1", *suite, dans=minimal)
        assert issue.code == 1
        assert f"erreur[C045] {faute}\n" in issue.erreurs
        assert issue.erreurs.endswith("Rien n'est écrit : corriger, puis recommencer.\n")
    ex_aequo = ("--rang", "1", "--motif", "le même jour")
    assert contrat("seance", "decider", "commission", "visites", *ex_aequo, dans=minimal).code == 0


def test_un_vote_exige_une_grille_et_des_presents(contrat: Commande, minimal: Path) -> None:
    assert contrat(*NOUVELLE, dans=minimal).code == 0
    issue = contrat("seance", "bulletin", "commission", "elus", "visites=4", dans=minimal)
    assert (issue.code, issue.erreurs.splitlines()[0]) == (2, "Erreur : la séance « commission » n'a pas de grille")
    with (minimal / "data/seances/commission.yaml").open("a", encoding="utf-8") as fichier:
        fichier.write("bulletins:\n  - {college: elus, numero: 1, notes: {visites: {besoin: 4}}}\n")
    lignes = contrat("validate", dans=minimal).sortie.splitlines()
    fautes = [ligne.partition("[")[2] for ligne in lignes if ligne.startswith("data/")]
    assert sorted(fautes) == [
        "F014] il manque « colleges » (collèges présents, exigés par un bulletin)",
        "F014] il manque « grille » (critères et poids, exigés par un bulletin)",
    ]


def test_une_nouvelle_seance_reprend_la_grille_deja_approuvee(contrat: Commande, minimal: Path) -> None:
    """La changer sans la dater serait signalé (C025) ; celle d'une séance d'après n'est pas encore approuvée."""
    approuvee = "  figes_le: 2010-02-01\n  echelle: {mini: 0, maxi: 5}\n  criteres:\n"
    criteres = "    - {id: besoin, libelle: Besoin, poids: 60 %}\n    - {id: cout, libelle: Coût, poids: 40 %}\n"
    for jour, reprise in (("2010-06-01", True), ("2010-01-10", False)):
        assert contrat("nouveau", "seance", f"vote-{jour}", "--date", jour, dans=minimal).code == 0
        texte = (minimal / f"data/seances/vote-{jour}.yaml").read_text(encoding="utf-8")
        assert (approuvee + criteres in texte) is reprise
    assert contrat("validate", "--strict", dans=minimal).code == 0
