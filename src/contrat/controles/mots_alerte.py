"""Les mots qui, dans un dossier de ménage, en disent trop sur quelqu'un.

Une expression par virgule. Les accents, le féminin et le pluriel sont reconnus d'eux-mêmes ; `*` remplace une fin de
mot. Un mot qui a un sens dans le bâtiment dit, entre parenthèses, ce qui l'innocente : une VMC « en dépression », un
mur « aveugle », une porte « condamnée » ne révèlent rien de personne.
"""

from __future__ import annotations

import re

SANTE = """
maladie (sauf après : assurance), malade, cancer*, cancér*, tumeur, chimio*, radiothérapie, diabète, diabétique,
alzheimer, parkinson*, sclérose, infarctus, cardiaque, asthm*, épilep*, séroposi*, hépatite, dépressif, dépressive,
dépression (sauf après : en ou mise en ou légère) (sauf avant : d'air), psychiatr*, psychologue, psychologique,
schizo*, bipolaire, autis*, trisomi*, addict*, alcoolique, alcoolis*, problème d'alcool, problèmes d'alcool,
toxicoman*, drogu*, cocaïne, cannabis, suicid*, anxi*, phobi*, burn-out, sénil*, démence, perte de mémoire, troubles
psych*, trouble du comportement, handicap*, invalide (sauf après : devis ou dossier ou facture ou pièce ou code),
invalidité, infirmité, infirmier, infirmière, paraplég*, tétraplég*, hémiplég*, paralys*, amput*, prothèse, pacemaker,
obèse, obésité, aveugle (sauf après : mur ou murs ou pignon ou façade ou fenêtre ou pièce ou baie), cécité, malvoyant,
non-voyant, non voyant, sourd (sauf après : bruit ou bruits) (sauf avant : oreille), surdité, malentendant, fauteuil
roulant, déambulateur, lit médicalisé, grabataire, alité, mobilité réduite (sauf après : accès ou douche), perte
d'autonomie, hospitalis*, à l'hôpital, de l'hôpital, opéré de, opéré du, opérée de, opérée du, chirurgi*, médecin,
médicament, médical, médicaux, sous traitement, suit un traitement, aide-soignant, soins à domicile, soins palliatifs,
soins infirmiers, reçoit des soins, dialys*, sous oxygène, insuffisance rénale, insuffisance respiratoire, insuffisant
respiratoire, arthrose, arthrite, rhumatism*, fibromyalgie, grossesse, allergi*, covid*, enceinte (sauf après : d' ou
une) (sauf avant : du ou de la ou acoustique), curatelle, sous tutelle, fin de vie, sa santé, leur santé, mauvaise
santé, bonne santé, santé fragile, santé mentale, santé précaire, état de santé, raison de santé, raisons de santé,
problème de santé, problèmes de santé, souci de santé, soucis de santé, ennuis de santé, trouble psych*, trouble
mental, troubles mentaux, trouble bipolaire, cirrhose, leucémie, lupus, tuberculose, BPCO, emphysème, embolie,
thrombose, ostéoporose, myopath*, polyarthrite, psoriasis, eczéma, anorexi*, boulimi*, antidépresseur, insuline,
morphine, pathologie (sauf avant : du ou des ou de la ou de l), convalescen*, rééducation, kiné*, accident vasculaire,
parano*, troubles de mémoire, troubles de la mémoire
"""
# En capitales seulement : en minuscules, ce sont d'autres mots.
SIGLES_SANTE = ("AAH", "ALD", "APA", "AVC", "EHPAD", "GIR ?[1-6]", "MDPH", "PCH", "RQTH", "SIDA", "VIH")

