"""`contrat permanence --reponses` : le même entretien, sans terminal."""

from __future__ import annotations

import re
from pathlib import Path

from tests.conftest import Commande

FICHIER = "data/menages/M-TEST22.yaml"
JOUR = ("--date", "2011-09-20")
REPONSES = """\
secteur: ville-haute
occupants: {nombre: 2, tranche_age: 60_a_69}
revenus:
  - annee: 2009
    rfr: 15400
  - annee: 2010
    rfr: 16000
logement: {commune: "15187", statut_occupation: proprietaire_occupant, residence_principale: oui, achevement: 1962}
projet:
  nature: energie
  souhaites: [isolation des combles]
  travaux_ht: 10000
  gain: 32 %
  commences: non
  professionnel: oui
  accompagnement: oui
"""
TRANSCRIPTION = """\
1. À quel titre le ménage occupe-t-il le logement ? propriétaire occupant
2. Quel est le code INSEE de la commune du logement ? 15187
3. Combien de personnes occupent le logement ? 2
4. Quel est le revenu fiscal de référence de 2009 ? 15400
   → Aide de la ville au diagnostic de performance énergétique : ÉLIGIBLE
5. Est-ce sa résidence principale, habitée au moins huit mois par an ? oui
6. Quand le logement a-t-il été achevé ? 1962
7. Les travaux ont-ils déjà commencé ? non
8. De quels travaux s'agit-il ? énergie
   → Aide de l'Anah aux travaux lourds : NON ÉLIGIBLE
   → Aide de l'Anah à la sécurité et à la salubrité : NON ÉLIGIBLE
   → Aide de l'Anah à l'autonomie : NON ÉLIGIBLE
9. Des professionnels feront-ils les travaux ? oui
10. Quel est le montant hors taxes des travaux, en euros ? 10000
   → Aide de l'Anah aux travaux d'énergie : ÉLIGIBLE
11. Quel gain de consommation les travaux apportent-ils ? 32 %
12. Un opérateur agréé ou habilité accompagne-t-il le ménage ? oui
   → Aide de solidarité écologique (Habiter Mieux) : ÉLIGIBLE
   → Abondement local de l'aide Habiter Mieux : ÉLIGIBLE
13. Le ménage a-t-il obtenu un prêt aidé par l'État depuis moins de cinq ans ? ne sait pas

Réponse
--------------------------------------------------------------------------------
Aide de l'Anah aux travaux d'énergie                          ÉLIGIBLE   2 000 €
Aide de l'Anah aux travaux lourds                                   NON ÉLIGIBLE
Aide de l'Anah à la sécurité et à la salubrité                      NON ÉLIGIBLE
Aide de l'Anah à l'autonomie                                        NON ÉLIGIBLE
Aide de solidarité écologique (Habiter Mieux)                 ÉLIGIBLE   1 600 €
Aide de la ville au diagnostic de performance énergétique     ÉLIGIBLE     160 €
Abondement local de l'aide Habiter Mieux                      ÉLIGIBLE     500 €

Pièces à apporter
--------------------------------------------------------------------------------
- taxe foncière ou acte de propriété
- taxe d'habitation ou avis d'imposition à l'adresse du logement
- acte de propriété ou déclaration d'achèvement
- devis détaillés
- devis d'entreprises inscrites au registre
- avis d'imposition de chaque occupant
- contrat local ou protocole signé par la collectivité
- évaluation énergétique avant et après travaux
- contrat d'accompagnement signé

Écrit dans data/menages/M-TEST22.yaml. Le détail : contrat eligibilite data/menages/M-TEST22.yaml
Pour reprendre : contrat permanence data/menages/M-TEST22.yaml
"""


def poser(racine: Path, texte: str) -> Path:
    chemin = racine / "reponses.yaml"
    chemin.write_text(texte, encoding="utf-8")
    return chemin


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
id: M-TEST22
source: fiction
logement:
  commune: "15187"  # bourg
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
    assert issue.code == 0
    assert (
        (racine / FICHIER).read_text(encoding="utf-8")
        == """\
# Repéré par l'association.
id: M-TEST22
source: fiction
logement:
  commune: "15187"  # bourg
  # le titre est à voir
  statut_occupation: locataire              # à quel titre le ménage l'occupe
  type: maison
projet:
  demande: 2011-09-20                       # jour de dépôt de la demande, fait ou prévu
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


def test_des_reponses_fautives_n_ecrivent_rien(contrat: Commande, racine: Path) -> None:
    poser(racine, "logement:\n  dpe: H\n")
    issue = contrat("permanence", FICHIER, *JOUR, "--reponses", "reponses.yaml", dans=racine)
    assert (issue.code, issue.sortie) == (1, "")
    assert issue.erreurs == (
        "reponses.yaml:2:8: erreur[F016] « H » n'est pas dans la liste\n"
        "  |\n2 |   dpe: H\n  |        ^\n"
        "    aide : choisir parmi : A, B, C, D, E, F, G\n"
        "Rien n'est écrit tant que les réponses portent des erreurs.\n"
    )
    assert not (racine / "data/menages").exists()


def test_un_fichier_fautif_n_est_pas_repris(contrat: Commande, racine: Path) -> None:
    (racine / "data/menages").mkdir()
    (racine / FICHIER).write_text("id: M-TEST22\nsource: fiction\nlogemen: {}\n", encoding="utf-8")
    poser(racine, "logement: {statut_occupation: locataire}\n")
    issue = contrat("permanence", FICHIER, *JOUR, "--reponses", "reponses.yaml", dans=racine)
    assert issue.code == 1
    assert issue.erreurs.startswith(f"{FICHIER}:3:1: erreur[F013] clé inconnue « logemen »\n")
    assert issue.erreurs.endswith("L'entretien ne reprend pas tant que le fichier porte des erreurs.\n")


def test_un_mauvais_emploi_est_refuse(contrat: Commande, racine: Path) -> None:
    poser(racine, "{}\n")
    nom = contrat("permanence", "mme-x.yaml", "--reponses", "reponses.yaml", dans=racine)
    assert (nom.code, nom.erreurs) == (
        2,
        "Erreur : « mme-x.yaml » n'est pas un nom de fichier de ménage\n"
        "  aide : écrire M- puis 4 à 12 chiffres ou majuscules, comme M-0001.yaml, ou ne rien donner : un nom est "
        "tiré\n",
    )
    jour = contrat("permanence", "--date", "2009-01-05", "--reponses", "reponses.yaml", dans=racine)
    assert (jour.code, jour.erreurs.split("\n")[0]) == (2, "Erreur : --date : aucun barème en vigueur au 2009-01-05")
    tube = contrat("permanence", dans=racine)
    assert (tube.code, tube.erreurs) == (
        2,
        "Erreur : il n'y a pas de terminal où poser les questions\n  aide : donner les réponses : --reponses FICHIER\n",
    )
