"""What a person does, done in real Chromium."""
