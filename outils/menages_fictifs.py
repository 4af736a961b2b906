"""Écrire les ménages fictifs de `data/menages/` : une graine fixe, donc toujours les mêmes fichiers.

    python outils/menages_fictifs.py [DOSSIER]

Les douze premiers, M-0001 à M-0012, sont écrits à la main et cités par les guides : ce script ne les touche pas. Avec
eux, le suivi a la taille que le document publie. Aucun verdict n'est écrit : le moteur d'éligibilité juge les fichiers.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from contrat.modele.menage import Projet
from fiches_yaml import Fiche, mettre_en_lignes

DOSSIER = Path(__file__).resolve().parent.parent / "data" / "menages"
GRAINE = 2010
# Ni voyelle ni signe qui se confond : l'identifiant ne se lit pas comme un mot.
SIGNES = "23456789BCDFGHJKMNPQRSTVWXZ"

# Revenus tirés à l'écart des fourchettes où les plafonds de 2010 et de 2011 ne sont pas connus, par nombre de
# personnes : les plus bas, les modestes, les trop élevés. Puis, pour trois cas, au milieu de la fourchette de 2011.
REVENUS = {
    1: ((6300, 8500), (8900, 11100), (12200, 17000)),
    2: ((9200, 12500), (12950, 16300), (17600, 24800)),
    3: ((11000, 15000), (15600, 19600), (21000, 29800)),
    4: ((12800, 17600), (18200, 22900), (24500, 35000)),
    5: ((14500, 20100), (20800, 26200), (28000, 40000)),
}
INCERTAINS = {1: 11360, 2: 16613, 4: 23342}

FOYERS = {  # tranche d'âge du plus âgé : poids, nombres de personnes possibles
    "70_et_plus": (45, (1, 1, 1, 2, 2)),
    "60_a_69": (30, (1, 2, 2, 2, 3)),
    "40_a_59": (19, (1, 2, 3, 3, 4, 5)),
    "moins_de_40": (6, (2, 3, 4, 5)),
}
ORIGINES = ("ccas", "travailleur-social", "association", "caisse-de-retraite", "fournisseur-energie", "ville")
DPE = {"D": (12, 151, 230), "E": (33, 231, 330), "F": (35, 331, 450), "G": (20, 451, 590)}  # poids, kWhEP/m²/an
TRAVAUX = (  # postes, prix hors taxes en centaines d'euros, gain en pour cent
    (("isolation des combles",), (25, 60), (12, 24)),
    (("remplacement de la chaudière",), (50, 90), (14, 26)),
    (("fenêtres",), (40, 90), (8, 16)),
    (("isolation des combles", "remplacement de la chaudière"), (90, 145), (27, 38)),
    (("isolation des murs par l'intérieur", "fenêtres"), (95, 155), (26, 36)),
    (("isolation des murs par l'extérieur",), (120, 195), (26, 40)),
)
TVA = Decimal("1.055")

# Les dix logements rénovés : séance, diagnostic, dépôt, accord, début et fin des travaux ; prix hors taxes,
# gain, rang des postes. Les deux premiers sont déposés avant le protocole, les quatre derniers n'ont pas 25 % de gain :
# il reste quatre logements pour Habiter mieux. La somme des prix, toutes taxes comprises, est de 130 000 €.
RENOVES = (
    ("2010-07-20 2010-09-07 2010-10-05 2010-12-14 2011-03-21 2011-05-13", "13900", 33, 4),
    ("2010-08-17 2010-09-21 2010-10-19 2011-01-18 2011-04-04 2011-06-10", "12700", 29, 3),
    ("2010-10-19 2010-11-23 2011-01-11 2011-03-15 2011-05-02 2011-07-08", "14800", 37, 4),
    ("2010-11-02 2010-12-07 2011-01-25 2011-03-29 2011-05-23 2011-08-26", "16200", 39, 5),
    ("2011-01-04 2011-02-08 2011-03-22 2011-05-24 2011-07-04 2011-10-14", "11600", 31, 3),
    ("2011-01-18 2011-02-22 2011-04-05 2011-06-14 2011-09-05 2011-11-25", "12400", 28, 3),
    ("2010-12-21 2011-01-25 2011-03-08 2011-05-10 2011-06-20 2011-08-05", "9800", 21, 1),
    ("2011-02-01 2011-03-08 2011-04-19 2011-06-21 2011-08-29 2011-10-07", "8600", 18, 2),
    ("2011-02-15 2011-03-22 2011-05-10 2011-07-12 2011-09-12 2011-11-10", "11900", 23, 4),
    ("2011-03-01 2011-04-05 2011-05-17 2011-07-19 2011-09-19 2011-12-09", "11322.75", 24, 3),
)
# Ce que deviennent les autres : étape, remarque ou motif, jours après la précédente.
ABANDON = ("abandon", "reste_a_charge", 60)
SILENCE = ("classe_sans_suite", "sans réponse", 90)
PLAN = ("plan_remis", None, 30)
APRES_DIAGNOSTIC = [(ABANDON,)] * 11 + [(PLAN, ABANDON)] * 5 + [(SILENCE,)] * 5 + [(PLAN,)] * 4
APRES_DIAGNOSTIC += [(PLAN, ("abandon", motif, 60)) for motif in ("depart", *["autre_dispositif"] * 2)]
APRES_SEANCE = [(ABANDON,)] * 12 + [(SILENCE,)] * 9 + [(("visite_programmee", None, 21), SILENCE)] * 4 + [()] * 10


def lister_seances() -> list[date]:
    """Les vingt-quatre séances de la permanence : premier et troisième mardis, de juillet 2010 à juin 2011."""
    jours = (date(2010, 7, 1) + timedelta(n) for n in range(365))
    return [j for j in jours if j.weekday() == 1 and (j.day <= 7 or 15 <= j.day <= 21)]


SEANCES = lister_seances()


class Tirage:
    """Les tirages d'une suite de ménages, dans un ordre fixe."""

    def __init__(self, graine: int) -> None:
        self.hasard = Random(graine)  # noqa: S311 — des exemples, aucun secret

    def peser(self, poids: dict[str, int]) -> str:
        """Une clé, d'après les poids."""
        return self.hasard.choices(list(poids), list(poids.values()))[0]

    def ouvrer(self, depart: date, moins: int, plus: int) -> date:
        """Un jour de semaine, de `moins` à `plus` jours après le départ."""
        jour = depart + timedelta(self.hasard.randint(moins, plus))
        return jour + timedelta(7 - jour.weekday() if jour.weekday() > 4 else 0)

    def identifier(self, pris: set[str]) -> str:
        """Un identifiant nouveau, sans signification."""
        while (nouveau := "M-" + "".join(self.hasard.choice(SIGNES) for _ in range(6))) in pris:
            pass
        pris.add(nouveau)
        return nouveau

    def ouvrir(self, commentaire: str, origines: tuple[str, ...] = (*ORIGINES, "permanence", "soi-meme")) -> Fiche:
        """Une fiche, du commentaire au logement, avec son repérage de 2009."""
        tranche = self.peser({nom: poids for nom, (poids, _) in FOYERS.items()})
        lieu = {"commune": '"15187"', "statut_occupation": "proprietaire_occupant", "residence_principale": True}
        ancien = self.hasard.random() < 0.92
        lieu["achevement"] = self.hasard.randint(1880, 1974) if ancien else self.hasard.randint(1975, 1990)
        lieu["type"] = "maison" if self.hasard.random() < 0.8 else "appartement"
        return {
            "commentaire": commentaire,
            "secteur": self.hasard.choice(("ville-haute", "ville-basse")),
            "origine": self.hasard.choice(origines),
            "occupants": {"nombre": self.hasard.choice(FOYERS[tranche][1]), "tranche_age": tranche},
            "revenus": [],
            "logement": lieu,
            "projet": {},
            "evenements": [{"date": self.ouvrer(date(2009, 3, 2), 0, 270), "etape": "repere"}],
        }

    def classer(self, fiche: Fiche) -> None:
        """Donner au logement une classe et une consommation qui vont ensemble."""
        classe = self.peser({nom: poids for nom, (poids, _, _) in DPE.items()})
        fiche["logement"] |= {"dpe": classe, "consommation": self.hasard.randint(*DPE[classe][1:])}

    def declarer(self, fiche: Fiche, rang: int, recul: int = 2) -> None:
        """Ajouter un avis d'imposition, du rang voulu dans REVENUS."""
        bornes = REVENUS[fiche["occupants"]["nombre"]][rang]
        annee = fiche["projet"]["demande"].year - recul
        fiche["revenus"] = [{"annee": annee, "rfr": self.hasard.randint(*bornes)}]

    def contacter(self, fiche: Fiche, seance: date) -> None:
        """Un contact, puis la réception à la permanence."""
        ajouter(fiche, self.ouvrer(seance, -42, -10), "contacte")
        ajouter(fiche, seance, "recu_en_permanence")

    def projeter(self, fiche: Fiche, demande: date, genre: str) -> None:
        """Un projet d'énergie : les postes, leur prix, les conditions qui se demandent à l'entretien."""
        postes, prix, _ = self.hasard.choice(TRAVAUX)
        fiche["projet"] = decrire(demande, genre, postes, Decimal(self.hasard.randint(*prix) * 100))

    def suivre(self, fiche: Fiche, suites: tuple[tuple[str, str | None, int], ...]) -> None:
        """Ajouter les étapes d'une suite, à leurs délais."""
        for etape, note, delai in suites:
            ajouter(fiche, self.ouvrer(fiche["evenements"][-1]["date"], delai, delai + 20), etape, note)


