"""Ajouter un fait à une fiche : la trouver, la contrôler avec tout le contrat, l'écrire."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

import typer

from contrat.calculs.argent.fait import FaitImpossible
from contrat.cli.creation.objets import citer
from contrat.cli.designation import reconnaitre_action, reconnaitre_mot
from contrat.cli.ecriture import completer, controler
from contrat.cli.fautes import arreter
from contrat.controles import appliquer
from contrat.controles import choisir as choisir_regles
from contrat.depot.chargement import BUDGET, Chargement, charger
from contrat.depot.ecriture import Controler
from contrat.depot.fiche import FicheLue
from contrat.depot.lieux import fautes_de, situer
from contrat.depot.racine import trouver_racine
from contrat.diagnostics import Adresse, Diagnostic, Emplacement, Gravite
from contrat.erreurs import ErreurDonnees, ErreurUsage
from contrat.modele.action import Action, Statut
from contrat.modele.dossier import Dossier
from contrat.modele.liens import SortDeLArgent
from contrat.modele.saisie import Saisie
from contrat.proches import replier

REFUS_DE_FICHE = "Rien n'est ajouté tant que le fichier porte des erreurs."
FAMILLES = ("B", "C", "R", "V001")
# Refuser un fait vrai parce que le plan ne ferme plus, ou qu'un total publié n'est plus retrouvé, forcerait à mentir :
# l'écart se dit, et se comble ensuite.
SANS_EMPECHER = frozenset({"B001", "V001"})


@dataclass(frozen=True)
class FichierOuvert:
    """Un fichier du contrat où noter un fait, dans le contrat tel qu'il est lu."""

    lu: Chargement
    genre: str
    nom: str

    @property
    def dossier(self) -> Dossier:
        """Le contrat."""
        return self.lu.dossier

    @property
    def objet(self) -> Any:
        """Ce que le fichier tient, tel qu'il est lu : le contrat, une fiche, un axe, une séance."""
        return self.dossier.contrat if self.genre == "contrat" else getattr(self.dossier, self.genre)[self.nom]

    def citer(self, demandee: str | None) -> str:
        """La source d'un fait : celle qu'on demande, sinon celle du fichier."""
        return citer(demandee, self.objet.source, self.dossier)

    def ecrire(self, saisir: Callable[[Any], Sequence[Saisie]], dit: str) -> None:
        """Écrire ce que `saisir` tire du fichier relu au moment d'écrire, et dire ce qui est noté."""
        typer.echo(f"{dit}, écrit dans {self.noter(saisir)}")

    def noter(self, saisir: Callable[[Any], Sequence[Saisie]]) -> str:
        """Écrire ce que `saisir` tire du fichier relu au moment d'écrire, si rien ne s'y oppose ; rend son nom."""
        lieu = situer(self.lu.racine, self.genre, self.nom)

        def saisir_ou_refuser(actuel: Any) -> Sequence[Saisie]:
            try:
                return saisir(actuel)
            except FaitImpossible as refus:
                raise ErreurUsage(str(refus), refus.aide) from None

        completer(lieu, saisir_ou_refuser, juger(self.lu, self.genre, self.nom))
        return lieu.nom


class FicheOuverte(FichierOuvert):
    """Une fiche action où noter un fait."""

    @property
    def action(self) -> Action:
        """L'action, telle qu'elle est lue."""
        return self.dossier.actions[self.nom]


