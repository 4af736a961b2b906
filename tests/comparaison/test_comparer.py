"""`contrat comparer` : ce qu'un relecteur lit d'une modification, par la vraie ligne de commande."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml

from contrat.depot.yaml_positionne import lire_yaml
from tests.comparaison.conftest import remplacer
from tests.conftest import Commande

CAFE = "actions/cafe-rencontre.yaml"


def lire_objet(contrat: Commande, base: Path, tete: Path) -> Any:
    issue = contrat("comparer", base, tete, "--format", "json")
    assert (issue.code, issue.erreurs) == (0, "")
    return json.loads(issue.sortie)


# --- Ce qui n'est pas un changement


def retourner(valeur: Any, champ: str = "") -> Any:
    """Les mêmes données, clés et éléments de liste dans l'autre sens ; l'historique est un ordre, il reste."""
    if isinstance(valeur, dict):
        return {cle: retourner(valeur[cle], cle) for cle in reversed(valeur)}
    if isinstance(valeur, list):
        elements = [retourner(x) for x in valeur]
        return elements if champ in ("historique", "evenements") else elements[::-1]
    return valeur


class Nu(yaml.SafeDumper):
    """Écrit chaque valeur sans guillemets, comme les fichiers : le type vient du modèle."""


Nu.yaml_implicit_resolvers = {}


def test_reordonner_replier_ou_abreger_ne_change_rien(contrat: Commande, base: Path, tete: Path) -> None:
    for fichier in tete.rglob("*.yaml"):
        donnees = retourner(lire_yaml(fichier.read_text(encoding="utf-8")).valeur)
        texte = yaml.dump(donnees, Dumper=Nu, allow_unicode=True, sort_keys=False, width=30)
        fichier.write_text(f"# Récrit.\n{texte}", encoding="utf-8")
    fiche = tete / "data" / CAFE
    fiche.write_text(re.sub(r" *sens: depense\n", "", fiche.read_text(encoding="utf-8")), encoding="utf-8")
    issue = contrat("comparer", base, tete)
    assert (issue.code, issue.sortie.splitlines()[:2]) == (
        0,
        ["Rien ne change", "Aucune valeur du contrat ni aucune faute ne change."],
    )


# --- Le droit local et les ménages


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


# --- Un côté qui ne se lit pas, ce qui s'ajoute et se retire, les autres objets


def test_une_fiche_illisible_se_compte_comme_de_l_autre_cote(contrat: Commande, base: Path, tete: Path) -> None:
    remplacer(tete, CAFE, "numero: 1", "numero: un")
    remplacer(tete, "actions/visites.yaml", "titre: Des visites à domicile", "titre: Des visites")
    objet = lire_objet(contrat, base, tete)
    assert objet["illisibles"] == [{"cote": str(tete), "genre": "actions", "identifiant": "cafe-rencontre"}]
    assert [a["id"] for a in objet["actions"]] == ["visites"]
    assert objet["totaux"]["depenses"] == []
    assert [(f["code"], f["message"]) for f in objet["fautes"]["nouvelles"]] == [
        ("F015", "« un » n'est pas un nombre entier")
    ]
    assert objet["fautes"]["corrigees"] == []
    assert "Action « cafe-rencontre » : illisible dans" in contrat("comparer", base, tete).sortie


def test_ajouter_retirer_renommer(contrat: Commande, base: Path, tete: Path) -> None:
    fiche = tete / "data" / CAFE
    texte = fiche.read_text(encoding="utf-8")
    fiche.unlink()
    autre = texte.replace("id: cafe-rencontre", "id: cafe")
    (tete / "data" / "actions" / "cafe.yaml").write_text(autre, encoding="utf-8")
    assert contrat("comparer", base, tete).sortie.startswith("La fiche cafe-rencontre s'appelle désormais cafe\n")
    objet = lire_objet(contrat, base, tete)
    assert [(a["id"], a["ancien_id"], a["postes"]) for a in objet["actions"]] == [("cafe", "cafe-rencontre", [])]
    (tete / "data" / "actions" / "cafe.yaml").unlink()
    objet = lire_objet(contrat, base, tete)
    assert objet["titre"] == "Action retirée : « Café de rencontre », 40\u202f000\u00a0€ de dépenses prévues"
    assert [(t["nom"], t["difference"]) for t in objet["totaux"]["depenses"]] == [
        ("fonctionnement", "-10000.00"),
        ("investissement", "-30000.00"),
        ("depenses", "-40000.00"),
    ]
    assert lire_objet(contrat, tete, base)["titre"].startswith("Action nouvelle : « Café de rencontre »")


def test_le_reste_du_contrat(contrat: Commande, base: Path, tete: Path) -> None:
    remplacer(tete, "contrat.yaml", "montant: 90000", "montant: 9000")
    remplacer(tete, "axes/axe-1.yaml", "titre_court: Isolement", "titre_court: Liens")
    remplacer(tete, "seances/conseil-2010-02.yaml", "    rang: 2", "    rang: 3")
    remplacer(tete, CAFE, "realise: 27500.50", "realise: 28000")
    page = contrat("comparer", base, tete).sortie
    for phrase in (
        "L'exécution de « Café de rencontre » change ; et 3 autres changements",
        "« mobilier », investissement 2010, dépenses payées : 27 500,50 € → 28 000 €.",
        "Fonctionnement 2010-2012    9 000 €  10 000 €  10 000 €  11,1 % → 111,1 %,",
        "Le contrat, budgets prévisionnels par section, fonctionnement/2010-2012, montant en euros : 90 000 € → 9 000 ",
        "Axe « axe-1 », titre pour les tableaux : « Isolement » → « Liens ».",
        "Séance « conseil-2010-02 », rangs décidés, visites, rang décidé : 2 → 3.",
    ):
        assert " ".join(phrase.split()) in " ".join(page.split()), phrase


def test_un_seul_changement_se_lit_au_titre(contrat: Commande, base: Path, tete: Path) -> None:
    remplacer(tete, CAFE, "objet: ouvrir le café de rencontre, source: essai}", "objet: ouvrir le café, source: essai}")
    remplacer(tete, "actions/visites.yaml", "porteur: ville", "porteur: departement")
    titre = contrat("comparer", base, tete).sortie.splitlines()[0]
    assert titre == "La fiche « Café de rencontre » change ; et 1 autre changement"
    remplacer(tete, CAFE, "objet: ouvrir le café, source: essai}", "objet: ouvrir le café de rencontre, source: essai}")
    titre = " ".join(contrat("comparer", base, tete).sortie.split("\n=")[0].split())
    assert titre.startswith(
        "« Visites à domicile », organisme qui porte l'action : Ville de Valbrume → Département du Cantal "
    )
