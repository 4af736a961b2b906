"""Les données livrées : bien formées, justes au centime, chaque fait du document à sa place avec sa source."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from contrat.depot.chargement import BUDGET, charger
from contrat.modele.action import STATUTS_LANCES, Action, Axe
from contrat.modele.base import Objet
from contrat.modele.contrat import Contrat
from contrat.modele.plan import ETATS_ACQUIS

RACINE = Path(__file__).resolve().parent.parent.parent
CHARGEMENT = charger(RACINE, BUDGET)
DOSSIER = CHARGEMENT.dossier
ACTIONS = sorted(DOSSIER.actions.values(), key=lambda a: a.id)
THERMIQUE = "normes-thermiques"
NOMMEES = {"ateliers-sante", "centre-social", "cinema-plein-air", "epicerie-solidaire", THERMIQUE}
LARGEUR = 110
# Un montant tient sur une ligne, que l'on relit d'un trait.
LARGEUR_MONTANT = 165

# 7 : le gabarit du rapport « experience » ; 40 : les blocs obligatoires du modèle ; 8 : donnée personnelle, sans place.
EXCLUS = {7, 8, 40}
CHAPITRES = {"fonctionnement": {"011", "012", "65"}, "investissement": {"20", "21", "23", "204"}}
RENVOIS = {
    "source": "sources",
    "organisme": "organismes", "porteur": "organismes", "maitre_ouvrage": "organismes", "gestionnaire": "organismes",
    "responsable": "organismes", "repreneur": "organismes", "employeur": "organismes", "rattache_a": "organismes",
    "epci": "organismes", "organismes": "organismes",
    "axe": "axes", "action": "actions", "actions": "actions", "instance": "instances", "constats": "constats",
    "thematiques": "thematiques",
}  # fmt: skip


def lire_faits() -> list[tuple[int, str, str, str]]:
    """Le tableau des faits : numéro, fichier, chemin, texte attendu (« = » exige l'égalité, sinon un fragment)."""
    with (RACINE / "tests" / "donnees" / "faits.csv").open(encoding="utf-8", newline="") as fichier:
        return [(int(x["fait"]), x["fichier"], x["chemin"], x["attendu"]) for x in csv.DictReader(fichier)]


FAITS = lire_faits()
BRUTS: dict[str, Any] = {
    fiche.nom.removeprefix("data/").removesuffix(".yaml"): fiche.lecture.valeur
    for fiche in CHARGEMENT.fiches.values()
}  # fmt: skip


def contrat_lu() -> Contrat:
    """Le contrat, bien formé."""
    assert DOSSIER.contrat is not None
    return DOSSIER.contrat


def suivre(valeur: Any, chemin: str) -> Iterator[Any]:
    """Les valeurs traversées par un chemin comme `jalons[1].note` ou `publies[mesure=axes.total].valeur`."""
    yield valeur
    for nom, choix in re.findall(r"(\w+)(?:\[([^\]]+)\])?", chemin):
        valeur = valeur[nom]
        if choix.isdigit():
            valeur = valeur[int(choix)]
        elif choix:
            cle, _, attendu = choix.rpartition("=")
            (valeur,) = [x for x in valeur if x[cle or "id"] == attendu]
        yield valeur


def feuilles(valeur: Any, nom: str = "") -> Iterator[tuple[str, str]]:
    """Les textes d'un fichier, chacun avec la clé qui le porte."""
    if isinstance(valeur, dict):
        for cle, dessous in valeur.items():
            yield from feuilles(dessous, cle)
    elif isinstance(valeur, list):
        for dessous in valeur:
            yield from feuilles(dessous, nom)
    else:
        yield nom, valeur


def ressources(exercices: set[int], est_ville: bool) -> Decimal:
    """Les ressources de ces exercices ; un organisme rattaché à la ville compte avec elle."""
    total = Decimal(0)
    for ressource in (r for a in ACTIONS for r in a.plan.ressources if r.exercice in exercices):
        organisme = DOSSIER.organismes[ressource.organisme]
        if ("ville" in (organisme.id, organisme.rattache_a)) == est_ville:
            total += ressource.montant
    return total


def test_tous_les_fichiers_sont_bien_formes() -> None:
    assert CHARGEMENT.diagnostics == []
    assert len(CHARGEMENT.fichiers) == 3 + 5 + 15


@pytest.mark.parametrize(("section", "attendu"), [("investissement", "677300"), ("fonctionnement", "460000")])
def test_les_depenses_retombent_sur_les_totaux_publies(section: str, attendu: str) -> None:
    lignes = [x for a in ACTIONS for x in a.budget.lignes if x.section == section]
    assert sum((x.prevu for x in lignes if x.prevu is not None), Decimal(0)) == Decimal(attendu)


def test_les_ressources_retombent_sur_les_totaux_publies() -> None:
    assert ressources({2010, 2011}, est_ville=True) == Decimal(471400)
    assert ressources({2010, 2011}, est_ville=False) == Decimal(665900)


def test_les_chiffres_couvrent_2010_et_2011_seulement() -> None:
    assert {x.exercice for a in ACTIONS for x in a.budget.lignes} == {2010, 2011}
    assert {x.exercice for a in ACTIONS for x in a.plan.ressources} == {2010, 2011}


def test_chaque_fiche_est_equilibree_par_exercice_et_par_section() -> None:
    ecarts: defaultdict[tuple[str, int, str], Decimal] = defaultdict(Decimal)
    for action in ACTIONS:
        for ligne in action.budget.lignes:
            assert ligne.sens == "depense"
            assert ligne.prevu is not None
            ecarts[action.id, ligne.exercice, ligne.section] += ligne.prevu
        for ressource in action.plan.ressources:
            ecarts[action.id, ressource.exercice, ressource.section] -= ressource.montant
    assert {ou: ecart for ou, ecart in ecarts.items() if ecart} == {}


def test_les_montants_par_action_sont_annonces_comme_reconstitues() -> None:
    for action in ACTIONS:
        assert (action.budget.source, action.plan.source) == ("reconstitution", "reconstitution"), action.id
        assert (action.budget.base, action.plan.base) == ("non_precisee", "non_precisee"), action.id
        assert not [x for x in action.budget.lignes if x.engage is not None or x.realise is not None], action.id
        assert not [r for r in action.plan.ressources if r.etat in ETATS_ACQUIS], action.id


def test_chaque_depense_a_un_chapitre_de_sa_section() -> None:
    faux = [(a.id, x.libelle) for a in ACTIONS for x in a.budget.lignes if x.chapitre not in CHAPITRES[x.section]]
    assert faux == []


def test_la_ville_paie_seule_l_action_thermique_en_trois_postes_au_moins() -> None:
    action = DOSSIER.actions[THERMIQUE]
    assert {r.organisme for r in action.plan.ressources} == {"ville"}
    assert sum(r.montant for r in action.plan.ressources) == Decimal(28500)
    assert {x.chapitre for x in action.budget.lignes} == {"011", "012", "65", "204"}
    # Quatre logements Habiter mieux à 500 € : l'abondement ne peut pas dépasser 2 000 €.
    assert sum(x.prevu or 0 for x in action.budget.lignes if x.chapitre == "204") == Decimal(2000)


def test_les_aides_publiees_ne_sont_pas_depassees() -> None:
    apports: defaultdict[tuple[str, int], Decimal] = defaultdict(Decimal)
    for ressource in (r for a in ACTIONS for r in a.plan.ressources):
        apports[ressource.organisme, ressource.exercice] += ressource.montant
    assert apports["departement-cantal", 2010] + apports["departement-cantal", 2011] <= Decimal(24490)
    assert (apports["erdf", 2010], apports["erdf", 2011]) == (Decimal(5000), Decimal(5000))


def test_quinze_actions_en_cinq_axes_dont_douze_mises_en_oeuvre_fin_2011() -> None:
    assert Counter(a.axe for a in ACTIONS) == dict.fromkeys((f"axe-{n}" for n in range(1, 6)), 3)
    fin_2011 = [next(e.statut for e in reversed(a.historique) if e.date[:4] <= "2011") for a in ACTIONS]
    assert sum(statut in STATUTS_LANCES for statut in fin_2011) == 12
    assert [a.id for a in ACTIONS if a.statut != a.historique[-1].statut] == []


def test_une_action_que_le_document_ne_nomme_pas_se_dit_reconstituee() -> None:
    assert {a.id for a in ACTIONS if a.source != "reconstitution"} == NOMMEES
    assert DOSSIER.sources["reconstitution"].nature == "reconstitution"
    assert [a.id for a in ACTIONS if "reconstitution" not in a.description.lower()] == []


def test_les_chiffres_publies_viennent_tous_du_document_et_seuls_certains_ont_un_ecart() -> None:
    publies = contrat_lu().publies
    assert len(publies) == 35
    assert {p.source for p in publies} == {"apriles"}
    assert {p.mesure for p in publies if p.ecart} == {
        "enveloppes.fonctionnement",
        "enveloppes.investissement",
        "actions.partenaires",
        "indicateurs.autre_source",
    }


def test_une_contradiction_oppose_deux_affirmations_du_document() -> None:
    contradictions = contrat_lu().contradictions
    assert [c.id for c in contradictions] == [
        "investissement-au-dela-de-l-enveloppe",
        "fonctionnement-loin-de-l-enveloppe",
        "depart-2007-ou-2008",
        "contactes-et-reperes",
        "nom-de-l-anah",
    ]
    assert {a.source for c in contradictions for a in c.affirmations} == {"apriles"}
    # Un écart qui renvoie à une contradiction la nomme par son identifiant.
    cites = {m for p in contrat_lu().publies for m in re.findall(r"contradiction « (\S+) »", p.ecart or "")}
    assert cites == {"investissement-au-dela-de-l-enveloppe", "fonctionnement-loin-de-l-enveloppe"}


def test_les_montants_d_une_contradiction_sont_publies_ou_s_en_deduisent() -> None:
    publies = {publie.valeur for publie in contrat_lu().publies}
    connus = publies | {une - autre for une in publies for autre in publies}
    for contradiction in contrat_lu().contradictions:
        textes = [contradiction.retenu, contradiction.motif, *(a.texte for a in contradiction.affirmations)]
        dits = {Decimal(re.sub(r"\s", "", x)) for texte in textes for x in re.findall(r"\d[\d ]*(?= €)", texte)}
        assert dits <= connus, contradiction.id


def test_tous_les_renvois_aboutissent() -> None:
    connus = {
        "sources": set(DOSSIER.sources),
        "organismes": set(DOSSIER.organismes),
        "axes": set(DOSSIER.axes),
        "actions": set(DOSSIER.actions),
        "instances": {i.id for i in contrat_lu().gouvernance},
        "constats": {c.id for c in contrat_lu().diagnostic.constats},
        "thematiques": set(contrat_lu().thematiques),
    }
    suivis = [(f, c, t) for f, v in BRUTS.items() for c, t in feuilles(v) if c in RENVOIS]
    assert [x for x in suivis if x[2] not in connus[RENVOIS[x[1]]]] == []
    # Toute source sert.
    assert connus["sources"] - {t for _, c, t in suivis if c == "source"} == set()


def test_la_mise_en_page_est_la_meme_partout() -> None:
    for fiche in CHARGEMENT.fiches.values():
        lignes = fiche.texte.split("\n")
        assert lignes[0].startswith("# "), fiche.nom
        largeurs = {x: LARGEUR_MONTANT if x.startswith("    - {") else LARGEUR for x in lignes}
        longues = [x for x in lignes if len(x) > largeurs[x] and "http" not in x]
        assert longues == [], fiche.nom


def test_les_cles_suivent_l_ordre_du_modele() -> None:
    modeles: dict[str, type[Objet]] = {"actions": Action, "axes": Axe, "contrat": Contrat}
    for nom, brut in BRUTS.items():
        if modele := modeles.get(nom.split("/")[0]):
            assert list(brut) == [champ for champ in modele.model_fields if champ in brut], nom


def test_le_tableau_couvre_tous_les_faits() -> None:
    assert {numero for numero, *_ in FAITS} == set(range(1, 124)) - EXCLUS


@pytest.mark.parametrize(("numero", "fichier", "chemin", "attendu"), FAITS)
def test_le_fait_est_a_sa_place_avec_sa_source(numero: int, fichier: str, chemin: str, attendu: str) -> None:
    traverses = list(suivre(BRUTS[fichier], chemin))
    valeur = traverses[-1]
    assert isinstance(valeur, str)
    if attendu.startswith("="):
        assert valeur == attendu[1:], f"fait {numero}"
    else:
        assert attendu in valeur, f"fait {numero}"
    sources = [x["source"] for x in traverses if isinstance(x, dict) and "source" in x]
    assert DOSSIER.sources[sources[-1]].nature in ("publie", "releve"), f"fait {numero}"


def test_le_contact_de_la_page_n_est_nulle_part() -> None:
    for fiche in CHARGEMENT.fiches.values():
        assert "allier" not in fiche.texte.lower(), fiche.nom
        assert "moulins" not in fiche.texte.lower(), fiche.nom
