"""Ce que le guichet lit avant de répondre : les ménages, les jours demandés, le droit de ces jours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from contrat.cli.fautes import arreter, signaler
from contrat.cli.lectures import lire_jour
from contrat.erreurs import ErreurUsage

if TYPE_CHECKING:
    from contrat.calculs.eligibilite.moteur import Jugement
    from contrat.calculs.eligibilite.plan import PlanMenage
    from contrat.depot.fiche import FicheLue
    from contrat.diagnostics import Diagnostic
    from contrat.modele.bareme import Bareme
    from contrat.modele.menage import Menage

# Ce qui fausse une réponse sans la rendre impossible ; le reste se lit dans la page, ou regarde le dépôt.
_REGLES_DU_GUICHET = ("M002", "M003", "M005", "M006", "M007", "M009", "M010", "M011", "M012")


def lire_jours(date_: str | None, comparer: tuple[str, str] | None) -> list[date]:
    """Les jours demandés : aucun, un par --date, deux par --comparer."""
    if comparer is None:
        return [] if date_ is None else [lire_jour("--date", date_)]
    if date_ is not None:
        raise ErreurUsage("--date et --comparer s'excluent", "--comparer donne déjà les deux jours")
    return [lire_jour("--comparer", jour) for jour in comparer]


def lire_menages(fichiers: Iterable[Path], racine: Path | None) -> Iterator[FicheLue]:
    """Les ménages de ces fichiers ou de ces identifiants, leurs fautes signalées au passage."""
    from contrat.depot.fiche import lire_fiche
    from contrat.modele.menage import Menage

    for fichier in fichiers:
        chemin = trouver_fichier(fichier, racine)
        if chemin != fichier and not chemin.exists():
            raise refuser_un_inconnu(chemin.stem, chemin.parent)
        fiche = lire_fiche(chemin, chemin.as_posix(), Menage, borner_un_lien(chemin))
        signaler(fiche.diagnostics)
        yield fiche


def borner_un_lien(chemin: Path) -> Path | None:
    """Le dossier de données d'où le lien posé parmi ses ménages ne sort pas ; rien pour un autre fichier."""
    dossier = chemin.absolute().parent
    return dossier.parent if chemin.is_symlink() and dossier.name == "menages" else None


def trouver_fichier(donne: Path, racine: Path | None) -> Path:
    """Le fichier d'un ménage : le chemin donné, ou, d'un identifiant, celui du contrat, tel qu'on peut le redonner.

    Un nom de fichier seul qui n'est pas ici est celui du contrat : `M-0001.yaml` ne crée pas un second dossier à côté.
    """
    import re

    from contrat.modele.base import MOTIF_MENAGE

    identifiant = donne.name.removesuffix(".yaml")
    if donne.exists() or donne.parent != Path() or not re.match(MOTIF_MENAGE, identifiant):
        return donne
    from contrat.depot.menage_ecrit import situer_menage
    from contrat.depot.racine import trouver_racine

    chemin, ici = situer_menage(trouver_racine(Path.cwd(), racine), identifiant).chemin, Path.cwd()
    return chemin.relative_to(ici) if chemin.is_relative_to(ici) else chemin


def refuser_un_inconnu(identifiant: str, dossier: Path) -> ErreurUsage:
    """Dire qu'aucun dossier ne porte cet identifiant, et lequel lui ressemble."""
    from contrat.proches import proposer

    connus = _lister(dossier)
    sinon = (
        "contrat menage chercher le retrouve par ce que l'on en sait" if connus else "contrat permanence en ouvre un"
    )
    return ErreurUsage(f"le ménage « {identifiant} » n'existe pas", proposer(identifiant, connus) or sinon)


def _lister(dossier: Path) -> list[str]:
    return sorted(chemin.stem for chemin in dossier.glob("*.yaml"))


def avertir(fiches: Sequence[FicheLue], bareme: Bareme) -> bool:
    """Dire ce que `validate` reprocherait aux données de ces ménages ; vrai si c'est une erreur."""
    from contrat.diagnostics import Gravite

    fautes = [faute for fiche in fiches for faute in relever(fiche, bareme)]
    signaler(fautes)
    return any(faute.gravite is Gravite.ERREUR for faute in fautes)


