"""Dresser le plan de financement d'une action : équilibre, taux par financeur, certitude, part du maître d'ouvrage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from contrat.calculs.sommes import ZERO, part, sommer, sommer_connus, sommer_tout
from contrat.modele.action import Action
from contrat.modele.base import SECTIONS, Section
from contrat.modele.plan import CERTITUDES_COMPTEES, NATURES_PROPRES, CertitudeComptee, NatureRessource, Ressource


@dataclass(frozen=True)
class PosteAnnuel:
    """Les dépenses et les ressources d'un exercice et d'une section, en euros.

    `depenses` : celles qui sont connues, `None` si aucune ne l'est ; `inconnues`, combien n'y sont pas.
    """

    exercice: int
    section: Section
    depenses: Decimal | None
    inconnues: int
    acquises: Decimal
    non_acquises: Decimal

    @property
    def ressources(self) -> Decimal:
        """Toutes les ressources, acquises ou non."""
        return self.acquises + self.non_acquises

    @property
    def ecart(self) -> Decimal | None:
        """Ce que les ressources ont de trop, ou de moins s'il est négatif ; `None` quand on ne peut pas le dire."""
        return _ecart(self.ressources, self.depenses, self.inconnues)


def _ecart(ressources: Decimal, depenses: Decimal | None, inconnues: int) -> Decimal | None:
    """Une dépense inconnue laisse seulement dire ce qui manque déjà aux autres."""
    ecart = ressources - (depenses or ZERO)
    return None if inconnues and ecart >= 0 else ecart


@dataclass(frozen=True)
class Apport:
    """Une ressource du plan et ses taux, en pour cent ; `None` quand le diviseur manque ou est nul."""

    ressource: Ressource
    taux_cout: Decimal | None
    taux_assiette: Decimal | None


@dataclass(frozen=True)
class Financeur:
    """Ce qu'un organisme apporte d'une même nature : un prêt ne se confond pas avec une subvention.

    Les ressources perdues n'y sont pas. `assiette` est la somme de celles de ses apports ; `None` si l'un n'en a pas,
    ou si deux portent sur le même exercice et la même section : on ne sait alors pas si leurs assiettes s'ajoutent.
    """

    organisme: str
    nature: NatureRessource
    apports: tuple[Apport, ...]
    acquis: Decimal
    non_acquis: Decimal
    taux_cout: Decimal | None
    assiette: Decimal | None
    taux_assiette: Decimal | None

    @property
    def montant(self) -> Decimal:
        """Tout ce qu'il apporte, acquis ou non."""
        return self.acquis + self.non_acquis


@dataclass(frozen=True)
class Financement:
    """Le plan d'une action, en euros et en pour cent ; les ressources perdues et les valorisations sont à part.

    `cout` : les dépenses connues, `None` si aucune ne l'est ; aucun taux ne s'y rapporte tant qu'il en manque une.
    """

    action: Action
    maitre_ouvrage: str
    postes: tuple[PosteAnnuel, ...]
    financeurs: tuple[Financeur, ...]
    perdues: tuple[Ressource, ...]
    cout: Decimal | None
    ressources: Decimal
    certitudes: Mapping[CertitudeComptee, Decimal]
    propres: Mapping[NatureRessource, Decimal]
    part_propre: Decimal
    emplois: Decimal
    contributions: Decimal

    @property
    def ecart(self) -> Decimal | None:
        """Ce que les ressources ont de trop, ou de moins s'il est négatif ; `None` quand on ne peut pas le dire."""
        return _ecart(self.ressources, self.cout, self.depenses_inconnues)

    @property
    def cout_entier(self) -> Decimal | None:
        """Le coût, quand toutes les dépenses sont connues."""
        return None if self.depenses_inconnues else self.cout

    @property
    def taux_cout(self) -> Decimal | None:
        """Le coût rapporté à lui-même : 100, ou rien quand il est nul."""
        return part(self.cout, self.cout_entier)

    @property
    def taux_ressources(self) -> Decimal | None:
        """La part du coût que couvrent les ressources, en pour cent."""
        return part(self.ressources, self.cout_entier)

    @property
    def non_acquises(self) -> Decimal:
        """Les ressources qui ne sont pas encore acquises."""
        return self.ressources - self.certitudes["acquis"]

    @property
    def parts_certitudes(self) -> Mapping[CertitudeComptee, Decimal | None]:
        """La part des ressources à chaque degré de certitude, en pour cent."""
        return {c: part(montant, self.ressources) for c, montant in self.certitudes.items()}

    @property
    def depenses_inconnues(self) -> int:
        """Le nombre de dépenses dont le montant, prévu ou voté, n'est pas renseigné."""
        return sum(poste.inconnues for poste in self.postes)


