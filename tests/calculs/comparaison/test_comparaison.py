"""Deux états d'un contrat : ce qui ne se lit pas d'un côté y est pris à l'autre, une faute se reconnaît."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.comparaison.argent import Mouvement
from contrat.calculs.comparaison.comparaison import (
    ComparaisonContrats,
    EtatContrat,
    Illisible,
    MenagesCompares,
    PublieCompare,
    comparer,
    relever,
)
from contrat.calculs.comparaison.objets import ObjetCompare
from contrat.calculs.concordance.concordance import Concordance
from contrat.calculs.concordance.mesures import METHODES
from contrat.diagnostics import Diagnostic, Gravite
from contrat.modele.action import Axe
from contrat.modele.contrat import Mesure, Periode
from contrat.modele.dossier import Dossier
from contrat.modele.menage import Menage
from contrat.modele.organisme import Source
from tests.calculs.argent.pieces import avec_droit, fiche, ligne
from tests.calculs.fabriques import menage, objet, publie

JOUR = date(2011, 6, 1)


def axe(numero: int, **champs: str) -> Axe:
    texte = f"{{id: axe-{numero}, numero: {numero}, titre: A, titre_court: A, finalite: mieux, source: essai}}"
    return objet(Axe, texte, **champs)


def faute(code: str, fichier: str = "data/a.yaml", gravite: Gravite = Gravite.ERREUR) -> Diagnostic:
    return Diagnostic(code, gravite, "m", fichier, 1, 1, 2, empreinte=f"{code} {fichier}")


def etat(dossier: Dossier, *fautes: Diagnostic, nom: str = "avant", **empeches: Any) -> EtatContrat:
    return relever(nom, dossier, fautes, {f"data/{f}.yaml": regles for f, regles in empeches.items()})


def deux(avant: Dossier, apres: Dossier) -> ComparaisonContrats:
    return comparer(etat(avant), etat(apres, nom="après"), JOUR)


def test_deux_etats_pareils() -> None:
    rien = deux(avec_droit(fiche()), avec_droit(fiche()))
    assert (rien.ne_change_rien, rien.bloque, rien.actions, rien.objets, rien.illisibles) == (True, False, (), (), ())
    assert rien.retards == Mouvement(Decimal(0), Decimal(0))
    assert rien.totaux is not None


def test_sans_contrat_rien_ne_se_totalise() -> None:
    sans = avec_droit(fiche(), contrats={})
    celle = deux(sans, avec_droit(fiche(ligne(prevu="3"))))
    assert (celle.totaux, celle.enveloppes, celle.subventions, celle.publies) == (None, (), (), ())
    assert ([o.genre for o in celle.objets], len(celle.actions)) == (["contrats"], 1)


def test_les_actions_ajoutees_et_retirees() -> None:
    celle = deux(avec_droit(fiche(ligne(prevu="3"))), avec_droit(fiche(ligne(prevu="5"), id="neuve", titre="Neuve")))
    assert [a.action.id for a in celle.ajoutees.actions] == ["neuve"]
    assert [a.action.id for a in celle.retirees.actions] == ["visites"]
    assert (celle.ajoutees.couts, celle.retirees.couts) == (Decimal(5), Decimal(3))
    assert not celle.ne_change_rien


@pytest.mark.parametrize(
    ("champs", "autres"), [({"axes": {}}, {"axes": {"axe-1": axe(1)}}), ({"axes": {"axe-1": axe(1)}}, {"axes": {}})]
)
def test_un_objet_neuf_ou_ote(champs: dict[str, Any], autres: dict[str, Any]) -> None:
    (celui,) = deux(avec_droit(**champs), avec_droit(**autres)).objets
    assert celui == ObjetCompare("axes", "axe-1", champs["axes"].get("axe-1"), autres["axes"].get("axe-1"), ())


def test_un_objet_change_dans_l_ordre_des_genres() -> None:
    avant = {"axe-1": axe(1), "axe-2": axe(2)}
    apres = {"axe-2": axe(2, titre="B"), "axe-1": axe(1, titre="C")}
    source = objet(Source, "{id: essai, nature: publie, titre: t}")
    celle = deux(avec_droit(axes=avant), avec_droit(axes=apres, sources={"essai": source}))
    assert [(o.genre, o.identifiant, [e.chemin for e in o.ecarts]) for o in celle.objets] == [
        ("axes", "axe-1", [("titre",)]), ("axes", "axe-2", [("titre",)]), ("sources", "essai", []),
    ]  # fmt: skip


# --- Ce qui ne se lit pas


def test_ce_qui_ne_se_lit_pas_est_emprunte_a_l_autre_cote() -> None:
    """Une fiche cassée n'est pas une fiche retirée."""
    presents = {"actions": frozenset({"visites"}), "menages": frozenset({"M-0009"})}
    casse = avec_droit(presents=presents, chiffres=frozenset({"M-0009"}))
    celle = deux(avec_droit(fiche(ligne(prevu="3"))), casse)
    # Un ménage chiffré n'est pas illisible : il n'est pas à lire.
    assert (celle.illisibles, celle.actions, celle.ne_change_rien) == (
        (Illisible("après", "actions", "visites"),),
        (),
        True,
    )
    inverse = deux(casse, avec_droit(fiche(ligne(prevu="3"))))
    assert (inverse.illisibles, inverse.actions) == ((Illisible("avant", "actions", "visites"),), ())
    # Illisible des deux côtés, elle n'est nulle part.
    assert [i.cote for i in deux(casse, casse).illisibles] == ["avant", "après"]


