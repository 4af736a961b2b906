"""Ce qu'une comparaison dit en phrases : son titre, sa conclusion, ce qu'il faut savoir de chaque action."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from contrat.calculs.comparaison.actions import ActionComparee, ActionsReunies, Manque
from contrat.calculs.comparaison.argent import LigneComparee, PosteCompare
from contrat.calculs.comparaison.comparaison import ComparaisonContrats
from contrat.calculs.comparaison.droit import DroitCompare
from contrat.calculs.comparaison.ecarts import Difference
from contrat.calculs.comparaison.objets import ObjetCompare
from contrat.calculs.comparaison.totaux import EnveloppeComparee
from contrat.diagnostics import Gravite
from contrat.modele.action import Action
from contrat.modele.dossier import Dossier
from contrat.rendu.mots.actions import STATUTS
from contrat.rendu.mots.argent import SECTIONS_DITES, dire_depenses, ecrire, ecrire_part, ecrire_prise
from contrat.rendu.mots.comparaison import (
    GENRES_OBJETS,
    MANQUES,
    compter_menages,
    dire_ecart,
    dire_presence,
    nommer_droit,
)
from contrat.rendu.mots.dates import dire_exercices, dire_moment, dire_periode
from contrat.rendu.mots.elements import couper, dire_valeur
from contrat.rendu.mots.noms import nommer_ville
from contrat.rendu.mots.phrases import compter, enumerer, mettre_majuscule

RIEN = "Rien ne change"
_PERTES = {"refuse": "refusés", "retire": "retirés", "caduc": "caducs"}
# Au-delà, le titre compte les actions au lieu de les nommer.
_NOMMEES = 2


def titrer(comparaison: ComparaisonContrats) -> str:
    """Ce que l'on dirait au conseil, en une phrase."""
    if not (faits := list(_faits(comparaison))):
        rien = RIEN + " de ce qui se lit" * bool(comparaison.illisibles)
        return rien if comparaison.ne_change_rien else "Seules des fautes changent"
    reste = len(faits) - 1
    return faits[0] + (f" ; et {compter(reste, 'autre changement', 'autres changements')}" if reste else "")


def conclure(comparaison: ComparaisonContrats) -> str:
    """Ce qu'il faut corriger avant d'accepter ; à défaut, ce qu'il faut vérifier ; à défaut, que tout va bien."""
    if comparaison.ne_change_rien:
        return "Aucune valeur du contrat ni aucune faute ne change."
    if graves := list(_graves(comparaison)):
        return f"À corriger avant d'accepter : {enumerer(graves)}."
    avertissements = sum(f.gravite is Gravite.AVERTISSEMENT for f in comparaison.nouvelles)
    manques = sum(len(a.manques) for a in comparaison.actions)
    points = [compter(avertissements, "avertissement nouveau", "avertissements nouveaux")] if avertissements else []
    if manques:
        points.append(compter(manques, "chose") + " que la fiche ne dit pas")
    points += [dire_depassement(e) for e in comparaison.enveloppes if e.est_aggravee]
    return f"Rien à corriger. À vérifier : {enumerer(points)}." if points else "Rien à corriger."


def dire_depassement(enveloppe: EnveloppeComparee) -> str:
    """Une enveloppe que le changement fait dépasser, ou dépasser davantage, même quand la faute est acceptée."""
    avant, apres = (ecrire_prise(part) for part in (enveloppe.parts.avant, enveloppe.parts.apres))
    quoi = f"{SECTIONS_DITES[enveloppe.section].lower()} {dire_exercices(enveloppe.periode)}"
    return f"l'enveloppe de {quoi}, prise à {apres} et non plus à {avant}"


def _graves(comparaison: ComparaisonContrats) -> Iterator[str]:
    if any(d.reecrit for d in comparaison.droit):
        yield "une règle est réécrite pour des demandes déjà passées"
    if postes := sum(len(a.desequilibres) for a in comparaison.actions if a.apres):
        yield "le plan n'est plus équilibré" if postes == 1 else f"{postes} postes ne sont plus équilibrés"
    if aggraves := sum(len(a.aggraves) for a in comparaison.actions if a.apres):
        yield "un écart s'aggrave" if aggraves == 1 else f"{aggraves} écarts s'aggravent"
    if rompus := sum(p.est_rompu for p in comparaison.publies):
        yield (
            "un chiffre publié n'est plus retrouvé"
            if rompus == 1
            else f"{rompus} chiffres publiés ne sont plus retrouvés"
        )
    if autres := sum(f.gravite is Gravite.ERREUR and f.code not in ("B001", "V001") for f in comparaison.nouvelles):
        yield "une erreur nouvelle" if autres == 1 else f"{autres} erreurs nouvelles"


