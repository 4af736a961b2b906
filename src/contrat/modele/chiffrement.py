"""La forme d'une valeur chiffrée par SOPS."""

from __future__ import annotations

import re

BLOC = "sops"
_BASE64 = r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"
# La forme exacte : un texte entre crochets n'est pas chiffré pour autant.
VALEUR_CHIFFREE = re.compile(
    rf"ENC\[AES256_GCM,data:{_BASE64},iv:{_BASE64},tag:{_BASE64},type:(?:str|int|float|bool|bytes|comment)\]"
)
