"""Where a server is and what it is told of the caller: the URLs and headers of OpenAI, Azure and compatible servers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from attrs import evolve, field, frozen

from .._version import __version__
from .credentials import Credentials, HeaderDict, Secret

if TYPE_CHECKING:
    from .._decode.dialects import Dialect

__all__ = ["OPENAI", "Service"]

OPENAI: Final = "https://api.openai.com/v1"

_HTTP = {"http": "http", "https": "https", "ws": "http", "wss": "https"}
_WEBSOCKET = {"http": "ws", "https": "wss"}
# Where a dated Azure API has what OpenAI has under another name.
_DATED_PATHS = {"/realtime/sessions": "/realtimeapi/sessions"}


@frozen(kw_only=True)
class Service:
    """A server and how it is addressed.

    Attributes:
        base_url: URL up to and including the version, ``http`` or ``https``, without a query.
        query: What every URL ends with.
        headers: Sent with every request.
        credentials: The key; None when the server asks for none.
        deployment: What a connection runs when it names no model; Azure's name for a model it has been given.
        is_dated: Whether it is an Azure API with an ``api-version``, from before Azure took over OpenAI's paths.
    """

    base_url: str = field(repr=False)
    query: Mapping[str, str] = field(factory=dict, repr=False)
    headers: Mapping[str, str] = field(factory=dict, repr=False)
    credentials: Credentials | None = None
    deployment: str | None = None
    is_dated: bool = False

    @classmethod
    def at(cls, url: str, headers: Mapping[str, str], credentials: Credentials | None) -> Self:
        """The server at a URL.

        Args:
            url: URL up to and including the version; a WebSocket's URL will do.
            headers: Sent with every request.
            credentials: The key. A header of the same name takes its place.

        Raises:
            ValueError: The URL is none of HTTP or WebSocket.
            RealtimeError: The key is no text that a header can carry.
        """
        parts = urlsplit(url)
        if parts.scheme not in _HTTP or not parts.hostname:
            raise ValueError("the base URL must begin with http://, https://, ws:// or wss:// and name a host")
        sent = HeaderDict({"User-Agent": f"realtime-client/{__version__}", **headers})
        if credentials is not None:
            credentials.check()
            if credentials.header.lower() in map(str.lower, sent):
                credentials = None
        base_url = urlunsplit((_HTTP[parts.scheme], parts.netloc, parts.path.rstrip("/"), "", ""))
        return cls(
            base_url=base_url,
            query=dict(parse_qsl(parts.query, keep_blank_values=True)),
            headers=sent,
            credentials=credentials,
        )

    @classmethod
    def azure(
        cls,
        endpoint: str,
        headers: Mapping[str, str],
        credentials: Credentials,
        api_version: str | None,
        deployment: str | None,
    ) -> Self:
        """An Azure resource; raises what `at` raises."""
        root = endpoint.rstrip("/").removesuffix("/v1").removesuffix("/openai")
        dated = api_version is not None
        service = cls.at(f"{root}/openai" if dated else f"{root}/openai/v1", headers, credentials)
        query = {"api-version": api_version} if api_version is not None else {}
        return evolve(service, query=query, deployment=deployment, is_dated=dated)

    @property
    def shown_url(self) -> str:
        """The base URL without user and password."""
        parts = urlsplit(self.base_url)
        return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))

    def http_url(self, path: str) -> str:
        """URL of an operation, without a query.

        Args:
            path: Path of the operation in the contract.
        """
        return self.base_url + (_DATED_PATHS.get(path, path) if self.is_dated else path)

    def websocket_url(
        self,
        *,
        model: str | None,
        call_id: str | None,
        dialect: Dialect | None,
        query: Mapping[str, str] | None,
    ) -> str:
        """URL of a WebSocket; `RealtimeClient.websocket_url` says what it is made from."""
        if call_id is None and model is None:
            model = self.deployment
        named = {"deployment" if self.is_dated else "model": model, "call_id": call_id}
        asked = {**self.query, **{name: value for name, value in named.items() if value is not None}, **(query or {})}
        parts = urlsplit(self.base_url)
        path = parts.path + ("/realtime/translations" if dialect == "translation" else "/realtime")
        return urlunsplit((_WEBSOCKET[parts.scheme], parts.netloc, path, urlencode(asked, quote_via=quote), ""))

    def websocket_headers(self, dialect: Dialect | None, key: Secret | None) -> HeaderDict:
        """Headers of the handshake; `RealtimeClient.websocket_headers` says what they are made from."""
        headers = HeaderDict({"OpenAI-Beta": "realtime=v1"} if dialect == "beta" else {})
        headers.update(self.headers)
        if self.credentials is not None and key is not None:
            headers.update(self.credentials.headers(key))
        return headers
