"""Qui répond des dossiers, combien il y en a à chaque étape, et combien sont des exemples."""

from __future__ import annotations

from contrat.calculs.suivi.registre import Registre
from contrat.modele.organisme import Organisme, Source
from tests.calculs.fabriques import JOUR, dossier, menage, objet, parcours

MENAGES = {
    "M-0001": parcours("2011-03-08 contacte", "2011-04-08 clos", source="reel"),
    "M-0002": parcours("2011-03-08 contacte"),
    "M-0003": parcours("2011-03-08 contacte"),
    "M-0004": menage(source="reel"),
}
SOURCES = {n: objet(Source, "{titre: t}", id=n, nature=v) for n, v in (("fiction", "fiction"), ("reel", "releve"))}


def organisme(nom: str, nature: str, **champs: str) -> Organisme:
    return objet(Organisme, "{nom: N, public: oui, source: essai}", id=nom, nature=nature, **champs)


def registre(*organismes: Organisme) -> Registre:
    celui = dossier(menages=MENAGES, sources=SOURCES, organismes={o.id: o for o in organismes})
    return Registre(celui, JOUR)


def test_les_dossiers() -> None:
    assert registre().etapes == {"clos": 1, "contacte": 2}
    assert registre().fictifs == 2


def test_qui_repond_des_dossiers() -> None:
    """Le centre d'action sociale de la commune ; celui d'une autre n'en répond pas."""
    ville, ccas = organisme("ville", "commune"), organisme("ccas", "ccas", rattache_a="ville")
    autre, ecole = organisme("autre", "ccas", rattache_a="voisine"), organisme("ecole", "commune", rattache_a="ville")
    assert registre(autre, ecole, ccas, ville).responsable == ccas
    assert registre(autre, ecole, ville).responsable == ville
    assert registre(autre).responsable is None
