"""De petits objets du modèle, écrits comme dans les fichiers : du YAML, où tout est texte."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, TypeAdapter

from contrat.calculs.eligibilite.demande import Demande
from contrat.calculs.eligibilite.moteur import Jugement, ResultatAide, juger
from contrat.modele.action import Action
from contrat.modele.aide import Aide
from contrat.modele.bareme import Bareme, ProtocoleLocal, ReglesCommunes, TablePlafonds
from contrat.modele.condition import Condition
from contrat.modele.contrat import Contrat, Publie
from contrat.modele.dossier import Dossier
from contrat.modele.menage import Menage
from contrat.modele.montant import MontantAide
from contrat.modele.organisme import Organisme

Modele = TypeVar("Modele", bound=BaseModel)

_MONTANTS: TypeAdapter[MontantAide] = TypeAdapter(MontantAide)
_CONDITIONS: TypeAdapter[Condition] = TypeAdapter(Condition)
JOUR = date(2011, 9, 20)
FONDE = {"source": "loi", "statut": "certain"}
FORFAIT = "{genre: forfait, libelle: prime, montant: 1000}"
# Très modeste jusqu'à 10 000 € pour une personne, modeste jusqu'à 20 000 €, puis mille euros par personne de plus.
TABLE = """
zone: autres_regions
du: 2010-01-01
au: 2012-12-31
verifie_le: 2026-01-01
au_dela: superieur
lignes:
  - {categorie: tres_modeste, source: t, statut: certain, supplement: 1000,
     plafonds: [10000, 11000, 12000, 13000, 14000]}
  - {categorie: modeste, source: m, statut: certain, supplement: 1000, plafonds: [20000, 21000, 22000, 23000, 24000]}
"""
REGLES = """
zone: {ile_de_france: ["75", "92"], source: loi, statut: certain}
revenus:
  - {du: 2010-01-01, au: 2012-12-31, recul: 2, substitution: sans_objet, source: loi, statut: certain}
cumul:
  - {du: 2010-01-01, au: 2012-12-31, taux: 80 %, source: loi, statut: certain}
"""
# La plus petite fiche : tout ce qui est obligatoire, rien de plus.
FICHE = """
id: visites
axe: axe-1
numero: 1
titre: Des visites à domicile
titre_court: Visites
statut: approuvee
historique: [{statut: approuvee, date: 2010-02-15, source: essai}]
description: Visiter.
objectifs: [{niveau: general, texte: visiter}]
porteur: ville
calendrier: {debut: 2010}
budget: {lignes: []}
plan: {ressources: []}
criteres_dd:
  economique: {prevu: {niveau: non_documente, justification: à dire, source: essai}}
  social: {prevu: {niveau: non_documente, justification: à dire, source: essai}}
  environnemental: {prevu: {niveau: non_documente, justification: à dire, source: essai}}
indicateurs: [{id: faites, libelle: visites faites, niveau: realisation, unite: visite}]
evaluation: {questions: [], source: essai}
source: essai
"""
CONTRAT = """
id: contrat-valbrume
titre: Contrat social de Valbrume
territoire: {commune: Valbrume, insee: "15999", departement: "15", nom_departement: Cantal, source: essai}
porteur: ville
periode: {debut: 2010, fin: 2012}
source: essai
"""
# La ville, son centre d'action sociale, une école rattachée au centre, l'État.
ORGANISMES = """
- {id: ville, nom: Ville, nature: commune, public: oui, source: essai}
- {id: ccas, nom: CCAS, nature: ccas, public: oui, rattache_a: ville, source: essai}
- {id: ecole, nom: École, nature: association, public: non, rattache_a: ccas, source: essai}
- {id: etat, nom: État, nature: etat, public: oui, source: essai}
"""


def lire(texte: str) -> Any:
    """Lire du YAML sans rien deviner : chaque valeur reste un texte, comme dans les fichiers du contrat."""
    return yaml.load(texte, Loader=yaml.CBaseLoader)  # noqa: S506 - le plus strict : aucun objet


def objet(modele: type[Modele], texte: str, **champs: Any) -> Modele:
    """Un objet du modèle, d'après son YAML et quelques champs changés."""
    return modele.model_validate((lire(texte) or {}) | champs)


def montant(texte: str, **champs: Any) -> MontantAide:
    """Un montant d'aide, fondé sur une loi."""
    return _MONTANTS.validate_python(_fonder(lire(texte) | champs))


def condition(texte: str, **champs: Any) -> Condition:
    """Une condition fondée sur une loi, nommée d'après son genre."""
    return _CONDITIONS.validate_python(_nommer(_fonder(lire(texte) | champs)))


