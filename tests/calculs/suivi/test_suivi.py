"""Où en est chacun, ce que disent les totaux, et chaque alerte à sa borne."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.suivi.agregat import agreger
from contrat.calculs.suivi.suivi import Duree, Suivi, suivre
from contrat.modele.agregat import Agregat
from contrat.modele.bareme import Bareme
from contrat.modele.menage import Menage
from tests.calculs.fabriques import FORFAIT, REGLES, aide, bareme, dossier, objet, parcours

AU = date(2011, 12, 31)
OCCUPANT = "{genre: egal, champ: statut_occupation, seuil: proprietaire_occupant, piece: titre de propriété}"
DECENT = "{genre: egal, champ: residence_principale, seuil: oui, piece: taxe d'habitation}"
PROPRIETAIRE = {"statut_occupation": "proprietaire_occupant"}
# Deux aides aux travaux de l'État, de mille euros chacune, pour qui est propriétaire ; et une aide de la commune.
PEUPLE = "{genre: au_plus, champ: personnes, seuil: 9}"  # aucune pièce ne le prouve
DROIT = bareme(
    aide("prime", "{genre: forfait, libelle: prime, montant: 1000}", OCCUPANT),
    aide("ase", "{genre: forfait, libelle: ase, montant: 1600}", OCCUPANT, DECENT, PEUPLE, financeur="Anah", rang="2"),
    aide("commune", "{genre: forfait, libelle: fonds, montant: 50}", niveau="locale", financeur="Ville", rang="3"),
    regles=REGLES + """
delais:
  - {libelle: commencer, depuis: accorde, attendue: travaux_commences, mois: 12, source: loi, statut: certain}
""",
)  # fmt: skip


def suivi(*menages: Menage, au: date = AU, droit: Bareme = DROIT, effaces: Agregat | None = None) -> Suivi:
    menages_par_nom = {f"M-{rang:04}": m.model_copy(update={"id": f"M-{rang:04}"}) for rang, m in enumerate(menages, 1)}
    return suivre(dossier(menages=menages_par_nom, agregat=effaces, chiffres=frozenset({"M-9"})), droit, au, 60)


def proprietaire(*etapes: str, residence: str | None = "oui", **projet: str) -> Menage:
    logement = PROPRIETAIRE | ({"residence_principale": residence} if residence else {})
    revenus = [{"annee": "2009", "rfr": "9000"}]
    return parcours(*etapes, logement=logement, projet=projet, revenus=revenus, occupants={"nombre": "1"})


def test_le_jour_du_suivi() -> None:
    """Les étapes de ce jour-là comptent, celles du lendemain non ; sans étape passée, un ménage n'est pas là."""
    etapes = ("2011-03-08 contacte", "2011-09-20 recu_en_permanence")
    la_veille = suivi(parcours(*etapes), parcours("2011-09-20 repere"), au=date(2011, 9, 19))
    (seul,) = la_veille.menages
    assert (seul.etat, seul.depuis, seul.jours, seul.menage.id) == ("contacte", date(2011, 3, 8), 195, "M-0001")
    le_jour = suivi(parcours(*etapes), parcours("2011-09-20 repere"), au=date(2011, 9, 20))
    assert [(m.etat, m.jours) for m in le_jour.menages] == [("recu_en_permanence", 0), ("repere", 0)]
    assert {m.depuis for m in le_jour.menages} == {date(2011, 9, 20)}
    assert (le_jour.au, le_jour.silence, le_jour.illisibles, le_jour.effaces.menages) == (date(2011, 9, 20), 60, 1, 0)


@pytest.mark.parametrize(
    ("etapes", "etat", "depuis"),
    [
        # Un appel, une visite de contrôle ne font pas reculer un dossier déposé ; une étape plus avancée l'avance.
        (("2011-03-08 accorde", "2011-04-01 contacte", "2011-05-02 visite_programmee"), "accorde", date(2011, 3, 8)),
        (("2011-03-08 accorde", "2011-04-01 contacte", "2011-05-02 acompte"), "acompte", date(2011, 5, 2)),
        # Avant le dépôt, la dernière ; après une fin, une autre demande s'ouvre.
        (("2011-03-08 plan_remis", "2011-04-01 contacte"), "contacte", date(2011, 4, 1)),
        (("2011-03-08 accorde", "2011-04-01 abandon", "2011-05-02 contacte"), "contacte", date(2011, 5, 2)),
        (("2011-03-08 solde_paye", "2011-04-01 clos"), "clos", date(2011, 4, 1)),
    ],
)
def test_un_contact_ne_fait_pas_reculer_un_dossier_depose(etapes: tuple[str, ...], etat: str, depuis: date) -> None:
    lu = suivi(parcours(*etapes))
    (seul,) = lu.menages
    assert (seul.etat, seul.depuis, lu.etats) == (etat, depuis, {etat: 1})
    assert seul.jours == (AU - seul.evenements[-1].date).days
    assert agreger([seul.menage], DROIT).etats == {etat: 1}


