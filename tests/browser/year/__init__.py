"""The steps of a union's year in the browser, by what they are about; test_year.py takes them in their order."""
