"""Les réponses d'une époque : le programme de son droit en une requête, et le texte de chaque réponse différente."""

from __future__ import annotations

from contrat.calculs.eligibilite.compilation.constructions import un_si
from contrat.calculs.eligibilite.compilation.programme import Programme
from contrat.cli.lot.spark.base import BaseSpark
from contrat.cli.lot.sql.cles import CLES, MENAGE, MONTANT_EN_EUROS, ClesDesReponses
from contrat.cli.lot.sql.traduction import composer

# Les clés de la réponse d'une aide, chacune suivie de son rang.
_CLES = (MENAGE, *CLES)


def juger_epoque(base: BaseSpark, numero: int, programme: Programme, cles: ClesDesReponses, source: str) -> str:
    """Juger les lignes d'une source par le droit d'une époque ; la table de leurs rangs et de leurs textes."""
    jugees, reponses = f"jugees_{numero}", f"reponses_{numero}"
    sorties = cles.sorties | {"douteuse": un_si(programme.douteuse)}
    # Une expression n'a aucun texte : « // » n'y est que la division entière, que Spark écrit autrement.
    calcul = composer(source, programme.definitions, sorties).replace("//", "div")
    menages = ", ".join(f"{cles.restreindre(rang)} AS {MENAGE}{rang}" for rang in cles.rangs)
    base.garder(jugees, f"SELECT *, {menages} FROM {calcul} WHERE douteuse = 0")
    lignes, jointures = [], ""
    for rang, retenus in enumerate(_lister_textes(base, jugees, cles)):
        dites = f"dites_{numero}_{rang}"
        base.nommer(dites, _CLES, ("avant", "apres"), retenus)
        egales = " AND ".join(f"{dites}.{cle} = {cle}{rang}" for cle in _CLES)
        jointures += f" LEFT JOIN {dites} ON {egales}"
        textes = f"id, {dites}.avant, {MONTANT_EN_EUROS.format(rang)}, {dites}.apres"
        lignes.append(f"CASE WHEN aide{rang} IS NOT NULL THEN concat_ws('', {textes}) END")
    # Époque par époque : chaque jointure tient de la mémoire partout, et un lot en a jusqu'à cinq cents.
    base.garder(reponses, f"SELECT rang, concat_ws(chr(10), {', '.join(lignes)}) AS texte FROM {jugees}{jointures}")
    return reponses


def _lister_textes(base: BaseSpark, jugees: str, cles: ClesDesReponses) -> list[list[tuple[int | str, ...]]]:
    """Les clés différentes des réponses de chaque aide, et leur texte, en une seule requête."""
    empilees = ", ".join(f"{rang}, {', '.join(f'{cle}{rang}::BIGINT' for cle in _CLES)}" for rang in cles.rangs)
    pile = f"SELECT stack({len(cles.rangs)}, {empilees}) AS (rang, {', '.join(_CLES)}) FROM {jugees}"
    textes: list[list[tuple[int | str, ...]]] = [[] for _ in cles.rangs]
    for rang, *lues in base.lister(f"SELECT DISTINCT * FROM ({pile}) WHERE aide IS NOT NULL"):
        textes[rang].append((*lues, *cles.formuler(rang)(lues)))
    return textes
