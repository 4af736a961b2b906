"""D'où vient le contrat : son origine, les besoins du territoire."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.presentation.presentation import ConstatSuivi, ContratPresente
from contrat.modele.contrat import Contrat
from contrat.modele.dossier import Dossier
from contrat.modele.suivi import Jalon
from contrat.rendu.mots.dates import dire_exercices, dire_moment
from contrat.rendu.mots.origine import MARQUE, marquer
from contrat.rendu.mots.phrases import compter, enumerer, mettre_majuscule, phrase
from contrat.rendu.presentation.recit import Fait, raconter_indicateur

SANS_REPONSE = "aucun axe ni aucune action n'y répond"


def raconter_origine(presente: ContratPresente) -> Iterator[Fait]:
    """Ce que le contrat se propose, qui le porte, comment il est né."""
    contrat, dossier = presente.contrat, presente.dossier
    if contrat.preambule:
        yield Fait(f"Propos ({contrat.preambule.auteur}) : {contrat.preambule.texte}", contrat.preambule.source)
    if contrat.appellation:
        yield Fait(contrat.appellation, contrat.source)
    annees = len(contrat.periode.exercices)
    dite = next((p.dit for p in contrat.publies if p.mesure == "contrat.exercices" and p.dit), "")
    precision = f" (ce que la source en dit : {dite})" if dite else ""
    duree = f"Durée : {compter(annees, 'exercice')}, {dire_exercices(contrat.periode)}{precision}."
    yield Fait(duree, contrat.source)
    yield Fait(f"Porteur : {dossier.nommer_organisme(contrat.porteur)}.", contrat.source)
    if contrat.objectifs:
        yield Fait("Objectifs :", contrat.source)
        yield from (Fait(phrase(objectif), "", 1) for objectif in contrat.objectifs)
    if contrat.thematiques:
        yield Fait(f"Thématiques : {' ; '.join(contrat.thematiques)}.", contrat.source)
    naissance = [j for j in contrat.jalons if _annee(j) < contrat.periode.debut]
    if naissance:
        yield Fait("Comment il est né :")
        yield from (fait for jalon in naissance for fait in raconter_jalon(jalon, 1))


def _annee(jalon: Jalon) -> int:
    return int((jalon.fait or jalon.prevu or "9999")[:4])


def raconter_jalon(jalon: Jalon, rang: int = 0) -> Iterator[Fait]:
    """Un jalon : quand il a eu lieu ou doit avoir lieu, qui était là, ce qui s'y est travaillé."""
    dates = [dire_moment(jalon.fait)] if jalon.fait else []
    if jalon.prevu:
        suite = "" if jalon.fait else ", réalisation non documentée"
        dates.append(f"prévu : {dire_moment(jalon.prevu)}{suite}")
    details = [f"{jalon.participants:f} participants"] if jalon.participants is not None else []
    details += [f"ateliers : {', '.join(jalon.ateliers)}"] if jalon.ateliers else []
    details += [jalon.note] if jalon.note else []
    precision = f" ({' ; '.join(details)})" if details else ""
    quand = f"{mettre_majuscule(' ; '.join(dates))} : " if dates else "Date inconnue : "
    yield Fait(f"{quand}{jalon.libelle}{precision}.", jalon.source, rang)


def raconter_diagnostic(presente: ContratPresente) -> Iterator[Fait]:
    """Le territoire, puis chaque constat avec son chiffre et ce qui y répond."""
    contrat, dossier = presente.contrat, presente.dossier
    yield from _territoire(contrat, dossier)
    for suivi in presente.constats:
        yield from _constat(dossier, suivi)
    if any(_reconstitues(dossier, suivi) for suivi in presente.constats):
        yield Fait(f"{MARQUE} : rapprochement reconstitué ; la source ne dit pas qu'il répond à ce constat.")
    cites = {i.id for suivi in presente.constats for i in suivi.indicateurs}
    for indicateur in contrat.diagnostic.indicateurs:
        if indicateur.id not in cites:
            yield from raconter_indicateur(indicateur)


def _territoire(contrat: Contrat, dossier: Dossier) -> Iterator[Fait]:
    territoire = contrat.territoire
    region = f", région {territoire.region}" if territoire.region else ""
    departement = f"{territoire.nom_departement} ({territoire.departement})"
    yield Fait(f"Territoire : {territoire.commune}, {departement}{region}.", territoire.source)
    if territoire.echelle:
        yield Fait(f"Échelle de la démarche : {territoire.echelle}.", territoire.source)
    if territoire.epci:
        yield Fait(f"Intercommunalité : {dossier.nommer_organisme(territoire.epci)}.", territoire.source)


def _reconstitues(dossier: Dossier, suivi: ConstatSuivi) -> set[str]:
    """Les axes et les actions dont rien ne dit qu'ils répondent à ce constat."""
    axes = {axe.id for axe in suivi.axes if "constats" in axe.reconstitues}
    actions = (action for action in suivi.actions if dossier.est_champ_reconstitue(action, "constats"))
    return axes | {action.id for action in actions}


def _constat(dossier: Dossier, suivi: ConstatSuivi) -> Iterator[Fait]:
    yield Fait(phrase(suivi.constat.texte), suivi.constat.source)
    for indicateur in suivi.indicateurs:
        yield from raconter_indicateur(indicateur, 1)
    reconstitues = _reconstitues(dossier, suivi)
    axes = [f"axe {axe.numero}{marquer(axe.id in reconstitues)}" for axe in suivi.axes]
    actions = [f"{action.titre_court}{marquer(action.id in reconstitues)}" for action in suivi.actions]
    reponses = [enumerer(axes)] if axes else []
    reponses += [" ; ".join(actions)] if actions else []
    yield Fait(f"Ce qui y répond : {' ; '.join(reponses) or SANS_REPONSE}.", "", 1)
