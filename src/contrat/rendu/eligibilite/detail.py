"""Le détail d'une aide : le calcul, chaque condition avec la valeur du ménage, le seuil et le renvoi au texte."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from contrat.calculs.eligibilite.categories import PlusModeste
from contrat.calculs.eligibilite.changements import Changement
from contrat.calculs.eligibilite.conditions import ResultatCondition
from contrat.calculs.eligibilite.logique import Etat, Verdict
from contrat.calculs.eligibilite.moteur import Jugement, ResultatAide
from contrat.calculs.eligibilite.propositions import Proposition
from contrat.calculs.eligibilite.ressources import Ressources
from contrat.modele.condition import (
    AideAccordee,
    AuMoins,
    AuPlus,
    CategorieParmi,
    Connue,
    Egal,
    GesteAdmis,
    GesteCompris,
    Guichet,
    NonRetrouvee,
    Parmi,
    PeriodeGuichet,
    Portee,
    Toutes,
    UneParmi,
)
from contrat.modele.fondement import Fondement, est_en_vigueur
from contrat.modele.montant import Gestes, MontantAide
from contrat.modele.texte import Texte
from contrat.nombres import euros
from contrat.rendu.eligibilite.calcul import deriver, deriver_fourchette, dire_euros
from contrat.rendu.mots.dates import dire_jour, dire_periode
from contrat.rendu.mots.droit import (
    CAUSES,
    HYPOTHESES,
    MARQUES,
    STATUTS_DROIT,
    UNITES_GESTE,
    dire_categories,
    dire_seuil,
)
from contrat.rendu.mots.menages import GESTES, dire_valeur
from contrat.rendu.mots.phrases import enumerer
from contrat.rendu.page import Point


class Renvois:
    """Numérote les textes cités dans la page, pour ne les écrire qu'une fois."""

    def __init__(self, textes: Mapping[str, Texte]) -> None:
        self._textes = textes
        self._numeros: dict[str, int] = {}

    def citer(self, fondement: Fondement) -> str:
        """Le renvoi d'une règle : « [3, article 2] », avec sa solidité quand le texte même n'a pas été lu."""
        article = f", {fondement.article}" if fondement.article else ""
        solidite = "" if fondement.statut == "certain" else f", {STATUTS_DROIT[fondement.statut]}"
        return f"[{self._numeroter(fondement.source)}{article}{solidite}]"

    def citer_ressources(self, ressources: Ressources) -> str:
        """Le renvoi au tableau des plafonds."""
        source = ressources.sources[ressources.categorie] if ressources.categorie else ""
        return f"[{self._numeroter(source)}]"

    def citer_source(self, source: str) -> str:
        """Le renvoi à une source que la commune cite."""
        return f"[{self._numeroter(source)}]"

    def _numeroter(self, source: str) -> int:
        return self._numeros.setdefault(source, len(self._numeros) + 1)

    def enumerer(self) -> Iterator[str]:
        """Les textes cités, derrière leur numéro."""
        for source, numero in self._numeros.items():
            texte = self._textes.get(source)
            titre = source if texte is None else texte.titre
            note = f" {texte.note}" if texte is not None and texte.note else ""
            yield f"[{numero}] {titre.rstrip('.')}.{note}"


def detailler(resultat: ResultatAide, jugement: Jugement, renvois: Renvois) -> Iterator[Point]:
    """Les lignes du détail d'une aide."""
    ressources = jugement.ressources
    yield Point(f"Règles des demandes {dire_periode(resultat.version.du, resultat.version.au)}.")
    si = HYPOTHESES[resultat.verdict]
    if resultat.montant_possible is not None:
        yield Point(f"Calcul{si} : {deriver(resultat.derivation)}")
    elif resultat.fourchette is not None:
        yield Point(f"Calcul{si} : {deriver_fourchette(resultat.fourchette)}")
    if resultat.verdict.est_ouvert and (forfaits := list(_lister_forfaits(resultat.version.montant, jugement))):
        yield Point(f"Forfaits du jour pour ce ménage : {' ; '.join(forfaits)}.")
    for condition in resultat.conditions:
        yield from _condition(condition, ressources, renvois, 0)
    for reserve in resultat.reserves:
        yield Point(f"! Réserve : {reserve.texte} {renvois.citer(reserve)}.")
    if resultat.verdict.est_ouvert:
        for engagement in resultat.engagements:
            yield Point(f"* Engagement : {engagement.texte} {renvois.citer(engagement)}.")


def _lister_forfaits(montant: MontantAide, jugement: Jugement) -> Iterator[str]:
    """Les gestes que l'aide paie ce jour-là à un ménage de cette catégorie, tant qu'il n'en a dit aucun."""
    demande, categorie = jugement.demande, jugement.ressources.categorie
    if not isinstance(montant, Gestes) or demande.gestes or categorie is None:
        return
    for geste in montant.gestes:
        for periode in geste.periodes:
            est_la = demande.departement not in periode.sauf_departements
            est_la = est_la and (not geste.departements or demande.departement in geste.departements)
            if est_la and est_en_vigueur(periode, demande.jour) and categorie in periode.montants:
                forfait = euros(periode.montants[categorie], insecable=True)
                yield f"{GESTES[geste.geste]} {forfait}{UNITES_GESTE[geste.par]}"


