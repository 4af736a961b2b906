"""D'une rangée à un dossier de ménage : la place de chaque colonne, ce qu'une valeur ajoute, remplace ou contredit."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from pydantic import BaseModel, ValidationError

from contrat.calculs.echanges.menages import (
    COLONNES,
    LISTES,
    MOTIVEES,
    TEXTES,
    RangeeMenage,
    Report,
    decouper_liste,
    decouper_montants,
    decouper_revenus,
    reconnaitre_colonne,
    reporter_rangee,
    situer_motif,
)
from contrat.modele.evenement import EtapeMenage, MotifAbandon, MotifRefus
from contrat.modele.menage import BudgetMensuel, Logement, Occupants, Projet
from contrat.modele.saisie import Saisie

BLOCS: dict[str, type[BaseModel]] = {
    "occupants": Occupants,
    "budget": BudgetMensuel,
    "logement": Logement,
    "projet": Projet,
}
SANS_COLONNE = {"nombre", "autres_travaux", "gestes", "factures_energie", "estimation"}


def test_chaque_donnee_d_un_dossier_a_sa_colonne() -> None:
    places = {nom: (colonne.bloc, colonne.cle) for nom, colonne in COLONNES.items()}
    communes = {
        cle: (bloc, cle) for bloc, modele in BLOCS.items() for cle in modele.model_fields if cle not in SANS_COLONNE
    }
    montants = ("dossier_depose", "accorde", "acompte", "solde_paye")
    assert places == communes | {
        "secteur": ("", "secteur"), "origine": ("", "origine"), "personnes": ("occupants", "nombre"),
        "date": ("projet", "demande"), "rfr": ("revenus", "rfr"), "rfr_annee": ("revenus", "annee"),
        **{cle: ("gestes", cle) for cle in ("geste", "quantite", "cee")},
        **dict.fromkeys(get_args(EtapeMenage), ("evenements", "date")),
        **{f"montant_{etape}": ("evenements", "montants") for etape in montants}, "motif": ("evenements", "motif"),
    }  # fmt: skip
    assert [nom for nom, c in COLONNES.items() if c.nom != nom or c.cle not in c.modele.model_fields] == []
    assert (COLONNES["secteur"].chemin, COLONNES["dpe"].chemin) == (("secteur",), ("logement", "dpe"))


def test_ce_qui_est_du_texte_libre_et_ce_qui_fait_une_liste() -> None:
    """Tout texte libre se surveille : une identité pourrait s'y écrire."""
    listes = ("revenus", "gestes", "evenements")
    libres = {nom for nom, c in COLONNES.items() if c.bloc not in listes and _admet(c, "du texte")}
    assert libres - TEXTES <= {"achevement", "commune", "domicile"} | LISTES
    assert {"secteur", "origine"} == TEXTES - LISTES
    assert {nom for nom in LISTES if COLONNES[nom].lire(["a", "b"])} == LISTES
    assert {nom for nom in COLONNES if nom not in LISTES and _admet(COLONNES[nom], ["a", "b"])} == set()


def _admet(colonne: Any, valeur: Any) -> bool:
    try:
        colonne.lire(valeur)
    except (ValidationError, ValueError):
        return False
    return True


def test_les_mots_d_une_liste_fermee() -> None:
    assert COLONNES["commences"].reponses == ("oui", "non")
    assert COLONNES["dpe"].reponses == tuple("ABCDEFG")
    assert COLONNES["travaux_ht"].reponses == ()
    assert list(MOTIVEES) == ["abandon", "rejete", "retire"]
    assert COLONNES["motif"].reponses == tuple(dict.fromkeys((*get_args(MotifAbandon), *get_args(MotifRefus))))


@pytest.mark.parametrize(
    ("entete", "colonne"),
    [
        ("DPE", "dpe"), ("Travaux TTC", "travaux_ttc"), ("Achèvement", "achevement"), ("id", "id"),
        ("Identifiant", "id"), ("Numéro", "id"), ("N", "id"), ("N° de dossier", "id"), ("Numéro de dossier", "id"),
        ("N dossier", "id"), ("n de dossier", "id"), ("Montant demandé", "montant_dossier_depose"),
        ("Montant payé", "montant_solde_paye"), ("Montant accordé", "montant_accorde"), ("Remarques", None),
    ],
)  # fmt: skip
def test_l_en_tete_qui_nomme_une_colonne(entete: str, colonne: str | None) -> None:
    assert reconnaitre_colonne(entete) == colonne


