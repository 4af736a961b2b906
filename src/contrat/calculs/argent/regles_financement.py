"""Appliquer au plan d'une action les règles datées du droit budgétaire."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from contrat.calculs.argent.attentes import est_vise
from contrat.calculs.argent.flux_internes import chef_de_file, rattaches
from contrat.calculs.sommes import part, prendre, sommer_connus, sommer_tout
from contrat.modele.action import Action
from contrat.modele.dossier import Dossier
from contrat.modele.finances import DroitFinancier, NomRegle, RegleFinanciere, est_posterieure
from contrat.modele.organisme import COLLECTIVITES
from contrat.modele.plan import Ligne, Ressource
from contrat.nombres import arrondir, relever, tronquer

# Qui reçoit le fonds de compensation pour la TVA, et sur quoi (code général des collectivités territoriales,
# articles L. 1615-1 et L. 1615-2) : ses propres équipements, pas ceux qu'il subventionne.
CHAPITRES_COMPENSES = frozenset({"20", "21", "23"})
# Ce que le bénéficiaire d'un fonds de concours apporte hors subventions ; la compensation de TVA n'en est pas.
_PART_DU_BENEFICIAIRE = frozenset({"autofinancement", "emprunt"})


@dataclass(frozen=True)
class ControleDate:
    """Ce qu'une règle trouve dans un plan : un montant, ce à quoi il se rapporte, et la limite, en euros.

    `exercice` est le dernier que la règle regarde ; `rang`, celui de la ressource à montrer ; `tenant`, la
    collectivité jugée quand plusieurs tiennent un budget dans la fiche.
    """

    regle: RegleFinanciere
    exercice: int
    rang: int
    trouve: Decimal
    sur: Decimal
    limite: Decimal
    est_respecte: bool
    tenant: str | None = None

    @property
    def attendu(self) -> Decimal:
        """Le taux que la règle fixe, en pour cent."""
        return self.regle.taux or Decimal(0)

    @property
    def taux(self) -> Decimal | None:
        """Le taux trouvé, en pour cent ; rien quand il n'y a rien à quoi le rapporter."""
        return part(self.trouve, self.sur)

    @property
    def informe(self) -> bool:
        """Vrai quand la règle est postérieure à tous les exercices regardés, ou ne vise pas chaque action."""
        return self.regle.pour_information or est_posterieure(self.regle, self.exercice)


def juger_part_minimale(action: Action, dossier: Dossier) -> ControleDate | None:
    """La part du maître d'ouvrage dans les financements publics de l'investissement, tous exercices réunis."""
    siennes = _investissement(action)
    regle = _trouver(dossier.finances, "part-minimale", siennes)
    porteur = dossier.organismes.get(action.maitre_ouvrage or action.porteur)
    if regle is None or regle.taux is None or porteur is None or porteur.nature not in regle.natures:
        return None
    tenants = rattaches({chef_de_file(porteur.id, dossier)}, dossier)
    propres = [r for _, r in siennes if r.est_propre or r.organisme in tenants]
    propre = sommer_connus(r.montant for r in propres)
    public = propre + sommer_connus(r.montant for _, r in siennes if r not in propres and _est_public(r, dossier))
    if not public:
        return None
    limite = relever(prendre(regle.taux, public))
    rang = next((rang for rang, r in siennes if r.est_propre), siennes[0][0])
    return ControleDate(regle, _dernier(siennes), rang, propre, public, limite, propre >= limite)


def juger_aides_publiques(action: Action, dossier: Dossier) -> ControleDate | None:
    """Le total des aides publiques d'un investissement que l'État subventionne, contre la dépense subventionnable."""
    siennes = [(rang, r) for rang, r in _investissement(action) if r.nature == "subvention_publique"]
    regle = _regle_des_aides(siennes, dossier)
    vises = [(rang, r) for rang, r in siennes if regle is not None and est_vise(r, regle, dossier)]
    if regle is None or not vises:
        return None
    aides = sommer_connus(r.montant for _, r in siennes if _est_public(r, dossier))
    depense = _subventionnable(action, [r for _, r in vises])
    return _plafonner(regle, _dernier(siennes), vises[0][0], aides, depense)


