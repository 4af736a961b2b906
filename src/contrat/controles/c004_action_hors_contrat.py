"""C004 : une action commence après la fin du contrat, ou finit avant son début."""

from __future__ import annotations

from contrat.dates import dire_quand
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "une action hors du calendrier du contrat"
LIT = frozenset({"contrat", "actions"})


def constater(dossier: Dossier) -> Constats:
    """Les fiches dont le calendrier ne touche pas la période du contrat."""
    periode = dossier.contrat.periode
    for identifiant, action in dossier.actions.items():
        debut, fin = action.calendrier.debut, action.calendrier.fin
        if debut is not None and int(debut[:4]) > periode.fin:
            champ, message = "debut", f"l'action commence {dire_quand(debut)}, après la fin du contrat ({periode.fin})"
        elif fin is not None and int(fin[:4]) < periode.debut:
            champ, message = "fin", f"l'action finit {dire_quand(fin)}, avant le début du contrat ({periode.debut})"
        else:
            continue
        adresse = Adresse("actions", identifiant, ("calendrier", champ))
        yield Constat(adresse, message, "vérifier le calendrier, ou rattacher l'action à un autre contrat")
