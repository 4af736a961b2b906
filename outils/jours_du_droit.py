"""La page des jours où le droit livré change une réponse : un panel de ménages, jugé la veille et le jour même.

Sans option, la page est écrite si le droit ou le panel ont changé depuis ; avec `--verifier`, rien n'est écrit, et une
page périmée donne le code 1. Juger le panel à chaque jour où le droit change prend une dizaine de secondes : la page
porte l'empreinte de ce dont elle est tirée, et n'est refaite que si elle en diffère.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from contrat.calculs.eligibilite.compilation.epoques import ruptures_du_droit
from contrat.calculs.eligibilite.demande import formuler
from contrat.calculs.eligibilite.moteur import ResultatAide, juger
from contrat.depot.droit import charger_bareme
from contrat.modele.bareme import Bareme
from contrat.modele.menage import Menage
from contrat.nombres import euros
from contrat.rendu.eligibilite.calcul import dire_fourchette
from contrat.rendu.mots.dates import dire_jour
from contrat.rendu.mots.droit import HYPOTHESES, VERDICTS
from contrat.rendu.typographie import rendre_ordinaires

RACINE = Path(__file__).resolve().parent.parent
PAGE = RACINE / "docs" / "reference" / "jours.md"
DROIT = RACINE / "src" / "contrat" / "droit"
REVENUS = (10_000, 16_000, 29_000, 40_000, 60_000)
TEMOIN: dict[str, dict[str, Any]] = {
    "occupants": {"nombre": "2", "tranche_age": "70_et_plus"},
    "logement": {
        "commune": "43157", "statut_occupation": "proprietaire_occupant", "residence_principale": "oui",
        "achevement": "1970", "type": "maison", "dpe": "F",
    },
    "projet": {
        "nature": "energie", "commences": "non", "dpe_vise": "C", "gain": "45 %", "gestes_isolation": "2",
        "professionnel": "oui", "accompagnement": "oui", "prix_accompagnement": "2000", "accompagnement_finance": "non",
        "energie_fossile": "aucune", "rendez_vous_conseil": "oui", "travaux_ht": "38000", "travaux_ttc": "40090",
        "pret_taux_zero": "non", "contrat_local": "oui",
    },
}  # fmt: skip
Change = Mapping[str, Mapping[str, Any]]
PAC: Change = {"logement": {"dpe": "D"}, "projet": {
    "gain": "20 %", "gestes_isolation": "0", "travaux_ht": "12000", "travaux_ttc": "12660",
    "gestes": [{"geste": "pac_air_eau", "travaux_ttc": "12660"}],
}}  # fmt: skip
DOUCHE = {"nature": "autonomie", "besoin_adaptation": "oui", "travaux_ht": "7000", "travaux_ttc": "7385"}
# Les travaux du panel, à chacun des revenus, puis des cas à part, à un seul.
TRAVAUX: Mapping[str, tuple[str, Change]] = {
    "E": ("rénovation complète d'une maison, de F à C, 38 000 € HT", {}),
    "P": ("pompe à chaleur seule, 12 000 € HT, maison classée D", PAC),
    "A": ("douche et accès, 7 000 € HT, 70 ans et plus", {"projet": DOUCHE}),
    "L": (
        "maison sous arrêté d'insalubrité, travaux lourds, 38 000 € HT",
        {"projet": {"nature": "travaux_lourds", "arrete": "oui"}},
    ),
    "S": (
        "mise en sécurité d'un logement sous arrêté, 38 000 € HT",
        {"projet": {"nature": "securite_salubrite", "arrete": "oui"}},
    ),
}
A_PART: Mapping[str, tuple[str, int, Change]] = {
    "locataire": (
        "A1, mais locataire du parc privé, avec l'accord écrit du bailleur", REVENUS[0],
        {"logement": {"statut_occupation": "locataire_prive"}, "projet": DOUCHE | {"accord": "oui"}},
    ),
    "bailleur": (
        "E1, mais le logement est loué", REVENUS[0],
        {"logement": {"statut_occupation": "proprietaire_bailleur", "domicile": "43"}},
    ),
    "Réunion": (
        "P1, mais à Saint-Denis de La Réunion", REVENUS[0],
        {"logement": {"dpe": "D", "commune": "97411"}, "projet": PAC["projet"]},
    ),
    "Paris": ("E3, mais à Paris", REVENUS[2], {"logement": {"commune": "75056"}}),
    "appartement": (
        "E1, mais en appartement, gaz conservé", REVENUS[0],
        {"logement": {"type": "appartement"}, "projet": {"energie_fossile": "gaz_conserve"}},
    ),
    "gaz": ("E1, mais le chauffage au gaz est gardé", REVENUS[0], {"projet": {"energie_fossile": "gaz_conserve"}}),
    "achat": ("E1, mais acheté avec un prêt à taux zéro", REVENUS[0], {"projet": {"pret_taux_zero": "oui"}}),
}  # fmt: skip


def decrire(change: Change, rfr: int) -> Menage:
    """Un ménage du panel ; il a les avis de toutes les années, au même revenu : seul le droit change."""
    blocs = {bloc: {**champs, **change.get(bloc, {})} for bloc, champs in TEMOIN.items()}
    avis = [{"annee": str(annee), "rfr": str(rfr)} for annee in range(2007, 2027)]
    return Menage.model_validate({"id": "M-0001", "source": "fiction", "revenus": avis, **blocs})


def dresser_panel() -> dict[str, Menage]:
    """Les ménages du panel, par leur nom dans la page."""
    panel = {
        f"{code}{rang}": decrire(change, rfr)
        for code, (_, change) in TRAVAUX.items()
        for rang, rfr in enumerate(REVENUS, 1)
    }
    return panel | {nom: decrire(change, rfr) for nom, (_, rfr, change) in A_PART.items()}


def repondre(menage: Menage, jour: date, bareme: Bareme) -> dict[str, tuple[str, str]]:
    """Par aide aux travaux du ménage, son nom ce jour-là et la réponse."""
    jugement = juger(formuler(menage, jour), bareme)
    return {r.aide.id: (r.libelle, _dire(r)) for r in jugement.aides if not r.est_hors_sujet}


def _dire(resultat: ResultatAide) -> str:
    """La réponse et, à qui peut encore espérer l'aide, son montant."""
    verdict = VERDICTS[resultat.verdict].lower()
    if resultat.montant is not None:
        return f"{verdict}, {euros(resultat.montant)}"
    if not resultat.verdict.est_ouvert:
        return verdict
    if resultat.montant_possible is not None:
        return f"{verdict}, {euros(resultat.montant_possible)}{HYPOTHESES[resultat.verdict]}"
    return f"{verdict}, {dire_fourchette(resultat.fourchette)}" if resultat.fourchette is not None else verdict


