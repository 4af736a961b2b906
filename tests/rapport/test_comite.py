"""`contrat rapport comite` par sa vraie ligne de commande : la page entière, ses chiffres, les gabarits fautifs."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from contrat.rendu.typographie import rendre_ordinaires

ICI = Path(__file__).parent
DEPOT = ICI.parent.parent
PETIT = ICI.parent / "budget" / "petit"
ATTENDU = ICI / "attendus" / "comite-2020-2021.md"
FINE, INSECABLE = "\u202f", "\u00a0"


@pytest.fixture
def petit(tmp_path: Path) -> Path:
    """Une copie du petit contrat, à modifier."""
    shutil.copytree(PETIT / "data", tmp_path / "data")
    return tmp_path


def partie(page: str, titre: str) -> str:
    """Le texte d'une partie du rapport, sans son titre."""
    morceaux = re.split(r"^## (.*)$", page, flags=re.MULTILINE)
    return dict(zip(morceaux[1::2], morceaux[2::2], strict=True))[titre].replace(FINE, " ").replace(INSECABLE, " ")


def rangee(texte: str, debut: str) -> list[str]:
    """Les cases d'une ligne de tableau, gras compris."""
    ligne = next(x for x in texte.splitlines() if x.startswith(f"| {debut} |"))
    return [case.strip() for case in ligne.strip("|").split("|")][1:]


def test_la_page_entiere(contrat: Any, petit: Path) -> None:
    issue = contrat("rapport", "comite", "--periode", "2020-2021", dans=petit)
    assert (issue.code, issue.erreurs) == (0, "")
    assert issue.sortie == ATTENDU.read_text(encoding="utf-8")


def test_l_entonnoir_des_menages(contrat: Any) -> None:
    """Les chiffres publiés, et ce que chacun garde du précédent."""
    page = contrat("rapport", "comite", "--periode", "2010-2011").sortie
    titre = next(ligne[3:] for ligne in page.splitlines() if ligne.startswith("## Du repérage aux travaux"))
    lignes = [x.split(" | ")[1:3] for x in partie(page, titre).splitlines() if x.startswith("| ")][2:]
    assert lignes == [
        ["13 logements", "—"],
        ["12 ménages", "—"],
        ["6 ménages", "50 %"],
        ["1 logement", "—"],
        ["1 logement", "100 %"],
    ]


def test_la_reconstitution_est_dite_en_tete(contrat: Any) -> None:
    tete = rendre_ordinaires(contrat("rapport", "comite").sortie).partition("## ")[0]
    assert "une reconstitution : la répartition par action et par exercice n'a pas été publiée.\n" in tete


# --- Ce qui change avec les données


def test_un_exercice_sans_chiffre(contrat: Any) -> None:
    page = contrat("rapport", "comite", "--periode", "2022", dans=PETIT).sortie
    assert rangee(partie(page, "Budget par axe et par section"), "**Total**") == ["**—**"] * 6
    assert "- Aucun montant prévu pour 2022.\n" in partie(page, "Lire ces chiffres")
    assert "90 ménages" in page, "la valeur de 2022 remplace celle de 2020"


def test_le_statut_est_celui_de_la_fin_de_la_periode(contrat: Any, petit: Path) -> None:
    fiche = petit / "data/actions/jardin.yaml"
    fiche.write_text(fiche.read_text(encoding="utf-8").replace("date: 2020-03", "date: 2021-01"), encoding="utf-8")
    for periode, statut in (("2020", "approuvée"), ("2020-2021", "lancée")):
        page = contrat("rapport", "comite", "--periode", periode, dans=petit).sortie
        assert rangee(partie(page, "Avancement des actions"), "2.1")[1] == statut


def test_sans_etape_de_logement_pas_d_entonnoir(contrat: Any, petit: Path) -> None:
    fiche = petit / "data/actions/jardin.yaml"
    texte = fiche.read_text(encoding="utf-8").replace("menages-", "foyers-")
    fiche.write_text(texte, encoding="utf-8")
    issue = contrat("rapport", "comite", dans=petit)
    assert issue.code == 0
    assert "Du repérage aux travaux" not in issue.sortie


