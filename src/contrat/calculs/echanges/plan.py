"""Ce qu'un import change dans un contrat : les rangées, rapprochées des fiches, des axes et des organismes."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from contrat.calculs.actions.selection import noms_des_organismes
from contrat.calculs.creation.contrat_neuf import AxeNeuf
from contrat.calculs.creation.noms import identifier
from contrat.calculs.echanges.colonnes import FINANCEURS, NOMMENT, PERSONNES, SANS_AXE, lire_base, reconnaitre
from contrat.calculs.echanges.ecriture import decrire
from contrat.calculs.echanges.lecture import CaseLue, Rangee, RangeeLue, decouper, reprendre
from contrat.modele.action import Action
from contrat.modele.dossier import Dossier
from contrat.modele.saisie import Saisie
from contrat.proches import designer, replier

# « Axe 3 : … », « 3. … » : le numéro qu'un titre d'axe porte déjà.
_NUMERO = re.compile(r"(?:axe )?([1-9][0-9]?)\b(?!\.\d)", re.IGNORECASE)
# Ce qu'un import complète quand la fiche ne l'écrit pas, et n'écrase jamais ; et les cases qui le disent.
COMPLETES = {
    **{cle: (cle,) for cle in ("description", "objectifs", "pilote", "publics", "participation")},
    "partenaires": ("porteur", "partenaires"),
    "calendrier": ("debut", "fin"),
}
# Ce qu'une clé de plus a reçu quand deux colonnes ont le même en-tête, ou aucune.
_EN_DOUBLE = re.compile(r" \(colonne \d+\)$|^colonne \d+$")
ARGENT = ("total", *(f"{quoi}_{rang}" for rang in range(1, FINANCEURS + 1) for quoi in ("financeur", "montant")))
# Les rangées d'explication que les modèles d'import gardent sous leurs en-têtes.
_EXPLIQUE = ("Champ ", "Texte court de 300")


@dataclass
class Accueil:
    """Le contrat où l'on importe ; ce que l'import y ajoute s'accumule ici.

    `est_admis` dit si un nom d'organisme peut être écrit ; `colonnes` : les clés des colonnes que le tableur a.
    """

    dossier: Dossier
    modele: str
    source: str
    jour: date
    est_admis: Callable[[str], bool]
    axes: list[AxeNeuf] = field(default_factory=list)
    organismes: dict[str, str] = field(default_factory=dict)
    pris: set[str] = field(default_factory=set)
    cles: set[str] = field(default_factory=set)
    colonnes: frozenset[str] = frozenset()

    def nommer(self, nom: str) -> str:
        """L'identifiant d'un organisme, créé au besoin ; rien quand ce nom n'a pas sa place dans un contrat."""
        connus = [*noms_des_organismes(self.dossier), *((dit, cle) for cle, dit in self.organismes.items())]
        if trouve := designer(nom, connus):
            return trouve
        cle = identifier(nom, self.dossier.presents["organismes"] | self.organismes.keys())
        if not cle or not self.est_admis(nom):
            return ""
        self.organismes[cle] = nom
        return cle

    def dire(self, texte: str) -> str:
        """Ces organismes, sous les noms que l'annuaire leur donne."""
        connus = self.dossier.organismes
        cles = dict.fromkeys(self.nommer(nom) for nom in decouper(texte))
        return ", ".join(connus[cle].nom if cle in connus else self.organismes.get(cle, cle) for cle in cles)

    def ranger(self, titre: str) -> str:
        """L'identifiant de l'axe de ce titre, créé au besoin."""
        dit = " ".join(titre.split()) or SANS_AXE
        connus = [(axe.numero, axe.titre, axe.id) for axe in self.dossier.axes.values()]
        connus += [(axe.numero, axe.titre, axe.id) for axe in self.axes]
        if trouve := next((cle for _, nom, cle in connus if replier(nom) == replier(dit)), None):
            return trouve
        pris = {rang for rang, _, _ in connus}
        dit_en_tete = _NUMERO.match(dit)
        numero = int(dit_en_tete[1]) if dit_en_tete else 0
        if not numero or numero in pris:
            numero = max(pris, default=0) + 1
        cle = identifier(f"axe-{numero}", self.dossier.presents["axes"])
        self.axes.append(AxeNeuf(cle, numero, dit, self.source))
        return cle

    def reserver(self, titre: str) -> str:
        """Un identifiant de fiche libre."""
        cle = identifier(titre, self.dossier.presents["actions"] | self.pris) or identifier("action", self.pris)
        self.pris.add(cle)
        return cle

    def retrouver(self, reprise: RangeeLue, axe: str) -> Action | None:
        """La fiche déjà venue de cette rangée, ou du même titre dans le même axe et venue d'aucune autre."""
        fiches = [a for a in self.dossier.actions.values() if a.id not in self.pris]
        venues = (a for a in fiches if a.origine is not None and a.origine.cle == reprise.cle)
        titrees = (a for a in fiches if a.axe == axe and replier(a.titre) == replier(reprise.titre))
        libres = (a for a in titrees if a.origine is None or a.origine.cle not in self.cles)
        return next(venues, None) or next(libres, None)


