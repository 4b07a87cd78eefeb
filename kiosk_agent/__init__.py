"""The service on a kiosk's own machine: it owns the printer and the device's key, and answers the kiosk's page alone."""
