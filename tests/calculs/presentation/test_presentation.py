"""Ce que la page du contrat réunit : les besoins et ce qui y répond, les actions, l'argent, les partenaires."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from contrat.calculs.presentation.presentation import ContratPresente, presenter_contrat
from contrat.modele.action import Axe
from contrat.modele.contrat import Contrat
from contrat.modele.dossier import Dossier
from contrat.modele.organisme import Source
from tests.calculs.fabriques import CONTRAT, JOUR, action, dossier, objet

TEXTE = "{titre: t, titre_court: t, finalite: f, source: essai}"
RESSOURCE = {"nature": "subvention_publique", "exercice": "2011", "section": "fonctionnement", "etat": "accorde"}


def indicateur(nom: str, libelle: str = "l") -> dict[str, str]:
    return {"id": nom, "libelle": libelle, "niveau": "diagnostic", "unite": "u"}


def celui() -> Dossier:
    constats: list[dict[str, Any]] = [
        {"id": "froid", "texte": "t", "source": "e", "indicateurs": ["passoires", "perdu", "faites"]},
        {"id": "cher", "texte": "t", "source": "e"},
    ]
    contrat = objet(Contrat, CONTRAT, diagnostic={"constats": constats, "indicateurs": [indicateur("passoires")]})
    axes = {"axe-b": objet(Axe, TEXTE, id="axe-b", numero="2", constats=["froid"]),
            "axe-1": objet(Axe, TEXTE, id="axe-1", numero="1"),
            "axe-a": objet(Axe, TEXTE, id="axe-a", numero="2")}  # fmt: skip
    plan = {"ressources": [RESSOURCE | {"organisme": "etat", "montant": m} for m in ("5", "7")]}
    partenaires = [{"organisme": "etat", "role": "financeur"}, {"organisme": "ecole", "role": "operateur"}]
    fiches = (
        action(constats=["froid", "cher"], plan=plan, partenaires=partenaires),
        action(id="refaite", numero="2", source="refait", porteur="ccas", partenaires=partenaires[1:]),
    )
    sources = {n: objet(Source, "{titre: t}", id=n, nature=v)
               for n, v in (("essai", "publie"), ("refait", "reconstitution"))}  # fmt: skip
    return dossier(*fiches, axes=axes, contrats={"contrat": contrat}, sources=sources)


def presente() -> ContratPresente:
    return presenter_contrat(celui(), JOUR)


def test_les_constats_et_ce_qui_y_repond() -> None:
    froid, cher = presente().constats
    assert [i.id for i in froid.indicateurs] == ["passoires", "faites"]
    assert ([a.id for a in froid.axes], [a.id for a in froid.actions]) == (["axe-b"], ["visites"])
    assert (cher.indicateurs, cher.axes, [a.id for a in cher.actions]) == ((), (), ["visites"])


def test_les_axes_et_leurs_actions() -> None:
    page = presente()
    assert [(axe.id, [s.action.id for s in situations]) for axe, situations in page.axes] == [
        ("axe-1", ["visites", "refaite"]), ("axe-a", []), ("axe-b", []),
    ]  # fmt: skip
    assert [a.id for a in page.actions] == ["visites", "refaite"]
    assert [a.id for a in page.reconstituees] == ["refaite"]
    assert (page.jour, page.contrat, page.budget.consolidation.exercices) == (
        JOUR,
        page.dossier.contrat,
        (2010, 2011, 2012),
    )


def test_les_organismes() -> None:
    organismes = {o.organisme.id: o for o in presente().organismes}
    assert list(organismes) == ["ville", "ccas", "ecole", "etat"]
    assert (organismes["etat"].apport, organismes["ville"].apport) == (Decimal(12), None)
    assert {nom: [a.id for a in o.portees] for nom, o in organismes.items()} == {
        "ville": ["visites"], "ccas": ["refaite"], "ecole": [], "etat": [],
    }  # fmt: skip
    assert [(a.id, role) for a, role in organismes["ecole"].associees] == [
        ("visites", "operateur"), ("refaite", "operateur"),
    ]  # fmt: skip
    assert [(a.id, role) for a, role in organismes["etat"].associees] == [("visites", "financeur")]


def test_les_jours_des_actions_qui_en_ont() -> None:
    jalons = [{"libelle": "j", "prevu": "2011", "source": "e"}], [{"libelle": "j", "fait": "2011", "source": "e"}]
    calendriers: list[Any] = [{"debut": "2010"}, {"fin": "2011"}, {"jalons": jalons[0]}, {"jalons": jalons[1]}, {}]
    idee = [{"statut": "idee", "date": "2010"}]
    fiches = [action(id=f"f-{n}", numero=str(n), calendrier=c, statut="idee", historique=idee)
              for n, c in enumerate(calendriers, 1)]  # fmt: skip
    axes = {"axe-1": objet(Axe, TEXTE, id="axe-1", numero="1")}
    page = presenter_contrat(dossier(*fiches, axes=axes), JOUR)
    assert [d.situation.action.id for d in page.calendrier] == ["f-1", "f-2", "f-3", "f-4"]


def test_un_apport_que_rien_ne_publie() -> None:
    """D'un organisme, d'une action parmi d'autres : la source de la ressource, à défaut celle de son plan."""
    sources = {n: objet(Source, "{titre: t}", id=n, nature=v)
               for n, v in (("essai", "publie"), ("refait", "reconstitution"))}  # fmt: skip

    def plan(source: str, *apports: tuple[str, str | None]) -> dict[str, Any]:
        ressources = [RESSOURCE | {"organisme": o, "montant": "1"} | ({"source": s} if s else {}) for o, s in apports]
        return {"source": source, "ressources": ressources}

    une = action(plan=plan("refait", ("etat", "essai"), ("ville", None)))
    autre = action(id="b", numero="2", plan=plan("essai", ("etat", None), ("ccas", "essai"), ("ccas", "refait")))
    page = presenter_contrat(dossier(une, autre, sources=sources), JOUR)
    dits = {o.organisme.id: o.apport_est_reconstitue for o in page.organismes}
    assert dits == {"ville": True, "ccas": True, "ecole": False, "etat": False}


def test_les_seances_connues() -> None:
    contrat = "deliberations: [{date: 2010-02, instance: conseil, objet: a, source: e}]"
    (situee,) = presenter_contrat(dossier(contrat=contrat), JOUR).seances
    assert (situee.connue.id, situee.participants, situee.ateliers, situee.propositions) == (
        "conseil-2010-02", None, (), (),
    )  # fmt: skip
