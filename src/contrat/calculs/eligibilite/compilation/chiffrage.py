"""Le programme d'un jour : chaque aide jugée, puis chiffrée telle que le ménage est connu et dans chaque catégorie."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from contrat.calculs.eligibilite.compilation import montants
from contrat.calculs.eligibilite.compilation.aides import AideJugee, Droit
from contrat.calculs.eligibilite.compilation.assiettes import TTC_SOUS_HT, AssietteCompilee, Calcul
from contrat.calculs.eligibilite.compilation.champs import Champs
from contrat.calculs.eligibilite.compilation.constructions import (
    choisir,
    comparer,
    est_nul,
    nombre,
    non,
    reunir,
    toutes,
    un_si,
    une,
    vaut_un,
)
from contrat.calculs.eligibilite.compilation.etats import ecarter
from contrat.calculs.eligibilite.compilation.expressions import (
    INCONNU,
    ZERO,
    Condition,
)
from contrat.calculs.eligibilite.compilation.programme import AideCompilee, Etapes, Programme
from contrat.calculs.eligibilite.compilation.ressources import classer
from contrat.modele.aide import VersionAide
from contrat.modele.bareme import Bareme
from contrat.modele.fondement import Categorie

# Ce que les catégories possibles disent d'un montant : rien de plus que le calcul général, un seul montant, plusieurs.
_GENERAL, _SEUL, _PLUSIEURS = map(nombre, range(3))


def compiler(bareme: Bareme, jour: date, colonnes: Collection[str], *, impose: bool) -> Programme:
    """Compiler le droit d'un jour, le même pour toute son époque, et pour ces colonnes.

    Lève `HorsCompilation` quand ce droit ne se rend pas en entiers.
    """
    etapes = Etapes()
    champs = Champs(colonnes, jour, bareme.protocoles, etapes, impose=impose)
    classement = classer(bareme, jour, champs, etapes)
    etapes.suivre(classement.moyens.possibles)
    droit = Droit(bareme, jour, champs, classement.moyens, etapes)
    est_complet = bareme.couvre(jour)
    caisse = _Caisse(droit, classement.categories) if est_complet else None
    aides = tuple(map(caisse.chiffrer, droit.ouvertes)) if caisse else ()
    programme = Programme(
        (),
        champs.douteuse,
        classement.moyens.possibles,
        classement.revenu,
        un_si(classement.est_provisoire),
        classement.moyens.manque,
        classement.retenus,
        aides,
        est_complet,
    )
    return programme._replace(definitions=etapes.ordonner(programme.sorties))


class _Caisse:
    """Les montants, tels que le ménage est connu et dans chacune de ses catégories : comme `chiffrage.Caisse`."""

    def __init__(self, droit: Droit, categories: tuple[Categorie, ...]) -> None:
        self.droit, etapes = droit, droit.etapes
        une_ouverte = etapes.nommer(un_si(une(*(vaut_un(droit.juger(code).ouverte) for code in droit.ouvertes))))
        plusieurs = toutes(vaut_un(une_ouverte), non(droit.moyens.est_sure))
        self.plusieurs = etapes.nommer(un_si(plusieurs))
        self.une_ouverte = etapes.garder(une_ouverte)
        lire = droit.champs.lire
        contredits = toutes(est_nul(lire("geste")), comparer(lire("travaux_ttc"), "<", lire("travaux_ht")))
        self.ttc_sous_ht = etapes.nommer(choisir([(contredits, nombre(TTC_SOUS_HT))], ZERO), self.une_ouverte)
        garde = etapes.garder(self.plusieurs, une_ouverte)
        self.assiette = droit.asseoir(self.une_ouverte)
        supposes = {categorie: droit.supposer(categorie, garde) for categorie in categories}
        self.cas = [(categorie, suppose, suppose.asseoir(garde)) for categorie, suppose in supposes.items()]

    def chiffrer(self, code: str) -> AideCompilee:
        """Une aide, avec son montant."""
        aide, version = self.droit.ouvertes[code]
        etapes, jugee = self.droit.etapes, self.droit.juger(code)
        garde = etapes.garder(jugee.ouverte, self.une_ouverte)
        general = _chiffrer(version, self.assiette._replace(garde=garde))
        calcul = self._encadrer(code, version, general, jugee)
        a_confirmer = (choisir([(r.quand, nombre(1 << rang))], ZERO) for rang, r in enumerate(jugee.reserves))
        return AideCompilee(
            aide,
            jugee.presente,
            jugee.etat.valeur,
            jugee.ouverte,
            calcul.resultat,
            reunir((jugee.manque, calcul.manque)),
            reunir(a_confirmer),
            reunir((choisir([(est_nul(calcul.resultat), ZERO)], calcul.supposees), self.ttc_sous_ht)),
            tuple(reserve.resultat for reserve in jugee.reserves),
        )

    def _encadrer(self, code: str, version: VersionAide, general: Calcul, jugee: AideJugee) -> Calcul:
        """Le montant que donnent toutes les catégories où l'aide reste ouverte ; aucun s'ils diffèrent."""
        etapes, possibles = self.droit.etapes, self.droit.moyens.possibles
        a_encadrer = etapes.nommer(un_si(toutes(vaut_un(jugee.ouverte), vaut_un(self.plusieurs))))
        encadre, garde = vaut_un(a_encadrer), etapes.garder(a_encadrer, self.plusieurs)
        calculs: list[tuple[Condition, Calcul]] = []
        for categorie, droit, assiette in self.cas:
            if droit.juger(code).ouverte == ZERO:
                continue
            ouverte = un_si(toutes(non(ecarter((categorie,), possibles)), vaut_un(droit.juger(code).ouverte)))
            calcul = _chiffrer(version, assiette._replace(garde=garde))
            calculs.append((vaut_un(etapes.nommer(ouverte, garde)), calcul))
        premier = etapes.nommer(choisir([(o, c.resultat) for o, c in calculs], INCONNU), garde)
        manquent = (toutes(ouverte, est_nul(calcul.resultat)) for ouverte, calcul in calculs)
        autres = (toutes(ouverte, non(comparer(calcul.resultat, "=", premier))) for ouverte, calcul in calculs)
        cas = [(une(est_nul(premier), *manquent), _GENERAL), (une(*autres), _PLUSIEURS)]
        sorte = etapes.nommer(choisir(cas, _SEUL), garde)
        seul = toutes(encadre, comparer(sorte, "=", _SEUL))
        plusieurs = toutes(encadre, comparer(sorte, "=", _PLUSIEURS))
        return Calcul(
            choisir([(seul, premier), (plusieurs, INCONNU)], general.resultat),
            choisir([(seul, choisir([(o, c.manque) for o, c in calculs], ZERO))], general.manque),
            choisir([(seul, choisir([(o, c.supposees) for o, c in calculs], ZERO))], general.supposees),
        )


def _chiffrer(version: VersionAide, assiette: AssietteCompilee) -> Calcul:
    """Le calcul d'un montant, arrondi en centimes."""
    calcul = montants.compiler(version.montant, assiette)
    return calcul._replace(resultat=assiette.nommer(montants.arrondir(calcul.resultat, version.arrondi)))
