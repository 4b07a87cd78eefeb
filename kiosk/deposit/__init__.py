"""The deposit of a visit: its papers, photographed one by one, then sent."""
