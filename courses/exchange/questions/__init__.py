"""Files of questions in and out: GIFT, Aiken, Moodle XML; no database."""
