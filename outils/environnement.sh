#!/bin/sh
# Fabriquer l'environnement .venv du projet.
# Usage : sh outils/environnement.sh execution|developpement
#   execution      l'outil et ses dépendances, rien d'autre
#   developpement  en plus, de quoi le vérifier (groupe dev de pyproject.toml)
set -eu

portee=$1
dossier=.venv
neuf=non

arreter() {
    echo "$1" >&2
    exit 1
}

nettoyer() {
    code=$?
    if [ "$code" -ne 0 ] && [ "$neuf" = oui ]; then
        rm -rf "$dossier"
    fi
    exit "$code"
}

# Un lanceur peut exister sans interpréteur derrière : seule son exécution prouve qu'il convient.
version() {
    "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || true
}

assez_recent() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

sait_isoler() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null
}

choisir_python() {
    choisi='' sans_venv='' trop_vieux=''
    if [ -n "${PYTHON:-}" ]; then
        set -- "$PYTHON"
    else
        set -- python3.14 python3.13 python3.12 python3.11 python3
    fi
    for candidat in "$@"; do
        lu=$(version "$candidat")
        if [ -z "$lu" ]; then
            continue
        elif ! assez_recent "$candidat"; then
            trop_vieux=$lu
        elif ! sait_isoler "$candidat"; then
            sans_venv=${sans_venv:-$lu}
        else
            choisi=$candidat
            return
        fi
    done
    if [ -n "$sans_venv" ]; then
        arreter "Python $sans_venv est là, mais sans son module venv : l'installer (Debian, Ubuntu : sudo apt install python$sans_venv-venv), puis relancer."
    elif [ -n "$trop_vieux" ]; then
        arreter "Python $trop_vieux est trop ancien : installer Python 3.11 ou plus récent, puis relancer (ou dire où il est : make PYTHON=chemin)."
    elif [ -n "${PYTHON:-}" ]; then
        arreter "« $PYTHON » n'est pas un interpréteur Python : corriger PYTHON, ou ne pas le donner."
    fi
    arreter "Python est introuvable : installer Python 3.11 ou plus récent (Debian, Ubuntu : sudo apt install python3 python3-venv), puis relancer."
}

installer() {
    "$dossier/bin/python" -m pip install -qq --disable-pip-version-check "$@" ||
        arreter "L'installation a échoué : vérifier l'accès au réseau, puis relancer."
}

trap nettoyer EXIT
trap 'exit 130' INT TERM

if ! { assez_recent "$dossier/bin/python" && "$dossier/bin/python" -m pip --version >/dev/null 2>&1; }; then
    choisir_python
    rm -rf "$dossier"
    neuf=oui
    echo "Préparation de $dossier (une minute, la première fois seulement)…" >&2
    "$choisi" -m venv "$dossier" || arreter "L'environnement $dossier n'a pas pu être fabriqué : vérifier l'espace disque et les droits du dossier."
else
    echo "Mise à jour de $dossier…" >&2
fi

if [ "$portee" = developpement ]; then
    # Les groupes de dépendances demandent pip 25.1.
    installer --upgrade 'pip>=25.1'
    installer --editable . --group dev
else
    installer --editable .
fi

# Un paquet éditable n'est pas compilé à l'installation, et PYTHONDONTWRITEBYTECODE peut l'interdire ensuite.
"$dossier/bin/python" -m compileall -q src