def _faits(comparaison: ComparaisonContrats) -> Iterator[str]:
    """Ce qui change, du plus grave au moins grave, une phrase chacun."""
    dossier = comparaison.tete.dossier
    yield from (_dire_droit(d) for d in comparaison.droit)
    modifiees = [a for a in comparaison.actions if a.avant and a.apres]
    pertes = [(a, poste, ligne) for a in modifiees for poste in a.postes for ligne in poste.lignes if ligne.est_perdue]
    yield from (_dire_perte(dossier, *perte) for perte in pertes)
    perdantes = {a.action.id for a, _, _ in pertes}
    suite = [a for a in modifiees if a.action.id not in perdantes]
    yield from (_dire_statut(dossier, a) for a in suite if a.change_de_statut)
    suite = [a for a in suite if not a.change_de_statut]
    yield from _dire_plusieurs("Action nouvelle", "actions nouvelles", comparaison.ajoutees)
    yield from _dire_plusieurs("Action retirée", "actions retirées", comparaison.retirees)
    yield from (_dire_plan(dossier, a) for a in suite if a.postes)
    yield from (_dire_nom(a) for a in suite if not a.postes and a.est_renommee)
    noms = rassembler_noms(comparaison)
    yield from (_dire_fiche(a, noms) for a in suite if not a.postes and not a.est_renommee)
    for objet in comparaison.objets:
        if objet.genre == "contrats":
            yield from (dire_ecart_d_objet(comparaison, objet, ecart) for ecart in objet.ecarts)
        else:
            yield _dire_objet(comparaison, objet)
    if comparaison.menages.bougent:
        yield dire_menages(comparaison).removesuffix(".")


def _dire_fiche(action: ActionComparee, noms: Mapping[str, str]) -> str:
    if len(action.ecarts) == 1:
        return f"{nommer(action.action)}, {dire_ecart(action.ecarts[0], noms)}"
    return f"La fiche {nommer(action.action)} change"


def _dire_objet(comparaison: ComparaisonContrats, objet: ObjetCompare) -> str:
    quoi = designer_objet(comparaison, objet)
    if objet.avant is None or objet.apres is None:
        return f"{quoi} : {dire_presence(objet.genre, est_ajoute=objet.avant is None)}"
    if objet.est_renomme:
        return f"{quoi} : son identifiant devient {objet.apres.id}"
    if len(objet.ecarts) == 1:
        return dire_ecart_d_objet(comparaison, objet, objet.ecarts[0])
    return f"{quoi} change"


def dire_ecart_d_objet(comparaison: ComparaisonContrats, objet: ObjetCompare, ecart: Difference) -> str:
    """Une différence d'un objet ; celles du contrat lui-même se passent de son nom."""
    dit = dire_ecart(ecart, rassembler_noms(comparaison))
    return mettre_majuscule(dit) if objet.genre == "contrats" else f"{designer_objet(comparaison, objet)}, {dit}"


def designer_objet(comparaison: ComparaisonContrats, objet: ObjetCompare) -> str:
    """Un objet par son genre et son nom ; une séance par son instance et sa date."""
    mot, une = GENRES_OBJETS[objet.genre][1], objet.apres or objet.avant
    if objet.genre == "contrats":
        return mot
    if objet.genre == "seances":
        instance = rassembler_noms(comparaison).get(une.instance, une.instance)
        return f"{mot} ({couper(instance)}, {dire_moment(une.date)})"
    nom = next(filter(None, (getattr(une, champ, None) for champ in ("titre_court", "nom", "titre"))), une.id)
    return f"{mot} « {couper(nom)} »"


def nommer(action: Action) -> str:
    """Une action par son titre court, entre guillemets."""
    return f"« {couper(action.titre_court)} »"