def relever(
    fiche: FicheLue, bareme: Bareme | None = None, regles: Sequence[str] = _REGLES_DU_GUICHET
) -> list[Diagnostic]:
    """Ce qui est à relire dans les données d'un ménage ; sans barème, ce qui ne dépend pas du droit."""
    from contrat.controles import appliquer, choisir
    from contrat.modele.dossier import Dossier

    genres = frozenset({"menages"} if bareme is None else {"menages", "droit"})
    seul = Dossier(genres=genres, menages={fiche.objet.id: fiche.objet}, droit_lu=bareme, jour=date.today())
    return appliquer(seul, fiche.situer, choisir(*regles))


def _identifier(donne: str, dossier: Path) -> str:
    """L'identifiant que porte ce texte, ou ce chemin d'un fichier de ménage du contrat."""
    chemin = Path(donne)
    if chemin.suffix != ".yaml":
        return donne
    if (chemin.parent != Path() or chemin.exists()) and chemin.parent.resolve() != dossier.resolve():
        raise ErreurUsage(f"« {donne} » n'est pas un fichier de {dossier}", "donner un ménage du contrat, comme M-0001")
    return chemin.stem


def trouver_menage(racine: Path, donne: str, refus: str) -> FicheLue:
    """Le ménage du contrat de cet identifiant ou de ce fichier, sans faute ; sinon, ce qui l'empêche, puis `refus`."""
    from contrat.depot.fiche import lire_fiche
    from contrat.depot.racine import loger
    from contrat.modele.menage import Menage

    tenu = loger(racine, "menages")
    dossier = racine / tenu / "menages"
    identifiant = _identifier(donne, dossier)
    if identifiant not in _lister(dossier):
        raise refuser_un_inconnu(identifiant, dossier)
    fiche = lire_fiche(dossier / f"{identifiant}.yaml", f"{tenu}/menages/{identifiant}.yaml", Menage, racine / tenu)
    if fiche.objet is None:
        arreter(fiche.diagnostics, refus)
    return fiche


def charger_droit(
    racine: Path | None, menages: Sequence[Menage | None] | None = None, jours: Sequence[date] = ()
) -> Bareme:
    """Le droit applicable ; une faute dans les données locales interdit tout verdict, qui serait incomplet.

    Pour des ménages connus, seul le droit de leurs années est lu, et celui de la suivante, qu'un changement de date
    peut proposer ; pour un lot, tout le droit.
    """
    from contrat.calculs.eligibilite.demande import jour_du_jugement

    demandes = list(jours) or [jour_du_jugement(m) or date.today() for m in menages or () if m is not None]
    bareme = _charger(racine, {an for jour in demandes for an in (jour.year, jour.year + 1)} if menages else None)
    if menages and not all(map(bareme.couvre, demandes)):
        # Un refus doit dire toutes les périodes couvertes, pas celles des seuls fichiers lus.
        bareme = _charger(racine, None)
    option = "--comparer" if len(jours) > 1 else "--date"
    for jour in jours if menages is not None else ():
        if not bareme.couvre(jour):
            message, aide = bareme.expliquer_l_absence(jour)
            raise ErreurUsage(f"{option} : {message}", aide)
    return bareme


def _charger(racine: Path | None, annees: set[int] | None) -> Bareme:
    from contrat.calculs.eligibilite.aides_locales import refuser_incoherences
    from contrat.depot.chargement import GUICHET, charger
    from contrat.depot.racine import trouver_racine

    lu = charger(trouver_racine(Path.cwd(), racine), GUICHET, annees)
    if lu.diagnostics:
        arreter(lu.diagnostics, "Pas de verdict tant que les données du contrat portent des erreurs.")
    refuser_incoherences(lu.dossier.droit)
    return lu.dossier.droit


def juger_au(fiche: FicheLue, bareme: Bareme, jour: date | None) -> tuple[Jugement, PlanMenage] | None:
    """Juger un ménage ce jour-là, ou à celui que dit son dossier ; sans barème, la faute est signalée."""
    from contrat.calculs.eligibilite.demande import formuler, jour_du_jugement
    from contrat.calculs.eligibilite.moteur import HorsBareme, juger
    from contrat.calculs.eligibilite.plan import dresser
    from contrat.depot.fiche import diagnostiquer

    demande = jour or jour_du_jugement(fiche.objet)
    try:
        jugement = juger(formuler(fiche.objet, demande or date.today(), bareme.protocoles), bareme)
    except HorsBareme as erreur:
        place = fiche.lecture.valeurs.get(("projet", "demande")) or fiche.lecture.valeurs[("id",)]
        aide = erreur.aide if demande else f"dater la demande (projet › demande, ou --date) ; {erreur.aide}"
        signaler([diagnostiquer(fiche, "M001", place, erreur.message, aide)])
        return None
    return jugement, dresser(jugement, bareme)
