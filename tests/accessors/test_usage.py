"""Sums, cached share and cost of usages, and the rates of tokens."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypeAlias

import pytest
from attrs.exceptions import FrozenInstanceError

import realtime_client as rt
from realtime_client import models

Usage: TypeAlias = models.RealtimeResponseUsage | models.RealtimeBetaResponseUsage
Kind: TypeAlias = type[models.RealtimeResponseUsage] | type[models.RealtimeBetaResponseUsage]

RATES = rt.Rates(
    text_input="4",
    text_cached="0.40",
    text_output="16",
    audio_input=32,
    audio_cached=Decimal("0.4"),
    audio_output="64.00",
    image_input="5",
    image_cached="0.5",
)
SPOKEN: dict[str, Any] = {
    "total_tokens": 320,
    "input_tokens": 132,
    "output_tokens": 188,
    "input_token_details": {
        "text_tokens": 59,
        "audio_tokens": 73,
        "image_tokens": 0,
        "cached_tokens": 64,
        "cached_tokens_details": {"text_tokens": 0, "audio_tokens": 64, "image_tokens": 0},
    },
    "output_token_details": {"text_tokens": 41, "audio_tokens": 147},
}


@pytest.fixture(params=[models.RealtimeResponseUsage, models.RealtimeBetaResponseUsage], ids=["ga", "beta"])
def kind(request: pytest.FixtureRequest) -> Kind:
    chosen: Kind = request.param
    return chosen


def _usage(kind: Kind, text: int = 0, audio: int = 0, cached: Any = None, **cached_details: int) -> Usage:
    details = {"text_tokens": text, "audio_tokens": audio}
    more = {} if cached is None else {"cached_tokens": cached}
    more |= {"cached_tokens_details": cached_details} if cached_details else {}
    return kind.from_dict({"input_tokens": text + audio, "input_token_details": {**details, **more}})


def test_every_count_is_added(kind: Kind) -> None:
    usage = kind.from_dict(SPOKEN)
    both = usage + usage
    assert type(both) is kind
    assert both.to_dict() == {
        "total_tokens": 640,
        "input_tokens": 264,
        "output_tokens": 376,
        "input_token_details": {
            "text_tokens": 118,
            "audio_tokens": 146,
            "image_tokens": 0,
            "cached_tokens": 128,
            "cached_tokens_details": {"text_tokens": 0, "audio_tokens": 128, "image_tokens": 0},
        },
        "output_token_details": {"text_tokens": 82, "audio_tokens": 294},
    }
    assert usage.to_dict() == SPOKEN


def test_sum(kind: Kind) -> None:
    usages = [kind.from_dict(SPOKEN) for _ in range(3)]
    total = sum(usages, start=kind())
    assert total.to_dict()["total_tokens"] == 960
    assert sum(usages) == total
    assert sum(usages[:1]) == usages[0]


@pytest.mark.parametrize(
    ("first", "second", "total"),
    [
        ({}, {}, {}),
        ({"total_tokens": 1}, {}, {"total_tokens": 1}),
        ({}, {"total_tokens": 1}, {"total_tokens": 1}),
        ({"total_tokens": None}, {"total_tokens": 1}, {"total_tokens": 1}),
        ({"total_tokens": 1}, {"total_tokens": None}, {"total_tokens": 1}),
        ({"total_tokens": None}, {"total_tokens": None}, {"total_tokens": None}),
        (
            {"output_token_details": None},
            {"output_token_details": {"text_tokens": 1}},
            {"output_token_details": {"text_tokens": 1}},
        ),
        (
            {"output_token_details": {"text_tokens": 1}},
            {"output_token_details": {"audio_tokens": 2}},
            {"output_token_details": {"text_tokens": 1, "audio_tokens": 2}},
        ),
        # Undeclared counts are added as well.
        (
            {"novel_tokens": 1, "novel": {"a": 1}},
            {"novel_tokens": 2, "novel": {"a": 2, "b": 3}},
            {"novel_tokens": 3, "novel": {"a": 3, "b": 3}},
        ),
        # Other values are those of the first usage.
        ({"model": "a"}, {"model": "b"}, {"model": "a"}),
        ({"flag": True}, {"flag": True}, {"flag": True}),
    ],
)
def test_counts_that_only_one_has_are_kept(kind: Kind, first: Any, second: Any, total: Any) -> None:
    assert (kind.from_dict(first) + kind.from_dict(second)).to_dict() == total


def test_usages_of_both_dialects_add_up() -> None:
    beta, ga = models.RealtimeBetaResponseUsage.from_dict(SPOKEN), models.RealtimeResponseUsage.from_dict(SPOKEN)
    assert type(beta + ga) is models.RealtimeBetaResponseUsage
    assert type(ga + beta) is models.RealtimeResponseUsage
    assert (beta + ga).to_dict() == (ga + beta).to_dict()
    assert (beta + ga).total_tokens == 640
    mixed: list[Any] = [beta, ga, beta]
    assert sum(mixed).total_tokens == 960


@pytest.mark.parametrize("other", [1, 1.5, "usage", None, {}, models.RealtimeResponse()])
def test_other_values_cannot_be_added(kind: Kind, other: Any) -> None:
    with pytest.raises(TypeError, match="unsupported operand"):
        kind() + other
    with pytest.raises(TypeError):
        other + kind()


@pytest.mark.parametrize(
    ("data", "share"),
    [
        ({"input_tokens": 128, "input_token_details": {"cached_tokens": 64}}, 0.5),
        ({"input_tokens": 128, "input_token_details": {"cached_tokens": 0}}, 0.0),
        ({"input_tokens": 128, "input_token_details": {"cached_tokens": 128}}, 1.0),
        # Never more than 1, whatever a server counts.
        ({"input_tokens": 1, "input_token_details": {"cached_tokens": 2}}, 1.0),
        ({"input_tokens": 0, "input_token_details": {"cached_tokens": 0}}, None),
        ({"input_tokens": 128}, None),
        ({"input_tokens": 128, "input_token_details": None}, None),
        ({"input_tokens": 128, "input_token_details": {}}, None),
        ({"input_tokens": 128, "input_token_details": "many"}, None),
        ({"input_tokens": 128, "input_token_details": {"cached_tokens": None}}, None),
        ({"input_tokens": 128, "input_token_details": {"cached_tokens": True}}, None),
        ({"input_tokens": 128, "input_token_details": {"cached_tokens": "64"}}, None),
        ({"input_tokens": None, "input_token_details": {"cached_tokens": 64}}, None),
        ({"input_token_details": {"cached_tokens": 64}}, None),
        ({}, None),
    ],
)
def test_cached_share(kind: Kind, data: dict[str, Any], share: float | None) -> None:
    assert kind.from_dict(data).cached_share == share


def test_cost_is_exact(kind: Kind) -> None:
    # 59 text at 4, 9 audio at 32, 64 cached audio at 0.40, 41 text out at 16, 147 audio out at 64, a million each.
    assert kind.from_dict(SPOKEN).cost(RATES) == Decimal("0.0106136")
    assert kind.from_dict({**SPOKEN, "total_tokens": None}).cost(RATES) == Decimal("0.0106136")


def test_cost_of_many_is_the_sum_of_their_costs(kind: Kind) -> None:
    usages = [kind.from_dict(SPOKEN) for _ in range(1000)]
    assert sum(usages, start=kind()).cost(RATES) == Decimal("10.6136")


def test_cost_of_every_kind(kind: Kind) -> None:
    million = 1_000_000
    usage = models.RealtimeResponseUsage.from_dict(
        {
            "input_tokens": 6 * million,
            "input_token_details": {
                **dict.fromkeys(("text_tokens", "audio_tokens", "image_tokens"), 2 * million),
                "cached_tokens": 3 * million,
                "cached_tokens_details": dict.fromkeys(("text_tokens", "audio_tokens", "image_tokens"), million),
            },
            "output_tokens": 2 * million,
            "output_token_details": {"text_tokens": million, "audio_tokens": million},
        }
    )
    prices = {"text_input": 1, "text_cached": 2, "text_output": 4, "audio_input": 8, "audio_cached": 16}
    prices |= {"audio_output": 32, "image_input": 64, "image_cached": 128}
    assert usage.cost(rt.Rates(**prices)) == 255


def test_only_rates_of_used_kinds_are_needed(kind: Kind) -> None:
    assert _usage(kind, text=1_000_000).cost(rt.Rates(text_input="4")) == 4
    assert _usage(kind, text=1_000_000, cached=1_000_000).cost(rt.Rates(text_cached="0.4")) == Decimal("0.4")
    nothing = {"input_tokens": 0, "output_tokens": 0, "total_tokens": 0}
    assert kind.from_dict(nothing).cost(rt.Rates()) == 0
    assert kind().cost(rt.Rates()) == 0


@pytest.mark.parametrize(
    ("rates", "message"),
    [
        ({}, "59 text input tokens were used, but Rates has no text_input; add it"),
        ({"text_input": 4}, "64 audio cached tokens were used, but Rates has no audio_cached; add it"),
        ({"text_input": 4, "audio_cached": 0}, "9 audio input tokens were used, but Rates has no audio_input; add it"),
        (
            {"text_input": 4, "audio_cached": 0, "audio_input": 32, "text_output": 0},
            "147 audio output tokens were used, but Rates has no audio_output; add it",
        ),
    ],
)
def test_a_missing_rate_is_named(kind: Kind, rates: dict[str, Any], message: str) -> None:
    with pytest.raises(rt.UsageError) as caught:
        kind.from_dict(SPOKEN).cost(rt.Rates(**rates))
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"input_tokens": 5}, "input_token_details account for 0 of 5 input tokens: the cost is unknown"),
        ({"output_tokens": 5}, "output_token_details account for 0 of 5 output tokens: the cost is unknown"),
        ({"input_tokens": 5, "input_token_details": None}, "input_token_details account for 0 of 5"),
        ({"input_tokens": 5, "input_token_details": {"text_tokens": 4}}, "input_token_details account for 4 of 5"),
        ({"input_tokens": 5, "input_token_details": {"text_tokens": 6}}, "input_token_details account for 6 of 5"),
        ({"input_tokens": 5, "input_token_details": {"text_tokens": "5"}}, "input_token_details account for 0 of 5"),
        # The name that compatible servers use.
        ({"input_tokens": 5, "input_tokens_details": {"text_tokens": 5}}, "input_token_details account for 0 of 5"),
        # A total only.
        ({"total_tokens": 5}, "0 of 5 tokens are accounted for: the cost of the rest is unknown"),
        (
            {"total_tokens": 5, "input_tokens": 3, "input_token_details": {"text_tokens": 3}},
            "3 of 5 tokens are accounted for: the cost of the rest is unknown",
        ),
        (
            {"input_token_details": {"text_tokens": 3, "audio_tokens": 3, "cached_tokens": 2}},
            "cached_tokens_details account for 0 of 2 cached tokens: the cost is unknown",
        ),
        (
            {
                "input_token_details": {
                    "text_tokens": 3,
                    "cached_tokens": 2,
                    "cached_tokens_details": {"text_tokens": 1},
                }
            },
            "cached_tokens_details account for 1 of 2 cached tokens: the cost is unknown",
        ),
        (
            {"input_token_details": {"text_tokens": 3, "cached_tokens": 4}},
            "4 of 3 text tokens were cached: the counts contradict each other",
        ),
        (
            {
                "input_token_details": {
                    "text_tokens": 1,
                    "audio_tokens": 3,
                    "cached_tokens": 2,
                    "cached_tokens_details": {"text_tokens": 2},
                }
            },
            "2 of 1 text tokens were cached: the counts contradict each other",
        ),
    ],
)
def test_an_unknown_cost_is_an_error(kind: Kind, data: dict[str, Any], message: str) -> None:
    with pytest.raises(rt.UsageError) as caught:
        kind.from_dict(data).cost(RATES)
    assert str(caught.value).startswith(message)


def test_cached_tokens_of_a_single_kind_need_no_details(kind: Kind) -> None:
    assert _usage(kind, audio=1_000_000, cached=500_000).cost(RATES) == Decimal("16.2")
    assert _usage(kind, text=1_000_000, cached=500_000, text_tokens=500_000).cost(RATES) == Decimal("2.2")
    assert _usage(kind, text=1, audio=1, cached=0).cost(RATES) == Decimal("0.000036")


def test_usage_of_real_responses_has_a_cost(events: list[tuple[rt.Dialect | None, dict[str, Any]]]) -> None:
    priced = 0
    for dialect, data in events:
        usage = getattr(getattr(rt.parse_event(data, dialect=dialect), "response", None), "usage", None)
        if dialect is not None and isinstance(usage, Usage):
            assert bool(usage.cost(RATES)) == bool(usage.total_tokens)
            assert (usage + usage).cost(RATES) == 2 * usage.cost(RATES)
            priced += usage.cost(RATES) > 0
    assert priced


@pytest.mark.parametrize(("price", "read"), [("4.00", "4.00"), (4, "4"), (Decimal("0.4"), "0.4"), ("0", "0")])
def test_prices_are_exact(price: Any, read: str) -> None:
    assert rt.Rates(text_input=price).text_input == Decimal(read)
    assert str(rt.Rates(text_input=price).text_input) == read


@pytest.mark.parametrize("price", [0.1, 4.0, float("nan")])
def test_floats_are_refused_as_prices(price: Any) -> None:
    with pytest.raises(TypeError, match=r"^give a price as Decimal, int or str; a float is not exact$"):
        rt.Rates(text_input=price)


def test_rates_are_immutable_and_take_keywords_only() -> None:
    assert rt.Rates() == rt.Rates(text_input=None)
    assert rt.Rates(text_input=1) == rt.Rates(text_input="1")
    assert rt.Rates().text_output is None
    with pytest.raises(TypeError, match="positional"):
        rt.Rates("4")  # type: ignore[call-arg]
    with pytest.raises(FrozenInstanceError):
        RATES.text_input = Decimal(1)  # type: ignore[misc]


def test_price_of_one_kind() -> None:
    assert RATES.price("text_input", 3) == 12
    assert RATES.price("image_output", 0) == 0
    with pytest.raises(
        rt.UsageError, match=r"^1 image output tokens were used, but Rates has no image_output; add it$"
    ):
        RATES.price("image_output", 1)
