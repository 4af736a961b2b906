"""Le rapport d'un financeur : ses aides, qui d'autre paie, sa caisse, les résultats, le prévu et le réalisé."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.argent.financement import Financeur
from contrat.calculs.rapports.financeur import AideDuFinanceur, RapportFinanceur
from contrat.modele.action import Action
from contrat.modele.dossier import Dossier
from contrat.modele.plan import Ressource
from contrat.rendu.argent.conventions import nommer_convention
from contrat.rendu.document import Document
from contrat.rendu.mots.actions import dire_valeur_relevee
from contrat.rendu.mots.argent import ETATS, NATURES_RESSOURCE, dire_bases, ecrire
from contrat.rendu.mots.dates import dire_jour, dire_moment
from contrat.rendu.mots.origine import legender, titrer
from contrat.rendu.mots.phrases import compter
from contrat.rendu.page import Bloc, Colonne, Page, Partie, Rangee, Remarque, Tableau, Valeur, lister

PROJET = "PROJET, écrit d'après les fiches : à relire et à signer. Ce n'est ni un état certifié, ni une demande."


def documenter_financeur(rapport: RapportFinanceur) -> Document:
    """Le rapport dans toutes ses formes ; le CSV a une ligne par aide."""
    return Document(page=lambda: composer(rapport), donnees=lambda: _aides(rapport))


def composer(rapport: RapportFinanceur) -> Page:
    """Le rapport entier ; une partie sans rien à dire n'est pas montrée."""
    dossier = rapport.dossier
    parties = [
        Partie("", [Remarque(PROJET), *_resumer(rapport)], nom="resume"),
        Partie("Ses aides", [_aides(rapport)] if rapport.aides else [], nom="aides"),
        Partie("Qui d'autre paie ces actions", [_cofinanceurs(rapport)] if rapport.cofinanceurs else [], nom="autres"),
        Partie("Calendrier de trésorerie", [_caisse(rapport)] if rapport.caisse else [], nom="caisse"),
        Partie("Indicateurs", [_indicateurs(rapport)] if rapport.indicateurs else [], nom="indicateurs"),
        Partie("Prévu et réalisé", list(_realise(rapport)), nom="realise"),
        Partie("Lire ces chiffres", [lister(*_lire(rapport))] if rapport.aides else [], nom="lire"),
    ]
    nom = dossier.nommer_organisme(rapport.organisme)
    sujet = f"{dossier.contrat.titre}. {dossier.contrat.territoire.commune}."
    return Page(f"Rapport au financeur : {nom}", sujet, [p for p in parties if p.blocs], gabarit="financeur")


def _resumer(rapport: RapportFinanceur) -> Iterator[Bloc]:
    totaux, nom = rapport.totaux, rapport.dossier.nommer_organisme(rapport.organisme)
    if not rapport.aides:
        yield f"{nom} : aucune ressource dans les fiches."
        return
    combien = compter(len(rapport.actions), "action financée", "actions financées")
    dits = [
        f"{nom} : {combien}",
        f"au plan {ecrire(rapport.prevu)}",
        f"demandé {ecrire(totaux.demande)}",
        f"accordé {ecrire(totaux.accorde)}",
    ]
    dits += [f"encaissé {ecrire(totaux.encaisse)}", f"reste à encaisser {ecrire(totaux.reste)}"]
    if totaux.rendu is not None:
        dits.append(f"rendu {ecrire(totaux.rendu)}")
    yield f"{' ; '.join(dits)}. Un tiret : ce n'est pas renseigné, ce qui diffère de zéro."


def _aides(rapport: RapportFinanceur) -> Tableau:
    """Une rangée par ligne du plan : ce qui est demandé, accordé, encaissé, sur quelle base, à quel taux."""
    vie = ("Demandé", "Accordé", "Encaissé", "Rendu")
    colonnes = (
        Colonne("Action"), Colonne("Exercice", "rang"), Colonne("Section"), Colonne("Dispositif"), Colonne("État"),
        Colonne("Au plan", "euros"), Colonne("Base éligible", "euros", facultative=True),
        Colonne("Taux", "taux", facultative=True), *(Colonne(nom, "euros", facultative=True) for nom in vie),
    )  # fmt: skip
    totaux = rapport.totaux
    montants = (totaux.demande, totaux.accorde, totaux.encaisse, totaux.rendu)
    total = ("Total", "", "", "", "", rapport.prevu, "", "", *montants)
    return Tableau(
        colonnes, (*(Rangee(_aide(rapport.dossier, a)) for a in rapport.aides), Rangee(total, est_total=True))
    )


