"""Un fait à venir, un texte vide, une demande déjà notée sont refusés ; une aide perdue garde son montant."""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.conftest import MINIMAL, Commande, remplacer

CAFE = "data/actions/cafe-rencontre.yaml"
VISITES = "data/actions/visites.yaml"
NOTER = ("financement", "noter", "cafe-rencontre", "departement")
PAYER = ("budget", "payer", "cafe-rencontre", "mobilier", "--montant", "400")
MODIFIER = ("budget", "modifier", "cafe-rencontre", "mobilier", "--montant", "31000")
STATUT = ("action", "statut", "visites", "lancee")
SUSPENDRE = ("action", "statut", "visites", "suspendue", "--date", "2010-11", "--instance", "conseil")
MESURER = ("indicateur", "noter", "visites", "visites-faites", "12")


@pytest.fixture
def racine(tmp_path: Path) -> Path:
    shutil.copytree(MINIMAL / "data", tmp_path / "data")
    return tmp_path


def refuser(contrat: Commande, racine: Path, arguments: tuple[str, ...], message: str, code: int = 2) -> None:
    """La commande sort avec ce code et ce message ; les fiches ne bougent pas."""
    avant = {nom: (racine / nom).read_bytes() for nom in (CAFE, VISITES)}
    issue = contrat(*arguments, dans=racine)
    assert (issue.code, issue.sortie) == (code, ""), (arguments, issue.erreurs)
    assert issue.erreurs.startswith(f"Erreur : {message}\n"), issue.erreurs
    assert {nom: (racine / nom).read_bytes() for nom in avant} == avant


@pytest.mark.parametrize("geste", [(*NOTER, "caduc"), PAYER, MODIFIER, STATUT, MESURER], ids=" ".join)
def test_un_fait_a_venir_est_refuse(contrat: Commande, racine: Path, geste: tuple[str, ...]) -> None:
    # Deux jours de plus : minuit peut passer pendant l'épreuve.
    demain = (date.today() + timedelta(2)).isoformat()  # noqa: DTZ011
    refuser(contrat, racine, (*geste, "--date", demain), f"--date : {demain} est à venir")


@pytest.mark.parametrize("geste", [STATUT, MESURER], ids=" ".join)
def test_le_mois_en_cours_n_est_pas_a_venir(contrat: Commande, racine: Path, geste: tuple[str, ...]) -> None:
    jour = date.today()  # noqa: DTZ011
    issue = contrat(*geste, "--date", jour.isoformat()[:7], dans=racine)
    assert "à venir" not in issue.erreurs
    an = str(jour.year + 1)
    refuser(contrat, racine, (*geste, "--date", an), f"--date : {an} est à venir")


@pytest.mark.parametrize(("etat", "fait", "garde"), [
    ("declare", "refuse", "sollicite"), ("declare", "caduc", "sollicite"), ("accorde", "caduc", "accorde"),
])  # fmt: skip
def test_une_aide_perdue_garde_son_montant(contrat: Commande, racine: Path, etat: str, fait: str, garde: str) -> None:
    chemin = racine / CAFE
    texte = chemin.read_text(encoding="utf-8")
    if etat == "declare":
        debut, _, reste = texte.partition("      etat: accorde\n")
        texte = f"{debut}      etat: declare\n{reste[reste.index('criteres_dd') :]}"
    chemin.write_text(texte, encoding="utf-8")
    issue = contrat(*NOTER, fait, "--date", "2012-03-01", dans=racine)
    assert issue.code == 0, issue.erreurs
    attendu = f"montant: 0\n      {garde}: 12000\n      assiette: 30000\n      etat: {fait}\n"
    assert attendu in chemin.read_text(encoding="utf-8")


@pytest.mark.parametrize(("texte", "faute"), [
    ("", " est vide"), ("  ", " est vide"), ("vu\udce9", " n'est pas en UTF-8"),
    ("vu\u202e", " : un caractère invisible : U+202E, une marque de sens d'écriture"),
])  # fmt: skip
def test_un_texte_vide_ou_invisible_est_refuse(contrat: Commande, racine: Path, texte: str, faute: str) -> None:
    accorder = (*NOTER, "accorde", "--montant", "9000")
    for geste, option in ((accorder, "--reference"), (PAYER, "--reference"), (STATUT, "--motif"), (MESURER, "--note")):
        refuser(contrat, racine, (*geste, "--date", "2011-02-03", option, texte), f"{option}{faute}")


