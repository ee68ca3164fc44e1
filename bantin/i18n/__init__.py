"""Every sentence and label that a person reads."""
