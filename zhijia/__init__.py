"""Zhijia 职家: the open digital home of a trade union. Start reading at docs/architecture.md."""
