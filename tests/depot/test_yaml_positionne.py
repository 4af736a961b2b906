"""La lecture YAML : tout reste en texte, tout refus est situé, et la lecture continue tant qu'elle le peut."""

from __future__ import annotations

import pytest

from contrat.depot.texte import decoder
from contrat.depot.yaml_positionne import lire_yaml
from contrat.diagnostics import Position


def refus(texte: str) -> list[str]:
    """Les refus d'un texte, en « code ligne:colonne-fin message »."""
    return [
        f"{f.code} {f.position.ligne}:{f.position.colonne}-{f.position.fin} {f.message}"
        for f in lire_yaml(texte).fautes
    ]


@pytest.mark.parametrize(
    "ecrit", ["03000", "015089", "12E5", "1_000", "2010-02-30", "14:30", "no", "0x1F", "1.10", "=", "'03000'", "15 400"]
)
def test_un_scalaire_reste_tel_qu_il_est_ecrit(ecrit: str) -> None:
    """Ce que d'autres lecteurs changent en nombre, en heure ou en booléen."""
    lecture = lire_yaml(f"cle: {ecrit}\n")
    assert (lecture.valeur, lecture.fautes) == ({"cle": ecrit.strip("'")}, [])


def test_une_valeur_vide_est_absente_et_garde_la_place_de_sa_cle() -> None:
    """Vide n'est ni zéro ni un texte vide."""
    lecture = lire_yaml("a:\nb: ''\nc: 0\n")
    assert lecture.valeur == {"c": "0"}
    assert lecture.cles[("a",)] == Position(1, 1, 2)
    assert lecture.cles[("b",)] == Position(2, 1, 2)


def test_chaque_cle_et_chaque_valeur_a_sa_place() -> None:
    """Dans les tables, les listes et les écritures sur une ligne, accents compris."""
    lecture = lire_yaml("é:\n  - {prix: 12, 'nom à': x}\n  - fin\n")
    assert lecture.valeur == {"é": [{"prix": "12", "nom à": "x"}, "fin"]}
    assert lecture.valeurs[("é", 0, "prix")] == Position(2, 12, 14)
    assert lecture.cles[("é", 0, "nom à")] == Position(2, 16, 23)
    assert lecture.valeurs[("é", 1)] == Position(3, 5, 8)


@pytest.mark.parametrize(
    ("texte", "attendus"),
    [
        ("", ["F010 1:1-1 le fichier est vide"]),
        ("# rien\n", ["F010 1:1-1 le fichier est vide"]),
        ("---\n...\n", ["F010 1:1-1 le fichier est vide"]),
        ("- a\n", ["F011 1:1-2 la racine du fichier doit être une table de clés"]),
        ("juste un mot\n", ["F011 1:1-13 la racine du fichier doit être une table de clés"]),
        ("a: 1\na: 2\n", ["F005 2:1-2 clé « a » écrite deux fois, d'abord ligne 1, colonne 1"]),
        ("a: &x 1\nb: *x\n", ["F006 1:4-8 ancre « &x »", "F006 2:4-6 alias « *x »"]),
        ("a: !!python/object:os.system x\n", ["F007 1:4-31 étiquette « !!python/object:os.system »"]),
        ("a: !!int 3\n", ["F007 1:4-11 étiquette « !!int »"]),
        ("b: 1\n<<: {a: 1}\n", ["F008 2:1-3 fusion « << »"]),
        ("a: 1\n---\nb: 2\n", ["F009 2:1-4 un second document commence ici"]),
        ("a: null\nb: ~\n", ["F012 1:4-8 « null » n'a pas de sens ici", "F012 2:4-5 « ~ » n'a pas de sens ici"]),
        ("a: {b: 4,5, c: 1}\n", ["F001 1:10-11 « 5 » n'est ni une clé ni une valeur"]),
        ("a: {b: 1, c: 4,5\n  }\n", ["F001 1:16-17 « 5 » n'est ni une clé ni une valeur"]),
        ("a: {b: 1, c: , 'd' : , e: }\n", []),
        ("a: b: c\n", ["F001 1:5-6 un « : » de trop sur cette ligne"]),
        ("a: 'x\n", ["F001 1:4-5 guillemets jamais refermés"]),
        (
            'a: 1\nb: "x\nc: "y"\nd: 2\nd: 3\n',
            [
                "F001 2:4-5 guillemets jamais refermés",
                "F005 5:1-2 clé « d » écrite deux fois, d'abord ligne 4, colonne 1",
            ],
        ),
        ("a:\n  - b: 'x\n    c: l'eau\n", ["F001 2:8-9 guillemets jamais refermés"]),
        ('a: 1\nb: "x\nc: y\nd: "\n', ["F001 2:4-5 guillemets jamais refermés"]),
        ("a: [1, 2\n", ["F001 1:9-10 liste « [ … ] » mal fermée"]),
        ("a: @x\n", ["F001 1:4-5 ce signe ne peut pas commencer une valeur"]),
        ("a: x\x07\n", ["F021 1:5-6 un caractère invisible : U+0007, un caractère de contrôle"]),
        ("? [a]\n: b\n", ["F017 1:3-4 une clé doit être un mot"]),
        ("a: " + "[" * 2000, ["F001 1:1003-1004 trop de niveaux imbriqués"]),
        ("a: " + "[" * 60, ["F001 1:44-45 trop de niveaux imbriqués"]),
    ],
)
def test_chaque_refus_est_situe(texte: str, attendus: list[str]) -> None:
    """Le code, la ligne, la colonne et le message entier."""
    assert refus(texte) == attendus


