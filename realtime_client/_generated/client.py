# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
"""Clients that the endpoint functions take."""

from realtime_client._http.transport import AuthenticatedClient, Client

__all__ = ["AuthenticatedClient", "Client"]
