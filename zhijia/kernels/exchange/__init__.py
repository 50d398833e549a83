"""Excel in, Excel out. Spreadsheets stand in base/sheets; here a batch is carried out, counted, taken back."""
