"""Les rendus : des objets vers du texte ; n'écrivent nulle part et ne calculent rien."""
