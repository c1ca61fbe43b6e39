"""Small programs that show what the SDK is for; ``python -m examples.text_chat`` runs one."""
