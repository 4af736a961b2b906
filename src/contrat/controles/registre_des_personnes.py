"""Reconnaître un registre des personnes à ce qu'il contient : des identifiants de ménages, et de qui il s'agit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from contrat.controles.ecriture import examiner
from contrat.diagnostics import Gravite
from contrat.proches import replier

# Un identifiant de ménage, seul dans sa case ; parmi plusieurs, il y en a toujours un qui a un chiffre.
_MENAGE = re.compile(r"(?<![\w-])M-(?=[A-Z]*[0-9])[0-9A-Z]{4,12}(?![\w-])")
_SEPARATEURS = re.compile(r"[;,\t|\"]+")
# Les en-têtes sont dans les premières rangées d'un tableau, ou n'y sont pas.
_RANGEES_D_ENTETE = 10
# L'en-tête d'une colonne de personnes, replié : « Nom et prénom », « N° de téléphone », « Adresse e-mail ».
_EN_TETE = re.compile(
    r"(n|numero|date|adresse)?(de|du)?(noms?|prenoms?|patronyme|civilite|telephones?|tel|portable|gsm|courriels?|e?mails?"
    r"|adresses?|naissance|neele|monsieur|madame|mmemr?|mrmme)(et|de|du|usuel|famille|naissance|complet|prenoms?|noms?"
    r"|postale?|mail|electronique|fixe|mobile|portable|demandeur|menage|occupant|proprietaire)*"
)
# Assez de lignes pour savoir ; les règles D lisent moins vite.
_LIGNES_MAX = 200


def est_un_registre(lignes: Sequence[str]) -> bool:
    """Vrai pour un tableau qui porte des identifiants de ménages, et de quoi dire de qui il s'agit.

    Une colonne de personnes suffit ; sinon, ce que les règles D voient sur la ligne d'un ménage.
    """
    menages = [ligne for ligne in lignes if _MENAGE.search(ligne)]
    if not menages:
        return False
    tetes = (case for ligne in lignes[:_RANGEES_D_ENTETE] for case in _SEPARATEURS.split(ligne))
    if any(_EN_TETE.fullmatch(replier(case)) for case in tetes):
        return True
    return any(d.gravite is Gravite.ERREUR for d in examiner("\n".join(menages[:_LIGNES_MAX]), "tableau"))
