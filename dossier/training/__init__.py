"""Training: a centre of made-up people in which staff learn, walled off, with exercises that see what was done."""
