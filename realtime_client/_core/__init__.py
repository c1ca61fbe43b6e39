"""Foundations without a protocol: models, JSON, lazy imports, redaction, retry policy."""
