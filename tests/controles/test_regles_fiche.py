"""Le chemin d'une action et ce que sa fiche doit prouver : chaque branche, chaque borne, et ce qu'on ne dit pas."""

from __future__ import annotations

import pytest

from contrat.modele.transitions import DEPARTS, TRANSITIONS
from tests.controles.conftest import Changements, Valider

CAFE, VISITES, CONTRAT = "data/actions/cafe-rencontre.yaml", "data/actions/visites.yaml", "data/contrat.yaml"
APPROUVEE = """  - statut: approuvee
    date: 2010-02-15
    instance: conseil
    source: essai
"""


def etape(statut: str, date: str, *lignes: str) -> str:
    """Une étape d'historique, décidée par le conseil."""
    debut = [f"  - statut: {statut}", f"date: {date}", "instance: conseil", "source: essai"]
    return "\n    ".join([*debut, *lignes]) + "\n"


def suivre(*etapes: str, statut: str) -> Changements:
    """Ajouter des étapes à l'action approuvée le 15 février 2010."""
    return [
        (VISITES, "statut: approuvee\nhistorique", f"statut: {statut}\nhistorique"),
        (VISITES, APPROUVEE, APPROUVEE + "".join(etapes)),
    ]


def commencer(*etapes: str, statut: str) -> Changements:
    """Remplacer tout l'historique."""
    return [
        (VISITES, "statut: approuvee\nhistorique", f"statut: {statut}\nhistorique"),
        (VISITES, APPROUVEE, "".join(etapes)),
    ]


DELIBEREE = "deliberations:\n  - date: 2010-02\n    instance: {}\n    objet: toutes les fiches\n    source: essai\n"
COMITE = "  - id: comite\n    nom: Comité\n    role: suit\n    source: essai\n"
FIN = "  fin: 2012-12-31\n"
VEILLE = (VISITES, "deliberations: [{date: 2010-02-15", "deliberations: [{date: 2010-02-14")
REPRENEUR = (VISITES, "evaluation:", "liens:\n  repreneur: departement\nevaluation:")
UNITE = "    unite: visite\n"


def mesurer(valeur: str) -> tuple[str, str, str]:
    """Donner une valeur à l'indicateur de réalisation."""
    return (
        VISITES,
        UNITE,
        f"{UNITE}    valeurs:\n      - date: 2011\n        valeur: {valeur}\n        source: essai\n",
    )


DECRITE = "description: Visiter une fois par mois ceux qui ne sortent plus."
COUPE = "information[C048] ce qui suit le croisillon est un commentaire, qu'aucune page ne montre"

