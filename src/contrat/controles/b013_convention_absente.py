"""B013 : une subvention à un organisme privé n'a pas sa convention, ou son compte rendu financier est en retard."""

from __future__ import annotations

from contrat.calculs.argent.conventions import Subvention, echeance_du_compte_rendu, suivre_subventions
from contrat.dates import dire_jour
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.dossier import Dossier
from contrat.nombres import euros

GRAVITE = Gravite.AVERTISSEMENT
TITRE = "une subvention versée sans convention ou sans compte rendu"
LIT = frozenset({"contrat", "organismes", "actions", "finances"})


def constater(dossier: Dossier) -> Constats:
    """Les subventions de l'exercice au-dessus du seuil et sans convention, et les comptes rendus qui manquent."""
    for subvention in suivre_subventions(dossier):
        yield from _convenir(dossier, subvention)
        yield from _rendre_compte(dossier, subvention)


def _convenir(dossier: Dossier, subvention: Subvention) -> Constats:
    seuil = subvention.regle.seuil
    if seuil is None or not subvention.depasse or subvention.a_convention:
        return
    premiere = subvention.versees[0]
    adresse = Adresse("actions", premiere.action, ("budget", "lignes", premiere.rang, "beneficiaire"))
    nature = f", dont {euros(subvention.en_nature)} en nature" if subvention.en_nature else ""
    ecrite = subvention.a_signer
    manque = "aucune convention" if ecrite is None else f"la convention « {ecrite.id} » reste à signer"
    message = (
        f"{euros(subvention.montant)} versés à « {subvention.beneficiaire} » en {subvention.exercice}{nature} : "
        f"{manque}, obligatoire au-delà de {euros(seuil)} ({dossier.finances.citer(subvention.regle)})"
    )
    signer = "signer la convention, et l'ajouter à « conventions » avec cet organisme"
    dater = f"la signer, puis : contrat convention signer {ecrite.id} --date JOUR" if ecrite else signer
    yield Constat(adresse, message, dater)


def _rendre_compte(dossier: Dossier, subvention: Subvention) -> Constats:
    """Les lignes payées dont le compte rendu est venu trop tard, ou n'est pas venu au jour du contrôle."""
    echeance = echeance_du_compte_rendu(dossier, subvention.exercice)
    if echeance is None:
        return
    regle, limite = echeance
    for versee in subvention.versees:
        remis = versee.ligne.compte_rendu
        est_en_retard = remis > limite if remis else dossier.jour is not None and dossier.jour > limite
        if versee.ligne.realise and est_en_retard:
            adresse = Adresse("actions", versee.action, ("budget", "lignes", versee.rang, "compte_rendu"))
            trouve = f"remis le {dire_jour(remis)}" if remis else "pas encore remis"
            message = (
                f"compte rendu financier de « {subvention.beneficiaire} » {trouve}, attendu le "
                f"{dire_jour(limite)} au plus tard ({dossier.finances.citer(regle)})"
            )
            yield Constat(adresse, message, "le réclamer, puis écrire compte_rendu: et son jour de remise")
