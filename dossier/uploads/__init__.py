"""Takes a file in by pieces, so that a sender who was cut off goes on where it stopped (tus 1.0, told by `web/tus`)."""
