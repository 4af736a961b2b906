"""Lire un contrat entier : tous les objets bien formés, et toutes les fautes des autres."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contrat import FORMAT
from contrat.depot.acces import examiner_lien
from contrat.depot.autres_textes import lire_autres
from contrat.depot.droit import charger_bareme, charger_finances
from contrat.depot.fiche import FicheLue, en_document, lire_fiche
from contrat.depot.intrus import relever_inconnus, relever_intrus
from contrat.depot.noms import verifier_dossier, verifier_nom
from contrat.depot.partiel import est_entier
from contrat.depot.racine import dire_nom, loger, nommer
from contrat.depot.voisins import lire_voisins
from contrat.diagnostics import Adresse, Diagnostic, Emplacement, Gravite, citer, trier
from contrat.erreurs import ErreurContrat
from contrat.modele.dossier import Dossier, Partiel

if TYPE_CHECKING:
    from pydantic import BaseModel


@dataclass(frozen=True)
class GenreFichier:
    """Une sorte de fichier : où il est, quel objet il contient (`module:Classe`), s'il doit exister, qui le crée.

    La classe n'est importée que pour un genre lu : chaque modèle coûte quelques millisecondes.
    """

    chemin: str
    classe: str
    obligatoire: bool = True
    liste: str = ""
    cree: str = ""

    @property
    def modele(self) -> type[BaseModel]:
        """La classe des objets de ce genre."""
        module, nom = self.classe.split(":")
        classe: type[BaseModel] = getattr(import_module(f"contrat.modele.{module}"), nom)
        return classe

    @property
    def est_dossier(self) -> bool:
        """Vrai quand le genre tient un fichier par objet."""
        return not self.chemin.endswith(".yaml")


GENRES: Mapping[str, GenreFichier] = {
    "contrat": GenreFichier("contrat.yaml", "contrat:Contrat"),
    "cadre": GenreFichier("contrat.yaml", "cadre:Cadre"),
    "organismes": GenreFichier("organismes.yaml", "organisme:Organismes", liste="organismes"),
    "sources": GenreFichier("sources.yaml", "organisme:Sources", liste="sources"),
    "axes": GenreFichier("axes", "action:Axe", cree="axe"),
    "actions": GenreFichier("actions", "action:Action", cree="action"),
    "aides": GenreFichier("aides", "aide:Aide", obligatoire=False),
    "plafonds": GenreFichier("plafonds", "bareme:FichierPlafonds", obligatoire=False),
    "agregat": GenreFichier("agregat_menages.yaml", "agregat:Agregat", obligatoire=False),
    "menages": GenreFichier("menages", "menage:Menage", obligatoire=False),
    "seances": GenreFichier("seances", "seance:Seance", obligatoire=False),
}
TOUS = tuple(genre for genre in GENRES if genre != "cadre")
GUICHET = ("cadre", "sources", "aides", "plafonds")
BUDGET = ("contrat", "organismes", "sources", "axes", "actions")
SEANCES = ("contrat", "sources", "actions", "seances")


@dataclass
class Chargement:
    """Ce qui a été lu : le dossier, les fautes de forme, et de quoi situer toute adresse."""

    racine: Path
    dossier: Dossier
    diagnostics: list[Diagnostic]
    fiches: dict[tuple[str, str], FicheLue] = field(default_factory=dict)

    @property
    def fichiers(self) -> list[str]:
        """Les noms des fichiers lus, depuis le tronc."""
        return sorted({fiche.nom for fiche in self.fiches.values()})

    @property
    def genres(self) -> dict[str, str]:
        """Le genre de chaque fichier lu, par son nom."""
        return {fiche.nom: genre for (genre, _), fiche in self.fiches.items()}

    @property
    def a_des_erreurs(self) -> bool:
        """Vrai quand une faute de forme empêche de se fier aux totaux."""
        return any(d.gravite is Gravite.ERREUR for d in self.diagnostics)

    def situer(self, adresse: Adresse) -> Emplacement:
        """Donner le fichier, la ligne et la colonne d'une adresse."""
        fiche = self.fiches.get((adresse.genre, adresse.identifiant)) or self.fiches[("contrat", "contrat")]
        return fiche.situer(adresse)


