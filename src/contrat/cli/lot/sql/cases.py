"""Des cases d'un bloc aux codes de leurs textes : la table « lignes », une ligne par ligne du fichier."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

from contrat.calculs.eligibilite.rapide.menages import PLACES, Menages
from contrat.cli.lot.sql.base import BaseSql, Composante
from contrat.cli.lot.sql.dictionnaires import Dictionnaire, citer
from contrat.modele.base import lire_montant
from contrat.modele.condition import trouver_forme
from contrat.modele.lot import COLONNES, LigneLot

# Un montant simple ; plus grand ou écrit autrement, la ligne est laissée au lecteur rapide.
_MONTANT = r"(0|[1-9][0-9]{0,8})(\.[0-9]{1,2})?"
# Une ligne sur cinq cents peut porter un texte inconnu sans qu'il vaille de relire le bloc.
_RARES = 500
_TYPE_MONTANT = "DECIMAL(11, 2)"
# Un id qui s'écrit tel quel dans une réponse.
_IDENTIFIANT = "[A-Za-z0-9][A-Za-z0-9_.-]*"
MONTANTS = frozenset(c for c in COLONNES if trouver_forme(LigneLot.model_fields[c].annotation) is lire_montant)


class Cases:
    """Lit les blocs d'un lot ; `lues` : les colonnes dont quelque droit a besoin, les autres ne sont que contrôlées."""

    def __init__(self, base: BaseSql, menages: Menages, colonnes: Sequence[str], separateur: str) -> None:
        self.base, self.colonnes = base, colonnes
        self.lues: set[str] = set()
        self._cles: set[str] = set()
        noms = [nom for nom in PLACES if nom in COLONNES and nom not in MONTANTS and nom != "id"]
        self.dictionnaires = {nom: Dictionnaire(base, nom, menages.lecteur_de(nom)) for nom in noms}
        self._noms = [f"c{rang}" for rang in range(len(colonnes))]
        champs = ", ".join(f"'{nom}': 'VARCHAR'" for nom in ["o", *self._noms])
        lu = f"header = false, auto_detect = false, quote = '', escape = '', delim = {citer(separateur)}"
        self._lecture = f"columns = {{{champs}}}, {lu}"

    def coder(self, champ: str) -> Composante:
        """Le code d'une colonne."""
        self.lues.add(champ)
        self._cles.add(champ)
        return Composante(f"c_{champ}", self.dictionnaires[champ].taille)

    def chiffrer(self, champ: str) -> str:
        """Le montant d'une colonne."""
        self.lues.add(champ)
        return f"m_{champ}"

    def lire(self, fichier: Path) -> None:
        """Remplir la table « lignes » d'un bloc écrit sans guillemets ; une ligne y est saine, ou à lire autrement."""
        self.base.executer(f"CREATE OR REPLACE TABLE lignes AS {self._requete(fichier)}")

    def apprendre(self, fichier: Path) -> bool:
        """Lire les textes inconnus d'un bloc ; vrai quand l'un d'eux avait sa forme."""
        presents = [(nom, source) for nom, source in self._sources() if nom in self.dictionnaires]
        inconnus = {nom: f"{self.dictionnaires[nom].reconnaitre(source)} IS NULL" for nom, source in presents}
        comptes = ", ".join(["count(*)", *(f"count(*) FILTER (WHERE {inconnu})" for inconnu in inconnus.values())])
        ((lignes, *trouves),) = self.base.lister(f"SELECT {comptes} FROM {self._fichier(fichier)}")
        appris = False
        for (nom, source), combien in zip(presents, trouves, strict=True):
            if combien * _RARES > lignes:
                lus = f"SELECT DISTINCT {source} FROM {self._fichier(fichier, [nom])} WHERE {inconnus[nom]}"
                for (texte,) in self.base.lister(lus):
                    appris |= self.dictionnaires[nom].apprendre(texte)
        return appris

    def retenir(self, cases: Sequence[str]) -> None:
        """Lire les textes d'une ligne, que le bloc suivant portera peut-être."""
        for nom, case in zip(self.colonnes, cases, strict=True):
            if case and nom in self.dictionnaires:
                self.dictionnaires[nom].apprendre(case)

    def ranger(self) -> tuple[Any, ...]:
        """Tenir à jour les tables des classes ; ce qui borne les clés qu'on en tire."""
        for dictionnaire in self.dictionnaires.values():
            dictionnaire.ranger()
        tailles = [self.dictionnaires[nom].taille for nom in sorted(self._cles)]
        return *tailles, *(d.etendue for d in self.dictionnaires.values())

    def _sources(self) -> Iterable[tuple[str, str]]:
        return zip(self.colonnes, self._noms, strict=True)

    def _fichier(self, fichier: Path, joints: Collection[str] = COLONNES) -> str:
        """Le fichier, et les textes connus des colonnes où ils sont nombreux."""
        jointures = [
            self.dictionnaires[n].joindre(s) for n, s in self._sources() if n in self.dictionnaires and n in joints
        ]
        return f"read_csv({citer(fichier.as_posix())}, {self._lecture}) lus{''.join(jointures)}"

    def _requete(self, fichier: Path) -> str:
        sources = dict(self._sources())
        champs = ["o::INTEGER AS o", f"{sources['id']} AS id"]
        conditions = [f"regexp_full_match({sources['id']}, '{_IDENTIFIANT}')"]
        for nom, source in sources.items():
            if nom in MONTANTS:
                conditions.append(f"({source} IS NULL OR regexp_full_match({source}, '{_MONTANT}'))")
                if nom in self.lues:
                    champs.append(f"TRY_CAST({source} AS {_TYPE_MONTANT}) AS m_{nom}")
            elif nom != "id":
                code = self.dictionnaires[nom].reconnaitre(source)
                conditions.append(f"{code} IS NOT NULL")
                if nom in self.lues:
                    champs.append(f"{code} AS c_{nom}")
        absentes = sorted(self.lues - sources.keys())
        champs += [f"NULL::{_TYPE_MONTANT} AS m_{x}" if x in MONTANTS else f"0 AS c_{x}" for x in absentes]
        saine = f"coalesce({' AND '.join(conditions)}, false) AS est_saine"
        return f"SELECT {', '.join([*champs, saine])} FROM {self._fichier(fichier)}"
