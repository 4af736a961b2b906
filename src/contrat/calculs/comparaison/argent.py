"""Ce qui bouge dans l'argent d'une action : chaque ligne, chaque exercice et chaque section, avant et après."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from contrat.calculs.argent.financement import PosteAnnuel, dresser
from contrat.calculs.argent.lignes import VUES, Vue
from contrat.calculs.sommes import ZERO, sommer, sommer_connus
from contrat.modele.action import Action
from contrat.modele.base import SECTIONS, Section
from contrat.modele.plan import ETATS_PERDUS, NATURES_PROPRES, EtatRessource, Ligne, NatureRessource, Ressource

SensLigne = Literal["depense", "recette", "ressource"]


@dataclass(frozen=True)
class Mouvement:
    """Un nombre avant et après ; `None` : inconnu, ou absent de ce côté."""

    avant: Decimal | None
    apres: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """Ce qui s'ajoute, ou se retire s'il est négatif ; un absent compte pour zéro en face d'un montant."""
        if None in (self.avant, self.apres) and not (self.avant or self.apres):
            return None
        return (self.apres or ZERO) - (self.avant or ZERO)

    @property
    def bouge(self) -> bool:
        """Vrai quand les deux diffèrent ; inconnu n'est pas zéro."""
        return self.avant != self.apres


class CleLigne(NamedTuple):
    """Ce qui distingue une ligne du budget ou du plan de ses voisines."""

    sens: SensLigne
    nom: str
    nature: NatureRessource | None
    chapitre: str
    budget: str


@dataclass(frozen=True)
class LigneComparee:
    """Une ligne d'un exercice et d'une section ; `nom` est un libellé, ou l'organisme d'une ressource.

    Une ressource perdue vaut zéro : `etats` dit pourquoi. `presences` : la ligne existe avant, après.
    """

    cle: CleLigne
    montants: Mapping[Vue, Mouvement]
    etats: tuple[EtatRessource | None, EtatRessource | None]
    presences: tuple[bool, bool]

    @property
    def bouge(self) -> bool:
        """Vrai quand un montant, l'état ou la présence de la ligne change."""
        autres = self.etats[0] != self.etats[1] or self.presences[0] != self.presences[1]
        return autres or any(m.bouge for m in self.montants.values())

    @property
    def est_perdue(self) -> bool:
        """Vrai quand la ressource, comptée avant, ne viendra plus."""
        prevu = self.montants["prevu"]
        return self.cle.sens == "ressource" and self.etats[1] in ETATS_PERDUS and bool(prevu.avant) and not prevu.apres


@dataclass(frozen=True)
class PosteCompare:
    """Un exercice et une section d'une action, dont une ligne au moins change ; montants prévus, en euros.

    `ecart` : ce que les ressources ont de trop, ou de moins s'il est négatif ; inconnu comme une dépense qui y manque.
    `part_propre` : ce que le maître d'ouvrage y met, après le changement.
    """

    exercice: int
    section: Section
    lignes: tuple[LigneComparee, ...]
    depenses: Mouvement
    ressources: Mouvement
    ecart: Mouvement
    part_propre: Decimal

    @property
    def a_trouver(self) -> Decimal:
        """Ce qui manque aux ressources quand le changement rompt l'équilibre, en euros ; zéro sinon."""
        ecart = self.ecart.apres or ZERO
        return ZERO if self.ecart.avant or ecart > 0 else -ecart


Place = tuple[int, Section, CleLigne]
Elements = dict[Place, list["Ligne | Ressource"]]


