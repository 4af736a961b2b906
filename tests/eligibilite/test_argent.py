"""Le plan prévisionnel d'un ménage, l'avance, l'effort énergétique, la prochaine étape : ce que la page lui remet."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from contrat.rendu.typographie import rendre_ordinaires
from tests.conftest import DEPOT, REFERENCE, Commande, Issue

M1 = (REFERENCE / "data/menages/M-0001.yaml").read_text(encoding="utf-8")


def ecrire(dossier: Path, *changements: tuple[str, str], texte: str = M1) -> Path:
    """Le ménage M-0001, changé."""
    for avant, apres in changements:
        assert avant in texte
        texte = texte.replace(avant, apres, 1)
    chemin = dossier / "M-0001.yaml"
    chemin.write_text(texte, encoding="utf-8")
    return chemin


def extraire(sortie: str, titre: str) -> str:
    """Le texte d'une partie de la page."""
    return sortie.partition(f"\n{titre}\n")[2].partition("\n\n")[0].partition("\n")[2]


def lire(contrat: Commande, chemin: Path) -> dict[str, Any]:
    objet: dict[str, Any] = json.loads(contrat("eligibilite", chemin, "--format", "json").sortie)
    return objet


PLAN = "Plan des travaux, sous réserve de l'accord des financeurs"
# Coût global 10 550 + 600 + 400, aides 4 100 : le ménage paie 7 450 €.
COUTS = ("  pret_taux_zero", "  prix_accompagnement: 600\n  maitrise_oeuvre: 400\n  pret_taux_zero")


def test_sans_apport_ni_pret_le_plan_dit_ce_qui_reste_a_trouver(contrat: Commande, tmp_path: Path) -> None:
    sortie = contrat("eligibilite", ecrire(tmp_path, COUTS)).sortie
    rangees = [re.split(r"  +", x) for x in extraire(sortie, PLAN).splitlines()[:22] if not x.startswith("-")]
    assert [r[-2:] for r in rangees][:14] == [
        ["Poste", "Montant"],
        ["Travaux HT", "10 000 €"],
        ["Travaux TTC", "10 550 €"],
        ["Accompagnement TTC", "600 €"],
        ["Maîtrise d'œuvre TTC", "400 €"],
        ["Coût global TTC", "11 550 €"],
        ["Aide de l'Anah aux travaux d'énergie", "2 000 €"],
        ["Aide de solidarité écologique (Habiter Mieux)", "1 600 €"],
        ["Abondement local de l'aide Habiter Mieux", "500 €"],
        ["Total des aides attendues", "4 100 €"],
        ["Reste à payer", "7 450 €"],
        ["Apport ou prêt à trouver", "7 450 €"],
        ["Écart du plan", "0 €"],
        ["À part : Aide de la ville au diagnostic de performance énergétique", "160 €"],
    ]


def test_des_aides_locales_declarees_disent_celle_qu_elles_remplacent(contrat: Commande, tmp_path: Path) -> None:
    chemin = ecrire(tmp_path, ("  pret_taux_zero", "  aides_locales: 0\n  pret_taux_zero"))
    assert (
        "Réserve : le plan compte les aides des collectivités déclarées (0 €) à la place de celle-ci : Abondement "
        "local de l'aide Habiter Mieux, 500 €."
    ) in rendre_ordinaires(" ".join(contrat("eligibilite", chemin).sortie.split()))


@pytest.mark.parametrize(
    ("apport", "pret", "ecart", "reserve"),
    [
        ("2450", "5000", "0.00", ""),
        ("2449.99", "5000", "-0.01", "Réserve : apport et prêt ne couvrent pas le reste à payer, de 0,01 €."),
        ("2450.01", "5000", "0.01", "Réserve : apport et prêt dépassent le reste à payer, de 0,01 €."),
        ("0", "7450", "0.00", ""),
    ],
)
def test_le_plan_ferme_au_centime(
    contrat: Commande, tmp_path: Path, apport: str, pret: str, ecart: str, reserve: str
) -> None:
    argent = ("  pret_taux_zero", f"  apport: {apport}\n  pret: {pret}\n  pret_taux_zero")
    chemin = ecrire(tmp_path, COUTS, argent)
    plan = lire(contrat, chemin)["plan"]
    assert (plan["cout_global"], plan["a_trouver"], plan["ecart"]) == ("11550.00", "0.00", ecart)
    assert (plan["travaux_ttc"], plan["aides"], plan["reste_a_charge"]) == ("10550.00", "4100.00", "6450.00")
    sortie = " ".join(contrat("eligibilite", chemin).sortie.split())
    assert "Apport ou prêt à trouver" not in sortie
    assert ("Réserve : apport et prêt" in sortie) == bool(reserve)
    assert reserve in sortie


