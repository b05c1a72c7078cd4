"""The endpoint: a SPARQL server that strangers can be let near."""
