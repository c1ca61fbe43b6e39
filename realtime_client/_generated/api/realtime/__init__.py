# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
"""Operations of one tag of the contract."""
