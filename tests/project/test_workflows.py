"""The workflows of the maintainers: nothing that can be moved under their feet, and no right more than they need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def test_there_are_some() -> None:
    assert [path.name for path in WORKFLOWS] == ["ci.yml", "release.yml", "sync.yml"]


def steps(workflow: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
class TestWorkflow:
    def test_actions_are_pinned_by_hash(self, path: Path) -> None:
        uses = re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))
        assert uses
        assert all(re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", entry) for entry in uses)

    def test_rights_are_given_one_by_one(self, path: Path) -> None:
        workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert workflow["permissions"] == {}
        for job in workflow["jobs"].values():
            assert job["permissions"]
            assert job["timeout-minutes"] <= 45
            if "contents" in job["permissions"] and job["permissions"]["contents"] == "read":
                checkouts = [step for step in job["steps"] if "checkout" in step.get("uses", "")]
                assert all(step["with"]["persist-credentials"] is False for step in checkouts)

    def test_no_text_of_others_becomes_a_command(self, path: Path) -> None:
        workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert not [step["run"] for step in steps(workflow) if "${{" in step.get("run", "")]

    def test_no_registry_is_named(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert not re.findall(r"https?://|--(?:extra-)?index-url|pypi\.org|npmjs\.", text)

    def test_commands_are_there(self, path: Path) -> None:
        workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
        runs = "\n".join(step.get("run", "") for step in steps(workflow))
        assert set(re.findall(r"\bmake ([a-z]+)", runs)) <= targets
        assert all((ROOT / script).is_file() for script in re.findall(r"^(\.ci/\w+)$", runs, re.MULTILINE))


def test_who_may_write_runs_nothing_that_was_fetched() -> None:
    for path in WORKFLOWS:
        for job in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values():
            if "write" in job["permissions"].values():
                runs = "\n".join(step.get("run", "") for step in job["steps"])
                assert not re.search(r"\b(make|pip|python|npm)\b|\.ci/", runs)


def test_publishing_needs_no_secret() -> None:
    text = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    jobs = yaml.safe_load(text)["jobs"]
    assert "secrets." not in text
    assert jobs["publish"]["permissions"] == {"id-token": "write"}
    assert all("checkout" not in step.get("uses", "") for step in jobs["publish"]["steps"])
