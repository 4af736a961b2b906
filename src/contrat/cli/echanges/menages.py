"""Lire, dans un tableur, ce que ses rangées disent des ménages ; aucune colonne de personnes n'est reprise."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, cast

from contrat.calculs.echanges.menages import (
    COLONNES,
    LISTES,
    MOTIF,
    MOTIVEES,
    NUMERO,
    TEXTES,
    RangeeMenage,
    nommer_montants,
    reconnaitre_colonne,
    situer_motif,
)
from contrat.calculs.suivi.suivi import SENS
from contrat.cli.echanges.cases import Annuaire, CaseMenage, retenir
from contrat.cli.echanges.tableur import (
    RANGEES_D_ENTETE,
    choisir_feuille,
    dire_autres,
    exiger_nommees,
    lire_correspondance,
    lire_feuilles,
    refuser_nombre,
)
from contrat.controles.d008_champ_interdit import designe_une_personne
from contrat.dates import deviner_jour
from contrat.depot.tableur import Feuille, nommer_colonne, nommer_place
from contrat.diagnostics import citer
from contrat.erreurs import ErreurContrat, ErreurUsage
from contrat.proches import plus_proche, replier
from contrat.rendu.mots.menages import ETAPES_DITES

if TYPE_CHECKING:
    from contrat.modele.evenement import EtapeMenage

# Un numéro de rangée : assez court, et fait d'assez peu de lettres, pour n'être ni un nom ni une date de naissance.
_OPAQUE = re.compile(r"M-[0-9A-Z]{4,12}|[A-Za-z]{0,4}[-/ ]?[0-9]{1,7}|[0-9]{4}[-/ ][0-9]{1,4}")
# En dessous, deux mots ne se ressemblent que par hasard : « construction » et « instruction ».
_RESSEMBLANCE = 0.8
# Des mots d'en-têtes, et celui de la colonne qu'ils veulent sans doute dire.
_AUTRES_MOTS = {"construction": "achevement", "foyer": "personnes"}
# Les numéros redits que l'on cite.
_CITES = 3
_ETAPES = {replier(dit): etape for etape, dit in ETAPES_DITES.items()}


@dataclass
class TableauMenages:
    """Un tableur lu : ses rangées, ses colonnes de personnes, celles qui n'ont pas de place.

    `est_numerote` : chaque rangée a son numéro ; sinon, c'est sa place qui la désigne. `sans_entete` : les colonnes
    où des cases sont remplies sous aucun en-tête ; `autres` : les feuilles qui conviennent, et ne sont pas lues ;
    `redits` : ses numéros qu'une feuille d'avant a aussi ; `doutes` : les en-têtes à deux sens.
    """

    est_numerote: bool = True
    rangees: list[RangeeMenage] = field(default_factory=list)
    personnes: list[str] = field(default_factory=list)
    sans_place: list[str] = field(default_factory=list)
    sans_entete: list[str] = field(default_factory=list)
    doutes: list[str] = field(default_factory=list)
    autres: str = ""
    redits: str = ""


@dataclass(frozen=True)
class _Colonnes:
    """Les en-têtes d'un tableur, et la colonne que chacun nomme."""

    entetes: Sequence[str]
    cles: Sequence[str | None]

    def est_sure(self, textes: Sequence[str]) -> bool:
        """Si aucune case remplie de la rangée n'est de celles où un point-virgule, resté nu, décale les suivantes."""
        a_points_virgules = {*LISTES, *map(nommer_montants, SENS)}
        return not any(texte and cle in a_points_virgules for cle, texte in zip(self.cles, textes, strict=False))


