// Ouvrir des pages dans Chromium et dire ce qu'axe-core y trouve de sérieux, à deux largeurs, en clair et en sombre.
// Une feuille à remettre doit en plus tenir sur une face A4 : sa première partie, imprimée seule, est d'une page.
// L'entrée est un JSON { chromium, options, pages, modules } ; la sortie, une ligne de JSON par faute.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { chromium, options, pages, modules } = JSON.parse(readFileSync(0, "utf8"));
const exiger = createRequire(`${modules}/`);
const puppeteer = exiger("puppeteer-core");
const axe = readFileSync(exiger.resolve("axe-core/axe.min.js"), "utf8");
const SERIEUSES = new Set(["serious", "critical"]);

const navigateur = await puppeteer.launch({ executablePath: chromium, args: options });
const onglet = await navigateur.newPage();
for (const page of pages) {
  for (const [largeur, theme] of [[400, "light"], [1200, "dark"]]) {
    await onglet.setViewport({ width: largeur, height: 900 });
    await onglet.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }]);
    await onglet.goto(page);
    await onglet.evaluate(axe);
    const { violations } = await onglet.evaluate("axe.run(document, { resultTypes: ['violations'] })");
    const ou = { page, largeur, theme };
    for (const { id, impact, help, nodes } of violations) {
      if (SERIEUSES.has(impact)) console.log(JSON.stringify({ ...ou, id, quoi: help, place: nodes[0].target.join(" ") }));
    }
    const deborde = await onglet.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    if (deborde > 0) console.log(JSON.stringify({ ...ou, id: "debordement", quoi: `la page dépasse de ${deborde} px` }));
  }
  if (await onglet.evaluate("Boolean(document.querySelector('.feuille'))")) {
    await onglet.evaluate("while (document.querySelector('.feuille').nextSibling) document.querySelector('.feuille').nextSibling.remove()");
    const papier = Buffer.from(await onglet.pdf({ preferCSSPageSize: true })).toString("latin1");
    const faces = papier.match(/\/Type\s*\/Page\b/g).length;
    if (faces !== 1) console.log(JSON.stringify({ page, largeur: 0, theme: "papier", id: "face", quoi: `${faces} faces A4` }));
  }
}
await navigateur.close();