SENSIBLES = """
musulman, islam*, catholique (sauf après : secours), protestant, juif, juive, bouddhiste, chrétien*, hindou, athée,
témoin de jéhovah, témoins de jéhovah, évangélique, très croyant, très pieux, très pieuse, pratiquant, femme voilée,
fille voilée, épouse voilée, porte le voile, ramadan, religi*, franc-maçon, nationalité, immigr*, sans-papiers, sans
papiers, réfugié, clandestin, demandeur d'asile, demandeuse d'asile, titre de séjour, gens du voyage, gitan, tzigane,
famille rom, maghrébin, ethni*, race, d'origine étrangère, d'origine algérien*, d'origine marocain*, d'origine
tunisien*, d'origine turc, d'origine turque, d'origine africain*, d'origine sénégalais*, d'origine malien*, d'origine
portugais*, d'origine roumain*, d'origine polonais*, d'origine albanais*, d'origine syrien*, d'origine afghan*,
d'origine comorien*, d'origine arabe, d'origine juive, d'origine ukrainien*, d'origine espagnol*, d'origine italien*,
d'origine maghrébin*, vote pour, vote à, vote contre, votent pour, militant, syndiqué, syndicaliste, délégué syndical,
déléguée syndicale, gréviste, CGT, CFDT, CFTC, communiste, socialiste, extrême droite, extrême-droite, extrême gauche,
extrême-gauche, front national, rassemblement national, gilet jaune, gilets jaunes, sympathisant, encarté, électeur
du, électeur de, électrice du, électrice de, opinion politique, opinions politiques, adhérent au parti, adhérent du
parti, prison*, détenu, incarcér*, condamné à, condamnée à, condamné pour, condamnée pour, casier judiciaire, garde à
vue, bracelet électronique, délinquan*, violence conjugale, violences conjugales, mari violent, conjoint violent, père
violent, fils violent, plainte contre, interpellé, sous probation, homosexuel*, lesbienne, bisexuel*, transgenre, vie
sexuelle, orientation sexuelle, algérien*, tunisien*, sénégalais*, roumain*, albanais*, syrien*, afghan*, kosovar*,
tchétchène, arabe, croyant
"""
JUGEMENTS = """
fainéant, feignant, paresseux, paresseuse, ne fait pas d'effort, ne fait aucun effort, ne font aucun effort, mauvaise
foi, mauvaise volonté, menteur, menteuse, méchant, malhonnête, tricheur, tricheuse, fraudeur, fraudeuse, profiteur,
profiteuse, mauvais payeur, cas social, cas soc, cassos, ivrogne, boit trop, simple d'esprit, débile, idiot, stupide,
caractériel*, manipulateur, manipulatrice, hystérique, odieux, odieuse, agressif, agressive, est pénible, très
pénible, est désagréable, très désagréable, est insupportable, est bête, est folle, est fou, est sale, sont sales, est
radin, incapable de gérer, incapable de se
"""

# Des prénoms fréquents : suivis ou précédés d'un nom, ils désignent quelqu'un.
PRENOMS = """
Alain Albert Alexandre Alice André Andrée Anna Anne Antoine Bernadette Bernard Brigitte Catherine Chantal Charles
Christian Christiane Christine Christophe Claire Claude Colette Cédric Daniel Danielle David Denis Denise Didier
Dominique Elisabeth Éric Eric Fabrice Fatima Fernand Florence Franck François Françoise Frédéric Gabriel Georges
Georgette Gérard Ginette Gilbert Gilles Guy Hélène Henri Henriette Hervé Huguette Isabelle Jacqueline Jacques Jean
Jeanne Jeannine Jérôme Joseph Josette Josiane Julie Julien Karim Laurence Laurent Léa Lucien Lucienne Louis Louise
Madeleine Marcel Marcelle Marguerite Maria Marie Martine Maurice Michel Michèle Mohamed Monique Nathalie Nicolas
Nicole Odette Olivier Pascal Patricia Patrick Paul Paulette Philippe Pierre Raymond Raymonde Renée René Robert Roger
Roland Sandrine Sébastien Serge Simone Sophie Stéphane Stéphanie Suzanne Sylvie Thérèse Thierry Thomas Valérie
Véronique Vincent Virginie Yves Yvette Yvonne
"""

_SAUF = re.compile(r" \(sauf (après|avant) : ([^)]*)\)")
_SANS_ACCENT = {"é": "e", "è": "e", "ê": "e", "à": "a", "â": "a", "ô": "o", "î": "i", "ï": "i", "û": "u", "ç": "c"}


def lire_expressions(liste: str) -> str:
    """Le motif qui reconnaît toutes les expressions d'une liste."""
    return "|".join(_lire_une(" ".join(expression.split())) for expression in liste.split(",") if expression.strip())


def _lire_une(expression: str) -> str:
    avant, apres = "", ""
    for place, mots in _SAUF.findall(expression):
        for mot in mots.split(" ou "):
            if place == "avant":
                apres += f"(?! {_accepter(mot)})"
            else:
                # Une apostrophe touche le mot qui la suit ; ailleurs, une espace les sépare.
                avant += f"(?<!{mot})(?<!{mot}')" if mot.endswith("'") else f"(?<!{re.escape(mot)} )"
    mot = _SAUF.sub("", expression)
    fin = r"\w*" if mot.endswith("*") else "(?:es?|s)?"
    return f"{avant}{_accepter(mot.rstrip('*'))}{fin}{apres}"


def _accepter(mot: str) -> str:
    """Un mot avec ou sans ses accents ; entre apostrophes, YAML double celles du texte."""
    signes = (f"[{signe}{_SANS_ACCENT[signe]}]" if signe in _SANS_ACCENT else re.escape(signe) for signe in mot)
    return "".join(signes).replace("'", "'{1,2}")
