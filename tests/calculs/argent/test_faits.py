"""Un fait daté : ce qu'il change dans une ressource, un statut ou une mesure, ce qu'il contredirait."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.argent.fait import FaitBudgetaire, FaitImpossible, FaitRessource
from contrat.calculs.argent.faits import (
    changer_statut,
    demander,
    mesurer,
    noter_depense,
    noter_ressource,
)
from contrat.modele.saisie import Saisie
from tests.calculs.argent.pieces import aide, fiche, ligne

JOUR = date(2012, 3, 5)


def fait(montant: str | None = None, **champs: Any) -> FaitBudgetaire:
    return FaitBudgetaire(JOUR, None if montant is None else Decimal(montant), **champs)


def noter(quoi: FaitRessource, celui: FaitBudgetaire, **champs: Any) -> dict[str, Any]:
    """Ce qu'un fait change dans une ressource, par champ ; elle est la deuxième du plan."""
    ressources = (aide(), aide(**champs))
    [*_, ressource] = fiche(ressources=ressources).plan.ressources
    saisies = noter_ressource(ressource, 1, quoi, celui)
    assert {s.chemin[:3] for s in saisies} == {("plan", "ressources", 1)}
    return {str(s.chemin[3]): s.valeur for s in saisies}


def refuser(quoi: FaitRessource, celui: FaitBudgetaire, **champs: Any) -> tuple[str, str]:
    with pytest.raises(FaitImpossible) as refus:
        noter(quoi, celui, **champs)
    return str(refus.value), refus.value.aide


def test_une_demande_nouvelle() -> None:
    precisions = {"organisme": "etat", "programme": None, "exercice": "2012"}
    assert demander(precisions, fait("40")) == [
        Saisie(("plan", "ressources"), [
            {"organisme": "etat", "exercice": "2012", "montant": "40", "etat": "sollicite", "reception": "2012-03-05"},
        ]),
    ]  # fmt: skip


def test_demander_puis_completer() -> None:
    assert noter("sollicite", fait("90"), etat="pressenti") == {
        "montant": "90", "etat": "sollicite", "reception": "2012-03-05",
    }  # fmt: skip
    assert noter("sollicite", fait(), etat="pressenti") == {"etat": "sollicite", "reception": "2012-03-05"}
    assert noter("dossier_complet", fait(), etat="sollicite") == {"etat": "dossier_complet", "demande": "2012-03-05"}
    # Une demande dont seul le jour manquait le reçoit.
    assert noter("sollicite", fait("100"), etat="sollicite") == {
        "montant": "100", "etat": "sollicite", "reception": "2012-03-05",
    }  # fmt: skip


def test_accorder() -> None:
    """Ce qui était demandé reste lisible ; l'acte est exigé."""
    acte = {"date": "2012-03-05", "reference": "a-1"}
    assert noter("accorde", fait("80", reference="a-1"), etat="sollicite") == {
        "etat": "accorde", "montant": "80", "sollicite": "100", "notification": acte,
    }  # fmt: skip
    assert noter("accorde", fait("100", reference="a-1"), etat="sollicite") == {"etat": "accorde", "notification": acte}
    assert noter("accorde", fait(reference="a-1"), etat="pressenti") == {"etat": "accorde", "notification": acte}
    # De ce qui n'était pas demandé, ou dont la demande est écrite, le montant suffit.
    assert "sollicite" not in noter("accorde", fait("80", reference="a-1"), etat="pressenti")
    assert "sollicite" not in noter("accorde", fait("80", reference="a-1"), etat="sollicite", sollicite="120")
    assert refuser("accorde", fait("80"), etat="sollicite") == (
        "il manque --reference", "écrire --reference suivi du numéro de l'acte qui accorde",
    )  # fmt: skip


def test_conventionner_ce_qui_est_deja_notifie() -> None:
    notifie = {"notification": {"date": "2012-01-01", "reference": "a-0"}}
    assert noter("conventionne", fait(), etat="accorde", **notifie) == {"etat": "conventionne"}
    assert refuser("conventionne", fait(), etat="accorde")[0] == "il manque --reference"
    deja = "100 €, le 1er janvier 2012, sous « a-0 »"
    for celui, etat in ((fait(reference="b-1"), "accorde"), (fait("90"), "conventionne")):
        assert refuser("conventionne", celui, etat=etat, **notifie)[0] == f"l'acte de cette aide est déjà noté : {deja}"
    for etat in ("accorde", "conventionne", "acompte", "solde"):
        trouve = refuser("accorde", fait("90", reference="a-1"), etat=etat, achevement="2013-12-31", **notifie)[0]
        assert trouve == f"l'accord de cette aide est déjà noté : {deja}, achèvement le 31 décembre 2013"


