# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
"""One module per operation with the functions ``sync``, ``sync_detailed``, ``asyncio`` and ``asyncio_detailed``."""

from typing import TYPE_CHECKING

from realtime_client._core.lazy import lazy

if TYPE_CHECKING:
    from .realtime import accept_realtime_call as accept_realtime_call
    from .realtime import create_realtime_call as create_realtime_call
    from .realtime import create_realtime_client_secret as create_realtime_client_secret
    from .realtime import create_realtime_session as create_realtime_session
    from .realtime import create_realtime_transcription_session as create_realtime_transcription_session
    from .realtime import create_realtime_translation_client_secret as create_realtime_translation_client_secret
    from .realtime import hangup_realtime_call as hangup_realtime_call
    from .realtime import refer_realtime_call as refer_realtime_call
    from .realtime import reject_realtime_call as reject_realtime_call

_WHERE: dict[str, str] = {
    "create_realtime_call": ".realtime.create_realtime_call",
    "accept_realtime_call": ".realtime.accept_realtime_call",
    "hangup_realtime_call": ".realtime.hangup_realtime_call",
    "refer_realtime_call": ".realtime.refer_realtime_call",
    "reject_realtime_call": ".realtime.reject_realtime_call",
    "create_realtime_client_secret": ".realtime.create_realtime_client_secret",
    "create_realtime_session": ".realtime.create_realtime_session",
    "create_realtime_transcription_session": ".realtime.create_realtime_transcription_session",
    "create_realtime_translation_client_secret": ".realtime.create_realtime_translation_client_secret",
}
__all__ = [
    "accept_realtime_call",
    "create_realtime_call",
    "create_realtime_client_secret",
    "create_realtime_session",
    "create_realtime_transcription_session",
    "create_realtime_translation_client_secret",
    "hangup_realtime_call",
    "refer_realtime_call",
    "reject_realtime_call",
]


if not TYPE_CHECKING:  # For type checkers, every name would seem to exist.
    __getattr__, __dir__ = lazy(__name__, _WHERE)
