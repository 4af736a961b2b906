"""Le verdict de chaque aide, en suivant les renvois d'une aide à l'autre."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from contrat.calculs.eligibilite.conditions import Contexte, ResultatCondition, evaluer
from contrat.calculs.eligibilite.demande import Demande
from contrat.calculs.eligibilite.logique import VERDICTS, Etat, Verdict, toutes
from contrat.calculs.eligibilite.ressources import Ressources
from contrat.erreurs import ErreurContrat
from contrat.modele.aide import Aide, VersionAide
from contrat.modele.bareme import Bareme
from contrat.modele.condition import AideAccordee, Egal, Parmi, Portee, Toutes


class Juge:
    """Rend les verdicts d'une demande, chaque aide n'étant jugée qu'une fois."""

    def __init__(
        self, demande: Demande, ressources: Ressources, bareme: Bareme, ouvertes: Mapping[str, tuple[Aide, VersionAide]]
    ) -> None:
        self.bareme = bareme
        self.ouvertes = ouvertes
        self.conditions: dict[str, tuple[ResultatCondition, ...]] = {}
        self.en_cours: list[str] = []
        self.demande = demande
        self.ressources = ressources
        self.contexte = Contexte(demande, ressources, self.juger, self.est_sous_reserve)

    def juger(self, code: str) -> Verdict:
        """Le verdict d'une aide ; une aide qui n'existe pas ce jour-là n'est pas accordée."""
        if code not in self.ouvertes:
            return Verdict.NON_ELIGIBLE
        if code not in self.conditions:
            if code in self.en_cours:
                boucle = " → ".join([*self.en_cours, code])
                raise ErreurContrat(f"des aides se conditionnent en rond : {boucle}", "corriger data/aides/")
            self.en_cours.append(code)
            aide, version = self.ouvertes[code]
            contexte = self.contexte._replace(montant=version.montant)
            exigees = self.bareme.conditions_au(aide, version, self.demande.jour)
            toutes_jugees = [evaluer(c, contexte) for c in exigees]
            self.conditions[code] = tuple(r for r in toutes_jugees if not r.est_sans_objet)
            self.en_cours.pop()
        jugees = self.conditions[code]
        return conclure((r.compte for r in jugees), est_refusee=any(map(_ecarte, jugees)))

    def paie_autre_chose(self, code: str) -> bool:
        """Dire si une aide déjà jugée paie d'autres travaux que ceux de la demande, elle ou celle qu'elle suppose."""
        return any(
            self.paie_autre_chose(r.condition.aide) if isinstance(r.condition, AideAccordee) else _refuse_ces_travaux(r)
            for r in self.conditions.get(code, ())
        )

    def est_sous_reserve(self, code: str) -> bool:
        """Dire si une aide déjà jugée a une condition que seule une réserve laisse passer."""
        return bool(sous_reserve(self.conditions.get(code, ())))


def conclure(etats: Iterable[Etat], *, est_refusee: bool) -> Verdict:
    """Le verdict que donnent des conditions ; à d'autres travaux ou à d'autres gens, le reste importe peu."""
    etat = toutes(etats)
    return Verdict.NON_ELIGIBLE if etat is Etat.NON_JUGE and est_refusee else VERDICTS[etat]


def _refuse_ces_travaux(resultat: ResultatCondition) -> bool:
    condition = resultat.condition
    est_nature = isinstance(condition, Egal | Parmi) and condition.champ == "nature"
    return est_nature and resultat.etat is Etat.NON_REMPLIE


def _ecarte(resultat: ResultatCondition) -> bool:
    """Dire si un refus l'emporte sur ce que l'outil ne juge pas : celui des travaux, ou de qui les demande."""
    condition = resultat.condition
    est_titre = isinstance(condition, Portee) and condition.champ == "statut_occupation"
    return _refuse_ces_travaux(resultat) or (est_titre and resultat.etat is Etat.NON_REMPLIE)


def a_verifier(resultats: tuple[ResultatCondition, ...]) -> list[ResultatCondition]:
    """Les conditions qui restent à vérifier, sans celles que rien ne peut plus changer."""
    trouvees: list[ResultatCondition] = []
    for resultat in resultats:
        if resultat.etat is not Etat.A_VERIFIER:
            continue
        trouvees += a_verifier(resultat.sous) if resultat.sous else [resultat]
    return trouvees


def sous_reserve(resultats: tuple[ResultatCondition, ...]) -> list[ResultatCondition]:
    """Les conditions dont la donnée manque sans suspendre la réponse : elles restent à confirmer."""
    trouvees: list[ResultatCondition] = []
    for resultat in resultats:
        if isinstance(resultat.condition, Toutes | Portee) and resultat.sous:
            trouvees += sous_reserve(resultat.sous)
        elif resultat.etat is Etat.A_VERIFIER and not resultat.bloque:
            trouvees.append(resultat)
    return trouvees
