"""Who looked, so that a beneficiary can be told."""
