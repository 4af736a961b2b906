"""Une subvention versée : ses cases, et ce qui lui manque, sans rien supposer."""

from __future__ import annotations

from typing import Any

import pytest

from contrat.calculs.echanges.subventions import COLONNES, SubventionPubliee, lister_subventions
from contrat.modele.organisme import Organisme
from tests.calculs.argent.pieces import fiche, ligne
from tests.calculs.fabriques import dossier, lire

ORGANISMES = {
    o["id"]: Organisme.model_validate(o)
    for o in lire("""
- {id: ville, nom: La Ville, nature: commune, public: oui, siret: "99999999900009", source: essai}
- {id: club, nom: Le Club, nature: association, public: non, siret: "99999998100007", rna: W123456789, source: essai}
- {id: amis, nom: Les Amis, nature: association, public: non, rna: W987654321, source: essai}
- {id: nus, nom: Sans numéro, nature: association, public: non, source: essai}
""")
}
SIGNEE = "{id: c-1, objet: o, organismes: [club, amis, nus], signe_le: 2011-02-01, source: essai"
CONVENTION = lire(f"{SIGNEE}, reference: 2011-12, notification_ue: non}}")
PAYEE = ("2011-03-15", "10"), ("2011-10-01", "20")


def verser(
    *conventions: dict[str, Any], paiements: tuple[tuple[str, str], ...] = PAYEE, contrat: str = "", **champs: str
) -> SubventionPubliee:
    """Une subvention de la ville au club, payée en deux fois."""
    payes = [{"exercice": "2011", "montant": montant} | ({"date": jour} if jour else {}) for jour, montant in paiements]
    versee: dict[str, Any] = ligne(**({"beneficiaire": "club", "budget": "ville", "prevu": "30"} | champs))
    celle = fiche(versee | {"paiements": payes}, ligne(prevu="5"), conventions=list(conventions), titre="Un jardin")
    (seule,) = lister_subventions(dossier(celle, contrat=contrat, organismes=ORGANISMES))
    return seule


def test_toutes_ses_cases() -> None:
    seule = verser(CONVENTION, libelle="graines")
    assert (seule.action, seule.beneficiaire, seule.exercice, seule.manquent) == ("visites", "club", 2011, [])
    assert seule.cases == {
        "nomAttribuant": "La Ville",
        "idAttribuant": "99999999900009",
        "dateConvention": "2011-02-01",
        "referenceDecision": "2011-12",
        "nomBeneficiaire": "Le Club",
        "idBeneficiaire": "99999998100007",
        "rnaBeneficiaire": "W123456789",
        "objet": "Un jardin : graines",
        "montant": "30.00",
        "nature": "aide en numéraire",
        "conditionsVersement": "échelonné",
        "datesPeriodeVersement": "2011-03-15/2011-10-01",
        "notificationUE": "non",
        "pourcentageSubvention": "1.00",
    }
    # La disposition publiée en a deux de plus, que rien ici ne remplit.
    assert {*COLONNES} - seule.cases.keys() == {"idRAE", "dispositifAide"}
    assert COLONNES[:3] == ("nomAttribuant", "idAttribuant", "dateConvention")


@pytest.mark.parametrize(
    ("champs", "montant"),
    [({"engage": "28000.50", "vote": "29000"}, "28000.50"), ({"vote": "29000"}, "29000.00"), ({"engage": "0"}, "0.00")],
)
def test_le_montant_engage_sinon_ouvert(champs: dict[str, Any], montant: str) -> None:
    assert verser(CONVENTION, **champs).cases["montant"] == montant


@pytest.mark.parametrize(
    ("paiements", "conditions", "dates"),
    [
        ((("2011-10-01", "1"),), "unique", "2011-10-01"),
        ((("2011-10-01", "1"), ("2011-10-01", "2")), "échelonné", "2011-10-01"),
        ((("2011-10-01", "1"), ("2011-01-05", "2"), ("2011-05-05", "2")), "échelonné", "2011-01-05/2011-10-01"),
        ((("2011-10-01", "1"), ("", "2")), "échelonné", ""),
        ((), "unique", ""),
    ],
)
def test_les_paiements(paiements: tuple[tuple[str, str], ...], conditions: str, dates: str) -> None:
    seule = verser(CONVENTION, paiements=paiements)
    assert (seule.cases["conditionsVersement"], seule.cases["datesPeriodeVersement"]) == (conditions, dates)
    assert seule.manquent == ([] if dates else ["le jour de chaque paiement (paiements)"])


