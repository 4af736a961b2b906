"""La page des aides nationales : chaque aide, ses périodes, ses montants, ses conditions datées et leur solidité."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from contrat.depot.droit import charger_bareme
from contrat.modele.aide import Aide, VersionAide
from contrat.modele.bareme import Bareme
from contrat.modele.condition import CasPortee, Condition, Portee
from contrat.modele.fondement import Fondement, StatutDroit
from contrat.modele.montant import Gestes
from contrat.rendu.bareme.montants import dire_forfait, dire_montants, dire_seuil
from contrat.rendu.eligibilite.detail import Renvois
from contrat.rendu.mots.droit import ADMIS, STATUTS_DROIT
from contrat.rendu.mots.menages import GESTES, dire_valeur
from contrat.rendu.typographie import plier

INTRODUCTION = (
    "Toutes les aides que l'outil juge, d'après les fichiers de `src/contrat/droit/aides/`. Une période vaut pour les",
    "demandes déposées du premier au dernier jour, compris ; sans fin, la règle court toujours. La solidité est celle",
    "de la source : texte lu, sources concordantes, déduit, incertain. `contrat bareme JOUR` montre ce droit, un jour",
    "donné.",
    "",
)
INTRODUCTION_NON_JUGEES = (
    "L'outil les nomme sur la page d'un ménage qu'elles peuvent concerner, et à la fin d'un entretien ; il n'en dit ni",
    "« oui » ni « non ».",
    "",
)


class RenvoisTextes(Renvois):
    """Des renvois sans solidité : elle a sa propre colonne."""

    def citer(self, fondement: Fondement) -> str:
        """Le numéro du texte et l'article."""
        article = f", {fondement.article}" if fondement.article else ""
        return f"[{self._numeroter(fondement.source)}{article}]"


def ecrire_page() -> Iterator[str]:
    """Les lignes de la page : une section par aide, puis les textes cités."""
    bareme = charger_bareme()
    renvois = RenvoisTextes(bareme.textes)
    yield from INTRODUCTION
    yield from _vue_d_ensemble(bareme)
    for code in dict.fromkeys(aide.id for aide in sorted(bareme.aides, key=lambda a: a.rang)):
        yield from _section(code, [aide for aide in bareme.aides if aide.id == code], bareme, renvois)
    yield from _non_jugees(bareme, renvois)
    yield from ("## Textes", "")
    for texte in renvois.enumerer():
        premiere, *suite = plier(texte, "", "    ")
        yield f"- {premiere}"
        yield from (f"  {ligne.strip()}" for ligne in suite)


def _vue_d_ensemble(bareme: Bareme) -> Iterator[str]:
    """Chaque aide, ceux qu'elle sert et où au dernier jour de chaque période, et la solidité du tout."""
    yield from ("## Vue d'ensemble", "", "| aide | demandes | qui | où | solidité |", "| --- | --- | --- | --- | --- |")
    for aide in sorted(bareme.aides, key=lambda a: (a.rang, a.versions[0].du)):
        du, au = min(v.du for v in aide.versions), _derniere(aide)
        exigees = [c for code in aide.exige for c in bareme.communes if c.code == code]
        portees = [c for c in (*exigees, *aide.conditions) if isinstance(c, Portee)]
        qui, ou = (_servis(portees, champ, au or date.max) for champ in ("statut_occupation", "territoire"))
        qui = " ; ".join(dire_valeur("statut_occupation", titre) for titre in aide.publics) or qui
        statuts = {c.statut for version in aide.versions for c in (*aide.conditions, *version.conditions)}
        statuts |= {statut for version in aide.versions for statut in _statuts(version.montant)}
        solidite = ", ".join(STATUTS_DROIT[s] for s in STATUTS_DROIT if s in statuts)
        yield f"| {aide.versions[-1].libelle or aide.libelle} | {_periode(du, au)} | {qui} | {ou} | {solidite} |"
    yield ""


def _servis(portees: list[Portee], champ: str, jour: date) -> str:
    """Les valeurs qui ouvrent l'aide ce jour-là, sous leurs conditions ; sans portée, ses conditions le disent."""
    siennes = [portee for portee in portees if portee.champ == champ]
    cas = [c for portee in siennes for c in portee.cas_en_vigueur(jour) if c.admis == "oui"]
    valeurs = dict.fromkeys(valeur for c in cas for valeur in c.valeurs)
    return " ; ".join(dire_valeur(champ, valeur) for valeur in valeurs) or "selon ses conditions"


def _non_jugees(bareme: Bareme, renvois: Renvois) -> Iterator[str]:
    """Le tableau des aides que l'outil nomme sans les juger."""
    yield from ("## Les aides que l'outil ne juge pas", "", *INTRODUCTION_NON_JUGEES)
    yield from ("| aide | pour qui | travaux | demandes | où demander | solidité |", "| --- " * 6 + "|")
    for aide in bareme.non_jugees.aides:
        periode = _periode(aide.du, aide.au) if aide.du else f"début non retrouvé → {aide.au or 'non retrouvé'}"
        note = f" ({aide.note.rstrip('.')})" if aide.note else ""
        yield (
            f"| {aide.libelle} : {aide.quoi} {renvois.citer(aide)} | {aide.pour_qui} | "
            f"{aide.travaux or 'sans travaux'} | {periode} | {aide.demander_a} | {STATUTS_DROIT[aide.statut]}{note} |"
        )
    yield ""