def test_une_demande_deja_notee_ne_se_recouvre_pas(contrat: Commande, racine: Path) -> None:
    place = ("--exercice", "2010", "--section", "investissement", "--nature", "subvention_publique")
    demande = (*NOTER, "sollicite", *place, "--programme", "FDT")
    premiere = (*demande, "--montant", "14000", "--date", "2010-04-02")
    assert contrat(*premiere, dans=racine).code == 0
    deja = "14 000 €, reçue le 2 avril 2010"
    autre = (*demande, "--montant", "15000", "--date", "2010-05-03")
    refuser(contrat, racine, autre, f"une demande est déjà notée pour cette ressource : {deja}")
    refuser(contrat, racine, premiere, f"cette demande est déjà notée : {deja}")


@pytest.mark.parametrize("designation", ["cafe-rencontre", "1.1"])
def test_une_fiche_qui_ne_se_lit_pas_n_est_pas_une_fiche_absente(
    contrat: Commande, racine: Path, designation: str
) -> None:
    """Par son nom ou par son numéro, ses fautes se montrent ; rien n'est écrit."""
    fiche = racine / "data/actions/cafe-rencontre.yaml"
    texte = fiche.read_text(encoding="utf-8").replace("titre: ", "titre: &ancre ", 1)
    fiche.write_text(texte, encoding="utf-8")
    issue = contrat("action", "statut", designation, "suspendue", "--date", "2012-01-01", dans=racine)
    assert (issue.code, "erreur[F006]" in issue.sortie + issue.erreurs) == (1, True)
    assert issue.erreurs.endswith("Rien n'est ajouté tant que le fichier porte des erreurs.\n")
    assert fiche.read_text(encoding="utf-8") == texte


@pytest.mark.parametrize("identite", [
    "écrire à jean.exemple (arobase) free (point) fr", f"rappeler le 06{' 00' * 3} 12", "dossier 1 84 12 76 451 089 46",
    "avis de madame exemple", "J.-B. Exemple s'y oppose", "demande de Mme Exemple",
])  # fmt: skip
def test_un_motif_ne_nomme_personne(contrat: Commande, racine: Path, identite: str) -> None:
    avant = (racine / VISITES).read_bytes()
    issue = contrat(*SUSPENDRE, "--motif", identite, dans=racine)
    assert (issue.code, (racine / VISITES).read_bytes()) == (1, avant)
    assert "erreur[D0" in issue.erreurs


def test_un_motif_nomme_une_fonction_un_lieu(contrat: Commande, racine: Path) -> None:
    """Une fiche est publique : ses organismes, ses écoles et ses élus par leur fonction s'y disent."""
    motif = f"la famille élargie et madame la maire, école Jules Ferry : standard de la mairie 04{' 00' * 3} 12"
    issue = contrat(*SUSPENDRE, "--motif", motif, dans=racine)
    assert (issue.code, "erreur" in issue.erreurs) == (0, False), issue.erreurs


def test_une_action_abandonnee_ne_demande_ni_ne_depense_plus(contrat: Commande, racine: Path) -> None:
    abandon = ("action", "statut", "cafe-rencontre", "abandonnee", "--date", "2011-05", "--instance", "conseil")
    assert contrat(*abandon, dans=racine).code == 0
    demande = ("--exercice", "2010", "--section", "investissement", "--nature", "subvention_publique")
    for geste in (
        (*MODIFIER, "--date", "2011-06-01"),
        ("budget", "voter", "cafe-rencontre", "mobilier", "--montant", "1"),
        (*NOTER, "sollicite", *demande, "--programme", "FDT", "--montant", "5", "--date", "2011-06-01"),
    ):
        refuser(contrat, racine, geste, "l'action est abandonnée (dernière étape : mai 2011)")
    # Ce qui reste dû se paie, et ce qui précède l'abandon se note encore.
    for geste in ((*PAYER, "--date", "2011-06-01"), (*MODIFIER, "--date", "2010-10-01")):
        assert "abandonnée" not in contrat(*geste, dans=racine).erreurs


