"""Builds the units of an edition on a Dask cluster; only bytes travel, no disk is shared.

a unit's files as bytes -> a folder of the worker -> Builder -> the report's bytes -> written here
"""
