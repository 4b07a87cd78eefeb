"""Personal letters: the QR code by which a beneficiary identifies."""
