"""Le rapport d'évaluation entier : ses axes, les indicateurs du contrat, et combien de choses sont reconstituées."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

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


def test_les_questions_du_contrat_et_ce_que_les_fiches_lancees_constatent() -> None:
    """Une idée ne constate rien ; une fiche lancée sans bilan n'est pas documentée."""
    axes = {"axe-1": objet(Axe, "{id: axe-1, numero: 1, titre: t, titre_court: t, finalite: f, source: essai}")}
    repondu = lire("{questions: [q, r], reponses: [{question: q, reponse: oui, source: e}], source: e}")
    durables = [
        {"critere": c, "question": q, "source": "e"} for c, q in (("social", "pour qui"), ("economique", "combien"))
    ]
    contrat = objet(Contrat, CONTRAT, evaluation=repondu, criteres_durables=durables)
    niveau = {"niveau": "fort", "justification": "j", "source": "e"}
    criteres = {"economique": {"prevu": niveau}, "social": {"prevu": niveau, "bilan": niveau},
                "environnemental": {"prevu": niveau}}  # fmt: skip
    lancee: Any = {"statut": "lancee", "historique": [{"statut": "lancee", "date": "2010", "source": "e"}]}
    fiches = action(criteres_dd=criteres, **lancee), action(id="idee", numero="2", criteres_dd=criteres)
    rapport = evaluer_contrat(dossier(*fiches, axes=axes, contrats={"contrat": contrat}), Periode(debut=2010, fin=2011))
    assert rapport.questions == ("q", "r", "pour qui", "combien")
    assert rapport.sans_reponse == ("r", "pour qui", "combien")
    assert rapport.constats == {"pour qui": {"fort": 1}, "combien": {"non_documente": 1}}
    assert (rapport.decompte.actions, rapport.decompte.lancees, rapport.decompte.criteres_constates) == (2, 1, 1)
    sans = evaluer_contrat(dossier(axes=axes), Periode(debut=2010, fin=2011))
    assert (sans.questions, sans.sans_reponse, sans.constats) == ((), (), {})
