"""Le droit compilé répond comme le moteur, quelles que soient les aides."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import get_args

import pytest

from bancs.accord import Compile, chercher_ecarts
from bancs.hasard import Hasard
from contrat.calculs.eligibilite.compilation.epoques import ruptures_du_droit
from contrat.calculs.eligibilite.compilation.lecteur import Lecteur
from contrat.calculs.eligibilite.compilation.lectures import LigneDouteuse
from contrat.modele.bareme import ProtocoleLocal
from contrat.modele.communes import Communes
from contrat.modele.condition import Condition
from contrat.modele.lot import COLONNES
from contrat.modele.montant import MontantAide
from tests.calculs.fabriques import FORFAIT, JOUR, aide, bareme

GUIDE = Path(__file__).parents[4] / "docs" / "guides" / "droit.md"
TAUX = """{genre: ecretement, assiette: travaux_ttc, taux: {tres_modeste: 80 %, modeste: 66.66 %}, montant:
  {genre: somme, termes: [
    {genre: taux, libelle: aide, taux: {tres_modeste: 35 %, modeste: 20.5 %}, assiette: travaux_ht, plafond: 13000},
    {genre: parite, libelle: double, plafond: 500},
    {genre: bonus, libelle: sortie, avant: [F, G], apres: [A, B, C], montant: 1500, incertaines: [C]}]}}"""
PALIERS = """{genre: taux_par_saut, libelle: paliers, assiette: travaux_ht, paliers: [
  {sauts: 2, plafond: 40000, taux: {tres_modeste: 80 %, modeste: 60 %}},
  {sauts: 3, plafond: 55000, taux: {tres_modeste: 80 %, modeste: 60 %}}],
  majoration: {libelle: sortie, points: 10 %, avant: [F, G], apres: [A, B, C, D]}}"""
GESTES = """{genre: gestes, libelle: gestes, plafond: 20000, ecretement: {tres_modeste: 90 %, modeste: 75 %},
  listes_non_lues: [{du: 2011-01-01, departements: ["971", "974"]}], gestes: [
  {geste: murs_exterieur, par: m2, periodes: [{du: 2010-01-01, plafond: 150, quantite_max: 100, montants:
    {tres_modeste: 75, modeste: 60}}]},
  {geste: pac_air_eau, par: forfait, periodes: [{du: 2010-01-01, sauf_departements: ["75"], type: maison, gain: 25 %,
    energie_fossile: [aucune], montants: {tres_modeste: 5000}, inconnues: [modeste]}]},
  {geste: audit, par: forfait, periodes: [{du: 2010-01-01, avec_un_autre: oui, montants: {modeste: 400}}]}]}"""
# Une aide locale comme une commune peut en écrire, dont rien n'est dit dans le code.
LOCALE = aide(
    "ville",
    "{genre: taux, libelle: ville, taux: {tres_modeste: 7.25 %, modeste: 3.125 %}, assiette: travaux_ht, plafond: 9000,"
    " par_m2: 80, plafond_aide: {tres_modeste: 600}}",
    "{genre: aide_accordee, aide: energie}",
    "{genre: au_plus, champ: prix_accompagnement, seuil: 1200, sans_reponse: reserve}",
    "{genre: une_parmi, conditions: [{genre: egal, champ: commune, seuil: '15187'},"
    " {genre: au_moins, champ: surface, seuil: 60}]}",
    niveau="locale", egale_par_parite="oui", rang="9", version="{arrondi: euro}",
)  # fmt: skip
DROIT = bareme(
    aide("energie", TAUX, "{genre: au_moins, champ: gain, seuil: 25 %}", "{genre: au_moins, champ: age_logement, "
         "seuil: 15}", "{genre: categorie, parmi: [tres_modeste, modeste]}", "{genre: connue, champ: achevement, "
         "derogation: peut-être}", "{genre: egal, champ: commences, seuil: non}"),
    aide("ampleur", PALIERS, "{genre: au_moins, champ: saut_classes, seuil: 2}", "{genre: guichet, periodes: "
         "[{du: 2011-09-01, au: 2011-12-31, ouvert_a: [tres_modeste]}]}", "{genre: portee, champ: departement, cas: "
         "[{valeurs: ['15', '72'], admis: oui, libelle: ici, source: loi, statut: certain}, {valeurs: ['75'], "
         "admis: hors_champ, libelle: ailleurs, source: loi, statut: certain}]}"),
    aide("geste", GESTES, "{genre: geste_admis}", "{genre: egal, champ: contrat_local, seuil: non, sans_reponse: "
         "admet}"),
    aide("compris", FORFAIT, "{genre: geste_compris, geste: audit}", "{genre: au_plus, champ: rfr, seuil: 15000}",
         "{genre: parmi, champ: nature, valeurs: [energie, autonomie], derogation: peut-être}",
         publics=["proprietaire_occupant", "locataire"]),
    aide("categorie", "{genre: forfait_categorie, libelle: prime, montants: {tres_modeste: 800, modeste: 800}}",
         "{genre: non_retrouvee, sans_reponse: reserve}", "{genre: egal, champ: achevement, seuil: 2001-06}"),
    aide("reserves", FORFAIT, "{genre: toutes, derogation: peut-être, conditions: [{genre: egal, champ: professionnel, "
         "seuil: oui, demarche: en choisir un}, {genre: au_plus, champ: surface, seuil: 100, sans_reponse: reserve}]}",
         "{genre: une_parmi, conditions: [{genre: egal, champ: accord, seuil: oui, sans_reponse: reserve}, {genre: "
         "toutes, conditions: [{genre: parmi, champ: dpe, valeurs: [F, G]}, {genre: aide_accordee, aide: geste}]}]}",
         "{genre: portee, champ: statut_occupation, cas: [{valeurs: [locataire], admis: oui, libelle: loué, source: "
         "loi, statut: certain, conditions: [{genre: egal, champ: accord, seuil: oui, sans_reponse: reserve}]}, {"
         "valeurs: [heberge], admis: non, libelle: logé, source: loi, statut: incertain}, {valeurs: "
         "[proprietaire_occupant], admis: oui, libelle: chez soi, source: loi, statut: certain}]}",
         "{genre: aide_accordee, aide: compris, sans_reponse: reserve}", rang="8"),
    aide("perdue", f"{{genre: somme, termes: [{FORFAIT}, {{genre: non_retrouve, libelle: le reste}}]}}"),
    LOCALE,
    protocoles=(ProtocoleLocal("15187", date(2010, 11, 23), None, "convention"),),
)  # fmt: skip


GENRES = {
    get_args(genre.model_fields["genre"].annotation)[0]
    for union in (Condition, MontantAide)
    for genre in get_args(get_args(union)[0])
}


def test_ce_droit_a_tous_les_genres() -> None:
    """Un genre de condition ou de montant qui n'y serait pas ne se comparerait jamais, ni ici, ni en SQL."""
    ecrits = " ".join(a.model_dump_json() for a in DROIT.aides)
    assert set(re.findall(r'"genre":"(\w+)"', ecrits)) == GENRES


