"""L'agenda : chaque échéance à son jour, avant qu'elle passe, et rien de ce qui n'est plus attendu."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contrat.calculs.suivi.agenda import Agenda, Echeance, dresser_agenda
from contrat.depot.droit import charger_finances
from contrat.modele.menage import Menage
from contrat.modele.organisme import Source
from tests.calculs.argent.pieces import aide, fiche, ligne
from tests.calculs.fabriques import REGLES, bareme, dossier, lire, objet, parcours

AU = date(2011, 6, 15)
DELAIS = """
conservation:
  - {libelle: sans aide, concerne: sans_aide, mois: 24, source: loi, statut: certain}
  - {libelle: avec aide, concerne: avec_aide, mois: 60, source: loi, statut: certain}
delais:
  - {libelle: commencer les travaux, depuis: accorde, attendue: travaux_commences, mois: 12, source: loi,
     statut: certain}
"""
SOURCES = {
    "fiction": objet(Source, "{id: fiction, nature: fiction, titre: exemple}"),
    "guichet": objet(Source, "{id: guichet, nature: releve, titre: permanence}"),
}


def dresser(*menages: Menage, contrat: str = "", jours: int = 3000, au: date = AU) -> Agenda:
    """L'agenda de ces ménages ; les plafonds courent sans fin, rien de général n'arrive."""
    sans_fin = tuple(
        f"{{zone: {zone}, du: 2010-01-01, verifie_le: 2026-01-01, au_dela: superieur, lignes: "
        "[{categorie: modeste, source: t, statut: certain, supplement: 1, plafonds: [1, 2, 3, 4, 5]}]}"
        for zone in ("autres_regions", "ile_de_france")
    )
    celui = dossier(
        contrat=contrat, droit_lu=bareme(regles=REGLES + DELAIS, tables=sans_fin), sources=SOURCES,
        menages={m.id: m for m in menages},
    )  # fmt: skip
    return dresser_agenda(celui, au, jours, 90)


def test_un_rendez_vous_a_venir_le_jour_meme_compris() -> None:
    menage = parcours("2011-06-15 rendez_vous", "2011-07-01 visite_programmee", "2011-07-02 diagnostic_effectue")
    assert dresser(menage).echeances == (
        Echeance(date(2011, 6, 15), "rendez_vous", "M-0001", "rendez_vous"),
        Echeance(date(2011, 7, 1), "rendez_vous", "M-0001", "visite_programmee"),
    )
    # Le lendemain, le rendez-vous est passé : il n'est plus à venir.
    assert dresser(menage, au=date(2011, 6, 16)).echeances == (
        Echeance(date(2011, 7, 1), "rendez_vous", "M-0001", "visite_programmee"),
    )


def test_sans_rien_de_passe_seuls_les_rendez_vous() -> None:
    seul = parcours("2011-06-20 rendez_vous", source="guichet")
    assert [e.genre for e in dresser(seul).echeances] == ["rendez_vous"]


@pytest.mark.parametrize(
    ("etapes", "attendues"),
    [
        # Un contact sans suite se relance quatre-vingt-dix jours après la dernière étape.
        (("2011-03-01 contacte",), [(date(2011, 5, 30), "relance", "contacte")]),
        (
            ("2011-03-01 contacte", "2011-04-01 recu_en_permanence"),
            [(date(2011, 6, 30), "relance", "recu_en_permanence")],
        ),
        # Jamais contacté, dossier fini, ou rendez-vous pris : rien à relancer.
        (("2011-03-01 repere",), []),
        (("2011-03-01 contacte", "2011-04-01 abandon"), []),
        (("2011-03-01 contacte", "2011-06-20 rendez_vous"), [(date(2011, 6, 20), "rendez_vous", "rendez_vous")]),
        # Accordé le 10 janvier : un an pour commencer ; une étape plus avancée en tient lieu.
        (
            ("2010-12-01 contacte", "2011-01-10 accorde"),
            [(date(2011, 4, 10), "relance", "accorde"), (date(2012, 1, 10), "delai", "accorde")],
        ),
        (("2011-01-10 accorde", "2011-05-02 travaux_commences"), []),
        (("2011-01-10 accorde", "2011-05-02 travaux_acheves"), []),
        (("2011-01-10 accorde", "2011-05-02 retire"), []),
        # Ce qui n'est pas encore arrivé ne compte pas : ni un accord, ni des travaux qui répondraient au délai.
        (("2011-06-16 accorde",), []),
        (("2011-06-15 accorde", "2011-06-16 travaux_commences"), [(date(2012, 6, 15), "delai", "accorde")]),
    ],
)  # fmt: skip
def test_ce_qu_un_dossier_attend(etapes: tuple[str, ...], attendues: list[tuple[date, str, str]]) -> None:
    vues = [(e.jour, e.genre, e.etape) for e in dresser(parcours(*etapes)).echeances]
    assert vues == attendues


def test_un_delai_dit_ce_qu_il_attend() -> None:
    echeances = dresser(parcours("2011-01-10 accorde")).echeances
    assert echeances == (Echeance(date(2012, 1, 10), "delai", "M-0001", "accorde", "commencer les travaux"),)


def test_un_dossier_de_personne_se_garde_jusqu_a_un_jour() -> None:
    """Celui d'un exemple se garde."""
    etapes = ("2010-09-01 contacte", "2010-10-01 abandon")
    assert dresser(parcours(*etapes, source="guichet")).echeances == (
        Echeance(date(2012, 10, 1), "conservation", "M-0001"),
    )
    assert dresser(parcours(*etapes)).echeances == ()
    # Un dossier en cours n'a pas de dernier jour.
    assert [e.genre for e in dresser(parcours("2011-06-01 dossier_depose", source="guichet")).echeances] == []


