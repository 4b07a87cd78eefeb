"""Documents that the centre makes: registered from a social file, and listed in their registers."""
