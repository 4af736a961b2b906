"""`contrat rgpd registre` et `contrat rgpd acces` : ce qui est tenu, ce qui en est déduit, ce qui reste à compléter."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from contrat.modele.menage import Logement, Menage, Projet
from contrat.rendu.typographie import rendre_ordinaires
from tests.conftest import MINIMAL, Commande, Issue


def test_le_registre_decrit_chaque_champ_et_n_invente_rien(contrat: Commande, copie: Path) -> None:
    issue = contrat("rgpd", "registre", dans=copie)
    assert (issue.code, issue.erreurs) == (0, "")
    page = rendre_ordinaires(issue.sortie)
    champs = re.findall(
        r"^\| ([\w.]+) \|", page.partition("## Données tenues")[2].partition("## ")[0], flags=re.MULTILINE
    )
    champs.remove("Champ")
    blocs = {champ.rpartition(".")[0] for champ in champs}
    assert {f"logement.{nom}" for nom in Logement.model_fields} <= set(champs) | blocs
    assert {f"projet.{nom}" for nom in Projet.model_fields} <= set(champs) | blocs
    assert {champ.split(".")[0] for champ in champs} == set(Menage.model_fields)
    assert "| Base légale | À COMPLÉTER |" in page
    assert "| Délégué à la protection des données | À COMPLÉTER : qui, et ses coordonnées |" in page
    assert "Les ménages repérés, contactés ou reçus à la permanence, et ceux qui vivent avec eux : 13 dossiers." in page
    # Ce que l'article 30 du règlement demande et que l'outil ne sait pas, et ce qu'une purge ne fait pas.
    assert "- Transferts hors de l'Union européenne (la forge, ses sauvegardes) : À COMPLÉTER.\n" in page
    assert "contrat rgpd purge n'efface que ce dont la durée est passée.\n" in page
    assert "les contrôles ne voient alors pas ce qui est chiffré.\n" in page
    assert "Dont fictifs, qui ne sont les données de personne : 13 dossiers." in page
    assert (
        "| deux ans après le dernier contact, sans demande en cours ni travaux aidés | CNIL, délibération n° 2023-095 "
        "du 14 septembre 2023, référentiel des durées de conservation (sources concordantes) |\n"
    ) in page
    assert "| dossier déposé, accordé, ou travaux commencés : tant qu'il est en cours | À COMPLÉTER |" in page
    refusees = page.partition("## Données recherchées pour les refuser")[2].partition("## ")[0]
    assert "- D010 : le nom d'une personne (refusé)\n" in refusees
    assert "- D011 : un mot qui révèle la santé (averti)\n" in refusees
    # Une durée passée, une purge interrompue, un fichier opaque ne sont pas des données que l'on cherche.
    assert not re.search("D01[34569]", refusees)
    assert "anonyme" not in page


def test_le_registre_s_ecrit_dans_un_fichier(contrat: Commande, copie: Path) -> None:
    attendu = contrat("rgpd", "registre", dans=copie).sortie
    issue = contrat("rgpd", "registre", "-o", "registre.md", dans=copie)
    assert (issue.code, issue.sortie) == (0, "")
    assert (copie / "registre.md").read_text(encoding="utf-8") == attendu


def test_l_acces_montre_tout_le_fichier_et_ce_qui_en_est_deduit(contrat: Commande, copie: Path) -> None:
    issue = contrat("rgpd", "acces", "M-0001", dans=copie)
    assert issue.code == 0
    lignes = " ".join(issue.sortie.split())
    assert "- revenus 1 › rfr : 15400 (revenu fiscal de référence, en euros)" in lignes
    assert "- projet › gain : 32 % (gain de consommation conventionnelle après travaux)" in lignes
    assert "- Exemple fictif : le cas publié pour le Cantal en septembre 2011" in lignes
    assert "- catégorie de ressources : base - Aide de l'Anah aux travaux d'énergie : éligible, 2 000 €" in lignes
    assert "Ce dossier est un exemple, la donnée de personne : aucune durée ne s'y applique." in lignes
    assert "git log --follow -p -- data/menages/M-0001.yaml" in lignes
    assert "- evenements 1 › etape : contacté (étape franchie)" in lignes
    assert "aucune décision n'est prise par l'outil" in lignes
    # Un tableur n'en dit pas moins.
    tableau = contrat("rgpd", "acces", "M-0001", "--format", "csv", dans=copie).sortie
    assert "\nprojet › gain,32 %,gain de consommation conventionnelle après travaux\n" in tableau
    assert '\ncommentaire,"Exemple fictif : le cas publié pour le Cantal en septembre 2011' in tableau
    assert "\ndéduit,catégorie de ressources : base,au " in tableau
    assert '\nconservation,"Ce dossier est un exemple' in tableau


@pytest.mark.parametrize(
    ("etape", "attendue"),
    [
        ("dossier_depose", "Le dossier est en cours : il se garde tant qu'il l'est."),
        (
            "rejete",
            "Deux ans après le dernier contact, sans demande en cours ni travaux aidés : jusqu'au 20 septembre 2013, "
            "un jour passé : à effacer (contrat rgpd purge).",
        ),
    ],
)
def test_l_acces_dit_jusqu_a_quand_un_vrai_dossier_se_garde(
    contrat: Commande, tmp_path: Path, etape: str, attendue: str
) -> None:
    """Rejetée, une demande a été faite : la règle ne dit pas le contraire."""
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    fichier = tmp_path / "data/menages/M-0001.yaml"
    texte = fichier.read_text(encoding="utf-8").replace("source: fiction", "source: dossiers")
    fichier.write_text(texte.replace("etape: dossier_depose", f"etape: {etape}"), encoding="utf-8")
    assert attendue in " ".join(contrat("rgpd", "acces", "M-0001", dans=tmp_path).sortie.split())


def test_l_acces_en_json_a_chaque_valeur_du_fichier(contrat: Commande, copie: Path) -> None:
    objet = json.loads(contrat("rgpd", "acces", "M-0012", "--format", "json", dans=copie).sortie)
    texte = (copie / "data/menages/M-0012.yaml").read_text(encoding="utf-8")
    ecrites = {v.strip().strip('"') for v in re.findall(r"^(?!#)[^#\n]*?:[ ]([^#\n]+)", texte, flags=re.MULTILINE)}
    rendues = {str(d["valeur"]).replace("True", "oui").replace("False", "non") for d in objet["detenu"]}
    assert {v.removesuffix(" %") for v in ecrites} <= rendues
    assert objet["conservation"]["source"] in ("cnil-2023-095", "reglement-general-anah-2014", None)
    assert objet["deduit"]["aides"]


def test_l_acces_en_markdown_a_les_memes_parties(contrat: Commande, copie: Path) -> None:
    sortie = contrat("rgpd", "acces", "M-0001", "--format", "md", dans=copie).sortie
    assert re.findall(r"^#+ (.*)$", sortie, flags=re.MULTILINE) == [
        "Ce qui est détenu sur le ménage M-0001",
        "Écrit dans le fichier",
        "Écrit en commentaire",
        "Déduit de ces données, au 20 septembre 2011",
        "Conservation",
        "Hors de ce fichier",
    ]


def test_un_menage_inconnu_est_refuse(contrat: Commande, copie: Path) -> None:
    issue = contrat("rgpd", "acces", "M-0099", dans=copie)
    assert issue.code == 2
    assert issue.erreurs.startswith("Erreur : le ménage « M-0099 » n'existe pas\n")


@pytest.mark.parametrize("commande", [("menage", "talon"), ("rgpd", "acces")])
def test_un_menage_se_nomme_aussi_par_son_fichier(contrat: Commande, copie: Path, commande: tuple[str, ...]) -> None:
    """Comme à `eligibilite` ; un fichier d'ailleurs n'est pas pris pour celui du contrat qui porte son nom."""
    attendue = contrat(*commande, "M-0001", dans=copie)
    assert contrat(*commande, "data/menages/M-0001.yaml", dans=copie) == attendue
    assert contrat(*commande, "M-0001.yaml", dans=copie) == attendue
    (copie / "M-0001.yaml").write_text("id: M-0001\n", encoding="utf-8")
    assert contrat(*commande, "M-0001.yaml", dans=copie) == Issue(
        2,
        "",
        f"Erreur : « M-0001.yaml » n'est pas un fichier de {copie}/data/menages\n"
        "  aide : donner un ménage du contrat, comme M-0001\n",
    )


def test_l_acces_ne_montre_pas_les_lignes_du_modele(contrat: Commande, copie: Path) -> None:
    """Un fichier neuf est plein de croisillons qui ne disent rien de personne ; ce qu'on y a changé est une donnée."""
    issue = contrat("nouveau", "menage", "--source", "fiction", dans=copie)
    (chemin,) = re.findall(r"data/menages/M-\w+\.yaml", issue.sortie)
    fichier = copie / chemin
    menage = fichier.stem

    def commentaires() -> list[str]:
        objet = json.loads(contrat("rgpd", "acces", menage, "--format", "json", dans=copie).sortie)
        trouves: list[str] = objet["commentaires"]
        return trouves

    assert commentaires() == []
    # Le dossier que rien ne date est compté, et le registre dit qu'aucune durée ne s'y calcule.
    registre = rendre_ordinaires(contrat("rgpd", "registre", dans=copie).sortie)
    assert "\n| sans étape datée | 1 |\n" in registre
    assert (
        "\n| dossier sans étape datée : aucune durée ne s'y calcule, à dater ou à retirer | À COMPLÉTER |\n" in registre
    )
    texte = fichier.read_text(encoding="utf-8").replace("#     rfr: 15400", "#     rfr: 15401")
    # Ce que l'entretien écrit au bout d'une ligne dit le champ ; ce qu'un conseiller y ajoute dit la personne.
    notes = "secteur: bourg  # secteur de la commune, jamais une adresse\n# toiture à revoir\n"
    notes = f"{notes}logement:\n  dpe: F  # classe du diagnostic de performance énergétique\n"
    fichier.write_text(texte + notes, encoding="utf-8")
    assert commentaires() == ["rfr: 15401", "toiture à revoir"]
    # Un croisillon entre guillemets, ou dans un bloc, est du texte ; après une espace, un commentaire.
    ajouts = [
        "evenements:  # rappelé",
        "  - {date: 2024-01-02, etape: contacte, note: 'devis # 3'}  # par \"le\" # mardi",
        "  - date: 2024-01-03",
        "    etape: diagnostic_effectue",
        "    note: |  # en-tête",
        "      un # deux",
        "    # après\t# encore",
    ]
    fichier.write_text(texte + "\n".join(ajouts) + "\n", encoding="utf-8")
    attendus = ["rfr: 15401", "rappelé", 'par "le" # mardi', "en-tête", "après\t# encore"]
    assert [trouve for trouve in commentaires() if trouve in attendus or "deux" in trouve or "3" in trouve] == attendus
