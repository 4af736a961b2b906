"""Un lot qui n'est pas un bon CSV, un lot mal demandé, une sortie qui ne peut être écrite."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.processus import MILIEU
from tests.conftest import DEPOT, REFERENCE, Commande, Issue

EXEMPLE = DEPOT / "docs" / "exemples" / "lot.csv"
EN_TETE = "id,aide,categorie,verdict,montant,manquants,reserves\n"
RIEN = "Aucune ligne jugée tant que l'en-tête est fautif.\n"
UNE = "1 ligne sans réponse : corriger, puis recommencer.\n"
DEUX = "2 lignes sans réponse : corriger, puis recommencer.\n"
ENREGISTRER = "    aide : enregistrer le tableau en CSV UTF-8, cases séparées par des virgules\n"


def juger(contrat: Commande, dossier: Path, octets: bytes, *options: str) -> Issue:
    """Juger un lot nommé lot.csv dans un dossier qui n'est pas celui du contrat."""
    (dossier / "lot.csv").write_bytes(octets)
    return contrat("eligibilite", "--lot", "lot.csv", "--racine", REFERENCE, *options, dans=dossier)


# --- L'en-tête


@pytest.mark.parametrize("moteur", ["python", "duckdb"])
@pytest.mark.parametrize("suite", [b"", b"\n", b"\n\r\n\n"])
def test_un_lot_sans_menage_le_dit(contrat: Commande, tmp_path: Path, moteur: str, suite: bytes) -> None:
    if moteur == "duckdb":
        pytest.importorskip("duckdb", reason="DuckDB n'est pas installé")
    issue = juger(contrat, tmp_path, b"id,date" + suite, "--moteur", moteur)
    assert issue == Issue(0, EN_TETE, "Aucun ménage à juger : le lot n'a que son en-tête.\n")


@pytest.mark.parametrize(
    ("octets", "message"),
    [
        (
            b"",
            "lot.csv:1:1: erreur[F010] le fichier est vide\n"
            "    aide : écrire en première ligne le nom des colonnes, séparés par des virgules : id,date,commune…\n",
        ),
        (
            b"id|date|commune\nA|2011-01-01|15999\n",
            "lot.csv:1:3: erreur[F015] les colonnes sont séparées par la barre, il faut la virgule\n"
            "  |\n1 | id|date|commune\n  |   ^\n" + ENREGISTRER,
        ),
        (
            b"id,date,departemnt,date,\nA,,,,\n",
            "lot.csv:1:9: erreur[F013] colonne inconnue « departemnt »\n"
            "  |\n1 | id,date,departemnt,date,\n  |         ^^^^^^^^^^\n"
            "    aide : vouliez-vous dire « departement » ?\n"
            "lot.csv:1:20: erreur[F005] la colonne « date » est écrite deux fois\n"
            "  |\n1 | id,date,departemnt,date,\n  |                    ^^^^\n    aide : garder une seule des deux\n"
            "lot.csv:1:25: erreur[F014] cette colonne n'a pas de nom\n"
            "  |\n1 | id,date,departemnt,date,\n  |                         ^\n"
            "    aide : la nommer, ou la retirer de toutes les lignes\n",
        ),
        (
            b"date,rfr\n2011-01-01,9000\n",
            "lot.csv:1:1: erreur[F014] il manque la colonne « id »\n"
            "  |\n1 | date,rfr\n  | ^\n    aide : ajouter une colonne « id », un par ménage\n",
        ),
        (
            "id,année\n".encode("latin-1"),
            "lot.csv:1:7: erreur[F002] l'octet 0xe9 n'est pas de l'UTF-8\n"
            "  |\n1 | id,ann\ufffde\n  |       ^\n"
            "    aide : réenregistrer le fichier en UTF-8 (il semble être en Latin-1 ou Windows-1252)\n",
        ),
        (
            "id,date\n".encode("utf-16"),
            "lot.csv:1:1: erreur[F002] le fichier est en UTF-16, pas en UTF-8\n  |\n1 | id,date\n  | ^\n"
            "    aide : réenregistrer le fichier en UTF-8 (« texte Unicode » d'un tableur est de l'UTF-16)\n",
        ),
        (
            b"PK\x03\x04\x14\x00\xff",
            "lot.csv:1:1: erreur[F015] c'est un classeur de tableur, pas un fichier CSV\n" + ENREGISTRER,
        ),
    ],
    ids=["vide", "barre", "colonnes", "sans id", "latin-1", "utf-16", "classeur"],
)
def test_un_en_tete_fautif_ne_laisse_rien_juger(contrat: Commande, tmp_path: Path, octets: bytes, message: str) -> None:
    """Une ancienne sortie reste alors telle qu'elle était."""
    assert juger(contrat, tmp_path, octets) == Issue(1, "", message + RIEN)
    (tmp_path / "reponses.csv").write_text("ancien\n")
    assert juger(contrat, tmp_path, octets, "--sortie", "reponses.csv") == Issue(1, "", message + RIEN)
    assert (tmp_path / "reponses.csv").read_text() == "ancien\n"


