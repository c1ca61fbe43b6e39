"""The address of a server, for the generated endpoint functions."""

from __future__ import annotations

from attrs import define

from .._http.credentials import HeaderDict
from .._http.service import Service
from .._http.transport import Client, Request, key_auth

__all__ = ["Endpoint"]


@define(kw_only=True)
class Endpoint(Client):
    """Adds everything that the service expects to each request, so that any httpx client can send it.

    Attributes:
        service: The server.
    """

    service: Service

    def prepare(self, request: Request) -> Request:
        """Return the request with its whole URL, the headers, the key and the timeout."""
        arguments = {**request.arguments, "timeout": self.timeout}
        arguments["headers"] = HeaderDict({**self.service.headers, **request.arguments.get("headers", {})})
        if self.service.query:
            arguments["params"] = self.service.query
        if self.service.credentials is not None:
            arguments["auth"] = key_auth(self.service.credentials)
        return Request(request.method, self.service.http_url(request.path), arguments)