def test_les_menages_sont_dans_l_ordre_de_leurs_noms() -> None:
    deux = {nom: parcours("2011-03-08 contacte", id=nom) for nom in ("M-0002", "M-0001")}
    assert [m.menage.id for m in suivre(dossier(menages=deux), DROIT, AU, 60).menages] == ["M-0001", "M-0002"]


@pytest.mark.parametrize(
    ("menage", "verdict"),
    [
        (proprietaire("2011-03-08 contacte"), Verdict.ELIGIBLE),
        (proprietaire("2011-03-08 contacte", residence=None), Verdict.ELIGIBLE),  # la première aide suffit
        (parcours("2011-03-01 repere", "2011-03-08 contacte"), Verdict.INDETERMINE),
        (parcours("2011-03-08 contacte", logement={"statut_occupation": "locataire"}), Verdict.NON_ELIGIBLE),
        (proprietaire("2011-03-08 repere"), None),
        (proprietaire("2009-03-08 contacte"), None),  # hors du barème
        (proprietaire("2009-03-08 contacte", demande="2011-03-08"), Verdict.ELIGIBLE),
        (proprietaire("2011-03-08 travaux_acheves"), Verdict.ELIGIBLE),
    ],
)
def test_la_reponse_d_un_menage(menage: Menage, verdict: Verdict | None) -> None:
    (celui,) = suivi(menage).menages
    assert celui.verdict is verdict


def test_une_aide_de_la_commune_ne_fait_pas_un_eligible() -> None:
    locale = bareme(aide("prime", FORFAIT, OCCUPANT), aide("commune", niveau="locale"))
    locataire = parcours("2011-03-08 contacte", logement={"statut_occupation": "locataire"})
    assert suivi(locataire, droit=locale).menages[0].verdict is Verdict.NON_ELIGIBLE
    autre = bareme(aide("diagnostic", depense="diagnostic"))
    assert suivi(proprietaire("2011-03-08 contacte"), droit=autre).menages[0].verdict is Verdict.NON_ELIGIBLE


def test_l_entonnoir_et_les_totaux() -> None:
    tous = suivi(
        parcours("2011-01-03 repere"),
        parcours("2011-01-03 contacte"),
        proprietaire("2011-01-03 contacte"),
        proprietaire("2011-01-03 contacte", "2011-06-06 travaux_acheves", travaux_ttc="100.50"),
        proprietaire("2011-01-03 contacte", "2011-06-06 clos", residence="non", travaux_ttc="20"),
    )
    assert tous.entonnoir == (5, 4, 3, 2, 1)
    assert tous.etats == {"repere": 1, "contacte": 2, "travaux_acheves": 1, "clos": 1}
    assert list(tous.etats) == ["repere", "contacte", "travaux_acheves", "clos"]
    assert (tous.travaux, tous.a_travaux_inconnus) == (Decimal("120.50"), False)
    # Anah : 1600 pour le premier seulement ; État : 1000 chacun ; la commune ne demande rien.
    assert list(tous.argent().items()) == [("État", Decimal(2000)), ("Anah", Decimal(1600)), ("Ville", Decimal(100))]
    hors_bareme = parcours("2009-11-03 contacte")
    assert suivi(hors_bareme).croiser_ressources() == {}
    assert tous.croiser_ressources() == {("tres_modeste", "eligible"): 3, ("a_verifier", "indetermine"): 1}
    assert [m.categorie for m in tous.menages] == ["a_verifier", "a_verifier", *["tres_modeste"] * 3]


def test_des_travaux_inconnus_ne_sont_pas_zero() -> None:
    acheves = "2011-06-06 travaux_acheves"
    un = suivi(proprietaire(acheves), proprietaire(acheves, travaux_ttc="7"))
    assert (un.travaux, un.a_travaux_inconnus) == (Decimal(7), True)
    ouvert = suivi(proprietaire("2011-06-06 contacte"), proprietaire(acheves, travaux_ttc="0"))
    assert (ouvert.travaux, ouvert.a_travaux_inconnus) == (Decimal(0), False)


