"""Trois entretiens au terminal : accordé, refusé, à vérifier ; une coupure, un retour, une reprise."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("pty", reason="pas de terminal simulé sous Windows")
pytest.importorskip("termios", reason="pas de terminal simulé sous Windows")

from tests.conftest import Commande
from tests.permanence.terminal import ENTREE, Terminal, ouvrir

FICHIER = "data/menages/M-2B3C22.yaml"
JOUR = ("--date", "2011-09-20")
ELIGIBLE = {
    "statut_occupation": "proprietaire_occupant",
    "commune": "15999",
    "personnes": "2",
    "rfr": "8200 + 7200",
    "residence_principale": "oui",
    "achevement": "1962",
    "commences": "non",
    "nature": "energie",
    "professionnel": "oui",
    "travaux_ht": "10000",
    "gain": "32 %",
    "accompagnement": "oui",
    "pret_taux_zero": "non",
}
ENTETE = """\
# Rempli à la permanence. Ce qui n'est pas écrit est inconnu : l'outil ne suppose rien.
# Ni nom, ni adresse, ni téléphone, ni santé : la table qui relie cet identifiant à un ménage se garde ailleurs.
id: M-2B3C22
source: fiction
"""
EVENEMENTS = """\
evenements:
  - date: 2011-09-20
    etape: contacte
  - date: 2011-09-20
    etape: recu_en_permanence
"""


def lire(racine: Path) -> str:
    return (racine / FICHIER).read_text(encoding="utf-8")


def tenir(terminal: Terminal, reponses: dict[str, str]) -> None:
    for champ, reponse in reponses.items():
        terminal.repondre(champ, reponse)


def test_un_menage_qui_a_droit_aux_aides(racine: Path) -> None:
    """Treize questions, une quatorzième pour le reste à payer ; le fichier est entier, commenté, jugé pareil."""
    with ouvrir(racine, FICHIER, *JOUR) as terminal:
        tenir(terminal, ELIGIBLE)
        terminal.attendre("Plus aucune question")
        terminal.choisir(0)
        terminal.repondre("travaux_ttc", "10550")
        terminal.attendre("Plus aucune question")
        terminal.choisir(0)
        terminal.attendre("Réponse\r\n")
        code, fin = terminal.finir()
    assert code == 0
    assert "Aide de l'Anah aux travaux d'énergie                       ÉLIGIBLE  2 000 €" in fin
    assert "Aide de solidarité écologique (Habiter Mieux)              ÉLIGIBLE  1 600 €" in fin
    assert fin.endswith(f"Écrit dans {FICHIER}. Le détail : contrat eligibilite {FICHIER}\n")
    assert lire(racine) == (
        ENTETE
        + """\
occupants:
  nombre: 2                                 # nombre de personnes
revenus:
  - annee: 2009
    rfr: 8200
  - annee: 2009
    rfr: 7200
logement:
  commune: "15999"                          # code INSEE de la commune du logement
  statut_occupation: proprietaire_occupant  # à quel titre le ménage l'occupe
  residence_principale: oui                 # occupé au moins huit mois par an
  achevement: 1962                          # date d'achèvement, à l'année, au mois ou au jour
projet:
  demande: 2011-09-20                       # jour de dépôt de la demande, fait ou prévu
  nature: energie                           # nature des travaux
  travaux_ht: 10000                         # montant des travaux retenus, en euros HT
  travaux_ttc: 10550                        # montant des travaux retenus, en euros TTC
  gain: 32 %                                # gain de consommation conventionnelle après travaux
  commences: non                            # travaux commencés avant le dépôt de la demande
  professionnel: oui                        # travaux faits par des professionnels
  accompagnement: oui                       # accompagnement par un opérateur agréé ou habilité
  pret_taux_zero: non                       # prêt aidé par l'État obtenu depuis moins de cinq ans
