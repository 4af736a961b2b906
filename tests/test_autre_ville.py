"""Une autre ville, d'un autre temps : chaque commande, dans chaque forme qu'elle offre, y travaille sans s'étonner."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from contrat.cli import app
from tests.conftest import Commande

AUTRE = Path(__file__).parent / "autre_ville"
MENAGE = "data/menages/M-0001.yaml"
# Ce qui ne lit rien de la ville : une seule forme suffit ici.
SANS_VILLE = {"init", "bareme verifier", "expliquer"}
# Chaque commande, avec de quoi la lancer. `permanence` et `evenement` écrivent : c'est dans une copie.
COMMANDES: dict[str, tuple[str, ...]] = {
    "init": ("--commune", "Autre", "--insee", "38998", "--periode", "2024-2027", "neuf"),
    "validate": (),
    "presenter": (),
    "budget": ("2024-2027", "--par", "chapitre"),
    "financement": ("renovation",),
    "convention": (),
    "convention signer": ("appui", "--date", "2026-03"),
    "action lister": ("--au", "2026-01-01"),
    "action montrer": ("navette", "--au", "2026-01-01"),
    "hierarchiser": ("assemblee-2023-12",),
    "seance presents": ("assemblee-2023-12", "habitants", "4"),
    "seance observer": ("assemblee-2023-12", "atout", "Une salle libre"),
    "seance proposer": ("assemblee-2023-12", "Une laverie"),
    "seance bulletin": ("assemblee-2023-12", "habitants", "renovation=8,5"),
    "seance decider": ("une-autre", "navette", "--issue", "retenue"),
    "evaluation": ("2024-2025",),
    "evaluation poser": ("Qui se déplace mieux ?", "--date", "2024-01"),
    "evaluation repondre": ("1", "Les plus âgés", "--action", "navette", "--date", "2026-06"),
    "evaluation constater": ("navette", "social", "fort", "des gens seuls la prennent", "--date", "2026-06"),
    "evaluation conclure": ("À poursuivre", "--action", "navette", "--date", "2026-06"),
    "eligibilite": (MENAGE,),
    "menage talon": ("M-0001",),
    "menage chercher": ("--personnes", "2"),
    "agenda": ("--au", "2026-02-03"),
    "permanence": ("data/menages/M-0003.yaml", "--date", "2026-04-07", "--reponses", "reponses.yaml"),
    "bareme": ("2026-03-02",),
    "bareme verifier": (),
    "concordance": (),
    "comparer": (str(AUTRE), "."),
    "suivi": ("--au", "2026-06-30"),
    "evenement": ("M-0002", "abandon", "--date", "2026-04-07"),
    "action statut": ("navette", "suspendue", "--date", "2026-02-01", "--instance", "conseil-communautaire"),
    "budget voter": ("navette", "minibus", "--montant", "60000"),
    "budget modifier": ("navette", "minibus", "--montant", "61000", "--date", "2026-03-01"),
    "budget engager": ("navette", "minibus", "--montant", "59000"),
    "budget payer": ("navette", "minibus", "--montant", "3000", "--date", "2026-02-02"),
    "budget reporter": ("navette", "minibus", "--montant", "0"),
    "financement noter": ("navette", "etat", "refuse", "--date", "2026-05-04"),
    "indicateur noter": ("navette", "voyageurs", "12", "--date", "2026-06-30"),
    "nouveau action": ("--titre", "Une laverie", "--axe", "axe-1"),
    "rapport action": ("renovation", "--au", "2026-01-01"),
    "rapport bilan": ("--au", "2026-01-01"),
    "rapport comite": ("--periode", "2024-2025"),
    "rapport deliberation": ("renovation",),
    "rapport experience": ("--action", "navette"),
    "rapport financeur": ("etat",),
    "rapport menage": ("M-0001",),
    "rapport permanence": ("--date", "2026-02-03"),
    "rapport seance": ("assemblee-2023-12", "--preparer"),
    "rgpd purge": ("--avant", "2026-01-01", "--essai"),
    "rgpd registre": (),
    "rgpd acces": ("M-0001",),
    "expliquer": ("B001",),
    "exporter": ("tet", "-o", "plan.csv"),
    "importer": ("plan.csv", "--essai"),
    "importer menages": ("menages.csv", "--essai"),
    "migrer": (),
    "site": ("-o", "public"),
    "schema": (),
    "renouveler": ("--periode", "2028-2031", "--vers", "suite"),
}
# Ce qui demande deux contrats s'essaie dans tests/plusieurs.
A_PLUSIEURS = {"action deplacer"}


def feuilles(commande: Any, nom: str = "") -> Iterator[tuple[str, Any]]:
    """Les commandes qui se lancent, par leur nom."""
    enfants = getattr(commande, "commands", {})
    if nom and (not enfants or any(p.param_type_name == "argument" or p.name == "format_" for p in commande.params)):
        yield nom, commande
    for suite, enfant in enfants.items():
        yield from feuilles(enfant, f"{nom} {suite}".strip())


FEUILLES = dict(feuilles(get_command(app)))


def formes(commande: Any) -> list[str]:
    """Les formes que l'option `--format` d'une commande annonce."""
    options = [p for p in commande.params if p.name == "format_"]
    return [str(f) for p in options for f in (p.metavar.split("|") if p.metavar else p.type.choices)]


def test_chaque_commande_est_essayee() -> None:
    """Une commande nouvelle s'inscrit ici ; celles de `nouveau` se ressemblent, une suffit."""
    assert (
        {nom for nom in FEUILLES if not nom.startswith("nouveau ")} - A_PLUSIEURS <= COMMANDES.keys() <= FEUILLES.keys()
    )


