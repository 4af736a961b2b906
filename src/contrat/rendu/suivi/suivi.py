"""Le suivi des ménages : la page qui se publie, et celle qui sert au travail, sans identité dans l'une ni l'autre."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from contrat.calculs.suivi.publication import Publication
from contrat.calculs.suivi.secret import Classe
from contrat.calculs.suivi.suivi import MenageSuivi, Suivi
from contrat.rendu.document import Document
from contrat.rendu.figures import montrer_une_suite
from contrat.rendu.mots.dates import dire_jour
from contrat.rendu.mots.droit import REPONSES_MENAGES, RESSOURCES_MENAGES, STATUTS_DROIT
from contrat.rendu.mots.menages import (
    ETAPES_DITES,
    MARCHES,
    MARCHES_D_UN_TEMPS,
    MOTIFS_ABANDON,
    PARCOURS,
    dire_abandons,
    dire_origine,
    dire_passage,
)
from contrat.rendu.mots.phrases import compter
from contrat.rendu.page import Bloc, Colonne, Page, Partie, Rangee, Tableau, Valeur, lister
from contrat.rendu.suivi.objet import decrire_publication, decrire_suivi
from contrat.rendu.suivi.tableau import tabuler_suivi

CITES = 10
# Ce qui remplace un nombre tenu secret.
MASQUE = "•"


def documenter_suivi(suivi: Suivi, publie: Publication | None) -> Document:
    """Le suivi dans toutes ses formes ; sans `publie`, tout ce qui sert au travail de la permanence."""
    return Document(
        page=lambda: composer(suivi) if publie is None else composer_publication(suivi, publie),
        objet=lambda: decrire_suivi(suivi) if publie is None else decrire_publication(suivi, publie),
        donnees=(lambda: tabuler_suivi(suivi)) if publie is None else None,
        classeur=(lambda: _en_classeur(suivi)) if publie is None else None,
        est_pour_un_tableur=True,
    )


def _en_classeur(suivi: Suivi) -> Page:
    """La page de travail, et une feuille de plus : une ligne par ménage."""
    page = composer(suivi)
    return replace(page, parties=[*page.parties, Partie("Ménages", [tabuler_suivi(suivi)])])


def nommer_marches(nombres: Mapping[str, int | None]) -> dict[str, int | None]:
    """Les marches de l'entonnoir, sans celle d'un programme qui n'existe plus quand aucun logement n'en est."""
    return {MARCHES[nom]: n for nom, n in nombres.items() if nom not in MARCHES_D_UN_TEMPS or n != 0}


def composer(suivi: Suivi) -> Page:
    """Les tableaux du suivi, puis ce qui demande une action."""
    tableaux = [
        denombrer("Entonnoir", "Ménages", nommer_marches(suivi.entonnoir._asdict())),
        _croiser(suivi),
        denombrer("Étape où ils en sont", "Ménages", {ETAPES_DITES[e]: n for e, n in suivi.etats.items()}),
        _durees(suivi),
        _sommes(suivi, suivi.travaux, suivi.argent()),
        denombrer("Pièces attendues", "Dossiers", suivi.pieces()),
        denombrer("Origine du contact", "Ménages", {dire_origine(nom): n for nom, n in suivi.origines.items()}),
        denombrer("Motif d'abandon", "Ménages", dire_abandons(suivi.abandons)),
    ]
    return _mettre_en_page(suivi, "Identifiants opaques. Usage interne : à ne pas publier.", tableaux, _notes(suivi))


def composer_publication(suivi: Suivi, publie: Publication) -> Page:
    """Les seuls nombres qui ne désignent personne : une caractéristique à la fois, en classes assez larges."""
    durees = tuple(Rangee((dire_passage(d.depuis, d.vers), _mediane(d.mediane))) for d in publie.durees)
    tableaux = [
        denombrer("Entonnoir", "Ménages", nommer_marches(publie.entonnoir)),
        repartir("Où ils en sont", publie.parcours, PARCOURS),
        repartir("Contactés par réponse", publie.reponses, REPONSES_MENAGES),
        repartir("Contactés par ressources", publie.ressources, RESSOURCES_MENAGES),
        Tableau((Colonne("Jours d'une étape à l'autre"), Colonne("Médiane", "nombre")), durees),
        _sommes(suivi, publie.travaux, publie.aides),
        denombrer("Pièces attendues", "Dossiers", publie.pieces),
        repartir("Origine du contact", publie.origines, nommer_origines(publie.origines)),
        repartir("Motif d'abandon", publie.abandons, MOTIFS_ABANDON),
    ]
    return _mettre_en_page(suivi, "Des nombres, jamais un dossier.", tableaux, _notes_publiees(suivi, publie))


def _mettre_en_page(suivi: Suivi, sujet: str, tableaux: Sequence[Tableau], notes: Iterable[str]) -> Page:
    entonnoir, *autres = tableaux
    utiles: list[Bloc] = [
        *([montrer_une_suite("Ménages à chaque marche", entonnoir)] if entonnoir.rangees else []),
        *(tableau for tableau in autres if tableau.rangees),
    ]
    return Page(
        f"Suivi des ménages au {dire_jour(suivi.au)}",
        sujet,
        [Partie("", [*utiles, lister(*notes)])],
    )


def dire_ce_qui_manque(suivi: Suivi, *, se_publie: bool = False) -> Iterable[str]:
    """Pourquoi tous les nombres sont nuls, quand ce n'est pas d'avoir compté ; pour le travail, ce qui reste dehors."""
    if not suivi.menages and not suivi.effaces.menages and not suivi.illisibles:
        vide = "aucun dossier n'a d'étape à ce jour" if suivi.sans_etape else "le contrat n'a aucun dossier de ménage"
        yield f"Rien n'est à compter : {vide}."
    if suivi.sans_etape and not se_publie:
        yield f"Sans étape à ce jour, hors des comptes : {compter(suivi.sans_etape, 'dossier')}."


def denombrer(entete: str, colonne: str, nombres: Mapping[str, int | None]) -> Tableau:
    """Un nombre par nom ; un nombre absent est tenu secret."""
    rangees = tuple(Rangee((nom, MASQUE if n is None else n)) for nom, n in nombres.items())
    return Tableau((Colonne(entete), Colonne(colonne, "nombre")), rangees)


def repartir(entete: str, classes: Iterable[Classe], dits: Mapping[Any, str]) -> Tableau:
    """Une répartition : chaque classe par les noms qu'elle réunit."""
    return denombrer(entete, "Ménages", {" ou ".join(dits.get(n, n) for n in c.noms): c.nombre for c in classes})


