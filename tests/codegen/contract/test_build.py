"""The contract against the newest published revision, if it is available."""

from __future__ import annotations

import copy
import os
import re
from pathlib import Path

import pytest
from openapi_spec_validator import validate

from codegen.changes.compare import compare
from codegen.contract.build import Built, build, part_of
from codegen.contract.document import Document, DocumentError, dump, load
from codegen.contract.overlay import apply
from codegen.contract.sources import Source, Sources, read_sources
from codegen.contract.sources import published as kept_parts
from codegen.contract.trim import trim
from codegen.contract.unions import complete
from codegen.paths import CONTRACT, OVERLAY, PUBLISHED

from ..facts import Fact, facts

UPSTREAM = os.environ.get("REALTIME_UPSTREAM")
with_upstream = pytest.mark.skipif(not UPSTREAM, reason="REALTIME_UPSTREAM names no folder of published revisions")


@pytest.fixture(scope="module")
def committed() -> Document:
    return load(CONTRACT)


@pytest.fixture(scope="module")
def published() -> Document:
    newest = max(Path(UPSTREAM or "").glob("openapi-*.yaml"))
    return load(newest)


@pytest.fixture(scope="module")
def trimmed(published: Document) -> Document:
    return trim(published, read_sources().roots)


@pytest.mark.slow
def test_is_valid_openapi(committed: Document) -> None:
    validate(committed)
    assert committed["openapi"].startswith("3.1")


def test_is_written_in_its_canonical_form(committed: Document) -> None:
    assert CONTRACT.read_text(encoding="utf-8") == dump(committed)


def test_beta_response_has_thirteen_properties(committed: Document) -> None:
    response = committed["components"]["schemas"]["RealtimeBetaResponse"]
    assert set(response["properties"]) == {
        *("id", "object", "status", "status_details", "output", "metadata", "usage", "conversation_id", "voice"),
        *("modalities", "output_audio_format", "temperature", "max_output_tokens"),
    }
    assert "required" not in response


def test_is_built_from_the_kept_sources(committed: Document) -> None:
    sources = read_sources()
    built = build(kept_parts(sources.sources, PUBLISHED), committed, sources, load(OVERLAY))
    assert dump(built.require_complete()) == CONTRACT.read_text(encoding="utf-8")


@with_upstream
def test_is_built_from_the_newest_revision(published: Document, committed: Document) -> None:
    sources = read_sources()
    kept = kept_parts(sources.sources, PUBLISHED)
    parts = {name: part_of(published, name, sources, kept).document for name in sources.sources}
    assert parts == kept
    assert build(parts, committed, sources, load(OVERLAY)).require_complete() == committed


@with_upstream
def test_states_the_facts_of_the_corrected_document_and_no_others(trimmed: Document, committed: Document) -> None:
    corrected, _ = complete(apply(trimmed, load(OVERLAY)), read_sources().unions)
    # Inline shapes that are this component refer to it now.
    named = set(corrected["components"]["schemas"]) - {"RealtimeFunctionTool"}
    assert facts(committed, named) == facts(corrected, named)


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("RealtimeBetaResponse", "properties"), "voice", None),
        (("RealtimeBetaResponse", "properties", "temperature"), "maximum", 2),
        (("RealtimeBetaResponse", "properties", "status", "enum"), 0, "complete"),
        (("RealtimeResponseUsage", "properties", "total_tokens"), "type", "number"),
        (("RealtimeServerEventResponseDone", "required"), 0, "response_id"),
        (("RealtimeServerEventResponseDone",), None, None),
    ],
)
def test_comparison_detects_every_kind_of_change(
    committed: Document, path: tuple[str, ...], key: str | int | None, value: object
) -> None:
    changed = copy.deepcopy(committed)
    holder = changed["components"]["schemas"]
    for step in path if key is not None else path[:-1]:
        holder = holder[step]
    if value is None:
        del holder[key if key is not None else path[-1]]
    else:
        holder[key] = value
    named = {name for name in committed["components"]["schemas"] if name != "RealtimeResponseUsage"}
    assert facts(changed, named) != facts(committed, named)


