"""Chaque donnée qu'une règle lit, en expression des colonnes du lot ; une colonne absente est inconnue partout."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from contrat.calculs.eligibilite.compilation.codes import BASE_LIEU, HorsCompilation, bit, coder
from contrat.calculs.eligibilite.compilation.constructions import (
    choisir,
    comparer,
    est_nul,
    est_parmi,
    nombre,
    non,
    operer,
    reunir,
    toutes,
    une,
)
from contrat.calculs.eligibilite.compilation.expressions import (
    INCONNU,
    ZERO,
    ColonneLue,
    Condition,
    Entier,
)
from contrat.calculs.eligibilite.compilation.programme import Etapes
from contrat.calculs.eligibilite.demande import CLASSES, DEPARTEMENTS_D_OUTRE_MER
from contrat.calculs.eligibilite.manquants import saisir
from contrat.modele.bareme import ProtocoleLocal
from contrat.modele.fondement import est_en_vigueur

INTERVALLES = ("achevement", "age_logement", "saut_classes")
_TROIS_CARACTERES = BASE_LIEU**2


class Champs:
    """Les données d'une demande de ce jour ; `impose` : le jour est le même pour toutes les lignes."""

    def __init__(
        self,
        colonnes: Collection[str],
        jour: date,
        protocoles: tuple[ProtocoleLocal, ...],
        etapes: Etapes,
        *,
        impose: bool,
    ) -> None:
        self._colonnes, self._etapes = colonnes, etapes
        self.jour = nombre(coder("date", jour)) if impose else ColonneLue("date")
        declare, deduit = self._colonne("departement"), self._deduire_departement()
        self.departement = etapes.nommer(choisir([(est_nul(deduit), declare)], deduit))
        # Le lecteur ordinaire dira la contradiction.
        self.douteuse = toutes(non(est_nul(declare)), non(est_nul(deduit)), non(comparer(declare, "=", deduit)))
        self._deduits = {
            "departement": self.departement,
            "territoire": self._situer_territoire(),
            "contrat_local": self._deduire_contrat_local(jour, protocoles),
        }
        self.premier, self.dernier = (
            ColonneLue(borne) if "achevement" in colonnes else INCONNU for borne in ("premier", "dernier")
        )
        self.saut = self._compter_sauts()

    def _colonne(self, nom: str) -> Entier:
        return ColonneLue(nom) if nom in self._colonnes else INCONNU

    def lire(self, champ: str) -> Entier:
        """La valeur d'une donnée simple ; `HorsCompilation` pour une donnée qui n'en est pas une."""
        if champ in INTERVALLES:
            raise HorsCompilation
        return self._deduits[champ] if champ in self._deduits else self._colonne(champ)

    def est_inconnu(self, champ: str) -> Condition:
        """L'ignorance d'une donnée que le moteur lit ; un saut l'est tant qu'une des deux classes l'est."""
        if champ == "saut_classes":
            return une(est_nul(self.lire("dpe")), est_nul(self.lire("dpe_vise")))
        return est_nul(self.premier if champ in INTERVALLES else self.lire(champ))

    def manquer(self, champ: str) -> Entier:
        """Les bits des colonnes à remplir pour connaître une donnée : celles qui sont vides."""
        if champ == "saut_classes":
            return reunir(self.manquer(classe) for classe in saisir(champ))
        return choisir([(self.est_inconnu(champ), nombre(bit(*saisir(champ))))], ZERO)

    def _deduire_departement(self) -> Entier:
        """Deux caractères de la commune, trois outre-mer."""
        commune = self._colonne("commune")
        deux = self._etapes.nommer(operer(commune, "//", nombre(BASE_LIEU**3)))
        trois = operer(commune, "//", nombre(BASE_LIEU**2))
        outre_mer = est_parmi(deux, [int(debut, BASE_LIEU) for debut in ("97", "98")])
        return self._etapes.nommer(choisir([(est_nul(commune), INCONNU), (outre_mer, trois)], deux))

    def _situer_territoire(self) -> Entier:
        ici = self.departement
        metropole, drom, com = (
            nombre(coder("territoire", t)) for t in ("metropole", "outre_mer", "collectivite_outre_mer")
        )
        est_drom = est_parmi(ici, [coder("departement", d) for d in DEPARTEMENTS_D_OUTRE_MER])
        est_metropole = comparer(ici, "<", nombre(_TROIS_CARACTERES))
        return self._etapes.nommer(
            choisir([(est_nul(ici), INCONNU), (est_metropole, metropole), (est_drom, drom)], com)
        )

    def _deduire_contrat_local(self, jour: date, protocoles: tuple[ProtocoleLocal, ...]) -> Entier:
        dit, commune = self._colonne("contrat_local"), self._colonne("commune")
        ouverts: dict[str, bool] = {}
        for protocole in protocoles:
            ouverts[protocole.commune] = ouverts.get(protocole.commune, False) or est_en_vigueur(protocole, jour)
        cas = [(comparer(commune, "=", nombre(coder("commune", c))), nombre(int(o))) for c, o in ouverts.items()]
        return self._etapes.nommer(choisir([(est_nul(dit), choisir(cas, INCONNU))], dit))

    def _compter_sauts(self) -> tuple[Entier, Entier]:
        """Le plus petit et le plus grand nombre possibles de classes gagnées."""
        avant, apres, derniere = self._colonne("dpe"), self._colonne("dpe_vise"), nombre(len(CLASSES) - 1)
        rien = toutes(est_nul(avant), est_nul(apres))

        def gagner(sans_avant: Entier, sans_apres: Entier) -> Entier:
            depart = self._etapes.nommer(choisir([(est_nul(avant), sans_avant)], avant))
            arrivee = self._etapes.nommer(choisir([(est_nul(apres), sans_apres)], apres))
            return self._etapes.nommer(choisir([(rien, INCONNU)], operer(depart, "-", arrivee)))

        return gagner(ZERO, derniere), gagner(derniere, ZERO)