def lire_menages(fichier: Path, correspondance: Path | None, feuille: str | None, annuaire: Annuaire) -> TableauMenages:
    """Ce que les rangées d'un tableur disent de ménages ; lève `ErreurContrat` quand il n'a pas d'en-têtes reconnus."""
    noms = lire_correspondance(correspondance, [NUMERO, *COLONNES]) if correspondance else {}
    feuilles = lire_feuilles(fichier, None)
    choisies = [lue.nom for lue in choisir_feuille(fichier, feuille, feuilles)]
    entetees = [(lue, rang, entetes) for lue in feuilles for rang, entetes in enumerate(lue.rangees[:RANGEES_D_ENTETE])]
    # Une rangée d'en-têtes nomme deux colonnes au moins ; celle qui a un numéro d'abord.
    for exigees in ({NUMERO}, set[str]()):
        reconnues = [(*place, [_reconnaitre(entete, noms) for entete in place[2]]) for place in entetees]
        toutes = [r for r in reconnues if exigees <= set(r[3]) and len(set(r[3]) - {None}) > 1]
        conviennent = [convient for convient in toutes if convient[0].nom in choisies]
        if conviennent:
            lue, rang, entetes, cles = conviennent[0]
            if correspondance:
                exiger_nommees(correspondance, noms, entetes)
            tableau = _ouvrir(fichier, entetes, cles, rang)
            # Deux feuilles qui comptent chacune à partir de 1 parleraient des mêmes dossiers.
            geste = "--feuille NOM, avec --table NOM si elle reprend les mêmes numéros"
            tableau.autres = dire_autres([convient[0].nom for convient in conviennent], geste)
            tableau.redits = _trouver_redits(lue, [(autre, rang, cles) for autre, rang, _, cles in toutes])
            _remplir(tableau, lue, rang, _Colonnes(entetes, cles), annuaire)
            return tableau
    raise ErreurContrat(
        f"{fichier} : aucune feuille n'a deux colonnes reconnues",
        f"colonnes : {NUMERO}, {', '.join(COLONNES)} ; ou --colonnes MAP.yaml",
    )


def _trouver_redits(lue: Feuille, autres: Sequence[tuple[Feuille, int, Sequence[str | None]]]) -> str:
    """La feuille d'avant qui a de ces numéros, et lesquels ; rien quand chacun n'est que d'une feuille."""
    numeros = {
        feuille.nom: {rangee[cles.index(NUMERO)] for rangee in feuille.rangees[rang + 1 :] if any(rangee)} - {""}
        for feuille, rang, cles in reversed(autres)
        if NUMERO in cles
    }
    siens = numeros.get(lue.nom, set())
    for autre, _, _ in autres:
        if autre.nom == lue.nom:
            break
        if communs := sorted(siens & numeros.get(autre.nom, set()), key=lambda numero: (len(numero), numero)):
            cites = ", ".join(communs[:_CITES]) + (", …" if len(communs) > _CITES else "")
            return f"« {lue.nom} » reprend des numéros de « {autre.nom} » : {cites}"
    return ""


def _reconnaitre(entete: str, noms: Mapping[str, str]) -> str | None:
    """La colonne d'un en-tête ; celui qui désigne une personne ne mène jamais à du texte libre."""
    cle = noms.get(replier(entete)) or reconnaitre_colonne(entete) or _ETAPES.get(replier(entete))
    return None if cle in TEXTES and designe_une_personne(entete) else cle


def _ouvrir(fichier: Path, entetes: Sequence[str], cles: Sequence[str | None], rang: int) -> TableauMenages:
    """Le tableau, ses colonnes rangées ; une donnée ne peut venir que d'une colonne."""
    tableau, vues = TableauMenages(est_numerote=NUMERO in cles), dict[str, str]()
    for colonne, (entete, cle) in enumerate(zip(entetes, cles, strict=True), 1):
        place = nommer_place(rang + 1, colonne)
        if cle in vues:
            raise ErreurUsage(f"{fichier} : {vues[cle]} et {place} disent tous deux « {cle} »", "en retirer une")
        if cle is not None:
            vues[cle] = place
            if cle == entete.casefold() == "date" != entete:
                tableau.doutes.append(f"{place} « {entete} », lue comme le jour du dépôt de la demande")
        elif designe_une_personne(entete):
            tableau.personnes.append(f"{place} « {entete} »")
        elif entete:
            tableau.sans_place.append(f"{place} « {citer(entete)} »{_proposer(entete)}")
    return tableau


