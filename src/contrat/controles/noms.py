"""Les prénoms courants, et ce qui, autour d'un nom, montre que ce n'est pas une personne.

Cette liste est celle de l'outil : les prénoms les plus portés des générations de 1920 à 2010, sans source officielle.
Un prénom rare lui échappe. Sans majuscule ni accent : les textes sont lus ainsi.
"""

from __future__ import annotations

# Seuls, ils désignent déjà quelqu'un : aucun autre sens courant.
PRENOMS = """
abdallah abdel abdelkader abdou adele adeline adrien agathe agnes ahmed aicha aissatou albane albert alexandra
alexandre alexia alexis alfred ali alice alicia aline alphonse amandine amelie amina aminata amine amir anais andre
andrea andree angele angelina angelique anissa anita anna annabelle anne annick annie anouk anthony antoine antoinette
antonin antonio apolline armand armelle arnaud arsene arthur astrid audrey auguste augustin aurelie aurelien axel
axelle ayoub baptiste barbara bastien beatrice benedicte benoit berangere berenice bernadette bernard berthe bertrand
bilal blandine boris brahim brandon brice brigitte bruno bryan camille candice carine carla carlos carole caroline
cassandra catherine cecile cecilia cedric celia celine chantal charlene charles charline chloe christelle christian
christiane christine christophe christopher clara clarisse claudette claudie claudine clement clementine clotilde
colette coralie corentin corinne cyprien cyril cyrille damien daniel daniele danielle danny daphne david deborah
delphine denis denise didier dimitri djamila dolores dominique donovan dorian dorothee dylan eddy edith edmond edouard
edwige eleonore eliane elias elie eliette elisa elisabeth elise ella elodie eloise elsa emeline emile emilie emilien
emma emmanuel emmanuelle enzo eric erika ernest erwan esteban estelle esther ethan etienne eugene eugenie eva evan
evelyne fabien fabienne fabrice fanny farid fatiha fatima fatma fatou faustine felicie felix ferdinand fernand
fernande flavie flavien francine francis francisco franck francois francoise frederic frederique gabin gabriel
gabrielle gaelle gaetan gaetane gaston genevieve geoffrey georges georgette gerald geraldine gerard germaine ghislain
ghislaine gilbert gilberte gilles ginette gisele gregory guillaume gustave guy gwenaelle habib hakim hamid hamza
hassan helene henri henriette herve hortense hubert hugo huguette ibrahim ibtissem imane ines ingrid irene irina isaac
isabelle ismael issa ivan jacky jacqueline jacques jamila jason jean jeanine jeanne jeannette jeannine jennifer
jeremie jeremy jerome jessica jimmy joan joao jocelyn jocelyne joel joelle joffrey johan johanna jonathan jordan jose
joseph josephine josette josiane josue joyce juan jules julia julian julie julien juliette justine kadiatou kamel
karim karima karine kelly kenza kevin khadija khaled laetitia lea leila leo leon leonie leopold lilian liliane lina
linda lionel lisa loic lola lorenzo loris louane louis louise louisette luc lucas lucette lucie lucien lucienne
ludivine ludovic luis mael maeva magali malika mamadou manon manuel marc marcel marceline marcelle marco margaux
margot marguerite maria mariam marianne marielle mario marion marius marjorie marlene martine maryline maryse
maryvonne mateo mathieu mathilde mathis matteo matthieu maud maurice maxence mehdi melanie melina melissa meryem
michel michele micheline mickael miguel mireille mohamed mohammed monique morgane mouna mourad moussa muriel mustapha
mylene myriam nabil nadege nadia nadine naima nassim natacha nathalie nathan nathanael nicolas nicole ninon noe noelle
noemie nora norbert norma oceane odette odile olga olivier omar oriane oscar oumar ousmane paola pascal pascale
patrice patricia patrick paul paula paulette pauline philippe pierrette pierrick priscilla quentin rachel rachid raoul
raphael raphaelle raymond raymonde rebecca regine remi remy rene renee richard robert roberte robin rodolphe rodrigue
roger roland rolande romane romeo romuald ronan rosalie roselyne rosine roxane ruben sabine sabrina said salima salome
samantha sami samira samuel samy sandra sandrine sarah sebastien selma serge severine sidonie simon simone sofia
sofiane solange solene sonia sophie stanislas stephane stephanie steven suzanne suzette sylvain sylvaine sylvette
sylvia sylviane sylvie tanguy tatiana teddy theo theophile therese thibaud thibault thierry thomas timeo timothee
tiphaine titouan tom tony tristan ugo ulysse valentin valerie vanessa veronique vianney victor victoria victorine
virginie viviane vivien wahid walid wassim wilfried william xavier yacine yann yannick yasmina yasmine yoann yohan
yolande youssef yvan yves yvette yvon yvonne zacharie zahra zelie zineb zoe zohra
"""
# Ceux-là ont un autre sens : il leur faut un nom, ou un autre prénom, à côté.
PRENOMS_AMBIGUS = """
aime aimee ambre ange angel aude aurore benjamin blanche capucine cerise charlotte claire claude clemence come
constance constant desire eden fleur florence florent florian garance gloria grace honore iris jade jane jasmine
john juste laure laurence laurent lilas lou luce madeleine marie marie-france marin marina martin maryland maxime maya
melodie mercedes modeste noel nour olive olympe parfait paris perle pierre placide prosper prudence regis reine romain
rose roseline ruby sacha sylvestre tahar toussaint ulrich valentine valery victoire vincent violette zita
"""
# Juste avant, ils font d'un prénom un lieu, un bâtiment, un texte ou une entreprise.
LIEUX = """
aire allee alsh amphitheatre arena auditorium avenue bibliotheque boulangerie boulevard bourse cabinet cada cantine
centre chemin cinema cite clinique college collegiale comite conservatoire cours creche crechee digue dojo ecole
eglise ehpad entreprise esat espace esplanade etablissement etablissements ets festival fete fondation fonds forme
forum foyer garage garderie groupe gymnase halle halte-garderie hopital hotel ime immeuble impasse institut internat
jardin jardins journee ligne loi loisirs ludotheque lycee maison marpa maternelle maternite mediatheque menuiserie mjc
monument mosaique msap musee negoce parc patinoire piscine place plan pont port porte prefecture prix promenade
promotion quai quartier quincaillerie rencontres residence route rue ruelle saint sainte salle sanatorium sarl sas
semaine societe square stade theatre lieu tour velodrome zac zone
"""
# Juste après, de même.
METIERS = """
artisan artisans batiment chauffage chauffagiste college constructions couverture couvreur ecole electricite energie
energies entreprise et-fils fermetures freres immobilier lycee maconnerie materiaux menuiserie menuiseries negoce
paysages plomberie plombier renovation sarl toiture toitures travaux
"""
# Ce qui suit « Mme » ou « monsieur » en minuscules sans être un nom.
SUITES = """
a abandonne absente accepte adjointe agee ai aime aimerait ainsi ajoute allait amene annonce appelle apporte apprecie
apres attend attendait au aura aussi autorise aux avait avance avant avec avez beneficie besoin c change chauffe
cherche chez choisit comme commence complete comprend compte confirme connait conserve constate contacte contactee
contre convient craint d dans de deja demande demenage depense depose depuis des desire devait devra devrait dispose
dit doit doivent donne donnera du elle emmenage en encore envisage envoie envoye espere est et etait etes etudie
explique fait fera ferait finance fournit garde gere habite hesite il ils indique informee insiste investit isole j l
la laisse le les leur loge loue lui maintient manque me met montre n ne ni nous obtient occupe ont ou paie par part
pas passe paye pense percoit perd peut plus possede pour pourra pourrait precise prefere prend prendra presente presse
prete prevoit propose proprietaire qu quand que quelque qui quitte raconte rappelle rappellera recherche recoit
recontacte recu recue redoute refait reflechit refuse regarde rejoint relance relancee remercie remet rend renonce
rentre renvoie repasse repond reporte reste retient retire retraitee retrouve revient s sa sait sans satisfaite se
sera serait ses seul seule si signale signe son sont souhaitait souhaite souhaiterait sous suit sur telephone tient
touche transmet travaille trouve un une va valide venait vend venue verse veut viendra vient vit voit voudra voudrait
vous vue y
"""
# Ce qu'un rappel, une visite ou un rendez-vous peut citer sans désigner une personne.
ORGANISMES = """
action ademe adil afnor agence anah annexe aout arrete ars article assurance avril banque batiments caf cal capeb
carsat ccas cdc chambre circulaire cnav code commune compagnons conseil cpam creche croix ddass decembre devis
dimanche drac edf eie enedis engie epicerie espace etat europe fap fevrier fiche fonds france gdf grdf guide habitat
habiter janvier jeudi juillet juin leroy lundi mai mairie maison manpower maprimerenov mardi mars mda mdph mercredi
mission mobilier msa notice novembre octobre opah operateur pact permanence photo plan pole poste prefecture region
relais restos sacicap samedi saur septembre service services soliha spip tresor urssaf vendredi veolia ville
"""
