"""Un droit local qui change : quels jours, lesquels sont passés, pour combien de ménages sans en désigner un."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.comparaison.argent import Mouvement
from contrat.calculs.comparaison.droit import DroitCompare, Jours, comparer_droit
from contrat.modele.aide import Aide
from contrat.modele.bareme import Bareme
from contrat.modele.dossier import Dossier
from contrat.modele.menage import Menage
from contrat.modele.organisme import Source
from tests.calculs.fabriques import TABLE, aide, bareme, dossier, menage, objet

JOUR = date(2011, 6, 1)
OCCUPANT = "{genre: egal, champ: statut_occupation, seuil: proprietaire_occupant}"
SOURCES = {
    "fiction": objet(Source, "{id: fiction, nature: fiction, titre: exemple}"),
    "guichet": objet(Source, "{id: guichet, nature: releve, titre: permanence}"),
}


def prime(montant: int = 1000, **version: str) -> Aide:
    bornes = "\n".join(f"{cle}: {valeur}" for cle, valeur in version.items())
    return aide("prime", f"{{genre: forfait, libelle: prime, montant: {montant}}}", OCCUPANT, version=bornes)


def demandeurs(nombre: int, demande: str = "2011-05-01", source: str = "fiction") -> dict[str, Menage]:
    logement = {"statut_occupation": "proprietaire_occupant", "commune": "15187"}
    noms = [f"M-{rang:04}" for rang in range(1, nombre + 1)]
    commun: dict[str, Any] = {"logement": logement, "projet": {"demande": demande}, "source": source}
    commun |= {"revenus": [{"annee": "2009", "rfr": "9000"}], "occupants": {"nombre": "1"}}
    return {nom: menage(id=nom, **commun) for nom in noms}


def ville(*aides: Aide, droit: Bareme | None = None, **champs: Any) -> Dossier:
    lu = droit or bareme(*(aides or [aide("autre")]))
    return dossier(aides={a.id: a for a in aides}, droit_lu=lu, sources=SOURCES, **champs)


def comparer(avant: Aide | None, apres: Aide | None, **champs: Any) -> DroitCompare:
    cotes = [ville(*filter(None, [cote]), **champs) for cote in (avant, apres)]
    (celui,) = [c for c in comparer_droit(cotes[0], cotes[1], JOUR) if c.genre == "aide"]
    return celui


def test_rien_ne_change() -> None:
    droit = bareme(prime())
    assert comparer_droit(ville(prime(), droit=droit), ville(prime(), droit=droit), JOUR) == ()


def test_un_montant_qui_change() -> None:
    celle = comparer(prime(1000), prime(1200))
    assert (celle.nom, celle.libelle, celle.menages) == ("prime", "aide prime", None)
    assert [(e.avant, e.apres) for e in celle.montants] == [(Decimal(1000), Decimal(1200))]
    assert celle.jours == (Jours(date(2010, 1, 1), None),)
    # Les demandes d'avant ce jour sont passées : leur droit est réécrit.
    assert celle.reecrit == (Jours(date(2010, 1, 1), date(2011, 5, 31)),)


@pytest.mark.parametrize(
    ("avant", "apres", "jours", "reecrit"),
    [
        # Une aide nouvelle ne réécrit rien ; une aide retirée, tout ce qui est passé.
        (None, prime(), [("2010-01-01", None)], []),
        (prime(), None, [("2010-01-01", None)], [("2010-01-01", "2011-05-31")]),
        # La fin avancée ne change que les jours d'après la nouvelle.
        (prime(au="2011-12-31"), prime(au="2011-03-31"), [("2011-04-01", "2011-12-31")],
         [("2011-04-01", "2011-05-31")]),
        (prime(au="2011-12-31"), prime(au="2011-08-31"), [("2011-09-01", "2011-12-31")], []),
        # Un début reculé ouvre des jours, sans réécrire de réponse que l'on avait.
        (prime(du="2011-02-01"), prime(du="2011-01-01"), [("2011-01-01", "2011-01-31")], []),
        (prime(du="2011-06-01"), prime(1200, du="2011-06-01"), [("2011-06-01", None)], []),
        (prime(du="2011-05-31"), prime(1200, du="2011-05-31"), [("2011-05-31", None)], [("2011-05-31", "2011-05-31")]),
    ],
)  # fmt: skip
def test_les_jours_qui_changent(avant: Aide | None, apres: Aide | None, jours: Any, reecrit: Any) -> None:
    celle = comparer(avant, apres)

    def lire(periodes: Any) -> tuple[Jours, ...]:
        return tuple(Jours(date.fromisoformat(du), date.fromisoformat(au) if au else None) for du, au in periodes)

    assert (celle.jours, celle.reecrit) == (lire(jours), lire(reecrit))


def test_verifier_de_nouveau_ne_change_aucun_jour() -> None:
    celle = comparer(prime(), prime(verifie_le="2026-02-02"))
    assert (celle.jours, celle.reecrit, len(celle.ecarts)) == ((), (), 1)


def test_deux_versions_qui_se_suivent_font_une_periode() -> None:
    deux = prime(1000, au="2011-02-28")
    suite = prime(1000, du="2011-03-01")
    avant = deux.model_copy(update={"versions": (*deux.versions, *suite.versions)})
    autres = prime(1100, au="2011-02-28").versions, prime(1200, du="2011-03-01").versions
    apres = deux.model_copy(update={"versions": (*autres[0], *autres[1])})
    assert comparer(avant, apres).jours == (Jours(date(2010, 1, 1), None),)


# --- Les ménages


@pytest.mark.parametrize("demande", ["2010-12-31", "2012-01-01"])
def test_seules_comptent_les_demandes_de_ces_jours(demande: str) -> None:
    avant, apres = prime(du="2011-01-01", au="2011-12-31"), prime(1200, du="2011-01-01", au="2011-12-31")
    assert comparer(avant, apres, menages=demandeurs(6, demande)).menages is None


def test_des_montants_qui_bougent() -> None:
    touches = comparer(prime(1000), prime(1200), menages=demandeurs(6)).menages
    assert touches is not None
    assert (touches.juges, touches.changent, touches.bougent, touches.sont_fictifs) == (6, 0, 6, True)
    assert touches.montants == Mouvement(Decimal(6000), Decimal(7200))
    assert touches.eligibles == Mouvement(Decimal(6), Decimal(6))


def test_des_verdicts_qui_changent() -> None:
    touches = comparer(None, prime(), menages=demandeurs(5, source="guichet")).menages
    assert touches is not None
    assert (touches.changent, touches.bougent, touches.sont_fictifs) == (5, 0, False)
    assert touches.eligibles == Mouvement(Decimal(0), Decimal(5))
    assert touches.montants == Mouvement(Decimal(0), Decimal(5000))


@pytest.mark.parametrize(("avant", "apres"), [(None, prime()), (prime(1000), prime(1200))])
def test_de_un_a_quatre_menages_ne_se_disent_pas(avant: Aide | None, apres: Aide) -> None:
    """Ni leur nombre, ni ce qui permettrait de le retrouver."""
    touches = comparer(avant, apres, menages=demandeurs(4)).menages
    assert touches is not None
    assert (touches.juges, touches.eligibles.apres, touches.montants.apres) == (4, None, None)
    assert [touches.changent, touches.bougent] == ([None, 0] if avant is None else [0, None])


def test_sans_droit_lu_rien_ne_se_juge() -> None:
    cotes = [dossier(aides={"prime": p}, menages=demandeurs(5)) for p in (prime(1000), prime(1200))]
    (celle,) = comparer_droit(cotes[0], cotes[1], JOUR)
    assert (celle.menages, celle.jours) == (None, (Jours(date(2010, 1, 1), None),))


def test_une_table_de_plafonds_du_contrat() -> None:
    """Celles du droit livré, les mêmes des deux côtés, ne sont pas comparées."""
    livre = bareme(prime())
    abaissee = bareme(tables=(TABLE.replace("[10000,", "[8000,"),)).tables
    cotes = [ville(prime(), droit=replace(livre, tables=(t, livre.tables[1]))) for t in (livre.tables[0], *abaissee)]
    (celle,) = comparer_droit(cotes[0], cotes[1], JOUR)
    assert (celle.genre, celle.nom, celle.libelle) == ("plafonds", *["autres_regions 2010-01-01"] * 2)
    assert [(e.avant, e.apres) for e in celle.montants] == [(Decimal(10000), Decimal(8000))]
    assert (celle.jours, celle.menages) == ((Jours(date(2010, 1, 1), date(2012, 12, 31)),), None)


def test_un_texte_qui_change_n_est_pas_un_montant() -> None:
    celle = comparer(prime(1000), prime(1200, verifie_le="2026-02-02"))
    assert [e.apres for e in celle.montants] == [Decimal(1200)]
    taux = "{genre: taux, libelle: t, assiette: travaux_ht, taux: {modeste: 5 %%}, plafond: 9%s}"
    neuf = comparer(aide("prime", taux % ""), aide("prime", taux % ", par_m2: 7"))
    assert (len(neuf.ecarts), neuf.montants) == (1, ())


def test_une_aide_nouvelle_ou_retiree_n_a_pas_d_ecart_et_garde_son_nom() -> None:
    for cotes in ((None, prime()), (prime(), None)):
        celle = comparer(*cotes)
        assert (celle.libelle, celle.ecarts, celle.avant, celle.apres) == ("aide prime", (), *cotes)
    assert comparer(prime(), aide("prime", libelle="Autre nom")).libelle == "Autre nom"


def test_des_jours_passes_finissent_avec_eux() -> None:
    celle = comparer(prime(1000, au="2011-03-31"), prime(1200, au="2011-03-31"))
    assert celle.reecrit == celle.jours == (Jours(date(2010, 1, 1), date(2011, 3, 31)),)


def test_le_rang_d_une_aide_n_en_change_aucun_jour() -> None:
    assert comparer(prime(), prime().model_copy(update={"rang": 9})).jours == ()


def test_des_jours_inchanges_separent_deux_periodes() -> None:
    def suivre(*montants: int) -> Aide:
        bornes = ("2010-01-01", "2011-01-01", "2011-03-01", "2011-05-01", "2012-01-01")
        fins = ("2010-12-31", "2011-02-28", "2011-04-30", "2011-12-31")
        versions = [prime(m, du=du, au=au).versions[0] for m, du, au in zip(montants, bornes, fins, strict=False)]
        return prime().model_copy(update={"versions": tuple(versions)})

    assert comparer(suivre(1, 2, 3, 4), suivre(9, 2, 8, 7)).jours == (
        Jours(date(2010, 1, 1), date(2010, 12, 31)), Jours(date(2011, 3, 1), date(2011, 12, 31)),
    )  # fmt: skip


def test_dans_l_ordre_des_noms_les_aides_puis_les_plafonds() -> None:
    def cote(montant: int, plafond: str, *jours: str) -> Dossier:
        aides = [aide(f"a{rang}", f"{{genre: forfait, libelle: p, montant: {montant}}}") for rang in range(6)]
        tables = [
            TABLE.replace("du: 2010-01-01", f"du: {jour}").replace("au: 2012", "au: 2019").replace("[10000,", plafond)
            for jour in ("2010-01-01", *jours)
        ]
        return ville(*aides[::-1], droit=bareme(*aides, tables=tuple(tables[::-1])))

    jours = [f"201{annee}-01-01" for annee in range(3, 9)]
    celles = comparer_droit(cote(1, "[10000,", *jours[:5]), cote(2, "[9000,", *jours[1:]), JOUR)
    assert [(c.genre, c.nom[-10:]) for c in celles] == [
        *(("aide", f"a{rang}") for rang in range(6)), *(("plafonds", jour) for jour in ("2010-01-01", *jours)),
    ]  # fmt: skip


def test_une_table_qui_finit_plus_tot_ne_change_que_les_jours_d_apres() -> None:
    def cote(fin: str) -> Dossier:
        return ville(prime(), droit=bareme(prime(), tables=(TABLE.replace("2012-12-31", fin),)))

    (celle,) = comparer_droit(cote("2012-12-31"), cote("2012-06-30"), JOUR)
    assert celle.jours == (Jours(date(2012, 7, 1), date(2012, 12, 31)),)


def test_un_droit_lu_d_un_seul_cote() -> None:
    lu = ville(prime(1000), menages=demandeurs(5))
    sans = dossier(aides={"prime": prime(1200)}, sources=SOURCES, menages=demandeurs(5))
    for cotes in ((lu, sans), (sans, lu)):
        (celle,) = comparer_droit(*cotes, JOUR)
        assert (celle.genre, celle.menages) == ("aide", None)


def test_les_menages_d_un_seul_des_jours_qui_changent() -> None:
    """Celui qui n'a pas demandé, ou un autre jour, n'empêche pas de compter les suivants."""
    sans = menage(id="M-0101", source="fiction")
    ailleurs = demandeurs(1, "2011-02-15")["M-0001"].model_copy(update={"id": "M-0102"})
    tous = {"M-0101": sans, "M-0102": ailleurs} | demandeurs(5)

    def suivre(un: int, deux: int) -> Aide:
        bornes = ({"au": "2010-12-31"}, {"du": "2011-01-01", "au": "2011-03-31"}, {"du": "2011-04-01"})
        versions = [prime(m, **b).versions[0] for m, b in zip((un, 5, deux), bornes, strict=True)]
        return prime().model_copy(update={"versions": tuple(versions)})

    touches = comparer(suivre(1, 3), suivre(2, 4), menages=tous).menages
    assert touches is not None
    assert (touches.juges, touches.bougent) == (5, 5)


def test_un_jour_que_le_droit_d_avant_ne_couvrait_pas() -> None:
    touches = comparer(prime(du="2012-01-01"), prime(), menages=demandeurs(5)).menages
    assert touches is not None
    assert (touches.juges, touches.changent, touches.eligibles) == (5, 5, Mouvement(Decimal(0), Decimal(5)))


def test_un_refus_vaut_une_aide_absente() -> None:
    locataires = {
        nom: m.model_copy(update={"logement": m.logement.model_copy(update={"statut_occupation": "locataire"})})
        for nom, m in demandeurs(5).items()
    }
    touches = comparer(None, prime(), menages=locataires).menages
    assert touches is not None
    assert (touches.juges, touches.changent) == (5, 0)


def test_un_seul_menage_reel_et_tous_sont_reels() -> None:
    meles = demandeurs(5) | {"M-0006": demandeurs(1, source="guichet")["M-0001"].model_copy(update={"id": "M-0006"})}
    touches = comparer(prime(1000), prime(1200), menages=meles).menages
    assert touches is not None
    assert touches.sont_fictifs is False


def test_une_table_du_contrat_ne_se_confond_pas_avec_celle_du_meme_jour_qu_elle_remplace() -> None:
    livree = bareme(prime()).tables[0]

    def cote(plafond: str) -> Dossier:
        locale = bareme(tables=(TABLE.replace("[10000,", plafond),)).tables[0]
        return ville(prime(), droit=replace(bareme(prime()), tables=(locale, livree)))

    (celle,) = comparer_droit(cote("[9000,"), cote("[8000,"), JOUR)
    assert [(e.avant, e.apres) for e in celle.montants] == [(Decimal(9000), Decimal(8000))]
