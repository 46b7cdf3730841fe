"""What the admin keeps, in dialogs over any page."""
