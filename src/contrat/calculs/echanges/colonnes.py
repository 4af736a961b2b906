"""Les colonnes d'un plan d'action : leurs noms ici, et ceux de la disposition de Territoires en Transitions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from contrat.modele.action import Statut
from contrat.proches import replier

# Ce qui a une place dans une fiche, et les en-têtes sous lesquels on le trouve, le premier étant celui que l'on écrit.
ENTETES: Mapping[str, tuple[str, ...]] = {
    "axe": ("Axe (x)",),
    "titre": ("Titre de l'action", "Titre de la fiche action"),
    "description": ("Descriptif",),
    "objectifs": ("Objectifs",),
    "porteur": ("Structure pilote",),
    "partenaires": ("Partenaires",),
    "pilote": ("Direction ou service pilote", "Service-département-pôle pilote"),
    "personne_pilote": ("Personne pilote",),
    "elu_referent": ("Élu·e référent·e",),
    "participation": ("Participation Citoyenne",),
    "publics": ("Cibles",),
    "statut": ("Statut",),
    "debut": ("Date de début",),
    "fin": ("Date de fin",),
}
SANS_AXE = "Actions sans axe"
# Les colonnes de personnes : leur contenu n'est jamais repris.
PERSONNES = ("personne_pilote", "elu_referent")
FINANCEURS = 3
# Les cases d'organismes : la fiche en a les identifiants, et le texte du tableur quand il les nomme autrement.
NOMMENT = ("porteur", "partenaires", *(f"financeur_{rang}" for rang in range(1, FINANCEURS + 1)))
MONTANT, TOTAL = "Montant €", "Budget prévisionnel total €"
# La disposition que l'on écrit ; ce qui n'est pas dans ENTETES vient du reste de la fiche.
DISPOSITION: tuple[str, ...] = (
    "Axe (x)", "Sous-axe (x.x)", "Sous-sous axe (x.x.x)", "Titre de l'action", "Titre de la sous-action", "Descriptif",
    "Instances de gouvernance", "Objectifs", "Indicateurs liés", "Structure pilote", "Moyens humains et techniques",
    "Partenaires", "Direction ou service pilote", "Personne pilote", "Élu·e référent·e", "Participation Citoyenne",
    "Financements", "Financeur 1", "Montant 1", "Financeur 2", "Montant 2", "Financeur 3", "Montant 3", "Total",
    "Statut", "Niveau de priorité", "Date de début", "Date de fin", "Action en amélioration continue", "Calendrier",
    "Actions liées", "Fiches des plans liées", "Notes", "Etapes", "Notes complémentaires", "Documents et liens",
)  # fmt: skip
# docs/guides/actions.md ; « en retard » se calcule.
STATUTS_LUS: Mapping[str, Statut] = {
    "adiscuter": "proposee",
    "avenir": "approuvee",
    "encours": "lancee",
    "enretard": "lancee",
    "enpause": "suspendue",
    "bloque": "suspendue",
    "realise": "realisee",
    "abandonne": "abandonnee",
}
STATUTS_ECRITS: Mapping[Statut, str] = {
    "proposee": "À discuter",
    "hierarchisee": "À discuter",
    "approuvee": "À venir",
    "reportee": "À venir",
    "lancee": "En cours",
    "suspendue": "En pause",
    "realisee": "Réalisé",
    "abandonnee": "Abandonné",
}
PARTICIPATIONS: Mapping[str, str] = {
    "information": "Information",
    "consultation": "Consultation",
    "concertation": "Concertation",
    "co_construction": "Co-construction",
}
_CLES = {replier(entete): cle for cle, entetes in ENTETES.items() for entete in entetes}
_FINANCEUR = re.compile(r"financeur([1-9])")
_MONTANT = re.compile(r"montant([1-9]?)(ht|ttc)?")
_TOTAL = re.compile(r"budget(previsionneltotal)?(ht|ttc)?")


def reconnaitre(entetes: Sequence[str]) -> list[str]:
    """La clé de chaque colonne d'une rangée d'en-têtes ; une colonne inconnue garde son en-tête, une vide n'en a pas.

    Un montant est celui du financeur dont il porte le rang, ou dont il suit la colonne.
    """
    cles: list[str] = []
    for entete in entetes:
        mot = replier(entete)
        if financeur := _FINANCEUR.fullmatch(mot):
            cles.append(f"financeur_{financeur[1]}")
        elif (montant := _MONTANT.fullmatch(mot)) and montant[1]:
            cles.append(f"montant_{montant[1]}")
        elif montant and cles and cles[-1].startswith("financeur_"):
            cles.append(cles[-1].replace("financeur", "montant"))
        elif _TOTAL.fullmatch(mot):
            cles.append("total")
        else:
            cles.append(_CLES.get(mot, " ".join(entete.split())))
    return cles


def est_entete(entetes: Sequence[str]) -> bool:
    """Vrai pour une rangée qui nomme au moins un axe et un titre d'action."""
    return {"axe", "titre"} <= set(reconnaitre(entetes))


def lire_base(entetes: Sequence[str]) -> str:
    """La base des montants, d'après les en-têtes ; non précisée quand ils ne s'accordent pas."""
    montants = [replier(e) for e in entetes if replier(e).startswith(("montant", "budget"))]
    bases = {"HT" if m.endswith("ht") else "TTC" for m in montants if m.endswith(("ht", "ttc"))}
    return bases.pop() if len(bases) == 1 else "non_precisee"
