"""Ce qu'est une règle de contrôle."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import ModuleType

from contrat.diagnostics import Adresse, Constat, Diagnostic, Emplacement, Gravite, Position, situer_correction
from contrat.modele.dossier import Dossier

Constater = Callable[[Dossier], Iterable[Constat]]


@dataclass(frozen=True)
class Regle:
    """Une règle : son code stable, sa gravité la plus forte, le nom de la faute, et la fonction qui la constate.

    `lit` : les genres qu'il faut avoir lus pour qu'elle dise vrai ; aucun quand chaque objet se juge seul, quel que
    soit son genre. `regarde` : ceux dont un changement peut causer ou corriger la faute, quand `lit` ne les dit pas.
    `constater` est absent pour les fautes de forme, que la lecture des fichiers signale elle-même.
    """

    code: str
    gravite: Gravite
    titre: str
    constater: Constater | None = None
    lit: frozenset[str] = frozenset()
    regarde: frozenset[str] = frozenset()

    def depend_de(self, genre: str) -> bool:
        """Vrai quand un fichier de ce genre peut causer la faute, où qu'elle se montre."""
        return genre in self.lit | self.regarde


def regle_du_module(code: str, module: ModuleType) -> Regle:
    """La règle qu'un module déclare par `GRAVITE`, `TITRE`, `LIT`, `constater`, et parfois `REGARDE`."""
    regarde: frozenset[str] = getattr(module, "REGARDE", frozenset())
    return Regle(code, module.GRAVITE, module.TITRE, module.constater, module.LIT, regarde)


def apposer(regle: Regle, constat: Constat, situer: Callable[[Adresse], Emplacement]) -> Diagnostic:
    """Faire d'un constat un diagnostic : le code et la gravité de sa règle, la place de son adresse."""
    ou = situer(constat.adresse)
    return Diagnostic(
        regle.code,
        Gravite.INFORMATION if constat.informe else regle.gravite,
        constat.message,
        ou.fichier,
        ou.ligne,
        ou.colonne,
        ou.fin,
        constat.aide,
        ou.extrait,
        correction=situer_correction(Position(ou.ligne, ou.colonne, ou.fin), ou.extrait, constat.remplacement),
        pistes=constat.pistes,
    )
