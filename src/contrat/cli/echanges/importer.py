"""Écrire dans le contrat ce qu'un tableur apporte, et en rendre compte rangée par rangée."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import typer

from contrat.calculs.echanges.colonnes import NOMMENT
from contrat.calculs.echanges.plan import Accueil, FicheImportee
from contrat.cli.creation.textes import rediger
from contrat.cli.ecriture import controler, creer, ecrire_ou_sortir
from contrat.controles.noms import ORGANISMES, PRENOMS
from contrat.depot.ecriture import ChangementFichier, Lieu, ecrire
from contrat.depot.fiche import FicheLue, analyser
from contrat.depot.lieux import situer
from contrat.depot.yaml_ecrit import en_bloc, en_texte
from contrat.diagnostics import Diagnostic, Gravite
from contrat.modele.action import Action
from contrat.modele.organisme import Organismes
from contrat.modele.saisie import Saisie
from contrat.proches import replier

MOTS_D_UN_NOM = 3
TITRE_DE_LA_SOURCE = "Tableur importé"
_EN_TETE = (
    "# Venue d'un tableur : « origine » garde ce qui n'a pas de place ici ; contrat action montrer dit ce qui manque.\n"
)


@dataclass
class CompteRendu:
    """Ce qui a été fait, rangée par rangée ; `est_incomplet` : une rangée refusée, ou une case gardée en texte."""

    lignes: list[str] = field(default_factory=list)
    faits: Counter[str] = field(default_factory=Counter)
    est_incomplet: bool = False

    def noter(self, fiche: FicheImportee, fait: str, detail: str = "") -> None:
        """Ajouter une rangée, et ce qui a été dit de ses cases."""
        reprise = fiche.reprise
        self.faits[fait] += 1
        self.lignes.append(f"ligne {reprise.ligne} : {fait}{f', {detail}' if detail else ''}")
        for garde in reprise.gardees:
            self.lignes.append(f"ligne {reprise.ligne} : {garde} ; gardé en texte")
            self.est_incomplet = True
        if reprise.retirees:
            self.lignes.append(f"ligne {reprise.ligne} : {', '.join(reprise.retirees)} : personnes non reprises")
        if fiche.laissees:
            self.lignes.append(
                f"ligne {reprise.ligne} : la fiche dit autrement, et garde : {', '.join(fiche.laissees)}"
            )
        sans_place = [nom for nom in reprise.reste if nom not in NOMMENT]
        if sans_place and fait != "inchangée":
            self.lignes.append(f"ligne {reprise.ligne} : sans place ici, gardé en texte : {', '.join(sans_place)}")


def est_admis(nom: str) -> bool:
    """Si un nom d'organisme ne porte rien que les règles refusent, et ne commence pas par un prénom.

    « Bernard » peut être une entreprise : mieux vaut l'écrire à la main que garder une personne.
    """
    bloc = {"organismes": [_decrire_organisme("essai", nom, "essai")]}
    fiche = analyser("\n".join(en_bloc(bloc)).encode(), "data/organismes.yaml", Organismes)
    mots = [replier(mot) for mot in nom.split()]
    est_un_prenom = mots[0] in PRENOMS.split() and len(mots) <= MOTS_D_UN_NOM and not {*mots} & {*ORGANISMES.split()}
    return not (est_un_prenom or _refus(fiche))


def appliquer(fiches: Sequence[FicheImportee], dans: Accueil, racine: Path, *, essai: bool) -> CompteRendu:
    """Écrire organismes, source et axes, puis les fiches ; un essai ne fait que le compte rendu."""
    if not essai:
        _preparer(dans, racine, any(fiche.contenu is not None for fiche in fiches))
    rendu = CompteRendu()
    for fiche in fiches:
        if fiche.reprise.refus:
            est_titre = fiche.reprise.est_titre_d_axe
            rendu.noter(fiche, "sans action" if est_titre else "refusée", "" if est_titre else fiche.reprise.refus)
            rendu.est_incomplet |= not est_titre
            continue
        fait, detail, refus = _reprendre(fiche, racine, essai=essai)
        rendu.noter(fiche, fait, detail)
        rendu.est_incomplet |= refus
    return rendu


def _preparer(dans: Accueil, racine: Path, est_neuf: bool) -> None:
    """Ce que les fiches citeront : la source, si rien de neuf ne la cite elle n'y est pas, les organismes, les axes."""
    if (est_neuf or dans.organismes or dans.axes) and dans.source not in dans.dossier.sources:
        source = {"id": dans.source, "titre": TITRE_DE_LA_SOURCE, "nature": "releve"}
        _ajouter(situer(racine, "sources"), Saisie(("sources",), [source]))
    if dans.organismes:
        neufs = [_decrire_organisme(cle, nom, dans.source) for cle, nom in dans.organismes.items()]
        _ajouter(situer(racine, "organismes"), Saisie(("organismes",), neufs))
    for axe in dans.axes:
        creer(situer(racine, "axes", axe.id), rediger("axe.yaml.j2", racine, axe=axe))


