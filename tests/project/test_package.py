"""The built wheel and source distribution, installed in a fresh environment as a user would."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import orjson
import pytest

ROOT = Path(__file__).parent.parent.parent
RUN_TIME = {"realtime-client", "httpx", "attrs", "orjson", "pybase64", "stamina", "websockets"}
THEIRS = {"anyio", "certifi", "h11", "httpcore", "idna", "tenacity", "typing-extensions"}


def _run(*command: str | Path, **options: Path) -> str:
    finished = subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]
    assert finished.returncode == 0, finished.stdout + finished.stderr
    printed: str = finished.stdout
    return printed


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Source distribution and the wheel that is built from it."""
    folder = tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "build", "--quiet", "--outdir", folder, ROOT)
    (wheel,) = folder.glob("*.whl")
    (sdist,) = folder.glob("*.tar.gz")
    return {"wheel": wheel, "sdist": sdist}


@pytest.fixture(scope="module")
def python(built: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Python of a fresh environment that holds the wheel and what it asks for."""
    folder = tmp_path_factory.mktemp("fresh")
    _run(sys.executable, "-m", "venv", folder)
    python = folder / "bin" / "python"
    _run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", built["wheel"])
    return python


def test_wheel_holds_the_package_and_nothing_else(built: dict[str, Path]) -> None:
    with zipfile.ZipFile(built["wheel"]) as wheel:
        names = wheel.namelist()
    package = {name for name in names if name.startswith("realtime_client/")}
    tracked = _run("git", "ls-files", "--cached", "--others", "--exclude-standard", "realtime_client", cwd=ROOT).split()
    assert package == set(tracked)
    assert all(".dist-info/" in name for name in set(names) - package)
    assert {"realtime_client/py.typed", "realtime_client/_generated/schemas.json"} <= package


def test_source_distribution_is_enough_to_build(built: dict[str, Path]) -> None:
    with tarfile.open(built["sdist"]) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "realtime_client/__init__.py"} <= names
    assert not any(name.startswith(("tests", "codegen", "openapi")) for name in names)


def test_fresh_environment_holds_few_dependencies(python: Path) -> None:
    listed = orjson.loads(_run(python, "-m", "pip", "list", "--format", "json", "--disable-pip-version-check"))
    names = {entry["name"].lower().replace("_", "-") for entry in listed} - {"pip", "setuptools"}
    assert names - THEIRS == RUN_TIME


def test_installed_package_reads_recorded_responses(python: Path, tmp_path: Path) -> None:
    program = """
import json, sys
import realtime_client as rt
assert not {"httpx", "attrs", "orjson"} & set(sys.modules)
from realtime_client import parse_event, RealtimeBetaResponse
seen = set()
for line in open(sys.argv[1], encoding="utf-8"):
    message = json.loads(line)["event"]
    event = parse_event(json.dumps(message))
    assert event.to_dict() == message
    if "response" in message:
        seen.add(type(event.response).__name__)
assert isinstance(rt.models.RealtimeConversationItemFunctionCall, type)
assert rt.api.create_realtime_session.sync
assert rt.validate(RealtimeBetaResponse(status="done"))
assert "httpx" in sys.modules
print(*sorted(seen), sys.modules["realtime_client"].__file__)
"""
    printed = _run(python, "-c", program, ROOT / "tests" / "fixtures" / "events.jsonl", cwd=tmp_path)
    *seen, where = printed.split()
    assert seen == ["RealtimeBetaResponse", "RealtimeResponse"]
    assert Path(where).is_relative_to(python.parent.parent)


def test_command_says_what_it_needs(python: Path) -> None:
    finished = subprocess.run(
        [python.parent / "realtime-client", "inspect", "-"], capture_output=True, text=True, check=False
    )
    assert finished.returncode == 2
    assert "realtime-client[cli]" in finished.stderr


def test_server_says_what_it_needs(python: Path) -> None:
    program = """
import realtime_client as rt
script = rt.testing.Script("Hi")
try:
    rt.testing.LocalServer(script)
except rt.RealtimeError as error:
    print(error)
"""
    assert _run(python, "-c", program) == "starlette is missing: install realtime-client[server] for a server\n"


def test_extras_are_declared(built: dict[str, Path]) -> None:
    with zipfile.ZipFile(built["wheel"]) as wheel:
        (metadata,) = (name for name in wheel.namelist() if name.endswith("/METADATA"))
        (points,) = (name for name in wheel.namelist() if name.endswith("/entry_points.txt"))
        lines = wheel.read(metadata).decode().splitlines()
        entries = wheel.read(points).decode()
    asked: dict[str, set[str]] = {line.removeprefix("Provides-Extra: "): set() for line in lines if "-Extra: " in line}
    for line in lines:
        if found := re.match(r"Requires-Dist: ([\w-]+).*; extra == '(\w+)'", line):
            asked[found[2]].add(found[1])
    assert asked == {
        "cli": {"rich", "typer"},
        "functions": {"docstring-parser", "pydantic"},
        "server": {"python-multipart", "pyyaml", "starlette", "uvicorn"},
        "webhooks": {"standardwebhooks"},
    }
    assert "[pytest11]\nrealtime-client = realtime_client.testing.pytest_plugin" in entries


def test_declared_version_is_the_one_of_the_package(python: Path) -> None:
    program = "import realtime_client as rt; from importlib.metadata import version as v; "
    program += "print(rt.__version__, v('realtime-client'))"
    first, second = _run(python, "-c", program).split()
    assert first == second
