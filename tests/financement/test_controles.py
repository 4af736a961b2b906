"""Les contrôles datés et leurs bornes : le dernier centime, la veille et le jour, ce qui ne doit rien dire."""

from __future__ import annotations

from typing import Any

import pytest

from tests.financement.conftest import Fautes, depense, ressource

VILLE, ETAT, DEPARTEMENT = (
    ("ville", "autofinancement"),
    ("etat", "subvention_publique"),
    ("departement", "subvention_publique"),
)
FCTVA, EMPRUNT, CAF = ("etat", "fctva"), ("banque", "emprunt"), ("caf", "organisme_social")
ICI = "data/actions/visites.yaml"
CGCT = "Code général des collectivités territoriales, article"
DECRET = "Décret n° 99-1060 du 16 décembre 1999, article"


def investir(*ressources: tuple[Any, ...], exercice: int = 2012, prevu: str = "10000") -> tuple[list[str], list[str]]:
    """Un achat de 10 000 € et ses ressources : organisme, nature, montant, puis les autres champs."""
    ecrites = []
    for (organisme, nature), montant, *suite in ressources:
        ecrites.append(ressource(organisme, nature, montant, exercice, suite[0] if suite else {}))
    return [depense(prevu, exercice)], ecrites


def _accord(jour: str) -> dict[str, str]:
    return {"etat": "accorde", "notification": f"{{date: {jour}, reference: X}}"}


def part(trouve: str, taux: str, sur: str = "10 000 €", limite: str = "2 000 €") -> str:
    return (
        f"investissement : le maître d'ouvrage apporte {trouve} sur {sur}, soit {taux} des financements publics ; "
        f"au moins 20 % ({limite}) attendus : {CGCT} L. 1111-10, III"
    )


def aides(trouve: str, sur: str, taux: str, limite: str) -> str:
    return (
        f"investissement aidé par l'État : aides publiques de {trouve} sur {sur}, soit {taux} de dépense "
        f"subventionnable ; au plus 80 % ({limite}) attendus : {DECRET} 10"
    )


