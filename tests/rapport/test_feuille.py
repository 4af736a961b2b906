# ruff: noqa: E501
"""La feuille remise au ménage : courte, dans l'ordre, sans sigle, et jamais une promesse."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from contrat.rendu.typographie import rendre_ordinaires
from tests.conftest import Commande
from tests.rapport.situations import PAROLES, PERMANENCE, SITUATIONS, TEMOIN

# Des noms propres, et un sigle que la feuille explique elle-même.
ADMIS = {"M", "TVA"}


def editer(contrat: Commande, copie: Path, changements: list[tuple[str, str]], *options: str) -> str:
    texte = TEMOIN
    for ancien, nouveau in changements:
        assert ancien in texte
        texte = texte.replace(ancien, nouveau)
    (copie / "data/menages/M-0077.yaml").write_text(texte, encoding="utf-8")
    issue = contrat("rapport", "menage", "M-0077", *options, dans=copie)
    assert issue.code == 0, issue.erreurs
    return issue.sortie


@pytest.fixture
def permanence(copie: Path) -> Path:
    """Le contrat de référence, qui dit qui tient sa permanence."""
    chemin = copie / "data/contrat.yaml"
    chemin.write_text(chemin.read_text(encoding="utf-8") + PERMANENCE, encoding="utf-8")
    return copie


def test_la_face_du_temoin_en_entier(contrat: Commande, permanence: Path) -> None:
    face = editer(contrat, permanence, []).partition("<div style")[0]
    assert (
        rendre_ordinaires(face)
        == """\
# Vos travaux et les aides

Dossier M-0077, estimation du 20 novembre 2026. Gardez ce numéro : il désigne votre dossier.

Nom, à écrire à la main : ........................................

## Ce que vous pouvez espérer

Montants estimés le 20 novembre 2026, si tout est confirmé. Rien n'est accordé : seul celui qui paie décide.

- MaPrimeRénov', parcours accompagné : environ 30 400 €
- ou, à la place, MaPrimeRénov' par geste : montant pas encore connu
- Mon Accompagnateur Rénov' (pour payer votre accompagnateur) : montant pas encore connu

Pour 40 090 € de travaux, il vous resterait environ 9 690 € à payer, sans compter l'accompagnement.

À demander aussi : Éco-prêt à taux zéro, Prêt avance rénovation, TVA (taxe sur les travaux) à 5,5 %, Exonération de taxe foncière.

## À faire maintenant

- Ne signez rien et ne commencez rien avant l'accord écrit : vous perdriez l'aide.
- Demandez à la permanence la visite de votre logement : elle dit quels travaux faire.

## À apporter la prochaine fois

- [ ] l'acte de propriété, ou la taxe foncière
- [ ] le dernier avis d'imposition de chaque personne du logement
- [ ] le diagnostic énergétique du logement, si vous l'avez

Plus tard : les devis détaillés des entreprises (non signés), le contrat avec votre accompagnateur, l'audit énergétique, l'attestation de votre rendez-vous.

## Qui appeler

- Maison de l'habitat : accueil au 00 00 00 00 00 (mairie annexe, premier mardi, 9 h à 12 h)
- France Rénov', service public gratuit, 0 808 800 700
- L'agence d'information sur le logement du département

## Jusqu'à quand

Cette estimation vaut jusqu'au 31 décembre 2026 ; ensuite, revenez nous voir.

"""
    )


@pytest.mark.parametrize("nom", SITUATIONS)
def test_chaque_face_est_courte_dans_l_ordre_et_sans_sigle(contrat: Commande, permanence: Path, nom: str) -> None:
    """Vingt-sept mots de marge sur ce qu'une face A4 en quatorze points contient ; aucun mot ne promet."""
    face, _, suite = editer(contrat, permanence, SITUATIONS[nom]).partition("<div style")
    titres = re.findall(r"^## (.*)$", face, flags=re.MULTILINE)
    espoir = "Ce qui vous est accordé" if nom == "accordé" else "Ce que vous pouvez espérer"
    ordre = [espoir, "À faire maintenant", "À apporter la prochaine fois", "Qui appeler",
             "Jusqu'à quand"]  # fmt: skip
    assert titres == [titre for titre in ordre if titre in titres]
    assert {espoir, "Qui appeler", "Jusqu'à quand"} <= set(titres)
    assert len(face.split()) <= 300
    assert set(re.findall(r"\b[A-Z]{2,}\b", face)) <= ADMIS
    assert not re.search(r"acquis|ÉLIGIBLE|éligible|\bvous avez droit\b|demande du", face)
    assert "## Pour le conseiller" in suite
    if nom != "accordé":
        assert "avant l'accord écrit" in face
    if "aucune des aides" in face:
        # D'un ménage hébergé, on ne sait pas d'autre aide ; qui appeler reste dit.
        assert "D'autres aides existent :" in face or nom == "hébergé"
        assert "il vous resterait" not in face
    cases = re.findall(r"- \[ \] (.*)", face)
    assert len(cases) == len(set(cases))


def test_chaque_phrase_va_a_qui_la_lit(contrat: Commande, permanence: Path) -> None:
    """Ni promesse, ni refus de ce que l'on ignore, ni pièce d'un autre, ni mot de l'outil."""
    faux = []
    for nom, (changements, dites, tues) in PAROLES.items():
        face = rendre_ordinaires(editer(contrat, permanence, changements)).partition("<div style")[0]
        faux += [(nom, dite) for dite in dites if dite not in face] + [(nom, tue) for tue in tues if tue in face]
    assert faux == []


def test_la_feuille_s_imprime_et_le_reste_est_pour_le_conseiller(contrat: Commande, permanence: Path) -> None:
    page = editer(contrat, permanence, [], "--format", "html")
    face = page[page.index('<div class="feuille">') : page.index("Pour le conseiller")]
    assert (page.count("<h1>"), face.count("<h2>"), face.count("<table>")) == (1, 6, 0)
    assert '<ul class="a-cocher">' in face
    assert ".feuille { font-size: 14pt;" in page
    objet = editer(contrat, permanence, [], "--format", "json")
    assert '"menage": "M-0077"' in objet
