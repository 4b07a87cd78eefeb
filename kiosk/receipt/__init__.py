"""The receipt, on the screen and on paper."""
