"""`contrat comparer` : ce qu'un relecteur lit d'une modification, par la vraie ligne de commande."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from contrat.depot.yaml_positionne import lire_yaml
from tests.comparaison.conftest import remplacer
from tests.comparaison.objet import lire_objet
from tests.conftest import Commande

CAFE = "actions/cafe-rencontre.yaml"


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


def test_un_tableur_recoit_les_actions_qui_changent(contrat: Commande, base: Path, tete: Path) -> None:
    """Le reste, qu'un csv ne porte pas, se dit à côté."""
    (tete / "data/actions/visites.yaml").unlink()
    issue = contrat("comparer", base, tete, "--format", "csv")
    assert issue.sortie == (
        "id,ancien_id,etat,titre,statut_avant,statut_apres,cout_avant,cout_apres,part_propre_avant,part_propre_apres\n"
        "visites,,retire,Visites à domicile,approuvee,,0.00,,,\n"
    )
    assert issue.erreurs.splitlines()[0] == "Action retirée : « Visites à domicile », 0 € de dépenses prévues"
    assert issue.erreurs.splitlines()[-1] == (
        "Un csv ne porte que les actions qui changent ; les totaux, le droit et les fautes sont dans le json."
    )


def test_une_depense_non_renseignee_n_est_pas_un_zero(contrat: Commande, base: Path, tete: Path) -> None:
    """Une fiche gratuite vaut zéro ; une fiche dont le coût n'est pas écrit ne vaut rien qu'on puisse dire."""
    (tete / "data/actions/visites.yaml").unlink()
    titre = "Action retirée : « Visites à domicile », {}"
    assert lire_objet(contrat, base, tete)["titre"] == titre.format("0\u00a0€ de dépenses prévues")
    remplacer(base, "actions/visites.yaml", "sans_montant: gratuite", "sans_montant: non_documente")
    assert lire_objet(contrat, base, tete)["titre"] == titre.format("dépenses non renseignées")


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
        "- Enveloppe de fonctionnement 2010-2012, montant : 90 000 € → 9 000 €.",
        "Axe « Liens », titre pour les tableaux : « Isolement » → « Liens ».",
        "Séance (Conseil municipal, 15 février 2010), décision sur « Visites à domicile », rang décidé : 2 → 3.",
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


def test_un_axe_renomme_n_est_ni_neuf_ni_retire(contrat: Commande, base: Path, tete: Path) -> None:
    (tete / "data/axes/axe-1.yaml").rename(tete / "data/axes/isolement.yaml")
    for fichier in (tete / "data").rglob("*.yaml"):
        texte = fichier.read_text(encoding="utf-8").replace("axe-1", "isolement")
        fichier.write_text(texte, encoding="utf-8")
    page = contrat("comparer", base, tete).sortie
    assert page.startswith("Axe « Isolement » : son identifiant devient isolement\nRien à corriger.\n")
    assert "- Axe « Isolement », identifiant : « axe-1 » → « isolement »." in page
    assert "rattachement" not in page


def test_les_elements_d_une_liste_se_disent_par_leurs_mots(contrat: Commande, base: Path, tete: Path) -> None:
    remplacer(tete, "contrat.yaml", "    valeur: 10\n", "    valeur: 12\n")
    decision = "deliberations: [{date: 2010-02-15, instance: conseil, objet: prendre acte, source: essai}]\npublies:"
    remplacer(tete, "contrat.yaml", "publies:", decision)
    remplacer(
        tete,
        "organismes.yaml",
        "organismes:\n",
        "organismes:\n  - {id: usagers, nom: Les usagers, nature: association, public: non, source: essai}\n",
    )
    remplacer(tete, CAFE, "porteur: ville\n", "porteur: ville\npartenaires: [{organisme: usagers, role: associe}]\n")
    page = contrat("comparer", base, tete).sortie
    for phrase in (
        "- partenaire ajouté : Les usagers, associé.",
        "- Délibération ajoutée : « prendre acte », 15 février 2010.",
        "- Chiffre publié Logements rénovés 2010-2011, valeur publiée : 10 → 12.",
        "- Organisme « Les usagers », ajouté : « Les usagers ».",
    ):
        assert phrase in page, page


