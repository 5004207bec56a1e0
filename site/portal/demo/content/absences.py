"""Who is away, and in which weeks: congresses, holidays, an hour at the doctor's."""

from booking.models import TimeOff

from .shapes import AbsenceFacts

HOLIDAY, TRAINING, ABSENCE = TimeOff.Kind.HOLIDAY, TimeOff.Kind.TRAINING, TimeOff.Kind.ABSENCE
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = range(5)

# At no time are more than a few of the team away, and each is seen within any two weeks.
ABSENCES = (
    AbsenceFacts("samuel-obiang", TRAINING, every=6, week=2, weekday=THURSDAY),
    AbsenceFacts("noelia-castano", HOLIDAY, every=8, week=1, weekday=MONDAY, days=6),
    AbsenceFacts("marta-ferrer", TRAINING, every=8, week=5, weekday=FRIDAY, days=2),
    AbsenceFacts("javier-ibanez", HOLIDAY, every=8, week=6, weekday=MONDAY, days=5),
    AbsenceFacts("carla-santana", HOLIDAY, every=9, week=3, weekday=MONDAY, days=5),
    AbsenceFacts("andres-molina", HOLIDAY, every=9, week=7, weekday=WEDNESDAY, days=4),
    AbsenceFacts("salma-bennani", HOLIDAY, every=8, week=3, weekday=THURSDAY, days=2),
    AbsenceFacts("guayarmina-sosa", TRAINING, every=7, week=4, weekday=FRIDAY),
    AbsenceFacts("pau-llorens", TRAINING, every=8, week=0, weekday=THURSDAY, days=3),
    AbsenceFacts("lucia-peris", ABSENCE, 5, 0, TUESDAY, hours=("9:00", "11:30")),
    AbsenceFacts("ines-vallejo", ABSENCE, 6, 5, WEDNESDAY, hours=("16:30", "18:30")),
    AbsenceFacts("ismael-ojeda", ABSENCE, 8, 2, WEDNESDAY, hours=("9:00", "11:00")),
)
