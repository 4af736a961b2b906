"""Des cases d'un bloc à leurs nombres : une table, une ligne par ligne du fichier, `rowid` son rang."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from contrat.cli.lot.sql.base import BaseSql, LectureRefusee, citer
from contrat.cli.lot.sql.cases import IDENTIFIANT, MONTANT, CasesEnNombres
from contrat.cli.lot.sql.dictionnaires import Dictionnaire
from contrat.modele.lot import est_montant

# Tous les montants d'une ligne, contrôlés d'un coup.
_MONTANTS = f"({MONTANT}(;{MONTANT})*)?"
# Une ligne sur cinq cents peut porter un texte inconnu sans qu'il vaille de relire le bloc.
_RARES = 500
# Ce qu'un fil lit à la fois, et la plus longue ligne qu'il lise.
_TAMPON, _LIGNE = 1 << 20, 1 << 17


class LignesSql:
    """Lit les blocs d'un lot en nombres."""

    def __init__(
        self,
        base: BaseSql,
        colonnes: Sequence[str],
        separateur: str,
        cases: CasesEnNombres,
    ) -> None:
        self._base = base
        self._sources = {nom: f"c{rang}" for rang, nom in enumerate(colonnes)}
        self._montants = [nom for nom in colonnes if est_montant(nom)]
        self._dictionnaires = {
            nom: Dictionnaire(base, nom, cases.nommer(nom), cases.ouvrir(nom))
            for nom in colonnes
            if nom != "id" and nom not in self._montants
        }
        self._joints: list[str] = []
        types = ", ".join(f"{citer(source)}: 'VARCHAR'" for source in self._sources.values())
        lu = f"header = false, auto_detect = false, quote = '', escape = '', delim = {citer(separateur)}"
        # Se partager la lecture d'un fichier a un prix, que rien ne rembourse quand la base n'a qu'un fil.
        lu += f", buffer_size = {_TAMPON}, max_line_size = {_LIGNE}, parallel = {base.a_plusieurs_fils}"
        self._lecture = f"columns = {{{types}}}, {lu}"

    def charger(self, fichier: Path, table: str, nombre: int) -> None:
        """Remplir la table d'un bloc d'autant de lignes ; lève `LectureRefusee` quand il faut le découper."""
        for est_relu in (False, True):
            self._base.lire(table, self._composer(fichier))
            comptes = "count(*), count(*) FILTER (WHERE NOT est_saine AND id IS NOT NULL)"
            ((lues, douteuses),) = self._base.lister(f"SELECT {comptes} FROM {table}")
            if lues != nombre:
                raise LectureRefusee
            if est_relu or douteuses * _RARES <= nombre or not self._apprendre(fichier, nombre):
                break
        for nom in self._joints:
            self._apprendre_de(
                nom,
                f"{table} l WHERE {nom} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM x_{nom} WHERE texte = l.{nom})",
                nom,
            )
            self._dictionnaires[nom].verser()

    def composer_source(self, table: str) -> str:
        """Les lignes chargées, `rang` et `id`, et leurs nombres ; `est_saine` : rien n'y est à lire autrement."""
        joints = [self._dictionnaires[nom] for nom in self._joints]
        connus = "".join(f" AND (l.{d.nom} IS NULL OR x_{d.nom}.texte IS NOT NULL)" for d in joints)
        champs = "".join(f", x_{d.nom}.{champ}" for d in joints for champ in d.champs)
        tables = "".join(f" LEFT JOIN x_{d.nom} ON x_{d.nom}.texte = l.{d.nom}" for d in joints)
        simples = "".join(f", l.{n}" for n in self._sources if n != "id" and n not in self._joints)
        return f"(SELECT l.rowid AS rang, id{simples}{champs}, est_saine{connus} AS est_saine FROM {table} l{tables})"

    def retenir(self, lignes: Iterable[Sequence[str]]) -> None:
        """Lire les textes de lignes découpées, que d'autres porteront peut-être."""
        noms = list(self._sources)
        for cases in lignes:
            for nom, case in zip(noms, cases, strict=True):
                if case and nom in self._dictionnaires:
                    self._dictionnaires[nom].apprendre(case)

    def _apprendre(self, fichier: Path, nombre: int) -> bool:
        """Lire les textes inconnus des colonnes qui en ont beaucoup ; vrai quand l'un d'eux avait sa forme."""
        simples = {self._sources[nom]: d for nom, d in self._dictionnaires.items() if nom not in self._joints}
        inconnus = {s: f"{s} IS NOT NULL AND {d.reconnaitre(s)} IS NULL" for s, d in simples.items()}
        comptes = ", ".join(["count(*)", *(f"count(*) FILTER (WHERE {inconnu})" for inconnu in inconnus.values())])
        ((_, *trouves),) = self._base.lister(f"SELECT {comptes} FROM {self._ouvrir(fichier)}")
        appris = False
        for (source, inconnu), combien in zip(inconnus.items(), trouves, strict=True):
            if combien * _RARES > nombre:
                appris |= self._apprendre_de(simples[source].nom, f"{self._ouvrir(fichier)} WHERE {inconnu}", source)
        return appris

    def _apprendre_de(self, nom: str, table: str, source: str) -> bool:
        textes = self._base.lister(f"SELECT DISTINCT {source} FROM {table}")
        return sum(self._dictionnaires[nom].apprendre(texte) for (texte,) in textes) > 0

    def _ouvrir(self, fichier: Path) -> str:
        return f"read_csv({citer(fichier.as_posix())}, {self._lecture})"

    def _composer(self, fichier: Path) -> str:
        """La lecture d'un bloc : le nombre de chaque case, puis s'il n'en manque aucun."""
        sources, joints = self._sources, {n: d for n, d in self._dictionnaires.items() if d.est_jointe}
        for nom in joints.keys() - self._joints:
            joints[nom].creer()
        self._joints = list(joints)
        valeurs = {nom: d.reconnaitre(sources[nom]) for nom, d in self._dictionnaires.items() if nom not in joints}
        conditions = [f"({sources[nom]} IS NULL OR {nom} IS NOT NULL)" for nom in valeurs]
        conditions.append(f"regexp_full_match(id, '{IDENTIFIANT}')")
        if self._montants:
            tous = ", ".join(sources[nom] for nom in self._montants)
            conditions.append(f"regexp_full_match(concat_ws(';', {tous}), '{_MONTANTS}')")
        valeurs |= {nom: sources[nom] for nom in ("id", *joints)}
        valeurs |= {nom: f"(TRY_CAST({sources[nom]} AS DECIMAL(9, 2)) * 100)::INTEGER" for nom in self._montants}
        niveau = (
            f"SELECT *, {', '.join(f'{sql} AS {nom}' for nom, sql in valeurs.items())} FROM {self._ouvrir(fichier)}"
        )
        saine = f"coalesce({' AND '.join(conditions)}, false) AS est_saine"
        return f"SELECT {', '.join(valeurs)}, {saine} FROM ({niveau})"
