"""The door frame that all rooms share: how a request comes in and how an answer goes out."""
