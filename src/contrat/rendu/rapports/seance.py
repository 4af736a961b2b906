"""Une séance à préparer, puis son compte rendu : ce qu'il faut décider d'abord, ce qui le fonde ensuite."""

from __future__ import annotations

from collections.abc import Iterator

from contrat.calculs.rapports.seance import RapportSeance
from contrat.calculs.seances.connues import SeanceConnue
from contrat.modele.action import Axe
from contrat.modele.dossier import Dossier
from contrat.modele.suivi import Deliberation
from contrat.rendu.actions.evaluation_action import repondre
from contrat.rendu.document import Document
from contrat.rendu.mots.actions import citer, dire_conclusions
from contrat.rendu.mots.dates import dire_moment
from contrat.rendu.mots.noms import intituler, libeller_axe, nommer_instance
from contrat.rendu.mots.origine import MARQUE, legender, marquer, titrer
from contrat.rendu.mots.phrases import compter, enumerer, mettre_majuscule
from contrat.rendu.mots.seances import COLLEGES, ISSUES_SEANCE, dire_voix
from contrat.rendu.page import Bloc, Colonne, Page, Partie, Point, Rangee, Remarque, Tableau, assembler, lister, puces
from contrat.rendu.rapports.bilan_tableaux import tableau_axes
from contrat.rendu.rapports.seance_fiches import presenter_fiche, proposer_deliberation
from contrat.rendu.rapports.seance_travail import preparer_le_travail, rendre_le_travail
from contrat.rendu.seances.classement import composer as composer_classement

PREPARER = "rapport seance SEANCE --preparer, puis --compte-rendu"
INCONNUS = "Ni les présents ni les votes ne sont documentés."
AUCUNE = "Aucune séance. Pour en créer une : contrat nouveau seance."


def documenter_liste(dossier: Dossier, connues: list[SeanceConnue], commande: str = PREPARER) -> Document:
    """Des séances que le contrat connaît, et la commande qui en dit plus."""
    rangees = tuple(
        Rangee((x.id, dire_moment(x.date), nommer_instance(dossier, x.instance), x.seance.objet if x.seance else ""))
        for x in connues
    )
    colonnes = (Colonne("Séance", fixe=True), Colonne("Date"), Colonne("Instance"), Colonne("Objet"))
    suite = f"Pour en savoir plus : contrat {commande}."
    blocs: list[Bloc] = [Tableau(colonnes, rangees), suite] if rangees else [AUCUNE]
    return Document(lambda: Page("Séances", dossier.contrat.titre, [Partie("", blocs)]))


def documenter_preparation(rapport: RapportSeance) -> Document:
    """Ce que la séance doit décider, la feuille de vote, les fiches, l'évaluation."""
    return Document(lambda: preparer(rapport))


def documenter_compte_rendu(rapport: RapportSeance) -> Document:
    """Ce que la séance a décidé, qui siégeait, le classement."""
    return Document(lambda: rendre_compte(rapport))


def _titrer(rapport: RapportSeance, quoi: str) -> str:
    instance = nommer_instance(rapport.dossier, rapport.connue.instance)
    return f"{quoi} : {instance}, {dire_moment(rapport.connue.date)}"


def preparer(rapport: RapportSeance) -> Page:
    """La page de préparation ; ce qu'il faut décider vient en tête."""
    parties = [Partie("À décider", puces(_a_decider(rapport)) or ["Rien n'attend cette séance dans les fiches."])]
    if rapport.connue.seance and rapport.connue.seance.ordre_du_jour:
        parties.append(Partie("Ordre du jour", [lister(*rapport.connue.seance.ordre_du_jour)]))
    parties.append(Partie("Qui siège", list(_siegent(rapport))))
    parties += preparer_le_travail(rapport)
    if rapport.a_classer:
        parties.append(Partie("Feuille de vote", list(_feuille(rapport))))
    if rapport.a_decider:
        parties.append(Partie("Projet de délibération", list(proposer_deliberation(rapport))))
        parties.append(Partie("Recueil des fiches"))
        parties += [presenter_fiche(rapport.dossier, fiche) for fiche in rapport.a_decider]
    if rapport.evaluation is not None:
        parties.append(Partie("Évaluation", list(_evaluation(rapport))))
    return Page(_titrer(rapport, "Préparation"), rapport.dossier.contrat.titre, parties)


