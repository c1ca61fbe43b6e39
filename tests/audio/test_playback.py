"""The playback clock: bytes, seconds, marks and real time become milliseconds heard."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realtime_client.audio import AudioFormat, PlaybackClock, Truncation, playback

PCM = AudioFormat("pcm16", 24_000)
ULAW = AudioFormat("g711_ulaw", 8_000)
MS = 48  # Bytes of one millisecond of PCM.


class FakeTime:
    """Time that passes when the test says so."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_new_clock_is_idle() -> None:
    clock = PlaybackClock()
    assert (clock.position, clock.pending_seconds, clock.is_playing, clock.current_item) == (0, 0, False, None)
    assert (clock.heard("a"), clock.received("a"), clock.pending_marks, clock.flush()) == (0, 0, [], [])
    assert not clock.is_realtime


def test_counts_bytes_across_items() -> None:
    clock = PlaybackClock()
    assert clock.hand_over("a", 0, 100 * MS, PCM)
    assert clock.hand_over("a", 1, 100 * MS, PCM)
    assert clock.hand_over("b", 0, 800, ULAW)
    assert clock.current_item == "a"
    assert clock.pending_seconds == pytest.approx(0.3)
    clock.played(150 * MS)
    assert (clock.heard("a"), clock.heard("a", 0), clock.heard("a", 1), clock.heard("a", 2)) == (150, 100, 50, 0)
    assert (clock.current_item, clock.heard("b")) == ("a", 0)
    clock.played(50 * MS)
    assert (clock.current_item, clock.is_playing) == ("b", True)
    clock.played(400)
    assert (clock.heard("b"), clock.received("b")) == (50, 100)
    assert clock.position == pytest.approx(0.25)


def test_counts_seconds_with_nothing_lost_to_rounding() -> None:
    clock = PlaybackClock()
    clock.hand_over("a", 0, 1_000 * MS, PCM)
    for _ in range(999):
        clock.played(seconds=0.001)
    assert clock.heard("a") == 999
    clock.played(seconds=0.000_01)
    assert clock.heard("a") == 999
    clock.played(seconds=0.000_99)
    assert (clock.heard("a"), clock.is_playing) == (1_000, False)


def test_heard_is_rounded_down() -> None:
    clock = PlaybackClock()
    clock.hand_over("a", 0, 10 * MS, PCM)
    clock.played(2 * MS - 1)
    assert clock.heard("a") == 1
    clock.played(1)
    assert clock.heard("a") == 2


def test_silence_played_while_nothing_is_pending_does_not_count() -> None:
    clock = PlaybackClock()
    clock.played(1_000)
    clock.played(seconds=5)
    clock.hand_over("a", 0, 10 * MS, PCM)
    assert clock.heard("a") == 0
    clock.played(1_000_000)
    assert clock.heard("a") == 10
    assert clock.position == pytest.approx(0.01)
    clock.hand_over("a", 0, 10 * MS, PCM)
    clock.played(seconds=60)
    clock.hand_over("a", 0, 10 * MS, PCM)
    assert (clock.heard("a"), clock.received("a")) == (20, 30)


def test_marks_count_what_stands_before_them() -> None:
    clock = PlaybackClock()
    clock.hand_over("a", 0, 20 * MS, PCM)
    first = clock.mark()
    clock.hand_over("a", 0, 20 * MS, PCM)
    clock.mark("second")
    clock.hand_over("a", 0, 20 * MS, PCM)
    third = clock.mark()
    assert clock.pending_marks == [first, "second", third]
    assert len({first, "second", third}) == 3
    assert clock.mark_reached(first)
    assert (clock.heard("a"), clock.pending_marks) == (20, ["second", third])
    assert not clock.mark_reached(first)
    assert clock.mark_reached(third)
    assert (clock.heard("a"), clock.pending_marks, clock.is_playing) == (60, [], False)
    assert not clock.mark_reached("second")


