"""From a published document to the contract, ``openapi.yaml``: trim, correct, check, normalise, describe."""
