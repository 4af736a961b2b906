"""L'état d'un entretien : ce que le fichier disait, ce que l'on répond, ce qui reste à demander."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.permanence.entretien import Entretien
from contrat.calculs.eligibilite.permanence.questionnaire import QUESTIONS, SUIVI, Question
from contrat.modele.bareme import Bareme
from contrat.modele.saisie import Saisie
from tests.calculs.fabriques import FORFAIT, JOUR, REGLES, aide, bareme

PRO = "{genre: egal, champ: professionnel, seuil: oui}"
MODESTE = "{genre: categorie, parmi: [tres_modeste]}"
TAUX = "{genre: taux, libelle: t, assiette: travaux_ht, taux: {tres_modeste: 50 %}, plafond: 9000}"
PALIERS = """{genre: taux_par_saut, libelle: saut, assiette: travaux_ht, paliers: [
  {sauts: 2, plafond: 90000, taux: {tres_modeste: 40 %}}]}"""
SAUT = "{genre: au_moins, champ: saut_classes, seuil: 2}"
DROIT = bareme(aide("prime", FORFAIT, PRO), aide("taux", TAUX, "{genre: egal, champ: commences, seuil: non}", rang="2"))
# L'avis de 2010 est demandé ; jusqu'au 31 août, celui de 2009 en tient lieu.
REPLI = REGLES.replace("recul: 2,", "recul: 1, repli: 2, parution: 08-31,")
AVEC_REPLI = bareme(aide("prime", FORFAIT, MODESTE), regles=REPLI)
MENAGE: dict[str, Any] = {
    "id": "M-0001",
    "source": "fiction",
    "occupants": {"nombre": "1"},
    "revenus": [{"annee": "2009", "rfr": "9000"}],
    "logement": {"commune": "15187"},
}
Q = {question.champ: question for question in (*QUESTIONS, *SUIVI)}


def ouvrir(droit: Bareme = DROIT, **blocs: Any) -> Entretien:
    """Un entretien ; un bloc vide s'ôte du dossier."""
    return Entretien(droit, JOUR, {cle: bloc for cle, bloc in (MENAGE | blocs).items() if bloc})


def champ(question: Question | None) -> str | None:
    return None if question is None else question.champ


def champs(questions: list[Question]) -> list[str]:
    return [question.champ for question in questions]


def test_chaque_reponse_donne_un_nouvel_entretien() -> None:
    depart = ouvrir()
    assert (champ(depart.prochaine()), depart.est_a_reprendre, depart.saisies) == ("commences", True, ())
    assert [r.verdict for r in depart.jugement.aides] == [Verdict.INDETERMINE] * 2
    suite = depart.repondre(Q["commences"], "non")
    assert suite.saisies == (Saisie(("projet", "commences"), "non"),)
    assert suite.menage.projet.commences is False
    assert (champ(suite.prochaine()), set(suite.ecartees)) == ("professionnel", {"commences"})
    fin = suite.repondre(Q["professionnel"], "oui")
    assert (fin.prochaine(), fin.est_a_reprendre) == (None, False)
    assert [r.verdict for r in fin.jugement.aides] == [Verdict.ELIGIBLE] * 2
    assert fin.contenu["projet"] == {"commences": "non", "professionnel": "oui"}
    # Le premier n'a pas changé ; une réponse remplace la précédente, à sa place.
    assert depart.reponses == ()
    change = fin.repondre(Q["commences"], "oui")
    assert [(r.question.champ, r.texte) for r in change.reponses] == [("commences", "oui"), ("professionnel", "oui")]


def test_ne_pas_savoir() -> None:
    entretien = ouvrir(projet={"commences": "non"}).passer(Q["professionnel"])
    assert (entretien.prochaine(), entretien.est_a_reprendre, entretien.saisies) == (None, True, ())
    assert entretien.repondre(Q["dpe"], "F").est_a_reprendre
    assert [r.texte for r in entretien.passer(Q["autres_ht"]).reponses] == ["", ""]
    # Ce que le fichier disait est retiré.
    retire = entretien.passer(Q["commences"])
    assert retire.saisies == (Saisie(("projet", "commences"), ""),)
    assert retire.contenu["projet"] == {}
    # De ce qui dépend de ce qu'on ignore, on ne demande rien.
    assert ouvrir().passer(Q["accompagnement"]).ecartees == {
        "accompagnement", "prix_accompagnement", "accompagnement_finance",
    }  # fmt: skip
    assert ouvrir().repondre(Q["accompagnement"], "oui").ecartees == {"accompagnement"}


