"""L'entretien au terminal : une question à la fois, ce que la réponse tranche, le fichier écrit aussitôt."""

from __future__ import annotations

from dataclasses import dataclass, field

from contrat.calculs.eligibilite.permanence.entretien import DonneeConnue, Entretien
from contrat.calculs.eligibilite.permanence.questionnaire import AUTRES, QUESTIONS, Question, lire_reponse
from contrat.cli.entretien.console import Console
from contrat.cli.entretien.dossier import Ouverture, refuser
from contrat.cli.entretien.frappe import comprendre
from contrat.erreurs import ErreurUsage
from contrat.rendu.eligibilite.permanence import (
    demander,
    dire_commune,
    dire_connue,
    dire_invraisemblances,
    dire_reponse,
    dire_revenus,
    dire_tranches,
    enumerer_choix,
    preciser,
)
from contrat.rendu.mots.phrases import compter

NE_SAIT_PAS, REVENIR, ARRETER = "?", "<", "."
GARDER = ""
TOUCHES = (
    f"À tout moment : {NE_SAIT_PAS} ne sait pas, {REVENIR} revenir, {ARRETER} arrêter. "
    "Dans une liste : le numéro, ou les premières lettres."
)
FINIR, CHIFFRER, SUIVRE, RELIRE, AJOUTER = "f", "c", "s", "r", "a"
_AUTRES = next(question for question in QUESTIONS if question.champ == AUTRES)


