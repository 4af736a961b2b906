"""Ce que les règles D voient, mesuré, et tout ce qu'elles lisent : valeurs, notes, fichiers cachés."""

from __future__ import annotations

import csv
import json
import shutil
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from contrat.controles.ecriture import examiner
from contrat.depot.yaml_positionne import lire_yaml
from tests.conftest import MINIMAL, Commande

ICI = Path(__file__).parent
# Des injections et des phrases innocentes écrites avant les règles, dont aucune ne désigne une personne réelle.
DETECTION, FAUSSES_ALARMES = 0.85, 0.02
PUBLICS = {
    "action": "data/actions/visites.yaml",
    "seance": "data/seances/conseil-2010-02.yaml",
    "contrat": "data/contrat.yaml",
    "organismes": "data/organismes.yaml",
}
EVENEMENT = "evenements:\n  - date: 2011-03-08\n    etape: repere\n    note: "
PORTE = "Mme Exemple, 06 00 00 00 12, suivie pour un cancer"


def lire_corpus() -> list[dict[str, str]]:
    with (ICI / "identites.csv").open(encoding="utf-8", newline="") as flux:
        return list(csv.DictReader(flux))


def codes_du_cas(cas: dict[str, str], rang: int) -> set[str]:
    """Les règles D que ce texte fait parler, là où le corpus le pose."""
    ou, texte, identifiant = cas["ou"], cas["texte"], f"M-{rang:04}"
    citation = texte.replace("'", "''")
    entete = f"id: {identifiant}\nsource: fiction"
    contenus = {
        "note": f"{entete}\n{EVENEMENT}'{citation}'\n",
        "commentaire": f"{entete}  # {texte}\n",
        "cle": f"{entete}\n{texte}\n",
        "origine": f"{entete}\norigine: {texte}\n",
        "secteur": f"{entete}\nsecteur: {texte}\n",
    }
    if ou == "fichier":
        contenu, identifiant = f"id: {texte}\nsource: fiction\n", texte
    else:
        contenu = contenus[ou]
    nom = f"data/menages/{identifiant}.yaml"
    return {d.code for d in examiner(contenu, nom, lire_yaml(contenu).scalaires, identifiant)}


def test_les_taux_de_detection_et_de_fausses_alarmes() -> None:
    """Sur le corpus des ménages ; les fichiers publics sont éprouvés par la commande entière, plus bas."""
    vus: Counter[tuple[str, bool]] = Counter()
    for rang, cas in enumerate(lire_corpus()):
        if not cas["ou"].startswith(tuple(PUBLICS)):
            vus[cas["attendu"], bool(codes_du_cas(cas, rang))] += 1
    vraies, fausses = vus["signale", True], vus["rien", True]
    detection = vraies / (vraies + vus["signale", False])
    alarmes = fausses / (fausses + vus["rien", False])
    print(f"détection {detection:.1%}, fausses alarmes {alarmes:.1%}")  # noqa: T201 - le taux mesuré, que montre pytest -s
    assert detection >= DETECTION
    assert alarmes <= FAUSSES_ALARMES
    assert min(vraies, vus["rien", False]) >= 100


@pytest.fixture
def racine(tmp_path: Path) -> Path:
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    return tmp_path


def controler(contrat: Commande, racine: Path) -> dict[str, set[str]]:
    """Les codes D, par fichier."""
    codes: dict[str, set[str]] = defaultdict(set)
    for diagnostic in json.loads(contrat("validate", "--format", "json", dans=racine).sortie)["diagnostics"]:
        if diagnostic["code"].startswith("D"):
            codes[diagnostic["fichier"]].add(diagnostic["code"])
    return codes


@pytest.mark.parametrize(
    "cas", [c for c in lire_corpus() if c["ou"].startswith(tuple(PUBLICS))], ids=lambda c: c["texte"]
)
def test_un_fichier_public_ne_nomme_personne(contrat: Commande, racine: Path, cas: dict[str, str]) -> None:
    fichier = PUBLICS[cas["ou"].split("-")[0]]
    with (racine / fichier).open("a", encoding="utf-8") as flux:
        flux.write(f"# {cas['texte']}\n")
    assert bool(controler(contrat, racine)[fichier]) is (cas["attendu"] == "signale")


