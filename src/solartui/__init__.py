"""SolarTUI: the terminal CRM for solar sales desks."""

__version__ = "0.1.0"
