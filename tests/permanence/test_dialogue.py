"""L'entretien frappe par frappe : ce qu'on tape s'écrit, et toute réponse se corrige, d'une séance à l'autre."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from contrat.erreurs import ErreurContrat
from tests.conftest import Commande
from tests.permanence.clavier import Frappe, converser
from tests.permanence.test_terminal import ELIGIBLE, EVENEMENTS, FICHIER, lire

JOUR = date(2011, 9, 20)
MOIS_SUIVANT = date(2011, 10, 20)
TOUTES = list(ELIGIBLE.values())


@pytest.fixture(autouse=True)
def _dans_le_contrat(racine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(racine)


def parler(racine: Path, *frappes: Frappe, jour: date = JOUR, largeur: int = 79) -> str:
    return converser(Path(FICHIER), racine, jour, frappes, largeur).texte


def test_taper_non_donne_non_et_entree_seule_ne_repond_rien(racine: Path) -> None:
    ecran = parler(racine, *TOUTES[:4], "", "peut-être", "non", ".")
    assert "> \nRien n'est tapé : répondre, ou ? si le ménage ne sait pas.\n" in ecran
    assert "> peut-être\n« peut-être » n'est pas une des réponses : taper o ou n.\n> non\n" in ecran
    assert "  residence_principale: non " in lire(racine)


@pytest.mark.parametrize(
    ("champ", "tape", "ecrit", "message"),
    [
        ("statut_occupation", "prop", None, "« prop » peut vouloir dire : 1 propriétaire occupant ; 5 propriétaire en "
         "indivision, qui l'occupe ; 10 propriétaire bailleur : taper le numéro."),
        ("statut_occupation", "usu", "statut_occupation: usufruitier_occupant", None),
        ("statut_occupation", "16", None, "« 16 » n'est pas une des réponses : taper un numéro de 1 à 15, ou les "
         "premières lettres."),
        ("commune", "", 'commune: "15999"', None),
        ("commune", "aurillac", 'commune: "15014"', "15014, Aurillac"),
        ("commune", "saint-denis", None, "« saint-denis » est le nom de plusieurs communes"),
        ("personnes", "deux", None, "« deux » n'est pas un nombre entier : écrire un entier comme 3, sans signe ni "
         "décimale."),
        ("rfr", "24\u202f300,5 €", "rfr: 24300.50", None),
        ("rfr", "15 40", None, "« 15 40 » n'est pas un montant en euros : écrire 1540."),
        ("achevement", "05/1962", "achevement: 1962-05", None),
        ("rfr", "Guéret", None, "« Guéret » n'est pas un montant en euros : taper un montant comme 24 300 ou "
         "24 300,50."),
        ("commune", "gueré", None, "« gueré » n'est le nom d'aucune commune : taper son nom entier, ou son code "
         "INSEE."),
        ("achevement", "vers 1970", None, "« vers 1970 » n'est pas une date : taper 1962, 05/1962 ou 12/05/1962, selon "
         "ce que l'on sait."),
        ("gain", "32,5%", "gain: 32.5 %", None),
    ],
)  # fmt: skip
def test_une_frappe_est_lue_comme_elle_est_imprimee(
    racine: Path, champ: str, tape: str, ecrit: str | None, message: str | None
) -> None:
    avant = TOUTES[: list(ELIGIBLE).index(champ)]
    ecran = converser(Path(FICHIER), racine, JOUR, [*avant, tape, "."], None).texte
    if message:
        assert message in ecran
    if ecrit:
        assert f"{ecrit} " in lire(racine) or f"{ecrit}\n" in lire(racine)


def test_revenir_montre_la_reponse_et_la_garde(racine: Path) -> None:
    """`<` remonte aussi loin que l'on veut ; rien ne s'efface ; à la première, il n'y a plus où aller."""
    ecran = parler(racine, "<", "1", "15999", "<", "<", "<", "usufruitier", ".")
    assert ecran.count("C'est la première question.") == 2
    assert "Réponse actuelle : 15999. Entrée la garde.\n> <\n" in ecran
    assert "Réponse actuelle : propriétaire occupant. Entrée la garde.\n> usufruitier\n" in ecran
    texte = lire(racine)
    assert ('commune: "15999"' in texte, "statut_occupation: usufruitier_occupant" in texte) == (True, True)
    ecran = parler(racine, "", "<", "<", "", "?", ".")
    assert "Réponse actuelle : usufruitier occupant. Entrée la garde.\n> \n" in ecran


