"""Calculs : chiffres publiés et chiffres recalculés."""