@pytest.mark.parametrize(
    ("etat", "quoi", "devient"),
    [
        ("conventionne", "accorde", "conventionne"), ("acompte", "accorde", "acompte"), ("solde", "accorde", "solde"),
        ("acompte", "conventionne", "acompte"), ("declare", "conventionne", "conventionne"),
    ],
)  # fmt: skip
def test_un_acte_retrouve_ne_fait_pas_reculer(etat: str, quoi: FaitRessource, devient: str) -> None:
    assert noter(quoi, fait(reference="a-1"), etat=etat)["etat"] == devient


def test_une_decision_modificative_change_le_credit() -> None:
    """Le même montant, ou la même décision, ne s'écrit pas deux fois."""
    deja: Any = [{"date": "2012-01-02", "avant": "80", "apres": "90", "reference": "DM1"}]
    (celle,) = fiche(ligne(libelle="achat", vote="90", modifications=deja)).budget.lignes
    for celui, dit, aide_ in (
        (fait("90", reference="DM2"), "le crédit de « achat » est déjà de 90 €",
         "rien n'est à écrire ; --montant est ce que le crédit devient, non ce qui s'y ajoute"),
        (fait("95", reference="DM1"), "« DM1 » a déjà porté ce crédit de 80 € à 90 €",
         "une autre décision a sa --reference ; une erreur se corrige dans la fiche"),
    ):  # fmt: skip
        with pytest.raises(FaitImpossible) as refus:
            noter_depense(celle, 0, "modifier", celui)
        assert (str(refus.value), refus.value.aide) == (dit, aide_)
    assert noter_depense(celle, 0, "modifier", fait("95"))[0].valeur == "95"


def test_l_achevement_suit_l_accord() -> None:
    """Le jour même est permis ; l'accord déjà noté est celui qui compte."""
    for jour, notifie, est_refuse in (
        ("2012-03-05", {}, False), ("2012-03-04", {}, True),
        ("2012-03-04", {"notification": {"date": "2012-03-04", "reference": "a-0"}}, False),
    ):  # fmt: skip
        fin = date.fromisoformat(jour)
        celui = fait(reference=None if notifie else "a-1", achevement=fin)
        if est_refuse:
            dit = "--achevement : le 4 mars 2012 est avant l'accord, du 5 mars 2012"
            assert refuser("conventionne", celui, etat="sollicite")[0] == dit
        else:
            assert noter("conventionne", celui, etat="sollicite", **notifie)["achevement"] == jour


@pytest.mark.parametrize("quoi", ["refuse", "retire", "caduc"])
@pytest.mark.parametrize(
    ("champs", "gardes"),
    [
        ({"etat": "sollicite"}, {"sollicite": "100"}),
        ({"etat": "sollicite", "sollicite": "120"}, {}),
        ({"etat": "declare"}, {"sollicite": "100"}),
        ({"etat": "declare", "accorde": "90"}, {}),
        ({"etat": "pressenti"}, {"sollicite": "100"}),
    ],
)
def test_perdre(quoi: FaitRessource, champs: dict[str, str], gardes: dict[str, str]) -> None:
    """Le montant tombe à zéro, ce qui était demandé reste écrit."""
    assert noter(quoi, fait(), **champs) == {"montant": "0", **gardes, "etat": quoi, "fin": "2012-03-05"}
    assert refuser(quoi, fait("5"), **champs) == (
        f"--montant ne va pas avec {quoi}", "retirer --montant : la ressource ne viendra pas",
    )  # fmt: skip


def test_perdre_ce_qui_etait_accorde() -> None:
    assert noter("caduc", fait(), etat="accorde")["accorde"] == "100"
    assert "accorde" not in noter("retire", fait(), etat="accorde", accorde="120")
    assert refuser("refuse", fait(), etat="accorde") == (
        "cette ressource est déjà à l'état « accorde »",
        "une aide accordée puis perdue est retiree par le financeur (retire), ou caduque (caduc)",
    )


