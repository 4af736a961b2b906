"""Lancer une commande et dire ce qu'elle a coûté : un processus minuscule, pour que sa mémoire ne compte pas.

Le système compte au fils la mémoire de son père au moment où il naît. Arguments, la commande ; sortie, son code, ses
secondes de calcul et d'horloge, et la mémoire la plus haute telle que le système la compte.
"""

import os
import sys
import time

debut = time.perf_counter()
rien = os.open(os.devnull, os.O_RDWR)
actions = [(os.POSIX_SPAWN_DUP2, rien, 0), (os.POSIX_SPAWN_DUP2, rien, 1)]
fils = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=actions)
_, etat, usage = os.wait4(fils, 0)
horloge = time.perf_counter() - debut
print(os.waitstatus_to_exitcode(etat), usage.ru_utime + usage.ru_stime, horloge, usage.ru_maxrss)
