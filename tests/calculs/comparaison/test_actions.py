"""Une action qui change : ce qui s'y dit de neuf, ce que la fiche devrait dire et ne dit pas."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.comparaison.actions import ActionComparee, Manque, comparer_actions, reunir_actions
from contrat.modele.action import Action
from tests.calculs.argent.pieces import aide, equipement, fiche, ligne, ressource
from tests.calculs.fabriques import dossier

APPROUVEE = {"statut": "approuvee", "date": "2010-02-15", "source": "essai"}


def etapes(*noms: str) -> dict[str, Any]:
    """Un statut et son histoire, un an par étape."""
    histoire = [{"statut": nom, "date": f"{2010 + rang}-03-01", "source": "essai"} for rang, nom in enumerate(noms)]
    return {"statut": noms[-1], "historique": histoire}


def comparer(avant: Action | None, apres: Action | None, **champs: Any) -> ActionComparee:
    (seule,) = comparer_actions(dossier(*filter(None, [avant])), dossier(*filter(None, [apres]), **champs))
    return seule


def test_rien_ne_change() -> None:
    assert comparer_actions(dossier(fiche()), dossier(fiche())) == ()
    # La part d'une phrase que l'on replie n'est pas un changement.
    assert comparer_actions(dossier(fiche(description="a b")), dossier(fiche(description="a  b"))) == ()


def test_une_action_ajoutee_ou_retiree() -> None:
    ajoutee = comparer(None, fiche(ligne(prevu="10"), ressources=(ressource(montant="10"),)))
    assert (ajoutee.avant, ajoutee.action.id, ajoutee.change, ajoutee.cout) == (None, "visites", True, Decimal(10))
    assert (ajoutee.change_de_statut, ajoutee.est_renommee, ajoutee.ecarts) == (False, False, ())
    assert ajoutee.manques == (Manque("deliberation", etape=ajoutee.derniere_etape),)
    retiree = comparer(fiche(ligne(prevu="7")), None)
    assert (retiree.apres, retiree.action.id, retiree.cout, retiree.manques) == (None, "visites", Decimal(7), ())
    assert (retiree.couts.avant, retiree.couts.apres) == (Decimal(7), None)


@pytest.mark.parametrize(
    ("avant", "cout"),
    [
        (fiche(), None),
        (fiche(ligne()), None),
        # Une ligne inconnue : ce qu'on sait des autres n'est pas le coût.
        (fiche(ligne(), ligne(prevu="7", libelle="autre")), None),
        (fiche(ligne(prevu="7", vote="9")), Decimal(7)),
        (fiche(ligne(vote="8")), Decimal(8)),
        (fiche(sans_montant="gratuite"), Decimal(0)),
        (fiche(sans_montant="non_documente"), None),
    ],
)
def test_une_depense_non_renseignee_n_est_pas_un_zero(avant: Action, cout: Decimal | None) -> None:
    assert comparer(avant, None).cout == cout
    assert reunir_actions([comparer(avant, None)]).couts == cout


def test_dans_l_ordre_des_identifiants() -> None:
    """Les nouvelles comme les anciennes."""
    base, tete = (
        dossier(fiche(id="b"), fiche(id="d", titre="D")),
        dossier(fiche(id="c", titre="C"), fiche(id="a", titre="A")),
    )
    assert [(c.avant is None, c.action.id) for c in comparer_actions(base, tete)] == [
        (True, "a"), (False, "b"), (True, "c"), (False, "d"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("champs", "est_la_meme"),
    [
        ({"id": "visites-2"}, True),
        ({"id": "visites-2", "titre": "Autre"}, True),
        # Même titre, d'autres montants : c'est encore elle ; tout autre, c'en est une autre.
        ({"id": "visites-2", "numero": "9"}, True),
        ({"id": "visites-2", "titre": "Autre", "numero": "9"}, False),
        ({"id": "visites-2", "titre": "Autre", "axe": "axe-2"}, False),
    ],
)
def test_une_action_renommee_n_est_pas_une_autre(champs: dict[str, Any], est_la_meme: bool) -> None:
    avant, apres = fiche(ligne(prevu="10")), fiche(ligne(prevu="10"), **champs)
    comparees = comparer_actions(dossier(avant), dossier(apres))
    assert [c.est_renommee for c in comparees] == ([True] if est_la_meme else [False, False])


def test_sans_montant_seul_le_titre_la_fait_reconnaitre() -> None:
    comparees = comparer_actions(dossier(fiche()), dossier(fiche(id="autre", titre="Autre")))
    assert [c.avant is None for c in comparees] == [True, False]
    une_ressource = (ressource(montant="1"),)
    (celle,) = comparer_actions(
        dossier(fiche(ressources=une_ressource)), dossier(fiche(id="x", titre="X", ressources=une_ressource))
    )
    assert celle.est_renommee


def test_une_ancienne_qui_reste_ne_se_confond_pas_avec_la_nouvelle() -> None:
    copie = comparer_actions(dossier(fiche()), dossier(fiche(), fiche(id="copie")))
    assert [(c.avant is None, c.action.id) for c in copie] == [(True, "copie")]


def test_de_plusieurs_copies_la_premiere_dans_l_ordre_est_la_renommee() -> None:
    copies = [fiche(id=f"copie-{rang}") for rang in range(1, 8)]
    comparees = comparer_actions(dossier(fiche()), dossier(*copies[::-1]))
    assert [c.action.id for c in comparees if c.avant is not None] == ["copie-1"]


def test_un_titre_change_sans_l_identifiant() -> None:
    celle = comparer(fiche(), fiche(titre="Autre"))
    assert (celle.est_renommee, [e.chemin for e in celle.ecarts]) == (True, [("titre",)])


def test_le_statut_et_ses_etapes() -> None:
    """Ni l'un ni l'étape qui le donne ne sont des écarts de plus ; une étape du passé en est un."""
    celle = comparer(fiche(**etapes("approuvee")), fiche(**etapes("approuvee", "lancee")))
    assert (celle.change, celle.change_de_statut, celle.ecarts, celle.manques) == (True, True, (), ())
    assert celle.derniere_etape.statut == "lancee"
    passee = etapes("approuvee", "lancee")
    glissee: dict[str, Any] = {"statut": "lancee", "historique": [APPROUVEE, *passee["historique"]]}
    (ecart,) = comparer(fiche(**passee), fiche(**glissee)).ecarts
    assert ecart.chemin[0] == "historique"


def test_une_etape_de_plus_sans_autre_changement() -> None:
    avant: dict[str, Any] = etapes("lancee", "approuvee")
    apres: dict[str, Any] = {
        "statut": "approuvee",
        "historique": [*avant["historique"], APPROUVEE | {"date": "2012-01-01"}],
    }
    celle = comparer(fiche(**avant), fiche(**apres))
    assert (celle.change, celle.change_de_statut, celle.ecarts) == (True, False, ())


def test_les_montants_sont_dans_les_postes() -> None:
    """Un libellé ou une note se disent à part, un montant et une ligne neuve non."""
    vues = ("vote", "engage", "realise")
    avant = fiche(ligne(prevu="10", article="6042", **dict.fromkeys(vues, "1")), ressources=(aide(montant="4"),))
    apres = fiche(
        ligne(prevu="12", article="6188", **dict.fromkeys(vues, "2")),
        equipement(prevu="5"),
        ressources=(aide(montant="6", etat="solde", note="c", encaisse="6"),),
    )
    celle = comparer(avant, apres)
    assert [(p.exercice, p.section) for p in celle.postes] == [(2011, "fonctionnement"), (2011, "investissement")]
    assert sorted(str(e.chemin[-1]) for e in celle.ecarts) == ["article", "note"]
    assert (celle.couts.avant, celle.couts.apres) == (Decimal(10), Decimal(17))


def test_ce_que_le_maitre_d_ouvrage_met_en_plus() -> None:
    def plan(sien: str, autre: str) -> Action:
        propre = aide(organisme="ville", nature="autofinancement", etat="pressenti", montant=sien)
        return fiche(equipement(prevu="100"), ressources=(propre, aide(montant=autre)))

    celle = comparer(plan("20", "80"), plan("45", "55"))
    assert (celle.autofinancement, celle.propres.avant, celle.propres.apres) == (Decimal(25), Decimal(20), Decimal(45))
    assert celle.desequilibres == ()
    # L'équilibre se rompt, puis reste rompu : seule la rupture est du changement.
    rompu = comparer(plan("20", "80"), plan("20", "70"))
    assert [p.a_trouver for p in rompu.desequilibres] == [Decimal(10)]
    assert comparer(plan("20", "70"), plan("20", "60")).desequilibres == ()
    # Il se creuse, d'un côté ou de l'autre ; ou se réduit, et ce n'est pas plus grave.
    assert [p.exercice for p in comparer(plan("20", "70"), plan("20", "69.99")).aggraves] == [2011]
    assert [p.exercice for p in comparer(plan("20", "90"), plan("20", "90.01")).aggraves] == [2011]
    assert comparer(plan("20", "70"), plan("20", "70.01")).aggraves == ()
    assert comparer(plan("20", "70"), plan("30", "60")).aggraves == ()
    assert comparer(plan("20", "80"), plan("20", "70")).aggraves == ()


@pytest.mark.parametrize(
    ("etats", "non_acquis"),
    [(("sollicite",), True), (("accorde",), False), (("sollicite", "solde"), False)],
)
def test_des_ressources_bougent_sans_qu_aucune_soit_acquise(etats: tuple[str, ...], non_acquis: bool) -> None:
    organismes = ("etat", "ccas")

    def plan(montant: str) -> Action:
        apports = tuple(aide(organisme=o, etat=e, montant=montant) for o, e in zip(organismes, etats, strict=False))
        return fiche(ressources=apports)

    assert comparer(plan("10"), plan("12")).non_acquis is non_acquis
    assert not comparer(None, plan("12")).non_acquis
    assert not comparer(fiche(ligne(prevu="1")), fiche(ligne(prevu="2"))).non_acquis


def test_une_ressource_retiree_n_est_pas_a_acquerir() -> None:
    assert not comparer(fiche(ressources=(aide(montant="5", etat="sollicite"),)), fiche()).non_acquis


# --- Ce qu'un relecteur chercherait


@pytest.mark.parametrize("statut", ["approuvee", "reportee", "suspendue", "abandonnee", "transferee"])
def test_une_decision_demande_sa_deliberation(statut: str) -> None:
    avant, suite = fiche(**etapes("lancee")), etapes("lancee", statut)
    (manque,) = comparer(avant, fiche(**suite)).manques
    assert (manque.genre, manque.etape.date if manque.etape else "") == ("deliberation", "2011-03-01")
    deliberation = {"date": "2011-03-01", "instance": "conseil", "objet": "o", "source": "essai"}
    assert comparer(avant, fiche(**suite, deliberations=[deliberation])).manques == ()
    du_contrat = "deliberations: [{date: 2011-03-01, instance: conseil, objet: o, source: essai}]"
    assert comparer(avant, fiche(**suite), contrat=du_contrat).manques == ()
    assert len(comparer(avant, fiche(**suite), contrat=du_contrat.replace("03-01", "03-02")).manques) == 1


@pytest.mark.parametrize("statut", ["lancee", "realisee"])
def test_ce_qui_s_execute_n_en_demande_pas(statut: str) -> None:
    assert comparer(fiche(**etapes("approuvee")), fiche(**etapes("approuvee", statut))).manques == ()


def test_un_statut_qui_ne_change_pas_ne_demande_rien() -> None:
    assert comparer(fiche(), fiche(titre="Autre")).manques == ()


@pytest.mark.parametrize("statut", ["abandonnee", "transferee"])
def test_ce_qui_etait_demande_a_d_autres(statut: str) -> None:
    """Du plus fort au plus faible, puis par nom ; ni l'acquis ni la part propre."""
    ressources = (
        aide(etat="sollicite", montant="5"), aide(organisme="ecole", etat="sollicite", montant="5"),
        aide(organisme="ccas", etat="declare", montant="4"), aide(organisme="ccas", etat="sollicite", montant="3"),
        aide(organisme="etat", etat="accorde", montant="50"),
        aide(organisme="ville", nature="autofinancement", etat="pressenti", montant="9"),
    )  # fmt: skip
    celle = comparer(
        fiche(ressources=ressources, **etapes("lancee")), fiche(ressources=ressources, **etapes("lancee", statut))
    )
    (manque,) = [m for m in celle.manques if m.genre == "demandes"]
    assert [(nom, int(m)) for nom, m in (manque.demandes or {}).items()] == [("ccas", 7), ("ecole", 5), ("etat", 5)]
    assert (manque.demande, Manque("montants").demande) == (Decimal(17), Decimal(0))