ECRITURES = {
    "nue": PORTE,
    "entre apostrophes": f"'{PORTE}'",
    "deux espaces": f"'{PORTE.replace(' ', '  ')}'",
    "espaces insécables": f"'{PORTE.replace(' ', chr(0xA0))}'",
    "repliée": "|\n      " + PORTE.replace(" ", "\n      "),
    "pliée": ">-\n      " + PORTE.replace(" ", "\n      "),
    "sur plusieurs lignes": PORTE.replace(" ", "\n      "),
    "échappée": '"' + "".join(f"\\u{ord(signe):04x}" for signe in PORTE) + '"',
    "coupée": '"' + PORTE.replace(" ", "\\\n       \\ ") + '"',
    "pleine chasse": "'" + "".join(chr(ord(s) + 0xFEE0) if "!" <= s <= "~" else s for s in PORTE) + "'",
    "traits d'union conditionnels": "'" + "\u00ad".join(PORTE) + "'",
    "largeur nulle": "'" + "\u200b".join(PORTE) + "'",
    "accents décomposés": f"'{PORTE.replace('cancer', 'cance' + chr(0x301) + 'reux')}'",
}


@pytest.mark.parametrize("ecrite", ECRITURES.values(), ids=ECRITURES)
def test_une_ecriture_detournee_ne_cache_rien(ecrite: str) -> None:
    """Le nom, le téléphone et la maladie se lisent dans la valeur, quelle que soit la façon de l'écrire."""
    texte = f"id: M-0001\nsource: fiction\n{EVENEMENT}{ecrite}\n"
    diagnostics = examiner(texte, "M-0001.yaml", lire_yaml(texte).scalaires, "M-0001")
    assert {d.code for d in diagnostics} == {"D001", "D010", "D011"}
    assert all(6 <= d.ligne <= texte.count("\n") and 1 <= d.colonne < d.fin for d in diagnostics)


def test_la_place_montre_le_passage_dans_une_valeur_repliee() -> None:
    texte = f"id: M-0001\n{EVENEMENT}>-\n      rappeler\n      Mme\n      Exemple demain\n"
    (trouve,) = examiner(texte, "note", lire_yaml(texte).scalaires)
    assert (trouve.code, trouve.ligne, trouve.colonne, trouve.fin) == ("D010", 7, 7, 10)
    assert trouve.extrait == "      Mme"


def test_la_place_suit_les_echappements_et_les_apostrophes_doublees() -> None:
    texte = f"id: M-0001\n{EVENEMENT}'l''avis, l''accord : Mme Exemple'\n"
    (trouve,) = examiner(texte, "note", lire_yaml(texte).scalaires)
    assert texte.split("\n")[4][trouve.colonne - 1 : trouve.fin - 1] == "Mme Exemple"
    texte = f'id: M-0001\n{EVENEMENT}"l\\u0027avis : \\x4dme Exemple"\n'
    (trouve,) = examiner(texte, "note", lire_yaml(texte).scalaires)
    assert texte.split("\n")[4][trouve.colonne - 1 : trouve.fin - 1] == "\\x4dme Exemple"


def test_un_commentaire_se_lit_d_un_tenant() -> None:
    (trouve,) = examiner("# rappeler Mme\n# Exemple demain\nid: x\n", "x.yaml")
    assert (trouve.code, trouve.ligne, trouve.colonne, trouve.fin) == ("D010", 1, 12, 15)


@pytest.mark.parametrize(
    "nom",
    [
        "menages/NOTES.md",
        "menages/.M-0001.yaml.a1b2",
        ".brouillon.txt",
        "notes.md",
        "menages/M-0001.yaml~",
        "a/b/c.csv",
    ],
)
def test_tout_ce_qui_est_sous_data_est_lu(contrat: Commande, racine: Path, nom: str) -> None:
    """Une note, une copie, un brouillon caché, un tableau dans un sous-dossier."""
    fichier = racine / "data" / nom
    fichier.parent.mkdir(parents=True, exist_ok=True)
    fichier.write_text(f"à faire\n{PORTE}\n", encoding="utf-8")
    assert controler(contrat, racine)[f"data/{nom}"] == {"D001", "D010", "D011"}