def comparer_postes(avant: Action | None, apres: Action | None) -> tuple[PosteCompare, ...]:
    """Les exercices et les sections dont une ligne change ; une action absente d'un côté n'y a rien."""
    anciens, nouveaux = _ranger(avant), _ranger(apres)
    plans = (_postes(avant), _postes(apres))
    propres = [r for r in (apres.plan.ressources if apres else ()) if r.est_propre and not r.est_perdue]
    trouves: dict[tuple[int, Section], list[LigneComparee]] = {}
    for place in {**anciens, **nouveaux}:
        ligne = _comparer(place[2], anciens.get(place, []), nouveaux.get(place, []))
        if ligne.bouge:
            trouves.setdefault(place[:2], []).append(ligne)
    return tuple(
        PosteCompare(
            exercice=cle[0],
            section=cle[1],
            lignes=tuple(sorted(trouves[cle], key=_rang)),
            depenses=_mouvoir(cle, plans, lambda p: p.depenses),
            ressources=_mouvoir(cle, plans, lambda p: p.ressources),
            ecart=_mouvoir(cle, plans, lambda p: p.ecart),
            part_propre=sommer_connus(r.montant for r in propres if (r.exercice, r.section) == cle),
        )
        for cle in sorted(trouves, key=lambda c: (c[0], SECTIONS.index(c[1])))
    )


Cle = tuple[int, Section]


def _mouvoir(
    cle: Cle, plans: Sequence[Mapping[Cle, PosteAnnuel]], lire: Callable[[PosteAnnuel], Decimal | None]
) -> Mouvement:
    """Un nombre du poste avant et après : zéro où il n'y a pas de poste, sauf en face d'un inconnu."""
    montants = [lire(plan[cle]) if cle in plan else ZERO for plan in plans]
    est_seul = any(cle not in plan for plan in plans)
    return Mouvement(None, None) if est_seul and None in montants else Mouvement(*montants)


def _rang(ligne: LigneComparee) -> tuple[bool, bool, Decimal, str]:
    """Les dépenses, puis la part du maître d'ouvrage, puis les autres ressources, de la plus forte à la plus faible."""
    cle, prevu = ligne.cle, ligne.montants["prevu"]
    return cle.sens == "ressource", cle.nature not in NATURES_PROPRES, -(prevu.avant or prevu.apres or ZERO), cle.nom


def _postes(action: Action | None) -> dict[Cle, PosteAnnuel]:
    return {(p.exercice, p.section): p for p in dresser(action).postes} if action else {}


def _ranger(action: Action | None) -> Elements:
    """Les lignes d'une action par exercice, section et clé."""
    elements: Elements = {}
    for place, element in _places(action) if action else ():
        elements.setdefault(place, []).append(element)
    return elements


def _places(action: Action) -> Iterator[tuple[Place, Ligne | Ressource]]:
    for ligne in action.budget.lignes:
        cle = CleLigne(ligne.sens, " ".join(ligne.libelle.split()), None, ligne.chapitre, ligne.budget)
        yield (ligne.exercice, ligne.section, cle), ligne
    for ressource in action.plan.ressources:
        cle = CleLigne("ressource", ressource.organisme, ressource.nature, "", ressource.budget)
        yield (ressource.exercice, ressource.section, cle), ressource


def _comparer(
    cle: CleLigne, anciens: Iterable[Ligne | Ressource], nouveaux: Iterable[Ligne | Ressource]
) -> LigneComparee:
    cotes = (list(anciens), list(nouveaux))
    etats = [list({x.etat for x in cote if isinstance(x, Ressource)}) for cote in cotes]
    montants: dict[Vue, Mouvement] = {
        vue: Mouvement(*(sommer(_montant(x, vue) for x in cote) for cote in cotes)) for vue in VUES
    }
    ancien, nouveau = (e[0] if len(e) == 1 else None for e in etats)
    return LigneComparee(cle, montants, (ancien, nouveau), (bool(cotes[0]), bool(cotes[1])))


def _montant(element: Ligne | Ressource, vue: Vue) -> Decimal | None:
    if isinstance(element, Ligne):
        return {"prevu": element.prevu, "vote": element.vote, "engage": element.engage, "realise": element.realise}[vue]
    if vue == "prevu":
        return ZERO if element.est_perdue else element.montant
    return element.garde if vue == "realise" else None
