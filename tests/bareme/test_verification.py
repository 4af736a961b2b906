"""La vérification du droit : chaque défaut se voit, à sa place, et le droit livré n'en a aucun."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from random import Random

import pytest

from contrat.controles.droit.p022_total_de_controle import additionner
from contrat.depot.droit import DROIT, lire_droit
from contrat.depot.fiche import analyser
from contrat.modele.aide import Aide
from tests.bareme.conftest import lister_fautes, remplacer

P2010, P2013 = "plafonds/2010-2012.yaml", "plafonds/2013.yaml"
P2014, P2020, P2024 = "plafonds/2014-2019.yaml", "plafonds/2020-2023.yaml", "plafonds/depuis-2024.yaml"
ASE = "aides/2014-2023/ase.yaml"
AIDES = DROIT / "aides"
# Un nombre d'un fichier d'aide : ni une date, ni un rang, ni un mot.
NOMBRE = re.compile(r"(?<=: )\d+(?= %|[,}]|$)", re.MULTILINE)
TOUT_L_ETE = date(2026, 7, 1)
INTERMEDIAIRE_2022 = """      - categorie: intermediaire
        plafonds: [29148, 42848, 51592, 60336, 69081]
        supplement: 8744
        source: mes-aides-reno-2023
        statut: corrobore
        note: >-
          Catégorie créée à l'ouverture de MaPrimeRénov' à tous : demandes déposées à partir du 1er janvier
          2021, devis signés dès le 1er octobre 2020. Plafonds inchangés jusqu'à fin 2023.
