"""`contrat presenter` : n'importe quel contrat raconté, chaque fait avec sa source, dans toutes les formes."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

from tests.conftest import MINIMAL, Commande, Issue

ATTENDUS = Path(__file__).parent / "attendus"
PARTIES = [
    "origine", "diagnostic", "gouvernance", "axes", "calendrier", "moyens", "partenaires", "durabilite", "resultats",
    "suites", "contradictions", "sources",
]  # fmt: skip
AJOUTS = """\
appellation: Le nom vient d'une assemblée.
rubrique: Villes
thematiques: [Lien social]
mention: Page rédigée par la ville.
preambule: {texte: Chacun compte, auteur: maire, source: essai}
objectifs: [rompre l'isolement]
participation: Les habitants siègent au comité.
criteres_durables:
  - {critere: social, question: L'action est-elle équitable ?, source: essai}
moyens_humains:
  - {fonction: animateur, employeur: ville, effectif: 1, duree_mois: 36, missions: anime, source: essai}
jalons:
  - {libelle: assemblée, fait: 2008-05, participants: 40, ateliers: [soin, logement], source: essai}
  - {libelle: évaluation, prevu: 2012, note: à confirmer, source: essai}
deliberations: [{date: 2010-02-15, instance: conseil, objet: approuver, numero: "12", source: essai}]
conventions: [{id: appui, objet: un appui, organismes: [ville, departement], note: en cours, source: essai}]
indicateurs:
  - id: adherents
    libelle: adhérents
    niveau: resultat
    unite: foyer
    base: {date: 2010, valeur: 1, source: essai}
    cible: {date: 2012, valeur: 40, source: essai}
    valeurs: [{date: 2011, valeur: 12, approche: oui, source: essai, note: deux comptages}]
    mode_calcul: un par foyer
evaluation:
  prevue: 2012
  criteres_fixes: 2010-02
  methode: entretiens
  effets: [{id: services, texte: les services coopèrent, source: essai}]
  bilan: [{id: lien, texte: le lien est renforcé, source: essai}]
  source: essai
suites: [{id: suite, texte: le contrat est reconduit, source: essai}]
contradictions:
  - id: deux-dates
    libelle: deux dates
    affirmations: [{texte: en 2008, source: essai}, {texte: en 2009, source: essai}]
    retenu: "2008"
    motif: la première
pieces: [{titre: Plan, fournie: non, note: à demander}]
"""


def completer(dossier: Path) -> None:
    """Le contrat minimal, où chaque champ que la page raconte est écrit."""
    shutil.copytree(MINIMAL / "data", dossier / "data")
    chemin = dossier / "data" / "contrat.yaml"
    texte = chemin.read_text(encoding="utf-8")
    constat = "      texte: Des habitants âgés vivent seuls.\n"
    assert constat in texte
    texte = texte.replace(constat, f"{constat}      indicateurs: [habitues]\n")
    chemin.write_text(texte + AJOUTS, encoding="utf-8")


def test_un_autre_contrat_est_raconte_en_entier(contrat: Commande, tmp_path: Path) -> None:
    completer(tmp_path)
    issue = contrat("presenter", dans=tmp_path)
    sortie = re.sub(r"(Les statuts sont ceux du) .*\.", r"\1 30 juin 2011.", issue.sortie)
    assert Issue(issue.code, sortie, issue.erreurs) == Issue(
        0, (ATTENDUS / "valbrume.txt").read_text(encoding="utf-8"), ""
    )
    assert max(map(len, issue.sortie.splitlines())) <= 80
    assert "Saint-Flour" not in issue.sortie


def test_chaque_forme_dit_les_memes_faits(contrat: Commande, tmp_path: Path) -> None:
    completer(tmp_path)
    objet = json.loads(contrat("presenter", "--format", "json", dans=tmp_path).sortie)
    assert (objet["version"], [partie["nom"] for partie in objet["parties"]]) == (1, PARTIES)
    textes = [fait["texte"] for partie in objet["parties"] for fait in partie["faits"]]
    lignes = list(csv.DictReader(contrat("presenter", "--format", "csv", dans=tmp_path).sortie.splitlines()))
    assert [ligne["texte"] for ligne in lignes] == textes
    cite = {"rang": 0, "texte": "Propos (maire) : Chacun compte", "source": "essai", "origine": "reconstitution"}
    assert objet["parties"][0]["faits"][0] == cite
    for forme in ("md", "html"):
        assert "Chacun compte" in contrat("presenter", "--format", forme, dans=tmp_path).sortie


def test_les_parties_se_choisissent_et_gardent_l_ordre_du_recit(contrat: Commande) -> None:
    objet = json.loads(contrat("presenter", "suites", "origine", "--format", "json", dans=MINIMAL).sortie)
    assert [partie["nom"] for partie in objet["parties"]] == ["origine", "suites"]
    assert objet["parties"][1]["faits"] == []


def test_une_partie_inconnue_est_refusee(contrat: Commande) -> None:
    assert contrat("presenter", "orignie", dans=MINIMAL) == Issue(
        2,
        "",
        "Erreur : la partie « orignie » n'existe pas\n"
        f"  aide : vouliez-vous dire « origine » ? choisir parmi : {', '.join(PARTIES)}\n",
    )
