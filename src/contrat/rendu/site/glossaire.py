"""Les mots d'un contrat social, pour qui n'est ni élu ni agent, et les sigles de ses organismes."""

from __future__ import annotations

from contrat.calculs.rapports.public import ContratPublic
from contrat.rendu.mots.phrases import mettre_majuscule
from contrat.rendu.page import Colonne, Page, Partie, Rangee, Tableau

MOTS = {
    "action": "ce que le contrat fait : une opération, avec qui la conduit, ce qu'elle coûte et qui la paie",
    "acquis": "se dit d'une aide dont l'accord est notifié",
    "axe": "une des priorités du contrat ; chaque action se rattache à un seul axe",
    "cible": "la valeur qu'un indicateur doit atteindre, à une date",
    "constat": "ce que le diagnostic a relevé, et à quoi des actions répondent",
    "convention": "un engagement signé entre organismes",
    "délibération": "une décision datée d'une assemblée",
    "encaissé": "ce qui est arrivé d'une aide accordée",
    "engagé": "se dit d'une dépense commandée, qu'il faudra payer",
    "enveloppe": "un montant global prévu pour une section",
    "exercice": "une année budgétaire, c'est-à-dire une année civile",
    "financeur": "l'organisme qui apporte une part de l'argent d'une action",
    "fonctionnement": "la section des dépenses courantes : salaires, achats, subventions versées",
    "indicateur": "une grandeur que l'on suit par des valeurs datées, dont la source est dite",
    "instance": "une réunion qui propose, classe, suit ou décide",
    "investissement": "la section des dépenses qui durent : travaux, équipements",
    "jalon": "un moment qui compte, prévu, fait ou les deux",
    "payé": "ce qui est sorti de la caisse",
    "plan de financement": "les ressources d'une action, face à ses dépenses",
    "porteur": "l'organisme qui conduit l'action ; ce n'est pas toujours la ville",
    "prévu": "ce qui est estimé, avant d'être voté, engagé et payé",
    "reconstitution": "un renseignement qu'aucune source ne publie : une répartition plausible, toujours annoncée",
    "retard": "une fin ou un jalon prévu qui est dépassé, pour une action qui n'est pas finie",
    "sollicité": "se dit d'une aide demandée, sans réponse encore",
    "statut": "où en est une action, de l'idée à la réalisation",
    "un tiret (—)": "rien n'est renseigné, ce qui diffère de zéro",
    "voté": "ce que l'assemblée a inscrit au budget",
}


def composer_glossaire(public: ContratPublic) -> Page:
    """Les mots, puis les sigles des organismes du contrat."""
    mots = tuple(Rangee((mettre_majuscule(mot), f"{mettre_majuscule(sens)}.")) for mot, sens in MOTS.items())
    organismes = sorted(public.dossier.organismes.values(), key=lambda o: o.sigle or "")
    sigles = tuple(Rangee((o.sigle, o.nom)) for o in organismes if o.sigle)
    parties = [
        Partie("Les mots", [Tableau((Colonne("Mot"), Colonne("Ce qu'il veut dire")), mots)]),
        Partie("Les sigles", [Tableau((Colonne("Sigle"), Colonne("Nom entier")), sigles)] if sigles else []),
    ]
    return Page("Glossaire", public.contrat.titre, [p for p in parties if p.blocs])
