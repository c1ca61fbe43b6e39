"""A page that connects to the server directly, with a client secret that expires in a minute."""