@pytest.mark.parametrize("genre", sorted(GENRES))
def test_le_guide_du_droit_explique_chaque_genre(genre: str) -> None:
    assert f"`{genre}`" in GUIDE.read_text(encoding="utf-8"), f"docs/guides/droit.md : « {genre} » n'est pas expliqué"


@pytest.mark.parametrize("jour", [JOUR, None], ids=["un jour", "2010 à 2026"])
def test_tous_les_genres_se_jugent_pareil_des_deux_facons(jour: date | None) -> None:
    lignes = list(Hasard(DROIT, 5, jour, inconnus=0.15).lignes(100, fautives=0.05))
    assert list(chercher_ecarts(DROIT, lignes)) == []


def test_l_aide_locale_s_ajoute_a_celles_de_l_etat() -> None:
    """Le hasard seul pourrait ne jamais l'accorder : un ménage qui y a droit, et un second qui s'en souvient."""
    compile_ = Compile(DROIT)
    vide = dict.fromkeys(COLONNES, "")
    menage = vide | {
        "id": "M-0001", "date": "2011-05-02", "commune": "15187", "personnes": "1", "rfr": "9000", "rfr_annee": "2009",
        "achevement": "1962", "gain": "32", "commences": "non", "travaux_ht": "10000", "travaux_ttc": "10550",
        "surface": "100", "prix_accompagnement": "800",
    }  # fmt: skip
    for ligne in (menage, menage | {"id": "M-0002", "travaux_ht": "8000.04", "surface": "20"}):
        reponses = {reponse[1]: reponse[4] for reponse in csv.reader(StringIO(compile_.juger(ligne)))}
        depense = Decimal(ligne["travaux_ht"])
        locale = min(depense, 80 * Decimal(ligne["surface"])) * Decimal("7.25") / 100
        assert Decimal(reponses["ville"]) == min(locale, Decimal(600)).quantize(Decimal(1))
        assert Decimal(reponses["energie"]) == (depense * 35 / 100 + min(locale, Decimal(500))).quantize(
            Decimal("0.01")
        )


