"""La fiche à signer : qui signe et à quel titre, ce qui se contredit, ce qu'on savait ce jour-là."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from contrat.calculs.rapports.action import FicheASigner, Signataire, preparer_fiches
from contrat.modele.action import Action
from tests.calculs.argent.pieces import avec_droit, fiche, ressource

JOUR = date(2011, 6, 1)


def preparer(celle: Action, **champs: Any) -> FicheASigner:
    (prepare,) = preparer_fiches(avec_droit(celle, **champs), [celle], JOUR)
    assert (prepare.action, prepare.fiche.jour) == (celle, JOUR)
    return prepare


def test_chacun_signe_une_fois_a_tous_ses_titres() -> None:
    """Ni l'usager, ni la ressource perdue ; un partenaire qui n'engage rien est cité sans signer."""
    ressources = (
        ressource(organisme="ville", nature="autofinancement", montant="40"),
        ressource(organisme="ville", nature="usagers", montant="5"),
        ressource(), ressource(montant="10", etat="pressenti"), ressource(organisme="region", etat="refuse"),
    )  # fmt: skip
    roles = {"pact": "operateur", "anah": "associe", "caf": "financeur", "lycee": "prescripteur"}
    partenaires = [{"organisme": o, "role": role} for o, role in roles.items()]
    celle = fiche(ressources=ressources, porteur="ville", maitre_ouvrage="hlm", gestionnaire="ville",
                  partenaires=[*partenaires, {"organisme": "etat", "role": "mise_a_disposition"}])  # fmt: skip
    assert preparer(celle).signataires == [
        Signataire("ville", ("porteur", "gestionnaire", "financeur"), Decimal(40)),
        Signataire("hlm", ("maitre_ouvrage",), None),
        Signataire("etat", ("financeur", "mise_a_disposition"), Decimal(110)),
        Signataire("pact", ("operateur",), None),
        Signataire("caf", ("financeur",), None),
    ]


def test_ce_qu_on_savait_au_jour_de_la_fiche() -> None:
    valeurs = [{"date": d, "valeur": v, "source": "e"} for d, v in (("2010", "1"), ("2011-03", "2"), ("2012", "9"))]
    celle = fiche(indicateurs=[{"id": "a", "libelle": "a", "niveau": "resultat", "unite": "u", "valeurs": valeurs}])
    (releve,) = preparer(celle).releves
    assert (releve.valeur and releve.valeur.valeur, releve.posterieures) == (Decimal(2), ())


def test_ce_qui_la_concerne_dans_le_contrat() -> None:
    """Ses contradictions et ses écarts, pas ceux des autres."""
    celle = fiche()
    affirmations = "affirmations: [{texte: x, source: e}, {texte: y, source: e}], retenu: x, motif: m"
    publie = "mesure: actions.partenaires, periode: {debut: 2010, fin: 2010}, valeur: 1, approche: non, source: e"
    prepare = preparer(
        celle,
        contrat=f"""
contradictions:
  - {{id: a, libelle: a, {affirmations}}}
  - {{id: b, libelle: b, {affirmations}, actions: [{celle.id}]}}
publies:
  - {{{publie}, ecart: d'une autre}}
  - {{{publie}, action: {celle.id}}}
  - {{{publie}, action: {celle.id}, ecart: une de plus}}
""",
    )
    assert [c.id for c in prepare.contradictions] == ["b"]
    assert [p.ecart for p in prepare.ecarts] == ["une de plus"]


def test_les_conventions_du_contrat_entier_qui_sont_aussi_les_siennes() -> None:
    sienne = {"id": "s", "objet": "s", "organismes": ["etat"], "source": "e"}
    celle = fiche(ressources=(ressource(),), conventions=[sienne])
    contrat = "conventions: [{id: c, objet: c, organismes: [etat], source: e}]"
    assert [c.id for c in preparer(celle, contrat=contrat).conventions_du_contrat] == ["c"]
