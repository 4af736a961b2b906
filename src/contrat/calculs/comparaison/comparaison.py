"""Comparer deux états du contrat : tout ce qu'un relecteur doit savoir, calculé une fois."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from contrat.calculs.actions.retard import mesurer_retard
from contrat.calculs.comparaison.actions import ActionComparee, ActionsReunies, comparer_actions, reunir_actions
from contrat.calculs.comparaison.argent import Mouvement
from contrat.calculs.comparaison.droit import SEUIL, DroitCompare, comparer_droit
from contrat.calculs.comparaison.ecarts import la_plus_recente, relever_ecarts
from contrat.calculs.comparaison.objets import GENRES_SIMPLES, ObjetCompare, comparer_objets, suivre_les_axes
from contrat.calculs.comparaison.regles import RegleComparee, SubventionComparee, comparer_regles, comparer_subventions
from contrat.calculs.comparaison.totaux import EnveloppeComparee, TotauxCompares, comparer_enveloppes, comparer_totaux
from contrat.calculs.concordance.concordance import Concordance, confronter
from contrat.calculs.concordance.noms import nommer_chiffre
from contrat.calculs.suivi.secret import est_montrable
from contrat.diagnostics import Diagnostic, Gravite
from contrat.modele.dossier import Dossier

_PRESENTS = {"contrats": "contrat"}
_COMPARES = (*GENRES_SIMPLES, "actions", "aides", "menages")


@dataclass(frozen=True)
class EtatContrat:
    """Un état du contrat : son nom, ce qui en a été lu, ses fautes, ses chiffres publiés confrontés.

    `empeches` : par fichier, les règles, ou les familles de règles, que des fautes de forme ont empêchées.
    """

    nom: str
    dossier: Dossier
    fautes: tuple[Diagnostic, ...] = ()
    concordances: tuple[Concordance, ...] = ()
    empeches: Mapping[str, Collection[str]] = field(default_factory=dict)

    def a_verifie(self, faute: Diagnostic) -> bool:
        """Vrai quand la règle de cette faute a pu regarder son fichier de ce côté."""
        return not {faute.code, faute.code[0]} & set(self.empeches.get(faute.fichier, ()))


class Illisible(NamedTuple):
    """Un objet qui ne se lit pas d'un côté, et que l'on compte comme de l'autre."""

    cote: str
    genre: str
    identifiant: str


@dataclass(frozen=True)
class PublieCompare:
    """Un chiffre publié dont la valeur, le recalcul ou le verdict change."""

    avant: Concordance | None
    apres: Concordance | None

    @property
    def une(self) -> Concordance:
        """Celle d'après, sinon celle d'avant."""
        return la_plus_recente(self.avant, self.apres)

    @property
    def est_discret(self) -> bool:
        """Vrai quand la différence désignerait quelques ménages."""
        avant, apres = (c.recalcule if c else None for c in (self.avant, self.apres))
        if self.une.methode.origine not in ("menages", "jugement") or avant is None or apres is None:
            return False
        return self.une.unite != "€" and not est_montrable(int(abs(apres - avant)), SEUIL)

    def concerne(self, faute: Diagnostic) -> bool:
        """Vrai quand cette faute V001 est celle de ce chiffre."""
        return faute.message.startswith(f"{nommer_chiffre(self.une)} : ")

    @property
    def est_rompu(self) -> bool:
        """Vrai quand le chiffre, retrouvé avant, ne l'est plus."""
        return self.apres is not None and self.apres.est_inexplique and not (self.avant and self.avant.est_inexplique)


@dataclass(frozen=True)
class MenagesCompares:
    """Combien de ménages s'ajoutent, partent, changent ; `None` : un nombre trop petit pour être montré."""

    ajoutes: int | None
    retires: int | None
    modifies: int | None

    @property
    def bougent(self) -> bool:
        """Vrai quand un ménage au moins n'est plus le même."""
        return (self.ajoutes, self.retires, self.modifies) != (0, 0, 0)


@dataclass(frozen=True)
class ComparaisonContrats:
    """Tout ce qui change de la base à la tête ; `totaux` manque quand le contrat ne se lit d'aucun côté."""

    base: EtatContrat
    tete: EtatContrat
    illisibles: tuple[Illisible, ...]
    actions: tuple[ActionComparee, ...]
    totaux: TotauxCompares | None
    enveloppes: tuple[EnveloppeComparee, ...]
    regles: tuple[RegleComparee, ...]
    subventions: tuple[SubventionComparee, ...]
    publies: tuple[PublieCompare, ...]
    droit: tuple[DroitCompare, ...]
    objets: tuple[ObjetCompare, ...]
    menages: MenagesCompares
    retards: Mouvement
    nouvelles: tuple[Diagnostic, ...]
    corrigees: tuple[Diagnostic, ...]

    @property
    def ajoutees(self) -> ActionsReunies:
        """Les actions nouvelles."""
        return reunir_actions(a for a in self.actions if a.avant is None)

    @property
    def retirees(self) -> ActionsReunies:
        """Les actions qui n'y sont plus."""
        return reunir_actions(a for a in self.actions if a.apres is None)

    @property
    def ne_change_rien(self) -> bool:
        """Vrai quand aucune valeur ni aucune faute ne change."""
        return not (
            self.actions or self.droit or self.objets or self.menages.bougent or self.nouvelles or self.corrigees
        )

    @property
    def bloque(self) -> bool:
        """Vrai quand le changement apporte une erreur."""
        return any(faute.gravite is Gravite.ERREUR for faute in self.nouvelles)