def test_un_total_publie_qui_n_est_plus_retrouve_s_annonce(contrat: Commande, racine: Path) -> None:
    publie = (
        "publies:\n  - {mesure: budget.ressources.externes, periode: {debut: 2010, fin: 2011}, valeur: 12000, "
        "approche: non, source: essai}\n"
    )
    chemin = racine / "data/contrat.yaml"
    chemin.write_text(chemin.read_text(encoding="utf-8").replace("publies:\n", publie, 1), encoding="utf-8")
    issue = contrat(*NOTER, "caduc", "--date", "2012-03-01", dans=racine)
    assert issue.code == 0
    assert [x.partition(": ")[2] for x in issue.erreurs.splitlines() if x.startswith("data/")] == [
        "avertissement[B001] investissement 2010 : il manque 12 000 € de ressources "
        "(dépenses 30 000 €, ressources 18 000 €)",
        "avertissement[V001] Ressources externes 2010-2011 : publié 12 000 €, 0 € dans les fiches (-12 000 €)",
    ]


def test_une_valeur_negative_et_une_reprise(contrat: Commande, racine: Path) -> None:
    """Une réalisation se compte à partir de zéro ; un résultat peut baisser ; une action suspendue se reprend."""
    refuser(contrat, racine, (*MESURER[:-1], "-5"),
            "option inconnue « -5 » ; un nombre négatif s'écrit en dernier, après deux tirets seuls")  # fmt: skip
    dates = ("--date", "2011-01-10", "--source", "essai")
    issue = contrat(*MESURER[:-1], *dates, "--", "-5", dans=racine)
    assert (issue.code, "erreur[C046] -5 « visites faites »" in issue.erreurs) == (1, True)
    fiche = racine / VISITES
    texte = fiche.read_text(encoding="utf-8")
    fiche.write_text(texte.replace("niveau: realisation", "niveau: resultat"), encoding="utf-8")
    assert contrat(*MESURER[:-1], *dates, "--", "-5", dans=racine).code == 0
    assert "valeur: -5" in fiche.read_text(encoding="utf-8")
    assert contrat(*SUSPENDRE, dans=racine).code == 0
    statut = ("action", "statut", "visites")
    refuser(contrat, racine, (*statut, "reprise"), "le statut « reprise » n'existe pas")
    cedee = (*statut, "transferee", "--date", "2011-02", "--instance", "conseil", "--repreneur", "departement")
    for geste in ((*statut, "lancee", "--date", "2011-01"), cedee):
        assert contrat(*geste, dans=racine).code == 0


ORDRE = {
    "un accord avant le dépôt": (
        (*NOTER, "accorde", "--reference", "D-3", "--date", "2010-04-01"),
        "--date : le 1er avril 2010 est avant la demande reçue le 2 avril 2010",
    ),
    "un refus avant le dépôt": (
        (*NOTER, "refuse", "--date", "2010-04-01"),
        "--date : le 1er avril 2010 est avant la demande reçue le 2 avril 2010",
    ),
    "une référence que le refus n'écrit pas": (
        (*NOTER, "refuse", "--reference", "D-3", "--date", "2010-05-01"), "--reference ne va pas avec refuse",
    ),
    "un avenant sans accord": (
        (*NOTER, "avenant", "--reference", "A-1", "--montant", "9000", "--date", "2010-06-01"),
        "rien n'est accordé à l'état « sollicite »",
    ),
    "une somme comptée loin de son jour": (
        (*PAYER, "--date", "2011-02-03", "--compte-en", "2009"),
        "--compte-en 2009 : une somme du 3 février 2011 n'y compte pas",
    ),
    "une décision modificative d'une autre année": (
        (*MODIFIER, "--date", "2008-12-31"),
        "--date : une décision du 31 décembre 2008 ne modifie pas un crédit de 2010",
    ),
}  # fmt: skip


@pytest.mark.parametrize("cas", ORDRE)
def test_un_jour_qui_en_contredit_un_autre_est_refuse(contrat: Commande, racine: Path, cas: str) -> None:
    fiche = racine / CAFE
    texte = fiche.read_text(encoding="utf-8")
    debut, _, reste = texte.partition("      etat: accorde\n")
    demandee = "      etat: sollicite\n      reception: 2010-04-02\n"
    fiche.write_text(f"{debut}{demandee}{reste[reste.index('criteres_dd') :]}", encoding="utf-8")
    refuser(contrat, racine, *ORDRE[cas])


