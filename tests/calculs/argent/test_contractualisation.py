"""Ce que les conventions engagent : les parts de plans qu'elles couvrent, signées ou à signer, et ce qui reste."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from contrat.calculs.argent.contractualisation import (
    Contractualisation,
    ConventionSuivie,
    couvrir,
    lister_a_signer,
    suivre_conventions,
)
from contrat.modele.action import Action
from tests.calculs.argent.pieces import aide, fiche, ressource
from tests.calculs.fabriques import dossier, lire

# L'État en 2011 dans les deux sections, en 2012 dans la sienne ; et ce qu'aucune convention n'a à couvrir.
PLAN = (
    ressource(montant="100"),
    aide(montant="40"),
    ressource(exercice="2012", montant="30"),
    ressource(organisme="ecole", nature="prive", montant="7", etat="sollicite"),
    ressource(organisme="ecole", nature="autofinancement", montant="1000", etat="pressenti"),
    ressource(organisme="ecole", montant="2000", etat="refuse"),
    ressource(organisme="ville", montant="3000"),
)


def convention(nom: str, *couvre: str, signee: bool = True, montant: str = "") -> str:
    dits = (", signe_le: 2011-03" if signee else "") + (f", montant: {montant}" if montant else "")
    return f"{{id: {nom}, objet: essai, organismes: [etat], source: essai{dits}, couvre: [{', '.join(couvre)}]}}"


def suivre(*conventions: str, actions: tuple[Action, ...] | None = None, contrat: str = "") -> Contractualisation:
    portees = lire(f"[{', '.join(conventions)}]")
    fiches = actions or (fiche(ressources=PLAN, conventions=portees),)
    return suivre_conventions(dossier(*fiches, contrat=contrat))


def parts(suivie: ConventionSuivie) -> list[tuple[str, int, str, Decimal]]:
    return [(p.action.id, p.ressource.exercice, p.ressource.section, p.ressource.montant) for p in suivie.parts]


def apports(suivi: Contractualisation) -> list[tuple[Any, ...]]:
    return [
        (e.organisme, *(None if x is None else int(x) for x in (e.attendu, e.signe, e.a_signer, e.sans_convention)))
        for e in suivi.engagements
    ]


def test_une_convention_couvre_ce_qu_elle_dit() -> None:
    """Tout, une année, une section, ou l'une et l'autre ; le financeur d'à côté n'en est jamais."""
    tout, annee, section, deux = suivre(
        convention("tout", "{organisme: etat}"),
        convention("annee", "{organisme: etat, exercice: 2012}"),
        convention("section", "{organisme: etat, section: investissement}"),
        convention("deux", "{organisme: etat, exercice: 2011, section: fonctionnement}"),
    ).conventions
    de_2011, equipement, de_2012 = (
        ("visites", 2011, "fonctionnement", Decimal(100)),
        ("visites", 2011, "investissement", Decimal(40)),
        ("visites", 2012, "fonctionnement", Decimal(30)),
    )
    assert parts(tout) == [de_2011, equipement, de_2012]
    assert [parts(c) for c in (annee, section, deux)] == [[de_2012], [equipement], [de_2011]]
    assert [c.total for c in (tout, annee, section, deux)] == [Decimal(x) for x in (170, 30, 40, 100)]


def test_une_part_dite_deux_fois_ne_compte_qu_une_fois() -> None:
    (suivie,) = suivre(convention("double", "{organisme: etat}", "{organisme: etat, exercice: 2011}")).conventions
    assert [montant for *_, montant in parts(suivie)] == [Decimal(100), Decimal(40), Decimal(30)]
    assert suivie.sans_ligne == ()


def test_ce_qu_aucun_plan_ne_contient_se_dit() -> None:
    """Un organisme, une année, une fiche ou, pour une convention du contrat, une action qui manque."""
    vaines = ("{organisme: etat, exercice: 2013}", "{organisme: ccas}", "{action: absente, organisme: etat}")
    (suivie,) = suivre(convention("vaine", "{organisme: etat, exercice: 2012}", *vaines)).conventions
    assert parts(suivie) == [("visites", 2012, "fonctionnement", Decimal(30))]
    assert [(v.action, v.organisme, v.exercice) for v in suivie.sans_ligne] == [
        (None, "etat", 2013), (None, "ccas", None), ("absente", "etat", None),
    ]  # fmt: skip
    (du_contrat,) = suivre(contrat=f"conventions: [{convention('c', '{organisme: etat}')}]").conventions
    assert (du_contrat.parts, len(du_contrat.sans_ligne), du_contrat.total) == ((), 1, Decimal(0))


def test_les_conventions_du_contrat_d_abord_puis_celles_des_fiches_dans_leur_ordre() -> None:
    une = fiche(ressources=(ressource(),), conventions=lire(f"[{convention('une', '{organisme: etat}')}]"))
    autre = fiche(
        ressources=(ressource(montant="5"),), id="relais", numero="2",
        conventions=lire(f"[{convention('autre', '{organisme: etat}', signee=False)}]"),
    )  # fmt: skip
    generale = convention("generale", "{action: relais, organisme: etat}")
    suivi = suivre(actions=(autre, une), contrat=f"conventions: [{generale}]")
    assert [(c.convention.id, c.action and c.action.id, c.est_signee) for c in suivi.conventions] == [
        ("generale", None, True), ("une", "visites", True), ("autre", "relais", False),
    ]  # fmt: skip
    assert parts(suivi.conventions[0]) == [("relais", 2011, "fonctionnement", Decimal(5))]
    # Les cinq euros que deux conventions couvrent comptent une fois, et comme signés.
    assert apports(suivi) == [("etat", 105, 105, 0, 0)]


def test_ce_que_chaque_financeur_engage() -> None:
    """L'État : 100 € signés, 40 € à signer, 30 € sans convention. Ni part propre, ni refus, ni porteur du contrat."""
    suivi = suivre(
        convention("signee", "{organisme: etat, exercice: 2011, section: fonctionnement}"),
        convention("a-signer", "{organisme: etat, exercice: 2011}", signee=False),
    )
    assert apports(suivi) == [("etat", 170, 100, 40, 30), ("ecole", 7, 0, 0, 7)]
    assert suivi.dossier.actions.keys() == {"visites"}


