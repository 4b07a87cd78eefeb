"""The e-mail circuit: what comes into the centre's mailbox is kept, ends in a deposit, and is answered."""