def nommer_organisme(dossier: Dossier, identifiant: str) -> str:
    """Le nom d'un organisme, ou son identifiant s'il n'est pas à l'annuaire."""
    return couper(dossier.nommer_organisme(identifiant))


def rassembler_noms(comparaison: ComparaisonContrats) -> dict[str, str]:
    """Le nom de chaque organisme, action, axe et instance des deux côtés, par son identifiant."""
    noms: dict[str, str] = {}
    for dossier in (comparaison.base.dossier, comparaison.tete.dossier):
        noms |= {nom: organisme.nom for nom, organisme in dossier.organismes.items()}
        noms |= {nom: f"« {axe.titre_court} »" for nom, axe in dossier.axes.items()}
        noms |= {nom: f"« {action.titre_court} »" for nom, action in dossier.actions.items()}
        noms |= {i.id: i.nom for i in (dossier.contrat.gouvernance if dossier.contrats else ())}
    return noms


def _dire_droit(droit: DroitCompare) -> str:
    libelle = nommer_droit(droit)
    quand = ", pour des demandes déjà passées" if droit.reecrit else ""
    if droit.avant is None or droit.apres is None:
        return f"{libelle} : {'ajouté' if droit.avant is None else 'retiré'}{quand}"
    if len(droit.montants) == 1:
        ecart = droit.montants[0]
        passage = f"{dire_valeur(ecart.avant, ecart.champ)} à {dire_valeur(ecart.apres, ecart.champ)}"
        return f"{libelle} : de {passage}{quand}"
    return f"{libelle} : règle modifiée{quand}"


def _dire_perte(dossier: Dossier, action: ActionComparee, poste: PosteCompare, ligne: LigneComparee) -> str:
    perte = _PERTES[ligne.etats[1] or "refuse"]
    combien = f"{ecrire(ligne.montants['prevu'].avant)} {perte}"
    qui = nommer_organisme(dossier, ligne.cle.nom)
    return f"{qui} : {combien} à {nommer(action.action)} ; {dire_equilibre(poste)}"


def dire_equilibre(poste: PosteCompare) -> str:
    """Si un exercice et une section sont équilibrés après le changement."""
    ou = f"en {poste.section} {poste.exercice}"
    ecart = poste.ecart.apres
    if ecart is None:
        return f"équilibre non jugé {ou}, une dépense y est sans montant"
    if not ecart:
        return f"le plan reste équilibré {ou}" if not poste.ecart.avant else f"le plan est de nouveau équilibré {ou}"
    return f"il manque {ecrire(-ecart)} {ou}" if ecart < 0 else f"{ecrire(ecart)} de trop {ou}"


def _dire_statut(dossier: Dossier, action: ActionComparee) -> str:
    assert action.avant is not None  # noqa: S101 - un statut ne change que d'une action déjà là
    etape = action.derniere_etape
    repreneur = action.action.liens.repreneur if action.action.statut == "transferee" else None
    vers = f" (reprise par « {nommer_organisme(dossier, repreneur)} »)" if repreneur else ""
    debut = f"{nommer(action.action)} : {STATUTS[action.avant.statut]} → {STATUTS[action.action.statut]}{vers}"
    instances = dossier.contrat.gouvernance if dossier.contrats else ()
    instance = next((i.nom for i in instances if i.id == etape.instance), etape.instance)
    return ", ".join([debut, *([couper(instance)] if instance else []), dire_moment(etape.date)])


def _dire_plan(dossier: Dossier, action: ActionComparee) -> str:
    debut = f"Le plan de {nommer(action.action)} change"
    if fautifs := [p for p in action.postes if p.ecart.apres] or [p for p in action.postes if p.ecart.apres is None]:
        return f"{debut} : {dire_equilibre(fautifs[0])}"
    if any(p.ecart.avant for p in action.postes):
        return f"{debut} : il est de nouveau équilibré"
    suite = ""
    if action.action.statut == "abandonnee":
        suite = " ; l'action est abandonnée, et son prévu hors des totaux"
    elif apport := action.autofinancement:
        qui = nommer_ville(dossier) if dossier.contrats else "Le porteur"
        suite = f". {qui} : {ecrire(abs(apport))} de {'plus' if apport > 0 else 'moins'}"
    prevus = any(x.montants["prevu"].bouge for p in action.postes for x in p.lignes)
    return f"{debut} ; il reste équilibré{suite}" if prevus else f"L'exécution de {nommer(action.action)} change"


