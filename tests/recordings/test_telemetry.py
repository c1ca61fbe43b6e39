"""Telemetry: spans and metrics, live and from a recording, in memory and over OTLP."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from attrs import asdict
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader, PeriodicExportingMetricReader
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

import realtime_client as rt
from realtime_client.recordings import Recording
from realtime_client.telemetry import Telemetry
from realtime_client.testing import Answer, Call, Hear, LocalServer, Script

from . import support
from .support import usage

ROOT = Path(__file__).parent.parent.parent
RATES = rt.Rates(
    text_input="4", audio_input="32", text_output="16", audio_output="64", text_cached="0.4", audio_cached="0.4"
)


class Collected:
    """Telemetry that is kept in memory."""

    def __init__(self, **options: Any) -> None:
        self._spans = InMemorySpanExporter()
        tracers = TracerProvider()
        tracers.add_span_processor(SimpleSpanProcessor(self._spans))
        self._reader = InMemoryMetricReader()
        meters = MeterProvider([self._reader])
        self.telemetry = Telemetry(tracer_provider=tracers, meter_provider=meters, **options)

    @property
    def spans(self) -> list[ReadableSpan]:
        return list(self._spans.get_finished_spans())

    def named(self, name: str) -> list[ReadableSpan]:
        return [span for span in self.spans if span.name.startswith(name)]

    @property
    def metrics(self) -> dict[str, list[Any]]:
        data = self._reader.get_metrics_data()
        assert data is not None
        (resource,) = data.resource_metrics
        (scope,) = resource.scope_metrics
        return {metric.name: list(metric.data.data_points) for metric in scope.metrics}

    def shapes(self) -> list[Any]:
        """Return everything that does not name this one emission."""
        spans = {span.context.span_id: span.name for span in self.spans if span.context is not None}
        return sorted(
            (
                span.name,
                span.start_time,
                span.end_time,
                json.dumps(dict(span.attributes or {}), default=list, sort_keys=True),
                "" if span.parent is None else spans[span.parent.span_id],
                [(event.name, event.timestamp) for event in span.events],
            )
            for span in self.spans
        )

    def sums(self) -> dict[str, Any]:
        """Return the sum of each metric, and the number of its values."""
        return {
            name: (sum(_value(point) for point in points), sum(getattr(point, "count", 1) for point in points))
            for name, points in self.metrics.items()
        }


def _value(point: Any) -> float:
    value: float = point.sum if hasattr(point, "sum") else point.value
    return value


def conversation() -> support.Call:
    call = support.Call().speak(1.0, 2.0, "item_1", "Is there a table?")
    call.respond(2.3, "resp_1", "", calls=(("call_1", "find_table", '{"guests": 2}'),), tokens=usage(100, 5))
    output = {"type": "function_call_output", "call_id": "call_1", "output": '{"error": {"type": "Full"}}'}
    call.client(3.0, "conversation.item.create", item=output).client(3.0, "response.create")
    call.respond(3.2, "resp_2", "Yes, by the window.", 4.0, tokens=usage(200, 50))
    call.speak(5.0, 6.0, "item_2", "Lovely")
    call.server(5.1, "conversation.item.truncated", item_id="item_resp_2", content_index=0, audio_end_ms=1_500)
    call.server(6.5, "error", error={"type": "server_error", "code": "broken", "message": "It broke."})
    error = {"type": "server_error", "code": "overloaded", "message": "Later."}
    call.respond(7.0, "resp_3", "", status="failed", details={"type": "failed", "error": error})
    call.connection(8.0, "lost", 1006).connection(8.5, "reopened")
    call.respond(9.0, "resp_4", "", calls=(("call_2", "find_table", "{}"),))
    return call.connection(10.0, "closed", 1000)


def test_spans_of_a_recording() -> None:
    collected = Collected(rates=RATES, attributes={"tenant": "lindenhof"})
    collected.telemetry.record(conversation().recording)
    (session,) = collected.named("session")
    assert (session.start_time, session.end_time) == (1_767_225_600 * 10**9, 1_767_225_610 * 10**9)
    assert session.attributes is not None
    assert session.attributes["gen_ai.conversation.id"] == session.attributes["gen_ai.voice.session_id"] == "sess_1"
    assert session.attributes["gen_ai.voice.turn_count"] == 4
    assert session.attributes["gen_ai.voice.interruption_count"] == 1
    assert [event.name for event in session.events] == ["error", "connection lost", "connection reopened"]
    assert [span.name for span in collected.named("turn")].count("turn user") == 2
    chats = collected.named("chat gpt-realtime-2.1")
    assert len(chats) == 4
    attributes = dict(chats[1].attributes or {})
    assert attributes["gen_ai.usage.input_tokens"] == 200
    assert attributes["gen_ai.usage.output_tokens"] == 50
    assert attributes["realtime.usage.output_audio_tokens"] == 50
    assert attributes["realtime.cost"] == "0.004"
    assert attributes["realtime.request_to_audio"] == pytest.approx(0.4)
    assert attributes["gen_ai.voice.first_token_latency_ms"] == 300
    assert attributes["gen_ai.response.id"] == "resp_2"
    assert attributes["tenant"] == "lindenhof"
    assert chats[2].status.description == "overloaded"
    tools = collected.named("execute_tool find_table")
    assert [dict(span.attributes or {}).get("error.type") for span in tools] == ["Full", None]
    assert (tools[0].end_time or 0) - (tools[0].start_time or 0) == pytest.approx(0.2 * 10**9, abs=1_000)
    ids = {span.context.span_id for span in collected.named("turn assistant") if span.context is not None}
    assert all(span.parent is not None and span.parent.span_id in ids for span in (*chats, *tools))


def test_names_are_those_that_people_chart() -> None:
    """The conventions' own, or those of azure-ai-voicelive; all others are marked as ours."""
    from opentelemetry.semconv._incubating.attributes import error_attributes, gen_ai_attributes, server_attributes

    modules = (error_attributes, gen_ai_attributes, server_attributes)
    conventions = {value for module in modules for value in vars(module).values() if isinstance(value, str)}
    voice = {"session_id", "turn_count", "interruption_count", "first_token_latency_ms", "mcp.call_count"}
    known = conventions | {f"gen_ai.voice.{name}" for name in voice} | {"gen_ai.voice.mcp.server_label"}
    collected = Collected(rates=RATES, capture_content=True)
    call = conversation()
    tool = {"id": "mcp_1", "type": "mcp_call", "name": "search", "arguments": "{}", "server_label": "maps"}
    call.server(9.5, "conversation.item.added", item=tool).server(9.6, "conversation.item.done", item=tool)
    collected.telemetry.record(call.recording)
    names = {name for span in collected.spans for name in span.attributes or {}}
    assert {name for name in names if not name.startswith("realtime.")} <= known
    assert len(names & known) > 15


