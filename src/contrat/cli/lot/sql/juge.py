"""Juger un bloc : ses lignes codées, les réponses de chaque époque, et ce qui revient au lecteur rapide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from contrat.calculs.eligibilite.compilation.lectures import LigneDouteuse
from contrat.calculs.eligibilite.rapide.lecteur import LecteurRapide
from contrat.calculs.eligibilite.rapide.programme import MenageJuge, ProgrammeRapide
from contrat.calculs.eligibilite.rapide.situations import Codes
from contrat.calculs.eligibilite.rapide.traits import en_nombre
from contrat.cli.lot.paquets import Jugees
from contrat.cli.lot.sql.base import BaseSql, Intraduisible
from contrat.cli.lot.sql.cases import Cases
from contrat.cli.lot.sql.epoque import EpoqueSql
from contrat.cli.lot.sql.identifiants import chercher_repetes
from contrat.cli.lot.sql.traits import Traits
from contrat.controles.ecriture import OPAQUE, examiner_identifiant
from contrat.depot.blocs import Bloc
from contrat.depot.lot import Identifiants, Lot
from contrat.rendu.eligibilite.lot import Redacteur

# Moins de lignes d'une époque ne valent pas une requête.
LIGNES_PAR_EPOQUE = 500
# Au-delà d'une part des lignes, leurs textes inconnus sont tous lus avant de recommencer.
_PART = 64
_TOURS = 12
# Les époques dont la base garde les réponses : au-delà, les tables vides pèseraient plus que les pleines.
_OUVERTES = 8
_REPONSE = "o, est_ouverte, texte"
# Les lignes dont on apprend à la fois.
_A_APPRENDRE = 1 << 13


class JugeSql:
    """Répond aux blocs d'un lot ; `au_moins` : les lignes d'une même époque qui valent une requête."""

    def __init__(
        self,
        lecteur: LecteurRapide,
        lot: Lot,
        jour: date | None,
        base: BaseSql,
        dossier: Path,
        au_moins: int = LIGNES_PAR_EPOQUE,
    ) -> None:
        self.lecteur, self._jour, self._base, self._au_moins = lecteur, jour, base, au_moins
        self._fichier = dossier / "bloc.csv"
        self._cases = Cases(base, lecteur.menages, lot.colonnes, lot.separateur)
        self._traits = Traits(self._cases, str(en_nombre(jour)) if jour else "n_jour")
        self._redacteur = Redacteur()
        self._vus = Identifiants()
        self._programmes: dict[int, tuple[ProgrammeRapide, date]] = {}
        self._numeros = Codes()
        self._epoques: dict[int, EpoqueSql | None] = {}
        self._generation: tuple[object, ...] = ()
        self._ouvertes: list[int] = []
        self._departement = self._traits.situer_commune()
        if jour is None:
            self._dater()

    def _dater(self) -> None:
        dates = self._cases.dictionnaires["date"]
        self._cases.lues.add("date")
        dates.nombrer("n_jour", lambda jour: 0 if jour is None else en_nombre(jour))
        dates.nombrer("n_epoque", lambda jour: 0 if jour is None else self._numeroter(jour))

    def _numeroter(self, jour: date) -> int:
        """Le numéro de l'époque d'un jour, à partir de 1."""
        programme = self.lecteur.ouvrir(jour)
        numero = self._numeros[id(programme)] + 1
        self._programmes.setdefault(numero, (programme, jour))
        return numero

    def juger(self, bloc: Bloc) -> tuple[Jugees, frozenset[int]]:
        """Les réponses d'un bloc, et les rangs de ses lignes dont l'id est déjà celui d'une autre."""
        self._ecrire(bloc)
        reponses: list[str | None] = [None] * len(bloc.lignes)
        presentes = self._preparer(len(bloc.lignes))
        a_part = bloc.reservees if presentes is not None else range(len(bloc.lignes))
        repetees = chercher_repetes(self._base, self._vus, self._nommer(bloc, a_part))
        for numero in presentes or ():
            if (epoque := self._epoques[numero]) is not None:
                for rang, texte in self._repondre(epoque, numero, bloc):
                    reponses[rang] = texte
        a_revoir, obscures = repetees | self._chercher_identites(), self._chercher_obscures()
        laissees = []
        for rang, reponse in enumerate(reponses):
            if (reponse is None or rang in a_revoir) and not bloc.est_vide(rang):
                reponses[rang] = None if rang in a_revoir else self._relire(bloc, rang)
                if rang in obscures:
                    self._cases.retenir(bloc.donner(rang).texte.cases)
                laissees += [rang] if reponses[rang] is None else []
        return Jugees(_couper(reponses, laissees), laissees, frozenset(self.lecteur.menages.lues)), frozenset(repetees)

    def _ecrire(self, bloc: Bloc) -> None:
        """Écrire ce que la base lira, une ligne par ligne du bloc : rien, là où une ligne est à découper autrement."""
        separateur = bloc.separateur.encode()
        rien = separateur * (len(bloc.colonnes) - 1) + b"\n"
        with self._fichier.open("wb") as flux:
            for rang, ligne in enumerate(bloc.lignes):
                lue = ligne.replace(b"\r\n", b"\n") if ligne.strip(b"\r\n") else rien
                flux.write(b"%d%b%b" % (rang, separateur, lue))

    def _preparer(self, lignes: int) -> list[int] | None:
        """Les époques que le bloc a en assez grand nombre, ses lignes codées ; rien quand il ne peut être lu ainsi."""
        try:
            presentes = self._coder(lignes)
        except Intraduisible:
            presentes = None
        if presentes is None:
            self._base.executer("CREATE OR REPLACE TABLE lignes (o INTEGER, id VARCHAR, est_saine BOOLEAN)")
        return presentes

    def _coder(self, lignes: int) -> list[int] | None:
        cases = self._cases
        for _ in range(_TOURS):
            cases.lire(self._fichier)
            comptes = "count(*), count(*) FILTER (WHERE id IS NOT NULL AND NOT est_saine)"
            ((lues, douteuses),) = self._base.lister(f"SELECT {comptes} FROM lignes")
            if lues != lignes:
                return None
            if douteuses * _PART > lignes and cases.apprendre(self._fichier):
                continue
            connues = set(cases.lues)
            presentes = self._ouvrir_epoques()
            if connues == cases.lues:
                return presentes
        return None

    def _ouvrir_epoques(self) -> list[int]:
        if self._cases.ranger() != self._generation:
            for epoque in filter(None, self._epoques.values()):
                epoque.fermer()
            self._epoques.clear()
            self._ouvertes.clear()
        if self._jour is not None:
            presentes = [self._numeroter(self._jour)]
        else:
            assez = f"HAVING count(*) >= {self._au_moins} AND n_epoque > 0"
            trouvees = f"SELECT n_epoque FROM lignes JOIN d_date ON k = c_date WHERE est_saine GROUP BY 1 {assez}"
            presentes = [numero for (numero,) in self._base.lister(trouvees)]
        for numero in presentes:
            if numero not in self._epoques:
                self._epoques[numero] = self._ouvrir(numero)
        self._generation = self._cases.ranger()
        return presentes

    def _ouvrir(self, numero: int) -> EpoqueSql | None:
        programme, jour = self._programmes[numero]
        if not programme.classe or not programme.est_complet:
            return None
        contrats = self._cases.dictionnaires["contrat_local"]
        codes = {None: 0, True: contrats.coder("oui"), False: contrats.coder("non")}
        communes = self._cases.dictionnaires["commune"]
        communes.nombrer(f"n_contrat{numero}", lambda commune: codes[self.lecteur.deduire_contrat(commune, jour)])
        self._cases.lues.add("contrat_local")
        try:
            return EpoqueSql(self._base, self._traits, self.lecteur, jour, numero)
        except Intraduisible:
            return None

    def _composer_source(self, numero: int, filtre: str) -> str:
        """Les lignes saines d'une époque, leurs codes déduits les uns des autres, et les classes de leurs codes."""
        contrat = (
            f"CASE WHEN l.c_contrat_local = 0 THEN n_contrat{numero} ELSE l.c_contrat_local END AS c_contrat_local"
        )
        ici = f"CASE WHEN {self._departement} > 0 THEN {self._departement} ELSE l.c_departement END"
        jointures, champs = [], []
        for nom, dictionnaire in sorted(self._cases.dictionnaires.items()):
            if dictionnaire.est_jointe:
                cle = ici if nom == "departement" else f"l.c_{nom}"
                jointures.append(f"LEFT JOIN d_{nom} ON d_{nom}.k = {cle}")
                champs.append(f"d_{nom}.* EXCLUDE (k)")
        choix = f"l.est_saine AND ({self._departement} = 0 OR l.c_departement IN (0, {self._departement}))"
        choix += f" AND n_epoque = {numero}" if self._jour is None else ""
        lus = f"l.* EXCLUDE (est_saine) REPLACE ({ici} AS c_departement, {contrat})"
        return f"(SELECT {', '.join([lus, *champs])} FROM lignes l {' '.join(jointures)} WHERE {choix}{filtre})"

    def _repondre(self, epoque: EpoqueSql, numero: int, bloc: Bloc) -> list[tuple[int, str]]:
        """Les réponses que la base donne aux ménages d'une époque ; aucune quand elle n'y parvient pas."""
        try:
            if numero not in self._ouvertes:
                self._ouvertes.append(numero)
                while len(self._ouvertes) > _OUVERTES:
                    ancienne = self._epoques.get(self._ouvertes.pop(0))
                    if ancienne is not None:
                        ancienne.fermer()
            return self._interroger(epoque, numero, bloc)
        except Intraduisible:
            self._epoques[numero] = None
            return []

    def _interroger(self, epoque: EpoqueSql, numero: int, bloc: Bloc) -> list[tuple[int, str]]:
        """Les réponses des ménages dont toutes les aides sont fermées."""
        epoque.ouvrir()
        relus: dict[int, MenageJuge] = {}

        def relire(rang: int) -> MenageJuge:
            if rang not in relus:
                relus[rang] = self.lecteur.preparer(bloc.donner(rang).texte.cases)
                epoque.programme.etendre(relus[rang].ligne)
            return relus[rang]

        base, source = self._base, self._composer_source(numero, "")
        base.executer(f"CREATE OR REPLACE TABLE reponses AS SELECT {_REPONSE} FROM {epoque.composer(source)}")
        suite = epoque.composer(self._composer_source(numero, " AND l.o IN (SELECT o FROM rangs)"))
        for _ in range(_TOURS):
            base.executer("CREATE OR REPLACE TABLE rangs AS SELECT o FROM reponses WHERE est_ouverte IS NULL")
            ((restent,),) = base.lister("SELECT count(*) FROM rangs")
            if not restent or restent < self._au_moins:
                break
            base.executer(f"CREATE OR REPLACE TABLE rangs AS SELECT o FROM rangs LIMIT {_A_APPRENDRE}")
            appris = False
            for _ in epoque.questions:
                base.executer(f"CREATE OR REPLACE TABLE manque AS SELECT {epoque.temoins} FROM {suite}")
                if not epoque.apprendre("manque", relire):
                    break
                appris = True
            if not appris:
                break
            base.executer("CREATE OR REPLACE TABLE rangs AS SELECT o FROM reponses WHERE est_ouverte IS NULL")
            base.executer("DELETE FROM reponses WHERE est_ouverte IS NULL")
            base.executer(f"INSERT INTO reponses SELECT {_REPONSE} FROM {suite}")
        return base.lister("SELECT o, texte FROM reponses WHERE texte IS NOT NULL")

    @staticmethod
    def _nommer(bloc: Bloc, rangs: Iterable[int]) -> Iterator[tuple[int, str]]:
        for rang in rangs:
            ligne = bloc.donner(rang)
            if ligne.est_entiere:
                yield rang, ligne.identifiant

    def _chercher_identites(self) -> set[int]:
        """Les rangs des lignes dont l'id désigne peut-être quelqu'un."""
        lus = self._base.lister(f"SELECT o, id FROM lignes WHERE NOT regexp_full_match(id, '{OPAQUE.pattern}')")
        return {rang for rang, identifiant in lus if examiner_identifiant(identifiant.strip(), "id")}

    def _chercher_obscures(self) -> set[int]:
        """Les rangs des lignes dont quelque texte n'est pas connu, que le bloc suivant portera peut-être."""
        lus = self._base.lister("SELECT o FROM lignes WHERE id IS NOT NULL AND NOT est_saine")
        return {rang for (rang,) in lus}

    def _relire(self, bloc: Bloc, rang: int) -> str | None:
        """La réponse du lecteur rapide à une ligne ; rien quand elle revient au lecteur ordinaire."""
        ligne = bloc.donner(rang)
        if not ligne.est_entiere or examiner_identifiant(ligne.identifiant, "id"):
            return None
        try:
            return self._redacteur.rediger(ligne.identifiant, self.lecteur.repondre(ligne.texte.cases))
        except LigneDouteuse:
            return None


def _couper(reponses: list[str | None], laissees: list[int]) -> list[str]:
    """Un morceau avant chaque ligne laissée, un à la fin."""
    debuts, fins = [0, *laissees], [*laissees, len(reponses)]
    return ["".join(filter(None, reponses[debut:fin])) for debut, fin in zip(debuts, fins, strict=True)]
