"""Ce qui change dans le droit du contrat, aides et plafonds locaux : quels jours, et pour combien de ménages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from contrat.calculs.comparaison.argent import Mouvement
from contrat.calculs.comparaison.ecarts import Difference, relever_ecarts
from contrat.calculs.concordance.mesures_menages import juger_menage
from contrat.calculs.eligibilite.demande import jour_du_jugement
from contrat.calculs.eligibilite.logique import Verdict
from contrat.calculs.eligibilite.moteur import ResultatAide
from contrat.calculs.sommes import sommer_connus
from contrat.calculs.suivi.conservation import est_fictif
from contrat.calculs.suivi.secret import est_montrable
from contrat.modele.aide import Aide
from contrat.modele.bareme import TablePlafonds
from contrat.modele.dossier import Dossier
from contrat.modele.fondement import est_en_vigueur

# En dessous, un nombre de ménages désigne quelqu'un : on dit « moins de 5 ».
SEUIL = 5
# Ce qui n'est pas le contenu d'une version : ses bornes, et le jour où elle a été vérifiée.
_BORNES = frozenset({"du", "au", "verifie_le"})


GenreDroit = Literal["aide", "plafonds"]


@dataclass(frozen=True)
class Jours:
    """Des jours de demande, bornes comprises ; sans `au`, pour toujours."""

    du: date
    au: date | None

    def contient(self, jour: date) -> bool:
        """Vrai pour un jour de cette période."""
        return est_en_vigueur(self, jour)


@dataclass(frozen=True)
class MenagesTouches:
    """Les ménages dont la demande tombe les jours changés, jugés avec le droit d'avant et avec celui d'après.

    `changent` : combien changent de verdict ; `bougent` : combien gardent le leur pour un autre montant. Un nombre trop
    petit pour être montré vaut `None`, et alors `eligibles` et `montants` n'ont que leur côté d'avant.
    """

    juges: int
    eligibles: Mouvement
    changent: int | None
    bougent: int | None
    montants: Mouvement
    sont_fictifs: bool


@dataclass(frozen=True)
class DroitCompare:
    """Une aide locale ou une table de plafonds qui change ; `jours` : ceux dont la réponse peut changer.

    `reecrit` : des demandes déjà passées y sont.
    """

    genre: GenreDroit
    nom: str
    libelle: str
    avant: Aide | TablePlafonds | None
    apres: Aide | TablePlafonds | None
    jours: tuple[Jours, ...]
    reecrit: tuple[Jours, ...]
    ecarts: tuple[Difference, ...]
    menages: MenagesTouches | None

    @property
    def montants(self) -> tuple[Difference, ...]:
        """Les écarts qui portent sur un nombre : un montant, un taux, un plafond."""
        return tuple(e for e in self.ecarts if isinstance(e.avant, Decimal) and isinstance(e.apres, Decimal))


def comparer_droit(base: Dossier, tete: Dossier, jour: date) -> tuple[DroitCompare, ...]:
    """Les aides locales qui changent, puis les tables de plafonds du contrat ; `jour` sépare les demandes passées."""
    comparateur = _Comparateur(base, tete, jour)
    paires: list[tuple[GenreDroit, str, Any, Any]] = [
        ("aide", nom, base.aides.get(nom), tete.aides.get(nom)) for nom in sorted({*base.aides, *tete.aides})
    ]
    tables = _tables(base, tete), _tables(tete, base)
    paires += [("plafonds", cle, tables[0].get(cle), tables[1].get(cle)) for cle in sorted({*tables[0], *tables[1]})]
    return tuple(c for paire in paires if (c := comparateur.comparer(*paire)) is not None)


class _Comparateur(NamedTuple):
    """Les deux droits, et le jour qui sépare les demandes passées des autres."""

    base: Dossier
    tete: Dossier
    jour: date

    def comparer(self, genre: GenreDroit, nom: str, avant: Any, apres: Any) -> DroitCompare | None:
        """Ce qui change d'un objet du droit, ou rien."""
        ecarts = tuple(relever_ecarts(avant, apres)) if avant and apres else ()
        if avant and apres and not ecarts:
            return None
        contenus = (
            (_contenu_aide(avant), _contenu_aide(apres)) if genre == "aide" else (_contenu(avant), _contenu(apres))
        )
        bornes = _limites(avant, apres)
        jours = _jours_changes(*contenus, bornes)
        veille = self.jour - timedelta(days=1)
        connus = _jours_changes(*contenus, bornes, si_existait=True)
        passes = tuple(Jours(j.du, min(j.au or veille, veille)) for j in connus if j.du < self.jour)
        menages = _juger(nom if genre == "aide" else None, jours, self.base, self.tete)
        libelle = getattr(apres or avant, "libelle", nom)
        return DroitCompare(genre, nom, libelle, avant, apres, jours, passes, ecarts, menages)


