"""The world outside: files, spreadsheets, the operating system."""