def test_metrics_of_a_recording() -> None:
    collected = Collected(rates=RATES)
    recording = conversation().recording
    collected.telemetry.record(recording)
    sums = collected.sums()
    assert sums["gen_ai.client.token.usage"] == (355, 4)
    assert sums["realtime.client.tokens"][0] == 355
    assert sums["realtime.client.cost"][0] == pytest.approx(float(recording.cost(RATES)))
    assert sums["realtime.client.interruptions"][0] == 1
    assert sums["realtime.client.reconnects"][0] == 1
    assert sums["realtime.client.errors"][0] == len(recording.errors) == 2
    assert sums["gen_ai.client.operation.duration"][1] == 4
    assert sums["gen_ai.execute_tool.duration"] == (pytest.approx(0.2), 1)
    assert sums["realtime.client.time_to_first_audio"] == (pytest.approx(0.4), 1)
    assert sums["realtime.client.session.duration"] == (pytest.approx(10.0), 1)


def test_content_is_left_out_unless_asked_for() -> None:
    said = ("Is there a table?", "Yes, by the window.", "guests", "It broke.")
    silent, telling = Collected(), Collected(capture_content=True)
    for collected in (silent, telling):
        collected.telemetry.record(conversation().recording)
    text = {each: "".join(span.to_json() for span in each.spans) for each in (silent, telling)}
    assert not any(each in text[silent] for each in said)
    assert all(each in text[telling] for each in said[:3])
    assert repr(telling.telemetry) == "Telemetry(capture_content=True)"


def test_recording_without_times_has_tokens_all_the_same() -> None:
    collected = Collected()
    collected.telemetry.record(
        Recording.from_events([line["event"] for line in conversation().lines if "event" in line])
    )
    assert collected.sums()["gen_ai.client.token.usage"][0] == 355
    assert "realtime.client.time_to_first_audio" not in collected.metrics


