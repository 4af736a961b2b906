"""Reprendre la lecture après une faute de syntaxe : la dire, effacer le bloc fautif, lire la suite."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from contrat.depot.conflits import effacer
from contrat.depot.syntaxe import traduire
from contrat.depot.texte import Faute, Places
from contrat.diagnostics import Position

# libyaml est vingt fois plus rapide ; sans elle, l'analyseur Python donne les mêmes événements.
CHARGEUR: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
REPRISES = 30
OUVERTS, REFERMER = "guillemets jamais refermés", "refermer les guillemets ouverts ici"
_INUTILE = re.compile(r"[ \t]*(?:#[^\n]*)?\r?")


@dataclass
class Reprise:
    """Le texte qui reste à lire, de même longueur que l'original, et les fautes de syntaxe déjà dites.

    `suspecte` : la dernière ligne effacée ou réalignée. `est_trouee` : des lignes ont été effacées, et des
    clés peut-être avec elles.
    """

    texte: str
    places: Places
    fautes: list[Faute] = field(default_factory=list)
    suspecte: int = 0
    est_trouee: bool = False
    essais: int = 0

    def reprendre(self, erreur: yaml.MarkedYAMLError) -> bool:
        """Dire la faute et écarter ce qui la porte ; faux quand il vaut mieux renoncer à lire la suite."""
        self.essais += 1
        probleme: Any = erreur.problem_mark or erreur.context_mark
        place = self.places.situer(probleme.index, probleme.index + 1)
        if self._reprendre_tabulation(place, erreur):
            return self.essais < REPRISES
        if guillemet := self._guillemet_ouvert(erreur):
            return self._refermer(guillemet)
        place = self._montrer(erreur, place)
        message, aide = traduire(erreur.problem or "", erreur.context or "")
        if not self._suit_une_faute(place.ligne):
            self.fautes.append(Faute("F001", place, message, aide))
        return self._effacer_bloc(place.ligne) and self.essais < REPRISES

    def _refermer(self, place: Position) -> bool:
        """Dire les guillemets jamais refermés où ils s'ouvrent, puis lire leur ligne sans eux."""
        if place.ligne == self.suspecte:
            return self._effacer_bloc(place.ligne) and self.essais < REPRISES
        self.fautes.append(Faute("F001", place, OUVERTS, REFERMER))
        rang = self.places.rang(place.ligne) + place.colonne - 1
        self.texte = self.texte[:rang] + " " + self.texte[rang + 1 :]
        self.suspecte = place.ligne
        return self.essais < REPRISES

    def _reprendre_tabulation(self, place: Position, erreur: yaml.MarkedYAMLError) -> bool:
        """Lire une tabulation comme une espace ; la refuser là où YAML la refuse."""
        ligne = self.places.ligne(place.ligne)
        debut = self.places.rang(place.ligne)
        ecrite = self.texte[debut : debut + len(ligne)]
        rang = ecrite.find("\t", 0, max(place.colonne, len(ecrite) - len(ecrite.lstrip())))
        if rang < 0 or (ecrite[place.colonne - 1 : place.colonne] != "\t" and "tab" not in (erreur.problem or "")):
            return False
        if not _INUTILE.fullmatch(ecrite) and not _est_apres_tiret(ecrite):
            message = "une tabulation dans l'alignement ; YAML n'y admet que des espaces"
            ici = Position(place.ligne, rang + 1, rang + 2)
            self.fautes.append(Faute("F004", ici, message, "remplacer la tabulation par des espaces"))
            self.suspecte = place.ligne
        self.texte = self.texte[:debut] + ecrite.replace("\t", " ") + self.texte[debut + len(ligne) :]
        return True

    def _montrer(self, erreur: yaml.MarkedYAMLError, place: Position) -> Position:
        """Où la faute se corrige : l'ouverture restée ouverte, la clé sans deux-points, sinon là où la lecture bute."""
        probleme = erreur.problem or ""
        marque: Any = erreur.context_mark
        if marque is not None and ("unexpected end of stream" in probleme or "expected ':'" in probleme):
            place = self.places.situer(marque.index, marque.index + 1)
        # À la fin du fichier, l'analyseur montre une ligne qui n'existe pas : montrer la dernière ligne écrite.
        fin = len(self.texte.rstrip())
        return min(place, self.places.situer(max(fin, 0), fin + 1))

    def _guillemet_ouvert(self, erreur: yaml.MarkedYAMLError) -> Position | None:
        """Où s'ouvrent les guillemets que la faute trahit : le texte cité se referme sur sa ligne, venu d'une autre."""
        bute: Any = erreur.problem_mark or erreur.context_mark
        ouverture: Any = erreur.context_mark
        if "quoted scalar" in (erreur.context or "") and "unexpected" in (erreur.problem or ""):
            return self.places.situer(ouverture.index, ouverture.index + 1)
        dernier: Any = None
        try:
            for jeton in yaml.scan(self.texte, Loader=CHARGEUR):
                if jeton.start_mark.index >= bute.index:
                    break
                if isinstance(jeton, yaml.ScalarToken) and jeton.style in ("'", '"'):
                    dernier = jeton
        except yaml.YAMLError:
            pass
        if dernier is None or "\n" not in self.texte[dernier.start_mark.index : dernier.end_mark.index]:
            return None
        if "\n" in self.texte[dernier.end_mark.index : bute.index]:
            return None
        return self.places.situer(dernier.start_mark.index, dernier.start_mark.index + 1)

    def _suit_une_faute(self, numero: int) -> bool:
        """Vrai pour une faute qui touche à une ligne effacée ou réalignée : elle n'en est que la suite."""
        return (
            self.suspecte > 0 and not self.texte[self.places.rang(self.suspecte + 1) : self.places.rang(numero)].strip()
        )

    def _effacer_bloc(self, numero: int) -> bool:
        """Effacer une ligne et ce qu'elle contient ; faux quand il n'y a rien à effacer."""
        lignes = self.texte.split("\n")
        while numero > 1 and not lignes[numero - 1].strip():
            numero -= 1
        if not lignes[numero - 1].strip():
            return False
        retrait = retrait_de(lignes[numero - 1])
        fin = numero
        est_element = lignes[numero - 1].lstrip().startswith("-")
        for rang in range(numero, len(lignes)):
            ligne = lignes[rang]
            dedans = retrait_de(ligne) > retrait or (
                not est_element and retrait_de(ligne) == retrait and ligne.lstrip().startswith("- ")
            )
            if ligne.strip() and not dedans:
                break
            fin = rang + 1 if ligne.strip() else fin
        de, a = self.places.rang(numero), self.places.rang(fin + 1)
        self.texte = self.texte[:de] + effacer(self.texte[de:a]) + self.texte[a:]
        self.suspecte, self.est_trouee = fin, True
        return True


def _est_apres_tiret(ligne: str) -> bool:
    """Vrai pour « - », une tabulation, puis une valeur : YAML l'admet, mais pas devant une clé."""
    reste = ligne.lstrip(" -\t")
    tete = ligne[: len(ligne) - len(reste)]
    return "-" in tete.partition("\t")[0] and ": " not in reste and not reste.rstrip().endswith(":")


def retrait_de(ligne: str) -> int:
    """Combien d'espaces ouvrent une ligne."""
    return len(ligne) - len(ligne.lstrip(" "))