def juger(lu: Chargement, genre: str, identifiant: str) -> Controler:
    """Ce que les règles disent d'un fichier qui va être écrit, dans le contrat, et ne disaient pas avant."""

    def juger_fiche(fiche: FicheLue) -> list[Diagnostic]:
        if fiche.objet is None:
            return []

        def placer(adresse: Adresse) -> Emplacement:
            est_sienne = (adresse.genre, adresse.identifiant) == (genre, identifiant)
            return fiche.situer(adresse) if est_sienne else lu.situer(adresse)

        regles = choisir_regles(*FAMILLES)
        deja = Counter((d.code, d.message) for d in appliquer(lu.dossier, lu.situer, regles))
        champ = "contrats" if genre == "contrat" else genre
        siens_apres = {**getattr(lu.dossier, champ), identifiant: fiche.objet}
        apres = replace(lu.dossier, **{champ: siens_apres})  # type: ignore[arg-type]
        trouves = [d for d in appliquer(apres, placer, regles) if d.gravite is not Gravite.INFORMATION]
        nouveaux = list((Counter((d.code, d.message) for d in trouves) - deja).elements())
        siens = [d for d in trouves if (d.code, d.message) in nouveaux]
        dits = [d._replace(gravite=Gravite.AVERTISSEMENT) if d.code in SANS_EMPECHER else d for d in siens]
        return [*controler(fiche), *dits]

    return juger_fiche


def ouvrir_le_contrat(racine: Path | None) -> Chargement:
    """Le contrat et ses fiches ; si son fichier principal ne se lit pas, le montrer et sortir avec le code 1."""
    lu = charger(trouver_racine(Path.cwd(), racine), (*BUDGET, "seances"))
    if "contrat" not in lu.dossier.contrats:
        arreter(fautes_de(lu, "contrat"))
    return lu


def porter(lu: Chargement, action: str | None) -> FichierOuvert:
    """Ce qui porte un acte, un jalon, une évaluation : la fiche que l'usager désigne, sinon le contrat."""
    if action is None:
        return FichierOuvert(lu, "contrat", "contrat")
    return FichierOuvert(lu, "actions", reconnaitre_action(lu.dossier, action).id)


def ouvrir_fiche(racine: Path | None, mot: str) -> FicheOuverte:
    """La fiche que l'usager désigne ; si elle porte des fautes de forme, les montrer et sortir avec le code 1."""
    lu = charger(trouver_racine(Path.cwd(), racine), (*BUDGET, "seances"))
    if "contrat" not in lu.dossier.contrats:
        arreter(fautes_de(lu, "contrat", "organismes"), REFUS_DE_FICHE)
    try:
        return FicheOuverte(lu, "actions", reconnaitre_action(lu.dossier, mot).id)
    except ErreurDonnees:
        arreter(fautes_de(lu, "actions"), REFUS_DE_FICHE)


def convenir(texte: str, mot: str) -> bool:
    """Dire si un libellé est celui que l'usager écrit, ou le contient."""
    return replier(mot) in replier(texte)


def choisir(
    quoi: str, mot: str, trouves: Sequence[int], possibles: Mapping[int, str], par: str = "par --exercice par exemple"
) -> int:
    """Le seul rang trouvé ; lève `ErreurUsage` quand il n'y en a aucun, ou plusieurs, avec ce qui est possible.

    `par` : comment en désigner un seul.
    """
    if len(trouves) == 1:
        return trouves[0]
    if trouves:
        aide = f"préciser, {par} : {', '.join(possibles[rang] for rang in trouves)}"
        raise ErreurUsage(f"{quoi} « {mot} » : {len(trouves)} conviennent", aide)
    aide = (
        f"choisir parmi : {', '.join(possibles.values())}"
        if possibles
        else "la fiche n'en a pas encore : l'y écrire d'abord"
    )
    raise ErreurUsage(f"{quoi} « {mot} » n'existe pas", aide)


def lire_modalites(
    statut: Statut, repreneur: str | None, argent: str | None, suivent: list[str], close: bool
) -> dict[str, str | list[str]]:
    """Ce que l'usager dit d'un transfert, tel qu'il s'écrit ; lève `ErreurUsage` pour un autre statut."""
    dites: dict[str, str | list[str]] = {}
    if argent is not None:
        dites["argent"] = reconnaitre_mot("--argent", argent, get_args(SortDeLArgent))
    if suivent:
        dites["conventions"] = suivent
    if close:
        dites["enveloppe_close"] = "oui"
    if (dites or repreneur is not None) and statut != "transferee":
        message = "--repreneur, --argent, --suit et --close ne disent qu'un transfert"
        raise ErreurUsage(message, "les retirer, ou noter transferee")
    return dites
