"""Un lot : chaque ligne saine a sa réponse, chaque ligne fautive son message, le fichier de sortie est entier."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DEPOT, REFERENCE, Commande, Issue

EN_TETE = "id,aide,categorie,verdict,montant,manquants,reserves\n"
# Un ménage qui remplit toutes les conditions des aides à l'énergie ; chaque cas n'écrit que ce qu'il change.
COMPLET = {
    "id": "M-0001", "date": "2011-09-20", "commune": "15999", "personnes": "2", "rfr": "15400", "rfr_annee": "2009",
    "statut_occupation": "proprietaire_occupant", "residence_principale": "oui", "achevement": "1962", "gain": "32",
    "nature": "energie", "travaux_ht": "10000", "travaux_ttc": "10550", "accompagnement": "oui", "commences": "non",
    "professionnel": "oui", "pret_taux_zero": "non",
}  # fmt: skip
COMPLETES = (
    "M-0001,anah-energie,base,eligible,2000.00,,\n"
    "M-0001,anah-travaux-lourds,base,non_eligible,,,\n"
    "M-0001,anah-securite-salubrite,base,non_eligible,,,\n"
    "M-0001,anah-autonomie,base,non_eligible,,,\n"
    "M-0001,ase,base,eligible,1600.00,,\n"
    "M-0001,ville-dpe,base,eligible,160.00,,\n"
    "M-0001,ville-abondement,base,eligible,500.00,,\n"
)
Lancer = Callable[..., Issue]


def en_csv(*lignes: dict[str, str]) -> str:
    """Des lignes en CSV, sous toutes les colonnes qu'elles emploient."""
    colonnes = list(dict.fromkeys(colonne for ligne in lignes for colonne in ligne))
    sortie = io.StringIO()
    ecrivain = csv.DictWriter(sortie, colonnes, restval="", lineterminator="\n")
    ecrivain.writeheader()
    ecrivain.writerows(lignes)
    return sortie.getvalue()


def lire(texte: str) -> dict[str, dict[str, str]]:
    """La réponse de chaque aide pour un lot d'un seul ménage."""
    return {ligne["aide"]: ligne for ligne in csv.DictReader(io.StringIO(texte))}


@pytest.fixture
def lancer(contrat: Commande, tmp_path: Path) -> Lancer:
    """Juger le texte d'un lot, nommé lot.csv."""

    def lancer_lot(texte: str | bytes, *options: str) -> Issue:
        octets = texte if isinstance(texte, bytes) else texte.encode()
        (tmp_path / "lot.csv").write_bytes(octets)
        return contrat("eligibilite", "--lot", "lot.csv", "--racine", REFERENCE, *options, dans=tmp_path)

    return lancer_lot


# --- Les réponses


def test_une_ligne_par_menage_et_par_aide_en_vigueur(lancer: Lancer) -> None:
    """Un ménage complet, un ménage de 2013 hors de toute aide locale."""
    sarthe = COMPLET | {"id": "M-0002", "date": "2013-07-01", "commune": "72181", "rfr": "20000", "rfr_annee": "2011"}
    assert lancer(en_csv(COMPLET, sarthe | {"contrat_local": "oui"})) == Issue(
        0,
        EN_TETE + COMPLETES + "M-0002,anah-energie,tres_modeste,eligible,5000.00,,\n"
        "M-0002,anah-travaux-lourds,tres_modeste,non_eligible,,,\n"
        "M-0002,anah-securite-salubrite,tres_modeste,non_eligible,,,\n"
        "M-0002,anah-autonomie,tres_modeste,non_eligible,,,\n"
        "M-0002,ase,tres_modeste,eligible,3000.00,,\n",
        "",
    )


