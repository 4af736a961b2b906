"""La page d'un ménage : ce qui se lui remet d'abord, puis chaque condition avec son texte."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from contrat.calculs.eligibilite.dossier_menage import BilanEntretien, DossierMenage
from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.moteur import Jugement, ResultatAide
from contrat.modele.communes import Communes
from contrat.modele.menage import Menage
from contrat.nombres import euros, pourcent
from contrat.rendu.document import Document
from contrat.rendu.eligibilite.ailleurs import dire_adresses, dire_ailleurs, dire_hors_sujet
from contrat.rendu.eligibilite.calcul import dire_euros, dire_fourchette, dire_scenarios
from contrat.rendu.eligibilite.detail import (
    Renvois,
    detailler,
    dire_changement,
    dire_plus_modestes,
    expliquer_reponse,
)
from contrat.rendu.eligibilite.objet import decrire_dossier, tabuler_menages
from contrat.rendu.eligibilite.plan import composer_avances, composer_reserves, tableau_plan
from contrat.rendu.eligibilite.suite import dire_doutes, dire_preuves, dire_suite
from contrat.rendu.mots.dates import dire_jour, dire_moment
from contrat.rendu.mots.droit import VERDICTS, dire_categories, dire_seuil
from contrat.rendu.mots.menages import MOTIFS_REFUS, VALEURS, dire_confusion, dire_etape, dire_inconnue
from contrat.rendu.mots.phrases import compter
from contrat.rendu.page import Bloc, Cellule, Colonne, Page, Partie, Points, Rangee, Tableau, Valeur, puces

TRAVAUX = (Colonne("Souhaités"), Colonne("Préconisés"), Colonne("Retenus"))


def documenter_menages(dossiers: Sequence[DossierMenage]) -> Document:
    """Les ménages jugés, dans toutes les formes ; en JSON, un objet par ligne ; en CSV, une ligne par aide."""
    return Document(
        titre="Ménages jugés",
        page=lambda: [composer(dossier) for dossier in dossiers],
        objet=lambda: [decrire_dossier(dossier) for dossier in dossiers],
        donnees=lambda: tabuler_menages(dossiers),
    )


def composer(dossier: DossierMenage) -> Page:
    """Ce qui se remet au ménage, puis le détail de chaque aide et les textes."""
    jugement, renvois = dossier.jugement, Renvois(dossier.bareme.textes)
    phrases = [
        *_decrire_menage(dossier, renvois),
        *_decrire_logement(dossier),
        *_decrire_travaux(dossier.menage),
        *_dire_refus(dossier.menage),
    ]
    reserves = [*composer_reserves(dossier, renvois), *composer_avances(dossier, renvois)]
    doutes = dire_doutes(dossier.doutes, jugement)
    parties = [
        Partie("", [*phrases, *_comparer_postes(dossier.menage)]),
        Partie("Réponse", list(composer_reponses(dossier))),
        Partie("Ordre de grandeur, selon les classes gagnées", puces(_dire_scenarios(dossier))),
        Partie("Plan des travaux, sous réserve de l'accord des financeurs", [tableau_plan(dossier), *puces(reserves)]),
        Partie("Pour lever les doutes", puces(doutes), nom="doutes"),
        Partie("Pièces du dossier", puces(dire_preuves(dossier.preuves, doutes)), nom="pieces"),
        Partie("Ce qui changerait la réponse", puces(_dire_changements(dossier))),
        Partie("Autres aides, que cet outil ne juge pas", puces(dire_adresses(dossier.ailleurs)), nom="ailleurs"),
        Partie("", [dire_suite(dossier)], nom="suite"),
        *(_detailler(resultat, jugement, renvois) for resultat in dossier.utiles),
        Partie("Les autres aides, en détail", puces(dire_ailleurs(dossier.ailleurs, renvois)), nom="detail"),
    ]
    parties.append(Partie("Textes", puces(renvois.enumerer()), nom="detail"))
    return Page(titrer(dossier), "", [p for p in parties if p.blocs], gabarit="menage")


def _dire_scenarios(dossier: DossierMenage) -> Iterator[str]:
    for resultat in dossier.utiles:
        if scenarios := dossier.scenarios.get(resultat.aide.id):
            yield f"{resultat.libelle} : {dire_scenarios(scenarios)}."


def _detailler(resultat: ResultatAide, jugement: Jugement, renvois: Renvois) -> Partie:
    titre = f"{resultat.libelle} : {VERDICTS[resultat.verdict].lower()}"
    return Partie(titre, [Points(tuple(detailler(resultat, jugement, renvois)))], nom="detail")


def _decrire_menage(dossier: DossierMenage, renvois: Renvois) -> Iterator[str]:
    demande, ressources = dossier.jugement.demande, dossier.jugement.ressources
    personnes = "nombre de personnes inconnu" if demande.personnes is None else compter(demande.personnes, "personne")
    revenu = dire_euros(ressources.rfr)
    yield f"Foyer : {personnes}, revenu fiscal de référence {ressources.annee} : {revenu}."
    noms = dire_categories(ressources.possibles)
    plafond = ressources.plafonds.get(ressources.categorie) if ressources.categorie else None
    if ressources.categorie is None:
        yield f"Catégorie de ressources : à vérifier ({noms})."
    elif plafond is None:
        yield f"Catégorie de ressources : {noms}."
    else:
        citation = renvois.citer_ressources(ressources)
        yield f"Catégorie de ressources : {noms}. Plafond : {dire_seuil(plafond)} {citation}."
    if ressources.reserve:
        yield f"Réserve : {ressources.reserve}."
    if ressources.provisoire:
        yield f"Provisoire : {ressources.provisoire}."
    yield from _dire_effort(dossier, renvois)
    yield from _dire_reste(dossier, renvois)


def _dire_effort(dossier: DossierMenage, renvois: Renvois) -> Iterator[str]:
    effort = dossier.effort
    if effort is None:
        return
    reperes = " ; ".join(
        f"{pourcent(r.seuil, insecable=True)}, {r.libelle} {renvois.citer(r)}"
        for r in dossier.bareme.regles.effort_energetique
    )
    facture, revenu = euros(effort.facture, insecable=True), euros(effort.revenu, insecable=True)
    yield (
        f"Effort énergétique : {pourcent(effort.taux, insecable=True)} ({facture} de factures en "
        f"{effort.annee_facture}, revenu fiscal {effort.annee_revenu} de {revenu}, qui n'est pas le revenu "
        f"disponible). Repères : {reperes}."
    )


def _dire_reste(dossier: DossierMenage, renvois: Renvois) -> Iterator[str]:
    """Le reste à vivre, quand la commune a dit comment le calculer."""
    regle, budget = dossier.bareme.reste_a_vivre, dossier.menage.budget
    reste = dossier.reste
    if reste is None or regle is None or budget is None:
        return
    signe = "\u2212" if reste.montant < 0 else ""
    montant, parts = euros(abs(reste.montant), insecable=True), f"{reste.parts:f}".replace(".", ",")
    repere = "" if regle.repere is None else f" Repère de la commune : {euros(regle.repere, insecable=True)}."
    ressources, charges = euros(budget.ressources, insecable=True), euros(budget.charges, insecable=True)
    yield (
        f"Reste à vivre : {signe}{montant} par mois et par part ({ressources} de ressources, {charges} de charges, "
        f"{parts} parts) {renvois.citer_source(regle.source)}.{repere}"
    )


def _decrire_logement(dossier: DossierMenage) -> Iterator[str]:
    menage, communes = dossier.menage, dossier.bareme.liste_communes
    logement = menage.logement
    faits = [
        _situer(logement.commune, communes) if logement.commune else None,
        VALEURS[logement.type] if logement.type else None,
        f"achevé en {dire_moment(logement.achevement)}" if logement.achevement else None,
        VALEURS[logement.statut_occupation] if logement.statut_occupation else None,
        None if logement.residence_principale is None else _dire_residence(logement.residence_principale),
        f"DPE {logement.dpe}" if logement.dpe else None,
        f"{logement.consommation:f} kWhEP/m²/an".replace(".", ",") if logement.consommation is not None else None,
        f"secteur {menage.secteur}" if menage.secteur else None,
    ]
    dits = [fait for fait in faits if fait]
    yield f"Logement : {', '.join(dits)}." if dits else "Logement : rien n'est encore connu."
    if logement.commune and (confusion := communes.chercher_confusion(logement.commune)):
        yield f"À vérifier : {dire_confusion(confusion)}."
    if logement.commune and communes.est_inconnue(logement.commune):
        yield f"À vérifier : {dire_inconnue(logement.commune)}."


def _situer(code: str, communes: Communes) -> str:
    """La commune par son nom, avec son code ; le code seul d'une commune que la liste de l'année n'a pas."""
    nom = communes.nommer(code)
    return f"commune {code}" if nom is None else f"{nom} ({code})"


