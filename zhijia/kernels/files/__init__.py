"""Attachments: judged by what is in them, kept by the digest of their content, served through permission."""
