"""Le format JUnit : une suite par fichier, une épreuve par faute, ou une qui réussit quand il n'y en a pas."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from contrat.diagnostics import Diagnostic, Gravite
from contrat.rendu.diagnostics import en_ligne, en_texte
from contrat.rendu.fautes.rapport import RapportFautes


def en_junit(rapport: RapportFautes) -> str:
    """Le rapport, selon le schéma que lisent Jenkins et GitLab.

    Un avertissement est une épreuve passée sous `skipped`, sauf sous `--strict`.
    """
    noms = sorted({*rapport.fichiers, *(faute.fichier for faute in rapport.fautes)})
    racine = ET.Element("testsuites")
    for rang, nom in enumerate(noms):
        _ajouter(racine, rapport, nom, rang)
    ET.indent(racine)
    return ET.tostring(racine, encoding="unicode", xml_declaration=True)


def _ajouter(racine: ET.Element, rapport: RapportFautes, nom: str, rang: int) -> None:
    chemin = en_ligne(rapport.chemin(nom))
    fautes = [faute for faute in rapport.fautes if faute.fichier == nom]
    echecs = [faute for faute in fautes if _echoue(faute, rapport)]
    suite = ET.SubElement(
        racine,
        "testsuite",
        package="contrat",
        id=str(rang),
        name=chemin,
        timestamp=f"{rapport.jour.isoformat()}T00:00:00",
        hostname="localhost",
        time="0",
        tests=str(len(fautes) or 1),
        failures=str(len(echecs)),
        errors="0",
        skipped=str(len(fautes) - len(echecs)),
    )
    ET.SubElement(suite, "properties")
    for faute in fautes:
        nom_epreuve = f"{faute.code} {faute.ligne}:{faute.colonne} {faute.empreinte}"
        epreuve = ET.SubElement(suite, "testcase", classname=chemin, name=nom_epreuve, time="0")
        issue = ET.SubElement(epreuve, "failure" if _echoue(faute, rapport) else "skipped")
        issue.set("message", en_ligne(faute.message))
        if issue.tag == "failure":
            issue.set("type", faute.code)
        issue.text = en_texte([faute])
    if not fautes:
        ET.SubElement(suite, "testcase", classname=chemin, name="aucune faute", time="0")
    ET.SubElement(suite, "system-out")
    ET.SubElement(suite, "system-err")


def _echoue(faute: Diagnostic, rapport: RapportFautes) -> bool:
    return faute.gravite is Gravite.ERREUR or (rapport.est_strict and faute.gravite is Gravite.AVERTISSEMENT)
