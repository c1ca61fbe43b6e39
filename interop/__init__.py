"""Holds the embedded server to clients that others wrote: ``make interop``."""
