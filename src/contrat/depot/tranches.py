"""Poser des valeurs dans un texte YAML en n'y ajoutant que leurs lignes : le reste garde chaque signe.

Les places viennent de l'analyseur, jamais d'une recherche dans le texte. Un texte qu'on ne saurait pas compléter ainsi
donne un résultat que `depot/ecriture.py` relit et refuse : ici, rien n'est écrit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, get_args

import yaml
from pydantic import BaseModel

from contrat.depot.reprise import CHARGEUR
from contrat.depot.yaml_ecrit import en_flux, en_puce, en_texte
from contrat.modele.saisie import Saisie

# Où commencent les explications, en face des valeurs.
COLONNE = 44
RETRAIT = 2
# Un code qui commence par zéro se lirait ailleurs comme un nombre : les codes s'écrivent tous pareil.
_ENTRE_GUILLEMETS = frozenset({"commune"})

# Une clé et sa valeur ; PyYAML ne dit pas de quelle sorte est un nœud.
Couple = tuple[yaml.ScalarNode, Any]


def completer(texte: str, saisies: Iterable[Saisie], modele: type[BaseModel]) -> str:
    """Le texte d'un fichier après ces saisies.

    Une donnée nouvelle se range dans l'ordre du modèle, suivie de ce qu'elle veut dire ; une liste s'ajoute à celle qui
    y est ; les fins de ligne et les retraits sont ceux du fichier.
    """
    for saisie in saisies:
        racine: Any = yaml.compose(texte, Loader=CHARGEUR)
        texte = _Page(texte, racine).poser(racine, modele, saisie.chemin, saisie.valeur)
    return texte


@dataclass(frozen=True)
class _Page:
    """Un texte et son arbre ; chaque ajout rend un texte nouveau."""

    texte: str
    racine: yaml.MappingNode
    est_annote: bool = True

    def poser(self, table: Any, modele: type[BaseModel], chemin: tuple[str | int, ...], valeur: Any) -> str:
        """Mettre une valeur à sa place, en créant les blocs qui manquent ; dans une liste, sans dire ce qu'elle est."""
        cle, *suite = chemin
        if isinstance(cle, int):
            return replace(self, est_annote=False).poser(table.value[cle], modele, tuple(suite), valeur)
        couple: Couple | None = next((c for c in table.value if c[0].value == cle), None)
        if couple is not None and not _est_vide(couple[1]):
            if len(suite) == 1 and isinstance(suite[0], int):
                return self._intercaler(couple[1], suite[0], valeur)
            if suite:
                return self.poser(couple[1], _sous_modele(modele, cle), tuple(suite), valeur)
            if isinstance(valeur, list):
                return self._allonger(couple[1], valeur)
            return self._changer(couple[1], _dire(cle, valeur))
        for nom in reversed(suite):
            valeur = {nom: valeur}
        if couple is None:
            return self._inserer(table, modele, cle, valeur)
        return self._remplir(table, modele, couple, valeur)

    def _inserer(self, table: yaml.MappingNode, modele: type[BaseModel], cle: str, valeur: Any) -> str:
        """Une clé nouvelle, à sa place dans l'ordre du modèle : après la dernière de celles qui la précèdent."""
        ordre = list(modele.model_fields)
        avant = set(ordre[: ordre.index(cle)])
        precedent: Couple | None = next((c for c in reversed(table.value) if c[0].value in avant), None)
        if table.flow_style:
            return self._inserer_en_flux(table, precedent, f"{cle}: {_dire(cle, valeur, flux=True)}")
        premier = table.value[0][0].start_mark
        lignes = list(self._lignes(modele, cle, valeur, premier.column))
        if precedent is not None:
            return self._ajouter(self._apres(precedent[1], premier.column), lignes)
        fin = self._fin_de_ligne(premier.index)
        ajout = fin.join(lignes).lstrip(" ") + fin + " " * premier.column
        return self._couper(premier.index, premier.index, ajout)

    def _inserer_en_flux(self, table: yaml.MappingNode, precedent: Couple | None, ajout: str) -> str:
        if precedent is not None:
            fin = precedent[1].end_mark.index
            return self._couper(fin, fin, f", {ajout}")
        debut = table.start_mark.index + 1
        return self._couper(debut, debut, f"{ajout}, " if table.value else ajout)

    def _remplir(self, table: yaml.MappingNode, modele: type[BaseModel], couple: Couple, valeur: Any) -> str:
        """Une clé écrite sans valeur : la ligne reste, la valeur suit."""
        cle, noeud = couple[0].value, couple[1]
        debut, fin = noeud.start_mark.index, self._fin(noeud)
        if isinstance(valeur, str) or table.flow_style or debut != fin:
            return self._changer(noeud, " " * (debut == fin) + _dire(cle, valeur, flux=table.flow_style))
        lignes = list(self._lignes(modele, cle, valeur, couple[0].start_mark.column))
        return self._ajouter(self._ligne_suivante(fin), lignes[1:])

    def _changer(self, noeud: yaml.Node, ecrit: str) -> str:
        """Une valeur à la place d'une autre ; ce qui suit l'en-tête d'un bloc de texte, un commentaire, reste."""
        debut = noeud.start_mark.index
        if isinstance(noeud, yaml.ScalarNode) and noeud.style in ("|", ">"):
            ecrit += self._ligne(debut).rstrip().lstrip("|>+-123456789")
        return self._couper(debut, self._fin(noeud), ecrit)

    def _lignes(self, modele: type[BaseModel] | None, cle: str, valeur: Any, colonne: int) -> Iterator[str]:
        """Les lignes d'une clé et de sa valeur, chaque valeur simple suivie de ce qu'elle veut dire."""
        retrait = " " * colonne
        pas, decalage = self._retraits
        if isinstance(valeur, dict) and valeur:
            yield f"{retrait}{cle}:"
            for nom, contenu in valeur.items():
                yield from self._lignes(modele and _sous_modele(modele, cle), nom, contenu, colonne + pas)
        elif isinstance(valeur, list) and valeur:
            yield f"{retrait}{cle}:"
            for element in valeur:
                yield from (retrait + " " * decalage + ligne for ligne in en_puce(element, "- ", pas, decalage))
        else:
            ligne = f"{retrait}{cle}: {_dire(cle, valeur)}"
            note = modele.model_fields[cle].description if modele and self.est_annote else None
            yield f"{ligne.ljust(COLONNE - 1)} # {note}" if note else ligne

    def _intercaler(self, liste: yaml.SequenceNode, rang: int, element: Any) -> str:
        """Un élément à ce rang d'une liste qui n'est pas vide, écrit comme celui qu'il précède ; sinon, à la fin."""
        if rang >= len(liste.value):
            return self._allonger(liste, [element])
        suivant = liste.value[rang]
        if liste.flow_style:
            return self._couper(suivant.start_mark.index, suivant.start_mark.index, f"{en_flux(element)}, ")
        colonne = liste.start_mark.column
        avant = liste.start_mark.index - colonne if rang == 0 else self._apres(liste.value[rang - 1], colonne)
        return self._ajouter(avant, self._en_puces(liste, suivant, [element]))

    def _allonger(self, liste: yaml.SequenceNode, elements: list[Any]) -> str:
        """Des éléments de plus à la fin d'une liste, écrits comme le dernier qui y est."""
        if liste.flow_style:
            return self._allonger_en_flux(liste, ", ".join(map(en_flux, elements)))
        dernier = liste.value[-1]
        return self._ajouter(self._apres(dernier, liste.start_mark.column), self._en_puces(liste, dernier, elements))

    def _en_puces(self, liste: yaml.SequenceNode, voisin: yaml.Node, elements: list[Any]) -> list[str]:
        """Les lignes de ces éléments d'une liste, écrits comme leur voisin."""
        colonne, tiret = liste.start_mark.column, "- "
        est_en_flux = isinstance(voisin, yaml.MappingNode) and voisin.flow_style
        if isinstance(voisin, yaml.MappingNode) and self._tiret_de(voisin):
            tiret = "-" + " " * (voisin.start_mark.column - colonne - 1)
        return [
            " " * colonne + ligne
            for element in elements
            for ligne in ([tiret + en_flux(element)] if est_en_flux else en_puce(element, tiret, *self._retraits))
        ]

    def _allonger_en_flux(self, liste: yaml.SequenceNode, ajout: str) -> str:
        if not liste.value:
            debut = liste.start_mark.index + 1
            return self._couper(debut, debut, ajout)
        dernier = liste.value[-1]
        fin, suivante = dernier.end_mark.index, self._ligne_suivante(dernier.end_mark.index)
        retrait = self.texte[self._debut_de_ligne(dernier.start_mark.index) : dernier.start_mark.index]
        if retrait.strip() or suivante >= liste.end_mark.index:
            return self._couper(fin, fin, f", {ajout}")
        # Un élément par ligne : le nouveau a la sienne, et la virgule finale reste s'il y en avait une.
        a_virgule = self.texte[fin : liste.end_mark.index].lstrip().startswith(",")
        separe, finale = ("", ",") if a_virgule else (",", "")
        ligne = f"{retrait}{ajout}{finale}{self._fin_de_ligne(suivante)}"
        return self.texte[:fin] + separe + self.texte[fin:suivante] + ligne + self.texte[suivante:]

    # Des places dans le texte.

    def _ajouter(self, place: int, lignes: list[str]) -> str:
        """Des lignes entières au début d'une ligne ; un fichier sans fin de ligne finale n'en prend pas."""
        fin = self._fin_de_ligne(place)
        if place == len(self.texte) and not self.texte.endswith("\n"):
            return self.texte + fin + fin.join(lignes)
        return self._couper(place, place, "".join(ligne + fin for ligne in lignes))

    def _apres(self, noeud: yaml.Node, colonne: int) -> int:
        """Le début de la ligne qui suit un nœud, et les commentaires qui lui sont subordonnés."""
        feuille = _derniere_feuille(noeud)
        garde_tout = "+" in self._ligne(feuille.start_mark.index).partition("#")[0]
        est_texte = isinstance(feuille, yaml.ScalarNode) and feuille.style in ("|", ">")
        place = feuille.end_mark.index if est_texte and garde_tout else self._ligne_suivante(self._fin(feuille))
        while (ligne := self._ligne(place)).lstrip(" ").startswith("#") and len(ligne) - len(ligne.lstrip()) > colonne:
            place = self._ligne_suivante(place)
        return place

    def _fin(self, noeud: yaml.Node) -> int:
        """La fin d'un nœud, sans les lignes vides qui suivent un bloc de texte."""
        debut, fin = noeud.start_mark.index, noeud.end_mark.index
        return debut + len(self.texte[debut:fin].rstrip())

    def _ligne(self, place: int) -> str:
        """Ce qui reste de la ligne à partir d'une place."""
        return self.texte[place : self._ligne_suivante(place)]

    def _ligne_suivante(self, place: int) -> int:
        return self.texte.find("\n", place) + 1 or len(self.texte)

    def _debut_de_ligne(self, place: int) -> int:
        return self.texte.rfind("\n", 0, place) + 1

    def _tiret_de(self, noeud: yaml.Node) -> bool:
        """Vrai quand le tiret d'un élément est sur sa première ligne, et non seul au-dessus."""
        debut = noeud.start_mark.index
        return self.texte[self._debut_de_ligne(debut) : debut].strip() == "-"

    def _fin_de_ligne(self, place: int) -> str:
        """La fin de ligne employée juste avant une place."""
        rang = self.texte.rfind("\n", 0, place)
        rang = self.texte.find("\n") if rang < 0 else rang
        return "\r\n" if self.texte[max(rang - 1, 0) : rang] == "\r" else "\n"

    def _couper(self, debut: int, fin: int, ajout: str) -> str:
        return self.texte[:debut] + ajout + self.texte[fin:]

    @cached_property
    def _retraits(self) -> tuple[int, int]:
        """Le retrait des blocs et celui des tirets, d'après les premiers du fichier."""
        pas = next(_ecarts(self.racine, yaml.MappingNode), RETRAIT)
        return pas, next(_ecarts(self.racine, yaml.SequenceNode), pas)


