"""What people reach for on a message, as base classes that generated models inherit (see codegen/mixins.yaml).

They stand below the generated models and never import them at run time. Every accessor tolerates what a server may
leave out, null or send in another shape: what is not there counts as nothing.
"""
