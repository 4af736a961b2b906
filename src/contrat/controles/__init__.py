"""Les règles de contrôle : un registre écrit à la main, et le moteur qui les applique."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module

from contrat.controles.formes import CHIFFRE, FORMES, OPAQUE
from contrat.controles.partiels import constater_partiels, dire_empechees
from contrat.controles.regle import Regle, regle_du_module
from contrat.diagnostics import Adresse, Constat, Diagnostic, Emplacement, Gravite
from contrat.modele.dossier import Dossier

# Un module commence par le code de sa règle : le registre se parcourt sans rien importer.
MODULES: tuple[str, ...] = (
    "b001_plan_desequilibre",
    "b002_bases_melees",
    "b003_exercice_hors_periode",
    "b004_ligne_double",
    "b005_ligne_sans_montant",
    "b006_ressource_incoherente",
    "b007_chapitre_incoherent",
    "b008_execution_incoherente",
    "b009_accord_sans_notification",
    "b010_part_publique",
    "b011_taux_inexplique",
    "b012_enveloppe_depassee",
    "b013_convention_absente",
    "b014_ressource_en_souffrance",
    "b015_ressource_partagee",
    "b016_valorisations_inegales",
    "b017_ecart_declare",
    "b018_flux_interne",
    "c001_dates_inversees",
    "c002_historique_desordonne",
    "c003_statut_perime",
    "c004_action_hors_contrat",
    "c005_evenements_desordonnes",
    "c006_transition_interdite",
    "c007_approbation_sans_deliberation",
    "c008_realisation_sans_valeur",
    "c009_transfert_sans_repreneur",
    "c010_report_sans_echeance",
    "c011_decision_sans_instance",
    "c012_sans_indicateur_de_realisation",
    "c013_serie_en_desordre",
    "c014_critere_sans_justification",
    "c015_jalon_sans_date",
    "c016_phase_hors_calendrier",
    "c017_approuvee_sans_question",
    "c018_criteres_changes",
    "c019_piece_sans_lien",
    "c020_poids_incomplets",
    "c021_note_hors_echelle",
    "c022_trop_de_bulletins",
    "c023_doublon_de_seance",
    "c024_grille_posterieure",
    "c025_grille_changee",
    "c026_ecart_sans_motif",
    "c027_vote_identifiable",
    "c028_rang_contredit",
    "d001_telephone",
    "d002_courriel",
    "d003_securite_sociale",
    "d004_numero_fiscal",
    "d005_iban",
    "d006_date_naissance",
    "d007_nom_de_fichier",
    "d008_champ_interdit",
    "d009_adresse",
    "d010_nom_de_personne",
    "d011_sante",
    "d012_opinion",
    "d013_commentaire_long",
    "d014_conservation_depassee",
    "d016_purge_interrompue",
    "d017_autre_numero",
    "d018_secret",
    "m001_demande_hors_bareme",
    "m002_ttc_inferieur_au_ht",
    "m003_revenus_a_venir",
    "m004_menage_non_fictif",
    "m005_avis_double",
    "m006_plan_ouvert",
    "m007_etape_a_venir",
    "p001_condition_partagee_inconnue",
    "p002_plafonds_bientot_perimes",
    "p003_source_de_droit_inconnue",
    "p004_droit_a_relire",
    "p005_versions_discontinues",
    "p006_condition_nationale_inconnue",
    "p007_fichier_mal_range",
    "p008_tables_discontinues",
    "p009_plafonds_absents",
    "p010_fin_des_plafonds",
    "p011_plafonds_desordonnes",
    "p012_annee_des_revenus_inconnue",
    "p013_plafond_inexplique",
    "p014_passage_sans_tables",
    "p015_exception_inutile",
    "p016_hausse_depassee",
    "p017_fourchette_inexpliquee",
    "p018_aide_inconnue",
    "p019_aide_nationale_reprise",
    "p020_categorie_oubliee",
    "r001_axe_inconnu",
    "r002_organisme_inconnu",
    "r003_source_inconnue",
    "r004_constat_inconnu",
    "r005_action_inconnue",
    "r006_instance_inconnue",
    "r007_identifiant_double",
    "r008_critere_inconnu",
    "r009_college_absent",
    "v001_chiffre_publie_introuvable",
    "v002_ecart_sans_objet",
)

# Un code retiré n'est jamais réemployé : il garderait son ancien sens dans les historiques.
CODES_RETIRES: frozenset[str] = frozenset()


def choisir(*debuts: str) -> tuple[Regle, ...]:
    """Les règles dont le code commence par l'un de ces débuts, ou toutes ; seuls leurs modules sont importés."""
    debuts = debuts or ("",)
    noms = [nom for nom in MODULES if nom[:4].upper().startswith(debuts)]
    regles = [regle_du_module(import_module(f"{__name__}.{nom}")) for nom in noms]
    return (*(regle for regle in (*FORMES, CHIFFRE, OPAQUE) if regle.code.startswith(debuts)), *regles)


def appliquer(
    dossier: Dossier, situer: Callable[[Adresse], Emplacement], regles: Iterable[Regle] | None = None
) -> list[Diagnostic]:
    """Appliquer ces règles, ou toutes, sauf celles qui lisent un genre que le dossier n'a pas.

    Le moteur, et non la règle, appose le code, la gravité et la place.
    """
    return [
        _apposer(regle, constat, situer)
        for regle in (choisir() if regles is None else regles)
        if regle.constater is not None and regle.lit <= dossier.genres
        for constat in regle.constater(dossier)
    ]


def controler(
    dossier: Dossier, situer: Callable[[Adresse], Emplacement]
) -> tuple[list[Diagnostic], Mapping[str, tuple[str, ...]]]:
    """Appliquer toutes les règles, aux objets fautifs aussi ; et, par fichier, celles que des fautes empêchent."""
    trouves = appliquer(dossier, situer)
    connus = set(trouves)
    empechees: dict[str, set[str]] = {}
    for adresse, quoi in dire_empechees(dossier):
        empechees.setdefault(situer(adresse).fichier, set()).add(quoi)
    for regle in choisir() if dossier.partiels else ():
        constats, non_juges = constater_partiels(regle, dossier)
        trouves += [d for d in (_apposer(regle, c, situer) for c in constats) if d not in connus]
        for adresse in non_juges:
            empechees.setdefault(situer(adresse).fichier, set()).add(regle.code)
    return trouves, {fichier: tuple(sorted(quoi)) for fichier, quoi in sorted(empechees.items())}


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
