"""Un ménage dont des valeurs sont chiffrées : illisible sans clé, et rien d'autre ne casse."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import Commande

MENAGE = "data/menages/M-0001.yaml"
CHIFFRE = "ENC[AES256_GCM,data:Zm9v,iv:YmFy,tag:YmF6,type:int]"
SOPS = """\
sops:
    age:
        - recipient: age1exemple
          enc: |
            -----BEGIN AGE ENCRYPTED FILE-----
            MDYwMDAwMDAxMjA2MDAwMDAwMTIwNjAwMDAwMDEy
            -----END AGE ENCRYPTED FILE-----
    lastmodified: "2026-11-23T10:00:00Z"
    mac: ENC[AES256_GCM,data:Zm9v,iv:YmFy,tag:YmF6,type:str]
    encrypted_regex: ^(rfr|nombre)$
    version: 3.9.0
"""


def chiffrer(racine: Path, avant: str = "rfr: 15400", apres: str = f"rfr: {CHIFFRE}") -> Path:
    chemin = racine / MENAGE
    texte = chemin.read_text(encoding="utf-8")
    assert avant in texte
    chemin.write_text(texte.replace(avant, apres) + SOPS, encoding="utf-8")
    return racine


def test_la_validation_informe_et_passe(contrat: Commande, copie: Path) -> None:
    """Le suivi publié ne se recalcule plus, mais ce n'est pas une erreur."""
    issue = contrat("validate", MENAGE, "--strict", dans=chiffrer(copie))
    assert (issue.code, issue.sortie) == (
        0,
        f"{MENAGE}:1:1: information[D015] illisible sans clé : des valeurs sont chiffrées\n"
        "  |\n"
        "1 | # Exemple fictif : le cas publié pour le Cantal en septembre 2011, plafond de base, 10 000 € HT de t…\n"
        "  | ^\n"
        "    aide : rien à corriger ; pour le lire, déchiffrer une copie hors du dépôt : sops decrypt FICHIER\n",
    )


def test_tout_le_contrat_reste_valide(contrat: Commande, copie: Path) -> None:
    sortie = json.loads(contrat("validate", "--format", "json", dans=chiffrer(copie)).sortie)
    assert [d["code"] for d in sortie["diagnostics"]] == ["B012", "D015"]
    assert contrat("validate", dans=copie).code == 0


def test_ce_qui_est_en_clair_est_toujours_controle(contrat: Commande, copie: Path) -> None:
    chiffrer(copie, "  dpe: F", f"  dpe: {CHIFFRE}\n  etage: 2")
    issue = contrat("validate", MENAGE, dans=copie)
    assert issue.code == 1
    assert f"{MENAGE}:19:3: erreur[F013] clé inconnue « etage »" in issue.sortie
    assert "information[D015]" in issue.sortie


def test_l_identifiant_doit_rester_en_clair(contrat: Commande, copie: Path) -> None:
    chiffrer(copie, "id: M-0001", f"id: {CHIFFRE}")
    issue = contrat("validate", MENAGE, dans=copie)
    assert issue.code == 1
    assert f"« {CHIFFRE} » n'est pas un identifiant de ménage" in issue.sortie


def test_le_bloc_de_chiffrement_n_est_admis_que_dans_un_menage(contrat: Commande, copie: Path) -> None:
    chemin = copie / "data/sources.yaml"
    chemin.write_text(chemin.read_text(encoding="utf-8") + SOPS, encoding="utf-8")
    issue = contrat("validate", dans=copie)
    assert issue.code == 1
    assert "clé inconnue « sops »" in issue.sortie


def test_les_commandes_qui_lisent_un_menage_le_disent(contrat: Commande, copie: Path) -> None:
    chiffrer(copie)
    (copie / "r.yaml").write_text("{}\n", encoding="utf-8")
    avant = (copie / MENAGE).read_bytes()
    for commande in (
        ("eligibilite", MENAGE),
        ("evenement", "M-0001", "abandon"),
        ("permanence", MENAGE, "--reponses", "r.yaml"),
    ):
        issue = contrat(*commande, dans=copie)
        assert (issue.code, issue.sortie) == (1, ""), commande
        assert issue.erreurs.startswith(f"{MENAGE}:1:1: information[D015] illisible sans clé"), commande
    assert (copie / MENAGE).read_bytes() == avant


def test_les_autres_menages_sont_juges_et_suivis(contrat: Commande, copie: Path) -> None:
    chiffrer(copie)
    issue = contrat("eligibilite", MENAGE, "data/menages/M-0002.yaml", dans=copie)
    assert issue.code == 1
    assert issue.sortie.startswith("Ménage M-0002, demande du 27 septembre 2011\n")
    suivi = json.loads(contrat("suivi", "--format", "json", dans=copie).sortie)
    assert (suivi["reperes"], suivi["illisibles"]) == (12, 1)
    assert "1 ménage est illisible sans clé : il n'est pas compté." in " ".join(
        contrat("suivi", dans=copie).sortie.split()
    )
