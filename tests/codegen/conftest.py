"""Fixtures of the tests of code generation."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import openapi_python_client
import pytest
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from .projects import copied


class _CompiledTemplates(BytecodeCache):
    """Compiled templates of this process; Jinja compiles one again when its source has changed."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._compiled[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(scope="session", autouse=True)
def compiled_templates() -> Iterator[None]:
    """Compile templates once, which takes most of the time of generating a small package."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(openapi_python_client, "Environment", partial(Environment, bytecode_cache=_CompiledTemplates()))
        yield


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A writable copy of the project."""
    return copied(tmp_path / "project")
