"""Le suivi des ménages : où en est chacun, l'entonnoir, les délais, ce qui manque, l'argent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from statistics import median
from typing import NamedTuple, get_args

from contrat.calculs.concordance.mesures_menages import (
    AVEC_TRAVAUX,
    CONTACTE,
    jour_a_juger,
    juger_menage,
)
from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.moteur import Jugement
from contrat.calculs.eligibilite.plan import dresser
from contrat.calculs.eligibilite.verdicts import a_verifier
from contrat.calculs.sommes import sommer_connus, sommer_par
from contrat.calculs.suivi.delais import est_depasse
from contrat.modele.agregat import NON_DIT, Agregat, CompteAnnees
from contrat.modele.bareme import Bareme, RegleDelai
from contrat.modele.dossier import Dossier
from contrat.modele.evenement import FINALES, EtapeMenage, Evenement, SensMontant
from contrat.modele.menage import Menage
from contrat.modele.parcours import trouver_etape

ETAPES: tuple[EtapeMenage, ...] = get_args(EtapeMenage)
# Ce qu'un montant écrit à une étape veut dire ; à une autre étape, il n'est pas compté.
SENS: Mapping[EtapeMenage, SensMontant] = {
    "dossier_depose": "demande", "accorde": "accorde", "acompte": "paye", "solde_paye": "paye",
}  # fmt: skip
# L'aide qui fait d'un logement rénové un logement Habiter Mieux.
HABITER_MIEUX = "ase"
# Les passages dont la durée dit comment tourne la permanence.
PASSAGES: tuple[tuple[EtapeMenage, EtapeMenage], ...] = (
    ("contacte", "recu_en_permanence"),
    ("recu_en_permanence", "diagnostic_effectue"),
    ("dossier_depose", "accorde"),
    ("accorde", "travaux_acheves"),
)


@dataclass(frozen=True)
class MenageSuivi:
    """Un ménage au jour du suivi ; `jugement` est absent pour qui n'a pas été contacté, ou hors de tout barème."""

    menage: Menage
    evenements: tuple[Evenement, ...]
    jugement: Jugement | None
    jours: int
    depasses: tuple[RegleDelai, ...]

    @property
    def etat(self) -> EtapeMenage:
        """L'étape où il en est ; un contact ne fait pas reculer un dossier déposé."""
        return self._atteinte.etape

    @property
    def depuis(self) -> date:
        """Le jour où il l'a franchie."""
        return self._atteinte.date

    @cached_property
    def _atteinte(self) -> Evenement:
        atteinte = trouver_etape(self.evenements)
        assert atteinte is not None  # noqa: S101 - un ménage suivi a au moins une étape
        return atteinte

    @property
    def est_fini(self) -> bool:
        """Vrai quand plus rien n'est attendu."""
        return self.etat in FINALES

    @cached_property
    def verdict(self) -> Verdict | None:
        """Sa réponse pour les aides nationales aux travaux ; rien quand il n'a pas été jugé."""
        if self.jugement is None:
            return None
        verdicts = {r.verdict for r in self.jugement.aides if r.aide.est_aux_travaux}
        ordre = (Verdict.ELIGIBLE, Verdict.INDETERMINE, Verdict.NON_JUGE, Verdict.NON_ELIGIBLE, Verdict.HORS_CHAMP)
        return next((v for v in ordre if v in verdicts), Verdict.NON_ELIGIBLE)

    @property
    def categorie(self) -> str:
        """Sa catégorie de ressources ; « a_verifier » quand plusieurs sont possibles, ou qu'il n'a pas été jugé."""
        return (self.jugement.ressources.categorie or "a_verifier") if self.jugement else "a_verifier"

    @property
    def notifies(self) -> Mapping[SensMontant, Decimal]:
        """Les montants demandés, accordés et payés que ses pièces écrivent, en euros."""
        notifies = [e for e in self.evenements if e.etape in SENS]
        return sommer_par((SENS[e.etape], notifie.montant) for e in notifies for notifie in e.montants)

    def a_franchi(self, etapes: Iterable[EtapeMenage]) -> bool:
        """Dire si le ménage a franchi l'une de ces étapes."""
        return not {e.etape for e in self.evenements}.isdisjoint(etapes)


class Duree(NamedTuple):
    """Le temps entre deux étapes, en jours, pour les ménages qui ont franchi les deux."""

    depuis: EtapeMenage
    vers: EtapeMenage
    nombre: int
    courte: int
    mediane: Decimal
    longue: int


