"""Ce qu'un import change : des fiches neuves, des fiches complétées, et rien de ce que la fiche dit déjà."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contrat.calculs.creation.contrat_neuf import AxeNeuf
from contrat.calculs.echanges.plan import Accueil, FicheImportee, lire_rangees, planifier
from contrat.modele.action import Action, Axe
from contrat.modele.saisie import Saisie
from tests.calculs.argent.pieces import aide, fiche, ligne
from tests.calculs.fabriques import FICHE, dossier, objet
from tests.calculs.fabriques import lire as lire_yaml

JOUR = date(2026, 3, 2)
NOTE = "d'après le tableur ; date de la décision non documentée"
ENTETES = ["Axe (x)", "Titre de l'action", "Descriptif", "Structure pilote", "Partenaires", "Statut", "Notes",
           "Montant € HT", "Budget prévisionnel total € HT", "Date de début"]  # fmt: skip
HABITER = objet(Axe, "{id: axe-1, numero: 1, titre: Habiter mieux, titre_court: Habiter, finalite: f, source: essai}")


def accueillir(*actions: Action, **champs: Any) -> Accueil:
    """Un contrat d'un axe, qui n'admet pas « Dupont »."""
    ids = frozenset(a.id for a in actions)
    presents = {
        "actions": ids,
        "axes": frozenset({"axe-1"}),
        "organismes": frozenset({"ville", "ccas", "etat", "ecole", "le-lac"}),
    }
    ici = dossier(*actions, axes={"axe-1": HABITER}, presents=presents, **champs)
    return Accueil(ici, "tet", "tableur", JOUR, lambda nom: nom != "Dupont")


def importer(dans: Accueil, *rangees: dict[str, str]) -> list[FicheImportee]:
    """Ce que ces rangées deviennent, une case par en-tête nommé par son début."""
    textes = [
        [next((texte for nom, texte in rangee.items() if entete.startswith(nom)), "") for entete in ENTETES]
        for rangee in rangees
    ]
    lues = lire_rangees([ENTETES, *textes], 0, lambda numero, rang: f"{chr(64 + rang)}{numero}")
    return planifier(lues, ENTETES, dans)


# --- Les rangées


def lire(*rangees: list[str], entete: int = 0) -> list[tuple[int, dict[str, str]]]:
    lues = lire_rangees(rangees, entete, lambda numero, rang: f"{rang}/{numero}")
    return [(numero, {nom: f"{c.texte} {c.place}" for nom, c in rangee.items()}) for numero, rangee in lues]


def test_les_rangees_sous_les_entetes() -> None:
    entetes = ["Axe (x)", "Titre de l'action", "", "Notes"]
    assert lire(["Mode d'emploi"], entetes, ["A", "T", "", "n"], ["", "", "", ""], ["", "U"], entete=1) == [
        (3, {"axe": "A 1/3", "titre": "T 2/3", "Notes": "n 4/3"}),
        (5, {"titre": "U 2/5"}),
    ]
    # Une colonne sans en-tête, et ce qui dépasse, gardent leur rang.
    assert lire(entetes, ["A", "T", "x", "n", "y"]) == [
        (2, {"axe": "A 1/2", "titre": "T 2/2", "colonne 3": "x 3/2", "Notes": "n 4/2", "colonne 5": "y 5/2"}),
    ]
    # De deux colonnes du même nom, la seconde garde aussi son rang, sauf celle d'une personne, qui n'est pas reprise.
    assert lire(["Axe (x)", "Axe (x)"], ["A", "B"]) == [(2, {"axe": "A 1/2", "axe (colonne 2)": "B 2/2"})]
    assert lire(["Personne pilote"] * 2, ["x", "y"]) == [(2, {"personne_pilote": "x 1/2"})]


def test_les_rangees_d_explication_ne_sont_pas_des_actions() -> None:
    entetes = ["Axe (x)", "Titre de l'action", "Descriptif", "Objectifs", "Notes", "Statut"]
    explication = ["Champ texte", "", "Champ libre", "", "Champ date", ""]
    assert lire(entetes, explication) == []
    # Un tiers des cases n'y suffit pas, sauf si c'est le titre.
    assert len(lire(entetes, ["Champ texte", "T", "Champ libre", "", "", ""])) == 1
    assert lire(entetes, ["A", "Texte court de 300 signes", "", "", "", ""]) == []
    assert len(lire(entetes, ["A", "", "Champ libre", "", "", ""])) == 1


# --- Une fiche neuve


def test_une_fiche_neuve() -> None:
    dans = accueillir()
    (neuve,) = importer(dans, {"Axe": "Habiter   MIEUX", "Titre": "Un jardin", "Notes": "n"})
    assert (neuve.id, neuve.saisies, neuve.laissees) == ("un-jardin", (), ())
    assert neuve.contenu == {
        "id": "un-jardin",
        "axe": "axe-1",
        "titre": "Un jardin",
        "statut": "idee",
        "historique": [{"statut": "idee", "date": "2026-03-02", "note": NOTE}],
        "porteur": "ville",
        "source": "tableur",
        "origine": {"modele": "tet", "cle": "Habiter MIEUX > Un jardin", "reste": {"Notes": "n"}},
    }
    assert (dans.axes, dans.organismes) == ([], {})


def test_une_fiche_sans_reste_n_en_ecrit_pas() -> None:
    (neuve,) = importer(accueillir(), {"Axe": "Habiter mieux", "Titre": "Un jardin", "Structure": "CCAS"})
    assert neuve.contenu is not None
    assert (neuve.contenu["origine"], neuve.contenu["porteur"]) == (
        {"modele": "tet", "cle": "Habiter mieux > Un jardin"}, "ccas",
    )  # fmt: skip


def test_une_rangee_refusee() -> None:
    """Celle qui ne dit qu'un axe le crée."""
    dans = accueillir()
    refusee, titre, sans_rien = importer(dans, {"Notes": "perdue"}, {"Axe": "Circuler"}, {"Descriptif": "x"})
    assert [f.reprise.refus for f in (refusee, titre, sans_rien)] == ["sans titre d'action"] * 3
    assert [(f.id, f.contenu) for f in (refusee, titre, sans_rien)] == [("", None)] * 3
    assert dans.axes == [AxeNeuf("axe-2", 2, "Circuler", "tableur")]


