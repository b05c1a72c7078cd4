"""The explorer's documents: what its page reads of a plan, as plain JSON in both languages."""

from samgraph.explorer.collected import CollectionDocuments
from samgraph.explorer.documents import Documents
from samgraph.explorer.material import Material

__all__ = ["CollectionDocuments", "Documents", "Material"]
