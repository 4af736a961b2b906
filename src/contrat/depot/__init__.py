"""Le seul endroit qui ouvre, lit et écrit des fichiers."""
