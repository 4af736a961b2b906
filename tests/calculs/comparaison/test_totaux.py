"""Ce qu'un changement fait aux totaux du contrat et à ses enveloppes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.comparaison.argent import Mouvement
from contrat.calculs.comparaison.totaux import TotauxCompares, comparer_enveloppes, comparer_totaux
from contrat.modele.action import Action
from contrat.modele.contrat import Contrat
from contrat.modele.dossier import Dossier
from tests.calculs.argent.pieces import enveloppe, equipement, fiche, ligne, ressource
from tests.calculs.fabriques import CONTRAT, dossier, objet


def comparer(avant: Action, apres: Action) -> TotauxCompares:
    return comparer_totaux(dossier(avant), dossier(apres))


def lire(totaux: Any) -> list[Any]:
    return [(t.nom, t.organisme, t.montants.avant, t.montants.apres) for t in totaux]


def test_les_totaux_qui_bougent_et_celui_qui_les_ferme() -> None:
    villes = ressource(organisme="ville", nature="autofinancement", montant="40")
    avant = fiche(
        ligne(prevu="100"), equipement(prevu="7"), ressources=(villes, ressource(montant="60", etat="sollicite"))
    )
    apres = fiche(
        ligne(prevu="120"), equipement(prevu="7"), ressources=(villes, ressource(montant="80", etat="sollicite"))
    )
    totaux = comparer(avant, apres)
    assert lire(totaux.depenses) == [("fonctionnement", None, 100, 120), ("depenses", None, 107, 127)]
    assert lire(totaux.ressources) == [
        ("externes", None, 60, 80), ("financeur", "etat", 60, 80), ("ressources", None, 100, 120),
    ]  # fmt: skip
    assert totaux.ressources[0].parts == Mouvement(Decimal(60), Decimal(8000) / 120)
    assert totaux.depenses[0].parts == Mouvement(None, None)
    assert [t.montants.difference for t in totaux.depenses] == [20, 20]
    assert (totaux.exercices, totaux.autres, totaux.bougent) == ((2011,), (), True)


def test_rien_ne_bouge() -> None:
    celle = fiche(ligne(prevu="1"), ressources=(ressource(),))
    totaux = comparer(celle, celle)
    assert (totaux.depenses, totaux.ressources, totaux.autres, totaux.bougent) == ((), (), (), False)


def test_des_ressources_qui_bougent_seules_se_lisent_avec_les_depenses() -> None:
    totaux = comparer(fiche(ligne(prevu="1"), ressources=(ressource(),)), fiche(ligne(prevu="1")))
    assert lire(totaux.depenses) == [("depenses", None, 1, 1)]
    # D'un financeur à l'autre, le total des ressources ne bouge pas : rien à couvrir.
    change = comparer(fiche(ressources=(ressource(),)), fiche(ressources=(ressource(organisme="ecole"),)))
    assert change.depenses == ()
    assert [t.nom for t in change.ressources] == ["ville", "externes", "financeur", "ressources"]


def test_les_autres_vues_et_les_exercices() -> None:
    avant = fiche(ligne(prevu="1", vote="2"), ligne(exercice="2012"), ressources=(ressource(),))
    apres = fiche(ligne(prevu="1", vote="3", engage="2", realise="1"), ligne(exercice="2010", prevu="0"),
                  ressources=(ressource(encaisse="4"),))  # fmt: skip
    totaux = comparer(avant, apres)
    autres: list[Any] = [(vue, sens, m.avant, m.apres) for vue, sens, m in totaux.autres]
    assert autres == [
        ("vote", "depense", 2, 3), ("engage", "depense", None, 2), ("realise", "depense", None, 1),
        ("realise", "ressource", None, 4),
    ]  # fmt: skip
    assert totaux.exercices == (2010, 2011)
    seul = comparer(fiche(ressources=(ressource(etat="sollicite"),)), fiche(ressources=(ressource(),)))
    assert [(vue, sens) for vue, sens, _ in seul.autres][:1] == [("engage", "ressource")]
    assert seul.bougent


def test_une_section_ou_un_financeur_sans_ligne_ne_bouge_pas() -> None:
    """D'un contrat vide, rien n'est connu ; ce que la ville porte d'un organisme n'est pas ce qu'il donne."""
    porte = ressource(organisme="etat", nature="fctva", montant="15", budget="ville")
    apres = fiche(ligne(prevu="100"), ressources=(ressource(organisme="etat", montant="40"), porte))
    neuf = comparer(fiche(), apres)
    assert lire(neuf.depenses) == [("fonctionnement", None, None, 100), ("depenses", None, None, 100)]
    assert lire(neuf.ressources) == [
        ("ville", None, None, 15), ("externes", None, None, 40), ("financeur", "etat", None, 40),
        ("ressources", None, None, 55),
    ]  # fmt: skip
    assert lire(comparer(apres, fiche(ligne(prevu="100"))).ressources)[0] == ("ville", None, 15, 0)