def _dire(cle: str, valeur: Any, flux: bool = False) -> str:
    if isinstance(valeur, dict | list) or (flux and cle not in _ENTRE_GUILLEMETS):
        return en_flux(valeur)
    return valeur and en_texte(valeur, guillemets=cle in _ENTRE_GUILLEMETS)


def _est_vide(noeud: yaml.Node) -> bool:
    return isinstance(noeud, yaml.ScalarNode) and noeud.value == ""


def _sous_modele(modele: type[BaseModel], cle: str) -> Any:
    """Le modèle d'un bloc, d'après celui qui le contient."""
    annotation = modele.model_fields[cle].annotation
    return next(m for m in (annotation, *get_args(annotation)) if isinstance(m, type) and issubclass(m, BaseModel))


def _derniere_feuille(noeud: yaml.Node) -> yaml.Node:
    """Ce qui finit un bloc : sa dernière valeur simple, ou sa dernière collection entre crochets."""
    while isinstance(noeud, yaml.CollectionNode) and not noeud.flow_style and noeud.value:
        dernier = noeud.value[-1]
        noeud = dernier[1] if isinstance(noeud, yaml.MappingNode) else dernier
    return noeud


def _ecarts(table: yaml.MappingNode, sorte: type[yaml.CollectionNode]) -> Iterator[int]:
    """De combien les blocs de cette sorte sont en retrait de leur clé."""
    for cle, valeur in table.value:
        if isinstance(valeur, sorte) and not valeur.flow_style:
            yield valeur.start_mark.column - cle.start_mark.column
        if isinstance(valeur, yaml.MappingNode):
            yield from _ecarts(valeur, sorte)
