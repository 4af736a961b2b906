"""Les formes de base : chaque valeur des fichiers est un texte, dont la forme est vérifiée avant d'être convertie.

pydantic seul accepterait `1e3` ou `1_000` comme montant, `2.0` comme entier, `1767225600` comme date, `yes` comme oui.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, Self, cast, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

from contrat.dates import retourner_jour, retourner_moment
from contrat.diagnostics import citer

# Des chiffres de 0 à 9, et pas ceux d'autres écritures ; en nombre borné, pour qu'aucune somme ne déborde.
MONTANT = re.compile(r"(0|[1-9][0-9]{0,11})(\.[0-9]{1,2})?")
_NOMBRE = re.compile(r"-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,10})?")
_ENTIER = re.compile(r"0|[1-9][0-9]{0,11}")
_POURCENT = re.compile(r"(0|[1-9][0-9]{0,5})(\.[0-9]{1,10})? ?%")
_ANNEE = re.compile(r"(19|20)[0-9]{2}")
_JOUR = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_MILLIERS = re.compile(r"[1-9][0-9]{0,2}([.,][0-9]{3})+")
_TROP_DE_DECIMALES = re.compile(r"(0|[1-9][0-9]*)\.[0-9]{3,}")
_UNITES = re.compile(r"[\s\u00a0\u202f_€]")
_DEMESURE = re.compile(r"-?[0-9]{13,}(\.[0-9]*)?")
# Au-delà, une faute de frappe : ni droit ni calendrier n'ont de sens.
ANNEES = ("1000", "2099")
# Une maison est aussi vieille que l'on veut ; rien de ce qui se date au jour, une étape ou une décision, ne l'est tant.
_PREMIER_JOUR = "1900"
# Le geste, dans un fichier ; un tableur, où d'autres écritures se lisent, dit le sien.
ECRIRE_UN_MONTANT = "écrire un nombre comme 12840 ou 12840.50, sans espace ni unité"
ECRIRE_UN_MOMENT = "écrire 2025, 2025-02 ou 2025-02-18, selon ce que l'on sait"
ECRIRE_UN_NOMBRE = "écrire un nombre comme 71 ou 12.5, sans espace ni unité"
ECRIRE_UN_JOUR = "écrire comme 2025-02-18"
_TROP_GRAND = "douze chiffres au plus avant le point : vérifier ce nombre"


class Objet(BaseModel):
    """Base de tous les objets du contrat : figée, sans clé inconnue.

    `est_chiffrable` : des valeurs du fichier peuvent être chiffrées ; l'objet n'est alors lisible qu'avec la clé.
    `cles` : les champs qui distinguent un élément d'une liste de ses voisins ; à défaut, son `id` s'il en a un.
    """

    est_chiffrable: ClassVar[bool] = False
    cles: ClassVar[tuple[str, ...]] = ()

    # `defer_build` : une commande ne paie que la construction des modèles qu'elle emploie.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @classmethod
    def exiger(cls, valeur: Mapping[str, Any]) -> list[tuple[str, ...]]:
        """Les clés qui manquent à une table d'après ce qu'elle dit ; ici, rien de plus que les obligatoires."""
        del valeur
        return []

    @classmethod
    def vide(cls) -> Self:
        """L'objet d'un bloc que le fichier n'écrit pas : rien n'y est à vérifier, et de quoi vérifier coûte à bâtir."""
        return cast("Self", cls.model_construct())

    @classmethod
    def distinguer(cls) -> tuple[str, ...]:
        """Les champs qui distinguent un élément d'une liste ; aucun quand il se compare en entier."""
        return cls.cles or (("id",) if "id" in cls.model_fields else ())

    def completer(self) -> Self:
        """L'objet, où des champs que le fichier n'écrit pas prennent la valeur d'un autre ; ici, aucun."""
        return self

    def heriter(self, autre: "Objet", **d_ou: str) -> Self:
        """Le même objet, où chaque champ que le fichier n'écrit pas prend la valeur du champ nommé d'un autre objet.

        Ce que l'autre ignore, parce que son fichier est fautif, est inconnu ici aussi. `model_fields_set` dit toujours
        ce qui est écrit.
        """
        absents = [(champ, nom) for champ, nom in d_ou.items() if champ not in self.model_fields_set]
        if not absents:
            return self
        copie = self.model_copy()
        for champ, nom in absents:
            vars(copie).pop(champ, None)
            vars(copie).update({champ: vars(autre)[nom]} if nom in vars(autre) else {})
        return copie

    def sourcer(self, autre: "Objet") -> Self:
        """Le même objet, où tout bloc qui n'écrit pas sa source a celle d'un autre objet."""
        sous = {nom: valeur.sourcer(autre) for nom, valeur in vars(self).items() if isinstance(valeur, Objet)}
        source = self.heriter(autre, source="source") if "source" in type(self).model_fields else self
        return source.model_copy(update=sous) if sous else source


