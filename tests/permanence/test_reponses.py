"""`contrat permanence --reponses` : le même entretien, sans terminal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import REFERENCE, Commande
from tests.permanence.reponses import FICHIER, JOUR, REPONSES, poser

TRANSCRIPTION = """\
1. À quel titre le ménage occupe-t-il le logement ? propriétaire occupant
2. Dans quelle commune est le logement ? 15999
3. Combien de personnes occupent le logement ? 2
4. Quel est le revenu fiscal de référence de 2009 ? 15400
   15 400 € par an, 1 283 € par mois
   → Aide de la ville au diagnostic de performance énergétique : ÉLIGIBLE
5. Est-ce la résidence principale de qui l'habite, au moins huit mois par an ? oui
6. Quand le logement a-t-il été achevé ? 1962
7. Les travaux ont-ils déjà commencé ? non
8. De quels travaux s'agit-il ? énergie
9. Des professionnels feront-ils les travaux ? oui
10. Quel est le montant hors taxes des travaux, en euros ? 10000
11. Quel gain de consommation les travaux apportent-ils ? 32 %
12. Un opérateur agréé ou habilité accompagne-t-il le ménage ? oui
13. Le ménage a-t-il obtenu un prêt aidé par l'État depuis moins de cinq ans ? ne sait pas

Autres aides, que cet outil ne juge pas
- Prime énergie (certificats d'économies d'énergie) : un fournisseur d'énergie,
  avant de signer le devis
- Éco-prêt à taux zéro : une banque qui a signé la convention avec l'État
- Crédit d'impôt pour la transition énergétique : le service des impôts
- Exonération de taxe foncière : le service des impôts, avant le 1er janvier
- Aides et prêts d'Action Logement : Action Logement
- Prêt à l'amélioration de l'habitat : la CAF
- sur toutes ces aides : l'agence d'information sur le logement (ADIL) du
  département

Pièces à apporter
- taxe foncière ou acte de propriété
- taxe d'habitation ou avis d'imposition à l'adresse du logement
- acte de propriété ou déclaration d'achèvement
- devis détaillés
- devis d'entreprises inscrites au registre
- avis d'imposition de chaque occupant
- contrat local ou protocole signé par la collectivité
- évaluation énergétique avant et après travaux
- contrat d'accompagnement signé

Réponse au 20 septembre 2011, ménage M-2B3C22
- Aide de l'Anah aux travaux d'énergie : ÉLIGIBLE, 2 000 €
  sous réserve : aucun prêt aidé par l'État depuis cinq ans
- Aide de solidarité écologique (Habiter Mieux) : ÉLIGIBLE, 1 600 €
  sous réserve : être aussi aidé par l'Anah pour les travaux d'énergie
- Aide de la ville au diagnostic de performance énergétique : ÉLIGIBLE, 160 €
- Abondement local de l'aide Habiter Mieux : ÉLIGIBLE, 500 €
  sous réserve : compléter l'aide de solidarité écologique
Pour d'autres travaux : Aide de l'Anah aux travaux lourds ; Aide de l'Anah à la
sécurité et à la salubrité ; Aide de l'Anah à l'autonomie.

Écrit dans data/menages/M-2B3C22.yaml.
La feuille à remettre : contrat rapport menage M-2B3C22 -o feuille.html
Pour reprendre : contrat permanence data/menages/M-2B3C22.yaml
"""


def test_les_questions_utiles_puis_tout_ce_qui_etait_donne(contrat: Commande, racine: Path) -> None:
    """Ce qui n'a pas été demandé est repris : rien de ce qui était préparé ne se perd."""
    poser(racine, REPONSES)
    issue = contrat("permanence", FICHIER, *JOUR, "--reponses", "reponses.yaml", dans=racine)
    assert (issue.code, issue.sortie, issue.erreurs) == (0, TRANSCRIPTION, "")
    ecrit = (racine / FICHIER).read_text(encoding="utf-8")
    assert "secteur: ville-haute " in ecrit
    assert "  tranche_age: 60_a_69 " in ecrit
    assert "  - annee: 2010\n    rfr: 16000\n" in ecrit
    assert "  souhaites:\n    - isolation des combles\n" in ecrit
    assert ecrit.endswith("    etape: recu_en_permanence\n")