def test_a_la_troisieme_seance_on_corrige_la_premiere(racine: Path) -> None:
    """Deux avis corrigés à leur place, un choix, une réponse retirée : les lignes du fichier restent en ordre."""
    parler(racine, *TOUTES[:5], ".")
    parler(racine, "", "1962", ".", jour=MOIS_SUIVANT)
    ecran = parler(
        racine, "9", "4", "9 000", "9 000 + 7 200", "<", "?", "", ".", jour=date(2011, 11, 20),
    )  # fmt: skip
    assert "  1 À quel titre le ménage occupe-t-il le logement ? propriétaire occupant\n" in ecran
    assert "  4 Combien de personnes occupent le logement ? 2\n  5 Quel est le revenu" in ecran
    assert "> 9\n« 9 » : taper un numéro de 1 à 6, ou Entrée.\n" in ecran
    texte = lire(racine)
    assert texte.count("etape: recu_en_permanence") == 3
    assert "etape: contacte" in texte
    assert texte.count("etape: contacte") == 1


def test_les_avis_du_fichier_se_corrigent_a_leur_place(racine: Path) -> None:
    parler(racine, *TOUTES[:5], ".")
    ecran = parler(racine, "5", "16 200", "9 000 + 7 200", ".")
    assert "le fichier a 2 avis de cette année : en donner autant" in ecran
    assert "  - annee: 2009\n    rfr: 9000\n  - annee: 2009\n    rfr: 7200\n" in lire(racine)


def test_ne_plus_savoir_retire_la_reponse_du_fichier(racine: Path) -> None:
    parler(racine, *TOUTES[:5], ".")
    parler(racine, "2", "?", ".")
    assert "residence_principale: oui" not in lire(racine)
    ecran = parler(racine, ".")
    assert "Est-ce la résidence principale de qui l'habite, au moins huit mois par an ? oui" not in ecran


def test_a_chaque_question_on_peut_couper_et_reprendre(racine: Path) -> None:
    """L'entrée se ferme après chaque réponse : la séance suivante repart de là, et le fichier final est le même."""
    for tape in TOUTES:
        debut = [""] if (racine / FICHIER).exists() else []
        parler(racine, *debut, tape)
    coupe = lire(racine)
    (racine / FICHIER).unlink()
    parler(racine, *TOUTES, "f")
    assert coupe == lire(racine)
    assert coupe.endswith(EVENEMENTS)


def test_une_seconde_visite_est_un_evenement_et_la_feuille_juge_son_jour(contrat: Commande, racine: Path) -> None:
    """Jugé le jour de la visite à l'écran comme sur la page ; rien n'est déposé, rien n'est dit déposé."""
    parler(racine, *TOUTES, "f")
    ecran = parler(racine, "", "f", jour=MOIS_SUIVANT)
    assert "Déjà dit :" in ecran
    texte = lire(racine)
    assert "demande:" not in texte
    parler(racine, "7", "oui", "f", jour=date(2011, 11, 20))
    visites = "".join(f"  - date: 2011-{mois}-20\n    etape: recu_en_permanence\n" for mois in (10, 11))
    assert lire(racine).endswith(EVENEMENTS + visites)
    page = contrat("eligibilite", FICHIER, dans=racine)
    assert "du 20 novembre 2011" in page.sortie


