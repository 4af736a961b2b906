"""B006 : une ressource dépasse son assiette, son assiette dépasse la dépense, ou un refus garde un montant."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from contrat.calculs.sommes import ZERO, sommer_tout
from contrat.dates import dire_jour
from contrat.diagnostics import Adresse, Constat, Constats, Gravite
from contrat.modele.action import Action
from contrat.modele.dossier import Dossier
from contrat.modele.plan import ETATS_PERDUS, Ressource, totaliser
from contrat.nombres import euros

GRAVITE = Gravite.ERREUR
TITRE = "une ressource incohérente"
LIT = frozenset({"actions"})


def constater(dossier: Dossier) -> Constats:
    """Montant au plus égal à l'assiette, assiette au plus égale à la dépense, encaissé au plus égal au montant."""
    for identifiant, action in dossier.actions.items():
        for rang, ressource in enumerate(action.plan.ressources):
            adresse = Adresse("actions", identifiant, ("plan", "ressources", rang))
            yield from _juger(adresse, ressource, _depense(action, ressource))


def _depense(action: Action, ressource: Ressource) -> Decimal | None:
    """La dépense que la ressource aide : celle de sa section, tous exercices réunis, si elle est toute connue."""
    return sommer_tout(x.credit for x in action.budget.depenses if x.section == ressource.section)


def _juger(adresse: Adresse, ressource: Ressource, depense: Decimal | None) -> Constats:
    montant, assiette, garde = ressource.montant, ressource.assiette, ressource.garde
    recu = ressource.recu or ZERO
    if ressource.etat in ETATS_PERDUS and montant:
        message = f"ressource à l'état « {ressource.etat} » qui garde {euros(montant)}"
        yield Constat(adresse.sous("montant"), message, "écrire 0, et trouver une autre ressource")
    if assiette is not None and montant > assiette:
        message = f"{euros(montant)} dépassent l'assiette de {euros(assiette)}"
        yield Constat(
            adresse.sous("montant"),
            message,
            "corriger le montant, ou écrire dans la fiche l'assiette que l'acte retient (assiette:)",
        )
    if assiette is not None and depense is not None and assiette > depense:
        message = f"l'assiette de {euros(assiette)} dépasse la dépense de la section, {euros(depense)}"
        yield Constat(adresse.sous("assiette"), message, "corriger l'assiette, ou compléter les dépenses")
    accorde = ressource.accorde_d_abord
    if ressource.sollicite is not None and accorde is not None and accorde > ressource.sollicite:
        message = f"{euros(accorde)} accordés, pour {euros(ressource.sollicite)} demandés"
        yield Constat(adresse.sous("sollicite"), message, "corriger le montant accordé ou le montant demandé")
    yield from _amender(adresse, ressource)
    yield from _rendre(adresse, ressource)
    # Une aide retirée ou caduque garde la trace de son acompte ; une aide refusée n'en a pas eu.
    limite = ressource.accorde if ressource.etat in ("retire", "caduc") else montant
    if garde is not None and limite is not None and garde > limite:
        message = f"{euros(garde)} encaissés pour une ressource de {euros(limite)}"
        aide = "corriger le montant encaissé, ou écrire reverse: et la somme rendue au financeur"
        yield Constat(adresse.sous("encaisse"), message, aide)
    if ressource.accorde is not None and montant > ressource.accorde:
        message = f"{euros(montant)} attendus, pour {euros(ressource.accorde)} accordés"
        yield Constat(adresse.sous("accorde"), message, "accorde: est le montant d'avant la perte : le corriger")
    if ressource.encaissements and ressource.encaisse is not None and ressource.encaisse != recu:
        message = f"{euros(ressource.encaisse)} encaissés, mais les encaissements font {euros(recu)}"
        yield Constat(adresse.sous("encaisse"), message, "retirer encaisse: quand les encaissements sont écrits")


def _rendre(adresse: Adresse, ressource: Ressource) -> Constats:
    """Une somme rendue plus forte que celle reçue, ou sans elle, ou qui n'est pas celle des reversements."""
    recu, rendu = ressource.recu, ressource.reverse or ZERO
    if rendu and recu is None:
        message = f"{euros(rendu)} rendus d'une aide dont rien ne dit ce qui est encaissé"
        yield Constat(adresse.sous("reverse"), message, "écrire encaisse: et la somme reçue")
    if recu is not None and rendu > recu:
        message = f"{euros(rendu)} rendus, plus que les {euros(recu)} encaissés"
        yield Constat(adresse.sous("reverse"), message, "corriger la somme rendue ou le montant encaissé")
    if ressource.reversements and rendu != totaliser(ressource.reversements):
        message = f"{euros(rendu)} rendus, mais les reversements font {euros(totaliser(ressource.reversements))}"
        yield Constat(adresse.sous("reverse"), message, "retirer reverse: quand les reversements sont écrits")


def _amender(adresse: Adresse, ressource: Ressource) -> Constats:
    """Des avenants qui ne se suivent pas, ou dont le dernier n'est pas ce qui est accordé."""
    for rang, (avant, apres) in enumerate(pairwise(ressource.avenants), 1):
        if apres.avant != avant.apres:
            message = f"le montant d'avant est {euros(apres.avant)}, celui de l'avenant précédent {euros(avant.apres)}"
            yield Constat(adresse.sous("avenants", rang, "avant"), message, "accorder les deux avenants")
    if ressource.avenants:
        dernier, accorde = ressource.avenants[-1], ressource.accorde_ou_acquis
        if accorde is None:
            message = f"un avenant du {dire_jour(dernier.date)}, à l'état « {ressource.etat} »"
            yield Constat(adresse.sous("avenants"), message, "écrire l'accord qu'il modifie (etat, notification)")
        elif accorde != dernier.apres:
            message = (
                f"{euros(accorde)} accordés, mais l'avenant du {dire_jour(dernier.date)} dit {euros(dernier.apres)}"
            )
            yield Constat(adresse.sous("montant"), message, "écrire le montant d'après le dernier avenant")
