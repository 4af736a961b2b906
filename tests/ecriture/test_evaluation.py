"""`contrat evaluation poser|repondre|constater|conclure` : une évaluation, de la page blanche au compte rendu."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.conftest import MINIMAL, Commande

JOUR = ["--date", "2011-11-15"]
GESTES = [
    ["poser", "Qui est moins seul ?", "--date", "2010-01-15", "--prevue", "2011"],
    ["poser", "L'axe tient-il ?", "--axe", "1", "--date", "2010-01-15"],
    ["constater", "1.1", "social", "fort", "des voisins y viennent", *JOUR],
    ["conclure", "À poursuivre", "--action", "1.1", *JOUR],
    ["repondre", "tient", "Oui, à deux", "--axe", "axe-1", *JOUR],
    ["repondre", "1", "Douze personnes", *JOUR],
    ["repondre", "moins seul", "Quinze", "--date", "2011-12"],
    ["conclure", "Le contrat a tenu ses promesses", *JOUR],
]
RENDU = """
Axe 1. Lutter contre l'isolement :

- L'axe tient-il ?
    - réponse (15 novembre 2011) : Oui, à deux [reconstitution]

Conclusions : pas encore documentées.

Un café de rencontre :

- Qui vient
- et revient ?

Conclusions (15 novembre 2011) : À poursuivre

Le contrat entier :

- Qui est moins seul ?
    - réponse (15 novembre 2011) : Douze personnes [reconstitution]

Conclusions (15 novembre 2011) : Le contrat a tenu ses promesses
"""
REFUS = {
    ("conclure", "autre chose"): "l'évaluation est déjà conclue\n"
    "  aide : corriger evaluation.conclusions dans le fichier",
    ("repondre", "1", "Treize", *JOUR): "« Qui est moins seul ? » a déjà une réponse du 15 novembre 2011\n"
    "  aide : une erreur se corrige dans le fichier ; une autre réponse a une autre --date",
    ("repondre", "seule", "Non"): "la question « seule » n'existe pas\n"
    "  aide : choisir parmi : 1. Qui est moins seul ?",
    ("constater", "1.1", "social", "moyen", "moins"): "le critère social a déjà son bilan\n"
    "  aide : le corriger dans la fiche : criteres_dd",
    ("poser", "Et après ?", "--prevue", "2012"): "l'évaluation est déjà prévue (2011)\n"
    "  aide : corriger evaluation.prevue dans le fichier",
    ("poser", "Et ?", "--source", "essai"): "--source ne se dit qu'à la première question\n"
    "  aide : la source des questions est « essai »",
    ("repondre", "vient", "Non", "--action", "1.1"): "la question « vient » : 2 conviennent\n"
    "  aide : préciser, par son rang : 1. Qui vient, 2. et revient ?",
    ("conclure", " "): "TEXTE est vide\n  aide : écrire sa valeur",
    ("conclure", "Rien", "--action", "1.1", "--axe", "1"): "--action et --axe s'excluent\n"
    "  aide : retirer l'un des deux",
}  # fmt: skip


def test_une_evaluation_de_la_page_blanche_au_compte_rendu(contrat: Commande, tmp_path: Path) -> None:
    """Ce qui est répondu après la séance n'est pas à son compte rendu ; ce qui est écrit ne s'écrase pas."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    ouvrir = ("nouveau", "seance", "evaluation", "--instance", "conseil", "--sans-vote", "--objet", "évaluer")
    assert contrat(*ouvrir, *JOUR, dans=tmp_path).code == 0
    for geste in GESTES:
        issue = contrat("evaluation", *geste, dans=tmp_path)
        assert (issue.code, issue.erreurs) == (0, ""), geste
    assert contrat("validate", "--strict", dans=tmp_path).code == 0
    rendu = contrat("rapport", "seance", "evaluation", "--compte-rendu", dans=tmp_path).sortie.replace("\u00a0", " ")
    assert rendu.partition("## Évaluation\n")[2].partition("\n> ")[0] == RENDU
    for refuse, message in REFUS.items():
        issue = contrat("evaluation", *refuse, dans=tmp_path)
        assert (issue.code, issue.erreurs) == (2, f"Erreur : {message}\n"), refuse
    su = contrat("evaluation", "--au", "2011-11-14", dans=tmp_path).sortie
    assert "Qui est moins seul ?" in su
    assert "Douze" not in su
    assert "promesses" not in su


def test_une_question_de_plus_ne_change_pas_ce_qui_designe_les_autres(contrat: Commande, tmp_path: Path) -> None:
    """Celles des critères durables suivent celles qui sont posées : leur rang bougeait, leur critère non."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    chemin = tmp_path / "data/contrat.yaml"
    durable = "criteres_durables:\n  - {critere: social, question: Est-ce juste ?, source: essai}\n"
    chemin.write_text(
        chemin.read_text(encoding="utf-8").replace("\npublies:", f"\n{durable}\npublies:"), encoding="utf-8"
    )
    dits = []
    for geste in (
        ("poser", "Qui vient ?"), ("repondre", "social", "Oui"), ("poser", "Et après ?"), ("repondre", "2", "On verra"),
        ("repondre", "social", "Toujours", "--date", "2012-01"), ("repondre", "3", "Non"),
    ):  # fmt: skip
        issue = contrat("evaluation", *geste, *([] if "--date" in geste else JOUR), dans=tmp_path)
        dits.append(issue.sortie or issue.erreurs)
    ou = ", écrit dans data/contrat.yaml\n"
    assert dits == [
        f"question 1, « Qui vient ? »{ou}", f"réponse à « Est-ce juste ? »{ou}", f"question 2, « Et après ? »{ou}",
        f"réponse à « Et après ? »{ou}", f"réponse à « Est-ce juste ? »{ou}",
        "Erreur : la question « 3 » n'existe pas\n"
        "  aide : choisir parmi : 1. Qui vient ?, 2. Et après ?, social. Est-ce juste ?\n",
    ]  # fmt: skip


DOCUMENT = """\
Attention : « essai », citée d'office, est un document publié
  aide : s'il ne dit pas cela, corriger source: dans le fichier ; --source en cite une autre
"""


def test_un_document_publie_n_est_pas_cite_sans_le_dire(contrat: Commande, tmp_path: Path) -> None:
    """Un fait noté après un document n'en vient pas : citer celui de la fiche se dit, en citer une autre se tait."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    sources = tmp_path / "data/sources.yaml"
    sources.write_text(sources.read_text(encoding="utf-8").replace("reconstitution", "publie"), encoding="utf-8")
    for geste in (
        ("indicateur", "noter", "visites", "visites", "12"),
        ("evaluation", "repondre", "1", "Oui", "--action", "1.2"),
    ):
        issue = contrat(*geste, "--date", "2010-12-31", dans=tmp_path)
        assert (issue.code, issue.erreurs) == (0, DOCUMENT), geste
    # Devant un refus, qui n'écrit ni ne cite rien, cela ne se dit pas.
    encore = contrat("evaluation", "repondre", "1", "Oui", "--action", "1.2", "--date", "2010-12-31", dans=tmp_path)
    assert (encore.code, encore.erreurs.partition(" :")[0]) == (2, "Erreur")
    autre = ("indicateur", "noter", "visites", "visites", "13", "--date", "2011-12-31", "--source", "dossiers")
    assert contrat(*autre, dans=tmp_path).erreurs == ""