@pytest.mark.parametrize(
    "cases",
    [
        {"id": ""}, {"date": ""}, {"date": "2040-01-01"}, {"commune": "15187", "departement": "75"}, {"rfr": "1e3"},
        {"date": "2009-12-31"},
    ],
)  # fmt: skip
def test_une_ligne_fautive_revient_au_lecteur_ordinaire(cases: dict[str, str]) -> None:
    lecteur = Lecteur(DROIT, COLONNES, None, est_francais=False, des_la=0)
    with pytest.raises(LigneDouteuse):
        lecteur.repondre(
            [cases.get(colonne, {"id": "M-0001", "date": "2011-05-02"}.get(colonne, "")) for colonne in COLONNES]
        )


def test_les_lignes_lues_ensemble_ont_chacune_leur_reponse() -> None:
    """Celle qui se contredit et celle qui n'a pas d'id ne décalent pas les autres ; aucune ligne, aucune réponse."""
    lecteur = Lecteur(DROIT, ["id", "commune", "departement"], JOUR, est_francais=False, des_la=0)
    lignes = [["M-1", "15187", ""], ["M-2", "15187", "75"], [" ", "15187", ""], ["M-4", "", "75"]]
    assert [reponses is not None for reponses in lecteur.repondre_a_toutes(lignes)] == [True, False, False, True]
    assert list(lecteur.repondre_a_toutes([])) == []


COMMUNES = Communes("code;nom;codes postaux\n15187;Saint-Flour;15100\n")


def test_un_code_postal_pris_pour_une_commune_se_dit_a_cote_de_l_aide() -> None:
    lecteur = Lecteur(replace(bareme(), liste_communes=COMMUNES), ["id", "commune"], JOUR, est_francais=False, des_la=0)
    (ouverte,) = lecteur.repondre(["M-0001", "15100"]).communes
    assert ouverte.reserves is not None
    assert ouverte.reserves.confusion == ("15100", None, ("Saint-Flour (15187)",))


def test_une_commune_qui_n_existe_pas_se_retient_meme_si_tout_est_ferme() -> None:
    """Celle de la liste, un code postal, une case vide et une case sans sa forme n'en sont pas."""
    droit = bareme(aide("fermee", FORFAIT, "{genre: egal, champ: commences, seuil: oui}"))
    colonnes = ["id", "commences", "commune"]
    lecteur = Lecteur(replace(droit, liste_communes=COMMUNES), colonnes, JOUR, est_francais=False, des_la=0)
    communes = ["15187", "15100", " 15999 ", "", "Saint-Flour"]
    reponses = list(lecteur.repondre_a_toutes([[f"M-{n}", "non", commune] for n, commune in enumerate(communes)]))
    assert [reponse is not None for reponse in reponses] == [True, True, True, True, False]
    assert lecteur.inconnues == {"15999"}


