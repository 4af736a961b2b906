"""Le fichier que l'entretien écrit à mesure, sans jamais défaire ce qu'un autre y change pendant ce temps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from contrat.cli.ecriture import ecrire_ou_sortir
from contrat.depot.ecriture import ChangementFichier, Lieu, effacer
from contrat.depot.fiche import FicheLue, lire_fiche
from contrat.erreurs import ErreurContrat
from contrat.modele.menage import Menage
from contrat.modele.saisie import Saisie, contredites, reporter

RELANCER = "relancer contrat permanence {nom} : les réponses précédentes y sont, la dernière est à redonner"


class BaseEntretien(NamedTuple):
    """Le texte sur lequel reporter les réponses, et celles qui y sont déjà : on ne saurait plus les retirer."""

    texte: str
    acquises: tuple[Saisie, ...] = ()


@dataclass
class FichierTenu:
    """Chaque écriture reporte toutes les réponses sur la base, le texte d'avant l'entretien : revenir les retire.

    `lu` est le texte que le fichier doit avoir, absent quand il n'existe pas encore ; si un autre y a écrit, son texte
    devient la base. `depart` : ce que le fichier disait au début.
    """

    lieu: Lieu
    base: BaseEntretien
    lu: str | None
    depart: Mapping[str, Any]
    est_neuf: bool
    ecrites: tuple[Saisie, ...] = ()

    def ecrire(self, saisies: tuple[Saisie, ...]) -> bool:
        """Mettre ces saisies dans le fichier ; vrai quand un autre y avait écrit, ce qui est gardé.

        Lève `ErreurContrat`, sans rien écrire, quand les deux changements ne vont pas ensemble.
        """
        if saisies == self.ecrites:
            return False
        if self.est_neuf and not (saisies or self.base.acquises):
            return self._retirer()
        retenue = self.base

        def changer(actuelle: FicheLue | None) -> ChangementFichier:
            nonlocal retenue
            retenue = self._partir_de(actuelle)
            if saisies[: len(retenue.acquises)] != retenue.acquises:
                raise self._refuser("une réponse ne peut plus en être retirée", "la corriger dans le fichier")
            nouvelles = saisies[len(retenue.acquises) :]
            if retenue is not self.base and actuelle is not None:
                self._refuser_les_contredites(nouvelles, actuelle)
            return ChangementFichier(retenue.texte, nouvelles)

        fiche = ecrire_ou_sortir(self.lieu, changer)
        a_fusionne = retenue is not self.base
        self.base, self.lu, self.ecrites = retenue, fiche.texte, saisies
        return a_fusionne

    def relire(self) -> FicheLue:
        """Le fichier tel qu'il est maintenant."""
        return lire_fiche(self.lieu.chemin, self.lieu.nom, Menage)

    def _partir_de(self, actuelle: FicheLue | None) -> BaseEntretien:
        """La base de l'entretien ; ou, si un autre a écrit dans le fichier, son texte et nos réponses qui y sont."""
        texte = None if actuelle is None else actuelle.texte
        if texte == self.lu:
            return self.base
        if texte is None:
            raise self._refuser("il n'y est plus", "le remettre, ou recommencer l'entretien")
        return BaseEntretien(texte, self.ecrites)

    def _refuser_les_contredites(self, saisies: tuple[Saisie, ...], actuelle: FicheLue) -> None:
        avant = reporter(self.depart, self.ecrites)
        for saisie in contredites(saisies, avant, actuelle.lecture.valeur):
            champ = " › ".join(map(str, saisie.chemin))
            reponse = saisie.valeur if isinstance(saisie.valeur, str) else "autre chose"
            raise self._refuser(f"{champ} y a été écrit, et la réponse est « {reponse} »", RELANCER)

    def _retirer(self) -> bool:
        """Revenu avant la première réponse d'un fichier nouveau : il n'y a plus rien à garder."""
        if self.lu is not None and not effacer(self.lieu, self.lu):
            raise self._refuser("il n'est pas effacé", "le relire, puis l'effacer s'il ne sert pas")
        self.lu, self.ecrites = None, ()
        return False

    def _refuser(self, raison: str, aide: str) -> ErreurContrat:
        nom = self.lieu.nom
        return ErreurContrat(f"{nom} a changé pendant l'entretien : {raison}", aide.format(nom=nom))
