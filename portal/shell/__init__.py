"""What makes the portal an app on a phone: its manifest, its service worker, a page without network."""
