"""Documents are read as JSON or YAML 1.2; anything else is refused with its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from codegen import sync
from codegen.contract import descriptions, document
from codegen.contract.document import DocumentError, load, load_openapi
from codegen.render import generate


def _load(tmp_path: Path, text: str | bytes) -> dict[str, Any]:
    path = tmp_path / "spec.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return load(path)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024-10-01", "2024-10-01"),
        ("2024-10-01T10:00:00Z", "2024-10-01T10:00:00Z"),
        ("no", "no"),
        ("on", "on"),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("010", 10),
        ("0x1f", 31),
        ("0o17", 15),
        ("-3", -3),
        ("1e3", 1000.0),
        (".5", 0.5),
        (".inf", ".inf"),
        ("True", True),
        ("false", False),
        ("~", None),
        ("", None),
        ("null", None),
    ],
)
def test_reads_scalars_as_json(tmp_path: Path, text: str, value: object) -> None:
    found = _load(tmp_path, f"a: {text}")["a"]
    assert (found, type(found)) == (value, type(value))


def test_reads_keys_as_strings(tmp_path: Path) -> None:
    assert _load(tmp_path, "200: {on: 1, 2024-10-01: 2, null: 3}") == {"200": {"on": 1, "2024-10-01": 2, "null": 3}}


def test_reads_json_with_tabs_and_byte_order_mark(tmp_path: Path) -> None:
    assert _load(tmp_path, "\ufeff" + json.dumps({"a": [1, {}]}, indent="\t")) == {"a": [1, {}]}
    assert _load(tmp_path, "{a: {b: c}}") == {"a": {"b": "c"}}


def test_copies_aliases_and_merges_keys(tmp_path: Path) -> None:
    copied = _load(tmp_path, "a: &x {b: [1], c: 2}\nd: *x\ne: {<<: *x, c: 3}")
    copied["a"]["b"].append(2)
    assert copied == {"a": {"b": [1, 2], "c": 2}, "d": {"b": [1], "c": 2}, "e": {"b": [1], "c": 3}}


LAUGHS = "a0: &a0 [x]\n" + "".join(f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 9)}]\n" for n in range(9))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", r"not YAML: line \d+, column \d+: .*; is the file complete\?"),
        ("a: b: c", "not YAML"),
        ("a: [1, 2", "not YAML"),
        (b"\xff\xfe\x00", "not YAML"),
        (b"PK\x03\x04\x00", "not YAML"),
        ("<!DOCTYPE html>\n<html lang='en'>\n</html>", "the root must be a mapping, found str"),
        ("[1]", "the root must be a mapping, found list"),
        ("word", "the root must be a mapping, found str"),
        ("", "the root must be a mapping, found NoneType"),
        ("a: 1\nb: 2\na: 3", "not YAML: line 3, column 1: duplicate key 'a'"),
        ('{"a": 1, "a": 2}', "line 1, column 10: duplicate key 'a'"),
        ("[a]: 1", "not YAML"),
        ("? [a]\n: 1", "line 1, column 3: a key must be a string"),
        ("a: !!timestamp 2024-10-01", "the tag 'tag:yaml.org,2002:timestamp' has no type in JSON"),
        ("a: !!python/object/apply:os.getcwd []", "line 1, column 4: the tag .* has no type in JSON"),
        ("a: !!binary aGk=", "the tag .* has no type in JSON"),
        ("a: !!int x", "not YAML"),
        ("a: !!bool x", "not YAML"),
        ("a: {b: [0, !!float .nan]}", r"\$\.a\.b\[1\]: nan is not a JSON number"),
        ("a: &x [*x]", "an alias contains itself"),
        ("[" * 100_000, "line 1: nested deeper than 200 levels"),
        ('{"a":' * 100_000, "line 1: nested deeper than 200 levels"),
        ("- " * 20_000, "line 1: nested deeper than 200 levels"),
        ("{a: [" * 150, "line 1: nested deeper than 200 levels"),
        ("a: 1\nb: " + "[" * 1_500, "line 2: nested deeper than 200 levels"),
        pytest.param(LAUGHS, "more than 50,000 values", id="laughs"),
    ],
)
def test_refuses_what_is_not_a_document(
    tmp_path: Path, text: str | bytes, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document, "_MAX_VALUES", 50_000)
    with pytest.raises(DocumentError, match=rf"(?s)spec\.yaml: .*{message}"):
        _load(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("swagger: '2.0'\npaths: {}", "OpenAPI 2.0 is not supported; convert the document to 3.0, 3.1 or 3.2"),
        ("openapi: 3.1\npaths: {}", "OpenAPI 3.1 is not supported"),
        ("openapi: 4.0.0\npaths: {}", "OpenAPI 4.0.0 is not supported"),
        ("name: x\nversion: 1", "not an OpenAPI document: found name, version, and no key `openapi`"),
        ("{}", "not an OpenAPI document: found nothing"),
        ("asyncapi: 3.0.0\nchannels: {}", "not an OpenAPI document: found asyncapi, channels"),
        ("openapi: 3.1.0\ninfo: {title: x}", "neither `paths` nor `components` found; is the file complete"),
        ("openapi: 3.1.0\npaths:\n", "`paths` must be a mapping, found NoneType; is the file complete"),
        ("openapi: 3.1.0\ncomponents: []", "`components` must be a mapping, found list"),
        ("openapi: 3.1.0\ncomponents:\n  schemas:\n", "`components.schemas` must be a mapping"),
    ],
)
def test_every_command_refuses_what_is_not_an_openapi_document(
    tmp_path: Path, text: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "spec.yaml"
    path.write_text(text)
    with pytest.raises(DocumentError) as caught:
        load_openapi(path)
    assert f"spec.yaml: {message}" in str(caught.value)
    assert sync.main([str(path)]) == 1
    assert f"error: spec.yaml: {message}" in capsys.readouterr().err
    assert generate.main(["--contract", str(path), "--output", str(tmp_path / "made")]) == 1
    assert descriptions.main([str(path)]) == 1
    assert capsys.readouterr().err == f"error: {caught.value}\n" * 2
    assert [entry.name for entry in tmp_path.iterdir()] == ["spec.yaml"]


def test_every_command_reports_a_missing_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "gone.yaml")
    assert sync.main([path]) == generate.main(["--contract", path]) == descriptions.main([path]) == 1
    assert capsys.readouterr().err.count("gone.yaml") == 3