def test_du_hors_taxes_et_du_ttc_ne_font_pas_un_total() -> None:
    celle, autre = (fiche(ligne(prevu="100"), id=nom, base=base) for nom, base in (("a", "HT"), ("b", "TTC")))
    totaux = comparer_totaux(dossier(celle), dossier(celle, autre))
    assert lire(totaux.depenses) == [("fonctionnement", None, 100, None), ("depenses", None, 100, None)]
    assert [t.montants.difference for t in totaux.depenses] == [None, None]


def test_l_ordre_des_exercices_et_des_financeurs() -> None:
    noms = ("region", "etat", "anah", "caf", "departement")
    cotes = [
        dossier(
            fiche(*(ligne(exercice=annee, prevu=prevu) for annee in ("2016", "2015")),
                  ressources=tuple(ressource(organisme=n, montant=prevu, exercice="2016") for n in noms)),
            contrat="{periode: {debut: 2015, fin: 2016}}",
        )
        for prevu in ("1", "2")
    ]  # fmt: skip
    totaux = comparer_totaux(*cotes)
    assert totaux.exercices == (2015, 2016)
    assert [t.organisme for t in totaux.ressources if t.nom == "financeur"] == sorted(noms)


def contrat(celle: Action, *enveloppes: dict[str, Any]) -> Dossier:
    return dossier(celle, contrats={"contrat": objet(Contrat, CONTRAT, enveloppes=list(enveloppes))})


@pytest.mark.parametrize(
    ("avant", "apres", "franchie", "aggravee"),
    [
        ("99", "100", False, False), ("100", "100.01", True, True), ("100.01", "100", True, False),
        ("101", "102", False, True), ("102", "101", False, False), (None, "101", True, True),
        (None, "100", False, False),
    ],
)  # fmt: skip
def test_une_enveloppe_franchie_ou_aggravee(avant: str | None, apres: str, franchie: bool, aggravee: bool) -> None:
    celle = enveloppe("fonctionnement", "100")
    cotes = [contrat(fiche(ligne(**({"prevu": x} if x else {}))), celle) for x in (avant, apres)]
    (comparee,) = comparer_enveloppes(*cotes)
    assert (comparee.est_franchie, comparee.est_aggravee, comparee.parts.apres, comparee.section) == (
        franchie, aggravee, Decimal(apres), "fonctionnement",
    )  # fmt: skip
    assert (comparee.periode.debut, comparee.periode.fin) == (2010, 2012)


def test_une_enveloppe_qui_change_ou_s_ajoute() -> None:
    celle = fiche(ligne(prevu="50"))
    une, autre = enveloppe("fonctionnement", "100"), enveloppe("fonctionnement", "200")
    assert comparer_enveloppes(contrat(celle, une), contrat(celle, une)) == ()
    (changee,) = comparer_enveloppes(contrat(celle, une), contrat(celle, autre))
    assert (changee.montants, changee.parts) == (
        Mouvement(Decimal(100), Decimal(200)),
        Mouvement(Decimal(50), Decimal(25)),
    )
    (ajoutee,) = comparer_enveloppes(contrat(celle), contrat(celle, une))
    assert (ajoutee.montants, ajoutee.depenses) == (Mouvement(None, Decimal(100)), Mouvement(None, Decimal(50)))
    (otee,) = comparer_enveloppes(contrat(celle, une), contrat(celle))
    assert otee.montants == Mouvement(Decimal(100), None)
    assert not otee.est_aggravee
    # Une enveloppe plus petite aggrave le même dépassement ; qu'elle et ses dépenses doublent n'y change rien.
    petite, moindre = enveloppe("fonctionnement", "40"), enveloppe("fonctionnement", "30")
    assert [e.est_aggravee for e in comparer_enveloppes(contrat(celle, petite), contrat(celle, moindre))] == [True]
    double = contrat(fiche(ligne(prevu="100")), enveloppe("fonctionnement", "80"))
    assert [e.est_aggravee for e in comparer_enveloppes(contrat(celle, petite), double)] == [False]
