"""`contrat agenda` : chaque échéance paraît avant de passer, une fois, et disparaît quand on y a répondu."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

from icalendar import Calendar

from contrat.dates import dire_jour
from tests.conftest import Commande, remplacer
from tests.suivi.test_suivi import dater


def lire(contrat: Commande, racine: Path, au: str, *options: str) -> list[tuple[str, str]]:
    """Les échéances d'un jour : leur jour et leur genre."""
    issue = contrat("agenda", "--au", au, "--format", "json", *options, dans=racine)
    assert (issue.code, issue.erreurs) == (0, "")
    return [(e["jour"], e["genre"]) for e in json.loads(issue.sortie)["echeances"]]


def test_un_accord_qui_tombe_se_voit_deux_mois_avant(contrat: Commande, racine: Path) -> None:
    """Accordé le 9 octobre 2011 : le délai paraît à soixante jours, reste quand il passe, s'en va une fois tenu."""
    dater(racine, "2011-03-01 contacte", "2011-05-02 dossier_depose", "2011-10-09 accorde")
    limite, debut = date(2012, 10, 9), "2012-10-09"
    assert (debut, "delai") not in lire(contrat, racine, (limite - timedelta(61)).isoformat())
    assert (debut, "delai") in lire(contrat, racine, (limite - timedelta(60)).isoformat())
    assert (debut, "delai") in lire(contrat, racine, (limite + timedelta(30)).isoformat())
    page = contrat("agenda", "--au", "2012-09-15", dans=racine).sortie
    assert page.index("Déjà passé") < page.index("à relancer") < page.index("À venir") < page.index("dernier jour pour")
    dater(racine, "2011-03-01 contacte", "2011-10-09 accorde", "2012-09-01 travaux_commences")
    assert lire(contrat, racine, "2012-10-01", "--jours", "20") == []
    assert ("2012-10-31", "relance") in lire(contrat, racine, "2012-10-01")


def test_un_rendez_vous_pris_remplace_la_relance(contrat: Commande, racine: Path) -> None:
    dater(racine, "2011-03-01 contacte")
    assert lire(contrat, racine, "2011-04-20") == [("2011-04-30", "relance")]
    dater(racine, "2011-03-01 contacte", "2011-05-03 rendez_vous")
    assert lire(contrat, racine, "2011-04-20") == [("2011-05-03", "rendez_vous")]
    assert lire(contrat, racine, "2011-05-03", "--jours", "0") == [("2011-05-03", "rendez_vous")]
    assert lire(contrat, racine, "2011-04-20", "--jours", "12") == []


def test_la_fin_des_plafonds_et_des_conventions_s_annonce(contrat: Commande, racine: Path) -> None:
    genres = dict(lire(contrat, racine, "2026-11-20"))
    assert genres["2026-12-31"] == "plafonds"


def test_un_calendrier_se_relit_et_ne_change_pas_d_une_fois_a_l_autre(
    contrat: Commande, racine: Path, tmp_path: Path
) -> None:
    dater(racine, "2011-03-01 contacte", "2011-05-03 rendez_vous")
    fichier = tmp_path / "agenda.ics"
    assert contrat("agenda", "--au", "2011-04-20", "-o", fichier, dans=racine).code == 0
    octets = fichier.read_bytes()
    (rendez_vous,) = Calendar.from_ical(octets).walk("VEVENT")
    assert (rendez_vous.decoded("dtstart"), str(rendez_vous["summary"])) == (
        date(2011, 5, 3),
        "M-0001 : rendez-vous pris",
    )
    contrat("agenda", "--au", "2011-04-20", "-o", fichier, dans=racine)
    assert fichier.read_bytes() == octets
    refus = contrat("suivi", "--format", "ical", dans=racine)
    assert (refus.code, refus.erreurs.split("\n")[0]) == (2, "Erreur : cette page n'est pas un calendrier")


def test_une_etape_a_venir_est_un_rendez_vous_et_une_etape_se_dit_comme_elle_se_lit(
    contrat: Commande, racine: Path
) -> None:
    lendemain = date.today() + timedelta(1)  # noqa: DTZ011 - le jour du contrôle est celui de la machine
    demain = lendemain.isoformat()
    assert contrat("evenement", "M-0001", "aide accordée", "--date", demain, dans=racine).erreurs == (
        f"Erreur : le {dire_jour(lendemain)} est à venir, et « aide accordée » n'est pas un rendez-vous\n"
        "  aide : écrire rendez_vous ou visite_programmee\n"
    )
    limite = date.today().year + 2  # noqa: DTZ011
    assert contrat("evenement", "M-0001", "rendez_vous", "--date", f"{limite + 1}-01-01", dans=racine).erreurs == (
        f"Erreur : le 1er janvier {limite + 1} est trop loin pour un rendez-vous\n  aide : vérifier l'année\n"
    )
    issue = contrat("evenement", "M-0001", "visite programmée", "--date", demain, dans=racine)
    assert issue.sortie.startswith("M-0001 : visite programmée, le ")
    assert contrat("evenement", "M-0001", "rendez_vous", "--date", f"{limite}-12-31", dans=racine).code == 0


def test_les_delais_d_une_subvention_s_annoncent(contrat: Commande, racine: Path) -> None:
    """Une demande du 31 août attend six mois, au 29 février ; achevée et soldée, une aide n'est plus à suivre."""
    fiche = "data/actions/cafe-rencontre.yaml"
    demandee = (
        "    - {organisme: departement, nature: subvention_publique, exercice: 2011, section: fonctionnement,\n"
        "       montant: 9, etat: sollicite, reception: 2011-08-31}\n"
    )
    accordee = "    - organisme: departement\n"
    remplacer(racine / fiche, accordee, f"{demandee}{accordee}")
    remplacer(racine / fiche, "assiette: 30000\n", "assiette: 30000\n      achevement: 2012-02-29\n")
    verse = (
        "  - {exercice: 2011, section: fonctionnement, chapitre: '65', libelle: don, prevu: 9, realise: 9, "
        "beneficiaire: club}"
    )
    remplacer(racine / fiche, "  lignes:\n", f"  lignes:\n  {verse}\n")
    remplacer(
        racine / "data/organismes.yaml",
        "organismes:\n",
        "organismes:\n  - {id: club, nom: Club, nature: association, public: non, source: essai}\n",
    )

    def subventions(au: str) -> list[tuple[str, str]]:
        return [
            x for x in lire(contrat, racine, au, "--jours", "90") if x[1] not in ("relance", "delai", "conservation")
        ]

    assert subventions("2011-12-01") == [("2012-02-29", "reponse"), ("2012-02-29", "achevement")]
    assert subventions("2012-05-01") == [
        ("2012-02-29", "reponse"), ("2012-02-29", "achevement"), ("2012-06-30", "compte_rendu"),
    ]  # fmt: skip
    page = " ".join(contrat("agenda", "--au", "2012-02-01", dans=racine).sortie.split())
    assert "achèvement attendu, avec la demande de solde : Café de rencontre, Département du Cantal" in page
    remplacer(racine / fiche, "etat: accorde\n", "etat: solde\n      encaisse: 12000\n")
    remplacer(racine / fiche, "etat: sollicite", "etat: declare")
    remplacer(racine / fiche, "realise: 9, ", "realise: 9, compte_rendu: 2012-06-30, ")
    assert subventions("2012-05-01") == []