"""
        + EVENEMENTS
    )


def test_un_locataire_du_parc_social_n_a_qu_une_question(racine: Path) -> None:
    with ouvrir(racine, FICHIER, *JOUR) as terminal:
        terminal.repondre("statut_occupation", "locataire_social")
        terminal.attendre("Aide de l'Anah aux travaux d'énergie : NON ÉLIGIBLE")
        terminal.attendre("Plus aucune question")
        terminal.choisir(0)
        code, fin = terminal.finir()
    assert (code, fin.count("NON ÉLIGIBLE"), fin.count("À VÉRIFIER")) == (0, 7, 0)
    assert "Pièces à apporter" not in fin
    assert terminal.posees == ["statut_occupation"]


def test_un_menage_qui_ne_sait_pas_tout_reste_a_verifier(racine: Path) -> None:
    """Sans avis d'imposition : l'entretien va au bout, le revenu n'est redemandé qu'à la reprise."""
    with ouvrir(racine, FICHIER, *JOUR) as terminal:
        tenir(terminal, ELIGIBLE | {"rfr": "?"})
        terminal.attendre("Plus aucune question")
        terminal.choisir(0)
        terminal.attendre("Réponse\r\n")
        code, fin = terminal.finir()
    assert code == 0
    assert "À VÉRIFIER  (entre 2 000 € et 3 500 € si confirmé)\n" in fin
    assert "- avis d'imposition de chaque occupant : revenus de 2009\n" in fin
    assert fin.endswith(f"Pour reprendre : contrat permanence {FICHIER}\n")
    assert "revenus" not in lire(racine)

    with ouvrir(racine, FICHIER) as terminal:
        terminal.repondre("rfr", "15400")
        terminal.attendre("Aide de l'Anah aux travaux d'énergie : ÉLIGIBLE")
        terminal.attendre("Plus aucune question")
        terminal.choisir(1)
        assert terminal.finir()[0] == 0
    assert terminal.posees == ["rfr"]
    assert lire(racine).endswith(EVENEMENTS)


def test_une_coupure_ne_perd_rien_et_l_entretien_reprend(racine: Path) -> None:
    premieres = dict(list(ELIGIBLE.items())[:6])
    with ouvrir(racine, FICHIER, *JOUR) as terminal:
        tenir(terminal, premieres)
        terminal.attendre("Les travaux ont-ils déjà commencé")
        terminal.tuer()
    assert "  achevement: 1962 " in lire(racine)
    assert list((racine / "data/menages").iterdir()) == [racine / FICHIER]

    suite = {champ: reponse for champ, reponse in ELIGIBLE.items() if champ not in premieres}
    with ouvrir(racine, FICHIER) as terminal:
        tenir(terminal, suite)
        terminal.attendre("Plus aucune question")
        terminal.choisir(1)
        assert terminal.finir()[0] == 0
    assert "  pret_taux_zero: non " in lire(racine)


def test_revenir_efface_la_reponse_du_fichier(racine: Path) -> None:
    with ouvrir(racine, FICHIER, *JOUR) as terminal:
        tenir(terminal, {"statut_occupation": "locataire_social"})
        terminal.attendre("Plus aucune question")
        terminal.choisir(1)
        tenir(terminal, {"statut_occupation": "proprietaire_occupant", "commune": "<"})
        tenir(terminal, {"statut_occupation": "usufruitier_occupant", "commune": "15999", "personnes": "."})
        terminal.attendre("Pour reprendre")
        assert terminal.finir()[0] == 0
    assert "  statut_occupation: usufruitier_occupant " in lire(racine)


def test_revenir_au_debut_ne_laisse_pas_de_fichier(racine: Path) -> None:
    with ouvrir(racine, FICHIER, *JOUR) as terminal:
        tenir(terminal, {"statut_occupation": "proprietaire_occupant", "commune": "<"})
        terminal.repondre("statut_occupation", ".")
        terminal.attendre("Rien n'est écrit : aucune réponse.")
        assert terminal.finir()[0] == 0
    assert not (racine / FICHIER).exists()


@pytest.mark.parametrize(
    ("champ", "fautive", "message"),
    [
        ("personnes", "deux", "« deux » n'est pas un nombre entier : écrire un entier comme 3, sans signe ni décimale"),
        ("rfr", "15 400", "« 15 400 » n'est pas un montant en euros : écrire 15400"),
    ],
)
def test_une_reponse_mal_ecrite_est_expliquee_et_redemandee(
    racine: Path, champ: str, fautive: str, message: str
) -> None:
    avant = dict(list(ELIGIBLE.items())[: list(ELIGIBLE).index(champ)])
    with ouvrir(racine, FICHIER, *JOUR) as terminal:
        tenir(terminal, avant)
        terminal.repondre(champ, fautive)
        terminal.attendre(message)
        terminal.ecran.send("\x15" + ELIGIBLE[champ] + "\r")
        terminal.repondre(list(ELIGIBLE)[list(ELIGIBLE).index(champ) + 1], ".")
        terminal.attendre("Pour reprendre")
        assert terminal.finir()[0] == 0
    assert fautive not in lire(racine)


def test_interrompre_au_clavier_garde_ce_qui_est_dit(racine: Path) -> None:
    with ouvrir(racine, FICHIER, *JOUR) as terminal:
        tenir(terminal, {"statut_occupation": "proprietaire_occupant"})
        terminal.attendre("code INSEE")
        terminal.ecran.send("\x03")
        terminal.attendre("Interrompu.")
        assert terminal.finir()[0] == 130
    assert "  statut_occupation: proprietaire_occupant " in lire(racine)


def ecrire_entre_temps(racine: Path, ancien: str, nouveau: str) -> None:
    chemin = racine / FICHIER
    texte = chemin.read_text(encoding="utf-8")
    assert ancien in texte
    chemin.write_text(texte.replace(ancien, nouveau), encoding="utf-8")


def test_ce_qu_un_autre_ecrit_pendant_l_entretien_est_garde(contrat: Commande, racine: Path) -> None:
    """Une étape par `evenement`, un commentaire par un éditeur : les réponses suivantes s'y ajoutent."""
    with ouvrir(racine, FICHIER, *JOUR) as terminal:
        tenir(terminal, {"statut_occupation": "proprietaire_occupant"})
        terminal.attendre("code INSEE")
        identifiant = Path(FICHIER).stem
        assert contrat("evenement", identifiant, "visite_programmee", "--date", "2011-10-03", dans=racine).code == 0
        terminal.ecran.send("\x15" + "15999" + "\r")
        terminal.attendre("Un autre vient d'écrire dans")
        tenir(terminal, {"personnes": "2"})
        terminal.attendre("revenu fiscal")
        ecrire_entre_temps(racine, "source: fiction\n", "source: fiction  # relu\n")
        terminal.ecran.send("\x15" + "15400" + "\r")
        terminal.attendre("Un autre vient d'écrire dans")
        terminal.repondre("residence_principale", ".")
        terminal.attendre("Pour reprendre")
        assert terminal.finir()[0] == 0
    ecrit = lire(racine)
    assert "source: fiction  # relu\n" in ecrit
    assert ecrit.endswith(EVENEMENTS + "  - date: 2011-10-03\n    etape: visite_programmee\n")
    assert all(donnee in ecrit for donnee in ("  nombre: 2 ", '  commune: "15999" ', "    rfr: 15400\n", "occupant "))


