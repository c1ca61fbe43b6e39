"""The page of recordings in a headless browser: rendering, clicking, sound, large recordings, hostile text."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.calls import write_calls
from realtime_client import Rates
from realtime_client.recordings import Recording
from realtime_client.recordings.facts import turn_facts
from realtime_client.recordings.page import write_page

from .support import Call, usage

if TYPE_CHECKING:
    from selenium.webdriver import Chrome
    from selenium.webdriver.remote.webelement import WebElement

RATES = Rates(text_input="4.00", audio_output="64.00", text_output="16", audio_input="32", text_cached="1")


def save(folder: Path, *recordings: Recording, rates: Rates | None = RATES) -> str:
    """Write a page, and return its address."""
    path = folder / "report.html"
    with path.open("w", encoding="utf-8") as stream:
        write_page([(f"call {number}.jsonl", each) for number, each in enumerate(recordings, 1)], stream, rates)
    return path.as_uri()


def find(browser: Chrome | WebElement, selector: str) -> list[WebElement]:
    from selenium.webdriver.common.by import By

    return browser.find_elements(By.CSS_SELECTOR, selector)


def texts(browser: Chrome | WebElement, selector: str) -> list[str]:
    return [each.text for each in find(browser, selector)]


def open_page(browser: Chrome, address: str) -> None:
    browser.get_log("browser")  # type: ignore[no-untyped-call]
    browser.get(address)
    assert find(browser, "body[data-ready=true]")
    entries = browser.get_log("browser")  # type: ignore[no-untyped-call]
    assert [entry for entry in entries if entry["level"] == "SEVERE"] == []


def conversation() -> Call:
    call = Call().microphone(2.0, 1.5).speak(1.0, 2.0, "item_1", "Is there a table?", 0.2)
    call.respond(2.3, "resp_1", "", calls=(("call_1", "find_table", '{"guests": 2}'),), tokens=usage(100, 5))
    output = {"type": "function_call_output", "call_id": "call_1", "output": '{"table": 4}'}
    call.client(3.0, "conversation.item.create", item=output).client(3.0, "response.create")
    call.respond(3.2, "resp_2", "Yes, by the window.", 4.0, tokens=usage(200, 50))
    call.speak(5.0, 6.0, "item_2", "Lovely")
    call.server(5.1, "conversation.item.truncated", item_id="item_resp_2", content_index=0, audio_end_ms=1_500)
    call.server(6.5, "error", error={"type": "server_error", "message": "It broke."})
    return call


def test_shows_both_sides_with_latency_and_cost(browser: Chrome, tmp_path: Path) -> None:
    recording = conversation().recording
    open_page(browser, save(tmp_path, recording))
    rows = [[cell.text for cell in find(row, "td")] for row in find(browser, "tr.turn")]
    assert [row[1:3] for row in rows] == [
        ["user", "Is there a table?"],
        ["assistant", ""],
        ["assistant", "Yes, by the window. [interrupted]"],
        ["user", "Lovely"],
    ]
    assert rows[2][:2] == ["0:03.400", "assistant"]
    assert rows[2][3:] == ["0.400 s", "0.300 s", "200", "50", "0.004"]
    (call,) = find(browser, "tr.call")
    cells = [cell.text for cell in find(call, "td")]
    assert cells[1:4] == ["call", 'find_table {"guests": 2} → {"table": 4}', "0.200 s"]
    facts = dict(line.rsplit(" ", 1) for line in texts(browser, ".fact"))
    assert facts["tokens"] == "355"
    assert facts["cost"] == str(recording.cost(RATES))
    assert (facts["interruptions"], facts["errors"]) == ("1", "1")
    assert len(find(browser, ".lane.user .bit")) == 2
    assert len(find(browser, ".lane.assistant .bit")) == 2
    assert len(find(browser, ".lane.calls .bit")) == 1
    assert len(find(browser, ".lane.marks .bit")) == 2


def test_click_shows_json(browser: Chrome, tmp_path: Path) -> None:
    recording = conversation().recording
    open_page(browser, save(tmp_path, recording))
    (detail,) = find(browser, ".detail")
    row = next(each for each in find(browser, ".events .row") if "input_audio_buffer.speech_started" in each.text)
    row.click()
    assert json.loads(detail.text)["item_id"] == "item_1"
    find(browser, "tr.turn")[2].click()
    shown = json.loads(detail.text)
    expected = turn_facts(recording.turns[2], RATES)
    assert shown == {**expected, "cost": str(expected["cost"])}
    find(browser, "tr.call")[0].click()
    assert json.loads(detail.text)["output"] == '{"table": 4}'
    browser.execute_script("document.querySelector('.lane.marks .bit.bad').click()")
    assert json.loads(detail.text)["text"] == "server_error: It broke."
    assert texts(browser, ".position") == ["0:06.500"]


def test_sound_is_played_in_time(browser: Chrome, tmp_path: Path) -> None:
    from selenium.webdriver.support.wait import WebDriverWait

    open_page(browser, save(tmp_path, conversation().recording))
    script = """
        const done = arguments[0];
        const text = document.querySelector("script.sound").textContent;
        wav(text, 8000).arrayBuffer().then((buffer) => {
          const samples = new Int16Array(buffer, 44);
          done([samples.length / 16000, samples[2 * 16000 - 8000], samples[2 * 32000 + 1], samples[2 * 32000]]);
        });
    """
    length, user, assistant, silent = browser.execute_async_script(script)
    assert length == pytest.approx(4.9, abs=0.01)
    assert user == pytest.approx(16, abs=8)
    assert assistant == pytest.approx(32, abs=8)
    assert silent == 0
    (play,) = find(browser, "button.play")
    assert play.is_enabled()
    play.click()
    wait = WebDriverWait(browser, 30, poll_frequency=0.05)
    wait.until(lambda _: texts(browser, ".position") != ["0:00.000"])


def test_recording_without_audio_or_times_is_shown(browser: Chrome, tmp_path: Path) -> None:
    events = [line["event"] for line in conversation().lines[1:]]
    silent = [event for event in events if "audio" not in event["type"] or "transcript" in event["type"]]
    open_page(browser, save(tmp_path, Recording.from_events(silent), rates=None))
    assert not find(browser, "button.play")[0].is_enabled()
    assert texts(browser, "tr.turn .say")[-2] == "Yes, by the window. [interrupted]"
    assert find(browser, ".bit") == []


def test_several_recordings_stand_side_by_side(browser: Chrome, tmp_path: Path) -> None:
    browser.set_window_size(1400, 900)
    one, other = conversation().recording, Call().say(1.0, "Hi").respond(2.0, "resp_1", "Hello").recording
    open_page(browser, save(tmp_path, one, other))
    articles = find(browser, "article")
    assert [texts(article, "h2") for article in articles] == [["call 1.jsonl"], ["call 2.jsonl"]]
    assert articles[0].location["y"] == articles[1].location["y"]
    assert [len(find(article, "tr.turn")) for article in articles] == [4, 2]


def test_dark_and_light(browser: Chrome, tmp_path: Path) -> None:
    open_page(browser, save(tmp_path, conversation().recording))
    colours = {}
    for scheme in ("dark", "light"):
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        colours[scheme] = find(browser, "body")[0].value_of_css_property("background-color")
    assert colours == {"dark": "rgba(13, 17, 23, 1)", "light": "rgba(255, 255, 255, 1)"}


HOSTILE = [
    "</script><script>document.title = 'owned'</script>",
    "<img src=x onerror=\"document.title = 'owned'\">",
    "<!--<script>",
    "'\"><svg onload=\"document.title = 'owned'\">",
    "\u2028\u2029\ud800${document.title = 'owned'}",
    "</ScRiPt >]]>",
]


def test_hostile_text_is_inert(browser: Chrome, tmp_path: Path) -> None:
    call = Call()
    for number, text in enumerate(HOSTILE):
        call.say(float(number), text, f"item_{number}")
        call.respond(number + 0.2, f"resp_{number}{text}", text, calls=((f"c{number}", text, text),))
        call.server(number + 0.8, "error", error={"type": text, "message": text})
    call.lines[0]["model"] = HOSTILE[0]
    call.lines[1]["event"]["session"]["model"] = HOSTILE[1]
    path = tmp_path / "report.html"
    with path.open("w", encoding="utf-8") as stream:
        write_page([(HOSTILE[0], call.recording)], stream)
    open_page(browser, path.as_uri())
    for each in (*find(browser, "tr.turn"), *find(browser, "tr.call"), *find(browser, ".events .row")):
        browser.execute_script("arguments[0].click()", each)
    assert browser.title == "Recorded sessions"
    assert texts(browser, "h2") == [HOSTILE[0]]
    assert find(browser, "article img, article svg, article script") == []
    assert find(browser, "tr.turn .say")[0].text == HOSTILE[0]
    # Not even markup that found its way in would run.
    script = "document.body.insertAdjacentHTML('beforeend', \"<img src=x onerror='document.title = 1'>\")"
    browser.execute_script(script)
    assert browser.title == "Recorded sessions"


def test_page_needs_no_network(tmp_path: Path) -> None:
    save(tmp_path, conversation().recording)
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    for mark in ("http://", "https://", "src=", "@import", "fetch(", "XMLHttpRequest"):
        assert mark not in text


@pytest.mark.slow
def test_an_hour_is_shown(browser: Chrome, tmp_path: Path) -> None:
    """The page stays quick to open: few elements, and few strokes of each drawing."""
    (path,) = write_calls(tmp_path, range(1), minutes=60, sound=True)
    recording = Recording.open(path)
    assert recording.duration > 3_600
    open_page(browser, save(tmp_path, recording))
    assert len(find(browser, "tr.turn")) == len(recording.turns) > 500
    # Only rows in sight exist.
    assert len(find(browser, ".events .row")) < 100
    elements = browser.execute_script("return document.querySelectorAll('*').length")
    assert elements < 200 + 12 * (len(recording.turns) + len(recording.function_calls))
    draw = """
        const pen = CanvasRenderingContext2D.prototype, fill = pen.fillRect;
        let strokes = 0;
        pen.fillRect = function (...place) { strokes++; fill.apply(this, place); };
        dispatchEvent(new Event("resize"));
        pen.fillRect = fill;
        return [strokes, document.querySelector(".scroll").clientWidth];
    """
    strokes, width = browser.execute_script(draw)
    # A stroke for each column of pixels in sight, of each side that has sound.
    assert width < strokes <= 2 * width
    browser.execute_script("document.querySelector('.events').scrollTop = 1e9")
    script = "return document.querySelector('.events .row:last-child').textContent"
    from selenium.webdriver.support.wait import WebDriverWait

    wait = WebDriverWait(browser, 30, poll_frequency=0.05)
    wait.until(lambda _: "response.done" in browser.execute_script(script))


def test_page_has_the_facts_of_the_recording() -> None:
    recording = conversation().recording
    stream = io.StringIO()
    write_page([("a", recording)], stream, RATES)
    text = stream.getvalue().partition('class="recording">')[2].partition("</script>")[0]
    data: dict[str, Any] = json.loads(text)
    assert [turn["cost"] for turn in data["turns"]] == [None, "0.00072", "0.004", None]
    assert Decimal(data["facts"]["cost"]) == recording.cost(RATES)
    assert data["facts"]["total_tokens"] == recording.usage.total_tokens
