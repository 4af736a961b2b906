"""Quels dossiers sortent, et pourquoi les autres restent."""

from __future__ import annotations

from datetime import date

import pytest

from contrat.calculs.suivi.purge import Garde, Tri, est_trop_petit, reunir, trier
from contrat.modele.agregat import Agregat
from contrat.modele.menage import Menage
from contrat.modele.organisme import Source
from tests.calculs.fabriques import REGLES, bareme, dossier, menage, objet, parcours

DROIT = bareme(
    regles=REGLES
    + """
conservation:
  - {libelle: sans aide, concerne: sans_aide, mois: 24, source: loi, statut: certain}
"""
)
SOURCES = {"reel": objet(Source, "{titre: t, nature: releve}", id="reel"),
           "fiction": objet(Source, "{titre: t, nature: fiction}", id="fiction")}  # fmt: skip
AVANT, JOUR = date(2012, 1, 1), date(2013, 3, 9)


@pytest.mark.parametrize(
    ("celui", "garde"),
    [
        (parcours("2011-03-08 abandon", source="reel"), None),
        (parcours("2011-03-08 abandon", source="fiction"), ("fictif", None)),
        (menage(source="reel"), ("sans_etape", None)),
        (parcours("2011-12-31 accorde", source="reel"), ("en_cours", None)),
        (parcours("2012-01-01 accorde", source="reel"), ("recent", None)),
        # Effaçable le 8 mars au soir : le 9, il sort, et un contact d'un jour plus tard le garde un jour de plus.
        (parcours("2011-03-09 abandon", source="reel"), ("a_conserver", date(2013, 3, 9))),
    ],
)
def test_ce_qui_reste_et_pourquoi(celui: Menage, garde: tuple[str, date | None] | None) -> None:
    tri = trier(dossier(menages={celui.id: celui}, sources=SOURCES), DROIT, AVANT, JOUR)
    attendu = Tri((celui,), ()) if garde is None else Tri((), (Garde(celui, *garde),))  # type: ignore[arg-type]
    assert tri == attendu


def lot(nombre: int) -> Tri:
    menages = {f"M-{r:04}": parcours("2011-03-08 contacte", "2011-03-08 abandon", id=f"M-{r:04}", source="reel")
               for r in range(nombre, 0, -1)}  # fmt: skip
    return trier(dossier(menages=menages, sources=SOURCES), DROIT, AVANT, JOUR)


@pytest.mark.parametrize(("nombre", "petit"), [(0, False), (1, True), (10, True), (11, False)])
def test_moins_de_onze_dossiers_se_decriraient(nombre: int, petit: bool) -> None:
    assert est_trop_petit(lot(nombre)) is petit


def test_les_sortants_s_ajoutent_aux_totaux() -> None:
    deja = Agregat.model_validate(
        {"menages": "5", "purges": [{"le": "2012-01-01", "avant": "2010-01-01", "menages": "5"}]}
    )
    avant = dossier(agregat=deja)
    tri = lot(2)
    assert [m.id for m in tri.sortants] == ["M-0001", "M-0002"]
    total = reunir(avant, DROIT, tri, AVANT, JOUR)
    assert total.menages == 7
    assert [(str(p.le), str(p.avant), p.menages) for p in total.purges] == [
        ("2012-01-01", "2010-01-01", 5), ("2013-03-09", "2012-01-01", 2),
    ]  # fmt: skip
    assert (total.a_effacer, total.etats) == (("M-0001", "M-0002"), {"abandon": 2})
    assert reunir(avant, DROIT, Tri((), ()), AVANT, JOUR) == deja
    sans = reunir(dossier(), DROIT, tri, AVANT, JOUR, avec_totaux=False)
    assert (sans.menages, sans.etats, sans.a_effacer) == (0, {}, ("M-0001", "M-0002"))
    assert [p.menages for p in sans.purges] == [2]
    assert reunir(dossier(), DROIT, Tri((), ()), AVANT, JOUR).menages == 0
