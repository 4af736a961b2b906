"""Les jours où le droit change : tout ce qui est daté, l'année civile, la parution d'un avis, la fin du provisoire."""

from __future__ import annotations

from datetime import date
from typing import Any

from contrat.calculs.eligibilite.compilation.epoques import lister_ruptures, ruptures_du_droit
from contrat.modele.bareme import ProtocoleLocal
from contrat.modele.base import ANNEES
from tests.calculs.fabriques import FORFAIT, REGLES, TABLE, aide, bareme

GUICHET = "{genre: guichet, periodes: [{du: 2011-09-01, au: 2011-11-30, ouvert_a: [tres_modeste]}]}"


def test_le_premier_jour_et_le_lendemain_du_dernier() -> None:
    """Au fond d'une liste, d'un dictionnaire, d'un modèle ou d'un protocole ; une fois chacun, dans l'ordre."""
    protocole = ProtocoleLocal("15187", date(2010, 11, 23), date(2011, 12, 31), "convention")
    celle = aide("prime", FORFAIT, GUICHET, version="au: 2012-06-30")
    assert lister_ruptures([{"a": (protocole,)}], celle, "texte", None, 3) == [
        date(2010, 1, 1), date(2010, 11, 23), date(2011, 9, 1), date(2011, 12, 1), date(2012, 1, 1), date(2012, 7, 1),
    ]  # fmt: skip
    sans_fin = ProtocoleLocal("15187", date(2010, 11, 23), None, "convention")
    assert lister_ruptures(sans_fin) == [date(2010, 11, 23)]
    assert lister_ruptures() == []


def du_droit(regles: str = REGLES, *aides: Any, **champs: Any) -> list[date]:
    """Les ruptures, sans les premiers de l'an."""
    trouvees = ruptures_du_droit(bareme(*aides, regles=regles, **champs))
    assert trouvees == sorted(set(trouvees))
    annees = {date(annee, 1, 1) for annee in range(2010, int(ANNEES[1]) + 1)}
    assert annees <= set(trouvees)
    return [jour for jour in trouvees if jour not in annees]


def test_tout_ce_qui_est_date_dans_le_droit() -> None:
    assert du_droit() == []
    protocole = ProtocoleLocal("15187", date(2010, 11, 23), None, "convention")
    commune = "{genre: egal, champ: accord, seuil: oui, du: 2011-05-02}"
    assert du_droit(REGLES, aide("prime", FORFAIT, GUICHET), protocoles=(protocole,), communes=(commune,)) == [
        date(2010, 11, 23), date(2011, 5, 2), date(2011, 9, 1), date(2011, 12, 1),
    ]  # fmt: skip
    table = TABLE.replace("au: 2012-12-31", "au: 2012-06-30")
    assert du_droit(tables=(table,)) == [date(2012, 7, 1)]
    # Les années comptent depuis la plus ancienne table, même quand une autre en commence une nouvelle.
    autre = TABLE.replace("2010-01-01", "2014-01-01").replace("2012-12-31", "2014-12-31")
    assert du_droit(tables=(TABLE.replace("2012-12-31", "2010-12-31"), autre)) == []
    cumul = REGLES.replace("cumul:\n  - {du: 2010-01-01", "cumul:\n  - {du: 2010-03-01")
    assert du_droit(cumul) == [date(2010, 3, 1)]


def test_le_lendemain_de_la_parution_d_un_avis_chaque_annee() -> None:
    for parution, lendemains in (("08-31", "09-01"), ("02-28", "03-01"), ("02-29", "03-01"), ("12-30", "12-31")):
        regles = REGLES.replace("recul: 2,", f"recul: 1, repli: 2, parution: {parution},")
        trouvees = du_droit(regles)
        assert len(trouvees) == int(ANNEES[1]) - 2010 + 1
        sauf_bissextiles = [j for j in trouvees if j.year % 4]
        assert {j.strftime("%m-%d") for j in sauf_bissextiles} == {lendemains}
        bissextile = {"02-28": "02-29"}.get(parution, lendemains)
        assert date(2012, *map(int, bissextile.split("-"))) in trouvees


def test_la_fin_de_l_encadrement_provisoire() -> None:
    regles = f"{REGLES}\nprovisoire: {{jours: 90, hausse: 3 %, source: loi, statut: certain}}"
    assert du_droit(regles) == [date(2013, 4, 1)]
    sans_fin = TABLE.replace("au: 2012-12-31\n", "")
    assert du_droit(regles, tables=(sans_fin,)) == []
