"""Les commandes qui ajoutent un fait daté à une fiche action."""