def test_la_periode_et_l_ordre() -> None:
    un = parcours("2011-03-15 contacte", id="M-0002")
    deux = parcours("2011-03-15 contacte", id="M-0001")
    tard = parcours("2011-03-16 contacte", id="M-0003")
    agenda = dresser(un, deux, tard, jours=-2)
    # Le dernier jour de la période compte, celui d'après non ; à jour égal, par identifiant.
    assert (agenda.au, agenda.jusqu_au) == (AU, date(2011, 6, 13))
    assert [(e.jour, e.menage) for e in agenda.echeances] == [
        (date(2011, 6, 13), "M-0001"),
        (date(2011, 6, 13), "M-0002"),
    ]
    tout = dresser(un, deux, tard)
    assert ([e.menage for e in tout.passees], [e.menage for e in tout.a_venir]) == (["M-0001", "M-0002", "M-0003"], [])
    le_jour = dresser(tard, au=date(2011, 6, 14))
    assert (le_jour.passees, [e.menage for e in le_jour.a_venir]) == ((), ["M-0003"])


def test_ce_qui_ne_depend_d_aucun_menage() -> None:
    """La fin des plafonds et celle d'une convention, tant qu'elles ne sont pas passées."""
    contrat = """
conventions:
  - {id: sans-fin, objet: sans fin, organismes: [etat], source: essai}
  - {id: finie, objet: finie, organismes: [etat], jusqu_au: 2011-06-14, source: essai}
  - {id: jour, objet: finit ce jour, organismes: [etat], jusqu_au: 2011-06-15, source: essai}
"""
    (finie,) = dresser(contrat=contrat).echeances
    assert finie == (AU, "convention", "", None, "finit ce jour")
    # Une fiche porte aussi des conventions.
    portee = fiche(
        conventions=[
            {"id": "c", "objet": "d'une fiche", "organismes": ["etat"], "jusqu_au": "2011-06-15", "source": "e"}
        ]
    )
    de_fiche = dossier(portee, droit_lu=bareme())
    assert dresser_agenda(de_fiche, AU, 1, 90).echeances == ((AU, "convention", "", None, "d'une fiche"),)
    celui = dossier(droit_lu=bareme())
    fin = date(2012, 12, 31)
    for au, attendues in ((fin, ((fin, "plafonds", "", None, ""),)), (date(2013, 1, 1), ())):
        assert dresser_agenda(celui, au, 30, 90).echeances == attendues


def test_les_fabriques_lisent_les_delais() -> None:
    """Sans délai lu, les cas ci-dessus ne prouveraient rien."""
    assert len(lire(REGLES + DELAIS)["delais"]) == 1


def test_les_delais_d_une_aide_et_le_compte_rendu_d_une_subvention_versee() -> None:
    """D'une action qui n'est pas abandonnée ; d'une somme payée dont le compte rendu n'est pas remis."""
    demandee = aide(etat="sollicite", programme="FNADT", exercice="2020", reception="2020-01-02")
    fixee: Any = aide(organisme="region", exercice="2020", achevement="2021-03-31")
    ressources = (demandee, fixee | {"notification": {"date": "2020-01-10", "reference": "N"}})
    verse = {"beneficiaire": "ecole", "chapitre": "65", "realise": "9"}
    lignes = (
        ligne(**verse, exercice="2019", compte_rendu="2020-03-01"), ligne(**verse, exercice="2019"),
        ligne(**verse, exercice="2018", compte_rendu="2019-03-01"),
        ligne(**(verse | {"realise": "0"}), exercice="2017"),
    )  # fmt: skip
    celui = dossier(
        fiche(*lignes, ressources=ressources),
        fiche(id="perdue", titre_court="Perdue", statut="abandonnee", ressources=ressources),
        droit_lu=bareme(), finances_lues=charger_finances(),
    )  # fmt: skip
    lues = dresser_agenda(celui, AU, 9999, 90).echeances
    assert [(e.jour.isoformat(), e.genre, e.libelle) for e in lues if e.genre != "plafonds"] == [
        ("2020-06-30", "compte_rendu", "École, 2019"), ("2020-09-02", "reponse", "Visites, État"),
        ("2021-03-31", "achevement", "Visites, region"),
    ]  # fmt: skip