def test_decouper_une_case() -> None:
    assert decouper_liste("isoler ; aérer\n chauffer;; ") == ["isoler", "aérer", "chauffer"]
    assert decouper_revenus("8 200 + 7 200") == ["8 200", "7 200"]
    assert decouper_montants("anah=3000 ; a=b=500") == [
        {"financeur": "anah", "montant": "3000"}, {"financeur": "a=b", "montant": "500"},
    ]  # fmt: skip


def reporter(contenu: dict[str, Any], **valeurs: str) -> Report:
    return reporter_rangee(contenu, valeurs, remplacer=False)


def remplacer(contenu: dict[str, Any], **valeurs: str) -> Report:
    return reporter_rangee(contenu, valeurs, remplacer=True)


RIEN = Report([], [], [])


def test_une_rangee_ne_dit_rien_d_abord() -> None:
    assert RangeeMenage(3) == RangeeMenage(3, numero="", valeurs={}, ecartees=[], refus="")


@pytest.mark.parametrize(
    ("contenu", "valeurs", "sans", "avec"),
    [
        ({}, {"dpe": "F"}, [Saisie(("logement", "dpe"), "F")], [Saisie(("logement", "dpe"), "F")]),
        ({}, {"secteur": "bourg"}, [Saisie(("secteur",), "bourg")], [Saisie(("secteur",), "bourg")]),
        # La même valeur, écrite autrement.
        ({"projet": {"travaux_ht": "100"}}, {"travaux_ht": "100.00"}, [], []),
        ({"logement": {"dpe": "F"}}, {"dpe": "G"}, "dpe", [Saisie(("logement", "dpe"), "G")]),
        # Un texte de plus s'ajoute à la liste, et ne contredit rien.
        (
            {"projet": {"souhaites": ["isoler"]}}, {"souhaites": "isoler; aérer"},
            [Saisie(("projet", "souhaites"), ["aérer"])], [Saisie(("projet", "souhaites"), ["aérer"])],
        ),
        ({"projet": {"souhaites": ["isoler"]}}, {"souhaites": "isoler"}, [], []),
    ],
)  # fmt: skip
def test_une_valeur_manque_se_repete_ou_contredit(
    contenu: dict[str, Any], valeurs: dict[str, str], sans: Any, avec: list[Saisie]
) -> None:
    saisies, contredites = (sans, []) if isinstance(sans, list) else ([], [sans])
    assert reporter(contenu, **valeurs) == Report(saisies, contredites, [])
    assert remplacer(contenu, **valeurs) == Report(avec, [], [])


AVIS = [{"annee": "2008", "rfr": "1"}, {"annee": "2009", "rfr": "8000"}, {"annee": "2009", "rfr": "2000"}]


@pytest.mark.parametrize(
    ("rfr", "sans", "avec"),
    [
        ("8000 + 2000", RIEN, RIEN),
        # La même somme en un seul avis n'est pas une contradiction.
        ("10000.00", RIEN, RIEN),
        (
            "8000 + 2001", Report([], ["rfr"], []),
            Report([Saisie(("revenus", 1, "rfr"), "8000"), Saisie(("revenus", 2, "rfr"), "2001")], [], []),
        ),
        # Pas autant d'avis : lequel remplacer ne se devine pas.
        ("10001", Report([], ["rfr"], []), Report([], ["rfr"], [])),
    ],
)  # fmt: skip
def test_les_revenus(rfr: str, sans: Report, avec: Report) -> None:
    assert reporter({"revenus": AVIS}, rfr=rfr, rfr_annee="2009") == sans
    assert remplacer({"revenus": AVIS}, rfr=rfr, rfr_annee="2009") == avec


def test_les_revenus_d_une_autre_annee() -> None:
    deux = [{"annee": "2010", "rfr": "5"}, {"annee": "2010", "rfr": "6"}]
    for contenu in ({}, {"revenus": AVIS}):
        assert reporter(contenu, rfr="5+6", rfr_annee="2010") == Report([Saisie(("revenus",), deux)], [], [])
    assert reporter({}, rfr_annee="2010") == RIEN