def nommer_origines(classes: Iterable[Classe]) -> Mapping[str, str]:
    """Les mots de chaque origine d'une répartition."""
    return {nom: dire_origine(nom) for classe in classes for nom in classe.noms}


def _durees(suivi: Suivi) -> Tableau:
    rangees = [
        Rangee((dire_passage(d.depuis, d.vers), d.nombre, d.courte, _mediane(d.mediane), d.longue))
        for d in suivi.durees()
    ]
    nombres = (Colonne(nom, "nombre") for nom in ("Ménages", "Moins", "Médiane", "Plus"))
    return Tableau((Colonne("Jours d'une étape à l'autre"), *nombres), tuple(rangees))


def _mediane(jours: Decimal) -> str:
    return f"{jours:f}".replace(".", ",")


def _sommes(suivi: Suivi, travaux: Decimal | None, aides: Mapping[str, Decimal]) -> Tableau:
    cache = "inconnu" if suivi.travaux is None else MASQUE
    ecrits: Valeur = cache if travaux is None else travaux
    rangees = [Rangee(("Travaux achevés, TTC", ecrits), est_total=True)]
    rangees += [Rangee((nom, somme)) for nom, somme in aides.items()]
    return Tableau((Colonne("Logements rénovés"), Colonne("Montant", "euros")), tuple(rangees))