def charger(racine: Path, genres: Collection[str] = TOUS, annees: Collection[int] | None = None) -> Chargement:
    """Lire les fichiers de ces genres ; une donnée fausse devient un diagnostic, jamais une exception.

    `annees` limite le droit national à celui des demandes de ces années.
    Lève `ErreurContrat` quand un fichier ne peut pas être lu, ou que le contrat est d'un format plus récent.
    """
    diagnostics: list[Diagnostic] = []
    fiches: dict[tuple[str, str], FicheLue] = {}
    noms: dict[str, str] = {}
    for nom in genres:
        genre = GENRES[nom]
        data = racine / loger(racine, nom)
        ou = noms[nom] = nommer(racine, data / genre.chemin)
        for chemin in _fichiers(data, ou, genre, diagnostics):
            fiche = lire_fiche(chemin, f"{ou}/{chemin.name}" if genre.est_dossier else ou, genre.modele, data)
            diagnostics += fiche.diagnostics
            if genre.est_dossier and nom != "plafonds":
                diagnostics += verifier_nom(fiche, chemin.stem)
            fiches[(nom, chemin.stem if genre.est_dossier else nom)] = fiche
            if nom in ("contrat", "cadre"):
                _refuser_un_format_plus_recent(fiche)
                diagnostics += verifier_dossier(fiche, racine)
    # Un dossier absent, ou qui ne se lit pas, n'est pas un dossier vide.
    absents = {d.fichier for d in diagnostics if d.code in ("F022", "F025")}
    dossier = _rassembler(fiches, [nom for nom, ou in noms.items() if ou not in absents], annees)
    autres: dict[tuple[str, str], FicheLue] = {}
    if set(genres) == set(TOUS):
        tenus = sorted({loger(racine, nom) for nom in GENRES})
        for tenu in tenus:
            siens = {genre.chemin for nom, genre in GENRES.items() if loger(racine, nom) == tenu}
            autres_noms = {genre.chemin for genre in GENRES.values()} - siens
            diagnostics += relever_inconnus(racine / tenu, nommer(racine, racine / tenu), siens, autres_noms)
        autres, opaques = lire_autres(racine, tenus, {f.nom for f in fiches.values()}, {d.fichier for d in diagnostics})
        diagnostics += opaques
        documents = (*dossier.documents, *(en_document(f, *cle) for cle, f in autres.items()))
        dossier = replace(dossier, documents=documents, voisins=lire_voisins(racine, dossier))
    return Chargement(racine, dossier, trier(diagnostics), _deplier(fiches) | autres)


def _refuser_un_format_plus_recent(fiche: FicheLue) -> None:
    """Un outil plus ancien que les données dirait fausses des clés qu'il ne connaît pas encore."""
    valeur = fiche.lecture.valeur
    ecrit = valeur.get("format") if isinstance(valeur, dict) else None
    if isinstance(ecrit, str) and ecrit.isascii() and ecrit.isdecimal() and int(ecrit[:9]) > FORMAT:
        ou = f"{fiche.nom}:{fiche.lecture.valeurs[('format',)].ligne}"
        raise ErreurContrat(
            f"{ou} : ces données sont au format {citer(ecrit)}, cette version de contrat lit jusqu'au format {FORMAT}",
            "mettre l'outil à jour : pipx upgrade contrat-social",
        )


def _fichiers(data: Path, nom: str, genre: GenreFichier, diagnostics: list[Diagnostic]) -> Iterator[Path]:
    lieu = data / genre.chemin
    if genre.est_dossier and lieu.is_symlink() and (refus := examiner_lien(lieu, data)):
        diagnostics.append(Diagnostic(refus.code, Gravite.ERREUR, refus.message, nom, *refus.position, refus.aide))
    elif genre.est_dossier and lieu.is_dir():
        diagnostics += relever_intrus(lieu, nom)
        yield from (c for c in sorted(lieu.glob("*.yaml")) if c.name == dire_nom(c.name).lstrip("."))
    elif genre.est_dossier and lieu.exists():
        aide = "le retirer, ou le ranger hors de data/"
        diagnostics.append(Diagnostic("F022", Gravite.ERREUR, "un dossier était attendu", nom, 1, 1, 1, aide))
    elif not genre.est_dossier and (lieu.exists() or lieu.is_symlink()):
        yield lieu
    elif genre.obligatoire:
        diagnostics.append(_signaler_l_absence(nom, genre))


def _signaler_l_absence(nom: str, genre: GenreFichier) -> Diagnostic:
    if genre.est_dossier:
        message, aide = "le dossier manque", f"le créer, et y mettre un fichier : contrat nouveau {genre.cree}"
    else:
        message, aide = (
            "le fichier manque",
            f"le créer : sa première ligne est « {genre.liste}: », puis un bloc par objet",
        )
    return Diagnostic("F025", Gravite.ERREUR, message, nom, 1, 1, 1, aide)


def _deplier(fiches: dict[tuple[str, str], FicheLue]) -> dict[tuple[str, str], FicheLue]:
    """Donner une entrée à chaque élément des fichiers-listes, pour qu'une règle le désigne par son identifiant."""
    resultat = dict(fiches)
    for (nom, _), fiche in fiches.items():
        liste = GENRES[nom].liste
        if liste:
            for rang, identifiant in _identifiants(fiche, liste):
                resultat.setdefault((nom, identifiant), replace(fiche, prefixe=(liste, rang)))
    return resultat


def _identifiants(fiche: FicheLue, liste: str) -> Iterator[tuple[int, str]]:
    valeur = fiche.lecture.valeur
    elements = valeur.get(liste) if isinstance(valeur, dict) else None
    for rang, element in enumerate(elements if isinstance(elements, list) else []):
        identifiant = element.get("id") if isinstance(element, dict) else None
        if isinstance(identifiant, str):
            yield rang, identifiant


