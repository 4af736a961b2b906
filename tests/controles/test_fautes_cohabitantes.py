"""Beaucoup de fautes dans les mêmes fichiers : toutes sont dites en un passage, et ce qui n'est pas jugé aussi."""

from __future__ import annotations

import re
from pathlib import Path

from tests.conftest import Commande

TELEPHONE = " ".join(("06", "00", "00", "00", "12"))
# Par fichier de `data/`, un passage et ce qui le remplace : chaque remplacement sème une faute.
SEMEES = {
    "actions/epicerie.yaml": [
        ("axe: axe-1", "axe: axe-9"),
        ("numero: 1\n", "numero: un\n"),
        ("titre_court: Épicerie solidaire", "titre_court: Épicerie solidaire et sociale du centre-ville ancien"),
        ("    instance: commissions", "    instance: comission"),
        ("    date: 2009-12\n", "    date: 2009-13\n"),
        ("    source: document\n\ndescription", "    source: documents\n\ndescription"),
        ("constats: [isolement, ", "constats: [isollement, "),
        ("niveau: general", "niveau: generale"),
        ("gestionnaire: ccas", "gestionnaire: ccass"),
        ("    role: financeur\n    note: sollicité", "    rôle: financeur\n    note: sollicité"),
        ("organisme: caf-valbrume", "organisme: caf-valbrune"),
        ("      debut: 2010\n      fin: 2011", "      debut: 2012\n      fin: 2011"),
        ('chapitre: "23"', 'chapitre: "23a"'),
        ("prevu: 28000", "prevu: 28.000"),
        ("exercice: 2011, section: investissement", "exercice: 2031, section: investissement"),
        ('chapitre: "012"', 'sens: dépense, chapitre: "012"'),
        ("- {organisme: departement", "- {organisme: departemant"),
        ("montant: 18000", "montant: 18 000 €"),
        ("montant: 10000, etat: sollicite", "montant: 10000, etat: sollicité"),
    ],
    "actions/isolation.yaml": [
        ("montant: 13500,", "montant: 13499.99,"),
        ("\ntitre: ", "\ntitr: "),
        ("\nporteur: ", "\nporteur: x"),
    ],
    "menages/M-0002.yaml": [
        ("source: fiction", "source: fictio"),
        ("nombre: 2", "nombre: deux"),
        ('commune: "15999"', "commune: 15-999"),
        ("travaux_ttc: 10550", "travaux_ttc: 9000"),
        ("gain: 38 %", "gain: 0.38"),
        ("tranche_age: 70_et_plus", "tranche_age: 70_et_plus  # Mme Martin"),
        ("date: 2011-05-24", "date: 2011-03-24"),
        ("dpe: G", "dpe: H"),
        ("professionnel: oui", "professionnel: yes"),
        ("etape: accorde", "etape: accordé"),
    ],
    "menages/M-0003.yaml": [
        ("id: M-0003", "id: M-0033"),
        ("  nombre:", "	nombre:"),
        ("origine: ", f"origine: {TELEPHONE} "),
    ],
    "contrat.yaml": [
        ("montant: 200000", "montant: 200 000"),
    ],
    "organismes.yaml": [
        ("    public: oui", "    public: vrai"),
        ("    source: ", "    source: zz"),
    ],
    "seances/comite-2009-12.yaml": [
        ("presents: ", "presents: x"),
        ("instance: ", "instance: z"),
    ],
    "axes/axe-2.yaml": [
        ("numero: 2", "numero: 2\nnumero: 3"),
        ("titre_court: ", 'titre_court: "'),
        ("source: ", "source: zz"),
    ],
    "axes/axe-3.yaml": [
        ("numero: ", "<<<<<<< HEAD\nnumero: 3\n=======\nnumero: 4\n>>>>>>> b\n#"),
        ("source: ", "source: zz"),
    ],
    "axes/axe-1.yaml": [
        ("titre_court: ", "titre_court: a: "),
        ("constats: [", "constats: [zz, "),
        ("source: ", "source: zz"),
    ],
}
# Où chacune est dite, et trois suites : deux clés mal écrites manquent, un téléphone n'est pas un identifiant.
DITES = """
actions/epicerie.yaml:3:6 R001
actions/epicerie.yaml:4:9 F015
actions/epicerie.yaml:6:14 F019
actions/epicerie.yaml:12:15 R006
actions/epicerie.yaml:15:11 F015
actions/epicerie.yaml:27:13 R003
actions/epicerie.yaml:30:12 R004
actions/epicerie.yaml:32:13 F016
actions/epicerie.yaml:35:15 R002
actions/epicerie.yaml:37:5 F014
actions/epicerie.yaml:38:5 F013
actions/epicerie.yaml:40:16 R002
actions/epicerie.yaml:48:12 C001
actions/epicerie.yaml:53:59 F015
actions/epicerie.yaml:53:100 F015
actions/epicerie.yaml:54:18 B003
actions/epicerie.yaml:55:55 F016
actions/epicerie.yaml:60:101 F015
actions/epicerie.yaml:61:19 R002
actions/epicerie.yaml:61:124 F016
actions/isolation.yaml:2:1 F014
actions/isolation.yaml:5:1 F013
actions/isolation.yaml:31:10 R002
actions/isolation.yaml:52:101 B001
axes/axe-1.yaml:4:15 F001
axes/axe-1.yaml:7:12 R004
axes/axe-1.yaml:8:9 R003
axes/axe-2.yaml:3:1 F005
axes/axe-2.yaml:5:14 F001
axes/axe-2.yaml:9:9 R003
axes/axe-3.yaml:2:1 F024
axes/axe-3.yaml:13:9 R003
contrat.yaml:24:14 F015
menages/M-0002.yaml:3:9 R003
menages/M-0002.yaml:7:11 F015
menages/M-0002.yaml:8:30 D010
menages/M-0002.yaml:13:12 F015
menages/M-0002.yaml:18:8 F016
menages/M-0002.yaml:27:16 M002
menages/M-0002.yaml:28:9 F015
menages/M-0002.yaml:31:18 F015
menages/M-0002.yaml:39:11 C005
menages/M-0002.yaml:44:12 F016
menages/M-0003.yaml:2:5 F018
menages/M-0003.yaml:5:10 D001
menages/M-0003.yaml:5:10 F015
menages/M-0003.yaml:7:1 F004
organismes.yaml:5:13 F015
organismes.yaml:6:13 R003
seances/comite-2009-12.yaml:3:11 R006
seances/comite-2009-12.yaml:8:15 F015
"""