def test_un_contrat_illisible_est_emprunte() -> None:
    casse = avec_droit(fiche(), contrats={}, presents={"contrat": frozenset({"contrat"})})
    celle = deux(avec_droit(fiche()), casse)
    assert ([i.genre for i in celle.illisibles], celle.objets) == (["contrats"], ())
    assert celle.totaux is not None


def test_le_droit_des_finances_s_emprunte_aussi() -> None:
    """Un côté sans fiche n'a pas lu ce droit : ses règles sont celles de l'autre."""
    sans = replace(avec_droit(), finances_lues=None)
    assert len(deux(sans, avec_droit(fiche(ligne(prevu="3")))).actions) == 1
    assert len(deux(avec_droit(fiche(ligne(prevu="3"))), sans).actions) == 1


# --- Les fautes


def test_une_faute_se_reconnait_a_son_empreinte() -> None:
    ancienne, nouvelle, restee = faute("B001"), faute("B002"), faute("B003")
    celle = comparer(etat(avec_droit(), ancienne, restee), etat(avec_droit(), restee, nouvelle), JOUR)
    assert (celle.nouvelles, celle.corrigees, celle.ne_change_rien, celle.bloque) == (
        (nouvelle,),
        (ancienne,),
        False,
        True,
    )


def test_seule_une_erreur_bloque() -> None:
    douce = faute("B001", gravite=Gravite.AVERTISSEMENT)
    assert not comparer(etat(avec_droit()), etat(avec_droit(), douce), JOUR).bloque


@pytest.mark.parametrize(
    ("empeches", "corrigees"),
    [({}, 1), ({"a": ("B",)}, 0), ({"a": ("B001",)}, 0), ({"a": ("B002", "D")}, 1), ({"b": ("B",)}, 1)],
)
def test_ce_qui_n_a_pu_etre_revu_n_est_pas_corrige(empeches: dict[str, Any], corrigees: int) -> None:
    celle = comparer(etat(avec_droit(), faute("B001")), etat(avec_droit(), **empeches), JOUR)
    assert len(celle.corrigees) == corrigees


# --- Les ménages et les chiffres publiés


def menages(*revenus: int) -> dict[str, Menage]:
    return {
        f"M-{rang:04}": menage(id=f"M-{rang:04}", revenus=[{"annee": "2009", "rfr": str(rfr)}])
        for rang, rfr in enumerate(revenus, 1)
    }


@pytest.mark.parametrize(
    ("avant", "apres", "attendus"),
    [
        ((1,) * 5, (1,) * 5, MenagesCompares(0, 0, 0)),
        ((1,) * 5, (1,) * 10, MenagesCompares(5, 0, 0)),
        ((1,) * 5, (1,) * 9, MenagesCompares(None, 0, 0)),
        ((1,) * 10, (1,) * 5, MenagesCompares(0, 5, 0)),
        ((1,) * 5, (2,) * 5, MenagesCompares(0, 0, 5)),
        ((1,) * 5, (1, 2, 2, 2, 2), MenagesCompares(0, 0, None)),
    ],
)
def test_combien_de_menages(avant: tuple[int, ...], apres: tuple[int, ...], attendus: MenagesCompares) -> None:
    """Un nombre de un à quatre désignerait quelqu'un : il n'est pas dit."""
    celle = deux(avec_droit(menages=menages(*avant)), avec_droit(menages=menages(*apres)))
    assert celle.menages == attendus
    assert celle.ne_change_rien is (attendus == MenagesCompares(0, 0, 0))


PUBLIES = """
publies:
  - {mesure: actions.approuvees, valeur: 2, periode: {debut: 2010, fin: 2012}, approche: non, source: document}
"""


def test_un_chiffre_publie_qui_n_est_plus_retrouve() -> None:
    deux_fiches = (fiche(), fiche(id="b", titre="B"))
    lus: dict[str, Any] = {nom: frozenset[str]() for nom in ("actions", "organismes")}
    lus = {"genres": frozenset(lus), "presents": lus}
    avant = avec_droit(*deux_fiches, contrat=PUBLIES, **lus)
    apres = avec_droit(fiche(), contrat=PUBLIES, **lus)
    assert [c.publie.mesure for c in etat(avant).concordances] == ["actions.approuvees"]
    (rompu,) = deux(avant, apres).publies
    assert (rompu.est_rompu, rompu.une.recalcule, rompu.est_discret) == (True, Decimal(1), False)
    (repare,) = deux(apres, avant).publies
    assert (repare.est_rompu, repare.une.recalcule) == (False, Decimal(2))
    assert deux(avant, avant).publies == ()
    (neuf,) = deux(avec_droit(fiche()), apres).publies
    assert (neuf.avant, neuf.est_rompu, neuf.est_discret) == (None, True, False)
    (ote,) = deux(apres, avec_droit(fiche())).publies
    assert (ote.apres, ote.est_rompu, ote.une) == (None, False, ote.avant)