def test_ce_qui_s_ecrit_d_office_attend_une_reponse_ou_un_entretien_tenu() -> None:
    office = Saisie(("evenements",), [{"date": "2011-09-20", "etape": "recu_en_permanence"}])
    entretien = replace(ouvrir(), d_office=(office,))
    assert entretien.saisies == entretien.passer(Q["commences"]).saisies == ()
    assert replace(entretien, est_tenu=True).saisies == (office,)
    dite = Saisie(("projet", "commences"), "non")
    assert entretien.repondre(Q["commences"], "non").saisies == (office, dite)
    assert replace(entretien, reste=(dite,)).saisies == (office, dite)


def test_les_reponses_que_l_on_a() -> None:
    entretien = ouvrir(projet={"souhaites": ["isoler", "aérer"]}, secteur="bourg").repondre(Q["dpe"], "F")
    assert [(c.question.champ, c.annee, c.texte) for c in entretien.connues()] == [
        ("commune", 2009, "15187"), ("personnes", 2009, "1"), ("rfr", 2009, "9000"), ("dpe", 2009, "F"),
        ("secteur", 2009, "bourg"), ("souhaites", 2009, "isoler ; aérer"),
    ]  # fmt: skip
    assert champs(entretien.pour_le_suivi()) == ["origine", "chauffage"]
    assert champs(entretien.passer(Q["origine"]).pour_le_suivi()) == ["chauffage"]


def test_le_revenu_de_l_annee_de_repli() -> None:
    """L'avis de 2010 manque : celui de 2009 se demande, puis pourquoi le retenir."""
    entretien = ouvrir(AVEC_REPLI, revenus=None)
    assert (champ(entretien.prochaine()), entretien.annee(Q["rfr"]), entretien.annee_de_repli) == ("rfr", 2010, 2009)
    assert [entretien.annee(Q[c]) for c in ("rfr_repli", "choix_revenus", "dpe")] == [2009, 2009, 2010]
    sans_avis = entretien.passer(Q["rfr"])
    assert champ(sans_avis.prochaine()) == "rfr_repli"
    repli = sans_avis.repondre(Q["rfr_repli"], "8 000".replace(" ", ""))
    assert repli.saisies == (Saisie(("revenus",), [{"annee": "2009", "rfr": "8000"}]),)
    assert champ(repli.prochaine()) == "choix_revenus"
    choisi = repli.repondre(Q["choix_revenus"], "avis perdu")
    assert choisi.contenu["choix_revenus"] == {"annee": "2009", "motif": "avis perdu"}
    assert [r.verdict for r in choisi.jugement.aides] == [Verdict.ELIGIBLE]
    assert [(c.question.champ, c.texte) for c in choisi.connues() if c.question.bloc != "logement"] == [
        ("personnes", "1"), ("rfr_repli", "8000"), ("choix_revenus", "avis perdu"),
    ]  # fmt: skip
    # Sans année de repli, rien ne remplace l'avis qui manque.
    assert ouvrir(bareme(aide("prime", FORFAIT, MODESTE)), revenus=None).passer(Q["rfr"]).prochaine() is None
    assert ouvrir().annee_de_repli == 2011
    passee = "  - {du: 2009-01-01, au: 2011-09-19, recul: 1, repli: 3, substitution: sans_objet, source: l"
    deux = REPLI.replace("revenus:\n", f"revenus:\n{passee}, statut: certain}}\n")
    assert ouvrir(bareme(regles=deux)).annee_de_repli == 2009


def test_une_seule_annee_de_revenus_ne_se_montre_qu_une_fois() -> None:
    """Les deux avis sont là et celui d'avant est choisi : c'est alors lui que la première question montre."""
    choix = {"annee": "2009", "motif": "baisse"}
    entretien = ouvrir(AVEC_REPLI, choix_revenus=choix, revenus=[*MENAGE["revenus"], {"annee": "2010", "rfr": "7000"}])
    assert [(c.question.champ, c.annee, c.texte) for c in entretien.connues()] == [
        ("commune", 2009, "15187"), ("personnes", 2009, "1"), ("rfr", 2009, "9000"), ("choix_revenus", 2009, "baisse"),
    ]  # fmt: skip


