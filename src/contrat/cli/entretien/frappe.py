"""Ce que l'on tape à l'entretien, et ce qui s'en écrit : un avis se recopie tel qu'il est imprimé."""

from __future__ import annotations

import re

from contrat.calculs.eligibilite.permanence.questionnaire import ESTIMATION, Question
from contrat.erreurs import ErreurUsage
from contrat.modele.base import ECRIRE_UN_MOMENT, ECRIRE_UN_MONTANT
from contrat.modele.communes import Communes
from contrat.proches import oter_accents, replier
from contrat.rendu.eligibilite.permanence import dire_reponse

_MONTANTS = frozenset({
    "rfr", "rfr_repli", "autres_aides", "autres_ht", "autres_ttc", "travaux_ht", "travaux_ttc", "prix_accompagnement",
    "aides_locales",
})  # fmt: skip
# Des groupes de trois chiffres que séparent des espaces, avec des centimes ou non.
_MONTANT = re.compile(r"(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:[.,](\d{1,2}))?\s*(?:€|euros?)?", re.IGNORECASE)
_JOUR = re.compile(r"(?:(\d{1,2})/)?(\d{1,2})/(\d{4})")
# « entre 20 000 et 40 000 », « 20 000 à 40 000 € », « environ 30 000 ».
_AUTOUR = re.compile(r"^(?:entre|de|environ)\s+", re.IGNORECASE)
_ENTRE = re.compile(r"\s(?:à|a|et)\s|[-–/]", re.IGNORECASE)
_MOT = re.compile(r"[a-z0-9]+")


# Le geste que le fichier demande, tel que l'entretien l'accepte.
COMME_ON_TAPE = {
    ECRIRE_UN_MONTANT: "taper un montant comme 24 300 ou 24 300,50",
    ECRIRE_UN_MOMENT: "taper 1962, 05/1962 ou 12/05/1962, selon ce que l'on sait",
}


def comprendre(question: Question, tape: str, communes: Communes) -> str:
    """La réponse telle qu'elle s'écrit dans le fichier ; ce qui n'est pas compris reste tel quel, et sera refusé.

    Lève `ErreurUsage` quand une liste n'a pas cette réponse, ou en a plusieurs.
    """
    if question.reponses:
        return choisir(question.reponses, tape)
    if question.champ in _MONTANTS:
        return " + ".join(_lire_montant(terme.strip()) for terme in tape.split("+"))
    if question.champ == ESTIMATION:
        return " à ".join(_lire_montant(terme.strip()) for terme in _ENTRE.split(_AUTOUR.sub("", tape), maxsplit=1))
    if question.champ == "achevement" and (date := _JOUR.fullmatch(tape)):
        jour, mois, annee = date.groups()
        return "-".join(partie.zfill(2) for partie in (annee, mois, jour) if partie)
    if question.champ == "gain":
        return f"{tape.rstrip('% ').replace(',', '.')} %"
    if question.champ == "commune":
        return _lire_commune(tape, communes)
    if not question.bloc:
        return "-".join(_MOT.findall(oter_accents(tape)))
    return tape


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