def _a_decider(rapport: RapportSeance) -> Iterator[str]:
    if rapport.a_classer:
        yield f"Classer {compter(len(rapport.a_classer), 'action proposée', 'actions proposées')}."
    if rapport.a_decider:
        fiches = compter(len(rapport.a_decider), "fiche classée", "fiches classées")
        noms = enumerer(intituler(fiche.action) for fiche in rapport.a_decider)
        yield f"Approuver, reporter ou refuser {fiches} : {noms}."
    if rapport.a_signer:
        objets = " ; ".join(convention.objet for convention in rapport.a_signer)
        yield f"Autoriser la signature de {compter(len(rapport.a_signer), 'convention')} : {objets}."
    if rapport.evaluation is not None:
        compte, sans_reponse = rapport.evaluation.decompte, rapport.evaluation.sans_reponse
        yield f"Répondre aux questions posées au contrat : {len(sans_reponse)} sans réponse."
        yield (
            f"Conclure sur {compter(compte.lancees, 'action lancée', 'actions lancées')} : indicateurs mesurés, "
            f"{compte.mesurees} sur {len(compte.jugees)} ; critères constatés, {compte.criteres_constates} sur "
            f"{compte.criteres_attendus}."
        )


def _siegent(rapport: RapportSeance) -> Iterator[str]:
    instance = rapport.instance
    if instance is None or not instance.colleges:
        yield "Les collèges de cette instance ne sont pas documentés."
        return
    yield f"{mettre_majuscule(enumerer(COLLEGES[c] for c in instance.colleges))}. {mettre_majuscule(instance.role)}."


def _feuille(rapport: RapportSeance) -> Iterator[Bloc]:
    """Une case par action et par critère ; un bulletin ne porte que son collège et un numéro."""
    seance = rapport.connue.seance
    grille = seance.grille if seance else None
    if seance is None or grille is None:
        yield "La grille n'est pas encore arrêtée : écrire la séance (contrat nouveau seance)."
        yield from puces(action.titre for action in rapport.a_classer)
        return
    echelle, criteres = grille.echelle, grille.criteres
    yield f"Collège : ……………… Bulletin n° : ……… Notes de {echelle.mini} à {echelle.maxi} ; laisser vide pour s'abstenir."
    colonnes = (Colonne("Action"), *(Colonne(critere.libelle, a_remplir=True) for critere in criteres))
    vides = ("",) * len(criteres)
    yield Tableau(colonnes, tuple(Rangee((titrer(rapport.dossier, action), *vides)) for action in rapport.a_classer))
    yield from puces(legender(rapport.dossier, rapport.a_classer))
    yield from puces(f"{critere.libelle} : {critere.question}" for critere in criteres if critere.question)
    for critere in criteres:
        if critere.poids == 0:
            yield f"{critere.libelle} ne pèse rien : sa note ne change pas le classement."
    if echelle.mini == echelle.maxi:
        yield "L'échelle n'a qu'une note : aucun vote ne peut départager deux actions."
    if rapport.dossier.est_reconstitue(seance.source):
        yield Remarque("La grille est une reconstitution : rien n'en a été publié.")


def _evaluation(rapport: RapportSeance) -> Iterator[Bloc]:
    evaluation = rapport.evaluation
    if evaluation is None:
        return
    yield tableau_axes(evaluation)
    yield "Questions posées au départ :"
    yield from puces(evaluation.questions)
    yield "Le détail, action par action : contrat evaluation."
    yield "Noter au fil de la séance : contrat evaluation repondre, constater, conclure."


def rendre_compte(rapport: RapportSeance) -> Page:
    """Le compte rendu : les décisions, les présents, le classement."""
    seance = rapport.connue.seance
    parties = [
        Partie("Décisions", list(_decisions(rapport))),
        *rendre_le_travail(rapport),
        Partie("Présents", list(_presents(rapport))),
    ]
    if rapport.classee is not None:
        parties.append(Partie("Classement"))
        parties += list(composer_classement(rapport.classee).parties)
    if rapport.evaluation is not None:
        parties.append(Partie("Évaluation", assembler(_conclusions(rapport))))
    objet = f" {mettre_majuscule(seance.objet)}." if seance else ""
    return Page(_titrer(rapport, "Compte rendu"), f"{rapport.dossier.contrat.titre}.{objet}", parties)


