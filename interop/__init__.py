"""Test the embedded server with clients by others: ``make interop``."""
