"""Ce qui reste vrai de tout classement, pour des votes tirés au hasard."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from contrat.calculs.seances.hierarchisation import Classement, hierarchiser
from contrat.calculs.seances.sensibilite import eprouver
from contrat.modele.contrat import College
from contrat.modele.seance import Bulletin, CritereNote, Echelle, Grille, Presence, Seance

COLLEGES: tuple[College, ...] = ("elus", "professionnels", "habitants")
ACTIONS, CRITERES = ("a", "b", "c", "d"), ("besoin", "cout", "delai")

notes = st.decimals(0, 9, places=1)
poids = st.lists(st.integers(1, 97), min_size=len(CRITERES), max_size=len(CRITERES))
lignes = st.dictionaries(st.sampled_from(CRITERES), notes)


@st.composite
def seances(tirer: st.DrawFn) -> Seance:
    """Une séance de quatre actions au plus, avec des abstentions."""
    votants = tirer(st.lists(st.sampled_from(COLLEGES), min_size=1, max_size=7))
    bulletins = [
        Bulletin(
            college=college,
            numero=rang,
            notes=tirer(st.dictionaries(st.sampled_from(ACTIONS), lignes)),
        )
        for rang, college in enumerate(votants, 1)
    ]
    return composer(tirer(poids), tuple(bulletins), [tirer(st.integers(1, 9)) for _ in COLLEGES])


def composer(parts: list[int], bulletins: tuple[Bulletin, ...], presents: list[int]) -> Seance:
    criteres = tuple(CritereNote(id=c, libelle=c, poids=Decimal(p)) for c, p in zip(CRITERES, parts, strict=True))
    return Seance(
        id="essai",
        instance="comite",
        date="2020",
        objet="essai",
        colleges=tuple(Presence(college=c, presents=n) for c, n in zip(COLLEGES, presents, strict=True)),
        ponderation_colleges="effectif",
        grille=Grille(echelle=Echelle(mini=Decimal(0), maxi=Decimal(9)), criteres=criteres),
        bulletins=bulletins,
        source="essai",
    )


def ordre(classement: Classement) -> list[tuple[str, int, Decimal, Decimal | None]]:
    return [(a.action, a.rang, a.moyenne, a.ecart_type) for a in classement.actions]


@given(seance=seances(), donnees=st.data())
def test_l_ordre_des_bulletins_des_criteres_et_des_colleges_ne_change_rien(
    seance: Seance, donnees: st.DataObject
) -> None:
    grille = seance.grille
    assert grille is not None
    bulletins = donnees.draw(st.permutations(seance.bulletins))
    melange = seance.model_copy(
        update={
            "bulletins": tuple(
                b.model_copy(update={"notes": dict(reversed(list(b.notes.items())))}) for b in bulletins
            ),
            "colleges": tuple(reversed(seance.colleges)),
            "grille": grille.model_copy(update={"criteres": tuple(reversed(grille.criteres))}),
        }
    )
    avant, apres = hierarchiser(seance), hierarchiser(melange)
    assert avant.actions == apres.actions
    assert avant.non_classees == apres.non_classees
    assert sorted(eprouver(avant), key=str) == sorted(eprouver(apres), key=str)


@given(seance=seances(), facteur=st.decimals("0.01", 50, places=2))
def test_multiplier_tous_les_poids_ne_change_pas_l_ordre(seance: Seance, facteur: Decimal) -> None:
    grille = seance.grille
    assert grille is not None
    criteres = tuple(c.model_copy(update={"poids": c.poids * facteur}) for c in grille.criteres)
    autre = seance.model_copy(update={"grille": grille.model_copy(update={"criteres": criteres})})
    assert ordre(hierarchiser(seance)) == ordre(hierarchiser(autre))
    assert list(eprouver(hierarchiser(seance))) == list(eprouver(hierarchiser(autre)))


@given(parts=poids, bulletins=st.lists(st.lists(notes, min_size=9, max_size=9), min_size=1, max_size=5))
def test_une_action_mieux_notee_partout_reste_premiere_quels_que_soient_les_poids(
    parts: list[int], bulletins: list[list[Decimal]]
) -> None:
    def noter(tirees: list[Decimal]) -> dict[str, dict[str, Decimal]]:
        autres = {a: dict(zip(CRITERES, tirees[i : i + 3], strict=True)) for i, a in ((0, "a"), (3, "b"), (6, "c"))}
        return autres | {"d": {c: max(x[c] for x in autres.values()) + Decimal("0.1") for c in CRITERES}}

    votes = tuple(
        Bulletin(college=COLLEGES[rang % 3], numero=rang + 1, notes=noter(tirees))
        for rang, tirees in enumerate(bulletins)
    )
    classement = hierarchiser(composer(parts, votes, [3, 1, 2]))
    assert (classement.actions[0].action, classement.actions[0].ex_aequo) == ("d", 1)
    assert not any("d" in (p.devant, p.derriere) for v in eprouver(classement) for p in v.permutations)


@given(seance=seances())
def test_la_moyenne_reste_entre_la_plus_basse_et_la_plus_haute_des_notes(seance: Seance) -> None:
    for classee in hierarchiser(seance).actions:
        donnees = [n for b in seance.bulletins for n in b.notes.get(classee.action, {}).values()]
        assert min(donnees) <= classee.note <= max(donnees)


@given(seance=seances())
def test_les_poids_eprouves_font_toujours_cent_pour_cent_et_chaque_action_a_sa_place(seance: Seance) -> None:
    classement = hierarchiser(seance)
    assert sum(classement.parts.values()) == 1
    votees = {action for b in seance.bulletins for action in b.notes}
    assert {a.action for a in classement.actions} | set(classement.non_classees) == votees
    assert len(classement.actions) + len(classement.non_classees) == len(votees)
    for a in classement.actions:
        assert a.rang == 1 + sum(autre.note > a.note for autre in classement.actions)


@given(seance=seances())
def test_des_colleges_de_meme_effectif_pesent_autant(seance: Seance) -> None:
    memes = tuple(p.model_copy(update={"presents": 4}) for p in seance.colleges)
    par_effectif = seance.model_copy(update={"colleges": memes})
    egale = par_effectif.model_copy(update={"ponderation_colleges": "egale"})
    assert hierarchiser(par_effectif) == hierarchiser(egale)
