"""La page d'un ménage : la réponse et le plan d'abord, puis chaque condition avec son texte."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from contrat.calculs.eligibilite.changements import Changement
from contrat.calculs.eligibilite.conditions import ResultatCondition
from contrat.calculs.eligibilite.logique import Etat, Verdict
from contrat.calculs.eligibilite.moteur import Jugement, ResultatAide, a_verifier, sous_reserve
from contrat.calculs.eligibilite.plan import LignePlan, PlanMenage
from contrat.calculs.eligibilite.ressources import Ressources
from contrat.modele.bareme import Texte
from contrat.modele.condition import CategorieParmi, Condition, Egal
from contrat.nombres import euros, pourcent
from contrat.rendu.eligibilite_detail import Renvois, detailler
from contrat.rendu.libelles import CATEGORIES, VERDICTS, dire_jour, dire_seuil, enumerer
from contrat.rendu.mise_en_page import LARGEUR, aligner, plier, rendre_ordinaires, souligner


def en_texte(
    jugement: Jugement,
    plan: PlanMenage,
    textes: Mapping[str, Texte],
    changements: Mapping[str, tuple[Changement, ...]],
) -> str:
    """La page entière, lisible à 80 colonnes et sans couleur."""
    renvois = Renvois(textes)
    lignes = [
        *_en_tete(jugement, renvois),
        "",
        *souligner("Réponse"),
        *(ligne for resultat in jugement.aides if not est_hors_sujet(resultat) for ligne in _reponse(resultat)),
        *_hors_sujet(jugement),
        "",
        *souligner("Plan des travaux, sous réserve de l'accord des financeurs"),
        *_plan(plan, renvois),
        *_pieces(jugement),
    ]
    for resultat in jugement.aides:
        if est_hors_sujet(resultat):
            continue
        lignes += ["", *souligner(f"{resultat.libelle} : {VERDICTS[resultat.verdict.value].lower()}")]
        lignes += detailler(resultat, jugement.ressources, renvois, changements[resultat.aide.id])
    lignes += ["", *souligner("Textes"), *renvois.lister()]
    return rendre_ordinaires("\n".join(lignes))


def _en_tete(jugement: Jugement, renvois: Renvois) -> Iterator[str]:
    demande, ressources = jugement.demande, jugement.ressources
    yield f"Ménage {demande.id}, demande du {dire_jour(demande.jour)}"
    yield "=" * LARGEUR
    personnes = "nombre de personnes inconnu" if demande.personnes is None else _compter(demande.personnes)
    revenu = "inconnu" if ressources.rfr is None else euros(ressources.rfr, insecable=True)
    yield from plier(f"Foyer : {personnes}, revenu fiscal de référence {ressources.annee} : {revenu}.")
    yield from plier(_dire_categorie(ressources, renvois))
    if ressources.reserve:
        yield from plier(f"Réserve : {ressources.reserve}.")


def _compter(personnes: int) -> str:
    return "1 personne" if personnes == 1 else f"{personnes} personnes"


def _dire_categorie(ressources: Ressources, renvois: Renvois) -> str:
    noms = enumerer([CATEGORIES[c] for c in ressources.possibles])
    if ressources.categorie is None:
        return f"Catégorie de ressources : à vérifier ({noms})."
    plafond = ressources.plafonds.get(ressources.categorie)
    if plafond is None:
        return f"Catégorie de ressources : {noms}."
    return f"Catégorie de ressources : {noms}. Plafond : {dire_seuil(plafond)} {renvois.citer_ressources(ressources)}."


def _reponse(resultat: ResultatAide) -> Iterator[str]:
    """Le verdict et, s'il n'est pas favorable, ce qui l'explique."""
    verdict, libelle = VERDICTS[resultat.verdict.value], resultat.libelle
    if resultat.montant is not None:
        yield aligner(libelle, f"{verdict} {euros(resultat.montant):>9}")
    elif resultat.verdict is Verdict.INDETERMINE and resultat.montant_possible is not None:
        yield aligner(libelle, f"{verdict} ({euros(resultat.montant_possible)} si confirmé)")
    else:
        yield aligner(libelle, verdict)
    if resultat.verdict is Verdict.ELIGIBLE:
        for condition in sous_reserve(resultat.conditions):
            yield from plier(f"sous réserve : {condition.condition.libelle}", "    ", "      ")
    else:
        cause = Etat.NON_REMPLIE if resultat.verdict is Verdict.NON_ELIGIBLE else Etat.A_VERIFIER
        mot = "condition non remplie" if cause is Etat.NON_REMPLIE else "à vérifier"
        for condition in resultat.conditions:
            if condition.compte is cause:
                yield from plier(f"{mot} : {condition.condition.libelle}", "    ", "      ")


