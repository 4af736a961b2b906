"""La fiche d'expérience, dans l'ordre du document publié : ses faits redits, leur source, ses chiffres recalculés."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from contrat.calculs.actions.fiche import FicheSituee
from contrat.calculs.rapports.experience import ChiffreRestitue, ExperienceContrat, Rubrique
from contrat.modele.suivi import Constatation, Piece
from contrat.rendu.actions import fiche_parties, suivi
from contrat.rendu.argent.budget_notes import nommer_les_apports_reconstitues
from contrat.rendu.argent.tableaux import figurer_financeurs
from contrat.rendu.concordance.objet import tabuler_concordance
from contrat.rendu.document import Document
from contrat.rendu.mots.actions import citer, nommer_source
from contrat.rendu.mots.concordance import VERDICTS, chiffrer, nommer, publier, reserver
from contrat.rendu.mots.dates import dire_exercices
from contrat.rendu.mots.mesures import MESURES
from contrat.rendu.mots.phrases import mettre_majuscule, phrase
from contrat.rendu.page import Bloc, Colonne, Page, Partie, Point, Rangee, Remarque, Tableau, assembler, puces
from contrat.rendu.presentation.conduite import raconter_axes, raconter_emploi, raconter_organisme
from contrat.rendu.presentation.gouvernance import raconter_gouvernance
from contrat.rendu.presentation.naissance import raconter_jalon
from contrat.rendu.presentation.recit import Fait, pointer
from contrat.rendu.presentation.suite import raconter_contradictions, raconter_suites

LIRE = (
    "Les faits sont ceux des sources, redits ; entre crochets, qui les publie. « Recalculé » est ce que les fiches et "
    "les dossiers du contrat redonnent : un tiret quand rien ne le redonne."
)


def documenter_experience(experience: ExperienceContrat) -> Document:
    """La fiche dans toutes ses formes ; le CSV a une ligne par chiffre publié, comme celui de la concordance."""
    return Document(page=lambda: composer(experience), donnees=lambda: tabuler_concordance(experience.concordance))


def composer(x: ExperienceContrat) -> Page:
    """La fiche entière ; une rubrique sans rien à dire n'est pas montrée."""
    contrat, territoire = x.contrat, x.contrat.territoire
    preambule = contrat.preambule
    rubrique = [f"Rubrique : {contrat.rubrique}."] if contrat.rubrique else []
    cite = f"{preambule.texte} ({preambule.auteur}){citer(x.dossier, preambule.source)}" if preambule else ""
    parties = [
        Partie("", [*rubrique, Remarque(LIRE), *map(Remarque, reserver(x.concordance.concordances))], nom="rubrique"),
        Partie("Type d'action", puces(contrat.thematiques), nom="type"),
        Partie("Département", [f"{territoire.nom_departement} ({territoire.departement})"], nom="departement"),
        Partie("Sur le vif", [cite] if cite else [], nom="propos"),
        Partie("Porteur de l'action", [x.dossier.nommer_organisme(contrat.porteur)], nom="porteur"),
        Partie("Objectifs et bref descriptif", assembler(_objectifs(x)), nom="objectifs"),
        _partie(x, "Origine", "origine", _origine(x)),
        _partie(x, "Description détaillée", "demarche", _demarche(x)),
        *_actions(x),
        _partie(x, "Résultats", "resultats", _resultats(x)),
        Partie("Bilan", puces(_constater(x, contrat.evaluation.bilan if contrat.evaluation else ())), nom="bilan"),
        _partie(x, "Partenaires", "partenaires", (f for o in x.acteurs for f in raconter_organisme(o))),
        Partie("Moyens", [*_partie(x, "", "moyens", _moyens(x)).blocs, *_payer(x)], nom="moyens"),
        Partie("Documents cités", puces(map(_piece, _pieces(x))), nom="documents"),
        Partie("Ce qui se contredit", assembler(_contredire(x)), nom="contradictions"),
        Partie("Mention", [contrat.mention] if contrat.mention else [], nom="mention"),
    ]
    sujet = f"Fiche d'expérience. {territoire.commune}, {dire_exercices(contrat.periode)}."
    return Page(contrat.titre, sujet, [p for p in parties if p.blocs], gabarit="experience")


def _partie(x: ExperienceContrat, titre: str, rubrique: Rubrique, faits: Iterable[Fait]) -> Partie:
    """Les faits d'une rubrique, puis ses chiffres."""
    return Partie(titre, [*assembler(pointer(x.dossier, faits)), *_tableau(x, x.chiffrer(rubrique))], nom=rubrique)


def _constater(x: ExperienceContrat, constats: Sequence[Constatation]) -> Iterator[str]:
    return (f"{phrase(constat.texte)}{citer(x.dossier, constat.source)}" for constat in constats)


def _tableau(x: ExperienceContrat, chiffres: Sequence[ChiffreRestitue]) -> list[Bloc]:
    """Chaque chiffre publié, ce qu'en redonnent les données, et d'où il vient."""
    colonnes = (
        Colonne("Chiffre"), Colonne("Publié", "nombre"), Colonne("Recalculé", "nombre"), Colonne("Verdict", fixe=True),
        Colonne("Publié par", detail=True), Colonne("Recalculé d'après", detail=True),
    )  # fmt: skip
    if not chiffres:
        return []
    return [Tableau(colonnes, tuple(_rangee(x, chiffre) for chiffre in chiffres)), *puces(_preciser(x, chiffres))]


