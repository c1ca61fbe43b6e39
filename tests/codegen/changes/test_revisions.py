"""Export of the package at a git revision."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path

import pytest

from codegen.changes import revisions
from codegen.contract.document import DocumentError


def _archive(**members: bytes | None) -> bytes:
    """Return an archive with files, and with a link for each None."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            if content is None:
                member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
            else:
                member.size = len(content)
            archive.addfile(member, io.BytesIO(content or b""))
    return buffer.getvalue()


def test_extracts_files_and_folders(tmp_path: Path) -> None:
    revisions._extract(_archive(**{"a/b.py": b"1", "c": b""}), tmp_path)
    assert (tmp_path / "a" / "b.py").read_bytes() == b"1"
    assert (tmp_path / "c").read_bytes() == b""


@pytest.mark.parametrize("name", ["../outside", "a/../../outside", "/outside/of/it"])
def test_extracts_nothing_outside_the_target(name: str, tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.mkdir()
    with pytest.raises(DocumentError, match="is outside the package"):
        revisions._extract(_archive(**{name: b"evil"}), target)
    assert [path.name for path in tmp_path.rglob("*")] == ["target"]


def test_extracts_no_links(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="'link' is not a regular file"):
        revisions._extract(_archive(link=None), tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A git repository with one commit of a package."""
    (tmp_path / "realtime_client").mkdir()
    (tmp_path / "realtime_client" / "__init__.py").write_text("x = 1\n")
    settings = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"]
    for command in (["init", "--quiet"], ["add", "."], [*settings, "commit", "--quiet", "--message=One"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    monkeypatch.setattr(revisions, "ROOT", tmp_path)
    return tmp_path


def test_exports_the_package_at_a_revision(repository: Path) -> None:
    (repository / "realtime_client" / "__init__.py").write_text("x = 2\n")
    with revisions.exported("HEAD") as folder:
        assert (folder / "realtime_client" / "__init__.py").read_text() == "x = 1\n"
    assert not folder.exists()
    assert revisions.read("HEAD", "realtime_client/__init__.py") == b"x = 1\n"


def test_refuses_what_is_not_a_revision(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DocumentError, match="'--output=x' is not a git revision"):
        revisions.read("--output=x", "a")
    with pytest.raises(DocumentError, match=r"^git show no-such-revision:a: "):
        revisions.read("no-such-revision", "a")
    with pytest.raises(DocumentError, match="no tag is reachable from this commit; pass a revision"):
        revisions.last_tag()
    subprocess.run(["git", "tag", "v1"], cwd=repository, check=True)
    assert revisions.last_tag() == "v1"
    monkeypatch.setenv("PATH", "")
    with pytest.raises(DocumentError, match="cannot run git"):
        revisions.last_tag()
