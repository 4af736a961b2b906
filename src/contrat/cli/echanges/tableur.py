"""Trouver, dans un tableur, les rangées d'actions et ce que leurs colonnes veulent dire."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from contrat.calculs.echanges.colonnes import ENTETES, FINANCEURS, est_entete, reconnaitre
from contrat.calculs.echanges.lecture import Rangee, RangeeLue, avancer
from contrat.calculs.echanges.plan import FicheImportee, lire_rangees
from contrat.depot.csv_positionne import SEPARATEURS, compter_cases
from contrat.depot.fichiers import lire_octets
from contrat.depot.tableur import UNITE, Feuille, lire_tableur, nommer_place
from contrat.depot.texte import TAILLE_MAX, decoder
from contrat.depot.yaml_positionne import lire_yaml
from contrat.diagnostics import citer
from contrat.erreurs import ErreurContrat, ErreurUsage
from contrat.proches import proposer, replier

MODELE_TET, PREFIXE = "tet", "colonnes:"
# Les en-têtes sont dans les premières rangées d'une feuille, ou n'y sont pas.
RANGEES_D_ENTETE = 10
# De quoi reconnaître un fichier de subventions, qu'il lui manque ou non une colonne.
SUBVENTIONS = {"nomattribuant", "idattribuant", "nombeneficiaire"}
_NUMEROTES = {f"{nom}_{rang}" for nom in ("financeur", "montant") for rang in range(1, FINANCEURS + 1)}
CLES = {*ENTETES, *_NUMEROTES, "total"}


class TableauActions(NamedTuple):
    """Un tableur lu : ses rangées d'actions, ses en-têtes, et celles qui ne se découpent pas.

    `autres` : les feuilles qui conviennent, et ne sont pas lues.
    """

    rangees: list[tuple[int, Rangee]]
    entetes: Sequence[str]
    refusees: list[RangeeLue]
    autres: str = ""

    def joindre(self, fiches: Sequence[FicheImportee]) -> list[FicheImportee]:
        """Les fiches et les rangées refusées, dans l'ordre du tableur."""
        return sorted((*fiches, *map(FicheImportee, self.refusees)), key=lambda fiche: fiche.reprise.ligne)


def lire_actions(fichier: Path, modele: str, feuille: str | None) -> TableauActions:
    """Les rangées d'actions d'un tableur et ses en-têtes ; lève `ErreurContrat` quand il n'en a pas."""
    noms, carte = _lire_correspondance(modele)
    feuilles = lire_feuilles(fichier, feuille)
    conviennent: list[tuple[Feuille, int, Sequence[str]]] = []
    for lue in feuilles:
        for rang, textes in enumerate(lue.rangees[:RANGEES_D_ENTETE]):
            entetes = [_ecrire_entete(noms[t], texte) if (t := replier(texte)) in noms else texte for texte in textes]
            if est_entete(entetes) or (noms and "titre" in reconnaitre(entetes)):
                conviennent.append((lue, rang, entetes))
    if conviennent:
        exiger_nommees(carte, noms, conviennent[0][0].rangees[conviennent[0][1]])
        return _decouper(*conviennent[0])._replace(autres=dire_autres([x[0].nom for x in conviennent], "--feuille NOM"))
    attendu = "une colonne « Axe (x) » et une colonne « Titre de l'action »"
    if noms:
        attendu = "la colonne que la correspondance donne pour titre"
    numero, vus = next((n, t) for lue in feuilles for n, t in enumerate(lue.rangees, 1) if any(t))
    ou = nommer_place(numero, next(n for n, texte in enumerate(vus, 1) if texte))
    if {replier(texte) for texte in vus} >= SUBVENTIONS:
        raise ErreurContrat(
            f"{fichier}, {ou} : ce sont des subventions versées (disposition SCDL), non un plan d'action",
            "elles se tiennent dans les fiches, aux lignes de budget (beneficiaire), et contrat exporter les écrit",
        )
    raise ErreurContrat(
        f"{fichier} : aucune feuille n'a d'en-têtes reconnus ; il y faut {attendu}, et la rangée {ou} dit : "
        f"{citer(', '.join(texte for texte in vus if texte))}",
        "corriger les en-têtes, ou dire ce qu'ils sont : --modele colonnes:MAP.yaml",
    )


def _decouper(lue: Feuille, entete: int, entetes: Sequence[str]) -> TableauActions:
    """Les rangées sous les en-têtes ; celles d'un CSV qui ont des cases de trop sont mises à part."""
    dessous = range(entete + 1, len(lue.rangees))
    refus = {rang + 1: motif for rang in dessous if (motif := refuser_nombre(lue, entete, rang))}
    rangees = [*lue.rangees[:entete], entetes, *lue.rangees[entete + 1 :]]
    toutes = lire_rangees(rangees, entete, nommer_place)
    lues = [(ligne, avancer(rangee, lue.retard)) for ligne, rangee in toutes if ligne not in refus]
    return TableauActions(lues, entetes, [RangeeLue(ligne, "", "", "", refus=motif) for ligne, motif in refus.items()])


def lire_feuilles(fichier: Path, feuille: str | None) -> Sequence[Feuille]:
    """Les feuilles d'un tableur, ou celle qui est nommée ; lève `ErreurUsage` quand il ne l'a pas."""
    feuilles = choisir_feuille(fichier, feuille, lire_tableur(fichier))
    if not any(any(textes) for lue in feuilles for textes in lue.rangees):
        raise ErreurContrat(
            f"{fichier} est vide", "y écrire une rangée d'en-têtes, puis une rangée par ligne à importer"
        )
    return feuilles