def _aide(dossier: Dossier, aide: AideDuFinanceur) -> tuple[Valeur, ...]:
    r = aide.ressource
    montants = (r.demande_ou_attendu, r.accorde_ou_acquis, r.recu, r.reverse)
    dispositif = r.programme or NATURES_RESSOURCE[r.nature]
    etat = ", ".join([_dater(r), *map(nommer_convention, aide.conventions)])
    plan = (titrer(dossier, aide.action), r.exercice, r.section, dispositif, etat, r.montant)
    return (*plan, r.assiette, aide.taux, *montants)


def _cofinanceurs(rapport: RapportFinanceur) -> Tableau:
    colonnes = (
        Colonne("Action"), Colonne("Financeur"), Colonne("Nature"), Colonne("Montant", "euros"),
        Colonne("% coût", "part", facultative=True), Colonne("État et dates"),
    )  # fmt: skip
    rangees = [
        Rangee(
            (
                titrer(rapport.dossier, action), rapport.dossier.nommer_organisme(f.organisme),
                NATURES_RESSOURCE[f.nature], f.montant, f.taux_cout, _etats(f),
            )
        )
        for action, f in rapport.cofinanceurs
    ]  # fmt: skip
    return Tableau(colonnes, tuple(rangees))


def _etats(financeur: Financeur) -> str:
    """Les états de ses lignes, avec le jour de la demande ou de l'accord."""
    return " ; ".join(dict.fromkeys(_dater(a.ressource) for a in financeur.apports))


def _dater(ressource: Ressource) -> str:
    jours = [
        f"demande reçue le {dire_jour(ressource.reception)}" if ressource.reception else "",
        f"dossier complet le {dire_jour(ressource.demande)}" if ressource.demande else "",
        f"notifié le {dire_jour(ressource.notification.date)}" if ressource.notification else "",
        *(f"avenant {x.reference} le {dire_jour(x.date)}" for x in ressource.avenants),
        f"à achever le {dire_jour(ressource.achevement)}" if ressource.achevement else "",
        f"depuis le {dire_jour(ressource.fin)}" if ressource.fin else "",
    ]
    return ", ".join([ETATS[ressource.etat], *filter(None, jours)])


def _caisse(rapport: RapportFinanceur) -> Tableau:
    colonnes = (Colonne("Exercice"), Colonne("Accordé pour", "euros"), Colonne("Encaissé, net du rendu", "euros"))
    rangees = [Rangee((str(x.exercice), x.accorde, x.encaisse)) for x in rapport.caisse]
    return Tableau(colonnes, tuple(rangees))


def _indicateurs(rapport: RapportFinanceur) -> Tableau:
    colonnes = tuple(map(Colonne, ("Action", "Indicateur", "Départ", "Cible", "Dernière valeur", "Date")))
    rangees = [
        Rangee(
            (
                titrer(rapport.dossier, action), f"{i.libelle} ({i.unite})", dire_valeur_relevee(i.base),
                dire_valeur_relevee(i.cible), dire_valeur_relevee(valeur), dire_moment(valeur.date) if valeur else "",
            )
        )
        for action, i, valeur in rapport.indicateurs
    ]  # fmt: skip
    return Tableau(colonnes, tuple(rangees))


def _realise(rapport: RapportFinanceur) -> Iterator[Bloc]:
    if not rapport.actions:
        return
    ensemble = rapport.ensemble
    colonnes = (Colonne("Action"), Colonne("Prévu", "euros"), Colonne("Engagé", "euros"), Colonne("Payé", "euros"))
    rangees = [
        Rangee(
            (titrer(rapport.dossier, x.action) if x.action else "", x.prevu.montant, x.engage.montant, x.paye.montant)
        )
        for x in rapport.realises
    ]
    sommes = {"prévu": ensemble.prevu, "engagé": ensemble.engage, "payé": ensemble.paye}
    total = Rangee(("Total", *(somme.montant for somme in sommes.values())), est_total=True)
    yield Tableau(colonnes, (*rangees, total))
    for mot, somme in sommes.items():
        if (manque := somme.lignes - somme.connues) and somme.connues:
            yield f"{compter(manque, 'dépense')} sans montant {mot} renseigné : le total {mot} n'est pas complet."


def _lire(rapport: RapportFinanceur) -> Iterator[str]:
    """Ce qu'il faut savoir avant d'employer ces montants."""
    yield dire_bases(rapport.bases)
    yield "Base éligible et taux : ceux de la notification quand la fiche les donne ; un tiret, sinon."
    if any(_est_reconstituee(rapport.dossier, action) for action in rapport.actions):
        yield "Une partie des montants est une reconstitution : elle n'a pas été publiée ainsi."
    yield from legender(rapport.dossier, rapport.actions)


def _est_reconstituee(dossier: Dossier, action: Action) -> bool:
    return any(dossier.est_reconstitue(x) for x in {action.source, action.plan.source, action.budget.source})
