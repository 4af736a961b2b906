"""Ce qu'une fiche doit dire à chaque statut, et ce qui compte pour dit."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from contrat.calculs.actions.completude import Attente, attendre, mesurer_completude
from contrat.modele.action import Statut
from tests.calculs.fabriques import action

A_APPROUVER = [
    ("numero", "son numéro dans l'axe"),
    ("description", "ce qui sera fait"),
    ("objectifs", "ce qu'elle cherche à obtenir"),
    ("calendrier.debut", "le début prévu"),
    ("indicateurs", "ce qui sera compté, de réalisation et de résultat"),
]
IDENTITE = [
    ("contexte", "pourquoi cette action ici"),
    ("constats", "les constats du diagnostic auxquels elle répond"),
    ("effets_attendus", "ce qui doit changer"),
    ("publics", "à qui elle s'adresse"),
    ("thematiques", "ses étiquettes, parmi celles du contrat"),
    ("territoire", "où elle a lieu"),
    ("pilote", "la fonction de qui la conduit"),
    ("elu_referent", "la délégation de l'élu référent"),
    ("partenaires", "les organismes associés et leur rôle"),
    ("calendrier.fin", "la fin prévue"),
    ("calendrier.phases", "ses phases ou ses jalons"),
    ("budget.lignes.prevu", "les dépenses prévues, par exercice et par section"),
]
REALISE = ("budget.lignes.realise", "ce qui a été payé, ligne par ligne")
ARGENT = [
    ("budget.base", "hors taxes ou toutes taxes comprises"),
    ("plan.ressources", "qui paie, et où en est chaque demande"),
]
RANG = ("hierarchisation.rang", "le rang donné par l'instance qui classe")
DELIBERATION = ("deliberations", "la délibération qui l'approuve")
CRITERES = ("economique", "social", "environnemental")
INDICATEUR = [
    ("indicateurs.faites.base", "la valeur de départ, datée"),
    ("indicateurs.faites.cible", "la valeur visée, datée"),
]
RELEVE = ("indicateurs.faites.valeurs", "une valeur relevée, datée et sourcée")
EVALUATION = [
    ("evaluation.questions", "ce à quoi l'évaluation répondra"),
    ("evaluation.fixees_le", "la date où les questions ont été arrêtées"),
    ("evaluation.methode", "comment y répondre"),
    ("evaluation.responsable", "qui évalue"),
    ("evaluation.echeance", "pour quand"),
]
CONCLUSIONS = ("evaluation.conclusions", "ce que l'évaluation conclut")
PARTICIPATION = ("participation.niveau", "la place donnée aux habitants")


def criteres(*, bilan: bool) -> list[tuple[str, str]]:
    lignes = []
    for nom in CRITERES:
        lignes.append((f"criteres_dd.{nom}.prevu", "le niveau visé et sa justification"))
        if bilan:
            lignes.append((f"criteres_dd.{nom}.bilan", "le niveau constaté et sa justification"))
    return lignes


# Ce que chaque statut fait attendre de plus : une place au classement, une délibération, un paiement, un bilan.
EXIGENCES = {
    "idee": "",
    "proposee": "",
    "hierarchisee": "r",
    "approuvee": "rd",
    "lancee": "rdp",
    "reportee": "rd",
    "suspendue": "rd",
    "realisee": "rdpb",
    "transferee": "rdpb",
}


@pytest.mark.parametrize("statut", [s for s in get_args(Statut) if s != "abandonnee"])
def test_ce_que_chaque_statut_fait_attendre(statut: str) -> None:
    exige = EXIGENCES[statut]
    attendu = [
        *A_APPROUVER * ("d" not in exige),
        *IDENTITE, *[REALISE] * ("p" in exige), *ARGENT, *[RANG] * ("r" in exige), *[DELIBERATION] * ("d" in exige),
        *criteres(bilan="b" in exige), *INDICATEUR, *[RELEVE] * ("p" in exige), *EVALUATION,
        *[CONCLUSIONS] * ("b" in exige), PARTICIPATION,
    ]  # fmt: skip
    fiche = action(statut=statut)
    assert [(a.champ, a.quoi) for a in attendre(fiche)] == attendu
    # La fiche d'essai dit ce que l'approbation exige, et rien d'autre.
    dits = A_APPROUVER * ("d" not in exige)
    assert [(a.champ, a.quoi) for a in attendre(fiche) if a.est_remplie] == dits
    trouve = mesurer_completude(fiche)
    assert (trouve.remplis, trouve.attendus, len(trouve.manques)) == (len(dits), len(attendu), len(attendu) - len(dits))


def test_une_action_abandonnee_n_attend_plus_rien() -> None:
    assert mesurer_completude(action(statut="abandonnee")) == (0, 0, ())


VALEUR = "{date: 2010, valeur: 0, source: essai}"
DEPENSE = "{exercice: 2010, section: fonctionnement, chapitre: '011', libelle: achat, %s}"
RECETTE = DEPENSE % "sens: recette"


@pytest.mark.parametrize(
    ("champ", "texte", "rempli"),
    [
        ("contexte", "contexte: besoin", True),
        ("constats", "constats: [isolement]", True),
        ("effets_attendus", "effets_attendus: [moins seuls]", True),
        ("publics", "publics: [aînés]", True),
        ("thematiques", "thematiques: [lien]", True),
        ("territoire", "territoire: bourg", True),
        ("pilote", "pilote: directrice", True),
        ("elu_referent", "elu_referent: affaires sociales", True),
        ("partenaires", "partenaires: [{organisme: etat, role: financeur}]", True),
        ("calendrier.fin", "calendrier: {debut: 2010, fin: 2012}", True),
        ("calendrier.phases", "calendrier: {debut: 2010, phases: [{libelle: a, debut: 2010}]}", True),
        ("calendrier.phases", "calendrier: {debut: 2010, jalons: [{libelle: a, source: essai}]}", True),
        ("budget.lignes.prevu", f"budget: {{lignes: [{DEPENSE % 'prevu: 0'}]}}", True),  # un zéro est une valeur
        ("budget.lignes.prevu", f"budget: {{lignes: [{DEPENSE % 'prevu: 1'}, {DEPENSE % 'vote: 1'}]}}", False),
        ("budget.lignes.prevu", f"budget: {{lignes: [{DEPENSE % 'prevu: 1'}, {RECETTE}]}}", True),
        ("budget.lignes.prevu", f"budget: {{lignes: [{RECETTE}]}}", False),
        ("budget.lignes.realise", f"budget: {{lignes: [{DEPENSE % 'realise: 0'}]}}", True),
        ("budget.lignes.realise", f"budget: {{lignes: [{DEPENSE % 'prevu: 1'}]}}", False),
        ("budget.lignes.realise", f"budget: {{lignes: [{DEPENSE % 'realise: 1'}, {DEPENSE % 'prevu: 1'}]}}", False),
        ("budget.base", "base: HT", True),
        ("plan.ressources", "plan: {ressources: [{organisme: etat, nature: subvention_publique, exercice: 2010, "
         "section: fonctionnement, montant: 1, etat: sollicite}]}", True),
        ("hierarchisation.rang", "hierarchisation: {date: 2010, instance: conseil, rang: 1, source: essai}", True),
        ("hierarchisation.rang", "hierarchisation: {date: 2010, instance: conseil, source: essai}", False),
        ("deliberations", "deliberations: [{date: 2010, instance: conseil, objet: dire, source: essai}]", True),
        ("indicateurs.faites.base", f"base: {VALEUR}", True),
        ("indicateurs.faites.cible", f"cible: {VALEUR}", True),
        ("indicateurs.faites.valeurs", f"valeurs: [{VALEUR}]", True),
        ("evaluation.questions", "questions: [qui ?]", True),
        ("evaluation.fixees_le", "fixees_le: 2010", True),
        ("evaluation.methode", "methode: enquête", True),
        ("evaluation.responsable", "responsable: ville", True),
        ("evaluation.echeance", "echeance: 2012", True),
        ("evaluation.conclusions", "conclusions: utile", True),
        ("participation.niveau", "participation: {niveau: information}", True),
        ("participation.niveau", "participation: {niveau: non_documente}", False),
    ],
)  # fmt: skip
def test_ce_qui_compte_pour_dit(champ: str, texte: str, rempli: bool) -> None:
    if champ.startswith("evaluation"):
        questions = "" if champ == "evaluation.questions" else "questions: [], "
        texte = f"evaluation: {{{questions}source: essai, {texte}}}"
    if champ.startswith("indicateurs"):
        texte = f"indicateurs: [{{id: faites, libelle: v, niveau: realisation, unite: visite, {texte}}}]"
    fiche = action(texte, statut="realisee")
    (attente,) = [a for a in attendre(fiche) if a.champ == champ]
    assert attente.est_remplie is rempli
    assert (mesurer_completude(fiche).remplis > 0) is any(a.est_remplie for a in attendre(fiche))


@pytest.mark.parametrize("nom", CRITERES)
def test_un_critere_non_documente_reste_a_remplir(nom: str) -> None:
    def juger(niveau: str, bilan: str | None) -> dict[str, bool]:
        dit = {"prevu": {"niveau": niveau, "justification": "j", "source": "essai"}}
        if bilan:
            dit["bilan"] = {"niveau": bilan, "justification": "j", "source": "essai"}
        base: Any = action().criteres_dd.model_dump(exclude_none=True)
        trouves = attendre(action(statut="realisee", criteres_dd=base | {nom: dit}))
        return {a.champ.removeprefix(f"criteres_dd.{nom}."): a.est_remplie for a in trouves if f".{nom}." in a.champ}

    assert juger("fort", None) == {"prevu": True, "bilan": False}
    assert juger("non_documente", "fort") == {"prevu": False, "bilan": True}
    assert juger("sans_objet", "non_documente") == {"prevu": True, "bilan": False}


@pytest.mark.parametrize(
    ("niveau", "a_cible"),
    [("diagnostic", False), ("moyen", False), ("realisation", True), ("resultat", True), ("impact", True)],
)
def test_les_indicateurs_qui_ont_une_cible(niveau: str, a_cible: bool) -> None:
    fiche = action(indicateurs=[{"id": "faites", "libelle": "v", "niveau": niveau, "unite": "visite"}])
    assert ("indicateurs.faites.cible" in [a.champ for a in attendre(fiche)]) is a_cible


def test_les_pieces_a_obtenir() -> None:
    fiche = action("pieces: [{titre: protocole, fournie: non}, {titre: plan, fournie: oui}]")
    assert list(attendre(fiche))[-2:] == [
        Attente("pieces", "à obtenir : protocole", False), Attente("pieces", "à obtenir : plan", True),
    ]  # fmt: skip
    assert mesurer_completude(fiche).remplis == 1
