"""Les grandeurs qui se recalculent depuis les ménages, que le moteur d'éligibilité juge au besoin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal

from contrat.calculs.concordance.mesures_fiches import Calcul
from contrat.calculs.eligibilite.demande import formuler, jour_du_jugement
from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.moteur import HorsBareme, Jugement, juger, ouvrir
from contrat.calculs.sommes import sommer_connus
from contrat.erreurs import ErreurContrat
from contrat.modele.agregat import CompteAnnees, CompteTravaux, pendant
from contrat.modele.aide import Aide
from contrat.modele.bareme import Bareme
from contrat.modele.contrat import Publie
from contrat.modele.dossier import Dossier
from contrat.modele.evenement import EtapeMenage
from contrat.modele.menage import Menage

CONTACTE: frozenset[EtapeMenage] = frozenset({"contacte"})
AVEC_TRAVAUX: frozenset[EtapeMenage] = frozenset({"travaux_acheves", "solde_demande", "solde_paye", "clos"})


def compter_reperes(dossier: Dossier, publie: Publie) -> Decimal:
    """Combien de ménages ont une étape datée avant la fin de la période : tout suivi commence par un repérage."""
    fin = publie.periode.fin
    effaces = sum(c.menages for c in dossier.agregat.reperes if c.annees[0] <= fin) if dossier.agregat else 0
    return Decimal(effaces + sum(any(e.date.year <= fin for e in m.etapes) for m in dossier.menages.values()))


def compter_menages(etapes: frozenset[EtapeMenage]) -> Calcul:
    """Le calcul du nombre de ménages qui ont franchi une de ces étapes pendant la période."""
    return lambda dossier, publie: Decimal(
        len(_retenir(dossier, publie, etapes)) + sum(c.menages for c in _effaces(dossier, publie, etapes))
    )


def sommer_travaux(dossier: Dossier, publie: Publie) -> Decimal | None:
    """Les travaux achevés pendant la période, en euros TTC ; `None` quand un montant est inconnu."""
    montants = [m.projet.travaux_ttc for m in _retenir(dossier, publie, AVEC_TRAVAUX)]
    effaces = _renoves_effaces(dossier, publie)
    if None in montants or any(compte.sans_montant for compte in effaces):
        return None
    return sommer_connus([*montants, *(compte.travaux for compte in effaces)])


def compter_eligibles(dossier: Dossier, publie: Publie) -> Decimal | None:
    """Combien de ménages contactés pendant la période ont droit à une aide nationale aux travaux."""
    contactes = _retenir(dossier, publie, CONTACTE)
    presents = _compter_juges(dossier, publie, contactes, lambda aide: aide.est_aux_travaux)
    eligibles = dossier.agregat.eligibles if dossier.agregat else ()
    effaces = sum(c.menages for c in pendant(eligibles, publie.periode.exercices))
    return None if presents is None else presents + effaces


def compter_aides(dossier: Dossier, publie: Publie) -> Decimal | None:
    """Combien de ménages dont les travaux sont achevés pendant la période ont droit à l'aide que le chiffre nomme."""
    if publie.aide is None:
        return None
    finis = _retenir(dossier, publie, AVEC_TRAVAUX)
    presents = _compter_juges(dossier, publie, finis, lambda aide: aide.id == publie.aide)
    effaces = sum(c.aides.get(publie.aide, 0) for c in _renoves_effaces(dossier, publie))
    return None if presents is None else presents + effaces


def _retenir(dossier: Dossier, publie: Publie, etapes: frozenset[EtapeMenage]) -> list[Menage]:
    exercices = publie.periode.exercices
    menages = dossier.menages.values()
    return [m for m in menages if any(e.etape in etapes and e.date.year in exercices for e in m.etapes)]


def _effaces(dossier: Dossier, publie: Publie, etapes: frozenset[EtapeMenage]) -> Sequence[CompteAnnees]:
    """Ce qui reste des ménages effacés qui ont franchi une de ces étapes pendant la période."""
    if etapes == AVEC_TRAVAUX:
        return _renoves_effaces(dossier, publie)
    return pendant(dossier.agregat.contactes if dossier.agregat else (), publie.periode.exercices)


def _renoves_effaces(dossier: Dossier, publie: Publie) -> list[CompteTravaux]:
    return pendant(dossier.agregat.renoves if dossier.agregat else (), publie.periode.exercices)


def _compter_juges(
    dossier: Dossier, publie: Publie, menages: Iterable[Menage], concerne: Callable[[Aide], bool]
) -> Decimal | None:
    """Compter les ménages dont une aide concernée est accordée ; `None` quand le droit ne permet pas d'en juger."""
    try:
        accords = [
            _accorde(m, jour_a_juger(m, date(publie.periode.fin, 12, 31)), dossier.droit, concerne) for m in menages
        ]
    except ErreurContrat:  # ces aides se conditionnent en rond : aucun verdict ne vaut
        return None
    return Decimal(sum(accords))


def _accorde(menage: Menage, jour: date, bareme: Bareme, concerne: Callable[[Aide], bool]) -> bool:
    """Si une aide concernée est accordée à un ménage ce jour-là, sans rien chiffrer ; non, hors du barème."""
    try:
        juge = ouvrir(formuler(menage, jour, bareme.protocoles), bareme)
    except HorsBareme:
        return False
    codes = [code for code, (aide, _) in juge.ouvertes.items() if concerne(aide)]
    return any(juge.juger(code) is Verdict.ELIGIBLE for code in codes)


def juger_menage(menage: Menage, jour: date, bareme: Bareme) -> Jugement | None:
    """Le jugement d'un ménage ce jour-là ; rien quand le barème ne le couvre pas."""
    try:
        return juger(formuler(menage, jour, bareme.protocoles), bareme)
    except HorsBareme:
        return None


def jour_a_juger(menage: Menage, au: date) -> date:
    """Le jour où l'entretien juge, étapes franchies à une date ; à défaut, celui de la dernière, ou cette date."""
    passees = tuple(e for e in menage.etapes if e.date <= au)
    derniere = passees[-1].date if passees else au
    return jour_du_jugement(menage.model_copy(update={"evenements": passees})) or derniere
