"""Sentences to speak and to recognise, and their comparison."""

from __future__ import annotations

import re

__all__ = ["SENTENCES", "word_errors", "words_of"]

SENTENCES = (
    "What is the weather in Paris today?",
    "Please set a timer for ten minutes.",
    "I would like to book a table for two tonight.",
    "How long does it take to fly from London to New York?",
    "Turn off the lights in the living room.",
    "Can you tell me a short story about a dog?",
    "My order number is seven three five nine.",
    "Where is the nearest train station?",
    "Play some quiet music please.",
    "Thank you very much for your help.",
    "What time is it in Tokyo right now?",
    "Remind me to call my mother tomorrow morning.",
)


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return re.findall(r"[a-z']+", text.lower())


def word_errors(expected: str, found: str) -> int:
    """Return the number of words to insert, delete and replace."""
    wanted, given = words_of(expected), words_of(found)
    row = list(range(len(given) + 1))
    for number, word in enumerate(wanted, 1):
        diagonal, row[0] = row[0], number
        for index, other in enumerate(given, 1):
            diagonal, row[index] = (
                row[index],
                min(row[index] + 1, row[index - 1] + 1, diagonal + (word != other)),
            )
    return row[-1]
