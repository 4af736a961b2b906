"""Chaque mauvaise entrée, seule dans un contrat sain : située, dite en français, sans cacher les autres."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Commande, remplacer

FICHE, MENAGE, AXE = "data/actions/epicerie.yaml", "data/menages/M-0001.yaml", "data/axes/axe-1.yaml"
# Une seconde faute, ailleurs, qui doit toujours être dite.
TEMOIN = "data/menages/M-0006.yaml:27:9: erreur[F015] « beaucoup » n'est pas un pourcentage"


def fautes(sortie: str) -> list[str]:
    """Les en-têtes et les aides d'une sortie, sans les extraits."""
    lignes = [x for x in sortie.splitlines() if x.startswith(("data/", "    aide"))]
    return [x.strip() for x in lignes if "B012" not in x and "avenant" not in x]


def octets(fichier: str, contenu: bytes) -> Callable[[Path], object]:
    """Écrire un fichier octet par octet."""
    return lambda racine: (racine / fichier).write_bytes(contenu)


def changer(fichier: str, avant: str, apres: str) -> Callable[[Path], object]:
    """Abîmer un fichier par un remplacement."""
    return lambda racine: remplacer(racine / fichier, avant, apres)


def preceder(fichier: str, prefixe: bytes) -> Callable[[Path], object]:
    """Ajouter des octets en tête d'un fichier."""
    return lambda racine: (racine / fichier).write_bytes(prefixe + (racine / fichier).read_bytes())