@pytest.mark.parametrize("amount", [{"byte_count": 20 * MS}, {"seconds": 0.02}])
def test_playing_up_to_a_mark_reaches_it(amount: dict[str, Any]) -> None:
    clock = PlaybackClock()
    clock.mark("before")
    clock.hand_over("a", 0, 10 * MS, PCM)
    clock.mark("middle")
    clock.hand_over("a", 0, 10 * MS, PCM)
    clock.mark("end")
    clock.hand_over("a", 0, 10 * MS, PCM)
    clock.played(**amount)
    assert (clock.heard("a"), clock.pending_marks) == (20, [])


def test_flush_names_what_was_cut_and_refuses_the_rest_of_it() -> None:
    clock = PlaybackClock()
    clock.hand_over("whole", 0, 10 * MS, PCM)
    clock.hand_over("cut", 1, 30 * MS, PCM)
    clock.mark("end of cut")
    clock.hand_over("unheard", 0, 30 * MS, PCM)
    clock.played(15 * MS)
    assert clock.flush() == [Truncation("cut", 1, 5), Truncation("unheard", 0, 0)]
    assert (clock.is_playing, clock.pending_seconds, clock.pending_marks) == (False, 0, [])
    assert [clock.heard(item) for item in ("whole", "cut", "unheard")] == [10, 5, 0]
    # Telephones return the marks that they discard.
    assert not clock.mark_reached("end of cut")
    for item, index in (("whole", 0), ("cut", 1), ("unheard", 0)):
        assert not clock.hand_over(item, index, MS, PCM)
    assert (clock.received("cut"), clock.is_playing, clock.flush()) == (30, False, [])
    assert clock.hand_over("next", 0, 10 * MS, PCM)
    clock.played(10 * MS)
    assert (clock.heard("next"), clock.heard("cut")) == (10, 5)


def test_handing_over_nothing_changes_nothing() -> None:
    clock = PlaybackClock()
    assert clock.hand_over("a", 0, 0, PCM)
    assert (clock.is_playing, clock.flush()) == (False, [])


def test_negative_numbers_are_refused() -> None:
    clock = PlaybackClock()
    with pytest.raises(ValueError, match="byte_count must not be negative, found -1"):
        clock.hand_over("a", 0, -1, PCM)
    clock.hand_over("a", 0, 4, PCM)
    for amount in (-1, float("inf"), float("nan")):
        with pytest.raises(ValueError, match="must be finite and not negative"):
            clock.played(amount)  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="must be finite and not negative"):
            clock.played(seconds=amount)
    with pytest.raises(ValueError, match="latency must not be negative"):
        PlaybackClock.realtime(latency=-1)


def test_real_time_is_assumed_from_handing_over() -> None:
    time = FakeTime()
    clock = PlaybackClock.realtime(time)
    assert clock.is_realtime
    time.now += 60
    clock.hand_over("a", 0, 100 * MS, PCM)
    clock.hand_over("a", 0, 100 * MS, PCM)
    assert clock.heard("a") == 0
    time.now += 0.15
    assert clock.heard("a") == 150
    assert clock.pending_seconds == pytest.approx(0.05)
    time.now += 10
    assert (clock.heard("a"), clock.is_playing) == (200, False)
    clock.hand_over("b", 0, 100 * MS, PCM)
    time.now += 0.02
    time.now -= 0.01  # A clock that was set back.
    assert clock.heard("b") == 10
    time.now -= 5
    assert clock.heard("b") == 10
    assert clock.flush() == [Truncation("b", 0, 10)]
    with pytest.raises(RuntimeError, match="assumes real time"):
        clock.played(1)


def test_latency_delays_the_first_sound_alone() -> None:
    time = FakeTime()
    clock = PlaybackClock.realtime(time, latency=0.2)
    clock.hand_over("a", 0, 100 * MS, PCM)
    time.now += 0.19
    clock.hand_over("a", 0, 100 * MS, PCM)
    assert clock.heard("a") == 0
    time.now += 0.06
    assert clock.heard("a") == 50
    time.now += 0.1
    assert clock.heard("a") == 150


def test_real_time_never_passes_a_mark_and_continues_from_it() -> None:
    time = FakeTime()
    clock = PlaybackClock.realtime(time)
    clock.hand_over("a", 0, 100 * MS, PCM)
    clock.mark("one")
    clock.hand_over("a", 0, 100 * MS, PCM)
    clock.mark("two")
    time.now += 0.15
    assert (clock.heard("a"), clock.current_item) == (100, "a")
    assert clock.mark_reached("one")
    time.now += 0.03
    assert clock.heard("a") == 130
    assert clock.mark_reached("two")
    assert clock.heard("a") == 200