def test_quarante_huit_fautes_semees_dans_dix_fichiers_sont_dites_en_un_passage(contrat: Commande, copie: Path) -> None:
    """Formes, références, dates, sommes, données personnelles, conflit de fusion, guillemets ouverts."""
    for fichier, changements in SEMEES.items():
        chemin = copie / "data" / fichier
        texte = chemin.read_text(encoding="utf-8")
        for avant, apres in changements:
            assert avant in texte, (fichier, avant)
            texte = texte.replace(avant, apres, 1)
        chemin.write_text(texte, encoding="utf-8", newline="\n")
    issue = contrat("validate", dans=copie)
    assert sum(map(len, SEMEES.values())) == 48
    trouvees = re.findall(r"^data/(\S+:\d+:\d+): \w+\[(\w+)\]", issue.sortie, re.MULTILINE)
    assert [" ".join(trouvee) for trouvee in trouvees] == DITES.split("\n")[1:-1]
    assert issue.erreurs.splitlines()[1:] == [
        "Pas encore vérifié, à cause des fautes de forme :",
        "  data/actions/epicerie.yaml : B001, B002, B004, B005, B006, B007, B008, B009, B010, B011, "
        "B013, B014, B016, B018, B021, B022, B025, B030, C002, C042, C043, C047, R007, R010",
        "  data/axes/axe-1.yaml : B, C, M, P",
        "  data/axes/axe-3.yaml : B, C, M, P",
        "  data/contrat.yaml : B012, B017, M001, M006, M008, P001, P002, P018, P019, P020, V001",
        "  data/menages/M-0002.yaml : C005, M007, M009, M010, M013",
        "  data/menages/M-0003.yaml : B, C, M, P",
        "  data/seances/comite-2009-12.yaml : C022, C027, C041",
    ]


def test_un_conflit_de_fusion_est_une_faute_sur_sa_marque_qui_nomme_les_deux_cotes(
    contrat: Commande, copie: Path
) -> None:
    """Ni une faute de YAML sur la bonne ligne, ni des totaux qui changent sans le dire."""
    fiche = copie / "data/actions/maison.yaml"
    texte = fiche.read_text(encoding="utf-8")
    [ligne] = [x for x in texte.splitlines(keepends=True) if "exercice: 2011" in x and "montant: 20000," in x]
    deux = f"<<<<<<< HEAD\n{ligne}=======\n{ligne.replace('20000', '16000')}>>>>>>> baisse-de-l-etat\n"
    fiche.write_text(texte.replace(ligne, deux, 1), encoding="utf-8", newline="\n")
    issue = contrat("validate", dans=copie)
    debut = texte[: texte.index(ligne)].count("\n") + 1
    marge = " " * len(str(debut))
    assert issue.sortie.startswith(
        f"data/actions/maison.yaml:{debut}:1: erreur[F024] un conflit de fusion entre « HEAD » et "
        f"« baisse-de-l-etat », lignes {debut} à {debut + 4} ; ce que change « baisse-de-l-etat » n'est pas vérifié\n"
        f"{marge} |\n{debut} | <<<<<<< HEAD\n{marge} | ^^^^^^^^^^^^\n"
        "    aide : choisir ce qui reste et retirer les trois marques (git mergetool, git checkout --ours ou --theirs)"
    )
    assert issue.erreurs.splitlines()[1:] == [
        "Pas encore vérifié, à cause des fautes de forme :",
        "  data/actions/maison.yaml : B, C, M, P",
        "  data/contrat.yaml : B012, V001",
    ]
