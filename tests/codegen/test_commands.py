"""Commands stop with one line on Ctrl-C, while they import and afterwards."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

import codegen
from codegen import asyncapi
from codegen.contract import descriptions, lint
from codegen.paths import CONTRACT


@pytest.mark.parametrize(
    ("command", "arguments"), [(asyncapi, []), (descriptions, [str(CONTRACT)]), (lint, [str(CONTRACT)])]
)
def test_ctrl_c_prints_one_line(
    command: ModuleType, arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(_: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "load_openapi", interrupt)
    assert command.main(arguments) == 130
    assert capsys.readouterr() == ("", "interrupted\n")


def test_ctrl_c_while_importing_prints_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    codegen._report(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert capsys.readouterr() == ("", "interrupted\n")
    codegen._report(ValueError, ValueError("something else"), None)
    assert capsys.readouterr().err == "ValueError: something else\n"
