"""Ce dont dépend le texte d'une réponse, en trois nombres par aide, et la réponse qu'ils disent."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from contrat.calculs.eligibilite.compilation.codes import HorsCompilation
from contrat.calculs.eligibilite.compilation.constructions import (
    UN,
    choisir,
    comparer,
    est_nul,
    nombre,
    non,
    toutes,
    un_si,
    vaut_un,
)
from contrat.calculs.eligibilite.compilation.etats import REMPLIE
from contrat.calculs.eligibilite.compilation.expressions import INCONNU, VRAI, ZERO, ColonneLue, Entier
from contrat.calculs.eligibilite.compilation.programme import AideCompilee, Programme
from contrat.calculs.eligibilite.compilation.reponses import VIDES, Ouverte, ReponsesComposees, Situation
from contrat.calculs.eligibilite.lot import ReponseLot
from contrat.cli.lot.sql.textes import deballer, empaqueter
from contrat.modele.communes import Confusion
from contrat.rendu.eligibilite.lot import rediger_en_deux

# Le ménage, le même pour toutes ses aides, puis l'aide, rien quand elle ne le sert pas, et ce qui manque.
MENAGE, CLES = "menage", ("aide", "manque")
# Combien de bits prend chaque petit nombre des deux premiers.
_MENAGE = {"possibles": 8, "revenu": 8, "provisoire": 1, "vides": len(VIDES), "confusion": 20}
_AIDE = {"etat": 4, "est_ouverte": 1, "supposees": 8, "a_confirmer": 40}
# Le montant d'une aide, de centimes en euros.
MONTANT_EN_EUROS = "montant{}::DECIMAL(15, 0) * 0.01::DECIMAL(2, 2)"


class ClesDesReponses:
    """Les clés des réponses d'une époque, pour ces colonnes ; `confusions` : ce que disent les communes, numéroté.

    Lève `HorsCompilation` quand une aide a trop de conditions à confirmer pour une clé.
    """

    def __init__(
        self,
        programme: Programme,
        reponses: ReponsesComposees,
        colonnes: Collection[str],
        confusions: Sequence[Confusion | None],
    ) -> None:
        a_confirmer = max((len(aide.reserves) for aide in programme.aides), default=0)
        if a_confirmer > _AIDE["a_confirmer"]:
            raise HorsCompilation
        self._programme, self._reponses, self._confusions = programme, reponses, confusions
        self._colonnes = colonnes
        self.rangs = range(len(programme.aides) or 1)

    @property
    def sorties(self) -> dict[str, Entier]:
        """La clé du ménage, puis celles de chaque aide et son montant, avec son rang ; un jour sans aide en a une."""
        if not self._programme.est_complet:
            return {MENAGE: self._situer(), "aide0": ZERO, "manque0": self._programme.manque, "montant0": INCONNU}
        sorties = {MENAGE: self._situer()}
        for rang, aide in enumerate(self._programme.aides):
            cles = self._choisir(aide)
            sorties |= {f"{nom}{rang}": cle for nom, cle in zip((*CLES, "montant"), cles, strict=True)}
        return sorties

    def _situer(self) -> Entier:
        """La clé du ménage."""
        programme, confusion = self._programme, ColonneLue("confusion")
        vides = {nom: est_nul(ColonneLue(nom)) if nom in self._colonnes else VRAI for nom in VIDES}
        return empaqueter(
            _MENAGE,
            {
                "possibles": programme.possibles,
                "revenu": programme.revenu,
                "provisoire": programme.provisoire,
                "vides": empaqueter(dict.fromkeys(VIDES, 1), {nom: un_si(c) for nom, c in vides.items()}),
                "confusion": choisir([(est_nul(confusion), ZERO)], confusion) if "commune" in self._colonnes else ZERO,
            },
        )

    def _choisir(self, aide: AideCompilee) -> tuple[Entier, Entier, Entier]:
        """Les clés de la réponse d'une aide, et le montant accordé."""
        est_ouverte = vaut_un(aide.ouverte)
        absente = non(vaut_un(aide.presente))
        detail = {"etat": aide.etat, "est_ouverte": UN, "supposees": aide.supposees, "a_confirmer": aide.a_confirmer}
        due = toutes(est_ouverte, comparer(aide.etat, "=", nombre(REMPLIE)))
        return (
            choisir([(absente, INCONNU), (est_ouverte, empaqueter(_AIDE, detail))], aide.etat),
            choisir([(est_ouverte, aide.manquants)], ZERO),
            choisir([(due, aide.montant)], INCONNU),
        )

    def restreindre(self, rang: int) -> str:
        """La clé du ménage, en SQL, sans ce que la réponse d'une aide fermée ne dit pas de lui."""
        ouverte, possibles = 1 << _AIDE["etat"], (1 << _MENAGE["possibles"]) - 1
        if not self._programme.est_complet:
            return MENAGE
        return f"CASE WHEN aide{rang} & {ouverte} = 0 THEN {MENAGE} & {possibles} ELSE {MENAGE} END"

    def formuler(self, rang: int) -> Callable[[Sequence[int]], tuple[str, str]]:
        """De quoi écrire la réponse d'une aide que disent des clés : avant le montant, et après."""

        def composer_texte(cles: Sequence[int]) -> tuple[str, str]:
            menage, aide, manque = cles
            return rediger_reponse(self._repondre(rang, deballer(_MENAGE, menage), deballer(_AIDE, aide), manque))

        return composer_texte

    def _repondre(self, rang: int, menage: dict[str, int], aide: dict[str, int], manque: int) -> ReponseLot:
        """La réponse que disent ces clés."""
        situation = Situation(menage["possibles"], menage["revenu"], menage["provisoire"])
        vides = tuple(nom for n, nom in enumerate(VIDES) if menage["vides"] >> n & 1)
        if not self._programme.est_complet:
            return self._reponses.situer(manque, situation, vides)
        if not aide["est_ouverte"]:
            return self._reponses.fermer(rang, aide["etat"], Situation(menage["possibles"], 0, 0))
        ouverte = Ouverte(rang, aide["etat"], manque, aide["a_confirmer"], aide["supposees"])
        return self._reponses.ouvrir(ouverte, situation, vides, self._confusions[menage["confusion"]])


def rediger_reponse(reponse: ReponseLot) -> tuple[str, str]:
    """Ce qui s'écrit d'une réponse entre l'identifiant et le montant, puis après le montant, sans fin de ligne."""
    avant, apres = rediger_en_deux(reponse)
    return avant, apres.removesuffix("\n")
