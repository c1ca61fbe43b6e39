"""Fixtures of the tests of code generation."""

from __future__ import annotations

from pathlib import Path

import pytest

from .projects import copied


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A writable copy of the project."""
    return copied(tmp_path / "project")
