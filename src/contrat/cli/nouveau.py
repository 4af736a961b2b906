"""Les commandes `contrat nouveau …` : un fichier, ou une entrée, prêts à remplir."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, get_args

import typer

from contrat.cli.cadre import Ensemble, Racine
from contrat.cli.designation import reconnaitre_axe, refuser_l_illisible, relever_illisibles
from contrat.cli.lectures import lire_entier, lire_euros, lire_jour_echu, lire_jour_ou_aujourdhui
from contrat.cli.nouveau_jalon import jalon
from contrat.cli.nouvelle_convention import convention
from contrat.cli.parametres import argument, option
from contrat.cli.saisies import SourceCitee
from contrat.cli.source_menages import Source

Identifiant = Annotated[str | None, argument("ID", "Identifiant ; sans lui, celui que le titre propose")]
Titre = Annotated[str | None, option("--titre", "TITRE", "Titre")]
Instance = Annotated[str | None, option("--instance", "INSTANCE", "Instance ; sinon, la première du contrat")]
Voix = Annotated[str | None, typer.Option(metavar="NOMBRE", help="Voix, si elles sont connues")]
Jour = Annotated[str | None, option("--date", "JOUR", "Jour ; sinon, aujourd'hui")]


def nouveau() -> None:
    """Créer un fichier ou une entrée prêts à remplir, commentés, sous un identifiant libre."""


def action(
    identifiant: Identifiant = None,
    axe: Annotated[str | None, option("--axe", "AXE", "Axe, par son identifiant ou numéro")] = None,
    titre: Titre = None,
    porteur: Annotated[str | None, option("--porteur", "ORGANISME", "Porteur ; sinon, celui du contrat")] = None,
    source: SourceCitee = None,
    racine: Racine = None,
) -> None:
    """Créer une fiche action, en idée : sept lignes, et en commentaire ce que la suite demandera."""
    from contrat.calculs.creation.contrat_neuf import ESTIMATION, ActionNeuve
    from contrat.cli.creation.objets import creer_fichier, exiger, nommer, ouvrir, refuser_le_double

    ouvert = ouvrir(racine)
    ouvert.refuser_apres_cloture(date.today())
    axes = sorted(ouvert.dossier.axes)
    mot = axes[0] if axe is None and len(axes) == 1 else exiger("--axe", axe, f"Axe ? ({', '.join(axes)})")
    rattache = reconnaitre_axe(ouvert.dossier, mot)
    dit = exiger("--titre", titre, "Titre de l'action ?")
    refuser_le_double("cette action", dit, {a.id: a.titre for a in ouvert.dossier.actions.values()})
    voisins = [a.numero or 0 for a in ouvert.dossier.actions.values() if a.axe == rattache]
    neuve = ActionNeuve(
        id=nommer(identifiant, dit, ouvert.dossier.presents["actions"]),
        axe=rattache,
        titre=dit,
        jour=date.today().isoformat(),
        porteur=ouvert.organisme("--porteur", porteur or ouvert.contrat.porteur),
        periode=ouvert.contrat.periode,
        numero=max(voisins, default=0) + 1,
        source=ouvert.source(source or (ESTIMATION if ESTIMATION in ouvert.dossier.sources else None)),
    )
    creer_fichier(ouvert, "actions", neuve.id, action=neuve)


def axe(
    identifiant: Identifiant = None, titre: Titre = None, source: SourceCitee = None, racine: Racine = None
) -> None:
    """Créer un axe, au numéro suivant."""
    from contrat.calculs.creation.contrat_neuf import AxeNeuf
    from contrat.cli.creation.objets import creer_fichier, exiger, nommer, ouvrir, refuser_le_double

    ouvert = ouvrir(racine)
    dit = exiger("--titre", titre, "Titre de l'axe ?")
    refuser_le_double("cet axe", dit, {a.id: a.titre for a in ouvert.dossier.axes.values()})
    refuser_l_illisible("le numéro suivant n'est pas sûr", relever_illisibles(ouvert.dossier, "axes"))
    numero = max((a.numero for a in ouvert.dossier.axes.values()), default=0) + 1
    nom = nommer(identifiant, f"axe-{numero}", ouvert.dossier.presents["axes"])
    creer_fichier(ouvert, "axes", nom, axe=AxeNeuf(nom, numero, dit, ouvert.source(source)))


def organisme(
    identifiant: Identifiant = None,
    nom: Annotated[str | None, option("--nom", "NOM", "Nom complet, jamais une personne")] = None,
    nature: Annotated[str | None, option("--nature", "NATURE", "Nature juridique, comme association")] = None,
    sigle: Annotated[str | None, option("--sigle", "SIGLE", "Sigle usuel")] = None,
    source: SourceCitee = None,
    racine: Racine = None,
) -> None:
    """Ajouter un organisme à data/organismes.yaml ; s'il est public se déduit de sa nature."""
    from contrat.calculs.creation.contrat_neuf import OrganismeNeuf
    from contrat.cli.creation.objets import ajouter_entree, exiger, nommer, ouvrir, refuser_le_double, verifier
    from contrat.depot.lieux import situer
    from contrat.modele.organisme import NatureOrganisme

    ouvert = ouvrir(racine)
    dit = exiger("--nom", nom, "Nom de l'organisme ?")
    refuser_le_double("cet organisme", dit, {o.id: o.nom for o in ouvert.dossier.organismes.values()})
    natures = {n: n for n in get_args(NatureOrganisme)}
    choisie = verifier("--nature", exiger("--nature", nature, f"Nature ? ({', '.join(natures)})"), natures)
    cle = nommer(identifiant, dit, ouvert.dossier.presents["organismes"])
    public = OrganismeNeuf(cle, dit, natures[choisie]).public
    entree = {"id": cle, "nom": dit, "sigle": sigle, "nature": choisie, "public": public}
    entree["source"] = ouvert.source(source)
    ajouter_entree(situer(ouvert.racine, "organismes"), "organismes", entree)


