"""What staff say of the product: sent with the screen it is about, answered by their SPOC."""
