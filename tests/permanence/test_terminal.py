"""De vrais terminaux, peu : un entretien entier, étroit ; une coupure et sa reprise ; un terminal sans curseur."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("pty", reason="pas de terminal simulé sous Windows")
pytest.importorskip("termios", reason="pas de terminal simulé sous Windows")

from tests.permanence.terminal import ENTREE, Terminal, ouvrir

FICHIER = "data/menages/M-2B3C22.yaml"
JOUR = ("--date", "2011-09-20")
ELIGIBLE = {
    "statut_occupation": "1",
    "commune": "15999",
    "personnes": "2",
    "rfr": "8 200 € + 7 200 €",
    "residence_principale": "o",
    "achevement": "12/05/1962",
    "commences": "non",
    "nature": "éner",
    "professionnel": "oui",
    "travaux_ht": "10 000,00 €",
    "gain": "32",
    "accompagnement": "oui",
    "pret_taux_zero": "n",
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
# Ce qu'un terminal interprète sans l'afficher.
COMMANDES = re.compile("\x1b\\[[?0-9;]*[a-zA-Z]")


def lire(racine: Path) -> str:
    return (racine / FICHIER).read_text(encoding="utf-8")


def tenir(terminal: Terminal, reponses: dict[str, str]) -> None:
    for champ, reponse in reponses.items():
        terminal.repondre(champ, reponse)


def test_un_menage_qui_a_droit_aux_aides_sur_soixante_colonnes(racine: Path) -> None:
    """Treize questions, une quatorzième pour le reste à payer ; le fichier est entier, commenté ; rien n'est coupé."""
    with ouvrir(racine, FICHIER, *JOUR, colonnes=60) as terminal:
        tenir(terminal, ELIGIBLE)
        terminal.attendre("c chiffrer les aides et le reste à payer (1 question)")
        terminal.taper("c")
        terminal.repondre("travaux_ttc", "10 550")
        terminal.taper("f")
        terminal.attendre("Pièces à apporter")
        code, fin = terminal.finir()
    assert code == 0
    lignes = COMMANDES.sub("", fin).splitlines()
    # La réponse tient dans les 24 dernières lignes : elle est encore à l'écran quand l'invite revient.
    assert "Réponse au 20 septembre 2011, ménage M-2B3C22" in lignes[-23:]
    assert "- Aide de l'Anah aux travaux d'énergie : ÉLIGIBLE, 2 000 €" in lignes[-23:]
    assert [ligne for ligne in lignes if len(ligne) > 60] == []
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
  achevement: 1962-05-12                    # date d'achèvement, à l'année, au mois ou au jour
projet:
  nature: energie                           # nature des travaux
  travaux_ht: 10000.00                      # montant des travaux retenus, en euros HT
  travaux_ttc: 10550                        # montant des travaux retenus, en euros TTC
  gain: 32 %                                # gain de consommation conventionnelle après travaux
  commences: non                            # travaux commencés avant le dépôt de la demande
  professionnel: oui                        # travaux faits par des professionnels
  accompagnement: oui                       # accompagnement par un opérateur agréé ou habilité
  pret_taux_zero: non                       # prêt aidé par l'État obtenu depuis moins de cinq ans
"""
        + EVENEMENTS
    )


def test_une_coupure_ne_perd_rien_et_l_entretien_reprend_sans_curseur(racine: Path) -> None:
    """Tué net, puis repris sur un terminal qui ne sait rien redessiner : le début de l'écran dit ce qui est connu."""
    premieres = dict(list(ELIGIBLE.items())[:6])
    with ouvrir(racine, FICHIER, *JOUR) as terminal:
        tenir(terminal, premieres)
        terminal.attendre("Les travaux ont-ils déjà commencé")
        terminal.tuer()
    assert "  achevement: 1962-05-12 " in lire(racine)
    assert list((racine / "data/menages").iterdir()) == [racine / FICHIER]

    with ouvrir(racine, FICHIER, *JOUR, colonnes=60, sorte="dumb") as terminal:
        terminal.attendre("6 Quand le logement a-t-il été achevé ? 1962-05-12")
        terminal.taper("")
        terminal.repondre("commences", "non")
        terminal.attendre("De quels travaux")
        terminal.attendre("> ")
        terminal.interrompre()
        terminal.attendre(f"Pour reprendre : contrat permanence {FICHIER}")
        code, fin = terminal.finir()
    assert (code, "\x1b" in fin, fin.endswith("Interrompu.\n")) == (130, False, True)
    assert "  commences: non " in lire(racine)


def test_la_source_des_dossiers_est_demandee_une_seule_fois(racine: Path) -> None:
    declare = racine / "data/contrat.yaml"
    texte = declare.read_text(encoding="utf-8").replace("menages:\n  source: fiction\n\n", "")
    declare.write_text(texte, encoding="utf-8")
    with ouvrir(racine, "data/menages/M-2340.yaml", *JOUR) as terminal:
        terminal.attendre("Quelle source porter sur les dossiers de ménages ?")
        terminal.ecran.send(ENTREE)
        terminal.attendre("Retenu dans data/contrat.yaml : menages › source, document.")
        terminal.repondre("statut_occupation", "locataire du parc social")
        terminal.attendre("Plus aucune question")
        terminal.taper("f")
        assert terminal.finir()[0] == 0
    assert "\nsource: document\n" in (racine / "data/menages/M-2340.yaml").read_text(encoding="utf-8")
    assert "menages:\n  source: document" in declare.read_text(encoding="utf-8")
