"""Répondre aux lignes d'un lot par le droit compilé, une fonction par époque."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import repeat
from typing import Any, NamedTuple

from contrat.calculs.eligibilite.compilation.chiffrage import compiler
from contrat.calculs.eligibilite.compilation.codes import HorsCompilation, coder
from contrat.calculs.eligibilite.compilation.epoques import ruptures_du_droit
from contrat.calculs.eligibilite.compilation.lectures import LigneDouteuse, ouvrir_colonne, retenir
from contrat.calculs.eligibilite.compilation.programme import Programme
from contrat.calculs.eligibilite.compilation.python import rendre
from contrat.calculs.eligibilite.compilation.reponses import VIDES, Ouverte, ReponsesComposees, Situation
from contrat.calculs.eligibilite.lot import ReponseLot
from contrat.modele.bareme import Bareme
from contrat.modele.communes import Confusion
from contrat.modele.lot import EcritureFrancaise

# Compiler une époque dure autant que de juger une vingtaine de lignes une à une.
_PEU = 10


class ReponsesRetenues(NamedTuple):
    """Les réponses à une ligne : ce qu'elles partagent avec celles d'autres ménages, et leurs montants, s'il y en a."""

    communes: tuple[ReponseLot, ...]
    montants: Sequence[Decimal | None] = ()


class Epoque:
    """Le droit d'une époque : son programme, la fonction qui juge une ligne, les réponses déjà composées."""

    def __init__(self, programme: Programme, annee: int, colonnes: Sequence[str]) -> None:
        self.programme = programme
        self.reponses = ReponsesComposees(programme, annee)
        self._colonnes = colonnes
        self.fermees: dict[tuple[int, Sequence[int | None]], ReponsesRetenues] = {}
        self.detaillees: dict[Any, tuple[ReponseLot, ...]] = {}

    @cached_property
    def juger(self) -> Callable[[Sequence[Any]], Any]:
        """La fonction qui juge une ligne, faite pour la première qui la demande : une base n'en a guère l'emploi."""
        return rendre(self.programme, self._colonnes)

    def fermer(self, possibles: int, etats: Sequence[int | None]) -> ReponsesRetenues:
        """Les réponses à qui n'a que des aides fermées ; elles ne disent de ses ressources que sa catégorie."""
        situation = Situation(possibles, 0, 0)
        communes = tuple(self.reponses.fermer(r, etat, situation) for r, etat in enumerate(etats) if etat is not None)
        return retenir(self.fermees, (possibles, etats), ReponsesRetenues(communes))


