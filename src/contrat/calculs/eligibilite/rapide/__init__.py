"""Juger un lot vite : le moteur répond une fois à chaque cas différent, ses réponses sont retenues (décision 0036)."""
