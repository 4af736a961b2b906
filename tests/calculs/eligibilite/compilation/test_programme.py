"""Les étapes d'un programme : un calcul n'est nommé qu'une fois, et se fait quand il sert, après ce qu'il lit."""

from __future__ import annotations

from contrat.calculs.eligibilite.compilation import expressions as x
from contrat.calculs.eligibilite.compilation.constructions import UN
from contrat.calculs.eligibilite.compilation.programme import Definition, Etapes

A, B = x.ColonneLue("a"), x.ColonneLue("b")
CALCULS = [x.Operation("+", A, x.Nombre(n)) for n in range(1, 6)]


def garde(etapes: Etapes, calcul: x.Entier, englobante: x.Entier | None = None) -> x.EtapeLue:
    """Une garde, et l'étape qu'elle est."""
    nommee = etapes.nommer(calcul)
    assert etapes.garder(nommee, englobante) == nommee
    assert isinstance(nommee, x.EtapeLue)
    return nommee


def test_rien_a_nommer_ni_a_garder_quand_rien_ne_se_calcule() -> None:
    etapes = Etapes()
    etape = x.EtapeLue("ailleurs", est_sure=True)
    assert [etapes.nommer(valeur) for valeur in (UN, A, etape)] == [UN, A, etape]
    assert etapes.garder(UN, etape) is None


def test_un_meme_calcul_ne_se_fait_qu_une_fois() -> None:
    """Sans garde il sert partout ; sous une garde, à tout ce qu'elle englobe, et à rien d'autre."""
    etapes = Etapes()
    large = garde(etapes, CALCULS[0])
    etroite, autre = garde(etapes, CALCULS[1], large), garde(etapes, CALCULS[2], UN)
    assert [large.nom, etroite.nom, autre.nom] == ["e0", "e1", "e2"]
    assert etapes.nommer(CALCULS[0], autre) == large
    sous_large = etapes.nommer(CALCULS[3], large)
    assert etapes.nommer(CALCULS[3], etroite) == sous_large == x.EtapeLue("e3", est_sure=False)
    assert etapes.nommer(CALCULS[3], autre) != sous_large
    assert etapes.nommer(CALCULS[3]) == x.EtapeLue("e5", est_sure=False)
    sure = etapes.nommer(x.Cas(((x.EstNul(A), UN),), x.ZERO))
    assert sure == x.EtapeLue("e6", est_sure=True)


def test_une_garde_ne_s_englobe_pas_elle_meme() -> None:
    etapes = Etapes()
    elle = garde(etapes, CALCULS[0])
    assert etapes.garder(elle, elle) == elle
    assert etapes.nommer(CALCULS[1], elle) == x.EtapeLue("e1", est_sure=False)


def test_l_ordre_des_etapes_utiles() -> None:
    """Celles sans garde, puis celles de chaque garde d'un tenant, les englobantes d'abord ; rien d'inutile."""
    etapes = Etapes()
    large = garde(etapes, CALCULS[0])
    etroite = garde(etapes, CALCULS[1], large)
    dessous = etapes.nommer(CALCULS[2], etroite)
    inutile = etapes.nommer(CALCULS[3])
    dessus = etapes.nommer(x.Operation("*", A, B), large)
    encore = etapes.nommer(x.Operation("-", dessus, A), etroite)
    fin = etapes.nommer(x.Operation("-", A, B))
    rendues = etapes.ordonner([x.Operation("+", dessous, encore), x.EstNul(fin)])
    assert [definition.nom for definition in rendues] == ["e0", "e1", "e6", "e4", "e2", "e5"]
    assert rendues[4] == Definition("e2", CALCULS[2], etroite)
    assert inutile == x.EtapeLue("e3", est_sure=False)


def test_ce_qui_depend_d_une_valeur() -> None:
    etapes = Etapes()
    avant = etapes.nommer(x.Operation("+", B, UN))
    etapes.suivre(B)
    lit = etapes.nommer(x.Operation("-", B, A))
    assert [etapes.depend(valeur) for valeur in (B, lit, etapes.nommer(x.Operation("*", lit, A)), A)] == [
        True, True, True, False,
    ]  # fmt: skip
    assert not etapes.depend(avant)
