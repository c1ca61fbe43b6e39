"""HTTP: transport, service, credentials, retries."""
