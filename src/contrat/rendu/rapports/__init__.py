"""Mise en page : les rapports."""
