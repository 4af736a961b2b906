"""Une action datée : du premier jour de son début au dernier de sa fin ; un jalon fait n'est plus à prévoir."""

from __future__ import annotations

from datetime import date

from contrat.calculs.actions.frise import dater_actions
from contrat.calculs.actions.selection import situer
from contrat.modele.dossier import Dossier
from tests.calculs.fabriques import action

JOUR = date(2012, 1, 1)


def test_les_jours_d_une_action_et_de_ses_jalons() -> None:
    jalons = [
        {"libelle": "ouvert", "prevu": "2010-05", "fait": "2010-09", "source": "essai"},
        {"libelle": "agrandi", "prevu": "2011", "source": "essai"},
    ]
    datee = action(calendrier={"debut": "2010-02", "fin": "2011-06", "jalons": jalons})
    (trouvee,) = dater_actions([situer(Dossier(), datee, JOUR)])
    assert (trouvee.debut, trouvee.fin) == (date(2010, 2, 1), date(2011, 6, 30))
    assert (trouvee.faits, trouvee.prevus) == ((date(2010, 9, 1),), (date(2011, 1, 1),))
    (sans_date,) = dater_actions([situer(Dossier(), action(calendrier={}), JOUR)])
    assert (sans_date.debut, sans_date.fin, sans_date.faits, sans_date.prevus) == (None, None, (), ())
