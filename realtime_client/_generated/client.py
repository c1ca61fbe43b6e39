# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
"""Clients for the endpoint functions."""

from realtime_client._http.transport import AuthenticatedClient, Client

__all__ = ["AuthenticatedClient", "Client"]
