"""Ce qui doit rester vrai quels que soient le ménage et la date."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st

from contrat.calculs.eligibilite.changements import chercher
from contrat.calculs.eligibilite.demande import Demande, deduire_departement, deduire_territoire
from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.moteur import Jugement, juger
from contrat.calculs.eligibilite.plan import dresser
from contrat.calculs.eligibilite.propositions import Proposition
from contrat.modele.bareme import Bareme
from contrat.modele.menage import NatureTravaux, StatutOccupation
from tests.eligibilite.conftest import lire_bareme

CENTIME = Decimal("0.01")
ORDRE = {
    Verdict.ELIGIBLE: 2, Verdict.INDETERMINE: 1, Verdict.NON_ELIGIBLE: 0, Verdict.HORS_CHAMP: 0, Verdict.NON_JUGE: 0,
}  # fmt: skip


def ou_inconnu(valeurs: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """La donnée, ou rien."""
    return st.none() | valeurs


STATUTS: tuple[StatutOccupation, ...] = get_args(StatutOccupation)
MONTANTS = st.decimals(0, 60000, places=2, allow_nan=False)


@st.composite
def demandes(tirer: st.DrawFn) -> Demande:
    """Des demandes de 2010 à 2026, plus ou moins renseignées."""
    jour = tirer(st.dates(date(2010, 10, 1), date(2026, 12, 31)))
    annees = st.sampled_from([jour.year - 2, jour.year - 1])
    commune = tirer(st.sampled_from(["15999", "72181", "75056", "97209"]))
    departement = deduire_departement(commune)
    return Demande(
        id="M-0001",
        jour=jour,
        commune=commune,
        departement=departement,
        territoire=deduire_territoire(departement),
        personnes=tirer(ou_inconnu(st.integers(1, 9))),
        revenus=tirer(st.dictionaries(annees, MONTANTS, max_size=2)),
        statut_occupation=tirer(ou_inconnu(st.just("proprietaire_occupant") | st.sampled_from(STATUTS))),
        residence_principale=tirer(ou_inconnu(st.booleans())),
        achevement=tirer(ou_inconnu(st.sampled_from(["1960", "1999-07", "2001", "2001-06-01", "2001-06-02", "2009"]))),
        type=tirer(ou_inconnu(st.sampled_from(["maison", "appartement"]))),
        dpe=tirer(ou_inconnu(st.sampled_from("CDEFG"))),
        dpe_vise=tirer(ou_inconnu(st.sampled_from("ABCDE"))),
        energie_fossile=tirer(ou_inconnu(st.sampled_from(["aucune", "gaz_conserve", "fioul_installe"]))),
        tranche_age=tirer(ou_inconnu(st.sampled_from(["60_a_69", "70_et_plus"]))),
        prix_accompagnement=tirer(ou_inconnu(st.just(Decimal(1500)))),
        gain=tirer(ou_inconnu(st.sampled_from([Decimal(10), Decimal("24.9"), Decimal(25), Decimal(35), Decimal(60)]))),
        nature=tirer(ou_inconnu(st.sampled_from(get_args(NatureTravaux)))),
        travaux_ht=tirer(ou_inconnu(MONTANTS)),
        travaux_ttc=tirer(ou_inconnu(MONTANTS)),
        aides_locales=tirer(ou_inconnu(st.sampled_from([Decimal(0), Decimal(300), Decimal(1000)]))),
        contrat_local=tirer(ou_inconnu(st.booleans())),
        accompagnement=tirer(ou_inconnu(st.booleans())),
        commences=tirer(ou_inconnu(st.booleans())),
        professionnel=tirer(ou_inconnu(st.booleans())),
        pret_taux_zero=tirer(ou_inconnu(st.booleans())),
    )


def verdicts(jugement: Jugement) -> dict[str, Verdict]:
    """Les verdicts, par code d'aide."""
    return {r.aide.id: r.verdict for r in jugement.aides}


@given(demande=demandes(), hausse=st.decimals(0, 40000, places=2))
def test_gagner_plus_n_ouvre_jamais_une_aide(demande: Demande, hausse: Decimal) -> None:
    """Un revenu plus haut, toutes choses égales, ne fait jamais mieux."""
    bareme = lire_bareme()
    annee = demande.jour.year - (2 if demande.jour.year < 2020 else 1)
    avant = demande.model_copy(update={"revenus": {annee: Decimal(9000)}})
    apres = demande.model_copy(update={"revenus": {annee: Decimal(9000) + hausse}})
    meilleurs = verdicts(juger(avant, bareme))
    for code, verdict in verdicts(juger(apres, bareme)).items():
        assert ORDRE[verdict] <= ORDRE[meilleurs[code]]


