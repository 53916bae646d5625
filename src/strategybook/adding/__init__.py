"""Add to `data/raw` what publishers send: from files as they arrive to registered editions."""