def _section(code: str, aides: list[Aide], bareme: Bareme, renvois: Renvois) -> Iterator[str]:
    versions = sorted(((v, a) for a in aides for v in a.versions), key=lambda couple: couple[0].du)
    derniere, aide = versions[-1]
    yield from (f"## `{code}` — {derniere.libelle or aide.libelle}", "")
    yield from ("| demandes | montant | solidité |", "| --- | --- | --- |")
    for version, _ in versions:
        yield from _montant(version, renvois)
    yield from ("", "| condition | demandes | solidité |", "| --- | --- | --- |")
    yield from dict.fromkeys(_conditions(versions, bareme, renvois))
    yield ""
    if portees := list(dict.fromkeys(_portees(versions, bareme, renvois))):
        yield from ("| qui, où | réponse | demandes | solidité |", "| --- | --- | --- | --- |", *portees, "")


def _montant(version: VersionAide, renvois: Renvois) -> Iterator[str]:
    if isinstance(version.montant, Gestes):
        yield from _forfaits(version.montant, renvois)
        return
    phrases = " ; ".join(dire_montants(version.montant, renvois, version.du))
    statuts = dict.fromkeys(_statuts(version.montant))
    yield (f"| {_periode(version.du, version.au)} | {phrases} | {', '.join(STATUTS_DROIT[s] for s in statuts)} |")


def _forfaits(montant: Gestes, renvois: Renvois) -> Iterator[str]:
    """Une ligne par geste et par période : les forfaits, puis la part que la prime énergie leur laisse."""
    for geste in montant.gestes:
        for periode in geste.periodes:
            phrase = f"{GESTES[geste.geste]} : {dire_forfait(geste, periode)} {renvois.citer(periode)}"
            note = f" ({periode.note.rstrip('.')})" if periode.note else ""
            yield f"| {_periode(periode.du, periode.au)} | {phrase}{note} | {STATUTS_DROIT[periode.statut]} |"
    for seuil in montant.seuils:
        yield f"| {_periode(seuil.du, seuil.au)} | {dire_seuil(seuil, renvois)} | {STATUTS_DROIT[seuil.statut]} |"


def _statuts(montant: object) -> Iterator[StatutDroit]:
    """Les solidités d'un montant et de ses termes."""
    if isinstance(montant, Fondement):
        yield montant.statut
    for geste in getattr(montant, "gestes", ()):
        yield from (periode.statut for periode in geste.periodes)
    for terme in (*getattr(montant, "termes", ()), getattr(montant, "montant", None)):
        if isinstance(terme, Fondement):
            yield from _statuts(terme)


def _conditions(versions: list[tuple[VersionAide, Aide]], bareme: Bareme, renvois: Renvois) -> Iterator[str]:
    """Chaque rédaction d'une condition, avec les jours où elle vaut dans cette aide."""
    for version, aide in versions:
        partagees = [c for code in aide.exige for c in bareme.communes if c.code == code]
        for condition in (*partagees, *aide.conditions, *version.conditions):
            propre = condition in version.conditions
            debut = version.du if propre else min(v.du for v in aide.versions)
            fin = version.au if propre else _derniere(aide)
            du, au = max(condition.du or debut, debut), _plus_tot(condition.au, fin)
            if au is None or du <= au:
                yield f"| {_dire(condition)} {renvois.citer(condition)} | {_periode(du, au)} | {_solidite(condition)} |"


def _portees(versions: list[tuple[VersionAide, Aide]], bareme: Bareme, renvois: Renvois) -> Iterator[str]:
    """Qui et quels endroits une aide sert, cas par cas ; un cas déjà dit au même jour l'emporte."""
    for aide in dict.fromkeys(a.id for _, a in versions):
        siennes = [a for _, a in versions if a.id == aide]
        codes = dict.fromkeys(code for a in siennes for code in a.exige)
        debut, fin = versions[0][0].du, versions[-1][0].au
        for portee in (c for code in codes for c in bareme.communes if c.code == code and isinstance(c, Portee)):
            for cas in portee.cas:
                du, au = max(cas.du or debut, debut), _plus_tot(cas.au, fin)
                if au is None or du <= au:
                    qui = ", ".join(dire_valeur(portee.champ, v) for v in cas.valeurs)
                    dit = f"{ADMIS[cas.admis]} : {cas.libelle}{_exiger(cas)} {renvois.citer(cas)}"
                    yield f"| {qui} | {dit} | {_periode(du, au)} | {STATUTS_DROIT[cas.statut]} |"


def _exiger(cas: CasPortee) -> str:
    return f" ({' ; '.join(c.libelle for c in cas.conditions)})" if cas.conditions else ""


def _derniere(aide: Aide) -> date | None:
    fins = [v.au for v in aide.versions]
    return None if None in fins else max(fin for fin in fins if fin)


def _plus_tot(une: date | None, autre: date | None) -> date | None:
    return min((d for d in (une, autre) if d), default=None)


def _dire(condition: Condition) -> str:
    return condition.libelle + (f" (dérogation : {condition.derogation})" if condition.derogation else "")


def _solidite(condition: Condition) -> str:
    return STATUTS_DROIT[condition.statut]


def _periode(du: date, au: date | None) -> str:
    return f"depuis le {du}" if au is None else f"{du} → {au}"
