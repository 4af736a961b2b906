"""Une période : les étapes du premier au dernier jour compris, chaque montant au sens de son étape."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from contrat.calculs.suivi.periode import PeriodeSuivie, suivre_periode
from contrat.calculs.suivi.suivi import suivre
from contrat.modele.menage import Menage
from tests.calculs.fabriques import bareme, dossier, menage, parcours

DU, AU = date(2011, 4, 1), date(2011, 6, 30)


def suivre_ceux(*menages: Menage) -> PeriodeSuivie:
    """Le deuxième trimestre de 2011 de ces ménages."""
    nommes = {f"M-{rang:04}": m.model_copy(update={"id": f"M-{rang:04}"}) for rang, m in enumerate(menages, 1)}
    return suivre_periode(suivre(dossier(menages=nommes), bareme(), AU, 60), DU)


def payer(jour: str, etape: str, *montants: tuple[str, str]) -> dict[str, object]:
    notifies = [{"financeur": qui, "montant": combien} for qui, combien in montants]
    return {"date": jour, "etape": etape, "montants": notifies}


def test_les_bornes_comptent() -> None:
    veille, premier, dernier, lendemain = "2011-03-31", "2011-04-01", "2011-06-30", "2011-07-01"
    celle = suivre_ceux(*(parcours(f"{j} contacte", origine="ccas") for j in (veille, premier, dernier, lendemain)))
    assert (celle.du, celle.au, celle.etapes, celle.mois) == (DU, AU, {"contacte": 2}, {"2011-04": 1, "2011-06": 1})
    assert (celle.natures, celle.origines, celle.abandons) == ({"": 2}, {"ccas": 2}, {})


def test_dans_l_ordre_du_parcours() -> None:
    celle = suivre_ceux(
        parcours("2011-05-02 contacte", "2011-05-09 abandon sans_reponse"), parcours("2011-04-02 repere")
    )
    assert list(celle.etapes) == ["repere", "contacte", "abandon"]
    assert list(celle.mois) == ["2011-04", "2011-05"]
    assert celle.abandons == {"sans_reponse": 1}
    sans_motif = suivre_ceux(parcours("2011-05-09 abandon"))
    assert (sans_motif.abandons, sans_motif.natures, sans_motif.origines) == ({"": 1}, {}, {})


def test_la_nature_est_celle_des_contactes() -> None:
    energie = parcours("2011-05-02 contacte", projet={"nature": "energie"})
    autre = parcours("2011-05-02 recu_en_permanence", projet={"nature": "autonomie"}, origine="ccas")
    assert suivre_ceux(energie, autre).natures == {"energie": 1}
    assert suivre_ceux(energie, autre).origines == {"": 1}


def test_un_montant_a_le_sens_de_son_etape() -> None:
    celui = menage(evenements=[
        payer("2011-04-05", "dossier_depose", ("ville", "500"), ("etat", "1600")),
        payer("2011-05-05", "accorde", ("etat", "1100.50")),
        payer("2011-05-20", "travaux_commences", ("etat", "9999")),
        payer("2011-06-01", "acompte", ("etat", "300")),
        payer("2011-06-20", "solde_paye", ("etat", "800.50")),
        payer("2011-07-01", "clos"),
    ])  # fmt: skip
    montants = suivre_ceux(celui).montants
    assert list(montants) == ["etat", "ville"]
    assert montants["etat"] == {"demande": Decimal(1600), "accorde": Decimal("1100.50"), "paye": Decimal("1100.50")}
    assert montants["ville"] == {"demande": Decimal(500)}


def test_une_etape_annulee_ne_compte_pas_et_se_dit() -> None:
    """Celle de la veille et celle du lendemain ne sont pas de la période."""
    annulees = [
        {"date": jour, "etape": "contacte", "annule_le": "2011-07-02", "annulation": "erreur_de_saisie"}
        for jour in ("2011-03-31", "2011-04-01", "2011-06-30", "2011-07-01")
    ]
    celle = suivre_ceux(menage(evenements=[{"date": "2011-03-01", "etape": "repere"}, *annulees]))
    assert (celle.etapes, celle.annulees, celle.categories) == ({}, 2, {})
    assert suivre_ceux(parcours("2011-04-01 contacte")).annulees == 0


def test_pourquoi_une_aide_est_refusee() -> None:
    refus = [{"date": "2011-05-09", "etape": "rejete", "refus": "delai_depasse"}]
    assert suivre_ceux(menage(evenements=refus)).refus == {"delai_depasse": 1}
    assert suivre_ceux(parcours("2011-05-09 retire")).refus == {"": 1}
    assert suivre_ceux(parcours("2011-05-09 accorde")).refus == {}


def test_les_durees_sont_celles_des_passages_de_la_periode() -> None:
    (duree,) = suivre_ceux(parcours("2011-03-01 contacte", "2011-04-05 recu_en_permanence")).durees
    assert tuple(duree) == ("contacte", "recu_en_permanence", 1, 35, 35, 35)
    avant = suivre_ceux(parcours("2011-03-01 contacte", "2011-03-31 recu_en_permanence"))
    assert avant.durees == ()
