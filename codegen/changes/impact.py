"""Impact of each kind of change on code that reads server messages and on code that sends client messages."""

from __future__ import annotations

from typing import Final

from attrs import frozen

__all__ = ["ADDITIVE", "BREAKS_READERS", "BREAKS_SENDERS", "IMPACTS", "RULES", "WIDENING", "Rule"]

ADDITIVE: Final = "additive"
WIDENING: Final = "widening"
BREAKS_READERS: Final = "breaking for readers"
BREAKS_SENDERS: Final = "breaking for senders"
# Most severe first: the order of impacts within a change and of sections in a report.
IMPACTS: Final = (BREAKS_READERS, BREAKS_SENDERS, WIDENING, ADDITIVE)


@frozen
class Rule:
    """One row of `RULES`.

    Attributes:
        kind: Kind of element that changes.
        how: Description of the change; the same as the action unless it is more specific.
        action: ``added``, ``removed`` or ``changed``.
        read: Impact where servers send the element.
        sent: Impact where clients send it.
    """

    kind: str
    how: str
    action: str
    read: str
    sent: str


# Additive: existing code cannot break. Widening: existing code keeps working, but new cases can reach it.
# fmt: off
RULES: Final = (
    #    element          change                                action     where servers send it  where clients send it
    Rule("schema",        "added",                              "added",   ADDITIVE,              ADDITIVE),
    Rule("schema",        "removed",                            "removed", BREAKS_READERS,        BREAKS_SENDERS),
    Rule("property",      "added",                              "added",   ADDITIVE,              ADDITIVE),
    Rule("property",      "added as required",                  "added",   ADDITIVE,              BREAKS_SENDERS),
    Rule("property",      "removed",                            "removed", BREAKS_READERS,        BREAKS_SENDERS),
    Rule("requiredness",  "became required",                    "changed", ADDITIVE,              BREAKS_SENDERS),
    Rule("requiredness",  "became optional",                    "changed", BREAKS_READERS,        ADDITIVE),
    Rule("nullable",      "null is now allowed",                "changed", BREAKS_READERS,        ADDITIVE),
    Rule("nullable",      "null is no longer allowed",          "changed", ADDITIVE,              BREAKS_SENDERS),
    Rule("type",          "accepts more types",                 "changed", BREAKS_READERS,        ADDITIVE),
    Rule("type",          "accepts fewer types",                "changed", ADDITIVE,              BREAKS_SENDERS),
    Rule("type",          "accepts different types",            "changed", BREAKS_READERS,        BREAKS_SENDERS),
    Rule("type",          "refers to another component",        "changed", BREAKS_READERS,        BREAKS_SENDERS),
    Rule("format",        "switched between binary and text",   "changed", BREAKS_READERS,        BREAKS_SENDERS),
    Rule("format",        "changed",                            "changed", WIDENING,              WIDENING),
    Rule("enum value",    "added",                              "added",   WIDENING,              ADDITIVE),
    Rule("enum value",    "removed",                            "removed", ADDITIVE,              BREAKS_SENDERS),
    Rule("enum value",    "constant changed",                   "changed", BREAKS_READERS,        BREAKS_SENDERS),
    Rule("constraint",    "narrower",                           "changed", ADDITIVE,              BREAKS_SENDERS),
    Rule("constraint",    "wider",                              "changed", WIDENING,              ADDITIVE),
    Rule("constraint",    "both narrower and wider",            "changed", WIDENING,              BREAKS_SENDERS),
    Rule("default",       "changed",                            "changed", ADDITIVE,              WIDENING),
    Rule("union member",  "added",                              "added",   WIDENING,              ADDITIVE),
    Rule("union member",  "removed",                            "removed", ADDITIVE,              BREAKS_SENDERS),
    Rule("discriminator", "added",                              "added",   ADDITIVE,              ADDITIVE),
    Rule("discriminator", "removed",                            "removed", WIDENING,              ADDITIVE),
    Rule("discriminator", "changed",                            "changed", BREAKS_READERS,        BREAKS_SENDERS),
    Rule("event",         "added",                              "added",   WIDENING,              ADDITIVE),
    Rule("event",         "removed",                            "removed", BREAKS_READERS,        BREAKS_SENDERS),
    Rule("event",         "uses another schema",                "changed", BREAKS_READERS,        BREAKS_SENDERS),
    Rule("operation",     "added",                              "added",   ADDITIVE,              ADDITIVE),
    Rule("operation",     "removed",                            "removed", BREAKS_SENDERS,        BREAKS_SENDERS),
    Rule("operation",     "operationId changed",                "changed", BREAKS_SENDERS,        BREAKS_SENDERS),
    Rule("parameter",     "added",                              "added",   ADDITIVE,              ADDITIVE),
    Rule("parameter",     "added as required",                  "added",   ADDITIVE,              BREAKS_SENDERS),
    Rule("parameter",     "removed",                            "removed", BREAKS_READERS,        BREAKS_SENDERS),
    Rule("request body",  "added",                              "added",   ADDITIVE,              ADDITIVE),
    Rule("request body",  "added as required",                  "added",   ADDITIVE,              BREAKS_SENDERS),
    Rule("request body",  "removed",                            "removed", BREAKS_READERS,        BREAKS_SENDERS),
    Rule("request body",  "encoding changed",                   "changed", BREAKS_READERS,        BREAKS_SENDERS),
    Rule("response",      "added",                              "added",   WIDENING,              ADDITIVE),
    Rule("response",      "removed",                            "removed", BREAKS_READERS,        BREAKS_SENDERS),
)
# fmt: on