def effacer(**champs: Any) -> Agregat:
    return objet(Agregat, "menages: 20", **champs)


def test_les_dossiers_effaces_comptent_encore() -> None:
    renoves = [
        {"annees": ["2010"], "menages": "3", "travaux": "30", "aides": {"ase": "2"}, "ressources": {"Anah": "5"}},
        {"annees": ["2011"], "menages": "1", "travaux": "4", "sans_montant": "1"},
    ]
    effaces = effacer(
        contactes=[{"annees": ["2010"], "menages": "9"}], eligibles=[{"annees": ["2010"], "menages": "5"}],
        renoves=renoves, etats={"clos": "4", "abandon": "2"}, origines={"ccas": "6", "non_dit": "3"},
        abandons={"depart": "1", "non_dit": "1"},
    )  # fmt: skip
    tous = suivi(
        proprietaire("2011-01-03 contacte", "2011-06-06 clos", travaux_ttc="100"),
        parcours("2011-01-03 contacte", "2011-02-03 plan_remis", "2011-06-06 abandon depart", origine="ccas"),
        parcours("2011-01-03 contacte", "2011-06-06 abandon", origine="mairie"),
        effaces=effaces,
    )
    assert tous.entonnoir == (23, 12, 6, 5, 3)
    assert (tous.travaux, tous.a_travaux_inconnus) == (Decimal(134), True)
    assert tous.etats == {"clos": 5, "abandon": 4}
    # Le plus fréquent d'abord ; ce qui n'est pas dit a un nom vide.
    assert list(tous.origines.items()) == [("ccas", 7), ("", 4), ("mairie", 1)]
    assert tous.abandons == {"depart": 2, "": 2}
    assert tous.argent() == {"Anah": Decimal(1605), "État": Decimal(1000), "Ville": Decimal(50)}
    sans = effacer(renoves=renoves[:1])
    assert not suivi(effaces=sans).a_travaux_inconnus


@pytest.mark.parametrize(
    ("etapes", "au", "muet"),
    [
        (("2011-03-31 contacte",), "2011-05-30", False),  # soixante jours
        (("2011-03-31 contacte",), "2011-05-31", True),
        (("2011-03-31 repere",), "2011-12-31", False),  # pas encore contacté
        (("2011-03-31 contacte", "2011-04-01 abandon"), "2011-12-31", False),
        (("2011-03-31 contacte", "2011-04-01 rejete"), "2011-12-31", False),
        (("2011-03-31 contacte", "2011-04-01 retire"), "2011-12-31", False),
        (("2011-03-31 contacte", "2011-04-01 classe_sans_suite"), "2011-12-31", False),
        (("2011-03-31 contacte", "2011-04-01 solde_paye"), "2011-12-31", False),
        (("2011-03-31 contacte", "2011-04-01 clos"), "2011-12-31", False),
        (("2011-03-31 contacte", "2011-04-01 travaux_acheves"), "2011-12-31", True),
    ],
)
def test_sans_nouvelle_depuis_plus_de_soixante_jours(etapes: tuple[str, ...], au: str, muet: bool) -> None:
    celui = suivi(parcours(*etapes), au=date.fromisoformat(au))
    assert len(celui.silencieux) == muet


@pytest.mark.parametrize(
    ("etapes", "au", "depasse"),
    [
        (("2010-03-15 accorde",), "2011-03-15", False),
        (("2010-03-15 accorde",), "2011-03-16", True),
        (("2010-03-15 accorde",), "2011-04-14", True),
        (("2010-03-15 accorde",), "2011-04-15", True),
        (("2010-03-31 accorde",), "2011-03-31", False),
        (("2010-03-31 accorde",), "2011-04-01", True),
        (("2010-01-05 accorde",), "2010-12-31", False),
        # L'étape attendue, ou une plus avancée, ou une fin : le délai ne court plus.
        (("2010-03-15 accorde", "2011-09-01 travaux_commences"), "2011-12-31", False),
        (("2010-03-15 accorde", "2011-09-01 acompte"), "2011-12-31", False),
        (("2010-03-15 accorde", "2011-09-01 retire"), "2011-12-31", False),
        (("2010-03-15 en_instruction",), "2011-12-31", False),
    ],
)
def test_le_delai_d_une_aide(etapes: tuple[str, ...], au: str, depasse: bool) -> None:
    celui = suivi(parcours(*etapes), au=date.fromisoformat(au))
    assert [[r.libelle for r in m.depasses] for m in celui.en_retard] == ([["commencer"]] if depasse else [])


