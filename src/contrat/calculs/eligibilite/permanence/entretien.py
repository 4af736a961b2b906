"""L'état d'un entretien : ce que le fichier disait, ce que le ménage répond, ce qu'il ne sait pas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from contrat.calculs.eligibilite.demande import formuler
from contrat.calculs.eligibilite.moteur import Jugement, juger
from contrat.calculs.eligibilite.permanence.questionnaire import (
    APRES,
    AUTRES,
    BLOCS,
    CHOIX,
    ESTIMATION,
    GESTES,
    PRIX,
    QUESTIONS,
    RFR,
    RFR_REPLI,
    SUIVI,
    Question,
    choisir,
    compter_utiles,
    lire_reponse,
    lister_precisions,
    ranger,
)
from contrat.calculs.eligibilite.scenarios import imaginer
from contrat.modele.bareme import Bareme
from contrat.modele.fondement import est_en_vigueur
from contrat.modele.menage import Estimation, Menage
from contrat.modele.saisie import Saisie, chercher, reporter


class Reponse(NamedTuple):
    """Une question et ce que le ménage a répondu ; `saisies` est vide quand il ne sait pas."""

    question: Question
    texte: str
    saisies: tuple[Saisie, ...]


class DonneeConnue(NamedTuple):
    """Une réponse que l'on a déjà, de cette séance ou d'une autre ; `annee` est celle des revenus demandés."""

    question: Question
    annee: int
    texte: str


@dataclass(frozen=True)
class Entretien:
    """Un entretien en cours ; chaque réponse en donne un nouveau, ce qui permet de revenir en arrière.

    `depart` : le contenu du fichier, tout en texte ; `jour` : celui de la demande ; `d_office` : ce qui s'écrit sans
    avoir été demandé ; `reste` : ce qui a été donné sans qu'on le demande ; `est_tenu` : mené à son terme, il compte
    comme une visite même si rien n'y a été appris.
    """

    bareme: Bareme
    jour: date
    depart: Mapping[str, Any]
    reponses: tuple[Reponse, ...] = ()
    d_office: tuple[Saisie, ...] = ()
    reste: tuple[Saisie, ...] = ()
    est_tenu: bool = False

    @cached_property
    def menage(self) -> Menage:
        """Le ménage tel qu'on le connaît maintenant ; lève l'erreur de pydantic quand une réponse est mal formée."""
        return Menage.model_validate(self.contenu)

    @cached_property
    def jugement(self) -> Jugement:
        """Les réponses que l'on peut faire maintenant."""
        return juger(formuler(self.menage, self.jour, self.bareme.protocoles), self.bareme)

    @property
    def saisies(self) -> tuple[Saisie, ...]:
        """Tout ce qui est à écrire dans le fichier ; rien tant que rien n'a été appris, ni l'entretien tenu."""
        dites = (*(saisie for reponse in self.reponses for saisie in reponse.saisies), *self.reste)
        return (*self.d_office, *dites) if dites or self.est_tenu else ()

    @property
    def ecartees(self) -> frozenset[str]:
        """Les données déjà demandées, que le ménage les connaisse ou non, et ce qui dépend de ce qu'il ignore."""
        ignorees = {reponse.question.champ for reponse in self.reponses if not reponse.saisies}
        suites = {suite for suite, question in APRES.items() if question in ignorees}
        return frozenset({reponse.question.champ for reponse in self.reponses} | suites)

    @property
    def contenu(self) -> dict[str, Any]:
        """Ce que le fichier dira, tout en texte."""
        return reporter(self.depart, self.saisies)

    def connues(self) -> list[DonneeConnue]:
        """Les réponses que l'on a, dans l'ordre d'un entretien."""
        contenu, rangees = self.contenu, [*QUESTIONS, *SUIVI]
        trouvees = [DonneeConnue(q, annee := self.annee(q), lire_reponse(q, contenu, annee)) for q in rangees]
        memes = self.annee_de_repli == self._annee_demandee
        return [c for c in trouvees if c.texte and not (memes and c.question.champ == RFR_REPLI)]

    @property
    def est_a_reprendre(self) -> bool:
        """Vrai quand une question utile n'a pas encore sa réponse."""
        return self.prochaine() is not None or not all(reponse.saisies for reponse in self.reponses)

    def prochaine(self) -> Question | None:
        """La question qui décide le plus, ou rien quand aucune ne peut plus changer une réponse."""
        utiles = compter_utiles(self.jugement)
        if RFR in self.ecartees and self._repli() is not None:
            connus = self.jugement.demande.revenus
            question = CHOIX if self.annee_de_repli in connus else RFR_REPLI
            utiles.a_verifier[question] = utiles.a_verifier[RFR]
        return choisir(utiles, self.ecartees)

    def precisions(self) -> list[Question]:
        """Les questions qui ne changent aucune réponse, mais en donnent le montant."""
        manquent = {*lister_precisions(self.jugement), *self._a_defaut_du_prix()}
        return ranger(manquent, self.ecartees)

    def _a_defaut_du_prix(self) -> Iterator[str]:
        """L'ordre de grandeur du prix que le ménage ne sait pas, quand il chiffrerait une aide."""
        demande = self.jugement.demande
        if PRIX in self.ecartees and demande.travaux_ht is None and demande.estimation is None:
            essai = demande.model_copy(update={"estimation": Estimation(de=Decimal(1), a=Decimal(1))})
            if imaginer(self.jugement._replace(demande=essai), self.bareme):
                yield ESTIMATION

    def pour_le_suivi(self) -> list[Question]:
        """Les questions qui ne servent qu'au suivi, et que ni le fichier ni la séance n'ont."""
        connues = {connue.question.champ for connue in self.connues()}
        return [q for q in SUIVI if q.champ not in connues and q.champ not in self.ecartees]

    def avis_ecrits(self, question: Question) -> list[int]:
        """Les rangs, dans le fichier, des avis d'imposition sur lesquels porte une question."""
        annee = str(self.annee(question))
        return [rang for rang, avis in enumerate(self.depart.get("revenus", ())) if avis["annee"] == annee]

    def annee(self, question: Question) -> int:
        """L'année des revenus que la question demande."""
        return self.annee_de_repli if question.champ in (RFR_REPLI, CHOIX) else self._annee_demandee

    @property
    def _annee_demandee(self) -> int:
        ressources = self.jugement.ressources
        return ressources.attendue or ressources.annee

    def repondre(self, question: Question, texte: str, gestes: Sequence[Mapping[str, str]] = ()) -> Entretien:
        """L'entretien après une réponse, écrite comme dans le fichier ; plusieurs revenus se joignent d'un `+`.

        `gestes` : ceux du projet avec leur prix, quand ils étaient préparés.
        """
        annee = str(self.annee(question))
        if question.liste:
            return self._ajouter(question, texte, self._saisir_element(question, texte))
        if question.champ == CHOIX:
            return self._ajouter(question, texte, Saisie((CHOIX,), {"annee": annee, "motif": texte}))
        if question.champ == GESTES:
            choisis = list(gestes) or [{"geste": texte}]
            return self._ajouter(question, texte, Saisie((question.bloc, GESTES), choisis))
        if question.champ == ESTIMATION:
            bas, _, haut = texte.partition(" à ")
            bornes = (Saisie((*question.chemin, "de"), bas), Saisie((*question.chemin, "a"), haut or bas))
            return self._ajouter(question, texte, *bornes)
        if question.champ == "souhaites":
            return self._ajouter(question, texte, Saisie(question.chemin, [mot.strip() for mot in texte.split(";")]))
        if question.bloc != "revenus":
            return self._ajouter(question, texte, Saisie(question.chemin, texte))
        saisies = self._saisir_avis(question, [rfr.strip() for rfr in texte.split("+")])
        if self.jugement.ressources.attendue is not None:
            motif = f"avis de {annee} présenté le {self.jour.isoformat()}"
            saisies.append(Saisie((CHOIX,), {"annee": annee, "motif": motif}))
        return self._ajouter(question, texte, *saisies)

    def passer(self, question: Question) -> Entretien:
        """L'entretien quand le ménage ne sait pas répondre ; une réponse que le fichier avait en est retirée."""
        if question.champ == AUTRES:
            # Sans ces travaux, leurs montants n'ont plus d'objet.
            autres = tuple(r for r in self.reponses if r.question.liste != AUTRES or r.question == question)
            place = (question.bloc, question.liste)
            retrait = [Saisie(place, "")] if chercher(self.depart, place) else []
            return replace(self, reponses=autres)._ajouter(question, "", *retrait)
        if question.liste:
            return self._ajouter(question, "")
        ecrite = lire_reponse(question, self.depart, self.annee(question))
        return self._ajouter(question, "", *([Saisie(question.chemin, "")] if ecrite else []))

    def _saisir_element(self, question: Question, texte: str) -> Saisie:
        """Un élément de plus dans une liste qui n'en a pas, ou une donnée du dernier qu'elle a."""
        place = (question.bloc, question.liste)
        ecrits = chercher(self.depart, place) or []
        if question.champ == AUTRES and not ecrits:
            return Saisie(place, [{question.cle: texte}])
        rang = len(chercher(self.contenu, place)) - 1
        return Saisie((*place, rang, question.cle), texte)

    @property
    def a_d_autres_travaux(self) -> bool | None:
        """Vrai quand le projet mêle deux natures de travaux ; rien tant que sa première n'est pas connue."""
        demande = self.jugement.demande
        return None if demande.nature is None else bool(demande.autres_travaux)

    def _saisir_avis(self, question: Question, montants: Sequence[str]) -> list[Saisie]:
        """Les avis de l'année : ceux du fichier corrigés à leur place, les autres ajoutés."""
        ecrits = self.avis_ecrits(question)
        corriges = [Saisie(("revenus", rang, "rfr"), rfr) for rang, rfr in zip(ecrits, montants, strict=False)]
        annee = str(self.annee(question))
        neufs = [{"annee": annee, "rfr": rfr} for rfr in montants[len(ecrits) :]]
        return [*corriges, *([Saisie(("revenus",), neufs)] if neufs else [])]

    def ajouter_le_reste(self, contenu: Mapping[str, Any]) -> Entretien:
        """L'entretien complété de ce qu'un contenu donne sans qu'on l'ait demandé ; ce qui est connu ne change pas."""
        return replace(self, reste=(*self.reste, *_lister_le_reste(self.contenu, contenu)))

    def _ajouter(self, question: Question, texte: str, *saisies: Saisie) -> Entretien:
        """Une réponse de plus, ou celle qui remplace la précédente à la même question."""
        nouvelle = Reponse(question, texte, saisies)
        if question.champ not in {reponse.question.champ for reponse in self.reponses}:
            return replace(self, reponses=(*self.reponses, nouvelle))
        rangees = (nouvelle if r.question.champ == question.champ else r for r in self.reponses)
        return replace(self, reponses=tuple(rangees))

    @property
    def annee_de_repli(self) -> int:
        """L'année de revenus que le droit admet à défaut de celle qu'il demande."""
        return self.jour.year - (self._repli() or 0)

    def _repli(self) -> int | None:
        """Le recul de l'année de revenus que le droit admet à défaut de celle qu'il demande."""
        return next(r.repli for r in self.bareme.regles.revenus if est_en_vigueur(r, self.jour))


def _lister_le_reste(connu: Mapping[str, Any], contenu: Mapping[str, Any]) -> Iterator[Saisie]:
    for cle in ("secteur", "origine", "choix_revenus", "budget"):
        if cle in contenu and cle not in connu:
            yield Saisie((cle,), contenu[cle])
    annees = {avis["annee"] for avis in connu.get("revenus", ())}
    if autres := [avis for avis in contenu.get("revenus", ()) if avis["annee"] not in annees]:
        yield Saisie(("revenus",), autres)
    for bloc in filter(None, BLOCS):
        for cle, valeur in contenu.get(bloc, {}).items():
            if cle not in connu.get(bloc, {}):
                yield Saisie((bloc, cle), valeur)
