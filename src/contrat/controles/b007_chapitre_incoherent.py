"""B007 : le chapitre d'une ligne n'existe pas dans sa section et son sens.

Nomenclature M14 des communes et de leurs CCAS, en vigueur à l'époque du contrat.
"""

from __future__ import annotations

from collections.abc import Iterator

from contrat.diagnostics import Adresse, Constat, Gravite
from contrat.modele.dossier import Dossier
from contrat.modele.organisme import NatureOrganisme

CODE = "B007"
GRAVITE = Gravite.ERREUR
TITRE = "un chapitre qui n'est pas de cette section"
LIT = frozenset({"actions", "organismes"})

# Les organismes qui tiennent cette nomenclature ; les autres ont leur propre plan de comptes.
TENUE_PAR: frozenset[NatureOrganisme] = frozenset({"commune", "ccas", "epci"})
# Les chapitres budgétaires réels de la M14, par section et par sens.
CHAPITRES = {
    ("fonctionnement", "depense"): frozenset({"011", "012", "014", "65", "66", "67", "68"}),
    ("fonctionnement", "recette"): frozenset({"013", "70", "73", "74", "75", "76", "77", "78"}),
    ("investissement", "depense"): frozenset({"10", "13", "16", "20", "204", "21", "22", "23", "26", "27"}),
    ("investissement", "recette"): frozenset({"10", "13", "16", "20", "204", "21", "23", "024", "27"}),
}


def constater(dossier: Dossier) -> Iterator[Constat]:
    """Les lignes d'un budget en M14 dont le chapitre ne convient pas."""
    for identifiant, action in dossier.actions.items():
        for rang, ligne in enumerate(action.budget.lignes):
            permis = CHAPITRES[(ligne.section, ligne.sens)]
            tenu = dossier.organismes.get(ligne.budget)
            if ligne.chapitre not in permis and tenu is not None and tenu.nature in TENUE_PAR:
                adresse = Adresse("actions", identifiant, ("budget", "lignes", rang, "chapitre"))
                sens = "dépense" if ligne.sens == "depense" else "recette"
                de = "de fonctionnement" if ligne.section == "fonctionnement" else "d'investissement"
                message = f"le chapitre {ligne.chapitre} n'est pas une {sens} {de}"
                yield Constat(adresse, message, "chapitres possibles : " + ", ".join(sorted(permis)))
