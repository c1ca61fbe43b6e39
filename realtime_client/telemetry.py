"""OpenTelemetry spans and metrics of sessions, live or from a recording; needs the extra ``[telemetry]``.

Names and attributes are those of the OpenTelemetry conventions for generative AI. What they lack begins with
``gen_ai.voice.`` where the instrumentation of azure-ai-voicelive has a name for it, and else with ``realtime.``.
Nothing is emitted unless a `Telemetry` is asked for, and no content unless that is asked for as well.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from ._version import __version__
from .recordings import Connection, FunctionCall, Recording, ServerErrorAt, Turn
from .recordings.facts import RatesByModel, tokens, turn_price
from .recordings.timeline import Fact, Timeline

if TYPE_CHECKING:
    from opentelemetry.metrics import MeterProvider
    from opentelemetry.trace import Span, TracerProvider

__all__ = ["Telemetry"]

_logger: Final = logging.getLogger("realtime_client")
_SCOPE: Final = "realtime_client"
_FAILURE: Final = "telemetry of a session could not be emitted"
# Boundaries in seconds, and in tokens, as the conventions have them.
_SECONDS: Final = (0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92)
_TOKENS: Final = (1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864)
_MODALITIES: Final = (
    ("input", "text", "input_text_tokens"),
    ("input", "audio", "input_audio_tokens"),
    ("input", "image", "input_image_tokens"),
    ("output", "text", "output_text_tokens"),
    ("output", "audio", "output_audio_tokens"),
)


class Telemetry:
    """Emits spans and metrics: ``connect(telemetry=Telemetry())``, or afterwards ``Telemetry().record(recording)``.

    Spans: ``session``, in it ``turn user`` and ``turn assistant``, in the latter ``chat MODEL`` for the response and
    ``execute_tool NAME`` for each function call. They are emitted when they are complete, with the times of the events.

    Args:
        tracer_provider: Provider of the tracer; None for the global one.
        meter_provider: Provider of the meter; None for the global one.
        rates: Rates for the cost, or those of each model by its name; None emits none.
        capture_content: Whether spans carry what was said, and arguments and outputs of functions.
        provider_name: Value of ``gen_ai.provider.name``.
        attributes: Further attributes of every span and metric.

    Raises:
        ModuleNotFoundError: The extra ``[telemetry]`` is not installed.
    """

    def __init__(
        self,
        *,
        tracer_provider: TracerProvider | None = None,
        meter_provider: MeterProvider | None = None,
        rates: RatesByModel = None,
        capture_content: bool = False,
        provider_name: str = "openai",
        attributes: Mapping[str, str | int | float | bool] | None = None,
    ) -> None:
        try:
            self._trace: Any = import_module("opentelemetry.trace")
            metrics: Any = import_module("opentelemetry.metrics")
        except ModuleNotFoundError as error:
            raise ModuleNotFoundError(
                "install realtime-voice-sdk[telemetry] to emit telemetry", name=error.name
            ) from None
        self._tracer = self._trace.get_tracer(_SCOPE, __version__, tracer_provider)
        self._rates = rates
        self._captures_content = capture_content
        self._attributes = {"gen_ai.provider.name": provider_name, **(attributes or {})}
        self._metrics = _Metrics(metrics.get_meter(_SCOPE, __version__, meter_provider))

    def __repr__(self) -> str:
        return f"Telemetry(capture_content={self._captures_content})"

    def record(self, recording: Recording) -> None:
        """Emit the spans and metrics of a recorded session, with the times of the recording.

        A recording without times is placed at the beginning of 1970.
        """
        header = {**recording.header, "time": recording.started_at or 0.0, "model": recording.model}
        session = _Session(self, header)
        session.id = recording.session_id
        facts: list[tuple[float, Fact]] = [
            *((turn.start or 0.0, turn) for turn in recording.turns),
            *((error.at or 0.0, error) for error in recording.errors if error not in _of_turns(recording)),
            *((change.at or 0.0, change) for change in recording.connections),
        ]
        for _, fact in sorted(facts, key=lambda each: each[0]):
            if not (isinstance(fact, Connection) and fact.state == "closed"):
                session.take(fact)
        session.end(recording.duration)

    def follow(self, header: Mapping[str, Any], timeline: Timeline) -> Callable[[Fact], object]:
        """Return what takes each fact of a session that is going on.

        Args:
            header: What is known of the session at its beginning: time, model, URL.
            timeline: Its timeline.
        """
        # Telemetry that fails must not end a call.
        try:
            session = _Session(self, header)
        except Exception:
            _logger.exception(_FAILURE)
            return _ignore

        @_logged()
        def take(fact: Fact) -> None:
            session.id = timeline.session_id
            if isinstance(fact, Connection) and fact.state == "closed":
                session.close_at = fact.at or timeline.duration
            else:
                session.take(fact)

        @_logged()
        def end() -> None:
            session.end(session.close_at or timeline.duration)

        timeline.on_close = end
        return take


@contextmanager
def _logged() -> Iterator[None]:
    """Log what is raised by tracers, meters and what is behind them."""
    try:
        yield
    except Exception:
        _logger.exception(_FAILURE)


def _ignore(fact: Fact) -> None:
    """Take a fact of a session whose telemetry could not begin."""


def _of_turns(recording: Recording) -> list[ServerErrorAt]:
    """Return the errors that belong to a turn, and are counted with it."""
    return [turn.error for turn in recording.turns if turn.error is not None]


class _Metrics:
    """Instruments."""

    def __init__(self, meter: Any) -> None:
        def seconds(name: str, description: str) -> Any:
            return meter.create_histogram(name, "s", description, explicit_bucket_boundaries_advisory=_SECONDS)

        self.duration = seconds("gen_ai.client.operation.duration", "Duration of a response.")
        self.first_chunk = seconds(
            "gen_ai.client.operation.time_to_first_chunk", "Time from a request to its first piece."
        )
        self.tokens = meter.create_histogram(
            "gen_ai.client.token.usage",
            "{token}",
            "Input and output tokens of a response.",
            explicit_bucket_boundaries_advisory=_TOKENS,
        )
        self.tool = seconds("gen_ai.execute_tool.duration", "Time from a function call to its output.")
        self.first_text = seconds("realtime.client.time_to_first_text", "Time to the first text of a response.")
        self.first_audio = seconds("realtime.client.time_to_first_audio", "Time to the first audio of a response.")
        self.session = seconds("realtime.client.session.duration", "Duration of a session.")
        self.modality = meter.create_counter("realtime.client.tokens", "{token}", "Tokens by modality.")
        self.cached = meter.create_counter("realtime.client.cached_tokens", "{token}", "Input tokens from the cache.")
        self.cost = meter.create_counter("realtime.client.cost", "{currency}", "Cost of responses.")
        self.interruptions = meter.create_counter(
            "realtime.client.interruptions", "{interruption}", "Responses that the user cut off."
        )
        self.reconnects = meter.create_counter(
            "realtime.client.reconnects", "{reconnect}", "Times that a connection was opened again."
        )
        self.errors = meter.create_counter("realtime.client.errors", "{error}", "Errors that the server reported.")


class _Session:
    """One session while its facts arrive."""

    def __init__(self, telemetry: Telemetry, header: Mapping[str, Any]) -> None:
        self._telemetry = telemetry
        self._trace = telemetry._trace
        self._metrics = telemetry._metrics
        time = header.get("time")
        self._begun = round((time if isinstance(time, int | float) else 0.0) * 1e9)
        self._model = header.get("model")
        self._late: dict[int, tuple[FunctionCall, Any]] = {}
        self._responses = self._interruptions = self._mcp_calls = 0
        self.id: str | None = None
        self.close_at: float | None = None
        attributes = {"gen_ai.operation.name": "session", **self._common(self._model), **_server(header.get("url"))}
        self._span: Span = telemetry._tracer.start_span(
            "session", kind=self._trace.SpanKind.CLIENT, attributes=attributes, start_time=self._begun
        )
        self._context = self._trace.set_span_in_context(self._span)

    def take(self, fact: Fact) -> None:
        if isinstance(fact, Turn):
            self._turn(fact)
        elif isinstance(fact, FunctionCall):
            late = self._late.pop(id(fact), None)
            if late is not None:
                self._call(*late)
        elif isinstance(fact, ServerErrorAt):
            self._metrics.errors.add(1, {**self._common(self._model), "error.type": _error_type(fact)})
            self._span.add_event("error", {"error.type": _error_type(fact)}, self._time(fact.at))
        else:
            self._span.add_event(f"connection {fact.state}", _known({"code": fact.code}), self._time(fact.at))
            if fact.state == "reopened":
                self._metrics.reconnects.add(1, self._common(self._model))

    def end(self, at: float) -> None:
        """End the session, and what had not ended in it."""
        for call, context in self._late.values():
            self._call(call, context)
        self._late.clear()
        if self.id is not None:
            self._span.set_attribute("gen_ai.conversation.id", self.id)
            self._span.set_attribute("gen_ai.voice.session_id", self.id)
        self._span.set_attribute("gen_ai.voice.turn_count", self._responses)
        self._span.set_attribute("gen_ai.voice.interruption_count", self._interruptions)
        self._span.set_attribute("gen_ai.voice.mcp.call_count", self._mcp_calls)
        self._metrics.session.record(at, self._common(self._model))
        self._span.end(self._time(at))

    def _time(self, at: float | None) -> int:
        return self._begun + round((at or 0.0) * 1e9)

    def _common(self, model: Any) -> dict[str, Any]:
        return {**self._telemetry._attributes, **_known({"gen_ai.request.model": model})}

    def _turn(self, turn: Turn) -> None:
        attributes = {
            "realtime.turn.number": turn.number,
            "realtime.turn.role": turn.role,
            "realtime.turn.is_spoken": turn.is_spoken,
            "realtime.turn.is_interrupted": turn.is_interrupted,
            **_known({"realtime.turn.heard": turn.heard}),
            **self._telemetry._attributes,
        }
        if self._telemetry._captures_content and turn.role == "user":
            attributes["gen_ai.input.messages"] = _messages("user", turn.text)
        span = self._start(f"turn {turn.role}", self._context, turn.start, attributes)
        if turn.response_id is not None:
            context = self._trace.set_span_in_context(span)
            self._response(turn, context)
            for call in turn.calls:
                if call.answered_at is None:
                    self._late[id(call)] = (call, context)
                else:
                    self._call(call, context)
        elif turn.error is not None:
            self._fail(span, turn.error)
            self._metrics.errors.add(1, {**self._common(turn.model), "error.type": _error_type(turn.error)})
        span.end(max(self._time(turn.end), self._time(turn.start)))

    def _response(self, turn: Turn, context: Any) -> None:
        common = {"gen_ai.operation.name": "chat", **self._common(turn.model)}
        failure = {} if turn.error is None else {"error.type": _error_type(turn.error)}
        counts = tokens(turn.usage)
        cost = turn_price(turn, self._telemetry._rates)
        causes = (turn.requested_at, turn.speech_ended_at, turn.created_at)
        begun = next((each for each in causes if each is not None), None)
        firsts = [each for each in (turn.first_text_at, turn.first_audio_at) if each is not None]
        first = min(firsts) - begun if firsts and begun is not None else None
        attributes = {
            **common,
            **failure,
            "gen_ai.response.id": turn.response_id,
            "gen_ai.response.finish_reasons": [turn.stop_reason or turn.status or "unknown"],
            "gen_ai.output.type": "speech" if turn.is_spoken else "text",
            **_known(
                {
                    "gen_ai.usage.input_tokens": counts["input_tokens"],
                    "gen_ai.usage.output_tokens": counts["output_tokens"],
                    "gen_ai.usage.cache_read.input_tokens": counts["cached_tokens"],
                    **{f"realtime.usage.{name}": counts[name] for _, _, name in _MODALITIES},
                    "gen_ai.voice.first_token_latency_ms": None if first is None else round(first * 1e3, 3),
                    "realtime.cost": None if cost is None else f"{cost:f}",
                    "realtime.speech_to_text": turn.speech_to_text,
                    "realtime.speech_to_audio": turn.speech_to_audio,
                    "realtime.request_to_text": turn.request_to_text,
                    "realtime.request_to_audio": turn.request_to_audio,
                }
            ),
        }
        if self._telemetry._captures_content:
            attributes["gen_ai.output.messages"] = _messages("assistant", turn.text)
        name = f"chat {turn.model}" if turn.model else "chat"
        span = self._start(name, context, begun, attributes, self._trace.SpanKind.CLIENT)
        if turn.error is not None:
            self._fail(span, turn.error)
            self._metrics.errors.add(1, {**self._common(turn.model), **failure})
        span.end(max(self._time(turn.finished_at), self._time(begun)))
        metrics = self._metrics
        if turn.finished_at is not None and begun is not None:
            metrics.duration.record(turn.finished_at - begun, {**common, **failure})
        if first is not None:
            metrics.first_chunk.record(first, common)
        for origin in ("speech", "request"):
            for kind, instrument in (("text", metrics.first_text), ("audio", metrics.first_audio)):
                value = getattr(turn, f"{origin}_to_{kind}")
                if value is not None:
                    instrument.record(value, {**common, "realtime.origin": origin})
        for kind in ("input", "output"):
            if (count := counts[f"{kind}_tokens"]) is not None:
                metrics.tokens.record(count, {**common, "gen_ai.token.type": kind})
        for kind, modality, name in _MODALITIES:
            if count := counts[name]:
                metrics.modality.add(count, {**common, "gen_ai.token.type": kind, "realtime.modality": modality})
        if cached := counts["cached_tokens"]:
            metrics.cached.add(cached, common)
        if cost is not None:
            metrics.cost.add(float(cost), common)
        self._responses += 1
        if turn.is_interrupted:
            self._interruptions += 1
            metrics.interruptions.add(1, common)

    def _call(self, call: FunctionCall, context: Any) -> None:
        name = call.name or "unknown"
        failure = {} if call.error is None else {"error.type": call.error.partition(":")[0] or "error"}
        attributes = {
            "gen_ai.operation.name": "execute_tool",
            "gen_ai.tool.name": name,
            "gen_ai.tool.type": "function" if call.server_label is None else "extension",
            **_known({"gen_ai.tool.call.id": call.call_id, "gen_ai.voice.mcp.server_label": call.server_label}),
            **failure,
            **self._telemetry._attributes,
        }
        if self._telemetry._captures_content:
            attributes["gen_ai.tool.call.arguments"] = call.arguments
            attributes |= _known({"gen_ai.tool.call.result": call.output})
        self._mcp_calls += call.server_label is not None
        span = self._start(f"execute_tool {name}", context, call.called_at, attributes)
        if call.error is not None:
            span.set_status(self._trace.StatusCode.ERROR)
        span.end(self._time(call.called_at if call.answered_at is None else call.answered_at))
        if call.duration is not None:
            shared = {"gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": name, **failure}
            self._metrics.tool.record(call.duration, {**shared, **self._telemetry._attributes})

    def _start(
        self, name: str, context: Any, at: float | None, attributes: Mapping[str, Any], kind: Any = None
    ) -> Span:
        span: Span = self._telemetry._tracer.start_span(
            name,
            context=context,
            kind=self._trace.SpanKind.INTERNAL if kind is None else kind,
            attributes=attributes,
            start_time=self._time(at),
        )
        return span

    def _fail(self, span: Span, error: ServerErrorAt) -> None:
        span.set_status(self._trace.StatusCode.ERROR, error.code or error.type or "error")


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _error_type(error: ServerErrorAt) -> str:
    return error.code or error.type or "_OTHER"


def _messages(role: str, text: str) -> str:
    return json.dumps([{"role": role, "parts": [{"type": "text", "content": text}]}], ensure_ascii=True)


def _server(url: Any) -> dict[str, Any]:
    """Return the address of the server."""
    parts = urlsplit(url) if isinstance(url, str) else None
    if parts is None or parts.hostname is None:
        return {}
    return {"server.address": parts.hostname, "server.port": parts.port or (443 if parts.scheme == "wss" else 80)}
