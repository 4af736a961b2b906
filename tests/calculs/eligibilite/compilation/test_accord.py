"""Chaque règle que le droit peut écrire, compilée, répond comme le moteur à quelques ménages bien choisis."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import combinations_with_replacement, product

from bancs.accord import chercher_ecarts
from contrat.modele.bareme import Bareme, ProtocoleLocal
from contrat.modele.lot import COLONNES
from tests.calculs.fabriques import FORFAIT, REGLES, TABLE, aide, bareme

# Un ménage très modeste dont tout est connu ; chaque essai en change quelques cases.
MENAGE = dict.fromkeys(COLONNES, "") | {
    "id": "M-0001", "date": "2011-09-20", "commune": "15187", "personnes": "1", "rfr": "9000", "rfr_annee": "2009",
    "statut_occupation": "proprietaire_occupant", "nature": "energie", "achevement": "1962", "dpe": "F",
    "dpe_vise": "C", "gain": "32", "type": "maison", "surface": "80", "energie_fossile": "aucune",
    "travaux_ht": "10000", "travaux_ttc": "10550", "aides_locales": "300", "autres_aides": "200",
}  # fmt: skip
Cases = dict[str, str]


def accorder(droit: Bareme, *series: Iterable[Cases]) -> None:
    """Les deux lecteurs disent de même de tous ces ménages."""
    assert list(chercher_ecarts(droit, [MENAGE | essai for essais in series for essai in essais])) == []


def varier(**cases: str) -> list[Cases]:
    """Toutes les combinaisons de ces valeurs, séparées par des espaces ; `?` : l'inconnu."""
    valeurs = [["" if valeur == "?" else valeur for valeur in suite.split()] for suite in cases.values()]
    return [dict(zip(cases, choix, strict=True)) for choix in product(*valeurs)]


def une_aide_par(*conditions: str) -> Bareme:
    """Un droit où chacune de ces conditions ouvre une aide."""
    return bareme(*(aide(f"aide-{rang}", FORFAIT, condition) for rang, condition in enumerate(conditions)))


def test_une_donnee_connue_entre_deux_bornes() -> None:
    """Une date à l'année, au mois, au jour ; un âge ; un nombre de classes dont l'une manque."""
    comparees = [
        f"{{genre: {genre}, champ: {champ}, seuil: {seuil}}}"
        for genre in ("egal", "au_moins", "au_plus")
        for champ, seuil in (("achevement", "1996-09"), ("age_logement", "15"), ("saut_classes", "2"), ("rfr", "9000"))
    ]
    parmi = [f"{{genre: parmi, champ: {champ}, valeurs: [{v}]}}" for champ, v in (
        ("saut_classes", "1, 3"), ("saut_classes", "0"), ("rfr", "9000, 9001"), ("departement", "'15', '2A'"),
        ("domicile", "'15'"), ("surface", "80, 81"),
    )]  # fmt: skip
    connues = [f"{{genre: connue, champ: {champ}}}" for champ in (
        "achevement", "age_logement", "saut_classes", "rfr", "territoire", "contrat_local",
    )]  # fmt: skip
    droit = une_aide_par(*comparees, *parmi, *connues, "{genre: au_moins, champ: saut_classes, seuil: 6}")
    accorder(
        droit,
        varier(achevement="? 1994 1995 1996 1997 1996-08 1996-09 1996-10 1996-09-19 1996-09-20 1996-09-21"),
        varier(achevement="1995-09-20 1995-09-21 1995-09"),
        varier(date="2011-12-31", achevement="1996-12-31"),
        varier(dpe="? A C D G", dpe_vise="? A B D"),
        varier(rfr="? 8999.99 9000 9000.01 9001", rfr_annee="2009 2010"),
        varier(commune="? 2A004 97411", domicile="? 15", surface="80 82"),
    )


