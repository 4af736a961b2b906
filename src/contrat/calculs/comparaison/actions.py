"""Ce qui change dans chaque action : son statut, ses montants, le reste de sa fiche, et ce que la fiche ne dit pas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from contrat.calculs.argent.financement import dresser
from contrat.calculs.argent.flux_internes import compter_une_fois, couter
from contrat.calculs.argent.tenants import separer
from contrat.calculs.comparaison.argent import Mouvement, PosteCompare, comparer_postes
from contrat.calculs.comparaison.ecarts import Difference, designer, la_plus_recente, nommer_cle, relever_ecarts
from contrat.calculs.moments import coincide
from contrat.calculs.sommes import ZERO, part, sommer, sommer_connus, sommer_par
from contrat.modele.action import Action, Etape
from contrat.modele.dossier import Dossier
from contrat.modele.plan import ETATS_ACQUIS, Certitude, Ressource

GenreManque = Literal["deliberation", "convention", "demandes", "montants"]
# Ce que la comparaison des montants et des statuts dit déjà.
_MONTANTS = frozenset({"prevu", "vote", "engage", "realise", "montant", "encaisse", "etat"})
_LISTES = (("budget", "lignes"), ("plan", "ressources"))
# Le chemin d'une ligne entière : le bloc, la liste, la clé.
_D_UNE_LIGNE = 3
# Demandé, ou dit apporté par une source sans l'acte qui accorde.
_SANS_ACTE: frozenset[Certitude] = frozenset({"sollicite", "declare"})
_DECIDENT = frozenset({"approuvee", "reportee", "suspendue", "abandonnee", "transferee"})


@dataclass(frozen=True)
class Manque:
    """Ce qu'un relecteur chercherait et qui n'est pas dans la fiche ; `demandes` : euros non acquis, par organisme."""

    genre: GenreManque
    etape: Etape | None = None
    organisme: str | None = None
    demandes: Mapping[str, Decimal] | None = None

    @property
    def demande(self) -> Decimal:
        """Ce qui est demandé en tout, en euros."""
        return sommer_connus((self.demandes or {}).values())


@dataclass(frozen=True)
class ActionComparee:
    """Une action qui change ; `avant` ou `apres` manque pour une action ajoutée ou retirée.

    `propres` : la part du maître d'ouvrage dans le coût, en pour cent. `ecarts` : ce qui n'est ni statut ni montant.
    """

    avant: Action | None
    apres: Action | None
    postes: tuple[PosteCompare, ...]
    ecarts: tuple[Difference, ...]
    couts: Mouvement
    propres: Mouvement
    manques: tuple[Manque, ...]

    @property
    def action(self) -> Action:
        """L'action d'après, sinon celle d'avant."""
        return la_plus_recente(self.avant, self.apres)

    @property
    def change(self) -> bool:
        """Vrai quand elle dit autre chose, ou qu'elle s'ajoute ou se retire."""
        une, autre = self.avant, self.apres
        if une is None or autre is None or len(une.historique) != len(autre.historique):
            return True
        return bool(self.ecarts or self.postes) or self.change_de_statut

    @property
    def est_renommee(self) -> bool:
        """Vrai quand l'identifiant ou le titre change."""
        une, autre = self.avant, self.apres
        return une is not None and autre is not None and (une.id, une.titre) != (autre.id, autre.titre)

    @property
    def change_de_statut(self) -> bool:
        """Vrai quand le statut d'une action déjà là n'est plus le même."""
        return self.avant is not None and self.apres is not None and self.avant.statut != self.apres.statut

    @property
    def derniere_etape(self) -> Etape:
        """La dernière étape de son historique."""
        return self.action.historique[-1]

    @property
    def cout(self) -> Decimal | None:
        """Ses dépenses prévues d'après, sinon celles d'avant."""
        return self.couts.avant if self.apres is None else self.couts.apres

    @property
    def autofinancement(self) -> Decimal:
        """Ce que le maître d'ouvrage met en plus, ou en moins s'il est négatif, en euros."""
        siennes = (x for p in self.postes for x in p.lignes if x.cle.nature == "autofinancement")
        return sommer_connus(x.montants["prevu"].difference for x in siennes)

    @property
    def desequilibres(self) -> tuple[PosteCompare, ...]:
        """Les postes que le changement déséquilibre."""
        return tuple(p for p in self.postes if p.ecart.apres and not p.ecart.avant)

    @property
    def aggraves(self) -> tuple[PosteCompare, ...]:
        """Les postes déjà déséquilibrés, dont le changement creuse l'écart."""
        return tuple(p for p in self.postes if p.ecart.avant and abs(p.ecart.apres or ZERO) > abs(p.ecart.avant))

    @property
    def non_acquis(self) -> bool:
        """Vrai quand des ressources bougent et qu'aucune de celles-là n'est acquise."""
        lignes = [x for p in self.postes for x in p.lignes if x.cle.sens == "ressource" and x.montants["prevu"].apres]
        return bool(self.avant and lignes) and not any(x.etats[1] in ETATS_ACQUIS for x in lignes)


class ActionsReunies(NamedTuple):
    """Plusieurs actions et leurs dépenses prévues, en euros ; `inconnus` : combien n'y comptent pas, faute de coût."""

    actions: tuple[ActionComparee, ...]
    couts: Decimal | None
    inconnus: int


def reunir_actions(actions: Iterable[ActionComparee]) -> ActionsReunies:
    """Réunir des actions, avec ce qu'elles coûtent ensemble."""
    siennes = tuple(actions)
    return ActionsReunies(siennes, sommer(a.cout for a in siennes), sum(a.cout is None for a in siennes))


