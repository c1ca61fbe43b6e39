"""A server that speaks the protocol, for tests and demonstrations; `realtime_client.testing` is its front door.

Nothing of it is needed to talk to a server, and nothing outside of ``testing`` and the command line imports it.
"""
