"""Mise en page : chiffres publiés et chiffres recalculés."""
