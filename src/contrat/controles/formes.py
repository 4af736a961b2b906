"""Les fautes de forme : la lecture des fichiers les signale, le registre les nomme."""

from __future__ import annotations

from contrat.controles.regle import Regle
from contrat.diagnostics import Gravite

_TITRES = {
    "F001": "une syntaxe YAML qui n'est pas respectée",
    "F002": "un fichier qui n'est pas en UTF-8",
    "F003": "une marque d'ordre (BOM) en tête de fichier",
    "F004": "une tabulation dans l'alignement",
    "F005": "une clé écrite deux fois",
    "F006": "une ancre ou un alias",
    "F007": "une étiquette de type",
    "F008": "une fusion de tables",
    "F009": "plusieurs documents dans un fichier",
    "F010": "un fichier vide",
    "F011": "un fichier dont la racine n'est pas une table",
    "F012": "une valeur nulle écrite",
    "F013": "une clé inconnue",
    "F014": "une clé obligatoire absente ou vide",
    "F015": "une valeur de forme inattendue",
    "F016": "une valeur hors de la liste",
    "F017": "une structure inattendue",
    "F018": "un nom de fichier qui n'est pas l'identifiant",
    "F019": "un texte trop long ou une liste trop courte",
    "F020": "un fichier qui ne serait pas lu",
    "F021": "un caractère invisible ou trompeur",
    "F022": "un fichier qui ne peut pas être lu",
    "F023": "un fichier démesuré",
    "F024": "un conflit de fusion",
    "F025": "un fichier ou un dossier absent",
}

FORMES = tuple(Regle(code, Gravite.ERREUR, titre) for code, titre in _TITRES.items())
CHIFFRE = Regle("D015", Gravite.INFORMATION, "un ménage illisible sans clé")
ACCEPTATION = Regle("V003", Gravite.AVERTISSEMENT, "une acceptation sans objet")
OPAQUE = Regle("D019", Gravite.AVERTISSEMENT, "un fichier dont le contenu ne peut pas être relu")
REGISTRE = Regle("D020", Gravite.ERREUR, "un registre des personnes sous la racine du contrat")
