"""Un lot long se juge sur plusieurs processus : mêmes réponses, même ordre, mêmes fautes."""

from __future__ import annotations

from pathlib import Path

from contrat.calculs.eligibilite.compilation.lecteur import Lecteur
from contrat.cli.lot.paquets import LIGNES_PAR_BLOC, JugeDeLot, juger_dans_l_ordre
from contrat.depot.blocs import lire_peu_a_peu
from contrat.depot.lot import ouvrir_lot
from contrat.rendu.eligibilite.lot import Redacteur
from tests.calculs.fabriques import FORFAIT, aide, bareme

DROIT = bareme(aide("prime", FORFAIT, "{genre: egal, champ: commences, seuil: non}"))


def ecrire_lot(fichier: Path, lignes: int) -> None:
    """Un lot minuscule par ligne, dont quelques lignes sont fautives au-delà de ce que le premier processus juge."""
    fautives = {LIGNES_PAR_BLOC + 3: "peut-être", 2 * LIGNES_PAR_BLOC: '"oui', lignes - 1: "oui,"}
    with fichier.open("w", encoding="utf-8") as flux:
        flux.write("id,date,commences\n")
        for rang in range(lignes):
            flux.write(f"E{rang},2011-05-02,{fautives.get(rang, ('oui', 'non', '')[rang % 3])}\n")


def test_plusieurs_processus_repondent_comme_un_seul(tmp_path: Path) -> None:
    ecrire_lot(tmp_path / "lot.csv", LIGNES_PAR_BLOC + 3 * LIGNES_PAR_BLOC + 7)

    def juger(processus: int) -> list[tuple[int, list[str], list[int]]]:
        lot = ouvrir_lot(tmp_path / "lot.csv", "lot.csv")
        juge = JugeDeLot(Lecteur(DROIT, lot.colonnes, None, est_francais=False, des_la=0), Redacteur())
        blocs = lire_peu_a_peu(tmp_path / "lot.csv", "lot.csv", lot, LIGNES_PAR_BLOC)
        return [
            (bloc.bloc.premiere, jugees.morceaux, jugees.laissees)
            for bloc, jugees in juger_dans_l_ordre(blocs, juge, processus, seul=1)
        ]

    a_un, a_trois = juger(1), juger(3)
    assert a_un == a_trois
    assert [len(laissees) for _, _, laissees in a_un if laissees] == [1, 1, 1]
    assert (
        sum(texte.count("\n") for _, morceaux, _ in a_un for texte in morceaux)
        == LIGNES_PAR_BLOC + 3 * LIGNES_PAR_BLOC + 4
    )
