"""All indicators of the house, by code."""

from zhijia.base.registry import Registry

indicator = indicators = Registry("indicators")
