"""The public names of the package, and the cost of importing it."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import subprocess
import sys
import typing
from types import ModuleType
from typing import Any

import pytest

import realtime_client as rt
from realtime_client import _generated, api, audio, dicts, errors, models, testing
from realtime_client._generated import former, former_dicts

from ..support.events import SESSION
from ..support.ws_server import Peer, play

# Modules that importing the package imports.
BARE = {"realtime_client", "realtime_client._core", "realtime_client._core.lazy", "realtime_client._version"}
FUNCTIONS = ("sync", "sync_detailed", "asyncio", "asyncio_detailed")


def _loaded_after(code: str) -> set[str]:
    """Modules that a fresh process holds after running the code."""
    code += "\nimport sys, json\nprint(json.dumps(sorted(sys.modules)))"
    finished = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(finished.stdout))


def test_every_public_name_resolves() -> None:
    assert len(set(rt.__all__)) == len(rt.__all__)
    for name in rt.__all__:
        assert getattr(rt, name) is getattr(rt, name)
    namespace: dict[str, Any] = {}
    exec("from realtime_client import *", namespace)
    assert set(namespace) - {"__builtins__"} == set(rt.__all__)


def test_importable_names_are_listed() -> None:
    for name in rt.__all__:
        getattr(rt, name)
    private = {"TYPE_CHECKING"}
    importable = {name for name in dir(rt) if not name.startswith("_")} - private
    modules = {name for name in importable if isinstance(getattr(rt, name), ModuleType)}
    assert importable - modules == set(rt.__all__) - modules - {"__version__"}
    assert {"api", "assembly", "audio", "errors", "events", "models", "testing", "webhooks"} <= modules


def test_names_are_listed_once_for_type_checkers_and_once_for_run_time() -> None:
    assert {*rt._WHERE, "__version__"} == set(rt.__all__)
    for name, place in rt._WHERE.items():
        module, _, attribute = place.partition(":")
        found = importlib.import_module(f"realtime_client{module}")
        assert (getattr(found, attribute) if attribute else found) is getattr(rt, name)


def test_dir_lists_every_name_before_it_is_imported() -> None:
    code = "import realtime_client as rt; assert set(rt.__all__) <= set(dir(rt)); assert dir(rt) == sorted(dir(rt))"
    assert "realtime_client.errors" not in _loaded_after(code)
    for module in (models, api):
        assert set(module.__all__) <= set(dir(module))


@pytest.mark.parametrize("module", [rt, models, api])
@pytest.mark.parametrize("name", ["nothing", "Realtime", "_unknown", "__path_to_nowhere__", ""])
def test_other_names_are_attribute_errors(module: ModuleType, name: str) -> None:
    with pytest.raises(AttributeError, match=f"^module '{module.__name__}' has no attribute '{name}'$"):
        getattr(module, name)
    assert not hasattr(module, name)


def test_importing_the_package_imports_next_to_nothing() -> None:
    loaded = _loaded_after("import realtime_client")
    assert {name for name in loaded if name.startswith("realtime_client")} == BARE
    assert not {"httpx", "attrs", "attr", "orjson", "asyncio", "ssl"} & loaded


def test_reading_events_imports_no_http_client() -> None:
    loaded = _loaded_after("""
import realtime_client as rt
event = rt.parse_event('{"type": "response.done", "response": {"status": "failed"}}', dialect="ga")
rt.validate(event)
try:
    event.response.raise_for_status()
except rt.ResponseFailed:
    pass
""")
    assert not {"httpx", "ssl", "asyncio"} & loaded


def test_scripts_are_written_without_what_serves_them() -> None:
    loaded = _loaded_after("import realtime_client as rt; rt.testing.Script('Hi')")
    assert not {"starlette", "uvicorn", "yaml", "httpx"} & loaded
    assert "starlette" in _loaded_after("import realtime_client as rt; rt.testing.LocalServer()")


@pytest.mark.parametrize(
    "conversation",
    [
        """
async def act():
    async with client.connect(model="test") as connection:
        assert (await connection.recv()).type == "session.created"
asyncio.run(act())""",
        """
with client.connect_sync(model="test") as connection:
    assert connection.recv().type == "session.created\"""",
    ],
    ids=["asyncio", "blocking"],
)
def test_conversation_imports_no_http_client(conversation: str) -> None:
    async def greet(peer: Peer) -> None:
        await peer.send(SESSION)
        await peer.until_closed()

    with play(greet) as server:
        url = server.url.partition("/realtime")[0]
        code = f"import asyncio, realtime_client as rt\nclient = rt.RealtimeClient('sk-test', {url!r})\n{conversation}"
        loaded = _loaded_after(code)
    assert not {"httpx", "httpcore", "rich", "stamina", "tenacity", "pydantic", "numpy", "decimal"} & loaded
    own = {name.removeprefix("realtime_client.") for name in loaded if name.startswith("realtime_client.")}
    assert not {"_connection.recorder", "_http.transport", "_generated.models.realtime_response", "recordings"} & own


