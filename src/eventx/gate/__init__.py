"""Which sentences need to be understood at all."""
