"""M006 : l'apport et le prêt d'un ménage ne font pas le reste à payer."""

from __future__ import annotations

from contrat.calculs.eligibilite.demande import formuler, jour_du_jugement
from contrat.calculs.eligibilite.moteur import juger
from contrat.calculs.eligibilite.plan import dresser
from contrat.calculs.eligibilite.previsionnel import prevoir
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.bareme import Bareme
from contrat.modele.dossier import Dossier
from contrat.modele.menage import Menage
from contrat.nombres import euros

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "un plan de financement de ménage qui ne ferme pas"
LIT = frozenset({"menages", "droit"})


def constater(dossier: Dossier) -> Constats:
    """Les ménages dont l'apport et le prêt, quand ils sont dits, ne couvrent pas le reste à payer, ou le dépassent."""
    for identifiant, menage in dossier.menages.items():
        projet = menage.projet
        if projet.apport is None and projet.pret is None:
            continue
        for constat in _constater(menage, dossier.droit):
            yield constat._replace(adresse=Adresse("menages", identifiant, constat.adresse.chemin))


def _constater(menage: Menage, droit: Bareme) -> Constats:
    projet, jour = menage.projet, jour_du_jugement(menage)
    if jour is None or not droit.couvre(jour):
        return
    jugement = juger(formuler(menage, jour, droit.protocoles), droit)
    ecart = prevoir(projet, dresser(jugement, droit)).ecart
    if ecart:
        cle = "apport" if projet.pret is None else "pret"
        manque = f"il manque {euros(-ecart)}" if ecart < 0 else f"il y a {euros(ecart)} de trop"
        aide = "ajuster l'apport ou le prêt, ou les retirer : le plan dira alors ce qui reste à trouver"
        yield Constat(Adresse("menages", menage.id, ("projet", cle)), f"plan ouvert : {manque}", aide)
