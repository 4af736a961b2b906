"""Les liens d'une fiche action : autres fiches, autres contrats, repreneur, et ce qui suit l'action chez lui."""

from typing import Literal

from pydantic import Field

from contrat.modele.base import Identifiant, Objet, OuiNon


class FicheAilleurs(Objet):
    """Une fiche d'un autre contrat : ce que celle-ci continue, ou ce qui la continue."""

    contrat: Identifiant = Field(description="identifiant de l'autre contrat")
    fiche: Identifiant = Field(description="identifiant de sa fiche")


SortDeLArgent = Literal["suit", "reste"]


class ModalitesTransfert(Objet):
    """Ce que deviennent l'argent à venir et les conventions d'une action qu'un autre reprend."""

    argent: SortDeLArgent | None = Field(
        None, description="ce qui reste à dépenser : `suit` l'action, ou `reste` ; absent, rien n'en est dit"
    )
    conventions: tuple[Identifiant, ...] = Field((), description="conventions qui passent au repreneur")
    enveloppe_close: OuiNon | None = Field(None, description="oui quand plus rien ne se dépense ici pour l'action")
    note: str | None = Field(None, description="précision ou réserve", max_length=500)


class Liens(Objet):
    """Ce à quoi l'action se rattache."""

    agenda21: str | None = Field(None, description="lien avec l'agenda 21")
    abs: str | None = Field(None, description="lien avec l'analyse des besoins sociaux")
    contrat_suivant: str | None = Field(None, description="ce que l'action devient dans le contrat suivant")
    repreneur: Identifiant | None = Field(None, description="organisme qui reprend l'action")
    transfert: ModalitesTransfert | None = Field(None, description="ce qui suit l'action chez lui, et ce qui reste")
    precedent: FicheAilleurs | None = Field(None, description="fiche d'un autre contrat que celle-ci continue")
    suivant: FicheAilleurs | None = Field(None, description="fiche d'un autre contrat qui continue celle-ci")
    actions: tuple[Identifiant, ...] = Field((), description="autres fiches liées")
