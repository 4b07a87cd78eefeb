"""Handing over, paper by paper, until it is sent."""