def ajouter(fiche: Fiche, jour: date, etape: str, note: str | None = None) -> None:
    """Ajouter une étape au parcours ; d'un abandon, la remarque est le motif."""
    cle = "motif" if etape == "abandon" else "note"
    fiche["evenements"].append({"date": jour, "etape": etape} | ({cle: note} if note else {}))


def decrire(demande: date, genre: str, postes: tuple[str, ...], prix: Decimal) -> Fiche:
    """Le projet, au taux de TVA des années 2010 et 2011."""
    return {
        "demande": demande, "nature": "energie", genre: list(postes),
        "travaux_ht": prix, "travaux_ttc": (prix * TVA).quantize(Decimal("0.01")),
        "commences": False, "professionnel": True, "pret_taux_zero": False,
    }  # fmt: skip


def evaluer(fiche: Fiche, gain: int) -> None:
    """Ajouter au projet ce que le diagnostic apprend : le gain, la classe visée."""
    reste = fiche["logement"]["consommation"] * (100 - gain) // 100
    vise = next((nom for nom, (_, _, plus) in DPE.items() if reste <= plus), "G") if reste > 150 else "C"
    fiche["projet"] |= {"gain": f"{gain} %", "dpe_vise": vise, "accompagnement": True}


def renover(tirage: Tirage) -> Iterator[Fiche]:
    """Les dix logements aux travaux achevés."""
    for rang, (dates, prix, gain, postes) in enumerate(RENOVES):
        seance, *jours = map(date.fromisoformat, dates.split())
        fiche = tirage.ouvrir("travaux achevés")
        tirage.classer(fiche)
        tirage.contacter(fiche, seance)
        etapes = ("diagnostic_effectue", "dossier_depose", "accorde", "travaux_commences", "travaux_acheves")
        for jour, etape in zip(jours, etapes, strict=True):
            ajouter(fiche, jour, etape)
        fiche["projet"] = decrire(jours[1], "retenus", TRAVAUX[postes][0], Decimal(prix))
        evaluer(fiche, gain)
        tirage.declarer(fiche, rang % 2)
        yield fiche


