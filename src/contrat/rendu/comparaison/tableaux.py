"""Les tableaux d'une comparaison : avant, après, différence, et seulement ce qui bouge."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from contrat.calculs.comparaison.actions import ActionComparee
from contrat.calculs.comparaison.argent import LigneComparee, Mouvement, PosteCompare
from contrat.calculs.comparaison.comparaison import PublieCompare
from contrat.calculs.comparaison.droit import SEUIL, MenagesTouches
from contrat.calculs.comparaison.totaux import EnveloppeComparee, Total
from contrat.calculs.concordance.concordance import Concordance
from contrat.modele.dossier import Dossier
from contrat.modele.plan import NATURES_PROPRES
from contrat.rendu.comparaison.phrases import nommer_organisme
from contrat.rendu.mots.actions import STATUTS
from contrat.rendu.mots.argent import ETATS, NATURES_RESSOURCE, SECTIONS_DITES, VUES, ecrire, ecrire_part, ecrire_prise
from contrat.rendu.mots.comparaison import SENS_LIGNE, TOTAUX, compter_menages
from contrat.rendu.mots.concordance import VERDICTS, chiffrer, nommer
from contrat.rendu.mots.dates import dire_exercices
from contrat.rendu.mots.elements import couper
from contrat.rendu.page import Cellule, Colonne, Rangee, Tableau, Valeur

_MONTANTS = (Colonne("Avant", "euros"), Colonne("Après", "euros"), Colonne("Différence", "euros", a_signe=True))


def tabuler_poste(dossier: Dossier, poste: PosteCompare) -> Tableau:
    """Les lignes qui bougent d'un exercice et d'une section, puis les totaux."""
    rangees = [_ligne(dossier, ligne) for ligne in poste.lignes if ligne.montants["prevu"].bouge or _bascule(ligne)]
    ecart = poste.ecart
    if poste.depenses.bouge or ecart.avant or ecart.apres != 0:
        rangees.append(_total("Dépenses", poste.depenses))
    rangees.append(_total("Ressources", poste.ressources, "équilibré" if ecart.apres == 0 else ""))
    if ecart.avant or ecart.apres:
        rangees.append(_total("Écart", ecart))
    colonnes = (Colonne(f"{SECTIONS_DITES[poste.section]} {poste.exercice}"), *_MONTANTS, Colonne("État"))
    return Tableau(colonnes, tuple(rangees))


def _ligne(dossier: Dossier, ligne: LigneComparee) -> Rangee:
    prevu = ligne.montants["prevu"]
    nom = ligne.cle.nom
    if ligne.cle.sens == "ressource":
        nom = nommer_organisme(dossier, nom)
        if ligne.cle.nature in NATURES_PROPRES:
            nom = f"{nom}, {NATURES_RESSOURCE[ligne.cle.nature]}"
    return Rangee((couper(nom), prevu.avant, prevu.apres, prevu.difference, _etat(ligne)))


def _etat(ligne: LigneComparee) -> str:
    if ligne.cle.sens != "ressource":
        return SENS_LIGNE[ligne.cle.sens]
    dits = [ETATS[etat] for etat in ligne.etats if etat]
    return " → ".join(dict.fromkeys(dits))


def _bascule(ligne: LigneComparee) -> bool:
    return ligne.etats[0] != ligne.etats[1] or ligne.presences[0] != ligne.presences[1]


def _total(nom: str, mouvement: Mouvement, etat: str = "") -> Rangee:
    return Rangee((nom, mouvement.avant, mouvement.apres, mouvement.difference, etat), est_total=True)


def dire_execution(dossier: Dossier, poste: PosteCompare) -> Iterator[str]:
    """Ce qui est voté, engagé, payé ou encaissé, ligne par ligne."""
    for ligne in poste.lignes:
        for vue, mouvement in ligne.montants.items():
            if vue == "prevu" or not mouvement.bouge:
                continue
            est_ressource = ligne.cle.sens == "ressource"
            nom = nommer_organisme(dossier, ligne.cle.nom) if est_ressource else f"« {couper(ligne.cle.nom)} »"
            mot = VUES[vue][2 if est_ressource else 1].lower()
            yield f"{nom}, {poste.section} {poste.exercice}, {mot} : {_dire(mouvement)}."


def _dire(mouvement: Mouvement) -> str:
    return f"{ecrire(mouvement.avant)} → {ecrire(mouvement.apres)}"


def tabuler_actions(dossier: Dossier, actions: list[ActionComparee], *, est_ajout: bool) -> Tableau:
    """Les actions ajoutées, ou retirées : leur axe, leur statut, leurs dépenses prévues."""
    colonnes = (Colonne("Action"), Colonne("Axe"), Colonne("Statut"), Colonne("Dépenses prévues", "euros"))
    rangees = []
    for comparee in actions:
        action = comparee.action
        axe = dossier.axes.get(action.axe)
        cout = comparee.couts.apres if est_ajout else comparee.couts.avant
        rangees.append(
            Rangee(
                (
                    couper(action.titre_court),
                    couper(axe.titre_court if axe else action.axe),
                    STATUTS[action.statut],
                    cout,
                )
            )
        )
    return Tableau(colonnes, tuple(rangees))


def tabuler_totaux(dossier: Dossier, totaux: tuple[Total, ...]) -> Tableau:
    """Les totaux du contrat qui bougent ; une part ne se montre que si elle change."""
    rangees = [
        Rangee(
            (_nommer_total(dossier, t), t.montants.avant, t.montants.apres, t.montants.difference, _parts(t.parts)),
            est_total=t.nom in ("depenses", "ressources"),
        )
        for t in totaux
    ]
    return Tableau((Colonne("Montants prévus"), *_MONTANTS, Colonne("Part")), tuple(rangees))


def _nommer_total(dossier: Dossier, total: Total) -> str:
    return TOTAUX[total.nom].format(nommer_organisme(dossier, total.organisme) if total.organisme else "")


def _parts(parts: Mouvement) -> str:
    if not parts.bouge or parts.avant is None or parts.apres is None:
        return ""
    return f"{ecrire_part(parts.avant)} → {ecrire_part(parts.apres)}"


def tabuler_enveloppes(enveloppes: tuple[EnveloppeComparee, ...]) -> Tableau:
    """Les enveloppes dont le montant ou la consommation bouge."""
    rangees = []
    for e in enveloppes:
        nom = f"{SECTIONS_DITES[e.section]} {dire_exercices(e.periode)}"
        issue = f"{ecrire_prise(e.parts.avant)} → {ecrire_prise(e.parts.apres)}"
        if e.est_franchie:
            issue += ", dépassée" if (e.parts.apres or 0) > (e.parts.avant or 0) else ", de nouveau respectée"
        rangees.append(Rangee((nom, e.montants.apres, e.depenses.avant, e.depenses.apres, issue)))
    colonnes = (Colonne("Enveloppe"), Colonne("Montant", "euros"), *_MONTANTS[:2], Colonne("Part prise"))
    return Tableau(colonnes, tuple(rangees))


def tabuler_publies(dossiers: tuple[Dossier, Dossier], publies: tuple[PublieCompare, ...]) -> Tableau:
    """Les chiffres publiés dont le recalcul ou le verdict change."""
    rangees = []
    for p in publies:
        dossier = dossiers[1] if p.apres else dossiers[0]
        rangees.append(
            Rangee(
                (
                    couper(nommer(dossier, p.une)),
                    chiffrer(p.une.publie.valeur, p.une.unite),
                    _recalcul(p.avant),
                    None if p.est_discret else _recalcul(p.apres),
                    _verdict(p),
                )
            )
        )
    colonnes = (
        Colonne("Chiffre publié"), Colonne("Publié", "nombre"), Colonne("Avant", "nombre"), Colonne("Après", "nombre"),
        Colonne("Verdict"),
    )  # fmt: skip
    return Tableau(colonnes, tuple(rangees))


def _recalcul(concordance: Concordance | None) -> Cellule | None:
    return None if concordance is None else chiffrer(concordance.recalcule, concordance.unite)


def _verdict(publie: PublieCompare) -> str:
    if publie.est_discret:
        return f"moins de {SEUIL} de différence"
    dits = [VERDICTS[c.verdict][2] for c in (publie.avant, publie.apres) if c is not None]
    return " → ".join(dict.fromkeys(dits))


def tabuler_menages(touches: MenagesTouches) -> Tableau:
    """Les ménages des jours concernés : combien sont éligibles, pour combien, avant et après ; jamais un seul."""
    rangees: list[tuple[Valeur | Cellule, ...]] = [
        (f"Ménages éligibles, sur {touches.juges} jugés", touches.eligibles.avant, touches.eligibles.apres),
        (
            "Aide possible pour eux",
            Cellule(touches.montants.avant, "euros"),
            Cellule(touches.montants.apres, "euros") if touches.montants.apres is not None else None,
        ),
    ]
    return Tableau(
        (Colonne("Ménages du dépôt"), Colonne("Avant", "nombre"), Colonne("Après", "nombre")),
        tuple(map(Rangee, rangees)),
    )


def dire_touches(touches: MenagesTouches) -> str:
    """Combien de ménages changent de verdict ou de montant."""
    if touches.changent == 0:
        verdicts = "Aucun verdict ne change"
    else:
        verdicts = f"{compter_menages(touches.changent)} changent de verdict"
    montants = (
        "" if touches.bougent == 0 else f" ; {compter_menages(touches.bougent)} gardent le leur pour un autre montant"
    )
    difference = touches.montants.difference if touches.montants.apres is not None else Decimal(0)
    somme = f" ({'+' if difference > 0 else ''}{ecrire(difference)} en tout)" if difference else ""
    fiction = " Les ménages du dépôt sont fictifs." if touches.sont_fictifs else ""
    phrase = f"{verdicts}{montants}{somme}.{fiction}"
    return phrase[0].upper() + phrase[1:]
