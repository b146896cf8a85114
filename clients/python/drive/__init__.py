"""Drives a running desk with the client that was generated from its OpenAPI document."""