def test_une_reprise_demande_une_convention() -> None:
    avant, suite = fiche(**etapes("lancee")), etapes("lancee", "transferee") | {"liens": {"repreneur": "ccas"}}
    assert [(m.genre, m.organisme) for m in comparer(avant, fiche(**suite)).manques] == [
        ("deliberation", None), ("convention", "ccas"),
    ]  # fmt: skip
    convention = {"id": "c", "objet": "o", "organismes": ["ccas"], "source": "essai"}
    signee = comparer(avant, fiche(**suite, conventions=[convention]))
    assert [m.genre for m in signee.manques] == ["deliberation"]
    autre = comparer(avant, fiche(**suite, conventions=[convention | {"organismes": ["etat"]}]))
    assert [m.genre for m in autre.manques] == ["deliberation", "convention"]
    du_contrat = comparer(
        avant, fiche(**suite), contrat="conventions: [{id: c, objet: o, organismes: [ccas], source: essai}]"
    )
    assert [m.genre for m in du_contrat.manques] == ["deliberation"]
    # Sans contrat lu, celles de la fiche seules se cherchent.
    sans = comparer(avant, fiche(**suite), contrats={})
    assert [m.genre for m in sans.manques] == ["deliberation", "convention"]
    # Un lien ajouté sans que le statut change n'en demande pas.
    apres = fiche(**suite)
    deja = fiche(**(suite | {"liens": {}}))
    assert comparer(deja, apres).manques == ()


