"""Ce qui se publie du suivi : les seuls nombres qui ne désignent personne, et ceux qu'une source publie déjà."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from contrat.calculs.concordance.mesures_menages import AVEC_TRAVAUX
from contrat.calculs.eligibilite.plan import dresser
from contrat.calculs.sommes import sommer_par
from contrat.calculs.suivi.secret import Classe, est_montrable, regrouper
from contrat.calculs.suivi.suivi import Duree, MenageSuivi, Suivi
from contrat.modele.bareme import Bareme
from contrat.modele.contrat import Mesure, Publie

# Les chiffres publiés que l'entonnoir rejoint : le document source les donne, ils se montrent quoi qu'ils vaillent.
PUBLIES: Mapping[str, Mesure] = {
    "reperes": "logements.reperes",
    "contactes": "menages.contactes",
    "eligibles": "menages.eligibles",
    "logements_renoves": "logements.renoves",
    "habiter_mieux": "logements.habiter_mieux",
    "travaux": "logements.travaux",
}
# Des étapes en classes larges : ce qui précède le contact, ce qui est en cours, ce qui a abouti ou non.
REPERE, EN_COURS, SANS_SUITE, RENOVE = "repere", "en_cours", "sans_suite", "renove"
_SANS_SUITE = frozenset({"rejete", "retire", "classe_sans_suite", "abandon"})
SANS_REPONSE = "sans_reponse"


@dataclass(frozen=True)
class Publication:
    """Les nombres d'un suivi qui se publient ; `None` : tenu secret. Une répartition vide l'est tout entière.

    `manquants` : ce qu'on ignore du montant des travaux achevés.
    """

    seuil: int
    entonnoir: Mapping[str, int | None]
    parcours: tuple[Classe, ...]
    ressources: tuple[Classe, ...]
    reponses: tuple[Classe, ...]
    origines: tuple[Classe, ...]
    abandons: tuple[Classe, ...]
    durees: tuple[Duree, ...]
    travaux: Decimal | None
    manquants: Literal["tous", "certains", "aucun"]
    aides: Mapping[str, Decimal]
    pieces: Mapping[str, int]
    en_retard: int | None
    silencieux: int | None
    effaces: int | None


def publier(suivi: Suivi, publies: Iterable[Publie], seuil: int) -> Publication:
    """Ce qui se publie d'un suivi ; `publies` : les chiffres du contrat, que son document source donne déjà."""
    declares = {nom for nom in PUBLIES if _est_publie(nom, suivi, publies)}
    parcours = partir(suivi)
    connus = {RENOVE} if "logements_renoves" in declares else set()
    if {"reperes", "contactes"} <= declares:
        connus.add(REPERE)
    classes = regrouper(parcours, seuil, connus)
    vus = _seules(classes) | {nom for nom, nombre in parcours.items() if not nombre}
    reponses = _repartir_reponses(suivi, seuil, declares)
    entonnoir = _montrer_marches(suivi, parcours, seuil, declares, vus, _seules(reponses))
    sait_contactes = entonnoir["contactes"] is not None
    abandons = sum(suivi.abandons.values())
    montre_abandons = SANS_SUITE in vus and est_montrable(parcours[SANS_SUITE] - abandons, seuil)
    return Publication(
        seuil=seuil,
        entonnoir=entonnoir,
        parcours=classes,
        ressources=regrouper(_repartir_ressources(suivi), seuil) if sait_contactes else (),
        reponses=reponses if sait_contactes else (),
        origines=regrouper(suivi.origines, seuil) if sait_contactes else (),
        abandons=regrouper(suivi.abandons, seuil) if montre_abandons else (),
        durees=tuple(duree for duree in suivi.durees() if duree.nombre >= seuil),
        travaux=_montrer_travaux(suivi, seuil, declares, entonnoir["logements_renoves"]),
        manquants="tous" if suivi.travaux is None else "certains" if suivi.a_travaux_inconnus else "aucun",
        aides=_montrer_aides(suivi, seuil),
        pieces={piece: n for piece, n in suivi.pieces().items() if n >= seuil},
        en_retard=montrer(len(suivi.en_retard), seuil),
        silencieux=montrer(len(suivi.silencieux), seuil),
        effaces=montrer(suivi.effaces.menages, seuil),
    )


def montrer(nombre: int, seuil: int) -> int | None:
    """Un nombre seul, s'il ne désigne personne."""
    return nombre if est_montrable(nombre, seuil) else None


def _est_publie(nom: str, suivi: Suivi, publies: Iterable[Publie]) -> bool:
    """Vrai quand une source publie exactement ce nombre : le montrer n'apprend rien de plus."""
    calcule = suivi.travaux if nom == "travaux" else Decimal(suivi.entonnoir._asdict()[nom])
    return any(p.mesure == PUBLIES[nom] and Decimal(p.valeur) == calcule and calcule for p in publies)