def hold(path: Path, telemetry: Telemetry | None) -> Recording:
    """Hold a conversation with the embedded server, and return its recording."""
    script = Script(
        Answer("Good evening, this is the Lindenhof."),
        Answer(Call("find_table", {"guests": 2})),
        Answer("There is a table by the window."),
        Hear("Lovely"),
        Answer("Then until tonight."),
    )
    with LocalServer(script) as server:
        client = rt.RealtimeClient(base_url=server.url)
        with client.connect_sync(model="gpt-realtime-2.1", record=path, telemetry=telemetry) as connection:
            connection.say("Good evening")
            connection.respond()
            connection.say("Is there a table?")
            for call in connection.respond().function_calls:
                connection.give_output(str(call.call_id), '{"free": true}')
            answer = connection.respond()
            connection.send_audio(answer.audio + bytes(48_000))
            connection.wait_for("response.done", timeout=30)
        return connection.recording


def test_live_session_and_its_recording_emit_the_same(tmp_path: Path) -> None:
    live, recorded = Collected(rates=RATES, capture_content=True), Collected(rates=RATES, capture_content=True)
    recording = hold(tmp_path / "call.jsonl", live.telemetry)
    recorded.telemetry.record(Recording.open(tmp_path / "call.jsonl"))
    assert [turn.role for turn in recording.turns].count("assistant") == 4

    def without_address(shapes: list[Any]) -> list[Any]:
        return [(*shape[:3], re.sub(r', "server\.[a-z]+": [^,}]+', "", shape[3]), *shape[4:]) for shape in shapes]

    assert without_address(live.shapes()) == without_address(recorded.shapes())
    assert live.sums() == recorded.sums()


