"""Les séances connues : d'un fichier, d'un acte, d'une étape ou d'un jalon ; et celle qu'un mot désigne."""

from __future__ import annotations

import pytest

from contrat.calculs.seances.connues import SeanceConnue, lister_seances_connues, trouver_seance
from contrat.modele.dossier import Dossier
from contrat.modele.seance import Seance
from tests.calculs.fabriques import action, dossier, lire, objet

GOUVERNANCE = "gouvernance: [{id: comite, nom: C, role: r, source: essai}]"


def seance(nom: str, date: str, instance: str = "comite") -> Seance:
    return objet(Seance, f"{{id: {nom}, instance: {instance}, date: {date}, objet: suivi, source: essai}}")


def etape(date: str, instance: str = "") -> str:
    return f"{{statut: approuvee, date: {date}, source: essai{f', instance: {instance}' if instance else ''}}}"


def celui(*seances: Seance, contrat: str = "", etapes: str = etape("2010-02")) -> Dossier:
    fiche = action("{}", historique=lire(f"[{etapes}]"))
    return dossier(fiche, contrat=f"{GOUVERNANCE}\n{contrat}", seances={s.id: s for s in seances})


def deliberer(date: str, instance: str = "conseil") -> str:
    return f"deliberations: [{{date: {date}, instance: {instance}, objet: o, source: essai}}]"


def jalon(*champs: str) -> str:
    return f"jalons: [{{libelle: j, source: essai, {', '.join(champs)}}}]"


@pytest.mark.parametrize(
    ("dossier_lu", "attendues"),
    [
        (celui(), []),
        (celui(contrat=deliberer("2010-02-15")), [("conseil-2010-02-15", False)]),
        (celui(etapes=etape("2010-02", "comite")), [("comite-2010-02", False)]),
        (celui(contrat=jalon("instance: comite", "fait: 2010-03")), [("comite-2010-03", False)]),
        (celui(contrat=jalon("instance: comite", "prevu: 2012-03")), [("comite-2012-03", True)]),
        # Fait, il n'est plus prévu ; sans instance ni date, il n'en est pas une.
        (celui(contrat=jalon("instance: comite", "prevu: 2012-03", "fait: 2011")), [("comite-2011", False)]),
        (celui(contrat=jalon("fait: 2010-03")), []),
        (celui(contrat=jalon("instance: comite")), []),
        # La même instance, à une date qui peut être la même, est la même séance ; le plus court la nomme.
        (celui(contrat=deliberer("2010-02-15"), etapes=etape("2010-02", "conseil")), [("conseil-2010-02", False)]),
        (
            celui(contrat=deliberer("2010-02-15"), etapes=etape("2010-02", "comite")),
            [("comite-2010-02", False), ("conseil-2010-02-15", False)],
        ),
        (
            celui(contrat=f"{deliberer('2010-02-15', 'comite')}\n{jalon('instance: comite', 'prevu: 2010-02')}"),
            [("comite-2010-02-15", False)],
        ),
        # Dans l'ordre des dates, non des genres.
        (
            celui(contrat=f"{deliberer('2011')}\n{jalon('instance: comite', 'prevu: 2010')}"),
            [("comite-2010", True), ("conseil-2011", False)],
        ),
    ],
)
def test_les_seances_que_rien_n_ecrit(dossier_lu: Dossier, attendues: list[tuple[str, bool]]) -> None:
    connues = lister_seances_connues(dossier_lu)
    assert [(c.id, c.est_prevue) for c in connues] == attendues
    assert [(f"{c.instance}-{c.date}", c.seance) for c in connues] == [(nom, None) for nom, _ in attendues]


@pytest.mark.parametrize(("fait", "est_prevue"), [("fait", False), ("prevu", True)])
def test_de_plusieurs_dates_possibles_la_moins_precise_nomme_la_seance(fait: str, est_prevue: bool) -> None:
    jours = [*(f"2010-02-{jour}" for jour in range(11, 20)), "2010-02"]
    jalons = ", ".join(f"{{libelle: j, source: essai, instance: comite, {fait}: {jour}}}" for jour in jours)
    (connue,) = lister_seances_connues(celui(contrat=f"jalons: [{jalons}]"))
    assert (connue.id, connue.est_prevue) == ("comite-2010-02", est_prevue)


def test_un_fichier_tient_lieu_d_un_acte_de_la_meme_date() -> None:
    ecrite, autre = seance("premiere", "2010-02-15", "conseil"), seance("b", "2010-02-15", "comite")
    connues = lister_seances_connues(celui(ecrite, autre, contrat=deliberer("2010-02")))
    assert connues == [
        SeanceConnue("b", "comite", "2010-02-15", autre), SeanceConnue("premiere", "conseil", "2010-02-15", ecrite),
    ]  # fmt: skip


def test_la_seance_qu_un_identifiant_nomme() -> None:
    ecrite = seance("premiere", "2010-03-09")
    lu = celui(ecrite, contrat=deliberer("2010-02-15"))
    assert trouver_seance(lu, "premiere") == SeanceConnue("premiere", "comite", "2010-03-09", ecrite)
    assert trouver_seance(lu, "conseil-2010-02-15") == SeanceConnue("conseil-2010-02-15", "conseil", "2010-02-15")
    # L'instance et une date qui peut être la sienne la retrouvent.
    for date in ("2010", "2010-03", "2010-03-09"):
        assert trouver_seance(lu, f"comite-{date}") == SeanceConnue(f"comite-{date}", "comite", date, ecrite)
    # Une autre date, ou une année où le comité s'est réuni deux fois, n'en désigne aucune.
    assert trouver_seance(lu, "comite-2010-04") == SeanceConnue("comite-2010-04", "comite", "2010-04")
    deux = celui(ecrite, seance("seconde", "2010-09-09"), seance("ailleurs", "2010-03-09", "conseil"))
    assert trouver_seance(deux, "comite-2010") == SeanceConnue("comite-2010", "comite", "2010")
    assert trouver_seance(deux, "comite-2010-03") == SeanceConnue("comite-2010-03", "comite", "2010-03", ecrite)


@pytest.mark.parametrize(
    "mot", ["absente", "conseil-2010-03", "comite", "comite-", "comite-20", "comite-2010-3", "comite-2010-13",
            "comite-2010-02-30", "-2010", "comite-2010-03-"],
)  # fmt: skip
def test_ce_qui_ne_nomme_aucune_seance(mot: str) -> None:
    """Une instance que le contrat n'a pas, un mois ou un jour qui n'existe pas."""
    assert trouver_seance(celui(), mot) is None