def test_les_pieces_des_dossiers_ouverts() -> None:
    """Une pièce ne compte qu'une fois par dossier, même quand deux aides la demandent."""
    sans_rien = parcours("2011-03-08 contacte")
    trouvees = suivi(sans_rien, proprietaire("2011-03-08 contacte", residence=None)).pieces()
    assert list(trouvees.items()) == [("taxe d'habitation", 2), ("titre de propriété", 1)]
    fini = parcours("2011-03-08 contacte", "2011-04-08 abandon")
    hors_bareme = parcours("2009-03-08 contacte")
    assert suivi(fini, hors_bareme, parcours("2011-03-08 repere")).pieces() == {}
    # Non éligible : aucune pièce n'y changerait rien.
    locataire = parcours("2011-03-08 contacte", logement={"statut_occupation": "locataire"})
    assert suivi(locataire).pieces() == {}


def test_les_durees() -> None:
    """Le premier contact et la première réception ; un passage à rebours n'en est pas un."""
    trouvees = suivi(
        parcours("2011-01-01 contacte", "2011-01-11 recu_en_permanence", "2011-06-01 recu_en_permanence"),
        parcours("2011-01-01 contacte", "2011-01-04 recu_en_permanence"),
        parcours("2011-01-01 contacte", "2011-01-01 recu_en_permanence", "2011-02-01 diagnostic_effectue"),
        parcours("2011-01-01 contacte", "2011-01-07 recu_en_permanence"),
        parcours("2011-01-01 recu_en_permanence", "2011-01-02 contacte"),
    ).durees()
    assert trouvees == [
        Duree("contacte", "recu_en_permanence", 4, 0, Decimal("4.5"), 10),
        Duree("recu_en_permanence", "diagnostic_effectue", 1, 31, Decimal(31), 31),
    ]
    accords = suivi(parcours("2011-01-01 dossier_depose", "2011-01-03 accorde", "2011-02-02 travaux_acheves")).durees()
    assert [(d.depuis, d.vers, d.mediane) for d in accords] == [
        ("dossier_depose", "accorde", Decimal(2)), ("accorde", "travaux_acheves", Decimal(30)),
    ]  # fmt: skip


def test_les_montants_que_les_pieces_ecrivent() -> None:
    """Demandés, accordés, payés ; un montant écrit à une autre étape ne compte pas."""
    etapes = [
        {"date": f"2011-03-{rang:02}", "etape": etape, "montants": [{"financeur": "anah", "montant": montant}]}
        for rang, (etape, montant) in enumerate(
            (("dossier_depose", "9"), ("accorde", "8"), ("acompte", "3"), ("solde_demande", "90"), ("solde_paye", "4")),
            1,
        )
    ]
    (seul,) = suivi(objet(Menage, "{id: M-0001, source: fiction}", evenements=etapes)).menages
    assert seul.notifies == {"demande": Decimal(9), "accorde": Decimal(8), "paye": Decimal(7)}


def test_un_delai_franchi_avant_la_periode_n_en_est_pas() -> None:
    """Le passage se fait le jour de sa seconde étape ; une étape relue dans le désordre n'a pas de durée."""
    lus = suivi(parcours("2011-03-01 contacte", "2011-04-01 recu_en_permanence"))
    assert [d.nombre for d in lus.durees(date(2011, 4, 1))] == [1]
    assert lus.durees(date(2011, 4, 2)) == []
    assert len(lus.durees(date(2011, 2, 1))) == len(lus.durees()) == 1
    inverse = suivi(parcours("2011-03-01 recu_en_permanence", "2011-04-01 contacte"))
    assert (inverse.durees(), inverse.durees(date(2011, 1, 1))) == ([], [])


def test_ceux_qui_n_ont_encore_aucune_etape() -> None:
    assert suivi(parcours("2011-03-01 contacte"), parcours("2012-01-01 contacte"), parcours()).sans_etape == 2


def test_les_aides_du_plus_gros_financeur_d_abord() -> None:
    """Un logement rénové qu'aucun barème ne juge n'en a pas."""
    renove = proprietaire("2011-03-01 solde_paye")
    argent = suivi(renove, parcours("2001-03-01 solde_paye")).argent()
    assert list(argent.items()) == [("Anah", Decimal(1600)), ("État", Decimal(1000)), ("Ville", Decimal(50))]
