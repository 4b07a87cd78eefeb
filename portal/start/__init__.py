"""Where one begins: what the portal is, and its one act."""