def test_le_jour_d_une_convention_ne_se_perd_pas_sans_un_mot(contrat: Commande, racine: Path) -> None:
    """Après un accord, le plan n'a pas où l'écrire."""
    issue = contrat(*NOTER, "conventionne", "--date", "2010-09-01", dans=racine)
    assert issue.code == 0
    assert issue.erreurs.endswith(
        "Le 1er septembre 2010 n'est pas écrit dans le plan, qui garde le jour de l'accord : celui de la convention "
        "est sa signature (contrat nouveau convention, puis contrat convention signer).\n"
    )
    assert "2010-09-01" not in (racine / CAFE).read_text(encoding="utf-8")


def test_un_avenant_change_l_aide_et_garde_l_accord(contrat: Commande, racine: Path) -> None:
    """Le premier accord, son jour et son montant restent ; le plan et le JSON disent chaque acte."""
    avenant = (*NOTER, "avenant", "--date", "2010-09-01")
    refuser(contrat, racine, (*avenant, "--montant", "9000"), "il manque --reference")
    nul = "cet avenant ne change rien aux 12 000 € accordés"
    refuser(contrat, racine, (*avenant, "--reference", "A-1"), nul)
    refuser(contrat, racine, (*avenant, "--reference", "A-1", "--montant", "12000"), nul)
    perdue = "--montant : une aide ramenée à 0 € est perdue"
    refuser(contrat, racine, (*avenant, "--reference", "A-1", "--montant", "0"), perdue)
    avant_l_accord = ("--date", "2010-05-31", "--reference", "A-1", "--montant", "9000")
    dit = "--date : le 31 mai 2010 est avant l'accord du 1er juin 2010"
    refuser(contrat, racine, (*NOTER, "avenant", *avant_l_accord), dit)
    issue = contrat(*avenant, "--reference", "A-1", "--montant", "9000", dans=racine)
    dit = "Café de rencontre : Département du Cantal, avenant, 9 000 €, 1er septembre 2010, écrit dans"
    assert (issue.code, issue.sortie) == (0, f"{dit} {CAFE}\n")
    deja = "l'avenant « A-1 » est déjà noté : 9 000 €, le 1er septembre 2010"
    refuser(contrat, racine, (*avenant, "--reference", "A-1", "--montant", "8000"), deja)
    fin = ("--reference", "A-2", "--achevement", "2012-06-30")
    desordre = "--date : le 31 août 2010 est avant l'avenant « A-1 » du 1er septembre 2010"
    refuser(contrat, racine, (*NOTER, "avenant", "--date", "2010-08-31", *fin), desordre)
    issue = contrat(*NOTER, "avenant", "--date", "2011-02-01", *fin, dans=racine)
    assert issue.code == 0, issue.erreurs
    texte = (racine / CAFE).read_text(encoding="utf-8")
    assert "montant: 9000\n" in texte
    assert "date: 2010-06-01\n        reference: D-2010-12\n" in texte
    page = contrat("financement", "cafe-rencontre", dans=racine).sortie
    actes = (
        "avenant A-1 du 1er septembre 2010 (12 000 € → 9 000 €), avenant A-2 du 1er février 2011 (9 000 €, achèvement"
    )
    dit = f"Département du Cantal, investissement 2010 : {actes} au 30 juin 2012) et 9 000 € à"
    assert dit in " ".join(page.split())
    # Ce qui était demandé est ce que le premier acte accordait.
    plan = json.loads(contrat("financement", "cafe-rencontre", "--format", "json", dans=racine).sortie)
    (aide,) = (x for f in plan["financeurs"] if f["organisme"] == "departement" for x in f["ressources"])
    assert (aide["sollicite"], aide["accorde"], aide["montant"]) == ("12000.00", "9000.00", "9000.00")
    projet = contrat("rapport", "deliberation", "cafe-rencontre", dans=racine).sortie.replace("\u00a0", " ")
    assert "Vu l'avenant A-1 du 1er septembre 2010, Département du Cantal" in projet
    rapport = contrat("rapport", "financeur", "departement", dans=racine).sortie.replace("\u00a0", " ")
    assert "notifié le 1er juin 2010, avenant A-1 le 1er septembre 2010, avenant A-2" in rapport
    contredit = texte.replace("montant: 9000\n", "montant: 9500\n", 1)
    (racine / CAFE).write_text(contredit.replace("date: 2010-09-01", "date: 2010-05-01"), encoding="utf-8")
    fautes = contrat("validate", dans=racine).sortie
    assert "[B006] 9 500 € accordés, mais l'avenant du 1er février 2011 dit 9 000 €\n" in fautes
    assert "[B023] avenant du 1er mai 2010, avant l'accord du 1er juin 2010\n" in fautes


