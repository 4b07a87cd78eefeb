"""Pages that wait on the phone until there is network, and what other apps share with Guichet."""
