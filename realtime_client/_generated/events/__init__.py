# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
"""Events under short names, one module per dialect."""

__all__ = ["beta", "ga", "translation"]