class EntonnoirMenages(NamedTuple):
    """Les marches que le contrat publie."""

    reperes: int
    contactes: int
    eligibles: int
    logements_renoves: int
    habiter_mieux: int


@dataclass(frozen=True)
class Suivi:
    """L'état de tous les ménages un jour donné.

    `effaces` : les totaux des dossiers effacés, comptés quel que soit le jour ; `illisibles` : les fichiers chiffrés,
    qui ne le sont pas ; `sans_etape` : les dossiers sans étape à ce jour, qui ne le sont pas non plus.
    """

    au: date
    silence: int
    menages: tuple[MenageSuivi, ...]
    bareme: Bareme
    effaces: Agregat
    illisibles: int
    sans_etape: int

    @cached_property
    def entonnoir(self) -> EntonnoirMenages:
        """Combien de ménages à chaque marche, dossiers effacés compris."""
        effaces = self.effaces
        return EntonnoirMenages(
            reperes=len(self.menages) + effaces.menages,
            contactes=len(self.contactes) + _additionner(effaces.contactes),
            eligibles=len(self.eligibles) + _additionner(effaces.eligibles),
            logements_renoves=len(self.renoves) + _additionner(effaces.renoves),
            habiter_mieux=sum(_a_droit(m, HABITER_MIEUX) for m in self.renoves)
            + sum(c.aides.get(HABITER_MIEUX, 0) for c in effaces.renoves),
        )

    @property
    def etats(self) -> Mapping[EtapeMenage, int]:
        """Combien de ménages à chaque étape, dans l'ordre du parcours."""
        comptes = Counter(m.etat for m in self.menages) + Counter(self.effaces.etats)
        return {etape: comptes[etape] for etape in ETAPES if comptes[etape]}

    @cached_property
    def contactes(self) -> tuple[MenageSuivi, ...]:
        """Ceux que la permanence a contactés."""
        return tuple(m for m in self.menages if m.a_franchi(CONTACTE))

    @cached_property
    def eligibles(self) -> tuple[MenageSuivi, ...]:
        """Les contactés qui ont droit à une aide nationale aux travaux."""
        return tuple(m for m in self.contactes if m.verdict is Verdict.ELIGIBLE)

    @cached_property
    def renoves(self) -> tuple[MenageSuivi, ...]:
        """Ceux dont les travaux sont achevés."""
        return tuple(m for m in self.menages if m.a_franchi(AVEC_TRAVAUX))

    @property
    def travaux(self) -> Decimal | None:
        """Les travaux achevés dont le montant est connu, en euros TTC ; rien quand il y en a, et qu'aucun ne l'est."""
        presents = [m.menage.projet.travaux_ttc for m in self.renoves]
        somme = sommer_connus([*presents, *(compte.travaux for compte in self.effaces.renoves)])
        return None if self.a_travaux_inconnus and not somme else somme

    @property
    def a_travaux_inconnus(self) -> bool:
        """Vrai quand le montant d'un logement rénové manque : le total des travaux n'est pas complet."""
        manquent = sum(compte.sans_montant for compte in self.effaces.renoves)
        return manquent > 0 or any(m.menage.projet.travaux_ttc is None for m in self.renoves)

    @property
    def silencieux(self) -> tuple[MenageSuivi, ...]:
        """Les dossiers ouverts, au-delà du repérage, dont on n'a pas de nouvelle depuis trop longtemps."""
        return tuple(m for m in self.contactes if not m.est_fini and m.jours > self.silence)

    @property
    def en_retard(self) -> tuple[MenageSuivi, ...]:
        """Ceux qui ont dépassé un délai de l'aide."""
        return tuple(m for m in self.menages if m.depasses)

    @property
    def origines(self) -> Mapping[str, int]:
        """D'où viennent les contactés ; une origine vide n'a pas été dite."""
        return _compter((m.menage.origine for m in self.contactes), self.effaces.origines.items())

    @property
    def abandons(self) -> Mapping[str, int]:
        """Pourquoi des ménages ont abandonné ; un motif vide n'a pas été dit."""
        finis = (m.evenements[-1] for m in self.menages if m.etat == "abandon")
        return _compter((evenement.motif for evenement in finis), self.effaces.abandons.items())

    def croiser_ressources(self) -> Mapping[tuple[str, str], int]:
        """Les contactés jugés, par catégorie de ressources et par réponse : pour le travail, jamais publié.

        Les dossiers effacés n'y sont pas : leurs totaux ne croisent rien.
        """
        juges = [m for m in self.contactes if m.verdict is not None]
        return Counter((m.categorie, str(m.verdict)) for m in juges)

    def argent(self) -> Mapping[str, Decimal]:
        """Les aides des logements rénovés, par financeur, en euros."""
        lignes = [x for m in self.renoves if m.jugement for x in dresser(m.jugement, self.bareme).lignes]
        effacees = [somme for compte in self.effaces.renoves for somme in compte.ressources.items()]
        sommes = sommer_par([*((x.financeur, x.montant) for x in lignes), *effacees])
        return dict(sorted(sommes.items(), key=lambda somme: somme[1], reverse=True))

    def pieces(self) -> Mapping[str, int]:
        """Les pièces que les dossiers ouverts doivent encore apporter."""
        comptes: Counter[str] = Counter()
        for suivi in self.contactes:
            if suivi.jugement is not None and not suivi.est_fini:
                # Une pièce ne compte qu'une fois par dossier, dans l'ordre des conditions : un ensemble n'en a aucun.
                comptes.update(list(dict.fromkeys(piece for piece in _pieces(suivi.jugement) if piece)))
        return dict(comptes.most_common())

    def durees(self, du: date | None = None) -> list[Duree]:
        """Le temps passé d'une étape à l'autre ; `du` : pour les passages qui se sont faits depuis ce jour."""
        trouvees = []
        for depuis, vers in PASSAGES:
            jours = [d for m in self.menages if (d := _jours_entre(m, depuis, vers, du)) is not None]
            if jours:
                trouvees.append(Duree(depuis, vers, len(jours), min(jours), Decimal(median(jours)), max(jours)))
        return trouvees


