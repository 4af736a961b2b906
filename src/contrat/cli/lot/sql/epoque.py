"""Les réponses d'une époque : le programme de son droit en deux requêtes, et le texte de chaque réponse différente.

La première juge toutes les lignes : un ménage dont toutes les aides sont fermées a un texte entier, par ce qui les
ferme. La seconde reprend les autres, bien moins nombreux : une réponse par aide, son montant et ce qui lui manque.
"""

from __future__ import annotations

from contrat.calculs.eligibilite.compilation.codes import HorsCompilation
from contrat.calculs.eligibilite.compilation.constructions import (
    UN,
    choisir,
    comparer,
    nombre,
    non,
    une,
    vaut_un,
)
from contrat.calculs.eligibilite.compilation.etats import HORS_CHAMP, NON_JUGE, NON_REMPLIE
from contrat.calculs.eligibilite.compilation.expressions import INCONNU, VRAI, ZERO, Entier
from contrat.calculs.eligibilite.compilation.programme import Programme
from contrat.calculs.eligibilite.compilation.reponses import ReponsesComposees, Situation
from contrat.cli.lot.sql.base import BaseSql
from contrat.cli.lot.sql.cles import CLES, MONTANT_EN_EUROS, ClesDesReponses, rediger_reponse
from contrat.cli.lot.sql.textes import TableDeTextes, deballer, empaqueter
from contrat.cli.lot.sql.traduction import composer

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


class EpoqueSql:
    """Le droit d'une époque dans la base, et les clés de ses réponses."""

    def __init__(
        self,
        base: BaseSql,
        numero: int,
        programme: Programme,
        reponses: ReponsesComposees,
        cles: ClesDesReponses,
    ) -> None:
        self._base, self._programme, self._reponses = base, programme, reponses
        self._numero = numero
        self._dites = [
            TableDeTextes(base, f"dites_{numero}_{rang}", CLES, ("avant", "apres"), cles.formuler(rang))
            for rang in cles.rangs
        ]
        self._aides = dict.fromkeys((aide.aide.id for aide in programme.aides), _BITS_FERMEE)
        if sum(self._aides.values()) >= _BITS_PAR_CLE:
            raise HorsCompilation
        # La seconde requête répond aide par aide.
        sorties = self._clore(), cles.sorties
        self._requetes = [composer("{source}", programme.definitions, sortie) for sortie in sorties]

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
            textes = f"id, {dites.nom}.avant, {MONTANT_EN_EUROS.format(rang)}, {dites.nom}.apres"
            lignes.append(f"CASE WHEN menage{rang} IS NOT NULL THEN concat({textes}) END")
            jointures += dites.joindre(str(rang))
        textes = f"concat_ws(chr(10), {', '.join(lignes)})"
        self._base.executer(f"INSERT INTO ouvertes_dites SELECT rang, {textes} FROM jugees{jointures}")

    def clore(self, menage: int, aides: int) -> str:
        """Le texte d'un ménage dont toutes les aides sont fermées, l'identifiant à sa place."""
        lignes = []
        for rang, comment in enumerate(deballer(self._aides, aides).values()):
            if comment:
                etat = _FERMEES[comment - 1]
                lignes.append(ID + "".join(rediger_reponse(self._reponses.fermer(rang, etat, Situation(menage, 0, 0)))))
        return "\n".join(lignes)

    def _clore(self) -> dict[str, Entier]:
        """Ce que dit la première requête : comment toutes les aides sont fermées, ou qu'il faut en détailler une."""
        programme = self._programme
        ouverte = une(*(vaut_un(a.ouverte) for a in programme.aides)) if programme.est_complet else VRAI
        return {
            "menage": choisir([(une(programme.douteuse, ouverte), INCONNU)], programme.possibles),
            "aides": self._fermer(),
            "est_ouverte": choisir([(programme.douteuse, ZERO), (ouverte, UN)], ZERO),
        }

    def _fermer(self) -> Entier:
        """Comment chaque aide est fermée."""
        fermees = {}
        for nom, aide in zip(self._aides, self._programme.aides, strict=True):
            cas = [(non(vaut_un(aide.presente)), ZERO)]
            cas += [
                (comparer(nombre(etat), "<=", aide.etat), nombre(n)) for n, etat in reversed([*enumerate(_FERMEES, 1)])
            ]
            fermees[nom] = choisir(cas, ZERO)
        return empaqueter(self._aides, fermees)
