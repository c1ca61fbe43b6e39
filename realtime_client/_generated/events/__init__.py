# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
"""Events under short names, one module per dialect; each is imported on first use."""

from typing import TYPE_CHECKING

from realtime_client._core.lazy import lazy

__all__ = [
    "beta",
    "ga",
    "translation",
]

if not TYPE_CHECKING:  # For type checkers, every name would seem to exist.
    __getattr__, __dir__ = lazy(__name__, {name: f".{name}" for name in __all__})