def test_la_commune_dit_si_un_contrat_local_est_ouvert() -> None:
    passe, suivant = (ProtocoleLocal("15187", date(annee, 1, 1), date(annee, 12, 31), "ici") for annee in (2010, 2012))
    ouvert = ProtocoleLocal("2A004", date(2011, 1, 1), None, "là")
    droit = bareme(
        aide("locale", FORFAIT, "{genre: egal, champ: contrat_local, seuil: oui}"), protocoles=(passe, ouvert, suivant)
    )
    accorder(droit, varier(commune="? 15187 2A004 97411", contrat_local="? oui non"))


FORMES = ("", "derogation: peut-être", "demarche: à faire", "statut: incertain", "sans_reponse: reserve",
          "sans_reponse: admet", "derogation: oui, sans_reponse: reserve")  # fmt: skip


def exiger(champ: str, forme: str) -> str:
    """Une réponse « oui » exigée, sous cette forme."""
    return f"{{genre: egal, code: c-{champ}, champ: {champ}, seuil: oui, {forme}}}"


def test_deux_conditions_exigees_ou_dont_une_suffit() -> None:
    """Chaque forme avec chaque autre : ce qui manque, ce qui n'est qu'une réserve, ce qui ne compte pas."""
    composees = []
    for rang, (une, autre) in enumerate(combinations_with_replacement(FORMES, 2)):
        sous = f"[{exiger('professionnel', une)}, {exiger('accord', autre)}]"
        composees += [f"{{genre: {g}, conditions: {sous}, {FORMES[rang % 4]}}}" for g in ("toutes", "une_parmi")]
    # Une troisième condition, à vérifier, fait dire ce qui manque à celles qui ne laissent qu'une réserve.
    aides = [aide(f"a-{n}", FORFAIT, c, exiger("accompagnement", "")) for n, c in enumerate(composees)]
    connues = varier(professionnel="? oui non", accord="? oui non", accompagnement="? oui")
    accorder(bareme(*aides), connues)


def test_une_portee_et_ses_cas() -> None:
    def cas(valeurs: str, admis: str = "oui", plus: str = "") -> str:
        return f"{{valeurs: [{valeurs}], admis: {admis}, libelle: cas, {plus or 'source: loi'}}}"

    reserve, autre = exiger("accord", "sans_reponse: reserve"), exiger("professionnel", "")
    cites = ", ".join((
        cas("locataire", plus=f"conditions: [{reserve}]"), cas("heberge", "non", "statut: incertain"),
        cas("proprietaire_bailleur", "non_juge", "du: 2011-09-21"), cas("proprietaire_bailleur", "hors_champ"),
        cas("proprietaire_occupant", plus=f"conditions: [{reserve}, {autre}]"),
        cas("locataire, usufruitier_occupant", "non"),
    ))  # fmt: skip
    droit = une_aide_par(
        *(f"{{genre: portee, champ: statut_occupation, cas: [{cites}], {forme}}}" for forme in FORMES),
        f"{{genre: une_parmi, conditions: [{{genre: portee, champ: statut_occupation, cas: [{cites}]}}, {autre}]}}",
        f"{{genre: portee, champ: rfr, cas: [{cas('9000')}]}}",
        f"{{genre: portee, champ: territoire, cas: [{cas('metropole')}, {cas('outre_mer', 'non')}]}}",
        "{genre: non_retrouvee, demarche: la faire}",
    )
    accorder(droit, varier(
        statut_occupation="? locataire heberge proprietaire_bailleur usufruitier_occupant nue_propriete "
        "proprietaire_occupant",
        accord="? oui non", professionnel="? non",
    ), varier(rfr="? 9001", rfr_annee="2009 2008", commune="? 97411 98818"))  # fmt: skip
    # Un refus du titre l'emporte sur ce que l'outil ne juge pas, non celui du logement.
    qui = "{{genre: portee, champ: statut_occupation, cas: [{}, {}]}}"
    quoi = "{{genre: portee, champ: type, cas: [{}]}}"
    bailleur, occupant = "proprietaire_bailleur", cas("proprietaire_occupant")
    accorder(
        bareme(
            aide("qui", FORFAIT, qui.format(cas(bailleur, "non"), occupant), quoi.format(cas("maison", "non_juge"))),
            aide("quoi", FORFAIT, qui.format(cas(bailleur, "non_juge"), occupant), quoi.format(cas("maison", "non"))),
        ),
        varier(statut_occupation=f"? {bailleur} proprietaire_occupant", type="? maison appartement"),
    )


