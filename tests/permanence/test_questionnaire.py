"""Les questions posées sont celles qui peuvent changer une réponse, et aucune autre."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contrat.calculs.eligibilite.demande import formuler
from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.moteur import Jugement, juger
from contrat.calculs.eligibilite.permanence.entretien import Entretien
from contrat.calculs.eligibilite.permanence.questionnaire import APRES, QUESTIONS, SUIVI, Question, compter_utiles
from contrat.calculs.eligibilite.verdicts import sous_reserve
from contrat.depot.fiche import lire_fiche
from contrat.modele.bareme import Bareme
from contrat.modele.menage import ChoixRevenus, Menage
from contrat.rendu.eligibilite.permanence import QUESTIONS as TEXTES
from tests.conftest import REFERENCE

VIDE = {"id": "M-0001", "source": "fiction"}
MENAGES = sorted((REFERENCE / "data/menages").glob("M-*.yaml"))
# Trois ménages de la rénovation d'ampleur : la même réponse sous trois droits.
AMPLEUR: Mapping[str, Any] = {
    "occupants": {"nombre": "3"},
    "logement": {
        "commune": "15999", "statut_occupation": "proprietaire_occupant", "residence_principale": "oui",
        "achevement": "1975", "type": "maison", "dpe": "F",
    },
    "projet": {
        "nature": "energie", "travaux_ht": "40000", "travaux_ttc": "42200", "dpe_vise": "C", "gain": "45 %",
        "gestes_isolation": "2", "gestes": [{"geste": "pac_air_eau"}], "energie_fossile": "aucune",
        "commences": "non", "professionnel": "oui",
        "accompagnement": "oui", "prix_accompagnement": "2000", "rendez_vous_conseil": "oui", "pret_taux_zero": "non",
        "accompagnement_finance": "non", "autres_aides": "0",
    },
}  # fmt: skip


def lire(chemin: Path) -> tuple[Menage, dict[str, Any]]:
    fiche = lire_fiche(chemin, chemin.name, Menage)
    return fiche.objet, fiche.lecture.valeur


def dire(entretien: Entretien, question: Question, contenu: Mapping[str, Any]) -> str:
    """Ce que ce ménage répondrait."""
    if question.bloc == "revenus":
        annee = str(entretien.annee(question))
        return "+".join(avis["rfr"] for avis in contenu.get("revenus", ()) if avis["annee"] == annee)
    if question.champ == "gestes":
        return " + ".join(choisi["geste"] for choisi in contenu.get(question.bloc, {}).get(question.cle, ()))
    return str(contenu.get(question.bloc, {}).get(question.cle, ""))


def derouler(entretien: Entretien, contenu: Mapping[str, Any]) -> list[Entretien]:
    """Cet entretien, puis ce qu'il devient à chaque question quand le ménage répond tout ce qu'il sait."""
    etats = [entretien]
    while question := etats[-1].prochaine():
        texte = dire(etats[-1], question, contenu)
        etats.append(etats[-1].repondre(question, texte) if texte else etats[-1].passer(question))
    return etats


def mener(bareme: Bareme, jour: date, contenu: Mapping[str, Any]) -> Entretien:
    """L'entretien entier d'un ménage qui répond tout ce qu'il sait."""
    return derouler(Entretien(bareme, jour, VIDE), contenu)[-1]


def ignorer_tour_a_tour(etats: list[Entretien], contenu: Mapping[str, Any]) -> Iterator[tuple[str, Jugement]]:
    """Chaque question posée, et le jugement du ménage qui ne sait pas répondre à celle-là seulement."""
    # Jusqu'à cette question, l'entretien est le même : il n'est pas mené une seconde fois.
    for etat in etats[:-1]:
        question = etat.prochaine()
        assert question is not None
        yield question.champ, derouler(etat.passer(question), contenu)[-1].jugement


def verdicts(jugement: Jugement) -> dict[str, Verdict]:
    return {resultat.aide.id: resultat.verdict for resultat in jugement.aides}


def indecis(jugement: Jugement) -> set[str]:
    """Les aides dont la réponse n'est pas tranchée : à vérifier, ou accordée sous réserve."""
    return {
        r.aide.id
        for r in jugement.aides
        if r.verdict is Verdict.INDETERMINE or (r.verdict is Verdict.ELIGIBLE and sous_reserve(r.conditions))
    }


