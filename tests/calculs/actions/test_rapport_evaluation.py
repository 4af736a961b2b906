"""Le rapport d'évaluation entier : ses axes, les indicateurs du contrat, et combien de choses sont reconstituées."""

from __future__ import annotations

from decimal import Decimal

from contrat.calculs.actions.rapport_evaluation import Reconstitues, evaluer_contrat
from contrat.modele.action import Axe
from contrat.modele.contrat import Contrat, Periode
from contrat.modele.organisme import Source
from tests.calculs.fabriques import CONTRAT, action, dossier, lire, objet

NATURES = (("essai", "publie"), ("refait", "reconstitution"))
SOURCES = {n: objet(Source, "{titre: t}", id=n, nature=v) for n, v in NATURES}


def test_le_rapport() -> None:
    axes = {"axe-1": objet(Axe, "{id: axe-1, numero: 3, titre: t, titre_court: t, finalite: f, source: essai}")}
    releve = lire("{id: i, libelle: l, niveau: impact, unite: u, valeurs: [{date: 2010, valeur: 1, source: e},"
                  " {date: 2012, valeur: 2, source: e}]}")  # fmt: skip
    contrat = objet(Contrat, CONTRAT, indicateurs=[releve])
    refaite = action(source="refait", evaluation={"questions": []}, criteres_dd={
        nom: {"prevu": {"niveau": "fort", "justification": "j", "source": source}}
        for nom, source in (("economique", "refait"), ("social", "essai"), ("environnemental", "refait"))
    })  # fmt: skip
    perdue = action(id="perdue", axe="axe-9", numero="2")
    celui = dossier(refaite, action(id="autre", numero="2"), perdue, axes=axes, sources=SOURCES,
                    contrats={"contrat": contrat})  # fmt: skip
    rapport = evaluer_contrat(celui, Periode(debut=2010, fin=2011))
    assert [a.axe.id for a in rapport.axes] == ["axe-1"]
    (lu,) = rapport.mesures
    assert lu.valeur is not None
    assert (lu.indicateur.id, lu.valeur.valeur, [v.valeur for v in lu.posterieures]) == ("i", Decimal(1), [Decimal(2)])
    # Les actions d'un axe inconnu n'ont pas de page : elles ne comptent pas.
    assert rapport.reconstitues == Reconstitues(questions=1, actions=2, niveaux=2, niveaux_en_tout=6)
    assert rapport.numeros == {"visites": "3.1", "autre": "3.2", "perdue": "axe-9.2"}
    assert rapport.criteres_changes is None
