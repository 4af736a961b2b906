"""P003 : le droit livré cite un texte qu'il ne contient pas."""

from __future__ import annotations

from contrat.controles.droit.situer import GENRE, lire_champs
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "un texte de droit inconnu"
LIT = frozenset({"droit_livre"})


def constater(dossier: Dossier) -> Constats:
    """Les champs `source` du droit livré absents de `droit/textes.yaml`."""
    textes = {texte.id for texte in dossier.droit_livre.textes.textes}
    for fichier, objet in dossier.droit_livre.fichiers.items():
        for chemin, nom, valeur in lire_champs(objet):
            if nom == "source" and valeur not in textes:
                aide = "l'ajouter à droit/textes.yaml, ou corriger l'identifiant"
                yield Constat(Adresse(GENRE, fichier, (*chemin, nom)), f"la source « {valeur} » n'existe pas", aide)
