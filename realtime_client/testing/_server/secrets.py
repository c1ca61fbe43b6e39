"""API keys and client secrets: short-lived keys that carry the settings of a session."""

from __future__ import annotations

import hmac
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from hashlib import sha256
from secrets import compare_digest, token_urlsafe
from typing import Any, Final

from attrs import field, frozen

from ..._core.json import dumps, loads
from .refusals import Refused

__all__ = ["ClientSecret", "Keys"]

_PREFIX: Final = "ek_"
_MAX_SECRETS: Final = 10_000
# A header of a WebSocket request takes 8,192 characters.
_MAX_SEALED: Final = 8_000


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
        sealing_key: Key of all workers of a server, by which each of them accepts the client secrets of the others;
            None if there is one worker.
    """

    def __init__(self, api_key: str | None, now: Callable[[], float], sealing_key: bytes | None = None) -> None:
        self._api_key = None if api_key is None else _digest(api_key)
        self._now = now
        self._sealing_key = sealing_key
        # By digest, so that the time of a look-up says nothing about a key.
        self._secrets: dict[bytes, ClientSecret] = {}

    def issue(self, session: Mapping[str, Any], kind: str, seconds: float) -> ClientSecret:
        """Issue a secret that is valid for some seconds.

        Raises:
            Refused: The settings are too long to be carried by a sealed secret.
        """
        expires_at = int(self._now() + seconds)
        if self._sealing_key is not None:
            return ClientSecret(self._seal(session, kind, expires_at), expires_at, session, kind)
        secret = ClientSecret(_PREFIX + token_urlsafe(24), expires_at, session, kind)
        # Expired secrets say so only for as long as there is room for them.
        while len(self._secrets) >= _MAX_SECRETS:
            del self._secrets[next(iter(self._secrets))]
        self._secrets[_digest(secret.value)] = secret
        return secret

    def _seal(self, session: Mapping[str, Any], kind: str, expires_at: int) -> str:
        """Return a secret that holds its own settings, signed."""
        payload = zlib.compress(dumps([expires_at, kind, session]))
        value = f"{_PREFIX}{_encoded(payload)}.{_encoded(self._signature(payload))}"
        if len(value) > _MAX_SEALED:
            raise Refused("The session is too long for a client secret of this server.", "session_too_large", "session")
        return value

    def _unseal(self, key: str) -> ClientSecret | None:
        try:
            payload, signature = map(_decoded, key.removeprefix(_PREFIX).split("."))
        except ValueError:
            return None
        if not compare_digest(signature, self._signature(payload)):
            return None
        expires_at, kind, session = loads(zlib.decompress(payload))
        return ClientSecret(key, expires_at, session, kind)

    def _signature(self, payload: bytes) -> bytes:
        return hmac.digest(self._sealing_key or b"", payload, "sha256")

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
            secret = self._secrets.get(_digest(key)) if self._sealing_key is None else self._unseal(key)
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


def _encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def _decoded(text: str) -> bytes:
    return urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4))


def _refused(message: str, code: str = "invalid_api_key") -> Refused:
    return Refused(message, code, status=401)
