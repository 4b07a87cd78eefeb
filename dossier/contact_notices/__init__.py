"""Contact notices: what is told to an address about itself: another replaced it, or somebody tries codes."""