def _dire_plusieurs(un: str, plusieurs: str, reunies: ActionsReunies) -> Iterator[str]:
    siennes, couts, inconnus = reunies
    if len(siennes) > _NOMMEES:
        yield f"{len(siennes)} {plusieurs}, {dire_depenses(couts, inconnus)}"
    else:
        yield from (f"{un} : {nommer(a.action)}, {dire_depenses(a.cout)}" for a in siennes)


def _dire_nom(action: ActionComparee) -> str:
    assert action.avant is not None  # noqa: S101 - un nom ne change que d'une action déjà là
    if action.avant.titre == action.action.titre:
        return f"La fiche {action.avant.id} s'appelle désormais {action.action.id}"
    return f"« {couper(action.avant.titre)} » devient « {couper(action.action.titre)} »"


def dire_a_savoir(dossier: Dossier, action: ActionComparee) -> Iterator[str]:
    """Ce que les tableaux d'une action ne montrent pas."""
    avant, apres = action.propres.avant, action.propres.apres
    if action.avant and action.apres and avant != apres:
        yield f"Part du maître d'ouvrage dans l'action : {ecrire_part(avant)} → {ecrire_part(apres)}."
    if action.non_acquis:
        yield "Aucune des ressources qui changent n'est acquise."
    for poste in action.postes:
        yield from _dire_suites(dossier, poste)
    yield from (dire_manque(dossier, m) for m in action.manques)


def _dire_suites(dossier: Dossier, poste: PosteCompare) -> Iterator[str]:
    for ligne in poste.lignes:
        prevu = ligne.montants["prevu"]
        if ligne.cle.sens == "ressource" and prevu.avant and prevu.apres and prevu.apres >= 2 * prevu.avant:
            fois = "le double" if prevu.apres == 2 * prevu.avant else "plus du double"
            yield f"{nommer_organisme(dossier, ligne.cle.nom)} porte {fois} de ce qui lui était demandé."
    if manque := poste.a_trouver:
        yield (
            f"Ce qu'il faudrait en {poste.section} {poste.exercice} : {ecrire(manque)} d'une autre ressource, "
            f"ou {ecrire(manque)} de dépenses en moins. Si le maître d'ouvrage comblait seul, sa part y passerait de "
            f"{ecrire(poste.part_propre)} à {ecrire(poste.part_propre + manque)}."
        )


def dire_manque(dossier: Dossier, manque: Manque) -> str:
    """Ce qu'un relecteur chercherait et qui n'est pas dans la fiche."""
    phrase = MANQUES[manque.genre]
    if manque.genre == "deliberation" and manque.etape:
        return phrase.format(dire_moment(manque.etape.date))
    if manque.genre == "convention" and manque.organisme:
        return phrase.format(nommer_organisme(dossier, manque.organisme))
    if manque.genre == "demandes" and manque.demandes:
        detail = ", ".join(f"{nommer_organisme(dossier, o)} {ecrire(m)}" for o, m in manque.demandes.items())
        return phrase.format(ecrire(manque.demande), detail)
    return phrase


def dire_jours(droit: DroitCompare) -> Iterator[str]:
    """Les jours de demande que le changement touche, et ceux qui sont déjà passés."""
    if droit.jours:
        yield "Demandes concernées : " + enumerer(dire_periode(j.du, j.au) for j in droit.jours) + "."
    if droit.reecrit:
        passes = enumerer(dire_periode(j.du, j.au) for j in droit.reecrit)
        yield (
            f"Une version ancienne est réécrite ({passes}). Pour une nouvelle règle, ajouter une version datée et "
            "fermer la précédente la veille."
        )


def dire_menages(comparaison: ComparaisonContrats) -> str:
    """Combien de dossiers de ménages s'ajoutent, partent ou changent."""
    m = comparaison.menages
    dits = [
        f"{compter_menages(nombre)} {mot}{'s' if nombre is None or nombre > 1 else ''}"
        for nombre, mot in ((m.ajoutes, "ajouté"), (m.retires, "retiré"), (m.modifies, "modifié"))
        if nombre != 0
    ]
    return f"Dossiers de ménages : {', '.join(dits)}."