def est_hors_sujet(resultat: ResultatAide) -> bool:
    """Vrai pour une aide à d'autres travaux que ceux du ménage : la détailler noierait la réponse utile."""
    return any(_porte_sur_la_nature(c.condition) and c.etat is Etat.NON_REMPLIE for c in resultat.conditions)


def _porte_sur_la_nature(condition: Condition) -> bool:
    return isinstance(condition, Egal) and condition.champ == "nature"


def _hors_sujet(jugement: Jugement) -> Iterator[str]:
    libelles = [r.libelle for r in jugement.aides if est_hors_sujet(r)]
    if libelles:
        yield from plier(f"Pour d'autres travaux : {' ; '.join(libelles)}.", "", "  ")


def _plan(plan: PlanMenage, renvois: Renvois) -> Iterator[str]:
    yield aligner("Travaux HT", "inconnu" if plan.travaux_ht is None else euros(plan.travaux_ht))
    yield aligner("Travaux TTC", "inconnu" if plan.travaux_ttc is None else euros(plan.travaux_ttc))
    for ligne in plan.lignes:
        yield aligner(_nommer(ligne), euros(ligne.montant))
    yield aligner("Total des aides acquises", euros(plan.aides))
    reste = "inconnu, donner le montant TTC" if plan.reste_a_charge is None else euros(plan.reste_a_charge)
    yield aligner("Reste à payer", reste)
    for ligne in plan.hors_plan:
        yield aligner(f"À part : {ligne.libelle}", euros(ligne.montant))
    if plan.depassement and plan.cumul:
        part = pourcent(plan.cumul.taux, insecable=True)
        trop = euros(plan.depassement, insecable=True)
        yield from plier(
            f"Réserve : les aides publiques dépassent {part} du coût TTC de {trop} ; elles y seront ramenées, sauf "
            f"exception {renvois.citer(plan.cumul)}.",
            "  ",
        )
    if plan.excedent:
        yield from plier(f"Réserve : les aides dépassent le coût de {euros(plan.excedent, insecable=True)}.", "  ")


def _nommer(ligne: LignePlan) -> str:
    return f"  {ligne.libelle}" + (" (déclarées)" if ligne.origine == "declaree" else "")


def _pieces(jugement: Jugement) -> Iterator[str]:
    doutes = [
        doute
        for resultat in jugement.aides
        if resultat.verdict is Verdict.INDETERMINE
        for doute in a_verifier(resultat.conditions)
    ]
    pieces = dict.fromkeys(piece for doute in doutes if (piece := _piece(doute, jugement)))
    if pieces:
        yield ""
        yield from souligner("Pour lever les doutes")
        for piece in pieces:
            yield from plier(f"- {piece}", "", "  ")


def _piece(doute: ResultatCondition, jugement: Jugement) -> str | None:
    """Ce qu'il faut apporter : la pièce du ménage, ou le plafond officiel quand c'est lui qui manque."""
    ressources = jugement.ressources
    if not isinstance(doute.condition, CategorieParmi):
        return doute.condition.piece
    if ressources.rfr is None:
        return f"{doute.condition.piece} : revenus de {ressources.annee}"
    if ressources.zone is None:
        return "commune du logement"
    if jugement.demande.personnes is None:
        return "nombre de personnes qui occupent le logement"
    if ressources.reserve:
        return ressources.reserve
    return f"plafonds officiels de {jugement.demande.jour.year} : à retrouver, puis à poser dans data/plafonds/"
