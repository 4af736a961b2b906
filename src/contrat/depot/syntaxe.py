"""Dire en français ce que l'analyseur YAML refuse."""

from __future__ import annotations

_TRADUCTIONS = (
    ("exceeded maximum nesting depth", "trop de niveaux imbriqués", "vérifier les crochets et l'alignement"),
    ("mapping values are not allowed", "un « : » de trop sur cette ligne", "mettre la valeur entre guillemets"),
    ("could not find expected ':'", "« : » attendu après la clé", "écrire « clé: valeur », une par ligne"),
    ("did not find expected key", "l'alignement de cette ligne ne convient pas", "aligner les clés d'un même bloc"),
    ("did not find expected '-'", "un tiret de liste était attendu ici", "aligner les tirets d'une même liste"),
    (
        "block sequence entries are not allowed",
        "une liste ne peut pas commencer ici",
        "aller à la ligne avant le tiret",
    ),
    ("did not find expected ',' or ']'", "liste « [ … ] » mal fermée", "ajouter la virgule ou le crochet qui manque"),
    ("did not find expected ',' or '}'", "table « { … } » mal fermée", "ajouter la virgule ou l'accolade qui manque"),
    ("did not find expected node content", "une valeur manque ici", "refermer ou compléter ce qui est ouvert"),
    ("unexpected end of stream", "guillemets ou crochets jamais refermés", "refermer ce qui est ouvert ici"),
    ("unexpected document indicator", "guillemets jamais refermés", "refermer les guillemets"),
    (
        "unknown escape character",
        "échappement « \\ » inconnu",
        "employer des apostrophes simples ou doubler la barre « \\\\ »",
    ),
    ("cannot start any token", "ce signe ne peut pas commencer une valeur", "mettre la valeur entre guillemets"),
    ("indentation", "l'alignement de cette ligne ne convient pas", "aligner les clés d'un même bloc"),
    ("control characters are not allowed", "un caractère de contrôle invisible", "effacer ce caractère et le retaper"),
    ("special characters are not allowed", "un caractère de contrôle invisible", "effacer ce caractère et le retaper"),
    ("unresolved tag handle", "étiquette inconnue", "retirer l'étiquette « ! »"),
    ("undefined tag handle", "étiquette inconnue", "retirer l'étiquette « ! »"),
    ("scanning an anchor", "ancre ou alias mal écrit", "mettre la valeur entre guillemets"),
    ("scanning an alias", "ancre ou alias mal écrit", "mettre la valeur entre guillemets"),
    ("multi-line", "une valeur ou une clé s'étend sur plusieurs lignes", "mettre la valeur entre guillemets"),
)


def traduire(probleme: str, contexte: str = "") -> tuple[str, str]:
    """Traduire un refus de l'analyseur : ce qui ne va pas, et le geste à faire."""
    for morceau, message, aide in _TRADUCTIONS:
        if morceau in probleme:
            return message, aide
    for morceau, message, aide in _TRADUCTIONS:
        if morceau in contexte:
            return message, aide
    return "la syntaxe YAML n'est pas respectée ici", "comparer avec un fichier voisin : alignement, tirets, guillemets"