def test_encaisser() -> None:
    verse = {"exercice": "2012", "montant": "30", "date": "2012-03-05"}
    assert noter("encaisse", fait("30")) == {"encaissements": [verse], "etat": "acompte"}
    assert noter("encaisse", fait("30", est_le_solde=True))["etat"] == "solde"
    assert noter("encaisse", fait("30"), etat="solde")["etat"] == "solde"
    # Un nombre déjà écrit entre dans la liste, et suit.
    assert noter("encaisse", fait("30"), encaisse="20") == {
        "encaisse": "50", "encaissements": [{"exercice": "2011", "montant": "20"}, verse], "etat": "acompte",
    }  # fmt: skip
    deja = [{"exercice": "2011", "montant": "20"}]
    assert noter("encaisse", fait("30"), encaissements=deja)["encaissements"] == [verse]
    # Une somme reçue d'une aide sans acte, ou perdue, n'en change pas l'état.
    assert "etat" not in noter("encaisse", fait("30"), etat="sollicite")
    assert "etat" not in noter("encaisse", fait("30"), etat="caduc")


def test_reverser() -> None:
    rendu = {"exercice": "2012", "montant": "10", "date": "2012-03-05"}
    recu = [{"exercice": "2011", "montant": "20"}]
    assert noter("reverse", fait("10"), encaissements=recu) == {"reversements": [rendu]}
    assert noter("reverse", fait("10"), encaissements=recu, reverse="5") == {
        "reverse": "15", "reversements": [{"exercice": "2011", "montant": "5"}, rendu],
    }  # fmt: skip
    assert refuser("reverse", fait("10")) == (
        "rien n'a été encaissé de cette ressource", "noter d'abord ce qui l'a été : encaisse",
    )  # fmt: skip


def test_le_solde_ne_va_qu_avec_un_encaissement() -> None:
    assert refuser("accorde", fait(reference="a", est_le_solde=True), etat="sollicite") == (
        "--solde ne va pas avec accorde", "retirer --solde : il va avec encaisse",
    )  # fmt: skip


def test_une_somme_ne_se_rend_pas_avant_d_etre_recue() -> None:
    recus = [{"exercice": "2012", "montant": "20", "date": jour} for jour in ("2012-03-06", "2012-04-01")]
    assert refuser("reverse", fait("10"), encaissements=recus) == (
        "--date : le 5 mars 2012 est avant le premier encaissement du 6 mars 2012",
        "vérifier les deux jours sur les actes ; celui qui est écrit se corrige dans la fiche",
    )
    # Une aide devenue caduque se rend encore.
    assert "reversements" in noter("reverse", fait("10"), etat="caduc", encaisse="20")
    recus[1]["date"] = "2012-03-05"
    assert "reversements" in noter("reverse", fait("10"), encaissements=recus)


def test_un_versement_ne_se_note_pas_deux_fois() -> None:
    deja = [{"exercice": "2012", "montant": "30", "date": "2012-03-01", "reference": "T-4"}]
    assert refuser("encaisse", fait("30", reference="T-4"), encaissements=deja) == (
        "30 € sont déjà notés sous « T-4 » en 2012, le 1er mars 2012",
        "rien n'est à écrire ; une autre somme a une autre référence",
    )
    sans_jour = [{"exercice": "2012", "montant": "30", "reference": "T-4"}]
    message, _ = refuser("encaisse", fait("30", reference="T-4"), encaissements=sans_jour)
    assert message == "30 € sont déjà notés sous « T-4 » en 2012"
    for autre in (fait("31", reference="T-4"), fait("30", reference="T-5"), fait("30")):
        assert "encaissements" in noter("encaisse", autre, encaissements=deja)
    assert "encaissements" in noter("encaisse", fait("30", reference="T-4", exercice=2011), encaissements=deja)


# --- Le statut et les mesures


def test_un_statut_de_plus() -> None:
    etape = {"date": "2012-03-05", "instance": "conseil", "note": None}
    ecrite = {"statut": "transferee", "date": "2012-03-05", "instance": "conseil"}
    assert changer_statut("transferee", etape, "ccas") == [
        Saisie(("statut",), "transferee"), Saisie(("historique",), [ecrite]), Saisie(("liens", "repreneur"), "ccas"),
    ]  # fmt: skip
    assert len(changer_statut("lancee", etape, None)) == 2
    suit = changer_statut("transferee", etape, None, {"argent": "suit", "conventions": ["c"]})
    assert suit[2:] == [Saisie(("liens", "transfert"), {"argent": "suit", "conventions": ["c"]})]


def test_une_mesure_de_plus() -> None:
    assert mesurer(2, {"date": "2012", "valeur": "5", "depuis": None}) == [
        Saisie(("indicateurs", 2, "valeurs"), [{"date": "2012", "valeur": "5"}])
    ]


def test_rien_ne_se_verse_pour_zero() -> None:
    assert refuser("encaisse", fait("0"))[0] == "--montant : 0 € ne se verse ni ne s'engage"
