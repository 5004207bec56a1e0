"""Tests of the whole house: architecture, access, races, processes, browsers."""
