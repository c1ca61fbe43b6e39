"""A client of a real language server: pyright's, over standard input and output, as an editor speaks to it."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

__all__ = ["LanguageServer"]


class LanguageServer:
    """A language server for the files of one folder, with the interpreter that runs the tests.

    Args:
        folder: The folder.
        strictness: Mode of the type checker: ``basic``, ``standard`` or ``strict``.
    """

    def __init__(self, folder: Path, strictness: str = "standard") -> None:
        self._ids = count(1)
        self._diagnostics: dict[str, list[dict[str, Any]]] = {}
        self._settings = {"pythonPath": sys.executable, "analysis": {"typeCheckingMode": strictness}}
        self._folder = folder
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pyright.langserver", "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
        )
        capabilities = {
            "workspace": {"configuration": True},
            "textDocument": {"hover": {"contentFormat": ["markdown"]}},
        }
        self._request(
            "initialize",
            {
                "processId": None,
                "rootUri": folder.as_uri(),
                "workspaceFolders": [{"uri": folder.as_uri(), "name": folder.name}],
                "capabilities": capabilities,
            },
        )
        self._notify("initialized", {})

    def open(self, name: str, text: str) -> str:
        """Open a file, and return its URI."""
        uri = (self._folder / name).as_uri()
        document = {"uri": uri, "languageId": "python", "version": 1, "text": text}
        self._notify("textDocument/didOpen", {"textDocument": document})
        return uri

    def hover(self, uri: str, line: int, character: int) -> str:
        """Return what the editor shows at a place, as Markdown; "" for nothing."""
        position = {"line": line, "character": character}
        found = self._request("textDocument/hover", {"textDocument": {"uri": uri}, "position": position})
        return found["contents"]["value"] if found else ""

    def diagnostics(self, uri: str) -> list[tuple[int, str]]:
        """Return the line, counted from 0, and the message of each problem in a file, once it has been checked."""
        while uri not in self._diagnostics:
            self._take()
        return [(each["range"]["start"]["line"], each["message"]) for each in self._diagnostics[uri]]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            stream.close()

    def _request(self, method: str, parameters: dict[str, Any]) -> Any:
        number = next(self._ids)
        self._send({"id": number, "method": method, "params": parameters})
        while True:
            message = self._take()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]

    def _notify(self, method: str, parameters: dict[str, Any]) -> None:
        self._send({"method": method, "params": parameters})

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        stream = self._stream(self._process.stdin)
        stream.write(b"Content-Length: %d\r\n\r\n%b" % (len(data), data))
        stream.flush()

    def _take(self) -> dict[str, Any]:
        """Return the next message, after replying to it where the server asks for something."""
        stream = self._stream(self._process.stdout)
        length = 0
        while (header := stream.readline().strip()) or not length:
            assert header, "the language server has ended"
            name, _, value = header.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        message: dict[str, Any] = json.loads(stream.read(length))
        method = message.get("method")
        if method == "textDocument/publishDiagnostics":
            self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif method is not None and "id" in message:
            self._send({"id": message["id"], "result": self._answer(method, message.get("params"))})
        return message

    def _answer(self, method: str, parameters: Any) -> Any:
        if method != "workspace/configuration":
            return None
        sections = {"python": self._settings, "python.analysis": self._settings["analysis"]}
        return [sections.get(item.get("section")) for item in parameters["items"]]

    @staticmethod
    def _stream(stream: IO[bytes] | None) -> IO[bytes]:
        assert stream is not None
        return stream
