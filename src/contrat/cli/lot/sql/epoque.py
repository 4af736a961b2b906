"""Les réponses d'une époque : le programme de son droit en deux requêtes, et le texte de chaque réponse différente.

La première juge toutes les lignes : un ménage dont toutes les aides sont fermées a un texte entier, par ce qui les
ferme. La seconde reprend les autres, bien moins nombreux : une réponse par aide, son montant et ce qui lui manque.
"""

from __future__ import annotations

from decimal import Decimal

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
from contrat.cli.lot.sql.cles import CLES, ClesDesReponses
from contrat.cli.lot.sql.textes import TextesRetenus, deballer, empaqueter
from contrat.cli.lot.sql.traduction import composer
from contrat.rendu.eligibilite.lot import dire_montant, rediger_en_deux

# Comment une aide est fermée : un rang à partir de 1, 0 quand elle ne sert pas ce ménage.
_FERMEES = (NON_REMPLIE, NON_JUGE, HORS_CHAMP)
_BITS_FERMEE, _BITS_PAR_CLE = 2, 62
# Ce qui tient lieu de l'identifiant dans le texte d'un ménage.
ID = "\x02"
# Une ligne par ligne jugée ; sans ménage quand une aide est ouverte, ou que la ligne se contredit.
CLOSES = "CREATE OR REPLACE TABLE closes (rang BIGINT, numero BIGINT, menage BIGINT, aides BIGINT, est_ouverte BIGINT)"


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
        self.numero = numero
        self._dites = [TextesRetenus(cles.formuler(rang)) for rang in cles.rangs]
        self.closes = TextesRetenus(self._composer_close)
        self._lues = ", ".join(f"{nom}{rang}" for rang in cles.rangs for nom in (*CLES, "montant"))
        self._aides = dict.fromkeys((aide.aide.id for aide in programme.aides), _BITS_FERMEE)
        if sum(self._aides.values()) >= _BITS_PAR_CLE:
            raise HorsCompilation
        # La seconde requête répond aide par aide.
        sorties = self._clore(), cles.sorties
        self._requetes = [composer("{source}", programme.definitions, sortie) for sortie in sorties]

    def juger(self, source: str) -> dict[int, str]:
        """Juger les lignes d'une source : les unes, toutes fermées, dans « closes » ; le texte des autres, par rang."""
        closes, ouvertes = self._requetes
        jugees = f"rang, {self.numero}, menage, aides, est_ouverte FROM {closes.format(source=source)}"
        self._base.executer(f"INSERT INTO closes SELECT {jugees}")
        a_detailler = f"SELECT rang FROM closes WHERE est_ouverte = 1 AND numero = {self.numero}"
        # Une table, pour que la seconde requête ne lise que des tranches pleines.
        self._base.executer(f"CREATE OR REPLACE TABLE ouvertes AS SELECT * FROM {source} WHERE rang IN ({a_detailler})")
        lues = self._base.parcourir(f"SELECT rang, id, {self._lues} FROM {ouvertes.format(source='ouvertes')}")
        return {rang: self._rediger(*ligne) for lignes in lues for rang, *ligne in lignes}

    def _rediger(self, identifiant: str, *nombres: int) -> str:
        """Le texte d'un ménage, une réponse par aide qui le sert."""
        textes = []
        for dites, menage, aide, manque, montant in zip(
            self._dites, nombres[::4], nombres[1::4], nombres[2::4], nombres[3::4], strict=True
        ):
            if menage is not None:
                avant, apres = dites[menage, aide, manque]
                euros = "" if montant is None else dire_montant(Decimal(montant).scaleb(-2))
                textes.append(f"{identifiant}{avant}{euros}{apres}\n")
        return "".join(textes)

    def _composer_close(self, menage: int, aides: int) -> str:
        """Le texte d'un ménage dont toutes les aides sont fermées, l'identifiant à sa place."""
        textes = []
        for rang, comment in enumerate(deballer(self._aides, aides).values()):
            if comment:
                reponse = self._reponses.fermer(rang, _FERMEES[comment - 1], Situation(menage, 0, 0))
                textes += [ID, *rediger_en_deux(reponse)]
        return "".join(textes)

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