def test_un_geste() -> None:
    neuf = Report([Saisie(("projet", "gestes"), [{"geste": "fenetres", "quantite": "4"}])], [], [])
    assert reporter({}, geste="fenetres", quantite="4") == neuf
    gestes = [{"geste": "audit"}, {"geste": "fenetres", "quantite": "3"}, {"geste": "fenetres", "quantite": "5"}]
    contenu = {"projet": {"gestes": gestes}}
    assert reporter({"projet": {"gestes": gestes[:1]}}, geste="fenetres", quantite="4") == neuf
    assert reporter(contenu, geste="fenetres", quantite="5") == reporter(contenu, geste="fenetres") == RIEN
    assert reporter(contenu, geste="fenetres", quantite="4") == Report([], ["geste"], [])
    assert reporter(contenu, geste="audit", cee="9") == Report([], ["geste"], [])
    avec_prime = Report([Saisie(("projet", "gestes"), [{"geste": "audit", "cee": "9"}])], [], [])
    assert reporter({}, geste="audit", cee="9") == avec_prime
    # Une quantité sans geste ne se rattache à rien.
    assert reporter({}, quantite="4") == RIEN


def etape(jour: str, nom: str, **champs: Any) -> dict[str, Any]:
    return {"date": jour, "etape": nom, **champs}


def test_les_etapes_neuves_dans_l_ordre_des_jours() -> None:
    """Le même jour, dans l'ordre d'un parcours."""
    report = reporter({}, accorde="2011-05-02", contacte="2011-03-01", repere="2011-05-02")
    assert report == Report(
        [
            Saisie(
                ("evenements",),
                [etape("2011-03-01", "contacte"), etape("2011-05-02", "repere"), etape("2011-05-02", "accorde")],
            )
        ],
        [], [],
    )  # fmt: skip


DEJA = {"evenements": [etape("2011-03-01", "contacte"), etape("2098-01-05", "rendez_vous")]}


@pytest.mark.parametrize(
    ("valeurs", "attendu"),
    [
        ({"contacte": "2011-03-01"}, RIEN),
        ({"contacte": "2011-03-02"}, Report([], ["contacte"], [])),
        ({"repere": "2011-02-28"}, Report([], [], ["repere"])),
        # Le jour même, ou avant un rendez-vous à venir, l'étape s'ajoute ; un rendez-vous passé aussi.
        ({"repere": "2011-03-01"}, Report([Saisie(("evenements",), [etape("2011-03-01", "repere")])], [], [])),
        ({"accorde": "2011-04-01"}, Report([Saisie(("evenements",), [etape("2011-04-01", "accorde")])], [], [])),
        (
            {"visite_programmee": "2011-02-01"},
            Report([Saisie(("evenements",), [etape("2011-02-01", "visite_programmee")])], [], []),
        ),
    ],
)
def test_les_etapes_d_un_dossier_qui_en_a(valeurs: dict[str, str], attendu: Report) -> None:
    assert reporter(DEJA, **valeurs) == attendu


def test_une_etape_ecartee_emporte_son_motif_et_ses_montants() -> None:
    """Chaque colonne dont rien n'entre est nommée."""
    deja = {"evenements": [etape("2011-03-01", "accorde")]}
    dits = {"montant_accorde": "anah=3000", "rejete": "2011-02-01", "motif": "credits_epuises"}
    assert reporter(deja, accorde="2011-04-01", **dits) == Report(
        [], ["accorde", "montant_accorde"], ["rejete", "motif"]
    )


def test_la_derniere_etape_faite_est_celle_qui_compte() -> None:
    deja = {"evenements": [etape("2011-03-01", "contacte"), etape("2011-05-01", "accorde")]}
    assert reporter(deja, repere="2011-04-01").anciennes == ["repere"]