PLANS: dict[str, tuple[tuple[list[str], list[str]], list[str]]] = {
    "part minimale : atteinte au centime": (investir((VILLE, "2000"), (DEPARTEMENT, "8000")), []),
    "part minimale : manquée d'un centime": (
        investir((VILLE, "1999.99"), (DEPARTEMENT, "8000.01")),
        [f"40:16: avertissement[B010] {part('1 999,99 €', '19,9999 %')}"],
    ),
    "part minimale : une information pour l'exercice d'avant": (
        investir((VILLE, "1500"), (DEPARTEMENT, "8500"), exercice=2011),
        [f"40:16: information[B010] {part('1 500 €', '15 %')}"],
    ),
    "part minimale : emprunt et compensation de TVA y sont": (
        investir((VILLE, "100"), (EMPRUNT, "400"), (FCTVA, "1500"), (DEPARTEMENT, "8000")),
        [],
    ),
    "part minimale : une caisse de droit privé n'est pas un financement public": (
        investir((VILLE, "1000"), (CAF, "5000"), (DEPARTEMENT, "4000")),
        [],
    ),
    "part minimale : une ressource refusée ne compte pas": (
        investir((VILLE, "10000"), (DEPARTEMENT, "0", {"etat": "refuse"})),
        [],
    ),
    "part minimale : sans maître d'ouvrage qui apporte": (
        investir((DEPARTEMENT, "10000")),
        [f"40:16: avertissement[B010] {part('0 €', '0 %')}"],
    ),
    "aides publiques : la limite exacte": (
        investir((VILLE, "6000"), (ETAT, "4000", {"assiette": "5000"})),
        [],
    ),
    "aides publiques : un centime de trop": (
        investir((VILLE, "5999.99"), (ETAT, "4000.01", {"assiette": "5000"})),
        [f"46:16: avertissement[B010] {aides('4 000,01 €', '5 000 €', '80,0002 %', '4 000 €')}"],
    ),
    "aides publiques : sans assiette, toute la dépense": (
        investir((VILLE, "1000"), (ETAT, "4500"), (DEPARTEMENT, "4500"), exercice=2010),
        [
            f"40:16: information[B010] {part('1 000 €', '10 %')}",
            f"46:16: avertissement[B010] {aides('9 000 €', '10 000 €', '90 %', '8 000 €')}",
        ],
    ),
    "aides publiques : deux subventions sur la même dépense, la plus forte assiette": (
        investir(
            (VILLE, "6000"),
            (ETAT, "3000", {"assiette": "5000"}),
            (ETAT, "1000", {"assiette": "4999", "note": "autre fonds"}),
        ),
        [],
    ),
    "aides publiques : en 2018, sans le jour de la demande, on ne sait pas laquelle des deux règles s'applique": (
        investir((VILLE, "5500"), (ETAT, "4500", {"assiette": "5000"}), exercice=2018),
        [],
    ),
    "aides publiques : demande reçue la veille du changement": (
        investir(
            (VILLE, "5500"),
            (ETAT, "4500", {"assiette": "5000", "etat": "dossier_complet", "demande": "2018-09-30"}),
            exercice=2018,
        ),
        [
            f"46:16: avertissement[B010] {aides('4 500 €', '5 000 €', '90 %', '4 000 €')}",
            "47:13: avertissement[B014] demande du 30 septembre 2018 encore à l'état « dossier_complet » après le 30 "
            "mars 2019 : elle est rejetée implicitement (Décret n° 99-1060 du 16 décembre 1999, article 5)",
        ],
    ),
    "aides publiques : depuis octobre 2018, toute la dépense subventionnable": (
        investir((VILLE, "5000"), (ETAT, "4000", {"assiette": "5000"}), (DEPARTEMENT, "1000"), exercice=2020),
        [],
    ),
    "aides publiques : depuis octobre 2018, un centime au-dessus": (
        investir((VILLE, "4999.99"), (ETAT, "4000", {"assiette": "5000"}), (DEPARTEMENT, "1000.01"), exercice=2020),
        [
            "46:16: avertissement[B010] investissement aidé par l'État : aides publiques de 5 000,01 € sur 5 000 €, "
            "soit 100,0002 % de dépense subventionnable ; au plus 100 % (5 000 €) attendus : Décret n° 2018-514 du 25 "
            "juin 2018, "
            "article 10"
        ],
    ),
    "aides publiques : la limite de 80 % est abrogée en 2019": (
        investir((VILLE, "5500"), (ETAT, "4500", {"assiette": "5000"}), exercice=2019),
        [],
    ),
    "taux annoncé : juste, sur l'assiette": (
        investir((VILLE, "6667"), (DEPARTEMENT, "3333", {"assiette": "10000", "taux": "33.33 %"})),
        [],
    ),
    "taux annoncé : juste, sur la dépense, arrondi au centime": (
        investir((VILLE, "6666.67"), (DEPARTEMENT, "3333.33", {"taux": "33.33333 %"})),
        [],
    ),
    "taux annoncé : un centime d'écart": (
        investir((VILLE, "6000.01"), (DEPARTEMENT, "3999.99", {"taux": "40 %"})),
        [
            "46:16: avertissement[B011] 3 999,99 €, soit 39,9999 % de la dépense de 10 000 € ; le taux annoncé, 40 %, "
            "donne 4 000 €"
        ],
    ),
    "taux annoncé : une ressource refusée vaut zéro": (
        investir((VILLE, "10000"), (DEPARTEMENT, "0", {"etat": "refuse", "taux": "40 %"})),
        [],
    ),
    "compensation de TVA : le taux de 2013": (
        investir((VILLE, "8451.80"), (FCTVA, "1548.20"), exercice=2013),
        [],
    ),
    "compensation de TVA : un centime de trop en 2013": (
        investir((VILLE, "8451.79"), (FCTVA, "1548.21"), exercice=2013),
        [
            "46:16: avertissement[B011] compensation de TVA de 1 548,21 € : 10 000 € d'investissement en donnent au "
            f"plus 1 548,20 €, à 15,482 % ({CGCT} L. 1615-6, I)"
        ],
    ),
    "compensation de TVA : arrondie au centime": (
        investir((VILLE, "84.54"), (FCTVA, "15.49"), exercice=2013, prevu="100.03"),
        [],
    ),
    "compensation de TVA : le taux de 2014": (
        investir((VILLE, "8423.89"), (FCTVA, "1576.11"), exercice=2014),
        [
            "46:16: avertissement[B011] compensation de TVA de 1 576,11 € : 10 000 € d'investissement en donnent au "
            f"plus 1 576,10 €, à 15,761 % ({CGCT} L. 1615-6, I)"
        ],
    ),
    "compensation de TVA : le taux depuis 2015": (
        investir((VILLE, "8359.60"), (FCTVA, "1640.40"), exercice=2015),
        [],
    ),
    "demande : un an après, sans date, rien n'est dit": (investir((VILLE, "6000"), (DEPARTEMENT, "4000")), []),
    "demande à l'État sans réponse : rejetée": (
        investir((VILLE, "6000"), (ETAT, "4000", {"demande": "2012-08-31"})),
        [
            "47:13: avertissement[B014] demande du 31 août 2012 encore à l'état « sollicite » après le 28 février "
            f"2013 : elle est rejetée implicitement ({DECRET} 5)"
        ],
    ),
    "demande à l'État depuis octobre 2018 : huit mois": (
        investir((VILLE, "6000"), (ETAT, "4000", {"demande": "2018-10-01"}), exercice=2018),
        [
            "47:13: avertissement[B014] demande du 1er octobre 2018 encore à l'état « sollicite » après le 1er juin "
            "2019 : elle est rejetée implicitement (Décret n° 2018-514 du 25 juin 2018, article 7)"
        ],
    ),
    "demande dont le délai court encore": (
        investir((VILLE, "6000"), (CAF, "4000", {"demande": "2099-01-01"})),
        [],
    ),
    "acompte sans encaissement": (
        investir(
            (VILLE, "6000"),
            (DEPARTEMENT, "4000", {"etat": "acompte", "notification": "{date: 2010-06-01, reference: X}"}),
        ),
        ["47:13: avertissement[B014] ressource à l'état « acompte » sans montant encaissé"],
    ),
    "solde incomplet": (
        investir(
            (VILLE, "6000"),
            (
                DEPARTEMENT,
                "4000",
                {"etat": "solde", "notification": "{date: 2010-06-01, reference: X}", "encaisse": "3999.99"},
            ),
        ),
        ["49:17: avertissement[B014] ressource soldée à 3 999,99 € sur 4 000 €"],
    ),
    "solde entier": (
        investir((VILLE, "6000"), (DEPARTEMENT, "4000", _accord("2010-06-01") | {"etat": "solde", "encaisse": "4000"})),
        [],
    ),
    "commencement avant l'accord": (
        investir((VILLE, "6000"), (ETAT, "4000", _accord("2011-06-01")), exercice=2010),
        [
            "48:28: avertissement[B014] la dépense commence en septembre 2010, avant l'accord du 1er juin 2011 "
            "(Décret n° 99-1060 du 16 décembre 1999, articles 5 et 6)"
        ],
    ),
    "commencement le mois de l'accord : on ne sait pas": (
        investir((VILLE, "6000"), (ETAT, "4000", _accord("2010-09-30")), exercice=2010),
        [],
    ),
    "accord l'année de la dépense, l'action étant déjà commencée : on ne sait pas": (
        investir((VILLE, "6000"), (DEPARTEMENT, "4000", _accord("2012-12-31"))),
        [],
    ),
    "dossier complet avant de commencer, accord après : permis": (
        investir((VILLE, "6000"), (ETAT, "4000", _accord("2011-06-01") | {"demande": "2010-08-31"}), exercice=2010),
        [],
    ),
    "dossier complet après le commencement": (
        investir((VILLE, "6000"), (ETAT, "4000", _accord("2011-06-01") | {"demande": "2010-10-01"}), exercice=2010),
        [
            "49:16: avertissement[B014] la dépense commence en septembre 2010, avant le dossier complet du 1er "
            f"octobre 2010 ({DECRET}s 5 et 6)"
        ],
    ),
    "accord l'année d'après la dépense": (
        investir((VILLE, "6000"), (DEPARTEMENT, "4000", _accord("2013-01-01"))),
        ["48:28: avertissement[B014] la dépense commence en 2012, avant l'accord du 1er janvier 2013"],
    ),
}


@pytest.mark.parametrize("nom", PLANS)
def test_chaque_plan_donne_ces_fautes_et_elles_seules(fautes: Fautes, nom: str) -> None:
    """La place, la gravité, le code et le message entier."""
    plan, attendues = PLANS[nom]
    assert fautes(*plan) == [f"{ICI}:{faute}" for faute in attendues]
