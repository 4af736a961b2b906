"""Une ville change le droit applicable par ses données seules : un plafond retrouvé, une aide nouvelle."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Commande
from tests.eligibilite.conftest import ecrire_menage, montants, verdicts

ECRIRE_UN_PLAFOND = "écrire 11811, ou une fourchette 11302..11438, ..17057 ou 9086.."
PLAFONDS_2011 = """\
tables:
  - zone: autres_regions
    du: 2011-01-01
    au: 2011-12-31
    verifie_le: 2026-11-23
    au_dela: hors_plafond
    lignes:
      - categorie: tres_social
        plafonds: [8700, 12750, 15300, 17900, 20500]
        supplement: 2600
        source: essai
        statut: certain
      - categorie: base
        plafonds: [11400, 16613, 20000, 23300, 26600]
        supplement: 3350
        source: essai
        statut: certain
"""

AIDE_DU_DEPARTEMENT = """\
id: departement-isolation
libelle: Aide du département à l'isolation
financeur: Département du Cantal
niveau: locale
depense: travaux
egale_par_parite: oui
rang: 120
conditions:
  - code: aide-anah
    genre: aide_accordee
    aide: anah-energie
    libelle: l'aide de l'Anah est accordée
    source: essai
    statut: certain
versions:
  - du: 2011-01-01
    verifie_le: 2026-11-23
    montant:
      genre: taux
      libelle: aide au taux
      taux: {tres_social: 10 %, base: 2 %}
      assiette: travaux_ht
      plafond: 9000
      source: essai
      statut: certain
"""


PLAFONDS_2027 = """\
tables:
  - zone: autres_regions
    du: 2027-01-01
    au: 2027-12-31
    verifie_le: 2027-01-15
    au_dela: superieur
    lignes:
      - {categorie: tres_modeste, plafonds: [18001, 26002, 31003, 36004, 41005], supplement: 5200, source: essai,
         statut: certain}
      - {categorie: modeste, plafonds: [22001, 32002, 39003, 46004, 52005], supplement: 6600, source: essai,
         statut: certain}
      - {categorie: intermediaire, plafonds: [31001, 45002, 55003, 64004, 73005], supplement: 9300, source: essai,
         statut: certain}
"""


def juger(contrat: Commande, copie: Path, rfr: str) -> dict[str, Any]:
    """Juger, dans une copie du contrat, un ménage de deux personnes pour une demande de 2011."""
    ecrire_menage(copie / "menage.yaml", {2009: rfr})
    issue = contrat("eligibilite", "menage.yaml", "--format", "json", dans=copie)
    assert (issue.code, issue.erreurs) == (0, "")
    resultat: dict[str, Any] = json.loads(issue.sortie)
    return resultat


def test_un_plafond_officiel_retrouve_prime_sur_la_fourchette(contrat: Commande, copie: Path) -> None:
    """Au plafond, un centime au-dessus : le doute disparaît."""
    assert juger(contrat, copie, "16613")["categorie"]["code"] == "indetermine"
    (copie / "data/plafonds").mkdir()
    (copie / "data/plafonds/2011.yaml").write_text(PLAFONDS_2011, encoding="utf-8")
    au_plafond = juger(contrat, copie, "16613")
    assert (au_plafond["categorie"]["code"], au_plafond["categorie"]["plafond"]) == ("base", "16613.00")
    assert montants(au_plafond)["anah-energie"] == "2000.00"
    assert juger(contrat, copie, "16613.01")["categorie"]["code"] == "hors_plafond"


@pytest.mark.parametrize(
    ("ecrit", "faute"),
    [
        ("[1, 2]", "erreur[F017] il faut ici un plafond, pas une liste"),
        ("{a: 1}", "erreur[F017] il faut ici un plafond, pas une table de clés"),
        ("mille", "erreur[F015] « mille » n'est pas un plafond"),
    ],
)
def test_ce_qui_n_est_pas_un_plafond_est_une_faute(contrat: Commande, copie: Path, ecrit: str, faute: str) -> None:
    (copie / "data/plafonds").mkdir()
    (copie / "data/plafonds/2011.yaml").write_text(PLAFONDS_2011.replace("2600", ecrit), encoding="utf-8")
    issue = contrat("validate", "data/plafonds/2011.yaml", dans=copie)
    lignes = issue.sortie.splitlines()
    assert (issue.code, lignes[0], lignes[-1]) == (
        1,
        f"data/plafonds/2011.yaml:10:21: {faute}",
        f"    aide : {ECRIRE_UN_PLAFOND}",
    )


def test_une_aide_locale_nouvelle_est_un_fichier_de_plus(contrat: Commande, copie: Path) -> None:
    """10 % de 9 000 € : l'aide s'ajoute, et l'État double les aides locales dans la limite de 500 €."""
    (copie / "data/aides/ville-abondement.yaml").unlink()
    sans = juger(contrat, copie, "11200")
    assert montants(sans)["ase"] == "1100.00"
    (copie / "data/aides/departement-isolation.yaml").write_text(AIDE_DU_DEPARTEMENT, encoding="utf-8")
    avec = juger(contrat, copie, "11200")
    assert montants(avec)["departement-isolation"] == "900.00"
    assert montants(avec)["ase"] == "1600.00"
    assert avec["plan"]["aides"] == "6000.00"
    assert montants(juger(contrat, copie, "15400"))["ase"] == "1280.00"


