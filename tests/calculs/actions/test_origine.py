"""Ce qu'une fiche reconstitue, chose par chose."""

from __future__ import annotations

from typing import Any

import pytest

from contrat.calculs.actions.origine import OrigineDesActions, decompter_reconstitutions, reconstitutions
from contrat.modele.organisme import Source
from tests.calculs.fabriques import action, dossier, lire, objet

NATURES = (("essai", "publie"), ("refait", "reconstitution"))
SOURCES = {n: objet(Source, "{titre: t}", id=n, nature=v) for n, v in NATURES}
LIGNE = lire("{exercice: 2011, section: fonctionnement, chapitre: '011', libelle: a, prevu: 1}")
RESSOURCE = lire("{organisme: etat, nature: prive, exercice: 2011, section: fonctionnement, etat: accorde, montant: 1}")
REFAIT = {"source": "refait"}


def critere(source: str) -> dict[str, Any]:
    return {"prevu": {"niveau": "fort", "justification": "j", "source": source}}


def criteres(social: str, environnemental: str) -> dict[str, Any]:
    return {"economique": critere("essai"), "social": critere(social), "environnemental": critere(environnemental)}


@pytest.mark.parametrize(
    ("champs", "choses"),
    [
        ({}, ()),
        ({"reconstitues": ["axe", "publics"]}, ("axe", "publics")),
        ({"historique": [{"statut": "approuvee", "date": "2010"} | REFAIT]}, ("statut",)),
        # Seul compte le statut courant.
        (
            {"historique": [{"statut": "proposee", "date": "2009"} | REFAIT, {"statut": "approuvee", "date": "2010"}]},
            (),
        ),
        ({"criteres_dd": criteres("refait", "essai")}, ("criteres",)),
        ({"criteres_dd": criteres("essai", "refait")}, ("criteres",)),
        ({"criteres_dd": criteres("essai", "essai")}, ()),
        ({"budget": {"lignes": [LIGNE | REFAIT, LIGNE]}}, ("montants",)),
        ({"budget": {"lignes": [LIGNE], "source": "refait"}}, ("montants",)),
        ({"budget": {"lignes": [LIGNE | {"source": "essai"}], "source": "refait"}}, ()),
        ({"budget": {"lignes": [], "source": "refait"}}, ()),
        ({"plan": {"ressources": [RESSOURCE, RESSOURCE | REFAIT]}}, ("montants",)),
        ({"plan": {"ressources": [RESSOURCE], "source": "refait"}}, ("montants",)),
        ({"plan": {"ressources": [RESSOURCE | {"source": "essai"}], "source": "refait"}}, ()),
        ({"evaluation": {"questions": ["q"]} | REFAIT}, ("evaluation",)),
        ({"evaluation": {"questions": []} | REFAIT}, ()),
        ({"source": "refait"}, ("action", "statut")),
    ],
)
def test_ce_que_la_fiche_reconstitue(champs: dict[str, Any], choses: tuple[str, ...]) -> None:
    historique = [{"statut": "approuvee", "date": "2010"} | ({} if "source" in champs else {"source": "essai"})]
    assert reconstitutions(dossier(sources=SOURCES), action(**({"historique": historique} | champs))) == choses


def test_de_combien_d_actions_chaque_chose_est_reconstituee() -> None:
    """La plus fréquente d'abord ; rien quand tout est publié, ou qu'il n'y a pas d'action."""
    fiches = [action(id="a", reconstitues=["axe"]), action(id="b", reconstitues=["publics", "axe"]), action(id="c")]
    celui = dossier(*fiches, sources=SOURCES)
    assert decompter_reconstitutions(celui, fiches) == OrigineDesActions(3, {"axe": 2, "publics": 1})
    assert list(decompter_reconstitutions(celui, reversed(fiches)).choses) == ["axe", "publics"]
    assert decompter_reconstitutions(celui, fiches[2:]) == OrigineDesActions(1, {})
    assert decompter_reconstitutions(celui, []) == OrigineDesActions(0, {})
