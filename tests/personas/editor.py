"""What an editor sees: the real yaml-language-server, spoken to as an editor does, over stdin and stdout."""

from __future__ import annotations

import json
import subprocess
import threading
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE = 90.0  # seconds
SETTINGS = {"yaml": {"validate": True, "completion": True, "hover": True, "schemaStore": {"enable": False}}}


class Editor:
    """An editor with a folder open; `with Editor(server, folder) as editor`."""

    def __init__(self, server: Path, folder: Path) -> None:
        self.server, self.folder = server, folder
        self._asked = 0
        self._opened = 0

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            ["node", str(self.server), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        # One that hangs is killed, so that reading from it ends.
        self._watch = threading.Timer(PATIENCE, self._process.kill)
        self._watch.start()
        capable = {"textDocument": {"completion": {"completionItem": {"snippetSupport": True}}}}
        root = self.folder.as_uri()
        self.ask("initialize", {"processId": None, "rootUri": root, "capabilities": capable})
        self._send({"method": "initialized", "params": {}})
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": SETTINGS}})
        return self

    def __exit__(self, *_: object) -> None:
        self.ask("shutdown", None)
        self._send({"method": "exit"})
        self._process.communicate()
        self._watch.cancel()

    def open(self, name: str, text: str) -> str:
        """Open a file of that text; gives its address. Which name it has on disk tells where it lies."""
        self._opened += 1
        uri = (self.folder / name).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": self._opened, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        return uri

    def underlined(self, uri: str) -> list[tuple[int, str]]:
        """What it underlines in an open file: the lines, counted from 1, and what it says."""
        while True:
            said = self._read()
            if said.get("method") == "textDocument/publishDiagnostics" and said["params"]["uri"] == uri:
                found = said["params"]["diagnostics"]
                return [(one["range"]["start"]["line"] + 1, one["message"]) for one in found]

    def offered(self, uri: str, line: int, column: int) -> dict[str, str]:
        """What it offers to complete there (both from 1), each with what it says about it."""
        place = {"line": line - 1, "character": column - 1}
        found = self.ask("textDocument/completion", {"textDocument": {"uri": uri}, "position": place})
        items = found["items"] if isinstance(found, dict) else found
        return {item["label"]: json.dumps(item.get("documentation", "")) for item in items}

    def told(self, uri: str, line: int, column: int) -> str:
        """What it shows where the pointer rests."""
        place = {"line": line - 1, "character": column - 1}
        found = self.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": place})
        return json.dumps(found)

    def ask(self, method: str, params: Any) -> Any:
        """The answer to a request; what the server asks meanwhile is answered as an editor would."""
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": params})
        while True:
            said = self._read()
            if "method" not in said and said.get("id") == self._asked:
                return said["result"]

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        length = 0
        while (line := self._process.stdout.readline().strip()) or not length:
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
            assert line or self._process.poll() is None, "the server has gone"
        said: dict[str, Any] = json.loads(self._process.stdout.read(length))
        if "method" in said and "id" in said:
            asked = said.get("params") or {}
            result = [SETTINGS["yaml"]] + [None] * (len(asked.get("items", [])) - 1)
            wanted = result if said["method"] == "workspace/configuration" else None
            self._send({"id": said["id"], "result": wanted})
        return said
