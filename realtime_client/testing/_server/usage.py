"""Token counts: not those of any model, but they add up and grow with the conversation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from ..._core.json import dumps

__all__ = ["INPUT_AUDIO_RATE", "OUTPUT_AUDIO_RATE", "Tokens", "item_tokens", "prompt_tokens", "text_tokens", "usage"]

Tokens: TypeAlias = Counter[str]

# Tokens per second of audio, as the vendor bills for a user's speech and for an assistant's.
INPUT_AUDIO_RATE = 10
OUTPUT_AUDIO_RATE = 20
_IMAGE = 85
_CACHED_STEP = 64


def text_tokens(text: str) -> int:
    """Count the tokens of a text, one for every four characters."""
    return -(-len(text) // 4)


def item_tokens(item: Mapping[str, Any], seconds: Mapping[int, float]) -> Tokens:
    """Count the tokens of an item.

    Args:
        item: The item as on the wire.
        seconds: Duration of its audio, by content index.
    """
    tokens: Tokens = Counter()
    rate = OUTPUT_AUDIO_RATE if item.get("role") == "assistant" else INPUT_AUDIO_RATE
    for index, part in enumerate(item.get("content") or ()):
        if index in seconds:
            tokens["audio"] += round(seconds[index] * rate)
        if part.get("type") == "input_image":
            tokens["image"] += _IMAGE
        tokens["text"] += text_tokens(part.get("text") or part.get("transcript") or "")
    for key in ("name", "arguments", "output"):
        tokens["text"] += text_tokens(item.get(key) or "")
    return tokens


def prompt_tokens(instructions: str, tools: Iterable[Any]) -> Tokens:
    """Count the tokens that precede the conversation."""
    return Counter(text=text_tokens(instructions) + sum(text_tokens(dumps(tool).decode()) for tool in tools))


def usage(given: Tokens, cached: Tokens, generated: Tokens) -> dict[str, Any]:
    """Return the usage of a response, as on the wire.

    Args:
        given: Input tokens.
        cached: Input tokens of the previous response, reported in whole steps as a prompt cache holds them.
        generated: Output tokens.
    """
    held = {kind: min(cached[kind], given[kind]) // _CACHED_STEP * _CACHED_STEP for kind in ("text", "audio", "image")}
    return {
        "total_tokens": given.total() + generated.total(),
        "input_tokens": given.total(),
        "output_tokens": generated.total(),
        "input_token_details": {
            "text_tokens": given["text"],
            "audio_tokens": given["audio"],
            "image_tokens": given["image"],
            "cached_tokens": sum(held.values()),
            "cached_tokens_details": {f"{kind}_tokens": held[kind] for kind in ("text", "audio", "image")},
        },
        "output_token_details": {"text_tokens": generated["text"], "audio_tokens": generated["audio"]},
    }