def relever(
    nom: str, dossier: Dossier, fautes: Iterable[Diagnostic], empeches: Mapping[str, Collection[str]]
) -> EtatContrat:
    """Relever un état du contrat, tant que ce qui se calcule sur lui est encore gardé."""
    return EtatContrat(nom, dossier, tuple(fautes), confronter(dossier) if dossier.contrats else (), empeches)


def comparer(base: EtatContrat, tete: EtatContrat, jour: date) -> ComparaisonContrats:
    """Comparer deux états ; ce qui ne se lit pas d'un côté y est pris tel que l'autre le dit."""
    illisibles = tuple(_illisibles(base, tete))
    avant, apres = _emprunter(base.dossier, tete.dossier), _emprunter(tete.dossier, base.dossier)
    a_contrat = bool(avant.contrats and apres.contrats)
    objets = tuple(comparer_objets(avant, apres))
    avant = suivre_les_axes(avant, objets)
    actions = comparer_actions(avant, apres)
    nouvelles, corrigees = _comparer_fautes(base, tete)
    retards = (Decimal(sum(bool(mesurer_retard(a, jour)) for a in d.actions.values())) for d in (avant, apres))
    return ComparaisonContrats(
        base=base,
        tete=tete,
        illisibles=illisibles,
        actions=actions,
        totaux=comparer_totaux(avant, apres) if a_contrat else None,
        enveloppes=comparer_enveloppes(avant, apres) if a_contrat else (),
        regles=comparer_regles(_renommer(avant, actions), apres),
        subventions=comparer_subventions(avant, apres) if a_contrat else (),
        publies=tuple(_comparer_publies(base.concordances, tete.concordances)) if _lus(base, tete) else (),
        droit=comparer_droit(avant, apres, jour),
        objets=objets,
        menages=_compter_menages(avant, apres),
        retards=Mouvement(*retards),
        nouvelles=nouvelles,
        corrigees=corrigees,
    )


def _lus(base: EtatContrat, tete: EtatContrat) -> bool:
    """Vrai quand le contrat lui-même se lit des deux côtés : un chiffre qu'il ne donne pas n'est pas retiré."""
    return bool(base.dossier.contrats and tete.dossier.contrats)


def _manquants(dossier: Dossier, genre: str) -> frozenset[str]:
    """Les identifiants présents dans les fichiers, mais dont l'objet ne se lit pas."""
    lus: Mapping[str, Any] = getattr(dossier, genre)
    return frozenset(dossier.presents.get(_PRESENTS.get(genre, genre), frozenset()) - lus.keys())


def _illisibles(base: EtatContrat, tete: EtatContrat) -> Iterator[Illisible]:
    for cote in (base, tete):
        for genre in _COMPARES:
            noms = sorted(_manquants(cote.dossier, genre) - cote.dossier.chiffres)
            yield from (Illisible(cote.nom, genre, nom) for nom in noms)


def _emprunter(dossier: Dossier, autre: Dossier) -> Dossier:
    """Le dossier, où ce qui ne se lit pas est pris à l'autre côté ; ce que seul l'autre ne lit pas n'y est pas."""
    complets: dict[str, Any] = {}
    for genre in _COMPARES:
        siens: Mapping[str, Any] = getattr(dossier, genre)
        des_autres: Mapping[str, Any] = getattr(autre, genre)
        empruntes = {nom: des_autres[nom] for nom in _manquants(dossier, genre) if nom in des_autres}
        complets[genre] = {**siens, **empruntes}
    finances = dossier.finances_lues or autre.finances_lues
    return replace(dossier, **complets, finances_lues=finances)


def _renommer(dossier: Dossier, actions: Iterable[ActionComparee]) -> Dossier:
    """Le dossier d'avant, où une action porte l'identifiant qu'elle a après."""
    noms = {a.avant.id: a.apres.id for a in actions if a.avant and a.apres}
    return replace(dossier, actions={noms.get(nom, nom): action for nom, action in dossier.actions.items()})


def _comparer_fautes(base: EtatContrat, tete: EtatContrat) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """Les fautes nouvelles et les corrigées, reconnues à leur empreinte ; ce qui n'a pu être revu n'est pas corrigé."""
    anciennes, presentes = ({f.empreinte for f in cote.fautes} for cote in (base, tete))
    return (
        tuple(f for f in tete.fautes if f.empreinte not in anciennes),
        tuple(f for f in base.fautes if f.empreinte not in presentes and tete.a_verifie(f)),
    )


def _comparer_publies(avant: tuple[Concordance, ...], apres: tuple[Concordance, ...]) -> Iterator[PublieCompare]:
    empeches = {_cle(c) for c in (*avant, *apres) if c.empechement is not None}
    cotes = [{_cle(c): c for c in cote if _cle(c) not in empeches} for cote in (avant, apres)]
    for cle in {**cotes[0], **cotes[1]}:
        ancienne, nouvelle = (cote.get(cle) for cote in cotes)
        if _resumer(ancienne) != _resumer(nouvelle):
            yield PublieCompare(ancienne, nouvelle)


def _cle(concordance: Concordance) -> object:
    p = concordance.publie
    return p.mesure, p.periode, p.action, p.aide, p.indicateur, p.source


def _resumer(concordance: Concordance | None) -> object:
    return None if concordance is None else (concordance.publie.valeur, concordance.recalcule, concordance.verdict)


def _compter_menages(avant: Dossier, apres: Dossier) -> MenagesCompares:
    anciens, nouveaux = avant.menages, apres.menages
    communs = anciens.keys() & nouveaux.keys()
    modifies = sum(any(relever_ecarts(anciens[nom], nouveaux[nom])) for nom in communs)
    nombres = (len(nouveaux.keys() - anciens.keys()), len(anciens.keys() - nouveaux.keys()), modifies)
    return MenagesCompares(*(n if est_montrable(n, SEUIL) else None for n in nombres))
