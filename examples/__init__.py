"""Small programs that use the SDK; ``python -m examples.text_chat`` runs one."""