def test_une_colonne_sans_voisine_montre_toutes_les_autres(contrat: Commande, tmp_path: Path) -> None:
    issue = juger(contrat, tmp_path, b"id,zzz\n")
    assert issue.erreurs == (
        "lot.csv:1:4: erreur[F013] colonne inconnue « zzz »\n  |\n1 | id,zzz\n  |    ^^^\n"
        "    aide : choisir parmi : id, date, commune, departement, personnes, rfr, rfr_annee, statut_occupation, "
        "residence_principale, achevement, dpe, dpe_vise, gain, nature, travaux_ht, travaux_ttc, autres_aides, "
        "aides_locales, contrat_local, accompagnement, prix_accompagnement, commences, professionnel, "
        "tranche_age, domicile, type, surface, parties, accord, gestes_isolation, energie_fossile, arrete, "
        "besoin_adaptation, rendez_vous_conseil, accompagnement_finance, pret_taux_zero, choix_revenus, geste, "
        "quantite, cee\n" + RIEN
    )


# --- Les lignes mal écrites


def test_les_lignes_se_comptent_comme_dans_le_fichier(contrat: Commande, tmp_path: Path) -> None:
    """Une case citée occupe trois lignes ; la faute qui la suit, et celle d'après, sont à leur place."""
    texte = 'id,date,personnes\r\n"A\r\n\r\nB",2010-05-01,deux\r\n\r\nC,2010-05-01,"0"\r\n"D, E",2010-05-01,3\r\n'
    assert juger(contrat, tmp_path, texte.encode()) == Issue(
        1,
        EN_TETE + '"D, E",,indetermine,,,commune rfr rfr_annee,\n',
        "lot.csv:4:15: erreur[F015] « deux » n'est pas un nombre entier\n"
        '  |\n4 | B",2010-05-01,deux\n  |               ^^^^\n'
        "    aide : écrire un entier comme 3, sans signe ni décimale\n"
        "lot.csv:6:14: erreur[F015] « 0 » n'est pas un nombre d'au moins 1\n"
        '  |\n6 | C,2010-05-01,"0"\n  |              ^^^\n'
        "    aide : si le nombre est inconnu, ne pas le donner\n" + DEUX,
    )