def source(
    identifiant: Identifiant = None,
    titre: Titre = None,
    nature: Annotated[str | None, option("--nature", "NATURE", "publie, releve, reconstitution ou fiction")] = None,
    editeur: Annotated[str | None, option("--editeur", "NOM", "Qui publie")] = None,
    racine: Racine = None,
) -> None:
    """Ajouter une source à data/sources.yaml : d'où viennent des chiffres."""
    from contrat.cli.creation.objets import ajouter_entree, exiger, nommer, ouvrir, refuser_le_double, verifier
    from contrat.depot.lieux import situer
    from contrat.modele.organisme import NatureSource

    ouvert = ouvrir(racine)
    dit = exiger("--titre", titre, "Titre du document ?")
    refuser_le_double("cette source", dit, {s.id: s.titre for s in ouvert.dossier.sources.values()})
    natures = get_args(NatureSource)
    choisie = verifier("--nature", exiger("--nature", nature, f"Nature ? ({', '.join(natures)})"), natures)
    cle = nommer(identifiant, dit, ouvert.dossier.presents["sources"])
    entree = {"id": cle, "titre": dit, "nature": choisie, "editeur": editeur}
    ajouter_entree(situer(ouvert.racine, "sources"), "sources", entree)


OBJET_A_ECRIRE = "À écrire : ce que la séance traite"


def seance(
    identifiant: Identifiant = None,
    instance: Instance = None,
    date_: Jour = None,
    objet: Annotated[
        str | None, option("--objet", "TEXTE", "Ce que la séance traite ; d'office, classer les actions si l'on vote")
    ] = None,
    axe: Annotated[str | None, option("--axe", "AXE", "Axe dont une commission s'occupe")] = None,
    sans_vote: Annotated[bool, typer.Option("--sans-vote", help="Sans grille : atelier, commission, conseil")] = False,
    source: SourceCitee = None,
    racine: Racine = None,
) -> None:
    """Créer une séance d'une instance, à remplir par `contrat seance` : présents, ateliers, propositions, votes."""
    from contrat.calculs.creation.contrat_neuf import SeanceNeuve, reprendre_grille
    from contrat.cli.creation.objets import creer_fichier, nommer, ouvrir, refuser_le_double

    ouvert = ouvrir(racine)
    reunie, le = ouvert.instance(instance), lire_jour_ou_aujourdhui("--date", date_)
    ouvert.refuser_apres_cloture(le)
    jour = le.isoformat()
    nom = nommer(identifiant, f"{reunie}-{jour}", ouvert.dossier.presents["seances"])
    actions = sorted(ouvert.dossier.actions)
    sien = None if axe is None else reconnaitre_axe(ouvert.dossier, axe)
    grille = reprendre_grille(ouvert.dossier.seances.values(), reunie, jour)
    traite = objet or (OBJET_A_ECRIRE if sans_vote else "classer les actions proposées")
    memes = [s for s in ouvert.dossier.seances.values() if (s.instance, s.date) == (reunie, jour)]
    refuser_le_double("cette séance", traite, {s.id: s.objet for s in memes})
    neuve = SeanceNeuve(nom, reunie, jour, traite, actions, ouvert.source(source), sien, not sans_vote, grille)
    creer_fichier(ouvert, "seances", nom, seance=neuve)