def chiffres(jugement: Jugement) -> dict[str, object]:
    return {r.aide.id: (r.montant, r.fourchette) for r in jugement.aides}


def test_chaque_question_a_un_texte_et_chaque_texte_une_question() -> None:
    assert set(TEXTES) == {question.champ for question in (*QUESTIONS, *SUIVI)}


def test_l_entretien_donne_la_reponse_du_fichier_entier(bareme: Bareme) -> None:
    """Pour chaque ménage de référence : ce qu'on n'a pas demandé ne pouvait rien changer."""
    for chemin in MENAGES:
        menage, contenu = lire(chemin)
        jour = menage.projet.demande or menage.evenements[-1].date
        if bareme.couvre(jour):
            entier = juger(formuler(menage, jour, bareme.protocoles), bareme)
            assert verdicts(mener(bareme, jour, contenu).jugement) == verdicts(entier), chemin.name


@pytest.mark.parametrize("nom", ["M-0001", "M-0002", "M-0013"])
def test_sans_une_seule_de_ces_reponses_une_aide_reste_indecise(bareme: Bareme, nom: str) -> None:
    """Un ménage accordé : chaque question posée était nécessaire."""
    menage, contenu = lire(REFERENCE / f"data/menages/{nom}.yaml")
    assert menage.projet.demande is not None
    etats = derouler(Entretien(bareme, menage.projet.demande, VIDE), contenu)
    complet = etats[-1].jugement
    tranchees = set(verdicts(complet)) - indecis(complet)
    for champ, sans in ignorer_tour_a_tour(etats, contenu):
        assert indecis(sans) & tranchees or chiffres(sans) != chiffres(complet), champ


@pytest.mark.parametrize("jour", [date(2024, 6, 3), date(2025, 3, 3), date(2026, 3, 2), date(2026, 9, 1)])
def test_de_meme_pour_une_renovation_d_ampleur(bareme: Bareme, jour: date) -> None:
    contenu = {**AMPLEUR, "revenus": [{"annee": str(jour.year - 1), "rfr": "24000"}]}
    etats = derouler(Entretien(bareme, jour, VIDE), contenu)
    complet = etats[-1].jugement
    assert verdicts(complet)["mpr-parcours-accompagne"] is Verdict.ELIGIBLE
    tranchees = set(verdicts(complet)) - indecis(complet)
    for champ, sans in ignorer_tour_a_tour(etats, contenu):
        # Maison ou appartement : la question sert tant que l'énergie n'est pas dite, qui peut suffire.
        assert indecis(sans) & tranchees or champ == "type", champ


def test_apres_un_refus_de_tout_il_n_y_a_plus_de_question(bareme: Bareme) -> None:
    """Un revenu au-dessus de tous les plafonds arrête l'entretien à la quatrième question."""
    _, contenu = lire(REFERENCE / "data/menages/M-0001.yaml")
    contenu["revenus"] = [{"annee": "2009", "rfr": "90000"}]
    fin = mener(bareme, date(2011, 9, 20), contenu)
    assert [r.question.champ for r in fin.reponses] == ["statut_occupation", "commune", "personnes", "rfr"]
    assert set(verdicts(fin.jugement).values()) == {Verdict.NON_ELIGIBLE}


def test_sans_l_avis_attendu_on_demande_celui_d_avant(bareme: Bareme) -> None:
    """Depuis 2020, le droit admet l'avis précédent ; avant la parution, sans choix ni motif à écrire."""
    contenu = {**AMPLEUR, "revenus": [{"annee": "2023", "rfr": "24000"}]}
    fin = mener(bareme, date(2025, 3, 3), contenu)
    champs = [r.question.champ for r in fin.reponses]
    assert champs[champs.index("rfr") : champs.index("rfr") + 2] == ["rfr", "rfr_repli"]
    assert fin.menage.choix_revenus is None
    assert verdicts(fin.jugement)["mpr-parcours-accompagne"] is Verdict.ELIGIBLE


def test_l_avis_paru_le_precedent_demande_un_motif(bareme: Bareme) -> None:
    """Le motif est celui que l'on donne ; sans lui, la réponse reste à vérifier."""
    revenus = {"revenus": [{"annee": "2023", "rfr": "24000"}]}
    sans = mener(bareme, date(2025, 10, 3), {**AMPLEUR, **revenus})
    champs = [r.question.champ for r in sans.reponses]
    assert champs[champs.index("rfr") : champs.index("rfr") + 3] == ["rfr", "rfr_repli", "choix_revenus"]
    assert verdicts(sans.jugement)["mpr-parcours-accompagne"] is Verdict.INDETERMINE
    avec = mener(bareme, date(2025, 10, 3), {**AMPLEUR, **revenus, "choix_revenus": {"motif": "avis égaré"}})
    assert avec.menage.choix_revenus == ChoixRevenus(annee=2023, motif="avis égaré")
    assert avec.jugement.ressources.categorie is not None


