"""D016 : un effacement de dossiers qui n'est pas allé au bout."""

from __future__ import annotations

from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "une purge interrompue"
LIT = frozenset({"agregat"})


def constater(dossier: Dossier) -> Constats:
    """Des fichiers déjà comptés dans les totaux, encore à retirer."""
    if dossier.agregat is not None and dossier.agregat.a_effacer:
        nombre = len(dossier.agregat.a_effacer)
        fichiers = "1 fichier reste" if nombre == 1 else f"{nombre} fichiers restent"
        adresse = Adresse("agregat", "agregat", ("a_effacer",), sur_cle=True)
        yield Constat(adresse, f"{fichiers} à retirer", "relancer contrat rgpd purge, qui finira le travail")
