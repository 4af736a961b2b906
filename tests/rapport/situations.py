# ruff: noqa: E501
"""Un ménage témoin, et ce qui le change en chacune des situations que des conseillers rencontrent."""

TEMOIN = """\
id: M-0077
source: fiction
occupants: {nombre: 2, tranche_age: 70_et_plus}
revenus: [{annee: 2025, rfr: 24300}]
logement: {commune: "15999", statut_occupation: proprietaire_occupant, residence_principale: oui, achevement: 1970, type: maison, dpe: F}
projet: {nature: energie, commences: non, dpe_vise: C, gestes_isolation: 2, professionnel: oui, accompagnement: oui, energie_fossile: aucune, rendez_vous_conseil: oui, travaux_ht: 38000, travaux_ttc: 40090}
evenements: [{date: 2026-11-20, etape: contacte}, {date: 2026-11-20, etape: recu_en_permanence}]
"""
PERMANENCE = """\
permanence:
  structure: Maison de l'habitat
  telephone: accueil au 00 00 00 00 00
  jours: premier mardi, 9 h à 12 h
  lieu: mairie annexe
"""
# Ce que chaque situation change au témoin.
SITUATIONS = {
    "témoin": [],
    "classe D": [("dpe: F", "dpe: D"), ("dpe_vise: C", "dpe_vise: B")],
    "travaux commencés": [("commences: non", "commences: oui")],
    "hors plafonds": [("rfr: 24300", "rfr: 190000")],
    "outre-mer": [('"15999"', '"97411"')],
    "locataire": [("proprietaire_occupant", "locataire"), ("nature: energie", "nature: autonomie")],
    "hébergé": [("proprietaire_occupant", "heberge")],
    "indigne": [("nature: energie", "nature: travaux_lourds, arrete: oui")],
    "sans avis": [("revenus: [{annee: 2025, rfr: 24300}]\n", "")],
    "ordre de grandeur": [
        ("dpe_vise: C, ", ""),
        ("travaux_ht: 38000, travaux_ttc: 40090", "estimation: {de: 20000, a: 45000}"),
    ],
    "accordé": [("etape: recu_en_permanence}", "etape: recu_en_permanence}, {date: 2026-11-21, etape: accorde}")],
}
_RECU = "etape: recu_en_permanence}"
# Ce qu'une situation change au témoin, ce que sa face dit, ce qu'elle ne dit pas.
PAROLES: dict[str, tuple[list[tuple[str, str]], list[str], list[str]]] = {
    "retraite prise cette année": (
        [("rfr: 24300", "rfr: 47000")], ["Si votre revenu a baissé, dites-le : avec l'avis d'imposition suivant,"], [],
    ),
    "usufruit": (
        [("proprietaire_occupant", "droit_usage_habitation")],
        ["- [ ] l'acte notarié qui vous donne l'usage du logement"], ["- [ ] acte notarié"],
    ),
    "société": (
        [("proprietaire_occupant", "associe_sci_occupant")],
        ["Pas étudié ici, à demander : MaPrimeRénov', parcours accompagné : la société en est exclue ; demander si",
         "- [ ] l'acte notarié par lequel la société vous prête le logement", "Dites quels équipements"],
        ["aucune des aides"],
    ),
    "montant que le droit n'a pas": (
        [("2026-11-20", "2026-03-15"), ("annee: 2025", "annee: 2024"),
         ("nature: energie", "nature: energie, gestes: [{geste: poele_granules, quantite: 1, travaux_ttc: 6000}]")],
        ["par geste : montant que la permanence n'a pas retrouvé, à demander à qui paie cette aide"], [],
    ),
    "parties communes": (
        [("type: maison", "type: appartement"), ("nature: energie", "nature: energie, parties: communes")],
        ["Pour votre cas, la permanence ne sait pas encore si une aide est possible.",
         ": pour les parties communes, MaPrimeRénov' Copropriété, voir le syndic et France Rénov'",
         "si une aide existe pour votre cas"],
        ["aucune des aides", "rien n'a été lu", "suivre une rénovation"],
    ),
    "bailleur": (
        [("proprietaire_occupant", "proprietaire_bailleur")],
        ["- [ ] votre dernier avis d'imposition\n", "- [ ] le bail\n"], ["chaque personne du logement"],
    ),
    "autre aide": (
        [("travaux_ttc: 40090", "travaux_ttc: 40090, autres_aides: 8000, aides_locales: 3500")],
        ["- Aides des collectivités, d'après ce que vous avez dit : 3 500 €", "- Autres aides, d'après ce que vous avez "
         "dit : 8 000 €", "il vous resterait environ 0 €"], [],
    ),
    "auto-réhabilitation": (
        [("professionnel: oui", "professionnel: non")],
        ["il faudrait ceci : les travaux sont faits par des professionnels", "Demandez les autres aides citées ici"],
        ["vous perdriez l'aide"],
    ),
    "travaux commencés": (
        [("commences: non", "commences: oui")], ["n'allez pas plus loin", "une urgence peut être admise"], ["Arrêtez"],
    ),
    "refusé puis revenu": (
        [("{date: 2026-11-20, etape: contacte}", "{date: 2025-07-01, etape: rejete, refus: pieces_manquantes}")],
        ["la lettre de refus du 1er juillet 2025, raison : pièces manquantes", "- [ ] la lettre de refus\n"], [],
    ),
    "refusé": ([(_RECU, "etape: rejete}")], ["dit comment contester", "avant l'accord écrit"], []),
    "en instruction": (
        [(_RECU, "etape: en_instruction}"), ("rfr: 24300", "rfr: 47000")],
        ["- [ ] tout courrier reçu", "La réponse écrite remplacera cette estimation."],
        ["avis d'imposition", "Si votre revenu a baissé", "vaut jusqu'au"],
    ),
    "accordé, montant dit": (
        [(_RECU, "etape: accorde, montants: [{financeur: anah, montant: 12000}]}")],
        ["Une aide de 12 000 € vous est accordée.", "au plus tard le 20 novembre 2027, ou plus tôt si l'accord le dit"],
        ["Rien n'est accordé", "30 400 €", "vaut jusqu'au"],
    ),
    "travaux après l'accord": (
        [(_RECU, "etape: accorde}, {date: 2027-02-01, etape: travaux_commences}")],
        ["Gardez toutes les factures.",
         "Au plus tard le 20 novembre 2029, ou plus tôt si l'accord le dit : solde demandé."],
        ["Rien n'est accordé", "20 novembre 2027"],
    ),
    "travaux sans accord": (
        [(_RECU, "etape: travaux_commences}")], ["le dossier ne dit aucun accord écrit", "Rien n'est accordé"], [],
    ),
    "payé": ([(_RECU, "etape: solde_paye}")], ["## Où en est votre dossier"], ["Montants estimés", "## Jusqu'à quand"]),
}  # fmt: skip
