// Situer des ménages dans une catégorie de ressources par publicodes : arguments, les règles et les ménages, en JSON.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const [regles, menages] = process.argv.slice(2).map((nom) => JSON.parse(readFileSync(nom, 'utf-8')))
const { default: Moteur } = createRequire(`${process.cwd()}/`)('publicodes')
const moteur = new Moteur(regles)
const trouvees = menages.map((menage) => moteur.setSituation(menage).evaluate('catégorie').nodeValue)
console.log(trouvees.join('\n'))