def juger_cumul_des_dotations(action: Action, dossier: Dossier) -> ControleDate | None:
    """Ce que les dotations de l'État à l'équipement font ensemble, contre la dépense subventionnable."""
    siennes = [(rang, r) for rang, r in _investissement(action) if r.nature == "subvention_publique"]
    regle = _trouver(dossier.finances, "cumul-dotations", siennes)
    vises = [(rang, r) for rang, r in siennes if regle is not None and est_vise(r, regle, dossier)]
    if regle is None or not vises:
        return None
    dotations = sommer_connus(r.montant for _, r in vises)
    depense = _subventionnable(action, [r for _, r in vises])
    return _plafonner(regle, _dernier(vises), vises[0][0], dotations, depense)


def juger_cofinancement_europeen(action: Action, dossier: Dossier) -> ControleDate | None:
    """La part du fonds européen dans toute la dépense publique du plan, celle du maître d'ouvrage comprise."""
    ressources = [(rang, r) for rang, r in enumerate(action.plan.ressources) if not r.est_perdue]
    europeennes = [(rang, r) for rang, r in ressources if r.nature == "subvention_publique"]
    regle = _trouver(dossier.finances, "cofinancement-europeen", europeennes)
    vises = [(rang, r) for rang, r in europeennes if regle is not None and est_vise(r, regle, dossier)]
    if regle is None or not vises:
        return None
    trouve = sommer_connus(r.montant for _, r in vises)
    public = sommer_connus(r.montant for _, r in ressources if _est_public(r, dossier) or _est_du_tenant(r, dossier))
    return _plafonner(regle, _dernier(vises), vises[0][0], trouve, public)


def _plafonner(
    regle: RegleFinanciere, exercice: int, rang: int, trouve: Decimal, sur: Decimal | None
) -> ControleDate | None:
    """Ce qui est trouvé, contre le taux de la règle, sans arrondir en sa faveur ; rien quand le total est inconnu."""
    if regle.taux is None or sur is None:
        return None
    limite = tronquer(prendre(regle.taux, sur))
    return ControleDate(regle, exercice, rang, trouve, sur, limite, trouve <= limite)


def _est_du_tenant(ressource: Ressource, dossier: Dossier) -> bool:
    """Vrai pour l'emprunt d'une personne publique, que prête une banque."""
    tenu = dossier.organismes.get(ressource.budget)
    return ressource.nature == "emprunt" and tenu is not None and tenu.public


def juger_fonds_de_concours(action: Action, dossier: Dossier) -> ControleDate | None:
    """Ce qu'une intercommunalité apporte à l'investissement d'une commune, ou l'inverse, contre ce que celle-ci y met.

    La part du bénéficiaire est son autofinancement et son emprunt ; des bénéficiaires, celui qui s'en écarte le plus.
    """
    siennes = _investissement(action)
    concours = [(rang, r) for rang, r in siennes if _est_concours(r, dossier)]
    regle = _trouver(dossier.finances, "fonds-de-concours", concours)
    if regle is None:
        return None
    jugements = []
    for budget in {r.budget for _, r in concours}:
        recus = [(rang, r) for rang, r in concours if r.budget == budget]
        siens = (r for _, r in siennes if r.budget == budget and r.nature in _PART_DU_BENEFICIAIRE)
        propre, trouve = sommer_connus(r.montant for r in siens), sommer_connus(r.montant for _, r in recus)
        rang, dernier = recus[0][0], _dernier(recus)
        jugements.append(ControleDate(regle, dernier, rang, trouve, propre, propre, trouve <= propre))
    return max(jugements, key=lambda j: (j.trouve - j.limite, -j.rang))


def _est_concours(ressource: Ressource, dossier: Dossier) -> bool:
    """Vrai pour une subvention entre une commune et un groupement à fiscalité propre, dans un sens ou dans l'autre."""
    tenu = dossier.organismes.get(ressource.budget)
    natures = {_nature(ressource, dossier), tenu.nature if tenu else None}
    return ressource.nature == "subvention_publique" and natures == {"commune", "epci"}


