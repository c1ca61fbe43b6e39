"""Any document becomes a package that writes what it read, or an error that names a place in the document."""

from __future__ import annotations

import copy
import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from codegen.contract.check import check
from codegen.contract.document import Document, DocumentError
from codegen.contract.normalise import normalise
from codegen.contract.trim import trim

from .packages import generated
from .specs import documents, instances

EXAMPLES = int(os.environ.get("REALTIME_EXAMPLES", "25"))


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents(), st.data())
def test_writes_what_it_read(document: Document, data: st.DataObject) -> None:
    _generate_and_round_trip(document, data)


@pytest.mark.slow
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents(), st.data())
def test_writes_what_it_read_in_many_documents(document: Document, data: st.DataObject) -> None:
    _generate_and_round_trip(document, data)


def _generate_and_round_trip(document: Document, data: st.DataObject) -> None:
    before = copy.deepcopy(document)
    try:
        normal = _contract(document)
        with tempfile.TemporaryDirectory() as folder, generated(normal, Path(folder)) as models:
            _round_trips(normal, models, data)
    except DocumentError as error:
        event("refused")
        assert "$." in str(error), error
    else:
        event("generated")
    assert document == before


def _contract(document: Document) -> Document:
    trimmed = trim(document, {"operations": ["/.*"], "schemas": [".*"]} if document["paths"] else {"schemas": [".*"]})
    check(trimmed)
    normal = normalise(trimmed)
    assert normalise(normal) == normal
    check(normal)
    return {**normal, "info": document["info"]}


def _round_trips(document: Document, models: Any, data: st.DataObject) -> None:
    schemas = document["components"]["schemas"]
    classes = {
        getattr(models, name)._component: getattr(models, name) for name in models.__all__ if _is_class(models, name)
    }
    assert set(classes) == {name for name, schema in schemas.items() if "properties" in schema}
    for name, model in classes.items():
        value = data.draw(instances(schemas[name], schemas), label=name)
        kept = copy.deepcopy(value)
        assert model.from_dict(value).to_dict() == value == kept
        assert repr(model.from_dict(value))


def _is_class(models: Any, name: str) -> bool:
    return bool(getattr(getattr(models, name), "_component", ""))