@pytest.mark.parametrize(
    ("ligne", "place", "longueur", "faute"),
    [
        (b"A,2010-05-01", 13, 1, ("F019", "2 cases, l'en-tête en compte 3", "écrire une virgule par case, même vide")),
        (
            b"A,2010-05-01,2,5",
            16,
            1,
            (
                "F019",
                "4 cases, l'en-tête en compte 3",
                "retirer la case en trop ; un montant s'écrit 12840.50, un texte avec virgule entre guillemets",
            ),
        ),
        (
            b'"A,2010-05-01,3',
            1,
            1,
            ("F015", "guillemet jamais refermé", "refermer les guillemets, ou retirer celui-ci"),
        ),
        (
            b'"A"bis,2010-05-01,3',
            4,
            1,
            ("F015", "du texte suit un guillemet fermant", "doubler les guillemets à l'intérieur d'une case"),
        ),
        (
            b"A,2010-05-01,\xe9",
            14,
            1,
            (
                "F002",
                "l'octet 0xe9 n'est pas de l'UTF-8",
                "réenregistrer le fichier en UTF-8 (il semble être en Latin-1 ou Windows-1252)",
            ),
        ),
        (
            b"A,2010-05\r-01,3",
            1,
            1,
            (
                "F015",
                "cette ligne n'est pas du CSV : retour chariot isolé, ou case de plus de 100 000 signes",
                "enregistrer de nouveau le fichier en CSV UTF-8, une ligne par ménage",
            ),
        ),
    ],
    ids=["courte", "longue", "guillemet ouvert", "guillemet fermé", "latin-1", "retour chariot"],
)
def test_une_ligne_illisible_n_empeche_pas_les_autres(
    contrat: Commande, tmp_path: Path, ligne: bytes, place: int, longueur: int, faute: tuple[str, str, str]
) -> None:
    """Un guillemet oublié n'avale pas la suite du fichier : elle est relue."""
    code, message, aide = faute
    octets = b"id,date,personnes\n" + ligne + b"\n" + b"".join(b"%d,2010-05-01,3\n" % rang for rang in range(3))
    extrait = ligne.decode(errors="replace").replace("\r", "\ufffd")
    attendues = "".join(f"{rang},,indetermine,,,commune rfr rfr_annee,\n" for rang in range(3))
    assert juger(contrat, tmp_path, octets) == Issue(
        1,
        EN_TETE + attendues,
        f"lot.csv:2:{place}: erreur[{code}] {message}\n"
        f"  |\n2 | {extrait}\n  | {' ' * (place - 1)}{'^' * longueur}\n    aide : {aide}\n" + UNE,
    )


# --- L'emploi de la commande


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ((), "il manque FICHIER…, ou --lot ENTREE\n  aide : contrat eligibilite --help\n"),
        (
            ("--lot", "lot.csv", "M-0001.yaml"),
            "--lot et FICHIER… s'excluent, trouvé en plus : « M-0001.yaml »\n  aide : choisir l'un ou l'autre\n",
        ),
        (
            ("--lot", "lot.csv", "--format", "texte"),
            "--format ne s'emploie pas avec --lot\n  aide : retirer --format : un lot se rend en CSV ou en Parquet\n",
        ),
        (
            ("--lot", "lot.csv", "--sortie", "r.xlsx"),
            "--sortie : « r.xlsx » n'est ni un CSV ni un Parquet, et un lot ne se rend qu'ainsi\n"
            "  aide : donner un nom en .csv, ou en .parquet avec duckdb\n",
        ),
        (
            ("M-0001.yaml", "--moteur", "duckdb"),
            "--moteur : il manque --lot\n  aide : ajouter --lot ENTREE, ou retirer --moteur\n",
        ),
        (
            ("--lot", "lot.csv", "--sortie", "./lot.csv"),
            "--sortie : « lot.csv » est le lot à lire\n  aide : choisir un autre fichier\n",
        ),
        (
            ("--lot", "lot.csv", "--date", "2010-02-30"),
            "--date : « 2010-02-30 » n'est pas un jour du calendrier\n  aide : vérifier le mois et le jour\n",
        ),
    ],
)
def test_un_mauvais_emploi_est_refuse_avant_de_lire(
    contrat: Commande, tmp_path: Path, options: tuple[str, ...], message: str
) -> None:
    shutil.copy(EXEMPLE, tmp_path / "lot.csv")
    issue = contrat("eligibilite", *options, "--racine", REFERENCE, dans=tmp_path)
    assert issue == Issue(2, "", f"Erreur : {message}")
    assert (tmp_path / "lot.csv").read_bytes() == EXEMPLE.read_bytes()


def test_une_date_imposee_hors_de_tout_bareme_est_un_mauvais_emploi(contrat: Commande, tmp_path: Path) -> None:
    issue = juger(contrat, tmp_path, EXEMPLE.read_bytes(), "--date", "1990-01-01")
    assert (issue.code, issue.sortie) == (2, "")
    assert issue.erreurs.startswith("Erreur : --date : aucun barème en vigueur au 1er janvier 1990\n  aide : périodes")


