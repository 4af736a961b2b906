"""Le même ménage sous le droit de deux jours, côte à côte."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from contrat.calculs.eligibilite.comparaison import AideComparee, Comparaison, ConditionComparee
from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.moteur import Jugement, ResultatAide
from contrat.nombres import euros
from contrat.rendu.document import Document
from contrat.rendu.eligibilite.calcul import deriver
from contrat.rendu.eligibilite.detail import Renvois, dire_condition, expliquer_reponse
from contrat.rendu.eligibilite.objet import decrire
from contrat.rendu.mots.dates import dire_jour
from contrat.rendu.mots.droit import CATEGORIES, VERDICTS
from contrat.rendu.page import Colonne, Intervalle, Page, Partie, Rangee, Tableau, Valeur, lister, puces, tabuler

VERSION = 1
COLONNES = (
    "menage", "aide", "jour_avant", "verdict_avant", "montant_avant", "jour_apres", "verdict_apres", "montant_apres",
)  # fmt: skip


def documenter_comparaisons(comparaisons: Sequence[Comparaison]) -> Document:
    """Des ménages sous le droit de deux jours ; en JSON, un objet par ligne ; en CSV, une ligne par aide."""
    return Document(
        titre="Ménages comparés",
        page=lambda: [composer(comparaison) for comparaison in comparaisons],
        objet=lambda: [_decrire(comparaison) for comparaison in comparaisons],
        donnees=lambda: _tabuler(comparaisons),
    )


def composer(comparaison: Comparaison) -> Page:
    """Les deux réponses en colonnes, puis ce qui les explique."""
    renvois = Renvois(comparaison.textes)
    avant, apres = comparaison.avant, comparaison.apres
    jours = f"demandes du {dire_jour(avant.demande.jour)} et du {dire_jour(apres.demande.jour)}"
    rien = [] if comparaison.changees else ["D'un jour à l'autre, aucune réponse ni condition ne change."]
    parties = [
        Partie("", [_tableau(comparaison), *rien]),
        Partie("À confirmer", puces(_reserver(comparaison))),
        *(Partie(aide.libelle, [lister(*_expliquer(aide, comparaison, renvois))]) for aide in comparaison.changees),
    ]
    parties.append(Partie("Textes", puces(renvois.enumerer())))
    return Page(f"Ménage {avant.demande.id}, {jours}", "", [p for p in parties if p.blocs])


def _reserver(comparaison: Comparaison) -> Iterator[str]:
    """Ce dont dépend chaque colonne, et que la page de son jour dit aussi."""
    for cote in comparaison.cotes:
        jour, ressources = dire_jour(cote.jugement.demande.jour), cote.jugement.ressources
        yield from (f"{jour} : {reserve}" for reserve in (ressources.reserve, ressources.provisoire) if reserve)
        for libelle, conditions in cote.reserves.items():
            dites = " ; ".join(expliquer_reponse(condition, Verdict.ELIGIBLE) for condition in conditions)
            yield f"{jour}, {libelle}, {dites}"


def _tableau(comparaison: Comparaison) -> Tableau:
    avant, apres = comparaison.avant, comparaison.apres
    prevus = [cote.prevu for cote in comparaison.cotes]
    totaux = [prevu.total_aides if prevu.aides else "aucune" for prevu in prevus]
    rangees = [
        Rangee(("Revenus retenus", _revenu(avant), _revenu(apres))),
        Rangee(("Catégorie", _categorie(avant), _categorie(apres))),
        Rangee(("Plafond", _plafond(avant), _plafond(apres))),
        *(Rangee((aide.libelle, _reponse(aide.avant), _reponse(aide.apres))) for aide in comparaison.utiles),
        Rangee(("Total des aides attendues", *totaux), est_total=True),
        Rangee(("Reste à payer", *("inconnu" if p.reste is None else p.reste for p in prevus)), est_total=True),
    ]
    jours = (Colonne(dire_jour(jugement.demande.jour), "euros") for jugement in (avant, apres))
    return Tableau((Colonne(""), *jours), tuple(rangees))


def _revenu(jugement: Jugement) -> str:
    rfr = jugement.ressources.rfr
    return f"{jugement.ressources.annee} : {'inconnu' if rfr is None else euros(rfr, insecable=True)}"


def _categorie(jugement: Jugement) -> str:
    categorie = jugement.ressources.categorie
    return "à vérifier" if categorie is None else CATEGORIES[categorie]


def _plafond(jugement: Jugement) -> Valeur:
    categorie = jugement.ressources.categorie
    plafond = jugement.ressources.plafonds.get(categorie) if categorie else None
    if plafond is None:
        return "sans objet" if categorie else "à vérifier"
    return plafond.bas if plafond.est_exact else Intervalle(plafond.bas, plafond.haut)


def _reponse(resultat: ResultatAide | None) -> Valeur:
    if resultat is None:
        return "n'existe pas"
    if resultat.verdict is Verdict.ELIGIBLE and resultat.fourchette is not None:
        return Intervalle(resultat.fourchette.bas, resultat.fourchette.haut)
    return VERDICTS[resultat.verdict].lower() if resultat.montant is None else resultat.montant


def _expliquer(aide: AideComparee, comparaison: Comparaison, renvois: Renvois) -> Iterator[str]:
    """Le calcul de chaque jour, puis les conditions qui ne sont pas les mêmes."""
    for jugement, resultat in ((comparaison.avant, aide.avant), (comparaison.apres, aide.apres)):
        jour = dire_jour(jugement.demande.jour)
        if resultat is None:
            yield f"{jour} : l'aide n'existe pas ce jour-là"
        elif resultat.montant_possible is not None:
            si = "" if resultat.montant is not None else "si l'aide était accordée, "
            yield f"{jour} : {si}{deriver(resultat.derivation)}"
    for condition in aide.conditions:
        yield from _opposer(condition, comparaison, renvois)


def _opposer(condition: ConditionComparee, comparaison: Comparaison, renvois: Renvois) -> Iterator[str]:
    """La même condition aux deux jours ; celle qui n'est pas exigée le dit."""
    for jugement, resultat in ((comparaison.avant, condition.avant), (comparaison.apres, condition.apres)):
        jour = dire_jour(jugement.demande.jour)
        if resultat is None:
            autre = condition.avant or condition.apres
            assert autre is not None  # noqa: S101 - une condition comparée existe d'un côté au moins
            yield f"{jour} : non exigé, {autre.libelle}"
        else:
            yield f"{jour} : {dire_condition(resultat, jugement.ressources, renvois)}"


