"""Le droit national en données datées : plafonds, aides, règles communes, règles de financement, textes."""
