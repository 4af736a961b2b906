"""Une donnée de ménage vit à un endroit, le modèle ; il lui faut une question, des mots, une colonne et un chemin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, NamedTuple, get_args, get_origin

import pytest

from contrat.calculs.eligibilite.conditions import Contexte, ResultatCondition, evaluer
from contrat.calculs.eligibilite.demande import Demande, formuler
from contrat.calculs.eligibilite.logique import Etat, Verdict
from contrat.calculs.eligibilite.lot import formuler_ligne
from contrat.calculs.eligibilite.manquants import saisir
from contrat.calculs.eligibilite.permanence.questionnaire import QUESTIONS
from contrat.calculs.eligibilite.ressources import classer
from contrat.modele.bareme import Bareme
from contrat.modele.base import Objet, lire_entier, lire_moment, lire_montant, lire_oui_non, lire_pourcent
from contrat.modele.condition import FORMES, LUS, Connue, Egal, Parmi
from contrat.modele.lot import COLONNES, LigneLot
from contrat.modele.menage import Logement, Menage, Occupants, Projet
from contrat.rendu.eligibilite.permanence import QUESTIONS as TEXTES
from contrat.rendu.mots.menages import VALEURS

BLOCS: dict[str, type[Objet]] = {"occupants": Occupants, "logement": Logement, "projet": Projet}
JOUR = date(2011, 9, 20)
# Une valeur de chaque forme, telle qu'elle s'écrit.
VALEURS_ECRITES = {
    lire_entier: "2",
    lire_moment: "1962-05-12",
    lire_montant: "1200.50",
    lire_oui_non: "oui",
    lire_pourcent: "30 %",
}


class Exemple(NamedTuple):
    """Une donnée renseignée : la valeur qu'une condition attend, ce que dit le ménage, ce que dit la ligne de lot."""

    attendue: str
    menage: Mapping[str, Any]
    ligne: Mapping[str, str]


# Ce qu'une condition lit sans que le fichier du ménage le dise sous ce nom.
DEDUITS = {
    "departement": Exemple("15", {"logement": {"commune": "15999"}}, {"departement": "15"}),
    "personnes": Exemple("2", {"occupants": {"nombre": "2"}}, {"personnes": "2"}),
    "rfr": Exemple("9000", {"revenus": [{"annee": "2009", "rfr": "9000"}]}, {"rfr": "9000", "rfr_annee": "2009"}),
    "age_logement": Exemple("49", {"logement": {"achevement": "1962-05-12"}}, {"achevement": "1962-05-12"}),
    "territoire": Exemple("metropole", {"logement": {"commune": "15999"}}, {"departement": "15"}),
    "domicile": Exemple("63", {"logement": {"domicile": "63"}}, {"domicile": "63"}),
    "saut_classes": Exemple(
        "3", {"logement": {"dpe": "F"}, "projet": {"dpe_vise": "C"}}, {"dpe": "F", "dpe_vise": "C"}
    ),
}


def lister_mots(annotation: Any) -> tuple[str, ...]:
    """Les mots de la liste fermée que porte une annotation, s'il y en a une."""
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return next((mots for partie in get_args(annotation) if (mots := lister_mots(partie))), ())


def donner_exemple(champ: str) -> Exemple:
    """La donnée renseignée dans son bloc et dans sa colonne."""
    if champ in DEDUITS:
        return DEDUITS[champ]
    bloc, modele = next((bloc, modele) for bloc, modele in BLOCS.items() if champ in modele.model_fields)
    mots = lister_mots(modele.model_fields[champ].annotation)
    ecrite = "15999" if champ == "commune" else mots[0] if mots else VALEURS_ECRITES.get(FORMES[champ])
    assert ecrite, f"modele/menage.py : la forme de « {champ} » n'est pas de celles qu'une condition compare"
    return Exemple(ecrite, {bloc: {champ: ecrite}}, {champ: ecrite})


def juger(genre: type[Egal | Connue], champ: str, attendue: str, demande: Demande, bareme: Bareme) -> ResultatCondition:
    """La condition que poserait une aide sur cette donnée."""
    regle = {"code": "essai", "libelle": "essai", "champ": champ, "source": "essai", "statut": "certain"}
    if genre is Egal:
        regle["seuil"] = attendue
    condition = genre.model_validate({"genre": genre.__name__.lower(), **regle})
    return evaluer(
        condition, Contexte(demande, classer(demande, bareme), lambda _: Verdict.INDETERMINE, lambda _: False)
    )


