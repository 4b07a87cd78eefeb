"""Documents of the centre that other systems register."""
