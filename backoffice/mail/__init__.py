"""The centre's mail: what awaits a look, what was taken, how the mailbox is."""
