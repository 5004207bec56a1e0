"""How the database compares text in searches: without accents, in lower case, and for ever the same.

PostgreSQL calls unaccent stable, as somebody might exchange its dictionary; with the dictionary named,
it may stand in an index. Everything is named with its schema, as a restore works with an empty path.
"""

from django.db import migrations

FOLDED = """
CREATE FUNCTION portal_folded(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, $1)) $$
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_extensions_search_and_cache")]
    operations = [migrations.RunSQL(FOLDED, "DROP FUNCTION portal_folded(text)")]
