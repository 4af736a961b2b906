"""Le suivi des ménages en tableaux, en JSON ou en CSV : jamais une identité, seulement des identifiants opaques."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import Any, Literal

from contrat.calculs.suivi.secret import TOTAL
from contrat.calculs.suivi.suivi import MenageSuivi, Suivi
from contrat.nombres import decimal_nu, euros
from contrat.rendu.budget_page import Page, Rangee, Tableau
from contrat.rendu.libelles import CATEGORIES, ETAPES_DITES, MOTIFS_ABANDON, STATUTS_DROIT, dire_jour

VERSION = 1
Forme = Literal["table", "json", "csv", "md"]
CITES = 10
# Ce qui remplace un nombre tenu secret.
MASQUE = "•"
_CATEGORIES = CATEGORIES | {"a_verifier": "à vérifier"}
_REPONSES = {"eligible": "Éligibles", "indetermine": "À vérifier", "non_eligible": "Non éligibles"}
COLONNES = ("id", "etat", "depuis", "jours", "eligibilite", "travaux_ttc", "alerte")


def rendre(suivi: Suivi, forme: Forme, secret: int) -> str:
    """Écrire le suivi dans la forme demandée ; `secret` : sous combien de ménages une case se cache."""
    if forme == "json":
        return json.dumps(_objet(suivi, secret), ensure_ascii=False, indent=2)
    if forme == "csv":
        return _csv(suivi)
    page = composer(suivi, secret)
    if forme == "md":
        from contrat.rendu.budget_md import en_markdown

        return en_markdown(page).rstrip("\n")
    from contrat.rendu.budget_texte import en_texte

    return en_texte(page)


def composer(suivi: Suivi, secret: int) -> Page:
    """Les tableaux du suivi, puis ce qui demande une action."""
    tableaux = [
        _compter("Entonnoir", "Ménages", _entonnoir(suivi)),
        _croiser(suivi, secret),
        _compter("Étape où ils en sont", "Ménages", {ETAPES_DITES[e]: n for e, n in suivi.etats.items()}),
        _durees(suivi),
        _sommes(suivi),
        _compter("Pièces attendues", "Dossiers", suivi.pieces()),
        _compter("Origine du contact", "Ménages", {nom or "non dite": n for nom, n in suivi.origines.items()}),
        _compter("Motif d'abandon", "Ménages", {MOTIFS_ABANDON[m]: n for m, n in suivi.abandons.items()}),
    ]
    utiles = tuple(tableau for tableau in tableaux if tableau.rangees)
    return Page(
        f"Suivi des ménages au {dire_jour(suivi.au)}", "Identifiants opaques.", utiles, tuple(_notes(suivi, secret))
    )


def _entonnoir(suivi: Suivi) -> Mapping[str, int]:
    marches = ("Logements repérés", "Ménages contactés", "Éligibles à une aide aux travaux", "Logements rénovés")
    return dict(zip((*marches, "dont Habiter Mieux"), suivi.entonnoir, strict=True))


def _compter(entete: str, colonne: str, nombres: Mapping[str, int]) -> Tableau:
    return Tableau(entete, (colonne,), tuple(Rangee(nom, (str(n),)) for nom, n in nombres.items()))


def _durees(suivi: Suivi) -> Tableau:
    rangees = [
        Rangee(
            f"{ETAPES_DITES[d.depuis]} → {ETAPES_DITES[d.vers]}",
            (str(d.nombre), str(d.courte), f"{d.mediane:f}".replace(".", ","), str(d.longue)),
        )
        for d in suivi.durees()
    ]
    return Tableau("Jours d'une étape à l'autre", ("Ménages", "Moins", "Médiane", "Plus"), tuple(rangees))


def _sommes(suivi: Suivi) -> Tableau:
    rangees = [Rangee("Travaux achevés, TTC", (euros(suivi.travaux, insecable=True),), est_total=True)]
    rangees += [Rangee(nom, (euros(somme, insecable=True),)) for nom, somme in suivi.argent().items()]
    return Tableau("Logements rénovés", ("Montant",), tuple(rangees))


def _croiser(suivi: Suivi, secret: int) -> Tableau:
    """Les contactés par catégorie de ressources et par réponse, petits nombres masqués."""
    cases = suivi.croiser_ressources(secret)
    lignes = [code for code in _CATEGORIES if (code, TOTAL) in cases]
    colonnes = [code for code in _REPONSES if (TOTAL, code) in cases]
    rangees = [
        Rangee(_CATEGORIES.get(x, "Total"), tuple(_dire_case(cases[x, y]) for y in (*colonnes, TOTAL)), x == TOTAL)
        for x in (*lignes, TOTAL)
    ]
    entetes = (*(_REPONSES[code] for code in colonnes), "Total")
    return Tableau("Contactés par ressources", entetes, tuple(rangees) if lignes else ())


def _dire_case(nombre: int | None) -> str:
    return MASQUE if nombre is None else str(nombre)


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


def _objet(suivi: Suivi, secret: int) -> dict[str, Any]:
    return {
        "version": VERSION,
        "au": suivi.au.isoformat(),
        **suivi.entonnoir._asdict(),
        "travaux": decimal_nu(suivi.travaux),
        "etats": dict(suivi.etats),
        "ressources": [
            {"categorie": categorie or "total", "reponse": reponse or "total", "menages": nombre}
            for (categorie, reponse), nombre in suivi.croiser_ressources(secret).items()
        ],
        "durees": [
            {"depuis": d.depuis, "vers": d.vers, "menages": d.nombre, "courte": d.courte, "mediane": f"{d.mediane:f}",
             "longue": d.longue}
            for d in suivi.durees()
        ],
        "aides": {nom: decimal_nu(somme) for nom, somme in suivi.argent().items()},
        "pieces": dict(suivi.pieces()),
        "origines": dict(suivi.origines),
        "abandons": dict(suivi.abandons),
        "delais_depasses": [{"menage": m.menage.id, "delai": r.libelle} for m in suivi.en_retard for r in m.depasses],
        "effaces": suivi.effaces.menages,
        "illisibles": suivi.illisibles,
        "sans_nouvelle": [m.menage.id for m in suivi.silencieux],
    }  # fmt: skip


def _csv(suivi: Suivi) -> str:
    """Une ligne par ménage."""
    sortie = StringIO()
    ecrivain = csv.writer(sortie, lineterminator="\n")
    ecrivain.writerow(COLONNES)
    muets = {m.menage.id for m in suivi.silencieux}
    for m in suivi.menages:
        alerte = "delai" if m.depasses else "silence" if m.menage.id in muets else ""
        travaux = m.menage.projet.travaux_ttc
        ecrivain.writerow(
            [m.menage.id, m.etat, m.depuis, m.jours, m.verdict or "", "" if travaux is None else travaux, alerte]
        )
    return sortie.getvalue().rstrip("\n")