def _decisions(rapport: RapportSeance) -> Iterator[Bloc]:
    seance = rapport.connue.seance
    decisions = seance.decisions if seance else ()
    textes = []
    for decision in sorted(decisions, key=lambda d: (d.rang is None, d.rang or 0)):
        rang = "" if decision.rang is None else f"Rang {decision.rang}, "
        issue = f", {ISSUES_SEANCE[decision.issue]}" if decision.issue else ""
        motif = f" : {decision.motif}" if decision.motif else ""
        textes.append(f"{rang}{_intituler(rapport, decision.action)}{issue}{motif}")
    sur_le_contrat = [d for action, d in rapport.deliberations if action is None]
    textes += [f"Délibération : {_voter(rapport, d)}" for d in sur_le_contrat]
    par_acte: dict[str, list[str]] = {}
    for action, acte in rapport.deliberations:
        if action is not None:
            marque = marquer(rapport.dossier.est_reconstitue(acte.source))
            par_acte.setdefault(_voter(rapport, acte, ""), []).append(f"{intituler(action)}{marque}")
    textes += [f"{mettre_majuscule(acte)} : {enumerer(noms)}" for acte, noms in par_acte.items()]
    if not textes:
        yield "Aucune décision n'est documentée."
    yield from puces(textes)
    if any(MARQUE in texte for texte in textes):
        yield f"{MARQUE} : décision reconstituée, que la source ne publie pas fiche par fiche."


def _intituler(rapport: RapportSeance, identifiant: str) -> str:
    action = rapport.dossier.actions.get(identifiant)
    return intituler(action) if action else identifiant


def _voter(rapport: RapportSeance, acte: Deliberation, source: str | None = None) -> str:
    numero = f" n° {acte.numero}" if acte.numero else ""
    engage = f" ; engage : {acte.engage}" if acte.engage else ""
    cite = citer(rapport.dossier, acte.source) if source is None else source
    return f"{acte.objet}{numero} ({dire_moment(acte.date)} ; {dire_voix(acte)}){engage}{cite}"


def _presents(rapport: RapportSeance) -> Iterator[Bloc]:
    seance, combien = rapport.connue.seance, rapport.participants
    if combien is not None and (seance is None or seance.participants or not seance.colleges):
        yield f"{mettre_majuscule(compter(combien, 'participant'))}."
    if seance is None or not seance.colleges:
        yield INCONNUS if combien is None else "Les collèges présents ne sont pas documentés."
        return
    yield from puces(f"{mettre_majuscule(COLLEGES[p.college])} : {p.presents}" for p in seance.colleges)
    if rapport.absents:
        yield f"Absents : {enumerer(COLLEGES[college] for college in rapport.absents)}."
    if rapport.dossier.est_reconstitue(seance.source):
        yield Remarque("Présents, votes et décisions sont une reconstitution : rien n'en a été publié.")


def _conclusions(rapport: RapportSeance) -> Iterator[str | Point]:
    """Les questions et leurs réponses, le bilan publié, les conclusions : de chaque action et axe, puis du contrat."""
    du_contrat, *autres = rapport.evaluations
    for dite in autres:
        yield f"Axe {dite.de.numero}. {libeller_axe(dite.de)} :" if isinstance(dite.de, Axe) else f"{dite.de.titre} :"
        yield from repondre(rapport.dossier, dite.questions, dite.reponses)
        yield dire_conclusions(dite.conclue)
    yield "Le contrat entier :"
    yield from repondre(rapport.dossier, du_contrat.questions, du_contrat.reponses)
    prevue = rapport.dossier.contrat.evaluation
    if prevue and prevue.bilan:
        yield "Bilan publié :"
        yield from (Point(f"{point.texte}{citer(rapport.dossier, point.source)}") for point in prevue.bilan)
    if sans := du_contrat.sans_reponse:
        yield f"Questions sans réponse : {len(sans)}."
    yield dire_conclusions(du_contrat.conclue)
