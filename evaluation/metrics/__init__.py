"""Pure functions from one case's facts to figures. None means: this case cannot be scored."""
