"""D'un fichier à ses nombres, par Spark : la table « lignes », une ligne par ligne du fichier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import accumulate
from pathlib import Path

from contrat.calculs.eligibilite.compilation.lectures import LigneDouteuse
from contrat.cli.lot.spark.base import BaseSpark, citer
from contrat.cli.lot.sql.cases import IDENTIFIANT, MONTANT, CasesEnNombres
from contrat.modele.lot import est_montant

# Spark numérote les lignes d'une partie de fichier dans les bits de droite, et la partie dans ceux de gauche.
_BITS = 33
# Les lignes où rien n'est à lire autrement : `rang` dans le fichier à partir de 0, `id` et leurs nombres.
SAINES = "saines"
# Jusque-là, quelques comparaisons valent mieux qu'une recherche.
_PEU = 10
# Aucune case juste, montants et id à part, n'est plus longue.
_LONGUE = 40


class LignesSpark:
    """Lit le fichier d'un lot ; ce qui s'y lit autrement qu'à la virgule est laissé."""

    def __init__(self, base: BaseSpark, colonnes: Sequence[str], separateur: str, cases: CasesEnNombres) -> None:
        self._base, self._separateur = base, separateur
        self._sources = {nom: f"c{rang}" for rang, nom in enumerate(colonnes)}
        self._montants = [nom for nom in colonnes if est_montant(nom)]
        self._textes = {nom: cases.nommer(nom) for nom in colonnes if nom != "id" and nom not in self._montants}
        self._cases = cases

    def charger(self, fichier: Path) -> None:
        """Lire le fichier deux fois, les textes de ses cases, puis leurs nombres, et en montrer la vue `SAINES`."""
        self._base.ouvrir_texte(fichier, "texte")
        self._base.garder("lignes", self._composer(dict(self._apprendre())))
        parties = f"SELECT shiftright(place, {_BITS}), count(*) FROM lignes GROUP BY 1 ORDER BY min(debut)"
        numeros, nombres = zip(*self._base.lister(parties), strict=True)
        premieres = dict(zip(numeros, accumulate(nombres, initial=0), strict=False))
        # Une partie du fichier peut n'avoir aucune ligne.
        debuts = ", ".join(f"{premieres.get(partie, 0)}L" for partie in range(max(numeros) + 1))
        rang = f"array({debuts})[shiftright(place, {_BITS})] + (place & {(1 << _BITS) - 1}) AS rang"
        self._base.montrer(SAINES, f"SELECT *, {rang} FROM lignes WHERE est_saine")

    def _apprendre(self) -> Iterator[tuple[str, dict[str, Sequence[int]]]]:
        """Les nombres de chaque texte de chaque colonne, s'il a sa forme."""
        sources = [self._sources[nom] for nom in self._textes]
        ensembles = ", ".join(f"collect_set(CASE WHEN length({c}) <= {_LONGUE} THEN {c} END)" for c in sources)
        lus = f"SELECT {ensembles} FROM {self._decouper()} WHERE est_simple"
        for nom, textes in zip(self._textes, self._base.lister(lus)[0] if sources else (), strict=True):
            lire, nombres = self._cases.ouvrir(nom), {}
            for texte in sorted(filter(str.strip, textes)):
                with suppress(LigneDouteuse):
                    nombres[texte] = lire(texte)
            yield nom, nombres

    def _decouper(self) -> str:
        """Les cases de chaque ligne, rien dans une case vide ; `est_simple` : elle se découpe au séparateur."""
        a_part = "\t" if self._separateur == "\t" else ""
        ligne = "CASE WHEN right(value, 1) = chr(13) THEN left(value, length(value) - 1) ELSE value END"
        lue = f"SELECT place, debut, {ligne} AS ligne FROM texte"
        decoupee = f"SELECT *, split(ligne, '[{self._separateur}]', -1) AS cases FROM ({lue})"
        simple = f"size(cases) = {len(self._sources)} AND NOT ligne RLIKE '[^ !#-~{a_part}]'"
        cases = ", ".join(
            f"nullif(get(cases, {rang}), '') AS {source}" for rang, source in enumerate(self._sources.values())
        )
        return f"(SELECT place, debut, {simple} AS est_simple, {cases} FROM ({decoupee}))"

    def _composer(self, connus: Mapping[str, Mapping[str, Sequence[int]]]) -> str:
        """Le nombre de chaque case, puis s'il n'en manque aucun."""
        identifiant, jointures = self._sources["id"], ""
        valeurs, conditions = {"id": identifiant}, ["est_simple", f"{identifiant} RLIKE '^{IDENTIFIANT}$'"]
        for nom, champs in self._textes.items():
            source, nombres = self._sources[nom], connus[nom]
            if len(nombres) > _PEU or len(champs) > 1:
                self._base.nommer(f"x_{nom}", champs, ("texte",), [(*n, texte) for texte, n in nombres.items()])
                jointures += f" LEFT JOIN x_{nom} ON x_{nom}.texte = {source}"
                valeurs |= {champ: f"x_{nom}.{champ}" for champ in champs}
                conditions.append(f"({source} IS NULL OR x_{nom}.texte IS NOT NULL)")
            elif nombres:
                cas = " ".join(f"WHEN {citer(texte)} THEN {n[0]}" for texte, n in nombres.items())
                valeurs[nom] = f"CAST(CASE {source} {cas} END AS BIGINT)"
                conditions.append(f"({source} IS NULL OR {source} IN ({', '.join(map(citer, nombres))}))")
            else:
                valeurs[nom] = "CAST(NULL AS BIGINT)"
                conditions.append(f"{source} IS NULL")
        for nom in self._montants:
            source = self._sources[nom]
            valeurs[nom] = f"CAST(TRY_CAST({source} AS DECIMAL(11, 2)) * 100 AS BIGINT)"
            conditions.append(f"({source} IS NULL OR {source} RLIKE '^{MONTANT}$')")
        lues = ", ".join(f"{sql} AS {nom}" for nom, sql in valeurs.items())
        saine = f"coalesce({' AND '.join(conditions)}, false) AS est_saine"
        return f"SELECT place, debut, {lues}, {saine} FROM {self._decouper()}{jointures}"
