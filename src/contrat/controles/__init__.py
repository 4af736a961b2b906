"""Les règles de contrôle : un registre écrit à la main, et le moteur qui les applique."""

from __future__ import annotations

from collections.abc import Callable

from contrat.controles import (
    b001_plan_desequilibre,
    b002_bases_melees,
    b003_exercice_hors_periode,
    b004_ligne_double,
    b005_ligne_sans_montant,
    b006_ressource_incoherente,
    b007_chapitre_incoherent,
    b008_execution_incoherente,
    b009_accord_sans_notification,
    b010_part_publique,
    b011_taux_inexplique,
    b012_enveloppe_depassee,
    b013_convention_absente,
    b014_ressource_en_souffrance,
    b015_ressource_partagee,
    b016_valorisations_inegales,
    b017_ecart_declare,
    b018_flux_interne,
    c001_dates_inversees,
    c002_historique_desordonne,
    c003_statut_perime,
    c004_action_hors_contrat,
    c005_evenements_desordonnes,
    d001_telephone,
    d002_courriel,
    d003_securite_sociale,
    d004_numero_fiscal,
    d005_iban,
    d006_date_naissance,
    d007_nom_de_fichier,
    m001_demande_hors_bareme,
    m002_ttc_inferieur_au_ht,
    m003_revenus_a_venir,
    m004_menage_non_fictif,
    m005_avis_double,
    r001_axe_inconnu,
    r002_organisme_inconnu,
    r003_source_inconnue,
    r004_constat_inconnu,
    r005_action_inconnue,
    r006_instance_inconnue,
    r007_identifiant_double,
    v001_chiffre_publie_introuvable,
    v002_ecart_sans_objet,
)
from contrat.controles.formes import FORMES
from contrat.controles.regle import Regle, regle_du_module
from contrat.diagnostics import Adresse, Constat, Diagnostic, Emplacement, Gravite
from contrat.modele.dossier import Dossier

REGLES: tuple[Regle, ...] = (
    *FORMES,
    regle_du_module(r001_axe_inconnu),
    regle_du_module(r002_organisme_inconnu),
    regle_du_module(r003_source_inconnue),
    regle_du_module(r004_constat_inconnu),
    regle_du_module(r005_action_inconnue),
    regle_du_module(r006_instance_inconnue),
    regle_du_module(r007_identifiant_double),
    regle_du_module(b001_plan_desequilibre),
    regle_du_module(b002_bases_melees),
    regle_du_module(b003_exercice_hors_periode),
    regle_du_module(b004_ligne_double),
    regle_du_module(b005_ligne_sans_montant),
    regle_du_module(b006_ressource_incoherente),
    regle_du_module(b007_chapitre_incoherent),
    regle_du_module(b008_execution_incoherente),
    regle_du_module(b009_accord_sans_notification),
    regle_du_module(b010_part_publique),
    regle_du_module(b011_taux_inexplique),
    regle_du_module(b012_enveloppe_depassee),
    regle_du_module(b013_convention_absente),
    regle_du_module(b014_ressource_en_souffrance),
    regle_du_module(b015_ressource_partagee),
    regle_du_module(b016_valorisations_inegales),
    regle_du_module(b017_ecart_declare),
    regle_du_module(b018_flux_interne),
    regle_du_module(c001_dates_inversees),
    regle_du_module(c002_historique_desordonne),
    regle_du_module(c003_statut_perime),
    regle_du_module(c004_action_hors_contrat),
    regle_du_module(c005_evenements_desordonnes),
    regle_du_module(m001_demande_hors_bareme),
    regle_du_module(m002_ttc_inferieur_au_ht),
    regle_du_module(m003_revenus_a_venir),
    regle_du_module(m004_menage_non_fictif),
    regle_du_module(m005_avis_double),
    regle_du_module(d001_telephone),
    regle_du_module(d002_courriel),
    regle_du_module(d003_securite_sociale),
    regle_du_module(d004_numero_fiscal),
    regle_du_module(d005_iban),
    regle_du_module(d006_date_naissance),
    regle_du_module(d007_nom_de_fichier),
    regle_du_module(v001_chiffre_publie_introuvable),
    regle_du_module(v002_ecart_sans_objet),
)

# Un code retiré n'est jamais réemployé : il garderait son ancien sens dans les historiques.
CODES_RETIRES: frozenset[str] = frozenset()


def appliquer(dossier: Dossier, situer: Callable[[Adresse], Emplacement]) -> list[Diagnostic]:
    """Appliquer toutes les règles ; le moteur, et non la règle, appose le code, la gravité et la place."""
    return [
        _apposer(regle, constat, situer)
        for regle in REGLES
        if regle.constater is not None
        for constat in regle.constater(dossier)
    ]


def _apposer(regle: Regle, constat: Constat, situer: Callable[[Adresse], Emplacement]) -> Diagnostic:
    ou = situer(constat.adresse)
    return Diagnostic(
        regle.code,
        Gravite.INFORMATION if constat.informe else regle.gravite,
        constat.message,
        ou.fichier,
        ou.ligne,
        ou.colonne,
        ou.fin,
        constat.aide,
        ou.extrait,
    )
