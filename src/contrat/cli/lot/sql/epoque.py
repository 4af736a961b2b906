"""Les réponses d'une époque : le programme de son droit en deux requêtes, et le texte de chaque réponse différente.

La première juge toutes les lignes : un ménage dont toutes les aides sont fermées a un texte entier, par ce qui les
ferme. La seconde reprend les autres, bien moins nombreux : une réponse par aide, son montant et ce qui lui manque.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from contrat.calculs.eligibilite.compilation.codes import HorsCompilation
from contrat.calculs.eligibilite.compilation.constructions import (
    choisir,
    comparer,
    est_nul,
    nombre,
    non,
    operer,
    toutes,
    une,
)
from contrat.calculs.eligibilite.compilation.etats import HORS_CHAMP, NON_JUGE, NON_REMPLIE, REMPLIE
from contrat.calculs.eligibilite.compilation.expressions import INCONNU, VRAI, ZERO, ColonneLue, Condition, Entier
from contrat.calculs.eligibilite.compilation.programme import AideCompilee, Programme
from contrat.calculs.eligibilite.compilation.reponses import VIDES, Ouverte, ReponsesComposees, Situation
from contrat.calculs.eligibilite.lot import ReponseLot
from contrat.cli.lot.sql.base import BaseSql
from contrat.cli.lot.sql.textes import TableDeTextes, deballer, empaqueter
from contrat.cli.lot.sql.traduction import composer
from contrat.modele.communes import Confusion
from contrat.rendu.eligibilite.lot import rediger_en_deux

_UN = nombre(1)
# Ce dont dépend une réponse : le ménage, l'aide, ce qui manque ; combien de bits prend chaque nombre.
_CLES = ("menage", "aide", "manque")
_MENAGE = {"possibles": 8, "revenu": 8, "provisoire": 1, "vides": len(VIDES), "confusion": 20}
_AIDE = {"etat": 4, "est_ouverte": 1, "supposees": 8, "a_confirmer": 40}
# Comment une aide est fermée : un rang à partir de 1, 0 quand elle ne sert pas ce ménage.
_FERMEES = (NON_REMPLIE, NON_JUGE, HORS_CHAMP)
_BITS_FERMEE, _BITS_PAR_CLE = 2, 62
# Ce qui tient lieu de l'identifiant dans le texte d'un ménage.
ID = "\x02"
# Les ménages dont toutes les aides sont fermées, et par quoi ; le texte des autres.
CLES_CLOSES = ("menage", "numero", "aides")
TABLES = {
    "closes": "rang BIGINT, numero BIGINT, menage BIGINT, aides BIGINT, est_ouverte BIGINT",
    "ouvertes_dites": "rang BIGINT, texte VARCHAR",
}
# Des centimes, en euros.
_MONTANT = "montant{}::DECIMAL(15, 0) * 0.01::DECIMAL(2, 2)"


class EpoqueSql:
    """Le droit d'une époque dans la base, pour ces colonnes ; `confusions` : ce que disent les communes, numéroté."""

    def __init__(
        self,
        base: BaseSql,
        numero: int,
        programme: Programme,
        reponses: ReponsesComposees,
        colonnes: Collection[str],
        confusions: Sequence[Confusion | None],
    ) -> None:
        self._base, self._programme, self._reponses, self._confusions = base, programme, reponses, confusions
        self._vides = empaqueter(
            dict.fromkeys(VIDES, 1),
            {nom: _un_si(est_nul(ColonneLue(nom)) if nom in colonnes else VRAI) for nom in VIDES},
        )
        confusion = ColonneLue("confusion")
        self._confusion = choisir([(est_nul(confusion), ZERO)], confusion) if "commune" in colonnes else ZERO
        self._numero = numero
        self._dites = [
            TableDeTextes(base, f"dites_{numero}_{rang}", _CLES, ("avant", "apres"), self._formuler(rang))
            for rang in range(len(programme.aides) or 1)
        ]
        a_confirmer = max((len(aide.reserves) for aide in programme.aides), default=0)
        if _BITS_FERMEE * len(programme.aides) >= _BITS_PAR_CLE or a_confirmer > _AIDE["a_confirmer"]:
            raise HorsCompilation
        self._requetes = composer("{source}", programme.definitions, self._clore()), self._composer_ouvertes()

    def juger(self, source: str) -> None:
        """Juger les lignes d'une source : le droit ferme tout aux unes, et les autres reçoivent leur texte."""
        closes, ouvertes = self._requetes
        jugees = f"rang, {self._numero}, menage, aides, est_ouverte FROM {closes.format(source=source)}"
        self._base.executer(f"INSERT INTO closes SELECT {jugees}")
        a_detailler = f"SELECT rang FROM closes WHERE est_ouverte = 1 AND numero = {self._numero}"
        # Une table, pour que la seconde requête ne lise que des tranches pleines.
        self._base.executer(f"CREATE OR REPLACE TABLE ouvertes AS SELECT * FROM {source} WHERE rang IN ({a_detailler})")
        self._base.executer(f"CREATE OR REPLACE TABLE jugees AS {ouvertes.format(source='ouvertes')}")
        lignes, jointures = [], ""
        for rang, dites in enumerate(self._dites):
            dites.apprendre("jugees", str(rang))
            textes = f"id, {dites.nom}.avant, {_MONTANT.format(rang)}, {dites.nom}.apres"
            lignes.append(f"CASE WHEN menage{rang} IS NOT NULL THEN concat({textes}) END")
            jointures += dites.joindre(str(rang))
        textes = f"concat_ws(chr(10), {', '.join(lignes)})"
        self._base.executer(f"INSERT INTO ouvertes_dites SELECT rang, {textes} FROM jugees{jointures}")

    def clore(self, menage: int, aides: int) -> str:
        """Le texte d'un ménage dont toutes les aides sont fermées, l'identifiant à sa place."""
        lignes = []
        for rang in range(len(self._programme.aides)):
            if comment := aides >> _BITS_FERMEE * rang & (1 << _BITS_FERMEE) - 1:
                etat = _FERMEES[comment - 1]
                lignes.append(ID + "".join(_rediger(self._reponses.fermer(rang, etat, Situation(menage, 0, 0)))))
        return "\n".join(lignes)

    def _clore(self) -> dict[str, Entier]:
        """Ce que dit la première requête : comment toutes les aides sont fermées, ou qu'il faut en détailler une."""
        programme = self._programme
        ouverte = une(*(comparer(a.ouverte, "=", _UN) for a in programme.aides)) if programme.est_complet else VRAI
        return {
            "menage": choisir([(une(programme.douteuse, ouverte), INCONNU)], programme.possibles),
            "aides": self._fermer(),
            "est_ouverte": choisir([(programme.douteuse, ZERO), (ouverte, _UN)], ZERO),
        }

    def _fermer(self) -> Entier:
        """Comment chaque aide est fermée."""
        total: Entier = ZERO
        for rang, aide in enumerate(self._programme.aides):
            cas = [(non(comparer(aide.presente, "=", _UN)), ZERO)]
            cas += [
                (comparer(nombre(etat), "<=", aide.etat), nombre(n)) for n, etat in reversed([*enumerate(_FERMEES, 1)])
            ]
            total = operer(total, "+", operer(choisir(cas, ZERO), "*", nombre(1 << _BITS_FERMEE * rang)))
        return total

    def _composer_ouvertes(self) -> str:
        """La seconde requête : aide par aide."""
        programme = self._programme
        valeurs = {"possibles": programme.possibles, "revenu": programme.revenu, "provisoire": programme.provisoire}
        menage = empaqueter(_MENAGE, valeurs | {"vides": self._vides, "confusion": self._confusion})
        sorties: dict[str, Entier] = {}
        for rang, aide in enumerate(programme.aides):
            cles = self._choisir_cles(aide, menage)
            sorties |= {f"{nom}{rang}": cle for nom, cle in zip((*_CLES, "montant"), cles, strict=True)}
        if not programme.est_complet:
            sorties = {"menage0": menage, "aide0": ZERO, "manque0": programme.manque, "montant0": INCONNU}
        return composer("{source}", programme.definitions, sorties)

    def _choisir_cles(self, aide: AideCompilee, menage: Entier) -> tuple[Entier, Entier, Entier, Entier]:
        """Les clés de la réponse d'une aide, sans ménage quand elle ne le sert pas, et le montant accordé."""
        est_ouverte = comparer(aide.ouverte, "=", _UN)
        absente = non(comparer(aide.presente, "=", _UN))
        detail = {"etat": aide.etat, "est_ouverte": _UN, "supposees": aide.supposees, "a_confirmer": aide.a_confirmer}
        due = toutes(est_ouverte, comparer(aide.etat, "=", nombre(REMPLIE)))
        return (
            choisir([(absente, INCONNU), (est_ouverte, menage)], self._programme.possibles),
            choisir([(est_ouverte, empaqueter(_AIDE, detail))], aide.etat),
            choisir([(est_ouverte, aide.manquants)], ZERO),
            choisir([(due, aide.montant)], INCONNU),
        )

    def _formuler(self, rang: int) -> Callable[[int, int, int], tuple[str, str]]:
        def composer_texte(menage: int, aide: int, manque: int) -> tuple[str, str]:
            return _rediger(self._repondre(rang, deballer(_MENAGE, menage), deballer(_AIDE, aide), manque))

        return composer_texte

    def _repondre(self, rang: int, menage: dict[str, int], aide: dict[str, int], manque: int) -> ReponseLot:
        """La réponse que disent ces clés."""
        situation = Situation(menage["possibles"], menage["revenu"], menage["provisoire"])
        vides = tuple(nom for n, nom in enumerate(VIDES) if menage["vides"] >> n & 1)
        if not self._programme.est_complet:
            return self._reponses.situer(manque, situation, vides)
        if not aide["est_ouverte"]:
            return self._reponses.fermer(rang, aide["etat"], situation)
        ouverte = Ouverte(rang, aide["etat"], manque, aide["a_confirmer"], aide["supposees"])
        return self._reponses.ouvrir(ouverte, situation, vides, self._confusions[menage["confusion"]])


def _un_si(condition: Condition) -> Entier:
    return choisir([(condition, _UN)], ZERO)


def _rediger(reponse: ReponseLot) -> tuple[str, str]:
    avant, apres = rediger_en_deux(reponse)
    return avant, apres.removesuffix("\n")
