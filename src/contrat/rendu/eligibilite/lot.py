"""Les réponses d'un lot en cases de CSV."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from io import StringIO

from contrat.calculs.eligibilite.lot import ReponseLot
from contrat.calculs.eligibilite.reserves import Reserves
from contrat.modele.lot import EcritureFrancaise
from contrat.proches import plus_proche
from contrat.rendu.ecrivains.fichier_csv import desarmer
from contrat.rendu.mots.droit import SUPPOSEES
from contrat.rendu.mots.lot import ECRITURES
from contrat.rendu.mots.menages import dire_confusion, dire_inconnue
from contrat.rendu.mots.phrases import compter

EN_TETE = ReponseLot._fields
_MONTANT = EN_TETE.index("montant")
_COMPOSEES = 1 << 13
_CITEES = 5
# Un id qui s'écrit tel quel : ni guillemet, ni formule de tableur.
_SANS_GUILLEMET = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


def en_cases(reponse: ReponseLot) -> tuple[str, ...]:
    """Les cases d'une réponse : vides quand elle n'a rien à dire, les colonnes manquantes séparées par une espace.

    Les réserves le sont par une barre.
    """
    montant = dire_montant(reponse.montant)
    manquants = " ".join(reponse.manquants)
    reserves = " | ".join(_dire_reserves(reponse.reserves)) if reponse.reserves else ""
    return desarmer(reponse.id), reponse.aide, reponse.categorie, reponse.verdict or "", montant, manquants, reserves


class Redacteur:
    """Écrit des réponses en CSV ; de deux ménages dont les réponses ont tout en commun, un seul texte est composé."""

    def __init__(self) -> None:
        self._composees: dict[int, tuple[Sequence[ReponseLot], list[tuple[str, str]], list[str]]] = {}

    def rediger(self, identifiant: str, communes: Sequence[ReponseLot], montants: Sequence[Decimal | None]) -> str:
        """Les lignes d'un ménage : ce que ses réponses ont de commun avec d'autres, et leurs montants, s'il y en a."""
        _, en_deux, entieres = self._composees.get(id(communes)) or self._composer(communes)
        debut = identifiant
        if not _SANS_GUILLEMET.fullmatch(identifiant):
            debut = _en_ligne(desarmer(identifiant), "")[: -len(",\n")]
        if not montants:
            return debut.join(entieres)
        textes = zip(en_deux, montants, strict=True)
        return "".join(f"{debut}{avant}{dire_montant(montant)}{apres}" for (avant, apres), montant in textes)

    def _composer(
        self, communes: Sequence[ReponseLot]
    ) -> tuple[Sequence[ReponseLot], list[tuple[str, str]], list[str]]:
        """Le texte d'avant et d'après chaque montant, et sans montant, ce qui suit chaque fois l'identifiant.

        Les réponses gardées avec leur texte ne cèdent leur adresse à aucune autre.
        """
        if len(self._composees) >= _COMPOSEES:
            self._composees.clear()
        en_deux = [rediger_en_deux(commune) for commune in communes]
        composee = self._composees[id(communes)] = communes, en_deux, ["", *(a + b for a, b in en_deux)]
        return composee


def rediger_en_deux(commune: ReponseLot) -> tuple[str, str]:
    """Ce qui s'écrit d'une réponse entre l'identifiant et le montant, puis après le montant."""
    cases = en_cases(commune)
    avant, apres = _en_ligne("", *cases[1:_MONTANT], ""), _en_ligne("", *cases[_MONTANT + 1 :])
    return avant.rstrip("\n"), apres


def _en_ligne(*cases: str) -> str:
    sortie = StringIO()
    csv.writer(sortie, lineterminator="\n").writerow(cases)
    return sortie.getvalue()


def dire_montant(montant: Decimal | None) -> str:
    """Un montant au centime, ou rien."""
    return "" if montant is None else f"{montant:f}"


def dire_ecritures(lues: Collection[EcritureFrancaise]) -> str:
    """Ce qui a été lu comme l'écrit un tableur français."""
    return f"Lu comme un tableau français : {', '.join(mot for cle, mot in ECRITURES.items() if cle in lues)}."


def dire_communes_inconnues(codes: Collection[str], ici: str) -> str:
    """Les codes d'un lot qui ne sont ceux d'aucune commune, et celle du contrat quand l'un d'eux lui ressemble."""
    tries = sorted(codes)
    cites, reste = ", ".join(tries[:_CITEES]), len(tries) - _CITEES
    autres = f" et {compter(reste, 'autre')}" if reste > 0 else ""
    sosies = [code for code in tries if plus_proche(code, [ici])]
    suite = f" ; vouliez-vous dire {ici} pour {', '.join(sosies[:_CITEES])} ?" if sosies else ""
    return f"À vérifier (M008) : {dire_inconnue(f'{cites}{autres}')}{suite}"


def _dire_reserves(reserves: Reserves) -> Iterator[str]:
    yield from (condition.libelle for condition in reserves.conditions)
    yield from (f"{SUPPOSEES[champ]}, comptées pour 0 €" for champ in reserves.supposees)
    if reserves.ttc_sous_ht:
        yield "travaux TTC inférieurs au HT, l'un des deux est faux"
    if reserves.confusion is not None:
        yield dire_confusion(reserves.confusion)
    yield from (texte for texte in (reserves.ressources.reserve, reserves.ressources.provisoire) if texte)
