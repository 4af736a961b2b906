"""Le même ménage sous le droit de deux jours, côte à côte, en texte et en JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal

from contrat.calculs.eligibilite.comparaison import AideComparee, Comparaison, ConditionComparee
from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.moteur import Jugement, ResultatAide
from contrat.modele.bareme import Texte
from contrat.nombres import decimal_nu, euros
from contrat.rendu.eligibilite.eligibilite_calcul import deriver, dire_fourchette
from contrat.rendu.eligibilite.eligibilite_detail import Renvois, dire_condition
from contrat.rendu.eligibilite.eligibilite_json import decrire
from contrat.rendu.eligibilite.menage_page import est_hors_sujet
from contrat.rendu.libelles import CATEGORIES, VERDICTS, dire_jour, dire_seuil
from contrat.rendu.mise_en_page import LARGEUR, plier, rendre_ordinaires, souligner

VERSION = 1
LIBELLE = 34
COLONNE = (LARGEUR - LIBELLE) // 2


def en_texte(comparaison: Comparaison, textes: Mapping[str, Texte]) -> str:
    """La page : les deux réponses en colonnes, puis ce qui les explique."""
    renvois = Renvois(textes)
    avant, apres = comparaison.avant, comparaison.apres
    jours = f"demandes du {dire_jour(avant.demande.jour)} et du {dire_jour(apres.demande.jour)}"
    utiles = [aide for aide in comparaison.aides if not _est_hors_sujet(aide)]
    lignes = [
        *plier(f"Ménage {avant.demande.id}, {jours}"),
        "=" * LARGEUR,
        *_rangee("", dire_jour(avant.demande.jour), dire_jour(apres.demande.jour)),
        *_rangee("Revenus retenus", _revenu(avant), _revenu(apres)),
        *_rangee("Catégorie", _categorie(avant), _categorie(apres)),
        *_rangee("Plafond", _plafond(avant), _plafond(apres)),
        *(ligne for aide in utiles for ligne in _rangee(aide.libelle, _reponse(aide.avant), _reponse(aide.apres))),
        *_rangee(
            "Total des aides acquises", _argent(comparaison.plan_avant.aides), _argent(comparaison.plan_apres.aides)
        ),
        *_rangee(
            "Reste à payer",
            _argent(comparaison.plan_avant.reste_a_charge),
            _argent(comparaison.plan_apres.reste_a_charge),
        ),
    ]
    for aide in utiles:
        if aide.change or aide.conditions:
            lignes += ["", *souligner(aide.libelle), *_expliquer(aide, comparaison, renvois)]
    lignes += ["", *souligner("Textes"), *renvois.lister()]
    return rendre_ordinaires("\n".join(lignes))


def _est_hors_sujet(aide: AideComparee) -> bool:
    return all(r is None or est_hors_sujet(r) for r in (aide.avant, aide.apres))


def _rangee(libelle: str, avant: str, apres: str) -> Iterator[str]:
    """Une rangée à trois colonnes ; un libellé long a sa propre ligne."""
    cellules = f"{avant:>{COLONNE}}{apres:>{COLONNE}}"
    if len(libelle) >= LIBELLE:
        yield from plier(libelle)
        libelle = ""
    yield f"{libelle:<{LIBELLE}}{cellules}"


def _revenu(jugement: Jugement) -> str:
    rfr = jugement.ressources.rfr
    return f"{jugement.ressources.annee} : {'inconnu' if rfr is None else euros(rfr, insecable=True)}"


def _categorie(jugement: Jugement) -> str:
    categorie = jugement.ressources.categorie
    return "à vérifier" if categorie is None else CATEGORIES[categorie]


def _plafond(jugement: Jugement) -> str:
    categorie = jugement.ressources.categorie
    plafond = jugement.ressources.plafonds.get(categorie) if categorie else None
    if plafond is None:
        return "sans objet" if categorie else "à vérifier"
    return dire_seuil(plafond) if plafond.est_exact else "non retrouvé"


def _reponse(resultat: ResultatAide | None) -> str:
    if resultat is None:
        return "n'existe pas"
    verdict = VERDICTS[resultat.verdict.value].lower()
    if resultat.verdict is Verdict.ELIGIBLE and resultat.fourchette is not None:
        return dire_fourchette(resultat.fourchette)
    return verdict if resultat.montant is None else euros(resultat.montant, insecable=True)


def _argent(montant: Decimal | None) -> str:
    return "inconnu" if montant is None else euros(montant, insecable=True)


def _expliquer(aide: AideComparee, comparaison: Comparaison, renvois: Renvois) -> Iterator[str]:
    """Le calcul de chaque jour, puis les conditions qui ne sont pas les mêmes."""
    for jugement, resultat in ((comparaison.avant, aide.avant), (comparaison.apres, aide.apres)):
        jour = dire_jour(jugement.demande.jour)
        if resultat is None:
            yield from plier(f"{jour} : l'aide n'existe pas ce jour-là", "", "  ")
        elif resultat.montant_possible is not None:
            si = "" if resultat.montant is not None else "si l'aide était accordée, "
            yield from plier(f"{jour} : {si}{deriver(resultat.derivation)}", "", "  ")
    for condition in aide.conditions:
        yield from _opposer(condition, comparaison, renvois)


def _opposer(condition: ConditionComparee, comparaison: Comparaison, renvois: Renvois) -> Iterator[str]:
    """La même condition aux deux jours ; celle qui n'est pas exigée le dit."""
    for jugement, resultat in ((comparaison.avant, condition.avant), (comparaison.apres, condition.apres)):
        jour = dire_jour(jugement.demande.jour)
        if resultat is None:
            autre = condition.avant or condition.apres
            assert autre is not None  # noqa: S101 - une condition comparée existe d'un côté au moins
            yield from plier(f"{jour} : non exigé, {autre.condition.libelle}", "- ", "  ")
        else:
            yield from plier(f"{jour} : {dire_condition(resultat, jugement.ressources, renvois)}", "- ", "  ")


def en_json(comparaison: Comparaison) -> str:
    """Les deux jugements entiers, puis les aides dont la réponse change."""
    objet = {
        "version": VERSION,
        "menage": comparaison.avant.demande.id,
        "dates": [j.demande.jour.isoformat() for j in (comparaison.avant, comparaison.apres)],
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
    return json.dumps(objet, ensure_ascii=False)


def _resumer(resultat: ResultatAide | None) -> dict[str, str | None] | None:
    if resultat is None:
        return None
    montant = None if resultat.montant is None else decimal_nu(resultat.montant)
    return {"verdict": resultat.verdict.value, "montant": montant}