@dataclass(frozen=True)
class FicheImportee:
    """Ce qu'une rangée devient : une fiche neuve (`contenu`), des saisies dans une fiche, ou rien.

    `laissees` : les champs que la fiche dit autrement que le tableur, et garde.
    """

    reprise: RangeeLue
    id: str = ""
    contenu: dict[str, Any] | None = None
    saisies: tuple[Saisie, ...] = ()
    laissees: tuple[str, ...] = ()


def lire_rangees(
    rangees: Sequence[Sequence[str]], entete: int, placer: Callable[[int, int], str]
) -> Iterator[tuple[int, Rangee]]:
    """Les rangées d'actions sous les en-têtes, avec leur numéro ; ni les vides, ni celles qui expliquent."""
    cles = reconnaitre(rangees[entete])
    for numero, textes in enumerate(rangees[entete + 1 :], entete + 2):
        if not any(textes) or sum(texte.startswith(_EXPLIQUE) for texte in textes) > len(textes) // 3:
            continue
        rangee: dict[str, CaseLue] = {}
        for rang, texte in enumerate(textes):
            nom, ici = cles[rang] if rang < len(cles) else "", f"colonne {rang + 1}"
            if texte and not (nom in PERSONNES and nom in rangee):
                # Deux colonnes de même nom : la seconde n'a pas de place dans la fiche, son texte est gardé.
                nom = f"{nom} ({ici})" if nom in rangee else nom or ici
                rangee[nom] = CaseLue(texte, placer(numero, rang + 1))
        if not (rangee.get("titre") and rangee["titre"].texte.startswith(_EXPLIQUE)):
            yield numero, rangee


def planifier(rangees: Iterable[tuple[int, Rangee]], entetes: Sequence[str], dans: Accueil) -> list[FicheImportee]:
    """Ce que chaque rangée devient, dans l'ordre du tableur."""
    base, dans.colonnes = lire_base(entetes), frozenset(reconnaitre(entetes))
    reprises = [reprendre(ligne, rangee, base, dans.nommer, dans.jour) for ligne, rangee in rangees]
    for reprise in reprises:
        _retenir_les_noms(reprise, dans)
    _distinguer(reprises)
    dans.cles.update(reprise.cle for reprise in reprises)
    fiches = []
    for reprise in reprises:
        # Une rangée qui ne dit qu'un axe le crée ; une rangée tout à fait sans axe va avec celles qui n'en ont pas.
        axe = dans.ranger(reprise.axe) if reprise.axe or not reprise.refus else ""
        if reprise.refus:
            fiches.append(FicheImportee(reprise))
            continue
        existante = dans.retrouver(reprise, axe)
        fiches.append(_creer(reprise, axe, dans) if existante is None else _completer(reprise, existante, dans))
    return fiches


def _retenir_les_noms(reprise: RangeeLue, dans: Accueil) -> None:
    """Garder le texte d'une case qui nomme les organismes autrement que l'annuaire, pour le rendre tel quel."""
    for cle in NOMMENT if not reprise.refus else ():
        case = reprise.rangee.get(cle)
        if case is not None and case.place not in reprise.retirees and dans.dire(case.texte) != case.texte:
            reprise.reste[cle] = case.texte


def _distinguer(reprises: Iterable[RangeeLue]) -> None:
    """Numéroter les rangées de mêmes axe et titre : chacune a sa fiche."""
    vues: dict[str, int] = {}
    for reprise in reprises:
        vues[reprise.cle] = vues.get(reprise.cle, 0) + 1
        if vues[reprise.cle] > 1:
            reprise.cle = f"{reprise.cle} ({vues[reprise.cle]})"