@pytest.mark.parametrize(
    "transformer",
    [
        pytest.param(lambda texte: b"\xef\xbb\xbf" + texte.encode(), id="BOM"),
        pytest.param(lambda texte: texte.replace("\n", "\r\n").encode(), id="fins de ligne de Windows"),
        pytest.param(lambda texte: texte.replace("\n", "\n\n").encode() + b"\n", id="lignes vides"),
        pytest.param(lambda texte: texte.rstrip("\n").encode(), id="sans fin de ligne"),
        pytest.param(lambda texte: texte.replace(",", " , ").encode(), id="espaces"),
        pytest.param(lambda texte: texte.replace(",32,", ",32 %,").encode(), id="gain avec son signe"),
        pytest.param(lambda texte: texte.replace(",32,", ',"32%",').encode(), id="case entre guillemets"),
        pytest.param(lambda texte: texte.replace("rfr,", "rfr,dpe,").replace("15400,", "15400,,").encode(), id="vide"),
        pytest.param(
            lambda texte: texte.replace("commune", "departement").replace("15999", "15").encode(), id="departement"
        ),
    ],
)
def test_les_ecritures_admises_donnent_la_meme_reponse(lancer: Lancer, transformer: Callable[[str], bytes]) -> None:
    """Les aides nationales ne dépendent que du département ; les locales demandent la commune."""
    octets = transformer(en_csv(COMPLET | {"contrat_local": "oui", "aides_locales": "500"}))
    issue = lancer(octets)
    nationales = [ligne for ligne in issue.sortie.splitlines() if ",anah-energie," in ligne or ",ase," in ligne]
    assert nationales == [COMPLETES.splitlines()[0], COMPLETES.splitlines()[4]]
    assert (issue.code, issue.erreurs) == (0, "")


def test_un_lot_sans_menage_n_a_que_son_en_tete(lancer: Lancer) -> None:
    assert lancer("id,date\n") == Issue(0, EN_TETE, "Aucun ménage à juger : le lot n'a que son en-tête.\n")


def test_la_date_imposee_remplace_celle_de_chaque_ligne(lancer: Lancer) -> None:
    """`--date` vaut pour les lignes datées comme pour les autres."""
    autre = COMPLET | {"id": "M-0002", "date": ""}
    attendue = EN_TETE + COMPLETES + COMPLETES.replace("M-0001", "M-0002")
    assert lancer(en_csv(COMPLET | {"date": "2040-01-01"}, autre), "--date", "2011-09-20") == Issue(0, attendue, "")


def test_un_jour_qui_n_a_que_des_plafonds_donne_la_categorie(lancer: Lancer) -> None:
    """Du 1er janvier au 30 septembre 2010, les plafonds sont connus, pas les aides."""
    cas = COMPLET | {"date": "2010-05-01", "rfr_annee": "2008"}
    assert lancer(en_csv(cas | {"rfr": "9000"}, cas | {"id": "M-0002", "rfr": ""})) == Issue(
        0, EN_TETE + "M-0001,,tres_social,,,,\nM-0002,,indetermine,,,rfr,\n", ""
    )


def test_les_categories_de_2016_a_2018_sont_celles_du_calculateur_de_l_anah(lancer: Lancer) -> None:
    """Les 184 cas de contrôle, en un lot : le département suffit à situer la zone."""
    texte = (DEPOT / "tests/cas/categories-2016-2018.csv").read_text(encoding="utf-8")
    cas = list(csv.DictReader(io.StringIO(texte)))
    lignes = [
        {
            "id": str(rang),
            "date": f"{ligne['annee']}-06-15",
            "departement": ligne["departement"],
            "personnes": ligne["personnes"],
            "rfr": ligne["rfr"],
            "rfr_annee": str(int(ligne["annee"]) - 2),
        }
        for rang, ligne in enumerate(cas)
    ]
    issue = lancer(en_csv(*lignes))
    obtenues = {ligne["id"]: ligne["categorie"] for ligne in csv.DictReader(io.StringIO(issue.sortie))}
    noms = {"plafond_depasse": "hors_plafond"}
    assert obtenues == {str(rang): noms.get(x["categorie"], x["categorie"]) for rang, x in enumerate(cas)}
    assert (len(cas), issue.code, issue.erreurs) == (184, 0, "")


# --- Ce qui manque