def test_les_ressources_le_guichet_et_ce_qui_reste_a_savoir() -> None:
    guichet = "{{genre: guichet, periodes: [{{du: 2011-09-01, au: 2011-09-20, ouvert_a: [{}]}}], {}}}"
    droit = une_aide_par(
        *(f"{{genre: categorie, parmi: [tres_modeste], {forme}}}" for forme in FORMES),
        *(guichet.format(ouvert, forme) for ouvert in ("modeste", "") for forme in FORMES[:5]),
        "{genre: toutes, conditions: [{genre: categorie, parmi: [modeste]}, "
        f"{exiger('accord', 'sans_reponse: reserve')}]}}",
    )
    accorder(
        droit, varier(date="2011-09-20 2011-09-21", rfr="? 9000 10500 15000 25000", personnes="? 2", accord="? oui")
    )
    # Fermée dans la première catégorie, accordée sous réserve dans les autres, au même montant.
    paie = "{genre: forfait_categorie, libelle: f, montants: {tres_modeste: 800, modeste: 300, superieur: 300}}"
    reserve = "{genre: categorie, parmi: [modeste, superieur], sans_reponse: reserve}"
    accorder(bareme(aide("prime", paie, reserve)), varier(rfr="? 9000 15000"))


def test_une_aide_qui_en_demande_une_autre() -> None:
    """Ouverte, fermée, à vérifier, sous réserve, non jugée, réservée à d'autres, absente ce jour-là."""
    portee = "{{genre: portee, champ: type, cas: [{{valeurs: [maison], admis: {}, libelle: x, source: loi}}]}}"
    nature = "{genre: egal, champ: nature, seuil: energie}"
    autres = (
        aide("lue", FORFAIT, exiger("accord", ""), exiger("professionnel", "")),
        aide("reserve", FORFAIT, exiger("accord", "sans_reponse: reserve"), exiger("professionnel", "demarche: faire")),
        aide("portee", FORFAIT, nature, portee.format("non_juge"), exiger("accord", "")),
        aide(
            "diverse",
            FORFAIT,
            "{genre: parmi, champ: nature, valeurs: [energie, travaux_lourds]}",
            portee.format("non_juge"),
        ),
        aide("ailleurs", FORFAIT, nature, portee.format("hors_champ")),
        aide(
            "rien",
            FORFAIT,
            exiger("accord", ""),
            exiger("professionnel", ""),
            portee.format("non_juge"),
            portee.format("hors_champ"),
        ),
        aide("louee", FORFAIT, publics=["locataire"]),
        aide("passee", FORFAIT, version="au: 2011-09-19"),
    )
    sous = exiger("commences", "")
    demandes = [
        condition
        for autre in autres
        for condition in (
            *(f"{{genre: aide_accordee, aide: {autre.id}, {forme}}}" for forme in FORMES[:5]),
            f"{{genre: une_parmi, conditions: [{{genre: aide_accordee, aide: {autre.id}}}, {sous}]}}",
            f"{{genre: toutes, conditions: [{{genre: aide_accordee, aide: {autre.id}}}, {sous}]}}",
        )
    ]
    droit = bareme(*autres, *une_aide_par(*demandes).aides)
    accorder(
        droit,
        varier(accord="? oui non", professionnel="? oui non", commences="? non"),
        varier(nature="? energie autonomie", type="? maison appartement", accord="? non"),
    )


