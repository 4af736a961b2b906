"""Voter et convenir par commandes : une délibération et ses voix, une convention, ses lignes, sa signature."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contrat.rendu.typographie import rendre_ordinaires
from tests.conftest import Commande

APPUI = [
    "nouveau", "convention", "appui", "--objet", "soutenir le café", "--organisme", "ville", "--organisme",
    "departement", "--montant", "12000", "--engage", "deux ans", "--condition", "un bilan par an",
    "--couvre", "1.1:departement:2010:investissement", "--reference", "D-12",
]  # fmt: skip
VOTE = ["nouveau", "deliberation", "--objet", "autoriser", "--date", "2010-02-15"]


def test_une_convention_de_son_vote_a_sa_signature(contrat: Commande, minimal: Path) -> None:
    ecrite = contrat(*APPUI, dans=minimal)
    assert (ecrite.code, ecrite.sortie, ecrite.erreurs) == (
        0,
        "convention « appui », écrite dans data/contrat.yaml\n",
        "Une fois signée : contrat convention signer appui --date JOUR\n",
    )
    avant = contrat("rapport", "seance", "conseil-2010-02", "--preparer", dans=minimal).sortie
    assert "- Autoriser la signature de 1 convention\u00a0: soutenir le café.\n" in avant
    voix = ("--pour", "3", "--contre", "1", "--abstentions", "0", "--engage", "deux exercices")
    assert contrat(*VOTE, *voix, dans=minimal).code == 0
    rendu = contrat("rapport", "seance", "conseil-2010-02", "--compte-rendu", dans=minimal).sortie.replace(
        "\u00a0", " "
    )
    encore = contrat(*VOTE, "--instance", "conseil", dans=minimal)
    assert (encore.code, encore.erreurs) == (
        2,
        "Erreur : cette délibération est déjà écrite : 15 février 2010, « autoriser »\n"
        "  aide : une autre a son --objet ou sa --date ; celle-ci se corrige dans son fichier\n",
    )
    for quoi, option, nom, dit in (
        ("organisme", "--nom", "ville de valbrume", "cet organisme est déjà là : « ville », Ville de Valbrume"),
        ("source", "--titre", "exemple inventé", "cette source est déjà là : « essai », Exemple inventé"),
    ):
        encore = contrat("nouveau", quoi, "autre", option, nom, "--nature", "x", dans=minimal)
        assert (encore.code, encore.erreurs.splitlines()[0]) == (2, f"Erreur : {dit}")
    assert "utoriser (15 février 2010 ; pour 3, contre 1, abstentions 0) ; engage : deux exercices" in rendu
    signee = contrat("convention", "signer", "appui", "--date", "2010-03", dans=minimal)
    assert signee.sortie == "convention « appui », signée : mars 2010, écrit dans data/contrat.yaml\n"
    page = rendre_ordinaires(contrat("convention", "--format", "md", dans=minimal).sortie)
    assert "| Département du Cantal | 12 000 € | 12 000 € | 0 € | 0 € |\n" in page
    assert (
        "- Convention « appui », signée : mars 2010 : soutenir le café, entre Ville de Valbrume et "
        "Département du Cantal. [reconstitution]\n    - Montant engagé : 12 000 €.\n    - Elle engage : deux ans.\n"
        "    - À condition : un bilan par an.\n"
        "    - Lignes couvertes, 12 000 € : Café de rencontre, Département du Cantal, 2010, investissement.\n"
    ) in page
    plan = rendre_ordinaires(contrat("financement", "1.1", "--format", "md", dans=minimal).sortie)
    couvre = "soutenir le café ; couvre : Département du Cantal, investissement 2010."
    assert f"- Convention D-12 (signée : mars 2010), {couvre}\n" in plan
    objet = json.loads(contrat("financement", "1.1", "--format", "json", dans=minimal).sortie)
    assert objet["conventions"] == [
        {
            "id": "appui",
            "objet": "soutenir le café",
            "reference": "D-12",
            "signe_le": "2010-03",
            "montant": "12000.00",
            "couvert": "12000.00",
            "depassement": "0.00",
        }
    ]
    assert [f["ressources"][0]["conventions"] for f in objet["financeurs"]] == [[], ["appui"]]
    rapport = rendre_ordinaires(contrat("rapport", "financeur", "departement", dans=minimal).sortie)
    assert ", convention D-12 (signée : mars 2010) |" in rapport
    assert contrat("validate", "--strict", dans=minimal).code == 0
    signee = contrat("convention", "signer", "appui", dans=minimal)
    assert (signee.code, signee.erreurs) == (
        2,
        "Erreur : « appui » est déjà signée (mars 2010)\n  aide : corriger signe_le dans son fichier\n",
    )


def test_une_part_couverte_deux_fois_ne_compte_qu_une(contrat: Commande, minimal: Path) -> None:
    seconde = ["nouveau", "convention", "bis", *APPUI[3:-1], "D-13", "--action", "cafe-rencontre"]
    assert [contrat(*geste, dans=minimal).code for geste in (APPUI, seconde)] == [0, 0]
    assert contrat("convention", "signer", "bis", "--date", "2010-04-01", dans=minimal).code == 0
    objet = json.loads(contrat("convention", "--format", "json", dans=minimal).sortie)
    (departement,) = objet["financeurs"]
    assert (departement["signe"], departement["a_signer"], departement["sans_convention"]) == (
        "12000.00",
        "0.00",
        "0.00",
    )
    assert [c["lignes"][0]["action"] for c in objet["conventions"]] == ["cafe-rencontre"] * 2


def test_une_convention_qui_couvre_plus_que_son_montant(contrat: Commande, minimal: Path) -> None:
    """Signée pour 10 000 €, elle n'en couvre pas 12 000 : la page, le plan et le rapport le disent comme B030."""
    moins = ["10000" if mot == "12000" else mot for mot in APPUI]
    assert contrat(*moins, dans=minimal).code == 0
    signer = ("convention", "signer", "appui", "--date", "2009-03")
    assert contrat(*signer, dans=minimal).code == 0
    page = rendre_ordinaires(contrat("convention", "--format", "md", dans=minimal).sortie)
    assert "| Département du Cantal | 12 000 € | 10 000 € | 0 € | 2 000 € |\n" in page
    assert "- Lignes couvertes, 12 000 €, dont 2 000 € au-delà du montant engagé : Café" in page
    nom = "onvention D-12 (signée : mars 2009 ; 2 000 € de lignes au-delà du montant engagé)"
    for commande in (("financement", "1.1"), ("rapport", "financeur", "departement")):
        assert nom in rendre_ordinaires(contrat(*commande, "--format", "md", dans=minimal).sortie)
    encore = contrat("nouveau", "convention", "bis", *moins[3:], dans=minimal)
    assert (encore.code, encore.erreurs) == (
        2,
        "Erreur : cette convention est déjà écrite : « appui »\n"
        "  aide : une autre a son --objet ou sa --reference ; celle-ci se corrige dans son fichier\n",
    )