@pytest.mark.parametrize(
    ("changements", "aide", "categorie", "verdict", "manquants"),
    [
        ({"rfr": ""}, "anah-energie", "indetermine", "indetermine", "rfr"),
        ({"rfr_annee": ""}, "anah-energie", "indetermine", "indetermine", "rfr_annee"),
        ({"rfr": "", "rfr_annee": ""}, "anah-energie", "indetermine", "indetermine", "rfr rfr_annee"),
        ({"rfr_annee": "2010"}, "anah-energie", "indetermine", "indetermine", "rfr rfr_annee"),
        # L'avis de 2025 est paru : le donner, ou choisir celui de 2024 avec un motif.
        (
            {"date": "2026-10-15", "rfr_annee": "2024"},
            "mpr-geste",
            "indetermine",
            "indetermine",
            "rfr rfr_annee choix_revenus geste",
        ),
        ({"personnes": ""}, "anah-energie", "indetermine", "indetermine", "personnes"),
        ({"commune": ""}, "anah-energie", "indetermine", "eligible", "commune"),
        ({"commune": "", "departement": "15"}, "anah-energie", "base", "eligible", ""),
        ({"commune": "", "departement": "15"}, "ase", "base", "indetermine", "contrat_local"),
        ({"commune": "", "departement": "15"}, "ville-dpe", "base", "indetermine", "commune"),
        ({"travaux_ht": ""}, "anah-energie", "base", "indetermine", "travaux_ht"),
        ({"achevement": ""}, "ase", "base", "indetermine", "achevement"),
        ({"achevement": "1996"}, "anah-energie", "base", "indetermine", "achevement"),
        ({"achevement": "2001"}, "ville-abondement", "base", "indetermine", "achevement"),
        ({"achevement": "2005-03-01"}, "anah-energie", "base", "indetermine", ""),
        ({"gain": "", "commences": ""}, "ase", "base", "indetermine", "gain commences"),
        ({"gain": ""}, "anah-energie", "base", "eligible", ""),
        ({"gain": "", "statut_occupation": "locataire"}, "ase", "base", "non_eligible", ""),
        ({"commences": "oui"}, "anah-energie", "base", "indetermine", ""),
    ],
)
def test_les_manquants_sont_les_colonnes_qui_levent_le_doute(
    lancer: Lancer, changements: dict[str, str], aide: str, categorie: str, verdict: str, manquants: str
) -> None:
    """Vide quand aucune colonne ne suffirait : dérogation possible, ou verdict déjà certain."""
    reponse = lire(lancer(en_csv(COMPLET | changements)).sortie)[aide]
    assert (reponse["categorie"], reponse["verdict"], reponse["manquants"]) == (categorie, verdict, manquants)
    assert (reponse["montant"] == "") is (verdict != "eligible" or categorie == "indetermine")


def test_entre_deux_bornes_de_plafond_aucune_colonne_ne_manque(lancer: Lancer) -> None:
    """Le plafond officiel de 2011 n'est pas retrouvé : le ménage a tout dit, le droit ne permet pas de trancher."""
    reponse = lire(lancer(en_csv(COMPLET | {"rfr": "16613"})).sortie)["anah-energie"]
    assert (reponse["categorie"], reponse["verdict"], reponse["manquants"]) == ("indetermine", "indetermine", "")


# --- Les lignes fautives

SAINE = {
    "id": "M-0002", "date": "2011-09-20", "commune": "15999", "departement": "15", "personnes": "2", "rfr": "9000",
    "dpe": "", "nature": "", "gain": "", "commences": "",
}  # fmt: skip


