"""README and docs: their code runs and satisfies a type checker, and their commands, paths and links exist."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from examples.model import MODEL, RESUMING_MODEL, TRANSCRIPTION_MODEL
from realtime_client.testing import Script

ROOT = Path(__file__).parent.parent.parent
README = ROOT / "README.md"
PAGES = [README, *sorted((ROOT / "docs").rglob("*.md"))]
LINKED = [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "examples" / "README.md"]
# Printed output follows the call that prints it, or stands alone below the block's last statement.
PRINTED = re.compile(r"^ *(?:print|asyncio\.run)\(.*\)  # (.*)$|^# (.*)$", re.MULTILINE)


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path, language: str = "python") -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)


WITH_CODE = [page for page in PAGES if blocks(page)]


@pytest.fixture
def project_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty working directory in which the examples can be found, as in a clone."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    for variable in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(variable, raising=False)
    return tmp_path


@pytest.mark.usefixtures("project_folder")
@pytest.mark.parametrize("page", WITH_CODE, ids=name)
def test_code_runs_and_prints_the_documented_output(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, Any] = {}
    for block in blocks(page):
        exec(compile(block, name(page), "exec"), names)
    documented = ["".join(groups) for groups in PRINTED.findall("".join(blocks(page)))]
    printed = capsys.readouterr().out
    # What is streamed is printed without a line feed at its end.
    assert "".join(printed.split()) == "".join("".join(documented).split())


def test_readme_is_short() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) < 150


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "yaml")], ids=name)
def test_yaml_scripts_are_valid(page: Path) -> None:
    for text in blocks(page, "yaml"):
        script = Script.from_yaml(text)
        with pytest.raises(AssertionError, match="step 5, Answer"):
            script.check()


@pytest.mark.slow
def test_documented_pytest_test_passes(tmp_path: Path) -> None:
    """The fixture is found without any configuration."""
    test = blocks(ROOT / "docs" / "guide" / "testing.md")[-1]
    code = f"import realtime_client as rt\nfrom realtime_client.testing import LocalServer\n{test}"
    (tmp_path / "test_agent.py").write_text(code, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_agent.py"]
    finished = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert finished.returncode == 0, finished.stdout
    assert "1 passed" in finished.stdout


@pytest.mark.slow
def test_code_satisfies_a_strict_type_checker(tmp_path: Path) -> None:
    programs = []
    for page in WITH_CODE:
        program = tmp_path / f"{name(page).replace('/', '_').replace('-', '_').removesuffix('.md')}_code.py"
        program.write_text("".join(blocks(page)), encoding="utf-8")
        programs.append(str(program))
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--config-file=", *programs]
    finished = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert finished.returncode == 0, finished.stdout


def test_models_are_those_of_one_list() -> None:
    """Recorded sessions of the examples keep the models that they were recorded with."""
    programs = [path for path in (ROOT / "examples").rglob("*") if path.suffix in {".py", ".html", ".md"}]
    paths = {*programs, *LINKED, ROOT / "realtime_client" / "cli" / "demo.py"}
    text = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    named = set(re.findall(r"\b(?:gpt|grok|whisper|o\d)-[\w.-]*\w", text))
    assert named == {MODEL, TRANSCRIPTION_MODEL, RESUMING_MODEL}


def test_models_are_the_newest_of_the_contract() -> None:
    names = set(re.findall(r"gpt-[\w.-]*\w", (ROOT / "openapi.yaml").read_text(encoding="utf-8")))
    numbered = [name for name in names if re.fullmatch(r"gpt-realtime-\d(?:\.\d+)?", name)]
    assert max(numbered, key=lambda name: float(name.rpartition("-")[2])) == MODEL
    # Names with a number are of the generation before.
    assert TRANSCRIPTION_MODEL in {name for name in names if re.fullmatch(r"gpt-(?:[a-z]+-)?transcribe", name)}


def test_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    text = "".join(page.read_text(encoding="utf-8") for page in LINKED)
    named = set(re.findall(r"(?:^|`)make ([a-z]+(?:-[a-z]+)*)\b", text, re.MULTILINE))
    assert named
    assert named <= targets


@pytest.mark.parametrize("page", LINKED, ids=name)
def test_links_and_paths_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    assert [link for link in links if link and not (page.parent / link).exists()] == []
    paths = re.findall(r"`((?:codegen|realtime_client|examples|tests|docs|benchmarks|interop)/[\w./]*)`", text)
    assert [path for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", [page for page in PAGES if page.parent == ROOT / "docs" / "guide"], ids=name)
def test_index_links_every_guide(page: Path) -> None:
    assert f"](guide/{page.name})" in (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
