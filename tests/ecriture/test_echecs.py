"""Les dispositions et les gestes qui ont un jour abîmé un fichier : chacun avec ce qu'il doit donner."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Commande
from tests.ecriture.conftest import AJOUT, ETAPE, MENAGE, TEXTE

DEUX = TEXTE.index("evenements:")
ENTRETIEN = ("permanence", MENAGE, "--date", "2011-09-20", "--reponses", "reponses.yaml")
REPONSES = "revenus:\n  - annee: 2009\n    rfr: 21500\nlogement:\n  residence_principale: oui\n"


def evenements(bloc: str) -> str:
    return TEXTE[:DEUX] + bloc


@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        # L'étape avant la date, les tirets sans retrait.
        (
            evenements("evenements:\n- etape: contacte\n  date: 2011-02-15\n"),
            evenements(
                "evenements:\n- etape: contacte\n  date: 2011-02-15\n- date: 2011-06-01\n  etape: rendez_vous\n"
            ),
        ),
        # Une espace avant les deux-points : une seconde clé s'y ajoutait.
        (TEXTE.replace("evenements:", "evenements :"), TEXTE.replace("evenements:", "evenements :") + AJOUT),
        (TEXTE.replace("evenements:", '"evenements":'), TEXTE.replace("evenements:", '"evenements":') + AJOUT),
        (TEXTE.replace("\n", "\r\n"), (TEXTE + AJOUT).replace("\n", "\r\n")),
        (TEXTE.rstrip("\n"), (TEXTE + AJOUT).rstrip("\n")),
        (TEXTE[:DEUX], evenements("evenements:\n" + AJOUT)),
        (evenements("evenements:  # rien encore\n"), evenements("evenements:  # rien encore\n" + AJOUT)),
        (evenements("evenements: []\n"), evenements("evenements: [{date: 2011-06-01, etape: rendez_vous}]\n")),
        (
            evenements("evenements: [{date: 2011-02-15, etape: contacte}] # fin\n"),
            evenements(
                "evenements: [{date: 2011-02-15, etape: contacte}, {date: 2011-06-01, etape: rendez_vous}] # fin\n"
            ),
        ),
        (
            evenements("evenements:\n  - {date: 2011-02-15, etape: contacte}\n"),
            evenements(
                "evenements:\n  - {date: 2011-02-15, etape: contacte}\n  - {date: 2011-06-01, etape: rendez_vous}\n"
            ),
        ),
        # Les lignes vides d'une note « |+ » sont à elle.
        (TEXTE + "    note: |+\n      rappeler\n\n\n", TEXTE + "    note: |+\n      rappeler\n\n\n" + AJOUT),
        (
            TEXTE + "    note: |\n      rappeler\n\n# fin\n",
            TEXTE + "    note: |\n      rappeler\n" + AJOUT + "\n# fin\n",
        ),
        (TEXTE + "    # à relancer\n\n# fin\n", TEXTE + "    # à relancer\n" + AJOUT + "\n# fin\n"),
        ("---\n" + TEXTE + "...\n", "---\n" + TEXTE + AJOUT + "...\n"),
    ],
)
def test_une_etape_ne_change_que_sa_place(contrat: Commande, racine: Path, avant: str, apres: str) -> None:
    (racine / MENAGE).write_bytes(avant.encode("utf-8"))
    assert contrat("validate", dans=racine).code == 0
    issue = contrat(*ETAPE, dans=racine)
    assert (issue.code, issue.erreurs) == (0, "")
    assert (racine / MENAGE).read_bytes().decode("utf-8") == apres
    assert contrat("validate", dans=racine).code == 0


@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        # Un bloc vide se remplit comme un bloc absent.
        (
            TEXTE.replace("evenements:", "projet:\nevenements:"),
            """\
# Exemple fictif : un commentaire.
id: M-0002
source: fiction   # commentaire de fin
secteur: "ville-basse"
origine: 'ccas'
occupants:
  nombre: 2
  tranche_age: 70_et_plus
revenus:
  - annee: 2009
    rfr: 21500
logement:
  commune: "15187"
  statut_occupation: proprietaire_occupant
  residence_principale: oui                 # occupé au moins huit mois par an
projet:
evenements:
  - date: 2011-02-15
    etape: contacte
  - date: 2011-04-05
    etape: recu_en_permanence
  - date: 2011-09-20
    etape: recu_en_permanence
""",
        ),
        # Un retrait de quatre reste de quatre, une fin de ligne CRLF reste CRLF.
        (
            "id: M-0002\r\nsource: fiction\r\nlogement:\r\n    'commune' : \"15187\"\r\n"
            "evenements:\r\n    -   etape: recu_en_permanence\r\n        date: 2011-04-05\r\n",
            "id: M-0002\r\nsource: fiction\r\nrevenus:\r\n    - annee: 2009\r\n      rfr: 21500\r\nlogement:\r\n"
            "    'commune' : \"15187\"\r\n"
            "    residence_principale: oui               # occupé au moins huit mois par an\r\n"
            "evenements:\r\n    -   etape: recu_en_permanence\r\n        date: 2011-04-05\r\n"
            "    -   date: 2011-09-20\r\n        etape: recu_en_permanence\r\n",
        ),
        # Entre accolades, la valeur se range sur sa ligne, sans explication.
        (
            "id: M-0002\nsource: fiction\nlogement: {commune: \"15187\", type: maison}  # bourg\nprojet: {}\n"
            "evenements: [{date: 2011-04-05, etape: recu_en_permanence}]",
            "id: M-0002\nsource: fiction\nrevenus:\n  - annee: 2009\n    rfr: 21500\n"
            'logement: {commune: "15187", residence_principale: oui, type: maison}  # bourg\n'
            "projet: {}\nevenements: [{date: 2011-04-05, etape: recu_en_permanence}, "
            "{date: 2011-09-20, etape: recu_en_permanence}]",
        ),
    ],
)  # fmt: skip
def test_une_reponse_ne_change_que_sa_place(contrat: Commande, racine: Path, avant: str, apres: str) -> None:
    (racine / MENAGE).write_bytes(avant.encode("utf-8"))
    (racine / "reponses.yaml").write_text(REPONSES, encoding="utf-8")
    assert contrat(*ENTRETIEN, dans=racine).code == 0
    assert (racine / MENAGE).read_bytes().decode("utf-8") == apres
    assert contrat("validate", dans=racine).code == 0


@pytest.mark.parametrize(
    "note", ["null", "~", "- a", "# non", "a: b", " bords ", "l'une\nl'autre", "oui", "0123", "«»"]
)
def test_une_note_se_relit_comme_elle_a_ete_donnee(contrat: Commande, racine: Path, note: str) -> None:
    assert contrat(*ETAPE, "--note", note, dans=racine).code == 0
    from contrat.depot.fiche import lire_fiche
    from contrat.modele.menage import Menage

    fiche = lire_fiche(racine / MENAGE, MENAGE, Menage)
    assert fiche.objet.evenements[-1].note == note
    assert (racine / MENAGE).read_text(encoding="utf-8").startswith(TEXTE + AJOUT + "    note: ")
