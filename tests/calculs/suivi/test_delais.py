"""Les délais du droit : d'où ils courent, ce qui les arrête, le dernier jour et le suivant."""

from __future__ import annotations

from datetime import date

import pytest

from contrat.calculs.suivi.delais import chercher_limite, est_depasse
from contrat.modele.bareme import RegleDelai
from tests.calculs.fabriques import objet, parcours

# Trois ans pour commencer les travaux, à compter de l'accord.
REGLE = objet(RegleDelai, """
{libelle: commencer, depuis: accorde, attendue: travaux_commences, mois: 36, source: loi, statut: certain}
""")  # fmt: skip
LIMITE = date(2014, 3, 15)


@pytest.mark.parametrize(
    ("etapes", "limite"),
    [
        ((), None),
        (("2011-03-15 dossier_depose",), None),
        (("2011-03-15 accorde",), LIMITE),
        (("2011-03-01 dossier_depose", "2011-03-15 accorde"), LIMITE),
        # Une étape d'avant n'arrête pas le délai, même écrite après ; l'étape attendue ou une plus avancée l'arrête.
        (("2011-03-15 accorde", "2011-04-01 plan_remis"), LIMITE),
        (("2011-03-15 accorde", "2011-04-01 travaux_commences"), None),
        (("2011-03-15 accorde", "2011-04-01 acompte"), None),
        (("2011-03-01 travaux_commences", "2011-03-15 accorde"), LIMITE),
        # Deux accords : le premier compte.
        (("2011-03-15 accorde", "2011-06-01 accorde"), LIMITE),
        # Ce qui finit un dossier efface ce qui précède.
        (("2011-01-01 accorde", "2011-02-01 abandon"), None),
        (("2011-01-01 accorde", "2011-02-01 abandon", "2011-03-15 accorde"), LIMITE),
    ],
)
def test_le_dernier_jour(etapes: tuple[str, ...], limite: date | None) -> None:
    evenements = parcours(*etapes).evenements
    assert chercher_limite(REGLE, evenements) == limite
    assert est_depasse(REGLE, evenements, date(2014, 3, 15)) is False
    assert est_depasse(REGLE, evenements, date(2014, 3, 16)) is (limite is not None)
