"""What was decided about an application is decided: of two reviewers one is told so."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION accounts_decision_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'this application was decided'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'a_decision_stays';
END $$;
CREATE TRIGGER decision_stays BEFORE UPDATE ON accounts_professionalapplication
    FOR EACH ROW WHEN (OLD.state IN ('approved', 'rejected', 'withdrawn') AND NEW.state <> OLD.state)
    EXECUTE FUNCTION accounts_decision_stays();
"""
BACKWARD = """
DROP TRIGGER decision_stays ON accounts_professionalapplication;
DROP FUNCTION accounts_decision_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_licences_and_applications")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
