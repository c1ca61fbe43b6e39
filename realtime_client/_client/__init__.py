"""The client of a server and the HTTP operations."""