def test_les_montants() -> None:
    taux = "taux: {tres_modeste: 35 %, modeste: 20.5 %}"
    termes = [
        "{genre: forfait_categorie, libelle: f, montants: {tres_modeste: 800, modeste: 800, superieur: 300}}",
        f"{{genre: taux, libelle: t, {taux}, assiette: travaux_ht, plafond: 9000}}",
        f"{{genre: taux, libelle: t, {taux}, assiette: travaux_ttc, plafond: 9000, par_m2: 100.5}}",
        f"{{genre: taux, libelle: t, {taux}, assiette: travaux_ht, plafond: 90000, plafond_aide: {{modeste: 2000}}}}",
        "{genre: bonus, libelle: b, apres: [A, B], montant: 500}",
        # Deux catégories de même montant, qu'une autre sépare.
        "{genre: forfait_categorie, libelle: f, montants: {tres_modeste: 800, modeste: 300, superieur: 800}}",
        "{genre: bonus, libelle: b, avant: [F, G], apres: [A, B, C], montant: 500, incertaines: [C]}",
        "{genre: parite, libelle: p, plafond: 250}",
        "{genre: non_retrouve, libelle: n}",
        f"{{genre: taux_par_saut, libelle: s, assiette: travaux_ht, paliers: [{{sauts: 2, plafond: 4000, {taux}}}, "
        "{sauts: 3, plafond: 8000, taux: {tres_modeste: 50 %}}, {apres: [A], plafond: 9500, "
        "taux: {tres_modeste: 60 %, modeste: 60 %}}], majoration: {libelle: m, points: 10 %, avant: [G], "
        "apres: [A, B, C]}}",
    ]
    termes.append(termes[-1].partition(", majoration")[0] + "}")
    ecretes = [f"{{genre: ecretement, assiette: travaux_ttc, taux: {{tres_modeste: {part} %, modeste: 30 %}}, "
               f"montant: {terme}}}" for part, terme in ((5, termes[0]), (36, termes[1]), (50, termes[7]))]  # fmt: skip
    somme = f"{{genre: somme, termes: [{termes[1]}, {termes[6]}, {termes[7]}]}}"
    paies = [*termes, *ecretes, somme]
    aides = [
        aide(f"aide-{rang}", paie, version="{arrondi: euro}" if rang % 2 else "") for rang, paie in enumerate(paies)
    ]
    ville = aide("ville", termes[1], exiger("accord", ""), niveau="locale", egale_par_parite="oui")
    ccas = aide("ccas", FORFAIT, exiger("professionnel", ""), niveau="locale")
    for droit in (bareme(*aides), bareme(*aides[6:], ville, ccas)):
        accorder(
            droit,
            varier(rfr="? 9000 10500 15000 25000", personnes="1 ?"),
            varier(travaux_ht="? 100.01 8999.99", travaux_ttc="? 100.02", aides_locales="? 200"),
            varier(aides_locales="? 0 251", autres_aides="? 5000", accord="oui non", professionnel="? oui"),
            varier(dpe="? A D F G", dpe_vise="? A B C", surface="? 12"),
        )


