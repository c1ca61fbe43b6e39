# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
"""The generated part of realtime-client: models, endpoint functions and their HTTP client."""
