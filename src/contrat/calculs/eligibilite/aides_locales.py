"""Ce qui rendrait une aide locale nuisible : renvoi dans le vide, nom déjà pris, taux qui oublie une catégorie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple, assert_never

from contrat.calculs.eligibilite.demande import Demande
from contrat.calculs.eligibilite.ressources import classer
from contrat.calculs.eligibilite.verdicts import Juge
from contrat.diagnostics import Chemin
from contrat.erreurs import ErreurContrat
from contrat.modele.aide import Aide
from contrat.modele.bareme import Bareme
from contrat.modele.condition import AideAccordee, Condition, Portee, Toutes, UneParmi
from contrat.modele.fondement import Categorie, est_en_vigueur
from contrat.modele.montant import (
    Bonus,
    Ecretement,
    Forfait,
    ForfaitCategorie,
    Gestes,
    MontantAide,
    NonRetrouve,
    Parite,
    Somme,
    Taux,
    TauxParSaut,
)


class Oubli(NamedTuple):
    """Une catégorie qui aurait droit à l'aide ce jour-là, et dont un barème du montant ne dit rien."""

    chemin: Chemin
    categorie: Categorie
    jour: date
    connues: tuple[Categorie, ...]


def lister_renvois(aide: Aide) -> Iterator[tuple[Chemin, str]]:
    """Les autres aides dont celle-ci dépend, et où elle le dit."""
    yield from _renvois(aide.conditions, ("conditions",))
    for rang, version in enumerate(aide.versions):
        yield from _renvois(version.conditions, ("versions", rang, "conditions"))


def _renvois(conditions: tuple[Condition, ...], chemin: Chemin) -> Iterator[tuple[Chemin, str]]:
    for rang, condition in enumerate(conditions):
        ici = (*chemin, rang)
        if isinstance(condition, AideAccordee):
            yield (*ici, "aide"), condition.aide
        elif isinstance(condition, UneParmi | Toutes):
            yield from _renvois(condition.conditions, (*ici, "conditions"))
        elif isinstance(condition, Portee):
            for numero, cas in enumerate(condition.cas):
                yield from _renvois(cas.conditions, (*ici, "cas", numero, "conditions"))


def lister_oublis(aide: Aide, bareme: Bareme) -> Iterator[Oubli]:
    """Les catégories oubliées par les taux d'une aide, au premier jour de chaque table de plafonds qu'elle traverse."""
    for rang, version in enumerate(aide.versions):
        baremes = list(_lister_baremes(version.montant, ("versions", rang, "montant")))
        jours = {max(t.du, version.du) for t in bareme.tables}
        vus: set[tuple[Chemin, Categorie]] = set()
        for jour in sorted(j for j in jours if baremes and est_en_vigueur(version, j) and bareme.classe(j)):
            for categorie in _admettre(aide, bareme, jour):
                for chemin, connues in baremes:
                    if categorie not in connues and (chemin, categorie) not in vus:
                        vus.add((chemin, categorie))
                        yield Oubli(chemin, categorie, jour, connues)


def _lister_baremes(montant: MontantAide, chemin: Chemin) -> Iterator[tuple[Chemin, tuple[Categorie, ...]]]:
    """Les tables par catégorie d'un montant, et les catégories qu'elles connaissent."""
    match montant:
        case Taux() | ForfaitCategorie() | Gestes():
            for nom, table in _lister_tables(montant).items():
                yield (*chemin, nom), tuple(table)
        case TauxParSaut():
            for rang, palier in enumerate(montant.paliers):
                yield (*chemin, "paliers", rang, "taux"), tuple(palier.taux)
        case Ecretement():
            yield (*chemin, "taux"), tuple(montant.taux)
            yield from _lister_baremes(montant.montant, (*chemin, "montant"))
        case Somme():
            for rang, terme in enumerate(montant.termes):
                yield from _lister_baremes(terme, (*chemin, "termes", rang))
        case Forfait() | Bonus() | Parite() | NonRetrouve():
            return
        case _:
            assert_never(montant)


def _lister_tables(montant: Taux | ForfaitCategorie | Gestes) -> dict[str, Mapping[Categorie, Decimal]]:
    """Les tables par catégorie d'un montant simple, par le nom de leur champ."""
    match montant:
        case Taux():
            plafond = {"plafond_aide": montant.plafond_aide} if montant.plafond_aide else {}
            return {"taux": montant.taux, **plafond}
        case ForfaitCategorie():
            return {"montants": montant.montants}
        case Gestes():
            # D'un geste, une catégorie qui n'est nulle part n'y a pas droit : elle n'est pas oubliée.
            return {"ecretement": montant.ecretement}


def _admettre(aide: Aide, bareme: Bareme, jour: date) -> list[Categorie]:
    """Les catégories qui, seules, ne font pas refuser l'aide ce jour-là : on juge un ménage dont on ne sait rien."""
    demande = Demande(id="M-0000", jour=jour)
    ressources = classer(demande, bareme)
    ouvertes = {autre.id: (autre, version) for autre, version in bareme.aides_au(jour)}
    return [
        categorie
        for categorie in ressources.possibles
        if Juge(demande, ressources._replace(possibles=(categorie,), est_sure=True), bareme, ouvertes)
        .juger(aide.id)
        .est_ouvert
    ]


def refuser_incoherences(bareme: Bareme) -> None:
    """Lever `ErreurContrat` devant une aide qui se jugerait de travers : renvoi dans le vide, identifiant déjà pris."""
    partagees, codes = {c.code for c in bareme.communes}, {a.id for a in bareme.aides} | bareme.nationales
    for aide in bareme.aides:
        fichier = f"data/aides/{aide.id}.yaml"
        if aide.niveau == "locale" and aide.id in bareme.nationales:
            raise ErreurContrat(f"l'aide locale {aide.id} porte le nom d'une aide nationale", f"renommer {fichier}")
        for code in aide.exige:
            if code not in partagees:
                message = f"l'aide {aide.id} exige la condition partagée « {code} », qui n'existe pas"
                raise ErreurContrat(message, f"corriger exige dans {fichier}")
        for _, code in lister_renvois(aide):
            if code not in codes:
                message = f"l'aide {aide.id} dépend de l'aide « {code} », qui n'existe pas"
                raise ErreurContrat(message, f"corriger aide dans {fichier}")
