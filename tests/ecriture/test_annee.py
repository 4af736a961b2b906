"""L'année d'un agent des finances, par commandes : vote, engagement, refus remplacé, acompte, report, solde, clôture.

Chaque chiffre est fait à la main. L'action : 12 000 € d'animation et 50 000 € de travaux en 2011 ; la ville en apporte
32 000 €, le département 30 000 €.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

from tests.conftest import MINIMAL, Commande

VISITES = "data/actions/visites.yaml"
LIGNES = """\
  lignes:
    - {exercice: 2011, section: fonctionnement, chapitre: "011", libelle: animation, prevu: 12000}
    - {exercice: 2011, section: investissement, chapitre: "21", libelle: travaux, prevu: 50000}
"""
RESSOURCES = """\
  ressources:
    - {organisme: ville, nature: autofinancement, exercice: 2011, section: fonctionnement, montant: 12000, etat: pressenti}
    - {organisme: ville, nature: autofinancement, exercice: 2011, section: investissement, montant: 20000, etat: pressenti}
    - {organisme: departement, nature: subvention_publique, exercice: 2011, section: investissement, montant: 30000, etat: pressenti}
"""  # noqa: E501
NEUVE = "--exercice 2011 --section investissement --nature subvention_publique --programme FDT"
# Ce que l'agent tape, et l'écart du plan qui est alors annoncé, s'il y en a un.
ANNEE = (
    ("budget voter visites animation --montant 12000", ""),
    ("budget voter visites travaux --montant 50000", ""),
    ("financement noter visites departement sollicite --montant 30000 --date 2011-01-10", ""),
    ("financement noter visites departement refuse --date 2011-03-01", "il manque 30 000 € de ressources"),
    (f"financement noter visites departement sollicite {NEUVE} --montant 30000 --date 2011-03-15", ""),
    ("financement noter visites departement accorde --reference FDT-11 --date 2011-04-20", ""),
    ("budget engager visites animation --montant 12000", ""),
    ("budget engager visites travaux --montant 40000", ""),
    ("budget engager visites travaux --montant 5000", ""),
    ("budget modifier visites travaux --montant 52000 --date 2011-06-20 --reference DM1", ""),
    ("financement noter visites departement encaisse --montant 9000 --date 2011-07-01 --programme FDT", ""),
    ("budget payer visites travaux --montant 30000 --date 2011-09-10 --reference M-1", ""),
    ("budget payer visites animation --montant 11500 --date 2012-01-12 --compte-en 2011 --reference M-2", ""),
    ("budget reporter visites travaux --montant 15000", ""),
    ("budget payer visites travaux --montant 14000 --date 2012-02-20 --reference M-3", ""),
    ("financement noter visites departement encaisse --montant 21000 --date 2012-05-02 --solde --programme FDT", ""),
    ("financement noter visites departement reverse --montant 1000 --date 2012-09-15 --programme FDT", ""),
)  # fmt: skip


def executer(contrat: Commande, racine: Path, periode: str) -> dict[str, Any]:
    issue = contrat("budget", periode, "--vue", "execution", "--par", "action", "--format", "json", dans=racine)
    objet: dict[str, Any] = json.loads(issue.sortie)
    return next(m for m in objet["execution"] if m["cle"] == "visites")


def test_l_annee_entiere(contrat: Commande, tmp_path: Path) -> None:
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    fiche = tmp_path / VISITES
    texte = fiche.read_text(encoding="utf-8")
    neuf = texte.replace("  lignes: []\n", LIGNES).replace("  ressources: []\n", RESSOURCES)
    fiche.write_text(neuf, encoding="utf-8")
    for commande, ecart in ANNEE:
        issue = contrat(*commande.split(), dans=tmp_path)
        assert issue.code == 0, (commande, issue.erreurs)
        assert ("B001" in issue.erreurs) == bool(ecart), (commande, issue.erreurs)
        assert ecart in issue.erreurs, (commande, issue.erreurs)
    # Un centime de trop à reporter : refusé, et rien ne bouge.
    avant = fiche.read_bytes()
    issue = contrat(*["budget", "reporter", "visites", "travaux", "--montant", "15000.01"], dans=tmp_path)
    assert issue.code == 1
    reste = "à la fin de 2011, 45 000 € engagés et 30 000 € payés en laissent 15 000 €"
    assert f"report 15 000,01 € : {reste}" in issue.erreurs
    assert fiche.read_bytes() == avant
    # Le solde rendu en partie, et le total que le contrat minimal publie, sans cette action.
    codes = re.findall(r"\[([A-Z][0-9]{3})\]", contrat("validate", dans=tmp_path).sortie)
    assert codes == ["B014", "V001"]
    _verifier(contrat, tmp_path)


def _verifier(contrat: Commande, racine: Path) -> None:
    """En 2011, 12 000 + 52 000 votés, 57 000 engagés, 41 500 payés ; en 2012, 14 000 payés sur 15 000 reportés."""
    une, deux = executer(contrat, racine, "2011"), executer(contrat, racine, "2012")
    noms = ("prevu", "vote", "engage", "realise", "reporte")
    assert [une[n] for n in noms] == ["62000.00", "64000.00", "57000.00", "41500.00", None]
    assert [deux[n] for n in noms] == [None, None, None, "14000.00", "15000.00"]
    # 41 500 / 64 000 ; 14 000 / 15 000.
    assert une["taux_execution"].startswith("64.84")
    assert deux["taux_execution"].startswith("93.33")
    caisse = json.loads(contrat("budget", "2011-2012", "--vue", "realise", "--format", "json", dans=racine).sortie)
    encaisse = {x["exercice"]: x["montant"] for x in caisse["lignes"] if x["sens"] == "ressource" and x["montant"]}
    assert encaisse == {2011: "9000.00", 2012: "20000.00"}
    plan = json.loads(contrat("financement", "visites", "--format", "json", dans=racine).sortie)
    (perdue,) = plan["perdues"]
    assert (perdue["etat"], perdue["sollicite"], perdue["fin"]) == ("refuse", "30000.00", "2011-03-01")
    (aide,) = next(f for f in plan["financeurs"] if f["organisme"] == "departement")["ressources"]
    assert [aide[n] for n in ("etat", "programme", "accorde", "encaisse", "reverse")] == [
        "solde", "FDT", "30000.00", "30000.00", "1000.00",
    ]  # fmt: skip
    travaux = plan["depenses"][1]
    assert (travaux["vote"], travaux["realise"], travaux["report"]) == ("52000.00", "44000.00", "15000.00")
    assert travaux["modifications"] == [
        {"date": "2011-06-20", "avant": "50000.00", "apres": "52000.00", "reference": "DM1"}
    ]
    assert plan["ecart"] == "0.00"
