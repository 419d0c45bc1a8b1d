"""Problems, edits and results as sentences, in Chinese and English, and as JSON."""