@pytest.mark.parametrize(
    ("valeurs", "situe"),
    [
        ({"motif": "depart", "abandon": "2011-05-01"}, "abandon"),
        ({"motif": "credits_epuises", "rejete": "2011-05-01"}, "rejete"),
        ({"motif": "credits_epuises", "retire": "2011-05-01"}, "retire"),
        # Un motif d'abandon n'explique pas un rejet ; aucune étape, ou deux qui l'admettent, non plus.
        ({"motif": "depart", "rejete": "2011-05-01"}, None),
        ({"motif": "depart"}, None),
        ({"motif": "credits_epuises", "rejete": "2011-05-01", "retire": "2011-06-01"}, None),
        ({"motif": "ressources", "abandon": "2011-05-01", "rejete": "2011-06-01"}, None),
    ],
)
def test_l_etape_qu_un_motif_explique(valeurs: dict[str, str], situe: str | None) -> None:
    assert situer_motif(valeurs) == situe


def test_le_motif_et_les_montants_d_une_etape_neuve() -> None:
    abandon = reporter({}, abandon="2011-05-01", contacte="2011-03-01", motif="depart")
    assert abandon.saisies[0].valeur == [
        etape("2011-03-01", "contacte"),
        etape("2011-05-01", "abandon", motif="depart"),
    ]
    rejet = reporter({}, rejete="2011-05-01", motif="credits_epuises")
    assert rejet.saisies[0].valeur == [etape("2011-05-01", "rejete", refus="credits_epuises")]
    accord = reporter({}, accorde="2011-05-01", montant_accorde="anah=3000")
    assert accord.saisies[0].valeur == [
        etape("2011-05-01", "accorde", montants=[{"financeur": "anah", "montant": "3000"}])
    ]
    # Le montant d'une étape que la rangée ne date pas ne se rattache à rien.
    assert reporter({}, montant_accorde="anah=3000") == RIEN


@pytest.mark.parametrize(
    ("ecrit", "sans", "avec"),
    [
        ({}, Report([Saisie(("evenements", 1, "motif"), "depart")], [], []), None),
        ({"motif": "depart"}, RIEN, None),
        (
            {"motif": "ressources"}, Report([], ["motif"], []),
            Report([Saisie(("evenements", 1, "motif"), "depart")], [], []),
        ),
    ],
)  # fmt: skip
def test_le_motif_d_une_etape_deja_ecrite(ecrit: dict[str, str], sans: Report, avec: Report | None) -> None:
    contenu = {"evenements": [etape("2011-03-01", "contacte"), etape("2011-05-01", "abandon", **ecrit)]}
    assert reporter(contenu, abandon="2011-05-01", motif="depart") == sans
    assert remplacer(contenu, abandon="2011-05-01", motif="depart") == (avec or sans)


ECRITS = [{"financeur": "ville", "montant": "500"}, {"financeur": "anah", "montant": "3000"}]
PLACE = ("evenements", 1, "montants")


@pytest.mark.parametrize(
    ("ecrits", "case", "sans", "avec"),
    [
        ([], "anah=3000", Report([Saisie(PLACE, [{"financeur": "anah", "montant": "3000"}])], [], []), None),
        (ECRITS, "anah=3000.00 ; ville=500", RIEN, None),
        (ECRITS, "ccas=70", Report([Saisie(PLACE, [{"financeur": "ccas", "montant": "70"}])], [], []), None),
        (
            ECRITS, "ville=500 ; anah=3001", Report([], ["montant_accorde"], []),
            Report([Saisie((*PLACE, 1, "montant"), "3001")], [], []),
        ),
        (
            ECRITS, "anah=3001 ; ville=499 ; ccas=70",
            Report(
                [Saisie(PLACE, [{"financeur": "ccas", "montant": "70"}])], ["montant_accorde", "montant_accorde"], []
            ),
            Report(
                [
                    Saisie(PLACE, [{"financeur": "ccas", "montant": "70"}]), Saisie((*PLACE, 1, "montant"), "3001"),
                    Saisie((*PLACE, 0, "montant"), "499"),
                ],
                [], [],
            ),
        ),
    ],
)  # fmt: skip
def test_les_montants_d_une_etape_deja_ecrite(
    ecrits: list[dict[str, str]], case: str, sans: Report, avec: Report | None
) -> None:
    montants = {"montants": ecrits} if ecrits else {}
    contenu = {"evenements": [etape("2011-03-01", "contacte"), etape("2011-05-01", "accorde", **montants)]}
    assert reporter(contenu, accorde="2011-05-01", montant_accorde=case) == sans
    assert remplacer(contenu, accorde="2011-05-01", montant_accorde=case) == (avec or sans)
