"""Le calcul d'un montant en une ligne : « 35 % de 10 000 € HT, plafonnés à 20 000 € = 3 500 € »."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from contrat.calculs.eligibilite.chiffrage import Fourchette
from contrat.calculs.eligibilite.montants import Derivation
from contrat.calculs.eligibilite.scenarios import Scenario
from contrat.nombres import euros, pourcent
from contrat.rendu.mots.droit import ASSIETTES, CATEGORIES, SUPPOSEES
from contrat.rendu.mots.menages import VALEURS
from contrat.rendu.mots.phrases import enumerer

NOMBRES = {2: "deux", 3: "trois", 4: "quatre"}


def deriver(derivation: Derivation) -> str:
    """Le calcul entier, suivi des suppléments qui restent à confirmer."""
    suite = f" ; {dire_euros(derivation.a_confirmer)} de plus à confirmer" if derivation.a_confirmer else ""
    return _calcul(derivation) + suite


def dire_fourchette(fourchette: Fourchette) -> str:
    """Les deux montants entre lesquels une aide se trouve."""
    return f"entre {dire_euros(fourchette.bas)} et {dire_euros(fourchette.haut)}"


def dire_scenarios(scenarios: Sequence[Scenario]) -> str:
    """« deux classes d'énergie gagnées, de 12 000 € à 24 000 € ; trois, de … » : un ordre de grandeur par scénario."""
    dits = [f"{NOMBRES[s.sauts]}, {_dire_bornes(s)}" for s in scenarios]
    return " ; ".join(dits).replace(",", " classes d'énergie gagnées,", 1)


def _dire_bornes(scenario: Scenario) -> str:
    if scenario.bas == scenario.haut:
        return f"environ {dire_euros(scenario.bas)}"
    return f"de {dire_euros(scenario.bas)} à {dire_euros(scenario.haut)}"


def deriver_fourchette(fourchette: Fourchette) -> str:
    """Les deux montants, et le calcul de chaque catégorie possible."""
    calculs = [f"{CATEGORIES[categorie]} : {deriver(derivation)}" for categorie, derivation in fourchette.calculs]
    return f"{dire_fourchette(fourchette)} selon la catégorie ; {' ; '.join(calculs)}"


def _calcul(derivation: Derivation) -> str:
    total = dire_euros(derivation.resultat)
    if derivation.genre == "gestes":
        return _gestes(derivation)
    if derivation.genre == "ecretement":
        return _ecretement(derivation)
    if derivation.genre == "somme":
        termes = [_terme(terme) for terme in derivation.termes if not (terme.genre == "bonus" and not terme.resultat)]
        return f"{' + '.join(termes)} = {total}"
    return _terme(derivation) if derivation.taux is None else f"{_terme(derivation)} = {total}"


def _ecretement(derivation: Derivation) -> str:
    """Les deux termes, et celui des deux qui est retenu."""
    (avant,) = derivation.termes
    calcul = _calcul(avant)
    if derivation.limite is None or derivation.taux is None:
        return f"{calcul}, sans écrêtement : la part du coût HT suffit"
    autres = (
        f" moins {dire_euros(derivation.deduction)} d'autres aides" if derivation.deduction else ", sans autre aide"
    )
    if derivation.supposees:
        autres += f", {enumerer(SUPPOSEES[champ] for champ in derivation.supposees)}"
    part = f"{pourcent(derivation.taux, insecable=True)} de {dire_euros(derivation.depense)} TTC{autres}"
    retenu = "sous la" if derivation.resultat == avant.resultat else "ramenés à la"
    fin = "" if derivation.resultat == avant.resultat else f", soit {dire_euros(derivation.resultat)}"
    return f"{calcul}, {retenu} limite de toutes les aides ({part} = {dire_euros(derivation.limite)}){fin}"


def _gestes(derivation: Derivation) -> str:
    """Chaque geste, son forfait et la limite de sa dépense, puis le total."""
    termes = " + ".join(_geste(terme) for terme in derivation.termes)
    if derivation.limite is not None:
        return f"{termes}, moins de {dire_euros(derivation.limite)} en tout : rien n'est versé"
    fin = ", limite du total" if derivation.resultat == derivation.plafond else ""
    return f"{termes} = {dire_euros(derivation.resultat)}{fin}"


def _geste(derivation: Derivation) -> str:
    nom = VALEURS[derivation.libelle]
    if derivation.resultat is None or derivation.taux is None or derivation.depense is None:
        return f"{nom}, montant inconnu"
    depense = derivation.depense if derivation.plafond is None else min(derivation.depense, derivation.plafond)
    prime = f" moins {dire_euros(derivation.deduction)} de prime énergie" if derivation.deduction else ""
    prime = f", {SUPPOSEES['cee']}" if derivation.deduction is None else prime
    part = f"{pourcent(derivation.taux, insecable=True)} de {dire_euros(depense)} TTC{prime}"
    return f"{nom} {dire_euros(derivation.resultat)} (forfait {dire_euros(derivation.plafond_aide)}, au plus {part})"


def _terme(derivation: Derivation) -> str:
    plafond = dire_euros(derivation.plafond)
    if derivation.taux is not None and derivation.assiette:
        taux, depense = pourcent(derivation.taux, insecable=True), dire_euros(derivation.depense)
        limite = "" if derivation.plafond_aide is None else f", {dire_euros(derivation.plafond_aide)} au plus"
        return f"{taux} de {depense} {ASSIETTES[derivation.assiette][0]}, plafonnés à {plafond}{limite}"
    if derivation.genre == "parite":
        depense = "" if derivation.depense is None else dire_euros(derivation.depense)
        return f"{derivation.libelle} ({depense}, {plafond} au plus) {dire_euros(derivation.resultat)}"
    return f"{derivation.libelle} {dire_euros(derivation.resultat)}"


def dire_euros(montant: Decimal | None) -> str:
    """Un montant en euros, ou qu'il est inconnu."""
    return "inconnu" if montant is None else euros(montant, insecable=True)
