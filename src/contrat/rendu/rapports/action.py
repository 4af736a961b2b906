"""La fiche action à signer : ce que l'action fait, pour qui, avec quel argent, comment la juger, qui s'engage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contrat.calculs.actions.mesure import Releve
from contrat.calculs.concordance.noms import NOMS
from contrat.calculs.rapports.action import FicheASigner
from contrat.rendu.actions import fiche_parties, suivi
from contrat.rendu.actions.evaluation import CHEMIN
from contrat.rendu.actions.liste import tabuler_situations
from contrat.rendu.actions.tableur import dire_annonce
from contrat.rendu.document import Document
from contrat.rendu.figures import montrer_au_besoin
from contrat.rendu.mots.actions import (
    GENRES,
    QUALITES,
    STATUTS,
    citer,
    dire_signature,
    dire_valeur_datee,
    dire_valeur_relevee,
    nommer_indicateur,
)
from contrat.rendu.mots.argent import SENS_DE_DECLARE
from contrat.rendu.mots.dates import dire_exercices, dire_jour
from contrat.rendu.mots.noms import libeller_axe
from contrat.rendu.mots.origine import dire_choses
from contrat.rendu.mots.phrases import compter, enumerer, mettre_majuscule
from contrat.rendu.page import Bloc, Colonne, Page, Partie, Point, Rangee, Remarque, Tableau, Valeur, assembler
from contrat.rendu.rapports.plan import presenter_plan

PROJET = "PROJET, écrit d'après la fiche : à relire avant de signer. Il n'engage personne tant qu'il n'est pas signé."


def documenter_fiches(fiches: Sequence[FicheASigner]) -> Document:
    """Une fiche par action ; le JSON et le classeur les réunissent, le CSV a une ligne par action."""
    return Document(
        page=lambda: [composer(fiche) for fiche in fiches],
        donnees=lambda: tabuler_situations(f.fiche.situation for f in fiches),
        titre="Fiches action",
    )


def composer(f: FicheASigner) -> Page:
    """La fiche entière ; une partie sans rien à dire n'est pas montrée."""
    dossier, action, situation = f.dossier, f.action, f.fiche.situation
    parties = [
        Partie("", [Remarque(PROJET), *_reserver(f), *assembler(_situer(f))], nom="projet"),
        Partie("Besoins auxquels l'action répond", assembler(fiche_parties.besoins(f.fiche)), nom="besoins"),
        Partie("Description", assembler(fiche_parties.propos(action)), nom="description"),
        Partie("Objectifs", assembler(fiche_parties.objectifs(action)), nom="objectifs"),
        Partie("Bénéficiaires", assembler(fiche_parties.publics(action)), nom="beneficiaires"),
        Partie("Porteur et partenaires", assembler(fiche_parties.acteurs(dossier, action)), nom="acteurs"),
        Partie("Calendrier", assembler(suivi.calendrier(situation)), nom="calendrier"),
        Partie("Coût et plan de financement", list(_argent(f)), nom="plan"),
        Partie("Indicateurs", list(_indicateurs(f)), nom="indicateurs"),
        Partie("Évaluation", assembler(suivi.evaluation(dossier, action)), nom="evaluation"),
        Partie("Développement durable", assembler(suivi.criteres(dossier, action)), nom="durable"),
        Partie("Séances, délibérations, conventions", assembler(_actes(f)), nom="actes"),
        Partie("Ce qui se contredit", assembler(_contradictions(f)), nom="contradictions"),
        Partie("Signatures", list(_signatures(f)), nom="signatures"),
    ]
    numero = f" {situation.numero}" if action.numero else ""
    axe = dossier.axes.get(action.axe)
    contrat, exercices = dossier.contrat, dire_exercices(dossier.contrat.periode)
    sujet = f"{contrat.titre}." if exercices in contrat.titre else f"{contrat.titre}, {exercices}."
    sujet += f" Axe {axe.numero} : {libeller_axe(axe)}." if axe else ""
    return Page(f"Fiche action{numero} : {action.titre}", sujet, [p for p in parties if p.blocs], gabarit="action")


def _reserver(f: FicheASigner) -> Iterator[Remarque]:
    if reconstitue := dire_choses(f.fiche.reconstitutions):
        yield Remarque(f"{reconstitue} Cela n'a pas été publié ainsi : le vérifier avant de signer.")


def _situer(f: FicheASigner) -> Iterator[str]:
    yield f"Porteur : {f.dossier.nommer_organisme(f.action.porteur)}."
    yield f"Au {dire_jour(f.fiche.jour)} : {STATUTS[f.fiche.situation.statut]}."


def _argent(f: FicheASigner) -> Iterator[Bloc]:
    yield from assembler(dire_annonce(f.dossier, f.action))
    yield from presenter_plan(f.projet)
    if any(r.etat == "declare" for r in f.action.plan.ressources):
        yield SENS_DE_DECLARE


def _indicateurs(f: FicheASigner) -> Iterator[Bloc]:
    colonnes = (
        Colonne("Indicateur"), Colonne("Nature"), Colonne("Départ"), Colonne("Cible"), Colonne("Dernière valeur"),
        Colonne("Part", "part"),
    )  # fmt: skip
    rangees = tuple(Rangee(_indicateur(releve)) for releve in f.releves)
    if rangees:
        yield montrer_au_besoin(CHEMIN, Tableau(colonnes, rangees), (len(colonnes) - 1,))
        yield "Un tiret : ce n'est pas documenté."


def _indicateur(releve: Releve) -> tuple[Valeur, ...]:
    i = releve.indicateur
    depart, cible = dire_valeur_relevee(i.base), dire_valeur_relevee(i.cible)
    return (nommer_indicateur(i), GENRES[i.niveau], depart, cible, dire_valeur_datee(releve.valeur), releve.taux)


def _actes(f: FicheASigner) -> Iterator[Point]:
    yield from suivi.historique(f.dossier, f.action)
    yield from fiche_parties.places(f.fiche)
    yield from fiche_parties.actes(f.fiche)
    for convention in f.conventions_du_contrat:
        yield Point(f"Convention du contrat, {dire_signature(convention)} : {convention.objet}.")


def _contradictions(f: FicheASigner) -> Iterator[Point]:
    for contradiction in f.contradictions:
        yield Point(f"{mettre_majuscule(contradiction.libelle)}.")
        for affirmation in contradiction.affirmations:
            yield Point(f"{affirmation.texte}{citer(f.dossier, affirmation.source)}", 1)
        yield Point(f"retenu : {contradiction.retenu} ; parce que : {contradiction.motif}", 1)
    for publie in f.ecarts:
        yield Point(f"{NOMS[publie.mesure]}, {dire_exercices(publie.periode)} : {publie.ecart}.")


def _signatures(f: FicheASigner) -> Iterator[Bloc]:
    """Un organisme par rangée ; la fonction de qui signe et sa signature s'écrivent à la main, jamais ici."""
    colonnes = (
        Colonne("Organisme"), Colonne("Signe comme"), Colonne("Apport au plan", "euros"),
        Colonne("Fonction du signataire", a_remplir=True), Colonne("Date et signature", a_remplir=True),
    )  # fmt: skip
    rangees = [
        Rangee((f.dossier.nommer_organisme(s.organisme), enumerer(QUALITES[q] for q in s.qualites), s.apport, "", ""))
        for s in f.signataires
    ]
    yield Tableau(colonnes, tuple(rangees))
    yield f"{compter(len(rangees), 'signataire')} ; la fonction, la date et la signature s'écrivent à la main."
