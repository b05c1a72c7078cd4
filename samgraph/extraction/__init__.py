"""The reader of plans: a plan's text in, a drafted plan package out, everything only suggested.

`reader` drafts the whole; `plantext` holds what was read of a text before anything is drafted of
it; below it every kind of thing has a room of its own. Nothing else in samgraph builds on this.
"""
