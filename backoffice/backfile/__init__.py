"""Paper files that are scanned: by parts, with counts, until they are digital only."""