def test_une_autre_reponse_a_la_meme_question_arrete_l_entretien(racine: Path) -> None:
    with ouvrir(racine, FICHIER, *JOUR) as terminal:
        tenir(terminal, {"statut_occupation": "proprietaire_occupant"})
        terminal.attendre("code INSEE")
        ecrire_entre_temps(racine, "logement:\n", 'logement:\n  commune: "15998"\n')
        autre = lire(racine)
        terminal.ecran.send("\x15" + "15999" + "\r")
        terminal.attendre("logement › commune y a été écrit, et la réponse est « 15999 »")
        assert terminal.finir()[0] == 3
    assert lire(racine) == autre


def test_la_source_des_dossiers_est_demandee_une_seule_fois(racine: Path) -> None:
    declare = racine / "data/contrat.yaml"
    texte = declare.read_text(encoding="utf-8").replace("menages:\n  source: fiction\n\n", "")
    declare.write_text(texte, encoding="utf-8")
    for fois in range(2):
        with ouvrir(racine, f"data/menages/M-234{fois}.yaml", *JOUR) as terminal:
            if fois == 0:
                terminal.attendre("Quelle source porter sur les dossiers de ménages ?")
                terminal.ecran.send(ENTREE)
                terminal.attendre("Retenu dans data/contrat.yaml : menages › source, document.")
            terminal.repondre("statut_occupation", "locataire_social")
            terminal.attendre("Plus aucune question")
            terminal.choisir(0)
            assert terminal.finir()[0] == 0
        assert "\nsource: document\n" in (racine / f"data/menages/M-234{fois}.yaml").read_text(encoding="utf-8")
    ligne = "menages:\n  source: document"
    assert ligne in declare.read_text(encoding="utf-8")
