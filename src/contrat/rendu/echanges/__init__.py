"""Ce qui sort du contrat vers un tableur."""