def diagnostiquer(tirage: Tirage) -> Iterator[Fiche]:
    """Vingt-huit ménages allés jusqu'au diagnostic, onze en 2010 et dix-sept en 2011, puis plus loin ou non."""
    suites = list(APRES_DIAGNOSTIC)
    tirage.hasard.shuffle(suites)
    for rang, suite in enumerate(suites):
        fiche = tirage.ouvrir("diagnostic fait, travaux non engagés")
        tirage.classer(fiche)
        tirage.contacter(fiche, tirage.hasard.choice(SEANCES[:9] if rang < 11 else SEANCES[12:]))
        ajouter(fiche, tirage.ouvrer(fiche["evenements"][-1]["date"], 14, 38), "diagnostic_effectue")
        demande = max(tirage.ouvrer(fiche["evenements"][-1]["date"], 28, 80), date(2010, 10, 5))
        postes, prix, gains = tirage.hasard.choice(TRAVAUX)
        fiche["projet"] = decrire(demande, "preconises", postes, Decimal(tirage.hasard.randint(*prix) * 100))
        evaluer(fiche, tirage.hasard.randint(*gains))
        tirage.declarer(fiche, tirage.hasard.choice((0, 0, 1)))
        tirage.suivre(fiche, suite)
        yield fiche


def recevoir(tirage: Tirage) -> Iterator[Fiche]:
    """Trente-cinq ménages reçus, aux revenus modestes, sans diagnostic ; trois pour adapter leur salle de bain."""
    for rang, suite in enumerate(APRES_SEANCE):
        fiche = tirage.ouvrir("reçu à la permanence, sans diagnostic")
        tirage.contacter(fiche, tirage.hasard.choice(SEANCES[15:] if rang % 12 == 0 else SEANCES))
        demande = max(tirage.ouvrer(fiche["evenements"][-1]["date"], 40, 120), date(2010, 10, 5))
        tirage.projeter(fiche, demande, "souhaites")
        if rang % 12 == 0:
            fiche["projet"] = decrire(demande, "souhaites", ("salle de bain",), Decimal(6200))
            fiche["projet"] |= {"nature": "autonomie", "besoin_adaptation": True}
        tirage.declarer(fiche, tirage.hasard.choice((0, 0, 1)))
        tirage.suivre(fiche, suite)
        yield fiche


