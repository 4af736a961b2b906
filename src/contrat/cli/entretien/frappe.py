"""Ce que l'on tape à l'entretien, et ce qui s'en écrit : un avis se recopie tel qu'il est imprimé."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from contrat.calculs.eligibilite.permanence.questionnaire import ESTIMATION, RFR, RFR_REPLI, Question
from contrat.erreurs import ErreurUsage
from contrat.modele.base import (
    ECRIRE_UN_MOMENT,
    ECRIRE_UN_MONTANT,
    MOTIF_INSEE,
    MOTIFS,
    lire_effectif,
    lire_entier,
    lire_moment,
    lire_montant,
    lire_pourcent,
)
from contrat.modele.communes import Communes
from contrat.modele.menage import TrancheAge
from contrat.proches import oter_accents, replier
from contrat.rendu.eligibilite.permanence import dire_reponse

# Des groupes de trois chiffres que séparent des espaces, avec des centimes ou non.
_MONTANT = re.compile(r"(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:[.,](\d{1,2}))?\s*(?:€|euros?)?", re.IGNORECASE)
_JOUR = re.compile(r"(?:(\d{1,2})/)?(\d{1,2})/(\d{4})")
# « entre 20 000 et 40 000 », « 20 000 à 40 000 € », « environ 30 000 ».
_AUTOUR = re.compile(r"^(?:entre|de|environ)\s+", re.IGNORECASE)
_ENTRE = re.compile(r"\s(?:à|a|et)\s|[-–/]", re.IGNORECASE)
_MOT = re.compile(r"[a-z0-9]+")
# « 72 », « 72 ans » : l'âge tapé, dont seule la tranche s'écrit. Les petits nombres sont les numéros de la liste.
_AGE = re.compile(r"(\d{1,3})(?: ans)?", re.ASCII)
_TRANCHES: tuple[tuple[int, TrancheAge], ...] = ((40, "moins_de_40"), (60, "40_a_59"), (70, "60_a_69"))
_NOMBRE = re.compile(r"(\d+)\s*(?:personnes?|pers\.?|m2|m²)", re.ASCII | re.IGNORECASE)


# Le geste que le fichier demande, tel que l'entretien l'accepte.
COMME_ON_TAPE = {
    ECRIRE_UN_MONTANT: "taper un montant comme 24 300 ou 24 300,50",
    MOTIFS[MOTIF_INSEE][1]: "taper le nom de la commune, ou son code INSEE, qui n'est pas le code postal",
    ECRIRE_UN_MOMENT: "taper 1962, 05/1962 ou 12/05/1962, selon ce que l'on sait",
}


def comprendre(question: Question, tape: str, communes: Communes) -> str:
    """La réponse telle qu'elle s'écrit dans le fichier ; ce qui n'est pas compris reste tel quel, et sera refusé.

    Lève `ErreurUsage` quand une liste n'a pas cette réponse, ou en a plusieurs.
    """
    if question.champ == "tranche_age" and (age := _AGE.fullmatch(tape)) and int(age[1]) > len(question.reponses):
        return _ranger_l_age(int(age[1]))
    if question.reponses:
        return choisir(question.reponses, tape)
    if question.champ == "commune":
        return _lire_commune(tape, communes)
    if lire := _LECTURES.get(question.champ) or _FORMES.get(question.forme):
        return lire(tape)
    return tape if question.bloc else _lire_mot(tape)


def choisir(reponses: tuple[str, ...], tape: str) -> str:
    """La réponse que désignent un numéro, ou les premières lettres de son nom ou d'un de ses mots."""
    if tape.isascii() and tape.isdigit() and 0 < int(tape) <= len(reponses) and not est_oui_non(reponses):
        return reponses[int(tape) - 1]
    cherche = replier(tape)
    noms = {mot: (replier(dire_reponse(mot)), replier(mot)) for mot in reponses}
    trouvees = [mot for mot, dits in noms.items() if cherche in dits]
    trouvees = trouvees or [m for m, dits in noms.items() if cherche and any(d.startswith(cherche) for d in dits)]
    trouvees = trouvees or [m for m, (dit, _) in noms.items() if len(cherche) > 2 and cherche in dit]
    if len(trouvees) == 1:
        return trouvees[0]
    if trouvees:
        dites = " ; ".join(f"{reponses.index(mot) + 1} {dire_reponse(mot)}" for mot in trouvees)
        raise ErreurUsage(f"« {tape} » peut vouloir dire : {dites}", "taper le numéro")
    comment = "o ou n" if est_oui_non(reponses) else f"un numéro de 1 à {len(reponses)}, ou les premières lettres"
    raise ErreurUsage(f"« {tape} » n'est pas une des réponses", f"taper {comment}")


