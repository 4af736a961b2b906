"""Le contrat et les tableurs : ce qui en entre, ce qui y sort."""