def ecarter(tirage: Tirage) -> Iterator[Fiche]:
    """Vingt-quatre ménages que rien n'accorde : revenus trop élevés, ou condition à laquelle il faudrait déroger."""
    derogations = ["travaux commencés"] * 4 + ["logement récent"] * 3 + ["prêt aidé"] * 2
    for cause in ["revenus trop élevés"] * 15 + derogations:
        fiche = tirage.ouvrir(cause + (", l'Anah peut déroger : à vérifier" if cause in derogations else ""))
        tirage.contacter(fiche, tirage.hasard.choice(SEANCES))
        demande = max(tirage.ouvrer(fiche["evenements"][-1]["date"], 20, 60), date(2010, 10, 5))
        tirage.projeter(fiche, demande, "souhaites")
        tirage.declarer(fiche, tirage.hasard.choice((0, 1)) if cause in derogations else 2)
        if cause == "logement récent":
            fiche["logement"]["achevement"] = tirage.hasard.randint(1998, 2006)
        fiche["projet"] |= {"commences": cause == "travaux commencés", "pret_taux_zero": cause == "prêt aidé"}
        tirage.suivre(fiche, (("classe_sans_suite", cause, 15),))
        yield fiche


def hesiter(tirage: Tirage) -> Iterator[Fiche]:
    """Cinq ménages que les plafonds connus ou les avis fournis ne permettent pas de juger, montrés comme tels."""
    for personnes in (*INCERTAINS, None, None):
        manque = "revenu entre deux plafonds possibles" if personnes else "avis d'imposition de la bonne année absent"
        fiche = tirage.ouvrir(f"indécidable, {manque} : la réponse est à vérifier")
        fiche["occupants"]["nombre"] = personnes or 2
        tirage.contacter(fiche, tirage.hasard.choice(SEANCES[13:]))
        tirage.projeter(fiche, tirage.ouvrer(fiche["evenements"][-1]["date"], 40, 90), "souhaites")
        tirage.declarer(fiche, 0, recul=3 if personnes is None else 2)
        if personnes is not None:
            fiche["revenus"][0]["rfr"] = INCERTAINS[personnes]
        yield fiche


def perdre(tirage: Tirage) -> Iterator[Fiche]:
    """Onze ménages contactés qui ne sont pas venus : leurs revenus restent inconnus."""
    for rang in range(11):
        fiche = tirage.ouvrir("contacté, jamais reçu", ORIGINES)
        ajouter(fiche, tirage.ouvrer(date(2010, 6, 1), 0, 520), "contacte")
        tirage.suivre(fiche, (("rendez_vous", None, 10),) if rang % 4 == 0 else (SILENCE,) if rang % 4 == 1 else ())
        del fiche["occupants"]["nombre"], fiche["logement"]["residence_principale"]
        yield fiche


def reperer(tirage: Tirage) -> Iterator[Fiche]:
    """Cent vingt-neuf logements repérés, dont on ne sait presque rien : ce qui n'est pas connu n'est pas écrit."""
    for _ in range(129):
        fiche = tirage.ouvrir("logement repéré, ménage pas encore contacté", ORIGINES)
        fiche["occupants"] = {}
        for cle in ("statut_occupation", "residence_principale"):
            del fiche["logement"][cle]
        for cle, part in (("achevement", 0.6), ("type", 0.7)):
            if tirage.hasard.random() > part:
                del fiche["logement"][cle]
        yield fiche


def composer() -> Iterator[tuple[str, Fiche]]:
    """Les ménages que le suivi compte en plus des douze premiers, chacun avec son identifiant."""
    tirage, pris = Tirage(GRAINE), set[str]()
    for groupe in (renover, diagnostiquer, recevoir, ecarter, hesiter, perdre, reperer):
        for fiche in groupe(tirage):
            yield tirage.identifier(pris), fiche


def ecrire_tous(dossier: Path) -> None:
    """Écrire un fichier par ménage, sans toucher aux autres fichiers du dossier."""
    for identifiant, fiche in composer():
        entete = f"# Exemple fictif : {fiche.pop('commentaire')}."
        fiche["projet"] = {cle: fiche["projet"][cle] for cle in Projet.model_fields if cle in fiche["projet"]}
        lignes = [entete, *mettre_en_lignes({"id": identifiant, "source": "fiction"} | fiche)]
        (dossier / f"{identifiant}.yaml").write_text("\n".join(lignes) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    ecrire_tous(Path(sys.argv[1]) if len(sys.argv) > 1 else DOSSIER)