Changement = tuple[str, str, str]


def comparer(avant: Mapping[str, Any], apres: Mapping[str, Any]) -> Iterator[Changement]:
    """Les aides dont la réponse à un ménage change : leur nom, la réponse d'avant, celle d'après."""
    for code in sorted(avant.keys() | apres.keys()):
        nom, reponse = apres.get(code, (avant.get(code, ("",))[0], "n'existe plus"))
        _, ancienne = avant.get(code, ("", "n'existait pas"))
        if ancienne != reponse:
            yield nom, ancienne, reponse


def lister_jours(bareme: Bareme) -> list[date]:
    """Les jours où le droit livré change, du lendemain du premier à la fin de la dernière table."""
    fin = max(table.au for table in bareme.tables if table.au)
    return [jour for jour in ruptures_du_droit(bareme) if bareme.couvre(jour - timedelta(1)) and jour <= fin]


def changer(jour: date, panel: Mapping[str, Menage], bareme: Bareme) -> dict[Changement, list[str]]:
    """Ce qui change ce jour-là, et pour qui : chaque ménage est jugé la veille et le jour même."""
    trouves: dict[Changement, list[str]] = {}
    for nom, menage in panel.items():
        avant, apres = (repondre(menage, quand, bareme) for quand in (jour - timedelta(1), jour))
        for changement in comparer(avant, apres):
            trouves.setdefault(changement, []).append(nom)
    return trouves


def rediger() -> Iterator[str]:
    """Les lignes de la page, du jour le plus récent au plus ancien."""
    bareme, panel = charger_bareme(), dresser_panel()
    yield from _presenter()
    muets = []
    for jour in reversed(lister_jours(bareme)):
        trouves = changer(jour, panel, bareme)
        if not trouves:
            muets.append(jour.isoformat())
            continue
        yield from (
            f"## {dire_jour(jour)} ({jour})",
            "",
            "| Aide | La veille | Ce jour | Ménages |",
            "| --- | --- | --- | --- |",
        )
        for (aide, avant, apres), noms in trouves.items():
            yield f"| {aide} | {avant} | {apres} | {', '.join(noms)} |"
        yield ""
    yield from ("## Jours sans effet sur ce panel", "", f"{', '.join(muets)}.", "", f"<!-- empreinte {signer()} -->")


def _presenter() -> Iterator[str]:
    yield from (
        "# Les jours où une réponse change", "",
        "<!-- Page écrite par « make docs » : ne pas la modifier à la main. -->", "",
        f"{len(dresser_panel())} ménages fictifs de deux personnes, dont le revenu ne bouge pas d'une année à l'autre,",
        "jugés la veille et le jour même, à chaque jour où le droit livré change. Les aides locales n'y sont pas.",
        "`contrat bareme JOUR` montre le droit d'un jour et ses textes ;",
        "`contrat eligibilite MENAGE --comparer JOUR JOUR`, deux jours. Une aide refusée n'a pas de montant.", "",
        "| Ménages | Travaux |", "| --- | --- |",
    )  # fmt: skip
    yield from (f"| {code}1 à {code}{len(REVENUS)} | {quoi} |" for code, (quoi, _) in TRAVAUX.items())
    yield from (f"| {nom} | {quoi} |" for nom, (quoi, _, _) in A_PART.items())
    revenus = ", ".join(f"{rang} : {euros(Decimal(rfr))}" for rang, rfr in enumerate(REVENUS, 1))
    yield from ("", f"Revenu fiscal de référence, d'après le chiffre : {revenus}.", "")


def signer() -> str:
    """L'empreinte de ce dont la page est tirée : le droit livré, et ce script."""
    somme = sha256(Path(__file__).read_bytes())
    for chemin in sorted((*DROIT.rglob("*.yaml"), *DROIT.glob("*.csv"))):
        somme.update(chemin.relative_to(DROIT).as_posix().encode() + chemin.read_bytes())
    return somme.hexdigest()[:16]


def principal(arguments: list[str]) -> int:
    """Écrire la page si elle est périmée, ou le dire."""
    if PAGE.exists() and PAGE.read_text(encoding="utf-8").endswith(f"<!-- empreinte {signer()} -->\n"):
        return 0
    if "--verifier" in arguments:
        sys.stderr.write("docs/reference/jours.md n'est pas à jour : lancer « make docs ».\n")
        return 1
    texte = "\n".join(rendre_ordinaires(ligne) for ligne in rediger())
    PAGE.write_text(f"{texte}\n", encoding="utf-8", newline="\n")
    sys.stdout.write("jours.md : écrite\n")
    return 0


if __name__ == "__main__":
    sys.exit(principal(sys.argv[1:]))