def refuser_la_forme(
    genre: str, valeur: object, attendu: str, aide: str = "", voulu: str | None = None
) -> PydanticCustomError:
    """Le refus d'une valeur qui n'a pas sa forme ; `voulu` est ce qu'il faut sûrement écrire, et l'aide le dit."""
    message = "« {trouve} » n'est pas {attendu}"
    contexte = {"trouve": citer(str(valeur)), "attendu": attendu, "aide": f"écrire {voulu}" if voulu else aide}
    return PydanticCustomError(genre, message, contexte | ({"voulu": voulu} if voulu else {}))


def _aider(texte: str, aide: str) -> str:
    """Le geste pour un nombre : celui qu'on propose, sauf pour un nombre démesuré."""
    return _TROP_GRAND if _DEMESURE.fullmatch(texte) else aide


def _aide_montant(texte: str) -> str:
    """Proposer la bonne écriture d'un montant quand on la devine sans risque."""
    serre = _UNITES.sub("", texte)
    if _MILLIERS.fullmatch(serre):
        return _aide_milliers(serre)
    nu = serre.replace(",", ".")
    if _TROP_DE_DECIMALES.fullmatch(nu):
        return "un montant a deux décimales au plus : arrondir au centime"
    if nu.startswith(("-", "\u2212")):
        return "un montant est positif ou nul"
    return _aider(nu, ECRIRE_UN_MONTANT)


def deviner_montant(texte: str) -> str | None:
    """Un montant écrit comme dans un tableur français, `12 840,50 €`, quand un seul sens est possible."""
    serre = _UNITES.sub("", texte)
    nu = serre.replace(",", ".")
    return nu if nu != texte and not _MILLIERS.fullmatch(serre) and MONTANT.fullmatch(nu) else None


def _aide_milliers(texte: str) -> str:
    """« 12.840 » : douze mille huit cent quarante le plus souvent, douze euros quatre-vingt-quatre parfois."""
    entier = texte.replace(".", "").replace(",", "")
    ecrire = f"cela ressemble à des milliers : écrire {entier}"
    if texte.endswith("0") and len(texte) - len(entier) == 1:
        return f"{ecrire}, ou {texte[:-1].replace(',', '.')} si ce sont des centimes"
    return f"{ecrire} ; des centimes ont deux chiffres au plus après le point"


def lire_montant(valeur: object) -> Decimal:
    """Lire un montant en euros : `12840` ou `12840.50`, jamais négatif."""
    if isinstance(valeur, Decimal):
        return valeur
    if not isinstance(valeur, str) or not MONTANT.fullmatch(valeur):
        texte = str(valeur)
        raise refuser_la_forme("montant", valeur, "un montant en euros", _aide_montant(texte), deviner_montant(texte))
    return Decimal(valeur)


def lire_nombre(valeur: object) -> Decimal:
    """Lire un nombre décimal d'unité quelconque : `71`, `12.5`, `-3`."""
    if isinstance(valeur, Decimal):
        return valeur
    if not isinstance(valeur, str) or not _NOMBRE.fullmatch(valeur):
        aide = _aider(str(valeur), ECRIRE_UN_NOMBRE)
        raise refuser_la_forme("nombre", valeur, "un nombre", aide)
    return Decimal(valeur)