def _dire_residence(est_principale: bool) -> str:
    return "résidence principale" if est_principale else "pas la résidence principale"


def _decrire_travaux(menage: Menage) -> Iterator[str]:
    projet = menage.projet
    faits = [
        VALEURS[projet.nature] if projet.nature else None,
        *(VALEURS[travaux.nature] for travaux in projet.autres_travaux),
        f"gain de {pourcent(projet.gain, insecable=True)}" if projet.gain is not None else None,
        f"classe visée {projet.dpe_vise}" if projet.dpe_vise else None,
        None if projet.commences is None else ("déjà commencés" if projet.commences else "pas commencés"),
    ]
    dits = [fait for fait in faits if fait]
    yield f"Travaux : {', '.join(dits)}." if dits else "Travaux : rien n'est encore connu."


def _dire_refus(menage: Menage) -> Iterator[str]:
    """Ce qui a déjà été refusé, et pourquoi : à savoir avant de redéposer."""
    for evenement in menage.refus:
        motif = MOTIFS_REFUS[evenement.refus or ""]
        qui = f" par « {evenement.financeur} » seul" if evenement.financeur else ""
        yield f"Déjà refusé{qui} : {dire_etape(evenement.etape, evenement.date)}, raison : {motif}."


def _comparer_postes(menage: Menage) -> Iterator[Tableau]:
    """Les travaux souhaités, préconisés et retenus, côte à côte."""
    projet = menage.projet
    rangees = [Rangee(rang) for rang in zip_longest(projet.souhaites, projet.preconises, projet.retenus, fillvalue="")]
    if rangees:
        yield Tableau(TRAVAUX, tuple(rangees))