CAS: dict[str, tuple[Callable[[Path], object], list[str]]] = {
    "fichier vide": (
        octets(AXE, b""),
        [f"{AXE}:1:1: erreur[F010] le fichier est vide",
         "aide : remplir le fichier à partir d'un fichier voisin, ou le supprimer"],
    ),
    "racine liste": (
        octets(AXE, b"- id: axe-1\n"),
        [f"{AXE}:1:1: erreur[F011] la racine du fichier doit être une table de clés",
         "aide : commencer par des lignes « clé: valeur », sans tiret devant"],
    ),
    "table écrite en mot": (
        changer(MENAGE, "occupants:\n  nombre: 2\n  tranche_age: 60_a_69", "occupants: 2"),
        [f"{MENAGE}:6:12: erreur[F017] il faut ici une table de clés, pas « 2 »",
         "aide : écrire {nombre: …, tranche_age: …}"],
    ),
    "tabulation": (
        changer(MENAGE, "  nombre: 2", "\tnombre: 2"),
        [f"{MENAGE}:7:1: erreur[F004] une tabulation dans l'alignement ; YAML n'y admet que des espaces",
         "aide : remplacer la tabulation par des espaces"],
    ),
    "latin-1": (
        lambda racine: (racine / MENAGE).write_bytes(
            (racine / MENAGE).read_text(encoding="utf-8").replace("isolation", "répar").encode("cp1252")
        ),
        [f"{MENAGE}:1:32: erreur[F002] l'octet 0xe9 n'est pas de l'UTF-8",
         "aide : réenregistrer le fichier en UTF-8 (il semble être en Latin-1 ou Windows-1252)"],
    ),
    "utf-16": (
        lambda racine: (racine / MENAGE).write_bytes((racine / MENAGE).read_text(encoding="utf-8").encode("utf-16")),
        [f"{MENAGE}:1:1: erreur[F002] le fichier est en UTF-16, pas en UTF-8",
         "aide : réenregistrer le fichier en UTF-8 (« texte Unicode » d'un tableur est de l'UTF-16)"],
    ),
    "bom": (
        preceder(MENAGE, b"\xef\xbb\xbf"),
        [f"{MENAGE}:1:1: erreur[F003] le fichier commence par une marque d'ordre (BOM)",
         "aide : enregistrer en « UTF-8 » et non en « UTF-8 avec BOM »"],
    ),
    "clé double": (
        changer(MENAGE, "source: fiction\n", "source: fiction\nsource: fiction\n"),
        [f"{MENAGE}:4:1: erreur[F005] clé « source » écrite deux fois, d'abord ligne 3, colonne 1",
         "aide : garder une seule des deux"],
    ),
    "ancre et alias": (
        changer(MENAGE, "  travaux_ht: 10000\n  travaux_ttc: 10550", "  travaux_ht: &ht 10000\n  travaux_ttc: *ht"),
        [f"{MENAGE}:26:15: erreur[F006] ancre « &ht »",
         "aide : retirer l'ancre et recopier la valeur là où elle sert",
         f"{MENAGE}:27:16: erreur[F006] alias « *ht »",
         "aide : recopier la valeur : un alias la cache au lecteur"],
    ),
    "objet python": (
        changer(MENAGE, "rfr: 15400", "rfr: !!python/object:os.system 15400"),
        [f"{MENAGE}:11:10: erreur[F007] étiquette « !!python/object:os.system »", "aide : retirer l'étiquette"],
    ),
    "fusion": (
        changer(MENAGE, "  type: maison", "  <<: {type: maison}"),
        [f"{MENAGE}:17:3: erreur[F008] fusion « << »",
         "aide : recopier les clés : une fusion les cache au lecteur"],
    ),
    "deux documents": (
        changer(MENAGE, "evenements:", "---\nevenements:"),
        [f"{MENAGE}:34:1: erreur[F009] un second document commence ici",
         "aide : un seul document par fichier : couper en deux"],
    ),
    "montant à zéro de tête": (
        changer(MENAGE, "rfr: 15400", "rfr: 03000"),
        [f"{MENAGE}:11:10: erreur[F015] « 03000 » n'est pas un montant en euros",
         "aide : écrire un nombre comme 12840 ou 12840.50, sans espace ni unité"],
    ),
    "notation scientifique": (
        changer(MENAGE, "rfr: 15400", "rfr: 12E5"),
        [f"{MENAGE}:11:10: erreur[F015] « 12E5 » n'est pas un montant en euros",
         "aide : écrire un nombre comme 12840 ou 12840.50, sans espace ni unité"],
    ),
    "tiret bas": (
        changer(MENAGE, "rfr: 15400", "rfr: 1_000"),
        [f"{MENAGE}:11:10: erreur[F015] « 1_000 » n'est pas un montant en euros", "aide : écrire 1000"],
    ),
    "milliers espacés": (
        changer(MENAGE, "rfr: 15400", "rfr: 15 400"),
        [f"{MENAGE}:11:10: erreur[F015] « 15 400 » n'est pas un montant en euros", "aide : écrire 15400"],
    ),
    "pourcentage": (
        changer(MENAGE, "rfr: 15400", "rfr: 40 %"),
        [f"{MENAGE}:11:10: erreur[F015] « 40 % » n'est pas un montant en euros",
         "aide : écrire un nombre comme 12840 ou 12840.50, sans espace ni unité"],
    ),
    "revenu négatif": (
        changer(MENAGE, "rfr: 15400", "rfr: -5"),
        [f"{MENAGE}:11:10: erreur[F015] « -5 » n'est pas un montant en euros", "aide : un montant est positif ou nul"],
    ),
    "trente février": (
        changer(MENAGE, "demande: 2011-09-20", "demande: 2010-02-30"),
        [f"{MENAGE}:21:12: erreur[F015] « 2010-02-30 » n'est pas un jour du calendrier",
         "aide : vérifier le mois et le jour"],
    ),
    "date française": (
        changer(MENAGE, "demande: 2011-09-20", "demande: 01/02/2010"),
        [f"{MENAGE}:21:12: erreur[F015] « 01/02/2010 » n'est pas une date de la forme AAAA-MM-JJ",
         "aide : écrire 2010-02-01"],
    ),
    "oui en anglais": (
        changer(MENAGE, "residence_principale: oui", "residence_principale: true"),
        [f"{MENAGE}:15:25: erreur[F015] « true » n'est pas une réponse oui ou non", "aide : écrire oui ou non"],
    ),
    "clé inconnue": (
        changer(MENAGE, "  travaux_ttc:", "  travaux_tcc:"),
        [f"{MENAGE}:27:3: erreur[F013] clé inconnue « travaux_tcc »", "aide : vouliez-vous dire « travaux_ttc » ?"],
    ),
    "axe inconnu": (
        changer(FICHE, "axe: axe-1", "axe: axe1"),
        [f"{FICHE}:3:6: erreur[R001] l'axe « axe1 » n'existe pas", "aide : vouliez-vous dire « axe-1 » ?"],
    ),
    "organisme inconnu": (
        changer("data/actions/isolation.yaml", "porteur: ville", "porteur: vile"),
        ["data/actions/isolation.yaml:31:10: erreur[R002] l'organisme « vile » n'existe pas",
         "aide : vouliez-vous dire « ville » ?"],
    ),
    "ménage de zéro personne": (
        changer(MENAGE, "nombre: 2", "nombre: 0"),
        [f"{MENAGE}:7:11: erreur[F015] « 0 » n'est pas un nombre d'au moins 1",
         "aide : si le nombre est inconnu, ne pas le donner"],
    ),
    "ménage de deux personnes et demie": (
        changer(MENAGE, "nombre: 2", "nombre: 2.5"),
        [f"{MENAGE}:7:11: erreur[F015] « 2.5 » n'est pas un nombre entier",
         "aide : écrire un entier comme 3, sans signe ni décimale"],
    ),
    "classe énergétique 9": (
        changer(MENAGE, "dpe: F", "dpe: 9"),
        [f"{MENAGE}:18:8: erreur[F016] « 9 » n'est pas dans la liste", "aide : choisir parmi : A, B, C, D, E, F, G"],
    ),
    "travaux négatifs": (
        changer(MENAGE, "travaux_ht: 10000", "travaux_ht: -1000"),
        [f"{MENAGE}:26:15: erreur[F015] « -1000 » n'est pas un montant en euros",
         "aide : un montant est positif ou nul"],
    ),
    "demande en 1990": (
        changer(MENAGE, "demande: 2011-09-20", "demande: 1990-09-20"),
        [f"{MENAGE}:10:12: erreur[M003] revenus de 2009 pour une demande du 20 septembre 1990",
         "aide : écrire l'année des revenus, pas celle de l'avis",
         f"{MENAGE}:21:12: erreur[M001] aucun barème en vigueur au 20 septembre 1990",
         "aide : périodes couvertes : du 1er octobre 2010 au 31 décembre 2026"],
    ),
    "demande en 2040": (
        changer(MENAGE, "demande: 2011-09-20", "demande: 2040-09-20"),
        [f"{MENAGE}:21:12: erreur[M001] aucun barème en vigueur au 20 septembre 2040",
         "aide : périodes couvertes : du 1er octobre 2010 au 31 décembre 2026"],
    ),
    "mois à la française": (
        changer(FICHE, "  debut: 2010\n  fin: 2012", "  debut: 03/2010\n  fin: 2012"),
        [f"{FICHE}:43:10: erreur[F015] « 03/2010 » n'est pas une date", "aide : écrire 2010-03"],
    ),
    "identifiant qui n'en est pas un": (
        changer(AXE, "id: axe-1", "id: Axe 1"),
        [f"{AXE}:1:5: erreur[F015] « Axe 1 » n'est pas un identifiant",
         "aide : minuscules sans accent, chiffres et tirets, comme jardin-partage",
         f"{AXE}:1:5: erreur[F018] l'identifiant « Axe 1 » n'est pas le nom du fichier « axe-1 »",
         "aide : écrire id: axe-1"],
    ),
    "nom de fichier": (
        lambda racine: (racine / "data/actions/maison.yaml").rename(racine / "data/actions/maisons.yaml"),
        ["data/actions/epicerie.yaml:87:13: erreur[R005] l'action « maison » n'existe pas",
         "aide : vouliez-vous dire « maisons » ?",
         "data/actions/maisons.yaml:2:5: erreur[F018] l'identifiant « maison » n'est pas le nom du "
         "fichier « maisons »",
         "aide : renommer le fichier en maison.yaml, ou écrire id: maisons",
         "data/seances/comite-2009-12.yaml:33:7: erreur[R005] l'action « maison » n'existe pas",
         "aide : vouliez-vous dire « maisons » ?",
         "data/seances/comite-2009-12.yaml:68:13: erreur[R005] l'action « maison » n'existe pas",
         "aide : vouliez-vous dire « maisons » ?"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("nom", CAS)
def test_une_mauvaise_entree_est_situee_et_ne_cache_pas_les_autres(contrat: Commande, copie: Path, nom: str) -> None:
    """La ligne, la colonne, le message entier, le geste ; et la faute témoin d'un autre fichier."""
    abimer, attendues = CAS[nom]
    remplacer(copie / "data/menages/M-0006.yaml", "gain: 20 %", "gain: beaucoup")
    abimer(copie)
    issue = contrat("validate", dans=copie)
    assert issue.code == 1
    assert fautes(issue.sortie) == ranger(attendues, [TEMOIN, "aide : écrire par exemple 35 % ou 12.5 %"])
    assert "Traceback" not in issue.erreurs


def ranger(attendues: list[str], temoin: list[str]) -> list[str]:
    """Les fautes attendues et le témoin, dans l'ordre de lecture des fichiers."""
    suivantes = (i for i, ligne in enumerate(attendues) if ligne.startswith("data/") and ligne > temoin[0])
    place = next(suivantes, len(attendues))
    return attendues[:place] + temoin + attendues[place:]


@pytest.mark.parametrize(
    ("avant", "apres", "code"),
    [
        ("montant: 13500,", "montant: 13499.99,", "B001"),
        ("montant: 13500,", "montant: -13500,", "F015"),
        ("montant: 13500,", "montant: 13500.001,", "F015"),
    ],
)
def test_un_centime_un_signe_ou_une_decimale_de_trop_se_voit(
    contrat: Commande, copie: Path, avant: str, apres: str, code: str
) -> None:
    """Sur une fiche dont le plan est équilibré."""
    remplacer(copie / "data/actions/isolation.yaml", avant, apres)
    issue = contrat("validate", dans=copie)
    assert issue.code == 1
    assert f"erreur[{code}]" in issue.sortie
    if code == "B001":
        assert (
            "data/actions/isolation.yaml:52:101: erreur[B001] fonctionnement 2010 : il manque 0,01 € "
            "de ressources (dépenses 13 500 €, ressources 13 499,99 €)"
        ) in issue.sortie