def lire_entier(valeur: object) -> int:
    """Lire un entier positif ou nul, sans signe, sans zéro de tête."""
    if type(valeur) is int:
        return valeur
    if not isinstance(valeur, str) or not _ENTIER.fullmatch(valeur):
        aide = _aider(str(valeur), "écrire un entier comme 3, sans signe ni décimale")
        raise refuser_la_forme("entier", valeur, "un nombre entier", aide)
    return int(valeur)


def lire_effectif(valeur: object) -> int:
    """Lire un nombre de personnes ou d'objets : un entier au moins égal à 1."""
    nombre = lire_entier(valeur)
    if nombre < 1:
        raise refuser_la_forme(
            "effectif", valeur, "un nombre d'au moins 1", "si le nombre est inconnu, ne pas le donner"
        )
    return nombre


def lire_pourcent(valeur: object) -> Decimal:
    """Lire un pourcentage écrit avec son signe : `35 %` vaut 35, jamais 0,35."""
    if isinstance(valeur, Decimal):
        return valeur
    if not isinstance(valeur, str) or not _POURCENT.fullmatch(valeur):
        raise refuser_la_forme("pourcent", valeur, "un pourcentage", "écrire par exemple 35 % ou 12.5 %")
    return Decimal(valeur.rstrip("%").rstrip())


def lire_part(valeur: object) -> Decimal:
    """Lire la part d'une dépense qu'une aide paie : un pourcentage, 100 % au plus."""
    part = lire_pourcent(valeur)
    if part > 100:
        raise refuser_la_forme("part", valeur, "une part d'une dépense", "écrire 100 % au plus")
    return part


def lire_jour(valeur: object) -> date:
    """Lire un jour écrit AAAA-MM-JJ et qui existe au calendrier."""
    if isinstance(valeur, date):
        return valeur
    texte = str(valeur)
    if not _JOUR.fullmatch(texte):
        voulu = retourner_jour(texte)
        if voulu == "":
            raise refuser_la_forme("jour", valeur, "un jour du calendrier", "vérifier le mois et le jour")
        raise refuser_la_forme("jour", valeur, "une date de la forme AAAA-MM-JJ", ECRIRE_UN_JOUR, voulu)
    _borner_annee("jour", texte, _PREMIER_JOUR)
    try:
        return date.fromisoformat(texte)
    except ValueError:
        raise refuser_la_forme("jour", valeur, "un jour du calendrier", "vérifier le mois et le jour") from None


def _borner_annee(genre: str, texte: str, premiere: str = ANNEES[0]) -> None:
    if not premiere <= texte[:4] <= ANNEES[1]:
        raise refuser_la_forme(genre, texte, f"une date des années {premiere} à {ANNEES[1]}", "vérifier l'année")


def lire_moment(valeur: object) -> str:
    """Lire une date connue à l'année, au mois ou au jour : `2009`, `2010-02`, `2010-10-27`."""
    texte = str(valeur)
    if not isinstance(valeur, str) or not _MOMENT.fullmatch(texte):
        raise refuser_la_forme("moment", valeur, "une date", ECRIRE_UN_MOMENT, retourner_moment(texte))
    _borner_annee("moment", texte)
    try:
        date.fromisoformat((texte + "-01-01")[:10])
    except ValueError:
        raise refuser_la_forme("moment", valeur, "une date du calendrier", "vérifier le mois et le jour") from None
    return texte


def lire_annee(valeur: object) -> int:
    """Lire une année civile sur quatre chiffres."""
    if type(valeur) is int:
        return valeur
    if not isinstance(valeur, str) or not _ANNEE.fullmatch(valeur):
        raise refuser_la_forme("annee", valeur, "une année", "écrire quatre chiffres, comme 2010")
    return int(valeur)


def lire_oui_non(valeur: object) -> bool:
    """Lire une réponse `oui` ou `non`."""
    if isinstance(valeur, bool):
        return valeur
    if valeur not in ("oui", "non"):
        raise refuser_la_forme("oui_non", valeur, "une réponse oui ou non", "écrire oui ou non")
    return valeur == "oui"