class Lecteur:
    """Répond aux lignes d'un lot dont voici les colonnes ; un jour imposé remplace celui de chaque ligne.

    `lues` retient ce qui était écrit comme dans un tableur, `inconnues` les codes qu'aucune commune ne porte ;
    `des_la` : les lignes d'une époque laissées au lecteur ordinaire avant d'en compiler le droit, ce qui coûte autant
    qu'elles.
    """

    def __init__(
        self, bareme: Bareme, colonnes: Sequence[str], jour: date | None, *, est_francais: bool, des_la: int = _PEU
    ) -> None:
        self.lues: set[EcritureFrancaise] = set()
        self.inconnues: set[str] = set()
        self._bareme, self._noms = bareme, tuple(colonnes)
        self._impose = None if jour is None else coder("date", jour)
        self._colonnes = [ouvrir_colonne(nom, self.lues, est_francais=est_francais) for nom in colonnes]
        # Une colonne absente du fichier prend la dernière place, toujours vide.
        places = {nom: rang for rang, nom in enumerate(colonnes)}
        self._date, self._commune, *self._vides = (places.get(n, len(places)) for n in ("date", "commune", *VIDES))
        self._par_jour: dict[int, Epoque] = {}
        self._par_epoque: dict[int, Epoque | None] = {}
        self._des_la = des_la
        self._vues: Counter[int] = Counter()
        self._confusions: dict[str, Confusion | None] = {}

    def repondre(self, cases: Sequence[str]) -> ReponsesRetenues:
        """Les réponses à une ligne ; lève `LigneDouteuse` quand la ligne a quelque faute que ce soit."""
        for reponses in self.repondre_a_toutes([cases]):
            if reponses is not None:
                return reponses
        raise LigneDouteuse

    def repondre_a_toutes(self, lignes: Sequence[Sequence[str]]) -> Iterator[ReponsesRetenues | None]:
        """Les réponses à chacune de ces lignes, lues colonne après colonne ; rien quand elle a une faute."""
        douteuses: set[int] = set()
        par_colonne = list(zip(*lignes, strict=True))
        lues = [c.lire(cases, douteuses) for c, cases in zip(self._colonnes, par_colonne, strict=False)]
        self._relire_communes(par_colonne)
        valeurs = zip(*lues, repeat(None), strict=False)
        for rang, ligne in enumerate(zip(valeurs, lignes, strict=False)):
            try:
                yield None if rang in douteuses else self._repondre(*ligne)
            except LigneDouteuse:
                yield None

    def _relire_communes(self, par_colonne: Sequence[Sequence[str]]) -> None:
        """Chercher une fois chaque commune bien écrite de ces lignes : aucune n'est inconnue sans que cela se sache."""
        if self._commune < len(par_colonne):
            for case in set(par_colonne[self._commune]).difference(self._confusions):
                if self._colonnes[self._commune].get(case) is not None:
                    self.chercher_confusion(case.strip())

    def _repondre(self, valeurs: Sequence[Any], cases: Sequence[str]) -> ReponsesRetenues:
        jour = self._impose or valeurs[self._date]
        epoque = self._par_jour.get(jour) or self._patienter(jour)
        jugee = epoque.juger(valeurs)
        if jugee is None:
            raise LigneDouteuse
        reponse, suite = jugee
        if suite is None:
            return epoque.fermees.get(reponse) or epoque.fermer(*reponse)
        situation, manque, ouvertes, dus = suite
        if not epoque.programme.est_complet:
            return ReponsesRetenues((epoque.reponses.situer(manque, Situation(*situation), self._vider(valeurs)),))
        communes = self._detailler(epoque, situation, reponse[1], ouvertes, valeurs, cases)
        montants = [dus.get(rang) for rang, etat in enumerate(reponse[1]) if etat is not None]
        return ReponsesRetenues(communes, [None if m is None else Decimal(m).scaleb(-2) for m in montants])

    def situer(self, jour: int) -> int:
        """Le rang de l'époque d'un jour écrit AAAAMMJJ."""
        return bisect_right(self._ruptures, jour) if self._impose is None else 0

    @cached_property
    def _ruptures(self) -> list[int]:
        return [coder("date", rupture) for rupture in ruptures_du_droit(self._bareme)]

    def _patienter(self, jour: int | None) -> Epoque:
        """Le droit d'un jour ; les premières lignes de son époque sont laissées au lecteur ordinaire."""
        if jour is None:
            raise LigneDouteuse
        rang = self.situer(jour)
        self._vues[rang] += 1
        if self._vues[rang] <= self._des_la:
            raise LigneDouteuse
        return self.ouvrir(jour)

    def ouvrir(self, jour: int) -> Epoque:
        """Le droit d'un jour, compilé une fois par époque ; lève `LigneDouteuse` quand rien ne s'y compile."""
        rang = self.situer(jour)
        if rang not in self._par_epoque:
            self._par_epoque[rang] = self._compiler(date.fromisoformat(str(jour)))
        epoque = self._par_epoque[rang]
        if epoque is None:
            raise LigneDouteuse
        self._par_jour[jour] = epoque
        return epoque

    def chercher_confusion(self, commune: str) -> Confusion | None:
        """Ce qu'un code de commune serait si l'on avait écrit un code postal."""
        if commune not in self._confusions:
            communes = self._bareme.liste_communes
            retenir(self._confusions, commune, communes.chercher_confusion(commune))
            if commune not in communes.lister_codes() and communes.est_inconnue(commune):
                self.inconnues.add(commune)
        return self._confusions[commune]

    def _compiler(self, jour: date) -> Epoque | None:
        if not self._bareme.classe(jour):
            return None
        try:
            programme = compiler(self._bareme, jour, self._noms, impose=self._impose is not None)
        except HorsCompilation:
            return None
        return Epoque(programme, jour.year, self._noms)

    def _vider(self, valeurs: Sequence[Any]) -> tuple[str, ...]:
        return tuple(nom for nom, place in zip(VIDES, self._vides, strict=True) if valeurs[place] is None)

    def _detailler(
        self,
        epoque: Epoque,
        situation: tuple[int, int, int],
        etats: Sequence[int | None],
        ouvertes: Sequence[tuple[int, int, int, int]],
        valeurs: Sequence[Any],
        cases: Sequence[str],
    ) -> tuple[ReponseLot, ...]:
        """Les réponses, sans leurs montants, à qui a une aide ouverte au moins."""
        vides, confusion = self._vider(valeurs), None
        if valeurs[self._commune] is not None:
            confusion = self.chercher_confusion(cases[self._commune].strip())
        cle = situation, etats, ouvertes, vides, confusion and confusion.code
        if (connues := epoque.detaillees.get(cle)) is not None:
            return connues
        details, dite = {rang: detail for rang, *detail in ouvertes}, Situation(*situation)
        composees = (
            epoque.reponses.ouvrir(Ouverte(rang, etat, *details[rang]), dite, vides, confusion)
            if rang in details
            else epoque.reponses.fermer(rang, etat, dite)
            for rang, etat in enumerate(etats)
            if etat is not None
        )
        return retenir(epoque.detaillees, cle, tuple(composees))
