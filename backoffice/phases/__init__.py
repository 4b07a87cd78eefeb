"""The phases of the roll-out: read by all, decided by an administrator."""
