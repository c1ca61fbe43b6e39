"""The embedded server behind `realtime_client.testing`.

A client needs none of it: only ``testing`` and the command line import it.
"""
