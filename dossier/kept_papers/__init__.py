"""Papers that the centre keeps: settled when they are taken in, and a register of where each lies and until when."""
