"""A web of a dozen invented outlets, with what real ones do to programs that read them; served on loopback only."""
