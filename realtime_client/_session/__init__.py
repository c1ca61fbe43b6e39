"""The session without a socket: requests, turns, interruption, reconnecting."""
