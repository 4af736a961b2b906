"""Les indicateurs qu'un constat du diagnostic peut citer."""

from __future__ import annotations

from contrat.calculs.presentation.indicateurs import indicateurs_connus
from contrat.modele.contrat import Contrat
from tests.calculs.fabriques import CONTRAT, action, dossier, objet
from tests.calculs.presentation.test_presentation import indicateur


def test_un_indicateur_du_diagnostic_l_emporte_puis_la_premiere_fiche() -> None:
    contrat = objet(Contrat, CONTRAT, diagnostic={"indicateurs": [indicateur("i", "diagnostic")]})
    fiches = [action(id=nom, numero=str(rang), indicateurs=[indicateur("i", nom), indicateur("j", nom)])
              for rang, nom in ((2, "seconde"), (1, "premiere"))]  # fmt: skip
    connus = indicateurs_connus(dossier(*fiches, contrats={"contrat": contrat}))
    assert {nom: i.libelle for nom, i in connus.items()} == {"j": "premiere", "i": "diagnostic"}
