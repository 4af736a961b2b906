"""D010 : le nom d'une personne."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contrat.controles.noms import LIEUX, METIERS, ORGANISMES, PRENOMS, PRENOMS_AMBIGUS, SUITES
from contrat.controles.recherche import TexteLu, Trouve, chercher
from contrat.diagnostics import Constat, Constats, Gravite
from contrat.modele.dossier import Dossier

GRAVITE = Gravite.ERREUR
TITRE = "le nom d'une personne"
LIT: frozenset[str] = frozenset()

_PRENOMS, _AMBIGUS = frozenset(PRENOMS.split()), frozenset(PRENOMS_AMBIGUS.split())
_LIEUX, _METIERS = frozenset(LIEUX.split()), frozenset(METIERS.split())
_SUITES, _ORGANISMES = frozenset(SUITES.split()), frozenset(ORGANISMES.split())
_NOM = r"[a-z][a-z'-]*[a-z]"
_CIVILITE = (
    r"(?:mmes?|mlles?|melles?|mr|mrs|messieurs|monsieur|madame|mesdames|mademoiselle|docteur|dr|veuve|vve|famille|epoux"
    r"|consorts|maitre|mamie|papi|mm|me|pr|m)"
)
_PARENT = (
    r"(?:fils|fille|mari|femme|epouse?|frere|soe?ur|mere|pere|conjointe?|compagne|compagnon|voisine?|neveu|niece|tante"
    r"|oncle|amie?|petite?-fil(?:s|le)|belle-fille|gendre|tutrice|tuteur|curatrice|curateur)"
)
# Ce qui annonce un nom propre.
_ANNONCE = (
    r"(?:au nom d[eu]|demandeur|demandeuse|beneficiaire|signataire|interlocut\w+|s'adresser a|chez(?: les)?|voir avec"
    r"|rappeler|appeler|joindre|contacter|recontacter|relancer|contact|vu|voir|revoir|rdv|rendez-vous|dossier|menage"
    r"|logement de|maison de|heritiers?|succession|de la part de|s'appelle|(?:pre|sur)?nommee?)"
)
# Les mots sans lesquels rien n'annonce un nom.
_MOTS_D_ANNONCE = """
mme mmes mlle mlles melle melles mr mrs messieurs monsieur madame mesdames mademoiselle docteur dr veuve vve famille
epoux consorts maitre mamie papi mm me pr m fils fille mari femme epous epouse frere soeur sœur sur mere pere conjoint
conjointe compagne compagnon voisin voisine neveu niece tante oncle ami amie petit petite belle gendre tutrice tuteur
curatrice curateur nee nom demandeur demandeuse beneficiaire signataire adresser chez voir rappeler appeler joindre
contacter recontacter relancer contact vu revoir rdv rendez dossier menage logement maison heritier heritiers
succession part appelle nomme nommee prenomme prenommee surnomme surnommee proprietaire proprietaires locataire
locataires occupant occupante occupants occupantes voisins voisines
"""
_ANNONCES = frozenset(_MOTS_D_ANNONCE.split())
_INITIALE = re.compile(r"[A-ZÀ-Ý](?:\.|-[A-ZÀ-Ý])")
# Le participe « ent » et l'imparfait suivent « Mme » sans être un nom.
_VERBE = re.compile(r"(?:ees?|ait|aient|era|erait|eront)$")
_ENTIERES = frozenset({"mme", "mmes", "mlle", "melle", "mr", "monsieur", "madame", "mademoiselle", "docteur"})
_MAJUSCULE = re.compile(r"[A-ZÀ-Ý]")
_MOT = re.compile(r"[^\W\d_]+")
_TOUS = _PRENOMS | _AMBIGUS

DESIGNE = re.compile(
    rf"(?<![\w.-])(?P<civilite>{_CIVILITE})\.?(?: (?:et|ou) (?:mme|madame|m|mr|monsieur)\.?)?[ -](?P<nom>{_NOM})"
    rf"|\b{_PARENT}(?=,? (?P<parent>{_NOM}))|\bnee(?= (?P<nee>{_NOM}))"
    rf"|\b{_ANNONCE}(?=(?: :|:)? (?:de |d'|du )?(?P<annonce>(?!{_CIVILITE}\b){_NOM}))"
    rf"|\b(?:proprietaire|locataire|occupante?|voisine?)s? ?: ?(?P<role>{_NOM})"
    r"|^(?:secteur|origine): chez (?P<lieu>[a-z]{3,})"
    rf"|(?<![\w.-])(?P<initiale>[a-z]\.(?:[ -]?[a-z]\.)?|[a-z]-[a-z]\.?) ?(?P<suivi>{_NOM})"
)
PRENOM = re.compile(r"(?<![^\W_])(?P<prenom>[a-z]{3,})(?![^\W_])")
_SUITE = re.compile(r"(?:-[a-z]{3,})? ([a-z][a-z'-]+)")


def constater(dossier: Dossier) -> Constats:
    """Une civilité, un lien, une initiale ou un mot d'annonce suivi d'un nom ; un prénom courant."""
    designes = list(chercher(dossier, DESIGNE, "le nom d'une personne", _est_un_nom, _est_un_nom_sur, _a_une_annonce))
    yield from designes
    deja = {place for constat in designes for place in _places(constat)}
    for constat in chercher(dossier, PRENOM, "le nom d'une personne", _est_un_prenom, _est_prenom_et_nom, _a_un_prenom):
        if not deja.intersection(_places(constat)):
            yield constat


def _a_une_annonce(texte: TexteLu) -> bool:
    return not _ANNONCES.isdisjoint(texte.mots) or "interlocut" in texte.plie or bool(_INITIALE.search(texte.texte))


def _a_un_prenom(texte: TexteLu) -> bool:
    return not _TOUS.isdisjoint(texte.mots)


def _places(constat: Constat) -> Iterator[tuple[str, str, int, int]]:
    """Chaque signe montré, et celui qui suit : un prénom qui touche un nom déjà montré ne se dit pas deux fois."""
    genre, identifiant, _, _, position = constat.adresse
    if position is not None:
        for colonne in range(position.colonne, position.fin + 2):
            yield genre, identifiant, position.ligne, colonne


def _est_un_nom(trouve: Trouve, texte: str) -> bool:
    if trouve["lieu"]:
        return True
    groupe = next(nom for nom in ("nom", "parent", "nee", "annonce", "suivi", "role") if trouve[nom])
    mot, ecrit = trouve[groupe], texte[slice(*trouve.span(groupe))]
    if groupe == "suivi":
        est_initiale = _MAJUSCULE.match(texte, trouve.start("initiale"))
        return bool(est_initiale) and _est_propre(ecrit) and len(mot) > 2 and mot not in _ORGANISMES
    if groupe in ("annonce", "parent", "nee", "role"):
        return _est_propre(ecrit) and mot.split("-")[0] not in _ORGANISMES | _LIEUX
    est_entiere = trouve["civilite"] in _ENTIERES
    if groupe == "nom" and texte[trouve.start("nom") - 1] == "-" and not est_entiere:
        # « M-0001 » est un identifiant.
        return False
    if _MAJUSCULE.match(ecrit):
        return groupe != "nom" or len(trouve["civilite"]) > 2 or bool(_MAJUSCULE.match(texte, trouve.start()))
    # Sans majuscule, une civilité entière et un mot qui n'est pas une suite ordinaire de la phrase.
    return est_entiere and len(mot) > 2 and mot.split("'")[0] not in _SUITES and not _VERBE.search(mot)


def _est_un_nom_sur(trouve: Trouve, texte: str) -> bool:
    """Une fiche publique ne nomme personne : une civilité et un nom, jamais une fonction ; « J.-B. » et un nom."""
    if trouve["suivi"] is not None:
        return "-" in trouve["initiale"]
    if trouve["nom"] is None or trouve["civilite"] in ("famille", "maitre"):
        return False
    # « madame durand » : ce qui suit une civilité entière a déjà été reconnu pour un nom.
    return bool(_MAJUSCULE.match(texte, trouve.start("nom"))) or trouve["civilite"] in _ENTIERES


def _est_propre(ecrit: str) -> bool:
    """Vrai pour une majuscule suivie de minuscules, ou quatre majuscules : un sigle est plus court."""
    return ecrit[0].isupper() and (
        ecrit[1].islower() or (len(ecrit) > 3 and ecrit.isupper()) or "'" in ecrit or "-" in ecrit
    )


def _est_un_prenom(trouve: Trouve, texte: str) -> bool:
    mot = trouve["prenom"]
    if (mot not in _PRENOMS and mot not in _AMBIGUS) or _est_un_lieu(trouve):
        return False
    return mot in _PRENOMS or _est_prenom_et_nom(trouve, texte)


def _est_un_lieu(trouve: Trouve) -> bool:
    """Vrai quand ce qui entoure le prénom en fait le nom d'un lieu, d'un bâtiment ou d'une entreprise."""
    debut, fin = trouve.span("prenom")
    avant = _MOT.findall(trouve.string[max(0, debut - 40) : debut])[-3:]
    apres = _MOT.findall(trouve.string[fin : fin + 40])[:3]
    return bool(_LIEUX.intersection(avant)) or bool((_METIERS | {"ecole"}).intersection(apres))


def _est_prenom_et_nom(trouve: Trouve, texte: str) -> bool:
    """Un prénom et un nom, tous deux en capitale : « Jean Exemple », « EXEMPLE Jean », « Exemple, Jean »."""
    debut = trouve.start("prenom")
    if not texte[debut].isupper() or (trouve["prenom"] not in _PRENOMS and texte[debut + 1].isupper()):
        return False
    suite = _SUITE.match(trouve.string, trouve.end())
    if suite and texte[suite.start(1)].isupper() and suite[1] not in _ORGANISMES | _LIEUX | _METIERS:
        return True
    avant = re.search(r"(?:^|[\s:(])([A-ZÀ-Ý][\wÀ-ÿ'-]{2,}),? $", texte[max(0, debut - 40) : debut])
    if avant is None:
        return False
    est_nom = (avant[1].isupper() and len(avant[1]) > 3) or avant[0].rstrip().endswith(",")
    return est_nom and avant[1].lower() not in _ORGANISMES
