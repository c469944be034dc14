"""The gazetteer; knows nothing of agreements."""