CAS: dict[str, tuple[Changements, list[str]]] = {
    "C048 : la fin d'un texte replié": (
        [(VISITES, DECRITE, "description: Visiter chaque mois\n  ceux qui restent # seuls")],
        [f"{VISITES}:13:20: {COUPE}"],
    ),
    "C048 : un texte d'une liste": (
        [(VISITES, DECRITE, f"{DECRITE}\npublics:\n  - habitants âgés\t# et seuls\n  - aidants # de plus")],
        [f"{VISITES}:14:20: {COUPE}"],
    ),
    "C048 : un texte seul sous sa clé, et dans un ménage": (
        [
            (VISITES, DECRITE, "description:\n  # suite\n  Visiter chaque # mois\npublics:\n  -\n    aidants # seuls"),
            ("data/menages/M-0001.yaml", "    etape: contacte", "    etape: contacte\n    note: à revoir # en mai"),
            (
                "data/menages/M-0001.yaml",
                "evenements:",
                "choix_revenus:\n  annee: 2009\n  motif: avis reçu tard # pourquoi cette année\nevenements:",
            ),
        ],
        [f"{VISITES}:14:18: {COUPE}", f"data/menages/M-0001.yaml:26:20: {COUPE}"],
    ),
    "C048 : un bloc, des guillemets et un nombre gardent leur croisillon": (
        [
            (VISITES, DECRITE, 'description: |\n  Visiter # souvent\n  - note: une fois # par mois'),
            (CAFE, "libelle: mobilier\n", 'libelle: "mobilier # de bureau"  # à revoir\n'),
            (CAFE, "prevu: 30000", "prevu: 30000 # devis"),
        ],
        [],
    ),
    "C006 : un historique qui commence par le lancement, sans approbation": (
        commencer(etape("lancee", "2010-09"), statut="lancee"),
        [
            f"{VISITES}:8:13: erreur[C006] l'historique commence par « lancee »",
            f"{VISITES}:8:13: erreur[C007] « lancee » sans avoir été approuvée",
        ],
    ),
    "C006 : réalisée sans avoir été lancée": (
        [*suivre(etape("realisee", "2011-06"), statut="realisee"), mesurer("12")],
        [f"{VISITES}:12:13: erreur[C006] « realisee » ne suit pas « approuvee »"],
    ),
    "C006 : rien ne suit un transfert": (
        [*suivre(etape("transferee", "2011-06"), etape("lancee", "2011-09"), statut="lancee"), REPRENEUR],
        [f"{VISITES}:16:13: erreur[C006] « lancee » ne suit pas « transferee »"],
    ),
    "C006 : deux reports qui se suivent": (
        suivre(
            etape("reportee", "2011-06", "echeance: 2012-06"),
            etape("reportee", "2012-06", "echeance: 2013"),
            statut="reportee",
        ),
        [],
    ),
    "C006 : abandonnée, reproposée, puis approuvée de nouveau sans délibération à cette date": (
        suivre(
            etape("abandonnee", "2010-06"),
            etape("proposee", "2010-09"),
            etape("approuvee", "2010-12"),
            statut="approuvee",
        ),
        [f"{VISITES}:20:13: erreur[C007] approuvée (décembre 2010) sans délibération à cette date"],
    ),
    "C007 : une délibération connue au mois suffit": (
        [(VISITES, "deliberations: [{date: 2010-02-15", "deliberations: [{date: 2010-02")],
        [],
    ),
    "C007 : la veille ne suffit pas": (
        [VEILLE],
        [f"{VISITES}:8:13: erreur[C007] approuvée (15 février 2010) sans délibération à cette date"],
    ),
    "C007 : une délibération du contrat par la même instance": (
        [VEILLE, (CONTRAT, "publies:", DELIBEREE.format("conseil") + "publies:")],
        [],
    ),
    "C007 : une délibération du contrat par une autre instance": (
        [VEILLE, (CONTRAT, "diagnostic:", COMITE + DELIBEREE.format("comite") + "diagnostic:")],
        [f"{VISITES}:8:13: erreur[C007] approuvée (15 février 2010) sans délibération à cette date"],
    ),
    "C007 : reportée avant d'être approuvée, puis lancée": (
        commencer(
            etape("hierarchisee", "2009-12"),
            etape("reportee", "2010-02", "echeance: 2011"),
            etape("lancee", "2011"),
            statut="lancee",
        ),
        [f"{VISITES}:17:13: erreur[C007] « lancee » sans avoir été approuvée"],
    ),
    "C008 : zéro est une valeur": (
        [*suivre(etape("lancee", "2010-09"), etape("realisee", "2011-06"), statut="realisee"), mesurer("0")],
        [],
    ),
    "C008 : une valeur de résultat ne suffit pas": (
        [
            *suivre(etape("lancee", "2010-09"), etape("realisee", "2011-06"), statut="realisee"),
            mesurer("12"),
            (VISITES, "niveau: realisation", "niveau: resultat"),
        ],
        [
            f"{VISITES}:16:13: erreur[C008] « realisee », mais aucun indicateur de réalisation n'a de valeur",
            f"{VISITES}:53:1: avertissement[C012] aucun indicateur de réalisation ; niveaux trouvés : resultat",
        ],
    ),
    "C009 : un transfert à un repreneur": ([*suivre(etape("transferee", "2011-06"), statut="transferee"), REPRENEUR],
        [],
    ),
    "C009 : un transfert à soi-même": (
        [
            *suivre(etape("transferee", "2011-06"), statut="transferee"),
            (VISITES, "evaluation:", "liens:\n  repreneur: ville\nevaluation:"),
        ],
        [f"{VISITES}:12:13: erreur[C009] action transférée à son propre porteur « ville »"],
    ),
    "C010 : une échéance le lendemain": (
        suivre(etape("reportee", "2011-06-30", "echeance: 2011-07-01"), statut="reportee"),
        [],
    ),
    "C010 : une échéance le jour même": (
        suivre(etape("reportee", "2011-06-30", "echeance: 2011-06-30"), statut="reportee"),
        [f"{VISITES}:16:15: erreur[C010] la nouvelle échéance (30 juin 2011) ne suit pas la décision (30 juin 2011)"],
    ),
    "C010 : une échéance hors d'un report": (
        suivre(etape("lancee", "2011-06", "echeance: 2012"), statut="lancee"),
        [f"{VISITES}:16:15: erreur[C010] une échéance à l'étape « lancee »"],
    ),
    "C011 : un lancement se constate": (
        [(CAFE, "  - statut: lancee\n    date: 2010-09\n", "  - statut: lancee\n    date: 2010-10\n")],
        [],
    ),
    "C013 : une période mesurée à l'envers": (
        [
            (
                VISITES,
                UNITE,
                UNITE + "    valeurs:\n      - date: 2010\n        depuis: 2011\n        valeur: 3\n"
                "        source: essai\n",
            )
        ],
        [f"{VISITES}:51:15: erreur[C013] la période mesurée finit en 2010, avant son début (2011)"],
    ),
    "C013 : une cible d'avant la base": (
        [
            (
                VISITES,
                UNITE,
                UNITE + "    base: {date: 2011, valeur: 0, source: essai}\n"
                "    cible: {date: 2010-12, valeur: 9, source: essai}\n",
            )
        ],
        [f"{VISITES}:51:19: erreur[C013] la cible de décembre 2010 précède la base de 2011"],
    ),
    "C013 : deux valeurs de la même année": (
        [
            (
                VISITES,
                UNITE,
                UNITE + "    valeurs:\n      - {date: 2011, valeur: 9, source: essai}\n"
                "      - {date: 2011-06, valeur: 12, source: essai}\n",
            )
        ],
        [],
    ),
    "C014 : trois mots suffisent, un constat en a deux": (
        [
            (
                VISITES,
                "      justification: Sans effet notable.\n      source: essai\n",
                "      justification: Sans effet notable.\n      source: essai\n    bilan:\n      niveau: faible\n"
                "      justification: Sans effet.\n      source: essai\n",
            )
        ],
        [f"{VISITES}:47:22: avertissement[C014] niveau « faible » justifié par « Sans effet. »"],
    ),
    "C014 : un niveau déclaré non documenté": (
        [
            (VISITES, "niveau: fort", "niveau: non_documente"),
            (VISITES, "Les plus isolés d'abord.", "à faire"),
        ],
        [],
    ),
    "C015 : un jalon du contrat": (
        [(CONTRAT, "diagnostic:", "jalons:\n  - libelle: signature\n    source: essai\ndiagnostic:")],
        [f"{CONTRAT}:27:14: avertissement[C015] « signature » n'a pas de date"],
    ),
    "C016 : une phase avant l'action": (
        [(VISITES, FIN, FIN + "  phases:\n    - libelle: essai\n      debut: 2010-08\n")],
        [f"{VISITES}:23:14: avertissement[C016] la phase commence en août 2010, avant l'action (septembre 2010)"],
    ),
    "C016 : une phase jusqu'au dernier jour": (
        [
            (
                VISITES,
                "  fin: 2012-12-31\n",
                "  fin: 2012-12-31\n  phases:\n    - libelle: essai\n      debut: 2010\n      fin: 2012-12-31\n",
            )
        ],
        [],
    ),
    "C016 : une phase que le report couvre": (
        [
            *suivre(etape("reportee", "2012-06", "echeance: 2013-06"), statut="reportee"),
            (
                VISITES,
                "  fin: 2012-12-31\n",
                "  fin: 2012-12-31\n  phases:\n    - libelle: essai\n      debut: 2013-01\n      fin: 2013-06-30\n",
            ),
        ],
        [],
    ),
    "C018 : des questions arrêtées le jour de l'approbation": (
        [(VISITES, "  questions: [Qui est visité ?]\n", "  questions: [Qui est visité ?]\n  fixees_le: 2010-02-15\n")],
        [],
    ),
    "C018 : des critères et une cible arrêtés après": (
        [
            (VISITES, "criteres_dd:\n", "criteres_dd:\n  fixes_le: 2011\n"),
            (VISITES, UNITE, UNITE + "    cible_fixee_le: 2010-03\n"),
        ],
        [
            f"{VISITES}:30:13: avertissement[C018] critères de développement durable : date de 2011, "
            "après l'approbation (15 février 2010)",
            f"{VISITES}:51:21: avertissement[C018] cible de « visites faites » : date de mars 2010, "
            "après l'approbation (15 février 2010)",
        ],
    ),
    "C018 : les critères du contrat": (
        [(CONTRAT, "publies:", "evaluation:\n  criteres_fixes: 2010-03\n  source: essai\npublies:")],
        [
            f"{CONTRAT}:32:19: avertissement[C018] critères du contrat : date de mars 2010, "
            "après la première approbation (15 février 2010)"
        ],
    ),
    "C019 : une pièce non fournie n'a pas de lien": (
        [(VISITES, "evaluation:", "pieces:\n  - titre: Protocole\n    fournie: non\nevaluation:")],
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("nom", CAS)
def test_chaque_cas_donne_ces_fautes_et_elles_seules(valider: Valider, nom: str) -> None:
    """La place, la gravité, le code et le message entier."""
    changements, attendues = CAS[nom]
    assert valider(changements) == attendues


def test_la_table_des_transitions_est_celle_du_metier() -> None:
    """Écrite ici une seconde fois, d'après le chemin que suit une fiche : rien ne s'y change par mégarde."""
    assert {avant: set(suites) for avant, suites in TRANSITIONS.items()} == {
        "idee": {"proposee", "abandonnee"},
        "proposee": {"hierarchisee", "approuvee", "reportee", "abandonnee"},
        "hierarchisee": {"approuvee", "reportee", "abandonnee"},
        "approuvee": {"lancee", "reportee", "suspendue", "abandonnee", "transferee"},
        "lancee": {"realisee", "reportee", "suspendue", "abandonnee", "transferee"},
        "realisee": {"transferee"},
        "reportee": {"hierarchisee", "approuvee", "lancee", "reportee", "suspendue", "abandonnee", "transferee"},
        "suspendue": {"lancee", "reportee", "abandonnee", "transferee"},
        "abandonnee": {"proposee"},
        "transferee": set(),
    }
    assert set(DEPARTS) == {"idee", "proposee", "hierarchisee", "approuvee"}
