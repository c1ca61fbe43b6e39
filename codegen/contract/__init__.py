"""From a published document to the contract, ``openapi.yaml``: read, trim, correct, normalise, describe."""