def suivre(dossier: Dossier, bareme: Bareme, au: date, silence: int) -> Suivi:
    """L'état de chaque ménage ce jour-là, d'après ses seuls événements passés ; `silence` : jours sans nouvelle."""
    suivis = [_suivre(m, bareme, au) for _, m in sorted(dossier.menages.items())]
    presents = tuple(s for s in suivis if s is not None)
    effaces, illisibles = dossier.agregat or Agregat(menages=0), len(dossier.chiffres)
    return Suivi(au, silence, presents, bareme, effaces, illisibles, len(suivis) - len(presents))


def _additionner(comptes: Iterable[CompteAnnees]) -> int:
    return sum(compte.menages for compte in comptes)


def _compter(presents: Iterable[str | None], effaces: Iterable[tuple[str, int]]) -> Mapping[str, int]:
    """Combien de fois chaque mot, le plus fréquent d'abord ; un mot vide n'a pas été dit."""
    nombres = Counter(mot or "" for mot in presents)
    nombres.update({"" if mot == NON_DIT else mot: nombre for mot, nombre in effaces})
    return dict(nombres.most_common())


def _suivre(menage: Menage, bareme: Bareme, au: date) -> MenageSuivi | None:
    passes = tuple(e for e in menage.etapes if e.date <= au)
    if not passes:
        return None
    contacte = any(e.etape in CONTACTE or e.etape in AVEC_TRAVAUX for e in passes)
    jugement = juger_menage(menage, jour_a_juger(menage, au), bareme) if contacte else None
    depasses = tuple(regle for regle in bareme.regles.delais if est_depasse(regle, passes, au))
    return MenageSuivi(menage, passes, jugement, (au - passes[-1].date).days, depasses)


def _a_droit(suivi: MenageSuivi, code: str) -> bool:
    aides = suivi.jugement.aides if suivi.jugement else ()
    return any(r.aide.id == code and r.verdict is Verdict.ELIGIBLE for r in aides)


def _pieces(jugement: Jugement) -> list[str | None]:
    return [
        doute.piece
        for resultat in jugement.aides
        if resultat.verdict is Verdict.INDETERMINE
        for doute in a_verifier(resultat.conditions)
    ]


def _jours_entre(suivi: MenageSuivi, depuis: EtapeMenage, vers: EtapeMenage, du: date | None) -> int | None:
    debut = next((e.date for e in suivi.evenements if e.etape == depuis), None)
    fin = next((e.date for e in suivi.evenements if e.etape == vers), None)
    return None if debut is None or fin is None or fin < max(debut, du or debut) else (fin - debut).days
