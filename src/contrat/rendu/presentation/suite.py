"""Ce que le contrat a donné : critères durables, résultats, effets, suites, contradictions, sources."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.presentation.presentation import ContratPresente
from contrat.modele.contrat import CritereDurable, EvaluationContrat
from contrat.modele.suivi import Constatation
from contrat.rendu.actions.transfert import raconter_transfert
from contrat.rendu.mots.actions import CRITERES_DITS, NIVEAUX_DITS
from contrat.rendu.mots.argent import NATURES
from contrat.rendu.mots.dates import dire_moment
from contrat.rendu.mots.noms import nommer_action
from contrat.rendu.mots.phrases import mettre_majuscule, phrase
from contrat.rendu.presentation.conduite import raconter_publies
from contrat.rendu.presentation.recit import Fait, raconter_indicateur


def raconter_durabilite(presente: ContratPresente) -> Iterator[Fait]:
    """Les critères de développement durable, la question de chacun, ce que les bilans en disent."""
    for critere in presente.contrat.criteres_durables:
        yield from _critere(presente, critere)
    if not presente.contrat.criteres_durables:
        yield Fait("Aucun critère de développement durable n'est écrit dans le contrat.")


def _critere(presente: ContratPresente, critere: CritereDurable) -> Iterator[Fait]:
    yield Fait(f"{mettre_majuscule(CRITERES_DITS[critere.critere])} : {critere.question}", critere.source)
    for action in presente.actions:
        bilan = action.criteres_dd.lire(critere.critere).bilan
        if bilan is not None:
            nom = nommer_action(presente.dossier, action.id)
            constate = f"{nom}, constaté {NIVEAUX_DITS[bilan.niveau]}"
            yield Fait(f"{constate} : {phrase(bilan.justification)}", bilan.source, 1)


def raconter_resultats(presente: ContratPresente) -> Iterator[Fait]:
    """Les chiffres publiés, ce que les actions et le contrat ont mesuré, les effets et le bilan."""
    contrat, dossier = presente.contrat, presente.dossier
    yield from raconter_publies(contrat, dossier, est_argent=False)
    for action in presente.actions:
        mesures = [i for i in action.indicateurs if i.valeurs]
        if mesures:
            yield Fait(f"{mettre_majuscule(nommer_action(dossier, action.id))} :", action.source)
            yield from (fait for i in mesures for fait in raconter_indicateur(i, 1))
    for indicateur in contrat.indicateurs:
        yield from raconter_indicateur(indicateur)
    if contrat.evaluation:
        yield from _evaluation(contrat.evaluation)


def _evaluation(evaluation: EvaluationContrat) -> Iterator[Fait]:
    for nom, quand in (("prévue", evaluation.prevue), ("critères arrêtés", evaluation.criteres_fixes)):
        if quand:
            yield Fait(f"Évaluation du contrat, {nom} : {dire_moment(quand)}.", evaluation.source)
    if evaluation.methode:
        yield Fait(phrase(evaluation.methode), evaluation.source)
    yield from _constatations("Effets de la démarche :", evaluation.effets)
    yield from _constatations("Bilan :", evaluation.bilan)


def _constatations(titre: str, constatations: tuple[Constatation, ...]) -> Iterator[Fait]:
    if constatations:
        yield Fait(titre)
        yield from (Fait(phrase(c.texte), c.source, 1) for c in constatations)


def raconter_suites(presente: ContratPresente) -> Iterator[Fait]:
    """Ce qui suit le contrat, et les actions qu'un autre reprend."""
    dossier = presente.dossier
    for constatation in presente.contrat.suites:
        yield Fait(phrase(constatation.texte), constatation.source)
    if presente.contrat.suivant:
        yield Fait(f"Contrat suivant : {presente.contrat.suivant}.", presente.contrat.source)
    for action in presente.actions:
        liens, nom = action.liens, nommer_action(dossier, action.id)
        transfert = presente.transferts.get(action.id)
        if transfert is not None:
            premiere, *suites = raconter_transfert(dossier, transfert)
            yield Fait(f"{nom} : {premiere[0].lower()}{premiere[1:]}", action.source)
            yield from (Fait(texte, "", 1) for texte in suites)
        if liens.suivant:
            yield Fait(f"{nom} : continue dans le contrat {liens.suivant.contrat}.", action.source)
        for quoi, texte in (("agenda 21", liens.agenda21), ("contrat suivant", liens.contrat_suivant)):
            if texte:
                yield Fait(f"{nom}, {quoi} : {phrase(texte)}", action.source)


def raconter_contradictions(presente: ContratPresente) -> Iterator[Fait]:
    """Ce qui se contredit dans les sources, et le parti pris."""
    for contradiction in presente.contrat.contradictions:
        yield Fait(phrase(contradiction.libelle))
        yield from (Fait(phrase(a.texte), a.source, 1) for a in contradiction.affirmations)
        yield Fait(phrase(f"retenu : {contradiction.retenu}"), "", 1)
        yield Fait(phrase(f"parce que : {contradiction.motif}"), "", 1)
    if not presente.contrat.contradictions:
        yield Fait("Aucune contradiction déclarée.")


def raconter_sources(presente: ContratPresente) -> Iterator[Fait]:
    """D'où vient chaque fait : le titre, la nature, qui publie, ce que la source ne dit pas ; les pièces citées."""
    contrat = presente.contrat
    if contrat.rubrique:
        yield Fait(f"Rubrique de la source principale : {contrat.rubrique}.", contrat.source)
    if contrat.mention:
        yield Fait(phrase(contrat.mention), contrat.source)
    for source in presente.dossier.sources.values():
        details = [NATURES[source.nature], source.editeur, dire_moment(source.date) if source.date else None]
        yield Fait(f"{source.id} : {source.titre} ({' ; '.join(d for d in details if d)}).")
        yield from (Fait(texte, "", 1) for texte in (source.lien, source.note) if texte)
    pieces = [*contrat.pieces, *(piece for action in presente.actions for piece in action.pieces)]
    for piece in pieces:
        ou = piece.lien or ("fournie" if piece.fournie else "non fournie")
        yield Fait(f"Pièce citée : {piece.titre}, {ou}" + (f" ; {piece.note}." if piece.note else "."))
