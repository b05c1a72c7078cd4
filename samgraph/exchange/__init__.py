"""Plans out of and into the formats of others: StratML, SKOS, RDF, networks and tables.

`formats` lists what can be written and `imports` what can be read; every format has a room of its
own below them.
"""