@pytest.mark.parametrize(
    ("colonne", "valeur", "code", "place", "message", "aide"),
    [
        ("rfr", "-1", "F015", 30, "« -1 » n'est pas un montant en euros", "un montant est positif ou nul"),
        ("rfr", "9.000", "F015", 30, "« 9.000 » n'est pas un montant en euros",
         "cela ressemble à des milliers : écrire 9000, ou 9.00 si ce sont des centimes"),
        ("personnes", "2.5", "F015", 28, "« 2.5 » n'est pas un nombre entier",
         "écrire un entier comme 3, sans signe ni décimale"),
        ("personnes", "0", "F015", 28, "« 0 » n'est pas un nombre d'au moins 1",
         "si le nombre est inconnu, ne pas le donner"),
        ("dpe", "9", "F016", 35, "« 9 » n'est pas dans la liste", "choisir parmi : A, B, C, D, E, F, G"),
        ("commune", "99999", "F015", 19, "« 99999 » n'est pas un code INSEE de commune",
         "écrire les cinq caractères du code officiel, comme 75056 ou 2A004"),
        ("commune", "1004", "F015", 19, "« 1004 » n'est pas un code INSEE de commune",
         "écrire les cinq caractères du code officiel, comme 75056 ou 2A004"),
        ("departement", "99", "F015", 25, "« 99 » n'est pas un numéro de département",
         "écrire deux caractères comme 01 ou 2A, trois outre-mer"),
        ("departement", "75", "F015", 25, "le département « 75 » n'est pas celui de la commune « 15999 »",
         "corriger la commune, ou écrire 15"),
        ("date", "2011-02-30", "F015", 8, "« 2011-02-30 » n'est pas un jour du calendrier",
         "vérifier le mois et le jour"),
        ("date", "31/02/2011", "F015", 8, "« 31/02/2011 » n'est pas un jour du calendrier",
         "vérifier le mois et le jour"),
        ("date", "05/09/2011", "F015", 8, "« 05/09/2011 » n'est pas une date de la forme AAAA-MM-JJ",
         "écrire 2011-09-05"),
        ("date", "2009-12-31", "M001", 8, "aucun barème en vigueur au 31 décembre 2009",
         "périodes couvertes : {couverture}"),
        ("date", "", "F014", 8, "la demande n'a pas de date",
         "remplir la colonne « date », ou donner --date JOUR pour toutes les lignes"),
        ("nature", "energies", "F016", 36, "« energies » n'est pas dans la liste", "vouliez-vous dire « energie » ?"),
        ("gain", "beaucoup", "F015", 37, "« beaucoup » n'est pas un pourcentage", "écrire par exemple 35 % ou 12.5 %"),
        ("gain", "0.38", "F015", 37, "« 0.38 » n'est pas un gain en pour cent",
         "écrire 38 %, ou 0.38 % si le gain est bien inférieur à un pour cent"),
        ("commences", "yes", "F015", 38, "« yes » n'est pas une réponse oui ou non", "écrire oui ou non"),
        ("id", "", "F014", 1, "l'id est vide", "donner un id sans identité, comme M-0001"),
        ("id", "M-0000", "R007", 1, "l'id « M-0000 » est déjà celui d'une ligne plus haut",
         "en choisir un autre, ou retirer cette ligne"),
    ],
)  # fmt: skip
def test_une_mauvaise_ligne_est_situee_puis_sautee(
    lancer: Lancer, colonne: str, valeur: str, code: str, place: int, message: str, aide: str
) -> None:
    """La ligne fautive est la troisième du fichier ; ses voisines ont leur réponse."""
    texte = en_csv(SAINE | {"id": "M-0000"}, SAINE | {colonne: valeur}, SAINE | {"id": "M-0003"})
    issue = lancer(texte)
    # La période couverte s'allonge avec le droit : elle n'est pas l'objet de ce test.
    couverture = issue.erreurs.rpartition("périodes couvertes : ")[2].partition("\n")[0]
    assert issue.erreurs == (
        f"lot.csv:3:{place}: erreur[{code}] {message}\n"
        f"  |\n3 | {texte.splitlines()[2]}\n  | {' ' * (place - 1)}{'^' * max(len(valeur), 1)}\n"
        f"    aide : {aide.format(couverture=couverture)}\n"
        "1 ligne sans réponse : corriger, puis recommencer.\n"
    )
    reponses = {reponse["id"] for reponse in csv.DictReader(io.StringIO(issue.sortie))}
    assert (issue.code, reponses) == (1, {"M-0000", "M-0003"})


# --- Le tableur français


def test_un_tableau_francais_se_lit_et_le_dit(lancer: Lancer) -> None:
    """Points-virgules, milliers, virgule décimale, jour d'abord : la même réponse, et ce qui a été lu ainsi."""
    francais = COMPLET | {"rfr": "15 400,00 €", "gain": "32,0", "date": "09/09/2011", "achevement": "12/05/1962"}
    texte = en_csv(COMPLET | {"date": "2011-09-09"}, francais | {"id": "M-0002"})
    lignes = list(csv.reader(io.StringIO(texte)))
    issue = lancer("\n".join(";".join(ligne) for ligne in lignes) + "\n")
    assert issue.erreurs == (
        "Lu comme un tableau français : cases séparées par des points-virgules ou des tabulations, montants comme "
        "12 840,50, dates comme 20/09/2011, le jour d'abord.\n"
    )
    reponses = list(csv.DictReader(io.StringIO(issue.sortie)))
    moitie = len(reponses) // 2
    sans_id = [{**r, "id": ""} for r in reponses]
    assert (issue.code, sans_id[:moitie]) == (0, sans_id[moitie:])


