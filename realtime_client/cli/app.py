"""The subcommands and their options."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from .._decode.dialects import Dialect
from .._version import __version__
from ..recordings.reader import read_all
from .presentation import one_line, printable, show
from .rates import read_rates
from .summary import summarise

if TYPE_CHECKING:
    from ..recordings.facts import RatesByModel
    from .progress import Progress

__all__ = ["app"]

_INSPECT = """Explain recorded messages response by response, and sum up their usage.

A FILE holds JSON Lines, one message a line, or JSON documents: a message, several one after the other, or an array of
them. "-" is standard input. A message is an event of a server or a client, a response ("object" is
"realtime.response"), or an envelope {"dialect": ..., "event": ...} around one of these. An envelope with "rest" holds
the body of an HTTP reply and is skipped. Files are read as streams, so they may be large.

A response is shown as of response.done, or as "in progress" if the recording does not hold its end. Input that cannot
be read is reported as FILE:LINE on standard error; the rest is shown, and the exit code is 1.

\b
With --json, standard output is one JSON document:
  files       [{file, events, responses, skipped, problems}]
  responses   [{file, line, id, dialect, status, finished, stop_reason,
                error: {type, code, message} or null,
                output_text, text, transcript, messages: [string],
                function_calls: [{call_id, name, arguments, note}],
                mcp_calls: [{server_label, name, arguments, note, output,
                             error: {type, code, message} or null}],
                modalities: [string], voice,
                audio_format: {encoding, sample_rate} or null,
                usage: as the server counts, or null}]
  totals      {events, client_events, unknown_events: {type: count},
               responses, by_status: {status: count}, repeated, skipped,
               usage: the sum of all, or null}
  turns       [{file, number, role, is_spoken, start, end, text, status, ...}]
  function_calls  [{file, call_id, name, arguments, output, error, duration, ...}]
  recordings  [{file, id, model, started_at, duration, turns, ...}]
  problems    [{file, line or null, reason}]
  deviations  [{file, line, type, path, declared, found}], with --validate
Arguments are the string that the model wrote; a note gives the reason if it is not a JSON object. Times are seconds
from the beginning of the recording, latencies and durations seconds; a cost is a string.

--rates names a JSON file with the price of a million tokens of each kind, {"text_input": "4.00", "audio_output":
"64.00", ...}, or with such an object for each model. --html writes a page instead, with timeline, waveforms, playback
and events. --follow shows a recording that is still being written, until its connection is closed.
"""

_SERVE = """Run a server that speaks the protocol on loopback until it is interrupted. Needs the extra [server].

It speaks GA, beta and translation over WebSocket, and has all HTTP operations. Without a script it repeats the user's
words, as text or audible audio, and calls a function that the user mentions. With --voice it understands and speaks
English, without a key or a network; with --llm a chat model decides the answers. The first line of standard output is
its base URL, for OPENAI_BASE_URL, and the URL of its WebSocket.

After an interrupt, the exit code is 1 if a session differed from the script or the recording.
"""

_DEMO = """Hold a conversation and show it: spoken answers, a function call, an interruption, and a summary.

It connects to the server at --url, or to that of OPENAI_BASE_URL and OPENAI_API_KEY. If none is given, it starts a
server of its own, which needs the extra [server] and no key. It writes the audio of the answers to answers.wav, all
events to session.jsonl, for "inspect", and a page that shows them to session.html.
"""

_EXPORT = """Export recordings as tables: calls, turns, responses, function_calls, events. Needs the extra [tables].