def choisir_feuille(fichier: Path, feuille: str | None, feuilles: Sequence[Feuille]) -> Sequence[Feuille]:
    """Celle de ces feuilles qui est nommée, ou toutes ; lève `ErreurUsage` quand le tableur ne l'a pas."""
    if feuille is None:
        return feuilles
    return [lue for lue in feuilles if lue.nom == feuille] or _refuser_feuille(fichier, feuille, feuilles)


def dire_autres(noms: Sequence[str], geste: str) -> str:
    """Les feuilles qui conviennent sans être lues, la première l'étant ; rien quand elle est la seule."""
    lue, *autres = dict.fromkeys(noms)
    return f"feuille lue : {lue} ; convient aussi : {', '.join(autres)}, à importer par {geste}" if autres else ""


def refuser_nombre(lue: Feuille, entete: int, rang: int, *, est_sure: bool = True) -> str:
    """Pourquoi une rangée d'un CSV n'a pas les cases des en-têtes, un séparateur nu ayant décalé les suivantes.

    Ou pourquoi celle d'un classeur ne se lit pas.
    Une rangée plus courte n'est refusée que si elle n'est pas sûre : un tableur omet parfois les dernières cases vides.
    """
    # Une zone qui commence au-dessus des rangées est un en-tête sur plusieurs lignes.
    for haut, bas, motif in lue.illisibles if any(lue.rangees[rang]) else ():
        if entete + 1 < haut <= rang + 1 <= bas:
            return motif
    ecart = lue.compter_autrement(entete, rang)
    if ecart == 0 or (ecart < 0 and est_sure):
        return ""
    trouve, attendu = lue.ecrites[rang], lue.ecrites[entete]
    compte = compter_cases(trouve, attendu)
    nom = SEPARATEURS[lue.separateur]
    geste = f"mettre entre guillemets la case où est {nom}"
    geste += f", et écrire {nom} par case, même vide" if ecart < 0 else ", ou retirer ce qui est de trop"
    return f"{nommer_place(rang + 1, min(trouve, attendu) + 1)} : {compte} : {geste}"


def _refuser_feuille(fichier: Path, feuille: str, feuilles: Sequence[Feuille]) -> list[Feuille]:
    noms = [f.nom for f in feuilles]
    aide = proposer(feuille, noms) or f"choisir parmi : {', '.join(noms)}"
    raise ErreurUsage(f"{fichier} n'a pas de feuille « {feuille} »", aide)


def _lire_correspondance(modele: str) -> tuple[Mapping[str, str], Path]:
    """Par en-tête du tableur, replié, sa clé, et le fichier qui le dit ; vide pour la disposition connue."""
    if modele == MODELE_TET:
        return {}, Path()
    if not modele.startswith(PREFIXE):
        raise ErreurUsage(f"--modele : « {modele} » n'existe pas", "écrire tet, ou colonnes:FICHIER.yaml")
    carte = Path(modele.removeprefix(PREFIXE))
    return lire_correspondance(carte, CLES), carte


def lire_correspondance(chemin: Path, cles: Collection[str]) -> Mapping[str, str]:
    """Par en-tête du tableur, replié, la clé que le fichier lui donne ; lève `ErreurUsage` s'il est mal écrit."""
    texte, fautes = decoder(lire_octets(chemin, TAILLE_MAX))
    lecture = lire_yaml(texte)
    valeur = lecture.valeur
    if fautes or lecture.fautes or not isinstance(valeur, dict) or not valeur:
        raise ErreurUsage(f"{chemin} : une ligne « cle: en-tête » par colonne", f"clés : {', '.join(sorted(cles))}")
    for cle, entete in valeur.items():
        if cle not in cles:
            aide = proposer(cle, sorted(cles)) or f"choisir parmi : {', '.join(sorted(cles))}"
            raise ErreurUsage(f"{chemin} : « {cle} » n'est pas une colonne connue", aide)
        if not isinstance(entete, str) or not replier(entete):
            raise ErreurUsage(f"{chemin} : « {cle} » attend l'en-tête d'une colonne", "écrire un texte")
        if unite := UNITE.search(entete):
            aide = "convertir la colonne en euros dans le tableur, et changer son en-tête"
            raise ErreurUsage(f"{chemin} : « {entete} » n'est pas en euros mais en « {unite[0]} »", aide)
    noms = {replier(entete): cle for cle, entete in valeur.items()}
    for cle, entete in valeur.items():
        if (autre := noms[replier(entete)]) != cle:
            raise ErreurUsage(f"{chemin} : « {entete} » est à la fois {cle} et {autre}", "une colonne n'a qu'une clé")
    return noms


def exiger_nommees(chemin: Path, noms: Mapping[str, str], entetes: Sequence[str]) -> None:
    """Lève `ErreurUsage` quand une correspondance nomme un en-tête que le tableur n'a pas."""
    if absents := sorted({cle for entete, cle in noms.items() if entete not in set(map(replier, entetes))}):
        vus = citer(", ".join(filter(None, entetes)))
        raise ErreurUsage(
            f"{chemin} : aucune colonne n'a l'en-tête donné à {', '.join(absents)} ; le tableur dit : {vus}",
            "l'écrire comme dans le tableur, ou l'ôter de la correspondance",
        )


def _ecrire_entete(cle: str, dit: str) -> str:
    """L'en-tête sous lequel une clé se reconnaît, avec la base que dit le tableur."""
    base = dit.split()[-1].upper()
    ecrit = ENTETES[cle][0] if cle in ENTETES else cle.replace("_", " ").replace("total", "budget")
    return f"{ecrit} {base}" if base in ("HT", "TTC") and cle not in ENTETES else ecrit