@pytest.mark.parametrize("moteur", ["python", "duckdb"])
def test_une_commune_qui_n_existe_pas_se_dit_a_la_fin(lancer: Lancer, moteur: str) -> None:
    """Une fois par code, même sans aide ouverte ; ni celle du contrat, ni une case mal écrite, ni un code postal."""
    if moteur == "duckdb":
        pytest.importorskip("duckdb", reason="DuckDB n'est pas installé")
    communes = ["15999", "15187", "15998", " 61888", "15998", "", "75777", "15100", "63888", "64888", "60888"]
    lignes = "".join(f"M-{rang},2011-05-02,{code}\n" for rang, code in enumerate(communes))
    issue = lancer("id,date,commune\n" + lignes, "--moteur", moteur)
    assert (issue.code, issue.erreurs) == (
        0,
        "À vérifier (M008) : aucune commune n'a le code INSEE 15998, 60888, 61888, 63888, 64888 et 1 autre ; une "
        "ancienne commune n'est pas dans la liste livrée ; vouliez-vous dire 15999 pour 15998 ?\n",
    )


def test_ce_qui_a_deux_sens_n_est_pas_devine(lancer: Lancer) -> None:
    """Le 5 décembre ou le 12 mai, douze euros ou douze mille : le tableau ne le dit pas."""
    issue = lancer("id,date,rfr\nA,05/12/2011,\nB,2011-12-05,12.840\n")
    assert issue.code == 1
    assert "« 05/12/2011 » n'est pas une date" in issue.erreurs
    assert "« 12.840 » n'est pas un montant en euros" in issue.erreurs


def test_les_reserves_suivent_la_reponse(lancer: Lancer) -> None:
    """Une condition non dite, des aides comptées pour rien ; une aide refusée n'en a pas."""
    cas = COMPLET | {
        "date": "2026-03-15", "rfr_annee": "2025", "dpe": "G", "dpe_vise": "B", "travaux_ht": "40000",
        "travaux_ttc": "42200", "gestes_isolation": "2", "energie_fossile": "aucune",
    }  # fmt: skip
    reponses = lire(lancer(en_csv(cas)).sortie)
    assert reponses["mpr-parcours-accompagne"]["reserves"] == (
        "le ménage a eu un rendez-vous France Rénov' | autres aides non dites, comptées pour 0 € | "
        "aides locales non dites, comptées pour 0 €"
    )
    assert reponses["mpr-adapt"]["reserves"] == ""
    dites = lire(lancer(en_csv(cas | {"rendez_vous_conseil": "oui", "autres_aides": "0", "aides_locales": "0"})).sortie)
    assert dites["mpr-parcours-accompagne"]["reserves"] == ""


@pytest.mark.parametrize(
    ("ht", "ttc", "geste", "reserve"),
    [
        ("10000", "9999.99", "", "travaux TTC inférieurs au HT, l'un des deux est faux"),
        ("10000", "10000", "", ""),
        ("10000", "", "", ""),
        # Le prix TTC est alors celui du geste seul.
        ("10000", "5000", "pac_air_eau", ""),
    ],
)
def test_deux_montants_qui_se_contredisent(lancer: Lancer, ht: str, ttc: str, geste: str, reserve: str) -> None:
    cas = COMPLET | {"date": "2018-03-15", "rfr_annee": "2016", "travaux_ht": ht, "travaux_ttc": ttc, "geste": geste}
    for moteur in ("python", "duckdb"):
        reponses = lire(lancer(en_csv(cas), "--moteur", moteur).sortie)
        assert reponses["anah-energie"]["reserves"] == reserve
        assert reponses["anah-autonomie"]["reserves"] == ""