def _fonder(contenu: dict[str, Any]) -> dict[str, Any]:
    for cle in ("termes", "conditions", "periodes", "cas", "listes_non_lues", "seuils"):
        if cle in contenu:
            contenu[cle] = [_fonder(c) for c in contenu[cle]]
    for geste in contenu.get("gestes", ()):
        geste["periodes"] = [_fonder(p) for p in geste["periodes"]]
    for cle in ("montant", "majoration"):
        if isinstance(contenu.get(cle), dict):
            contenu[cle] = _fonder(contenu[cle])
    return contenu if contenu.get("genre") == "somme" else FONDE | contenu


def _nommer(contenu: dict[str, Any]) -> dict[str, Any]:
    sous = {"conditions": [_nommer(c) for c in contenu["conditions"]]} if "conditions" in contenu else {}
    if "cas" in contenu:
        sous["cas"] = [c | {"conditions": [_nommer(x) for x in c.get("conditions", ())]} for c in contenu["cas"]]
    code = contenu["genre"].replace("_", "-")
    return {"code": code, "libelle": f"condition {code}"} | contenu | sous


def aide(code: str, paie: str = FORFAIT, *conditions: str, version: str = "", **champs: Any) -> Aide:
    """Une aide nationale aux travaux, d'une seule version ; `version` en complète le YAML."""
    redaction = {
        "du": "2010-01-01",
        "verifie_le": "2026-01-01",
        "conditions": [_nommer(_fonder(lire(c))) for c in conditions],
        "montant": _fonder(lire(paie)),
    } | (lire(version) or {})
    commun = {"id": code, "libelle": f"aide {code}", "financeur": "État", "niveau": "nationale", "depense": "travaux"}
    return Aide.model_validate(commun | {"rang": "1", "versions": [redaction]} | champs)


def bareme(
    *aides: Aide,
    tables: tuple[str, ...] = (TABLE, TABLE.replace("autres_regions", "ile_de_france")),
    regles: str = REGLES,
    protocoles: tuple[ProtocoleLocal, ...] = (),
    communes: tuple[str, ...] = (),
) -> Bareme:
    """Un petit droit : deux tables de plafonds, l'année N-2, un cumul de 80 %, et ces aides."""
    return Bareme(
        tables=tuple(_lire_table(t) for t in tables),
        aides=aides or (aide("prime"),),
        regles=_lire_regles(regles),
        textes={},
        protocoles=protocoles,
        communes=tuple(condition(c) for c in communes),
    )


@cache
def _lire_table(texte: str) -> TablePlafonds:
    return objet(TablePlafonds, texte)


@cache
def _lire_regles(texte: str) -> ReglesCommunes:
    return objet(ReglesCommunes, texte)


def demande(**champs: Any) -> Demande:
    """Une personne très modeste, hors d'Île-de-France, qui demande une aide le 20 septembre 2011."""
    connu: dict[str, Any] = {"id": "M-0001", "jour": JOUR, "commune": "15187", "departement": "15", "personnes": 1}
    return Demande(**(connu | {"revenus": {2009: "9000"}} | champs))


def menage(texte: str = "", **champs: Any) -> Menage:
    """Un ménage fictif."""
    return objet(Menage, texte, **({"id": "M-0001", "source": "fiction"} | champs))


def parcours(*etapes: str, **champs: Any) -> Menage:
    """Un ménage et ses étapes, écrites `jour etape` ou `jour etape motif`."""
    evenements = [dict(zip(("date", "etape", "motif"), etape.split(), strict=False)) for etape in etapes]
    return menage(evenements=evenements, **champs)


def publie(debut: int = 2010, fin: int = 2011, **champs: Any) -> Publie:
    """Un chiffre publié par un document pour ces exercices."""
    connu = {"mesure": "axes.total", "valeur": "1", "approche": "non", "source": "document"}
    return Publie.model_validate(connu | {"periode": {"debut": str(debut), "fin": str(fin)}} | champs)


def juger_aide(code: str, droit: Bareme, **champs: Any) -> tuple[Jugement, ResultatAide]:
    """Le jugement d'une demande, et la réponse d'une aide."""
    jugement = juger(demande(**champs), droit)
    return jugement, next(r for r in jugement.aides if r.aide.id == code)


def action(texte: str = "", **champs: Any) -> Action:
    """La plus petite fiche, et ce que le YAML donné y change."""
    return objet(Action, FICHE, **((lire(texte) or {}) | champs))


def dossier(*actions: Action, contrat: str = "", **champs: Any) -> Dossier:
    """Le contrat de Valbrume, de 2010 à 2012, avec ces fiches et quatre organismes."""
    organismes = [Organisme.model_validate(o) for o in lire(ORGANISMES)]
    connu: dict[str, Any] = {
        "contrats": {"contrat": objet(Contrat, CONTRAT, **(lire(contrat) or {}))},
        "organismes": {o.id: o for o in organismes},
        "actions": {a.id: a for a in actions},
    }
    return Dossier(**(connu | champs))