def aide(
    identifiant: Identifiant = None,
    libelle: Annotated[str | None, option("--libelle", "NOM", "Nom de l'aide")] = None,
    montant: Annotated[str | None, option("--montant", "EUROS", "Montant fixe, en euros")] = None,
    source: SourceCitee = None,
    racine: Racine = None,
) -> None:
    """Créer une aide de la commune : son montant, la condition de lieu, les autres conditions à écrire."""
    from contrat.calculs.creation.contrat_neuf import AideNeuve
    from contrat.cli.creation.objets import creer_fichier, exiger, nommer, ouvrir, refuser_le_double
    from contrat.depot.departements import a_h_aspire
    from contrat.depot.droit import lister_nationales

    ouvert = ouvrir(racine)
    dit = exiger("--libelle", libelle, "Nom de l'aide ?")
    refuser_le_double("cette aide", dit, {a.id: a.libelle for a in ouvert.dossier.aides.values()})
    nom = nommer(identifiant, dit, ouvert.dossier.presents["aides"] | lister_nationales())
    porteur = ouvert.dossier.organismes.get(ouvert.contrat.porteur)
    lieu = ouvert.contrat.territoire
    neuve = AideNeuve(
        id=nom,
        libelle=dit,
        financeur=porteur.nom if porteur else lieu.commune,
        commune=lieu.commune,
        insee=lieu.insee,
        jour=date.today().isoformat(),
        montant=str(lire_euros("--montant", exiger("--montant", montant, "Montant, en euros ?"))),
        source=ouvert.source(source),
        est_aspire=a_h_aspire(lieu.insee),
        porteur=porteur.nature if porteur else "commune",
        departement=lieu.departement,
    )
    creer_fichier(ouvert, "aides", nom, aide=neuve)
    if neuve.porteur == "epci":
        typer.echo(f"Seule {lieu.commune} ({lieu.insee}) y est : ajouter les autres communes", err=True)


def deliberation(
    action: Annotated[
        str | None, argument("ACTION", "Action, par son nom ou son numéro ; sinon, tout le contrat")
    ] = None,
    objet: Annotated[str | None, option("--objet", "TEXTE", "Ce qui est décidé")] = None,
    instance: Instance = None,
    date_: Jour = None,
    numero: Annotated[str | None, option("--numero", "NUMERO", "Numéro d'enregistrement")] = None,
    pour: Voix = None,
    contre: Voix = None,
    abstentions: Voix = None,
    engage: Annotated[str | None, option("--engage", "TEXTE", "Ce qu'elle engage : crédits, signature")] = None,
    source: SourceCitee = None,
    racine: Racine = None,
) -> None:
    """Ajouter une délibération à une fiche, ou au contrat entier : ses voix, ce qu'elle engage."""
    from contrat.cli.creation.objets import Ouvert, exiger
    from contrat.cli.faits.actes import ajouter_acte, refuser_la_meme
    from contrat.cli.faits.ecrire import ouvrir_le_contrat, porter

    lu = ouvrir_le_contrat(racine)
    ouvert = Ouvert(lu.racine, lu.dossier)
    porteur = porter(lu, action)
    le = lire_jour_echu("--date", date_)
    ouvert.refuser_apres_cloture(le)
    jour = le.isoformat()
    entree = {"date": jour, "instance": ouvert.instance(instance), "objet": exiger("--objet", objet, "Objet ?")}
    voix = {"pour": pour, "contre": contre, "abstentions": abstentions}
    lues = {nom: None if dit is None else str(lire_entier(f"--{nom}", dit)) for nom, dit in voix.items()}
    refuser_la_meme(porteur, entree)
    ajout = {**entree, "numero": numero, **lues, "engage": engage, "source": porteur.citer(source)}
    typer.echo(ajouter_acte(porteur, "deliberations", ajout))


def menage(
    date_: Annotated[str | None, option("--date", "JOUR", "Jour du premier contact ; sinon, aucun n'est écrit")] = None,
    source: Source = None,
    racine: Racine = None,
) -> None:
    """Créer le fichier d'un ménage, sous un identifiant opaque tiré au hasard."""
    from contrat.cli.ecriture import creer
    from contrat.cli.source_menages import lire_cadre, trouver_source
    from contrat.depot.menage_ecrit import rediger_a_remplir, situer_menage, tirer_identifiant
    from contrat.depot.racine import trouver_racine

    jour = lire_jour_echu("--date", date_)
    base = trouver_racine(Path.cwd(), racine)
    dossier, cadre = lire_cadre(base)
    lieu = situer_menage(base, tirer_identifiant())
    retenue = trouver_source(base, dossier, source)
    texte = rediger_a_remplir(lieu.chemin.stem, retenue, cadre.territoire.insee, jour, date_ is not None)
    creer(lieu, texte)
    typer.echo(lieu.nom)
    if date_ is None:
        geste = f"contrat evenement {lieu.chemin.stem} contacte --date JOUR"
        typer.echo(f"Aucune étape n'y est écrite, le suivi ne le compte pas encore : {geste}", err=True)


NOUVEAU = Ensemble(nouveau, action, axe, organisme, source, seance, aide, deliberation, convention, jalon, menage)