"""

# Le fichier, ce qui y est changé et à partir d'où ; ce que la vérification doit dire, mot pour mot.
DEFAUTS: dict[str, tuple[tuple[str, str, str, str], list[str]]] = {
    "faute de frappe, vue des deux côtés": (
        (P2014, "32377", "32737", ""),
        [
            "droit/plafonds/2014-2019.yaml:138:34: erreur[P013] zone autres_regions, modeste, 3 personnes : "
            "32737 trouvé, 32377 attendu, d'après le coefficient qui explique 23 cases sur 24",
            "droit/plafonds/2014-2019.yaml:174:34: erreur[P013] zone autres_regions, modeste, 3 personnes : "
            "32710 trouvé, 33074 attendu, d'après le coefficient qui explique 23 cases sur 24",
        ],
    ),
    "faute de frappe dans la dernière table": (
        (P2024, "45735", "45753", ""),
        [
            "droit/plafonds/depuis-2024.yaml:104:41: erreur[P013] zone autres_regions, modeste, 4 personnes : "
            "45753 trouvé, 45735 attendu, d'après le coefficient qui explique 35 cases sur 36",
        ],
    ),
    "plafond reconduit": (
        (P2020, "67585", "67558", "du: 2022-01-01"),
        [
            "droit/plafonds/2020-2023.yaml:140:34: erreur[P013] zone ile_de_france, intermediaire, 3 personnes : "
            "67558 trouvé, 67585 attendu, valeur reconduite de la table d'avant",
            "droit/plafonds/2020-2023.yaml:188:34: erreur[P013] zone ile_de_france, intermediaire, 3 personnes : "
            "67585 trouvé, 67558 attendu, valeur reconduite de la table d'avant",
        ],
    ),
    "exception mal recopiée": (
        (P2014, "5617", "5671", ""),
        [
            "droit/plafonds/2014-2019.yaml:213:21: erreur[P013] zone autres_regions, modeste, supplement : "
            "5671 trouvé, 5617 attendu, valeur de l'exception déclarée",
            "droit/plafonds/2020-2023.yaml:19:21: erreur[P013] zone autres_regions, modeste, supplement : "
            "5651 trouvé, 5706 attendu, d'après le coefficient qui explique 23 cases sur 24",
        ],
    ),
    "trou": (
        (P2014, "au: 2016-12-31", "au: 2016-12-30", ""),
        [
            "droit/plafonds/2014-2019.yaml:126:9: erreur[P008] zone autres_regions, table du 2017-01-01 : "
            "aucun plafond du 2016-12-31 au 2016-12-31",
        ],
    ),
    "chevauchement": (
        (P2014, "au: 2016-12-31", "au: 2017-01-31", ""),
        [
            "droit/plafonds/2014-2019.yaml:126:9: erreur[P008] zone autres_regions, table du 2017-01-01 : "
            "chevauche celle du 2016-01-01 (au : 2017-01-31)",
        ],
    ),
    "catégorie perdue une année": (
        (P2020, INTERMEDIAIRE_2022, "", "du: 2022-01-01"),
        [
            "droit/plafonds/2020-2023.yaml:145:7: erreur[P008] zone autres_regions, table du 2023-01-01 : "
            "la catégorie intermediaire manque dans la table du 2022-01-01",
        ],
    ),
    "au-delà mal choisi": (
        (P2014, "au_dela: hors_plafond", "au_dela: modeste", "du: 2018-01-01"),
        [
            "droit/plafonds/2014-2019.yaml:165:14: erreur[P011] zone autres_regions, table du 2018-01-01 : "
            "la catégorie modeste vient après modeste",
        ],
    ),
    "fourchette qui décroît": (
        (P2010, "15363..15373", "12000..12500", ""),
        [
            "droit/plafonds/2010-2012.yaml:56:46: erreur[P011] zone autres_regions, tres_social, 3 personnes : "
            "12000..12500, alors que 2 personnes ont 12774..12784",
            "droit/plafonds/2010-2012.yaml:56:46: erreur[P017] zone autres_regions, tres_social, 3 personnes : "
            "12000..12500 trouvé, 15363..15373 attendu, d'après 551 suites d'indices et d'arrondis",
        ],
    ),
    "plafond qui stagne": (
        (P2013, "[11811, 17273,", "[11811, 11811,", ""),
        [
            "droit/plafonds/2013.yaml:18:27: erreur[P011] zone autres_regions, base, 2 personnes : "
            "11811, alors qu'une personne seule a 11811",
            "droit/plafonds/2013.yaml:18:27: erreur[P011] zone autres_regions, base, 2 personnes : "
            "11811, qui ne dépasse pas le plafond tres_social, 13284..13289",
            "droit/plafonds/2013.yaml:18:27: erreur[P017] zone autres_regions, base, 2 personnes : "
            "11811 trouvé, dont 120 % font 14173 ; l'annexe du 2013-06-01 porte 20728",
        ],
    ),
    "catégories à égalité": (
        (P2013, "11369..11375", "17057", ""),
        [
            "droit/plafonds/2013.yaml:38:20: erreur[P017] zone ile_de_france, tres_social, 1 personne : "
            "17057 trouvé, loin de la moitié du plafond majore, 22744",
            "droit/plafonds/2013.yaml:38:27: erreur[P011] zone ile_de_france, tres_social, 2 personnes : "
            "16689..16693, alors qu'une personne seule a 17057",
            "droit/plafonds/2013.yaml:43:20: erreur[P011] zone ile_de_france, base, 1 personne : "
            "17057, qui ne dépasse pas le plafond tres_social, 17057",
        ],
    ),
    "supplément nul": (
        (P2010, "2547..2557", "0", ""),
        [
            "droit/plafonds/2010-2012.yaml:15:21: erreur[P011] zone autres_regions, tres_social, supplement : "
            "0 n'a pas de sens",
            "droit/plafonds/2010-2012.yaml:15:21: erreur[P017] zone autres_regions, tres_social, supplement : "
            "0 trouvé, 2547..2557 attendu, d'après 551 suites d'indices et d'arrondis",
        ],
    ),
    "fourchette renversée": (
        (P2010, "2547..2557", "2557..2547", ""),
        [
            "droit/plafonds/2010-2012.yaml:15:21: erreur[P011] zone autres_regions, tres_social, supplement : "
            "2557..2547 n'a pas de sens",
            "droit/plafonds/2010-2012.yaml:15:21: erreur[P017] zone autres_regions, tres_social, supplement : "
            "2557..2547 trouvé, 2547..2557 attendu, d'après 551 suites d'indices et d'arrondis",
        ],
    ),
    "source inconnue": (
        (P2014, "source: nepsen-2019", "source: nepsen-2020", ""),
        ["droit/plafonds/2014-2019.yaml:206:17: erreur[P003] la source « nepsen-2020 » n'existe pas"],
    ),
    "source inconnue d'une règle de financement": (
        ("finances.yaml", "source: decret-2001-495", "source: decret-2001-459", ""),
        ["droit/finances.yaml:100:13: erreur[P003] la source « decret-2001-459 » n'existe pas"],
    ),
    "passage sans table": (
        ("indexation.yaml", "du: 2019-01-01", "du: 2019-02-01", ""),
        [
            "droit/indexation.yaml:15:9: erreur[P014] aucune table de plafonds ne succède à une autre le 2019-02-01",
            "droit/plafonds/2014-2019.yaml:213:21: erreur[P013] zone autres_regions, modeste, supplement : "
            "5617 trouvé, 5618 attendu, d'après le coefficient qui explique 23 cases sur 24",
        ],
    ),
    "versions d'aide qui se recouvrent": (
        (ASE, "au: 2015-12-31\n    verifie_le", "au: 2016-01-15\n    verifie_le", ""),
        [
            "droit/aides/2014-2023/ase.yaml:153:9: erreur[P005] ase : la version du 2016-01-01 chevauche celle du "
            "2015-01-01 (au : 2016-01-15)"
        ],
    ),
    "trou entre deux versions d'une aide": (
        (ASE, "au: 2015-12-31\n    verifie_le", "au: 2015-12-30\n    verifie_le", ""),
        ["droit/aides/2014-2023/ase.yaml:153:9: erreur[P005] ase : aucune version du 2015-12-31 au 2015-12-31"],
    ),
    "condition partagée inconnue": (
        ("aides/2014-2023/anah-energie.yaml", "  - professionnel\n", "  - professionel\n", ""),
        [
            "droit/aides/2014-2023/anah-energie.yaml:26:5: erreur[P006] anah-energie : la condition partagée "
            "« professionel » n'existe pas"
        ],
    ),
    "version hors des années de son dossier": (
        ("aides/depuis-2024/mar.yaml", "  - du: 2024-01-01\n", "  - du: 2023-12-31\n", ""),
        [
            "droit/aides/depuis-2024/mar.yaml:36:9: erreur[P007] la période du 2023-12-31, sans fin, sort des années "
            "que dit le nom « aides/depuis-2024/mar »"
        ],
    ),
    "année des revenus inconnue": (
        ("regles.yaml", "du: 2026-01-01", "du: 2026-01-02", ""),
        [
            "droit/plafonds/depuis-2024.yaml:92:9: erreur[P012] zone autres_regions, table du 2026-01-01 : "
            "aucune règle ne dit l'année des revenus le 2026-01-01",
            "droit/plafonds/depuis-2024.yaml:116:9: erreur[P012] zone ile_de_france, table du 2026-01-01 : "
            "aucune règle ne dit l'année des revenus le 2026-01-01",
        ],
    ),
    "table sans fin": (
        (P2024, "    au: 2026-12-31\n", "", "zone: ile_de_france\n    du: 2026"),
        [
            "droit/plafonds/depuis-2024.yaml:116:9: avertissement[P010] zone ile_de_france, table du 2026-01-01 : "
            "sans fin, elle vaudrait pour des années dont les plafonds ne sont pas connus",
        ],
    ),
}


def test_le_droit_livre_n_a_aucune_anomalie(copie_droit: Path) -> None:
    assert lister_fautes(copie_droit, TOUT_L_ETE) == []


@pytest.mark.parametrize("defaut", DEFAUTS)
def test_chaque_defaut_se_voit_a_sa_place(copie_droit: Path, defaut: str) -> None:
    (fichier, avant, apres, depuis), attendues = DEFAUTS[defaut]
    remplacer(copie_droit / fichier, avant, apres, depuis=depuis)
    assert lister_fautes(copie_droit, TOUT_L_ETE) == attendues


def test_les_aides_aussi_citent_des_textes_qui_existent(copie_droit: Path) -> None:
    """Une condition imbriquée dans une version d'aide est vérifiée comme le reste."""
    remplacer(copie_droit / "aides" / "2010-2013" / "ase.yaml", "source: decret-2011-1426", "source: decret-2011")
    (trouvee,) = lister_fautes(copie_droit, TOUT_L_ETE)
    assert trouvee.startswith("droit/aides/2010-2013/ase.yaml:")
    assert trouvee.endswith(": erreur[P003] la source « decret-2011 » n'existe pas")