@dataclass
class Dialogue:
    """Un entretien en cours à l'écran ; `parcours` : les questions par lesquelles revenir, la dernière en tête."""

    ouverture: Ouverture
    console: Console
    entretien: Entretien
    parcours: list[Question] = field(default_factory=list)
    voulues: str = ""
    est_arrete: bool = False

    def mener(self) -> Entretien:
        """Mener l'entretien jusqu'à ce que plus rien ne puisse changer une réponse, ou que l'on arrête."""
        question = self._accueillir()
        while True:
            if not self.est_arrete:
                question = question or self.entretien.prochaine() or self._suivante() or self._decider()
            if self.est_arrete or question is None or not self._traiter(question):
                return self.entretien
            question = None

    def _accueillir(self) -> Question | None:
        """Dire de quel ménage il s'agit et ce que l'on en sait ; une réponse d'avant se corrige tout de suite."""
        numero = self.ouverture.fichier.lieu.chemin.stem
        neuf = "Dossier neuf. " if self.ouverture.fichier.est_neuf else ""
        self.console.dire(f"{neuf}Ménage {numero}. Notez ce numéro : rien d'autre ne le désigne.")
        self.console.dire(f"Chaque réponse est écrite aussitôt dans {self.ouverture.nom}.", TOUCHES)
        connues = self.entretien.connues()
        self.parcours = [connue.question for connue in connues]
        return self._choisir_a_corriger(connues) if connues else None

    def _suivante(self) -> Question | None:
        """La question suivante de ce que l'on a voulu compléter, chiffrage ou suivi."""
        restantes = {CHIFFRER: self.entretien.precisions, SUIVRE: self.entretien.pour_le_suivi}
        return next(iter(restantes[self.voulues]()), None) if self.voulues else None

    def _decider(self) -> Question | None:
        """Finir, chiffrer, compléter pour le suivi, ajouter, ou corriger une réponse ; rien quand c'est fini."""
        choix = self._proposer()
        while True:
            mot = self.console.lire()
            if mot is None or mot == ARRETER:
                return None
            if mot == REVENIR and self.parcours:
                return self.parcours[-1]
            if mot.lower() in choix:
                return self._suivre_choix(mot.lower())
            self.console.dire(f"« {mot} » : taper une des lettres {', '.join(sorted(choix))}.")

    def _proposer(self) -> set[str]:
        """Montrer ce que l'on peut faire quand plus rien ne décide ; les lettres qui conviennent."""
        self.console.dire("", "Plus aucune question ne peut changer une réponse.", f"  {FINIR} finir")
        choix = {FINIR, RELIRE}
        for lettre, questions, quoi in (
            (CHIFFRER, self.entretien.precisions(), "chiffrer les aides et le reste à payer"),
            (SUIVRE, self.entretien.pour_le_suivi(), "compléter pour le suivi"),
        ):
            if questions:
                choix.add(lettre)
                self.console.dire(f"  {lettre} {quoi} ({compter(len(questions), 'question')})")
        if self.entretien.a_d_autres_travaux is False:
            choix.add(AJOUTER)
            self.console.dire(f"  {AJOUTER} ajouter des travaux d'une autre nature (chauffage et douche)")
        self.console.dire(f"  {RELIRE} relire, et corriger")
        return choix

    def _suivre_choix(self, lettre: str) -> Question | None:
        if lettre == FINIR:
            self.entretien = self.ouverture.tenir(self.entretien)
            return None
        if lettre == RELIRE:
            return self._choisir_a_corriger(self.entretien.connues()) or self._apres_relecture()
        if lettre == AJOUTER:
            return _AUTRES
        self.voulues = lettre
        return self._suivante()

    def _apres_relecture(self) -> Question | None:
        return None if self.est_arrete else self._decider()

    def _choisir_a_corriger(self, connues: list[DonneeConnue]) -> Question | None:
        """Montrer ce qui est déjà dit, et laisser choisir ce qui est à corriger."""
        lignes = [f"  {rang} {dire_connue(connue)}" for rang, connue in enumerate(connues, 1)]
        self.console.dire("", "Déjà dit :", *lignes, "Un numéro pour corriger, Entrée pour continuer.")
        while mot := self.console.lire():
            if mot == ARRETER:
                self.est_arrete = True
                return None
            if mot == REVENIR:
                return connues[-1].question
            if mot.isascii() and mot.isdigit() and 0 < int(mot) <= len(connues):
                return connues[int(mot) - 1].question
            self.console.dire(f"« {mot} » : taper un numéro de 1 à {len(connues)}, ou Entrée.")
        return None

    def _traiter(self, question: Question) -> bool:
        """Poser une question, et celles d'avant si l'on y revient ; faux quand il faut s'arrêter là."""
        while True:
            reponse = self._poser(question)
            if reponse == ARRETER:
                return False
            if reponse != REVENIR:
                break
            question = self._reculer(question)
        if question in self.parcours:
            self.parcours.remove(question)
        self.parcours.append(question)
        if reponse != GARDER:
            self._retenir(question, reponse)
        return True

    def _reculer(self, question: Question) -> Question:
        rang = self.parcours.index(question) if question in self.parcours else len(self.parcours)
        if rang == 0:
            self.console.dire("C'est la première question.")
            return question
        return self.parcours[rang - 1]

    def _retenir(self, question: Question, reponse: str) -> None:
        """Garder une réponse, dire ce qu'elle tranche, l'écrire."""
        avant = self.entretien
        suivant = avant.passer(question) if reponse == NE_SAIT_PAS else avant.repondre(question, reponse)
        if question.champ == "commune" and suivant.menage.logement.commune:
            self.console.dire(*dire_commune(reponse, avant.bareme.liste_communes))
        if question.bloc == "revenus" and reponse != NE_SAIT_PAS:
            self.console.dire(*dire_revenus(suivant.jugement.demande, avant.annee(question)))
        self.console.dire(*dire_invraisemblances(avant.menage, suivant.menage, avant.jour))
        self.console.dire(*dire_tranches(avant.jugement, suivant.jugement))
        self.entretien = suivant
        self.ouverture.ecrire(suivant)

    def _poser(self, question: Question) -> str:
        """Une question et sa réponse, telle qu'elle s'écrit, ou l'une des touches."""
        annee = self.entretien.annee(question)
        precision = f" ({precision})" if (precision := preciser(question)) else ""
        self.console.dire("", demander(question, annee) + precision)
        if question.reponses:
            self.console.dire(*enumerer_choix(question))
        actuelle = lire_reponse(question, self.entretien.contenu, annee)
        proposee = self.ouverture.insee if question.champ == "commune" and not actuelle else ""
        if actuelle:
            self.console.dire(f"Réponse actuelle : {dire_reponse(actuelle)}. Entrée la garde.")
        elif proposee:
            self.console.dire(f"Entrée pour {self._nommer(proposee)}.")
        while True:
            tape = self.console.lire()
            if tape is None:
                return ARRETER
            if tape in (NE_SAIT_PAS, REVENIR, ARRETER):
                return tape
            if not tape and (actuelle or proposee):
                return proposee or GARDER
            if (reponse := self._comprendre(question, tape)) is not None:
                return reponse

    def _comprendre(self, question: Question, tape: str) -> str | None:
        """La réponse qui est tapée ; rien, une fois dit pourquoi, quand il faut la redemander."""
        if not tape:
            self.console.dire(f"Rien n'est tapé : répondre, ou {NE_SAIT_PAS} si le ménage ne sait pas.")
            return None
        try:
            reponse = comprendre(question, tape, self.entretien.bareme.liste_communes)
            faute = refuser(self.entretien, question, reponse)
        except ErreurUsage as erreur:
            faute = f"{erreur.message} : {erreur.aide}"
        if faute is not None:
            self.console.dire(f"{faute}.")
            return None
        return reponse

    def _nommer(self, code: str) -> str:
        nom = self.entretien.bareme.liste_communes.nommer(code)
        return f"{code}, {nom}" if nom else code
