"""The scan section's batches: what came in by post, which sheet needs a person, and sheets to print."""