def test_une_donnee_n_a_qu_un_bloc() -> None:
    """La demande et la ligne de lot réunissent les trois blocs : un nom repris y écraserait l'autre."""
    noms = Counter(nom for modele in BLOCS.values() for nom in modele.model_fields)
    assert [nom for nom, fois in noms.items() if fois > 1] == []


@pytest.mark.parametrize("champ", FORMES)
def test_une_condition_atteint_la_donnee_du_fichier_et_celle_du_lot(champ: str, bareme: Bareme) -> None:
    """Renseignée, la condition est remplie ; absente, elle est à vérifier."""
    exemple = donner_exemple(champ)
    menage = Menage.model_validate({"id": "M-0001", "source": "fiction", **exemple.menage})
    ligne = LigneLot.model_validate({"id": "M-0001", **exemple.ligne})
    vide = Menage.model_validate({"id": "M-0001", "source": "fiction"})
    for genre in (Egal, Connue):
        for d_ou, demande in (("le fichier", formuler(menage, JOUR)), ("le lot", formuler_ligne(ligne, JOUR))):
            resultat = juger(genre, champ, exemple.attendue, demande, bareme)
            assert resultat.etat is Etat.REMPLIE, f"calculs/eligibilite : {d_ou} dit « {champ} », {genre} ne le lit pas"
        assert juger(genre, champ, exemple.attendue, formuler(vide, JOUR), bareme).etat is Etat.A_VERIFIER


@pytest.mark.parametrize("champ", FORMES)
def test_ce_qui_manque_se_demande_et_a_sa_colonne(champ: str) -> None:
    for saisi in saisir(champ):
        question = next((q for q in QUESTIONS if q.champ == saisi), None)
        assert question, f"calculs/eligibilite/permanence/questionnaire.py : « {saisi} » n'a pas de question"
        assert saisi in TEXTES, f"rendu/eligibilite/permanence.py : la question « {saisi} » n'a pas de texte"
        assert saisi in COLONNES, f"modele/lot.py : « {saisi} » n'a pas de colonne"


@pytest.mark.parametrize("champ", LUS)
def test_chaque_mot_d_une_liste_fermee_se_dit(champ: str) -> None:
    modele = next(modele for modele in BLOCS.values() if champ in modele.model_fields)
    for mot in lister_mots(modele.model_fields[champ].annotation):
        # Une classe de DPE se dit comme elle s'écrit.
        assert mot in VALEURS or len(mot) == 1, f"rendu/mots/menages.py, VALEURS : « {mot} » ({champ}) ne se dit pas"


def test_chaque_donnee_lue_a_sa_colonne_du_meme_nom() -> None:
    assert set(LUS) - set(COLONNES) == set()


@pytest.mark.parametrize(
    ("champ", "valeurs", "achevement", "etat"),
    [
        ("achevement", ["1962"], "1962-05-12", Etat.REMPLIE),
        ("achevement", ["1962-05-12", "1963"], "1963", Etat.REMPLIE),
        ("achevement", ["1962-05"], "1962", Etat.A_VERIFIER),
        ("achevement", ["1962-05"], "1962-06", Etat.NON_REMPLIE),
        ("age_logement", ["48", "49"], "1962-05-12", Etat.REMPLIE),
        ("age_logement", ["48", "50"], "1962-05-12", Etat.NON_REMPLIE),
        ("age_logement", ["48"], "1962", Etat.A_VERIFIER),
    ],
)
def test_une_liste_de_valeurs_se_lit_dans_la_forme_du_champ(
    champ: str, valeurs: list[str], achevement: str, etat: Etat, bareme: Bareme
) -> None:
    """Une date est admise à la précision où elle est écrite ; un nombre est comparé comme un nombre."""
    regle = {"genre": "parmi", "code": "essai", "libelle": "essai", "source": "essai", "statut": "certain"}
    condition = Parmi.model_validate(regle | {"champ": champ, "valeurs": valeurs})
    demande = Demande(id="M-0001", jour=JOUR, achevement=achevement)
    contexte = Contexte(demande, classer(demande, bareme), lambda _: Verdict.INDETERMINE, lambda _: False)
    assert evaluer(condition, contexte).etat is etat