Montant = Annotated[Decimal, BeforeValidator(lire_montant)]
Nombre = Annotated[Decimal, BeforeValidator(lire_nombre)]
Entier = Annotated[int, BeforeValidator(lire_entier)]
Effectif = Annotated[int, BeforeValidator(lire_effectif)]
Pourcent = Annotated[Decimal, BeforeValidator(lire_pourcent)]
Part = Annotated[Decimal, BeforeValidator(lire_part)]
Jour = Annotated[date, BeforeValidator(lire_jour)]
Moment = Annotated[str, BeforeValidator(lire_moment)]
OuiNon = Annotated[bool, BeforeValidator(lire_oui_non)]
Annee = Annotated[int, BeforeValidator(lire_annee)]

MOTIF_IDENTIFIANT = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
MOTIF_INSEE = r"^((0[1-9]|1[0-9]|2[1-9AB]|[3-8][0-9]|9[0-5])[0-9]{3}|(97[1-8]|98[678])[0-9]{2})$"
MOTIF_DEPARTEMENT = r"^(0[1-9]|1[0-9]|2[1-9AB]|[3-8][0-9]|9[0-5]|97[1-8]|98[678])$"
MOTIF_MENAGE = r"^M-[0-9A-Z]{4,12}$"
MOTIF_CHAPITRE = r"^[0-9]{2,5}$"
MOTIF_ACCEPTABLE = r"^[BCMPRV][0-9]{3}$"
MOTIF_JOUR_DE_L_ANNEE = r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
MOTIF_SIRET = r"^[0-9]{14}$"
MOTIF_RNA = r"^W[0-9A-Z][0-9]{8}$"
LONGUEUR_IDENTIFIANT = 80

# Ce que chaque motif veut dire, pour les messages : ce qui est attendu, puis le geste.
MOTIFS = {
    MOTIF_IDENTIFIANT: ("un identifiant", "minuscules sans accent, chiffres et tirets, comme jardin-partage"),
    MOTIF_INSEE: ("un code INSEE de commune", "écrire les cinq caractères du code officiel, comme 75056 ou 2A004"),
    MOTIF_DEPARTEMENT: ("un numéro de département", "écrire deux caractères comme 01 ou 2A, trois outre-mer"),
    MOTIF_MENAGE: ("un identifiant de ménage", "écrire M- puis 4 à 12 chiffres ou majuscules, comme M-0001"),
    MOTIF_ACCEPTABLE: (
        "le code d'une faute qui peut s'accepter",
        "une lettre parmi B, C, M, P, R et V, puis trois chiffres, comme B012",
    ),
    MOTIF_SIRET: ("un SIRET", "écrire quatorze chiffres d'un seul tenant"),
    MOTIF_RNA: ("un numéro du répertoire des associations", "écrire W puis neuf chiffres"),
    MOTIF_JOUR_DE_L_ANNEE: ("un jour de l'année", "écrire le mois puis le jour, comme 07-31"),
    MOTIF_CHAPITRE: ("un chapitre budgétaire", "écrire le numéro de deux à cinq chiffres, comme 011 ou 65"),
}

Identifiant = Annotated[str, StringConstraints(pattern=MOTIF_IDENTIFIANT, max_length=LONGUEUR_IDENTIFIANT)]
IdentifiantMenage = Annotated[str, StringConstraints(pattern=MOTIF_MENAGE)]
CodeInsee = Annotated[str, StringConstraints(pattern=MOTIF_INSEE)]
Departement = Annotated[str, StringConstraints(pattern=MOTIF_DEPARTEMENT)]
CodeAcceptable = Annotated[str, StringConstraints(pattern=MOTIF_ACCEPTABLE)]
Chapitre = Annotated[str, StringConstraints(pattern=MOTIF_CHAPITRE)]

Section = Literal["fonctionnement", "investissement"]
SECTIONS: tuple[Section, ...] = get_args(Section)