def test_les_fiches_de_meme_nom_ont_chacune_la_leur() -> None:
    dans = accueillir(fiche(id="un-jardin", titre="Autre"))
    trois = importer(
        dans, *[{"Axe": "Habiter mieux", "Titre": "Un jardin"}] * 3, {"Axe": "Habiter mieux", "Titre": "!!!"}
    )
    assert [f.id for f in trois] == ["un-jardin-2", "un-jardin-3", "un-jardin-4", "action"]
    assert [f.reprise.cle for f in trois[:3]] == [f"Habiter mieux > Un jardin{s}" for s in ("", " (2)", " (3)")]


# --- Les axes et les organismes


@pytest.mark.parametrize(
    ("titre", "attendu"),
    [
        ("Circuler", ("axe-2", 2, "Circuler")),
        ("Axe 4 : circuler", ("axe-4", 4, "Axe 4 : circuler")),
        ("7. Circuler", ("axe-7", 7, "7. Circuler")),
        # Un numéro pris, un sous-axe, trop de chiffres : le suivant.
        ("Axe 1 : circuler", ("axe-2", 2, "Axe 1 : circuler")),
        ("3.2 Circuler", ("axe-2", 2, "3.2 Circuler")),
        ("123 rues", ("axe-2", 2, "123 rues")),
        ("", ("axe-2", 2, "Actions sans axe")),
    ],
)
def test_un_axe_neuf(titre: str, attendu: tuple[str, int, str]) -> None:
    dans = accueillir()
    assert dans.ranger(titre) == attendu[0]
    assert [(a.id, a.numero, a.titre, a.source) for a in dans.axes] == [(*attendu, "tableur")]
    # Une seconde fois, c'est le même.
    assert (dans.ranger(titre), len(dans.axes)) == (attendu[0], 1)


def test_un_axe_connu_et_un_identifiant_pris() -> None:
    dans = accueillir()
    assert (dans.ranger("habiter  Mieux"), dans.axes) == ("axe-1", [])
    (pris,) = [Accueil(dossier(presents={"axes": frozenset({"axe-1"})}), "tet", "t", JOUR, bool)]
    assert (pris.ranger("Circuler"), pris.axes[0].numero) == ("axe-1-2", 1)


def test_les_organismes_sont_reconnus_crees_ou_refuses() -> None:
    dans = accueillir()
    assert [dans.nommer(nom) for nom in ("École", "ccas", "Dupont", "!!!")] == ["ecole", "ccas", "", ""]
    assert dans.organismes == {}
    assert [dans.nommer(nom) for nom in ("Le Club", "le club", "Ecole d'art")] == ["le-club", "le-club", "ecole-d-art"]
    assert dans.organismes == {"le-club": "Le Club", "ecole-d-art": "Ecole d'art"}
    # Un identifiant déjà pris en donne un autre.
    assert dans.nommer("Le lac") == "le-lac-2"
    assert dans.dire("le club, CCAS, Le Club") == "Le Club, CCAS"


