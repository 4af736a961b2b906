"""Juger si un ménage a droit aux aides, condition par condition, et combien."""
