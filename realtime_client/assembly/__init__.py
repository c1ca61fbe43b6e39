"""From a stream of events to responses as they grow, and the conversation they belong to.

Nothing here touches a socket or has a clock of its own: `Assembler.feed` is given one event after the other, of any
dialect, and never raises for what a server may send.
"""

from .assembler import Assembler, Change, Note
from .conversation import Conversation, ConversationItem
from .response import AssembledItem, AssembledPart, AssembledResponse, Piece
from .translation import AssembledTranslation

__all__ = [
    "AssembledItem",
    "AssembledPart",
    "AssembledResponse",
    "AssembledTranslation",
    "Assembler",
    "Change",
    "Conversation",
    "ConversationItem",
    "Note",
    "Piece",
]
