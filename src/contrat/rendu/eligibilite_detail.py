"""Le détail d'une aide : le calcul, chaque condition avec la valeur du ménage, le seuil et le renvoi au texte."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from contrat.calculs.eligibilite.changements import Changement
from contrat.calculs.eligibilite.conditions import ResultatCondition
from contrat.calculs.eligibilite.logique import Etat, Verdict
from contrat.calculs.eligibilite.montants import Derivation
from contrat.calculs.eligibilite.moteur import ResultatAide
from contrat.calculs.eligibilite.ressources import Ressources
from contrat.modele.bareme import Texte
from contrat.modele.condition import AideAccordee, CategorieParmi, Toutes, UneParmi
from contrat.modele.fondement import Fondement
from contrat.nombres import euros, pourcent
from contrat.rendu.libelles import STATUTS_DROIT, dire_seuil, dire_valeur
from contrat.rendu.mise_en_page import plier

_MARQUES = {Etat.REMPLIE: "[oui]", Etat.NON_REMPLIE: "[non]", Etat.A_VERIFIER: "[ ? ]"}
_BASES = {"travaux_ht": "HT", "travaux_ttc": "TTC", "prix_accompagnement": "TTC"}


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

    def _numeroter(self, source: str) -> int:
        return self._numeros.setdefault(source, len(self._numeros) + 1)

    def lister(self) -> Iterator[str]:
        """La liste numérotée des textes cités."""
        for source, numero in self._numeros.items():
            texte = self._textes.get(source)
            titre = source if texte is None else texte.titre
            note = f" {texte.note}" if texte is not None and texte.note else ""
            yield from plier(f"[{numero}] {titre.rstrip('.')}.{note}", "", "    ")


def detailler(
    resultat: ResultatAide, ressources: Ressources, renvois: Renvois, changements: tuple[Changement, ...]
) -> Iterator[str]:
    """Les lignes du détail d'une aide."""
    if resultat.derivation is not None and resultat.montant_possible is not None:
        si = "" if resultat.verdict is Verdict.ELIGIBLE else ", si tout est confirmé"
        yield from plier(f"Calcul{si} : {_derivation(resultat.derivation)}", "", "  ")
    for condition in resultat.conditions:
        yield from _condition(condition, ressources, renvois, "")
    for changement in changements:
        yield from plier(f"> Ce qui changerait la réponse : {_dire_changement(changement)}.", "", "  ")
    for reserve in resultat.reserves:
        yield from plier(f"! Réserve : {reserve.texte} {renvois.citer(reserve)}.", "", "  ")
    if resultat.verdict is not Verdict.NON_ELIGIBLE:
        for engagement in resultat.aide.engagements:
            yield from plier(f"* Engagement : {engagement}.", "", "  ")


def _dire_changement(changement: Changement) -> str:
    de, vers = dire_valeur(changement.champ, changement.de), dire_valeur(changement.champ, changement.vers)
    if changement.champ == "date":
        return f"une demande déposée à partir du {vers} ({changement.libelle})"
    if changement.champ == "rfr":
        return f"un {changement.libelle} de {vers} au plus, au lieu de {de}"
    return f"{changement.libelle} ({vers}, au lieu de : {de})"


def _derivation(derivation: Derivation) -> str:
    """Le calcul d'un montant, terme à terme."""
    total = "inconnu" if derivation.resultat is None else euros(derivation.resultat, insecable=True)
    if derivation.genre == "somme":
        return f"{' + '.join(_terme(terme) for terme in derivation.termes)} = {total}"
    if derivation.taux is None:
        return _terme(derivation)
    return f"{_terme(derivation)} = {total}"


def _terme(derivation: Derivation) -> str:
    resultat = "inconnu" if derivation.resultat is None else euros(derivation.resultat, insecable=True)
    plafond = "" if derivation.plafond is None else euros(derivation.plafond, insecable=True)
    depense = "" if derivation.depense is None else euros(derivation.depense, insecable=True)
    if derivation.taux is not None:
        taux = pourcent(derivation.taux, insecable=True)
        return f"{taux} de {depense} {_BASES[derivation.assiette]}, plafonnés à {plafond}"
    if derivation.genre == "parite":
        return f"{derivation.libelle} ({depense}, {plafond} au plus) {resultat}"
    return f"{derivation.libelle} {resultat}"


def _condition(resultat: ResultatCondition, ressources: Ressources, renvois: Renvois, retrait: str) -> Iterator[str]:
    condition = resultat.condition
    comparaison = _comparaison(resultat, ressources)
    texte = f"{_MARQUES[resultat.etat]} {condition.libelle} : {comparaison} {renvois.citer(condition)}"
    yield from plier(texte, retrait, retrait + " " * 6)
    for sous in resultat.sous:
        yield from _condition(sous, ressources, renvois, retrait + " " * 6)
    if resultat.etat is not Etat.REMPLIE and condition.derogation:
        yield from plier(f"dérogation : {condition.derogation}", retrait + " " * 6)
    if resultat.etat is not Etat.REMPLIE and condition.note:
        yield from plier(f"note : {condition.note}", retrait + " " * 6)


def _comparaison(resultat: ResultatCondition, ressources: Ressources) -> str:
    condition = resultat.condition
    match condition:
        case UneParmi():
            return "l'une de ces conditions suffit"
        case Toutes():
            return "toutes ces conditions"
        case AideAccordee():
            return f"aide {dire_valeur('', resultat.valeur)}"
        case CategorieParmi():
            revenu = "inconnu" if ressources.rfr is None else euros(ressources.rfr, insecable=True)
            plafond = "inconnu" if resultat.seuil is None else dire_seuil(resultat.seuil)
            return f"revenu {ressources.annee} {revenu}, plafond {plafond}"
        case _:
            return _comparer_champ(resultat, condition.champ, condition.genre)


def _comparer_champ(resultat: ResultatCondition, champ: str, genre: str) -> str:
    valeur, seuil = dire_valeur(champ, resultat.valeur), dire_valeur(champ, resultat.seuil)
    mot = {"au_moins": "au moins ", "au_plus": "au plus tard " if champ == "achevement" else "au plus "}
    attendu = mot.get(genre, "") + seuil
    return valeur if valeur == attendu else f"{valeur} (attendu : {attendu})"
