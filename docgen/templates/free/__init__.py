"""Any Word template with any data, those made for docxtpl included."""
