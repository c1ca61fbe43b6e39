"""The documentation site: its index for language models, and that each page is in the navigation."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
import yaml

import realtime_client as rt
from codegen.site import SiteError, complete, index

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project with two pages, one in a section."""
    (tmp_path / "docs" / "guide").mkdir(parents=True)
    nav = "nav:\n  - index.md\n  - Guides:\n      - Other title: guide/text.md\n"
    (tmp_path / "mkdocs.yml").write_text(f"site_name: pets\nsite_description: All pets\ndocs_dir: docs\n{nav}")
    (tmp_path / "docs" / "index.md").write_text("# Pets\n\nKeep [your](x.md) pets\nhappy. And fed.\n")
    (tmp_path / "docs" / "guide" / "text.md").write_text("# Talk\n\n`say` something:\n\n```\n# no title\n```\n")
    return tmp_path


def test_index_has_the_first_sentence_of_each_page(project: Path) -> None:
    assert index(project) == (
        "# pets\n\n> All pets.\n\n## pets\n\n- [Pets](index.md): Keep your pets happy.\n\n"
        "## Guides\n\n- [Talk](guide/text.md): `say` something.\n"
    )


def test_completed_site_has_the_pages_that_the_index_links(project: Path) -> None:
    site = project / "site"
    complete(site, project)
    links = re.findall(r"\]\(([^)]+)\)", (site / "llms.txt").read_text(encoding="utf-8"))
    assert links == ["index.md", "guide/text.md"]
    assert all((site / link).read_bytes() == (project / "docs" / link).read_bytes() for link in links)


def test_reports_a_page_outside_of_the_navigation(project: Path) -> None:
    (project / "docs" / "lost.md").write_text("# Lost\n\nNo way leads here.\n")
    with pytest.raises(SiteError, match=r"^docs/lost\.md: not in the nav of mkdocs\.yml; add it there$"):
        complete(project / "site", project)
    assert not (project / "site").exists()


def test_reports_an_entry_without_a_page(project: Path) -> None:
    (project / "docs" / "guide" / "text.md").unlink()
    with pytest.raises(SiteError, match=r"^mkdocs\.yml: nav names guide/text\.md, which is not in docs/; remove"):
        index(project)


@pytest.mark.parametrize("text", ["No title.\n", "# Title\n\n```\ncode\n```\n", "# Title\n\n- a list\n", "# Title\n"])
def test_reports_a_page_without_a_sentence(project: Path, text: str) -> None:
    (project / "docs" / "index.md").write_text(text)
    with pytest.raises(SiteError, match=r"^index\.md: begin the page with a title and a sentence"):
        index(project)


def test_command_completes_the_site_of_this_project(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "codegen.site", str(tmp_path / "site")]
    subprocess.run(command, cwd=ROOT, check=True)
    text = (tmp_path / "site" / "llms.txt").read_text(encoding="utf-8")
    assert text == index()
    assert "- [Text](guide/text.md): Connect, say something, and print the answer as it arrives.\n" in text


def test_reference_has_every_public_name() -> None:
    pages = (ROOT / "docs" / "reference").glob("*.md")
    shown = set(re.findall(r"^::: realtime_client\.([\w.]+)$", "".join(map(Path.read_text, pages)), re.MULTILINE))
    modules = {name for name in rt.__all__ if isinstance(getattr(rt, name), ModuleType)}
    # Their names are those of the wire: models have a page of their own, and the others follow it.
    modules_of_the_wire = {"api", "assembly", "dicts", "events", "models"}
    assert {"_generated.models"} | modules - modules_of_the_wire <= shown
    within = {name for module in modules & {*shown, "models"} for name in getattr(rt, module).__all__}
    assert {*rt.__all__} - modules - shown - within == {"__version__"}


def test_reference_shows_inherited_methods() -> None:
    """`say`, `update_session` and `wait_for` are methods of base classes, which have no page."""
    assert "say" not in vars(rt.AsyncConnection)
    plugins = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["plugins"]
    (reference,) = (plugin["mkdocstrings"] for plugin in plugins if isinstance(plugin, dict))
    assert reference["handlers"]["python"]["options"]["inherited_members"] is True
    page = (ROOT / "docs" / "reference" / "connection.md").read_text(encoding="utf-8")
    assert not re.search(r"\b(?:say|update_session|wait_for)\b", page)
