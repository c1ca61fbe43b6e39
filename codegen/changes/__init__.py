"""Comparison of two documents, of two versions of the package, and of two readings of recorded messages."""