@given(demande=demandes(), donnees=st.data())
def test_oublier_une_donnee_ne_renverse_jamais_un_verdict(demande: Demande, donnees: st.DataObject) -> None:
    """Sans une donnée, un verdict certain peut devenir incertain, jamais son contraire.

    Sans savoir qui ou où, ce qui est hors du champ ou non jugé peut être refusé pour autre chose.
    """
    bareme = lire_bareme()
    a_part = ("id", "jour", "revenus", "aides_locales", "departement", "territoire")
    connus = [champ for champ, valeur in demande if champ not in a_part and valeur not in (None, ())]
    champ = donnees.draw(st.sampled_from(connus))
    lieu = {"departement": None, "territoire": None}
    oubli: dict[str, Any] = {champ: None} | (lieu if champ == "commune" else {})
    complet, prive = verdicts(juger(demande, bareme)), verdicts(juger(demande.model_copy(update=oubli), bareme))
    for code, verdict in prive.items():
        autrement = (Verdict.NON_ELIGIBLE,) if complet[code] in (Verdict.HORS_CHAMP, Verdict.NON_JUGE) else ()
        assert verdict in (complet[code], Verdict.INDETERMINE, *autrement)


@given(demande=demandes())
def test_le_plan_se_referme_et_ne_promet_que_l_acquis(demande: Demande) -> None:
    """Travaux = aides + reste − excédent ; seules les aides accordées ont un montant."""
    bareme = lire_bareme()
    jugement = juger(demande, bareme)
    plan = dresser(jugement, bareme)
    assert plan.aides == sum((x.montant for x in plan.lignes), Decimal(0))
    if plan.travaux_ttc is not None and plan.reste_a_charge is not None:
        assert plan.travaux_ttc == plan.aides + plan.reste_a_charge - plan.excedent
    for resultat in jugement.aides:
        assert resultat.montant is None or resultat.verdict is Verdict.ELIGIBLE


def appliquer(demande: Demande, changement: Proposition, bareme: Bareme, *, un_pas_de_moins: bool = False) -> Demande:
    """La demande changée comme proposé, ou d'un pas de moins : un euro de trop, une classe, un jour plus tôt."""
    champ, vers = changement.champ, changement.vers
    if champ == "date":
        jour = vers - timedelta(days=un_pas_de_moins)
        signe = any(p.commune == demande.commune and p.du == jour for p in bareme.protocoles)
        return demande.model_copy(update={"jour": jour, "contrat_local": True if signe else demande.contrat_local})
    if champ == "rfr":
        annee = int(changement.libelle.split()[-1])
        return demande.model_copy(update={"revenus": {annee: vers + CENTIME if un_pas_de_moins else vers}})
    if champ == "dpe_vise" and un_pas_de_moins:
        vers = "ABCDEFG"["ABCDEFG".index(vers) + 1]
    elif isinstance(vers, Decimal) and un_pas_de_moins:
        vers -= CENTIME
    elif isinstance(vers, date):
        vers = vers.isoformat()
    modifie: dict[str, Any] = {champ: vers}
    return demande.model_copy(update=modifie)


def a_un_pas(changement: Proposition) -> bool:
    """Vrai pour une donnée qui se mesure ; une réponse par oui ou non n'a pas de pas plus petit."""
    return changement.champ in ("rfr", "date", "dpe_vise") or isinstance(changement.vers, Decimal)


@given(demande=demandes())
def test_ce_qui_changerait_retourne_le_verdict_et_un_pas_de_moins_n_y_suffit_pas(demande: Demande) -> None:
    """Une proposition appliquée mène à « éligible » ; moindre d'un pas, ou privée de sa moitié, non."""
    bareme = lire_bareme()
    jugement = juger(demande, bareme)
    for resultat in jugement.aides:
        code = resultat.aide.id
        for ensemble in chercher(jugement, resultat, bareme):
            assert resultat.verdict is not Verdict.ELIGIBLE
            for moindre in (None, *(c for c in ensemble if a_un_pas(c))):
                changee = demande
                for c in ensemble:
                    changee = appliquer(changee, c, bareme, un_pas_de_moins=c is moindre)
                atteint = verdicts(juger(changee, bareme)).get(code) is Verdict.ELIGIBLE
                assert atteint is (moindre is None), (code, ensemble, moindre)
            for seul in ensemble if len(ensemble) > 1 else ():
                reste = juger(appliquer(demande, seul, bareme), bareme)
                assert verdicts(reste).get(code) is not Verdict.ELIGIBLE