def test_les_gestes() -> None:
    """Forfait, équipement ou surface ; ce qu'une période exige ; la liste qu'on n'a pas lue ; la prime énergie."""

    def periode(plus: str) -> str:
        return f"{{du: 2010-01-01, montants: {{tres_modeste: 75, modeste: 60}}, {plus}}}"

    gestes = ", ".join(f"{{geste: {nom}, par: {par}, periodes: [{periode(plus)}]{fin}}}" for nom, par, plus, fin in (
        ("murs_exterieur", "m2", "plafond: 150, quantite_max: 80, departements_non_lus: ['75', '974']", ""),
        ("pac_air_eau", "forfait", "sauf_departements: ['75', '974'], type: maison, gain: 32 %, "
         "energie_fossile: [aucune]", ", departements: ['15', '75']"),
        ("audit", "forfait", "avec_un_autre: oui", ""),
        ("poele_buches", "equipement", "plafond: 100, inconnues: [superieur]", ""),
        ("chauffe_eau_solaire", "forfait", "sauf_departements: ['15']", ""),
        ("fenetres", "equipement", "au: 2011-09-19", ""),
        ("vmc_double_flux", "forfait", "montants: {tres_modeste: 75}, inconnues: [modeste]", ""),
    ))  # fmt: skip
    paie = (
        "{genre: gestes, libelle: g, plafond: 7000, ecretement: {tres_modeste: 90 %, modeste: 75 %}, listes_non_lues: "
        f"[{{du: 2011-01-01, departements: ['974']}}, {{du: 2012-01-01, departements: ['15']}}], gestes: [{gestes}]}}"
    )
    droit = bareme(
        aide("geste", paie, "{genre: geste_admis}"),
        aide("libre", paie),
        aide("egale", paie.replace("75 %", "90 %")),
        aide("seuil", paie.replace("gestes: [", "seuils: [{du: 2011-01-01, montant: 6750.01}], gestes: [", 1)),
        aide("autre-seuil", paie.replace("gestes: [", "seuils: [{du: 2011-01-01, montant: 150}], gestes: [", 1)),
        *(aide(f"compris-{n}", paie, f"{{genre: geste_compris, geste: audit, {f}}}") for n, f in enumerate(FORMES[:3])),
        aide("compris-ou", paie, "{genre: geste_compris, geste: audit, ou: [fenetres, poele_buches]}"),
        *(aide(f"admis-{n}", paie, f"{{genre: geste_admis, {f}}}") for n, f in enumerate(FORMES[2:6])),
        aide("autre", FORFAIT, "{genre: geste_admis}"),
    )
    tous = "? murs_exterieur pac_air_eau audit poele_buches chauffe_eau_solaire fenetres"
    accorder(
        droit,
        varier(geste=tous, quantite="? 90", cee="? 5000", travaux_ttc="? 10000"),
        varier(geste=tous, commune="? 75056 97411", quantite="2", rfr="? 25000"),
        varier(geste="pac_air_eau", type="? appartement", gain="? 31.99 32", energie_fossile="? fioul_conserve"),
        varier(geste="vmc_double_flux", rfr="10500 15000", personnes="? 1"),
        varier(geste="? fenetres", travaux_ttc="? 9999.99 10000", travaux_ht="? 10000"),
    )


def test_la_premiere_des_categories_compte_comme_les_autres() -> None:
    paie = "{genre: forfait_categorie, libelle: f, montants: {tres_social: 800, modeste: 300}}"
    droit = bareme(aide("prime", paie), tables=(TABLE.replace("tres_modeste", "tres_social"),))
    accorder(droit, varier(rfr="? 9000 15000 25000"))


def test_un_jour_qui_n_a_que_des_plafonds() -> None:
    droit = bareme(aide("passee", version="au: 2011-09-19"))
    accorder(droit, varier(rfr="? 9000 10500", personnes="? 1", commune="? 15187"))


def test_le_revenu_la_zone_et_les_plafonds() -> None:
    """Une fourchette de plafonds, des ménages nombreux, un bailleur logé ailleurs, l'année que l'avis impose."""
    large = TABLE.replace("[10000, 11000,", "[9000..10000, ..11000,").replace(
        "supplement: 1000", "supplement: 900..1000"
    )
    etroite = (
        TABLE.replace("autres_regions", "ile_de_france")
        .replace("[20000,", "[30000..,")
        .replace("supplement: 1000", "supplement: 900..")
    )
    formes = ("{genre: categorie, parmi: [tres_modeste]}", "{genre: categorie, parmi: [modeste, superieur]}")
    aides = [aide(f"aide-{n}", FORFAIT, forme) for n, forme in enumerate(formes)]
    passee = "{du: 2009-01-01, au: 2010-12-31, recul: 3, substitution: admise, source: loi, statut: certain}"
    repli = REGLES.replace("recul: 2,", "recul: 1, repli: 2, parution: 09-20,")
    repli = repli.replace("revenus:", f"revenus:\n  - {passee}")
    for regles in (REGLES, REGLES.replace("sans_objet", "admise"), repli):
        droit = bareme(*aides, tables=(large, etroite), regles=regles)
        annees = varier(
            date="2011-09-20 2011-09-21", rfr_annee="? 2007 2008 2009 2010 2011", choix_revenus="? 2008 2009 2010"
        )
        accorder(droit, annees)
    accorder(
        droit,
        varier(
            rfr="? 9000 9500 10001 14500 14950 16600 16800 17500 24500", personnes="? 1 5 6 8", commune="? 15187 75056"
        ),
        varier(statut_occupation="? proprietaire_bailleur", domicile="? 15 92", rfr="9500 25000"),
    )
