"""Les mots qui, dans un dossier de ménage, en disent trop sur quelqu'un.

Une expression par virgule. Les accents, le féminin et le pluriel sont reconnus d'eux-mêmes ; `*` remplace un début ou
une fin de mot. Un mot qui a un autre sens dit, entre parenthèses, ce qui l'innocente : une VMC « en dépression » ne
révèle rien de personne.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from contrat.controles.normalisation import plier
from contrat.controles.recherche import TexteLu

SANTE = """
cancer, cancéreux, cancéreuse, cancérolog*, tumeur, chimio*, radiothérapie, diabète, diabétique, alzheimer,
parkinson*, sclérose, infarctus, cardiaque, asthm*, épilep*, séroposi*, hépatite, dépressif, dépressive, psychiatr*,
psychologue, psychologique, schizo*, bipolaire, autis*, trisomi*, addict*, alcoolique, alcoolis*, problème d'alcool,
problèmes d'alcool, toxicoman*, drogue, drogué, cocaïne, cannabis, suicid*, anxi*, phobi*, burn-out, sénil*, démence,
perte de mémoire, troubles psych*, trouble du comportement, invalidité, infirmité, infirmier, infirmière, handicap
(sauf après : accès ou norme ou accessibilité ou accessibilité des ou accessibilité aux), paraplég*, tétraplég*,
hémiplég*, pacemaker, obèse, obésité, cécité, malvoyant, non-voyant, non voyant, surdité, malentendant, fauteuil
roulant, déambulateur, lit médicalisé, grabataire, alité, mobilité réduite (sauf après : accès ou douche), perte
d'autonomie, hospitalis*, à l'hôpital (sauf après : quartier ou rue ou route ou tour ou parking ou face ou travaux),
de l'hôpital (sauf après : quartier ou rue ou route ou tour ou parking ou place ou près ou face ou chantier), opéré
de, opéré du, opérée de, opérée du, médecin, médicament, médical, médicaux, suit un traitement, aide-soignant, soins à
domicile, soins palliatifs, soins infirmiers, reçoit des soins, dialys*, sous oxygène, insuffisance rénale,
insuffisance respiratoire, insuffisant respiratoire, arthrose, arthrite, rhumatism*, fibromyalgie, grossesse, covid*,
enceinte (sauf après : d' ou une) (sauf avant : du ou de la ou acoustique), curatelle, sa santé, leur santé, mauvaise
santé, bonne santé, santé fragile, santé mentale, santé précaire, état de santé, raison de santé, raisons de santé,
problème de santé, problèmes de santé, souci de santé, soucis de santé, ennuis de santé, trouble psych*, trouble
mental, troubles mentaux, trouble bipolaire, cirrhose, leucémie, lupus, tuberculose, BPCO, emphysème, embolie,
thrombose, ostéoporose, myopath*, polyarthrite, psoriasis, eczéma, anorexi*, boulimi*, antidépresseur, morphine,
convalescen*, rééducation, kiné*, accident vasculaire, parano*, troubles de mémoire, troubles de la mémoire, TDAH,
dys, trouble dys, troubles dys, dyslexi*, dysprax*, dysphas*, dyscalcul*, hyperactif, hyperactive, hyperactivité,
polyhandicap*, stent, pontage, transplant*, malaise cardiaque, insuffisance cardiaque, problème cardiaque, problèmes
cardiaques, cardiopath*, hypertension, hypertendu, neuropath*, Charcot, Crohn, Huntington, mucoviscidose,
drépanocytose, hémophil*, glaucome, cataracte, DMLA, acouphène, apnée du sommeil, oxygène à domicile, oxygénothérapie,
sonde urinaire, incontinen*, stomie, poche de stomie, escarre, chute grave, col du fémur, séquelle*, hanche opérée,
kinésithér*, orthophon*, ergothér*, psychothér*, psychomot*, oncolog*, cardiolog*, neurolog*, gériatr*, urolog*,
pneumolog*, en maison de repos, cure thermale, désintoxication, sevrage, est suivi par un psy, voit un psy, va chez le
psy, trouble de l'humeur, troubles du sommeil, insomni*, longue maladie, arrêt maladie, arrêt de travail, accident du
travail, maladie professionnelle, mi-temps thérapeutique, inaptitude, inapte au travail, ne marche plus, ne marche pas
bien, ne voit plus, n'entend plus, n'entend pas bien, se déplace difficilement, se déplace avec, marche avec une
canne, PMR à son domicile, perd la tête, perd la mémoire, mémoire qui flanche, désorienté, en deuil pathologique,
fausse couche, IVG, ménopause, séropositiv*, sidéen, malentendance, appareil auditif, chimiothérapie, métasta*,
rémission, transplanté, goutte au pied, lombalgie, sciatique, hernie discale, mal de dos, tétanie, spasmophil*,
asperger, en ESAT, en IME, auxiliaire de vie, aide à domicile pour la toilette, taux d'incapacité, carte d'invalidité,
carte mobilité, affection de longue durée, habilitation familiale, sauvegarde de justice, protection des majeurs,
majeur protégé, majeure protégée, mandataire judiciaire, phase terminale, pronostic vital, tentative de suicide, idées
noires, mutilation*, troubles alimentaires, trouble alimentaire, obsessionnel*, névros*, psychose, insulin*,
*o-dépendant, *odépendant, *opathie, *thérapie, *ectomie, *plégie, marche difficilement, marche mal, marche avec, ne
peut plus marcher, ne peut plus monter, ne peut plus se lever, ne peut plus se laver, ne peut plus sortir, ne peut
plus conduire, mal au dos, mal aux jambes, mal à la hanche, à cause du cœur, problème de cœur, problèmes de cœur,
malade du cœur, son cœur, cœur fragile, opération du cœur, opération du dos, déprim*, psy, IRM, sourd-muet, bègue,
bégaie, rhumato*, trisomique, invalidant, garde-malade, hôpital de jour, maison de retraite médicalisée, pilulier,
gardénal, méthadone, subutex, ventoline, parkinsonien, orthèse, zona, thyroïde, prostate, rein artificiel, bronchite,
bronchiteu*, perdu la vue, perdu l'audition, perdu la mémoire, pneumonie, maladie de peau, maladie orpheline, handicap
moteur, handicap mental
"""
# Ces mots se disent aussi d'un bâtiment : ils ne révèlent rien près d'un mot de construction.
SANTE_OU_BATIMENT = """
malade, maladie (sauf après : assurance), aveugle, sourd (sauf avant : oreille), handicapant*, sous traitement,
prothèse, greffe, paralys*, amput*, fracture, chirurgi*, pathologie, souffrant, invalide (sauf après : devis ou
dossier ou facture ou pièce ou code), boit, fume, souffre de, souffre d'un, souffre d'une, infect*, dépression (sauf
après : en ou mise en ou légère) (sauf avant : d'air), handicapé (sauf après : accès ou place ou wc ou toilettes ou
accessibilité des ou accessibilité aux), allergi*, sous tutelle, fin de vie, anémi*, délir*, béquille*, canne,
essouffl*, genou, hanche, douleur*, fumeur, fumeuse, sclérosé, infirme, perfusion, pansement, attelle, corset,
minerve, cicatri*, contagieu*, foie, poumon, vertige
"""
BATIMENT = """
ardoise ardoises bac baie baies bardage béton bois bâti bâtiment bâtisse bruit carrelage chantier charpente charpentes
chaudière chauffage cheminée chéneau ciment cloison cloisons combles conduit couverture crépi dalle enduit façade
façades fenêtre fenêtres fioul fongicide gaine gouttière huisserie humidité insecticide isolant isolation lambris
lauze linteau lucarne lucarnes maçonnerie menuiserie menuiseries mérule mortier mur murs parquet pierre pierres pignon
pignons placo plafond plancher planchers plomb plomberie porche porte portes poutre poutres radiateur radiateurs
salpêtre sanitaire seuil solive solives termites toit toiture toitures torchis tuyau tuyaux ventilation vide-sanitaire
vitrage vmc volet volets voûte fongique curatif préventif xylophages capricorne enduits poêle insert débit chevron
chevrons panne résine chanvre plâtre peinture condensation fuite fuites corrosion gel infiltration infiltrations
remontées capillaires pont thermique air caisson hotte extracteur souche fouille terrain balcon balcons échelle
descente eau devis métallique pièce cour faîtage dallage chaudières soutien étai réseau canalisation
"""

# En capitales seulement : en minuscules, ce sont d'autres mots.
SIGLES_SANTE = (
    "AAH",
    "ALD",
    "APA",
    "AVC",
    "EHPAD",
    "GIR ?[1-6]",
    "MDPH",
    "PCH",
    "RQTH",
    "SIDA",
    "VIH",
    "CMP",
    "CMPP",
    "HAD",
    "SSIAD",
    "ESAT",
    "IME",
    "ITEP",
    "SAVS",
    "SAMSAH",
    "BPCO",
    "TSA",
    "AEEH",
    "CMI",
    "HIV",
    "USLD",
)

SENSIBLES = """
musulman, islam*, juif, juive, bouddhiste, chrétien*, hindou, athée, témoin de jéhovah, témoins de jéhovah,
évangélique, très croyant, très pieux, très pieuse, pratiquant (sauf après : artisan ou artisans ou entreprise ou
entreprises), femme voilée, fille voilée, épouse voilée, porte le voile, ramadan, franc-maçon, immigr*, sans-papiers,
sans papiers, réfugié, clandestin, demandeur d'asile, demandeuse d'asile, titre de séjour, gens du voyage, gitan,
tzigane, famille rom, maghrébin, ethni*, race (sauf après : chien de ou chat de ou chiens de), d'origine étrangère,
d'origine algérien*, d'origine marocain*, d'origine tunisien*, d'origine turc, d'origine turque, d'origine africain*,
d'origine sénégalais*, d'origine malien*, d'origine portugais*, d'origine roumain*, d'origine polonais*, d'origine
albanais*, d'origine syrien*, d'origine afghan*, d'origine comorien*, d'origine arabe, d'origine juive, d'origine
ukrainien*, d'origine espagnol*, d'origine italien*, d'origine maghrébin*, vote à, militant, syndiqué, syndicaliste,
délégué syndical, déléguée syndicale, gréviste, CGT, CFDT, CFTC, communiste, socialiste, extrême droite,
extrême-droite, extrême gauche, extrême-gauche, front national, rassemblement national, gilet jaune, gilets jaunes,
sympathisant, encarté, électeur du, électeur de, électrice du, électrice de, opinion politique, opinions politiques,
adhérent au parti, adhérent du parti, détenu, incarcér*, casier judiciaire, garde à vue, bracelet électronique,
délinquan*, violence conjugale, violences conjugales, mari violent, conjoint violent, père violent, fils violent,
plainte contre, interpellé, sous probation, homosexuel*, lesbienne, bisexuel*, transgenre, vie sexuelle, orientation
sexuelle, algérien*, tunisien*, sénégalais*, albanais*, syrien*, afghan*, kosovar*, tchétchène, arabe, croyant,
mosquée, synagogue, va à la messe, va au culte, va à l'église, imam, carême, jeûne religieux, bar-mitsva, voile
intégral, porte la kippa, kippa, mormon, adventiste, pentecôtiste, baptiste évangélique, orthodoxe pratiquant, OQTF,
sans papier, sans titre, en situation irrégulière, situation irrégulière, irrégulier sur le territoire, expulsable,
reconduite à la frontière, demande d'asile, débouté, carte de résident, carte de séjour, naturalis*, travailleur
détaché, primo-arrivant, apatride, turc (sauf après : wc ou toilettes), turque (sauf après : à la), malien*,
congolais*, camerounais*, comorien*, ukrainien*, bulgare, kurde, manouche, gens de la route, noir de peau, métis, SUD
Solidaires, UNSA, CFE-CGC, front de gauche, insoumis, écologiste encarté, royaliste, monarchiste, anarchiste,
fasciste, facho, gaulliste, macroniste, lepéniste, trotskiste, maoïste, vote à droite, vote à gauche, élu
d'opposition, colleur d'affiches, manifestant (sauf après : se ou s'), ancien détenu, sort de prison, mis en examen,
mise en examen, garde-à-vue, ancien taulard, taulard, victime de violences, battue par, bat sa femme, ordonnance de
protection, agression sexuelle, viol, inceste, pédophil*, prostitu*, gay, lesb*, bisexualité, homosexualité, en
transition (sauf avant : énergétique ou écologique), adultère, amant, trompe son mari, trompe sa femme, polygame,
polygamie, halal, casher, porte un foulard, foulard islamique, porte le foulard, cégétiste, LGBT, femme battue, enfant
battu, adopté sous X, né sous X, de confession, confession religieuse, peau noire, peau mate, type maghrébin, type
africain, famille étrangère, ménage étranger, sans nationalité, réfugié politique, statut de réfugié, protection
subsidiaire, expulsé du territoire, harki, pied-noir, rapatrié, évadé, tutelle pénale, libération conditionnelle,
semi-liberté, contrôle judiciaire, travaux d'intérêt général, au tribunal pour, dealer, vol à l'étalage, sans-abri,
sans abri, sans domicile, SDF, main de justice, interdit bancaire, interdite bancaire, surendett*, fiché à la banque,
divorc*, mère célibataire, père célibataire, femme seule avec, en instance de séparation
"""
JUGEMENTS = """
fainéant, feignant, paresseux, paresseuse, ne fait pas d'effort, ne fait aucun effort, ne font aucun effort, mauvaise
foi, mauvaise volonté, menteur, menteuse, malhonnête, tricheur, tricheuse, fraudeur, fraudeuse, profiteur, profiteuse,
mauvais payeur, cas social, cas soc, cassos, ivrogne, boit trop, simple d'esprit, idiot, caractériel*, manipulateur,
manipulatrice, hystérique, est radin, incapable de gérer, incapable de se, alcoolo, poivrot, ivrognerie, feignasse,
flemmard, glandeur, vit aux crochets, profite du système, profite des aides, de mauvais poil, pas futé, pas très futé,
limité intellectuellement, intellectuellement limité, illettré, analphabète, un peu simple, cinglé, taré, fou à lier,
imbécile, abruti, crétin, connard, connasse, salope, pute, gros porc, sent mauvais, mal élevé, mal élevée, arrogant,
prétentieux, geignard, chiant, chiante, emmerdeur, emmerdeuse, casse-pieds, bizarre avec, voleur, voleuse, escroc,
arnaqueur, magouill*, travaille au noir, travail au noir, arrogante, malpoli, malpolie, râleur, râleuse, colérique,
simplet, mongol, mongolien, gogol, ne se lave pas, sent l'alcool, raconte n'importe quoi, abuse du système, mythomane,
bordélique, pot de colle, teigneux, teigneuse, agaçant, agaçante, énervant, énervante, manque d'hygiène, hygiène
douteuse, laisse-aller, se laisse aller, pas courageux, pas courageuse, oisif, oisive, mensonge, raconte des histoires
"""
# Ces mots se disent aussi d'un bien, d'un matériau, d'une assemblée, d'un monument.
SENSIBLES_OU_BIEN = """
catholique (sauf après : secours), protestant, religi*, nationalité, vote pour, vote contre, votent pour, prison*,
condamné à, condamnée à, condamné pour, condamnée pour, roumain*, marocain*, portugais*, polonais*, nomade, récidiv*,
trans
"""
JUGEMENTS_OU_BIEN = """
méchant, débile, stupide, odieux, odieuse, agressif, agressive, est pénible, très pénible, est désagréable, très
désagréable, est insupportable, est bête, est folle, est fou, est sale, sont sales, insupportable, invivable, fraude,
ingrat, avare, têtu, ingérable, irresponsable, lunatique
"""
BIEN = """
appartement appartements art artisan assemblee bruits canalisation canalisations cave commission conseil cimetiere
copropriete coproprietaires cout couts devis ecole edifice eglise fissure fissures granit immeuble liege logement
logements maison monument monuments odeur odeurs patrimoine prix produit produits temple tomettes tuiles wifi zellige
cuisine escalier
"""

PARTIS = ("rn", "fn", "ps", "ump", "lr", "pcf", "pc", "lfi", "npa", "eelv", "udi", "lo", "modem", "reconquete")
SAUF = re.compile(r" \(sauf (après|avant) : ([^)]*)\)")
_MOT = re.compile(r"[^\W_]+")
# Les débuts de mots se rangent par leurs premières lettres ; aucun n'est plus court.
_LETTRES = 3


def amorcer(*listes: str) -> Callable[[TexteLu], bool]:
    """Ce qui écarte d'un coup d'œil un texte où aucune expression de ces listes ne peut être.

    Le dernier mot d'une expression y est forcément, au pluriel ou au féminin près : chercher le motif entier dans tous
    les textes coûterait dix fois plus, et sa seule compilation autant que la plupart des règles.
    """
    derniers: dict[str, list[str]] = defaultdict(list)
    debuts: dict[str, list[str]] = defaultdict(list)
    fins: list[str] = []
    for expression in enumerer(*listes):
        lue = plier(SAUF.sub("", expression))
        for ecrite in {lue.strip("*"), lue.strip("*").replace("œ", "oe")}:
            dernier = _MOT.findall(ecrite)[-1]
            if lue.startswith("*"):
                fins.append(ecrite)
            elif lue.endswith("*"):
                debuts[dernier[:_LETTRES]].append(ecrite)
            else:
                for fin in ("", "e", "s", "es"):
                    derniers[dernier + fin].append(ecrite)

    def a_de_quoi(texte: TexteLu) -> bool:
        for mot in texte.mots:
            if any(e in texte.plie for e in (*derniers.get(mot, ()), *debuts.get(mot[:_LETTRES], ()))):
                return True
        return any(fin in texte.plie for fin in fins)

    return a_de_quoi


def enumerer(*listes: str) -> Iterator[str]:
    """Les expressions de ces listes."""
    for liste in listes:
        yield from (" ".join(expression.split()) for expression in liste.split(",") if expression.strip())
