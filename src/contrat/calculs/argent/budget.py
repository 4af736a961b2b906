"""Additionner les dépenses et les ressources des fiches, sans jamais prendre « non renseigné » pour zéro."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from contrat.calculs.argent.flux_internes import organismes_de_la_ville, payeurs, prelever, trouver_flux
from contrat.calculs.argent.lignes import LigneConsolidee, Vue, consolider_depense, consolider_lignes
from contrat.calculs.moments import dernier_jour
from contrat.calculs.sommes import ZERO, sommer
from contrat.erreurs import ErreurContrat
from contrat.modele.action import STATUTS_EXCLUS, Action, Axe
from contrat.modele.base import SECTIONS, Section
from contrat.modele.dossier import Dossier
from contrat.modele.organisme import NatureSource
from contrat.modele.plan import (
    ETATS_ACQUIS,
    ETATS_PERDUS,
    Base,
    Ligne,
    Ressource,
)

Motif = Literal[
    "action_abandonnee", "action_transferee", "hors_periode", "ressource_perdue", "ressource_non_acquise",
    "flux_interne",
]  # fmt: skip


@dataclass(frozen=True)
class Exclue:
    """Une ligne laissée hors des totaux, et pourquoi."""

    ligne: LigneConsolidee
    motif: Motif


@dataclass(frozen=True)
class Consolidation:
    """Les lignes comptées pour des exercices et une vue, et ce que leurs totaux ne disent pas.

    Un total est en euros (`sommer`). Les recettes du budget d'une fiche contrôlent son plan : elles ne s'ajoutent pas
    aux ressources.
    """

    exercices: tuple[int, ...]
    vue: Vue
    lignes: tuple[LigneConsolidee, ...]
    exclues: tuple[Exclue, ...]
    natures: frozenset[NatureSource]

    @property
    def lignes_depenses(self) -> tuple[LigneConsolidee, ...]:
        """Les dépenses comptées."""
        return tuple(x for x in self.lignes if x.sens == "depense")

    @property
    def lignes_ressources(self) -> tuple[LigneConsolidee, ...]:
        """Les ressources comptées."""
        return tuple(x for x in self.lignes if x.sens == "ressource")

    def sommer(self, lignes: Iterable[LigneConsolidee]) -> Decimal | None:
        """Le total de quelques-unes de ses lignes, en euros : zéro s'il n'en est aucune.

        `None` si aucune n'est renseignée, ou si le budget entier est vide : ce que l'on ne sait pas n'est pas zéro. De
        même quand l'une est hors taxes et une autre de sa section toutes taxes comprises : leur somme ne dit rien.
        """
        siennes = list(lignes)
        if reperer_melees(siennes):
            return None
        return sommer(x.montant for x in siennes) if siennes or not self.lignes else ZERO

    def sommer_entier(self, lignes: Iterable[LigneConsolidee]) -> Decimal | None:
        """Le même total ; `None` dès qu'une ligne n'est pas renseignée : une partie n'est pas un total publié."""
        siennes = tuple(lignes)
        return None if any(x.montant is None for x in siennes) else self.sommer(siennes)

    @property
    def depenses(self) -> Mapping[Section, Decimal | None]:
        """Les dépenses par section."""
        return {s: self.sommer(x for x in self.lignes_depenses if x.section == s) for s in SECTIONS}

    @property
    def total_depenses(self) -> Decimal | None:
        """Toutes les dépenses."""
        return self.sommer(self.lignes_depenses)

    @property
    def ressources_ville(self) -> Decimal | None:
        """Ce qu'apporte le porteur du contrat, organismes rattachés, emprunts et FCTVA compris."""
        return self.sommer(x for x in self.lignes_ressources if x.est_ville)

    @property
    def ressources_externes(self) -> Decimal | None:
        """Ce qu'apportent tous les autres."""
        return self.sommer(x for x in self.lignes_ressources if not x.est_ville)

    @property
    def total_ressources(self) -> Decimal | None:
        """Toutes les ressources."""
        return self.sommer(self.lignes_ressources)

    @property
    def non_renseignees(self) -> tuple[LigneConsolidee, ...]:
        """Les lignes dont le montant manque dans cette vue ; ce qui ne peut pas être encaissé n'y manque pas."""
        return tuple(x for x in self.lignes if x.montant is None and not self._ne_s_encaisse_pas(x))

    def _ne_s_encaisse_pas(self, ligne: LigneConsolidee) -> bool:
        """Vrai pour l'autofinancement, qui se vote, et pour une aide que rien n'accorde."""
        aide = ligne.sens == "ressource" and self.vue == "realise"
        return aide and (ligne.nature == "autofinancement" or ligne.etat not in ETATS_ACQUIS)

    @property
    def bases(self) -> frozenset[Base]:
        """Les bases rencontrées : HT, TTC ou non précisée."""
        return frozenset(x.base for x in self.lignes)

    @property
    def a_bases_melees(self) -> bool:
        """Vrai quand des montants HT et TTC sont ensemble : leurs totaux n'ont alors pas de sens."""
        return {"HT", "TTC"} <= self.bases

    @property
    def sections_melees(self) -> tuple[Section, ...]:
        """Les sections où des montants HT et TTC seraient additionnés."""
        return reperer_melees(self.lignes)

    @property
    def exercices_sans_chiffre(self) -> tuple[int, ...]:
        """Les exercices demandés pour lesquels aucun montant n'est renseigné."""
        avec = {x.exercice for x in self.lignes if x.montant is not None}
        return tuple(e for e in self.exercices if e not in avec)


