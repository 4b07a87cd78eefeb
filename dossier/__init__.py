"""What the service means: people, deposits, documents and their lives. Knows nothing of HTTP."""
