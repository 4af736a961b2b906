"""L'accueil d'un site : les grands chiffres et leur origine, ce qui est publié, les axes, ce qui est reconstitué."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from contrat.calculs.concordance.mesures import METHODES
from contrat.calculs.rapports.public import ContratPublic
from contrat.modele.contrat import Publie
from contrat.rendu.argent.budget_notes import rediger_origine
from contrat.rendu.connu import dire_le_jour
from contrat.rendu.mots.actions import STATUTS, nommer_source
from contrat.rendu.mots.argent import NATURES
from contrat.rendu.mots.dates import dire_exercices, dire_jour
from contrat.rendu.mots.mesures import nommer_mesure
from contrat.rendu.mots.noms import nommer_action, nommer_ville
from contrat.rendu.mots.phrases import compter, enumerer, mettre_majuscule
from contrat.rendu.page import (
    Cellule,
    Colonne,
    Genre,
    Page,
    Partie,
    Points,
    Rangee,
    Remarque,
    Tableau,
    Valeur,
    lister,
)
from contrat.rendu.presentation.conduite import annoncer_reconstituees
from contrat.rendu.site.actions import annoncer_axe

SANS_MENAGE = "Aucun ménage, aucune personne n'est décrite sur ce site."


def composer_accueil(public: ContratPublic) -> Page:
    """La première page, que l'on peut lire seule."""
    contrat = public.contrat
    territoire = contrat.territoire
    sujet = f"{territoire.commune}, {dire_exercices(contrat.periode)}"
    publies = _tabuler_publies(public)
    parties = [
        Partie("Les grands chiffres", [_compter(public)], nom="chiffres"),
        Partie("Les axes", [_axes(public)]),
        Partie("Où en sont les actions", [_statuts(public)]),
        Partie("Ce que les sources publient", [publies] if publies.rangees else []),
        Partie("Ce qu'il faut savoir avant de citer un chiffre", [lister(*_reserves(public))]),
    ]
    return Page(contrat.titre, sujet, [p for p in parties if p.blocs])


def _compter(public: ContratPublic) -> Tableau:
    """Ce que les fiches comptent, et d'où cela vient."""
    budget, dossier = public.presente.budget, public.dossier
    natures = budget.consolidation.natures
    montants = f"fiches : {enumerer(NATURES[n] for n in NATURES if n in natures)}" if natures else "fiches"
    reconstituees = len(public.presente.reconstituees)
    actions = f"fiches, dont {compter(reconstituees, 'reconstituée')}" if reconstituees else "fiches"
    # Sans aucune ligne, un poste est inconnu ; une somme, elle, serait nulle.
    postes = {poste.nom: poste.montant for poste in (*budget.depenses, *budget.ressources)}
    colonnes = (Colonne("Ce qui est compté"), Colonne("Combien", "nombre"), Colonne("D'où cela vient"))
    rangees: tuple[tuple[Valeur | Cellule, ...], ...] = (
        ("Axes", len(dossier.axes), "contrat"),
        ("Actions", len(dossier.actions), actions),
        (f"Dépenses prévues, {dire_exercices(budget.periode)}", Cellule(postes["depenses"], "euros"), montants),
        (f"Part « {nommer_ville(dossier)} »", Cellule(postes["ville"], "euros"), montants),
        ("Part des autres financeurs", Cellule(postes["externes"], "euros"), montants),
    )
    return Tableau(colonnes, tuple(map(Rangee, rangees)))


def _axes(public: ContratPublic) -> Points:
    return Points(tuple(annoncer_axe(axe, actions) for axe, actions in public.presente.axes))


def _statuts(public: ContratPublic) -> Tableau:
    """Combien d'actions à chaque statut, dans l'ordre où une action les prend."""
    compte = Counter(situation.statut for situation in public.liste.situations)
    colonnes = (Colonne(f"Statut au {dire_jour(public.jour)}"), Colonne("Actions", "nombre"))
    rangees = [Rangee((mettre_majuscule(dit), compte[nom])) for nom, dit in STATUTS.items() if compte[nom]]
    return Tableau(colonnes, tuple(rangees))


def _tabuler_publies(public: ContratPublic) -> Tableau:
    """Les chiffres que les sources impriment, chacun avec qui le publie."""
    exercices = Colonne("Exercices", fixe=True)
    colonnes = (Colonne("Chiffre publié"), exercices, Colonne("Valeur", "nombre"), Colonne("Source"))
    publies = [p for p in public.contrat.publies if p.mesure != "indicateurs.autre_source"]
    return Tableau(colonnes, tuple(Rangee(tuple(_publie(public, p))) for p in publies))


def _publie(public: ContratPublic, publie: Publie) -> Iterator[str | Cellule]:
    dossier = public.dossier
    action = f" ({nommer_action(dossier, publie.action)})" if publie.action else ""
    yield nommer_mesure(dossier, publie) + action
    yield dire_exercices(publie.periode)
    genre: Genre | None = "euros" if METHODES[publie.mesure].unite == "€" else None
    yield Cellule(publie.valeur, genre, avant="environ " if publie.approche else "")
    yield nommer_source(dossier, publie.source)


def _reserves(public: ContratPublic) -> Iterator[str]:
    yield from annoncer_reconstituees(public.presente)
    yield from rediger_origine(public.presente.budget.consolidation)
    yield SANS_MENAGE


def dire_le_pied(public: ContratPublic) -> tuple[str, ...]:
    """Ce que chaque page dit au bas d'elle : le jour des statuts, ce qui est reconstitué."""
    retour = [bloc.texte for bloc in dire_le_jour(public.connu) if isinstance(bloc, Remarque)] if public.connu else []
    return (f"Statuts et retards au {dire_jour(public.jour)}.", *retour, *_reserves(public))