def juger_fctva(action: Action, dossier: Dossier) -> ControleDate | None:
    """La compensation de TVA attendue, contre le taux de l'exercice de chaque dépense d'investissement."""
    siennes = [(rang, r) for rang, r in _investissement(action) if r.nature == "fctva"]
    depenses = [x for x in action.budget.lignes if _est_compensee(x, dossier)]
    if not siennes:
        return None
    annees = {x.exercice for x in depenses} or {_dernier(siennes)}
    versions = {annee: dossier.finances.au("fctva", date(annee, 1, 1)) for annee in annees}
    regle = versions[max(versions)]
    if regle is None:
        return None
    taux = {annee: version.taux for annee, version in versions.items() if version is not None and version.taux}
    exacte = sommer_connus(prendre(taux.get(x.exercice, Decimal(0)), x.credit) for x in depenses if x.credit)
    limite = arrondir(exacte)
    trouve = sommer_connus(r.montant for _, r in siennes)
    base = sommer_tout(x.credit for x in depenses)
    if base is None:
        return None
    return ControleDate(regle, _dernier(siennes), siennes[0][0], trouve, base, limite, trouve <= limite)


def _est_compensee(ligne: Ligne, dossier: Dossier) -> bool:
    """Vrai pour une dépense d'équipement d'une collectivité : ni subvention versée, ni budget d'une association."""
    tenu = dossier.organismes.get(ligne.budget)
    return (
        (ligne.sens, ligne.section) == ("depense", "investissement")
        and ligne.chapitre in CHAPITRES_COMPENSES
        and tenu is not None
        and tenu.nature in COLLECTIVITES
    )


def _regle_des_aides(siennes: list[tuple[int, Ressource]], dossier: Dossier) -> RegleFinanciere | None:
    """La règle du jour où l'État a reçu la demande, s'il est connu ; sinon, celle des exercices."""
    demandes = [r.reception or r.demande for _, r in siennes if _nature(r, dossier) == "etat"]
    connues = [jour for jour in demandes if jour is not None]
    if connues and len(connues) == len(demandes):
        return dossier.finances.au("aides-publiques", max(connues))
    return _trouver(dossier.finances, "aides-publiques", siennes)


def _investissement(action: Action) -> list[tuple[int, Ressource]]:
    """Les ressources d'investissement comptées, avec leur rang dans le plan."""
    ressources = enumerate(action.plan.ressources)
    return [(rang, r) for rang, r in ressources if r.section == "investissement" and not r.est_perdue]


def _trouver(finances: DroitFinancier, nom: NomRegle, siennes: list[tuple[int, Ressource]]) -> RegleFinanciere | None:
    if not siennes:
        return None
    exercices = [r.exercice for _, r in siennes]
    return finances.pour(nom, min(exercices), max(exercices))


def _dernier(siennes: Iterable[tuple[int, Ressource]]) -> int:
    return max(r.exercice for _, r in siennes)


def _nature(ressource: Ressource, dossier: Dossier) -> str | None:
    organisme = dossier.organismes.get(ressource.organisme)
    return organisme.nature if organisme else None


def _est_public(ressource: Ressource, dossier: Dossier) -> bool:
    organisme = dossier.organismes.get(ressource.organisme)
    return organisme is not None and organisme.public


def _subventionnable(action: Action, vises: list[Ressource]) -> Decimal | None:
    """L'assiette retenue, la plus forte de chaque exercice ; à défaut d'en connaître une, la dépense, si on la sait."""
    assiettes: dict[int, Decimal] = {}
    for ressource in vises:
        if ressource.assiette is None:
            return sommer_tout(x.credit for x in action.budget.depenses if x.section == "investissement")
        assiettes[ressource.exercice] = max(ressource.assiette, assiettes.get(ressource.exercice, Decimal(0)))
    return sommer_connus(assiettes.values())
