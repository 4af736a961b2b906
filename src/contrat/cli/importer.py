"""Les commandes `contrat importer …` : faire entrer un plan d'action, ou des ménages, tenus dans un tableur."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from contrat.cli.cadre import Ensemble, Racine
from contrat.cli.parametres import argument, option
from contrat.cli.saisies import Essai
from contrat.cli.source_menages import Source

Feuille = Annotated[str | None, option("--feuille", "NOM", "Feuille ; sinon, la première qui convient")]
Correspondance = Annotated[Path | None, option("--colonnes", "MAP.yaml", "Quelle colonne est quoi : « rfr: Revenu »")]
Table = Annotated[
    str | None, option("--table", "NOM", "Nom de la table, à garder si le fichier en change ; sinon, le sien")
]
Remplacer = Annotated[
    bool, typer.Option("--remplacer", help="Mettre la valeur du tableur là où le dossier dit autrement")
]


def importer(
    fichier: Annotated[Path, argument("FICHIER", "Classeur .xlsx, ou CSV")],
    modele: Annotated[str, option("--modele", "tet|colonnes:MAP.yaml", "Disposition du tableur")] = "tet",
    feuille: Feuille = None,
    source: Annotated[str, option("--source", "SOURCE", "Source à citer, créée au besoin")] = "import",
    essai: Essai = False,
    racine: Racine = None,
) -> None:
    """Importer un plan d'action d'un tableur : axes, fiches, organismes, et le compte rendu de chaque ligne."""
    from datetime import date

    from contrat.calculs.echanges.plan import Accueil, planifier
    from contrat.cli.creation.objets import ouvrir
    from contrat.cli.echanges.importer import appliquer, est_admis, montrer
    from contrat.cli.echanges.tableur import lire_actions
    from contrat.depot.ecriture import tout_ou_rien

    lu = lire_actions(fichier, modele, feuille)
    ouvert = ouvrir(racine)
    ouvert.refuser_apres_cloture(date.today())
    disposition = modele.partition(":")[0]
    dans = Accueil(ouvert.dossier, disposition, source, date.today(), est_admis)
    fiches = lu.joindre(planifier(lu.rangees, lu.entetes, dans))
    with tout_ou_rien():
        rendu = appliquer(fiches, dans, ouvert.racine, essai=essai)
    montrer(rendu, dans, lu.autres, essai=essai)


def menages(
    fichier: Annotated[Path, argument("FICHIER", "Classeur .xlsx, ou CSV")],
    colonnes: Correspondance = None,
    feuille: Feuille = None,
    table: Table = None,
    remplacer: Remplacer = False,
    source: Source = None,
    essai: Essai = False,
    racine: Racine = None,
) -> None:
    """Importer des ménages d'un tableur, sans identité : un dossier par rangée, et le compte rendu de chacune."""
    from contrat.calculs.actions.selection import noms_des_organismes
    from contrat.cli.echanges.cases import Annuaire
    from contrat.cli.echanges.ecrire_menages import AccueilMenages, montrer_menages, reprendre_menages
    from contrat.cli.echanges.menages import lire_menages
    from contrat.cli.registre import refuser_registre
    from contrat.cli.source_menages import lire_cadre, trouver_source
    from contrat.depot.chargement import charger
    from contrat.depot.droit import lire_communes
    from contrat.depot.ecriture import tout_ou_rien
    from contrat.depot.racine import trouver_racine
    from contrat.erreurs import ErreurUsage

    base = trouver_racine(Path.cwd(), racine)
    refuser_registre(base)
    dossier, cadre = lire_cadre(base)
    organismes = noms_des_organismes(charger(base, ("organismes",)).dossier)
    lu = lire_menages(fichier, colonnes, feuille, Annuaire(lire_communes(cadre.territoire.insee), organismes))
    if remplacer and not lu.est_numerote:
        raise ErreurUsage("--remplacer demande une colonne id", "numéroter les rangées : 1, 2, 3…")
    if lu.redits and table is None:
        aide = f"--table NOM, neuf pour d'autres ménages ; --table {fichier.stem} si ce sont les mêmes"
        raise ErreurUsage(f"{fichier} : {lu.redits}", aide)
    retenue = trouver_source(base, dossier, source, demander=not essai)
    origine = (base, cadre.territoire.insee, retenue, table or fichier.stem)
    dans = AccueilMenages(*origine, essai=essai, remplacer=remplacer, est_numerote=lu.est_numerote)
    with tout_ou_rien():
        compte = reprendre_menages(lu, dans)
    montrer_menages(compte, lu, essai=essai)


IMPORTER = Ensemble(importer, menages)
