"""L'entretien de la permanence en toutes lettres : les questions, ce que chaque réponse tranche, les pièces."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from contrat.calculs.eligibilite.demande import Demande
from contrat.calculs.eligibilite.dossier_menage import BilanEntretien
from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.moteur import Jugement, ResultatAide
from contrat.calculs.eligibilite.permanence.entretien import DonneeConnue
from contrat.calculs.eligibilite.permanence.questionnaire import Question
from contrat.modele.communes import Communes
from contrat.modele.menage import Menage
from contrat.modele.vraisemblance import MOIS, relever_invraisemblances
from contrat.nombres import UNITE, arrondir, euros
from contrat.rendu.eligibilite.ailleurs import dire_adresses, dire_hors_sujet
from contrat.rendu.eligibilite.calcul import dire_fourchette, dire_scenarios
from contrat.rendu.eligibilite.detail import expliquer_reponse
from contrat.rendu.eligibilite.suite import dire_doutes, dire_preuves
from contrat.rendu.mots.dates import dire_jour
from contrat.rendu.mots.droit import VERDICTS
from contrat.rendu.mots.menages import VALEURS, dire_confusion, dire_inconnue

QUESTIONS = {
    "statut_occupation": "À quel titre le ménage occupe-t-il le logement ?",
    "domicile": "Dans quel département vit le propriétaire bailleur ?",
    "residence_principale": "Est-ce la résidence principale de qui l'habite, au moins huit mois par an ?",
    "commune": "Dans quelle commune est le logement ?",
    "personnes": "Combien de personnes occupent le logement ?",
    "rfr": "Quel est le revenu fiscal de référence de {annee} ?",
    "rfr_repli": "À défaut, quel est celui de {annee} ?",
    "choix_revenus": "Pourquoi retenir les revenus de {annee}, alors que l'avis de l'année suivante est paru ?",
    "tranche_age": "Quel âge a le plus âgé des occupants ?",
    "achevement": "Quand le logement a-t-il été achevé ?",
    "type": "Est-ce une maison, un appartement, ou un mobil-home, une caravane, un bateau ?",
    "surface": "Quelle est la surface habitable, en mètres carrés ?",
    "commences": "Les travaux ont-ils déjà commencé ?",
    "pret_taux_zero": "Le ménage a-t-il obtenu un prêt aidé par l'État depuis moins de cinq ans ?",
    "autres_aides": "Combien d'autres aides sont acquises, en euros ?",
    "parties": "Les travaux se font-ils dans les parties privatives ou communes de l'immeuble ?",
    "accord": "Le bailleur, ou tous les indivisaires, ont-ils donné leur accord écrit ?",
    "nature": "De quels travaux s'agit-il ?",
    "besoin_adaptation": "Peut-il justifier d'une perte d'autonomie ou d'un handicap ?",
    "arrete": "Un arrêté d'insalubrité ou de péril vise-t-il le logement ?",
    "dpe": "Quelle est la classe du diagnostic de performance énergétique ?",
    "dpe_vise": "Quelle classe les travaux visent-ils ?",
    "gain": "Quel gain de consommation les travaux apportent-ils ?",
    "gestes": "Pour une aide par geste, quel équipement ou quelle isolation ?",
    "gestes_isolation": "Combien de gestes d'isolation ?",
    "energie_fossile": "Quelle énergie fossile reste après les travaux ?",
    "professionnel": "Des professionnels feront-ils les travaux ?",
    "travaux_ht": "Quel est le montant hors taxes des travaux, en euros ?",
    "estimation": "À défaut, quel est l'ordre de grandeur du prix hors taxes, en euros ?",
    "travaux_ttc": "Quel est le montant toutes taxes comprises des travaux, en euros ?",
    "quantite": "Combien d'appareils posés, ou de mètres carrés isolés ?",
    "autres_travaux": "De quelle nature sont les autres travaux ?",
    "autres_ht": "Quel est le montant hors taxes de ces autres travaux, en euros ?",
    "autres_ttc": "Quel est le montant toutes taxes comprises de ces autres travaux, en euros ?",
    "accompagnement": "Un opérateur agréé ou habilité accompagne-t-il le ménage ?",
    "prix_accompagnement": "Quel est le prix de l'accompagnement, en euros TTC ?",
    "accompagnement_finance": "Une autre aide paie-t-elle déjà l'accompagnement ?",
    "rendez_vous_conseil": "Un rendez-vous avec un conseiller France Rénov' est-il pris ?",
    "contrat_local": "Un contrat local ou un protocole d'aide aux travaux est-il signé pour la commune ?",
    "aides_locales": "Combien d'aides des collectivités sont acquises, en euros ?",
    "origine": "Qui a orienté le ménage vers la permanence ?",
    "secteur": "Dans quel secteur de la commune est le logement ?",
    "chauffage": "Avec quelle énergie le logement est-il chauffé aujourd'hui ?",
    "souhaites": "Quels travaux le ménage souhaite-t-il ?",
}
# Comment répondre, quand la question ne suffit pas.
PRECISIONS = {
    "commune": "son nom, ou son code INSEE",
    "personnes": "gardes alternées comprises ; d'un bailleur, son propre foyer",
    "rfr": "plusieurs avis : 8 200 + 7 200 ; d'un bailleur, les siens",
    "rfr_repli": "plusieurs avis : 8 200 + 7 200 ; d'un bailleur, les siens",
    "achevement": "1962, 05/1962 ou 12/05/1962",
    "autres_aides": "caisse de retraite… ; 0 s'il n'y en a pas",
    "besoin_adaptation": "ne pas en noter la nature",
    "gain": "30 %",
    "estimation": "20 000 à 40 000",
    "gestes_isolation": "toiture, menuiseries, sols, murs",
    "origine": "un mot : mairie, voisin, presse…",
    "secteur": "son nom, jamais une adresse",
    "souhaites": "plusieurs : isolation des combles ; douche",
}
# Une liste plus longue ne tient pas à l'écran, une réponse par ligne.
_LISTE_MAX = 15


def demander(question: Question, annee: int) -> str:
    """Le texte d'une question."""
    return QUESTIONS[question.champ].format(annee=annee)