def titrer(bilan: BilanEntretien) -> str:
    """De quel ménage il s'agit, et à quel jour il est jugé."""
    return f"Ménage {bilan.jugement.demande.id}, demande du {dire_jour(bilan.jugement.demande.jour)}"


def composer_reponses(bilan: BilanEntretien) -> Iterator[Bloc]:
    """Le verdict de chaque aide aux travaux du ménage, puis le nom des autres."""
    yield _tableau_reponses(bilan)
    yield from dire_hors_sujet(bilan)


def _tableau_reponses(dossier: BilanEntretien) -> Tableau:
    """Le verdict de chaque aide et, s'il n'est pas sûr ou pas favorable, ce qui l'explique."""
    rangees = []
    for resultat in dossier.utiles:
        rangees.append(Rangee((resultat.libelle, VERDICTS[resultat.verdict], _dire_montant(resultat))))
        notes = [expliquer_reponse(c, resultat.verdict) for c in dossier.explications[resultat.aide.id]]
        rangees += [Rangee((note, "", ""), retrait=1) for note in notes]
    return Tableau((Colonne("Aide"), Colonne("Réponse", fixe=True), Colonne("Montant", "euros")), tuple(rangees))


def _dire_montant(resultat: ResultatAide) -> Valeur | Cellule:
    if not resultat.verdict.est_ouvert:
        return ""
    est_sur, montant = resultat.verdict is Verdict.ELIGIBLE, resultat.montant_possible
    if montant is not None:
        return montant if est_sur else Cellule(montant, avant="(", apres="si confirmé)")
    if resultat.fourchette is None:
        return ""
    entre = dire_fourchette(resultat.fourchette)
    return entre if est_sur else f"({entre} si confirmé)"


def _dire_changements(dossier: DossierMenage) -> Iterator[str]:
    """Ce qui ferait accorder les aides, celles qu'un même changement retourne ensemble ; puis ce qui ferait plus."""
    aides: dict[str, list[str]] = {}
    for resultat in dossier.utiles:
        if possibles := dossier.changements.get(resultat.aide.id, ()):
            phrase = " ; ou ".join(dire_changement(c) for c in possibles)
            aides.setdefault(phrase, []).append(resultat.libelle)
    for phrase, libelles in aides.items():
        yield f"{' ; '.join(libelles)} : {phrase}."
    for resultat in dossier.utiles:
        if modestes := dossier.plus_modestes.get(resultat.aide.id):
            yield dire_plus_modestes(resultat.libelle, modestes)
