"""La comparaison : la phrase à dire au conseil, ce qui est à corriger, puis le détail, que le commentaire replie."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from contrat.calculs.comparaison.actions import ActionComparee
from contrat.calculs.comparaison.comparaison import ComparaisonContrats, EtatContrat
from contrat.calculs.comparaison.droit import DroitCompare
from contrat.diagnostics import Diagnostic
from contrat.rendu.comparaison.objet import decrire, est_discrete, tabuler_changements
from contrat.rendu.comparaison.phrases import (
    conclure,
    designer_objet,
    dire_a_savoir,
    dire_ecart_d_objet,
    dire_jours,
    dire_menages,
    nommer,
    rassembler_noms,
    titrer,
)
from contrat.rendu.comparaison.regles import dire_regle, dire_subvention
from contrat.rendu.comparaison.tableaux import (
    dire_execution,
    dire_touches,
    tabuler_actions,
    tabuler_enveloppes,
    tabuler_menages,
    tabuler_poste,
    tabuler_publies,
    tabuler_totaux,
)
from contrat.rendu.document import Document
from contrat.rendu.mots.argent import VUES, ecrire
from contrat.rendu.mots.comparaison import DROITS, GENRES_OBJETS, dire_ecart, dire_presence, nommer_droit
from contrat.rendu.mots.elements import couper, nommer_objet
from contrat.rendu.mots.phrases import compter
from contrat.rendu.page import Bloc, Page, Partie, Points, Remarque, Tableau, lister

# Ce qu'un commentaire peut porter sans être refusé.
TAILLE_MAX = 6 * 10**4
# Combien de lignes d'un tableau ou d'une liste, combien d'actions détaillées : au terminal toutes, dans un commentaire
# de moins en moins, jusqu'à ce qu'il tienne.
_TOUTES = sys.maxsize
_NIVEAUX = (200, 50, 15, 5, 0)
PLIE, PIED = "plie", "pied"


HORS_CSV = "Un csv ne porte que les actions qui changent ; les totaux, le droit et les fautes sont dans le json."


def documenter_comparaison(comparaison: ComparaisonContrats, commande: str, racine: Path | None = None) -> Document:
    """La comparaison dans toutes ses formes ; avec `racine`, la page est raccourcie pour tenir dans un commentaire."""
    return Document(
        page=lambda: composer(comparaison, commande) if racine is None else raccourcir(comparaison, commande, racine),
        objet=lambda: decrire(comparaison),
        donnees=lambda: tabuler_changements(comparaison),
        a_cote=lambda: (titrer(comparaison), conclure(comparaison), HORS_CSV),
    )


def raccourcir(comparaison: ComparaisonContrats, commande: str, racine: Path) -> Page:
    """La page la plus complète qui tienne dans un commentaire."""
    from contrat.rendu.ecrivains.markdown import en_markdown

    for niveau in _NIVEAUX:
        page = composer(comparaison, commande, niveau)
        if len(en_markdown(page, racine)) <= TAILLE_MAX:
            break
    return page


def composer(comparaison: ComparaisonContrats, commande: str, lignes: int = _TOUTES) -> Page:
    """La page ; `lignes` borne chaque tableau et chaque liste, les totaux restent exacts."""
    parties = [Partie("", list(_avertir(comparaison)))] if comparaison.illisibles else []
    if not comparaison.ne_change_rien:
        parties += _detailler(comparaison, lignes)
    pied = f"Base : {comparaison.base.nom} ; comparé : {comparaison.tete.nom}. Chez vous : {commande}"
    parties = [p for p in parties if p.blocs]
    return Page(titrer(comparaison), conclure(comparaison), [*parties, Partie("", [pied], nom=PIED)], "comparaison")


def _avertir(comparaison: ComparaisonContrats) -> Iterator[Bloc]:
    for i in comparaison.illisibles[:10]:
        quoi = GENRES_OBJETS[i.genre][1] + (f" « {i.identifiant} »" if i.genre != "contrats" else "")
        yield Remarque(f"{quoi} : illisible dans {i.cote}, compté comme de l'autre côté.")
    if (reste := len(comparaison.illisibles) - 10) > 0:
        yield Remarque(f"Et {compter(reste, 'autre')} : contrat validate les montre.")
    if any(not cote.concordances or any(c.empechement for c in cote.concordances) for cote in _cotes(comparaison)):
        manque = "Tant qu'un fichier ne se lit pas ou qu'un montant manque"
        yield Remarque(f"{manque}, les chiffres publiés qui en dépendent ne sont pas comparés.")


def _cotes(comparaison: ComparaisonContrats) -> tuple[EtatContrat, EtatContrat]:
    return comparaison.base, comparaison.tete


def _detailler(comparaison: ComparaisonContrats, lignes: int) -> Iterator[Partie]:
    dossier = comparaison.tete.dossier
    yield from (_detailler_droit(d) for d in comparaison.droit[: max(lignes, 1)])
    modifiees = [a for a in comparaison.actions if a.avant and a.apres]
    yield from (_detailler_action(comparaison, a, len(modifiees) > 1, lignes) for a in modifiees[:lignes])
    if reste := modifiees[lignes:]:
        combien = compter(len(reste), "autre action change", "autres actions changent")
        yield Partie("", [f"{combien} : {_citer(nommer(a.action) for a in reste)}."])
    for est_ajout, titre in ((True, "Actions ajoutées"), (False, "Actions retirées")):
        siennes = [a for a in comparaison.actions if (a.avant if est_ajout else a.apres) is None]
        if siennes:
            origine = dossier if est_ajout else comparaison.base.dossier
            tableau = tabuler_actions(origine, siennes, est_ajout=est_ajout)
            savoir = [f"{nommer(a.action)} : {phrase}" for a in siennes for phrase in dire_a_savoir(origine, a)]
            yield Partie(f"{titre} : {len(siennes)}", [*_borner(tableau, lignes), *_borner(lister(*savoir), lignes)])
    yield Partie(_nommer_effet(comparaison), list(_effet(comparaison, lignes)), nom=PLIE)
    if comparaison.publies:
        tableau = tabuler_publies((comparaison.base.dossier, dossier), comparaison.publies)
        yield Partie("Chiffres publiés dont le recalcul change", _borner(tableau, lignes), nom=PLIE)
    autres = lister(*_autres(comparaison))
    yield Partie("Autres changements", _borner(autres, lignes), nom=PLIE)
    yield from _fautes(comparaison, lignes)


def _detailler_action(comparaison: ComparaisonContrats, action: ActionComparee, a_titre: bool, lignes: int) -> Partie:
    dossier = comparaison.tete.dossier
    blocs: list[Bloc] = []
    for poste in action.postes:
        blocs += _borner(tabuler_poste(dossier, poste), max(lignes, 8))
    points = [phrase for poste in action.postes for phrase in dire_execution(dossier, poste)]
    points += dire_a_savoir(dossier, action)
    points += [f"{dire_ecart(ecart, rassembler_noms(comparaison))}." for ecart in action.ecarts]
    if action.change_de_statut:
        points.append(f"Budget prévu : {_dire_couts(action)}.")
        retards = comparaison.retards
        points += [f"Actions en retard : {retards.avant} → {retards.apres}."] if retards.bouge else []
    blocs += _borner(lister(*points), lignes)
    return Partie(nommer(action.action) if a_titre else "", blocs)


def _dire_couts(action: ActionComparee) -> str:
    avant, apres = action.couts.avant, action.couts.apres
    if avant is None and apres is None:
        return "non renseigné"
    return f"{ecrire(apres)}, inchangé" if avant == apres else f"{ecrire(avant)} → {ecrire(apres)}"


def _detailler_droit(droit: DroitCompare) -> Partie:
    points = [*dire_jours(droit), *(f"{dire_ecart(e)}." for e in droit.ecarts)]
    if droit.montants and not any(e.champ in ("source", "statut", "article") for e in droit.ecarts):
        points.append("La source citée ne change pas : vérifier qu'elle dit bien le nouveau nombre.")
    blocs: list[Bloc] = [lister(*points)]
    if droit.menages is not None:
        blocs += [tabuler_menages(droit.menages), dire_touches(droit.menages)]
    return Partie(f"{DROITS[droit.genre]} : {nommer_droit(droit)}", blocs)


def _nommer_effet(comparaison: ComparaisonContrats) -> str:
    exercices = comparaison.totaux.exercices if comparaison.totaux else ()
    if not exercices:
        return "Effet sur tout le contrat"
    bornes = dict.fromkeys((str(exercices[0]), str(exercices[-1])))
    return f"Effet sur tout le contrat, {'-'.join(bornes)}"


def _effet(comparaison: ComparaisonContrats, lignes: int) -> Iterator[Bloc]:
    dossier, totaux = comparaison.tete.dossier, comparaison.totaux
    if totaux is not None:
        if siens := (*totaux.depenses, *totaux.ressources):
            yield from _borner(tabuler_totaux(dossier, siens), max(lignes, 12))
        for vue, sens, m in totaux.autres:
            yield f"{VUES[vue][1 if sens == 'depense' else 2]} : {ecrire(m.avant)} → {ecrire(m.apres)}."
    if comparaison.enveloppes:
        yield tabuler_enveloppes(comparaison.enveloppes)
    regles = [dire_regle(comparaison, regle) for regle in comparaison.regles]
    regles += [dire_subvention(comparaison, subvention) for subvention in comparaison.subventions]
    yield from _borner(lister(*regles), lignes)


def _autres(comparaison: ComparaisonContrats) -> Iterator[str]:
    noms = rassembler_noms(comparaison)
    for objet in comparaison.objets:
        if objet.avant is None or objet.apres is None:
            etat = dire_presence(objet.genre, est_ajoute=objet.avant is None)
            nom = designer_objet(comparaison, objet)
            yield f"{nom}, {etat} : {nommer_objet(objet.apres or objet.avant, noms)}."
        yield from (f"{dire_ecart_d_objet(comparaison, objet, ecart)}." for ecart in objet.ecarts)
    if comparaison.menages.bougent:
        yield dire_menages(comparaison)


def _fautes(comparaison: ComparaisonContrats, lignes: int) -> Iterator[Partie]:
    nouvelles, corrigees = comparaison.nouvelles, comparaison.corrigees
    if not nouvelles and not corrigees:
        return
    titre = f"{compter(len(nouvelles), 'faute nouvelle', 'fautes nouvelles')}, {len(corrigees)} "
    titre += "corrigées" if len(corrigees) > 1 else "corrigée"
    points = [dire_faute(comparaison, f) for f in nouvelles]
    points += [f"Corrigée : {dire_faute(comparaison, f)}" for f in corrigees]
    yield Partie(titre, _borner(lister(*points), lignes), nom=PLIE)


def dire_faute(comparaison: ComparaisonContrats, faute: Diagnostic) -> str:
    """Une faute en une ligne ; ce qui désignerait quelqu'un ne se recopie pas."""
    place = f"{faute.fichier}:{faute.ligne} {faute.code}"
    if est_discrete(comparaison, faute):
        return f"{place} : contrat validate la montre."
    vue = faute.constatee
    ailleurs = f" ({vue.fichier}:{vue.ligne})" if vue and vue.fichier != faute.fichier else ""
    return f"{place} : {couper(faute.message, 300)}{ailleurs}."


def _borner(bloc: Tableau | Points, lignes: int) -> list[Bloc]:
    """Le début d'un tableau ou d'une liste, et combien de lignes n'y sont pas ; le total d'un tableau y reste."""
    elements: Sequence[object] = bloc.rangees if isinstance(bloc, Tableau) else bloc.points
    reste = len(elements) - lignes
    if reste <= 0:
        return [bloc] if elements else []
    suite = f"Et {compter(reste, 'ligne')} de plus, que contrat comparer montre au terminal et en JSON."
    if isinstance(bloc, Points):
        return [replace(bloc, points=bloc.points[:lignes]), suite] if lignes else [suite]
    totaux = tuple(r for r in bloc.rangees[lignes:] if r.est_total)
    gardees = (*bloc.rangees[:lignes], *totaux)
    return [replace(bloc, rangees=gardees), suite] if gardees else [suite]


def _citer(noms: Iterator[str]) -> str:
    liste = list(noms)
    return ", ".join(liste[:10]) + ("…" if len(liste) > 10 else "")