def test_telemetry_that_fails_ends_no_call(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    class Broken(Telemetry):
        def follow(self, header: Any, timeline: Any) -> Any:
            def take(fact: Any) -> None:
                raise ValueError("broken")

            return take

    recording = hold(tmp_path / "call.jsonl", Broken())
    assert recording.turns[-1].text == "Then until tonight."
    assert "could not be followed" in caplog.text


def test_telemetry_without_a_file() -> None:
    collected = Collected()
    with LocalServer(["Good morning."]) as server:
        client = rt.RealtimeClient(base_url=server.url)
        with client.connect_sync(model="gpt-realtime-2.1", telemetry=collected.telemetry) as connection:
            connection.say("Hello")
            connection.respond()
    assert len(collected.named("chat")) == 1
    (session,) = collected.named("session")
    assert dict(session.attributes or {})["server.address"] == "127.0.0.1"


def test_page_tables_telemetry_and_inspect_agree(tmp_path: Path) -> None:
    """One call with functions and an interruption, to the last token and millisecond."""
    collected = Collected(rates=RATES)
    path = tmp_path / "call.jsonl"
    hold(path, collected.telemetry)
    assert agree(path, collected, tmp_path) == 4


def test_a_call_with_everything_agrees(tmp_path: Path) -> None:
    """Interruption, failure, a failing function, lost connection; telemetry from the recording."""
    path = tmp_path / "call.jsonl"
    path.write_bytes(b"".join(json.dumps(line).encode() + b"\n" for line in conversation().lines))
    collected = Collected(rates=RATES)
    collected.telemetry.record(Recording.open(path))
    assert agree(path, collected, tmp_path) == 4


FOLDER = os.environ.get("REALTIME_RECORDINGS")


@pytest.mark.skipif(
    FOLDER is None, reason="REALTIME_RECORDINGS is not set: the folder with recordings of live sessions"
)
def test_sessions_of_live_servers_agree(tmp_path: Path) -> None:
    """Recordings without times, of four servers."""
    assert FOLDER is not None
    responses = 0
    for path in sorted(Path(FOLDER).rglob("*.jsonl")):
        collected = Collected(rates=RATES)
        collected.telemetry.record(Recording.open(path))
        responses += agree(path, collected, tmp_path)
    assert responses > 31


def agree(path: Path, collected: Collected, scratch: Path) -> int:
    """Compare page, tables, telemetry and inspect of one recording; return the number of its responses."""
    from typer.testing import CliRunner

    from realtime_client.cli.app import app
    from realtime_client.recordings.page import write_page
    from realtime_client.tables import batches

    prices = {name: str(price) for name, price in asdict(RATES).items() if price is not None}
    (scratch / "rates.json").write_text(json.dumps(prices))
    arguments = ["inspect", str(path), "--rates", str(scratch / "rates.json")]
    inspected = json.loads(CliRunner().invoke(app, [*arguments, "--json"]).stdout)
    shown = CliRunner().invoke(app, arguments).stdout
    page = scratch / "page.html"
    with page.open("w", encoding="utf-8") as stream:
        write_page([("call", Recording.open(path))], stream, RATES)
    text = page.read_text(encoding="utf-8").partition('class="recording">')[2].partition("</script>")[0]
    paged = json.loads(text)
    lines = path.read_bytes().splitlines()
    rows = [row for batch in batches(lines, "responses", rates=RATES) for row in batch.to_pylist()]
    (total,) = [row for batch in batches(lines, "calls", rates=RATES) for row in batch.to_pylist()]

    spans = {dict(span.attributes or {})["gen_ai.response.id"]: span for span in collected.named("chat")}
    of_page = {turn["response_id"]: turn for turn in paged["turns"] if turn["response_id"]}
    of_inspect = {turn["response_id"]: turn for turn in inspected["turns"] if turn["response_id"]}
    assert len(rows) == len(spans) == len(of_page) == len(of_inspect)
    for row in rows:
        name = row["response_id"]
        attributes = dict(spans[name].attributes or {})
        assert of_page[name] == {key: value for key, value in of_inspect[name].items() if key != "file"}
        for count in ("input_tokens", "output_tokens"):
            assert row[count] == of_page[name][count] == attributes.get(f"gen_ai.usage.{count}")
        if row["cost"] is None:
            assert of_page[name]["cost"] is None
            assert "realtime.cost" not in attributes
        else:
            assert row["cost"] == Decimal(of_page[name]["cost"]) == Decimal(str(attributes["realtime.cost"]))
            assert f"  cost        {of_page[name]['cost']}\n" in shown
        for kind in ("speech_to_text", "speech_to_audio", "request_to_text", "request_to_audio"):
            assert row[f"{kind}_s"] == of_page[name][kind] == attributes.get(f"realtime.{kind}")
            if row[f"{kind}_s"] is not None:
                origin, _, first = kind.partition("_to_")
                assert f"{row[f'{kind}_s']:.3f} s from {origin} to first {first}" in shown
        if row["finished_at_s"] is not None:
            assert (spans[name].end_time or 0) / 1e9 == pytest.approx(
                total["started_at"].timestamp() + row["finished_at_s"], abs=1e-5
            )
    sums = collected.sums()
    facts = paged["facts"]
    assert facts == {name: value for name, value in inspected["recordings"][0].items() if name != "file"}
    assert total["total_tokens"] == facts["total_tokens"]
    assert sums.get("gen_ai.client.token.usage", (0,))[0] == (total["input_tokens"] or 0) + (
        total["output_tokens"] or 0
    )
    assert (inspected["totals"]["usage"] or {}).get("total_tokens") == total["total_tokens"]
    assert total["cost"] == (None if facts["cost"] is None else Decimal(facts["cost"]))
    if facts["cost"] is not None and rows:
        assert sums["realtime.client.cost"][0] == pytest.approx(float(facts["cost"]))
    assert (total["interruptions"], total["errors"]) == (facts["interruptions"], facts["errors"])
    assert sums.get("realtime.client.interruptions", (0,))[0] == facts["interruptions"]
    assert sums.get("realtime.client.errors", (0,))[0] == facts["errors"]
    if total["duration_s"] is not None:
        assert total["duration_s"] == facts["duration"] == pytest.approx(sums["realtime.client.session.duration"][0])
    calls = [row for batch in batches(lines, "function_calls") for row in batch.to_pylist()]
    durations = [call["duration_s"] for call in calls]
    assert durations == [call["duration"] for call in paged["calls"]]
    assert durations == [call["duration"] for call in inspected["function_calls"]]
    known = [duration for duration in durations if duration is not None]
    assert sums.get("gen_ai.execute_tool.duration", (0, 0)) == (pytest.approx(sum(known)), len(known))
    return len(rows)


class Received:
    """Requests of OTLP that a collector has taken."""

    def __init__(self) -> None:
        self.messages: list[Any] = []

    def take(self, message: Any) -> None:
        self.messages.append(message)

    @property
    def spans(self) -> list[Any]:
        return [
            span
            for message in self.messages
            for resource in getattr(message, "resource_spans", ())
            for scope in resource.scope_spans
            for span in scope.spans
        ]

    @property
    def metrics(self) -> set[str]:
        return {
            metric.name
            for message in self.messages
            for resource in getattr(message, "resource_metrics", ())
            for scope in resource.scope_metrics
            for metric in scope.metrics
        }


@contextmanager
def http_receiver(received: Received) -> Iterator[str]:
    """Receive OTLP over HTTP on loopback; yield its URL."""
    from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
    from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            kind = ExportTraceServiceRequest if self.path == "/v1/traces" else ExportMetricsServiceRequest
            message = kind()
            message.ParseFromString(self.rfile.read(int(self.headers["Content-Length"])))
            received.take(message)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def grpc_receiver(received: Received) -> Iterator[str]:
    """Receive OTLP over gRPC on loopback; yield its URL."""
    grpc = pytest.importorskip("grpc")
    from opentelemetry.proto.collector.metrics.v1 import metrics_service_pb2, metrics_service_pb2_grpc
    from opentelemetry.proto.collector.trace.v1 import trace_service_pb2, trace_service_pb2_grpc

    class Traces(trace_service_pb2_grpc.TraceServiceServicer):
        def Export(self, request: Any, context: object) -> Any:  # noqa: N802
            received.take(request)
            return trace_service_pb2.ExportTraceServiceResponse()

    class Metrics(metrics_service_pb2_grpc.MetricsServiceServicer):
        def Export(self, request: Any, context: object) -> Any:  # noqa: N802
            received.take(request)
            return metrics_service_pb2.ExportMetricsServiceResponse()

    server = grpc.server(ThreadPoolExecutor(2))
    add: Any = trace_service_pb2_grpc.add_TraceServiceServicer_to_server
    add(Traces(), server)
    add = metrics_service_pb2_grpc.add_MetricsServiceServicer_to_server
    add(Metrics(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.stop(None).wait()


def export(protocol: str, url: str) -> None:
    """Emit the conversation with the exporters of one protocol, as a program does."""
    module = f"opentelemetry.exporter.otlp.proto.{protocol}"
    traces = pytest.importorskip(f"{module}.trace_exporter").OTLPSpanExporter
    metrics = pytest.importorskip(f"{module}.metric_exporter").OTLPMetricExporter
    paths = ("/v1/traces", "/v1/metrics") if protocol == "http" else ("", "")
    tracers = TracerProvider()
    tracers.add_span_processor(SimpleSpanProcessor(traces(endpoint=f"{url}{paths[0]}")))
    meters = MeterProvider([PeriodicExportingMetricReader(metrics(endpoint=f"{url}{paths[1]}"), 3_600_000)])
    Telemetry(tracer_provider=tracers, meter_provider=meters, rates=RATES).record(conversation().recording)
    meters.shutdown()
    tracers.shutdown()


@pytest.mark.parametrize(("protocol", "receiver"), [("http", http_receiver), ("grpc", grpc_receiver)])
def test_is_received_over_otlp(protocol: str, receiver: Callable[[Received], AbstractContextManager[str]]) -> None:
    received = Received()
    with receiver(received) as url:
        export(protocol, url)
    assert {span.name.partition(" ")[0] for span in received.spans} == {"session", "turn", "chat", "execute_tool"}
    assert len({span.trace_id for span in received.spans}) == 1
    assert {"gen_ai.client.token.usage", "realtime.client.time_to_first_audio"} <= received.metrics


def test_dashboard_shows_metrics_that_exist() -> None:
    collected = Collected(rates=RATES)
    call = conversation()
    cached = usage(100, 5)
    cached["input_token_details"]["cached_tokens"] = 50
    call.lines.insert(-1, {})
    call.respond(9.6, "resp_5", "Bye", tokens=cached)
    collected.telemetry.record(Recording.from_events([line for line in call.lines if line]))
    # As Prometheus names them: dots become underscores, units and kinds are appended.
    known = {re.sub(r"\W", "_", name) for name in collected.metrics}
    dashboard = json.loads((ROOT / "docs" / "grafana" / "realtime-client.json").read_text(encoding="utf-8"))
    expressions = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
    named = {
        name
        for expr in expressions
        for name in re.findall(r"\b((?:gen_ai|realtime)_client_\w+|gen_ai_execute_\w+)", expr)
    }
    assert len(named) >= 8
    for name in named:
        assert re.sub(r"(_seconds)?(_total|_bucket|_sum|_count)$", "", name) in known, name


def test_core_imports_no_telemetry() -> None:
    code = """
import sys
import realtime_client as rt
from realtime_client.testing import LocalServer
with LocalServer(["Good morning."]) as server:
    with rt.RealtimeClient(base_url=server.url).connect_sync(model="m", record="/dev/null") as connection:
        connection.respond()
assert not {"opentelemetry.trace", "pyarrow", "pydantic"} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.metrics", None)
    with pytest.raises(ModuleNotFoundError, match=r"install realtime-voice-sdk\[telemetry\]"):
        Telemetry()