def _tables(dossier: Dossier, autre: Dossier) -> dict[str, TablePlafonds]:
    """Les tables que le contrat ajoute au droit livré, le même des deux côtés ; aucune si l'un ne se lit pas."""
    if dossier.droit_lu is None or autre.droit_lu is None:
        return {}
    communes = {id(t) for t in autre.droit_lu.tables}
    return {f"{t.zone} {t.du}": t for t in dossier.droit_lu.tables if id(t) not in communes}


def _limites(*objets: Aide | TablePlafonds | None) -> list[date]:
    """Les jours où quelque chose commence, ou vient de finir."""
    datees: list[Any] = []
    for objet in objets:
        datees += objet.versions if isinstance(objet, Aide) else [objet] if objet else []
    fins = [d.au + timedelta(days=1) for d in datees if d.au is not None]
    return sorted({*(d.du for d in datees), *fins})


def _contenu_aide(aide: Aide | None) -> Callable[[date], object]:
    """Ce qu'une aide dit un jour donné : sa version en vigueur, et ce qui vaut pour toutes."""

    def lire(jour: date) -> object:
        version = aide.version_au(jour) if aide else None
        if aide is None or version is None:
            return None
        commun = {c: v for c, v in aide if c not in ("versions", "rang")}
        return commun, {c: v for c, v in version if c not in _BORNES}

    return lire


def _contenu(table: TablePlafonds | None) -> Callable[[date], object]:
    return lambda jour: (
        {c: v for c, v in table if c not in _BORNES} if table is not None and est_en_vigueur(table, jour) else None
    )


def _jours_changes(
    avant: Callable[[date], object], apres: Callable[[date], object], bornes: list[date], *, si_existait: bool = False
) -> tuple[Jours, ...]:
    """Les périodes où les deux côtés ne disent pas la même chose ; d'une borne à l'autre, rien ne bouge.

    `si_existait` : seulement celles où le côté d'avant disait déjà quelque chose.
    """
    changes: list[Jours] = []
    for rang, debut in enumerate(bornes):
        fin = bornes[rang + 1] - timedelta(days=1) if rang + 1 < len(bornes) else None
        if avant(debut) == apres(debut) or (si_existait and avant(debut) is None):
            continue
        if changes and changes[-1].au == debut - timedelta(days=1):
            changes[-1] = Jours(changes[-1].du, fin)
        else:
            changes.append(Jours(debut, fin))
    return tuple(changes)


def _juger(aide: str | None, jours: tuple[Jours, ...], base: Dossier, tete: Dossier) -> MenagesTouches | None:
    """Juger deux fois les ménages d'après : avec le droit d'avant, avec celui d'après."""
    if base.droit_lu is None or tete.droit_lu is None:
        return None
    paires = []
    for menage in tete.menages.values():
        jour = jour_du_jugement(menage)
        if jour is None or not any(periode.contient(jour) for periode in jours):
            continue
        verdicts = [juger_menage(menage, jour, droit) for droit in (base.droit_lu, tete.droit_lu)]
        if any(verdicts):
            paires.append(tuple({r.aide.id: r for r in v.aides} if v else {} for v in verdicts))
    return _compter(paires, aide, _sont_fictifs(tete)) if paires else None


def _compter(
    paires: Sequence[Sequence[Mapping[str, ResultatAide]]], aide: str | None, sont_fictifs: bool
) -> MenagesTouches:
    """Compter les verdicts et les montants, de cette aide, ou de toutes quand ce sont des plafonds qui changent."""

    def lire(resultats: Mapping[str, ResultatAide]) -> dict[str, tuple[Verdict, Decimal | None]]:
        return {n: (r.verdict, r.montant) for n, r in resultats.items() if aide in (None, n)}

    lus = [tuple(lire(cote) for cote in paire) for paire in paires]
    changent = sum(_verdicts(avant) != _verdicts(apres) for avant, apres in lus)
    bougent = sum(_verdicts(avant) == _verdicts(apres) and avant != apres for avant, apres in lus)
    eligibles, montants = [], []
    for rang in (0, 1):
        siens = [paire[rang] for paire in lus]
        eligibles.append(Decimal(sum(any(v is Verdict.ELIGIBLE for v, _ in s.values()) for s in siens)))
        montants.append(sommer_connus(m for s in siens for _, m in s.values()))
    est_dicible = est_montrable(changent, SEUIL) and est_montrable(bougent, SEUIL)
    return MenagesTouches(
        juges=len(paires),
        eligibles=Mouvement(eligibles[0], eligibles[1] if est_dicible else None),
        changent=changent if est_montrable(changent, SEUIL) else None,
        bougent=bougent if est_montrable(bougent, SEUIL) else None,
        montants=Mouvement(montants[0], montants[1] if est_dicible else None),
        sont_fictifs=sont_fictifs,
    )


def _verdicts(resultats: Mapping[str, tuple[Verdict, Decimal | None]]) -> dict[str, Verdict]:
    """Les verdicts, une aide absente valant un refus."""
    return {nom: verdict for nom, (verdict, _) in resultats.items() if verdict is not Verdict.NON_ELIGIBLE}


def _sont_fictifs(dossier: Dossier) -> bool:
    return all(est_fictif(menage, dossier.sources) for menage in dossier.menages.values())
