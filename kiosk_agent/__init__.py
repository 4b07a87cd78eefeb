"""The service on a kiosk's own machine: it owns printer and key, and answers the kiosk's page alone."""
