"""Des entrées abîmées au hasard : octets, lignes, scalaires, structure, tableaux, réponses."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.conftest import DEPOT, MINIMAL

MENAGE = (MINIMAL / "data/menages/M-0001.yaml").read_text(encoding="utf-8")
ACTION = (MINIMAL / "data/actions/cafe-rencontre.yaml").read_text(encoding="utf-8")
REPONSES = (DEPOT / "docs/exemples/reponses.yaml").read_text(encoding="utf-8")
LOT = (DEPOT / "docs/exemples/lot.csv").read_text(encoding="utf-8")

# Ce qui piège un lecteur de YAML, une expression régulière, un terminal, ou la relecture d'un humain.
HOSTILES = (
    "\r", "\x85", "\u2028", "\u2029", "\x00", "\x1b[31m", "\u202e", "\u200b", "\ufeff", "\xad", "\t", "٢", "٣٠",
    "'", '"', "\\", "\\e", "\\u2028", "{", "}", "[", "]", "<<: ", "&a ", "*a", "!!int ", "? ", "- ", ": ", " #",
    "#" * 40, "|", ">-", "---\n", "...\n", "%YAML 1.1\n",
    "<<<<<<< a\n", "=======\n", ">>>>>>> b\n", "\n", "\r\n", "  ", "é", "😀",
    "null", "~", "12.840", "1e3", "0x1F", "9" * 40, "9999-12-31", "2010-02-30", "yes", "\ud7ff", "\ufffd", ",", "=1+1",
)  # fmt: skip
SIGNES = st.one_of(st.sampled_from(HOSTILES), st.text(max_size=6))
SCALAIRES = st.one_of(
    SIGNES,
    st.lists(SIGNES, min_size=1, max_size=4).map("".join),
    st.integers().map(str),
    st.decimals(allow_nan=True).map(str),
    st.dates().map(str),
)


def inserer(texte: str, retouches: list[tuple[int, int, str]]) -> str:
    """Remplacer des tranches d'un texte : le rang (au modulo), combien de signes, par quoi."""
    for rang, longueur, ajout in retouches:
        debut = rang % (len(texte) + 1)
        texte = texte[:debut] + ajout + texte[debut + longueur :]
    return texte


def encoder(texte: str) -> bytes:
    """Les octets d'un texte, demi-codets compris."""
    return texte.encode("utf-8", errors="surrogatepass")


RETOUCHES = st.lists(st.tuples(st.integers(0, 10**4), st.integers(0, 12), SIGNES), min_size=1, max_size=3)


def abimer(texte: str) -> st.SearchStrategy[bytes]:
    """Un fichier dont quelques octets ou quelques signes ont changé."""
    octets = st.lists(st.tuples(st.integers(0, 10**4), st.binary(min_size=1, max_size=4)), min_size=1, max_size=3)

    def remplacer(retouches: list[tuple[int, bytes]]) -> bytes:
        brut = texte.encode()
        for rang, ajout in retouches:
            brut = brut[: rang % len(brut)] + ajout + brut[rang % len(brut) + len(ajout) :]
        return brut

    return st.one_of(octets.map(remplacer), RETOUCHES.map(lambda r: encoder(inserer(texte, r))))


def abimer_lignes(texte: str) -> st.SearchStrategy[bytes]:
    """Un fichier dont des lignes sont déplacées, répétées, décalées, retirées, ou finissent autrement."""
    lignes = texte.split("\n")
    gestes = st.lists(
        st.tuples(st.integers(0, len(lignes)), st.sampled_from("rdtsf"), st.integers(0, len(lignes)), SIGNES),
        min_size=1,
        max_size=4,
    )

    def appliquer(choisis: list[tuple[int, str, int, str]]) -> bytes:
        restes = list(lignes)
        for rang, geste, autre, signes in choisis:
            rang %= len(restes)
            match geste:
                case "r":
                    del restes[rang]
                case "d":
                    restes.insert(autre % (len(restes) + 1), restes[rang])
                case "t":
                    restes[rang] = "\t" * (autre % 3) + " " * (autre % 5) + restes[rang].lstrip()
                case "s":
                    restes[rang] += signes
                case _:
                    restes[rang] += "\r"
            restes = restes or [""]
        return encoder("\n".join(restes))

    return gestes.map(appliquer)


def abimer_scalaires(texte: str) -> st.SearchStrategy[bytes]:
    """Un fichier dont la valeur de quelques clés change."""
    lignes = texte.split("\n")
    rangs = [rang for rang, ligne in enumerate(lignes) if ": " in ligne]

    def appliquer(choisis: list[tuple[int, str]]) -> bytes:
        restes = list(lignes)
        for rang, valeur in choisis:
            restes[rang] = f"{lignes[rang].partition(': ')[0]}: {valeur}"
        return encoder("\n".join(restes))

    return st.lists(st.tuples(st.sampled_from(rangs), SCALAIRES), min_size=1, max_size=3).map(appliquer)


ARBRES: st.SearchStrategy[object] = st.recursive(
    SCALAIRES,
    lambda sous: st.one_of(st.lists(sous, max_size=4), st.dictionaries(st.text(max_size=8), sous, max_size=4)),
    max_leaves=12,
)


def ecrire(arbre: object) -> str:
    """Un arbre sur une ligne, à peu près du YAML."""
    match arbre:
        case dict():
            return "{" + ", ".join(f"{cle}: {ecrire(valeur)}" for cle, valeur in arbre.items()) + "}"
        case list():
            return "[" + ", ".join(map(ecrire, arbre)) + "]"
    return str(arbre)


def abimer_structure(texte: str) -> st.SearchStrategy[bytes]:
    """Un fichier auquel s'ajoutent des tables, des listes, des niveaux, beaucoup de clés."""
    ajouts = st.one_of(
        ARBRES.map(lambda arbre: f"x: {ecrire(arbre)}\n"),
        st.tuples(st.sampled_from(["{a: ", "[", "{<<: ", "- ", "? ", "  - "]), st.integers(1, 200)).map(
            lambda paire: f"x: {paire[0] * paire[1]}\n"
        ),
        st.integers(1, 300).map(lambda nombre: "".join(f"cle{rang}: x\n" for rang in range(nombre))),
        st.integers(1, 30).map(lambda nombre: "id: x\n" * nombre),
    )
    return st.tuples(ajouts, st.booleans()).map(lambda p: encoder(p[0] + texte if p[1] else texte + p[0]))
