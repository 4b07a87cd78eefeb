"""Who is away, who stands in, and when the centre is closed."""
