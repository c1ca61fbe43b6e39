"""The ways that are compared, one a module; each is a `benchmarks.cases.Peer`."""
