"""Addressing a server: the URLs and headers of OpenAI, Azure and compatible servers."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from attrs import evolve, field, frozen

from .._core.redaction import shown_url
from .._version import __version__
from ..errors import InvalidArgumentError
from .credentials import Credentials, HeaderDict, Secret, check_headers, check_text, login, split_url

if TYPE_CHECKING:
    from .._decode.dialects import Dialect

__all__ = ["OPENAI", "Service"]

OPENAI: Final = "https://api.openai.com/v1"

_LOGGER: Final = logging.getLogger("realtime_client")
_HTTP: Final = {"http": "http", "https": "https", "ws": "http", "wss": "https"}
_WEBSOCKET: Final = {"http": "ws", "https": "wss"}
_SOCKET_PATH: Final = "/realtime"
# End of the path of an Azure resource, in the shapes that its portal and its guides show.
_AZURE_PATH: Final = re.compile(r"(?:/openai)?(?P<version>/v1)?(?:/deployments/(?P<deployment>[^/]+))?$")
# Paths of OpenAI that the dated Azure APIs have under another name.
_DATED_PATHS: Final = {"/realtime/sessions": "/realtimeapi/sessions"}


@frozen(kw_only=True)
class Service:
    """A server and its address.

    Attributes:
        base_url: URL up to and including the version, ``http`` or ``https``, without user, password and query.
        query: Query of every URL.
        headers: Sent with every request.
        credentials: The key; None if the server asks for none.
        deployment: Azure deployment that connections run, whatever model they name.
        is_dated: Whether it is an Azure API with an ``api-version``, from before Azure adopted OpenAI's paths.
    """

    base_url: str
    query: Mapping[str, str] = field(factory=dict, repr=False)
    headers: Mapping[str, str] = field(factory=dict, repr=False)
    credentials: Credentials | None = None
    deployment: str | None = None
    is_dated: bool = False

    @classmethod
    def at(cls, url: str, headers: Mapping[str, str], credentials: Credentials | None) -> Self:
        """Return the server at a URL.

        Args:
            url: URL up to and including the version; the URL of a WebSocket works too. A user and password in it are
                sent as Basic authentication, unless the key or ``headers`` use the same header.
            headers: Sent with every request.
            credentials: The key; a header of the same name replaces it.

        Raises:
            InvalidArgumentError: The URL is not one of HTTP or WebSocket, a header cannot be sent, or it cannot carry
                the key.
        """
        parts = split_url(url, "the base URL", _HTTP)
        check_headers(headers)
        sent = HeaderDict({"User-Agent": f"realtime-client/{__version__}", **headers})
        names = set(map(str.lower, sent))
        if credentials is not None:
            credentials.check()
            if credentials.header.lower() in names:
                credentials = None
            else:
                names.add(credentials.header.lower())
        if "authorization" not in names:
            sent.update(login(parts))
        host = parts.netloc.rpartition("@")[2]
        # The URL of the WebSocket itself is what many servers and guides show.
        path = parts.path.rstrip("/").removesuffix(_SOCKET_PATH)
        return cls(
            base_url=urlunsplit((_HTTP[parts.scheme], host, path, "", "")),
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
        """Return an Azure resource; raises what `at` raises.

        The endpoint may also be a target URI as the portal shows it: its path, ``api-version`` and deployment are read.
        """
        service = cls.at(endpoint, headers, credentials)
        parts = urlsplit(service.base_url)
        path = _AZURE_PATH.search(parts.path)
        assert path is not None
        query = dict(service.query)
        named, asked = query.pop("api-version", None), query.pop("deployment", None) or query.pop("model", None)
        if not path["version"]:
            api_version = api_version or named
        deployment = deployment or asked or path["deployment"]
        for name, value in (("api_version", api_version), ("deployment", deployment)):
            if value is not None:
                check_text(name, value)
        if api_version is not None:
            query["api-version"] = api_version
        suffix = "/openai/v1" if api_version is None else "/openai"
        base_url = urlunsplit(parts._replace(path=parts.path[: path.start()] + suffix))
        return evolve(service, base_url=base_url, query=query, deployment=deployment, is_dated=api_version is not None)

    @property
    def shown_url(self) -> str:
        """Base URL for reprs and messages."""
        return shown_url(self.base_url)

    def http_url(self, path: str) -> str:
        """Return the URL of an operation, without a query.

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
        query: Mapping[str, Any] | None,
    ) -> str:
        """Return the URL of a WebSocket, see `RealtimeClient.websocket_url`."""
        named = {"deployment" if self.is_dated else "model": self._model(model, call_id), "call_id": call_id}
        for name, value in {"model": model, "call_id": call_id}.items():
            if value is not None:
                check_text(name, value)
        asked = {**self.query, **{name: value for name, value in named.items() if value is not None}, **(query or {})}
        parts = urlsplit(self.base_url)
        path = parts.path + _socket(dialect)[0]
        try:
            encoded = urlencode(asked, quote_via=quote)
        except UnicodeEncodeError:
            raise InvalidArgumentError("the query must not contain lone surrogates") from None
        return urlunsplit((_WEBSOCKET[parts.scheme], parts.netloc, path, encoded, ""))

    def _model(self, model: str | None, call_id: str | None) -> str | None:
        """Return the model, or deployment, to name in a URL."""
        if self.deployment is None:
            return model
        if model is not None and model != self.deployment:
            _LOGGER.info("model %r is not sent: the client runs its Azure deployment %r", model, self.deployment)
        # A call runs its model already.
        return self.deployment if call_id is None else None

    def websocket_headers(self, dialect: Dialect | None, key: Secret | None) -> HeaderDict:
        """Return the headers of a handshake, see `RealtimeClient.websocket_headers`."""
        headers = HeaderDict(_socket(dialect)[1] if dialect is not None else {})
        headers.update(self.headers)
        if self.credentials is not None and key is not None:
            headers.update(self.credentials.headers(key))
        return headers


def _socket(dialect: Dialect | None) -> tuple[str, Mapping[str, str]]:
    """Return the path of the WebSocket of a dialect and the headers it needs; by default, of the preferred one.

    Raises:
        InvalidArgumentError: The dialect is unknown.
    """
    from .._generated.dialects import DIALECTS, SOCKETS  # Imports the tables of all events, which HTTP does not need.

    if dialect is not None and dialect not in SOCKETS:
        known = ", ".join(map(repr, DIALECTS))
        raise InvalidArgumentError(f"unknown dialect {dialect!r}: use one of {known}, or None to recognise it")
    return SOCKETS[dialect or DIALECTS[0]]
