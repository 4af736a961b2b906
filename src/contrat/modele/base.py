"""Les formes de base : chaque valeur des fichiers est un texte, dont la forme est vérifiée avant d'être convertie.

pydantic seul accepterait `1e3` ou `1_000` comme montant, `2.0` comme entier, `1767225600` comme date, `yes` comme oui.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

_MONTANT = re.compile(r"(0|[1-9]\d*)(\.\d{1,2})?")
_NOMBRE = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
_ENTIER = re.compile(r"0|[1-9]\d*")
_POURCENT = re.compile(r"(0|[1-9]\d*)(\.\d+)? ?%")
_ANNEE = re.compile(r"(19|20)\d{2}")
_JOUR = re.compile(r"\d{4}-\d{2}-\d{2}")
_JOUR_FRANCAIS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_MOMENT = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class Objet(BaseModel):
    """Base de tous les objets du contrat : figée, sans clé inconnue.

    `est_chiffrable` : des valeurs du fichier peuvent être chiffrées ; l'objet n'est alors lisible qu'avec la clé.
    """

    est_chiffrable: ClassVar[bool] = False

    # `defer_build` : une commande ne paie que la construction des modèles qu'elle emploie.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def _refuser(genre: str, valeur: object, attendu: str, aide: str = "") -> PydanticCustomError:
    message = "« {trouve} » n'est pas {attendu}"
    return PydanticCustomError(genre, message, {"trouve": str(valeur), "attendu": attendu, "aide": aide})


def _aide_montant(texte: str) -> str:
    """Proposer la bonne écriture d'un montant quand on la devine sans risque."""
    nu = re.sub(r"[\s\u00a0\u202f_€]", "", texte).replace(",", ".")
    if re.fullmatch(r"(0|[1-9]\d*)\.\d{3,}", nu):
        return "un montant a deux décimales au plus : arrondir au centime"
    if _MONTANT.fullmatch(nu) and nu != texte:
        return f"écrire {nu}"
    if nu.startswith(("-", "\u2212")):
        return "un montant est positif ou nul"
    return "écrire un nombre comme 12840 ou 12840.50, sans espace ni unité"


def lire_montant(valeur: object) -> Decimal:
    """Lire un montant en euros : `12840` ou `12840.50`, jamais négatif."""
    if isinstance(valeur, Decimal):
        return valeur
    if not isinstance(valeur, str) or not _MONTANT.fullmatch(valeur):
        raise _refuser("montant", valeur, "un montant en euros", _aide_montant(str(valeur)))
    return Decimal(valeur)


def lire_nombre(valeur: object) -> Decimal:
    """Lire un nombre décimal d'unité quelconque : `71`, `12.5`, `-3`."""
    if isinstance(valeur, Decimal):
        return valeur
    if not isinstance(valeur, str) or not _NOMBRE.fullmatch(valeur):
        raise _refuser("nombre", valeur, "un nombre", "écrire un nombre comme 71 ou 12.5, sans espace ni unité")
    return Decimal(valeur)


def lire_entier(valeur: object) -> int:
    """Lire un entier positif ou nul, sans signe, sans zéro de tête."""
    if type(valeur) is int:
        return valeur
    if not isinstance(valeur, str) or not _ENTIER.fullmatch(valeur):
        raise _refuser("entier", valeur, "un nombre entier", "écrire un entier comme 3, sans signe ni décimale")
    return int(valeur)


def lire_effectif(valeur: object) -> int:
    """Lire un nombre de personnes ou d'objets : un entier au moins égal à 1."""
    nombre = lire_entier(valeur)
    if nombre < 1:
        raise _refuser("effectif", valeur, "un nombre d'au moins 1", "si le nombre est inconnu, ne pas le donner")
    return nombre


def lire_pourcent(valeur: object) -> Decimal:
    """Lire un pourcentage écrit avec son signe : `35 %` vaut 35, jamais 0,35."""
    if isinstance(valeur, Decimal):
        return valeur
    if not isinstance(valeur, str) or not _POURCENT.fullmatch(valeur):
        raise _refuser("pourcent", valeur, "un pourcentage", "écrire par exemple 35 % ou 12.5 %")
    return Decimal(valeur.rstrip("%").rstrip())


