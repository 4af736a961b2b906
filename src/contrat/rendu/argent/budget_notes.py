"""Ce qu'un total ne dit pas : ce qui manque, ce qui est exclu, la base des montants, leur origine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contrat.calculs.argent.budget import Consolidation
from contrat.calculs.argent.etat import EtatBudget, Exclusion
from contrat.calculs.argent.lignes import LigneConsolidee
from contrat.modele.base import SECTIONS
from contrat.modele.dossier import Dossier
from contrat.modele.plan import CERTITUDES_COMPTEES, ETATS_PERDUS, NATURES_PORTEES
from contrat.rendu.mots.argent import (
    BASES,
    CERTITUDES_DITES,
    MOTIFS,
    NATURES,
    NATURES_RESSOURCE,
    SENS,
    VUES,
    dire_bases,
    dire_perte,
    ecrire,
)
from contrat.rendu.mots.dates import dire_exercices
from contrat.rendu.mots.mesures import MESURES
from contrat.rendu.mots.noms import nommer_action, nommer_ville
from contrat.rendu.mots.origine import MARQUE
from contrat.rendu.mots.phrases import compter, enumerer

CITEES = 5
LEGENDE = f"{MARQUE} : action dont un montant au moins est reconstitué."


def rediger_notes(etat: EtatBudget) -> tuple[str, ...]:
    """Les phrases à lire sous les tableaux, la plus importante d'abord."""
    return (*rediger_alertes(etat), *rediger_reserves(etat))


def rediger_alertes(etat: EtatBudget) -> tuple[str, ...]:
    """Ce qui demande une décision : un plan déséquilibré, une enveloppe dépassée."""
    return (*_equilibre(etat.consolidation), *_enveloppes(etat))


def rediger_reserves(etat: EtatBudget) -> tuple[str, ...]:
    """Ce qu'il faut savoir pour lire les montants : ce qui manque, ce qui est exclu, la base, l'origine."""
    return (*_ressources(etat), *_absents(etat), *rediger_exclusions(etat), *_base(etat.consolidation), *_origine(etat))


def rediger_limites(etat: EtatBudget) -> tuple[str, ...]:
    """Ce qu'un seul total, au milieu d'autres, ne compte pas, et sa base."""
    return (*_manquants(etat), *rediger_exclusions(etat), *_base(etat.consolidation))


def legender_marque(etat: EtatBudget) -> tuple[str, ...]:
    """Ce que dit la marque d'une action, quand une ligne comptée la lui vaut."""
    return (LEGENDE,) if any(etat.dossier.est_reconstitue(x.source) for x in etat.consolidation.lignes) else ()


def nommer_les_apports_reconstitues(etat: EtatBudget) -> tuple[str, ...]:
    """Les financeurs dont un montant au moins est reconstitué, dans l'ordre du tableau de qui paie."""
    lignes = etat.consolidation.lignes_ressources
    cles = {x.organisme for x in lignes if etat.dossier.est_reconstitue(x.source)}
    apports = [a.cle for cote in etat.cotes for a in cote.apports if a.cle in cles]
    noms = " ; ".join(etat.dossier.nommer_organisme(cle or "") for cle in apports)
    return (f"Montant reconstitué, en tout ou partie : {noms}.",) if noms else ()


def dire_paye_sorti(etat: EtatBudget) -> Iterator[str]:
    """Ce qui a été payé pour des actions qui ne se font plus, s'il y en a."""
    if etat.paye_sorti:
        yield f"Payé pour des actions abandonnées ou transférées, hors de ce tableau : {ecrire(etat.paye_sorti)}."