def _decrire(comparaison: Comparaison) -> dict[str, Any]:
    """Les deux jugements entiers, puis les aides dont la réponse change."""
    return {
        "version": VERSION,
        "menage": comparaison.avant.demande.id,
        "dates": [j.demande.jour for j in (comparaison.avant, comparaison.apres)],
        "jugements": [
            decrire(comparaison.avant, comparaison.plan_avant, {}),
            decrire(comparaison.apres, comparaison.plan_apres, {}),
        ],
        "differences": [
            {"aide": aide.code, "avant": _resumer(aide.avant), "apres": _resumer(aide.apres)}
            for aide in comparaison.aides
            if aide.change
        ],
    }


def _resumer(resultat: ResultatAide | None) -> dict[str, Any] | None:
    return None if resultat is None else {"verdict": resultat.verdict.value, "montant": resultat.montant}


def _tabuler(comparaisons: Sequence[Comparaison]) -> Tableau:
    """Une ligne par ménage et par aide, avec la réponse de chaque jour."""
    lignes = []
    for c in comparaisons:
        for aide in c.aides:
            cotes = {"avant": _resumer(aide.avant) or {}, "apres": _resumer(aide.apres) or {}}
            cases = {f"{nom}_{cote}": r.get(nom) for cote, r in cotes.items() for nom in ("verdict", "montant")}
            jours = {"jour_avant": c.avant.demande.jour, "jour_apres": c.apres.demande.jour}
            lignes.append({"menage": c.avant.demande.id, "aide": aide.code, **jours, **cases})
    return tabuler(COLONNES, lignes)
