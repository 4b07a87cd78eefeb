"""The register of kept papers: which lie where and until when, handed back or destroyed."""