def _croiser(suivi: Suivi) -> Tableau:
    """Les contactés par catégorie de ressources et par réponse."""
    cases = suivi.croiser_ressources()
    lignes = [code for code in RESSOURCES_MENAGES if any(ligne == code for ligne, _ in cases)]
    colonnes = [code for code in REPONSES_MENAGES if any(colonne == code for _, colonne in cases)]
    rangees = tuple(Rangee((RESSOURCES_MENAGES[x], *(cases.get((x, y), 0) for y in colonnes))) for x in lignes)
    tetes = (Colonne(REPONSES_MENAGES[code].capitalize(), "nombre") for code in colonnes)
    return Tableau((Colonne("Contactés par ressources"), *tetes), rangees)


def _notes(suivi: Suivi) -> Iterable[str]:
    yield from dire_ce_qui_manque(suivi)
    for regle in dict.fromkeys(regle for menage in suivi.en_retard for regle in menage.depasses):
        siens = [m for m in suivi.en_retard if regle in m.depasses]
        yield f"Délai dépassé, {regle.libelle} ({STATUTS_DROIT[regle.statut]}) : {_citer(siens)}."
    if muets := suivi.silencieux:
        yield f"Sans nouvelle depuis plus de {suivi.silence} jours, dossiers ouverts : {_citer(muets)}."
    if effaces := suivi.effaces.menages:
        yield compter(effaces, "dossier effacé, compté", "dossiers effacés, comptés") + " sans durée ni pièce."
    yield from _notes_communes(suivi)


# Une page ne laisse rien retrouver, deux pages si : qui la publie doit le savoir (décision 0018).
SE_SOUSTRAIENT = "Les pages de deux trimestres se soustraient, jusqu'à un ménage près : n'en publier qu'une par an."


def _notes_publiees(suivi: Suivi, publie: Publication) -> Iterable[str]:
    yield from dire_ce_qui_manque(suivi, se_publie=True)
    yield (
        f"Un « {MASQUE} » cache un nombre sous {publie.seuil}, ou qui en ferait retrouver un. "
        "Les petites classes sont réunies."
    )
    yield "Arrêté au dernier jour d'un trimestre. --secret 1 montre tout, pour le travail : à ne pas publier."
    yield SE_SOUSTRAIENT
    if publie.en_retard:
        yield f"Délai dépassé : {compter(publie.en_retard, 'dossier')}."
    if publie.silencieux:
        yield f"Sans nouvelle depuis plus de {suivi.silence} jours : {compter(publie.silencieux, 'dossier ouvert')}."
    if suivi.effaces.menages:
        nombre = f"moins de {publie.seuil}" if publie.effaces is None else str(publie.effaces)
        yield f"Dossiers effacés, comptés sans durée ni pièce : {nombre}."
    yield from _notes_communes(suivi)


def _notes_communes(suivi: Suivi) -> Iterable[str]:
    if suivi.illisibles:
        un = "ménage est illisible sans clé : il n'est pas compté."
        plusieurs = "ménages sont illisibles sans clé : ils ne sont pas comptés."
        yield compter(suivi.illisibles, un, plusieurs)
    if suivi.a_travaux_inconnus:
        yield "Travaux des logements rénovés : sans ceux dont le montant est inconnu."
    yield "Éligibles : jugés par le moteur au jour de leur demande, à défaut de leur dernière étape."
    yield "Aides des logements rénovés : calculées, sous réserve de l'accord des financeurs."


def _citer(menages: Sequence[MenageSuivi]) -> str:
    """Les premiers identifiants, puis combien d'autres."""
    noms = ", ".join(m.menage.id for m in menages[:CITES])
    return f"{noms} et {compter(len(menages) - CITES, 'autre')}" if len(menages) > CITES else noms
