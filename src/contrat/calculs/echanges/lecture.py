"""D'une rangée de tableur à une fiche : ce qui a une place, ce qui est gardé en texte, ce qui est refusé."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from contrat.calculs.echanges.colonnes import FINANCEURS, PARTICIPATIONS, PERSONNES, STATUTS_LUS
from contrat.modele.base import lire_moment, lire_montant
from contrat.proches import replier

TITRE_MAX, PILOTE_MAX = 300, 80
_JOUR = re.compile(r"([0-3]?\d)[/.-]([01]?\d)[/.-](\d{4})")
_EURO = re.compile(r"[\s\u00a0\u202f€]")
_MILLIERS = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?")
# Un jour écrit en nombre par un tableur compte depuis la fin de 1899.
_ORIGINE, _SERIE = date.fromisoformat("1899-12-30"), re.compile(r"[2-6]\d{4}")


@dataclass(frozen=True)
class CaseLue:
    """Le texte d'une case, et sa place comme un tableur la nomme : « X5 »."""

    texte: str
    place: str


Rangee = Mapping[str, CaseLue]


@dataclass
class RangeeLue:
    """Ce qu'une rangée donne : les champs d'une fiche, et ce qu'il faut en dire.

    `gardees` : illisibles comme telles, gardées en texte ; `retirees` : cases dont des personnes sont ôtées ;
    `est_titre_d_axe` : une rangée qui ne dit qu'un axe ; `rangee` : toutes ses cases, telles qu'elles se lisent.
    """

    ligne: int
    axe: str
    titre: str
    cle: str
    champs: dict[str, Any] = field(default_factory=dict)
    reste: dict[str, str] = field(default_factory=dict)
    gardees: list[str] = field(default_factory=list)
    retirees: list[str] = field(default_factory=list)
    refus: str = ""
    est_titre_d_axe: bool = False
    rangee: Rangee = field(default_factory=dict)

    def redit(self, dites: Mapping[str, str], cles: Iterable[str]) -> bool:
        """Vrai quand ces cases n'apprennent rien : chacune est ce que la fiche écrirait à sa place."""
        return all(_valoir(_dire(self.rangee, cle)) == _valoir(dites.get(cle, "")) for cle in cles)


def reprendre(ligne: int, rangee: Rangee, base: str, nommer: Callable[[str], str], jour: date) -> RangeeLue:
    """La fiche que dit une rangée ; `nommer` rend l'identifiant d'un organisme, ou rien pour une personne.

    `jour` est celui de l'import : la date d'un statut que rien d'autre ne date.
    """
    axe, titre = _dire(rangee, "axe"), _dire(rangee, "titre")
    repere = [texte for nom in ("axe", "Sous-axe (x.x)", "Sous-sous axe (x.x.x)") if (texte := _dire(rangee, nom))]
    reprise = RangeeLue(ligne, axe, " ".join(titre.split()), " > ".join(" ".join(t.split()) for t in [*repere, titre]))
    reprise.rangee = rangee
    if not titre:
        reprise.refus = "sans titre d'action"
        reprise.est_titre_d_axe = not (rangee.keys() - {"axe", "Sous-axe (x.x)", "Sous-sous axe (x.x.x)"})
    elif len(titre) > TITRE_MAX:
        reprise.refus = f"{rangee['titre'].place} : titre de {len(titre)} signes, {TITRE_MAX} au plus"
    if reprise.refus:
        return reprise
    restent = {nom: cellule for nom, cellule in rangee.items() if cellule.texte and nom not in ("axe", "titre")}
    for nom in PERSONNES:
        if retiree := restent.pop(nom, None):
            reprise.retirees.append(retiree.place)
    champs: list[Callable[[dict[str, CaseLue], RangeeLue], None]] = [_statuer, _decrire, _dater]
    for lire in champs:
        lire(restent, reprise)
    _historier(reprise, jour)
    _rattacher(restent, reprise, nommer)
    _financer(restent, reprise, base, nommer)
    reprise.reste = {nom: cellule.texte for nom, cellule in restent.items()}
    return reprise


def _dire(rangee: Rangee, nom: str) -> str:
    return rangee[nom].texte if nom in rangee else ""


def _garder(reprise: RangeeLue, cellule: CaseLue, attendu: str) -> None:
    reprise.gardees.append(f"{cellule.place} : « {cellule.texte} » n'est pas {attendu}")


def _statuer(restent: dict[str, CaseLue], reprise: RangeeLue) -> None:
    """Un statut que la fiche saurait redire disparaît du reste ; « Bloqué » y reste, sous « En pause »."""
    cellule = restent.get("statut")
    statut = STATUTS_LUS.get(replier(cellule.texte)) if cellule else "idee"
    if statut is None and cellule:
        _garder(reprise, cellule, "un statut connu")
    elif cellule and replier(cellule.texte) not in ("bloque", "enretard"):
        del restent["statut"]
    reprise.champs["statut"] = statut or "idee"


def _decrire(restent: dict[str, CaseLue], reprise: RangeeLue) -> None:
    if description := restent.pop("description", None):
        reprise.champs["description"] = description.texte
    if objectifs := restent.pop("objectifs", None):
        reprise.champs["objectifs"] = [{"niveau": "general", "texte": objectifs.texte}]
    if "pilote" in restent and len(restent["pilote"].texte) <= PILOTE_MAX:
        reprise.champs["pilote"] = restent.pop("pilote").texte
    if publics := restent.pop("publics", None):
        reprise.champs["publics"] = decouper(publics.texte)
    niveaux = {replier(dit): niveau for niveau, dit in PARTICIPATIONS.items()}
    if "participation" in restent and (niveau := niveaux.get(replier(restent["participation"].texte))):
        reprise.champs["participation"] = {"niveau": niveau}
        del restent["participation"]