@pytest.mark.parametrize("nom", COMMANDES)
def test_une_commande_dans_toutes_ses_formes(contrat: Commande, tmp_path: Path, nom: str) -> None:
    """Ni erreur, ni trace, ni mot d'une ville qui n'est pas la sienne."""
    shutil.copytree(AUTRE / "data", tmp_path / "data")
    (tmp_path / "reponses.yaml").write_text("logement: {statut_occupation: locataire_social}\n", encoding="utf-8")
    (tmp_path / "menages.csv").write_text("id;personnes;contacté\n1;2;20/09/2025\n", encoding="utf-8")
    if nom == "importer":
        assert contrat("exporter", *COMMANDES["exporter"], dans=tmp_path).code == 0
    if nom == "convention signer":
        neuve = ("nouveau", "convention", "appui", "--objet", "un appui", "--organisme", "etat")
        assert contrat(*neuve, dans=tmp_path).code == 0
    if nom == "seance decider":
        assert contrat("nouveau", "seance", "une-autre", "--sans-vote", dans=tmp_path).code == 0
    feuille = FEUILLES[nom]
    for forme in (None,) if nom in SANS_VILLE else formes(feuille) or (None,):
        fichier = tmp_path / f"sortie.{forme}" if any(p.name == "sortie" for p in feuille.params) and forme else None
        options = (("--format", forme) if forme else ()) + (("-o", fichier) if fichier else ())
        issue = contrat(*nom.split(), *COMMANDES[nom], *options, dans=tmp_path)
        assert (issue.code, forme, issue.erreurs if issue.code else "") == (0, forme, "")
        ecrit = fichier.read_bytes() if fichier else (issue.sortie + issue.erreurs).encode()
        ecrit += b"".join(page.read_bytes() for page in tmp_path.glob("public/**/*.*"))
        assert ecrit or (tmp_path / "plan.csv").exists()
        # Une place dans un PDF, 0000015187, n'est pas un code de commune.
        assert not re.search(rb"Saint-Flour|(?<!\d)15187(?!\d)|Valbrume", ecrit)


def test_ses_menages_de_2026_ont_leurs_aides(contrat: Commande) -> None:
    """L'aide de l'agglomération suit celle de l'État, et le reste à vivre est celui de la ville."""
    objet = json.loads(contrat("eligibilite", MENAGE, "--format", "json", dans=AUTRE).sortie)
    assert {a["code"]: a["montant"] for a in objet["aides"] if a["verdict"] == "eligible"} == {
        "mpr-parcours-accompagne": "32000.00",
        "mar": "2000.00",
        "agglomeration-renovation": "1500.00",
    }
    assert (objet["reste_a_vivre"], objet["plan"]["reste_a_charge"]) == ("450.00", "8700.00")
