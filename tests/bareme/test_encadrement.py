"""Les plafonds perdus : les fourchettes livrées sont celles que les indices et les points publiés démontrent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from contrat.controles.droit.p017_fourchette_inexpliquee import refaire_fourchettes
from contrat.controles.droit.situer import TableSituee, lister_seuils, situer_tables
from contrat.modele.bareme import Seuil
from contrat.modele.droit_livre import DroitLivre
from tests.bareme.conftest import lister_fautes, remplacer
from tests.conftest import Commande

P2010, P2013, ENCADREMENT = "plafonds/2010-2012.yaml", "plafonds/2013.yaml", "encadrement.yaml"
SUITES = "d'après 551 suites d'indices et d'arrondis"


def fausser(situee: TableSituee) -> Iterator[TableSituee]:
    """La table, une borne à la fois changée d'un euro."""
    for rang, ligne in enumerate(situee.table.lignes):
        for place, seuil in enumerate(lister_seuils(ligne)):
            assert seuil.bas is not None
            assert seuil.haut is not None
            for faux in (Seuil(seuil.bas + 1, seuil.haut), Seuil(seuil.bas, seuil.haut - 1)):
                seuils = [*lister_seuils(ligne)]
                seuils[place] = faux
                change = ligne.model_copy(update={"plafonds": tuple(seuils[:5]), "supplement": seuils[5]})
                lignes = [*situee.table.lignes]
                lignes[rang] = change
                yield situee._replace(table=situee.table.model_copy(update={"lignes": tuple(lignes)}))


def test_un_euro_de_trop_dans_une_fourchette_se_voit_toujours(droit: DroitLivre) -> None:
    tables = situer_tables(droit)
    avril = [t for t in tables if t.table.du in (date(2013, 1, 1), date(2013, 6, 1))]
    essais = 0
    for situee in tables:
        if situee.table.du < date(2013, 1, 1):
            for fausse in fausser(situee):
                assert len(list(refaire_fourchettes([*avril, fausse], droit.encadrement))) == 1
                essais += 1
    assert essais == 6 * 18 * 2


# Le fichier, ce qui y est changé ; ce que la vérification doit dire, mot pour mot.
DEFAUTS: dict[str, tuple[tuple[str, str, str], list[str]]] = {
    "fourchette mal recopiée": (
        (P2010, "16610..16616", "16610..16661"),
        [
            "droit/plafonds/2010-2012.yaml:61:34: erreur[P017] zone autres_regions, base, 2 personnes : "
            f"16610..16661 trouvé, 16610..16616 attendu, {SUITES}",
        ],
    ),
    "borne haute sans le gel de 2010": (
        (P2010, "11186..11214", "11186..11192"),
        [
            "droit/plafonds/2010-2012.yaml:19:20: erreur[P017] zone autres_regions, base, 1 personne : "
            f"11186..11192 trouvé, 11186..11214 attendu, {SUITES}",
        ],
    ),
    "plafond publié mal recopié": (
        (P2013, "17273", "17237"),
        [
            "droit/plafonds/2013.yaml:18:27: erreur[P017] zone autres_regions, base, 2 personnes : "
            "17237 trouvé, dont 120 % font 20684 ; l'annexe du 2013-06-01 porte 20728",
        ],
    ),
    "très social loin de la moitié du majoré": (
        (P2013, "supplement: 2691", "supplement: 2619"),
        [
            "droit/plafonds/2013.yaml:13:21: erreur[P017] zone autres_regions, tres_social, supplement : "
            "2619 trouvé, loin de la moitié du plafond majore, 5382",
        ],
    ),
    "indice mal recopié": (
        (ENCADREMENT, "annee: 2008, base_2015: 94.05", "annee: 2008, base_2015: 95.04"),
        [
            "droit/encadrement.yaml:41:3: erreur[P017] aucune suite d'indices et d'arrondis ne mène de 2009 au "
            "2013-01-01",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("nom", DEFAUTS)
def test_un_defaut_se_voit(nom: str, copie_droit: Path) -> None:
    (fichier, avant, apres), attendues = DEFAUTS[nom]
    remplacer(copie_droit / fichier, avant, apres)
    assert [a for a in lister_fautes(copie_droit, date(2026, 7, 1)) if ": erreur" in a] == attendues


def test_la_page_dit_ce_qui_est_demontre(contrat: Commande) -> None:
    lignes = contrat("bareme", "verifier", "--date", "2026-07-01").sortie.splitlines()
    debut = next(rang for rang, ligne in enumerate(lignes) if ligne.startswith("Plafonds encadrés"))
    assert lignes[debut + 2 : debut + 8] == [
        "Depuis le         Fourchettes  Suites  Exacts",
        "---------------------------------------------",
        "1er janvier 2010           36     551       —",
        "1er janvier 2011           36     551       —",
        "1er janvier 2012           36     551       —",
        "1er janvier 2013           10     551      26",
    ]
