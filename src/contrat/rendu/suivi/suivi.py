"""Le suivi des ménages : jamais une identité, seulement des identifiants opaques."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from contrat.calculs.suivi.secret import TOTAL
from contrat.calculs.suivi.suivi import MenageSuivi, Suivi
from contrat.rendu.document import Document
from contrat.rendu.libelles import CATEGORIES, ETAPES_DITES, MOTIFS_ABANDON, STATUTS_DROIT, dire_jour
from contrat.rendu.mots.menages import MARCHES
from contrat.rendu.page import Colonne, Page, Partie, Rangee, Tableau, lister
from contrat.rendu.suivi.objet import decrire_suivi, tabuler_suivi

CITES = 10
# Ce qui remplace un nombre tenu secret.
MASQUE = "•"
_CATEGORIES = CATEGORIES | {"a_verifier": "à vérifier"}
_REPONSES = {"eligible": "Éligibles", "indetermine": "À vérifier", "non_eligible": "Non éligibles"}


def documenter_suivi(suivi: Suivi, secret: int) -> Document:
    """Le suivi dans toutes ses formes ; `secret` : sous combien de ménages une case se cache."""
    return Document(
        page=lambda: composer(suivi, secret),
        objet=lambda: decrire_suivi(suivi, secret),
        donnees=lambda: tabuler_suivi(suivi),
    )


def composer(suivi: Suivi, secret: int) -> Page:
    """Les tableaux du suivi, puis ce qui demande une action."""
    tableaux = [
        compter("Entonnoir", "Ménages", dict(zip(MARCHES.values(), suivi.entonnoir, strict=True))),
        _croiser(suivi, secret),
        compter("Étape où ils en sont", "Ménages", {ETAPES_DITES[e]: n for e, n in suivi.etats.items()}),
        _durees(suivi),
        _sommes(suivi),
        compter("Pièces attendues", "Dossiers", suivi.pieces()),
        compter("Origine du contact", "Ménages", {nom or "non dite": n for nom, n in suivi.origines.items()}),
        compter("Motif d'abandon", "Ménages", {MOTIFS_ABANDON[m]: n for m, n in suivi.abandons.items()}),
    ]
    utiles = [tableau for tableau in tableaux if tableau.rangees]
    titre = f"Suivi des ménages au {dire_jour(suivi.au)}"
    return Page(titre, "Identifiants opaques.", [Partie("", [*utiles, lister(*_notes(suivi, secret))])])


def compter(entete: str, colonne: str, nombres: Mapping[str, int]) -> Tableau:
    """Un nombre par nom."""
    return Tableau((Colonne(entete), Colonne(colonne, "nombre")), tuple(Rangee((nom, n)) for nom, n in nombres.items()))


def _durees(suivi: Suivi) -> Tableau:
    rangees = [
        Rangee(
            (f"{ETAPES_DITES[d.depuis]} → {ETAPES_DITES[d.vers]}", d.nombre, d.courte, _mediane(d.mediane), d.longue)
        )
        for d in suivi.durees()
    ]
    nombres = (Colonne(nom, "nombre") for nom in ("Ménages", "Moins", "Médiane", "Plus"))
    return Tableau((Colonne("Jours d'une étape à l'autre"), *nombres), tuple(rangees))


def _mediane(jours: Decimal) -> str:
    return f"{jours:f}".replace(".", ",")


def _sommes(suivi: Suivi) -> Tableau:
    rangees = [Rangee(("Travaux achevés, TTC", suivi.travaux), est_total=True)]
    rangees += [Rangee((nom, somme)) for nom, somme in suivi.argent().items()]
    return Tableau((Colonne("Logements rénovés"), Colonne("Montant", "euros")), tuple(rangees))


def _croiser(suivi: Suivi, secret: int) -> Tableau:
    """Les contactés par catégorie de ressources et par réponse, petits nombres masqués."""
    cases = suivi.croiser_ressources(secret)
    lignes = [code for code in _CATEGORIES if (code, TOTAL) in cases]
    colonnes = [code for code in _REPONSES if (TOTAL, code) in cases]
    rangees = [
        Rangee((_CATEGORIES.get(x, "Total"), *(_masquer(cases[x, y]) for y in (*colonnes, TOTAL))), x == TOTAL)
        for x in (*lignes, TOTAL)
    ]
    entetes = (*(_REPONSES[code] for code in colonnes), "Total")
    tetes = (Colonne("Contactés par ressources"), *(Colonne(entete, "nombre") for entete in entetes))
    return Tableau(tetes, tuple(rangees) if lignes else ())


def _masquer(nombre: int | None) -> int | str:
    return MASQUE if nombre is None else nombre


def _notes(suivi: Suivi, secret: int) -> Iterable[str]:
    yield f"{MASQUE} : moins de {secret} ménages, ou un nombre qui le ferait retrouver par différence."
    for regle in dict.fromkeys(regle for menage in suivi.en_retard for regle in menage.depasses):
        siens = [m for m in suivi.en_retard if regle in m.depasses]
        yield f"Délai dépassé, {regle.libelle} ({STATUTS_DROIT[regle.statut]}) : {_citer(siens)}."
    if muets := suivi.silencieux:
        yield f"Sans nouvelle depuis plus de {suivi.silence} jours, dossiers ouverts : {_citer(muets)}."
    if effaces := suivi.effaces.menages:
        yield _accorder(effaces, "dossier effacé, compté", "dossiers effacés, comptés") + " sans durée ni pièce."
    if suivi.illisibles:
        un, plusieurs = "ménage est illisible sans clé : il n'est", "ménages sont illisibles sans clé : ils ne sont"
        yield _accorder(suivi.illisibles, un, plusieurs) + (
            " pas compté." if suivi.illisibles == 1 else " pas comptés."
        )
    yield "Éligibles : jugés par le moteur au jour de leur demande, à défaut de leur dernière étape."
    yield "Aides des logements rénovés : calculées, sous réserve de l'accord des financeurs."


def _accorder(nombre: int, un: str, plusieurs: str) -> str:
    return f"1 {un}" if nombre == 1 else f"{nombre} {plusieurs}"


def _citer(menages: Sequence[MenageSuivi]) -> str:
    """Les premiers identifiants, puis combien d'autres."""
    noms = ", ".join(m.menage.id for m in menages[:CITES])
    return f"{noms} et {len(menages) - CITES} autres" if len(menages) > CITES else noms