def test_un_fichier_qui_existe_garde_tout_ce_qui_y_est(contrat: Commande, racine: Path) -> None:
    """Commentaires, ordre et événements restent ; seule la réponse nouvelle s'ajoute, à sa place."""
    avant = """\
# Repéré par l'association.
id: M-2B3C22
source: fiction
logement:
  commune: "15999"  # bourg
  # le titre est à voir
  type: maison
evenements:
  - date: 2011-01-05
    etape: repere
    note: rappeler en mars
"""
    (racine / "data/menages").mkdir()
    (racine / FICHIER).write_text(avant, encoding="utf-8")
    poser(racine, "logement:\n  statut_occupation: locataire\n  type: appartement\n")
    issue = contrat("permanence", FICHIER, *JOUR, "--reponses", "reponses.yaml", dans=racine)
    assert (issue.code, issue.sortie, issue.erreurs) == (
        1,
        "",
        f"reponses.yaml:3:9: logement › type : {FICHIER} dit déjà autre chose\n"
        "L'entretien n'écrase pas ce qu'un dossier dit : corriger l'un des deux.\n"
        "Rien n'est écrit : corriger, puis recommencer.\n",
    )
    assert (racine / FICHIER).read_text(encoding="utf-8") == avant
    poser(racine, "logement:\n  statut_occupation: locataire\n  type: maison\n")
    issue = contrat("permanence", FICHIER, *JOUR, "--reponses", "reponses.yaml", dans=racine)
    assert issue.code == 0
    assert (
        (racine / FICHIER).read_text(encoding="utf-8")
        == """\
# Repéré par l'association.
id: M-2B3C22
source: fiction
logement:
  commune: "15999"  # bourg
  statut_occupation: locataire              # à quel titre le ménage l'occupe
  # le titre est à voir
  type: maison
evenements:
  - date: 2011-01-05
    etape: repere
    note: rappeler en mars
  - date: 2011-09-20
    etape: contacte
  - date: 2011-09-20
    etape: recu_en_permanence
"""
    )


def test_un_fichier_nouveau_a_un_nom_tire_au_hasard_et_passe_les_controles(contrat: Commande, racine: Path) -> None:
    poser(racine, "logement: {statut_occupation: locataire}\n")
    issue = contrat("permanence", *JOUR, "--reponses", "reponses.yaml", dans=racine)
    trouve = re.search(r"Écrit dans (data/menages/M-[2-9B-Z]{8}\.yaml)\.", issue.sortie)
    assert trouve is not None
    issue = contrat("validate", trouve[1], dans=racine)
    assert (issue.code, issue.sortie) == (0, "")
    # Son identifiant suffit ensuite, pour le reprendre comme pour le juger.
    identifiant = Path(trouve[1]).stem
    repris = contrat("permanence", identifiant, *JOUR, "--reponses", "reponses.yaml", dans=racine)
    assert f"\nPour reprendre : contrat permanence {trouve[1]}\n" in repris.sortie
    assert contrat("eligibilite", identifiant, dans=racine).sortie.startswith(f"Ménage {identifiant}, ")
    absent = contrat("eligibilite", "M-0000", dans=racine)
    assert absent.erreurs.startswith("Erreur : le ménage « M-0000 » n'existe pas\n")


@pytest.mark.parametrize(
    ("reponses", "ecrit"),
    [
        # Aucune question n'a sa réponse, et pourtant il y a de quoi écrire.
        ("secteur: 'null'\norigine: permanence\n", ["secteur: 'null' ", "origine: permanence "]),
        ("budget: {ressources: 1400, charges: 900}\n", ["  ressources: 1400 ", "  charges: 900 "]),
        ("logement: {factures_energie: [{annee: 2010, montant: 2100}]}\n", ["    - annee: 2010\n      montant: 2100"]),
        ("evenements: [{date: 2011-03-08, etape: contacte}]\n", ["  - date: 2011-03-08\n    etape: contacte\n  - "]),
        ("id: M-0001\nsource: fiction\nprojet: {demande: 2011-11-02}\n", ["  demande: 2011-11-02 ", ": 2011-09-20\n"]),
        (
            "choix_revenus: {annee: 2008, motif: reçu}\nrevenus: [{annee: 2008, rfr: 900}]\n",
            ["  annee: 2008 ", "  motif: reçu ", "  - annee: 2008\n    rfr: 900\n"],
        ),
    ],
)
def test_aucune_reponse_n_est_perdue(contrat: Commande, racine: Path, reponses: str, ecrit: list[str]) -> None:
    poser(racine, reponses)
    issue = contrat("permanence", FICHIER, *JOUR, "--reponses", "reponses.yaml", dans=racine)
    assert issue.code == 0, issue.erreurs
    texte = (racine / FICHIER).read_text(encoding="utf-8")
    assert [morceau for morceau in ecrit if morceau not in texte] == []
    assert contrat("validate", FICHIER, dans=racine).code == 0
    repris = contrat("permanence", FICHIER, *JOUR, "--reponses", "reponses.yaml", dans=racine)
    assert (repris.code, f"{FICHIER} reste tel qu'il était." in repris.sortie) == (0, True)
    assert (racine / FICHIER).read_text(encoding="utf-8") == texte


