"""Under which names a thesaurus goes out as SKOS, and is read back."""

from rdflib import Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, SKOS

OURS = Namespace("urn:guichet:thesaurus#")
"""Properties of a term that SKOS does not know, by the names that `TermContent` gives them."""
TERM = Namespace("urn:guichet:term:")
CATEGORY = Namespace("urn:guichet:category:")
SCHEME = URIRef("urn:guichet:thesaurus")
PREFIXES = {"skos": SKOS, "dcterms": DCTERMS, "owl": OWL, "guichet": OURS}
