"""Who is told of a document."""
