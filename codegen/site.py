"""Complete the documentation site that `make docs` has built: ``python -m codegen.site build/site``.

It adds ``llms.txt``, an index for language models with the first sentence of each page, and the source of each page, to
which that index links. Every page must be in the navigation of ``mkdocs.yml``, because the site's builder does not
check that.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

__all__ = ["SiteError", "complete", "index"]

ROOT = Path(__file__).resolve().parent.parent
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
# A title, and the paragraph below it.
_HEAD = re.compile(r"# ([^\n]+)\n\n((?!```|[#|:<!-])(?:[^\n]+(?:\n|\Z))+)")
_SENTENCE_END = re.compile(r"(?<=\.)\s")


class SiteError(Exception):
    """The pages and the navigation disagree, or a page has no first sentence."""


def index(project: Path = ROOT) -> str:
    """Return the text of ``llms.txt``.

    Raises:
        SiteError: The navigation names a page that does not exist, a page is not in it, or a page does not begin with a
            title and a sentence.
    """
    config = yaml.safe_load((project / "mkdocs.yml").read_text(encoding="utf-8"))
    docs = project / config["docs_dir"]
    sections = list(_sections(config["nav"], config["site_name"]))
    named = [page for _, pages in sections for page in pages]
    existing = {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")}
    if missing := sorted(set(named) - existing):
        raise SiteError(f"mkdocs.yml: nav names {missing[0]}, which is not in {config['docs_dir']}/; remove the entry")
    if forgotten := sorted(existing - set(named)):
        raise SiteError(f"{config['docs_dir']}/{forgotten[0]}: not in the nav of mkdocs.yml; add it there")
    lines = [f"# {config['site_name']}", "", f"> {config['site_description']}."]
    for title, pages in sections:
        lines += ["", f"## {title}", ""]
        lines += [f"- [{heading}]({page}): {sentence}" for page in pages for heading, sentence in [_head(docs / page)]]
    return "\n".join([*lines, ""])


def complete(site: Path, project: Path = ROOT) -> None:
    """Write ``llms.txt`` and the pages that it links to into a site that was built.

    Raises:
        SiteError: The pages and the navigation disagree; nothing was written.
    """
    text = index(project)
    docs = project / yaml.safe_load((project / "mkdocs.yml").read_text(encoding="utf-8"))["docs_dir"]
    for path in docs.rglob("*.md"):
        copy = site / path.relative_to(docs)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    (site / "llms.txt").write_text(text, encoding="utf-8")


def _sections(nav: list[Any], title: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each section of the navigation with its pages, those outside of any section first."""
    alone: list[str] = []
    sections: list[tuple[str, list[str]]] = []
    for entry in nav:
        for name, content in entry.items() if isinstance(entry, dict) else [(None, entry)]:
            if isinstance(content, list):
                sections.append((str(name), [page for _, pages in _sections(content, "") for page in pages]))
            else:
                alone.append(content)
    if alone:
        yield title, alone
    yield from sections


def _head(path: Path) -> tuple[str, str]:
    """Return the title of a page and its first sentence, without links."""
    found = _HEAD.match(path.read_text(encoding="utf-8"))
    if found is None:
        raise SiteError(f"{path.name}: begin the page with a title and a sentence, for llms.txt")
    sentence = _SENTENCE_END.split(" ".join(_LINK.sub(r"\1", found[2]).split()))[0]
    return found[1], f"{sentence.rstrip('.:')}."


def main() -> None:
    """Complete the site in the given folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path, help="folder of the site")
    try:
        complete(parser.parse_args().site)
    except SiteError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