@pytest.mark.parametrize(
    "geste",
    [
        ("nouveau", "deliberation", "visites", "--objet", "visiter", "--date", "2010-02-15"),
        ("evaluation", "poser", "Qui sort ?", "--action", "visites", "--date", "2010-02-15"),
    ],
)
def test_une_fiche_illisible_n_est_pas_une_fiche_absente(
    contrat: Commande, minimal: Path, geste: tuple[str, ...]
) -> None:
    fiche = minimal / "data/actions/visites.yaml"
    remplacer(fiche, "numero: 2", "numero: deux")
    issue = contrat(*geste, dans=minimal)
    dit = "Erreur : l'action « visites » porte des fautes de forme\n  aide : contrat validate les montre\n"
    assert (issue.code, issue.erreurs) == (1, dit)
    issue = contrat(*("1.2" if mot == "visites" else mot for mot in geste), dans=minimal)
    assert (issue.code, issue.erreurs.splitlines()[0]) == (1, f"Erreur : l'action « 1.2 » {NON_LUE} visites")


def test_une_ligne_demesuree_se_dit_telle(contrat: Commande, racine: Path) -> None:
    message = f"{VISITES} : rien n'est écrit, une ligne de 10014 signes, 10000 au plus"
    refuser(contrat, racine, (*MESURER, "--date", "2011-02-03", "--note", "x" * 10_000), message, code=3)


NON_LUE = "n'est pas parmi ce qui se lit ; ne se lit pas :"
ACTE = ("--objet", "T", "--instance", "conseil", "--date", "2011-02-03")
AXE, ORGANISMES, SOURCES = "data/axes/axe-1.yaml", "data/organismes.yaml", "data/sources.yaml"


@pytest.mark.parametrize(("abime", "geste", "message"), [
    (CAFE, ("nouveau", "jalon", "T", "--fait", "2011", "--action", "cafe-rencontre"),
     "l'action « cafe-rencontre » porte des fautes de forme"),
    (CAFE, ("nouveau", "deliberation", "1.1", *ACTE), f"l'action « 1.1 » {NON_LUE} cafe-rencontre"),
    (AXE, ("nouveau", "action", "--axe", "1", "--titre", "T"), f"l'axe « 1 » {NON_LUE} axe-1"),
    (AXE, ("nouveau", "axe", "--titre", "T"), "le numéro suivant n'est pas sûr ; ne se lit pas : axe-1"),
    (ORGANISMES, (*NOTER, "accorde", "--montant", "9000", "--date", "2011-02-03", "--reference", "T"),
     f"l'organisme « departement » {NON_LUE} organismes"),
    (SOURCES, (*MESURER, "--date", "2011-02-03", "--source", "reconstitution"),
     "--source : « reconstitution » ne peut être vérifié ; ne se lit pas : sources"),
])  # fmt: skip
def test_ce_qui_ne_se_lit_pas_n_est_pas_dit_inconnu(
    contrat: Commande, racine: Path, abime: str, geste: tuple[str, ...], message: str
) -> None:
    fichier = racine / abime
    fichier.write_text("[\n" + fichier.read_text(encoding="utf-8"), encoding="utf-8")
    refuser(contrat, racine, geste, message, code=1)


@pytest.mark.parametrize(("liste", "geste", "suite"), [
    (ORGANISMES, ("nouveau", "organisme", "--nom", "Amicale", "--nature", "association"),
     "data/organismes.yaml manque"),
    (SOURCES, ("nouveau", "source", "--titre", "T", "--nature", "releve"), "data/sources.yaml manque"),
])  # fmt: skip
def test_une_liste_absente_se_dit(
    contrat: Commande, racine: Path, liste: str, geste: tuple[str, ...], suite: str
) -> None:
    (racine / liste).unlink()
    refuser(contrat, racine, geste, suite, code=3)
