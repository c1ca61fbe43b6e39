"""Dictionaries that a client sends, as `TypedDict` classes: for annotations, so that a wrong key is found.

Wherever one of them is accepted, the model of the same name without ``Dict`` is accepted too. Former
names work as well.
"""

from ._generated import dicts as _dicts
from ._generated.dicts import *  # noqa: F403
from ._generated.former_dicts import *  # noqa: F403

__all__ = _dicts.__all__