def partir(suivi: Suivi) -> dict[str, int]:
    """Combien de ménages dans chaque classe du parcours ; chacun n'est que dans une."""
    effaces = suivi.effaces
    renoves, contactes = ({m.menage.id for m in groupe} for groupe in (suivi.renoves, suivi.contactes))
    nombres = Counter({REPERE: 0, EN_COURS: 0, SANS_SUITE: 0, RENOVE: 0})
    for menage in suivi.menages:
        if menage.menage.id in renoves:
            nombres[RENOVE] += 1
        elif menage.menage.id not in contactes:
            nombres[REPERE] += 1
        else:
            nombres[SANS_SUITE if menage.etat in _SANS_SUITE else EN_COURS] += 1
    passes: Counter[str] = Counter(effaces.etats)
    nombres[RENOVE] += sum(passes[etape] for etape in AVEC_TRAVAUX)
    nombres[SANS_SUITE] += sum(passes[etape] for etape in _SANS_SUITE)
    nombres[REPERE] += passes["repere"]
    nombres[EN_COURS] += effaces.menages - sum(passes[e] for e in (*AVEC_TRAVAUX, *_SANS_SUITE, "repere"))
    return dict(nombres)


def _repartir_reponses(suivi: Suivi, seuil: int, declares: set[str]) -> tuple[Classe, ...]:
    """Les contactés par réponse du droit ; des dossiers effacés, on ne sait plus que les éligibles."""
    nombres = Counter(SANS_REPONSE if m.verdict is None else m.verdict.value for m in suivi.contactes)
    marches = suivi.entonnoir
    nombres["eligible"] = marches.eligibles
    nombres[SANS_REPONSE] += marches.contactes - sum(nombres.values())
    return regrouper(nombres, seuil, {"eligible"} if "eligibles" in declares else ())


def _repartir_ressources(suivi: Suivi) -> Mapping[str, int]:
    nombres = Counter(SANS_REPONSE if m.jugement is None else m.categorie for m in suivi.contactes)
    nombres[SANS_REPONSE] += suivi.entonnoir.contactes - sum(nombres.values())
    return nombres


def _seules(classes: Iterable[Classe]) -> set[str]:
    """Les modalités que leur classe montre seules."""
    return {classe.noms[0] for classe in classes if len(classe.noms) == 1}


def _montrer_marches(
    suivi: Suivi, parcours: Mapping[str, int], seuil: int, declares: set[str], vus: set[str], repondus: set[str]
) -> dict[str, int | None]:
    """Chaque marche de l'entonnoir, si ni elle ni ce qui la sépare d'une autre ne désigne personne."""
    m = suivi.entonnoir
    # Une marche se déduit des répartitions : elle ne se montre que si ce qui la sépare d'elles s'y montre déjà.
    montrables = {
        "reperes": (True, m.reperes),
        "contactes": (REPERE in vus, m.contactes, parcours[REPERE], m.reperes - m.contactes - parcours[REPERE]),
        "eligibles": ("eligible" in repondus or not m.eligibles, m.eligibles),
        "logements_renoves": (RENOVE in vus, m.logements_renoves, m.logements_renoves - parcours[RENOVE]),
        "habiter_mieux": (True, m.habiter_mieux, m.logements_renoves - m.habiter_mieux),
    }
    montres: dict[str, int | None] = {}
    for nom, nombre in m._asdict().items():
        est_vu, *ecarts = montrables[nom]
        suffit = est_vu and all(est_montrable(abs(ecart), seuil) for ecart in ecarts)
        dont = {"eligibles": "contactes", "habiter_mieux": "logements_renoves"}.get(nom)
        suffit = suffit and (dont is None or montres[dont] is not None)
        montres[nom] = nombre if nom in declares or suffit else None
    return montres


def _montrer_travaux(suivi: Suivi, seuil: int, declares: set[str], renoves: int | None) -> Decimal | None:
    """Une somme se publie quand assez de ménages y contribuent, présents et effacés ensemble comme présents seuls."""
    if "travaux" in declares:
        return suivi.travaux
    presents = sum(m.menage.projet.travaux_ttc is not None for m in suivi.renoves)
    tous = presents + sum(compte.menages - compte.sans_montant for compte in suivi.effaces.renoves)
    montrable = renoves is not None and all(est_montrable(nombre, seuil) for nombre in (presents, tous))
    return suivi.travaux if montrable else None


def compter_aides(menages: Iterable[MenageSuivi], bareme: Bareme, seuil: int) -> dict[str, Decimal]:
    """Les aides par financeur auxquelles assez de ces ménages ont droit, en euros."""
    plans = [dresser(m.jugement, bareme).lignes for m in menages if m.jugement]
    sommes = sommer_par((ligne.financeur, ligne.montant) for lignes in plans for ligne in lignes)
    nombres = Counter(financeur for lignes in plans for financeur in {ligne.financeur for ligne in lignes})
    return {financeur: somme for financeur, somme in sommes.items() if nombres[financeur] >= seuil}


def _montrer_aides(suivi: Suivi, seuil: int) -> dict[str, Decimal]:
    """Les aides des logements rénovés, dossiers effacés compris, quand assez de dossiers présents y contribuent."""
    effacees: Counter[str] = Counter()
    for compte in suivi.effaces.renoves:
        effacees.update(compte.ressources)
    presentes = compter_aides(suivi.renoves, suivi.bareme, seuil)
    return {financeur: somme + effacees[financeur] for financeur, somme in presentes.items()}
