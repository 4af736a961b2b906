"""Parler à un serveur de langage par ses tubes : ouvrir un texte, lire ses fautes, demander ce qui le complète."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class Serveur:
    """Un serveur de langage lancé, réglé, prêt à répondre ; `with` l'arrête."""

    def __init__(self, commande: list[str], racine: Path, reglages: Mapping[str, Any]) -> None:
        self.reglages = reglages
        self.fautes: dict[str, list[Any]] = {}
        self._numero = 0
        self._processus = subprocess.Popen(commande, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        capacites = {
            "workspace": {"configuration": True},
            "textDocument": {"completion": {"completionItem": {"documentationFormat": ["markdown"]}}},
        }
        self.demander("initialize", processId=None, rootUri=racine.as_uri(), capabilities=capacites)
        self._notifier("initialized")
        self._notifier("workspace/didChangeConfiguration", settings=reglages)

    def __enter__(self) -> Serveur:
        """Le serveur lui-même."""
        return self

    def __exit__(self, *_: object) -> None:
        """L'arrêter."""
        self._processus.kill()
        self._processus.communicate()

    def ouvrir(self, textes: Mapping[Path, str]) -> dict[Path, list[Any]]:
        """Les fautes que le serveur voit dans ces textes ; tous ouverts avant la première, car il attend entre eux."""
        for chemin, texte in textes.items():
            document = {"uri": chemin.as_uri(), "languageId": "yaml", "version": 1, "text": texte}
            self._notifier("textDocument/didOpen", textDocument=document)
        adresses = {chemin: chemin.as_uri() for chemin in textes}
        while not self.fautes.keys() >= set(adresses.values()):
            self._recevoir()
        return {chemin: self.fautes[adresse] for chemin, adresse in adresses.items()}

    def interroger(self, geste: str, chemin: Path, ligne: int, colonne: int) -> Any:
        """La réponse à `completion` ou `hover` à une place comptée à partir de zéro."""
        place = {"line": ligne, "character": colonne}
        return self.demander(f"textDocument/{geste}", textDocument={"uri": chemin.as_uri()}, position=place)

    def demander(self, methode: str, **parametres: Any) -> Any:
        """La réponse du serveur à une demande."""
        self._numero += 1
        self._envoyer({"id": self._numero, "method": methode, "params": parametres})
        numero = self._numero
        while (recu := self._recevoir()).get("id") != numero or "method" in recu:
            pass
        return recu.get("result")

    def _notifier(self, methode: str, **parametres: Any) -> None:
        self._envoyer({"method": methode, "params": parametres})

    def _envoyer(self, message: Mapping[str, Any]) -> None:
        octets = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._processus.stdin is not None
        self._processus.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(octets), octets))
        self._processus.stdin.flush()

    def _recevoir(self) -> dict[str, Any]:
        """Un message du serveur ; ses fautes se notent, et une question de sa part reçoit sa réponse."""
        assert self._processus.stdout is not None
        taille = 0
        while ligne := self._processus.stdout.readline().strip():
            if ligne.lower().startswith(b"content-length:"):
                taille = int(ligne.partition(b":")[2])
        if not taille:
            raise RuntimeError("le serveur de langage s'est arrêté")
        message: dict[str, Any] = json.loads(self._processus.stdout.read(taille))
        parametres = message.get("params") or {}
        if message.get("method") == "textDocument/publishDiagnostics":
            self.fautes[parametres["uri"]] = parametres["diagnostics"]
        elif message.get("method") == "workspace/configuration":
            reponses = [self.reglages.get(partie["section"], {}) for partie in parametres["items"]]
            self._envoyer({"id": message["id"], "result": reponses})
        elif "method" in message and "id" in message:
            self._envoyer({"id": message["id"], "result": None})
        return message
