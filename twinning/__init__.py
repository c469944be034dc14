"""The project: foundation below, composition above, the two domain apps between."""