def test_l_avis_paru_depuis_est_redemande(bareme: Bareme) -> None:
    """Venu en mars avec l'avis d'avant, revenu en septembre : le nouveau remplace, et le dit."""
    depart = {
        **VIDE, **AMPLEUR, "revenus": [{"annee": "2024", "rfr": "90000"}],
        "choix_revenus": {"annee": "2024", "motif": "avis de 2025 pas encore disponible"},
    }  # fmt: skip
    mars = Entretien(bareme, date(2026, 3, 20), depart)
    assert mars.prochaine() is None
    septembre = Entretien(bareme, date(2026, 9, 20), depart)
    question = septembre.prochaine()
    assert question is not None
    assert (question.champ, septembre.annee(question)) == ("rfr", 2025)
    apres = septembre.repondre(question, "24000")
    assert apres.menage.choix_revenus == ChoixRevenus(annee=2025, motif="avis de 2025 présenté le 2026-09-20")
    assert apres.prochaine() is None
    assert [j.ressources.categorie for j in (septembre.jugement, apres.jugement)] == ["superieur", "tres_modeste"]


def test_en_2011_l_avis_d_une_autre_annee_n_est_pas_demande(bareme: Bareme) -> None:
    _, contenu = lire(REFERENCE / "data/menages/M-0001.yaml")
    contenu["revenus"] = []
    champs = [r.question.champ for r in mener(bareme, date(2011, 9, 20), contenu).reponses]
    assert "rfr" in champs
    assert "rfr_repli" not in champs


@given(
    donnees=st.data(), jour=st.sampled_from([date(2011, 9, 20), date(2017, 5, 2), date(2024, 6, 3), date(2026, 9, 1)])
)
def test_chaque_question_peut_changer_une_reponse(bareme: Bareme, donnees: st.DataObject, jour: date) -> None:
    """Quelles que soient les réponses : ni question de trop, ni question oubliée, ni annonce qui se dédit."""
    libres = {
        "commune": ["15999", "75056"], "personnes": ["1", "4"], "rfr": ["0", "18000", "30000", "90000"],
        "achevement": ["1950", "2009", "2020"], "gain": ["10 %", "40 %"], "gestes_isolation": ["0", "2"],
        "travaux_ht": ["1000", "30000"], "travaux_ttc": ["31650"], "domicile": ["15", "75"],
    }  # fmt: skip
    entretien, posees = Entretien(bareme, jour, VIDE), set()
    annonces: dict[str, Verdict] = {}
    while question := entretien.prochaine():
        assert question.champ not in posees
        assert indecis(entretien.jugement)
        posees.add(question.champ)
        choix = question.reponses or libres.get(question.champ, ["0"])
        texte = donnees.draw(st.sampled_from(["", *choix]), question.champ)
        entretien = entretien.repondre(question, texte) if texte else entretien.passer(question)
        certaines = {r.aide.id: r.verdict for r in entretien.jugement.aides if r.est_certaine}
        # Une aide refusée peut encore se révéler absente de l'endroit : c'est toujours non.
        for code, verdict in annonces.items():
            refus = (Verdict.HORS_CHAMP,) if verdict is Verdict.NON_ELIGIBLE else ()
            assert certaines.get(code) in (verdict, *refus), code
        annonces = certaines
    utiles = compter_utiles(entretien.jugement)
    ignorees = {r.question.champ for r in entretien.reponses if not r.saisies}
    # Le prix de ce dont on ignore l'existence ne se demande pas.
    sans_objet = {suite for suite, question in APRES.items() if question in ignorees}
    assert set(utiles.a_verifier) | set(utiles.sous_reserve) <= posees | sans_objet
    assert list(APRES) == ["prix_accompagnement", "accompagnement_finance"]
    if "prix_accompagnement" in posees and "accompagnement" in posees:
        rangs = [r.question.champ for r in entretien.reponses]
        assert rangs.index("accompagnement") < rangs.index("prix_accompagnement")
