"""Une action, ses dépenses, ses ressources, et chaque chiffre calculé à la main.

Une dépense : exercice, section (F ou I), chapitre, prévu ; puis `v` voté, `e` engagé, `p` payé, `r` reporté, `>` à qui
elle est versée, `=` qui la paie, `HT` ou `TTC`. Une ressource : organisme, nature, exercice, section, montant, état ;
puis `s` demandé, `a` accordé, `c` encaissé, `b` rendu. `@` donne un autre exercice ; `?`, un montant inconnu.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from contrat.calculs.argent.attentes import attendre
from contrat.calculs.argent.budget import consolider
from contrat.calculs.argent.execution import consolider_les_vues, ranger_execution
from contrat.calculs.argent.financement import dresser
from contrat.calculs.argent.regles_financement import (
    juger_aides_publiques,
)
from contrat.controles import appliquer, choisir
from contrat.depot.droit import charger_finances
from contrat.diagnostics import Emplacement, Gravite
from contrat.modele.action import Action
from contrat.modele.finances import DroitFinancier
from tests.calculs.argent.pieces import TOUS, fiche
from tests.calculs.fabriques import dossier

SECTIONS = {"F": "fonctionnement", "I": "investissement"}
NATURES = {"auto": "autofinancement", "sub": "subvention_publique", "soc": "organisme_social", "don": "prive",
           "us": "usagers", "emp": "emprunt", "tva": "fctva"}  # fmt: skip
ACQUIS = {"accorde", "conventionne", "acompte", "solde"}


def lire_ligne(texte: str) -> dict[str, Any]:
    exercice, section, chapitre, *suite = texte.split()
    lue: dict[str, Any] = {"exercice": exercice, "section": SECTIONS[section], "chapitre": chapitre, "libelle": texte}
    for mot in suite:
        if mot in ("HT", "TTC"):
            lue["base"] = mot
        elif mot[0].isdigit():
            lue["prevu"] = mot
        elif "@" in mot:
            montant, annee = mot[1:].split("@")
            lue.setdefault("paiements", []).append({"exercice": annee, "montant": montant})
        elif mot.startswith(">"):
            lue["beneficiaire"] = mot[1:]
        elif mot.startswith("="):
            lue["budget"] = mot[1:]
        else:
            lue[{"v": "vote", "e": "engage", "p": "realise", "r": "report"}[mot[0]]] = mot[1:]
    return lue


def lire_ressource(texte: str) -> dict[str, Any]:
    organisme, nature, exercice, section, montant, etat, *suite = texte.split()
    lue: dict[str, Any] = {"organisme": organisme, "nature": NATURES[nature], "exercice": exercice,
                           "section": SECTIONS[section], "montant": montant, "etat": etat, "note": texte}  # fmt: skip
    if etat in ACQUIS:
        lue["notification"] = {"date": "2010-01-01", "reference": "N"}
    for mot in suite:
        if mot.startswith("="):
            lue["budget"] = mot[1:]
        elif "@" in mot:
            montant, annee = mot[1:].split("@")
            liste = {"c": "encaissements", "b": "reversements"}[mot[0]]
            lue.setdefault(liste, []).append({"exercice": annee, "montant": montant})
        else:
            lue[{"s": "sollicite", "a": "accorde", "c": "encaisse", "b": "reverse"}[mot[0]]] = mot[1:]
    return lue


def lire(texte: str, **champs: Any) -> Action:
    """Une action d'après ses dépenses et ses ressources, séparées par `|`."""
    depenses, _, ressources = texte.partition("|")
    return fiche(
        *map(lire_ligne, filter(None, map(str.strip, depenses.split(";")))),
        ressources=tuple(map(lire_ressource, filter(None, map(str.strip, ressources.split(";"))))),
        **champs,
    )