def _rassembler(
    fiches: dict[tuple[str, str], FicheLue], genres: Collection[str], annees: Collection[int] | None
) -> Dossier:
    def objets(genre: str) -> dict[str, Any]:
        return {nom: f.objet for (g, nom), f in fiches.items() if g == genre and f.objet is not None}

    def elements(genre: str) -> dict[str, Any]:
        if (genre, genre) not in fiches:
            return {}
        # Le premier gagne : un identifiant écrit deux fois est l'affaire d'une règle.
        lus = [e for e in _elements(fiches[genre, genre], GENRES[genre].liste) if est_entier(e)]
        return {e.id: e for e in lus} | {e.id: e for e in reversed(lus)}

    agregat = objets("agregat").get("agregat")
    effaces = frozenset(agregat.a_effacer) if agregat else frozenset()
    dossier = Dossier(
        genres=frozenset(_lus(fiches, genres)),
        contrats=objets("contrat"),
        cadre=objets("cadre").get("cadre"),
        organismes=elements("organismes"),
        sources=elements("sources"),
        axes=objets("axes"),
        actions=objets("actions"),
        aides=objets("aides"),
        menages={nom: menage for nom, menage in objets("menages").items() if nom not in effaces},
        agregat=agregat,
        seances=objets("seances"),
        documents=tuple(en_document(f, g, nom) for (g, nom), f in fiches.items()),
        presents={genre: noms - effaces for genre, noms in _presents(fiches).items()},
        repetitions=tuple(_repetitions(fiches)),
        partiels=tuple(_partiels(fiches)),
        chiffres=frozenset(nom for (_, nom), f in fiches.items() if f.est_chiffree),
    )
    if "actions" in genres:
        dossier = replace(dossier, genres=dossier.genres | {"finances"}, finances_lues=charger_finances())
    cadre = dossier.contrats.get("contrat") or dossier.cadre
    if "aides" not in genres or cadre is None:
        return dossier
    droit = charger_bareme(dossier, cadre, objets("plafonds").values(), annees)
    return replace(dossier, genres=dossier.genres | {"droit"}, droit_lu=droit)


def _elements(fiche: FicheLue, liste: str) -> tuple[Any, ...]:
    """Les éléments d'un fichier-liste ; d'un fichier fautif, ceux qui se lisent, entiers ou non."""
    lue = fiche.objet if fiche.objet is not None else fiche.partiel
    return getattr(lue, liste, ())


def _partiels(fiches: dict[tuple[str, str], FicheLue]) -> Iterator[Partiel]:
    """Ce qui se lit des objets fautifs, élément par élément pour un fichier-liste."""
    for (genre, nom), fiche in fiches.items():
        if not any(d.gravite is Gravite.ERREUR for d in fiche.diagnostics) or genre in ("plafonds", "cadre"):
            continue
        if not GENRES[genre].liste or fiche.partiel is None:
            yield Partiel(genre, nom, None if genre == "agregat" else fiche.partiel, fiche.lecture.est_trouee)
        for element in _elements(fiche, GENRES[genre].liste) if GENRES[genre].liste else ():
            if not est_entier(element) and hasattr(element, "id"):
                yield Partiel(genre, element.id, element, fiche.lecture.est_trouee)


def _lus(fiches: dict[tuple[str, str], FicheLue], genres: Collection[str]) -> Iterator[str]:
    """Les genres demandés dont on sait quelque chose : pas un fichier unique sans objet, ni une liste sans éléments.

    Dans un dossier, un fichier fautif ne prive que de lui-même.
    """
    for genre in genres:
        unique = fiches.get((genre, genre))
        if unique is None or GENRES[genre].est_dossier:
            yield genre
        elif liste := GENRES[genre].liste:
            valeur = unique.lecture.valeur
            est_entiere = not (unique.lecture.est_trouee or unique.lecture.a_renonce)
            if est_entiere and isinstance(valeur, dict) and isinstance(valeur.get(liste), list):
                yield genre
        elif unique.objet is not None:
            yield genre


def _repetitions(fiches: dict[tuple[str, str], FicheLue]) -> Iterator[tuple[str, int, str]]:
    """Les éléments des fichiers-listes qui reprennent un identifiant déjà pris."""
    for (genre, _), fiche in fiches.items():
        vus: set[str] = set()
        for rang, identifiant in _identifiants(fiche, GENRES[genre].liste) if GENRES[genre].liste else ():
            if identifiant in vus:
                yield genre, rang, identifiant
            vus.add(identifiant)


def _presents(fiches: dict[tuple[str, str], FicheLue]) -> dict[str, frozenset[str]]:
    """Les identifiants qui existent, y compris ceux des fichiers mal formés."""
    presents: dict[str, set[str]] = {genre: set() for genre in GENRES}
    for (genre, nom), fiche in fiches.items():
        liste = GENRES[genre].liste
        noms = {identifiant for _, identifiant in _identifiants(fiche, liste)} if liste else {nom}
        presents[genre] |= noms
    return {genre: frozenset(noms) for genre, noms in presents.items()}