def test_un_nom_ecrit_autrement_se_garde_en_texte() -> None:
    (neuve,) = importer(accueillir(), {"Axe": "A", "Titre": "T", "Structure": "ville", "Partenaires": "École"})
    assert neuve.reprise.reste == {"porteur": "ville"}
    (retiree,) = importer(accueillir(), {"Axe": "A", "Titre": "T", "Structure": "ville, Dupont"})
    assert (retiree.reprise.reste, retiree.reprise.retirees) == ({}, ["D2"])


# --- Une fiche connue


# La plus petite fiche, sans ce qu'un tableur peut dire.
VIDE = {
    c: v for c, v in lire_yaml(FICHE).items() if c not in ("description", "objectifs", "calendrier", "budget", "plan")
}


def venue(cle: str = "Habiter mieux > Un jardin", **champs: Any) -> Action:
    """Une fiche qu'un tableur a donnée."""
    histoire = [{"statut": "idee", "date": "2026-01-05", "note": NOTE}]
    connu: dict[str, Any] = {"id": "jardin", "titre": "Un jardin", "statut": "idee", "historique": histoire}
    origine = {"origine": {"modele": "tet", "cle": cle}}
    return Action.model_validate(VIDE | connu | origine | champs)


RANGEE = {"Axe": "Habiter mieux", "Titre": "Un jardin"}


def completer(existante: Action, **cases: str) -> FicheImportee:
    (celle,) = importer(accueillir(existante), RANGEE | cases)
    assert (celle.id, celle.contenu) == (existante.id, None)
    return celle


def test_la_fiche_se_retrouve_par_sa_rangee_ou_par_son_titre() -> None:
    assert completer(venue()).saisies == ()
    # Renommée ici, elle vient toujours de la même rangée.
    assert completer(venue(titre="Jardiner")).saisies == ()
    # Du même titre, dans le même axe, venue de nulle part ou d'une rangée disparue.
    assert completer(venue(cle="Ailleurs > Un jardin")).id == "jardin"
    dans = accueillir(venue(axe="axe-9", cle="x"))
    assert importer(dans, RANGEE)[0].contenu is not None


def test_une_fiche_ne_sert_qu_une_fois() -> None:
    dans = accueillir(venue())
    premiere, seconde = importer(dans, RANGEE, RANGEE)
    assert (premiere.id, premiere.contenu, seconde.contenu is not None) == ("jardin", None, True)


def test_celle_qu_une_autre_rangee_donnera_n_est_pas_libre() -> None:
    """La fiche venue de « Autre titre » porte ce titre : elle reste à sa rangée."""
    dans = accueillir(venue(cle="Habiter mieux > Autre titre"))
    neuve, sienne = importer(dans, RANGEE, {"Axe": "Habiter mieux", "Titre": "Autre titre"})
    assert (neuve.contenu is not None, sienne.id) == (True, "jardin")


def test_ce_que_la_fiche_ne_dit_pas_s_ajoute_ce_qu_elle_dit_reste() -> None:
    ajout = completer(venue(), Descriptif="Planter", **{"Date de début": "2026"})
    assert ajout.saisies == (
        Saisie(("description",), "Planter"),
        Saisie(("calendrier",), {"debut": "2026"}),
    )
    garde = completer(venue(description="Semer"), Descriptif="Planter")
    assert (garde.saisies, garde.laissees) == ((), ("description",))
    assert completer(venue(description="Semer"), Descriptif="Semer").laissees == ()


def test_le_reste_suit_le_tableur() -> None:
    sans, avec = venue(), venue(origine={"modele": "tet", "cle": "Habiter mieux > Un jardin", "reste": {"Notes": "n"}})
    assert completer(sans, Notes="n").saisies == (Saisie(("origine", "reste"), {"Notes": "n"}),)
    assert completer(avec, Notes="n").saisies == ()
    assert completer(avec).saisies == (Saisie(("origine", "reste"), {}),)
    # Tenue ici, une fiche ne vient d'un tableur que s'il a quelque chose à garder.
    assert completer(venue(origine=None)).saisies == ()
    (origine,) = completer(venue(origine=None), Notes="n").saisies
    assert (origine.chemin, origine.valeur["reste"]) == (("origine",), {"Notes": "n"})


