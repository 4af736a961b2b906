"""Les situations que des conseillers rencontrent : de la page de chacune, les mots qui comptent."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Commande
from tests.eligibilite.conftest import ecrire_menage

ENERGIE: dict[str, str | None] = {
    "commune": '"15187"', "demande": "2026-11-20", "tranche_age": "70_et_plus", "achevement": "1970", "type": "maison",
    "dpe": "F", "dpe_vise": "C", "gestes_isolation": "2", "energie_fossile": "aucune", "rendez_vous_conseil": "oui",
    "travaux_ht": "38000", "travaux_ttc": "40090", "contrat_local": None, "gain": None, "pret_taux_zero": None,
}  # fmt: skip
DOUCHE: dict[str, str | None] = {
    "nature": "autonomie", "besoin_adaptation": "oui", "travaux_ht": "7000", "travaux_ttc": "7385", "nombre": "1",
}  # fmt: skip
AVIS = {2025: "24300"}
AMPLEUR, GESTE = "MaPrimeRénov', parcours accompagné", "MaPrimeRénov' par geste"
# Ce que le ménage a de particulier, ses avis, ce qu'il en lit.
SITUATIONS: dict[str, tuple[dict[int, str], dict[str, str | None], list[str]]] = {
    "retraite, deux avis sur la table": (
        {2024: "47000", 2025: "24300"}, {},
        ["très modeste", "revenus de 2025, leur avis étant paru, et non de 2024", f"{AMPLEUR} ÉLIGIBLE 30 400 €"],
    ),
    "revenu avec le nouvel avis, l'ancien seul écrit": (
        {2024: "47000"}, {"demande": "2026-09-20"},
        ["À VÉRIFIER (entre 3 800 € et 30 400 € si confirmé)", "avis d'imposition de chaque occupant : revenus de"],
    ),
    "retraite prise cette année": (
        {2025: "47000"}, {},
        [f"{AMPLEUR} ÉLIGIBLE 3 800 €", "30 400 € jusqu'à 25 393 €", "Si le revenu a baissé, attendre l'avis suivant."],
    ),
    "veuve usufruitière": (AVIS, {"statut_occupation": "usufruitier_occupant"}, [f"{AMPLEUR} ÉLIGIBLE 30 400 €"]),
    "indivision entre frères": (
        AVIS, {"statut_occupation": "indivisaire_occupant"},
        ["sous réserve : tous les indivisaires ont signé", "attestation signée de tous les indivisaires"],
    ),
    "maison en société": (
        AVIS, {"statut_occupation": "associe_sci_occupant"},
        [f"{AMPLEUR} NON JUGÉ", "la société prête le logement gratuitement à son associé, par acte"],
    ),
    "ravalement voté": (
        AVIS, {"type": "appartement", "parties": "communes"},
        ["MaPrimeRénov' Copropriété, voir le syndic et France Rénov'"],
    ),
    "propriétaire qui loue": (
        AVIS, {"statut_occupation": "proprietaire_bailleur"},
        [f"{AMPLEUR} ÉLIGIBLE 30 400 €", "sous réserve : louer six ans en résidence principale"],
    ),
    "mère logée par sa fille": (
        AVIS, {"statut_occupation": "heberge"},
        ["NON JUGÉ", "le propriétaire modeste qui loge gratuitement peut demander lui-même"],
    ),
    "achat avec un prêt à taux zéro, en 2024": (
        {2023: "24300"}, {"demande": "2024-06-01", "pret_taux_zero": "oui"},
        [f"{AMPLEUR} À VÉRIFIER (34 200 € si confirmé)", "une demande déposée à partir du 21 mars 2025"],
    ),
    "chaudière remplacée en urgence": (
        AVIS, {"commences": "oui"}, [f"{AMPLEUR} À VÉRIFIER", "urgence pour la santé ou la sécurité"],
    ),
    "chauffage et douche": (
        AVIS, {"autres_travaux": "[{nature: autonomie, travaux_ht: 7000, travaux_ttc: 7385}]"},
        [f"{AMPLEUR} ÉLIGIBLE 30 400 €", "MaPrimeAdapt' ÉLIGIBLE 4 900 €", "Total des aides attendues 35 300 €"],
    ),
    "diagnostic absent": (
        AVIS, {"dpe": None, "dpe_vise": None}, [f"{AMPLEUR} À VÉRIFIER", "diagnostic de performance énergétique"],
    ),
    "diagnostic D": (
        AVIS, {"dpe": "D", "dpe_vise": "B"},
        [f"{AMPLEUR} NON ÉLIGIBLE", f"{GESTE} À VÉRIFIER", "pompe à chaleur air/eau 5 000 €", "Éco-prêt à taux zéro"],
    ),
    "pompe à chaleur seule": (
        AVIS, {"gestes": "[{geste: pac_air_eau, travaux_ttc: 14770}]", "gestes_isolation": "0", "dpe_vise": "E"},
        [f"{GESTE} ÉLIGIBLE 5 000 €", "Coup de pouce chauffage : un fournisseur d'énergie"],
    ),
    "auto-réhabilitation": (
        AVIS, {"professionnel": "non"},
        [f"{AMPLEUR} NON ÉLIGIBLE", "Prochaine étape : revoir le projet", "Aides comptées aucune pour l'instant"],
    ),
    "deux foyers sous un toit": (
        {2025: "12300\n  - annee: 2025\n    rfr: 21000"}, {"nombre": "5"}, ["33 300 €", f"{AMPLEUR} ÉLIGIBLE 30 400 €"],
    ),
    "mobil-home": (
        AVIS, {"type": "habitat_leger"}, [f"{AMPLEUR} NON JUGÉ", "rien n'a été lu sur les mobil-homes"],
    ),
    "sa fille signe pour elle": (
        AVIS, {"mandataire": "oui"}, [f"{AMPLEUR} ÉLIGIBLE", "mandat signé, ou jugement de curatelle ou de tutelle"],
    ),
    "maison de La Réunion": (
        AVIS, {"commune": '"97411"'},
        [f"{AMPLEUR} HORS DU CHAMP", "outre-mer, seuls les gestes séparés sont aidés", f"{GESTE} À VÉRIFIER"],
    ),
    "maison de Mayotte": (AVIS, {"commune": '"97611"'}, ["Mamoudzou (97611)", f"{AMPLEUR} HORS DU CHAMP"]),
    "une autre aide": (AVIS, {"autres_aides": "8000"}, ["Autres aides (déclarées) 8 000 €", "Reste à payer 1 690 €"]),
    "venu d'un autre département": (AVIS, {"commune": '"43157"'}, ["Le Puy-en-Velay (43157)", f"{AMPLEUR} ÉLIGIBLE"]),
    "aides de la ville et du département": (
        AVIS, {"aides_locales": "3500"}, ["Aides des collectivités (déclarées) 3 500 €", "Reste à payer 6 190 €"],
    ),
    "locataire de 78 ans, douche": (
        {2025: "14800"}, DOUCHE | {"statut_occupation": "locataire"},
        ["MaPrimeAdapt' ÉLIGIBLE 4 900 €", "sous réserve : le bailleur a donné son accord écrit aux travaux"],
    ),
    "arrêté d'insalubrité": (
        AVIS, {"nature": "travaux_lourds", "arrete": "oui"},
        ["Ma Prime Logement Décent ÉLIGIBLE 34 200 €", "l'agence d'information sur le logement (ADIL) du département"],
    ),
    "refusé l'an dernier, redépose": (
        AVIS, {"demande": None, "evenements": (
            "[{date: 2025-05-06, etape: dossier_depose}, {date: 2025-07-01, etape: rejete, refus: pieces_manquantes}, "
            "{date: 2026-11-20, etape: recu_en_permanence}]"
        )},
        ["demande du 20 novembre 2026", f"{AMPLEUR} ÉLIGIBLE 30 400 €",
         "Déjà refusé : dossier rejeté, le 1er juillet 2025, raison : pièces manquantes.",
         "Prochaine étape : programmer la visite"],
    ),
    "première visite, pas d'accompagnateur": (
        AVIS, {"accompagnement": "non"},
        [f"{AMPLEUR} ÉLIGIBLE 30 400 €", "à faire : choisir Mon Accompagnateur Rénov'"],
    ),
}  # fmt: skip


def test_chaque_situation_a_sa_reponse(contrat: Commande, tmp_path: Path) -> None:
    """Un fichier par situation, une commande : la page dit la réponse juste, et ce qu'il faut faire."""
    chemins = [tmp_path / f"M-{rang:04}.yaml" for rang in range(len(SITUATIONS))]
    for chemin, (avis, changements, _) in zip(chemins, SITUATIONS.values(), strict=True):
        ecrire_menage(chemin, avis, **ENERGIE | changements)
    issue = contrat("eligibilite", *chemins)
    assert (issue.code, issue.erreurs) == (0, "")
    pages = [" ".join(page.split()) for page in issue.sortie.split("Ménage M-")[1:]]
    absents = [
        (nom, mots)
        for (nom, (*_, attendus)), page in zip(SITUATIONS.items(), pages, strict=True)
        for mots in attendus
        if mots not in page
    ]
    assert absents == []
    assert not any("expliquer le refus" in page or "acquis" in page for page in pages)