def test_plugin_of_pytest_loads_nothing() -> None:
    loaded = _loaded_after("import realtime_client.testing.pytest_plugin")
    plugin = {"realtime_client.testing", "realtime_client.testing.pytest_plugin"}
    assert {name for name in loaded if name.startswith("realtime_client")} == BARE | plugin


def test_submodules_resolve_as_attributes_of_the_package() -> None:
    loaded = _loaded_after("""
import realtime_client as rt
assert [getattr(rt, name).__name__ for name in ("api", "audio", "errors", "models")] == [
    "realtime_client.api", "realtime_client.audio", "realtime_client.errors", "realtime_client.models"
]
""")
    assert not any(name.startswith("realtime_client._generated.models.") for name in loaded)


def test_every_model_resolves_to_a_class_or_an_alias() -> None:
    assert models.__all__ == sorted(models.__all__)
    classes, aliases = [], []
    for name in models.__all__:
        found = getattr(models, name)
        if isinstance(found, type) and issubclass(found, rt.Model):
            assert found.__name__ == name
            classes.append(name)
        else:
            assert typing.get_origin(found) is not None or found is str, name
            aliases.append(name)
    assert len(classes) > 200
    assert {"RealtimeServerEvent", "RealtimeConversationItem", "Metadata", "VoiceIdsShared"} <= set(aliases)
    namespace: dict[str, Any] = {}
    exec("from realtime_client.models import *", namespace)
    assert set(namespace) - {"__builtins__"} == set(models.__all__)


def test_former_names_of_models_and_dictionaries_stay_importable() -> None:
    assert former.FORMER
    assert not {*former.FORMER} & {*models.__all__}
    assert not {*former_dicts.__all__} & {*dicts.__all__}
    named = {f"{old}Dict": f"{new}Dict" for old, new in former.FORMER.items()}
    assert {old for old, new in named.items() if new in dicts.__all__} == {*former_dicts.__all__}
    for old, new in former.FORMER.items():
        assert getattr(models, old) is getattr(models, new)
    for old in former_dicts.__all__:
        assert getattr(dicts, old) is getattr(dicts, named[old])


def test_names_of_classes_can_be_typed() -> None:
    assert [name for name in (*models.__all__, *dicts.__all__) if len(name) > 50] == []


def test_event_types_are_unions_of_every_dialect() -> None:
    server, client = (set(typing.get_args(alias)) for alias in (rt.ServerEvent, rt.ClientEvent))
    for name in ("RealtimeServerEvent", "RealtimeBetaServerEvent", "RealtimeTranslationServerEvent"):
        assert set(typing.get_args(getattr(models, name))) <= server
    for name in ("RealtimeClientEvent", "RealtimeBetaClientEvent", "RealtimeTranslationClientEvent"):
        assert set(typing.get_args(getattr(models, name))) <= client
    assert rt.UnknownEvent in server & client
    assert isinstance(rt.parse_event("{}"), rt.ServerEvent)
    assert typing.get_args(rt.Dialect) == ("ga", "beta", "translation")


@pytest.mark.parametrize("name", api.__all__)
def test_every_operation_can_be_called_in_four_ways(name: str) -> None:
    operation = getattr(api, name)
    assert isinstance(operation, ModuleType)
    for function in FUNCTIONS:
        found = getattr(operation, function)
        assert inspect.iscoroutinefunction(found) is function.startswith("asyncio")
        assert inspect.signature(found).parameters["client"].kind is inspect.Parameter.KEYWORD_ONLY
        assert found.__doc__


def test_there_are_operations() -> None:
    assert len(api.__all__) == 9
    namespace: dict[str, Any] = {}
    exec("from realtime_client.api import *", namespace)
    assert set(namespace) - {"__builtins__"} == set(api.__all__)


@pytest.mark.parametrize("module", [errors, audio, testing])
def test_modules_list_their_names(module: ModuleType) -> None:
    for name in module.__all__:
        assert getattr(module, name) is not None


def test_every_generated_module_imports() -> None:
    found = [module.name for module in pkgutil.walk_packages(_generated.__path__, f"{_generated.__name__}.")]
    assert len(found) > 250
    for name in found:
        module = importlib.import_module(name)
        for public in getattr(module, "__all__", ()):
            assert getattr(module, public) is not None


@pytest.mark.parametrize("order", ["", "reversed"])
def test_generated_models_import_in_any_order(order: str) -> None:
    # Models refer to each other in circles, so each must be importable before all others.
    code = f"""
import importlib, pkgutil
from realtime_client._generated import models
names = [module.name for module in pkgutil.iter_modules(models.__path__)]
for name in {order or "list"}(names):
    importlib.import_module(f"realtime_client._generated.models.{{name}}")
"""
    assert len([name for name in _loaded_after(code) if "_generated.models." in name]) > 200


def test_version_is_that_of_the_distribution() -> None:
    assert importlib.import_module("importlib.metadata").version("realtime-voice-sdk") == rt.__version__
