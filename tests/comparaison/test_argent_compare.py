"""`contrat comparer` : ce qui arrive à l'argent se dit, même quand les sommes sont égales ou inconnues."""

from __future__ import annotations

from pathlib import Path

from tests.comparaison.conftest import remplacer
from tests.comparaison.objet import lire_objet
from tests.comparaison.test_comparer import CAFE
from tests.conftest import Commande


def test_ce_qui_arrive_a_l_argent_se_dit_en_euros(contrat: Commande, base: Path, tete: Path) -> None:
    """Ce qui est encaissé par exercice, reporté, modifié ; une dépense qui n'est plus prévue n'est pas zéro."""
    suite = (
        "\n      vote: 9000\n      report: 500\n      modifications: [{date: 2010-03-01, avant: 10000, apres: 9000}]"
    )
    remplacer(tete, CAFE, "      prevu: 10000", f"      engage: 8000{suite}")
    recu = "montant: 12000\n      encaissements: [{exercice: 2011, montant: 1000}, {exercice: 2012, montant: 500}]"
    remplacer(tete, CAFE, "montant: 12000", recu)
    page = " ".join(contrat("comparer", base, tete).sortie.split())
    for phrase in (
        "Département du Cantal, investissement 2010, encaissements : — → 1 500 €.",
        "crédit engagé et non payé : ajouté, 500 €.",
        "décisions modificatives du crédit voté : ajouté, 1er mars 2010, 9 000 €.",
        "Encaissements : — → 1 500 €.",
    ):
        assert phrase in page, page
    remplacer(tete, CAFE, "      vote: 9000\n      report: 500\n", "")
    objet = lire_objet(contrat, base, tete)
    (poste,) = (p for a in objet["actions"] for p in a["postes"] if p["section"] == "fonctionnement")
    inconnu = {"avant": "10000.00", "apres": None, "difference": "-10000.00"}
    assert (poste["depenses"], poste["ecart"]) == (inconnu, {"avant": "0.00", "apres": None, "difference": None})
    assert objet["titre"].endswith("équilibre non jugé en fonctionnement 2010, une dépense y est sans montant")


def test_deux_paiements_qui_font_la_meme_somme(contrat: Commande, base: Path, tete: Path) -> None:
    for cote, montant in ((base, 5000), (tete, 4000)):
        un, deux = f"montant: {montant}, reference: A", f"montant: {8000 - montant}, reference: B"
        payes = f"{{exercice: 2010, {un}}}, {{exercice: 2010, {deux}}}"
        remplacer(cote, CAFE, "      prevu: 10000\n", f"      prevu: 10000\n      paiements: [{payes}]\n")
    page = " ".join(contrat("comparer", base, tete).sortie.split())
    assert "2010 « A », montant : 5 000 € → 4 000 €." in page, page
    assert "2010 « B », montant : 3 000 € → 4 000 €." in page, page


def test_ce_qui_ne_se_lit_d_aucun_cote_ne_passe_pas_pour_inchange(contrat: Commande, base: Path, tete: Path) -> None:
    for cote, numero in ((base, "un"), (tete, "deux")):
        remplacer(cote, CAFE, "numero: 1\n", f"numero: {numero}\n")
    assert contrat("comparer", base, tete).sortie.startswith("Rien ne change de ce qui se lit\n")


def test_deux_lignes_de_meme_nom_qui_echangent_leurs_montants(contrat: Commande, base: Path, tete: Path) -> None:
    """Leur somme ne bouge pas ; chacune a pourtant changé."""
    ligne = "    - {{libelle: animation, exercice: 2010, section: fonctionnement, chapitre: '011', prevu: {}}}\n"
    for cote, autre in ((base, 7), (tete, 5)):
        remplacer(cote, CAFE, "  lignes:\n", f"  lignes:\n{ligne.format(autre)}{ligne.format(12 - autre)}")
    page = " ".join(contrat("comparer", base, tete).sortie.split())
    assert "Rien ne change" in page  # les deux mêmes lignes, dans l'autre ordre
    remplacer(tete, CAFE, "prevu: 7}", "prevu: 7, article: '6188'}")
    remplacer(base, CAFE, "prevu: 5}", "prevu: 5, article: '6188'}")
    page = " ".join(contrat("comparer", base, tete).sortie.split())
    assert "montant prévu : 5 € → 7 €." in page, page