def test_une_exception_inutile_est_un_avertissement(copie_droit: Path) -> None:
    """Une exception que le coefficient explique n'a pas lieu d'être : la retirer."""
    inutile = """    statut: deduit
    exceptions:
      - {zone: autres_regions, categorie: modeste, case: 1, valeur: 18342, note: essai}
"""
    remplacer(copie_droit / "indexation.yaml", "    statut: deduit\n", inutile, depuis="du: 2016-01-01")
    assert lister_fautes(copie_droit, TOUT_L_ETE) == [
        "droit/indexation.yaml:15:58: avertissement[P015] exception inutile : la case n'existe pas, ou le coefficient "
        "l'explique"
    ]


@pytest.mark.parametrize(
    ("jour", "attendues"),
    [
        (date(2026, 11, 1), 0),
        (date(2026, 11, 2), 2),
        (date(2026, 12, 31), 2),
    ],
)
def test_la_table_suivante_est_reclamee_deux_mois_avant(copie_droit: Path, jour: date, attendues: int) -> None:
    """À moins de soixante jours de la fin de la dernière table, un avertissement par zone."""
    trouvees = lister_fautes(copie_droit, jour)
    assert len(trouvees) == attendues
    assert all("avertissement" in t and "la suivante manque" in t for t in trouvees)


