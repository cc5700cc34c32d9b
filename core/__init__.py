"""The words of the project: types, errors, settings. Knows nothing of the other packages."""