def _ranger_l_age(age: int) -> str:
    """La tranche d'un âge, qui seule s'écrit."""
    return next((tranche for borne, tranche in _TRANCHES if age < borne), "70_et_plus")


def _lire_montants(tape: str) -> str:
    return " + ".join(_lire_montant(terme.strip()) for terme in tape.split("+"))


def _lire_estimation(tape: str) -> str:
    return " à ".join(_lire_montant(terme.strip()) for terme in _ENTRE.split(_AUTOUR.sub("", tape), maxsplit=1))


def _lire_moment(tape: str) -> str:
    date = _JOUR.fullmatch(tape)
    jour, mois, annee = date.groups() if date else ("", "", "")
    return "-".join(partie.zfill(2) for partie in (annee, mois, jour) if partie) or tape


def _lire_nombre(tape: str) -> str:
    nombre = _NOMBRE.fullmatch(tape)
    return nombre[1] if nombre else tape


def _lire_souhaits(tape: str) -> str:
    return _exiger(" ; ".join(mot for texte in tape.split(";") if (mot := texte.strip())), tape)


def _lire_mot(tape: str) -> str:
    """Un mot ou deux en identifiant : « Le Bourg » est `le-bourg`."""
    return _exiger("-".join(_MOT.findall(oter_accents(tape))), tape)


def _exiger(lu: str, tape: str) -> str:
    """Ce qui a été compris ; lève `ErreurUsage` quand il n'y a rien à en écrire."""
    if not lu:
        raise ErreurUsage(f"« {tape} » ne dit rien", "taper un mot, ou ? si le ménage ne sait pas")
    return lu


def est_oui_non(reponses: tuple[str, ...]) -> bool:
    """Vrai pour une question à laquelle on répond oui ou non."""
    return reponses == ("oui", "non")


def _lire_montant(terme: str) -> str:
    lu = _MONTANT.fullmatch(terme)
    if lu is None:
        return terme
    entier, centimes = "".join(filter(str.isdigit, lu[1])), lu[2]
    return f"{entier}.{centimes.ljust(2, '0')}" if centimes else entier


def _lire_commune(tape: str, communes: Communes) -> str:
    """Un code, ou le nom d'une commune qui est seule à le porter."""
    if any(signe.isdigit() for signe in tape):
        return tape.upper()
    codes = communes.chercher_nom(tape)
    if len(codes) == 1:
        return codes[0]
    if not codes:
        raise ErreurUsage(f"« {tape} » n'est le nom d'aucune commune", "taper son nom entier, ou son code INSEE")
    raise ErreurUsage(f"« {tape} » est le nom de plusieurs communes : {', '.join(codes)}", "taper le code INSEE")


# Ce qui se tape autrement qu'il ne s'écrit, selon la forme de la donnée.
_FORMES: Mapping[Callable[..., Any] | None, Callable[[str], str]] = {
    lire_montant: _lire_montants,
    lire_entier: _lire_nombre,
    lire_effectif: _lire_nombre,
    lire_moment: _lire_moment,
    lire_pourcent: lambda tape: f"{tape.rstrip('% ').replace(',', '.')} %",
}
# Ce que la forme ne dit pas.
_LECTURES: Mapping[str, Callable[[str], str]] = {
    RFR: _lire_montants,
    RFR_REPLI: _lire_montants,
    ESTIMATION: _lire_estimation,
    "domicile": str.upper,
    "souhaites": _lire_souhaits,
}