def test_une_annee_sans_table_est_une_erreur(copie_droit: Path) -> None:
    """Le 1er janvier 2027, faute de table nouvelle, l'outil le dit au lieu d'appliquer celle de 2026."""
    assert lister_fautes(copie_droit, date(2027, 1, 1)) == [
        "droit/plafonds/depuis-2024.yaml:93:9: erreur[P009] zone autres_regions : aucune table ne couvre le 2027-01-01",
        "droit/plafonds/depuis-2024.yaml:117:9: erreur[P009] zone ile_de_france : aucune table ne couvre le 2027-01-01",
    ]


@pytest.mark.parametrize(("jour", "vieilli"), [(date(2026, 7, 1), False), (date(2026, 7, 2), True)])
def test_une_verification_de_plus_d_un_an_est_signalee(copie_droit: Path, jour: date, vieilli: bool) -> None:
    remplacer(copie_droit / P2013, "verifie_le: 2026-11-27", "verifie_le: 2025-07-01")
    attendue = (
        "droit/plafonds/2013.yaml:8:17: avertissement[P004] pas de vérification depuis plus d'un an "
        "(1 sur 4, la plus ancienne du 2025-07-01)"
    )
    assert lister_fautes(copie_droit, jour) == ([attendue] if vieilli else [])


def test_ajouter_l_annee_suivante_comme_le_dit_le_guide(copie_droit: Path) -> None:
    """Deux tables de plus, indexées de 1,2 % : plus aucune anomalie en 2027."""
    fichier = copie_droit / P2024
    texte = fichier.read_text(encoding="utf-8")
    tables = texte[texte.index("  - zone: autres_regions\n    du: 2026-01-01") :]
    nouvelles = tables.replace("du: 2026-01-01", "du: 2027-01-01").replace("au: 2026-12-31", "au: 2027-12-31")
    cases = re.compile(r"(?<=plafonds: \[)[\d, ]+|(?<=supplement: )\d+")
    indexees = cases.sub(lambda c: ", ".join(str(-(-int(v) * 1012 // 1000)) for v in c[0].split(", ")), nouvelles)
    fichier.write_text(texte + indexees, encoding="utf-8")
    assert lister_fautes(copie_droit, date(2027, 1, 1)) == []
    remplacer(fichier, "17572", "17562")
    assert [t.partition("zone ")[2] for t in lister_fautes(copie_droit, date(2027, 1, 1))] == [
        "autres_regions, tres_modeste, 1 personne : 17562 trouvé, 17572 attendu, "
        "d'après le coefficient qui explique 35 cases sur 36"
    ]


def test_un_chiffre_faux_d_une_aide_se_voit_toujours() -> None:
    """Trente chiffres changés au hasard dans les nombres des aides : le total de contrôle n'est plus bon."""
    totaux = {total.fichier: total.somme for total in lire_droit().livrer().regles.totaux}
    fichiers = sorted(AIDES.rglob("*.yaml"))
    hasard = Random(2711)  # noqa: S311 - toujours le même tirage
    assert {fichier.relative_to(AIDES).with_suffix("").as_posix() for fichier in fichiers} == set(totaux)
    echappes = []
    for _ in range(30):
        fichier = hasard.choice(fichiers)
        texte = fichier.read_text(encoding="utf-8")
        lus = [lu for lu in NOMBRE.finditer(texte) if texte[lu.start() - 6 : lu.start()] != "rang: "]
        debut, fin = hasard.choice(lus).span()
        place = hasard.randrange(debut, fin)
        autre = hasard.choice([c for c in "123456789" if c != texte[place]])
        aide = analyser(f"{texte[:place]}{autre}{texte[place + 1 :]}".encode(), fichier.name, Aide).objet
        somme = totaux[fichier.relative_to(AIDES).with_suffix("").as_posix()]
        echappes += [(fichier.name, texte[debut:fin])] if aide is not None and additionner(aide) == somme else []
    assert echappes == []
