"""Training: enter the centre to learn in, its exercises, and the way back."""
