"""Workflows pin what they use and have only the permissions that they need."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


PINNED = sorted((ROOT / "requirements").glob("*.txt"))


def test_lists_every_workflow() -> None:
    names = ["ci.yml", "docs.yml", "interop.yml", "release.yml", "sync.yml", "versions.yml"]
    assert [path.name for path in WORKFLOWS] == names


def test_zizmor_finds_nothing() -> None:
    command = [str(Path(sys.executable).parent / "zizmor"), "--offline", "--quiet", ".github"]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stdout


@pytest.mark.parametrize("path", PINNED, ids=lambda path: path.stem)
def test_requirements_are_exact_and_without_addresses(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    pin = r"[a-z0-9-]+==[\w.]+(?:\+\w+)?(?:; python_version [=!]= \"3\.\d+\"(?: and python_version != \"3\.\d+\")*)?"
    assert lines[0].startswith("# Written by `make upgrade`")
    assert lines[1:] == sorted(lines[1:], key=lambda line: line.partition("==")[0])
    assert all(re.fullmatch(pin, line) for line in lines[1:])


def test_node_packages_are_exact_and_without_addresses() -> None:
    package = json.loads((ROOT / "interop" / "package.json").read_text(encoding="utf-8"))
    lock = (ROOT / "interop" / "package-lock.json").read_text(encoding="utf-8")
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in package["dependencies"].values())
    assert json.loads(lock)["packages"][""]["dependencies"] == package["dependencies"]
    assert "://" not in lock


def steps(workflow: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
class TestWorkflow:
    def test_actions_are_pinned_by_hash(self, path: Path) -> None:
        uses = re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))
        assert uses
        assert all(re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", entry) for entry in uses)

    def test_permissions_are_granted_one_by_one(self, path: Path) -> None:
        workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert workflow["permissions"] == {}
        for job in workflow["jobs"].values():
            assert job["permissions"]
            assert job["timeout-minutes"] <= 45
            checkouts = [step for step in job["steps"] if "checkout" in step.get("uses", "")]
            assert all(step["with"]["persist-credentials"] is False for step in checkouts)

    def test_no_expression_is_part_of_a_command(self, path: Path) -> None:
        workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert not [step["run"] for step in steps(workflow) if "${{" in step.get("run", "")]

    def test_names_no_registry(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert not re.findall(r"https?://|--(?:extra-)?index-url|pypi\.org|npmjs\.", text)

    def test_commands_exist(self, path: Path) -> None:
        workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
        runs = "\n".join(step.get("run", "") for step in steps(workflow))
        assert set(re.findall(r"\bmake ([a-z]+(?:-[a-z]+)*)\b", runs)) <= targets
        assert all((ROOT / script).is_file() for script in re.findall(r"^(\.ci/\w+)$", runs, re.MULTILINE))


def test_jobs_with_write_permission_run_no_project_code() -> None:
    for path in WORKFLOWS:
        for job in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values():
            if "write" in job["permissions"].values():
                runs = "\n".join(step.get("run", "") for step in job["steps"])
                assert not re.search(r"\b(make|pip|python|npm)\b|\.ci/", runs)


@pytest.mark.parametrize(
    ("name", "permissions"),
    [("release.yml", {"id-token": "write"}), ("docs.yml", {"id-token": "write", "pages": "write"})],
)
def test_publishing_needs_no_secret(name: str, permissions: dict[str, str]) -> None:
    text = (ROOT / ".github" / "workflows" / name).read_text(encoding="utf-8")
    jobs = yaml.safe_load(text)["jobs"]
    assert "secrets." not in text
    assert jobs["publish"]["permissions"] == permissions
    assert all("checkout" not in step.get("uses", "") for step in jobs["publish"]["steps"])
