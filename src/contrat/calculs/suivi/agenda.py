"""L'agenda : les rendez-vous pris et ce qui arrive à échéance, avant qu'il soit trop tard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from contrat.calculs.argent.attentes import dater_la_reponse
from contrat.calculs.argent.budget import ordonner_actions
from contrat.calculs.argent.conventions import echeance_du_compte_rendu, suivre_subventions
from contrat.calculs.argent.delais import lister_delais
from contrat.calculs.bareme.echeance import fin_des_tables
from contrat.calculs.concordance.mesures_menages import CONTACTE
from contrat.calculs.suivi.conservation import dernier_jour, est_fictif
from contrat.calculs.suivi.delais import chercher_limite
from contrat.modele.action import STATUTS_EXCLUS, Action
from contrat.modele.bareme import Bareme
from contrat.modele.contrat import Contrat
from contrat.modele.dossier import Dossier
from contrat.modele.evenement import FINALES, RENDEZ_VOUS, EtapeMenage, GenreEcheance
from contrat.modele.menage import Menage
from contrat.modele.parcours import trouver_etape


class Echeance(NamedTuple):
    """Un jour, ce qui arrive ce jour-là, et le ménage concerné, s'il y en a un.

    `etape` : celle d'un rendez-vous, ou la dernière d'un dossier à relancer ; `libelle` : ce qu'un délai attend, ou
    l'action et l'organisme d'une subvention.
    """

    jour: date
    genre: GenreEcheance
    menage: str = ""
    etape: EtapeMenage | None = None
    libelle: str = ""


@dataclass(frozen=True)
class Agenda:
    """Les échéances d'une période, et celles qui sont déjà passées sans qu'on y ait répondu, dans l'ordre des jours."""

    au: date
    jusqu_au: date
    echeances: tuple[Echeance, ...]

    @property
    def passees(self) -> tuple[Echeance, ...]:
        """Celles dont le jour est passé."""
        return tuple(e for e in self.echeances if e.jour < self.au)

    @property
    def a_venir(self) -> tuple[Echeance, ...]:
        """Celles qui viennent, le jour même compris."""
        return tuple(e for e in self.echeances if e.jour >= self.au)


def dresser_agenda(dossier: Dossier, au: date, jours: int, silence: int) -> Agenda:
    """Tout ce qui arrive d'un jour à l'autre ; `silence` : jours sans nouvelle après lesquels relancer un ménage."""
    fin, bareme = au + timedelta(days=jours), dossier.droit
    trouvees = [e for m in dossier.menages.values() for e in _lister(m, dossier, bareme, au, silence)]
    trouvees += _generales(bareme, (dossier.contrat, *dossier.actions.values()), au)
    trouvees += [*_subventions(dossier), *_comptes_rendus(dossier)]
    return Agenda(au, fin, tuple(sorted((e for e in trouvees if e.jour <= fin), key=lambda e: (e.jour, e.menage))))


def _lister(menage: Menage, dossier: Dossier, bareme: Bareme, au: date, silence: int) -> Iterator[Echeance]:
    """Les échéances d'un ménage, d'après ce qui est écrit à ce jour."""
    passes = tuple(e for e in menage.etapes if e.date <= au)
    a_venir = [e for e in menage.etapes if e.date >= au and e.etape in RENDEZ_VOUS]
    yield from (Echeance(e.date, "rendez_vous", menage.id, e.etape) for e in a_venir)
    atteinte = trouver_etape(passes)
    if atteinte is None:
        return
    for regle in bareme.regles.delais:
        if (limite := chercher_limite(regle, passes)) is not None:
            yield Echeance(limite, "delai", menage.id, atteinte.etape, regle.libelle)
    est_ouvert = atteinte.etape not in FINALES and any(e.etape in CONTACTE for e in passes)
    if est_ouvert and not a_venir:
        yield Echeance(passes[-1].date + timedelta(days=silence), "relance", menage.id, passes[-1].etape)
    garde = None if est_fictif(menage, dossier.sources) else dernier_jour(menage, bareme.regles)
    if garde is not None:
        yield Echeance(garde, "conservation", menage.id)


def _generales(bareme: Bareme, porteurs: Iterable[Contrat | Action], au: date) -> Iterator[Echeance]:
    """Ce qui ne dépend d'aucun ménage : la fin des plafonds, d'une aide, d'une convention ; une fois passé, rien."""
    fin = fin_des_tables(bareme)
    if fin is not None and fin >= au:
        yield Echeance(fin, "plafonds")
    for convention in (c for porteur in porteurs for c in porteur.conventions):
        if convention.jusqu_au is not None and convention.jusqu_au >= au:
            yield Echeance(convention.jusqu_au, "convention", libelle=convention.objet)


def _subventions(dossier: Dossier) -> Iterator[Echeance]:
    """La fin de chaque délai d'une aide demandée ou accordée, hors des actions abandonnées."""
    for action in ordonner_actions(dossier):
        for ressource in action.plan.ressources if action.statut not in STATUTS_EXCLUS else ():
            quoi = f"{action.titre_court}, {dossier.nommer_organisme(ressource.organisme)}"
            attente = dater_la_reponse(ressource, action, dossier)
            if attente is not None:
                yield Echeance(attente.limite, "reponse", libelle=quoi)
            for delai in lister_delais(ressource, action, dossier):
                yield Echeance(delai.limite, delai.genre, libelle=quoi)


def _comptes_rendus(dossier: Dossier) -> Iterator[Echeance]:
    """Le dernier jour du compte rendu de chaque subvention payée à un organisme privé, tant qu'il n'est pas remis."""
    for subvention in suivre_subventions(dossier):
        attendu = echeance_du_compte_rendu(dossier, subvention.exercice)
        if attendu and any(v.ligne.realise and v.ligne.compte_rendu is None for v in subvention.versees):
            qui = dossier.nommer_organisme(subvention.beneficiaire)
            yield Echeance(attendu[1], "compte_rendu", libelle=f"{qui}, {subvention.exercice}")
