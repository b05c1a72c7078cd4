"""A plan as a folder of files that any web host can serve: the explorer, pages, dumps."""

from samgraph.publishing.folder import Published, publish

__all__ = ["Published", "publish"]
