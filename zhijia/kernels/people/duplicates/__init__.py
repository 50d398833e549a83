"""One person written twice: found by signs, looked at by an officer, poured together, and taken apart again."""
