"""Le barème d'un jour, lisible à 80 colonnes : plafonds des deux zones, règles communes, aides, textes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from contrat.calculs.bareme.bareme_du_jour import BaremeDuJour
from contrat.modele.bareme import Bareme, LignePlafonds, RegleCumul, RegleRevenu, Seuil, TablePlafonds
from contrat.modele.fondement import Fondement
from contrat.nombres import nombre, pourcent
from contrat.rendu.bareme.bareme_aides import decrire
from contrat.rendu.eligibilite.detail import Renvois
from contrat.rendu.libelles import CATEGORIES, dire_jour, dire_periode
from contrat.rendu.mise_en_page import LARGEUR, plier, rendre_ordinaires, souligner

ZONES = {"autres_regions": "Autres régions", "ile_de_france": "Île-de-France"}
LIBELLE, COLONNE = 20, 20
LECTURE = "Une règle citée sans autre mention est certaine : sa source officielle a été lue."
SUBSTITUTIONS = {
    "admise": "ceux de {suivante} peuvent les remplacer s'ils sont connus, notamment en cas de baisse",
    "incertaine": "que ceux de {suivante} puissent les remplacer en cas de baisse n'est pas établi",
}


def en_texte(extrait: BaremeDuJour, bareme: Bareme) -> str:
    """La page entière, sans couleur."""
    renvois = Renvois(bareme.textes)
    lignes = [*plier(f"Barème au {dire_jour(extrait.jour)}"), "=" * LARGEUR]
    for table in extrait.tables:
        lignes += ["", *_table(table, renvois)]
    ile_de_france = ", ".join(bareme.regles.zone.ile_de_france)
    lignes += [
        "",
        *souligner("Règles communes"),
        *_puce(f"Île-de-France : départements {ile_de_france}", bareme.regles.zone, renvois),
        *_revenus(extrait.revenus, extrait.jour, renvois),
        *_cumul(extrait.cumul, renvois),
    ]
    if not bareme.couvre(extrait.jour):
        lignes += ["", *souligner("Aides"), *_sans_aide(extrait)]
    for aide, version in extrait.aides:
        conditions = bareme.conditions_au(aide, version, extrait.jour)
        lignes += ["", *decrire(aide, version, conditions, extrait.jour, renvois)]
    lignes += ["", *souligner("Textes"), *plier(LECTURE)]
    lignes += [x for n, texte in renvois.enumerer() for x in plier(f"[{n}] {texte}", "", "    ")]
    return rendre_ordinaires("\n".join(lignes))


def dire_couverture(periodes: Iterable[tuple[date, date | None]]) -> str:
    """Les périodes pour lesquelles des plafonds sont connus."""
    return ", ".join(f"depuis le {du}" if au is None else f"du {du} au {au}" for du, au in periodes)


def _table(table: TablePlafonds, renvois: Renvois) -> Iterator[str]:
    yield from souligner(f"{ZONES[table.zone]} : plafonds de revenu, en euros")
    yield from plier(f"Demandes {dire_periode(table.du, table.au)}. Vérifié le {dire_jour(table.verifie_le)}.")
    noms = [CATEGORIES[ligne.categorie] for ligne in table.lignes]
    yield "".join([" " * LIBELLE, *(f"{nom:>{COLONNE}}" for nom in noms)])
    for rang in range(len(table.lignes[0].plafonds)):
        libelle = "1 personne" if rang == 0 else f"{rang + 1} personnes"
        yield _rangee(libelle, [ligne.plafonds[rang] for ligne in table.lignes])
    yield _rangee("par personne de plus", [ligne.supplement for ligne in table.lignes])
    dernier = "hors plafond" if table.au_dela == "hors_plafond" else CATEGORIES[table.au_dela]
    yield from plier(f"Égal au plafond, le revenu est dans la catégorie ; au-dessus du dernier, {dernier}.")
    for fondement, categories in _grouper(table.lignes).items():
        yield from _puce(", ".join(categories), fondement, renvois)


def _sans_aide(extrait: BaremeDuJour) -> list[str]:
    """Pourquoi l'outil ne juge aucun ménage ce jour-là."""
    phrase = "Aucune aide nationale connue" if extrait.aides else "Aucune aide connue"
    return plier(f"{phrase} à cette date : l'outil ne juge pas de ménage.")


def _rangee(libelle: str, seuils: Iterable[Seuil]) -> str:
    return "".join([f"{libelle:<{LIBELLE}}", *(f"{_seuil(seuil):>{COLONNE}}" for seuil in seuils)])


def _seuil(seuil: Seuil) -> str:
    """Un plafond dans une colonne étroite ; les pages des ménages le disent en toutes lettres."""
    if seuil.bas is None:
        return "non retrouvé" if seuil.haut is None else f"au plus {nombre(seuil.haut)}"
    if seuil.haut is None:
        return f"au moins {nombre(seuil.bas)}"
    return nombre(seuil.bas) if seuil.est_exact else f"{nombre(seuil.bas)} à {nombre(seuil.haut)}"


def _grouper(lignes: Iterable[LignePlafonds]) -> dict[Fondement, list[str]]:
    """Les catégories qui ont même source, même solidité et même note."""
    groupes: dict[Fondement, list[str]] = {}
    for ligne in lignes:
        fondement = Fondement(source=ligne.source, article=ligne.article, statut=ligne.statut, note=ligne.note)
        groupes.setdefault(fondement, []).append(CATEGORIES[ligne.categorie])
    return groupes


def _puce(texte: str, fondement: Fondement, renvois: Renvois) -> list[str]:
    """Une règle, son renvoi et sa note."""
    note = f" {fondement.note}" if fondement.note else ""
    return plier(f"- {texte} {renvois.citer(fondement)}.{note}", "", "  ")


def _revenus(regle: RegleRevenu | None, jour: date, renvois: Renvois) -> list[str]:
    if regle is None:
        return plier("- Année des revenus : aucune règle connue à cette date.", "", "  ")
    annee = jour.year - regle.recul
    if regle.repli is not None:
        suite = f"ceux de {jour.year - regle.repli} au choix motivé du conseiller"
    else:
        suite = SUBSTITUTIONS[regle.substitution].format(suivante=annee + 1)
    return _puce(f"Revenus de {annee}, somme des occupants ; {suite}", regle, renvois)


def _cumul(regle: RegleCumul | None, renvois: Renvois) -> list[str]:
    if regle is None:
        return plier("- Total des aides publiques : aucune règle commune connue à cette date.", "", "  ")
    part = pourcent(Decimal(regle.taux), insecable=True)
    return _puce(f"Total des aides publiques : {part} du coût TTC au plus", regle, renvois)