@pytest.mark.parametrize(
    ("ici", "dit", "change"),
    [
        ("idee", "", False), ("idee", "En cours", True), ("lancee", "En cours", False),
        # Décidé ici, et le tableur n'a pas changé d'avis : il dit toujours ce qu'il disait.
        ("lancee", "", False), ("lancee", "Réalisé", True),
    ],
)  # fmt: skip
def test_le_statut(ici: str, dit: str, change: bool) -> None:
    histoire = [{"statut": "idee", "date": "2026-01-05", "note": NOTE}]
    if ici != "idee":
        histoire.append({"statut": ici, "date": "2026-02-01", "source": "essai"})
    celle = completer(venue(statut=ici, historique=histoire), Statut=dit)
    assert [s.chemin for s in celle.saisies] == ([("statut",), ("historique",)] if change else [])


def test_l_argent() -> None:
    """Une annonce suit le tableur ; un budget tenu ici reste, et sa différence se dit."""
    annonce = {"base": "HT", "total": "100"}
    assert completer(venue(), Budget="100").saisies == (Saisie(("annonce",), annonce),)
    assert completer(venue(annonce=annonce), Budget="100").saisies == ()
    assert completer(venue(annonce=annonce), Budget="120").saisies == (
        Saisie(("annonce",), annonce | {"total": "120"}),
    )
    budget = {"lignes": [ligne(prevu="100")]}
    assert completer(venue(budget=budget), Budget="100").laissees == ()
    differe = completer(venue(budget=budget), Budget="120")
    assert (differe.saisies, differe.laissees) == ((), ("budget",))
    assert completer(venue(budget=budget)).laissees == ()
    plan = {"ressources": [aide(montant="10")]}
    assert completer(venue(plan=plan), Budget="120").laissees == ("budget",)


def test_une_annonce_que_le_tableur_ne_dit_pas_en_entier_reste() -> None:
    """Des financeurs annoncés, et un tableur sans colonne de financeur : rien ne se perd ; ou un total, de même."""
    financements = {"financements": [{"organismes": ["etat"], "montant": "9"}]}
    garde = completer(venue(annonce={"base": "HT", "total": "1"} | financements), Budget="100")
    assert (garde.saisies, garde.laissees) == ((), ("annonce",))
    meme = completer(venue(annonce={"base": "HT", "total": "100"} | financements), Budget="100")
    assert (meme.saisies, meme.laissees) == ((), ("annonce",))
    # Une colonne de financeur suffit à dire qu'il n'y en a plus.
    entetes = ["Axe (x)", "Titre de l'action", "Financeur 1", "Budget"]
    lues = lire_rangees([entetes, ["Habiter mieux", "Un jardin", "CCAS", "100"]], 0, lambda n, r: f"{r}/{n}")
    (celle,) = planifier(lues, entetes, accueillir(venue(annonce={"base": "HT", "total": "1"} | financements)))
    assert ([s.chemin for s in celle.saisies], celle.laissees) == ([("annonce",)], ())
    # Sans colonne de total, celui qu'une fiche annonce reste.
    sans = [(entete, cle) for entete, cle in zip(LARGES, CLES, strict=True) if cle != "total"]
    dites = {"axe": "Habiter mieux", "titre": "Un jardin", "financeur_1": "CCAS", "montant_1": "5"}
    entetes = [entete for entete, _ in sans]
    rangee = [dites.get(cle, "") for _, cle in sans]
    for annonce, laissees in (({"base": "HT", "total": "1"}, ("annonce",)), ({"base": "HT"} | financements, ())):
        lues = lire_rangees([entetes, rangee], 0, lambda n, r: f"{r}/{n}")
        (celle,) = planifier(lues, entetes, accueillir(venue(annonce=annonce)))
        assert celle.laissees == laissees


# --- Une rangée qui dit tout


LARGES = [
    "Axe (x)", "Titre de l'action", "Objectifs", "Structure pilote", "Partenaires", "Direction ou service pilote",
    "Participation Citoyenne", "Cibles", "Date de début", "Date de fin", "Financeur 1", "Montant €", "Financeur 2",
    "Montant €", "Financeur 3", "Montant €", "Budget", "Financeur 4", "Statut", "Descriptif",
]  # fmt: skip
CLES = [
    "axe", "titre", "objectifs", "porteur", "partenaires", "pilote", "participation", "publics", "debut", "fin",
    "financeur_1", "montant_1", "financeur_2", "montant_2", "financeur_3", "montant_3", "total", "financeur_4",
    "statut", "description",
]  # fmt: skip


