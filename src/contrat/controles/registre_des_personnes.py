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
# Le nom est à côté de l'identifiant, ou peu s'en faut.
_VOISINES = 2


def est_un_registre(lignes: Sequence[str], est_classeur: bool = False) -> bool:
    """Vrai pour un tableau qui porte des identifiants de ménages, et de quoi dire de qui il s'agit.

    Une colonne de personnes suffit ; sinon, ce que les règles D voient sur la ligne d'un ménage, ou, d'un classeur dont
    on n'a que les cases, dans celles qui l'entourent.
    """
    rangs = [rang for rang, ligne in enumerate(lignes) if _MENAGE.search(ligne)]
    if not rangs:
        return False
    tetes = lignes if est_classeur else [c for ligne in lignes[:_RANGEES_D_ENTETE] for c in _SEPARATEURS.split(ligne)]
    if any(_EN_TETE.fullmatch(replier(case)) for case in tetes):
        return True
    autour = _VOISINES if est_classeur else 0
    proches = {r for rang in rangs[:_LIGNES_MAX] for r in range(rang - autour, rang + autour + 1)}
    texte = "\n".join(lignes[rang] for rang in sorted(proches) if 0 <= rang < len(lignes))
    return any(d.gravite is Gravite.ERREUR for d in examiner(texte, "tableau"))
