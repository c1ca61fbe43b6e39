"""The README keeps what it promises: its code runs, and its commands exist."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import orjson
import pytest

from .http_server import Answer, serve
from .test_connection import calling, spoken
from .ws_server import Peer, play

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


def test_code_runs_and_prints_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, Any] = {}
    for block in BLOCKS:
        exec(compile(block, "README.md", "exec"), names)
    printed = capsys.readouterr().out.splitlines()
    # What is promised beside a print, up to a remark, or below a loop that prints.
    promised = re.findall(r"(?:print\(.*\)  |^)# (.*?)(?:: prices are .*)?$", "".join(BLOCKS), re.MULTILINE)
    assert [line.rstrip() for line in printed] == promised

    with serve() as server:
        server.answer = Answer.json({"value": "ek_test_secret", "expires_at": 1, "session": {"type": "realtime"}})
        assert names["client_secret"](server.url, "sk-test-0123456789") == "ek_test_secret"
        assert orjson.loads(server.asked[0].body)["session"]["model"] == "gpt-realtime"

    async def script(peer: Peer) -> None:
        assert (await peer.receive())["item"]["content"][0]["text"] == "A table for two by the window, please."
        await peer.receive("response.create")
        await peer.send(*spoken("resp_1", ["With ", "pleasure."]))
        await peer.until_closed()

    with play(script) as peer_server:
        base_url = peer_server.url.replace("ws:", "http:").partition("/realtime")[0]
        assert asyncio.run(names["converse"](base_url)) == "With pleasure."
    assert capsys.readouterr().out == "With pleasure."

    async def booking(peer: Peer) -> None:
        (tool,) = (await peer.receive("session.update"))["session"]["tools"]
        assert tool["parameters"]["properties"]["guests"]["description"] == "How many guests there are."
        await peer.receive("response.create")
        await peer.send(*calling("resp_1", ("find_table", '{"guests": 2, "by_the_window": true}')))
        given = await peer.receive("conversation.item.create")
        await peer.receive("response.create")
        await peer.send(*spoken("resp_2", [given["item"]["output"]]))
        await peer.until_closed()

    with play(booking) as peer_server:
        base_url = peer_server.url.replace("ws:", "http:").partition("/realtime")[0]
        assert asyncio.run(names["book"](base_url)) == '{"table":21}'

    async def restarting(peer: Peer) -> None:
        assert (await peer.receive("session.update"))["session"]["instructions"] == "Be brief."
        if len(peer.server.paths) == 1:
            await peer.socket.close(1012)
        await peer.until_closed()

    with play(restarting) as peer_server:
        base_url = peer_server.url.replace("ws:", "http:").partition("/realtime")[0]
        assert asyncio.run(names["listen"](base_url)) == "back after 1012, 0 response(s) cut off"


def test_code_satisfies_a_strict_type_checker(tmp_path: Path) -> None:
    program = tmp_path / "readme.py"
    program.write_text("".join(BLOCKS), encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--config-file=", str(program)]
    finished = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert finished.returncode == 0, finished.stdout


def test_its_make_commands_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)\b(?! and)", README)) - {"and"}
    assert named
    assert named <= targets


def test_every_path_it_names_is_there() -> None:
    named = re.findall(r"`((?:codegen|realtime_client|examples|tests)/[\w./]*)`|\]\(([\w.]+)\)", README)
    assert named
    assert all((ROOT / (first or second)).exists() for first, second in named)
