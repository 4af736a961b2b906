"""Noter ce qui arrive à une ressource d'un plan : demandée, accordée, refusée, encaissée, rendue."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import cast, get_args

from contrat.calculs.argent.fait import FaitBudgetaire, FaitRessource
from contrat.calculs.argent.faits import demander, noter_ressource
from contrat.calculs.argent.refus import refuser_apres_abandon
from contrat.cli.a_cote import dire_ensuite
from contrat.cli.designation import reconnaitre_mot, reconnaitre_organisme
from contrat.cli.faits.ecrire import choisir, ouvrir_fiche
from contrat.dates import dire_jour
from contrat.erreurs import ErreurUsage
from contrat.modele.action import Action
from contrat.modele.base import SECTIONS
from contrat.modele.plan import ETATS_ACQUIS, ETATS_PERDUS, NatureRessource, Ressource
from contrat.modele.saisie import Saisie
from contrat.rendu.argent.faits import dire_fait

_ACCORDENT = ("accorde", "conventionne", "avenant")


@dataclass(frozen=True)
class Visee:
    """La ressource dont l'usager parle, telle qu'il la désigne."""

    action: str
    financeur: str
    exercice: str | None
    section: str | None
    nature: str | None
    programme: str | None

    def convient(self, ressource: Ressource) -> bool:
        """Dire si une ressource du financeur est celle dont on parle, d'après ce qui en est dit."""
        return (
            self.exercice in (None, str(ressource.exercice))
            and self.section in (None, ressource.section)
            and self.nature in (None, ressource.nature)
            and (self.programme is None or self.programme == ressource.programme)
        )


def noter_fait(mot: str, visee: Visee, fait: FaitBudgetaire, racine: Path | None) -> None:
    """Écrire ce qu'un fait change dans une ressource ; `sollicite` en ajoute une, quand aucune ne convient."""
    quoi = cast("FaitRessource", reconnaitre_mot("le fait", mot, get_args(FaitRessource)))
    for option, valeur, choix in (
        ("--section", visee.section, SECTIONS),
        ("--nature", visee.nature, get_args(NatureRessource)),
    ):
        if valeur is not None:
            reconnaitre_mot(option, valeur, choix)
    ouverte = ouvrir_fiche(racine, visee.action)
    organisme = reconnaitre_organisme(ouverte.dossier, visee.financeur)
    rang = _viser(ouverte.action, organisme, quoi, visee)
    # Accorder, ou amender, sans redire le montant garde celui qui est écrit : la commande dit combien.
    attendu = ouverte.action.plan.ressources[rang].montant if rang is not None and quoi in _ACCORDENT else None
    dit = dire_fait(ouverte.dossier.nommer_organisme(organisme), quoi, replace(fait, montant=fait.montant or attendu))
    if quoi == "conventionne" and rang is not None and ouverte.action.plan.ressources[rang].notification is not None:
        dire_ensuite(
            f"Le {dire_jour(fait.jour)} n'est pas écrit dans le plan, qui garde le jour de l'accord : celui de la "
            "convention est sa signature (contrat nouveau convention, puis contrat convention signer)."
        )
    saisir = partial(_saisir, organisme=organisme, quoi=quoi, visee=visee, fait=fait)
    ouverte.ecrire(saisir, f"{ouverte.action.titre_court} : {dit}")


def _saisir(action: Action, organisme: str, quoi: FaitRessource, visee: Visee, fait: FaitBudgetaire) -> list[Saisie]:
    refuser_apres_abandon(action, quoi, fait.jour)
    rang = _viser(action, organisme, quoi, visee)
    if rang is None:
        return demander(_decrire(organisme, visee), fait)
    return noter_ressource(action.plan.ressources[rang], rang, quoi, fait)


def _viser(action: Action, organisme: str, quoi: FaitRessource, visee: Visee) -> int | None:
    """Le rang de la ressource dont on parle ; rien d'une demande nouvelle."""
    siennes = [
        (rang, r) for rang, r in enumerate(action.plan.ressources) if r.organisme == organisme and visee.convient(r)
    ]
    # Une demande nouvelle ne reprend pas celle qui a été refusée ; le reste, si l'autre vit encore, ne la vise pas.
    vivantes = [(rang, r) for rang, r in siennes if r.etat not in ETATS_PERDUS]
    if quoi == "sollicite" and not vivantes:
        return None
    acquises = [(rang, r) for rang, r in siennes if r.etat in ETATS_ACQUIS] if quoi == "avenant" else []
    retenues = siennes if quoi in ("encaisse", "reverse") else acquises or vivantes or siennes
    possibles = {
        rang: " ".join(filter(None, (r.organisme, r.nature, str(r.exercice), r.section, r.programme)))
        for rang, r in enumerate(action.plan.ressources)
    }
    return choisir("la ressource", organisme, [rang for rang, _ in retenues], possibles)


def _decrire(organisme: str, visee: Visee) -> dict[str, str | None]:
    """Ce qui distingue une demande nouvelle ; lève `ErreurUsage` quand il manque de quoi l'inscrire."""
    exigees = {"--exercice": visee.exercice, "--section": visee.section, "--nature": visee.nature}
    if manquent := [option for option, valeur in exigees.items() if valeur is None]:
        aide = f"pour une demande nouvelle, ajouter {', '.join(manquent)}"
        raise ErreurUsage(f"« {organisme} » n'a pas cette ressource dans le plan", aide)
    return {
        "organisme": organisme,
        "nature": visee.nature,
        "exercice": visee.exercice,
        "section": visee.section,
        "programme": visee.programme,
    }
