"""What happened and who looked: append-only, hash-chained."""