def test_un_depot_prevu_qui_n_a_pas_eu_lieu_ne_decide_plus(contrat: Commande, racine: Path) -> None:
    """Vu en mai, le dépôt prévu ce jour-là ; revu en octobre : l'écran et la page jugent octobre, et le disent."""
    parler(racine, *TOUTES, "f")
    chemin = racine / FICHIER
    chemin.write_text(lire(racine).replace("projet:\n", "projet:\n  demande: 2011-09-20\n"), encoding="utf-8")
    (racine / "r.yaml").write_text("secteur: bourg\n", encoding="utf-8")
    issue = contrat("permanence", FICHIER, "--date", "2011-10-20", "--reponses", "r.yaml", dans=racine)
    assert (issue.code, issue.erreurs) == (
        0, "Le dépôt prévu le 20 septembre 2011 n'a pas eu lieu : jugé au jour de la visite.\n",
    )  # fmt: skip
    assert "Réponse au 20 octobre 2011" in issue.sortie
    assert "du 20 octobre 2011" in contrat("eligibilite", FICHIER, dans=racine).sortie
    assert contrat("evenement", "M-2B3C22", "dossier_depose", "--date", "2011-11-02", dans=racine).code == 0
    assert "du 20 septembre 2011" in contrat("eligibilite", FICHIER, dans=racine).sortie


def test_le_suivi_se_complete_et_une_longue_reponse_ne_se_coupe_pas(racine: Path) -> None:
    """Origine, secteur, chauffage, souhaits ; sur 40 colonnes, chaque mot reste entier."""
    ecran = parler(
        racine, "locataire du parc social", "x", "s", "Presse locale", "Ville-Haute", "fioul",
        "isolation des combles ; douche", "f", largeur=40,
    )  # fmt: skip
    assert "« x » : taper une des lettres f, r, s." in ecran
    assert max(len(ligne) for ligne in ecran.splitlines() if " " in ligne.strip()) <= 40
    texte = lire(racine)
    assert ("origine: presse-locale " in texte, "secteur: ville-haute " in texte) == (True, True)
    assert "chauffage: fioul " in texte
    assert "  souhaites:\n    - isolation des combles\n    - douche\n" in texte


def test_ce_qu_un_autre_ecrit_pendant_l_entretien_est_garde(
    contrat: Commande, racine: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Une étape par `evenement`, un commentaire par un éditeur : les réponses suivantes s'y ajoutent."""

    def avancer() -> None:
        assert contrat("evenement", "M-2B3C22", "visite_programmee", "--date", "2011-10-03", dans=racine).code == 0

    def annoter() -> None:
        texte = lire(racine).replace("source: fiction\n", "source: fiction  # relu\n")
        (racine / FICHIER).write_text(texte, encoding="utf-8")

    parler(racine, "1", avancer, "15999", "2", annoter, "15400", ".")
    ecrit = lire(racine)
    assert "source: fiction  # relu\n" in ecrit
    assert ecrit.endswith(EVENEMENTS + "  - date: 2011-10-03\n    etape: visite_programmee\n")
    assert all(donnee in ecrit for donnee in ("  nombre: 2 ", '  commune: "15999" ', "    rfr: 15400\n", "occupant "))
    assert "Un autre vient d'écrire dans" in capfd.readouterr().err


def test_une_autre_reponse_a_la_meme_question_arrete_l_entretien(racine: Path) -> None:
    def contredire() -> None:
        texte = lire(racine).replace("logement:\n", 'logement:\n  commune: "15998"\n')
        (racine / FICHIER).write_text(texte, encoding="utf-8")

    with pytest.raises(ErreurContrat) as refus:
        parler(racine, "1", contredire, "15999")
    assert "logement › commune y a été écrit, et la réponse est « 15999 »" in refus.value.message
    assert 'commune: "15998"' in lire(racine)


def test_revenir_avant_toute_reponse_ne_laisse_pas_de_fichier(racine: Path) -> None:
    parler(racine, "1", "<", "?", ".")
    assert not (racine / FICHIER).exists()


def test_on_arrete_et_on_revient_aussi_depuis_la_relecture(racine: Path) -> None:
    """`.` arrête sans rien changer, `<` remonte à la dernière réponse connue, à l'arrivée comme à la fin."""
    parler(racine, *TOUTES[:5], ".")
    avant = lire(racine)
    assert parler(racine, ".").endswith("Un numéro pour corriger, Entrée pour continuer.\n> .")
    assert lire(racine) == avant
    ecran = parler(racine, "<", "16 200", "8 000 + 7 200", ".")
    assert "le fichier a 2 avis de cette année" in ecran
    assert "    rfr: 8000\n" in lire(racine)
    assert parler(racine, "", *TOUTES[5:], "r", ".").endswith("> .")
