"""Les mots propres à la ville du contrat livré, que les sources de l'outil ne doivent pas contenir."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import get_args

from contrat.depot.yaml_positionne import lire_yaml
from contrat.modele.contrat import Mesure
from contrat.modele.organisme import NatureOrganisme

# La commune inventée où se passent les exemples des pages.
VILLE_DES_EXEMPLES, CODE_DES_EXEMPLES = "valbrume", "23999"
# La fiche d'exemple que « contrat init » écrit, dans toutes les villes.
FICHE_D_EXEMPLE = "premiere-idee"
RACINE = Path(__file__).resolve().parent.parent


@cache
def mots_de_la_ville(racine: Path = RACINE) -> tuple[str, ...]:
    """Les lieux et le code INSEE, les secteurs, les actions, les organismes et leurs sigles, en minuscules.

    Sont à toutes les villes : un mot du glossaire (Anah, CCAS) ou d'une liste fermée du modèle (`etat`,
    `ressources.ville`), et un identifiant d'un seul mot, qui est de la langue (`club`, `centre`).
    """
    donnees, glossaire = racine / "data", (racine / "docs" / "glossaire.md").read_text(encoding="utf-8")
    contrat, annuaire = (
        lire_yaml((donnees / nom).read_text(encoding="utf-8")).valeur for nom in ("contrat.yaml", "organismes.yaml")
    )
    menages = [fichier.read_text(encoding="utf-8") for fichier in (donnees / "menages").glob("*.yaml")]
    noms = {contrat["territoire"].get(cle) for cle in ("commune", "insee", "nom_departement", "region")}
    noms |= {organisme.get("sigle") for organisme in annuaire["organismes"]}
    cles = {organisme["id"] for organisme in annuaire["organismes"]}
    cles |= {secteur for texte in menages for secteur in re.findall(r"^secteur: (\S+)$", texte, re.MULTILINE)}
    cles |= {fiche.stem for fiche in (donnees / "actions").glob("*.yaml")}
    noms |= {cle for cle in cles if "-" in cle}
    definis = re.findall(r"^- \*\*([^*]+)\*\*", glossaire, re.MULTILINE)
    fermes = [mot for liste in (NatureOrganisme, Mesure) for valeur in get_args(liste) for mot in valeur.split(".")]
    exemples = (VILLE_DES_EXEMPLES, CODE_DES_EXEMPLES, FICHE_D_EXEMPLE)
    communs = {mot.casefold() for mot in (*definis, *fermes, *exemples)}
    return tuple(sorted({nom.casefold() for nom in noms if nom} - communs))