def dresser(action: Action) -> Financement:
    """Dresser le plan d'une action ; ce qui n'est pas renseigné n'est pas compté."""
    comptees = action.plan.comptees
    couts = [x.credit for x in action.budget.depenses]
    propres = {n: sommer_connus(r.montant for r in comptees if r.nature == n) for n in NATURES_PROPRES}
    valorisations = action.plan.valorisations
    return Financement(
        action=action,
        maitre_ouvrage=action.maitre_ouvrage or action.porteur,
        postes=tuple(_postes(action, comptees)),
        financeurs=tuple(_financeurs(comptees, sommer_tout(couts))),
        perdues=tuple(r for r in action.plan.ressources if r.est_perdue),
        cout=_sommer_depenses(couts),
        ressources=sommer_connus(r.montant for r in comptees),
        certitudes={c: sommer_connus(r.montant for r in comptees if r.certitude == c) for c in CERTITUDES_COMPTEES},
        propres=propres,
        part_propre=sommer_connus(propres.values()),
        emplois=sommer_connus(v.montant for v in valorisations if v.sens == "emploi"),
        contributions=sommer_connus(v.montant for v in valorisations if v.sens == "contribution"),
    )


def _postes(action: Action, comptees: Sequence[Ressource]) -> Iterable[PosteAnnuel]:
    depenses = action.budget.depenses
    for exercice in sorted({x.exercice for x in depenses} | {r.exercice for r in comptees}):
        for section in SECTIONS:
            cle = (exercice, section)
            siennes = [x.credit for x in depenses if (x.exercice, x.section) == cle]
            apports = [r for r in comptees if (r.exercice, r.section) == cle]
            if siennes or apports:
                connues = _sommer_depenses(siennes)
                yield PosteAnnuel(exercice, section, connues, siennes.count(None), *_separer(apports))


def _sommer_depenses(montants: Sequence[Decimal | None]) -> Decimal | None:
    """Ce qui est connu des dépenses : zéro quand il n'y en a aucune, `None` quand aucune n'est connue."""
    return sommer(montants) if montants else ZERO


def _separer(ressources: list[Ressource]) -> tuple[Decimal, Decimal]:
    """Ce qui est acquis, et ce qui ne l'est pas encore."""
    acquises = [r.montant for r in ressources if r.certitude == "acquis"]
    return sommer_connus(acquises), sommer_connus(r.montant for r in ressources) - sommer_connus(acquises)


def _financeurs(comptees: Sequence[Ressource], cout: Decimal | None) -> list[Financeur]:
    """Les financeurs : la part du maître d'ouvrage d'abord, puis du plus gros apport au plus petit."""
    siennes: dict[tuple[str, NatureRessource], list[Ressource]] = {}
    for ressource in comptees:
        siennes.setdefault((ressource.organisme, ressource.nature), []).append(ressource)
    tous = [_financeur(organisme, nature, r, cout) for (organisme, nature), r in siennes.items()]
    propres = NATURES_PROPRES

    def rang(financeur: Financeur) -> tuple[int, Decimal, str]:
        nature = financeur.nature
        return (propres.index(nature) if nature in propres else len(propres), -financeur.montant, financeur.organisme)

    return sorted(tous, key=rang)


def _financeur(organisme: str, nature: NatureRessource, ressources: list[Ressource], cout: Decimal | None) -> Financeur:
    ordonnees = sorted(ressources, key=lambda r: (r.exercice, r.section))
    montant, assiette = sommer_connus(r.montant for r in ressources), _assiette(ressources)
    apports = tuple(Apport(r, part(r.montant, cout), part(r.montant, r.assiette)) for r in ordonnees)
    taux = (part(montant, cout), assiette, part(montant, assiette))
    return Financeur(organisme, nature, apports, *_separer(ressources), *taux)


def _assiette(ressources: list[Ressource]) -> Decimal | None:
    connues = [r.assiette for r in ressources if r.assiette is not None]
    distinctes = {(r.exercice, r.section) for r in ressources}
    return sommer_connus(connues) if connues and len(connues) == len(ressources) == len(distinctes) else None