def test_une_convention_finie_avant_l_exercice_ne_couvre_pas(contrat: Commande, minimal: Path) -> None:
    """Rien n'en compte comme signé : la page, le plan et B030 disent la même chose."""
    assert contrat(*APPUI, dans=minimal).code == 0
    signer = ("convention", "signer", "appui", "--date", "2009-03", "--jusqu-au", "2009-12-31")
    signee = contrat(*signer, dans=minimal)
    assert "[B030] finie le 31 décembre 2009, avant l'exercice 2010 d'une ligne qu'elle couvre\n" in signee.erreurs
    page = rendre_ordinaires(contrat("convention", "--format", "md", dans=minimal).sortie)
    assert "| Département du Cantal | 12 000 € | 0 € | 0 € | 12 000 € |\n" in page
    finie = (
        "D'un exercice d'après sa fin, non couvertes : Café de rencontre, Département du Cantal, 2010, investissement."
    )
    assert f"    - {finie}\n" in page
    assert "onvention D-12" not in contrat("financement", "1.1", dans=minimal).sortie


@pytest.mark.parametrize(
    ("geste", "code", "debut"),
    [
        ([*VOTE, "--pour", "2", "--contre", "2"], 1, "2 voix pour et 2 contre : la délibération n'est pas adoptée"),
        ([*VOTE, "--pour", "5"], 1, "5 voix pour 4 présents à la séance « conseil-2010-02 »"),
        ([*VOTE, "--pour", "-1"], 2, "Erreur : --pour : « -1 » n'est pas un nombre entier"),
        ([*APPUI, "--couvre", "visites:ville"], 0, "aucune ligne de « ville » dans le plan de « visites »"),
        ([*APPUI, "--couvre", "visites:mairie"], 2, "Erreur : l'organisme « mairie » n'existe pas"),
        ([*APPUI, "--couvre", "visites"], 2, "Erreur : --couvre : « visites » ne se lit pas"),
        (
            ["11999.99" if mot == "12000" else mot for mot in APPUI],
            0,
            "12 000 € de lignes couvertes, pour 11 999,99 € engagés",
        ),
        (["nouveau", "convention", "--objet", "un prêt"], 2, "Erreur : il manque --organisme"),
        (["convention", "signer", "appuis"], 2, "Erreur : la convention « appuis » n'existe pas"),
    ],
)
def test_ce_qui_est_refuse_ou_signale(
    contrat: Commande, minimal: Path, geste: list[str], code: int, debut: str
) -> None:
    issue = contrat(*geste, dans=minimal)
    assert issue.code == code
    assert debut in issue.erreurs.replace("\u00a0", " ").replace("\u202f", " ").splitlines()[0]
