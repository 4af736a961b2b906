"""La fiche d'expérience : la démarche racontée dans l'ordre du document publié, et chaque chiffre, recalculé."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from contrat.calculs.actions.fiche import FicheSituee, examiner_action
from contrat.calculs.concordance.concordance import Concordance, RapportConcordance, confronter_contrat
from contrat.calculs.moments import est_passe
from contrat.calculs.presentation.presentation import ContratPresente, presenter_contrat
from contrat.modele.action import Action
from contrat.modele.contrat import Contrat, Mesure
from contrat.modele.dossier import Dossier
from contrat.modele.organisme import Organisme
from contrat.modele.suivi import Jalon

Rubrique = Literal["origine", "demarche", "action", "resultats", "partenaires", "moyens"]
# Où se lit un chiffre du contrat ; celui qui porte sur une fiche se lit toujours dans la rubrique de l'action.
RUBRIQUES: Mapping[Mesure, Rubrique] = {
    "contrat.exercices": "demarche",
    "axes.total": "demarche",
    "axes.commissions": "demarche",
    "actions.approuvees": "demarche",
    "actions.deliberees": "demarche",
    "actions.mises_en_oeuvre": "resultats",
    "actions.exercices": "action",
    "actions.partenaires": "action",
    "actions.criteres_atteints": "action",
    "actions.ressources.ville": "action",
    "menages.contactes": "action",
    "menages.eligibles": "action",
    "logements.reperes": "action",
    "logements.renoves": "action",
    "logements.habiter_mieux": "action",
    "logements.travaux": "action",
    "aides.forfait": "action",
    "aides.parite": "action",
    "organismes.financeurs": "partenaires",
    "organismes.partenaires": "partenaires",
    "enveloppes.fonctionnement": "moyens",
    "enveloppes.investissement": "moyens",
    "budget.depenses.total": "moyens",
    "budget.depenses.fonctionnement": "moyens",
    "budget.depenses.investissement": "moyens",
    "budget.ressources.total": "moyens",
    "budget.ressources.ville": "moyens",
    "budget.ressources.externes": "moyens",
    "budget.exercices": "moyens",
    "indicateurs.autre_source": "origine",
}


class ChiffreRestitue(NamedTuple):
    """Un chiffre publié, et ce que les données redonnent ; `None` : rien, ou un compte de ménages à ne pas publier."""

    concordance: Concordance
    recalcule: Decimal | None


@dataclass(frozen=True)
class ExperienceContrat:
    """Tout ce que la fiche montre ; `illustrees` : les actions qui servent d'exemple à la démarche."""

    presente: ContratPresente
    concordance: RapportConcordance
    illustrees: tuple[FicheSituee, ...]

    @property
    def dossier(self) -> Dossier:
        """Le contrat et ses fiches."""
        return self.presente.dossier

    @property
    def contrat(self) -> Contrat:
        """Le contrat raconté."""
        return self.presente.contrat

    @property
    def naissance(self) -> list[Jalon]:
        """Les jalons d'avant le premier exercice."""
        avant = self.contrat.periode.debut - 1
        return [j for j in self.contrat.jalons if (date_ := j.fait or j.prevu) and est_passe(date_, avant)]

    @property
    def suite(self) -> list[Jalon]:
        """Les autres jalons : ceux du contrat et d'après, et ceux que rien ne date."""
        naissance = self.naissance
        return [j for j in self.contrat.jalons if j not in naissance]

    @property
    def acteurs(self) -> list[Organisme]:
        """Les organismes à qui le contrat donne un rôle."""
        return [o for o in self.dossier.organismes.values() if o.roles]

    def chiffrer(self, rubrique: Rubrique, action: str | None = None) -> list[ChiffreRestitue]:
        """Les chiffres publiés d'une rubrique, ou d'une action, dans l'ordre du contrat."""
        siennes = [c for c in self.concordance.concordances if _ranger(c) == (rubrique, action)]
        return [ChiffreRestitue(c, _taire(c)) for c in siennes]


def raconter_experience(dossier: Dossier, jour: date, illustrees: Sequence[Action] = ()) -> ExperienceContrat:
    """Réunir ce que la fiche montre ; sans action donnée, celles dont le contrat publie des chiffres l'illustrent.

    Lève `ErreurContrat` quand des montants HT et TTC seraient additionnés.
    """
    citees = dict.fromkeys(publie.action or "" for publie in dossier.contrat.publies)
    choisies = illustrees or [dossier.actions[nom] for nom in citees if nom in dossier.actions]
    return ExperienceContrat(
        presenter_contrat(dossier, jour),
        confronter_contrat(dossier),
        tuple(examiner_action(dossier, action, jour) for action in choisies),
    )


def _taire(concordance: Concordance) -> Decimal | None:
    """Le chiffre recalculé ; d'un compte de ménages, seulement celui qui est déjà publié."""
    if concordance.methode.origine in ("menages", "jugement") and not concordance.est_retrouve:
        return None
    return concordance.recalcule


def _ranger(concordance: Concordance) -> tuple[Rubrique, str | None]:
    action = concordance.publie.action
    return ("action", action) if action is not None else (RUBRIQUES[concordance.publie.mesure], None)
