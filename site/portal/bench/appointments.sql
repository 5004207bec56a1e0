-- Slots number %(first)s to %(last)s become appointments with all their rows. One past one in twelve was cancelled.
CREATE TEMP TABLE bench_part ON COMMIT DROP AS
SELECT s.*, c.person, NOT s.coming AND s.n %% 12 = 0 AS cancelled,
       %(base)s + s.n AS id, s.starts_at + interval '30 minutes' AS ends_at,
       least(now(), s.starts_at) - random() * interval '20 days' AS booked_at,
       o.service_id, v.name_es, v.name_en, v.price
  FROM bench_slot s
  JOIN bench_client c ON c.n = s.client
  JOIN LATERAL (SELECT service_id FROM booking_offering WHERE professional_id = s.professional_id
                 ORDER BY service_id LIMIT 1) o ON true
  JOIN booking_service v ON v.id = o.service_id
 WHERE s.n BETWEEN %(first)s AND %(last)s;

INSERT INTO booking_visit (id, code, person_id, location_id, attempt, origin, created_at)
SELECT visit, 'B' || lpad(to_hex(n), 8, '0'), person, location_id, gen_random_uuid(), 'guest', booked_at
  FROM bench_part;

INSERT INTO booking_appointment (id, visit_id, service_id, professional_id, location_id, starts_at, ends_at,
    status, buffer_before_minutes, buffer_after_minutes, change_cutoff_minutes, cancel_cutoff_minutes,
    sequence, cancelled_at, cancel_reason, service_name_es, service_name_en, price, created_at)
SELECT id, visit, service_id, professional_id, location_id, starts_at, ends_at,
       CASE WHEN cancelled THEN 'cancelled' WHEN coming THEN 'confirmed' ELSE 'completed' END,
       0, 0, 1440, 1440, 0, CASE WHEN cancelled THEN booked_at END, '', name_es, name_en, price, booked_at
  FROM bench_part;

INSERT INTO booking_subject (id, appointment_id, label, species_id, position, notes)
SELECT gen_random_uuid(), p.id, 'Luna', s.id, 0, ''
  FROM bench_part p, taxonomy_species s WHERE s.slug = 'dog';

INSERT INTO booking_claim (resource_id, appointment_id, starts_at, ends_at, released_at, created_at)
SELECT resource_id, id, starts_at, ends_at, CASE WHEN cancelled THEN booked_at END, booked_at
  FROM bench_part;

INSERT INTO booking_statuschange (appointment_id, from_status, to_status, at, reason)
SELECT id, '', 'confirmed', booked_at, '' FROM bench_part;

INSERT INTO audit_auditevent (at, action, actor_role, target_type, target_id, request_id, data)
SELECT booked_at, 'booking.visit_booked', 'anonymous', 'booking.visit', visit::text, '', '{}'
  FROM bench_part;
