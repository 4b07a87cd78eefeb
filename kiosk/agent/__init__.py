"""What the service on a kiosk's own machine asks: who it is, how to print, what to print."""