def _preciser(x: ExperienceContrat, chiffres: Sequence[ChiffreRestitue]) -> Iterator[str]:
    """Les mots de la source quand un nombre ne suffit pas à les rendre, puis l'écart, dit une fois pour tous."""
    ecarts: dict[str, list[str]] = {}
    for c, _ in chiffres:
        if c.publie.dit:
            yield f"{nommer(x.dossier, c)}, ce que la source en dit : {c.publie.dit}."
        if c.publie.ecart:
            ecarts.setdefault(c.publie.ecart, []).append(nommer(x.dossier, c))
    yield from (f"{' ; '.join(noms)} : {ecart}." for ecart, noms in ecarts.items())


def _rangee(x: ExperienceContrat, chiffre: ChiffreRestitue) -> Rangee:
    c = chiffre.concordance
    return Rangee(
        (
            nommer(x.dossier, c), publier(c), chiffrer(chiffre.recalcule, c.unite), VERDICTS[c.verdict][2],
            nommer_source(x.dossier, c.publie.source), MESURES[c.publie.mesure][1],
        )
    )  # fmt: skip


def _objectifs(x: ExperienceContrat) -> Iterator[str | Point]:
    contrat = x.contrat
    if contrat.appellation:
        yield contrat.appellation + citer(x.dossier, contrat.source)
    yield from (Point(phrase(objectif)) for objectif in contrat.objectifs)
    if contrat.territoire.echelle:
        yield f"Échelle de la démarche : {contrat.territoire.echelle}."


def _origine(x: ExperienceContrat) -> Iterator[Fait]:
    for jalon in x.naissance:
        yield from raconter_jalon(jalon)
    constats = x.contrat.diagnostic.constats
    if constats:
        yield Fait("Ce que le diagnostic constate :")
        yield from (Fait(phrase(constat.texte), constat.source, 1) for constat in constats)


def _demarche(x: ExperienceContrat) -> Iterator[Fait]:
    """Les axes, leurs commissions et leurs actions, qui propose et qui décide, puis ce qui s'est fait."""
    yield from raconter_axes(x.presente)
    yield from raconter_gouvernance(x.presente)
    yield from (fait for jalon in x.suite for fait in raconter_jalon(jalon))


def _actions(x: ExperienceContrat) -> Iterator[Partie]:
    """Chaque action qui illustre la démarche, puis les chiffres des ménages et des aides."""
    for fiche in x.illustrees:
        action = fiche.situation.action
        blocs = [*assembler(_raconter(x, fiche)), *_tableau(x, x.chiffrer("action", action.id))]
        yield Partie(f"Une action : {mettre_majuscule(action.titre)}", blocs, nom="action")
    illustrees = {fiche.situation.action.id for fiche in x.illustrees}
    autres = [c for action in x.dossier.actions if action not in illustrees for c in x.chiffrer("action", action)]
    yield Partie("Aides, logements et ménages", _tableau(x, [*x.chiffrer("action"), *autres]), nom="menages")


def _raconter(x: ExperienceContrat, fiche: FicheSituee) -> Iterator[str | Point]:
    action = fiche.situation.action
    yield from fiche_parties.besoins(fiche)
    yield from fiche_parties.propos(action)
    yield from fiche_parties.objectifs(action)
    yield from suivi.calendrier(fiche.situation)
    yield "Porteur et partenaires :"
    yield from fiche_parties.acteurs(x.dossier, action)
    yield "Développement durable :"
    yield from suivi.criteres(x.dossier, action)


def _resultats(x: ExperienceContrat) -> Iterator[Fait]:
    for effet in x.contrat.evaluation.effets if x.contrat.evaluation else ():
        yield Fait(phrase(effet.texte), effet.source)
    yield from raconter_suites(x.presente)


def _moyens(x: ExperienceContrat) -> Iterator[Fait]:
    for moyen in x.contrat.moyens_humains:
        yield from raconter_emploi(x.dossier, moyen)


def _payer(x: ExperienceContrat) -> Iterator[Bloc]:
    """Qui paie, d'après les fiches ; rien quand aucune n'a de ressource."""
    if x.presente.budget.consolidation.total_ressources:
        yield figurer_financeurs(x.presente.budget, ", d'après les fiches")
        yield from nommer_les_apports_reconstitues(x.presente.budget)


def _contredire(x: ExperienceContrat) -> Iterator[Point]:
    return pointer(x.dossier, raconter_contradictions(x.presente) if x.contrat.contradictions else ())


def _pieces(x: ExperienceContrat) -> list[Piece]:
    return [*x.contrat.pieces, *(piece for fiche in x.illustrees for piece in fiche.situation.action.pieces)]


def _piece(piece: Piece) -> str:
    ou = piece.lien or ("fourni" if piece.fournie else "non fourni")
    return f"{piece.titre} : {ou}" + (f" ; {piece.note}" if piece.note else "")
