"""Une page et ses valeurs, écrites dans une forme : un fichier par forme."""
