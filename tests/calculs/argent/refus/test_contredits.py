"""Ce qu'une fiche oppose à un fait : l'état, le jour ou la somme qui le contredit, et le geste à faire."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.argent.fait import FaitBudgetaire, FaitImpossible, FaitRessource
from contrat.calculs.argent.refus import (
    refuser_l_accord,
    refuser_l_annee,
    refuser_l_avenant,
    refuser_la_ressource,
    refuser_le_double,
    refuser_sans_effet,
)
from tests.calculs.argent.pieces import aide, fiche, ligne

JOUR = date(2012, 3, 5)
ORDRE = "vérifier les deux jours sur les actes ; celui qui est écrit se corrige dans la fiche"
DEJA = "cette demande est déjà notée : 100 €, reçue le 5 mars 2012"
NOTIFIE: dict[str, Any] = {"notification": {"date": "2012-01-01", "reference": "a-0"}}


def fait(montant: str | None = None, **champs: Any) -> FaitBudgetaire:
    return FaitBudgetaire(JOUR, None if montant is None else Decimal(montant), **champs)


def lire(**champs: Any) -> Any:
    return fiche(ressources=(aide(**champs),)).plan.ressources[0]


def dire(geste: Callable[..., None], *arguments: Any) -> tuple[str, str] | None:
    """Le refus et son aide ; rien quand le fait se note."""
    try:
        geste(*arguments)
    except FaitImpossible as refus:
        return str(refus), refus.aide
    return None


def refuser(quoi: FaitRessource, celui: FaitBudgetaire, **champs: Any) -> tuple[str, str] | None:
    return dire(refuser_la_ressource, lire(**champs), quoi, celui)


@pytest.mark.parametrize(
    ("celui", "champs", "message", "aide_"),
    [
        (fait(), {"reception": "2012-03-05"}, DEJA, "rien n'est à écrire"),
        (fait("100"), {"reception": "2012-03-05", "etat": "dossier_complet", "demande": "2012-03-06"}, DEJA,
         "rien n'est à écrire"),
        (fait("90"), {"reception": "2012-03-05"},
         "une demande est déjà notée pour cette ressource : 100 €, reçue le 5 mars 2012",
         "une autre demande dit son --programme ; une erreur se corrige dans la fiche"),
        (fait("100"), {"reception": "2012-03-04"},
         "une demande est déjà notée pour cette ressource : 100 €, reçue le 4 mars 2012",
         "une autre demande dit son --programme ; une erreur se corrige dans la fiche"),
        (fait("90"), {}, "une demande est déjà notée pour cette ressource : 100 €, sans date de réception",
         "une autre demande dit son --programme ; une erreur se corrige dans la fiche"),
    ],
)  # fmt: skip
def test_une_demande_deja_notee(celui: FaitBudgetaire, champs: dict[str, Any], message: str, aide_: str) -> None:
    assert refuser("sollicite", celui, **({"etat": "sollicite"} | champs)) == (message, aide_)


@pytest.mark.parametrize("quoi", ["sollicite", "dossier_complet"])
def test_ce_qui_est_acquis_ne_se_redemande_pas(quoi: FaitRessource) -> None:
    aide_ = "une aide accordée puis perdue est retiree par le financeur (retire), ou caduque (caduc)"
    assert refuser(quoi, fait(), etat="solde") == ("cette ressource est déjà à l'état « solde »", aide_)


@pytest.mark.parametrize("quoi", ["sollicite", "dossier_complet", "accorde", "conventionne", "refuse", "caduc"])
def test_ce_qui_est_perdu_le_reste(quoi: FaitRessource) -> None:
    assert refuser(quoi, fait(reference="a"), etat="refuse", montant="0") == (
        "cette ressource est à l'état « refuse »",
        "noter une autre demande : sollicite, avec --exercice, --section et --nature",
    )


@pytest.mark.parametrize("etat", ["declare", "sollicite", "caduc"])
def test_rien_ne_se_solde_sans_accord(etat: str) -> None:
    assert refuser("encaisse", fait("30", est_le_solde=True), etat=etat) == (
        f"rien n'est soldé d'une ressource à l'état « {etat} »",
        "noter d'abord l'acte qui accorde (accorde), ou retirer --solde",
    )


TOUTES: tuple[FaitRessource, ...] = (
    "sollicite", "dossier_complet", "accorde", "conventionne", "avenant", "refuse", "retire", "caduc", "encaisse",
    "reverse",
)  # fmt: skip


@pytest.mark.parametrize(
    ("option", "champs", "avec"),
    [
        ("--achevement", {"achevement": JOUR}, ("accorde", "conventionne", "avenant")),
        ("--solde", {"est_le_solde": True}, ("encaisse",)),
        ("--compte-en", {"exercice": 2012}, ("encaisse", "reverse")),
        ("--reference", {"reference": "r"}, ("accorde", "conventionne", "avenant", "encaisse", "reverse")),
    ],
)
def test_une_option_ne_va_qu_avec_ses_faits(option: str, champs: dict[str, Any], avec: tuple[str, ...]) -> None:
    celui = fait(**champs)
    for quoi in TOUTES:
        refus = f"{option} ne va pas avec {quoi}", f"retirer {option} : il va avec {', '.join(avec)}"
        assert dire(refuser_sans_effet, quoi, celui) == (None if quoi in avec else refus)
        assert dire(refuser_sans_effet, quoi, fait("5")) is None
    assert refuser("sollicite", celui, etat="pressenti") is not None


@pytest.mark.parametrize(
    ("champs", "avant", "faits"),
    [
        ({"etat": "sollicite", "reception": "2012-03-0{}"}, "la demande reçue le",
         ("dossier_complet", "accorde", "conventionne", "refuse", "retire", "caduc")),
        ({"etat": "accorde", "notification": {"date": "2012-03-0{}", "reference": "a"}}, "l'accord du",
         ("conventionne", "avenant", "retire", "caduc")),
        ({"encaissements": [{"exercice": "2012", "montant": "9", "date": "2012-03-0{}"}]},
         "le premier encaissement du", ("reverse",)),
    ],
)  # fmt: skip
def test_un_fait_n_arrive_pas_avant_celui_qu_il_suppose(
    champs: dict[str, Any], avant: str, faits: tuple[FaitRessource, ...]
) -> None:
    def dater(valeur: Any, jour: str) -> Any:
        if isinstance(valeur, dict):
            return {c: dater(v, jour) for c, v in valeur.items()}
        return [dater(v, jour) for v in valeur] if isinstance(valeur, list) else valeur.replace("{}", jour)

    refus = f"--date : le 5 mars 2012 est avant {avant} 6 mars 2012", ORDRE
    for quoi in faits:
        assert refuser(quoi, fait(), **dater(champs, "5")) is None
        assert refuser(quoi, fait(), **dater(champs, "6")) == refus
    recus: Any = [{"exercice": "2012", "montant": "9"}, {"exercice": "2012", "montant": "9", "date": "2012-03-05"},
                  {"exercice": "2012", "montant": "9", "date": "2012-03-06"}]  # fmt: skip
    assert refuser("reverse", fait(), encaissements=recus) is None
    # Un acompte peut précéder l'acte signé ; un versement d'une aide non encaissée n'a rien à suivre.
    assert refuser("encaisse", fait(), **dater(champs, "6")) is None


def test_un_dossier_complet_suit_sa_reception_et_un_accord_son_depot() -> None:
    """Sans jour de réception, une demande est déposée quand son dossier est complet."""
    depots = {"etat": "sollicite", "demande": "2012-03-09"}
    assert refuser("dossier_complet", fait(), **depots) is None
    autre = depots | {"reception": "2012-03-06", "demande": "2012-03-01"}
    refus = "--date : le 5 mars 2012 est avant la demande reçue le {} mars 2012"
    assert refuser("dossier_complet", fait(), **autre) == (refus.format(6), ORDRE)
    assert refuser("accorde", fait(), **depots) == (refus.format(9), ORDRE)


@pytest.mark.parametrize("quoi", ["refuse", "retire", "caduc"])
def test_ce_qui_est_perdu_n_a_pas_de_montant(quoi: FaitRessource) -> None:
    assert refuser(quoi, fait(), etat="sollicite") is None
    assert refuser(quoi, fait("0"), etat="sollicite") == (
        f"--montant ne va pas avec {quoi}", "retirer --montant : la ressource ne viendra pas",
    )  # fmt: skip


def test_ce_qui_est_accorde_ne_se_refuse_plus_et_ne_se_rend_que_recu() -> None:
    aide_ = "une aide accordée puis perdue est retiree par le financeur (retire), ou caduque (caduc)"
    assert refuser("refuse", fait(), etat="accorde") == ("cette ressource est déjà à l'état « accorde »", aide_)
    assert refuser("encaisse", fait("5", est_le_solde=True), etat="accorde") is None
    assert refuser("reverse", fait("5")) == (
        "rien n'a été encaissé de cette ressource", "noter d'abord ce qui l'a été : encaisse",
    )  # fmt: skip
    assert refuser("encaisse", fait("5")) is None
    assert refuser("reverse", fait("5"), encaisse="9") is None
    assert (
        refuser("encaisse", fait("5"), etat="caduc") is refuser("reverse", fait(), etat="caduc", encaisse="9") is None
    )
    assert refuser("sollicite", fait("5"), etat="pressenti") is None
    assert refuser("sollicite", fait(), etat="sollicite") is None


def test_un_accord_ne_se_note_qu_une_fois() -> None:
    deja = "100 €, le 1er janvier 2012, sous « a-0 »"
    accord = (
        f"l'accord de cette aide est déjà noté : {deja}, achèvement le 31 décembre 2013",
        "un acte qui le modifie est un avenant, avec --montant ou --achevement ; une aide de plus : sollicite",
    )
    acte = (
        f"l'acte de cette aide est déjà noté : {deja}",
        "la convention a sa référence et sa signature : contrat nouveau convention, contrat convention signer",
    )
    for champs, quoi, celui, attendu in (
        ({"etat": "sollicite"}, "accorde", fait(), None),
        ({"achevement": "2013-12-31"} | NOTIFIE, "accorde", fait(), accord),
        (NOTIFIE, "conventionne", fait(), None),
        (NOTIFIE, "conventionne", fait(reference="b"), acte),
        (NOTIFIE | {"etat": "conventionne"}, "conventionne", fait(), acte),
    ):
        assert dire(refuser_l_accord, lire(**champs), quoi, celui) == attendu


AVENANT = [{"date": "2012-03-0{}", "reference": "av-1", "avant": "90", "apres": "100"}]


@pytest.mark.parametrize(
    ("celui", "champs", "attendu"),
    [
        (fait("80", reference="av-2"), {}, None),
        (fait("80", reference="av-2"), {"etat": "sollicite"},
         ("rien n'est accordé à l'état « sollicite »", "noter d'abord l'accord : accorde")),
        (fait("80", reference="av-2"), {"etat": "solde"},
         ("cette aide est soldée", "une aide de plus : sollicite ; une somme rendue : reverse")),
        (fait("80"), {},
         ("il manque --reference", "écrire --reference suivi du numéro de l'acte qui modifie")),
        (fait("0", reference="av-2"), {},
         ("--montant : une aide ramenée à 0 € est perdue", "noter retire, ou caduc")),
        (fait(reference="av-2", achevement=JOUR), {}, None),
        (fait("100", reference="av-2", achevement=JOUR), {"achevement": "2012-03-06"}, None),
        *((celui, {"achevement": "2012-03-05"},
           ("cet avenant ne change rien aux 100 € accordés",
            "dire par --montant ce que l'aide devient, ou par --achevement le nouveau jour"))
          for celui in (fait(reference="av-2"), fait("100", reference="av-2"),
                        fait("100", reference="av-2", achevement=JOUR))),
        (fait("80", reference="av-1"), {"avenants": [AVENANT[0] | {"date": "2012-03-05"}]},
         ("l'avenant « av-1 » est déjà noté : 100 €, le 5 mars 2012",
          "un autre acte a sa --reference ; une erreur se corrige dans la fiche")),
        (fait("80", reference="av-2"), {"avenants": [AVENANT[0] | {"date": "2012-03-05"}]}, None),
        (fait("80", reference="av-3"),
         {"avenants": [AVENANT[0] | {"date": "2012-03-01", "reference": "av-0"}, AVENANT[0] | {"date": "2012-03-06"}]},
         ("--date : le 5 mars 2012 est avant l'avenant « av-1 » du 6 mars 2012",
          "noter les actes dans l'ordre ; une erreur se corrige dans la fiche")),
        (fait("80", reference="av-2"), {"avenants": [AVENANT[0] | {"date": "2012-03-06"}]},
         ("--date : le 5 mars 2012 est avant l'avenant « av-1 » du 6 mars 2012",
          "noter les actes dans l'ordre ; une erreur se corrige dans la fiche")),
    ],
)  # fmt: skip
def test_un_avenant(celui: FaitBudgetaire, champs: dict[str, Any], attendu: tuple[str, str] | None) -> None:
    assert dire(refuser_l_avenant, lire(**(NOTIFIE | champs)), celui) == attendu


@pytest.mark.parametrize(("exercice", "va"), [(2010, False), (2011, True), (2012, True), (2013, True), (2014, False)])
def test_l_annee_d_une_decision(exercice: int, va: bool) -> None:
    refus = (
        f"--date : une décision du 5 mars 2012 ne modifie pas un crédit de {exercice}",
        "vérifier l'année ; --exercice désigne la ligne d'un autre exercice",
    )
    assert dire(refuser_l_annee, fait("5"), exercice) == (None if va else refus)


@pytest.mark.parametrize(
    ("celui", "refuse"),
    [
        (fait("30", reference="M-4"), True), (fait("30", reference="M-4", exercice=2012), True),
        (fait("30", reference="M-4", exercice=2011), False), (fait("31", reference="M-4"), False),
        (fait("30", reference="M-5"), False), (fait("30"), False),
    ],
)  # fmt: skip
def test_un_mandat_ne_se_note_qu_une_fois(celui: FaitBudgetaire, refuse: bool) -> None:
    paye = {"exercice": "2012", "montant": "30"}
    for verse, quand in (
        (paye | {"reference": "M-4"}, ""),
        (paye | {"reference": "M-4", "date": "2012-03-01"}, ", le 1er mars 2012"),
    ):
        sans_numero: Any = [paye, verse]
        (celle,) = fiche(ligne() | {"paiements": sans_numero}).budget.lignes
        refus = (
            f"30 € sont déjà notés sous « M-4 » en 2012{quand}",
            "rien n'est à écrire ; une autre somme a une autre référence",
        )
        assert dire(refuser_le_double, celle.paiements, celui) == (refus if refuse else None)
