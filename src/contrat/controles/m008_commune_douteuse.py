"""M008 : le code de commune d'un ménage est un code postal, ou n'est celui d'aucune commune."""

from __future__ import annotations

from functools import partial

from contrat.calculs.eligibilite.demande import deduire_departement
from contrat.controles.parcours import CONTRAT
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.communes import Communes
from contrat.modele.dossier import Dossier
from contrat.proches import plus_proche

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "un code de commune douteux"
LIT = frozenset({"menages", "contrat", "droit"})

_CITEES = 5
_VERIFIER = "vérifier le code INSEE ; une ancienne commune n'est pas dans la liste livrée"


def constater(dossier: Dossier) -> Constats:
    """Les codes que la liste livrée n'a pas, ou qui sont le code postal de la commune du contrat ; son département."""
    territoire = dossier.contrat.territoire
    ici = territoire.insee
    if deduire_departement(ici) != territoire.departement:
        message = f"la commune {ici} n'est pas du département {territoire.departement}"
        adresse = Adresse(*CONTRAT, ("territoire", "departement"))
        yield Constat(adresse, message, "corriger l'un des deux : insee: est le code INSEE, non le code postal")
    codes = {m.logement.commune for m in dossier.menages.values() if m.logement.commune} - {ici}
    juger = partial(_juger, communes=dossier.droit.liste_communes, ici=ici)
    douteux = {code: juge for code in codes if (juge := juger(code)) is not None}
    for identifiant, menage in dossier.menages.items():
        if menage.logement.commune in douteux:
            message, aide = douteux[menage.logement.commune]
            yield Constat(Adresse("menages", identifiant, ("logement", "commune")), message, aide)


def _juger(code: str, communes: Communes, ici: str) -> tuple[str, str] | None:
    """Ce qui cloche dans un code, et ce qu'on a sans doute voulu écrire ; rien quand il n'y a pas de doute."""
    nom, confusion = communes.nommer(code), communes.chercher_confusion(code)
    servies = confusion.servies if confusion else ()
    voulue = next((servie for servie in servies if servie.endswith(f"({ici})")), None)
    if nom is not None:
        return (f"{code} est {nom}, et un code postal", f"vouliez-vous dire {voulue} ?") if voulue else None
    if servies:
        citees = ", ".join(servies[:_CITEES]) + (f", parmi {len(servies)}" if len(servies) > _CITEES else "")
        return f"{code} est un code postal, non un code INSEE", f"vouliez-vous dire {voulue or citees} ?"
    proche = plus_proche(code, [ici])
    return f"aucune commune n'a le code INSEE {code}", f"vouliez-vous dire {proche} ?" if proche else _VERIFIER
