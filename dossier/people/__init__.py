"""Who is helped, who helps, and who may see what."""
