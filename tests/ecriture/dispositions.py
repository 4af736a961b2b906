"""Toutes les façons d'écrire le même ménage : retraits, tirets, accolades, commentaires, fins de ligne."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from contrat.depot.yaml_ecrit import en_flux

ETAPES = [
    {"date": "2011-02-15", "etape": "contacte"},
    {"date": "2011-04-05", "etape": "recu_en_permanence", "note": "rappeler"},
]
CONTENU: dict[str, Any] = {
    "id": "M-0002",
    "source": "fiction",
    "occupants": {"nombre": "2", "tranche_age": "70_et_plus"},
    "revenus": [{"annee": "2009", "rfr": "11200"}],
    "logement": {"commune": "15187", "dpe": "F"},
    "projet": {"travaux_ht": "10000"},
}
# La dernière valeur du fichier, sous toutes les formes d'un texte ; le retrait est ajouté.
NOTES = (
    "rappeler",
    "'rappeler'",
    '"rappeler"  # par la mairie',
    "rappeler\n\n  demain",
    "|\n  rappeler\n",
    "|\n  rappeler\n\n\n",
    "|+\n  rappeler\n\n\n",
    ">-\n  rappeler\n  demain\n",
    "|-  # garder\n  rappeler\n",
    '"rappeler\n  demain"',
    "",
)


@st.composite
def textes(tirer: Callable[..., Any]) -> str:
    """Un fichier de ménage valide, écrit comme personne ne l'écrirait."""
    pas = tirer(st.sampled_from((1, 2, 3, 4, 8)))
    lignes = ["---"] if tirer(st.booleans()) else []
    cles = [cle for cle in CONTENU if cle in ("id", "source") or tirer(st.booleans())]
    for cle in (*tirer(st.permutations(cles)), "evenements"):
        if tirer(st.integers(0, 3)) == 0:
            lignes += ["", "# à propos de ce qui suit"]
        if cle == "evenements":
            lignes += tirer(_evenements())
        else:
            lignes += tirer(_cle(cle, CONTENU[cle], pas))
    lignes += tirer(st.sampled_from(([], ["# fin"], [""], ["", "# fin", ""], ["..."])))
    texte = "\n".join(lignes) + "\n" * tirer(st.integers(0, 1))
    return texte.replace("\n", "\r\n") if tirer(st.booleans()) else str(texte)


@st.composite
def _cle(tirer: Callable[..., Any], cle: str, valeur: Any, pas: int) -> list[str]:
    nom = tirer(st.sampled_from((cle, f"'{cle}'", f'"{cle}"'))) + tirer(st.sampled_from((":", " :", ":  ")))
    fin = tirer(st.sampled_from(("", "   # dit ainsi", "  ")))
    if isinstance(valeur, str):
        return [f"{nom} {valeur}{fin}"]
    if tirer(st.integers(0, 3)) == 0:
        # Rien, la même valeur entre accolades, ou des accolades vides.
        ecrit = tirer(st.sampled_from(("", en_flux(valeur), en_flux(type(valeur)()))))
        return [f"{nom} {ecrit}{fin}"]
    if isinstance(valeur, list):
        return [f"{nom}{fin}", *tirer(_liste([list(v.items()) for v in valeur]))]
    return [
        f"{nom}{fin}",
        *(" " * pas + f"{c}: {v}{tirer(st.sampled_from(('', '  # vu')))}" for c, v in valeur.items()),
    ]


@st.composite
def _liste(tirer: Callable[..., Any], elements: list[list[tuple[str, str]]]) -> list[str]:
    decalage, ecart = tirer(st.sampled_from((0, 1, 2, 4))), tirer(st.sampled_from((1, 1, 3)))
    sortie = []
    for couples in elements:
        if tirer(st.integers(0, 4)) == 0:
            sortie.append(" " * decalage + f"- {en_flux(dict(couples))}")
            continue
        est_seul = tirer(st.integers(0, 6)) == 0
        if est_seul:
            sortie.append(" " * decalage + "-")
        for rang, (cle, valeur) in enumerate(couples):
            tete = "-" + " " * ecart if rang == 0 and not est_seul else " " * (ecart + 1)
            suite = valeur.replace("\n  ", "\n" + " " * (decalage + ecart + 3))
            sortie += (" " * decalage + tete + f"{cle}: {suite}").rstrip(" ").removesuffix("\n").split("\n")
        sortie += tirer(st.sampled_from(([], [], ["# entre deux"], [""])))
    return sortie


@st.composite
def _evenements(tirer: Callable[..., Any]) -> list[str]:
    forme = tirer(
        st.sampled_from(("absente", "vide", "crochets vides", "crochets", "crochets en lignes", *["bloc"] * 5))
    )
    cle = tirer(st.sampled_from(("evenements:", "evenements :", '"evenements":', "'evenements' :")))
    if forme == "absente":
        return []
    if forme == "vide":
        return [cle + tirer(st.sampled_from(("", "  # rien encore")))]
    if forme == "crochets vides":
        return [f"{cle} {tirer(st.sampled_from(('[]', '[ ]', '[]  # rien')))}"]
    if forme == "crochets":
        return [f"{cle} {en_flux(ETAPES)}"]
    if forme == "crochets en lignes":
        virgule, note = tirer(st.sampled_from(("", ","))), tirer(st.sampled_from(("", "  # vu")))
        premiere, seconde = map(en_flux, ETAPES)
        return [f"{cle} [", f"  {premiere},", f"  {seconde}{virgule}{note}", "]"]
    etapes = [[("date", e["date"]), ("etape", e["etape"])] for e in ETAPES[: tirer(st.integers(1, 2))]]
    if tirer(st.booleans()):
        etapes = [couples[::-1] for couples in etapes]
    if tirer(st.booleans()):
        etapes[-1].append(("note", tirer(st.sampled_from(NOTES))))
    return [cle, *tirer(_liste(etapes))]