def mesurer(action: Action) -> dict[str, Any]:
    """Tous les chiffres que les pages montrent de cette action."""
    lu, plan = dossier(action), dresser(action)
    vues = {vue: consolider(lu, TOUS, vue) for vue in ("prevu", "vote", "engage", "realise")}
    ensemble = ranger_execution(lu, consolider_les_vues(lu, TOUS), "section")[-1]
    perdues = [r for r in action.plan.ressources if r.est_perdue]
    return {
        "prevu": vues["prevu"].total_depenses, "vote": vues["vote"].total_depenses,
        "engage": vues["engage"].total_depenses, "paye": vues["realise"].total_depenses,
        "ville": vues["prevu"].ressources_ville, "autres": vues["prevu"].ressources_externes,
        "caisse": vues["realise"].total_ressources, "ecart": plan.ecart, "acquis": plan.certitudes["acquis"],
        "propre": plan.part_propre, "taux": ensemble.taux_execution,
        "demande": sum((r.demande_ou_attendu or Decimal(0) for r in action.plan.ressources), Decimal(0)),
        "perdu": sum((r.demande_ou_attendu or Decimal(0) for r in perdues), Decimal(0)),
    }  # fmt: skip


# Chaque scénario : la fiche, puis les chiffres attendus, faits à la main.
SCENARIOS: dict[str, tuple[str, str]] = {
    "rien": ("|", "prevu=? ville=? autres=? paye=? caisse=? ecart=0 taux=?"),
    "une dépense seule": ("2010 F 011 100 |", "prevu=100 ville=0 ecart=-100 paye=? taux=?"),
    "un plan qui ferme": ("2010 F 011 100 | ville auto 2010 F 100 pressenti", "prevu=100 ville=100 ecart=0 propre=100"),
    "un centime de trop": ("2010 F 011 100 | ville auto 2010 F 100.01 pressenti", "ecart=0.01 ville=100.01"),
    "un centime de moins": ("2010 F 011 100 | ville auto 2010 F 99.99 pressenti", "ecart=-0.01"),
    "deux sections": ("2010 F 011 30 ; 2010 I 21 70 | ville auto 2010 F 30 pressenti ; ville auto 2010 I 70 pressenti",
                      "prevu=100 ecart=0"),
    "trois exercices": ("2010 F 011 10 ; 2011 F 011 20 ; 2012 F 011 30 |", "prevu=60 ecart=-60"),
    "avant et après le contrat": ("2009 F 011 10 ; 2010 F 011 20 ; 2013 F 011 40 |", "prevu=20 ecart=-70"),
    "un dixième dix fois": ("; ".join(f"2010 F {c} 0.1" for c in range(60, 70)) + " |", "prevu=1 ecart=-1"),
    "de grands montants": ("2010 I 21 999999999999.99 ; 2011 I 21 0.01 |", "prevu=1000000000000"),
    "zéro n'est pas inconnu": ("2010 F 011 0 |", "prevu=0 paye=?"),
    "rien de prévu, voté": ("2010 F 011 v50 | ville auto 2010 F 50 pressenti", "prevu=? vote=50 ecart=0"),
    "voté plus que prévu": ("2010 F 011 100 v120 e110 p60 |", "prevu=100 vote=120 engage=110 paye=60 taux=50"),
    "voté moins que prévu": ("2010 F 011 100 v80 p40 |", "vote=80 paye=40 taux=50"),
    "engagé sans vote": ("2010 F 011 100 e90 p45 |", "vote=? engage=90 paye=45 taux=45"),
    "payé zéro": ("2010 F 011 100 p0 |", "paye=0 taux=0"),
    "une ligne payée, l'autre inconnue": ("2010 F 011 100 p50 ; 2010 F 012 300 |", "paye=50 taux=50"),
    "une ligne payée, l'autre à zéro": ("2010 F 011 100 p50 ; 2010 F 012 300 p0 |", "paye=50 taux=12.5"),
    "payé en deux ans": ("2010 F 011 100 p30@2010 p20@2011 |", "paye=50 taux=50"),
    "payé après le contrat": ("2012 F 011 100 p30@2012 p20@2013 |", "paye=30 taux=30"),
    "payé seulement après le contrat": ("2012 F 011 100 p20@2013 |", "paye=? taux=0"),
    "reporté dans le contrat": ("2010 F 011 100 e80 r50 p30@2010 p50@2011 |", "paye=80 taux=80"),
    "une aide accordée": ("2010 I 21 100 | etat sub 2010 I 40 accorde ; ville auto 2010 I 60 pressenti",
                          "ville=60 autres=40 acquis=40 demande=40 ecart=0"),
    "une aide sollicitée": ("2010 I 21 100 | etat sub 2010 I 40 sollicite", "acquis=0 autres=40 demande=40 ecart=-60"),
    "un dossier complet": ("2010 I 21 100 | etat sub 2010 I 40 dossier_complet", "acquis=0 autres=40 demande=40"),
    "une aide seulement espérée": ("2010 I 21 100 | etat sub 2010 I 40 pressenti", "acquis=0 autres=40 demande=0"),
    "une aide dite apportée": ("2010 I 21 100 | etat sub 2010 I 40 declare", "acquis=0 autres=40 demande=0"),
    "accordée pour moins": ("2010 I 21 100 | etat sub 2010 I 30 accorde s50", "autres=30 acquis=30 demande=50 perdu=0"),
    "refusée, la demande reste": ("2010 I 21 100 | etat sub 2010 I 0 refuse s40", "autres=0 demande=40 perdu=40"),
    "refusée, sans dire combien": ("2010 I 21 100 | etat sub 2010 I 0 refuse", "autres=0 demande=0 perdu=0"),
    "refusée, puis remplacée": ("2010 I 21 100 | etat sub 2010 I 0 refuse s40 ; ville auto 2010 I 100 pressenti",
                                "ville=100 autres=0 ecart=0 perdu=40"),
    "retirée": ("2010 I 21 100 | etat sub 2010 I 0 retire a40", "autres=0 acquis=0 perdu=40 demande=40"),
    "caduque après un acompte gardé": ("2010 I 21 100 | etat sub 2010 I 0 caduc a40 c15 b0", "caisse=15 perdu=40"),
    "caduque, l'acompte rendu": ("2010 I 21 100 | etat sub 2010 I 0 caduc a40 c15 b15", "caisse=0 perdu=40"),
    "un acompte": ("2010 I 21 100 | etat sub 2010 I 40 acompte c12", "acquis=40 caisse=12"),
    "un solde": ("2010 I 21 100 | etat sub 2010 I 40 solde c40", "acquis=40 caisse=40"),
    "encaissée deux ans après": ("2010 I 21 100 | etat sub 2010 I 40 solde c40@2012", "autres=40 caisse=40"),
    "encaissée après le contrat": ("2010 I 21 100 | etat sub 2010 I 40 solde c10@2011 c30@2013", "autres=40 caisse=10"),
    "un trop-perçu rendu": ("2010 I 21 100 | etat sub 2010 I 40 solde c50 b10", "caisse=40"),
    "rendu l'année d'après": ("2010 I 21 100 | etat sub 2010 I 40 solde c50@2011 b10@2012", "caisse=40"),
    "rendu après le contrat": ("2010 I 21 100 | etat sub 2010 I 40 solde c50@2011 b10@2013", "caisse=50"),
    "un emprunt est à la ville": ("2010 I 21 100 | etat emp 2010 I 60 pressenti ; ville auto 2010 I 40 pressenti",
                                  "ville=100 autres=0 propre=100 ecart=0"),
    "la TVA rendue est à la ville": ("2010 I 21 100 | etat tva 2010 I 15 pressenti ; ville auto 2010 I 85 pressenti",
                                     "ville=100 autres=0 propre=100"),
    "un emprunt du centre social": ("2010 I 21 100 | etat emp 2010 I 60 pressenti =ccas", "ville=60 propre=60"),
    "les usagers ne sont pas la ville": ("2010 F 011 100 | etat us 2010 F 20 accorde", "ville=0 autres=20 propre=0"),
    "deux aides du même": ("2010 I 21 100 | etat sub 2010 I 10 accorde ; etat sub 2010 I 20 sollicite",
                           "autres=30 acquis=10 demande=30"),
    "le centre social paie": ("2010 F 011 100 =ccas | ccas auto 2010 F 100 pressenti", "ville=100 prevu=100 ecart=0"),
    "la ville verse, le centre paie": (
        "2010 F 65 80 >ccas ; 2010 F 011 80 =ccas | ville auto 2010 F 80 pressenti ; ccas auto 2010 F 80 pressenti",
        "prevu=80 ville=80"),
    "un autre budget du contrat, qui n'est pas rattaché": (
        "2010 F 65 80 >etat ; 2010 F 011 80 =etat | ville auto 2010 F 80 pressenti ; ville sub 2010 F 80 accorde =etat",
        "prevu=80 ville=80 autres=0"),
    "de cet autre budget vers le centre": (
        "2010 F 65 80 >ccas =etat ; 2010 F 011 80 =ccas "
        "| etat auto 2010 F 80 pressenti =etat ; etat sub 2010 F 80 accorde =ccas",
        "prevu=80 ville=0 autres=80"),
    "un versement à une école rattachée": ("2010 F 65 80 >ecole | ville auto 2010 F 80 pressenti", "prevu=80 ville=80"),
    "deux années de hors taxes": ("2010 I 21 100 HT ; 2011 I 21 50 HT |", "prevu=150"),
    "une section HT, l'autre TTC": ("2010 I 21 100 HT ; 2010 F 011 50 TTC |", "prevu=150"),
}  # fmt: skip


