# Toutes les commandes du projet : « make aide » les énumère.
# Chacune fabrique .venv au besoin ; la deuxième exécution n'installe plus rien.
# PYTHON=chemin impose un interpréteur, sinon le plus récent à partir de 3.11 est pris.

BIN := .venv/bin
EXECUTION := .venv/.execution
DEVELOPPEMENT := .venv/.developpement
PREPARATION := pyproject.toml outils/environnement.sh

export PYTHON

.DEFAULT_GOAL := aide
.PHONY: aide demo test fuzz verif verif-typer verif-roue verif-scdl verif-complet format docs bancs accord mutations mutants propre

aide:
	@echo 'make demo      le budget du contrat tenu dans data/ (2010-2011 pour celui qui est livré)'
	@echo 'make test      tous les tests'
	@echo 'make fuzz      lire cinquante mille fichiers abîmés au hasard'
	@echo 'make verif     mise en forme, lint, types, documentation générée à jour'
	@echo 'make verif-typer  la ligne de commande sur les deux bouts de la borne de typer'
	@echo 'make verif-roue  la roue installée dans un environnement neuf, et les premiers pas'
	@echo 'make verif-scdl  les subventions exportées, lues par un validateur de Table Schema'
	@echo 'make verif-complet  les schémas et les formes de faute, lus par les programmes des éditeurs et des forges ; les pages, par un navigateur et par LibreOffice'
	@echo 'make format    remettre le code en forme'
	@echo 'make docs      régénérer docs/reference'
	@echo 'make bancs     mesurer temps et mémoire, rapportés à ceux d autres programmes'
	@echo 'make accord    juger vingt mille ménages au hasard de deux façons, et comparer'
	@echo 'make mutations  semer des valeurs fausses dans data/ et montrer celles que rien ne voit'
	@echo 'make mutants   semer des fautes dans le code et montrer celles que les tests ne voient pas'
	@echo 'make propre    effacer .venv et les caches'

# La période du contrat livré ; dans un autre contrat, le budget entier.
PERIODE := $(shell grep -qx 'id: contrat-social-2010-2012' data/contrat.yaml && echo 2010-2011)
demo: $(EXECUTION)
	@$(BIN)/contrat budget $(PERIODE)

test: $(DEVELOPPEMENT)
	@$(BIN)/python -m pytest --numprocesses 2 --dist worksteal

# Le lecteur auquel comparer le nôtre ne sert qu'ici : sans lui, ruamel.yaml compare seul.
fuzz: $(DEVELOPPEMENT)
	@$(BIN)/python -m pip install --quiet 'py-yaml12>=0.2' || echo 'py-yaml12 ne s installe pas : comparaison sans lui'
	@$(BIN)/python -m pytest --numprocesses 2 --hypothesis-profile=fuzz tests/fuzz

verif: $(DEVELOPPEMENT)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python outils/documentation.py --verifier
	$(BIN)/python outils/jours_du_droit.py --verifier

verif-typer: $(DEVELOPPEMENT)
	@$(BIN)/python outils/verif_typer.py

verif-roue: $(DEVELOPPEMENT)
	@$(BIN)/python outils/verif_roue.py

verif-scdl: $(DEVELOPPEMENT)
	@$(BIN)/python outils/verif_scdl.py

verif-complet: $(DEVELOPPEMENT) verif-roue verif-scdl
	@$(BIN)/python outils/verif_complet.py
	@$(BIN)/python outils/verif_pages.py
	@$(BIN)/python outils/verif_papier.py

format: $(DEVELOPPEMENT)
	$(BIN)/ruff check --fix --exit-zero --quiet .
	$(BIN)/ruff format .

docs: $(DEVELOPPEMENT)
	@$(BIN)/python outils/documentation.py
	@$(BIN)/python outils/jours_du_droit.py

# Des valeurs fausses semées dans data/ : la part que validate, concordance et les tests des données voient.
mutations: $(DEVELOPPEMENT)
	@$(BIN)/python bancs/mutations.py

# « make bancs BANCS='--menages 1000 10000000' » choisit les tailles.
bancs: $(DEVELOPPEMENT)
	@$(BIN)/python -m bancs.mesures $(BANCS)
	@$(BIN)/python -m bancs.relecture

# « make accord LIGNES=100000 GRAINE=7 » en juge d'autres.
LIGNES ?= 20000
GRAINE ?= 1
accord: $(DEVELOPPEMENT)
	@$(BIN)/python -m bancs.accord --lignes $(LIGNES) --graine $(GRAINE)

# « make mutants MODULES='calculs/moments.py controles' » n'éprouve que ceux-là.
MODULES ?= calculs modele controles
mutants: $(DEVELOPPEMENT)
	@$(BIN)/python outils/mutants.py $(MODULES)

propre:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
	find src tests outils bancs -name __pycache__ -type d -prune -exec rm -rf {} +

$(EXECUTION): $(PREPARATION)
	@sh outils/environnement.sh execution
	@touch $@

# L'environnement de développement contient celui d'exécution.
$(DEVELOPPEMENT): $(PREPARATION)
	@sh outils/environnement.sh developpement
	@touch $(EXECUTION) $@
