"""API keys and client secrets: short-lived keys that carry the settings of a session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from secrets import compare_digest, token_urlsafe
from typing import Any, Final

from attrs import field, frozen

from .refusals import Refused

__all__ = ["ClientSecret", "Keys"]

_PREFIX: Final = "ek_"


@frozen
class ClientSecret:
    """A short-lived key.

    Attributes:
        value: The key.
        expires_at: Time from which it is refused, in seconds since the Unix epoch.
        session: Settings of the session it opens.
        kind: Kind of that session: ``realtime``, ``transcription`` or ``translation``.
    """

    value: str = field(repr=False)
    expires_at: int
    session: Mapping[str, Any]
    kind: str


class Keys:
    """The keys that open a session.

    Args:
        api_key: The required API key; None admits everyone but holders of an invalid client secret.
        now: Returns the time in seconds since the Unix epoch.
    """

    def __init__(self, api_key: str | None, now: Callable[[], float]) -> None:
        self._api_key = None if api_key is None else _digest(api_key)
        self._now = now
        # By digest, so that the time of a look-up says nothing about a key.
        self._secrets: dict[bytes, ClientSecret] = {}

    def issue(self, session: Mapping[str, Any], kind: str, seconds: float) -> ClientSecret:
        """Issue a secret that is valid for some seconds."""
        secret = ClientSecret(_PREFIX + token_urlsafe(24), int(self._now() + seconds), session, kind)
        self._secrets[_digest(secret.value)] = secret
        return secret

    def admit(self, key: str | None) -> ClientSecret | None:
        """Check a key.

        Args:
            key: The presented key, if any.

        Returns:
            The client secret, if the key is one.

        Raises:
            Refused: The key is missing, wrong or expired.
        """
        if key is not None and key.startswith(_PREFIX):
            secret = self._secrets.get(_digest(key))
            if secret is None:
                raise _refused("Incorrect client secret provided.")
            if secret.expires_at <= self._now():
                raise _refused("The client secret has expired.")
            return secret
        if self._api_key is None:
            return None
        if key is None:
            raise _refused("A key is required: send it as the header Authorization: Bearer KEY.", "missing_api_key")
        if not compare_digest(_digest(key), self._api_key):
            raise _refused("Incorrect API key provided.")
        return None

    def require_api_key(self, key: str | None) -> None:
        """Check a key for an operation that client secrets do not allow.

        Raises:
            Refused: The key is missing, wrong, or a client secret.
        """
        if self.admit(key) is not None:
            raise _refused("A client secret only opens a session.")


def _digest(key: str) -> bytes:
    return sha256(key.encode("utf-8", "surrogatepass")).digest()


def _refused(message: str, code: str = "invalid_api_key") -> Refused:
    return Refused(message, code, status=401)
