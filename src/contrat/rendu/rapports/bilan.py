"""Le bilan du contrat : ce qui était attendu, ce qui est su, à quel prix, ce qui suit, ce qui n'est pas connu."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.rapports.bilan import BilanContrat
from contrat.rendu.actions.evaluation import (
    CHEMIN,
    RESERVES,
    conclure,
    constater,
    dire_le_cadre,
    dire_les_changements,
    dire_les_reconstitues,
    repondre_au_contrat,
    resumer,
)
from contrat.rendu.actions.evaluation_action import dire_cout, montrer_questions
from contrat.rendu.actions.evaluation_objet import tabuler_evaluation
from contrat.rendu.argent.budget import NOTES_EXECUTION
from contrat.rendu.argent.budget_notes import rediger_alertes, rediger_execution, rediger_reserves
from contrat.rendu.argent.tableaux import figurer_execution
from contrat.rendu.document import Document
from contrat.rendu.figures import montrer_au_besoin
from contrat.rendu.mots.actions import CRITERES_DITS, LACUNES, NIVEAUX_DITS, citer, dire_conclusions
from contrat.rendu.mots.argent import BASES
from contrat.rendu.mots.dates import dire_exercices, dire_jour
from contrat.rendu.mots.origine import MARQUE, legender
from contrat.rendu.mots.phrases import compter, mettre_majuscule
from contrat.rendu.page import Bloc, Page, Partie, Point, Points, Remarque, assembler, lister, puces
from contrat.rendu.presentation.page import dessiner_les_dates
from contrat.rendu.presentation.recit import pointer
from contrat.rendu.presentation.suite import raconter_suites
from contrat.rendu.rapports.bilan_tableaux import (
    RANG_DE_LA_PART,
    tableau_axes,
    tableau_criteres_evalues,
    tableau_indicateurs_juges,
    tableau_seances,
)


def documenter_bilan(bilan: BilanContrat) -> Document:
    """Le bilan dans toutes ses formes ; le CSV a une ligne par indicateur, comme celui de l'évaluation."""
    return Document(page=lambda: composer(bilan), donnees=lambda: tabuler_evaluation(bilan.evaluation))


def composer(bilan: BilanContrat) -> Page:
    """Le bilan entier ; une partie sans rien à dire n'est pas montrée."""
    contrat, evaluation = bilan.dossier.contrat, bilan.evaluation
    parties = [
        Partie("", [*_reserver(bilan), *dire_le_cadre(evaluation)], nom="cadre"),
        Partie("En bref", [lister(*_resumer(bilan))], nom="bref"),
        Partie("Questions fixées au départ", assembler(repondre_au_contrat(evaluation)), nom="questions"),
        Partie("Axe par axe", [tableau_axes(evaluation), *assembler(_axes(bilan))], nom="axes"),
        Partie("Calendrier des actions", list(dessiner_les_dates(bilan.presente)), nom="calendrier"),
        Partie("Efficacité : les indicateurs et leurs cibles", list(_efficacite(bilan)), nom="efficacite"),
        Partie("Efficience : prévu et réalisé", list(_efficience(bilan)), nom="efficience"),
        Partie("Développement durable, les trois critères", list(_durable(bilan)), nom="durable"),
        Partie("Gouvernance", list(_gouvernance(bilan)), nom="gouvernance"),
        Partie("Effets et bilan publiés", assembler(constater(evaluation)), nom="effets"),
        Partie(
            "Transferts et suites", assembler(pointer(bilan.dossier, raconter_suites(bilan.presente))), nom="suites"
        ),
        Partie("Ce qui n'est pas connu", puces(_inconnus(bilan)), nom="inconnues"),
        Partie("Conclusions", [*conclure(evaluation)], nom="conclusions"),
        Partie("Lire ce bilan", [lister(*_lire(bilan))], nom="lire"),
    ]
    territoire = contrat.territoire
    sujet = f"{contrat.titre}. {territoire.commune} ({territoire.nom_departement}), contrat porté par : "
    sujet += f"{bilan.dossier.nommer_organisme(contrat.porteur)}."
    titre = f"Bilan du contrat, {dire_exercices(contrat.periode)}"
    return Page(titre, sujet, [p for p in parties if p.blocs], gabarit="bilan")


def _reserver(bilan: BilanContrat) -> Iterator[Bloc]:
    periode, entiere = bilan.evaluation.periode, bilan.dossier.contrat.periode
    if periode != entiere:
        exercices = f"{dire_exercices(periode)} seulement, le contrat court jusqu'à {entiere.fin}"
        yield Remarque(f"Bilan d'étape, écrit le {dire_jour(bilan.jour)} : {exercices}.")
    else:
        yield f"Bilan écrit d'après ce qui était connu le {dire_jour(bilan.jour)}."
    if changements := list(dire_les_changements(bilan.evaluation)):
        yield Remarque("Critères changés après l'approbation :")
        yield Points(tuple(changements))