def rediger_execution(etat: EtatBudget) -> Iterator[str]:
    """Ce qu'une exécution ne montre pas : les crédits venus d'avant, ce qui est payé après."""
    reporte = etat.executions["section"][-1].reporte
    if reporte is not None:
        avant = f"{ecrire(reporte)} de crédits reportés de l'exercice d'avant"
        yield f"{avant} sont dans les taux, et dans aucun montant prévu ou voté."
    if etat.par != "financeur" and (partielles := etat.etapes_partielles):
        combien = " ; ".join(f"{VUES[vue][1].lower()}, {n}" for vue, n in partielles.items())
        yield f"Montants à renseigner, hors des totaux : {combien}."
    yield from dire_paye_sorti(etat)
    if etat.paye_ailleurs:
        yield f"{ecrire(etat.paye_ailleurs)} de ces dépenses sont payés dans d'autres exercices : ils n'y sont pas."


def _equilibre(c: Consolidation) -> Iterator[str]:
    depenses, ressources = c.total_depenses, c.total_ressources
    if c.vue != "prevu" or depenses is None or ressources is None:
        return
    if depenses > ressources:
        yield f"Les ressources ne couvrent pas les dépenses : il manque {ecrire(depenses - ressources)}."
    elif ressources > depenses and not c.non_renseignees:
        yield f"Les ressources dépassent les dépenses de {ecrire(ressources - depenses)}."


def _enveloppes(etat: EtatBudget) -> Iterator[str]:
    for comparee in etat.enveloppes:
        if comparee.depassement:
            enveloppe = comparee.enveloppe
            prevue = f"l'enveloppe {dire_exercices(enveloppe.periode)} de {ecrire(enveloppe.montant)}"
            yield f"{enveloppe.section.capitalize()} : {prevue} est dépassée de {ecrire(comparee.depassement)}."
        if comparee.ailleurs:
            section, periode = comparee.enveloppe.section, dire_exercices(comparee.enveloppe.periode)
            reste = f"{ecrire(comparee.ailleurs)} de dépenses d'autres exercices, hors de cette page"
            yield f"{section.capitalize()} : l'enveloppe {periode} porte aussi {reste}."


def _ressources(etat: EtatBudget) -> Iterator[str]:
    c, porteur = etat.consolidation, etat.dossier.contrat.porteur
    rattaches = dict.fromkeys(
        x.libelle if x.nature not in NATURES_PORTEES else f"{x.libelle} ({NATURES_RESSOURCE[x.nature]})"
        for x in c.lignes_ressources
        if x.est_ville and x.organisme != porteur
    )
    if rattaches:
        yield f"La part « {nommer_ville(etat.dossier)} » comprend : {', '.join(rattaches)}."
    if c.vue == "prevu" and c.lignes_ressources:
        montants = etat.accords
        dits = enumerer(f"{ecrire(montants[x])} {CERTITUDES_DITES[x][1]}" for x in CERTITUDES_COMPTEES if x in montants)
        aucune = "" if {"acquis", "declare"} & montants.keys() else " ; aucune n'y est notée acquise"
        yield f"État des ressources d'après les fiches : {dits}{aucune}."


def _absents(etat: EtatBudget) -> Iterator[str]:
    c = etat.consolidation
    if c.exercices_sans_chiffre:
        mot = "prévu" if c.vue == "prevu" else "renseigné"
        yield f"Aucun montant {mot} pour {enumerer(map(str, c.exercices_sans_chiffre))}."
    if annonces := [f"{a.titre_court} ({ecrire(t)})" for a in etat.sans_ligne if a.annonce and (t := a.annonce.total)]:
        yield f"Montants annoncés sans exercice, hors des totaux : {_citer(annonces)}."
    if c.exercices_sans_chiffre == c.exercices:
        return
    if muettes := etat.sans_ligne:
        yield f"Actions sans montant sur ces exercices : {_citer(a.titre_court for a in muettes)}."
    yield from _manquants(etat)


def _manquants(etat: EtatBudget) -> Iterator[str]:
    if manquantes := etat.consolidation.non_renseignees:
        cites = _citer(_situer(etat.dossier, x) for x in manquantes)
        yield f"{compter(len(manquantes), 'montant')} à renseigner, hors des totaux : {cites}."