def test_ce_qui_est_en_retard() -> None:
    """Une action qui devait finir avant ce jour."""
    avant = fiche(calendrier={"debut": "2010", "fin": "2011-12-31"})
    apres = fiche(calendrier={"debut": "2010", "fin": "2011-05-31"})
    assert deux(avec_droit(avant), avec_droit(apres)).retards == Mouvement(Decimal(0), Decimal(1))


def confronte(mesure: Mesure, recalcule: str | None) -> Concordance:
    methode = METHODES[mesure]
    valeur = None if recalcule is None else Decimal(recalcule)
    return Concordance(0, publie(mesure=mesure), methode, methode.unite, valeur, frozenset())


@pytest.mark.parametrize(
    ("mesure", "avant", "apres", "est_discret"),
    [
        ("menages.contactes", "10", "14", True), ("menages.contactes", "14", "10", True),
        ("menages.contactes", "10", "15", False), ("menages.contactes", "10", "10", False),
        ("menages.eligibles", "10", "11", True),
        # Inconnu d'un côté, en euros, ou compté dans les fiches, il ne désigne personne.
        ("menages.contactes", None, "3", False), ("menages.contactes", "3", None, False),
        ("logements.travaux", "1000", "1001", False), ("actions.approuvees", "1", "2", False),
    ],
)  # fmt: skip
def test_une_difference_qui_designerait_quelques_menages(
    mesure: Mesure, avant: str | None, apres: str | None, est_discret: bool
) -> None:
    assert PublieCompare(confronte(mesure, avant), confronte(mesure, apres)).est_discret is est_discret


@pytest.mark.parametrize(("fin", "concerne"), [(2010, False), (2011, True)])
def test_une_faute_ne_concerne_que_le_chiffre_de_sa_periode(fin: int, concerne: bool) -> None:
    """« Ménages contactés 2010 » commence « Ménages contactés 2010-2011 », dont le nombre peut se montrer."""
    chiffre = confronte("menages.contactes", "10")
    periode = Periode(debut=2010, fin=fin)
    chiffre = replace(chiffre, publie=chiffre.publie.model_copy(update={"periode": periode}))
    trouvee = faute("V001")._replace(message="Ménages contactés 2010-2011 : publié 124, 130 dans les fiches (+6)")
    assert PublieCompare(chiffre, chiffre).concerne(trouvee) is concerne


def test_deux_chiffres_de_la_meme_mesure_ne_se_confondent_pas() -> None:
    """Une autre période est un autre chiffre ; ce qui ne se recalcule d'aucun côté n'est pas comparé."""
    lus: dict[str, Any] = {nom: frozenset[str]() for nom in ("actions", "organismes")}
    lus = {"genres": frozenset(lus), "presents": lus}
    autre = PUBLIES + PUBLIES.split("publies:")[1].replace("fin: 2012", "fin: 2011").replace("valeur: 2", "valeur: 1")
    avant, apres = avec_droit(fiche(), contrat=PUBLIES, **lus), avec_droit(fiche(), contrat=autre, **lus)
    assert [p.avant is None for p in deux(avant, apres).publies] == [True]
    illisible = avec_droit(fiche(), contrat=PUBLIES)
    assert deux(avant, illisible).publies == deux(illisible, avant).publies == ()


def test_la_faute_d_un_chiffre_publie_est_la_sienne() -> None:
    compare = PublieCompare(confronte("actions.approuvees", "1"), confronte("actions.approuvees", "2"))
    sienne, autre = (
        faute("V001")._replace(message=f"{nom} 2010-2011 : les fiches donnent 2")
        for nom in ("Actions approuvées", "Axes")
    )
    assert (compare.concerne(sienne), compare.concerne(autre)) == (True, False)


def test_les_subventions_versees_se_comparent() -> None:
    def verser(montant: str) -> Dossier:
        return avec_droit(fiche(ligne(prevu=montant, beneficiaire="ecole")))

    assert len(deux(verser("300"), verser("500")).subventions) == 1
    assert deux(verser("300"), verser("300")).subventions == ()


def test_un_contrat_qui_ne_se_lit_que_d_un_cote_ne_retire_aucun_chiffre() -> None:
    lus: dict[str, Any] = {nom: frozenset[str]() for nom in ("actions", "organismes")}
    lu = avec_droit(fiche(), contrat=PUBLIES, genres=frozenset(lus), presents=lus)
    sans = avec_droit(fiche(), contrats={})
    assert (deux(lu, sans).publies, deux(sans, lu).publies) == ((), ())


def test_ce_qui_ne_se_lit_pas_se_dit_dans_l_ordre() -> None:
    noms = [f"action-{rang}" for rang in range(1, 8)]
    casse = avec_droit(presents={"actions": frozenset(noms)})
    assert [i.identifiant for i in deux(casse, avec_droit()).illisibles] == noms