def _resumer(bilan: BilanContrat) -> Iterator[str]:
    yield mettre_majuscule(resumer(bilan.evaluation.decompte))
    repondues, posees = bilan.questions_des_actions
    questions, sans = len(bilan.evaluation.questions), len(bilan.evaluation.sans_reponse)
    yield f"Questions posées aux actions lancées : {posees}, dont répondues : {repondues}."
    yield f"Questions posées au contrat : {f'{questions}, dont sans réponse : {sans}' if questions else 'aucune'}."
    reconstituees = len(bilan.seances_reconstituees)
    dont = f", dont {compter(reconstituees, 'reconstituée', 'reconstituées')}" if reconstituees else ""
    yield f"Séances tenues et documentées : {len(bilan.seances)}{dont}."
    yield from rediger_alertes(bilan.budget)


def _axes(bilan: BilanContrat) -> Iterator[str | Point]:
    """Ce qui a été demandé à chaque axe entier, et ce qu'on en conclut."""
    for axe in bilan.evaluation.axes:
        if axe.axe.evaluation is not None:
            yield f"Axe {axe.axe.numero}, {axe.axe.titre_court}."
            yield from montrer_questions(bilan.dossier, axe.axe.evaluation)
            yield dire_conclusions(axe.axe.evaluation)


def _efficacite(bilan: BilanContrat) -> Iterator[Bloc]:
    if not bilan.indicateurs:
        yield "Aucun indicateur de réalisation, de résultat ni d'impact n'est à juger."
        return
    yield montrer_au_besoin(CHEMIN, tableau_indicateurs_juges(bilan), (RANG_DE_LA_PART,))
    yield "Un tiret : ce n'est pas documenté. Un indicateur de diagnostic ou de moyen ne se juge pas."


def _efficience(bilan: BilanContrat) -> Iterator[Bloc]:
    yield figurer_execution(bilan.budget, "axe")
    if bilan.couts:
        yield "Ce que chaque résultat a coûté :"
        yield lister(
            *(
                f"{action.titre_court}, {m.indicateur.libelle}, par {m.indicateur.unite} : "
                f"{dire_cout(bilan.dossier, m.cout, BASES[action.budget.base])}"
                for action, m in bilan.couts
                if m.cout is not None
            )
        )
    else:
        yield "Coût par résultat : rien n'est assez documenté pour le calculer."
    yield from puces([*NOTES_EXECUTION, *rediger_execution(bilan.budget), *rediger_reserves(bilan.budget)])


def _durable(bilan: BilanContrat) -> Iterator[Bloc]:
    yield tableau_criteres_evalues(bilan)
    constats = [
        f"{action.titre_court}, {CRITERES_DITS[critere.nom]} : {NIVEAUX_DITS[x.niveau]}. "
        f"{mettre_majuscule(x.justification)}{citer(bilan.dossier, x.source)}"
        for critere in bilan.criteres
        for action, x in critere.constats
    ]
    if constats:
        yield "Ce qui a été constaté :"
        yield lister(*constats)


def _gouvernance(bilan: BilanContrat) -> Iterator[Bloc]:
    if bilan.seances:
        yield tableau_seances(bilan)
        if bilan.seances_reconstituees:
            yield f"{MARQUE} : présents et décisions reconstitués, que rien ne publie."
    reunies = {situee.connue.instance for situee in bilan.seances}
    muettes = [instance.nom for instance in bilan.dossier.contrat.gouvernance if instance.id not in reunies]
    if muettes:
        yield "Sans séance documentée :"
        yield lister(*muettes)


def _inconnus(bilan: BilanContrat) -> Iterator[str]:
    total = len(bilan.lancees)
    for lacune in bilan.lacunes:
        fois = f"manque {lacune.objets} fois, à " if lacune.objets else "manque à "
        combien = compter(lacune.actions, "action lancée", "actions lancées")
        yield f"{mettre_majuscule(LACUNES[lacune.genre])} : {fois}{combien} sur {total}."
    for question in bilan.evaluation.sans_reponse:
        yield f"Question sans réponse : {question}"
    yield "Le détail, action par action : contrat evaluation."


def _lire(bilan: BilanContrat) -> Iterator[str]:
    yield from RESERVES
    yield from dire_les_reconstitues(bilan.evaluation.reconstitues)
    yield from legender(bilan.dossier, bilan.lancees)
