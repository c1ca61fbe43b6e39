"""What each kind of change means to those who read what servers send, and to those who send what clients do."""

from __future__ import annotations

from typing import Final

from attrs import frozen

__all__ = ["ADDITIVE", "BREAKS_READERS", "BREAKS_SENDERS", "IMPACTS", "RULES", "WIDENING", "Rule"]

ADDITIVE: Final = "additive"
WIDENING: Final = "widening"
BREAKS_READERS: Final = "breaking for readers"
BREAKS_SENDERS: Final = "breaking for senders"
# The gravest first: the order in which a change lists its own and a report its sections.
IMPACTS: Final = (BREAKS_READERS, BREAKS_SENDERS, WIDENING, ADDITIVE)


@frozen
class Rule:
    """One row of `RULES`.

    Attributes:
        kind: Which element changes.
        how: What happens to it; the only one of its action unless it says more than the action does.
        action: ``added``, ``removed`` or ``changed``.
        read: What that means where servers send the element.
        sent: What that means where clients send it.
    """

    kind: str
    how: str
    action: str
    read: str
    sent: str


# Additive: nothing written before can break. Widening: nothing breaks, but there is a case that nobody had to expect.
# fmt: off
RULES: Final = (
    #    element          what happens                 action      where servers send it  where clients send it
    Rule("schema",        "added",                     "added",    ADDITIVE,              ADDITIVE),
    Rule("schema",        "removed",                   "removed",  BREAKS_READERS,        BREAKS_SENDERS),
    Rule("property",      "added",                     "added",    ADDITIVE,              ADDITIVE),
    Rule("property",      "added as required",         "added",    ADDITIVE,              BREAKS_SENDERS),
    Rule("property",      "removed",                   "removed",  BREAKS_READERS,        BREAKS_SENDERS),
    Rule("requiredness",  "became required",           "changed",  ADDITIVE,              BREAKS_SENDERS),
    Rule("requiredness",  "became optional",           "changed",  BREAKS_READERS,        ADDITIVE),
    Rule("nullable",      "null became possible",      "changed",  BREAKS_READERS,        ADDITIVE),
    Rule("nullable",      "null became impossible",    "changed",  ADDITIVE,              BREAKS_SENDERS),
    Rule("type",          "takes more types",          "changed",  BREAKS_READERS,        ADDITIVE),
    Rule("type",          "takes fewer types",         "changed",  ADDITIVE,              BREAKS_SENDERS),
    Rule("type",          "takes other types",         "changed",  BREAKS_READERS,        BREAKS_SENDERS),
    Rule("type",          "goes by another component", "changed",  BREAKS_READERS,        BREAKS_SENDERS),
    Rule("format",        "binary or not",             "changed",  BREAKS_READERS,        BREAKS_SENDERS),
    Rule("format",        "changed",                   "changed",  WIDENING,              WIDENING),
    Rule("enum value",    "added",                     "added",    WIDENING,              ADDITIVE),
    Rule("enum value",    "removed",                   "removed",  ADDITIVE,              BREAKS_SENDERS),
    Rule("enum value",    "the constant is another",   "changed",  BREAKS_READERS,        BREAKS_SENDERS),
    Rule("constraint",    "narrower",                  "changed",  ADDITIVE,              BREAKS_SENDERS),
    Rule("constraint",    "wider",                     "changed",  WIDENING,              ADDITIVE),
    Rule("constraint",    "narrower and wider",        "changed",  WIDENING,              BREAKS_SENDERS),
    Rule("default",       "changed",                   "changed",  ADDITIVE,              WIDENING),
    Rule("union member",  "added",                     "added",    WIDENING,              ADDITIVE),
    Rule("union member",  "removed",                   "removed",  ADDITIVE,              BREAKS_SENDERS),
    Rule("discriminator", "added",                     "added",    ADDITIVE,              ADDITIVE),
    Rule("discriminator", "removed",                   "removed",  WIDENING,              ADDITIVE),
    Rule("discriminator", "changed",                   "changed",  BREAKS_READERS,        BREAKS_SENDERS),
    Rule("event",         "added",                     "added",    WIDENING,              ADDITIVE),
    Rule("event",         "removed",                   "removed",  BREAKS_READERS,        BREAKS_SENDERS),
    Rule("event",         "goes by another schema",    "changed",  BREAKS_READERS,        BREAKS_SENDERS),
    Rule("operation",     "added",                     "added",    ADDITIVE,              ADDITIVE),
    Rule("operation",     "removed",                   "removed",  BREAKS_SENDERS,        BREAKS_SENDERS),
    Rule("operation",     "goes by another id",        "changed",  BREAKS_SENDERS,        BREAKS_SENDERS),
    Rule("parameter",     "added",                     "added",    ADDITIVE,              ADDITIVE),
    Rule("parameter",     "added as required",         "added",    ADDITIVE,              BREAKS_SENDERS),
    Rule("parameter",     "removed",                   "removed",  BREAKS_READERS,        BREAKS_SENDERS),
    Rule("request body",  "added",                     "added",    ADDITIVE,              ADDITIVE),
    Rule("request body",  "added as required",         "added",    ADDITIVE,              BREAKS_SENDERS),
    Rule("request body",  "removed",                   "removed",  BREAKS_READERS,        BREAKS_SENDERS),
    Rule("request body",  "encoded otherwise",         "changed",  BREAKS_READERS,        BREAKS_SENDERS),
    Rule("response",      "added",                     "added",    WIDENING,              ADDITIVE),
    Rule("response",      "removed",                   "removed",  BREAKS_READERS,        BREAKS_SENDERS),
)
# fmt: on