def test_une_enveloppe_acceptee_que_l_on_reduit_se_dit(contrat: Commande, base: Path, tete: Path) -> None:
    acceptation = (
        "acceptations:\n  - {code: B012, fichier: data/contrat.yaml, place: enveloppes/fonctionnement+2010-2012,\n"
        "     motif: voté, auteur: adjoint aux finances, jusqu_au: 2099-12-31}\npublies:"
    )
    for racine, montant in ((base, 9000), (tete, 8000)):
        remplacer(racine, "contrat.yaml", "montant: 90000", f"montant: {montant}")
        remplacer(racine, "contrat.yaml", "publies:", acceptation)
    lignes = " ".join(contrat("comparer", base, tete).sortie.split("\n=")[0].split())
    assert lignes == (
        "Enveloppe de fonctionnement 2010-2012, montant : 9 000 € → 8 000 € Rien à corriger. À vérifier : l'enveloppe "
        "de fonctionnement 2010-2012, prise à 125 % et non plus à 111,1 %."
    )
    # Un contrat qui ne se lit plus accepte encore la faute, et ne retire ni son droit ni ses chiffres.
    remplacer(tete, "contrat.yaml", "montant: 8000", "montant: 9000")
    remplacer(tete, "contrat.yaml", "    role: approuve les fiches\n", "")
    objet = lire_objet(contrat, base, tete)
    assert (objet["titre"], objet["publies"], objet["droit"]) == ("Seules des fautes changent", [], [])
    assert [f["code"] for f in objet["fautes"]["nouvelles"]] == ["F014"]
    assert "Le contrat : illisible dans" in contrat("comparer", base, tete).sortie


def test_la_faute_d_un_chiffre_montrable_se_lit(contrat: Commande, base: Path, tete: Path) -> None:
    """Un petit nombre de ménages ne se dit pas ; il ne cache pas le chiffre d'à côté."""
    remplacer(tete, CAFE, "prevu: 10000", "prevu: 10500")
    publie = (
        "publies:\n  - {mesure: logements.reperes, periode: {debut: 2010, fin: 2011}, valeur: 1, approche: non, "
        "source: essai}\n"
    )
    for racine in (base, tete):
        remplacer(racine, "contrat.yaml", "publies:\n", publie)
    (tete / "data/menages/M-0001.yaml").unlink()
    fautes = lire_objet(contrat, base, tete)["fautes"]["nouvelles"]
    assert [f["message"] for f in fautes if f["code"] == "V001"] == [
        "Dépenses 2010-2011 : publié 40\u202f000\u00a0€, 40\u202f500\u00a0€ dans les fiches (+500\u00a0€)".replace(
            "\u202f", " "
        ).replace("\u00a0", " "),
        None,
    ]


def test_un_ecart_qui_se_creuse_est_a_corriger(contrat: Commande, base: Path, tete: Path) -> None:
    """La faute est déjà là des deux côtés : elle n'est pas nouvelle, mais elle s'aggrave."""
    for cote, prevu in ((base, 32000), (tete, 33000)):
        remplacer(cote, CAFE, "prevu: 30000", f"prevu: {prevu}")
    sortie = " ".join(contrat("comparer", base, tete).sortie.split())
    assert "À corriger avant d'accepter : un écart s'aggrave." in sortie
    assert "Rien à corriger" not in sortie
    assert "Rien à corriger" in " ".join(contrat("comparer", tete, base).sortie.split())


def test_le_plan_d_une_action_abandonnee_n_est_a_la_charge_de_personne(
    contrat: Commande, base: Path, tete: Path
) -> None:
    abandon = "  - {statut: abandonnee, date: 2011-05-01, instance: conseil, source: essai}\ndescription"
    for racine in (base, tete):
        remplacer(racine, "actions/cafe-rencontre.yaml", "statut: lancee\nh", "statut: abandonnee\nh")
        remplacer(racine, "actions/cafe-rencontre.yaml", "description", abandon)
    remplacer(tete, "actions/cafe-rencontre.yaml", "prevu: 30000", "prevu: 30001")
    remplacer(tete, "actions/cafe-rencontre.yaml", "montant: 18000", "montant: 18001")
    objet = lire_objet(contrat, base, tete)
    assert objet["titre"].endswith(" ; il reste équilibré ; l'action est abandonnée, et son prévu hors des totaux")
    assert not objet["totaux"] or not objet["totaux"]["depenses"]