def _creer(reprise: RangeeLue, axe: str, dans: Accueil) -> FicheImportee:
    champs = dict(reprise.champs)
    cle = dans.reserver(reprise.titre)
    contenu = {
        "id": cle,
        "axe": axe,
        "titre": reprise.titre,
        "statut": champs.pop("statut"),
        "historique": champs.pop("historique"),
        "porteur": champs.pop("porteur", dans.dossier.contrat.porteur),
        "source": dans.source,
        **champs,
        "origine": _dire_origine(reprise, dans),
    }
    return FicheImportee(reprise, cle, contenu)


def _dire_origine(reprise: RangeeLue, dans: Accueil) -> dict[str, Any]:
    origine: dict[str, Any] = {"modele": dans.modele, "cle": reprise.cle}
    return origine | ({"reste": dict(reprise.reste)} if reprise.reste else {})


def _completer(reprise: RangeeLue, fiche: Action, dans: Accueil) -> FicheImportee:
    """Ajouter à une fiche ce qu'elle ne dit pas, et ce que seul le tableur dit ; le reste est à elle."""
    dans.pris.add(fiche.id)
    saisies, laissees = [], []
    dites = decrire(dans.dossier, fiche)
    lue = Action.model_validate(_creer(reprise, fiche.axe, dans).contenu)
    for champ, cles in COMPLETES.items():
        if champ not in reprise.champs or reprise.redit(dites, cles) or getattr(lue, champ) == getattr(fiche, champ):
            continue
        if champ in fiche.model_fields_set:
            laissees.append(champ)
        else:
            saisies.append(Saisie((champ,), reprise.champs[champ]))
    if fiche.budget.lignes or fiche.plan.ressources:
        # Un budget tenu ici vaut mieux qu'une annonce ; un montant différent se dit.
        if lue.annonce is not None and not reprise.redit(dites, [cle for cle in ARGENT if cle in reprise.rangee]):
            laissees.append("budget")
    elif lue.annonce is not None and lue.annonce != fiche.annonce and _perdrait(fiche, dans.colonnes):
        laissees.append("annonce")
    elif lue.annonce is not None and lue.annonce != fiche.annonce:
        saisies.append(Saisie(("annonce",), reprise.champs["annonce"]))
    saisies += _garder_le_reste(reprise, fiche, dans)
    # Un tableur qui ne dit pas de statut n'en change aucun : l'action n'est pas redevenue une idée.
    if "statut" in reprise.rangee and not reprise.redit(dites, ["statut"]):
        saisies += _changer_le_statut(reprise, fiche)
    return FicheImportee(reprise, fiche.id, None, tuple(saisies), tuple(laissees))


def _garder_le_reste(reprise: RangeeLue, fiche: Action, dans: Accueil) -> list[Saisie]:
    """Le texte sans place dans une fiche ; une colonne que ce tableur n'a pas n'efface pas celui d'un autre."""
    if fiche.origine is None:
        # Sans rien à garder en texte, une fiche tenue ici ne vient pas d'un tableur.
        return [Saisie(("origine",), _dire_origine(reprise, dans))] if reprise.reste else []
    ancien = dict(fiche.origine.reste)
    reste = {nom: dit for nom, dit in ancien.items() if _EN_DOUBLE.sub("", nom) not in dans.colonnes} | reprise.reste
    return [Saisie(("origine", "reste"), reste)] if ancien != reste else []


def _perdrait(fiche: Action, colonnes: Collection[str]) -> bool:
    """Vrai quand la fiche annonce un total ou des financeurs dont ce tableur n'a aucune colonne."""
    if fiche.annonce is None:
        return False
    a_des_financeurs = any(cle.startswith(("financeur_", "montant_")) for cle in colonnes)
    return (fiche.annonce.total is not None and "total" not in colonnes) or (
        bool(fiche.annonce.financements) and not a_des_financeurs
    )


def _changer_le_statut(reprise: RangeeLue, fiche: Action) -> list[Saisie]:
    """Un statut nouveau dans le tableur s'ajoute à l'histoire ; s'il n'y a pas changé, celui d'ici l'emporte."""
    (etape,) = reprise.champs["historique"]
    dits = [e.statut for e in fiche.historique if e.note == etape["note"]]
    if etape["statut"] == (dits or ["idee"])[-1] or etape["statut"] == fiche.statut:
        return []
    return [Saisie(("statut",), etape["statut"]), Saisie(("historique",), [etape])]