@pytest.mark.parametrize(("apport", "codes"), [("6450", []), ("6449.99", ["M006"]), ("6450.01", ["M006"])])
def test_un_plan_ouvert_est_signale(contrat: Commande, copie: Path, apport: str, codes: list[str]) -> None:
    ecrire(copie / "data/menages", ("  gain: 32 %", f"  gain: 32 %\n  apport: {apport}"))
    sortie = contrat("validate", "data/menages/M-0001.yaml", "--format", "json", dans=copie).sortie
    assert [d["code"] for d in json.loads(sortie)["diagnostics"]] == codes


def test_sans_montant_ttc_le_reste_est_inconnu(contrat: Commande, tmp_path: Path) -> None:
    chemin = ecrire(tmp_path, ("  travaux_ttc: 10550\n", ""))
    assert "Reste à payer inconnu, donner le montant TTC" in " ".join(contrat("eligibilite", chemin).sortie.split())
    plan = lire(contrat, chemin)["plan"]
    assert (plan["cout_global"], plan["ecart"], plan["reste_a_charge"]) == (None, None, None)


@pytest.mark.parametrize(
    ("jour", "avances"),
    [
        ("2011-09-20", [("anah-energie", "70", "1400.00"), ("ase", None, None)]),
        ("2011-11-04", [("anah-energie", "70", "1400.00"), ("ase", None, None)]),
        ("2011-11-05", [("anah-energie", "70", "1400.00"), ("ase", "70", "1120.00")]),
    ],
)
def test_l_avance_suit_son_texte(
    contrat: Commande, jour: str, avances: list[tuple[str, str | None, str | None]]
) -> None:
    """Le règlement du fonds n'est lu qu'à partir du 5 novembre 2011 : avant, la règle n'est pas retrouvée."""
    sortie = contrat("eligibilite", "data/menages/M-0001.yaml", "--date", jour, "--format", "json").sortie
    assert [(a["aide"], a["taux"], a["montant"]) for a in json.loads(sortie)["avances"]] == avances


@pytest.mark.parametrize(
    ("rfr", "jour", "avance"),
    [("31000", "2024-12-01", "26950.00"), ("31000", "2025-03-01", "11550.00"), ("42000", "2025-03-01", None)],
)
def test_l_avance_de_la_renovation_d_ampleur_depend_de_l_annee_et_des_ressources(
    contrat: Commande, tmp_path: Path, rfr: str, jour: str, avance: str | None
) -> None:
    """70 % en 2024, 30 % ensuite, pour les ménages très modestes et modestes."""
    texte = (DEPOT / "docs/exemples/renovation.yaml").read_text(encoding="utf-8")
    chemin = tmp_path / "M-0201.yaml"
    chemin.write_text(re.sub(r"rfr: \d+", f"rfr: {rfr}", texte), encoding="utf-8")
    objet = json.loads(contrat("eligibilite", chemin, "--date", jour, "--format", "json").sortie)
    assert [a["montant"] for a in objet["avances"]] == ([avance] if avance else [])


@pytest.mark.parametrize(
    ("factures", "revenus", "taux", "annee"),
    [
        ([(2010, "1540")], "", "10.0", 2009),
        ([(2010, "1540.01")], "", "10.0", 2009),
        ([(2009, "900"), (2010, "1909")], "", "12.4", 2009),
        ([(2010, "1600")], "  - annee: 2010\n    rfr: 20000\n", "8.0", 2010),
    ],
)
def test_l_effort_rapporte_les_factures_au_revenu(
    contrat: Commande, tmp_path: Path, factures: list[tuple[int, str]], revenus: str, taux: str, annee: int
) -> None:
    """Au revenu de la même année s'il est connu, sinon à celui de la demande."""
    lignes = "".join(f"    - annee: {a}\n      montant: {m}\n" for a, m in factures)
    chemin = ecrire(
        tmp_path,
        ("  consommation: 380\n", f"  consommation: 380\n  factures_energie:\n{lignes}"),
        ("    rfr: 15400\n", f"    rfr: 15400\n{revenus}"),
    )
    effort = lire(contrat, chemin)["effort_energetique"]
    assert (effort["taux"], effort["annee_revenu"]) == (taux, annee)


def test_l_effort_montre_ses_deux_reperes_et_ne_declare_personne(contrat: Commande, tmp_path: Path) -> None:
    facture = "  consommation: 380\n  factures_energie:\n    - annee: 2010\n      montant: 1909\n"
    sortie = contrat("eligibilite", ecrire(tmp_path, ("  consommation: 380\n", facture))).sortie
    assert (
        "Effort énergétique : 12,4 % (1 909 € de factures en 2010, revenu fiscal 2009 de 15 400 €, qui n'est pas le "
        "revenu disponible). Repères : 10 %, usage des années 2010 [2, sources concordantes] ; 8 %, version récente de "
        "l'observatoire [2, sources concordantes]."
    ) in " ".join(sortie.split())
    assert "précaire" not in sortie
    assert lire(contrat, REFERENCE / "data/menages/M-0001.yaml")["effort_energetique"] is None


