"""A plan in a SPARQL engine elsewhere: asked as if it were here, and loaded there."""