def test_l_avis_attendu_vient_et_se_choisit() -> None:
    """Le conseiller avait retenu 2009 ; l'avis de 2010 est présenté à la permanence : c'est lui qui vaut."""
    choix = {"annee": "2009", "motif": "pas encore paru"}
    entretien = ouvrir(AVEC_REPLI, choix_revenus=choix)
    assert entretien.annee(Q["rfr"]) == 2010
    assert champ(entretien.prochaine()) == "rfr"
    venu = entretien.repondre(Q["rfr"], "7000")
    assert venu.saisies == (
        Saisie(("revenus",), [{"annee": "2010", "rfr": "7000"}]),
        Saisie(("choix_revenus",), {"annee": "2010", "motif": "avis de 2010 présenté le 2011-09-20"}),
    )
    assert venu.jugement.ressources.rfr == Decimal(7000)


def test_plusieurs_avis_se_corrigent_a_leur_place() -> None:
    avis = [{"annee": "2009", "rfr": "1"}, {"annee": "2008", "rfr": "2"}, {"annee": "2009", "rfr": "3"}]
    entretien = ouvrir(revenus=avis)
    assert entretien.avis_ecrits(Q["rfr"]) == [0, 2]
    assert entretien.repondre(Q["rfr"], "5000 + 6000").saisies == (
        Saisie(("revenus", 0, "rfr"), "5000"), Saisie(("revenus", 2, "rfr"), "6000"),
    )  # fmt: skip
    assert entretien.repondre(Q["rfr"], "5000+6000+70").saisies[2:] == (
        Saisie(("revenus",), [{"annee": "2009", "rfr": "70"}]),
    )
    assert entretien.repondre(Q["rfr"], "5000").saisies == (Saisie(("revenus", 0, "rfr"), "5000"),)
    assert ouvrir(revenus=None).avis_ecrits(Q["rfr"]) == []


def test_les_gestes_et_leur_quantite() -> None:
    entretien = ouvrir().repondre(Q["gestes"], "audit")
    assert entretien.saisies == (Saisie(("projet", "gestes"), [{"geste": "audit"}]),)
    prepares = [{"geste": "audit"}, {"geste": "murs_exterieur", "cee": "100"}]
    deux = ouvrir().repondre(Q["gestes"], "audit + murs_exterieur", prepares)
    assert deux.saisies == (Saisie(("projet", "gestes"), prepares),)
    # La quantité est celle du dernier geste.
    compte = deux.repondre(Q["quantite"], "12")
    assert compte.saisies[1] == Saisie(("projet", "gestes", 1, "quantite"), "12")
    assert compte.contenu["projet"]["gestes"][1] == {"geste": "murs_exterieur", "cee": "100", "quantite": "12"}
    ecrit = ouvrir(projet={"gestes": [{"geste": "audit", "quantite": "3"}]})
    assert ecrit.passer(Q["quantite"]).saisies == ()


@pytest.mark.parametrize(("texte", "bornes"), [("1000 à 2000", ("1000", "2000")), ("1500", ("1500", "1500"))])
def test_l_ordre_de_grandeur_d_un_prix(texte: str, bornes: tuple[str, str]) -> None:
    entretien = ouvrir().repondre(Q["estimation"], texte)
    assert entretien.saisies == tuple(
        Saisie(("projet", "estimation", nom), borne) for nom, borne in zip(("de", "a"), bornes, strict=True)
    )
    assert [c.texte for c in entretien.connues() if c.question.champ == "estimation"] == [" à ".join(bornes)]


def test_plusieurs_souhaits() -> None:
    entretien = ouvrir().repondre(Q["souhaites"], "isoler ;  aérer")
    assert entretien.saisies == (Saisie(("projet", "souhaites"), ["isoler", "aérer"]),)


def test_le_prix_que_l_on_ne_sait_pas_se_dit_a_peu_pres() -> None:
    """Une fois, et seulement s'il chiffrerait une aide."""
    droit = bareme(aide("ampleur", PALIERS, SAUT))
    entretien = ouvrir(droit, logement={"commune": "15187", "dpe": "F"}, projet={"dpe_vise": "C"})
    assert champs(entretien.precisions()) == ["travaux_ht"]
    ignore = entretien.passer(Q["travaux_ht"])
    assert champs(ignore.precisions()) == ["estimation"]
    assert champs(ignore.passer(Q["estimation"]).precisions()) == []
    assert champs(ignore.repondre(Q["estimation"], "1000").precisions()) == []
    assert champs(ignore.repondre(Q["travaux_ht"], "1000").precisions()) == ["travaux_ttc"]
    ferme = replace(ignore, depart=ignore.contenu | {"logement": {"commune": "15187", "dpe": "D"}})
    assert champs(ferme.precisions()) == []


