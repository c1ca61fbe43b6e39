"""Counting tokens: no model's count, but one that adds up and grows with what is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import orjson

__all__ = ["INPUT_AUDIO_RATE", "OUTPUT_AUDIO_RATE", "Tokens", "item_tokens", "prompt_tokens", "text_tokens", "usage"]

Tokens: TypeAlias = Counter[str]

# Tokens a second of audio takes; what the vendor bills for a user's speech and for an assistant's.
INPUT_AUDIO_RATE = 10
OUTPUT_AUDIO_RATE = 20
_IMAGE = 85
_CACHED_STEP = 64


def text_tokens(text: str) -> int:
    """Tokens of a text: one for each four characters."""
    return -(-len(text) // 4)


def item_tokens(item: Mapping[str, Any], seconds: Mapping[int, float]) -> Tokens:
    """Tokens of an item.

    Args:
        item: The item as on the wire.
        seconds: Length of its audio, by the index of the part.
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
    """Tokens of what comes before the conversation."""
    return Counter(text=text_tokens(instructions) + sum(text_tokens(orjson.dumps(tool).decode()) for tool in tools))


def usage(given: Tokens, cached: Tokens, said: Tokens) -> dict[str, Any]:
    """The usage of a response, as on the wire.

    Args:
        given: Tokens of what the model was given.
        cached: Tokens that it was given before; whole steps of them are told, as a cache holds them.
        said: Tokens of what it said.
    """
    held = {kind: min(cached[kind], given[kind]) // _CACHED_STEP * _CACHED_STEP for kind in ("text", "audio", "image")}
    return {
        "total_tokens": given.total() + said.total(),
        "input_tokens": given.total(),
        "output_tokens": said.total(),
        "input_token_details": {
            "text_tokens": given["text"],
            "audio_tokens": given["audio"],
            "image_tokens": given["image"],
            "cached_tokens": sum(held.values()),
            "cached_tokens_details": {f"{kind}_tokens": held[kind] for kind in ("text", "audio", "image")},
        },
        "output_token_details": {"text_tokens": said["text"], "audio_tokens": said["audio"]},
    }
