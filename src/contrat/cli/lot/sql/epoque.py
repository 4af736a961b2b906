"""Les réponses d'une époque en une requête : à chaque étape, une clé, et la réponse que le moteur lui a donnée."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from contrat.calculs.eligibilite.lot import ReponseLot, nommer_categorie
from contrat.calculs.eligibilite.rapide.lecteur import LecteurRapide
from contrat.calculs.eligibilite.rapide.programme import AideTenue, MenageJuge, ProgrammeRapide, TablesReunies
from contrat.calculs.eligibilite.rapide.situations import Codes, SituationTenue
from contrat.calculs.eligibilite.rapide.tables import ABSENTE, BREF, DECIDE, LARGEUR, OUVERTES, VERDICTS, TableTenue
from contrat.calculs.eligibilite.rapide.traits import Trait
from contrat.cli.lot.sql.base import BaseSql, Composante, EtapeSql, Intraduisible, joindre
from contrat.cli.lot.sql.traits import RESSOURCES, Traits, situer_revenu
from contrat.modele.bareme import ZONES
from contrat.nombres import arrondir
from contrat.rendu.eligibilite.lot import Redacteur

# Ce qu'une étape demande au moteur : la clé, un ménage qui la porte, sa situation quand elle est déjà classée.
Repondre = Callable[[int, MenageJuge, SituationTenue | None], Sequence[Any]]
_OUVERTS = ", ".join(str(bits) for bits, est_ouverte in enumerate(OUVERTES) if est_ouverte)
# Un id qui s écrit tel quel, à ôter du début d une réponse.
_ID = "M"
_AVANT = frozenset({"zone", "plafonds", "situation"})
_ZONE = Composante("zone_code", len(ZONES) + 1)


class EpoqueSql:
    """Le droit d'une époque, en SQL ; `numero` la distingue des autres dans la base."""

    def __init__(self, base: BaseSql, traits: Traits, lecteur: LecteurRapide, jour: date, numero: int) -> None:
        self.base, self._traits, self._numero = base, traits, numero
        self.programme: ProgrammeRapide = lecteur.ouvrir(jour)
        self._redacteur = Redacteur()
        self._situations: list[SituationTenue] = []
        self._par_texte: dict[int, SituationTenue] = {}
        self.questions: list[tuple[EtapeSql, Repondre]] = []
        self._niveaux: list[Callable[[str], str]] = []
        self.est_ouverte = False
        self._classer()
        self._juger()
        self._dire()

    def composer(self, source: str) -> str:
        """La requête entière, d'une source dont les cases sont codées."""
        for niveau in self._niveaux:
            source = niveau(source)
        return source

    def ouvrir(self) -> None:
        """Faire les tables des étapes, si elles ne le sont pas."""
        if not self.est_ouverte:
            for etape, _ in self.questions:
                etape.creer()
            self.est_ouverte = True

    def fermer(self) -> None:
        """Oublier ce qui a été répondu ; tout se réapprend."""
        for etape, _ in self.questions:
            etape.oublier()
        self.est_ouverte = False

    @property
    def temoins(self) -> str:
        """Ce qui montre les réponses qui manquent : les clés, et si chacune a la sienne."""
        return ", ".join(["o", "situation_numero", *(f"k_{e.nom}, {e.manque} AS m_{e.nom}" for e, _ in self.questions)])

    def apprendre(self, table: str, relire: Callable[[int], MenageJuge]) -> bool:
        """Demander au moteur chaque réponse qui manque dans une table ; vrai quand il y en avait."""
        appris = False
        for etape, repondre in self.questions:
            # Une situation non classée passe avant ce qui se demande d'un ménage situé.
            est_situe = "" if etape.nom in _AVANT else " AND situation_numero IS NOT NULL"
            manquantes = self.base.lister(
                f"SELECT k_{etape.nom}, min(o), arg_min(situation_numero, o) FROM {table} "
                f"WHERE m_{etape.nom}{est_situe} GROUP BY 1"
            )
            for cle, rang, numero in manquantes:
                situation = None if numero is None else self._situations[numero]
                etape.retenir(cle, repondre(cle, relire(rang), situation))
            etape.verser()
            appris |= bool(manquantes)
        return appris

    def _poser(self, nom: str, colonnes: dict[str, str], parties: Sequence[Composante], repondre: Repondre) -> EtapeSql:
        etape = EtapeSql(self.base, nom, self._numero, colonnes, dict.fromkeys(parties))
        self.questions.append((etape, repondre))
        return etape

    def _joindre(self, *etapes: EtapeSql) -> None:
        self._niveaux.append(lambda source: joindre(source, etapes))

    def _ajouter(self, champs: Sequence[str]) -> None:
        if champs:
            self._niveaux.append(lambda source: f"(SELECT *, {', '.join(champs)} FROM {source} q)")

    def _classer(self) -> None:
        """La zone, les plafonds de la zone, puis les ressources d'après le rang du revenu parmi eux."""
        coder, classement = self._traits.cases.coder, self.programme.classement
        lieu = [coder("statut_occupation"), coder("domicile"), coder("departement")]
        personnes, annee, choix = coder("personnes"), coder("rfr_annee"), coder("choix_revenus")

        def situer(_: int, menage: MenageJuge, __: SituationTenue | None) -> tuple[int]:
            zone = classement.situer(menage.ligne, menage.formuler)
            return (0 if zone is None else ZONES.index(zone) + 1,)

        def plafonner(_: int, menage: MenageJuge, __: SituationTenue | None) -> tuple[list[Any]]:
            zone = classement.situer(menage.ligne, menage.formuler)
            plafonds = classement.lister_plafonds(zone, menage.formuler().personnes)
            if any(arrondir(plafond) != plafond for plafond in plafonds):
                raise Intraduisible("plafond au-delà du centime")
            # Un `Decimal` dans une liste serait lu avec l'exposant d'un autre.
            return ([f"{plafond:f}" for plafond in plafonds],)

        def classer(_: int, menage: MenageJuge, __: SituationTenue | None) -> tuple[int, int, int]:
            situation = classement.classer(menage.ligne, menage.formuler)
            self._situations.append(situation)
            self._par_texte[situation.texte] = situation
            return len(self._situations) - 1, situation.code, situation.texte

        self._joindre(self._poser("zone", {"code": "UTINYINT"}, lieu, situer))
        self._joindre(self._poser("plafonds", {"seuils": "DECIMAL(18, 2)[]"}, [_ZONE, personnes], plafonner))
        revenu = situer_revenu("m_rfr", annee, "plafonds_seuils")
        self._traits.cases.chiffrer("rfr")
        colonnes = {"numero": "INTEGER", "code": "UINTEGER", "texte": "UINTEGER"}
        self._joindre(self._poser("situation", colonnes, [_ZONE, personnes, choix, *revenu], classer))

    def _juger(self) -> None:
        """La réponse brève de chaque aide, puis de celles qui en lisent d'autres."""
        aides = self.programme.aides
        breves = {tenue.decalage: [self._reserver(tenue)] for tenue in aides}
        etapes = []
        for rang, (_, groupe) in enumerate(self.programme.groupes):
            etapes.append(self._reunir(f"g{rang}", groupe, breves))
        if etapes:
            self._joindre(*etapes)
        liees = {tenue.decalage for tenue in aides if tenue.dependantes}
        self._ajouter(
            [
                f"({' | '.join(parties)}) AS {'n' if decalage in liees else 'bref'}{decalage}"
                for decalage, parties in breves.items()
            ]
        )
        for tenue in self.programme.liees:
            if tenue.dependantes:
                self._lier(tenue)

    @staticmethod
    def _nommer(tenue: AideTenue) -> str:
        return f"bref{tenue.decalage}"

    def _reserver(self, tenue: AideTenue) -> str:
        """Ce qui dit qu'une aide ne sert pas ce ménage."""
        statuts = self._traits.cases.dictionnaires["statut_occupation"]
        nom = "n_sert_" + "_".join(sorted(tenue.aide.publics))
        return statuts.nombrer(nom, lambda statut: 0 if tenue.aide.sert(statut) else ABSENTE)

    def _reunir(self, nom: str, groupe: TablesReunies, breves: dict[int, list[str]]) -> EtapeSql:
        """L'étape d'un groupe de conditions : ce qu'il dit de chaque aide, et `classe`, de quoi en lire le détail."""
        lues = [
            tenue.decalage
            for tenue in self.programme.aides
            if any(places >> tenue.decalage & 1 for places in groupe.tables.values())
        ]
        for decalage in lues:
            breves[decalage].append(f"{nom}_b{decalage}")
        classes = Codes()

        def repondre(_: int, menage: MenageJuge, situation: SituationTenue | None) -> list[int]:
            reponses = self._lire(groupe.tables, menage, situation)
            bref = [0] * len(lues)
            for (reponse, _reserves), places in zip(reponses, groupe.tables.values(), strict=True):
                for rang, decalage in enumerate(lues):
                    bref[rang] |= reponse & BREF if places >> decalage & 1 else 0
            return [classes[tuple(reponses)], *bref]

        colonnes = {"classe": "UINTEGER"} | {f"b{decalage}": "UTINYINT" for decalage in lues}
        parties = [p for table in groupe.tables for p in self._composer(table)]
        return self._poser(nom, colonnes, parties, repondre)

    def _lier(self, tenue: AideTenue) -> None:
        """Les conditions d'une aide qui en lisent d'autres ; sans réponse tant que l'une de celles-ci est ouverte."""
        nom, tables = f"lien{tenue.decalage}", tenue.dependantes

        def repondre(_: int, menage: MenageJuge, situation: SituationTenue | None) -> tuple[int]:
            bref = 0
            for reponse, _reserves in self._lire(tables, menage, situation):
                bref |= reponse & BREF
            return (bref,)

        parties = [p for table in tables for p in self._composer(table)]
        self._joindre(self._poser(nom, {"bref": "UTINYINT"}, parties, repondre))
        self._ajouter([f"(n{tenue.decalage} | {nom}_bref) AS {self._nommer(tenue)}"])

    def _composer(self, table: TableTenue) -> list[Composante]:
        return [
            p
            for trait in table.traits
            for p in (self._citer(trait) if trait.genre == "aide" else self._traits.composer(trait))
        ]

    def _citer(self, trait: Trait) -> list[Composante]:
        """La réponse d'une autre aide, quand elle est fermée ; une aide qui n'existe pas ce jour-là ne varie pas."""
        citees = [tenue for tenue in self.programme.aides if tenue.aide.id == trait.champ]
        decides = [f"({self._nommer(tenue)} & {DECIDE})" for tenue in citees]
        return [Composante(f"(CASE WHEN {d} NOT IN ({_OUVERTS}) THEN {d} END)", DECIDE + 1) for d in decides]

    def _lire(self, tables: Any, menage: MenageJuge, situation: SituationTenue | None) -> list[tuple[int, Any]]:
        """La réponse du moteur à des conditions, et ce qu'elles laissent à confirmer."""
        if situation is None:
            raise Intraduisible("situation")
        self.programme.repondre(menage, situation)
        lues = [(table, self.programme.lire(table, menage, situation)) for table in tables]
        return [(reponse, table.reserves.get(table.lire(menage.ligne), ())) for table, reponse in lues]

    def _dire(self) -> None:
        """Le texte de chaque réponse fermée, et si l'une des aides est ouverte."""
        etapes = []
        for tenue in self.programme.aides:
            parties = [Composante(self._nommer(tenue), 1 << LARGEUR), Composante("situation_texte", RESSOURCES.nombre)]
            colonnes = {"texte": "VARCHAR", "ouverte": "BOOLEAN"}
            etapes.append(self._poser(f"dit{tenue.decalage}", colonnes, parties, self._formuler(tenue)))
        if etapes:
            self._joindre(*etapes)
        ouverte = " OR ".join(f"{etape.nom}_ouverte" for etape in etapes) or "false"
        textes = ", ".join(f"CASE WHEN {e.nom}_texte <> '' THEN id || {e.nom}_texte END" for e in etapes) or "''"
        self._ajouter([f"({ouverte}) AS est_ouverte"])
        self._ajouter([f"(CASE WHEN NOT est_ouverte THEN concat({textes}) END) AS texte"])

    def _formuler(self, tenue: AideTenue) -> Repondre:
        def repondre(cle: int, _: MenageJuge, __: SituationTenue | None) -> tuple[str, bool]:
            bref, situation = cle % (1 << LARGEUR), self._par_texte[cle >> LARGEUR]
            if bref & ABSENTE:
                return "", False
            if OUVERTES[bref & DECIDE]:
                return "", True
            categorie = nommer_categorie(situation.ressources)
            fermee = ReponseLot("", tenue.aide.id, categorie, VERDICTS[bref & DECIDE], None, ())
            return self._redacteur.rediger(_ID, [(fermee, None)])[len(_ID) :], False

        return repondre
