"""P004 : un fichier du droit livré n'a pas été relu depuis un an."""

from __future__ import annotations

from contrat.controles.droit.situer import GENRE, lire_champs
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "un droit à relire"
LIT = frozenset({"droit_livre"})
JOURS_DE_VALIDITE = 365


def constater(dossier: Dossier) -> Constats:
    """Un constat par fichier, à sa vérification la plus ancienne."""
    jour = dossier.jour
    for fichier, objet in dossier.droit_livre.fichiers.items() if jour else ():
        relus = [(valeur, chemin) for chemin, nom, valeur in lire_champs(objet) if nom == "verifie_le"]
        vieux = [relu for relu in relus if jour and (jour - relu[0]).days > JOURS_DE_VALIDITE]
        if vieux:
            le, chemin = min(vieux, key=lambda relu: relu[0])
            message = (
                f"pas de vérification depuis plus d'un an ({len(vieux)} sur {len(relus)}, la plus ancienne du {le})"
            )
            adresse = Adresse(GENRE, fichier, (*chemin, "verifie_le"))
            yield Constat(adresse, message, "relire les textes cités, puis mettre verifie_le à jour")