@pytest.mark.parametrize(
    ("celle", "manque"),
    [(fiche(), True), (fiche(ligne(prevu="1")), False), (fiche(ressources=(ressource(montant="1"),)), False)],
)
def test_une_action_neuve_sans_montant(celle: Action, manque: bool) -> None:
    assert ("montants" in [m.genre for m in comparer(None, celle).manques]) is manque
    assert "montants" not in [m.genre for m in comparer(fiche(titre="Avant"), celle).manques]


def test_plusieurs_actions_et_ce_qu_elles_coutent() -> None:
    base = dossier()
    trois = comparer_actions(base, dossier(fiche(ligne(prevu="5")), fiche(id="b"), fiche(ligne(prevu="7"), id="c")))
    reunies = reunir_actions(iter(trois))
    assert (len(reunies.actions), reunies.couts, reunies.inconnus) == (3, Decimal(12), 1)
    assert reunir_actions([]).couts is None


def test_le_dernier_des_deux_etats_dit_si_c_est_acquis() -> None:
    avant, apres = fiche(ressources=(aide(etat="sollicite"),)), fiche(ressources=(aide(etat="accorde"),))
    assert (comparer(avant, apres).non_acquis, comparer(apres, avant).non_acquis) == (False, True)


def test_une_fiche_deja_abandonnee_ne_perd_pas_ses_demandes_une_seconde_fois() -> None:
    demandee: dict[str, Any] = {"ressources": (aide(etat="sollicite"),)} | etapes("lancee", "abandonnee")
    assert comparer(fiche(**demandee), fiche(**demandee, titre="Autre")).manques == ()


def test_un_versement_interne_ne_rencherit_pas_l_action() -> None:
    """Dix à la ville, dont quatre versés par un autre budget qui les inscrit aussi : elle coûte dix, non quatorze."""
    tenu = {"budget": "etat", "organisme": "etat"}
    verse = equipement(prevu="4", budget="etat", beneficiaire="ville", chapitre="204", libelle="concours")
    siennes = (aide(organisme="ville", nature="autofinancement", montant="6"), aide(montant="4"),
               aide(nature="autofinancement", montant="4", **tenu))  # fmt: skip
    avec = comparer(fiche(equipement(prevu="9")), fiche(equipement(prevu="10"), verse, ressources=siennes))
    assert (avec.couts.avant, avec.couts.apres, avec.propres.apres) == (Decimal(9), Decimal(10), Decimal(60))