def test_une_epoque_commence_quand_le_droit_change() -> None:
    """La version de l'aide, le guichet, la liste des gestes, le protocole, l'année."""
    jours = {date(2010, 11, 23), date(2011, 1, 1), date(2011, 9, 1), date(2012, 1, 1), date(2013, 1, 1)}
    assert jours <= set(ruptures_du_droit(DROIT))


def test_les_premieres_lignes_d_une_epoque_ne_se_compilent_pas() -> None:
    """Un petit lot ne paie pas une compilation ; le droit d'un jour imposé n'a qu'une époque."""
    lecteur = Lecteur(DROIT, ["id"], JOUR, est_francais=False)
    for _ in range(10):
        with pytest.raises(LigneDouteuse):
            lecteur.repondre(["M-0001"])
    assert {commune.aide for commune in lecteur.repondre(["M-0001"]).communes} == {
        "energie", "ampleur", "geste", "categorie", "reserves", "perdue", "ville",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("montant", "condition"),
    [
        (
            "{genre: taux, libelle: fin, taux: {tres_modeste: 33.33333 %}, assiette: travaux_ht, plafond: 9000}",
            "{genre: egal, champ: commences, seuil: non}",
        ),
        (FORFAIT, "{genre: egal, champ: commune, seuil: Saint-Flour}"),
        (FORFAIT, "{genre: parmi, champ: departement, valeurs: ['1', '15']}"),
    ],
)
def test_ce_qui_ne_se_rend_pas_en_entiers_revient_au_lecteur_ordinaire(montant: str, condition: str) -> None:
    lecteur = Lecteur(bareme(aide("fine", montant, condition)), ["id"], JOUR, est_francais=False, des_la=0)
    with pytest.raises(LigneDouteuse):
        lecteur.repondre(["M-0001"])


def test_des_aides_qui_se_conditionnent_en_rond_reviennent_au_lecteur_ordinaire() -> None:
    une, autre = "{genre: aide_accordee, aide: autre}", "{genre: aide_accordee, aide: une}"
    droit = bareme(aide("une", FORFAIT, une), aide("autre", FORFAIT, autre))
    with pytest.raises(LigneDouteuse):
        Lecteur(droit, ["id"], JOUR, est_francais=False, des_la=0).repondre(["M-0001"])


def test_une_reponse_partagee_n_a_pas_d_identifiant() -> None:
    """Celle d'une aide ouverte, d'une aide fermée, d'un jour qui n'a que des plafonds."""
    condition = "{genre: egal, champ: commences, seuil: oui}"
    for droit, attendues in (
        (bareme(aide("fermee", FORFAIT, condition), aide("ouverte")), [("", "fermee"), ("", "ouverte")]),
        (bareme(aide("passee", version="au: 2011-09-19")), [("", "")]),
    ):
        lecteur = Lecteur(droit, ["id", "commences"], JOUR, est_francais=False, des_la=0)
        communes = lecteur.repondre(["M-0001", "non"]).communes
        assert [(commune.id, commune.aide) for commune in communes] == attendues


def test_un_jour_impose_remplace_celui_de_la_ligne() -> None:
    """L'âge du logement se compte à ce jour."""
    droit = bareme(aide("prime", FORFAIT, "{genre: au_moins, champ: age_logement, seuil: 15}"))
    lecteur = Lecteur(droit, ["id", "date", "achevement"], JOUR, est_francais=False, des_la=0)
    reponses = lecteur.repondre(["M-0001", "2001-01-01", "1990"])
    assert reponses.montants == [Decimal(1000)]
