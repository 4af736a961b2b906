"""Une rangée de tableur : ce qui a une place y va, le reste est gardé, un nom de personne jamais."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contrat.calculs.echanges.lecture import CaseLue, RangeeLue, decouper, lire_date, reprendre

JOUR = date(2026, 3, 2)
NOTE = "d'après le tableur ; date de la décision non documentée"


def nommer(nom: str) -> str:
    """Un organisme en minuscules ; rien pour une personne."""
    return "" if nom.startswith("M. ") else nom.casefold()


def lire(base: str = "TTC", **textes: str) -> RangeeLue:
    """La rangée 5, une case par colonne nommée."""
    cases = {nom.replace("__", " "): texte for nom, texte in ({"axe": "Axe 1", "titre": "Un jardin"} | textes).items()}
    rangee = {nom: CaseLue(texte, f"{chr(65 + rang)}5") for rang, (nom, texte) in enumerate(cases.items()) if texte}
    return reprendre(5, rangee, base, nommer, JOUR)


def test_le_moins_qu_une_rangee_puisse_dire() -> None:
    lue = lire(titre="Un   jardin")
    assert (lue.ligne, lue.axe, lue.titre, lue.cle, lue.refus) == (5, "Axe 1", "Un jardin", "Axe 1 > Un jardin", "")
    assert lue.champs == {
        "statut": "idee",
        "historique": [{"statut": "idee", "date": "2026-03-02", "note": NOTE}],
    }
    assert (lue.reste, lue.gardees, lue.retirees, lue.est_titre_d_axe) == ({}, [], [], False)


def test_la_cle_dit_les_sous_axes() -> None:
    rangee = {nom: CaseLue(nom[:3], "A1") for nom in ("axe", "Sous-axe (x.x)", "Sous-sous axe (x.x.x)", "titre")}
    assert reprendre(1, rangee, "HT", nommer, JOUR).cle == "axe > Sou > Sou > tit"


def test_sans_titre() -> None:
    """Une rangée qui ne dit qu'un axe en est le titre ; une qui dit autre chose est refusée."""
    seul, autre = lire(titre=""), lire(titre="", Notes="à voir")
    assert (seul.refus, seul.est_titre_d_axe, seul.champs) == ("sans titre d'action", True, {})
    assert (autre.refus, autre.est_titre_d_axe, autre.cle) == ("sans titre d'action", False, "Axe 1 > ")


@pytest.mark.parametrize(("signes", "refus"), [(300, ""), (301, "B5 : titre de 301 signes, 300 au plus")])
def test_un_titre_trop_long(signes: int, refus: str) -> None:
    assert lire(titre="a" * signes).refus == refus


@pytest.mark.parametrize(
    ("ecrit", "statut", "reste", "gardees"),
    [
        ("En cours", "lancee", {}, []),
        ("À venir", "approuvee", {}, []),
        ("En retard", "lancee", {"statut": "En retard"}, []),
        ("Bloqué", "suspendue", {"statut": "Bloqué"}, []),
        ("En pause", "suspendue", {}, []),
        ("Peut-être", "idee", {"statut": "Peut-être"}, ["C5 : « Peut-être » n'est pas un statut connu"]),
    ],
)
def test_le_statut(ecrit: str, statut: str, reste: dict[str, str], gardees: list[str]) -> None:
    lue = lire(statut=ecrit)
    assert (lue.champs["statut"], lue.reste, lue.gardees) == (statut, reste, gardees)
    assert lue.champs["historique"][0]["statut"] == statut


@pytest.mark.parametrize(
    ("statut", "debut", "fin", "jour"),
    [
        ("En cours", "01/02/2025", "", "2025-02-01"),
        ("En cours", "2026-03-02", "", "2026-03-02"),
        # Ce qui est écrit pour demain n'a pas encore pu être décidé.
        ("En cours", "2026-03-03", "", "2026-03-02"),
        ("Réalisé", "2024", "2025-06", "2025-06"),
        ("Réalisé", "2024", "", "2026-03-02"),
        ("À venir", "2025-01-01", "2025-06", "2026-03-02"),
    ],
)
def test_le_jour_d_un_statut(statut: str, debut: str, fin: str, jour: str) -> None:
    assert lire(statut=statut, debut=debut, fin=fin).champs["historique"][0]["date"] == jour


def test_ce_que_la_fiche_decrit() -> None:
    lue = lire(
        description="Un texte", objectifs="Aérer", pilote="Service vert", publics="enfants, aînés\nenfants",
        participation="co-construction", Notes="à revoir", debut="2025", fin="demain",
    )  # fmt: skip
    assert lue.champs == {
        "statut": "idee",
        "description": "Un texte",
        "objectifs": [{"niveau": "general", "texte": "Aérer"}],
        "pilote": "Service vert",
        "publics": ["enfants", "aînés"],
        "participation": {"niveau": "co_construction"},
        "calendrier": {"debut": "2025"},
        "historique": [{"statut": "idee", "date": "2026-03-02", "note": NOTE}],
    }
    assert lue.reste == {"Notes": "à revoir", "fin": "demain"}
    assert lue.gardees == ["J5 : « demain » n'est pas une date"]