def test_l_annee_suivante_et_une_aide_nouvelle_sont_deux_fichiers(contrat: Commande, copie: Path) -> None:
    """2027 est provisoire ; ses plafonds et une aide de la ville, posés dans `data/`, le jugent tout à fait."""
    en_2027 = {"demande": "2027-03-01", "dpe": "F", "dpe_vise": "B", "travaux_ht": "50000", "travaux_ttc": "52750"}
    ecrire_menage(copie / "menage.yaml", {2026: "32002"}, **en_2027)
    assert "Provisoire : plafonds de 2027" in contrat("eligibilite", "menage.yaml", dans=copie).sortie
    (copie / "data/plafonds").mkdir()
    (copie / "data/plafonds/2027.yaml").write_text(PLAFONDS_2027, encoding="utf-8")
    nouvelle = AIDE_DU_DEPARTEMENT.replace("anah-energie", "mpr-parcours-accompagne").replace(
        "2011-01-01", "2027-01-01"
    )
    nouvelle = nouvelle.replace("{tres_social: 10 %, base: 2 %}", "{modeste: 10 %}")
    (copie / "data/aides/departement-isolation.yaml").write_text(nouvelle, encoding="utf-8")
    issue = contrat("eligibilite", "menage.yaml", "--format", "json", dans=copie)
    assert (issue.code, issue.erreurs) == (0, "")
    resultat = json.loads(issue.sortie)
    assert (resultat["categorie"]["code"], resultat["categorie"]["plafond"]) == ("modeste", "32002.00")
    assert resultat["categorie"]["provisoire"] is None
    assert montants(resultat)["mpr-parcours-accompagne"] == "24000.00"
    assert montants(resultat)["departement-isolation"] == "900.00"


def test_une_aide_locale_exige_une_condition_partagee(contrat: Commande, copie: Path) -> None:
    """Les conditions communes aux aides nationales se citent par leur code ; un code inconnu est une faute située."""
    exigeante = AIDE_DU_DEPARTEMENT.replace("conditions:\n", "exige: [professionnel]\nconditions:\n", 1)
    fichier = copie / "data/aides/departement-isolation.yaml"
    fichier.write_text(exigeante, encoding="utf-8")
    ecrire_menage(copie / "menage.yaml", {2009: "11200"}, professionnel="non")
    resultat = json.loads(contrat("eligibilite", "menage.yaml", "--format", "json", dans=copie).sortie)
    assert verdicts(resultat)["departement-isolation"] == "non_eligible"
    fichier.write_text(exigeante.replace("[professionnel]", "[professionel]"), encoding="utf-8")
    issue = contrat("eligibilite", "menage.yaml", dans=copie)
    assert (issue.code, issue.sortie) == (3, "")
    assert issue.erreurs == (
        "Erreur : l'aide departement-isolation exige la condition partagée « professionel », qui n'existe pas\n"
        "  aide : corriger exige dans data/aides/departement-isolation.yaml\n"
    )


