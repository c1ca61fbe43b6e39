"""Exact versions of all that ``make`` installs: resolve the newest, or list the lowest that users may have.

It runs before anything is installed, so it needs nothing but the standard library, pip and a network.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "requirements"
# Oldest first: a version that all of them can have is the one that the oldest can have.
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
# Clients of `make interop` that have an environment of their own, and the tools of `make tools`.
CLIENTS = ("ag2", "livekit", "pipecat", "pydantic-ai", "schemathesis", "semantic-kernel", "tools")
# What is installed into each environment of the Makefile.
ENVIRONMENTS: dict[str, tuple[str, ...]] = {
    "dev": ("--editable", ".[audio,cli,devices,functions,server,tables,telemetry,webhooks]", "--group", "dev"),
    "bench": ("--editable", ".", "--group", "bench"),
    "docs": ("--group", "docs"),
    "interop": ("--editable", ".[server]", "--group", "interop"),
    "litellm": ("--group", "interop-litellm"),
    **{f"interop-{name}": ("--group", f"interop-{name}") for name in CLIENTS},
    "voice": ("--editable", ".[cli,server,voice]", "--group", "test"),
}
_HEAD = "# Written by `make upgrade`: exact versions for {}.\n"
_REQUIREMENT = re.compile(r"([A-Za-z0-9][\w.-]*)(?:\[[\w,-]+\])?\s*(?:>=\s*([\w.]+))?[^;]*")

Versions = dict[str, str]


class ResolutionError(Exception):
    """pip found no set of versions."""


def pythons(versions: Iterable[str] = PYTHONS) -> dict[str, str]:
    """Return the interpreters on the PATH that start, by version; pyenv's are among them."""
    environment = dict(os.environ)
    if pyenv := shutil.which("pyenv"):
        listed = subprocess.run([pyenv, "versions", "--bare"], capture_output=True, text=True, check=False).stdout
        environment["PYENV_VERSION"] = ":".join(listed.split())
    found = {}
    for version in versions:
        if command := shutil.which(f"python{version}"):
            program = "import sys; print(sys.executable)"
            started = subprocess.run(
                [command, "-c", program], capture_output=True, text=True, check=False, env=environment
            )
            if started.returncode == 0:
                found[version] = started.stdout.strip()
    return found


def upgrade(names: Sequence[str]) -> None:
    """Write the newest versions of some environments; without names, of all and of pip."""
    interpreters = pythons()
    if PYTHONS[0] not in interpreters:
        sys.exit(f"make upgrade needs python{PYTHONS[0]}, the oldest that is supported, on the PATH")
    for version in set(PYTHONS) - set(interpreters):
        print(f"python{version} is not on the PATH: nothing was resolved for it", file=sys.stderr)
    with TemporaryDirectory() as folder:
        installers = {version: _installer(Path(folder) / version, path) for version, path in interpreters.items()}
        if not names:
            _write("pip", [f"pip=={_resolve(installers[PYTHONS[0]], ['pip'])['pip']}"])
        for name in names or ENVIRONMENTS:
            _write(name, _pins(name, installers, Path(folder) / "constraints.txt"))


def _installer(folder: Path, python: str) -> Path:
    """Return the Python of a fresh environment with the newest pip."""
    subprocess.run([python, "-m", "venv", folder], check=True)
    made = folder / "bin" / "python"
    subprocess.run([made, "-m", "pip", "install", "--quiet", "--upgrade", "pip"], check=True)
    return made


def _pins(name: str, installers: dict[str, Path], constraints: Path) -> list[str]:
    """Resolve one environment on every Python, as lines with a marker where one version does not do for all."""
    common: Versions = {}
    others: dict[str, Versions] = {}
    for version, python in installers.items():
        constraints.write_text("".join(f"{key}=={value}\n" for key, value in common.items()), encoding="utf-8")
        try:
            common |= _resolve(python, [*ENVIRONMENTS[name], "--constraint", str(constraints)])
        except ResolutionError:
            try:
                others[version] = _resolve(python, ENVIRONMENTS[name])
            except ResolutionError as error:
                print(f"{name} cannot be installed on Python {version}:\n{error}", file=sys.stderr)
    return list(_lines(common, others))


def _lines(common: Versions, others: dict[str, Versions]) -> Iterable[str]:
    for key in sorted({*common, *(key for versions in others.values() for key in versions)}):
        differing = {
            version: found[key]
            for version, found in others.items()
            if found.get(key, common.get(key)) != common.get(key)
        }
        if key in common:
            excluded = " and ".join(f'python_version != "{version}"' for version in differing)
            yield f"{key}=={common[key]}{'; ' if excluded else ''}{excluded}"
        for version, value in differing.items():
            yield f'{key}=={value}; python_version == "{version}"'


def _resolve(python: Path, arguments: Sequence[str]) -> Versions:
    """Return the versions that pip would install, but for the project itself."""
    options = ["--quiet", "--dry-run", "--ignore-installed", "--report", "-"]
    command = [str(python), "-m", "pip", "install", *options, *arguments]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if finished.returncode != 0:
        raise ResolutionError(finished.stderr)
    items = json.loads(finished.stdout)["install"]
    return {
        re.sub(r"[-_.]+", "-", item["metadata"]["name"]).lower(): item["metadata"]["version"]
        for item in items
        if not item["is_direct"]
    }


def _write(name: str, lines: Iterable[str]) -> None:
    text = _HEAD.format("pip itself" if name == "pip" else f"the environment `{name}`")
    (FOLDER / f"{name}.txt").write_text(text + "".join(f"{line}\n" for line in lines), encoding="utf-8")


def lowest() -> list[str]:
    """Return the lowest versions that the package accepts, as constraints for pip."""
    metadata = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = metadata["project"]
    # The SDK that the tests use needs the API of its own version.
    sdk = [each for each in metadata["dependency-groups"]["test"] if each.startswith("opentelemetry-")]
    lines = []
    for requirement in chain(project["dependencies"], *project["optional-dependencies"].values(), sdk):
        needed, _, marker = requirement.partition(";")
        found = _REQUIREMENT.fullmatch(needed.strip())
        if found is None or found[2] is None:
            sys.exit(f"pyproject.toml: `{requirement}` declares no lowest version; write it as name>=version")
        lines.append(f"{found[1]}=={found[2]}{';' if marker else ''}{marker}")
    return sorted(set(lines))


def main() -> None:
    """Run one command: ``upgrade``, ``lowest`` or ``pythons``."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    upgrading = commands.add_parser("upgrade", help="write the newest versions to requirements/")
    upgrading.add_argument("names", nargs="*", choices=[[], *ENVIRONMENTS], help="environments; all by default")
    commands.add_parser("lowest", help="print the lowest versions that the package accepts")
    commands.add_parser("pythons", help="print the interpreters that are found")
    given = parser.parse_args()
    if given.command == "upgrade":
        upgrade(given.names)
    else:
        print(*(lowest() if given.command == "lowest" else pythons().values()), sep="\n")


if __name__ == "__main__":
    main()