def dire_changement(changement: Changement) -> str:
    """Un changement, ou deux qui ne suffisent qu'ensemble."""
    return " et, ensemble, ".join(map(_dire_un, changement))


def dire_plus_modestes(libelle: str, modestes: Iterable[PlusModeste]) -> str:
    """Ce qu'une aide accordée vaudrait dans les catégories plus modestes, et quand y penser."""
    cas = [f"{euros(m.montant, insecable=True)} jusqu'à {euros(m.rfr, insecable=True)}" for m in modestes]
    return f"{libelle}, avec un revenu plus bas : {enumerer(cas)}. Si le revenu a baissé, attendre l'avis suivant."


def _dire_un(changement: Proposition) -> str:
    de, vers = dire_valeur(changement.champ, changement.de), dire_valeur(changement.champ, changement.vers)
    if changement.champ == "date":
        return f"une demande déposée à partir du {vers}"
    if changement.champ == "rfr":
        return f"un {changement.libelle} de {vers} au plus, au lieu de {de}"
    if changement.champ == "dpe_vise":
        return f"viser la classe {vers}, au lieu de : {de}"
    return f"{changement.libelle} ({vers}, au lieu de : {de})"


def _condition(resultat: ResultatCondition, ressources: Ressources, renvois: Renvois, rang: int) -> Iterator[Point]:
    condition = resultat.condition
    yield Point(dire_condition(resultat, ressources, renvois), rang)
    for sous in resultat.sous:
        yield from _condition(sous, ressources, renvois, rang + 1)
    if resultat.etat is not Etat.REMPLIE and condition.demarche:
        yield Point(f"à faire : {condition.demarche}", rang + 1)
    if resultat.etat is not Etat.REMPLIE and condition.derogation:
        yield Point(f"dérogation : {condition.derogation}", rang + 1)
    if resultat.etat is not Etat.REMPLIE and resultat.fondement.note:
        yield Point(f"note : {resultat.fondement.note}", rang + 1)


def expliquer_reponse(resultat: ResultatCondition, verdict: Verdict) -> str:
    """Ce qu'une condition ajoute à la réponse : une démarche à faire, une réserve, un doute, la cause d'un refus."""
    condition = resultat.condition
    if condition.demarche and not resultat.bloque:
        return f"à faire : {condition.demarche}"
    derogation = ""
    if condition.derogation and resultat.etat is Etat.A_VERIFIER and resultat.valeur is not None:
        derogation = f" ; dérogation : {condition.derogation}"
    return f"{CAUSES[verdict]} : {resultat.libelle}{derogation}"


def dire_condition(resultat: ResultatCondition, ressources: Ressources, renvois: Renvois) -> str:
    """Une condition en une ligne : son état, ce qu'elle demande, la valeur du ménage, le texte."""
    comparaison = _comparaison(resultat, ressources)
    texte = f"{resultat.libelle} : {comparaison}"
    return f"{MARQUES[resultat.etat]} {texte} {renvois.citer(resultat.fondement)}"


def _comparaison(resultat: ResultatCondition, ressources: Ressources) -> str:
    condition = resultat.condition
    match condition:
        case UneParmi():
            return "l'une de ces conditions suffit"
        case Toutes():
            return "toutes ces conditions"
        case AideAccordee():
            reserve = "" if resultat.bloque else " sous réserve"
            return f"aide {dire_valeur('', resultat.valeur)}{reserve}"
        case CategorieParmi():
            revenu = dire_euros(ressources.rfr)
            plafond = "" if resultat.seuil is None else f", plafond {dire_seuil(resultat.seuil)}"
            return f"revenu {ressources.annee} {revenu}{plafond}"
        case Guichet():
            return _dire_guichet(resultat.regle)
        case Connue():
            return dire_valeur(condition.champ, resultat.valeur)
        case GesteAdmis() | GesteCompris():
            return _dire_gestes(resultat, ressources)
        case NonRetrouvee():
            return "règle non retrouvée"
        case Portee():
            return dire_valeur(condition.champ, resultat.valeur)
        case _:
            return _comparer_champ(resultat, condition)


def _dire_gestes(resultat: ResultatCondition, ressources: Ressources) -> str:
    if not resultat.valeur:
        return "aucun geste dit"
    est_tu = resultat.etat is Etat.A_VERIFIER and ressources.est_sure and not resultat.manque
    return enumerer(GESTES[geste] for geste in resultat.valeur) + (", règle non retrouvée" if est_tu else "")


def _dire_guichet(periode: Fondement | None) -> str:
    if not isinstance(periode, PeriodeGuichet):
        return "ouvert"
    dates = f"du {dire_jour(periode.du)} au {dire_jour(periode.au)}"
    if not periode.ouvert_a:
        return f"fermé {dates}"
    return f"réservé {dates} aux ménages {dire_categories(periode.ouvert_a)}s"


def _comparer_champ(resultat: ResultatCondition, condition: Egal | Parmi | AuMoins | AuPlus) -> str:
    champ = condition.champ
    valeur, seuil = dire_valeur(champ, resultat.valeur), dire_valeur(champ, resultat.seuil)
    mot = {"au_moins": "au moins ", "au_plus": "au plus tard " if champ == "achevement" else "au plus "}
    attendu = mot.get(condition.genre, "") + seuil
    return valeur if valeur == attendu else f"{valeur} (attendu : {attendu})"