def comparer_actions(base: Dossier, tete: Dossier) -> tuple[ActionComparee, ...]:
    """Les actions qui changent, dans l'ordre de leurs identifiants ; une action renommée n'est pas une autre action."""
    anciennes, nouvelles = dict(base.actions), dict(tete.actions)
    paires: list[tuple[Action | None, Action | None]] = []
    for nom in sorted(nouvelles.keys() - anciennes.keys()):
        ancienne = _retrouver(nouvelles[nom], [a for n, a in anciennes.items() if n not in nouvelles])
        paires.append((anciennes.pop(ancienne.id) if ancienne else None, nouvelles[nom]))
    paires += [(a, nouvelles.get(n)) for n, a in anciennes.items() if a != nouvelles.get(n)]
    comparees = (_comparer(avant, apres, base, tete) for avant, apres in paires)
    utiles = [c for c in comparees if c.change]
    return tuple(sorted(utiles, key=lambda c: c.action.id))


def _retrouver(nouvelle: Action, parties: list[Action]) -> Action | None:
    """L'action qui portait un autre identifiant : même titre, ou même place et mêmes montants."""
    memes = [a for a in parties if a.titre == nouvelle.titre]
    if nouvelle.budget.lignes or nouvelle.plan.ressources:
        memes += [a for a in parties if _reperer(a) == _reperer(nouvelle)]
    return memes[0] if memes else None


def _reperer(action: Action) -> tuple[object, ...]:
    return action.axe, action.numero, action.budget, action.plan


def _comparer(avant: Action | None, apres: Action | None, base: Dossier, tete: Dossier) -> ActionComparee:
    ecarts = relever_ecarts(avant, apres) if avant and apres else iter(())
    nettes = [compter_une_fois(a, lu) if a else None for a, lu in ((avant, base), (apres, tete))]
    postes = comparer_postes(avant, apres)
    partagees = {cle for une in (avant, apres) if une for cle, combien in _compter_lignes(une).items() if combien > 1}
    return ActionComparee(
        avant=avant,
        apres=apres,
        postes=postes,
        ecarts=tuple(e for e in ecarts if not _est_dit(e, apres, partagees)),
        couts=Mouvement(*map(_couter, nettes)),
        propres=Mouvement(*(_partager(a, lu) for a, lu in zip(nettes, (base, tete), strict=True))),
        manques=tuple(_chercher(avant, apres, tete)) if apres else (),
    )


def _partager(action: Action | None, dossier: Dossier) -> Decimal | None:
    """La part du coût que le maître d'ouvrage met de ses fonds, en pour cent."""
    return (
        part(dresser(separer(action, dossier)[0].action).part_propre, dresser(action).cout_entier) if action else None
    )


def _couter(action: Action | None) -> Decimal | None:
    """Les dépenses d'une action, en euros : rien tant que l'une est inconnue, zéro quand la fiche la dit gratuite."""
    if action is None:
        return None
    if action.sans_montant == "gratuite":
        return ZERO
    return couter(action)


def _compter_lignes(action: Action) -> Counter[tuple[str, ...]]:
    """Combien de lignes de la fiche ont le même chemin : leurs montants ne se comparent qu'ensemble."""
    listes = (action.budget.lignes, action.plan.ressources)
    return Counter((*bloc, nommer_cle(designer(x))) for bloc, liste in zip(_LISTES, listes, strict=True) for x in liste)


def _est_dit(ecart: Difference, apres: Action | None, partagees: Container[tuple[str, ...]]) -> bool:
    """Vrai pour un montant ou une ligne que `comparer_postes` rapporte, et pour le statut et l'étape qui le donne."""
    if ecart.chemin == ("statut",) or (apres and ecart.avant is None and ecart.apres is apres.historique[-1]):
        return True
    est_ligne = ecart.chemin[:2] in _LISTES
    if not est_ligne or ecart.chemin[:_D_UNE_LIGNE] in partagees:
        return False
    du_champ = len(ecart.chemin) == _D_UNE_LIGNE + 1 and ecart.champ in _MONTANTS
    return len(ecart.chemin) == _D_UNE_LIGNE or du_champ


def _chercher(avant: Action | None, apres: Action, tete: Dossier) -> Iterator[Manque]:
    etape = apres.historique[-1]
    statut_change = avant is None or avant.statut != apres.statut
    if statut_change and apres.statut in _DECIDENT and not _est_deliberee(apres, tete, etape):
        yield Manque("deliberation", etape=etape)
    if statut_change and apres.statut in ("transferee", "abandonnee"):
        demandes = dict(_demandes(apres.plan.ressources))
        if demandes:
            yield Manque("demandes", demandes=demandes)
    repreneur = apres.liens.repreneur
    if statut_change and apres.statut == "transferee" and repreneur:
        conventions = (*apres.conventions, *tete.contrat.conventions) if tete.contrats else apres.conventions
        if not any(repreneur in c.organismes for c in conventions):
            yield Manque("convention", organisme=repreneur)
    if avant is None and not apres.budget.lignes and not apres.plan.ressources:
        yield Manque("montants")


def _est_deliberee(action: Action, tete: Dossier, etape: Etape) -> bool:
    generales = tete.contrat.deliberations if tete.contrats else ()
    return any(coincide(d.date, etape.date) for d in (*action.deliberations, *generales))


def _demandes(ressources: tuple[Ressource, ...]) -> Iterator[tuple[str, Decimal]]:
    attendues = (r for r in ressources if r.certitude in _SANS_ACTE and not r.est_propre)
    sommes = sommer_par((r.organisme, r.montant) for r in attendues)
    yield from sorted(sommes.items(), key=lambda x: (-x[1], x[0]))
