"""Calculs : ce que réunissent les rapports."""