def preciser(question: Question) -> str:
    """Comment écrire la réponse, en quelques mots ; rien quand la question suffit."""
    return PRECISIONS.get(question.champ, "")


def dire_reponse(texte: str) -> str:
    """Une réponse telle qu'on la prononce."""
    return " + ".join(VALEURS.get(mot, mot) for mot in texte.split(" + ")) if texte else "ne sait pas"


def enumerer_choix(question: Question) -> list[str]:
    """Les réponses d'une liste, une par ligne ; deux mots, des lettres ou une longue liste se lisent à la suite."""
    mots = [dire_reponse(mot) for mot in question.reponses]
    if mots == ["oui", "non"]:
        return ["  o oui   n non"]
    if max(map(len, mots)) == 1:
        return ["  " + "   ".join(mots)]
    numeros = [f"{rang} {mot}" for rang, mot in enumerate(mots, 1)]
    return ["  " + " ; ".join(numeros)] if len(mots) > _LISTE_MAX else [f"  {ligne}" for ligne in numeros]


def dire_connue(connue: DonneeConnue) -> str:
    """Une question et la réponse que l'on en a."""
    return f"{demander(connue.question, connue.annee)} {dire_reponse(connue.texte)}"


def dire_commune(code: str, communes: Communes) -> Iterator[str]:
    """La commune que désigne un code, et ce qu'il serait comme code postal."""
    if nom := communes.nommer(code):
        yield f"   {code}, {nom}"
    if confusion := communes.chercher_confusion(code):
        yield f"   À vérifier : {dire_confusion(confusion)}."
    if communes.est_inconnue(code):
        yield f"   À vérifier : {dire_inconnue(code)}."


def dire_revenus(demande: Demande, annee: int) -> Iterator[str]:
    """Les revenus d'une année tels qu'ils sont compris, leur somme faite : un chiffre oublié s'entend là."""
    total = demande.revenus[annee]
    par_mois = f", {euros(arrondir(total / MOIS, UNITE))} par mois" if total >= MOIS else ""
    yield f"   {euros(total)} par an{par_mois}"


def dire_invraisemblances(avant: Menage, apres: Menage, jour: date) -> Iterator[str]:
    """Ce que la dernière réponse donne à relire."""
    deja = relever_invraisemblances(avant, jour)
    for releve in relever_invraisemblances(apres, jour):
        if releve not in deja:
            yield f"   À vérifier : {releve[1]}."


def dire_tranches(avant: Jugement, apres: Jugement) -> Iterator[str]:
    """Les réponses qui étaient à vérifier et que la dernière question a tranchées."""
    certaines = {r.aide.id for r in avant.aides if r.est_certaine}
    for resultat in apres.aides:
        if not resultat.est_hors_sujet and resultat.est_certaine and resultat.aide.id not in certaines:
            yield f"   → {resultat.libelle} : {VERDICTS[resultat.verdict]}"


def dire_bilan(bilan: BilanEntretien) -> Iterator[str]:
    """Les autres aides, les pièces, puis où en est chaque aide : la réponse vient en dernier, et reste à l'écran."""
    doutes = dire_doutes(bilan.doutes, bilan.jugement)
    pieces = [*doutes, *dire_preuves(bilan.preuves, doutes)]
    autres = [*dire_adresses(bilan.ailleurs)]
    for titre, points in (("Autres aides, que cet outil ne juge pas", autres), ("Pièces à apporter", pieces)):
        if points:
            yield from ("", titre, *(f"- {point}" for point in points))
    jugement = bilan.jugement
    yield from ("", f"Réponse au {dire_jour(jugement.demande.jour)}, ménage {jugement.demande.id}")
    if jugement.ressources.provisoire:
        yield f"Provisoire : {jugement.ressources.provisoire}."
    for resultat in bilan.utiles:
        scenarios = bilan.scenarios.get(resultat.aide.id)
        montant = f"selon les travaux : {dire_scenarios(scenarios)}" if scenarios else _dire_montant(resultat)
        yield f"- {resultat.libelle} : {VERDICTS[resultat.verdict]}{montant and ', '}{montant}"
        yield from (f"  {expliquer_reponse(c, resultat.verdict)}" for c in bilan.explications[resultat.aide.id])
    yield from dire_hors_sujet(bilan)


def _dire_montant(resultat: ResultatAide) -> str:
    if not resultat.verdict.est_ouvert:
        return ""
    confirmer = "" if resultat.verdict is Verdict.ELIGIBLE else " si confirmé"
    if resultat.montant_possible is not None:
        return f"{euros(resultat.montant_possible, insecable=True)}{confirmer}"
    return "" if resultat.fourchette is None else f"{dire_fourchette(resultat.fourchette)}{confirmer}"