def rediger_exclusions(etat: EtatBudget) -> Iterator[str]:
    """Ce que les totaux ne comptent pas, motif par motif, avec les montants."""
    exclusions = {x.motif: x for x in etat.exclusions}
    for motif, texte in MOTIFS.items():
        if exclusion := exclusions.get(motif):
            detail = len(exclusion.lignes) <= CITEES
            dites = _citer(_situer(etat.dossier, x) for x in exclusion.lignes) if detail else _totaliser(exclusion)
            yield f"Hors des totaux, {texte} : {dites}."


def _totaliser(exclusion: Exclusion) -> str:
    """Combien de lignes, et leur somme par sens ; des ressources perdues, ce qui en avait été attendu."""
    combien = compter(len(exclusion.lignes), "ligne")
    if exclusion.motif == "ressource_perdue":
        connu = f"{ecrire(exclusion.perdu)} demandés ou accordés" if exclusion.perdu is not None else ""
        inconnu = f"{exclusion.sans_somme} de somme inconnue" if exclusion.sans_somme else ""
        return ", ".join(filter(None, (combien, connu, inconnu)))
    sommes = enumerer(f"{nom} {ecrire(exclusion.sommes[s])}" for s, nom in SENS.items() if s in exclusion.sommes)
    return f"{combien}, {sommes}"


def _base(c: Consolidation) -> Iterator[str]:
    if c.a_bases_melees:
        bases = {
            s: next((x.base for x in c.lignes if x.section == s and x.base in ("HT", "TTC")), None) for s in SECTIONS
        }
        dites = enumerer(f"{s} {BASES[base]}" for s, base in bases.items() if base)
        yield f"Montants {dites} : un total des deux sections ajoute du hors taxes et du toutes taxes comprises."
    elif c.bases:
        yield dire_bases(c.bases)


def _origine(etat: EtatBudget) -> Iterator[str]:
    connues = etat.dossier.sources
    retrouves = [x.publie for x in etat.publies if x.est_retrouve]
    if retrouves:
        sources = [connues[p.source] for p in retrouves if p.source in connues]
        qui = dict.fromkeys(source.editeur or source.titre for source in sources)
        periodes = enumerer(dict.fromkeys(dire_exercices(p.periode) for p in retrouves))
        un = len(retrouves) == 1
        accord = "Le total publié est retrouvé" if un else f"Les {len(retrouves)} totaux publiés sont retrouvés"
        yield f"{accord} au centime ({', '.join([periodes, *qui])})."
    for x in etat.publies:
        if not x.est_retrouve:
            calcule = "rien" if x.calcule is None else ecrire(x.calcule)
            dit = f"{ecrire(x.publie.valeur)} publiés, {calcule} dans les fiches"
            yield f"{MESURES[x.publie.mesure][0]} {dire_exercices(x.publie.periode)} : {dit}."
    yield from rediger_origine(etat.consolidation)


def rediger_origine(consolidation: Consolidation) -> tuple[str, ...]:
    """D'où viennent les montants des fiches ; rien quand il n'y en a pas."""
    natures = consolidation.natures
    if "reconstitution" in natures:
        sujet = "Les montants des fiches sont" if natures == {"reconstitution"} else "Une partie des montants est"
        return (f"{sujet} une reconstitution : la répartition par action et par exercice n'a pas été publiée.",)
    return (f"Origine des montants : {enumerer(NATURES[n] for n in NATURES if n in natures)}.",) if natures else ()


def _situer(dossier: Dossier, ligne: LigneConsolidee) -> str:
    montant = "" if ligne.montant is None else ecrire(ligne.montant)
    if ligne.etat in ETATS_PERDUS and not ligne.montant:
        montant = dire_perte(ligne.etat, ligne.sollicite, ligne.accorde)
    dits = (nommer_action(dossier, ligne.action), str(ligne.exercice), ligne.libelle, montant)
    return ", ".join(filter(None, dits))


def _citer(textes: Iterable[str]) -> str:
    """Les premiers textes, puis combien d'autres."""
    tous = list(textes)
    reste = len(tous) - CITEES
    return " ; ".join(tous[:CITEES]) + (f" ; et {compter(reste, 'autre')}" if reste > 0 else "")