def _remplir(tableau: TableauMenages, lue: Feuille, entete: int, colonnes: _Colonnes, annuaire: Annuaire) -> None:
    """Lire les rangées sous les en-têtes ; celle d'un CSV qui se découpe mal est refusée, sans rien en lire."""
    orphelines: set[int] = set()
    for rang, textes in enumerate(lue.rangees[entete + 1 :], entete + 1):
        if not any(textes):
            continue
        if motif := refuser_nombre(lue, entete, rang, est_sure=colonnes.est_sure(textes)):
            tableau.rangees.append(RangeeMenage(rang + 1, f"ligne {rang + 1}", refus=motif))
            continue
        tableau.rangees.append(_lire_rangee(rang + 1, textes, colonnes, annuaire))
        orphelines |= {r for r, texte in enumerate(textes) if texte and not any(colonnes.entetes[r : r + 1])}
    tableau.sans_entete += [nommer_colonne(rang + 1) for rang in sorted(orphelines)]


def _proposer(entete: str) -> str:
    """La colonne que l'en-tête veut sans doute dire : elle en partage un mot, ou en diffère de peu de lettres."""
    mots = {replier(mot) for mot in re.findall(r"[^\W_]+", entete)}
    mots |= {_AUTRES_MOTS[mot] for mot in mots & _AUTRES_MOTS.keys()}
    contenues = [nom for nom in COLONNES if set(nom.split("_")) <= mots]
    proche = max(contenues, key=lambda nom: nom.count("_")) if contenues else plus_proche(entete, COLONNES)
    if proche is None or not (mots & set(proche.split("_")) or _se_ressemblent(entete, proche)):
        return ""
    ttc = f"{proche.removesuffix('_ht')}_ttc"
    ou = f" ou « {ttc} »" if ttc in COLONNES and ttc != proche else ""
    return f" (vouliez-vous dire « {proche} »{ou} ?)"


def _se_ressemblent(entete: str, colonne: str) -> bool:
    return SequenceMatcher(None, replier(entete), replier(colonne)).ratio() >= _RESSEMBLANCE


def _lire_rangee(ligne: int, textes: Sequence[str], colonnes: _Colonnes, annuaire: Annuaire) -> RangeeMenage:
    rangee = RangeeMenage(ligne, "" if NUMERO in colonnes.cles else f"ligne {ligne}")
    for rang, (cle, texte) in enumerate(zip(colonnes.cles, textes, strict=False)):
        place = nommer_place(ligne, rang + 1)
        if cle == NUMERO:
            rangee.numero = texte
            if texte and (not _OPAQUE.fullmatch(texte) or deviner_jour(texte, True)):
                rangee.refus = f"{place} : ce numéro pourrait désigner quelqu'un, en donner un comme 17 ou 2024-017"
        elif cle is not None:
            entete = colonnes.entetes[rang]
            rangee.cases[cle] = f"{place} « {citer(entete)} »"
            if texte:
                retenir(rangee, CaseMenage(COLONNES[cle], place, texte, entete), annuaire)
    if not rangee.numero:
        rangee.refus = "l'id est vide"
    _exiger_les_paires(rangee)
    return rangee


def _exiger_les_paires(rangee: RangeeMenage) -> None:
    """Ce qui ne veut rien dire seul : un revenu sans son année, le prix d'un geste sans le geste."""
    paires = (
        ("rfr", "rfr_annee"), ("rfr_annee", "rfr"), ("ressources", "charges"), ("charges", "ressources"),
        ("quantite", "geste"), ("cee", "geste"), *((nommer_montants(etape), etape) for etape in SENS),
    )  # fmt: skip
    for nom, autre in paires:
        if nom in rangee.valeurs and autre not in rangee.valeurs:
            del rangee.valeurs[nom]
            dite = ETAPES_DITES.get(cast("EtapeMenage", autre), autre)
            geste = f"remplir {rangee.cases[autre]}" if autre in rangee.cases else f"ajouter une colonne « {dite} »"
            rangee.ecartees.append(f"{rangee.cases[nom]} ne se lit pas sans « {dite} » : {geste}")
    if MOTIF in rangee.valeurs and situer_motif(rangee.valeurs) is None:
        del rangee.valeurs[MOTIF]
        etapes = ", ".join(f"« {ETAPES_DITES[cast('EtapeMenage', etape)]} »" for etape in MOTIVEES)
        rangee.ecartees.append(
            f"{rangee.cases[MOTIF]} n'explique aucune étape : en dater une, et une seule, de {etapes}"
        )