def test_une_convention_ne_couvre_pas_plus_que_son_montant() -> None:
    """Au centime ; une autre couvre la suite, sans prendre ce qu'une seule couvre ; la part de chacun ne s'invente pas.

    L'État attend 170 €, dont 140 € en 2011.
    """
    de_2011, tout = "{organisme: etat, exercice: 2011}", "{organisme: etat}"
    (suivie,) = suivre(convention("c", de_2011, montant="139.99")).conventions
    assert (suivie.total, suivie.depassement) == (Decimal(140), Decimal("0.01"))
    assert suivre(convention("c", de_2011, montant="140")).conventions[0].depassement == 0
    deux = "{organisme: etat}, {organisme: ecole}"
    for conventions, attendus in (
        ([convention("c", de_2011, montant="130")], [("etat", 170, 130, 0, 40), ("ecole", 7, 0, 0, 7)]),
        ([convention("c", de_2011, montant="130"), convention("d", de_2011, signee=False, montant="4")],
         [("etat", 170, 130, 4, 36), ("ecole", 7, 0, 0, 7)]),
        ([convention("large", tout, montant="30"), convention("d", de_2011, montant="140")],
         [("etat", 170, 170, 0, 0), ("ecole", 7, 0, 0, 7)]),
        # Celle que rien ne limite d'abord ; une part déjà couverte ne se partage plus.
        ([convention("d", tout, montant="30"), convention("c", de_2011)],
         [("etat", 170, 170, 0, 0), ("ecole", 7, 0, 0, 7)]),
        ([convention("d", deux, montant="100"), convention("c", "{organisme: ecole}")],
         [("etat", 170, 100, 0, 70), ("ecole", 7, 7, 0, 0)]),
        ([convention("c", deux, montant="3177")], [("etat", 170, 170, 0, 0), ("ecole", 7, 7, 0, 0)]),
        ([convention("c", deux, montant="3176")], [("etat", 170, None, 0, None), ("ecole", 7, None, 0, None)]),
    ):  # fmt: skip
        assert apports(suivre(*conventions)) == attendus


def test_les_conventions_qui_couvrent_une_ressource() -> None:
    """Celle de la fiche qui n'en nomme aucune, ou qui la nomme ; celle du contrat seulement si elle nomme l'action."""
    autre = fiche(
        id="relais", numero="2", ressources=(ressource(),),
        conventions=lire(f"[{convention('ailleurs', '{action: visites, organisme: etat}', signee=False)}]"),
    )  # fmt: skip
    celle = fiche(
        ressources=PLAN,
        conventions=lire(
            f"[{convention('ici', '{organisme: etat, exercice: 2011}')}, {convention('autre', '{organisme: ccas}')},"
            f" {convention('deux', '{organisme: ccas}', '{organisme: etat, section: fonctionnement}')}]"
        ),
    )
    generales = (
        convention("generale", "{action: visites, organisme: etat, exercice: 2012}"),
        convention("sans-action", "{organisme: etat}"),
    )
    suivi = suivre(actions=(celle, autre), contrat=f"conventions: [{', '.join(generales)}]")
    couvertes = {
        (r.exercice, r.section): [c.convention.id for c in couvrir(celle, r, suivi.conventions)]
        for r in celle.plan.ressources
        if r.organisme == "etat"
    }
    assert couvertes == {
        (2011, "fonctionnement"): ["ici", "deux", "ailleurs"], (2011, "investissement"): ["ici", "ailleurs"],
        (2012, "fonctionnement"): ["generale", "deux", "ailleurs"],
    }  # fmt: skip
    assert couvrir(autre, autre.plan.ressources[0], suivi.conventions) == ()


def test_celles_qui_restent_a_signer_dans_l_ordre_de_qui_les_porte() -> None:
    une = fiche(conventions=lire(f"[{convention('a')}, {convention('b', signee=False)}]"))
    celui = dossier(une, contrat=f"conventions: [{convention('c', signee=False)}, {convention('d')}]")
    assert [c.id for c in lister_a_signer((celui.contrat, une))] == ["c", "b"]


def test_une_convention_finie_ne_couvre_pas_l_exercice_d_apres() -> None:
    finie = convention("c", "{organisme: etat}", montant="300").replace(
        "signe_le: 2011-03", "signe_le: 2011-03, jusqu_au: 2011-12-31"
    )
    (suivie,) = suivre(finie).conventions
    assert suivie.depassement == 0
    assert [p.ressource.exercice for p in suivie.parts] == [2011, 2011]
    assert [p.ressource.exercice for p in suivie.finies] == [2012]