@pytest.mark.parametrize(("signes", "pris"), [(80, True), (81, False)])
def test_un_pilote_trop_long_reste_en_texte(signes: int, pris: bool) -> None:
    lue = lire(pilote="p" * signes, participation="par courrier")
    assert (("pilote" in lue.champs), lue.reste.get("pilote")) == (pris, None if pris else "p" * signes)
    # Un degré inconnu de participation reste aussi.
    assert lue.reste["participation"] == "par courrier"


def test_une_personne_n_est_jamais_reprise() -> None:
    lue = lire(personne_pilote="X", elu_referent="Y", porteur="Ville, M. Z", partenaires="M. Z")
    assert lue.retirees == ["C5", "D5", "E5", "F5"]
    assert (lue.champs["porteur"], "partenaires" in lue.champs, lue.reste) == ("ville", False, {})


def test_les_organismes() -> None:
    lue = lire(porteur="Ville; CCAS", partenaires="CAF\nVille, CAF")
    assert lue.champs["porteur"] == "ville"
    assert lue.champs["partenaires"] == [
        {"organisme": "ccas", "role": "operateur"},
        {"organisme": "caf", "role": "associe"},
        {"organisme": "ville", "role": "associe"},
    ]


def annoncer(**textes: str) -> Any:
    return lire(**textes).champs.get("annonce")


@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [
        ("12840", "12840"), ("12 840,50 €", "12840.50"), ("12\u202f840", "12840"), ("12.840", "12840"),
        ("1.234.567,89", "1234567.89"), ("12.5", "12.5"),
    ],
)  # fmt: skip
def test_un_montant(ecrit: str, lu: str) -> None:
    assert annoncer(total=ecrit) == {"base": "TTC", "total": lu}


def test_un_montant_illisible_reste_en_texte() -> None:
    lue = lire(total="environ 10 k€", financeur_1="CAF", montant_1="?")
    assert lue.champs["annonce"] == {"base": "TTC", "financements": [{"organismes": ["caf"]}]}
    assert lue.reste == {"total": "environ 10 k€", "montant_1": "?"}
    assert lue.gardees == [
        "E5 : « ? » n'est pas un montant en euros",
        "C5 : « environ 10 k€ » n'est pas un montant en euros",
    ]


def test_les_financements() -> None:
    assert annoncer() is None
    assert annoncer(financeur_1="M. Z") is None
    assert annoncer(
        base="HT", financeur_1="CAF, État", montant_1="10", montant_2="20", financeur_3="Ville", total="100"
    ) == {
        "base": "HT",
        "total": "100",
        "financements": [
            {"organismes": ["caf", "état"], "montant": "10"},
            {"organismes": [], "montant": "20"},
            {"organismes": ["ville"]},
        ],
    }
    # La disposition n'a que trois financeurs.
    assert lire(financeur_4="CAF", montant_4="5").reste == {"financeur_4": "CAF", "montant_4": "5"}


@pytest.mark.parametrize(
    ("texte", "lu"),
    [
        ("2025", "2025"), ("2025-06", "2025-06"), ("2025-06-30", "2025-06-30"), ("1/2/2025", "2025-02-01"),
        ("01.12.2025", "2025-12-01"), ("31-12-2025", "2025-12-31"), ("32/01/2025", None), ("30/02/2025", None),
        # Le 1er janvier 2025, en jours depuis le 30 décembre 1899.
        ("45658", "2025-01-01"), ("20000", "1954-10-03"), ("70000", None), ("bientôt", None), ("", None),
    ],
)  # fmt: skip
def test_une_date(texte: str, lu: str | None) -> None:
    assert lire_date(texte) == lu


def test_des_noms_separes() -> None:
    assert decouper("- Ville,  CAF ;\n- Ville,,") == ["Ville", "CAF"]
    assert decouper("") == []


@pytest.mark.parametrize(
    ("case", "dite", "redit"),
    [
        ("12 840,50 €", "12840.5", True), ("12 840,50 €", "12840.51", False), ("100", "100.00", True),
        ("1/2/2025", "2025-02-01", True), ("45658", "2025-01-01", False), ("a  b", "a b", True), ("a b", "ab", False),
        ("", "", True), ("x", "", False),
    ],
)  # fmt: skip
def test_une_case_qui_n_apprend_rien(case: str, dite: str, redit: bool) -> None:
    """Ni l'écriture d'un montant ou d'un jour, ni les espaces de trop n'apprennent rien."""
    lue = lire(Notes=case)
    assert lue.redit({"Notes": dite}, ["Notes"]) is redit
    # Toutes les cases demandées doivent redire la fiche.
    assert lue.redit({"Notes": dite, "titre": "Un jardin"}, ["titre", "Notes"]) is redit
    assert not lue.redit({"Notes": dite, "titre": "Autre"}, ["titre", "Notes"])


def test_un_titre_d_axe_peut_avoir_ses_sous_axes() -> None:
    rangee = {nom: CaseLue("A", "A1") for nom in ("axe", "Sous-axe (x.x)", "Sous-sous axe (x.x.x)")}
    assert reprendre(1, rangee, "HT", nommer, JOUR).est_titre_d_axe


def test_un_financeur_peut_manquer_entre_deux() -> None:
    assert annoncer(financeur_1="CAF", financeur_3="Ville")["financements"] == [
        {"organismes": ["caf"]}, {"organismes": ["ville"]},
    ]  # fmt: skip


def test_une_rangee_lue_vide_ne_se_compare_a_rien() -> None:
    assert RangeeLue(1, "", "", "").redit({}, ["statut"])
