"""Mise en page : les ménages et les aides."""
