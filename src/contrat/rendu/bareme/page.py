"""Le barème d'un jour : plafonds des deux zones, règles communes, aides, textes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from contrat.calculs.bareme.bareme_du_jour import BaremeDuJour
from contrat.modele.bareme import Bareme, LignePlafonds, RegleCumul, RegleRevenu, Seuil, TablePlafonds
from contrat.modele.fondement import Fondement
from contrat.nombres import pourcent
from contrat.rendu.bareme.aides import decrire_aide
from contrat.rendu.bareme.objet import decrire_bareme, tabuler_plafonds
from contrat.rendu.document import Document
from contrat.rendu.eligibilite.detail import Renvois
from contrat.rendu.mots.dates import dire_jour, dire_periode
from contrat.rendu.mots.droit import CATEGORIES, SUBSTITUTIONS, ZONES
from contrat.rendu.mots.phrases import compter
from contrat.rendu.page import Bloc, Colonne, Intervalle, Page, Partie, Rangee, Tableau, Valeur, assembler, lister

LECTURE = "Une règle citée sans autre mention est certaine : sa source officielle a été lue."


def documenter_bareme(extrait: BaremeDuJour, bareme: Bareme) -> Document:
    """Le barème dans toutes ses formes ; le CSV a une ligne par plafond."""
    return Document(
        page=lambda: composer(extrait, bareme),
        objet=lambda: decrire_bareme(extrait, bareme),
        donnees=lambda: tabuler_plafonds(extrait),
    )


def composer(extrait: BaremeDuJour, bareme: Bareme) -> Page:
    """Plafonds des deux zones, règles communes, aides, textes."""
    renvois = Renvois(bareme.textes)
    # Dans l'ordre de la page : les textes se numérotent à mesure qu'ils sont cités.
    parties = [_table(table, renvois) for table in extrait.tables]
    ile_de_france = ", ".join(bareme.regles.zone.ile_de_france)
    communes = [
        _regle(f"Île-de-France : départements {ile_de_france}", bareme.regles.zone, renvois),
        _revenus(extrait.revenus, extrait.jour, renvois),
        _cumul(extrait.cumul, renvois),
    ]
    parties.append(Partie("Règles communes", [lister(*communes)]))
    if not bareme.couvre(extrait.jour):
        parties.append(Partie("Aides", [_sans_aide(extrait)]))
    for aide, version in extrait.aides:
        conditions = bareme.conditions_au(aide, version, extrait.jour)
        lignes = decrire_aide(aide, version, conditions, extrait.jour, renvois)
        parties.append(Partie(f"{version.libelle or aide.libelle} ({aide.id})", assembler(lignes)))
    parties.append(Partie("Textes", [LECTURE, lister(*renvois.enumerer())]))
    return Page(f"Barème au {dire_jour(extrait.jour)}", "", parties)


def dire_couverture(periodes: Iterable[tuple[date, date | None]]) -> str:
    """Les périodes pour lesquelles des plafonds sont connus."""
    return ", ".join(dire_periode(du, au) for du, au in periodes)


def _table(table: TablePlafonds, renvois: Renvois) -> Partie:
    noms = [CATEGORIES[ligne.categorie] for ligne in table.lignes]
    rangees = [
        Rangee((compter(rang + 1, "personne"), *(_seuil(ligne.plafonds[rang]) for ligne in table.lignes)))
        for rang in range(len(table.lignes[0].plafonds))
    ]
    rangees.append(Rangee(("par personne de plus", *(_seuil(ligne.supplement) for ligne in table.lignes))))
    dernier = "hors plafond" if table.au_dela == "hors_plafond" else CATEGORIES[table.au_dela]
    fondements = [_regle(", ".join(noms), fondement, renvois) for fondement, noms in _grouper(table.lignes).items()]
    blocs: list[Bloc] = [
        f"Demandes {dire_periode(table.du, table.au)}. Vérifié le {dire_jour(table.verifie_le)}.",
        Tableau((Colonne("Foyer"), *(Colonne(nom, "nombre") for nom in noms)), tuple(rangees)),
        f"Égal au plafond, le revenu est dans la catégorie ; au-dessus du dernier, {dernier}.",
        lister(*fondements),
    ]
    return Partie(f"{ZONES[table.zone]} : plafonds de revenu, en euros", blocs)


def _sans_aide(extrait: BaremeDuJour) -> str:
    """Pourquoi l'outil ne juge aucun ménage ce jour-là."""
    phrase = "Aucune aide nationale connue" if extrait.aides else "Aucune aide connue"
    return f"{phrase} à cette date : l'outil ne juge pas de ménage."


def _seuil(seuil: Seuil) -> Valeur:
    """Un plafond, ou les bornes entre lesquelles il se trouve."""
    if seuil.bas is None and seuil.haut is None:
        return "non retrouvé"
    return seuil.bas if seuil.est_exact else Intervalle(seuil.bas, seuil.haut)


def _grouper(lignes: Iterable[LignePlafonds]) -> dict[Fondement, list[str]]:
    """Les catégories qui ont même source, même solidité et même note."""
    groupes: dict[Fondement, list[str]] = {}
    for ligne in lignes:
        fondement = Fondement(source=ligne.source, article=ligne.article, statut=ligne.statut, note=ligne.note)
        groupes.setdefault(fondement, []).append(CATEGORIES[ligne.categorie])
    return groupes


def _regle(texte: str, fondement: Fondement, renvois: Renvois) -> str:
    """Une règle, son renvoi et sa note."""
    note = f" {fondement.note}" if fondement.note else ""
    return f"{texte} {renvois.citer(fondement)}.{note}"


def _revenus(regle: RegleRevenu | None, jour: date, renvois: Renvois) -> str:
    if regle is None:
        return "Année des revenus : aucune règle connue à cette date."
    annee = jour.year - regle.recul
    if regle.repli is not None:
        suite = f"ceux de {jour.year - regle.repli} au choix motivé du conseiller"
    else:
        suite = SUBSTITUTIONS[regle.substitution].format(suivante=annee + 1)
    return _regle(f"Revenus de {annee}, somme des occupants ; {suite}", regle, renvois)


def _cumul(regle: RegleCumul | None, renvois: Renvois) -> str:
    if regle is None:
        return "Total des aides publiques : aucune règle commune connue à cette date."
    part = pourcent(Decimal(regle.taux), insecable=True)
    return _regle(f"Total des aides publiques : {part} du coût TTC au plus", regle, renvois)