def test_des_travaux_d_une_autre_nature() -> None:
    assert ouvrir().a_d_autres_travaux is None
    entretien = ouvrir(projet={"nature": "energie"})
    assert entretien.a_d_autres_travaux is False
    avec = entretien.repondre(Q["autres_travaux"], "autonomie")
    assert avec.saisies == (Saisie(("projet", "autres_travaux"), [{"nature": "autonomie"}]),)
    assert avec.a_d_autres_travaux is True
    chiffre = avec.repondre(Q["autres_ht"], "7000")
    assert chiffre.saisies[1] == Saisie(("projet", "autres_travaux", 0, "travaux_ht"), "7000")
    # Se raviser retire aussi leurs montants ; ne pas savoir l'un d'eux ne retire que lui.
    assert [r.texte for r in chiffre.passer(Q["autres_travaux"]).reponses] == [""]
    assert chiffre.passer(Q["autres_travaux"]).saisies == ()
    assert chiffre.passer(Q["autres_ht"]).saisies == avec.saisies


def test_d_autres_travaux_deja_ecrits_se_corrigent_ou_se_retirent() -> None:
    deux = [{"nature": "energie", "travaux_ht": "1"}, {"nature": "autonomie"}]
    ecrit = ouvrir(projet={"nature": "energie", "autres_travaux": deux})
    assert ecrit.repondre(Q["autres_travaux"], "travaux_lourds").saisies == (
        Saisie(("projet", "autres_travaux", 1, "nature"), "travaux_lourds"),
    )
    assert ecrit.repondre(Q["autres_ttc"], "7385").saisies == (
        Saisie(("projet", "autres_travaux", 1, "travaux_ttc"), "7385"),
    )
    avant = ecrit.repondre(Q["autres_ttc"], "7385").repondre(Q["dpe"], "F").passer(Q["autres_travaux"])
    assert avant.saisies == (Saisie(("logement", "dpe"), "F"), Saisie(("projet", "autres_travaux"), ""))
    assert "autres_travaux" not in avant.contenu["projet"]


def test_ce_qui_est_donne_sans_avoir_ete_demande() -> None:
    """Ce que le dossier n'a pas s'ajoute ; ce qu'il a ne change pas."""
    connu = ouvrir(secteur="bourg", logement={"commune": "15187", "dpe": "F"})
    donne = {
        "secteur": "ville", "origine": "ccas", "choix_revenus": {"annee": "2009"}, "budget": {"charges": "1"},
        "revenus": [{"annee": "2009", "rfr": "1"}, {"annee": "2010", "rfr": "2"}, {"annee": "2008", "rfr": "3"}],
        "occupants": {"nombre": "4", "tranche_age": "60_a_69"}, "logement": {"dpe": "A"}, "projet": {"gain": "25 %"},
        "evenements": [],
    }  # fmt: skip
    assert connu.ajouter_le_reste(donne).reste == (
        Saisie(("origine",), "ccas"), Saisie(("choix_revenus",), {"annee": "2009"}),
        Saisie(("budget",), {"charges": "1"}),
        Saisie(("revenus",), [{"annee": "2010", "rfr": "2"}, {"annee": "2008", "rfr": "3"}]),
        Saisie(("occupants", "tranche_age"), "60_a_69"), Saisie(("projet", "gain"), "25 %"),
    )  # fmt: skip
    assert ouvrir().ajouter_le_reste({"secteur": "bourg"}).reste == (Saisie(("secteur",), "bourg"),)
    deux_fois = connu.ajouter_le_reste({"origine": "ccas"}).ajouter_le_reste({"origine": "autre", "secteur": "x"})
    assert deux_fois.reste == (Saisie(("origine",), "ccas"),)
    assert connu.ajouter_le_reste({"revenus": [{"annee": "2009", "rfr": "1"}]}).reste == ()
    assert ouvrir(revenus=None, logement=None, occupants=None).ajouter_le_reste(
        {"revenus": [{"annee": "2009", "rfr": "1"}], "logement": {"dpe": "A"}}
    ).reste == (Saisie(("revenus",), [{"annee": "2009", "rfr": "1"}]), Saisie(("logement", "dpe"), "A"))
