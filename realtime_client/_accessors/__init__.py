"""Accessors of messages, as base classes that generated models inherit (see codegen/mixins.yaml).

They are below the generated models and never import them at run time. Every accessor tolerates what a server may leave
out, set to null or send in another shape: what is missing counts as nothing.
"""
