"""`contrat comparer` : le droit qui change, les jours et les ménages qu'il touche, jamais un seul."""

from __future__ import annotations

from pathlib import Path

from tests.comparaison.conftest import remplacer
from tests.comparaison.objet import lire_objet
from tests.conftest import Commande


def test_une_aide_recrite_pour_des_jours_passes_compte_ses_menages(contrat: Commande, base: Path, tete: Path) -> None:
    for racine in (base, tete):
        menage = (racine / "data" / "menages" / "M-0001.yaml").read_text(encoding="utf-8")
        for rang in range(2, 7):
            nom = f"M-000{rang}"
            fichier = racine / "data" / "menages" / f"{nom}.yaml"
            fichier.write_text(menage.replace("M-0001", nom), encoding="utf-8")
    remplacer(tete, "aides/ville-dpe.yaml", "montant: 160", "montant: 200")
    droit = lire_objet(contrat, base, tete)
    assert droit["titre"].endswith(": de 160\u00a0€ à 200\u00a0€, pour des demandes déjà passées")
    assert droit["conclusion"] == (
        "À corriger avant d'accepter : une règle est réécrite pour des demandes déjà passées."
    )
    (aide,) = droit["droit"]
    assert (aide["jours"], aide["reecrit"]) == ([["2010-01-01", "2012-12-31"]], [["2010-01-01", "2012-12-31"]])
    assert aide["menages"] == {
        "juges": 6,
        "eligibles": {"avant": 6, "apres": 6},
        "changent_de_verdict": 0,
        "changent_de_montant": 6,
        "montant": {"avant": "960.00", "apres": "1200.00"},
    }


def test_une_nouvelle_version_datee_ne_recrit_rien_avant_elle(contrat: Commande, base: Path, tete: Path) -> None:
    aide = tete / "data" / "aides" / "ville-dpe.yaml"
    texte = aide.read_text(encoding="utf-8")
    version = texte[texte.index("  - du: 2010-01-01") :]
    nouvelle = version.replace("2010-01-01", "2012-07-01").replace("montant: 160", "montant: 200")
    aide.write_text(texte.replace("au: 2012-12-31", "au: 2012-06-30") + nouvelle, encoding="utf-8")
    (aide_comparee,) = lire_objet(contrat, base, tete)["droit"]
    assert aide_comparee["jours"] == [["2012-07-01", "2012-12-31"]]
    assert aide_comparee["menages"] is None  # la seule demande est de 2011


def test_quelques_menages_ne_se_comptent_pas(contrat: Commande, base: Path, tete: Path) -> None:
    remplacer(tete, "menages/M-0001.yaml", "rfr: 11200", "rfr: 90000")
    remplacer(tete, "aides/ville-dpe.yaml", "montant: 160", "montant: 161")
    objet = lire_objet(contrat, base, tete)
    assert objet["menages"] == {"ajoutes": 0, "retires": 0, "modifies": None}
    remplacer(tete, "menages/M-0001.yaml", "rfr: 90000", "rfr: 11200")
    touches = lire_objet(contrat, base, tete)["droit"][0]["menages"]
    assert touches["changent_de_montant"] is None
    assert touches["montant"] == {"avant": "160.00", "apres": None}
    issue = contrat("comparer", base, tete)
    assert "moins de 5 ménages gardent le leur pour un autre montant" in " ".join(issue.sortie.split())
    assert "11 200" not in issue.sortie
    assert "161 €" not in issue.sortie.replace("160 € → 161 €", "").replace("de 160 € à 161 €", "")


TABLE = """tables:
  - zone: autres_regions
    du: 2011-01-01
    au: 2011-12-31
    verifie_le: 2026-11-23
    au_dela: hors_plafond
    lignes:
      - {categorie: base, plafonds: [11400, 16600, 20000, 23400, 26800], supplement: 3370, source: arrete-2001-12-31,
         statut: certain}
"""


def test_un_plafond_de_la_commune_se_lit_a_sa_place(contrat: Commande, base: Path, tete: Path) -> None:
    """Pour trois personnes, de tant à tant ; une fourchette comme le fichier l'écrit."""
    for cote in (base, tete):
        (cote / "data/plafonds").mkdir()
        (cote / "data/plafonds/2011.yaml").write_text(TABLE, encoding="utf-8")
    remplacer(tete, "plafonds/2011.yaml", "16600, 20000", "16600..16700, 21000")
    issue = contrat("comparer", base, tete)
    assert (issue.code, issue.erreurs) == (0, "")
    sortie = " ".join(issue.sortie.split())
    assert "Plafonds de ressources locaux : Autres régions, depuis le 1er janvier 2011" in sortie
    assert "plafonds de 1 à 5 personnes, pour 2 : 16 600 € → « 16600..16700 »." in sortie
    assert "plafonds de 1 à 5 personnes, pour 3 : 20 000 € → 21 000 €." in sortie
    (droit,) = lire_objet(contrat, base, tete)["droit"]
    assert [(e["chemin"][-1], e["avant"], e["apres"]) for e in droit["ecarts"]] == [
        ("2", "16600.00", "16600..16700"), ("3", "20000.00", "21000.00"),
    ]  # fmt: skip
