"""Le rapport au comité de pilotage : ce qui demande une décision d'abord, puis le reste."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.rapports.comite import RapportComite
from contrat.modele.organisme import Source
from contrat.rendu.argent.budget_notes import rediger_origine, rediger_reserves
from contrat.rendu.document import Document
from contrat.rendu.mots.actions import CRITERES_DITS, NIVEAUX_DITS
from contrat.rendu.mots.argent import NATURES
from contrat.rendu.mots.dates import dire_exercices, dire_jour, dire_moment
from contrat.rendu.mots.origine import dire_reconstitues_aussi, legender
from contrat.rendu.mots.phrases import compter, mettre_majuscule
from contrat.rendu.page import Bloc, Page, Partie, Remarque, lister, puces
from contrat.rendu.rapports.comite_decisions import RIEN, decider
from contrat.rendu.rapports.comite_tableaux import (
    parties_de_l_argent,
    tableau_actions,
    tableau_avancement,
    tableau_criteres,
    tableau_entonnoir,
    tableau_indicateurs,
)

CHANGE_D_UNITE = "l'unité change et rien ne dit les uns compris dans les autres : aucun rapport n'est calculé"


def documenter_comite(rapport: RapportComite) -> Document:
    """Le rapport dans toutes ses formes ; le CSV a une ligne par action."""
    return Document(page=lambda: composer(rapport), donnees=lambda: tableau_actions(rapport))


def composer(rapport: RapportComite) -> Page:
    """Le rapport entier ; une partie sans rien à dire n'est pas montrée."""
    etat = rapport.etat
    contrat = rapport.dossier.contrat
    territoire, duree = contrat.territoire, dire_exercices(contrat.periode)
    porteur = rapport.dossier.nommer_organisme(contrat.porteur)
    sujet = f"{contrat.titre}. {territoire.commune} ({territoire.nom_departement}), contrat {duree} porté par : "
    parties = [
        Partie("", [*map(Remarque, rediger_origine(etat.consolidation)), _dater(rapport)], nom="cadre"),
        Partie("À décider", puces(decider(rapport)) or [RIEN], nom="decider"),
        Partie("Points de vigilance", puces(_vigilance(rapport)), nom="vigilance"),
        Partie("Avancement des actions", _avancement(rapport), nom="avancement"),
        *parties_de_l_argent(rapport),
        *_entonnoirs(rapport),
        Partie("Indicateurs", list(_indicateurs(rapport)), nom="indicateurs"),
        Partie("Développement durable", list(_durable(rapport)), nom="durable"),
        Partie("Lire ces chiffres", puces(rediger_reserves(etat)), nom="lire"),
        Partie("Sources", puces(map(_dire_source, sorted(rapport.sources, key=_ranger_source))), nom="sources"),
    ]
    titre = f"Comité de pilotage : {dire_exercices(etat.periode)}"
    return Page(titre, f"{sujet}{porteur}.", [p for p in parties if p.blocs], gabarit="comite")


def _dater(rapport: RapportComite) -> str:
    fiches = f"{compter(len(rapport.dossier.actions), 'fiche')} action, {compter(len(rapport.dossier.axes), 'axe')}"
    dernier = f" ; dernier statut daté : {dire_moment(rapport.dernier_statut)}" if rapport.dernier_statut else ""
    suite = f"Statuts et indicateurs sont ceux {'du' if rapport.est_en_cours else 'de la'} {_dire_horizon(rapport)}"
    return f"Données : {fiches}{dernier}. {suite}, montants prévus pour {dire_exercices(rapport.etat.periode)}."


def _dire_horizon(rapport: RapportComite) -> str:
    """Quand s'arrête ce que le rapport sait : le jour où il est écrit, ou la fin de la période."""
    return dire_jour(rapport.horizon) if rapport.est_en_cours else f"fin de {rapport.fin}"


def _situer(rapport: RapportComite) -> str:
    return f"au {_dire_horizon(rapport)}" if rapport.est_en_cours else f"à la {_dire_horizon(rapport)}"


def _vigilance(rapport: RapportComite) -> Iterator[str]:
    for action, jalon in rapport.jalons_a_confirmer:
        prevu = dire_moment(jalon.prevu) if jalon.prevu else ""
        yield f"{action.titre_court} : « {jalon.libelle} », prévu : {prevu}, sans date de réalisation."
    for action, point in rapport.vigilances:
        yield f"{action.titre_court}, {dire_moment(point.date)} : {point.texte} ({point.auteur})"


def _avancement(rapport: RapportComite) -> list[Bloc]:
    legende = "« Mises en œuvre » : actions lancées ou réalisées, transférées ensuite ou non."
    actions = [x.action for x in rapport.actions]
    marque = [
        *legender(rapport.dossier, actions),
        *dire_reconstitues_aussi(actions, "axe", "Axe reconstitué aussi"),
        *dire_reconstitues_aussi(actions, "porteur", "Porteur reconstitué aussi"),
    ]
    return [tableau_avancement(rapport), legende, *marque, tableau_actions(rapport)]


def _entonnoirs(rapport: RapportComite) -> Iterator[Partie]:
    for entonnoir in rapport.entonnoirs:
        reserves = []
        for etape in entonnoir.etapes:
            change = [CHANGE_D_UNITE] if etape.change_d_unite else []
            notes = [*change, etape.valeur.note, etape.indicateur.mode_calcul]
            reserves += [f"{mettre_majuscule(etape.indicateur.libelle)} : {note}." for note in notes if note]
        blocs = [tableau_entonnoir(rapport.dossier, entonnoir), *puces(reserves)]
        yield Partie(f"Du repérage aux travaux : {entonnoir.action.titre_court}", blocs, nom="entonnoir")


def _indicateurs(rapport: RapportComite) -> Iterator[Bloc]:
    if rapport.indicateurs:
        yield tableau_indicateurs(rapport)
    if rapport.indicateurs_sans_valeur:
        combien = compter(rapport.indicateurs_sans_valeur, "indicateur")
        yield f"{combien} sans valeur {_situer(rapport)}."


def _durable(rapport: RapportComite) -> Iterator[Bloc]:
    yield "Nombre d'actions par niveau visé, sans note globale."
    yield tableau_criteres(rapport)
    if rapport.niveaux_reconstitues:
        total = len(rapport.niveaux_vises)
        yield f"Niveaux visés qui sont une reconstitution : {rapport.niveaux_reconstitues} sur {total}."
    constats = []
    for nom, action, bilan in rapport.bilans:
        source = rapport.dossier.sources.get(bilan.source)
        origine = f" Source : {source.editeur or source.titre}." if source else ""
        niveau = f"{CRITERES_DITS[nom]} : {NIVEAUX_DITS[bilan.niveau]}"
        constats.append(
            f"{action.titre_court}, {niveau}. {mettre_majuscule(bilan.justification.rstrip('.'))}.{origine}"
        )
    if constats:
        yield "Ce qui a été constaté :"
        yield lister(*constats)


def _ranger_source(source: Source) -> tuple[int, str]:
    """Les sources publiées, relevées, puis reconstituées."""
    return list(NATURES).index(source.nature), source.titre


def _dire_source(source: Source) -> str:
    date = dire_moment(source.date) if source.date else None
    return f"{', '.join(x for x in (source.titre, source.editeur, date) if x)} : {NATURES[source.nature]}"
