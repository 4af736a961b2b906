"""Un identifiant tiré d'un texte, et un nom de commune en complément de nom."""

from __future__ import annotations

import pytest

from contrat.calculs.creation.noms import de, identifier


@pytest.mark.parametrize(
    ("texte", "nom"),
    [
        ("Visites à domicile", "visites-a-domicile"),
        ("  L'Œuvre d'Ætna — été !  ", "l-oeuvre-d-aetna-ete"),
        ("Straße", "strasse"),
        ("Con", "con-2"),
        ("NULL", "null-2"),
        ("2011 : l'année", "n-2011-l-annee"),
        ("…", ""),
        ("sœur", "soeur"),
        ("cæcum", "caecum"),
        ("Weiß", "weiss"),
        ("œuf", "oeuf"),
        ("ægide", "aegide"),
        ("ß", "ss"),
        *(
            (mot, f"{mot}-2")
            for mot in (
                "prn",
                "aux",
                "nul",
                "com1",
                "com9",
                "lpt1",
                "lpt9",
                "true",
                "false",
                "yes",
                "no",
                "on",
                "off",
                "y",
                "n",
            )
        ),
        *((mot, mot) for mot in ("com0", "com10", "lpt", "com", "oui")),
        ("", ""),
    ],
)
def test_un_identifiant(texte: str, nom: str) -> None:
    assert identifier(texte) == nom


@pytest.mark.parametrize(
    ("longueur", "nom"),
    [(20, "visites-a-domicile"), (18, "visites-a-domicile"), (17, "visites-a"), (10, "visites-a"), (9, "visites-a"),
     (8, "visites"), (7, "visites"), (6, "visite")],
)  # fmt: skip
def test_il_se_coupe_entre_deux_mots(longueur: int, nom: str) -> None:
    assert identifier("visites à domicile", longueur=longueur) == nom


def test_il_ne_depasse_pas_soixante_signes() -> None:
    assert identifier("a" * 80) == "a" * 60
    assert identifier(f"{'a' * 58} bc") == "a" * 58
    assert identifier(f"{'a' * 58} b") == f"{'a' * 58}-b"


def test_un_identifiant_pris_prend_un_rang() -> None:
    assert identifier("Café") == "cafe"
    assert identifier("Café", ("cafe",)) == "cafe-2"
    assert identifier("Café", ("cafe", "cafe-2", "cafe-3")) == "cafe-4"


@pytest.mark.parametrize(
    ("nom", "complement"),
    [
        ("Vernoux", "de Vernoux"), ("Aurelac", "d'Aurelac"), ("Le Puy", "du Puy"), ("Les Mureaux", "des Mureaux"),
        ("La Rochelle", "de La Rochelle"), ("L'Haÿ", "de L'Haÿ"), ("Leyrac", "de Leyrac"), ("Évry", "d'Évry"),
        ("Hyères", "d'Hyères"), ("Ydes", "d'Ydes"), ("Œuilly", "d'Œuilly"), ("Uzès", "d'Uzès"),
        ("Issoire", "d'Issoire"),
        ("Orléans", "d'Orléans"), ("Étampes", "d'Étampes"),
    ],
)  # fmt: skip
def test_le_complement_de_nom(nom: str, complement: str) -> None:
    assert de(nom) == complement