REGLE = """
permanence:
  reste_a_vivre:
    premiere_part: 1
    part_suivante: 0.5
    repere: 300
    source: essai
"""


@pytest.mark.parametrize(
    ("charges", "json_", "phrase"),
    [
        (
            "900",
            "400.00",
            "400 € par mois et par part (1 500 € de ressources, 900 € de charges, 1,5 parts)",
        ),
        ("1500", "0.00", "Reste à vivre : 0 € par mois et par part"),
        ("1650", "-100.00", "Reste à vivre : \u2212100 € par mois et par part"),
    ],
)
def test_le_reste_a_vivre_est_celui_de_la_commune(
    contrat: Commande, copie: Path, charges: str, json_: str, phrase: str
) -> None:
    """Sans le calcul de la commune, rien ne s'affiche ; avec lui, au centime, même négatif."""
    budget = f"budget:\n  ressources: 1500\n  charges: {charges}\nlogement:"
    chemin = ecrire(copie / "data/menages", ("logement:", budget))
    assert "Reste à vivre" not in contrat("eligibilite", chemin, dans=copie).sortie
    with (copie / "data/contrat.yaml").open("a", encoding="utf-8") as fichier:
        fichier.write(REGLE)
    sortie = " ".join(contrat("eligibilite", chemin, dans=copie).sortie.split())
    assert phrase in sortie
    assert "[2]. Repère de la commune : 300 €." in sortie
    objet = json.loads(contrat("eligibilite", chemin, "--format", "json", dans=copie).sortie)
    assert objet["reste_a_vivre"] == json_
    assert contrat("validate", "data/menages/M-0001.yaml", dans=copie).code == 0


@pytest.mark.parametrize(
    ("etape", "suite"),
    [
        ("devis_complet", "remettre au ménage son plan de financement."),
        ("plan_remis", "déposer le dossier, avant tout commencement des travaux."),
        ("accorde", "commencer les travaux, au plus tard le 20 septembre 2012."),
        ("clos", "aucune, le dossier est clos."),
    ],
)
def test_la_prochaine_etape_suit_la_derniere(contrat: Commande, tmp_path: Path, etape: str, suite: str) -> None:
    chemin = ecrire(tmp_path, ("    etape: dossier_depose", f"    etape: {etape}"))
    assert f"\nProchaine étape : {suite}\n" in contrat("eligibilite", chemin).sortie


def test_le_markdown_dit_la_meme_chose_que_le_terminal(contrat: Commande, tmp_path: Path) -> None:
    """Mêmes parties et mêmes nombres ; ce qui se remet au ménage d'abord, les règles sur une autre page."""
    chemin = ecrire(tmp_path, COUTS, ("  retenus:", "  souhaites:\n    - chaudière | poêle\n  retenus:"))
    texte, markdown = contrat("eligibilite", chemin).sortie, contrat("eligibilite", chemin, "--format", "md").sortie
    accueil, _, annexe = rendre_ordinaires(markdown).partition('<div style="page-break-after: always"></div>')
    assert re.findall(r"^#+ (.*)$", accueil, flags=re.MULTILINE) == [
        "Ménage M-0001, demande du 20 septembre 2011",
        "Réponse",
        PLAN,
        "Ce qui changerait la réponse",
        "Autres aides, que cet outil ne juge pas",
    ]
    assert "\n**Pièces du dossier** : taxe foncière ou acte de propriété ; taxe d'habitation ou avis" in accueil
    assert "| chaudière \\| poêle |  | isolation des combles |\n" in accueil
    assert "| **Reste à payer** | **7 450 €** |" in accueil
    assert "\nProchaine étape : suivre l'instruction du dossier.\n" in accueil
    assert annexe.count("- [oui]") == texte.count("\n- [oui]") + texte.count("\n  - [oui]")
    nombres = set(re.findall(r"\d[\d ]* €", texte))
    assert nombres <= set(re.findall(r"\d[\d ]* €", rendre_ordinaires(markdown)))


def test_un_jour_sans_permanence_montre_les_seances_proches(contrat: Commande) -> None:
    assert contrat("rapport", "permanence", "--date", "2011-02-02") == Issue(
        2,
        "",
        "Erreur : --date : aucun ménage reçu en permanence le 2 février 2011\n"
        "  aide : séances proches : 2010-12-07, 2011-03-15, 2011-04-05\n",
    )
