"""Un droit local qui change : quels jours, lesquels sont passés, pour combien de ménages sans en désigner un."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.comparaison.argent import Mouvement
from contrat.calculs.comparaison.droit import DroitCompare, Jours, comparer_droit
from contrat.modele.aide import Aide
from contrat.modele.bareme import Bareme
from contrat.modele.dossier import Dossier
from contrat.modele.menage import Menage
from contrat.modele.organisme import Source
from tests.calculs.fabriques import TABLE, aide, bareme, dossier, menage, objet

JOUR = date(2011, 6, 1)
OCCUPANT = "{genre: egal, champ: statut_occupation, seuil: proprietaire_occupant}"
SOURCES = {
    "fiction": objet(Source, "{id: fiction, nature: fiction, titre: exemple}"),
    "guichet": objet(Source, "{id: guichet, nature: releve, titre: permanence}"),
}


def prime(montant: int = 1000, **version: str) -> Aide:
    bornes = "\n".join(f"{cle}: {valeur}" for cle, valeur in version.items())
    return aide("prime", f"{{genre: forfait, libelle: prime, montant: {montant}}}", OCCUPANT, version=bornes)


def demandeurs(nombre: int, demande: str = "2011-05-01", source: str = "fiction") -> dict[str, Menage]:
    logement = {"statut_occupation": "proprietaire_occupant", "commune": "15187"}
    noms = [f"M-{rang:04}" for rang in range(1, nombre + 1)]
    commun: dict[str, Any] = {"logement": logement, "projet": {"demande": demande}, "source": source}
    commun |= {"revenus": [{"annee": "2009", "rfr": "9000"}], "occupants": {"nombre": "1"}}
    return {nom: menage(id=nom, **commun) for nom in noms}


def ville(*aides: Aide, droit: Bareme | None = None, **champs: Any) -> Dossier:
    lu = droit or bareme(*(aides or [aide("autre")]))
    return dossier(aides={a.id: a for a in aides}, droit_lu=lu, sources=SOURCES, **champs)


def comparer(avant: Aide | None, apres: Aide | None, **champs: Any) -> DroitCompare:
    cotes = [ville(*filter(None, [cote]), **champs) for cote in (avant, apres)]
    (celui,) = [c for c in comparer_droit(cotes[0], cotes[1], JOUR) if c.genre == "aide"]
    return celui


def test_rien_ne_change() -> None:
    droit = bareme(prime())
    assert comparer_droit(ville(prime(), droit=droit), ville(prime(), droit=droit), JOUR) == ()


def test_un_montant_qui_change() -> None:
    celle = comparer(prime(1000), prime(1200))
    assert (celle.nom, celle.libelle, celle.menages) == ("prime", "aide prime", None)
    assert [(e.avant, e.apres) for e in celle.montants] == [(Decimal(1000), Decimal(1200))]
    assert celle.jours == (Jours(date(2010, 1, 1), None),)
    # Les demandes d'avant ce jour sont passées : leur droit est réécrit.
    assert celle.reecrit == (Jours(date(2010, 1, 1), date(2011, 5, 31)),)


@pytest.mark.parametrize(
    ("avant", "apres", "jours", "reecrit"),
    [
        # Une aide nouvelle ne réécrit rien ; une aide retirée, tout ce qui est passé.
        (None, prime(), [("2010-01-01", None)], []),
        (prime(), None, [("2010-01-01", None)], [("2010-01-01", "2011-05-31")]),
        # La fin avancée ne change que les jours d'après la nouvelle.
        (prime(au="2011-12-31"), prime(au="2011-03-31"), [("2011-04-01", "2011-12-31")],
         [("2011-04-01", "2011-05-31")]),
        (prime(au="2011-12-31"), prime(au="2011-08-31"), [("2011-09-01", "2011-12-31")], []),
        # Un début reculé ouvre des jours, sans réécrire de réponse que l'on avait.
        (prime(du="2011-02-01"), prime(du="2011-01-01"), [("2011-01-01", "2011-01-31")], []),
        (prime(du="2011-06-01"), prime(1200, du="2011-06-01"), [("2011-06-01", None)], []),
        (prime(du="2011-05-31"), prime(1200, du="2011-05-31"), [("2011-05-31", None)], [("2011-05-31", "2011-05-31")]),
    ],
)  # fmt: skip
def test_les_jours_qui_changent(avant: Aide | None, apres: Aide | None, jours: Any, reecrit: Any) -> None:
    celle = comparer(avant, apres)

    def lire(periodes: Any) -> tuple[Jours, ...]:
        return tuple(Jours(date.fromisoformat(du), date.fromisoformat(au) if au else None) for du, au in periodes)

    assert (celle.jours, celle.reecrit) == (lire(jours), lire(reecrit))


def test_verifier_de_nouveau_ne_change_aucun_jour() -> None:
    celle = comparer(prime(), prime(verifie_le="2026-02-02"))
    assert (celle.jours, celle.reecrit, len(celle.ecarts)) == ((), (), 1)


def test_deux_versions_qui_se_suivent_font_une_periode() -> None:
    deux = prime(1000, au="2011-02-28")
    suite = prime(1000, du="2011-03-01")
    avant = deux.model_copy(update={"versions": (*deux.versions, *suite.versions)})
    autres = prime(1100, au="2011-02-28").versions, prime(1200, du="2011-03-01").versions
    apres = deux.model_copy(update={"versions": (*autres[0], *autres[1])})
    assert comparer(avant, apres).jours == (Jours(date(2010, 1, 1), None),)


# --- Les ménages


@pytest.mark.parametrize("demande", ["2010-12-31", "2012-01-01"])
def test_seules_comptent_les_demandes_de_ces_jours(demande: str) -> None:
    avant, apres = prime(du="2011-01-01", au="2011-12-31"), prime(1200, du="2011-01-01", au="2011-12-31")
    assert comparer(avant, apres, menages=demandeurs(6, demande)).menages is None


def test_des_montants_qui_bougent() -> None:
    touches = comparer(prime(1000), prime(1200), menages=demandeurs(6)).menages
    assert touches is not None
    assert (touches.juges, touches.changent, touches.bougent, touches.sont_fictifs) == (6, 0, 6, True)
    assert touches.montants == Mouvement(Decimal(6000), Decimal(7200))
    assert touches.eligibles == Mouvement(Decimal(6), Decimal(6))


def test_des_verdicts_qui_changent() -> None:
    touches = comparer(None, prime(), menages=demandeurs(5, source="guichet")).menages
    assert touches is not None
    assert (touches.changent, touches.bougent, touches.sont_fictifs) == (5, 0, False)
    assert touches.eligibles == Mouvement(Decimal(0), Decimal(5))
    assert touches.montants == Mouvement(Decimal(0), Decimal(5000))


@pytest.mark.parametrize(("avant", "apres"), [(None, prime()), (prime(1000), prime(1200))])
def test_de_un_a_quatre_menages_ne_se_disent_pas(avant: Aide | None, apres: Aide) -> None:
    """Ni leur nombre, ni ce qui permettrait de le retrouver."""
    touches = comparer(avant, apres, menages=demandeurs(4)).menages
    assert touches is not None
    assert (touches.juges, touches.eligibles.apres, touches.montants.apres) == (4, None, None)
    assert [touches.changent, touches.bougent] == ([None, 0] if avant is None else [0, None])


def test_sans_droit_lu_rien_ne_se_juge() -> None:
    cotes = [dossier(aides={"prime": p}, menages=demandeurs(5)) for p in (prime(1000), prime(1200))]
    (celle,) = comparer_droit(cotes[0], cotes[1], JOUR)
    assert (celle.menages, celle.jours) == (None, (Jours(date(2010, 1, 1), None),))


def test_une_table_de_plafonds_du_contrat() -> None:
    """Celles du droit livré, les mêmes des deux côtés, ne sont pas comparées."""
    livre = bareme(prime())
    abaissee = bareme(tables=(TABLE.replace("[10000,", "[8000,"),)).tables
    cotes = [ville(prime(), droit=replace(livre, tables=(t, livre.tables[1]))) for t in (livre.tables[0], *abaissee)]
    (celle,) = comparer_droit(cotes[0], cotes[1], JOUR)
    assert (celle.genre, celle.nom, celle.libelle) == ("plafonds", *["autres_regions 2010-01-01"] * 2)
    assert [(e.avant, e.apres) for e in celle.montants] == [(Decimal(10000), Decimal(8000))]
    assert (celle.jours, celle.menages) == ((Jours(date(2010, 1, 1), date(2012, 12, 31)),), None)
