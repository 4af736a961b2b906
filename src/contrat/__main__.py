"""Le point d'entrée : `contrat` et `python -m contrat`."""

from __future__ import annotations

import atexit
import gc

# Une commande vit une fraction de seconde : le ramasse-miettes lui prendrait un dixième de son temps, et un dixième
# encore en sortant, à chercher ce qui ne sert plus dans une mémoire que le système reprend tout entière.
gc.disable()
atexit.register(gc.freeze)

from contrat.cli import lancer  # noqa: E402 - après l'arrêt du ramasse-miettes, qui compte surtout à l'import

if __name__ == "__main__":
    lancer()