def reperer_melees(lignes: Iterable[LigneConsolidee | Ligne | Ressource]) -> tuple[Section, ...]:
    """Les sections où du hors taxes et du toutes taxes comprises seraient additionnés."""
    bases = {(x.section, x.base) for x in lignes}
    return tuple(s for s in SECTIONS if {(s, "HT"), (s, "TTC")} <= bases)


def refuser_melees(lignes: Iterable[tuple[str, LigneConsolidee | Ligne | Ressource]]) -> None:
    """Lever `ErreurContrat` quand ces lignes, chacune après son action, mêlent du HT et du TTC dans une section."""
    siennes = list(lignes)
    if sections := reperer_melees(x for _, x in siennes):
        en_ht, en_ttc = (
            ", ".join(dict.fromkeys(action for action, x in siennes if x.base == base and x.section in sections))
            for base in ("HT", "TTC")
        )
        raise ErreurContrat(
            f"des montants HT ({en_ht}) et TTC ({en_ttc}) ne s'additionnent pas",
            "écrire le budget et le plan de toutes les fiches dans la même base, au moins section par section",
        )


def consolider(dossier: Dossier, exercices: Iterable[int], vue: Vue = "prevu") -> Consolidation:
    """Rassembler les dépenses et les ressources de ces exercices.

    `prevu` compte les dépenses prévues et les ressources du plan, sauf refusées, retirées ou caduques ; `vote`, les
    crédits ouverts et les mêmes ressources ; `engage`, les dépenses engagées et les ressources acquises ; `realise`,
    les dépenses payées et les sommes encaissées. Une action
    abandonnée ne compte que pour ce qu'elle a déjà coûté ou rapporté (`realise`) ; de même une action transférée hors
    de la ville, pour les exercices qui suivent son transfert.
    Un versement d'un budget du contrat à un autre ne compte qu'une fois, chez celui qui dépense.
    """
    demandes = frozenset(exercices)
    ville = organismes_de_la_ville(dossier)
    periode = dossier.contrat.periode.exercices
    flux: dict[str, list[Ligne]] = {}
    for un in trouver_flux(dossier):
        flux.setdefault(un.action, []).append(un.ligne)
    comptees: list[LigneConsolidee] = []
    exclues: list[Exclue] = []
    for action in ordonner_actions(dossier):
        siennes: list[LigneConsolidee] = []
        transferee = _transfert(action, ville)
        for ligne in consolider_lignes(action, vue, dossier, ville):
            motif = _motif(ligne, action, vue, periode, transferee)
            if motif == "hors_periode" or (motif and ligne.exercice in demandes):
                exclues.append(Exclue(ligne, motif))
            elif ligne.exercice in demandes:
                siennes.append(ligne)
        versements = [v for x in flux.get(action.id, ()) for v in _verser(action, x, vue)]
        gardees, retirees = _neutraliser(siennes, versements, dossier)
        comptees += gardees
        exclues += [Exclue(x, "flux_interne") for x in retirees]
    natures = dossier.lister_natures({x.source for x in comptees})
    return Consolidation(tuple(sorted(demandes)), vue, tuple(comptees), tuple(exclues), natures)