def _decrire_organisme(cle: str, nom: str, source: str) -> dict[str, str]:
    return {"id": cle, "nom": nom, "nature": "a_preciser", "public": "non", "source": source}


def _ajouter(lieu: Lieu, saisie: Saisie) -> None:
    def changer(actuelle: FicheLue | None) -> ChangementFichier:
        return ChangementFichier(actuelle.texte if actuelle else f"{saisie.chemin[0]}: []\n", [saisie])

    ecrire_ou_sortir(lieu, changer)


def _reprendre(fiche: FicheImportee, racine: Path, *, essai: bool) -> tuple[str, str, bool]:
    """Ce qui arrive à une fiche : ce qu'on en dit, le détail, et si elle a été refusée."""
    lieu = situer(racine, "actions", fiche.id)
    if fiche.contenu is None and not fiche.saisies:
        return "inchangée", lieu.nom, False
    texte = _EN_TETE + "".join(f"{ligne}\n" for ligne in en_bloc(fiche.contenu or {}))

    def changer(actuelle: FicheLue | None) -> ChangementFichier:
        return ChangementFichier(texte if actuelle is None else actuelle.texte, fiche.saisies)

    fait = "créée" if fiche.contenu is not None else "mise à jour"
    if essai:
        refus = _refus(analyser(texte.encode(), lieu.nom, Action)) if fiche.contenu is not None else []
    else:
        ecriture = ecrire(lieu, changer, controler)
        refus = list(ecriture.refus)
    if refus:
        return "refusée", "; ".join(dict.fromkeys(_dire_le_refus(fiche, d) for d in refus)), True
    champs = ", ".join(str(saisie.chemin[0]) for saisie in fiche.saisies)
    return fait, f"{lieu.nom} ({champs})" if champs else lieu.nom, False


def _dire_le_refus(fiche: FicheImportee, faute: Diagnostic) -> str:
    """Une faute de la fiche, et les cases du tableur qui la portent à elles seules."""
    cases = fiche.reprise.rangee.values()
    fautives = [case.place for case in cases if faute.code in {d.code for d in _examiner(case.texte)}]
    return f"{', '.join(fautives)}{' : ' if fautives else ''}[{faute.code}] {faute.message}"


def _examiner(texte: str) -> Sequence[Diagnostic]:
    return controler(analyser(f"texte: {en_texte(texte)}".encode(), "data/actions/essai.yaml", Action))


def _refus(fiche: FicheLue) -> list[Diagnostic]:
    return [*fiche.diagnostics, *(d for d in controler(fiche) if d.gravite is Gravite.ERREUR)]


def dire_ajouts(dans: Accueil) -> Iterator[str]:
    """Les axes et les organismes que l'import a créés."""
    if dans.axes:
        yield f"axes créés : {', '.join(axe.titre for axe in dans.axes)}"
    if dans.organismes:
        noms = ", ".join(dans.organismes.values())
        yield f"organismes créés, à préciser dans data/organismes.yaml (aucun ne doit être une personne) : {noms}"


def montrer(rendu: CompteRendu, dans: Accueil, autres: str, *, essai: bool) -> None:
    """Le compte rendu sur la sortie, le bilan sur la sortie d'erreur ; le code est 1 s'il reste à reprendre."""
    for ligne in (*([autres] if autres else []), *rendu.lignes, *dire_ajouts(dans)):
        typer.echo(ligne)
    bilan = ", ".join(f"{fait} : {nombre}" for fait, nombre in rendu.faits.items()) or "aucune action sous les en-têtes"
    typer.echo(bilan + (" ; essai, rien n'est écrit" if essai else ""), err=True)
    if rendu.est_incomplet or autres:
        raise typer.Exit(1)
