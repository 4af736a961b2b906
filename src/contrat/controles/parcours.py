"""Parcourir les objets du contrat et les références qu'ils portent, en gardant la place de chacune."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from contrat.diagnostics import Adresse, Chemin, Constat, Constats, Remplacement
from contrat.modele.base import Objet
from contrat.modele.dossier import Dossier
from contrat.proches import deviner, plus_proche, proposer

CONTRAT = ("contrat", "contrat")
ORGANISMES = frozenset(
    {
        "porteur",
        "maitre_ouvrage",
        "gestionnaire",
        "organisme",
        "organismes",
        "repreneur",
        "responsable",
        "employeur",
        "beneficiaire",
        "rattache_a",
        "epci",
    }
)
# Les champs qui citent un autre objet du contrat.
REFERENCES = ORGANISMES | {"budget", "axe", "source", "constats", "action", "actions", "instance"}


def references_inconnues(
    dossier: Dossier, noms: Collection[str], connus: Collection[str], quoi: str, genres: Collection[str] = ()
) -> Constats:
    """Les champs de ces noms qui citent un identifiant que rien ne définit, dans ces genres d'objets."""
    for nom in sorted(noms):
        for adresse, valeur in _references(dossier).get(nom, ()):
            if valeur not in connus and (not genres or adresse.genre in genres):
                yield dire_inconnu(adresse, f"{quoi} « {valeur} »", valeur, connus)


def dire_inconnu(adresse: Adresse, quoi: str, valeur: str, connus: Collection[str]) -> Constat:
    """La faute de qui cite ce que rien ne définit, et la correction quand le mot voulu ne fait pas de doute."""
    choix = sorted(connus)
    voulu = deviner(valeur, choix)
    remplacement = Remplacement(valeur, voulu) if voulu else None
    aide = proposer(valeur, choix) or "le créer, ou corriger le mot écrit ici"
    return Constat(adresse, f"{quoi} n'existe pas", aide, remplacement=remplacement)


class Coquille(NamedTuple):
    """Un identifiant défini que rien ne cite, et celui, inconnu mais proche, que plusieurs endroits citent."""

    defini: str
    cite: str
    fois: int


def trouver_coquilles(dossier: Dossier, noms: Collection[str], genre: str) -> list[Coquille]:
    """Les identifiants d'un annuaire sans doute mal écrits là où ils sont définis : une faute, non une par citation."""
    cites = Counter(valeur for nom in noms for _, valeur in _references(dossier).get(nom, ()))
    muets = {nom for nom in dossier.presents[genre] if not cites[nom]}
    coquilles = []
    for valeur, fois in cites.items():
        proche = plus_proche(valeur, muets) if fois > 1 and valeur not in dossier.presents[genre] else None
        if proche is not None:
            coquilles.append(Coquille(proche, valeur, fois))
            muets.discard(proche)
    return coquilles


def dire_coquille(coquille: Coquille, genre: str, quoi: str) -> Constat:
    """La faute, à l'endroit de la définition ; `quoi` la nomme et s'accorde : « l'organisme … n'est cité »."""
    message = f"{quoi.format(coquille.defini)} nulle part, et {coquille.fois} citations disent « {coquille.cite} »"
    aide = f"écrire id: {coquille.cite}, ou changer les citations"
    return Constat(Adresse(genre, coquille.defini, ("id",)), message, aide)


Releve = dict[str, list[tuple[Adresse, str]]]


@lru_cache(maxsize=1)
def _references(dossier: Dossier) -> Mapping[str, list[tuple[Adresse, str]]]:
    """Toutes les références du contrat, par nom de champ : un seul parcours sert à toutes les règles R."""
    references: Releve = defaultdict(list)
    for genre, identifiant, objet in _objets(dossier):
        _relever(references, (genre, identifiant), objet, ())
    return references


def _objets(dossier: Dossier) -> Iterator[tuple[str, str, Objet]]:
    """Tous les objets du contrat, avec leur genre et leur identifiant."""
    yield from ((*CONTRAT, contrat) for contrat in dossier.contrats.values())
    for genre in ("organismes", "sources", "axes", "actions", "aides", "menages", "seances"):
        for identifiant, objet in getattr(dossier, genre).items():
            yield genre, identifiant, objet


def _relever(references: Releve, cle: tuple[str, str], objet: Objet, chemin: Chemin) -> None:
    """Ajouter les textes des champs de référence qu'un fichier écrit dans un objet, et sous lui."""
    for nom, valeur in vars(objet).items():
        if valeur is None:
            continue
        if isinstance(valeur, str):
            # Une valeur héritée est citée là où elle est écrite.
            if nom in REFERENCES and nom in objet.model_fields_set:
                references[nom].append((Adresse(*cle, (*chemin, nom)), valeur))
        elif isinstance(valeur, Objet):
            _relever(references, cle, valeur, (*chemin, nom))
        elif isinstance(valeur, tuple):
            _relever_liste(references, cle, valeur, (*chemin, nom), nom)


def _relever_liste(
    references: Releve, cle: tuple[str, str], elements: tuple[Any, ...], chemin: Chemin, nom: str
) -> None:
    for rang, element in enumerate(elements):
        if isinstance(element, Objet):
            _relever(references, cle, element, (*chemin, rang))
        elif isinstance(element, tuple):
            _relever_liste(references, cle, element, (*chemin, rang), nom)
        elif isinstance(element, str) and nom in REFERENCES:
            references[nom].append((Adresse(*cle, (*chemin, rang)), element))
