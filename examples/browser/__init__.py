"""A page that talks to the server itself, with a secret that is good for a minute."""