@pytest.mark.parametrize(
    ("nom", "manquent"),
    [("amis", []), ("nus", ["le siret ou le rna du bénéficiaire"]),
     ("inconnu", ["une convention signée un jour dit avec le bénéficiaire (conventions › signe_le)",
                  "le bénéficiaire, dans organismes.yaml", "si c'est une aide notifiée (conventions › notification_ue)",
                  "le siret ou le rna du bénéficiaire"])],
)  # fmt: skip
def test_le_beneficiaire(nom: str, manquent: list[str]) -> None:
    assert verser(CONVENTION, beneficiaire=nom).manquent == manquent


def test_un_montant_inconnu_manque() -> None:
    sans = verser(CONVENTION, prevu=None)  # type: ignore[arg-type]
    assert (sans.cases["montant"], sans.manquent) == ("", ["le montant engagé, voté ou prévu"])


def test_qui_verse() -> None:
    assert verser(CONVENTION, budget="nus").manquent == ["le siret de l'organisme qui verse"]
    assert verser(CONVENTION, budget="inconnu").manquent == [
        "l'organisme qui verse, dans organismes.yaml",
        "le siret de l'organisme qui verse",
    ]


def signer(**champs: Any) -> dict[str, Any]:
    contenu: dict[str, Any] = CONVENTION | champs
    return contenu


@pytest.mark.parametrize(
    ("conventions", "date"),
    [
        # La dernière signée avant la fin de l'exercice ; celle d'un autre, d'après ou sans jour ne compte pas.
        ((signer(), signer(id="c-2", signe_le="2011-12-31")), "2011-12-31"),
        ((signer(id="c-2", signe_le="2011-12-31"), signer()), "2011-12-31"),
        ((signer(), signer(id="c-2", signe_le="2012-01-01")), "2011-02-01"),
        ((signer(), signer(id="c-2", signe_le="2011-12")), "2011-02-01"),
        ((signer(), signer(id="c-2", signe_le="2011-12-31", organismes=["amis"])), "2011-02-01"),
        ((signer(signe_le="2012-01-01"),), None),
    ],
)
def test_la_convention(conventions: tuple[dict[str, Any], ...], date: str | None) -> None:
    assert verser(*conventions).cases.get("dateConvention") == date


def test_celle_du_contrat_a_defaut() -> None:
    contrat = (
        f"conventions: [{SIGNEE.replace('c-1', 'g-1').replace('2011-02-01', '2010-05-05')}, notification_ue: oui}}]"
    )
    du_contrat = verser(contrat=contrat)
    assert (du_contrat.cases["dateConvention"], du_contrat.cases["notificationUE"]) == ("2010-05-05", "oui")
    assert du_contrat.cases["referenceDecision"] == ""
    assert verser(CONVENTION, contrat=contrat).cases["dateConvention"] == "2011-02-01"


def test_une_notification_inconnue_manque() -> None:
    sans = {cle: valeur for cle, valeur in CONVENTION.items() if cle != "notification_ue"}
    assert verser(sans).manquent == ["si c'est une aide notifiée (conventions › notification_ue)"]


def test_un_objet_trop_long_se_coupe_entre_deux_mots() -> None:
    objet = verser(CONVENTION, libelle="mot " * 100).cases["objet"]
    assert (len(objet) <= 256, objet[-4:]) == (True, "mot…")
    juste = "m" * (256 - len("Un jardin : ") - 2) + " m"
    assert verser(CONVENTION, libelle=juste).cases["objet"] == f"Un jardin : {juste}"
    assert verser(CONVENTION, libelle=f"{juste}m").cases["objet"][-2:] == "m…"
    assert len(verser(CONVENTION, libelle="m" * 243).cases["objet"]) == 255


def test_ce_qui_n_est_pas_verse_en_subvention() -> None:
    apres = fiche(ligne(prevu="5"), ligne(beneficiaire="club", prevu="3"))
    assert [s.beneficiaire for s in lister_subventions(dossier(apres, organismes=ORGANISMES))] == ["club"]
    recette = ligne(beneficiaire="club", sens="recette", prevu="3")
    assert list(lister_subventions(dossier(fiche(recette, ligne(prevu="5")), organismes=ORGANISMES))) == []
