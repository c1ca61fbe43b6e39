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

from realtime_client.testing import Close, Expect, LocalServer, Script

from ..support.http_server import Answer, serve

ROOT = Path(__file__).parent.parent.parent
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

    with LocalServer(["With pleasure."]) as local:
        assert asyncio.run(names["converse"](local.url)) == "With pleasure."
    assert capsys.readouterr().out == "With pleasure."

    with LocalServer() as local:
        assert asyncio.run(names["book"](local.url)) == 'The answer is: {"table":10}'

    settings = Expect({"type": "session.update", "session": {"instructions": "Be brief."}})
    with LocalServer([settings, Close(1012), settings]) as local:
        assert asyncio.run(names["listen"](local.url)) == "back after 1012, 0 response(s) cut off"


def test_its_script_is_one() -> None:
    [text] = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    script = Script.from_yaml(text)
    with pytest.raises(AssertionError, match="step 5, Answer"):
        script.check()


def test_its_test_passes(tmp_path: Path) -> None:
    """As a user would write it down: pytest finds the fixture by itself."""
    code = f"import realtime_client as rt\nfrom realtime_client.testing import LocalServer\n{BLOCKS[-1]}"
    (tmp_path / "test_agent.py").write_text(code, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_agent.py"]
    finished = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert finished.returncode == 0, finished.stdout
    assert "1 passed" in finished.stdout


@pytest.mark.slow
def test_code_satisfies_a_strict_type_checker(tmp_path: Path) -> None:
    program = tmp_path / "readme.py"
    program.write_text("".join(BLOCKS), encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--config-file=", str(program)]
    finished = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert finished.returncode == 0, finished.stdout


def test_its_make_commands_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+(?:-[a-z]+)*)\b(?! and)", README)) - {"and"}
    assert named
    assert named <= targets


def test_every_path_it_names_is_there() -> None:
    named = re.findall(r"`((?:codegen|realtime_client|examples|tests)/[\w./]*)`|\]\(([\w.]+)\)", README)
    assert named
    assert all((ROOT / (first or second)).exists() for first, second in named)