A SOURCE is a recording, or a folder that holds some. The first table is written to --to, the others next to it:
calls.parquet, calls.turns.parquet. With .vcon, it is a folder with one vCon for each recording. What was exported
before is not read again: its parts are kept in a folder that ends in .parts. What cannot be read is reported on
standard error, the rest is exported, and the exit code is 1.
"""

# Files that are listed at most.
_LISTED = 16

# Plain help is the same on a terminal and in a pipe, and keeps the layout of the table above.
app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)


def _version(requested: bool) -> None:
    if requested:
        print(f"realtime-client {__version__}")
        raise typer.Exit


@app.callback(help="Tools for recorded sessions of the OpenAI Realtime API and servers that speak its protocol.")
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    for stream in (sys.stdout, sys.stderr):
        # Characters that the encoding lacks are shown by number.
        cast("io.TextIOWrapper", stream).reconfigure(errors="backslashreplace")


@app.command(help=_INSPECT, short_help="Explain recorded messages.")
def inspect(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Recordings; - is standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON document instead.")] = False,
    dialect: Annotated[Dialect | None, typer.Option(help="Dialect of all messages; recognised by default.")] = None,
    validate: Annotated[
        bool, typer.Option("--validate", help="Report every deviation from the specification as well.")
    ] = False,
    rates_file: Annotated[
        Path | None, typer.Option("--rates", metavar="FILE", help="JSON file with prices, to show the cost.")
    ] = None,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a page that shows the recordings.")] = None,
    follow: Annotated[bool, typer.Option("--follow", help="Show a recording that is still being written.")] = False,
) -> None:
    """Explain recorded messages."""
    from ..errors import RealtimeError
    from .progress import Progress

    try:
        rates = None if rates_file is None else read_rates(rates_file)
    except (RealtimeError, OSError, ArithmeticError, TypeError, ValueError) as error:
        print(f"realtime-client: {one_line(f'{rates_file}: {error}')}", file=sys.stderr)
        raise typer.Exit(2) from None
    if follow:
        from .watch import watch

        if len(files) != 1 or files == ["-"] or html is not None or as_json:
            raise typer.BadParameter("--follow takes one file, and neither --html nor --json")
        watch(Path(files[0]), dialect, rates)
        return
    with Progress(files) as progress:
        if html is not None:
            raise typer.Exit(_write_html(files, dialect, html, rates, progress))
        # Parts that rotation has added are read with the first.
        recordings = ((file, read_all(file, dialect, progress.add)) for file in files)
        summary = summarise(recordings, deviations=validate, follows=True, rates=rates)
    for problem in summary.problems:
        print(one_line(str(problem)), file=sys.stderr)
    try:
        if as_json:
            for part in summary.json_parts():
                sys.stdout.buffer.write(part.encode())
            sys.stdout.buffer.write(b"\n")
        else:
            show(summary, sys.stdout)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader closed the pipe, as `head` does. Buffered output must not be flushed at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise typer.Exit(1 if summary.problems else 0)


def _write_html(files: list[str], dialect: Dialect | None, html: Path, rates: RatesByModel, progress: Progress) -> int:
    """Write a page that shows recordings, and return the exit code."""
    from ..recordings import Problem, Recording
    from ..recordings.page import write_page

    recordings: list[tuple[str, Recording]] = []
    problems: list[Problem] = []
    for file in files:
        try:
            recordings.append((file, Recording.open(file, dialect=dialect, progress=progress.add)))
        except OSError as error:
            problems.append(Problem(file, None, error.strerror or str(error)))
        else:
            problems += recordings[-1][1].problems
    try:
        with html.open("w", encoding="utf-8", newline="\n") as stream:
            write_page(recordings, stream, rates)
    except OSError as error:
        problems.append(Problem(str(html), None, error.strerror or str(error)))
    else:
        print(one_line(html.absolute().as_uri()))
    for problem in problems:
        print(one_line(str(problem)), file=sys.stderr)
    return 1 if problems else 0


@app.command(help=_SERVE, short_help="Run a server for tests.")
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 for a free one.")] = 0,
    api_key: Annotated[
        str | None, typer.Option(envvar="REALTIME_SERVE_KEY", show_envvar=True, help="Key that clients must send.")
    ] = None,
    dialect: Annotated[
        Dialect | None,
        typer.Option(help="Dialect of all connections; by default, the one that each client requests."),
    ] = None,
    script: Annotated[str | None, typer.Option(metavar="FILE", help="YAML file with the responses and faults.")] = None,
    replay: Annotated[str | None, typer.Option(metavar="FILE", help="Recording to play to each client.")] = None,
    delay: Annotated[float, typer.Option(help="Seconds before each answer.")] = 0.2,
    pace: Annotated[float, typer.Option(help="Seconds between the events of an answer.")] = 0.02,
    profile: Annotated[
        str | None,
        typer.Option(help="Server to imitate, such as openai, azure, localai, vllm, speaches, hf or xai."),
    ] = None,
    strict: Annotated[bool, typer.Option(help="Refuse parameters that the contract does not know.")] = False,
    allow_origin: Annotated[
        list[str] | None,
        typer.Option(metavar="ORIGIN", help='Origin of web pages that may use the server; "*" for all. Repeatable.'),
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Number of processes that share the connections.")] = 1,
    max_sessions: Annotated[int | None, typer.Option(min=1, help="Maximum number of open sessions a worker.")] = None,
    max_frame: Annotated[int, typer.Option(min=1, help="Maximum size of a message in bytes.")] = 32 * 2**20,
    max_rate: Annotated[float | None, typer.Option(help="Maximum number of events per second of a client.")] = None,
    max_idle: Annotated[float | None, typer.Option(help="Maximum seconds without an event of a client.")] = None,
    voice: Annotated[
        bool, typer.Option("--voice", help="Recognise and speak English instead of tones; needs the extra [voice].")
    ] = False,
    llm: Annotated[
        str | None, typer.Option(metavar="URL", help="Base URL of a chat endpoint that decides the answers.")
    ] = None,
    llm_model: Annotated[str, typer.Option(help="Model of the chat endpoint.")] = "default",
    llm_key: Annotated[
        str | None, typer.Option(envvar="REALTIME_LLM_KEY", show_envvar=True, help="Key of the chat endpoint.")
    ] = None,
) -> None:
    """Run a server until it is interrupted or terminated."""
    from ..errors import RealtimeError
    from ..testing import Answerer, ChatAnswerer, Echo, Limits, LocalServer, Replay, Script, Voice, offline_voice

    if sum(source is not None for source in (script, replay, llm)) > 1:
        raise typer.BadParameter("give a script, a recording or a chat endpoint")
    try:
        answerer: Answerer = Echo(delay=delay, pace=pace)
        if script is not None:
            answerer = Script.from_file(script)
        elif replay is not None:
            answerer = Replay(replay)
        elif llm is not None:
            answerer = ChatAnswerer(llm, llm_model, api_key=llm_key)
        server = LocalServer(
            answerer,
            api_key=api_key,
            dialect=dialect,
            host=host,
            port=port,
            profile=cast("Any", profile),
            strict=strict,
            allow_origins="*" if "*" in (allow_origin or ()) else allow_origin or (),
            voice=offline_voice() if voice else Voice(),
            limits=Limits(
                sessions=max_sessions, frame_bytes=max_frame, events_per_second=max_rate, idle_seconds=max_idle
            ),
        )
        server.run(ready=lambda: print(f"{server.url}  {server.ws_url}", flush=True), workers=workers)
    except (RealtimeError, OSError, TypeError, ValueError) as error:
        print(f"realtime-client: {printable(str(error))}", file=sys.stderr)
        raise typer.Exit(2) from None
    try:
        server.check()
    except (AssertionError, RealtimeError) as error:
        # It may quote what a client has sent.
        print(printable(str(error)), file=sys.stderr)
        raise typer.Exit(1) from None


@app.command(help=_EXPORT, short_help="Export recordings as tables.")
def export(
    sources: Annotated[list[Path], typer.Argument(metavar="SOURCE...", help="Recordings, and folders of them.")],
    to: Annotated[Path, typer.Option(metavar="FILE", help="Path that ends in .parquet, .jsonl, .csv or .vcon.")],
    table: Annotated[
        list[str] | None, typer.Option("--table", metavar="TABLE", help="Table to export; repeatable. All by default.")
    ] = None,
    rates_file: Annotated[
        Path | None, typer.Option("--rates", metavar="FILE", help="JSON file with prices, to export the cost.")
    ] = None,
    workers: Annotated[int | None, typer.Option(help="Processes; one on each core by default.")] = None,
) -> None:
    """Export recordings as tables."""
    from ..errors import RealtimeError
    from ..tables import export as export_tables
    from .progress import ExportProgress

    try:
        rates = None if rates_file is None else read_rates(rates_file)
        with ExportProgress() as progress:
            report = export_tables(
                sources, to, tables=cast("Any", table), rates=rates, workers=workers, progress=progress.set
            )
    except (ModuleNotFoundError, RealtimeError, OSError, ArithmeticError, TypeError, ValueError) as error:
        print(f"realtime-client: {one_line(str(error))}", file=sys.stderr)
        raise typer.Exit(2) from None
    for file, reason in report.problems:
        print(f"{one_line(file)}: {one_line(reason)}", file=sys.stderr)
    print(f"{report.exported:,} exported, {report.skipped:,} exported before, {len(report.problems):,} problems")
    for path in report.paths if len(report.paths) <= _LISTED else [to]:
        print(one_line(str(path)))
    raise typer.Exit(1 if report.problems else 0)


@app.command(help=_DEMO, short_help="Hold a conversation and show it.")
def demo(
    url: Annotated[str | None, typer.Option(help="Base URL of a server.")] = None,
    model: Annotated[str | None, typer.Option(help="Model to talk to.")] = None,
    folder: Annotated[Path, typer.Option(help="Folder for the audio and the recording.")] = Path("demo"),
) -> None:
    """Hold a conversation and show it."""
    from ..errors import RealtimeError
    from .demo import run

    try:
        run(url, model, folder)
    except (RealtimeError, OSError) as error:
        print(f"realtime-client: {one_line(str(error))}", file=sys.stderr)
        raise typer.Exit(1) from None