def comparer(existante: Action, **cases: str) -> FicheImportee:
    dites = {"axe": "Habiter mieux", "titre": "Un jardin"} | cases
    lues = lire_rangees([LARGES, [dites.get(cle, "") for cle in CLES]], 0, lambda numero, rang: f"{rang}/{numero}")
    (celle,) = planifier(lues, LARGES, accueillir(existante))
    return celle


def test_tout_ce_qu_un_import_complete() -> None:
    celle = comparer(
        venue(), objectifs="Aérer", porteur="Ville", partenaires="École", pilote="Service", fin="2027",
        participation="concertation", publics="aînés", description="Planter",
    )  # fmt: skip
    assert [s.chemin for s in celle.saisies] == [
        (champ,) for champ in ("description", "objectifs", "pilote", "publics", "participation", "partenaires",
                               "calendrier")
    ]  # fmt: skip
    assert celle.saisies[-2].valeur == [{"organisme": "ecole", "role": "associe"}]
    # Un second pilote opère : les partenaires changent sans que leur case le dise.
    (opere,) = comparer(venue(), porteur="Ville, CCAS").saisies
    assert (opere.chemin, opere.valeur) == (("partenaires",), [{"organisme": "ccas", "role": "operateur"}])


FINANCEE: dict[str, Any] = {
    "budget": {"lignes": [ligne(prevu="100")]},
    "plan": {
        "ressources": [aide(montant="60"), aide(organisme="ccas", montant="30"), aide(organisme="ecole", montant="10")]
    },
}
SES_CASES = {
    "financeur_1": "État", "montant_1": "60", "financeur_2": "CCAS", "montant_2": "30", "financeur_3": "École",
    "montant_3": "10", "total": "100",
}  # fmt: skip


@pytest.mark.parametrize("case", [*SES_CASES])
def test_une_case_d_argent_qui_differe_se_dit(case: str) -> None:
    assert comparer(venue(**FINANCEE), **SES_CASES).laissees == ()
    autre = "Ville" if case.startswith("financeur") else "7"
    assert comparer(venue(**FINANCEE), **(SES_CASES | {case: autre})).laissees == ("budget",)


def test_ce_que_le_tableur_ne_dit_pas_de_l_argent_ne_differe_pas() -> None:
    assert comparer(venue(**FINANCEE), financeur_1="État").laissees == ()
    # Un quatrième financeur n'a pas de colonne : il est gardé en texte.
    assert comparer(venue(**FINANCEE), **SES_CASES, financeur_4="Ville").laissees == ()


def test_un_statut_s_ajoute_a_ce_qui_est_complete() -> None:
    celle = comparer(venue(), description="Planter", statut="En cours")
    assert [s.chemin for s in celle.saisies] == [("description",), ("statut",), ("historique",)]


def test_le_dernier_mot_du_tableur_et_une_fiche_dont_il_n_a_rien_dit() -> None:
    etapes = [("idee", NOTE), ("lancee", NOTE), ("realisee", "")]
    histoire = [{"statut": s, "date": "2026-01-05", "source": "essai"} | ({"note": n} if n else {}) for s, n in etapes]
    assert comparer(venue(statut="realisee", historique=histoire), statut="En cours").saisies == ()
    ici = venue(statut="realisee", historique=histoire[-1:], origine=None)
    assert comparer(ici).saisies == ()


def test_une_fiche_tenue_ici_ne_se_complete_que_d_une_rangee() -> None:
    premiere, seconde = importer(accueillir(venue(origine=None)), RANGEE, RANGEE)
    assert (premiere.id, premiere.contenu, seconde.contenu is not None) == ("jardin", None, True)


def test_le_numero_d_un_axe_suit_le_plus_grand() -> None:
    axes = {f"axe-{n}": HABITER.model_copy(update={"id": f"axe-{n}", "numero": n, "titre": str(n)}) for n in (3, 5)}
    ici = dossier(axes=axes, presents={"axes": frozenset(axes)})
    dans = Accueil(ici, "tet", "t", JOUR, bool)
    assert (dans.ranger("Circuler"), dans.axes[0].numero) == ("axe-6", 6)


def test_deux_organismes_au_meme_debut_ont_chacun_leur_identifiant() -> None:
    dans, long = accueillir(), "association des habitants du quartier " * 3
    un, autre = dans.nommer(f"{long} nord"), dans.nommer(f"{long} sud")
    assert un != autre
