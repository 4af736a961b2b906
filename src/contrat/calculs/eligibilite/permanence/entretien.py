"""L'état d'un entretien : ce que le fichier disait, ce que le ménage répond, ce qu'il ne sait pas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from contrat.calculs.eligibilite.demande import formuler
from contrat.calculs.eligibilite.moteur import Jugement, juger
from contrat.calculs.eligibilite.permanence.questionnaire import (
    BLOCS,
    CHOIX,
    GESTES,
    RFR,
    RFR_REPLI,
    Question,
    choisir,
    compter_utiles,
    lister_precisions,
    ranger,
)
from contrat.modele.bareme import Bareme
from contrat.modele.fondement import est_en_vigueur
from contrat.modele.menage import Menage
from contrat.modele.saisie import Saisie, reporter


class Reponse(NamedTuple):
    """Une question et ce que le ménage a répondu ; `saisies` est vide quand il ne sait pas."""

    question: Question
    texte: str
    saisies: tuple[Saisie, ...]


@dataclass(frozen=True)
class Entretien:
    """Un entretien en cours ; chaque réponse en donne un nouveau, ce qui permet de revenir en arrière.

    `depart` : le contenu du fichier, tout en texte ; `jour` : celui de la demande ; `d_office` : ce qui s'écrit sans
    avoir été demandé ; `reste` : ce qui a été donné sans qu'on le demande.
    """

    bareme: Bareme
    jour: date
    depart: Mapping[str, Any]
    reponses: tuple[Reponse, ...] = ()
    d_office: tuple[Saisie, ...] = ()
    reste: tuple[Saisie, ...] = ()

    @cached_property
    def menage(self) -> Menage:
        """Le ménage tel qu'on le connaît maintenant ; lève l'erreur de pydantic quand une réponse est mal formée."""
        return Menage.model_validate(reporter(self.depart, self.saisies))

    @cached_property
    def jugement(self) -> Jugement:
        """Les réponses que l'on peut faire maintenant."""
        return juger(formuler(self.menage, self.jour, self.bareme.protocoles), self.bareme)

    @property
    def saisies(self) -> tuple[Saisie, ...]:
        """Tout ce qui est à écrire dans le fichier ; rien tant que rien n'a été appris."""
        dites = (*(saisie for reponse in self.reponses for saisie in reponse.saisies), *self.reste)
        return (*self.d_office, *dites) if dites else ()

    @property
    def ecartees(self) -> frozenset[str]:
        """Les données déjà demandées : celles que le ménage ne connaît pas ne le sont pas deux fois."""
        return frozenset(reponse.question.champ for reponse in self.reponses)

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
        return ranger(lister_precisions(self.jugement), self.ecartees)

    def annee(self, question: Question) -> int:
        """L'année des revenus que la question demande."""
        ressources = self.jugement.ressources
        return self.annee_de_repli if question.champ in (RFR_REPLI, CHOIX) else ressources.attendue or ressources.annee

    def repondre(self, question: Question, texte: str, gestes: Sequence[Mapping[str, str]] = ()) -> Entretien:
        """L'entretien après une réponse, écrite comme dans le fichier ; plusieurs revenus se joignent d'un `+`.

        `gestes` : ceux du projet avec leur prix, quand ils étaient préparés.
        """
        annee = str(self.annee(question))
        if question.champ == CHOIX:
            return self._ajouter(question, texte, Saisie((CHOIX,), {"annee": annee, "motif": texte}))
        if question.champ == GESTES:
            choisis = list(gestes) or [{"geste": texte}]
            return self._ajouter(question, texte, Saisie((question.bloc, GESTES), choisis))
        if question.bloc != "revenus":
            return self._ajouter(question, texte, Saisie((question.bloc, question.cle), texte))
        avis = [{"annee": annee, "rfr": rfr.strip()} for rfr in texte.split("+")]
        saisies = [Saisie(("revenus",), avis)]
        if self.jugement.ressources.attendue is not None:
            motif = f"avis de {annee} présenté le {self.jour.isoformat()}"
            saisies.append(Saisie((CHOIX,), {"annee": annee, "motif": motif}))
        return self._ajouter(question, texte, *saisies)

    def passer(self, question: Question) -> Entretien:
        """L'entretien quand le ménage ne sait pas répondre."""
        return self._ajouter(question, "")

    def revenir(self) -> Entretien:
        """L'entretien avant la dernière réponse."""
        return replace(self, reponses=self.reponses[:-1])

    def ajouter_le_reste(self, contenu: Mapping[str, Any]) -> Entretien:
        """L'entretien complété de ce qu'un contenu donne sans qu'on l'ait demandé ; ce qui est connu ne change pas."""
        connu = reporter(self.depart, self.saisies)
        return replace(self, reste=(*self.reste, *_lister_le_reste(connu, contenu)))

    def _ajouter(self, question: Question, texte: str, *saisies: Saisie) -> Entretien:
        return replace(self, reponses=(*self.reponses, Reponse(question, texte, saisies)))

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
    for bloc in BLOCS:
        for cle, valeur in contenu.get(bloc, {}).items():
            if cle not in connu.get(bloc, {}):
                yield Saisie((bloc, cle), valeur)