def test_une_copie_cachee_garde_un_nom_opaque(contrat: Commande, racine: Path) -> None:
    (racine / "data/menages/.dupont.yaml").write_text("id: M-0002\n", encoding="utf-8")
    (racine / "data/menages/.M-0002.yaml").write_text("id: M-0002\n", encoding="utf-8")
    assert controler(contrat, racine) == {"data/menages/.dupont.yaml": {"D007"}}


def test_un_fichier_qui_n_est_pas_du_texte_le_dit(contrat: Commande, racine: Path) -> None:
    (racine / "data/menages/.plan").write_bytes(b"\x89PNG\x00\x00")
    (racine / "data/.long").write_bytes(b"a" * 1_000_001)
    (racine / "data/.juste").write_bytes(b"a" * 1_000_000)
    (racine / "data/notes.md").symlink_to("/etc/hostname")
    issue = contrat("validate", dans=racine)
    assert issue.code == 0
    aide = "    aide : le ranger hors de data/ : ce qu'il contient ne peut pas être contrôlé\n"
    assert issue.sortie == (
        f"data/.long:1:1: avertissement[D019] « .long » ne peut pas être relu : il dépasse 1 Mo\n{aide}"
        f"data/menages/.plan:1:1: avertissement[D019] « .plan » ne peut pas être relu : ce n'est pas du texte\n{aide}"
        "data/notes.md:1:1: avertissement[D019] « notes.md » ne peut pas être relu : c'est un lien, un tube ou un "
        f"périphérique, que l'outil ne suit pas\n{aide}"
    )


def test_ce_qui_va_etre_ecrit_est_examine() -> None:
    """Une note, un identifiant de lot, un texte de fichier : la même fonction répond avant l'écriture."""
    (trouve,) = examiner("visite avec Mme Exemple", "--note")
    assert (trouve.code, trouve.fichier, trouve.ligne, trouve.colonne) == ("D010", "--note", 1, 13)
    assert trouve.extrait == "visite avec Mme Exemple"
    assert [d.code for d in examiner("jean-exemple", "lot.csv")] == ["D010"]
    assert examiner("M-0001", "lot.csv") == []
    assert [d.code for d in examiner("id: M-EXEMPLE\n", "M-EXEMPLE.yaml", menage="M-EXEMPLE")] == ["D007"]


def test_un_lot_ne_recopie_pas_une_identite(contrat: Commande, racine: Path) -> None:
    """L'identifiant d'une ligne se retrouve dans sa réponse : il ne désigne personne."""
    (racine / "lot.csv").write_text("id,date\njean-exemple,2011-05-01\nA1,2011-05-01\n", encoding="utf-8")
    issue = contrat("eligibilite", "--lot", "lot.csv", dans=racine)
    assert issue.code == 1
    assert issue.erreurs == (
        "lot.csv:2:1: erreur[D010] le nom d'une personne\n  |\n2 | jean-exemple,2011-05-01\n  | ^^^^^^^^^^^^\n"
        "    aide : donner un id sans identité, comme M-0001\n1 ligne sans réponse : corriger, puis recommencer.\n"
    )
    assert "jean" not in issue.sortie
    assert "\nA1," in issue.sortie


@pytest.mark.parametrize("note", [PORTE, "jb exemple (arobase) exemple (point) fr", "Mme\u00a0Exemple"])
def test_une_note_a_identite_n_est_pas_ecrite(contrat: Commande, racine: Path, note: str) -> None:
    menage = racine / "data/menages/M-0001.yaml"
    avant = menage.read_bytes()
    issue = contrat("evenement", "M-0001", "clos", "--date", "2014-01-01", "--note", note, dans=racine)
    assert (issue.code, issue.sortie) == (1, "")
    assert "erreur[D0" in issue.erreurs
    assert "Rien n'est écrit" in issue.erreurs
    assert menage.read_bytes() == avant


def test_mille_trouvailles_dans_un_commentaire_gardent_chacune_sa_place() -> None:
    """Un long commentaire d'un seul tenant : les places se calculent sans reparcourir le passage, cent au plus."""
    texte = "# Mme Exemple\n" * 1000 + "id: M-0001\n"
    trouves = examiner(texte, "x")
    assert [(d.ligne, d.colonne) for d in trouves] == [(rang, 3) for rang in range(1, 101)]
