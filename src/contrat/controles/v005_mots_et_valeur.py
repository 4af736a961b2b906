"""V005 : les mots d'une source ne disent pas la valeur publiée."""

from __future__ import annotations

from contrat.calculs.concordance.arrondis import lire_nombres
from contrat.calculs.concordance.mesures_fiches import trouver_indicateur
from contrat.calculs.concordance.noms import nommer_publie
from contrat.controles.parcours import CONTRAT
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.nombres import nombre

GRAVITE = Gravite.ERREUR
TITRE = "une valeur que les mots de la source ne disent pas"
LIT = frozenset({"contrat"})


def constater(dossier: Dossier) -> Constats:
    """Les chiffres publiés que `dit` ne dit pas, et les constats dont un pourcentage n'est pas celui qu'ils citent."""
    for rang, publie in enumerate(dossier.contrat.publies):
        dits = lire_nombres(publie.dit or "")
        if dits and publie.valeur not in dits:
            nom = nommer_publie(publie, trouver_indicateur(dossier, publie))
            message = f"{nom} : la valeur est {nombre(publie.valeur)}, et la source dit « {publie.dit} »"
            yield Constat(Adresse(*CONTRAT, ("publies", rang, "valeur")), message, "relire la source")
    diagnostic = dossier.contrat.diagnostic
    valeurs = {i.id: {v.valeur for v in i.valeurs} for i in diagnostic.indicateurs if i.unite == "%"}
    for rang, constat in enumerate(diagnostic.constats):
        siennes = {valeur for nom in constat.indicateurs for valeur in valeurs.get(nom, ())}
        dits = lire_nombres(constat.texte) if "%" in constat.texte else set()
        if siennes and dits and not dits & siennes:
            citees = ", ".join(f"{nombre(valeur)} %" for valeur in sorted(siennes))
            message = f"le constat ne dit pas la valeur de son indicateur, {citees}"
            adresse = Adresse(*CONTRAT, ("diagnostic", "constats", rang, "texte"))
            yield Constat(adresse, message, "relire la source, et corriger le constat ou l'indicateur")