@pytest.mark.parametrize(
    ("texte", "valeur"),
    [
        ("a:\t1\n", {"a": "1"}),
        ("a: x\ty\n", {"a": "x\ty"}),
        ("a: 1\t# c\n", {"a": "1"}),
        ("\t# c\na: 1\n", {"a": "1"}),
        ("a: 1\n\t\nb: 2\n", {"a": "1", "b": "2"}),
        ("a:\n-\tx\n- \ty\n", {"a": ["x", "y"]}),
        ("a: |\n  x\n  \ty\n", {"a": "x\n\ty\n"}),
        ("a: 'x\n\ty'\n", {"a": "x y"}),
        ("a: {\n\tb:\t1}\n", {"a": {"b": "1"}}),
        ('a: "x\ty"\t\n', {"a": "x\ty"}),
    ],
)
def test_une_tabulation_que_yaml_admet_est_lue_telle_quelle(texte: str, valeur: object) -> None:
    """Avant un commentaire, après les deux-points ou un tiret, dans un texte, dans des accolades, en fin de ligne."""
    lecture = lire_yaml(texte)
    assert (lecture.valeur, lecture.fautes) == (valeur, [])


def test_une_tabulation_d_alignement_n_empeche_pas_de_trouver_le_reste() -> None:
    """Toutes sont dites, et la lecture continue comme avec des espaces."""
    texte = "a:\n\tb: 1\nc:\n- x\n-\td: 2\ne: 3\ne: 4\n"
    assert refus(texte) == [
        "F004 2:1-2 une tabulation dans l'alignement ; YAML n'y admet que des espaces",
        "F004 5:2-3 une tabulation dans l'alignement ; YAML n'y admet que des espaces",
        "F005 7:1-2 clé « e » écrite deux fois, d'abord ligne 6, colonne 1",
    ]


def test_une_valeur_refusee_ne_rend_pas_doubles_les_cles_voisines() -> None:
    """Ce qui est passé ne compte pas : ni ses clés, ni ses fautes."""
    assert refus("a: {b: 1}\na: {c: 2, c: 3}\nc: 3\nb: 4\n") == [
        "F005 2:1-2 clé « a » écrite deux fois, d'abord ligne 1, colonne 1"
    ]


def test_les_places_relevees_apres_coup_sont_les_memes() -> None:
    """Demandées plus tard, les places sont celles du texte."""
    lecture = lire_yaml("a: 1\nb:\n  - c: 2\n")
    assert lecture.bornes_valeurs == {}
    assert lecture.valeurs[("b", 0, "c")] == Position(3, 8, 9)
    assert lecture.cles[("b", 0, "c")] == Position(3, 5, 6)


def test_les_refus_ne_cachent_pas_les_autres() -> None:
    """Une clé double, une ancre et une étiquette dans le même fichier."""
    assert [f.code for f in lire_yaml("a: 1\na: 2\nb: &z 3\nc: !!str 4\nd: ~\n").fautes] == [
        "F005",
        "F006",
        "F007",
        "F012",
    ]


def test_un_octet_latin_1_est_situe_et_le_reste_est_lu() -> None:
    """La ligne et la colonne comptent des caractères, pas des octets."""
    texte, fautes = decoder("é: à\nville: Caf".encode() + b"\xe9" + b"\n")
    assert texte == "é: à\nville: Caf\ufffd\n"
    assert [(f.code, f.position, f.message) for f in fautes] == [
        ("F002", Position(2, 11, 12), "l'octet 0xe9 n'est pas de l'UTF-8")
    ]


def test_une_marque_d_ordre_est_refusee_sans_decaler_les_colonnes() -> None:
    """La marque est invisible dans un éditeur : sans elle, la première clé serait fausse."""
    texte, fautes = decoder(b"\xef\xbb\xbfa: 1\n")
    assert texte == "a: 1\n"
    assert [(f.code, f.message) for f in fautes] == [("F003", "le fichier commence par une marque d'ordre (BOM)")]


def test_les_fins_de_ligne_de_windows_sont_admises() -> None:
    """Un fichier enregistré sous Windows se lit comme un autre."""
    lecture = lire_yaml("a: 1\r\nb:\r\n  - x\r\n")
    assert (lecture.valeur, lecture.fautes) == ({"a": "1", "b": ["x"]}, [])
    assert lecture.valeurs[("b", 0)] == Position(3, 5, 6)


def test_sans_libyaml_les_reponses_sont_les_memes(monkeypatch: pytest.MonkeyPatch) -> None:
    """L'analyseur Python de PyYAML remplace libyaml sans rien changer."""
    import yaml

    from contrat.depot import yaml_positionne

    texte = "a: &x 1\nb: [1, {c: 'é'}]\nc: !!int 3\na: 2\nd: >-\n  un\n  deux\n"
    avec = lire_yaml(texte)
    monkeypatch.setattr(yaml_positionne, "CHARGEUR", yaml.BaseLoader)
    sans = lire_yaml(texte)
    assert (sans.valeur, sans.cles, [f.code for f in sans.fautes]) == (
        avec.valeur,
        avec.cles,
        [f.code for f in avec.fautes],
    )