def _dater(restent: dict[str, CaseLue], reprise: RangeeLue) -> None:
    dates = {}
    for nom in ("debut", "fin"):
        if nom in restent:
            lu = lire_date(restent[nom].texte)
            if lu is None:
                _garder(reprise, restent[nom], "une date")
            else:
                dates[nom] = lu
                del restent[nom]
    if dates:
        reprise.champs["calendrier"] = dates


def _historier(reprise: RangeeLue, jour: date) -> None:
    """Le statut, à la date la plus probable que le tableur donne, jamais après le jour de l'import."""
    champs = reprise.champs
    borne = {"lancee": "debut", "realisee": "fin"}.get(champs["statut"], "")
    connue = champs.get("calendrier", {}).get(borne)
    date_ = connue if connue and connue <= jour.isoformat() else jour.isoformat()
    note = "d'après le tableur ; date de la décision non documentée"
    champs["historique"] = [{"statut": champs["statut"], "date": date_, "note": note}]


def _rattacher(restent: dict[str, CaseLue], reprise: RangeeLue, nommer: Callable[[str], str]) -> None:
    """Le premier pilote porte l'action ; les autres l'opèrent, les partenaires y sont associés."""
    pilotes = _nommer(restent, reprise, "porteur", nommer)
    associes = _nommer(restent, reprise, "partenaires", nommer)
    if pilotes:
        reprise.champs["porteur"] = pilotes[0]
    partenaires = [{"organisme": cle, "role": "operateur"} for cle in pilotes[1:]]
    partenaires += [{"organisme": cle, "role": "associe"} for cle in associes]
    if partenaires:
        reprise.champs["partenaires"] = partenaires


def _nommer(restent: dict[str, CaseLue], reprise: RangeeLue, nom: str, nommer: Callable[[str], str]) -> list[str]:
    """Les organismes d'une case ; le nom d'une personne n'est pas repris, et la case est dite."""
    if nom not in restent:
        return []
    cellule = restent.pop(nom)
    cles = [nommer(dit) for dit in decouper(cellule.texte)]
    if not all(cles):
        reprise.retirees.append(cellule.place)
    return list(dict.fromkeys(cle for cle in cles if cle))


def _financer(restent: dict[str, CaseLue], reprise: RangeeLue, base: str, nommer: Callable[[str], str]) -> None:
    annonce: dict[str, Any] = {}
    financements = list(_financements(restent, reprise, nommer))
    if "total" in restent and (total := _lire_euros(restent, reprise, "total")):
        annonce["total"] = total
    if financements:
        annonce["financements"] = financements
    if annonce:
        reprise.champs["annonce"] = {"base": base, **annonce}


def _financements(
    restent: dict[str, CaseLue], reprise: RangeeLue, nommer: Callable[[str], str]
) -> Iterator[dict[str, Any]]:
    for rang in range(1, FINANCEURS + 1):
        dit: dict[str, Any] = {"organismes": _nommer(restent, reprise, f"financeur_{rang}", nommer)}
        if f"montant_{rang}" in restent and (montant := _lire_euros(restent, reprise, f"montant_{rang}")):
            dit["montant"] = montant
        if dit["organismes"] or "montant" in dit:
            yield dit


def _lire_euros(restent: dict[str, CaseLue], reprise: RangeeLue, nom: str) -> str:
    """Un montant tel qu'une fiche l'écrit ; illisible, il reste en texte."""
    cellule = restent[nom]
    serre = _EURO.sub("", cellule.texte)
    if _MILLIERS.fullmatch(serre):
        serre = serre.replace(".", "")
    nu = serre.replace(",", ".")
    try:
        lire_montant(nu)
    except ValueError:
        _garder(reprise, cellule, "un montant en euros")
        return ""
    del restent[nom]
    return nu


def _valoir(texte: str) -> str:
    """Un texte sans ce qui ne s'y lit pas : l'écriture d'un montant ou d'un jour, les espaces de trop."""
    serre = _EURO.sub("", texte).replace(",", ".")
    if re.fullmatch(r"\d+(\.\d+)?", serre):
        return f"{Decimal(serre).normalize():f}"
    return lire_date(texte) or " ".join(texte.split())


def avancer(rangee: Rangee, retard: int) -> Rangee:
    """La rangée, où un jour écrit en nombre se compte comme un tableur le fait d'ordinaire ; `retard` est en jours."""
    jours = {nom: x for nom in ("debut", "fin") if (x := rangee.get(nom)) and _SERIE.fullmatch(x.texte)}
    return {**rangee, **{nom: CaseLue(str(int(x.texte) + retard), x.place) for nom, x in jours.items()}}


def lire_date(texte: str) -> str | None:
    """Une date écrite AAAA, AAAA-MM-JJ, JJ/MM/AAAA, ou en nombre par un tableur ; rien si elle ne se lit pas."""
    jour = _JOUR.fullmatch(texte)
    ecrite = f"{jour[3]}-{jour[2]:0>2}-{jour[1]:0>2}" if jour else texte
    if _SERIE.fullmatch(texte):
        ecrite = (_ORIGINE + timedelta(days=int(texte))).isoformat()
    try:
        return lire_moment(ecrite)
    except ValueError:
        return None


def decouper(texte: str) -> list[str]:
    """Les noms qu'une case sépare par des virgules ou des lignes, sans répétition."""
    noms = (" ".join(nom.split()).removeprefix("- ") for nom in re.split(r"[,\n;]", texte))
    return list(dict.fromkeys(nom for nom in noms if nom))
