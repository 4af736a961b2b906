"""Un centime retiré de n'importe quelle case de la fiche thermique livrée fait échouer `contrat validate`."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from contrat.controles import choisir
from contrat.nombres import euros
from tests.conftest import DONNEES, Commande

FICHE = "data/actions/normes-thermiques.yaml"
LIGNES = (DONNEES.parent / FICHE).read_text(encoding="utf-8").splitlines()
CASE = re.compile(r"      (prevu|montant): (\d+(?:\.\d+)?)")
CASES = [numero for numero, ligne in enumerate(LIGNES, 1) if CASE.fullmatch(ligne)]


def lire_bloc(numero: int) -> dict[str, str]:
    """Les champs de la ligne de budget ou de la ressource qui contient cette ligne du fichier."""
    debut = max(n for n in range(1, numero) if LIGNES[n - 1].startswith("    - "))
    fin = next(n for n in range(numero, len(LIGNES) + 1) if not LIGNES[n].startswith("      "))
    return dict(ligne[6:].split(": ", 1) for ligne in LIGNES[debut - 1 : fin])


def cle(numero: int) -> tuple[str, str]:
    bloc = lire_bloc(numero)
    return bloc["exercice"], bloc["section"]


def test_toutes_les_cases_sont_essayees() -> None:
    """Sept dépenses et trois ressources, qui font deux fois les 28 500 € de la ville."""
    assert len(CASES) == 10
    assert sum(Decimal(LIGNES[n - 1].split(": ")[1]) for n in CASES) == 2 * Decimal(28500)


@pytest.mark.parametrize("numero", CASES)
def test_un_centime_de_moins_se_voit_a_sa_place(contrat: Commande, copie_legere: Path, numero: int) -> None:
    """L'écart, et la ligne de la ressource du même exercice et de la même section."""
    ligne = LIGNES[numero - 1]
    champ, valeur = ligne.strip().split(": ")
    lignes = [*LIGNES]
    lignes[numero - 1] = ligne.replace(valeur, str(Decimal(valeur) - Decimal("0.01")))
    (copie_legere / FICHE).write_text("\n".join(lignes) + "\n", encoding="utf-8")
    issue = contrat("validate", FICHE, dans=copie_legere)
    exercice, section = cle(numero)
    [ressource] = [n for n in CASES if "montant" in LIGNES[n - 1] and cle(n) == cle(numero)]
    total = Decimal(LIGNES[ressource - 1].split(": ")[1])
    moindre = euros(total - Decimal("0.01"))
    fautes = {
        "prevu": f"0,01 € de ressources en trop (dépenses {moindre}, ressources {euros(total)})",
        "montant": f"il manque 0,01 € de ressources (dépenses {euros(total)}, ressources {moindre})",
    }
    assert issue.code == 1
    assert (
        issue.sortie.splitlines()[0] == f"{FICHE}:{ressource}:16: erreur[B001] {section} {exercice} : {fautes[champ]}"
    )


def test_les_dix_huit_controles_sont_au_registre() -> None:
    """Chacun a sa page, dont l'exemple est exécuté avec ceux des autres règles."""
    assert [r.code for r in choisir("B")] == [f"B{n:03}" for n in range(1, 19)]


def test_sur_les_donnees_livrees_seule_l_enveloppe_parle(contrat: Commande) -> None:
    """Un avertissement que le document publié appelle, et rien d'autre."""
    issue = contrat("validate")
    assert issue.code == 0
    assert re.findall(r"\w+\[\w+\]", issue.sortie) == ["avertissement[B012]"]
