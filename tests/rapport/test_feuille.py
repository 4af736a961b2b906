# ruff: noqa: E501
"""La feuille remise au ménage : courte, dans l'ordre, sans sigle, et jamais une promesse."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from contrat.rendu.typographie import rendre_ordinaires
from tests.conftest import Commande

TEMOIN = """\
id: M-0077
source: fiction
occupants: {nombre: 2, tranche_age: 70_et_plus}
revenus: [{annee: 2025, rfr: 24300}]
logement: {commune: "15999", statut_occupation: proprietaire_occupant, residence_principale: oui, achevement: 1970, type: maison, dpe: F}
projet: {nature: energie, commences: non, dpe_vise: C, gestes_isolation: 2, professionnel: oui, accompagnement: oui, energie_fossile: aucune, rendez_vous_conseil: oui, travaux_ht: 38000, travaux_ttc: 40090}
evenements: [{date: 2026-11-20, etape: contacte}, {date: 2026-11-20, etape: recu_en_permanence}]
"""
PERMANENCE = """\
permanence:
  structure: Maison de l'habitat
  telephone: accueil au 00 00 00 00 00
  jours: premier mardi, 9 h à 12 h
  lieu: mairie annexe
"""
# Ce que chaque situation change au témoin.
SITUATIONS = {
    "témoin": [],
    "classe D": [("dpe: F", "dpe: D"), ("dpe_vise: C", "dpe_vise: B")],
    "travaux commencés": [("commences: non", "commences: oui")],
    "hors plafonds": [("rfr: 24300", "rfr: 190000")],
    "outre-mer": [('"15999"', '"97411"')],
    "locataire": [("proprietaire_occupant", "locataire"), ("nature: energie", "nature: autonomie")],
    "hébergé": [("proprietaire_occupant", "heberge")],
    "indigne": [("nature: energie", "nature: travaux_lourds, arrete: oui")],
    "sans avis": [("revenus: [{annee: 2025, rfr: 24300}]\n", "")],
    "ordre de grandeur": [
        ("dpe_vise: C, ", ""),
        ("travaux_ht: 38000, travaux_ttc: 40090", "estimation: {de: 20000, a: 45000}"),
    ],
    "accordé": [("etape: recu_en_permanence}", "etape: recu_en_permanence}, {date: 2026-11-21, etape: accorde}")],
}
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
- MaPrimeRénov' par geste : à confirmer, montant pas encore connu
- Mon Accompagnateur Rénov' : à confirmer, montant pas encore connu

Pour 40 090 € de travaux et d'accompagnement, il vous resterait environ 9 690 € à payer.

À demander aussi : Prime énergie, Coup de pouce chauffage, Éco-prêt à taux zéro, Prêt avance rénovation, TVA (taxe sur les travaux) à 5,5 %.

## À faire maintenant

- Ne signez rien et ne commencez rien avant l'accord écrit : vous perdriez l'aide.
- Demandez à la permanence la visite de votre logement : elle dit quels travaux faire.

## À apporter la prochaine fois

- [ ] l'acte de propriété, ou la taxe foncière
- [ ] le dernier avis d'imposition de chaque personne du logement
- [ ] le diagnostic énergétique du logement, si vous l'avez

Plus tard : les devis détaillés des entreprises, non signés, le contrat avec votre accompagnateur, l'audit énergétique, l'attestation de votre rendez-vous.

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
    ordre = ["Ce que vous pouvez espérer", "À faire maintenant", "À apporter la prochaine fois", "Qui appeler",
             "Jusqu'à quand"]  # fmt: skip
    assert titres == [titre for titre in ordre if titre in titres]
    assert {"Ce que vous pouvez espérer", "Qui appeler", "Jusqu'à quand"} <= set(titres)
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


def test_la_feuille_s_imprime_et_le_reste_est_pour_le_conseiller(contrat: Commande, permanence: Path) -> None:
    page = editer(contrat, permanence, [], "--format", "html")
    face = page[page.index('<div class="feuille">') : page.index("Pour le conseiller")]
    assert (page.count("<h1>"), face.count("<h2>"), face.count("<table>")) == (1, 6, 0)
    assert '<ul class="a-cocher">' in face
    assert ".feuille { font-size: 14pt;" in page
    objet = editer(contrat, permanence, [], "--format", "json")
    assert '"menage": "M-0077"' in objet
