"""Le droit national en données datées : `plafonds/*.yaml`, `aides/*.yaml`, `regles.yaml`, `finances.yaml`, `textes.yaml`."""