def test_une_aide_locale_fautive_est_situee_et_rien_n_est_juge_en_silence(contrat: Commande, copie: Path) -> None:
    """Un taux écrit 0.35 au lieu de 35 % : la faute est dite, la commande échoue."""
    fautive = AIDE_DU_DEPARTEMENT.replace("10 %", "0.10")
    (copie / "data/aides/departement-isolation.yaml").write_text(fautive, encoding="utf-8")
    ecrire_menage(copie / "menage.yaml", {2009: "11200"})
    issue = contrat("eligibilite", "menage.yaml", dans=copie)
    assert (issue.code, issue.sortie) == (1, "")
    assert issue.erreurs == (
        "data/aides/departement-isolation.yaml:21:27: erreur[F015] « 0.10 » n'est pas un pourcentage\n"
        "   |\n"
        "21 |       taux: {tres_social: 0.10, base: 2 %}\n"
        "   |                           ^^^^\n"
        "    aide : écrire par exemple 35 % ou 12.5 %\n"
        "Pas de verdict tant que les données du contrat portent des erreurs.\n"
    )


def test_deux_aides_qui_se_conditionnent_en_rond_empechent_de_juger(contrat: Commande, copie: Path) -> None:
    """L'outil s'arrête et nomme la boucle."""
    boucle = AIDE_DU_DEPARTEMENT.replace("aide: anah-energie", "aide: ville-abondement")
    (copie / "data/aides/departement-isolation.yaml").write_text(boucle, encoding="utf-8")
    chemin = copie / "data/aides/ville-abondement.yaml"
    texte = chemin.read_text(encoding="utf-8")
    chemin.write_text(texte.replace("    aide: ase\n", "    aide: departement-isolation\n"), encoding="utf-8")
    ecrire_menage(copie / "menage.yaml", {2009: "11200"})
    issue = contrat("eligibilite", "menage.yaml", dans=copie)
    assert (issue.code, issue.sortie) == (3, "")
    assert issue.erreurs == (
        "Erreur : des aides se conditionnent en rond : "
        "ville-abondement → departement-isolation → ville-abondement\n"
        "  aide : corriger data/aides/\n"
    )


def test_les_verdicts_ne_dependent_pas_de_l_ordre_des_fichiers(contrat: Commande, copie: Path) -> None:
    """Une aide qui dépend d'une autre peut être lue avant elle."""
    avant = verdicts(juger(contrat, copie, "11200"))
    fichier = copie / "data/aides/ville-abondement.yaml"
    texte = (
        fichier.read_text(encoding="utf-8").replace("id: ville-abondement", "id: aaa").replace("rang: 110", "rang: 1")
    )
    fichier.unlink()
    (copie / "data/aides/aaa.yaml").write_text(texte, encoding="utf-8")
    apres = verdicts(juger(contrat, copie, "11200"))
    assert apres["aaa"] == avant["ville-abondement"] == "eligible"


def test_une_aide_locale_peut_poser_sa_propre_limite_de_revenu(contrat: Commande, copie: Path) -> None:
    """Le revenu est celui de l'année que le droit demande ; dépassée, la limite est ce qui changerait la réponse."""
    limite = "genre: au_plus\n    champ: rfr\n    seuil: 9000\n    libelle: revenu sous la limite de la commune"
    aide = AIDE_DU_DEPARTEMENT.replace("genre: aide_accordee\n    aide: anah-energie\n", limite + "\n")
    aide = aide.replace("    libelle: l'aide de l'Anah est accordée\n", "").replace("egale_par_parite: oui\n", "")
    (copie / "data/aides/departement-isolation.yaml").write_text(aide, encoding="utf-8")
    reponses = {rfr: juger(contrat, copie, rfr)["aides"] for rfr in ("9000", "9000.01")}
    dessous, dessus = (next(a for a in aides if a["code"] == "departement-isolation") for aides in reponses.values())
    assert (dessous["verdict"], dessus["verdict"]) == ("eligible", "non_eligible")
    assert [(c["champ"], c["de"], c["vers"]) for c in dessus["changerait"]] == [("rfr", "9000.01", "9000")]
