"""Le montant d'une aide en formules : le calcul du moteur, fait une fois sur des nombres à venir."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from operator import itemgetter
from typing import Any, NamedTuple

from contrat.calculs.eligibilite.chiffrage import composer_assiette
from contrat.calculs.eligibilite.demande import Demande
from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.manquants import champs_du_calcul
from contrat.calculs.eligibilite.montants import AideDeclaree, Assiette, arrondir, chiffrer
from contrat.calculs.eligibilite.moteur import Jugement
from contrat.calculs.eligibilite.rapide.menages import PLACES, retenir
from contrat.calculs.eligibilite.rapide.situations import SituationTenue
from contrat.calculs.eligibilite.rapide.symboles import Arbre, Symbole
from contrat.calculs.eligibilite.rapide.tables import en_bits
from contrat.calculs.eligibilite.rapide.traits import LOCALES, Ligne, Trait
from contrat.calculs.eligibilite.verdicts import Juge
from contrat.modele.aide import Aide, VersionAide
from contrat.modele.bareme import Bareme

Ouvertes = Mapping[str, tuple[Aide, VersionAide]]
# Ce que lit le total des aides locales, et ce qu'un écrêtement en retire.
_DECLAREES = ("aides_locales", "autres_aides")


class FinDeCalcul(NamedTuple):
    """Le bout d'un calcul : la formule du résultat, rien quand il manque une donnée ; ce qui manque ; le supposé."""

    formule: Callable[[Ligne], Decimal] | None
    colonnes: int
    supposees: tuple[AideDeclaree, ...]


class CalculTenu(NamedTuple):
    """Une feuille et le montant, arrondi, qu'elle donne pour un ménage."""

    feuille: FinDeCalcul
    montant: Decimal | None


class Formules:
    """Les formules du montant d'une aide, par les traits que son calcul lit."""

    def __init__(self, version: VersionAide, traits: frozenset[Trait], place: Callable[[Trait], int]) -> None:
        self._version = version
        self._lit_les_locales = LOCALES in traits
        nombres = {trait.champ for trait in traits if trait.genre == "nombre"}
        self._nombres = nombres | (set(_DECLAREES) if self._lit_les_locales else set())
        lus = {trait for trait in traits if trait != LOCALES} | {Trait("nombre", champ) for champ in self._nombres}
        self.traits = frozenset(lus)
        places = sorted(place(trait) for trait in lus)
        self._lire: Callable[[Ligne], Any] = itemgetter(*places) if places else lambda _: None
        self._arbres: dict[Any, Arbre[FinDeCalcul]] = {}

    def chiffrer(
        self,
        ligne: Ligne,
        situation: SituationTenue,
        verdicts: Mapping[str, Verdict],
        demander: Callable[[], tuple[Demande, Bareme, Ouvertes]],
    ) -> CalculTenu:
        """Le montant pour cette ligne ; `demander` donne de quoi faire le calcul quand sa formule est à trouver."""
        ouvertes = tuple(c for c, v in verdicts.items() if v.est_ouvert) if self._lit_les_locales else ()
        cle = situation.code, ouvertes, self._lire(ligne)
        arbre = self._arbres.get(cle)
        if arbre is None:
            arbre = Arbre()
            retenir(self._arbres, cle, arbre)
        feuille = arbre.suivre(ligne, lambda choix: self._calculer(choix, situation, verdicts, *demander()))
        if feuille.formule is None:
            return CalculTenu(feuille, None)
        return CalculTenu(feuille, arrondir(feuille.formule(ligne), self._version.arrondi))

    def _calculer(
        self,
        choix: Mapping[str, bool],
        situation: SituationTenue,
        verdicts: Mapping[str, Verdict],
        demande: Demande,
        bareme: Bareme,
        ouvertes: Ouvertes,
    ) -> FinDeCalcul:
        symbolique = self._abstraire(demande, choix)
        if self._lit_les_locales:
            juge = Juge(symbolique, situation.ressources, bareme, ouvertes)
            assiette = composer_assiette(juge, verdicts)
        else:
            assiette = Assiette(symbolique, situation.ressources, None)
        derivation = chiffrer(self._version.montant, assiette)
        colonnes = en_bits(champs_du_calcul(derivation, Jugement(symbolique, situation.ressources, ())))
        return FinDeCalcul(_en_formule(derivation.resultat), colonnes, derivation.supposees)

    def _abstraire(self, demande: Demande, choix: Mapping[str, bool]) -> Demande:
        """La même demande, dont chaque nombre que le calcul lit est à venir."""

        def symboliser(champ: str, valeur: Any) -> Any:
            return valeur if valeur is None else Symbole(champ, itemgetter(PLACES[champ]), choix)

        lus = {champ: symboliser(champ, getattr(demande, champ)) for champ in self._nombres if hasattr(demande, champ)}
        gestes = tuple(
            choisi.model_copy(
                update={champ: symboliser(champ, getattr(choisi, champ)) for champ in ("quantite", "cee")}
            )
            for choisi in demande.gestes
        )
        return demande.model_copy(update={**lus, "gestes": gestes})


def _en_formule(resultat: Any) -> Callable[[Ligne], Decimal] | None:
    if resultat is None:
        return None
    return resultat.valeur if isinstance(resultat, Symbole) else lambda _: resultat
