"""Marks that tests share."""

from __future__ import annotations

import sys

import pytest

__all__ = ["reads_docstrings"]

reads_docstrings = pytest.mark.skipif(sys.flags.optimize > 1, reason="-OO removes docstrings")
