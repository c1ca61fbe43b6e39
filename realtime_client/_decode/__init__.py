"""From bytes to typed events: dialects, the decoder, validation."""