def test_la_demande_des_reponses_passe_avant_le_jour_de_la_permanence(contrat: Commande, racine: Path) -> None:
    poser(racine, "logement: {statut_occupation: locataire}\nprojet: {demande: 2011-09-20}\n")
    issue = contrat("permanence", FICHIER, "--date", "2011-05-03", "--reponses", "reponses.yaml", dans=racine)
    assert (issue.code, issue.erreurs) == (
        0,
        "Visite du 3 mai 2011 ; jugé au jour du dépôt, le 20 septembre 2011.\n",
    )
    ecrit = (racine / FICHIER).read_text(encoding="utf-8")
    assert "  demande: 2011-09-20 " in ecrit
    assert ecrit.endswith(
        "  - date: 2011-05-03\n    etape: contacte\n  - date: 2011-05-03\n    etape: recu_en_permanence\n"
    )


@pytest.mark.parametrize(
    ("reponses", "place"),
    [
        ("projet:\n  demande: 2012-01-05\n", "2:12: projet › demande"),
        ("revenus:\n  - {annee: 2009, rfr: 11200}\n  - {annee: 2009, rfr: 1}\n", "3:5: revenus"),
        ("secteur: bourg\norigine: ailleurs\n", "2:10: origine"),
    ],
)
def test_une_reponse_qui_contredit_le_dossier_est_montree(
    contrat: Commande, racine: Path, reponses: str, place: str
) -> None:
    (racine / "data/menages").mkdir()
    menage = racine / "data/menages/M-0002.yaml"
    menage.write_bytes((REFERENCE / "data/menages/M-0002.yaml").read_bytes().replace(b"secteur: ville-basse\n", b""))
    avant = menage.read_bytes()
    poser(racine, reponses)
    issue = contrat("permanence", "data/menages/M-0002.yaml", "--reponses", "reponses.yaml", dans=racine)
    assert (issue.code, issue.sortie) == (1, "")
    assert f"\nreponses.yaml:{place} : data/menages/M-0002.yaml dit déjà autre chose\n" in issue.erreurs
    assert menage.read_bytes() == avant


def test_un_nom_de_fichier_seul_est_celui_du_contrat(contrat: Commande, racine: Path) -> None:
    """Il ne fait pas un second dossier à côté du premier ; écrit ailleurs exprès, le dossier le dit."""
    poser(racine, "logement: {type: maison}\n")
    issue = contrat("permanence", "M-2B3C22.yaml", *JOUR, "--reponses", "reponses.yaml", dans=racine)
    assert (issue.code, (racine / FICHIER).exists(), (racine / "M-2B3C22.yaml").exists()) == (0, True, False)
    assert (
        "\nÉcrit dans data/menages/M-2B3C22.yaml.\nLa feuille à remettre : contrat rapport menage M-2B3C22 -o"
        in issue.sortie
    )
    (racine / "ailleurs").mkdir()
    issue = contrat("permanence", "ailleurs/M-2B3C22.yaml", *JOUR, "--reponses", "reponses.yaml", dans=racine)
    assert (
        " Hors de data/menages : ni le suivi, ni l'agenda, ni validate ne lisent ce fichier. "
        "La feuille à remettre : contrat rapport menage ailleurs/M-2B3C22.yaml -o feuille.html "
    ) in " ".join(issue.sortie.split())
    inconnu = contrat("eligibilite", "M-2B3C23", dans=racine)
    attendu = "Erreur : le ménage « M-2B3C23 » n'existe pas\n  aide : vouliez-vous dire « M-2B3C22 » ?\n"
    assert (inconnu.code, inconnu.sortie, inconnu.erreurs) == (2, "", attendu)
