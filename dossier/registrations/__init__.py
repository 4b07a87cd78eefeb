"""Documents that the centre itself makes, internal and outgoing: registered, filed, and linked to what they answer."""