def test_un_texte_des_fiches_ne_casse_pas_un_tableau(contrat: Any, petit: Path) -> None:
    fiche = petit / "data/actions/jardin.yaml"
    texte = fiche.read_text(encoding="utf-8").replace("titre_court: Jardin partagé", 'titre_court: "Jardin | <b>x"')
    fiche.write_text(texte, encoding="utf-8")
    page = contrat("rapport", "comite", dans=petit).sortie
    assert r"| 2.1 | Jardin \| &lt;b>x (R) | lancée | Ville d'Essai |" in page


# --- Mauvais emplois et données fautives


@pytest.mark.parametrize("modele", ["proces-verbal", "Comite", "comite.md.j2", "../comite"])
def test_un_modele_inconnu(contrat: Any, modele: str) -> None:
    issue = contrat("rapport", modele, dans=PETIT)
    assert (issue.code, issue.sortie) == (2, "")
    assert f"commande inconnue « {modele} »" in issue.erreurs
    assert "comite" in issue.erreurs


def test_une_periode_hors_du_contrat(contrat: Any) -> None:
    issue = contrat("rapport", "comite", "--periode", "2023", dans=PETIT)
    assert (issue.code, issue.sortie) == (2, "")
    assert "la période « 2023 » sort du contrat, qui couvre 2020-2022" in issue.erreurs


def test_une_fiche_fautive_arrete_le_rapport_et_garde_l_ancien(contrat: Any, petit: Path) -> None:
    rapport = petit / "comite.md"
    rapport.write_text("ancien\n", encoding="utf-8")
    (petit / "data/actions/jardin.yaml").write_text("id: jardin\n", encoding="utf-8")
    issue = contrat("rapport", "comite", "-o", rapport, dans=petit)
    assert (issue.code, issue.sortie) == (1, "")
    assert issue.erreurs.endswith(
        "Pas de total tant que des fiches portent ces erreurs : les corriger, puis recommencer.\n"
    )
    assert rapport.read_text(encoding="utf-8") == "ancien\n"


def test_le_fichier_recoit_le_rapport(contrat: Any, petit: Path) -> None:
    rapport = petit / "comite.md"
    issue = contrat("rapport", "comite", "--periode", "2020-2021", "-o", rapport, dans=petit)
    assert (issue.code, issue.sortie, issue.erreurs) == (0, "", "")
    assert rapport.read_bytes() == ATTENDU.read_bytes()
    assert sorted(f.name for f in petit.iterdir()) == ["comite.md", "data"]


# --- Gabarits


def ecrire_gabarit(racine: Path, texte: str) -> Path:
    gabarit = racine / "templates" / "comite.md.j2"
    gabarit.parent.mkdir()
    gabarit.write_text(texte, encoding="utf-8")
    return gabarit


def test_le_gabarit_du_contrat_passe_avant_celui_de_l_outil(contrat: Any, petit: Path) -> None:
    ecrire_gabarit(petit, "# {{ page.titre }}\n{% for p in page.parties if p.titre %}\n{{ p.titre }}\n{% endfor %}\n")
    sortie = contrat("rapport", "comite", "--periode", "2020", dans=petit).sortie
    assert sortie.splitlines()[:4] == [
        "# Comité de pilotage\u00a0: 2020", "À décider", "Avancement des actions",
        "Budget par axe et par section",
    ]  # fmt: skip


def test_un_gabarit_se_sert_des_blocs_de_l_outil(contrat: Any, petit: Path) -> None:
    texte = '{% from "blocs.md.j2" import bloc %}\nMon en-tête.\n\n{{ bloc(page.parties[3].blocs[0]) }}'
    ecrire_gabarit(petit, texte)
    sortie = contrat("rapport", "comite", dans=petit).sortie
    assert sortie.startswith("Mon en-tête.\n\n| Axe | Actions |")


