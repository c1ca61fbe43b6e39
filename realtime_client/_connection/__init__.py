"""The two connections, asyncio and blocking, and what they share: handshake and recorder."""
