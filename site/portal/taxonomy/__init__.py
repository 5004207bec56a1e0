"""Small bilingual lists everyone points at: professions, specialities, species, languages."""