def lire_jour(valeur: object) -> date:
    """Lire un jour écrit AAAA-MM-JJ et qui existe au calendrier."""
    if isinstance(valeur, date):
        return valeur
    texte = str(valeur)
    if not _JOUR.fullmatch(texte):
        francais = _JOUR_FRANCAIS.fullmatch(texte)
        aide = f"écrire {francais[3]}-{francais[2]:0>2}-{francais[1]:0>2}" if francais else "écrire comme 2010-02-18"
        raise _refuser("jour", valeur, "une date de la forme AAAA-MM-JJ", aide)
    try:
        return date.fromisoformat(texte)
    except ValueError:
        raise _refuser("jour", valeur, "un jour du calendrier", "vérifier le mois et le jour") from None


def lire_moment(valeur: object) -> str:
    """Lire une date connue à l'année, au mois ou au jour : `2009`, `2010-02`, `2010-10-27`."""
    texte = str(valeur)
    if not isinstance(valeur, str) or not _MOMENT.fullmatch(texte):
        raise _refuser("moment", valeur, "une date", "écrire 2010, 2010-02 ou 2010-02-18, selon ce que l'on sait")
    try:
        date.fromisoformat((texte + "-01-01")[:10])
    except ValueError:
        raise _refuser("moment", valeur, "une date du calendrier", "vérifier le mois et le jour") from None
    return texte


def lire_annee(valeur: object) -> int:
    """Lire une année civile sur quatre chiffres."""
    if type(valeur) is int:
        return valeur
    if not isinstance(valeur, str) or not _ANNEE.fullmatch(valeur):
        raise _refuser("annee", valeur, "une année", "écrire quatre chiffres, comme 2010")
    return int(valeur)


def lire_oui_non(valeur: object) -> bool:
    """Lire une réponse `oui` ou `non`."""
    if isinstance(valeur, bool):
        return valeur
    if valeur not in ("oui", "non"):
        raise _refuser("oui_non", valeur, "une réponse oui ou non", "écrire oui ou non")
    return valeur == "oui"


Montant = Annotated[Decimal, BeforeValidator(lire_montant)]
Nombre = Annotated[Decimal, BeforeValidator(lire_nombre)]
Entier = Annotated[int, BeforeValidator(lire_entier)]
Effectif = Annotated[int, BeforeValidator(lire_effectif)]
Pourcent = Annotated[Decimal, BeforeValidator(lire_pourcent)]
Jour = Annotated[date, BeforeValidator(lire_jour)]
Moment = Annotated[str, BeforeValidator(lire_moment)]
OuiNon = Annotated[bool, BeforeValidator(lire_oui_non)]
Annee = Annotated[int, BeforeValidator(lire_annee)]

MOTIF_IDENTIFIANT = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
MOTIF_INSEE = r"^((0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-5])\d{3}|97[1-6]\d{2})$"
MOTIF_DEPARTEMENT = r"^(0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-5]|97[1-6])$"
MOTIF_MENAGE = r"^M-[0-9A-Z]{4,12}$"
MOTIF_CHAPITRE = r"^\d{2,3}$"

# Ce que chaque motif veut dire, pour les messages : ce qui est attendu, puis le geste.
MOTIFS = {
    MOTIF_IDENTIFIANT: ("un identifiant", "minuscules sans accent, chiffres et tirets, comme epicerie-solidaire"),
    MOTIF_INSEE: ("un code INSEE de commune", "écrire les cinq caractères du code officiel, comme 75056 ou 2A004"),
    MOTIF_DEPARTEMENT: ("un numéro de département", "écrire deux caractères comme 01 ou 2A, trois outre-mer"),
    MOTIF_MENAGE: ("un identifiant de ménage", "écrire M- puis 4 à 12 chiffres ou majuscules, comme M-0001"),
    MOTIF_CHAPITRE: ("un chapitre budgétaire", "écrire le numéro à deux ou trois chiffres, comme 011 ou 65"),
}

Identifiant = Annotated[str, StringConstraints(pattern=MOTIF_IDENTIFIANT)]
IdentifiantMenage = Annotated[str, StringConstraints(pattern=MOTIF_MENAGE)]
CodeInsee = Annotated[str, StringConstraints(pattern=MOTIF_INSEE)]
Departement = Annotated[str, StringConstraints(pattern=MOTIF_DEPARTEMENT)]
Chapitre = Annotated[str, StringConstraints(pattern=MOTIF_CHAPITRE)]

Section = Literal["fonctionnement", "investissement"]
SECTIONS: tuple[Section, ...] = ("fonctionnement", "investissement")
