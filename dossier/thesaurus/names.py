"""Under which names a thesaurus goes out as SKOS, and is read back."""

from rdflib import Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, OWL, SKOS

OURS = Namespace("urn:guichet:thesaurus#")
"""Properties of a term that SKOS does not know, by the names that `TermContent` gives them."""
TERM = Namespace("urn:guichet:term:")
CATEGORY = Namespace("urn:guichet:category:")
SCHEME = URIRef("urn:guichet:thesaurus")
PICTURES = "../examples/"
"""Where a term's example picture is, seen from the address under which the thesaurus goes out (decision 0032)."""
PREFIXES = {"skos": SKOS, "dcterms": DCTERMS, "owl": OWL, "foaf": FOAF, "guichet": OURS}
