"""Une très grande modification tient dans un commentaire, et ses totaux restent exacts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from contrat.calculs.comparaison.comparaison import EtatContrat, comparer
from contrat.calculs.comparaison.ecarts import relever_ecarts
from contrat.depot.chargement import BUDGET, charger
from contrat.formes import Forme
from contrat.modele.base import Objet
from contrat.rendu.comparaison.page import TAILLE_MAX, documenter_comparaison
from contrat.rendu.document import ecrire

MINIMAL = Path(__file__).parent.parent / "contrat_minimal"


def test_mille_actions_tiennent_dans_un_commentaire() -> None:
    dossier = charger(MINIMAL, BUDGET).dossier
    modele = dossier.actions["cafe-rencontre"]
    actions = dict(dossier.actions)
    for rang in range(1000):
        nom, titre = f"action-{rang}", f"{'Une action au titre très long ' * 8}{rang}"
        actions[nom] = modele.model_copy(update={"id": nom, "titre": titre, "numero": rang + 10})
    # De la dernière, une dépense est inconnue : son coût aussi, et le total des autres le dit.
    celle, lignes = actions[nom], modele.budget.lignes
    inconnue = (lignes[0].model_copy(update={"prevu": None}), *lignes[1:])
    actions[nom] = celle.model_copy(update={"budget": celle.budget.model_copy(update={"lignes": inconnue})})
    comparaison = comparer(
        EtatContrat("avant", dossier), EtatContrat("après", replace(dossier, actions=actions)), date(2012, 1, 1)
    )
    texte = str(ecrire(documenter_comparaison(comparaison, "contrat comparer", MINIMAL), Forme.md, MINIMAL))
    assert len(texte) <= TAILLE_MAX
    lisible = texte.replace("\u202f", " ").replace("\u00a0", " ")
    assert "### 1000 actions nouvelles, 39 960 000 € de dépenses prévues, sans celles de 1 action\n" in lisible
    assert "| **Dépenses** | **40 000 €** | **40 030 000 €** | **+39 990 000 €** |" in lisible
    assert "Et 800 lignes de plus" in lisible


def test_tout_element_de_liste_du_modele_se_reconnait() -> None:
    """Deux objets égaux n'ont aucun écart ; changer un champ d'un élément en donne un seul, à son chemin."""
    dossier = charger(MINIMAL, BUDGET).dossier
    action = dossier.actions["cafe-rencontre"]
    ressources = action.plan.ressources
    changee = ressources[1].model_copy(update={"note": "à revoir"})
    plan = action.plan.model_copy(update={"ressources": (changee, *ressources[2:], ressources[0])})
    autre: Objet = action.model_copy(update={"plan": plan})
    assert list(relever_ecarts(action, action)) == []
    (ecart,) = relever_ecarts(action, autre)
    assert ecart.chemin == ("plan", "ressources", "2010/investissement/ville/autofinancement/ville", "note")
    assert (ecart.avant, ecart.apres) == (None, "à revoir")