def test_un_gabarit_sans_fin_ou_hors_du_dossier(contrat: Any, petit: Path) -> None:
    gabarit = ecrire_gabarit(petit, "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}")
    issue = contrat("rapport", "comite", dans=petit)
    assert (issue.code, issue.sortie) == (3, "")
    assert " : gabarit sans fin\n" in issue.erreurs
    (petit / "secret.txt").write_text("dehors", encoding="utf-8")
    (petit / "templates" / "dehors").symlink_to(petit / "secret.txt")
    gabarit.write_text('{% include "dehors" %}', encoding="utf-8")
    issue = contrat("rapport", "comite", dans=petit)
    assert (issue.code, issue.sortie) == (3, "")
    assert "dehors : ce gabarit est un lien qui mène hors de templates/" in issue.erreurs


def test_un_gabarit_trop_long_est_nomme(contrat: Any, petit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contrat.rendu.ecrivains.gabarits.SECONDES", 0.1)
    ecrire_gabarit(petit, "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}")
    dit = "Erreur : comite.md.j2 : le gabarit n'a pas fini en 0.1 secondes\n  aide : y chercher ce qui se répète\n"
    assert contrat("rapport", "comite", dans=petit).erreurs == dit
    (petit / "templates/comite.md.j2").write_bytes(b"\xe9t\xe9")
    dit = "Erreur : comite.md.j2 : ce gabarit n'est pas en UTF-8\n  aide : le réenregistrer en UTF-8\n"
    assert contrat("rapport", "comite", dans=petit).erreurs == dit


REMPLIR = "cette ligne ne peut pas se remplir : "


@pytest.mark.parametrize(
    ("texte", "ligne", "raison"),
    [
        ("# Titre\n\n{{ comune }}\n", 3, "le gabarit emploie un nom inconnu : « comune »"),
        ("{% for p in page.parties %}\n{{ p.nim }}\n{% endfor %}\n", 2, "le gabarit emploie un nom inconnu : « nim »"),
        ("# Titre\n{% for a in actions %}\n", 2, "ce qui est ouvert ne se ferme pas : « {% for a in actions %} »"),
        ("# Titre\n{{ 1 + 1 }}\n", 2, "un gabarit ne calcule pas : « + » : « {{ 1 + 1 }} »"),
        ("{{ ''.__class__.__mro__ }}\n", 1, REMPLIR + "un gabarit n'emploie que ce qu'il reçoit : « {{ "),
        ("{{ 'a' | zut }}", 1, "le filtre « zut » n'existe pas : « {{ 'a' | zut }} »"),
        ("{{ 'a' | center(999999999) }}", 1, "le filtre « center » n'existe pas : « "),
        ("{{ 'a'.ljust(999999999) }}", 1, REMPLIR + "un gabarit n'emploie que ce qu'il reçoit : « {{ 'a'.ljust"),
        ("{% endif %}", 1, "« endif » ne ferme rien : « {% endif %} »"),
        ("{{ page", 1, "ce qui est ouvert ne se ferme pas : « {{ page »"),
        ("{{ page }", 1, "« } » n'est pas attendu ici : « {{ page } »"),
        ("{% for x in %}{% endfor %}", 1, "gabarit mal écrit : « {% for x in %}{% endfor %} »"),
        ("{% for i in range(999999) %}{% endfor %}", 1, REMPLIR + "un nombre n'y convient pas : « {% for"),
        ("{% for x in 3 %}{% endfor %}", 1, REMPLIR + "une valeur n'y convient pas, ou elle manque : « {% for x"),
        ("{{ cycler() }}", 1, REMPLIR + "une valeur n'y convient pas, ou elle manque : « {{ cycler() }} »"),
        ("{{ [1][5] }}", 1, "le gabarit emploie un nom inconnu : « un rang de liste »"),
    ],
)
def test_un_gabarit_fautif_est_situe(contrat: Any, petit: Path, texte: str, ligne: int, raison: str) -> None:
    gabarit = ecrire_gabarit(petit, texte)
    rapport = petit / "comite.md"
    issue = contrat("rapport", "comite", "-o", rapport, dans=petit)
    assert (issue.code, issue.sortie) == (3, "")
    assert f"{gabarit}:{ligne} : {raison}" in issue.erreurs
    assert not rapport.exists()


def test_un_nom_voisin_est_propose(contrat: Any, petit: Path) -> None:
    gabarit = ecrire_gabarit(petit, "{{ pge }}\n")
    issue = contrat("rapport", "comite", dans=petit)
    assert f"{gabarit}:1 : le gabarit emploie un nom inconnu : « pge »" in issue.erreurs
    assert "vouliez-vous dire « page » ?" in issue.erreurs


def test_rien_de_futur_n_est_en_retard_et_le_grave_vient_d_abord(contrat: Any, tmp_path: Path) -> None:
    """La veille de la fin du délai, rien ; le lendemain, un rejet implicite, puis le plan qui ne ferme pas."""
    minimal = ICI.parent / "contrat_minimal"
    shutil.copytree(minimal / "data", tmp_path / "data")
    fiche = tmp_path / "data/actions/cafe-rencontre.yaml"
    texte = fiche.read_text(encoding="utf-8")
    accord = "etat: accorde\n      notification:\n        date: 2010-06-01\n        reference: D-2010-12\n"
    assert accord in texte
    texte = texte.replace(accord, "etat: sollicite\n      demande: 2010-05-15\n")
    fiche.write_text(texte.replace("montant: 18000", "montant: 17000"), encoding="utf-8")

    def points(jour: str) -> list[str]:
        issue = contrat("rapport", "comite", "--au", jour, dans=tmp_path)
        assert issue.code == 0
        morceaux = issue.sortie.split("## À décider")
        lignes = morceaux[1].split("##")[0].splitlines() if len(morceaux) > 1 else []
        return [rendre_ordinaires(ligne) for ligne in lignes if ligne.startswith("- ")]

    ecart = "- Plan qui ne ferme pas : Café de rencontre (R), investissement 2010, il manque 1 000 €."
    tous = "- Les ressources ne couvrent pas les dépenses : il manque 1 000 €."
    lancer = "- Lancer, reporter ou abandonner 1 action : Visites à domicile (R)."
    assert points("2010-11-15") == [ecart, tous, lancer]
    attente = "- Demande sans réponse depuis le 15 novembre 2010 : Café de rencontre, Département du Cantal, 12 000 €."
    assert points("2010-11-16") == [attente, ecart, tous, lancer]
    assert [p for p in points("2012-12-31") if "fin prévue passée" in p] != []
    decidee = "etat: accorde\n      achevement: 2011-12-31\n      notification: {date: 2010-06-01, reference: D-12}"
    texte = fiche.read_text(encoding="utf-8")
    debut, fin = texte.index("etat: sollicite"), texte.index("criteres_dd:")
    fiche.write_text(f"{texte[:debut]}{decidee}\n{texte[fin:]}", encoding="utf-8")
    peril = (
        "- Subvention à achever et non soldée depuis le 31 décembre 2011 : Café de rencontre, Département du Cantal, "
    )
    assert points("2011-12-31")[0] == ecart
    assert points("2012-01-01")[:2] == [f"{peril}12 000 €.", ecart]


def test_ce_qui_reste_a_signer_a_dater_a_conclure(contrat: Any, tmp_path: Path) -> None:
    """Une convention, un transfert annoncé, une évaluation dont l'année est finie."""
    shutil.copytree(ICI.parent / "contrat_minimal" / "data", tmp_path / "data")
    with (tmp_path / "data/contrat.yaml").open("a", encoding="utf-8") as fichier:
        fichier.write("conventions: [{id: appui, objet: un appui, organismes: [ville, departement], source: essai}]\n")
        fichier.write("evaluation: {prevue: 2012, source: essai}\n")
    with (tmp_path / "data/actions/visites.yaml").open("a", encoding="utf-8") as fichier:
        fichier.write("liens: {repreneur: departement}\n")

    def decisions(jour: str) -> list[str]:
        sortie = rendre_ordinaires(contrat("rapport", "comite", "--au", jour, dans=tmp_path).sortie)
        return [x for x in sortie.split("## À décider")[1].split("##")[0].splitlines() if x.startswith("- ")][-3:]

    a_signer, a_dater = (
        "- Signer 1 convention : un appui.",
        "- Dater le transfert à « Département du Cantal », ou y renoncer : Visites à domicile (R).",
    )
    assert decisions("2012-12-30")[1:] == [a_signer, a_dater]
    fin = "- Conclure l'évaluation globale du contrat (contrat evaluation)."
    assert decisions("2012-12-31") == [a_signer, a_dater, fin]
