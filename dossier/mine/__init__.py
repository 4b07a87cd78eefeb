"""My documents: what a person reads as their own, and nothing else of the house."""
