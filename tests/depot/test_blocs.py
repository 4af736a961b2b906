"""Un lot lu par blocs : chaque ligne de tableau une fois, à sa place, sans garder ce qui suit un guillemet ouvert."""

from __future__ import annotations

from pathlib import Path

from contrat.depot.blocs import Bloc, lire_blocs, lire_peu_a_peu
from contrat.depot.lot import ouvrir_lot

LIGNES = (
    b"A,1\r\n", b"\n", b'B,"2\n3"\n', b'C,"4\n', b"D,5\n", "\u00c9,6\n".encode(), b'E,"7\n',
    b"F,8\n", b"G\n", b"H,\xff\n", b'"J",""\r\n', b'K,"1""0"\n', b"I,9",
)  # fmt: skip
# Le numéro, les cases, et le refus : un guillemet jamais refermé ne prend que sa ligne.
ATTENDUES = [
    (2, ["A", "1"]), (4, ["B", "2\n3"]), (6, "F015"), (7, ["D", "5"]), (8, ["\u00c9", "6"]), (9, "F015"),
    (10, ["F", "8"]), (11, ["G"]), (12, "F002"), (13, ["J", ""]), (14, ["K", '1"0']), (15, ["I", "9"]),
]  # fmt: skip


def dire(bloc: Bloc) -> list[tuple[int, list[str] | str]]:
    """Les lignes de tableau d'un bloc."""
    lues = [bloc.donner(rang).texte for rang in range(bloc.nombre) if not bloc.est_vide(rang)]
    return [(texte.numero, texte.refus.code if texte.refus else texte.cases) for texte in lues]


def test_chaque_ligne_est_lue_une_fois_quelle_que_soit_la_taille_des_blocs(tmp_path: Path) -> None:
    fichier = tmp_path / "lot.csv"
    fichier.write_bytes(b"id,rfr\n" + b"".join(LIGNES))
    lot = ouvrir_lot(fichier, "lot.csv")
    for taille in (1, 10, 1000):
        assert [x for bloc in lire_blocs(fichier, "lot.csv", lot, taille) for x in dire(bloc)] == ATTENDUES
    for nombre in (1, 2, 5, 100):
        lot = ouvrir_lot(fichier, "lot.csv")
        blocs = list(lire_peu_a_peu(fichier, "lot.csv", lot, nombre))
        assert [x for bloc in blocs for x in dire(bloc)] == ATTENDUES
        lignes = [ligne for bloc in blocs for ligne in bloc.dire_lignes() if ligne != ""]
        cases = [ligne.split(",") if isinstance(ligne, str) else ligne for ligne in lignes]
        assert cases == [[] if isinstance(dites, str) else dites for _, dites in ATTENDUES]


def test_des_guillemets_ouverts_ne_font_pas_un_seul_bloc_de_tout_le_fichier(tmp_path: Path) -> None:
    fichier = tmp_path / "lot.csv"
    fichier.write_bytes(b"id,rfr\n" + b'A,"1\nB,2\n' * 50)
    lot = ouvrir_lot(fichier, "lot.csv")
    for blocs in (lire_blocs(fichier, "lot.csv", lot, 20), lire_peu_a_peu(fichier, "lot.csv", lot, 10)):
        nombres = [bloc.nombre for bloc in blocs]
        assert (sum(nombres), max(nombres) <= 12) == (100, True)


def test_des_guillemets_inutiles_ne_font_pas_garder_un_bloc(tmp_path: Path) -> None:
    """Ils s'ôtent quand ils entourent toute une case ; ailleurs, la ligne se lit à part."""
    fichier = tmp_path / "lot.csv"
    for ligne, gardees in ((b'"A","1"', 0), (b'A,"1"', 0), (b'"A",1x"2"', 1), (b'"A","1,2"', 1), (b'"A"x,"1"', 1)):
        fichier.write_bytes(b"id,rfr\n" + ligne + b"\r\n" + ligne)
        lot = ouvrir_lot(fichier, "lot.csv")
        (bloc,) = [bloc for bloc in lire_blocs(fichier, "lot.csv", lot, 1000) if bloc.nombre]
        assert (ligne, len(bloc.reservees)) == (ligne, 2 * gardees)
        assert bool(bloc.lignes) == bool(gardees)
