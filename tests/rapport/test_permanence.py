"""Le compte rendu d'une permanence : des nombres retrouvés dans les dossiers, aucun identifiant."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from contrat.calculs.suivi.seance_permanence import dresser_bilan, lister_seances
from contrat.depot.chargement import TOUS, charger
from tests.conftest import REFERENCE, Commande, peupler

ATTENDU = Path(__file__).parent / "attendus" / "permanence-2011-04-05.md"


def test_le_compte_rendu_entier(contrat: Commande, copie: Path) -> None:
    """Onze ménages de plus que dans le contrat de référence : assez pour publier des nombres."""
    peupler(copie, 11, "M-0003")
    issue = contrat("rapport", "permanence", "--date", "2011-04-05", dans=copie)
    assert (issue.code, issue.erreurs) == (0, "")
    assert issue.sortie == ATTENDU.read_text(encoding="utf-8")
    assert not re.search(r"M-[0-9A-Z]{4}", issue.sortie)
    assert "\n\n\n" not in issue.sortie


def test_les_seances_additionnees_redonnent_tous_les_recus() -> None:
    """Chaque ménage reçu l'est à une séance et une seule fois pour la première."""
    dossier = charger(REFERENCE, TOUS).dossier
    bilans = [dresser_bilan(dossier, jour) for jour in sorted(lister_seances(dossier))]
    recus = [m for m in dossier.menages.values() if any(e.etape == "recu_en_permanence" for e in m.evenements)]
    assert sum(bilan.nouveaux for bilan in bilans) == len(recus)
    assert [bilan.precedente for bilan in bilans] == [None, *(bilan.jour for bilan in bilans[:-1])]
    for bilan in bilans:
        assert sum(bilan.verdicts.values()) <= len(bilan.recus) == sum(bilan.origines.values())


def test_une_etape_du_jour_compte_et_celle_du_lendemain_non(copie: Path) -> None:
    """Depuis la séance précédente, exclue, jusqu'à celle-ci, comprise."""
    chemin = copie / "data/menages/M-0001.yaml"
    texte = chemin.read_text(encoding="utf-8")
    jour = date(2011, 4, 19)
    dossier = charger(copie, TOUS).dossier
    assert jour in lister_seances(dossier)
    avant = dresser_bilan(dossier, jour).mouvements.get("visite_programmee", 0)
    suivante = "  - date: 2011-06-14"
    for ajout, attendu in (("2011-04-19", 1), ("2011-04-20", 0)):
        visite = f"  - date: {ajout}\n    etape: visite_programmee\n"
        chemin.write_text(texte.replace(suivante, visite + suivante), encoding="utf-8")
        bilan = dresser_bilan(charger(copie, TOUS).dossier, jour)
        assert bilan.mouvements.get("visite_programmee", 0) == avant + attendu
