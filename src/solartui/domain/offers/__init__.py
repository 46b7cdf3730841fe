"""Designs, proposals and money of projects."""