def test_memory_is_bounded_and_pending_items_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(playback, "_KEPT_PARTS", 3)
    clock = PlaybackClock()
    clock.hand_over("pending", 0, 20 * MS, PCM)
    for number in range(10):
        clock.hand_over(f"empty {number}", 0, 0, PCM)
    clock.played(10 * MS)
    assert clock.flush() == [Truncation("pending", 0, 10)]
    for number in range(10):
        clock.hand_over(f"item {number}", 0, MS, PCM)
        clock.played(MS)
    assert (clock.heard("item 0"), clock.heard("item 7"), clock.heard("pending")) == (0, 1, 0)
    assert clock.position == pytest.approx(0.02)


def test_long_items_take_no_more_memory() -> None:
    clock = PlaybackClock()
    for _ in range(1_000):
        clock.hand_over("a", 0, MS, PCM)
    assert len(clock._pending) == 1
    assert clock.pending_seconds == pytest.approx(1)


FORMATS = [PCM, ULAW, AudioFormat("g711_alaw", 8_000), AudioFormat("pcm16", 44_100)]
KEYS = st.tuples(st.sampled_from("abc"), st.integers(0, 1))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("hand_over"), KEYS, st.integers(0, 5_000), st.sampled_from(FORMATS)),
        st.tuples(st.just("played"), st.integers(0, 7_000)),
        st.tuples(st.just("seconds"), st.floats(0, 0.2)),
        st.tuples(st.just("mark"), st.none() | st.sampled_from("xyz")),
        st.tuples(st.just("mark_reached"), st.sampled_from(["x", "y", "z", "mark-1", "mark-2"])),
        st.tuples(st.just("flush")),
        st.tuples(st.just("time"), st.floats(-0.1, 0.3)),
    ),
    max_size=40,
)


@given(steps=STEPS, realtime=st.booleans())
def test_heard_stays_between_zero_and_what_was_received(steps: list[Any], realtime: bool) -> None:
    time = FakeTime()
    clock = PlaybackClock.realtime(time, latency=0.05) if realtime else PlaybackClock()
    seen: dict[str, int] = dict.fromkeys("abc", 0)
    position = 0.0
    for kind, *values in steps:
        match kind:
            case "hand_over":
                (item, index), count, form = values
                clock.hand_over(item, index, count, form)
            case "played" if not realtime:
                clock.played(values[0])
            case "seconds" if not realtime:
                clock.played(seconds=values[0])
            case "mark":
                clock.mark(values[0])
            case "mark_reached":
                clock.mark_reached(values[0])
            case "flush":
                for cut in clock.flush():
                    assert cut.audio_end_ms == clock.heard(cut.item_id, cut.content_index)
                    assert cut.audio_end_ms <= clock.received(cut.item_id, cut.content_index)
                assert not clock.is_playing
            case "time":
                time.now += values[0]
        for item, before in seen.items():
            seen[item] = clock.heard(item)
            assert before <= seen[item] <= clock.received(item)
        assert clock.position >= position
        position = clock.position
        assert clock.pending_seconds >= 0
        assert clock.is_playing == (clock.pending_seconds > 0) == (clock.current_item is not None)


@given(
    chunks=st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 500), st.sampled_from(FORMATS)), max_size=8),
    played=st.lists(st.integers(0, 700), max_size=8),
)
def test_bytes_are_counted_exactly(chunks: list[Any], played: list[int]) -> None:
    clock = PlaybackClock()
    timeline: list[tuple[str, Fraction]] = []
    for item, count, form in chunks:
        clock.hand_over(item, 0, count, form)
        timeline += [(item, Fraction(1, form.bytes_per_second))] * count
    for count in played:
        clock.played(count)
    for item in "abc":
        expected = sum(seconds for name, seconds in timeline[: sum(played)] if name == item)
        assert clock.heard(item) == int(expected * 1_000)