# --- Ce qui empêche


@pytest.mark.parametrize(
    ("entree", "sortie", "message"),
    [
        (
            "absent.csv",
            "s.csv",
            "absent.csv : lecture impossible, le fichier n'existe pas\n  aide : vérifier le chemin",
        ),
        (
            ".",
            "s.csv",
            ". : lecture impossible, c'est un dossier, un fichier était attendu\n"
            "  aide : donner le chemin d'un fichier",
        ),
        (
            str(EXEMPLE),
            "absent/s.csv",
            "absent/s.csv : écriture impossible, le dossier n'existe pas\n"
            "  aide : créer le dossier, ou choisir un autre chemin",
        ),
    ],
)
def test_ce_qui_ne_peut_etre_lu_ou_ecrit_arrete_l_outil(
    contrat: Commande, tmp_path: Path, entree: str, sortie: str, message: str
) -> None:
    issue = contrat("eligibilite", "--lot", entree, "--sortie", sortie, "--racine", REFERENCE, dans=tmp_path)
    assert issue == Issue(3, "", f"Erreur : {message}\n")
    assert list(tmp_path.iterdir()) == []


def test_la_sortie_remplace_l_ancienne_quand_elle_est_entiere(contrat: Commande, tmp_path: Path) -> None:
    """Ses lignes sont celles que la sortie ordinaire montrerait ; rien d'autre n'est laissé dans le dossier."""
    montree = juger(contrat, tmp_path, EXEMPLE.read_bytes()).sortie
    (tmp_path / "reponses.csv").write_text("ancien\n")
    assert juger(contrat, tmp_path, EXEMPLE.read_bytes(), "--sortie", "reponses.csv") == Issue(0, "", "")
    assert (tmp_path / "reponses.csv").read_bytes().decode() == montree
    assert {f.name for f in tmp_path.iterdir()} == {"lot.csv", "reponses.csv"}


@pytest.mark.skipif(sys.platform == "win32", reason="il faut ulimit")
def test_une_ecriture_interrompue_laisse_l_ancienne_sortie(tmp_path: Path) -> None:
    """Le système refuse d'écrire le moindre octet : la sortie d'avant reste, sans débris à côté."""
    (tmp_path / "reponses.csv").write_text("ancien\n")
    commande = 'ulimit -f 0; exec "$0" -m contrat eligibilite --lot "$1" --racine "$2" --sortie reponses.csv'
    fini = subprocess.run(
        ["sh", "-c", commande, sys.executable, str(EXEMPLE), str(REFERENCE)],
        cwd=tmp_path,
        env=MILIEU,
        capture_output=True,
        check=False,
    )
    assert (fini.returncode, fini.stdout) == (3, b"")
    assert fini.stderr.decode() == (
        "Erreur : reponses.csv : écriture impossible, erreur système 27\n  aide : vérifier le fichier et le disque\n"
    )
    assert {f.name: f.read_text() for f in tmp_path.iterdir()} == {"reponses.csv": "ancien\n"}


def test_un_signe_invisible_n_arrive_pas_dans_la_reponse(contrat: Commande, tmp_path: Path) -> None:
    """Il commanderait le terminal de qui la lit ; les autres lignes sont jugées."""
    issue = juger(contrat, tmp_path, b"id,date\nA\x1b[31m,2011-05-01\nB,2011-05-01\n")
    assert issue.code == 1
    assert issue.erreurs.startswith(
        "lot.csv:2:2: erreur[F021] un caractère invisible : U+001B, le caractère d'échappement"
    )
    assert "\x1b" not in issue.sortie + issue.erreurs
    assert "\nB," in issue.sortie


def test_un_peripherique_n_est_pas_un_lot(contrat: Commande) -> None:
    """Il se lirait sans fin."""
    issue = contrat("eligibilite", "--lot", "/dev/zero", "--racine", REFERENCE)
    assert (issue.code, issue.sortie) == (3, "")
    assert issue.erreurs == (
        "Erreur : /dev/zero : c'est un périphérique, un fichier était attendu\n  aide : donner un fichier CSV\n"
    )
