"""Les dossiers retrouvés, et le talon d'un dossier : des identifiants, jamais un nom."""

from __future__ import annotations

from collections.abc import Sequence

from contrat.calculs.suivi.recherche import Trouve
from contrat.modele.cadre import Permanence
from contrat.modele.communes import Communes
from contrat.rendu.document import Document
from contrat.rendu.mots.menages import ETAPES_DITES
from contrat.rendu.mots.phrases import compter
from contrat.rendu.page import Colonne, Page, Partie, Rangee, Tableau, lister, tabuler

COLONNES = (
    Colonne("Ménage", fixe=True), Colonne("Personnes", "nombre"), Colonne("Commune"), Colonne("Secteur"),
    Colonne("Étape"), Colonne("Depuis", "date"), Colonne("Visites", "nombre"),
)  # fmt: skip


def documenter_recherche(trouves: Sequence[Trouve], communes: Communes) -> Document:
    """Les dossiers retrouvés, un par ligne."""
    rangees = tuple(
        Rangee((
            t.id, t.personnes, (communes.nommer(t.commune) or t.commune) if t.commune else "", t.secteur or "",
            ETAPES_DITES[t.etape] if t.etape else "", t.depuis, len(t.visites),
        ))
        for t in trouves
    )  # fmt: skip
    tableau = Tableau(COLONNES, rangees)
    bloc = tableau if rangees else "Aucun dossier ne répond à tout cela."
    titre = compter(len(trouves), "dossier trouvé")
    return Document(page=lambda: Page(titre, "", [Partie("", [bloc])]), donnees=lambda: tableau)


def documenter_talon(identifiant: str, permanence: Permanence) -> Document:
    """Deux talons à découper : celui du ménage, et celui du registre que la permanence tient hors du dépôt."""
    numero = f"Dossier {identifiant}"
    ou = " ; ".join(filter(None, (permanence.structure, permanence.telephone, permanence.lieu, permanence.jours)))
    menage = [numero, "Rappelez ce numéro à chaque visite et à chaque appel.", *([ou] if ou else [])]
    registre = [numero, "Nom, écrit à la main : ........................................"]
    registre.append("À coller dans le registre papier sous clé, ou à recopier dans le registre chiffré.")
    parties = [Partie("Pour le ménage", [lister(*menage)]), Partie("Pour le registre", [lister(*registre)])]
    titre = f"Talons du dossier {identifiant}"
    donnees = tabuler(("menage", "permanence"), [{"menage": identifiant, "permanence": ou}])
    return Document(page=lambda: Page(titre, "", parties), donnees=lambda: donnees)