@with_upstream
def test_differs_from_the_published_document_only_where_corrected(trimmed: Document, committed: Document) -> None:
    named = set(trimmed["components"]["schemas"])
    differing = facts(committed, named) ^ facts(trimmed, named)
    actions = load(OVERLAY)["actions"]
    unions = read_sources().unions
    explained = {fact for fact in differing if any(_mentions(action, fact) for action in actions)}
    explained |= {fact for fact in differing if fact.place in unions and fact.kind == "refers to"}
    unexplained = differing - explained
    assert unexplained == set()
    assert differing


@with_upstream
def test_keeps_no_sentence_of_the_vendor(trimmed: Document, committed: Document) -> None:
    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"[a-z0-9_']+", text.lower())
        return {tuple(words[start : start + 8]) for start in range(len(words) - 7)}

    theirs = {run for text in _texts(trimmed) for run in runs(text)}
    copied = {text for text in _texts(committed) if runs(text) & theirs}
    assert copied == set()


@with_upstream
def test_refuses_a_correction_that_matches_nothing(trimmed: Document) -> None:
    overlay = load(OVERLAY)
    overlay["actions"][0]["target"] = "$.components.schemas.RealtimeGone"
    with pytest.raises(DocumentError, match="matches nothing"):
        apply(trimmed, overlay)


def _mentions(action: Document, fact: Fact) -> bool:
    """True if a correction is about the component, or the operations, of a fact."""
    target: str = action["target"]
    if fact.kind.startswith(("operation", "response", "body", "parameter")):
        return target.startswith("$.paths")
    component = re.split(r"[.\[{]", fact.place)[0]
    if target == "$.components.schemas":
        return bool(component in action["update"])
    return re.search(rf"\b{component}\b", target) is not None


def _texts(node: object) -> list[str]:
    if isinstance(node, dict):
        own = [node[key] for key in ("description", "summary") if isinstance(node.get(key), str)]
        return own + [text for value in node.values() for text in _texts(value)]
    return [text for value in node for text in _texts(value)] if isinstance(node, list) else []


@with_upstream
@pytest.mark.slow
def test_revisions_follow_each_other_to_the_contract(committed: Document) -> None:
    """Each revision is built on the contract of the one before, and the last one ends in the committed contract."""
    sources, kept, corrections = read_sources(), kept_parts(read_sources().sources, PUBLISHED), load(OVERLAY)
    contract = committed
    for path in sorted(Path(UPSTREAM or "").glob("openapi-*.yaml")):
        part = part_of(load(path), "vendor", sources, kept)
        built = build({**kept, "vendor": part.document}, contract, sources, corrections)
        assert built.faults == []
        assert built.omitted == {}
        assert set(part.document["components"]["schemas"]) <= set(built.contract["components"]["schemas"])
        assert compare(built.contract, copy.deepcopy(built.contract), sources) == []
        validate(built.contract)
        contract = built.contract
    assert (built.problems, built.unapplied, part.problems) == ([], [], [])
    assert compare(committed, contract, sources) == []


def test_isolates_what_cannot_be_generated() -> None:
    sources = Sources({"main": Source("main", [".*"], [".*"])})
    described: Document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}}

    def built(paths: Document, schemas: Document) -> Built:
        return build(
            {"main": {**described, "paths": paths, "components": {"schemas": schemas}}}, described, sources, {}
        )

    result = built({"/x": [], "/y": {"get": {}}}, {"A": {"anyOf": []}, "B": {"type": "string"}})
    assert result.omitted == {"/x": "$.paths['/x']: must be a mapping, found []"}
    assert [fault.partition(": ")[0] for fault in result.faults] == ["$.components.schemas.A.anyOf"]
    assert result.contract["paths"]["/y"]["get"]["operationId"] == "get-y"
    assert result.contract["components"]["schemas"]["B"] == {"type": "string"}
    with pytest.raises(DocumentError, match="the name of a component may hold only letters"):
        built({}, {"a b": {"type": "string"}})