@pytest.mark.parametrize("nom", SCENARIOS)
def test_les_chiffres_d_un_scenario(nom: str) -> None:
    texte, attendus = SCENARIOS[nom]
    trouves = mesurer(lire(texte))
    for attendu in attendus.split():
        cle, valeur = attendu.split("=")
        assert trouves[cle] == (None if valeur == "?" else Decimal(valeur)), (nom, cle, trouves[cle])


# Le statut de l'action change ce qui compte, jamais ce qui a été payé.
STATUTS = {
    "abandonnee": "prevu=? autres=? paye=30 caisse=10 ecart=-60",
    "suspendue": "prevu=100 autres=40 paye=30 caisse=10 ecart=-60",
    "realisee": "prevu=100 autres=40 paye=30 caisse=10 ecart=-60",
}


@pytest.mark.parametrize("statut", STATUTS)
def test_les_chiffres_selon_le_statut(statut: str) -> None:
    celle = lire("2010 I 21 100 p30 | etat sub 2010 I 40 acompte c10", statut=statut)
    trouves = mesurer(celle)
    for attendu in STATUTS[statut].split():
        cle, valeur = attendu.split("=")
        assert trouves[cle] == (None if valeur == "?" else Decimal(valeur)), (statut, cle, trouves[cle])


JOUR = date(2013, 1, 1)
DON = "don 2010 F 100 pressenti"
# La fiche, puis les règles B qu'elle doit faire parler, et elles seules. Le contrat va de 2010 à 2012.
DROIT_DIT: dict[str, tuple[str, str]] = {
    "rien à dire": ("2010 F 011 100 | ville auto 2010 F 100 pressenti", ""),
    "un plan qui ne ferme pas": ("2010 F 011 100 | ville auto 2010 F 99 pressenti", "B001"),
    "un exercice hors du contrat": ("2013 F 011 100 | ville auto 2013 F 100 pressenti", "B003"),
    "une ressource de zéro": ("2010 F 011 100 | ville auto 2010 F 100 pressenti ; etat sub 2010 F 0 pressenti", "B005"),
    "plus d'encaissé que d'accordé": ("2010 I 21 100 | etat sub 2010 I 80 solde c90 ; ville auto 2010 I 20 pressenti",
                                      "B006"),
    "plus d'accordé que de demandé": (
        "2010 I 21 100 | etat sub 2010 I 80 solde c80 s70 ; ville auto 2010 I 20 pressenti", "B006"),
    "un refus qui garde un montant": ("2010 I 21 9 | etat sub 2010 I 5 refuse ; ville auto 2010 I 9 pressenti", "B006"),
    "un chapitre d'un autre temps": ("2010 F 731 100 | ville auto 2010 F 100 pressenti", "B007"),
    "payé plus qu'engagé": ("2010 F 011 100 e50 p51 | ville auto 2010 F 100 pressenti", "B008"),
    "payé avant l'exercice": ("2011 F 011 100 p5@2010 | ville auto 2011 F 100 pressenti", "B008"),
    "reporté plus que le reste": ("2010 F 011 100 e50 p30 r21 | ville auto 2010 F 100 pressenti", "B008"),
    "un prix à l'autofinancement d'un autre": ("2010 F 011 100 | etat auto 2010 F 100 pressenti", "B019"),
    "un don de l'État": (f"2010 F 011 100 | etat {DON}", "B019"),
    "un emprunt qui paie l'animation": ("2010 F 011 100 | etat emp 2010 F 100 pressenti", "B020"),
    "encaissée sans accord": ("2010 I 21 90 | etat sub 2010 I 8 pressenti c8 ; ville auto 2010 I 82 pressenti", "B022"),
    "conventionnée sans convention": (
        "2010 I 21 100 | etat sub 2010 I 80 conventionne c8 ; ville auto 2010 I 20 pressenti", "B022"),
    "un salaire versé à l'école": ("2010 F 012 100 >ecole | ville auto 2010 F 100 pressenti", "B024"),
    "une part de la ville trop faible": ("2012 I 21 100 | etat sub 2012 I 81 accorde ; ville auto 2012 I 19 pressenti",
                                         "B010"),
    "exactement vingt pour cent": ("2012 I 21 100 | etat sub 2012 I 80 accorde ; ville auto 2012 I 20 pressenti", ""),
    "des aides au-delà de la dépense subventionnable": (
        "2010 I 21 100 | etat sub 2010 I 99 accorde ; ville auto 2010 I 1 pressenti", "B010"),
    "un solde qui n'est pas tout": ("2010 I 21 100 | etat sub 2010 I 80 solde c70 ; ville auto 2010 I 20 pressenti",
                                         "B014"),
}  # fmt: skip