def _neutraliser(
    lignes: list[LigneConsolidee], versements: list[tuple[LigneConsolidee, Decimal]], dossier: Dossier
) -> tuple[list[LigneConsolidee], list[LigneConsolidee]]:
    """Retirer les versements internes, et ce que qui les verse apporte pour eux dans la même section et l'année.

    Un apport se retire à hauteur de la somme convenue : déjà acquis quand le versement n'est pas encore engagé, il ne
    compte pas deux fois pour autant.
    """
    gardees, retirees, reduites = list(lignes), [], set[int]()
    for versement, reste in versements:
        if versement not in gardees:
            continue
        gardees.remove(versement)
        retirees.append(versement)
        for rang, retire in prelever(gardees, versement, payeurs(versement.budget, dossier), reste):
            ligne = gardees[rang]
            retirees.append(replace(ligne, montant=retire))
            gardees[rang] = replace(ligne, montant=(ligne.montant or ZERO) - retire)
            reduites.add(id(gardees[rang]))
    return [x for x in gardees if x.montant or id(x) not in reduites], retirees


def _verser(action: Action, versement: Ligne, vue: Vue) -> Iterator[tuple[LigneConsolidee, Decimal]]:
    """Un versement interne, et ce que la ville apporte pour lui, en euros.

    C'est le payé s'il s'agit d'argent, sinon la somme convenue : la prévue, ou à défaut la première étape renseignée.
    """
    etapes = (versement.prevu, versement.vote, versement.engage, versement.realise)
    convenu = next((x for x in etapes if x is not None), ZERO)
    for ligne in consolider_depense(action, versement, vue):
        yield ligne, (ligne.montant or ZERO) if vue == "realise" else convenu


def restreindre(consolidation: Consolidation, exercices: Iterable[int]) -> Consolidation:
    """La même consolidation, réduite à quelques-uns de ses exercices."""
    gardes = frozenset(exercices) & frozenset(consolidation.exercices)
    lignes = tuple(x for x in consolidation.lignes if x.exercice in gardes)
    exclues = tuple(x for x in consolidation.exclues if x.ligne.exercice in gardes)
    return replace(consolidation, exercices=tuple(sorted(gardes)), lignes=lignes, exclues=exclues)


def ordonner_axes(dossier: Dossier) -> list[Axe]:
    """Les axes dans l'ordre du contrat : numéro, identifiant."""
    return sorted(dossier.axes.values(), key=lambda axe: (axe.numero, axe.id))


def ordonner_actions(dossier: Dossier) -> list[Action]:
    """Les actions dans l'ordre du contrat : numéro d'axe, numéro d'action, identifiant ; sans numéro, après."""

    def rang(action: Action) -> tuple[int, str, bool, int, str]:
        axe = dossier.axes.get(action.axe)
        return (axe.numero if axe else 0, action.axe, action.numero is None, action.numero or 0, action.id)

    return sorted(dossier.actions.values(), key=rang)


def sorties(dossier: Dossier) -> dict[str, date]:
    """Depuis quel jour une action ne compte plus : toujours pour une abandonnée, le transfert pour une transférée."""
    ville = organismes_de_la_ville(dossier)
    jours = {a.id: date.min if a.statut in STATUTS_EXCLUS else _transfert(a, ville) for a in dossier.actions.values()}
    return {nom: jour for nom, jour in jours.items() if jour is not None}


def _transfert(action: Action, ville: frozenset[str]) -> date | None:
    """Depuis quel jour l'action est sûrement à un autre ; rien si elle ne l'est pas, ou reste à la ville."""
    derniere = action.historique[-1]
    if derniere.statut != "transferee" or action.liens.repreneur in ville:
        return None
    return dernier_jour(derniere.date)


def _motif(ligne: LigneConsolidee, action: Action, vue: Vue, periode: range, transferee: date | None) -> Motif | None:
    """Pourquoi une ligne ne compte pas ; `None` si elle compte. L'exercice du transfert compte encore en entier."""
    if ligne.exercice not in periode:
        return "hors_periode"
    if vue == "realise" and ligne.montant:
        return None  # ce qui est payé ou encaissé compte, quoi que la fiche soit devenue
    if action.statut in STATUTS_EXCLUS:
        return "action_abandonnee"
    if transferee is not None and transferee <= date(ligne.exercice, 1, 1):
        return "action_transferee"
    if ligne.etat in ETATS_PERDUS:
        return "ressource_perdue"
    if vue == "engage" and ligne.sens == "ressource" and ligne.etat not in ETATS_ACQUIS:
        return "ressource_non_acquise"
    return None