@cache
def finances() -> DroitFinancier:
    return charger_finances()


@pytest.mark.parametrize("nom", DROIT_DIT)
def test_les_regles_d_un_scenario(nom: str) -> None:
    texte, attendus = DROIT_DIT[nom]
    genres = frozenset({"contrat", "organismes", "actions", "finances"})
    presents = {"actions": frozenset({"visites"}), "organismes": frozenset({"ville", "ccas", "ecole", "etat"})}
    lu = dossier(lire(texte), genres=genres, finances_lues=finances(), jour=JOUR, presents=presents)
    ici = Emplacement("fiche", 1, 1, 2, "")
    trouves = [d for d in appliquer(lu, lambda _: ici, choisir("B")) if d.gravite is not Gravite.INFORMATION]
    assert sorted({d.code for d in trouves}) == attendus.split(), [d.message for d in trouves]


@pytest.mark.parametrize(
    ("programme", "jour", "juge", "rejetee"),
    [
        ("FNADT", date(2020, 9, 3), True, True),
        ("DETR", date(2020, 9, 3), False, False),
        ("dsil", date(2020, 9, 3), False, False),
        ("FNADT", date(2020, 9, 2), True, None),
    ],
)
def test_une_dotation_n_est_pas_jugee_par_le_decret_de_2018(
    programme: str, jour: date, juge: bool, rejetee: bool | None
) -> None:
    """Le décret de 2018 écarte les dotations ; reçue le 2 janvier, une demande attend jusqu'au 2 septembre."""
    aide = lire_ressource("etat sub 2020 I 110 sollicite") | {"programme": programme, "reception": "2020-01-02"}
    celle = fiche(lire_ligne("2020 I 21 100"), ressources=(aide,))
    lu = dossier(celle, finances_lues=finances())
    jugement = juger_aides_publiques(celle, lu)
    assert (jugement is not None and not jugement.est_respecte) == juge
    attente = attendre(celle.plan.ressources[0], celle, lu, jour)
    assert (attente and attente.est_rejetee) == rejetee
